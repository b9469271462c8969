"""What the people of the demo pay each other: computed from a fixed seed, so that every demo tells the same story."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from random import Random

from apps.operations.demo._cast import CAST, WRONG_NUMBER

DAYS = 60
_SEED = 20_261_121

_NUMBERS = {character.key: character.msisdn for character in CAST}
_EMPLOYER, _LANDLORD, _COOK = "zuri", "walter", "yara"
# Who is at her tills all day pays nobody here.
_BUSY = "njeri"
_FRIENDS = tuple(character.key for character in CAST if character.key not in {_EMPLOYER, _LANDLORD, _BUSY})
_SALARIES = {
    "amina": 840, "chidi": 910, "dalia": 780, "esther": 620, "jabu": 690, "kavya": 1_120, "mei": 730, "nadia": 560,
}  # fmt: skip
_WEEKLY_WAGES = {"farid": 72, "hamisi": 64, "lamine": 68, "quynh": 75, "rashid": 18, "selam": 70}
_RENTS = {"amina": 210, "brian": 185, "chidi": 240, "esther": 170, "grace": 195, "pedro": 160}
_FAMILY = (
    ("chidi", "brian", 45, "For mum"),
    ("kavya", "grace", 60, "Shared flat"),
    ("dalia", "pedro", 35, "Thank you for the loan"),
    ("jabu", "ines", 50, "Home"),
    ("nadia", "lamine", 25, "Groceries for the week"),
)
_LUNCHES = ("Lunch", "Ugali and greens", "Two coffees", "Jollof", "Breakfast", "Samosas", "Lunch for two")
_SMALL = (
    ("Taxi home", 3, 12),
    ("Cinema tickets", 6, 18),
    ("Your half of the bill", 5, 30),
    ("Airtime I owe you", 1, 10),
    ("Football pitch", 4, 9),
    ("Birthday present", 10, 40),
    ("Books", 8, 35),
    ("Haircut", 4, 15),
    ("Market", 6, 45),
    ("", 2, 60),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """One payment somebody asks for; whether it succeeds is for the pipeline to say."""

    at: datetime
    payer: str
    to: str
    amount: Decimal
    note: str


def _cents(rng: Random, low: int, high: int) -> Decimal:
    return Decimal(rng.randrange(low * 100, high * 100 + 1)) / 100


def _at(rng: Random, day: date, first_hour: int, last_hour: int) -> datetime:
    minutes = rng.randrange(first_hour * 60, last_hour * 60)
    return datetime.combine(day, time(minutes // 60, minutes % 60, rng.randrange(60)), tzinfo=UTC)


def _one_day(rng: Random, day: date) -> Iterator[Planned]:
    def paid(hours: tuple[int, int], payer: str, payee: str, amount: Decimal | int, note: str) -> Planned:
        return Planned(_at(rng, day, *hours), payer, _NUMBERS[payee], Decimal(amount), note)

    if day.day == 25:
        for payee, salary in _SALARIES.items():
            yield paid((6, 8), _EMPLOYER, payee, salary, f"Salary {day:%B %Y}")
    if day.day == 2:
        for payer, rent in _RENTS.items():
            yield paid((7, 18), payer, _LANDLORD, rent, f"Rent {day:%B}")
    if day.weekday() == 4:
        for payee, wage in _WEEKLY_WAGES.items():
            yield paid((15, 17), _EMPLOYER, payee, wage + rng.randrange(12), "Wages this week")
    if day.weekday() == 6:
        for payer, payee, amount, note in _FAMILY:
            yield paid((9, 19), payer, payee, amount, note)
    for _ in range(rng.randrange(2, 6) if day.weekday() < 5 else 1):
        payer = rng.choice([friend for friend in _FRIENDS if friend != _COOK])
        yield paid((10, 13), payer, _COOK, _cents(rng, 2, 9), rng.choice(_LUNCHES))
    for _ in range(rng.randrange(3, 7)):
        payer, payee = rng.sample(_FRIENDS, 2)
        note, low, high = rng.choice(_SMALL)
        yield paid((7, 21), payer, payee, _cents(rng, low, high), note)
    if rng.random() < 0.45:
        yield _mishap(rng, day)


def _mishap(rng: Random, day: date) -> Planned:
    """A payment that will be declined, each time for another reason."""
    payer = rng.choice(_FRIENDS)
    at = _at(rng, day, 8, 20)
    return rng.choice(
        [
            Planned(at, payer, WRONG_NUMBER, _cents(rng, 5, 40), "Taxi home"),
            Planned(at, payer, _NUMBERS[payer], _cents(rng, 5, 20), "Savings"),
            Planned(at, "rashid", _NUMBERS["amina"], _cents(rng, 700, 900), "Motorbike"),
            Planned(at, payer, _NUMBERS["walter"], Decimal(4_000), "Deposit for the shop"),
        ]
    )


# How long before the present these are sent, so that today always has something to show, also just after midnight.
_JUST_NOW = (
    (88, "chidi", "amina", "18.50", "Cinema tickets"),
    (61, "amina", "yara", "6.20", "Lunch"),
    (34, "brian", "amina", "12.00", "Your half of the bill"),
    (16, "rashid", "brian", "950.00", "Motorbike"),
    (5, "amina", "brian", "25.00", "Birthday present"),
)


def plan_payments(*, now: datetime, days: int = DAYS) -> list[Planned]:
    """The payments of the `days` before `now`, the oldest first, none of them in the future."""
    rng = Random(_SEED)  # nosec B311: a story, not a secret
    until = now - timedelta(minutes=90)
    first = (now - timedelta(days=days)).date()
    payments = [
        planned
        for offset in range(days + 1)
        for planned in _one_day(rng, first + timedelta(days=offset))
        if planned.at < until
    ]
    payments += [
        Planned(now - timedelta(minutes=ago), payer, _NUMBERS[payee], Decimal(amount), note)
        for ago, payer, payee, amount, note in _JUST_NOW
    ]
    return sorted(payments, key=lambda planned: planned.at)
