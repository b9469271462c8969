"""Worked bookkeeping: what a wallet business books on a day, and what the books then say."""

from decimal import Decimal
from uuid import UUID

import pytest

from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger.selectors import get_trial_balance
from apps.ledger.services import Entry, InsufficientFunds, Leg, capture, hold, open_account, post, reverse
from apps.ledger.tests.books import OPENED, assert_agrees, open_held, open_wallet, refused, usd

pytestmark = pytest.mark.django_db(transaction=True)


def account(code: str, kind: str, floor: int | None = None, currency: str = "USD") -> UUID:
    least = None if floor is None else Decimal(floor)
    return open_account(code=code, kind=kind, currency=currency, floor=least, at=OPENED)


def book(kind: str, *legs: tuple[UUID, str]) -> UUID:
    entry = Entry(uuid7(), kind, [Leg(identity, usd(amount)) for identity, amount in legs], OPENED)
    post([entry])
    return entry.id


def trial_balance() -> dict[str, Decimal]:
    return {row.code: row.balance for row in get_trial_balance() if row.balance}


def test_an_agent_turns_cash_into_e_money_and_earns_a_commission() -> None:
    """The trust account always holds what all wallets together are owed."""
    trust, capital = account("trust:equity", "ASSET"), account("equity:capital", "EQUITY")
    till = account("agent:kiosk:float", "LIABILITY", floor=0)
    commission = account("agent:kiosk:commission", "LIABILITY")
    costs = account("expense:commissions", "EXPENSE")
    amina = open_wallet("amina")
    book("CAPITAL", (trust, "-1000"), (capital, "1000"))
    book("FLOAT", (trust, "-500"), (till, "500"))
    book("CASH_IN", (till, "-120"), (amina, "120"))
    book("COMMISSION", (costs, "-0.60"), (commission, "0.60"))
    with refused(InsufficientFunds):
        book("CASH_IN", (till, "-380.01"), (amina, "380.01"))
    assert trial_balance() == {
        "trust:equity": Decimal(-1500),
        "equity:capital": Decimal(1000),
        "agent:kiosk:float": Decimal(380),
        "agent:kiosk:commission": Decimal("0.60"),
        "expense:commissions": Decimal("-0.60"),
        "wallet:amina:available": Decimal(120),
    }
    assert_agrees()


def test_a_merchants_takings_become_spendable_by_settlement() -> None:
    shop, takings = open_wallet("shop"), account("merchant:shop:takings", "LIABILITY")
    fees = account("fees:merchant", "INCOME")
    buyers = [open_wallet(f"buyer-{number}", 50) for number in range(3)]
    for buyer in buyers:
        book("MERCHANT_PAYMENT", (buyer, "-20"), (takings, "19.70"), (fees, "0.30"))
    with refused(InsufficientFunds):
        book("WITHDRAWAL", (shop, "-1"), (buyers[0], "1"))
    book("SETTLEMENT", (takings, "-59.10"), (shop, "59.10"))
    assert {code: amount for code, amount in trial_balance().items() if not code.startswith("wallet:buyer")} == {
        "trust:equity": Decimal(-150),
        "wallet:shop:available": Decimal("59.10"),
        "fees:merchant": Decimal("0.90"),
    }
    assert_agrees()


def test_a_withdrawal_is_held_paid_out_in_part_and_the_rest_comes_back() -> None:
    amina, held = open_wallet("amina", 200), open_held("amina")
    clearing, trust = account("psp:bank:clearing", "LIABILITY"), account("trust:equity", "ASSET")
    fees = account("fees:withdrawal", "INCOME")
    hold_id = uuid7()
    hold(hold_id=hold_id, available=amina, held=held, amount=usd(101), effective_at=OPENED)
    capture(hold_id=hold_id, to=[Leg(clearing, usd("80")), Leg(fees, usd("0.50"))], effective_at=OPENED)
    book("SETTLEMENT", (clearing, "-80"), (trust, "80"))
    assert trial_balance() == {
        "trust:equity": Decimal(-120),
        "wallet:amina:available": Decimal("119.50"),
        "fees:withdrawal": Decimal("0.50"),
    }
    assert_agrees()


def test_money_from_nowhere_waits_in_suspense_until_somebody_knows_whose_it_is() -> None:
    trust, suspense = account("trust:equity", "ASSET"), account("suspense", "LIABILITY")
    amina, brian = open_wallet("amina"), open_wallet("brian")
    book("DEPOSIT", (trust, "-75"), (suspense, "75"))
    wrong = book("ADJUSTMENT", (suspense, "-75"), (brian, "75"))
    reverse(entry_id=wrong, effective_at=OPENED)
    book("ADJUSTMENT", (suspense, "-75"), (amina, "75"))
    assert trial_balance() == {"trust:equity": Decimal(-75), "wallet:amina:available": Decimal(75)}
    assert_agrees()


def test_an_exchange_keeps_each_currencys_books_apart() -> None:
    dollars, euros = open_wallet("amina", 110), open_wallet("amina", 0, "EUR")
    desk_usd = account("fx:position", "ASSET")
    desk_eur = account("fx:position", "ASSET", currency="EUR")
    legs = [
        Leg(dollars, usd(-110)),
        Leg(desk_usd, usd(110)),
        Leg(desk_eur, Money(Decimal(-100), "EUR")),
        Leg(euros, Money(Decimal(100), "EUR")),
    ]
    post([Entry(uuid7(), "EXCHANGE", legs, OPENED)])
    by_currency = {(row.currency, row.code): row.balance for row in get_trial_balance() if row.balance}
    assert by_currency == {
        ("USD", "trust:equity"): Decimal(-110),
        ("USD", "fx:position"): Decimal(110),
        ("EUR", "fx:position"): Decimal(-100),
        ("EUR", "wallet:amina:available"): Decimal(100),
    }
    assert_agrees()


def test_payday_pays_everybody_or_nobody() -> None:
    employer = open_wallet("employer", 1_000)
    staff = [open_wallet(f"staff-{number}") for number in range(100)]
    wages = [Entry(uuid7(), "DISBURSEMENT", [Leg(employer, usd(-10)), Leg(one, usd(10))], OPENED) for one in staff]
    bonus = Entry(uuid7(), "DISBURSEMENT", [Leg(employer, usd("-0.01")), Leg(staff[0], usd("0.01"))], OPENED)
    with refused(InsufficientFunds):
        post([*wages, bonus])
    post(wages)
    post(wages)
    assert trial_balance()["wallet:staff-99:available"] == Decimal(10)
    assert "wallet:employer:available" not in trial_balance()
    assert_agrees()
