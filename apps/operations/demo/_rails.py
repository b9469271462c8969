"""Money from and to the outside: banks, a card processor, billers and telcos, and payments in every state.

The providers are the sandbox's, asked over HTTP like any others. What an amount's last two decimals make of a request
docs/sandbox-provider.md says.
"""

from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from uuid import UUID

import structlog
from django.conf import settings
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.selectors import find_person, get_profile
from apps.billers import services as billers
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.funding import services as funding
from apps.funding.models import FundingSource, SourceKind
from apps.gateways import services as gateways
from apps.gateways.base import Capability
from apps.ledger import services as ledger
from apps.operations.demo._cast import CAST
from apps.reconciliation import services as reconciliation
from apps.reconciliation.ids import CAPITAL
from apps.transactions import services as transactions
from apps.transactions.models import Transaction

log = structlog.get_logger("gopay.demo")

_COLLECT, _PAY_OUT, _LINK = Capability.COLLECT, Capability.PAY_OUT, Capability.LINK_ACCOUNT
_GATEWAYS = (
    ("jsonbank", "Meridian Bank", (_COLLECT, _PAY_OUT, _LINK), 10),
    ("xmlbank", "Union Trust Bank", (_COLLECT, _PAY_OUT, _LINK), 20),
    ("cards", "Cardwell Payments", (_COLLECT,), 30),
    ("bills", "Billhub", (Capability.PAY_BILL, Capability.LOOK_UP_BILL), 10),
    ("recharge", "Topup Exchange", (Capability.RECHARGE,), 10),
)
PREPAID = Decimal(1_000_000)
_DIGEST = b"o" * 32
_LAST = "demo-outside:card"


def open_rails(*, currency: str, at: datetime) -> None:
    """The rails, what is sent over them and at which price, billers and operators, and the banks' cover."""
    for code, title, capabilities, priority in _GATEWAYS:
        gateways.register_gateway(code=code, title=title, currencies=[currency], at=at)
        for capability in capabilities:
            gateways.set_route(gateway_code=code, capability=capability, currency=currency, priority=priority, at=at)
    for kind, fee in (("WITHDRAWAL", "0.50"), ("BILL_PAYMENT", "0.25")):
        transactions.set_fee(
            kind=kind, currency=currency, flat=Money.rounded(Decimal(fee), currency).amount, active_from=at
        )
    billers.seed_catalogue(now=at)
    _prepay(currency, at)
    billers.seed_recharges(now=at)


def _prepay(currency: str, at: datetime) -> None:
    """What the sandbox's recharge aggregator says that we have paid in."""
    capital = ledger.open_account(code=CAPITAL, kind="EQUITY", currency=currency, floor=None, at=at)
    clearing = gateways.open_clearing_account(gateway_code="recharge", currency=currency, at=at)
    amount = Money(PREPAID, currency)
    legs = [ledger.Leg(clearing, -amount), ledger.Leg(capital, amount)]
    ledger.post([ledger.Entry(uuid7(), "CAPITAL_IN", legs, at)])


def cover_gifts(*, now: datetime) -> None:
    """What people were given has to lie in a bank as well."""
    reconciliation.seed_trust(now=now)
    reconciliation.prove_coverage(is_daily=True, now=now)


def pay_through_providers(*, currency: str, now: datetime, say: Callable[[str], None]) -> None:
    """Payments through the sandbox's providers, once: done, declined, waited for, and found out about afterwards.

    Outside any transaction, because providers are asked. When none is there, the demo does without these payments.
    """
    amina = _person("amina")
    if not settings.GATEWAY_CONNECTIONS or currency != "USD" or amina is None:
        return
    if Transaction.objects.filter(initiator_id=amina, idempotency_key=_LAST).exists():
        return
    say("Seeding the demo: payments through banks, billers and telcos")
    try:
        _pay(amina, now)
    except DomainError as error:
        # A demo without them is better than none.
        log.warning("no payments through providers", error=error.code)


def _person(key: str) -> UUID | None:
    found = find_person(next(one.msisdn for one in CAST if one.key == key))
    return found.id if found else None


def _pay(amina: UUID, now: datetime) -> None:
    source = _link(amina, now - timedelta(hours=3))
    at = now - timedelta(hours=2)
    for number, (amount, what) in enumerate(
        (
            ("60.00", funding.deposit),
            # Pending for ever; below: declined, and done although the answer was lost.
            ("30.14", funding.deposit),
            ("25.00", funding.withdraw),
            ("10.01", funding.withdraw),
            ("12.05", funding.withdraw),
        )
    ):
        what(
            person_id=amina,
            session_id=None,
            source_id=source.id,
            amount=Money(Decimal(amount), "USD"),
            key=f"demo-outside:{number}",
            digest=_DIGEST,
            at=at + timedelta(minutes=number),
        )
    for biller, account in (("power-prepaid", "14001234567"), ("power-post", "22001234")):
        _pay_bill(amina, biller, account, at + timedelta(minutes=10))
    billers.recharge(
        person_id=amina,
        session_id=None,
        msisdn=get_profile(amina).msisdn,
        operator="savanna",
        amount=Money(Decimal(5), "USD"),
        key="demo-outside:recharge",
        digest=_DIGEST,
        now=at + timedelta(minutes=15),
    )
    gateways.run_due_operations(now=now - timedelta(minutes=40))
    # Whose answer was lost is asked about a little later.
    gateways.run_due_operations(now=now - timedelta(minutes=30))
    funding.deposit(
        person_id=amina,
        session_id=None,
        save_card=True,
        amount=Money(Decimal(40), "USD"),
        key=_LAST,
        digest=_DIGEST,
        at=now - timedelta(minutes=5),
    )
    gateways.run_due_operations(now=now - timedelta(minutes=4))


def _link(person_id: UUID, at: datetime) -> FundingSource:
    """An account of hers at the sandbox's bank. Nobody is there to confirm it by a code."""
    name = get_profile(person_id).full_name
    instrument, gateway_code = gateways.link_account(
        bank="Meridian Bank", account_number="4410028817", holder_name=name, currency="USD", country="", now=at
    )
    with transaction.atomic():
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if found := funding.find_linked(person_id, gateway_code, instrument.token):
            return found
        source = FundingSource(
            person_id=person_id,
            gateway_code=gateway_code,
            kind=SourceKind.BANK_ACCOUNT,
            masked=instrument.masked,
            holder_name=name,
            issuer=instrument.issuer or "Meridian Bank",
            linked_at=at,
        )
        return funding.add_source(source, instrument.token, now=at)


def _pay_bill(person_id: UUID, biller: str, account: str, at: datetime) -> None:
    """Twenty for the meter that is paid before, half of what is due for the one that is paid after."""
    looked_up = billers.look_up_bill(person_id=person_id, biller=biller, account_number=account, now=at)
    owed = looked_up.row.amount_due
    billers.pay_bill(
        person_id=person_id,
        session_id=None,
        look_up_id=looked_up.row.id,
        amount=Decimal(20) if owed is None else max(Decimal(1), owed // 2),
        key=f"demo-outside:{biller}",
        digest=_DIGEST,
        now=at,
    )
