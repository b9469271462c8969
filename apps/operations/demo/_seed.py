"""Makes the demo, through the services and in one transaction: killed half way, it leaves nothing behind."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.core.exceptions import ImproperlyConfigured
from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.accounts.selectors import person_cache_keys
from apps.core import caching, request_facts, sql
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.operations import roles
from apps.operations.demo._agents import open_money_points
from apps.operations.demo._cast import CAST, CHECKER, OPERATOR, OPERATOR_PASSWORD, PASSWORD, PIN, STAFF, Character
from apps.operations.demo._life import live_on, set_rates_of_exchange
from apps.operations.demo._merchants import open_kitchen
from apps.operations.demo._papers import show_papers
from apps.operations.demo._plan import DAYS, Planned, plan_payments
from apps.operations.demo._rails import cover_gifts, open_rails, pay_through_providers
from apps.operations.demo._watch import STRANGER, look_into_it, plan_theft, set_rules
from apps.transactions import services as transactions
from apps.wallets import services as wallets
from apps.wallets.selectors import find_wallet

Say = Callable[[str], None]
Seeding = Literal["seeded", "there already", "not ours"]

TRUST = "trust:demo-bank"
SIGN_UP_GIFT = Decimal(5)
# So many of the newest events are left for the relay to publish, so that the inboxes of the demo are not empty.
TOLD = 5
# One number for all runs of this seeding, in PostgreSQL's space of advisory locks.
_LOCK = 7_461_203_915


@dataclass(frozen=True, slots=True)
class _Stage:
    """What every step needs: the currency and when the demo begins and ends."""

    currency: str
    begins: datetime
    now: datetime

    def money(self, amount: Decimal | int | str) -> Money:
        """An amount in the demo's currency, which may have fewer decimals than the story."""
        return Money.rounded(Decimal(amount), self.currency)


def seed(*, now: datetime, days: int = DAYS, say: Say = lambda line: None) -> Seeding:
    """Fills an empty database with the demo, once; says whether it did.

    A database with the demo's operator has been seeded; one with other people and without her is somebody's
    own and is left alone. Raises ImproperlyConfigured in production, where its passwords would be known to all.
    """
    if settings.IS_PRODUCTION:
        raise ImproperlyConfigured("Demo data is for the demo and for tests: its passwords are public.")
    found = _find_people() or _seed(now, days, say)
    if found != "not ours":
        pay_through_providers(currency=settings.BASE_CURRENCY, now=now, say=say)
    return found


def _seed(now: datetime, days: int, say: Say) -> Seeding:
    with transaction.atomic():
        # Two containers that start together must not both seed; the second waits and then finds it done.
        sql.fetch_all("SELECT set_config('lock_timeout', '0', true), pg_advisory_xact_lock(%s)", [_LOCK])
        if found := _find_people():
            return found
        earlier = request_facts.current()
        request_facts.enter(request_facts.RequestFacts(request_id="prepare-demo", channel="demo"))
        try:
            _tell_the_story(_Stage(settings.BASE_CURRENCY, now - timedelta(days=days + 1), now), days, say)
        finally:
            request_facts.enter(earlier)
    return "seeded"


def is_seeded() -> bool:
    """Whether the demo's people live in this database."""
    return _find_people() == "there already"


def _find_people() -> Seeding | None:
    if User.objects.filter(msisdn=OPERATOR.msisdn).exists():
        return "there already"
    return "not ours" if User.objects.exists() else None


def _tell_the_story(stage: _Stage, days: int, say: Say) -> None:
    say(f"Seeding the demo: {len(CAST)} people")
    people = _invite_people(stage)
    _hire(stage)
    _set_prices(stage)
    set_rates_of_exchange(currency=stage.currency, at=stage.begins)
    set_rules(currency=stage.currency, at=stage.begins)
    open_rails(currency=stage.currency, at=stage.begins)
    _hand_out_money(stage, people)
    payments = plan_payments(now=stage.now, days=days)
    for done, planned in enumerate(payments):
        if done % 250 == 0:
            say(f"Seeding the demo: payment {done + 1} of {len(payments)}")
        _pay(stage, people, planned, number=done)
    _steal(stage, people)
    operators = people[OPERATOR.key], people[CHECKER.key]
    open_kitchen(people=people, operator_id=operators[0], currency=stage.currency, now=stage.now)
    open_money_points(people=people, operators=operators, currency=stage.currency, now=stage.now)
    live_on(people=people, operators=operators, currency=stage.currency, now=stage.now)
    _freeze_one(stage, people)
    _set_pins(people, stage.now)
    _limit_tiers(stage)
    show_papers(people, people[OPERATOR.key], now=stage.now)
    cover_gifts(now=stage.now)
    _settle_old_events()


def _invite_people(stage: _Stage) -> dict[str, UUID]:
    """Everybody joins, with a wallet but the operators."""
    people = {}
    for index, character in enumerate((*CAST, OPERATOR, CHECKER)):
        joined_at = stage.begins + timedelta(minutes=7 * index)
        people[character.key] = _invite(character, joined_at)
        if character not in (OPERATOR, CHECKER):
            wallets.open_wallet(holder_id=people[character.key], currency=stage.currency, now=joined_at)
    # One argon2id run for each distinct password, and not one for each person.
    User.objects.filter(pk__in=people.values()).update(password=make_password(PASSWORD))
    # No service makes operators: it is a superuser's act in the admin, and there is none yet.
    User.objects.filter(pk__in=[people[OPERATOR.key], people[CHECKER.key]]).update(
        password=make_password(OPERATOR_PASSWORD), is_staff=True, is_superuser=True
    )
    return people


