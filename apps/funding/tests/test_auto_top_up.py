"""Automatic top-ups: set up with a code, fetch when little is left, hold the cap, pause when it does not work."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.services import lock_device
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.funding import services
from apps.funding.models import AutoTopUp, FundingSource
from apps.funding.services._top_up import LOOK_AGAIN, RETRY_AFTER
from apps.funding.tests.sources import (
    again,
    deliver_all,
    give_source,
    give_top_up,
    put_top_up,
    rule,
    set_top_up,
    utc,
)
from apps.gateways.base import Outcome
from apps.ledger import verification
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.services import set_limit
from apps.transactions.tests.outside import BANK, operation_of, say, say_nothing, submit
from apps.transactions.tests.payments import send
from apps.wallets.models import Wallet
from apps.wallets.services import close_wallet
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def source(amina: User) -> FundingSource:
    return give_source(amina)


def deposits() -> list[Transaction]:
    """What was fetched or tried to be, the first one first."""
    return list(Transaction.objects.filter(kind="DEPOSIT").order_by("id"))


def spend(amina: User, amount: str | int) -> None:
    """She pays Brian, and what follows from it happens."""
    assert send(amina, "brian", amount).transaction.state == "COMPLETED"
    deliver_all()


def succeed(row: Transaction) -> None:
    submit(row)
    say(row, Outcome.SUCCEEDED)
    deliver_all()


def fail(row: Transaction) -> None:
    submit(row)
    say(row, Outcome.FAILED, failure_code="provider_insufficient_funds")
    deliver_all()


def told(topic: str) -> int:
    return Notification.objects.filter(topic=topic).count()


# --- Setting it up ----------------------------------------------------------------------------------------------------


def test_it_is_set_up_with_a_code_and_shown(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    first = put_top_up(client, rule(source.id))
    assert (first.status_code, first.json()["code"], AutoTopUp.objects.count()) == (403, "step_up_required", 0)
    answer = set_top_up(client, rule(source.id))
    assert answer.status_code == 200
    assert answer.json() == {
        "currency": "USD",
        "state": "ACTIVE",
        "paused_because": None,
        "threshold": "20.00",
        "amount": "50.00",
        "monthly_cap": "300.00",
        "source_id": str(source.id),
        "fetched": "0.00",
        "deposits": 0,
        "transaction_id": None,
        "last_run_at": None,
        "confirmed_at": answer.json()["confirmed_at"],
    }
    assert client.get("/api/v1/auto-top-ups").json() == {"results": [answer.json()]}
    assert client_of(join("brian")).get("/api/v1/auto-top-ups").json() == {"results": []}
    deliver_all()
    assert told("auto_top_up_set") == 1


def test_setting_it_again_takes_the_old_one_s_place_and_keeps_the_month(amina: User, source: FundingSource) -> None:
    row = give_top_up(amina, source, month=clock.now().date().replace(day=1), month_total=Decimal(50))
    services.stop_auto_top_up(person_id=amina.id, currency="USD", now=clock.now())
    other = give_source(amina)
    answer = set_top_up(client_of(amina), rule(other.id, threshold="5.00"))
    assert (answer.status_code, answer.json()["fetched"], answer.json()["threshold"]) == (200, "50.00", "5.00")
    assert (AutoTopUp.objects.count(), again(row).state, again(row).source_id) == (1, "ACTIVE", other.id)


def test_switching_it_off(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    row = give_top_up(amina, source)
    assert client_of(join("brian")).delete("/api/v1/auto-top-ups/USD").status_code == 404
    assert [client.delete("/api/v1/auto-top-ups/USD").status_code for _ in range(2)] == [204, 404]
    assert (again(row).state, again(row).due_at) == ("OFF", None)
    assert client.get("/api/v1/auto-top-ups").json() == {"results": []}
    assert [client.delete(f"/api/v1/auto-top-ups/{wrong}").status_code for wrong in ("usd", "XXL", "EUR")] == [404] * 3


@pytest.mark.parametrize(
    "changes, status, code",
    [
        ({"monthly_cap": "49.99"}, 400, "invalid_input"),
        ({"amount": "0"}, 400, "invalid_input"),
        ({"threshold": "0.00"}, 400, "invalid_input"),
        ({"amount": "50.001"}, 400, "invalid_input"),
        ({"threshold": 20}, 400, "invalid_input"),
        ({"currency": "USD"}, 400, "invalid_input"),
        ({"source_id": "x"}, 400, "invalid_input"),
        ({"source_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11"}, 404, "funding_source_not_found"),
        ({"pin": "000000"}, 403, "wrong_pin"),
        ({"amount": "5.00"}, 422, "below_minimum"),
    ],
)
def test_what_is_refused(amina: User, source: FundingSource, changes: dict[str, Any], status: int, code: str) -> None:
    set_limit(kind="DEPOSIT", currency="USD", minimum=Decimal(10), maximum=Decimal(1000))
    answer = put_top_up(client_of(amina), rule(source.id, **changes))
    assert (answer.status_code, answer.json()["code"], AutoTopUp.objects.count()) == (status, code, 0)


def test_somebody_elses_source_a_removed_one_and_no_wallet(amina: User, source: FundingSource) -> None:
    brian = join("brian", 10)
    assert put_top_up(client_of(brian), rule(source.id)).json()["code"] == "funding_source_not_found"
    assert put_top_up(client_of(amina), rule(source.id), "EUR").json()["code"] == "currency_mismatch"
    services.remove_source(person_id=amina.id, source_id=source.id, now=clock.now())
    assert put_top_up(client_of(amina), rule(source.id)).json()["code"] == "funding_source_not_found"


def test_a_code_for_one_rule_sets_no_other(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    step_up = answer_to(put_top_up(client, rule(source.id)))
    for changes in ({"monthly_cap": "3000.00"}, {"amount": "300.00"}, {"threshold": "90.00"}):
        answer = put_top_up(client, {**rule(source.id, **changes), "step_up": step_up})
        assert answer.json()["code"] == "invalid_code"
    assert AutoTopUp.objects.count() == 0


# --- Fetching ---------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_a_payment_that_leaves_little_fetches_once_and_again_only_when_it_is_little_again(
    amina: User, brian: User, source: FundingSource
) -> None:
    row = give_top_up(amina, source)
    spend(amina, 80)
    assert (deposits(), available(amina)) == ([], 20)
    spend(amina, "0.01")
    (first,) = deposits()
    assert (first.state, first.amount, first.payee_id, first.session_id) == ("PENDING", 50, amina.id, None)
    assert operation_of(first).bound_to == BANK
    assert (again(row).transaction_id, again(row).runs, again(row).month_total) == (first.id, 1, 50)
    spend(amina, 5)
    assert len(deposits()) == 1
    succeed(first)
    assert (available(amina), again(row).transaction_id, len(deposits())) == (Decimal("64.99"), None, 1)
    spend(amina, 60)
    assert (len(deposits()), again(row).runs, again(row).month_total) == (2, 2, 100)
    assert told("deposit_pending") == 2
    assert list(verification.verify()) == []


def test_the_sweep_finds_what_no_payment_told(amina: User, brian: User, source: FundingSource) -> None:
    row = give_top_up(amina, source, threshold=Decimal(200))
    now = clock.now()
    assert (services.top_up_due(now=now), len(deposits()), again(row).runs) == (1, 1, 1)
    assert (services.top_up_due(now=now), len(deposits())) == (0, 1)
    succeed(deposits()[0])
    assert len(deposits()) == 2
    submit(deposits()[1])
    say(deposits()[1], Outcome.SUCCEEDED)
    # The event is lost; the sweep looks at what is under way.
    assert services.top_up_due(now=now + timedelta(minutes=6)) == 1
    assert again(row).transaction_id is None
    assert (len(deposits()), available(amina)) == (2, 200)
    assert again(row).due_at == now + timedelta(minutes=6) + LOOK_AGAIN


def test_an_unknown_deposit_is_still_under_way(amina: User, brian: User, source: FundingSource) -> None:
    row = give_top_up(amina, source)
    spend(amina, 90)
    (first,) = deposits()
    submit(first)
    say_nothing(first)
    deliver_all()
    spend(amina, 5)
    services.top_up_due(now=clock.now() + timedelta(days=2))
    assert (deposits(), again(row).transaction_id) == ([Transaction.objects.get(pk=first.pk)], first.id)
    say(first, Outcome.SUCCEEDED)
    deliver_all()
    assert (available(amina), again(row).transaction_id) == (55, None)


def test_two_failures_in_a_row_pause_it_and_its_person_hears_of_it(
    amina: User, brian: User, source: FundingSource
) -> None:
    row = give_top_up(amina, source)
    spend(amina, 90)
    fail(deposits()[0])
    assert (again(row).state, again(row).failures_in_a_row, again(row).month_total) == ("ACTIVE", 1, 0)
    spend(amina, 1)
    assert len(deposits()) == 1
    later = clock.now() + RETRY_AFTER + timedelta(minutes=1)
    assert (services.top_up_due(now=later), len(deposits())) == (1, 2)
    fail(deposits()[1])
    assert (again(row).state, again(row).paused_because, again(row).due_at) == ("PAUSED", "FAILURES", None)
    assert (told("auto_top_up_paused"), told("deposit_failed")) == (1, 2)
    spend(amina, 1)
    assert (services.top_up_due(now=later + timedelta(days=2)), len(deposits())) == (0, 2)
    assert set_top_up(client_of(amina), rule(source.id)).json()["state"] == "ACTIVE"
    services.top_up_due(now=clock.now())
    assert len(deposits()) == 3


def test_a_success_between_two_failures_does_not_pause_it(amina: User, brian: User, source: FundingSource) -> None:
    row = give_top_up(amina, source)
    spend(amina, 90)
    fail(deposits()[0])
    services.top_up_due(now=clock.now() + RETRY_AFTER + timedelta(minutes=1))
    succeed(deposits()[1])
    spend(amina, 50)
    fail(deposits()[2])
    assert (again(row).state, again(row).failures_in_a_row) == ("ACTIVE", 1)


def test_one_that_is_refused_at_once_counts_as_failed(amina: User, brian: User, source: FundingSource) -> None:
    set_limit(kind="DEPOSIT", currency="USD", minimum=Decimal(60), maximum=Decimal(1000))
    row = give_top_up(amina, source)
    spend(amina, 90)
    assert [each.state for each in deposits()] == ["DECLINED"]
    assert (again(row).transaction_id, again(row).runs, again(row).month_total) == (None, 1, 0)
    services.top_up_due(now=clock.now() + RETRY_AFTER + timedelta(minutes=1))
    assert (again(row).state, again(row).runs, len(deposits())) == ("PAUSED", 2, 2)


def test_the_month_s_cap_holds_and_a_new_month_begins_anew(amina: User, source: FundingSource) -> None:
    row = give_top_up(amina, source, threshold=Decimal(10_000), monthly_cap=Decimal(120))
    moment = utc("2028-01-31 12:00")
    for expected in (1, 2, 2, 2):
        AutoTopUp.objects.update(due_at=moment)
        services.top_up_due(now=moment)
        assert len(deposits()) == expected
        if again(row).transaction_id:
            submit(deposits()[-1])
            say(deposits()[-1], Outcome.SUCCEEDED)
    assert again(row).month_total == 100
    AutoTopUp.objects.update(due_at=moment)
    services.top_up_due(now=utc("2028-02-01 12:00"))
    assert (len(deposits()), again(row).month_total, again(row).month.isoformat()) == (3, 50, "2028-02-01")
    # A clock that is set back does not begin January once more.
    submit(deposits()[-1])
    say(deposits()[-1], Outcome.SUCCEEDED)
    AutoTopUp.objects.update(due_at=moment)
    services.top_up_due(now=moment)
    assert (len(deposits()), again(row).month_total) == (4, 100)


@pytest.mark.parametrize("standing", ["LOCKED", "SECURED", "frozen"])
def test_whoever_is_locked_has_nothing_fetched(amina: User, source: FundingSource, standing: str) -> None:
    give_top_up(amina, source, threshold=Decimal(200))
    if standing == "LOCKED":
        User.objects.filter(pk=amina.pk).update(status="LOCKED")
    elif standing == "SECURED":
        User.objects.filter(pk=amina.pk).update(secured_at=clock.now())
    else:
        Wallet.objects.update(status="FROZEN")
    services.top_up_due(now=clock.now())
    # Money still reaches a frozen wallet.
    assert len(deposits()) == (1 if standing == "frozen" else 0)


def test_another_currency_is_another_wallet(amina: User, brian: User, source: FundingSource) -> None:
    give_wallet(amina, currency="EUR")
    give_top_up(amina, source, currency="EUR")
    spend(amina, 95)
    assert deposits() == []


# --- What stops it ----------------------------------------------------------------------------------------------------


def test_locking_the_phone_it_was_set_up_on_pauses_it(amina: User, source: FundingSource) -> None:
    client = client_of(amina)
    assert set_top_up(client, rule(source.id)).status_code == 200
    row = AutoTopUp.objects.get()
    assert client.phone is not None and row.device_id == client.phone.device_id
    lock_device(person_id=amina.id, device_id=row.device_id, reason="lost", now=clock.now())
    deliver_all()
    assert (again(row).state, again(row).paused_because, told("auto_top_up_paused")) == ("PAUSED", "DEVICE", 1)


def test_closing_the_wallet_switches_it_off(amina: User, brian: User, source: FundingSource) -> None:
    euros = give_wallet(amina, currency="EUR")
    mine, other = give_top_up(amina, source, currency="EUR"), give_top_up(amina, source)
    close_wallet(wallet_id=euros.id, reason="test", now=clock.now())
    deliver_all()
    assert (again(mine).state, again(other).state) == ("OFF", "ACTIVE")


def test_what_is_under_way_goes_on_when_it_is_switched_off(amina: User, brian: User, source: FundingSource) -> None:
    row = give_top_up(amina, source)
    spend(amina, 90)
    services.stop_auto_top_up(person_id=amina.id, currency="USD", now=clock.now())
    assert (again(row).state, again(row).due_at is not None) == ("OFF", True)
    succeed(deposits()[0])
    assert (available(amina), again(row).transaction_id, again(row).due_at) == (60, None, None)
    spend(amina, 50)
    assert len(deposits()) == 1
