"""Money from and to the outside in the scene: one of all Amina links, saves and plans, and what staff see of it."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from apps.accounts.models import User
from apps.billers import services as billers
from apps.billers.models import RechargeFloat
from apps.billers.tests.bills import looked_up, make_billers, paid
from apps.billers.tests.recharges import arrange as arrange_recharge
from apps.core import clock
from apps.core.money import Money
from apps.funding.tests.sources import give_source, give_top_up
from apps.gateways.base import Outcome
from apps.gateways.models import Callback, Direction, Message
from apps.gateways.tests.factories import open_gateways
from apps.reconciliation import services as reconciliation
from apps.reconciliation.models import AgreedFee, SettlementKind
from apps.reconciliation.tests.books import asked, csv_of, decide, listed, take_in

NUMBER = "5580244471"


def make(amina: User, operator: User) -> dict[str, UUID]:
    """Makes all of it; returns the ids the routes give it."""
    open_gateways()
    ids = {**_billed(amina), **_recharged(amina), **_linked(amina)}
    _told_by_providers(amina)
    _reconciled(amina, operator)
    return ids


def _linked(amina: User) -> dict[str, UUID]:
    source = give_source(amina, gateway_code="jsonbank")
    give_top_up(amina, source)
    return {"source_id": source.id}


def _billed(amina: User) -> dict[str, UUID]:
    now = clock.now()
    make_billers()
    saved = billers.save_bill(person_id=amina.id, biller="water", account_number=NUMBER, now=now)
    paid(amina.id, "power-post", "1.00", at=now - timedelta(days=1))
    billers.settle_due(now=now)
    return {"lookup_id": looked_up(amina.id, "power-prepaid", None).id, "saved_bill_id": saved.id}


def _recharged(amina: User) -> dict[str, UUID]:
    now = clock.now()
    billers.seed_recharges(now=now)
    kept = billers.keep_favourite(person_id=amina.id, msisdn="+254712345678", nickname="Mother", now=now)
    row = arrange_recharge(amina, start=(now + timedelta(days=2)).date().isoformat())
    RechargeFloat.objects.create(gateway_code="recharge", currency="USD", balance=Decimal(900), read_at=now)
    return {"favourite_id": kept.id, "auto_recharge_id": row.id}


def _told_by_providers(amina: User) -> None:
    """A request and a callback that were written down, and something that waits for an operator."""
    now = clock.now()
    failed = decide(asked(amina, "3.00", at=now), Outcome.FAILED, at=now)
    decide(failed, at=now)
    Message.objects.create(
        gateway_code="cards",
        direction=Direction.OUT,
        operation_id=failed.id,
        method="POST",
        path="/v1/charges",
        status=201,
        created_at=now,
    )
    Callback.objects.create(
        gateway_code="cards", event_id="msg_1", body=b"{}", reading={}, operation_id=failed.id, received_at=now
    )


def _reconciled(amina: User, operator: User) -> None:
    """A file with a line that agrees and one that does not, money that reached the bank, and the day's proof."""
    now = clock.now()
    done = decide(asked(amina, "4.00", at=now), at=now)
    take_in(csv_of([listed(done), listed()]), day=now.date(), now=now)
    reconciliation.reconcile(now=now)
    AgreedFee.objects.create(gateway_code="cards", capability="COLLECT", currency="USD")
    reconciliation.request_settlement(
        kind=SettlementKind.CAPITAL_IN,
        bank="demobank",
        amount=Money(Decimal(10), "USD"),
        bank_reference="X1",
        value_date=now.date(),
        reason="Own money.",
        maker_id=operator.id,
        now=now,
    )
    reconciliation.prove_coverage(is_daily=True, now=now)