def _hire(stage: _Stage) -> None:
    """One member of staff with each role, beside the two superusers."""
    hired = [_invite(character, stage.begins) for character, _ in STAFF]
    User.objects.filter(pk__in=hired).update(password=make_password(OPERATOR_PASSWORD))
    for person_id, (_, role) in zip(hired, STAFF, strict=True):
        roles.give_role(person_id=person_id, role=role, reason="Works in the demo", now=stage.begins)


def _invite(character: Character, at: datetime) -> UUID:
    user = accounts.create_person(
        msisdn=character.msisdn, full_name=character.full_name, email=character.email or None, now=at
    )
    # A run that was killed may have left people in a shared cache who never came to be.
    caching.forget(*person_cache_keys(user))
    return user.id


def _set_prices(stage: _Stage) -> None:
    transactions.set_fee(
        kind="P2P",
        currency=stage.currency,
        percent=Decimal(1),
        minimum=stage.money("0.05").amount,
        maximum=stage.money(5).amount,
        active_from=stage.begins,
    )
    transactions.set_limit(
        kind="P2P", currency=stage.currency, minimum=stage.money("0.10").amount, maximum=stage.money(2_500).amount
    )


def _set_pins(people: dict[str, UUID], at: datetime) -> None:
    """Everybody's PIN is the same one; the operator has no wallet and needs none."""
    for character in CAST:
        accounts.set_pin(person_id=people[character.key], session_id=None, password=PASSWORD, pin=PIN, now=at)


# What somebody of each tier may pay at once, in a day, in a month; from where on a code confirms; what they may hold.
_TIERS = {
    "TIER_0": (100, 300, 1_000, 50, 2_500),
    "TIER_1": (1_000, 2_000, 10_000, 200, 25_000),
    "TIER_2": (2_500, 20_000, 100_000, 1_000, 250_000),
}


def _limit_tiers(stage: _Stage) -> None:
    """Last, because the story was lived before anybody's documents were looked at."""
    for tier, (single, daily, monthly, step_up_above, balance) in _TIERS.items():
        transactions.set_tier_limit(
            tier=tier,
            currency=stage.currency,
            single=stage.money(single).amount,
            daily=stage.money(daily).amount,
            monthly=stage.money(monthly).amount,
            daily_count=50,
            step_up_above=stage.money(step_up_above).amount,
            maximum_balance=stage.money(balance).amount,
        )


def _hand_out_money(stage: _Stage, people: dict[str, UUID]) -> None:
    """Opening balances against the trust account, in one batch, and the gift for signing up."""
    trust = ledger.open_account(code=TRUST, kind="ASSET", currency=stage.currency, floor=None, at=stage.begins)
    at = stage.begins + timedelta(hours=3)
    entries = []
    for character in CAST:
        wallet = find_wallet(people[character.key], stage.currency)
        if wallet is not None:
            amount = stage.money(character.opening)
            legs = [ledger.Leg(trust, -amount), ledger.Leg(wallet.available_account, amount)]
            entries.append(ledger.Entry(uuid7(), "OPENING", legs, at))
    ledger.post(entries)
    for index, character in enumerate(CAST):
        transactions.credit_promotion(
            person_id=people[character.key],
            amount=stage.money(SIGN_UP_GIFT),
            key=f"demo-gift:{character.key}",
            note="Welcome to GoPay",
            at=at + timedelta(minutes=index),
        )


def _steal(stage: _Stage, people: dict[str, UUID]) -> None:
    """So that operators see a case, with a payment that waits for their decision."""
    msisdn = next(character.msisdn for character in CAST if character.key == STRANGER)
    tried = [
        _pay(stage, people, planned, number=-done)
        for done, planned in enumerate(plan_theft(msisdn=msisdn, now=stage.now), start=1)
    ]
    look_into_it(payments=tried, reviewer_id=people[OPERATOR.key], now=stage.now)


def _pay(stage: _Stage, people: dict[str, UUID], planned: Planned, *, number: int) -> UUID:
    amount = stage.money(planned.amount)
    payer_id = people[planned.payer]
    outcome = transactions.send_money(
        payer_id=payer_id,
        session_id=None,
        to=planned.to,
        amount=amount,
        note=planned.note,
        key=f"demo:{number}",
        digest=hashlib.sha256(f"{payer_id}|{planned.to}|{amount}|{planned.note}".encode()).digest(),
        at=planned.at,
    )
    return outcome.transaction.id


def _freeze_one(stage: _Stage, people: dict[str, UUID]) -> None:
    """So that operators see what a frozen wallet looks like."""
    wallet = find_wallet(people["hamisi"], stage.currency)
    if wallet is not None:
        wallets.freeze_wallet(
            wallet_id=wallet.id, reason="Phone reported stolen", by=people[OPERATOR.key], now=stage.now
        )


def _settle_old_events() -> None:
    """Marks all but the newest payments' events as settled, without telling anybody.

    No service does this, and none should: events are settled by the relay when their consumers are done.
    Here it would mean a thousand messages about the past, and minutes of work at the first start.
    """
    newest = list(
        OutboxEvent.objects.filter(topic__startswith="transactions.")
        .order_by("-recorded_at", "-id")
        .values_list("id", flat=True)[:TOLD]
    )
    sql.fetch_all(
        "UPDATE core_outboxevent SET published_at = recorded_at, settled_at = recorded_at, attempts = 1"
        " WHERE settled_at IS NULL AND NOT id = ANY(%s::uuid[])",
        [newest],
    )
