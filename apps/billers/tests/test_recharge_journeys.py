"""Recharges over HTTP, to a provider that misbehaves: each ends in the truth."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest

from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.models import RechargeFloat, RechargeOperator
from apps.billers.selectors import booked_float
from apps.billers.tests.bills import call_back, deliver_all, on, operation_of, payment, send
from apps.billers.tests.recharges import SAVANNA, arrange, make_operators, recharge
from apps.core import clock
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.notifications.models import Notification
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)
CLEARING = "psp:recharge:clearing"


@pytest.fixture
def world(provider: Provider) -> Iterator[Provider]:
    """The demo's operators and the sandbox's aggregator; whatever the story, the ledger is right at its end."""
    open_gateways("recharge")
    make_operators()
    yield provider
    assert list(verification.verify()) == []


def _held(person: Any) -> Decimal:
    return get_balance(wallet_of(person).held_account).amount


def _told(person: Any) -> list[str]:
    deliver_all()
    return list(Notification.objects.filter(person_id=person.id).order_by("id").values_list("topic", flat=True))


def test_a_number_is_recharged(world: Provider) -> None:
    amina = join("amina", 100)
    client = client_of(amina)
    answer = recharge(client, "5.00", product="savanna-data-5gb", note="for the week")
    body = answer.json()
    assert (answer.status_code, body["state"], body["kind"]) == (202, "PENDING", "RECHARGE"), body
    assert (available(amina), _held(amina)) == (95, 5)
    bought = UUID(body["id"])
    send(bought)
    seen = payment(client, bought)
    assert seen["state"] == "COMPLETED"
    assert (seen["outside"]["party"], seen["outside"]["account"]) == ("Savanna Mobile", SAVANNA)
    assert seen["outside"]["receipt_number"]
    assert (available(amina), _held(amina), on(CLEARING)) == (95, 0, 5)
    (booked,) = world.books(operation_of(bought).id)
    assert (booked["executions"], booked["counterparty"]) == (1, SAVANNA)
    call_back(client, world)
    assert _told(amina) == ["recharge_completed"]
    assert SAVANNA in Notification.objects.get(person_id=amina.id).body
    # What is left there is less by exactly that, there and in our books.
    services.read_floats(now=clock.now())
    row = RechargeFloat.objects.get()
    assert (row.balance, booked_float(row).amount) == (999_995, -5)


def test_what_the_operator_declines_comes_back(world: Provider) -> None:
    amina = join("amina", 100)
    client = client_of(amina)
    declined = UUID(recharge(client, "5.01").json()["id"])
    assert _held(amina) == Decimal("5.01")
    send(declined)
    seen = payment(client, declined)
    assert (seen["state"], seen["failure_code"]) == ("FAILED", "provider_declined")
    assert (available(amina), _held(amina), on(CLEARING)) == (100, 0, 0)
    assert _told(amina) == ["recharge_failed"]


def test_what_was_bought_though_the_answer_was_lost_is_found_out_and_not_bought_twice(world: Provider) -> None:
    """The connection is dropped after the aggregator has done it, and it would do it again if it were asked again."""
    amina = join("amina", 100)
    client = client_of(amina)
    lost = UUID(recharge(client, "5.05").json()["id"])
    send(lost)
    assert payment(client, lost)["state"] == "UNKNOWN"
    assert _held(amina) == Decimal("5.05")
    send(lost)
    assert payment(client, lost)["state"] == "COMPLETED"
    assert (available(amina), _held(amina)) == (Decimal("94.95"), 0)
    call_back(client, world)
    assert [one["executions"] for one in world.books(operation_of(lost).id)] == [1]
    assert _told(amina) == ["recharge_completed"]


def test_what_was_not_bought_though_nobody_said_so_comes_back(world: Provider) -> None:
    """The answer is lost while the aggregator still works on it; then it declines."""
    world.behave(drop_after=1)
    amina = join("amina", 100)
    client = client_of(amina)
    lost = UUID(recharge(client, "5.10").json()["id"])
    send(lost)
    assert payment(client, lost)["state"] == "UNKNOWN"
    world.behave(drop_after=0)
    assert _held(amina) == Decimal("5.10")
    world.move_clock(60)
    call_back(client, world)
    if operation_of(lost).due_at:
        send(lost)
    assert payment(client, lost)["state"] == "FAILED"
    assert (available(amina), _held(amina), on(CLEARING)) == (100, 0, 0)
    assert _told(amina) == ["recharge_failed"]


def test_what_is_bought_by_itself_is_bought_once_though_the_answer_was_lost(world: Provider) -> None:
    world.behave(drop_after=1)
    amina = join("amina", 100)
    row = arrange(amina, "5.00", start=clock.now().date().isoformat())
    services.buy_due(now=clock.now() + timedelta(days=1))
    due = [run.transaction_id for run in row.runs.filter(state="UNDER_WAY")]
    assert len(due) == 1
    lost = UUID(str(due[0]))
    send(lost)
    world.behave(drop_after=0)
    call_back(client_of(amina), world)
    if operation_of(lost).due_at:
        send(lost)
    deliver_all()
    assert [run.state for run in row.runs.filter(transaction_id=lost)] == ["DONE"]
    assert [one["executions"] for one in world.books(operation_of(lost).id)] == [1]
    assert (available(amina), _held(amina), on(CLEARING)) == (95, 0, 5)


def test_the_catalogue_is_the_providers_and_what_we_switched_off_stays_off(world: Provider) -> None:
    operator = join("olga")
    savanna = RechargeOperator.objects.get(code="savanna")
    services.switch_recharge_operator(
        operator_id=savanna.id, is_active=False, reason="strike", by=operator.id, now=clock.now()
    )
    synced = services.sync_recharge_catalogue(now=clock.now())
    assert (synced.operators, synced.products, synced.silent) == (4, 16, ())
    rows = {row.code: (row.is_active, row.is_offered) for row in RechargeOperator.objects.all()}
    assert rows == {
        "savanna": (False, True),
        "lakecell": (True, True),
        "coastline": (True, True),
        "northstar": (True, True),
    }
    # The seed says the same as the provider, so nothing is called otherwise now.
    assert RechargeOperator.objects.get(code="savanna").name == savanna.name
    assert RechargeOperator.objects.get(code="savanna").prefixes == savanna.prefixes
    world.behave(down=True)
    assert services.sync_recharge_catalogue(now=clock.now()).silent == ("recharge",)
    assert RechargeOperator.objects.filter(is_offered=True).count() == 4
    assert services.read_floats(now=clock.now()) == 0
