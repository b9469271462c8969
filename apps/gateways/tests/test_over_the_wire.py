"""Whole rounds with the sandbox provider over HTTP: whatever breaks on the way, everything is done once."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any

import pytest

from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.gateways.errors import AccountNotKnown
from apps.gateways.models import Gateway, Message, Operation, Route
from apps.gateways.services import link_account, look_up_bill, run_due_operations
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.little_server import little_server, says
from apps.gateways.tests.provider import SECRETS, Provider
from apps.gateways.tests.rails import Follower, ask, follower

__all__ = ["follower"]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("follower")]
NOW = clock.now()


@pytest.fixture
def account(provider: Provider) -> Iterator[str]:
    """Somebody's account at the first bank, as a token; its gateway answers within two seconds."""
    open_gateways("jsonbank", "recharge", "bills")
    instrument, code = link_account(
        bank="Meridian", account_number="1234567890", holder_name="Amina Otieno", currency="USD", now=NOW
    )
    assert code == "jsonbank" and instrument.masked.endswith("7890")
    yield instrument.token


def pay_out(account: str, amount: str, **more: Any) -> Operation:
    return ask(amount, terms={"instrument": account}, bound_to="jsonbank", due_at=NOW, created_at=NOW, **more)


def top_up(amount: str) -> Operation:
    terms = {"operator": "savanna", "msisdn": "+254700123456"}
    return ask(amount, capability="RECHARGE", terms=terms, due_at=NOW, created_at=NOW)


def run(seconds: float = 0) -> int:
    return run_due_operations(now=NOW + timedelta(seconds=seconds))


def _run_after(seconds: float, _: int) -> int:
    return run(seconds)


def stands(operation: Operation) -> str:
    operation.refresh_from_db()
    return operation.state


def executions(provider: Provider, operation: Operation) -> list[int]:
    return [one["executions"] for one in provider.books(operation.id)]


def test_money_goes_out_once(provider: Provider, account: str) -> None:
    operation = pay_out(account, "12.50")
    assert run() == 1
    assert stands(operation) == "SUCCEEDED"
    assert executions(provider, operation) == [1]
    [booked] = provider.books(operation.id)
    assert operation.provider_reference == booked["provider_reference"]
    assert Decimal(str(booked["amount"])) == Decimal("12.50")


@pytest.mark.parametrize(
    "cents",
    ["0.05", "0.12", "0.04", "0.03"],
    ids=["dropped after doing it", "dropped before doing it", "500 after doing it", "500 and nothing done"],
)
def test_what_breaks_on_the_way_is_done_once(provider: Provider, account: str, cents: str) -> None:
    operation = pay_out(account, str(Decimal("20.00") + Decimal(cents)))
    run()
    for seconds in (60, 120, 600):
        if stands(operation) == "SUCCEEDED":
            break
        run(seconds)
    assert stands(operation) == "SUCCEEDED"
    assert executions(provider, operation) == [1]


def test_what_is_declined_fails(provider: Provider, account: str) -> None:
    operation = pay_out(account, "20.01")
    run()
    assert stands(operation) == "FAILED" and operation.failure_code.startswith("provider_")
    assert sum(executions(provider, operation)) == 0


@pytest.mark.parametrize("cents", ["0.10", "0.11"])
def test_what_is_pending_without_a_callback_is_learnt_by_asking(provider: Provider, account: str, cents: str) -> None:
    operation = pay_out(account, str(Decimal("20.00") + Decimal(cents)))
    run()
    assert stands(operation) == "SUBMITTED"
    provider.move_clock(120)
    run(11)
    assert stands(operation) == ("FAILED" if cents == "0.10" else "SUCCEEDED")


def test_what_was_never_recorded_is_bought_once_all_the_same(provider: Provider, account: str) -> None:
    """It would do the same reference twice, and is sent it again only when the first was certainly not made."""
    operation = top_up("5.12")
    run()
    assert stands(operation) == "UNKNOWN"
    for seconds in (11, 45):
        run(seconds)
        assert (stands(operation), operation.attempts) == ("UNKNOWN", 1)
    # Two seconds for an answer: 16 s until the call is over for certain, and a minute until it is recorded.
    run(80)
    run(81)
    assert (stands(operation), operation.attempts) == ("SUCCEEDED", 2)
    assert sum(executions(provider, operation)) == 1


def test_a_top_up_that_was_made_is_not_made_again(provider: Provider, account: str) -> None:
    operation = top_up("5.05")
    run()
    assert stands(operation) == "UNKNOWN"
    run(11)
    assert (stands(operation), operation.attempts) == ("SUCCEEDED", 1)
    assert sum(executions(provider, operation)) == 1


def test_while_the_provider_is_down_the_breaker_opens_and_then_everything_is_done_once(
    provider: Provider, account: str
) -> None:
    Gateway.objects.filter(pk="jsonbank").update(breaker_threshold=3, breaker_seconds=30)
    operations = [pay_out(account, f"{10 + number}.00") for number in range(6)]
    provider.behave(down=True)
    run()
    assert Gateway.objects.get(pk="jsonbank").opened_at is not None
    # Nothing was sent after it had opened, in whatever order those that were due had come.
    assert Message.objects.filter(operation_id__in=[one.id for one in operations]).count() == 3
    provider.behave(down=False)
    for seconds in (31, 40, 60, 120, 300, 900):
        run(seconds)
    assert {stands(one) for one in operations} == {"SUCCEEDED"}
    assert [executions(provider, one) for one in operations] == [[1]] * 6
    assert Gateway.objects.get(pk="jsonbank").opened_at is None


def test_a_bill_is_read_and_an_unknown_account_refused(provider: Provider, account: str) -> None:
    bill = look_up_bill(biller="water", account_number="12345678", currency="USD", now=NOW)
    assert bill.currency == "USD" and bill.customer_name
    with pytest.raises(AccountNotKnown):
        look_up_bill(biller="water", account_number="0345678", currency="USD", now=NOW)
    with pytest.raises(AccountNotKnown):
        link_account(bank="Meridian", account_number="0000123", holder_name="A B", currency="USD", now=NOW)


def test_no_secret_and_no_account_number_is_written_down(provider: Provider, account: str) -> None:
    operation = pay_out(account, "12.50")
    top_up("5.00")
    run()
    look_up_bill(biller="water", account_number="12345678", currency="USD", now=NOW)
    rows = Message.objects.all()
    assert rows.filter(operation_id=operation.id).exists()
    written = "\n".join(f"{row.path}\n{row.request_body}\n{row.response_body}\n{row.error}" for row in rows)
    secrets = {value for one in SECRETS.values() for value in one.values() if isinstance(value, str)} - {"gopay"}
    for canary in (*secrets, "1234567890", "12345678", "+254700123456", "Amina Otieno", account):
        assert canary not in written, canary


@pytest.mark.django_db(transaction=True)
def test_four_sweeps_at_once_while_half_of_all_breaks(provider: Provider, account: str) -> None:
    operations = [pay_out(account, f"{30 + number}.00") for number in range(16)]
    Gateway.objects.update(breaker_threshold=1000, timeout_seconds=2)
    provider.behave(drop_after=0.25, drop_before=0.25, error_after=0.1, error_before=0.1, seed=7)
    run_together(4, lambda _: run())
    provider.behave(drop_after=0, drop_before=0, error_after=0, error_before=0)
    for seconds in (30, 60, 120, 300, 900):
        run_together(2, partial(_run_after, seconds))
    assert {stands(one) for one in operations} == {"SUCCEEDED"}
    assert [executions(provider, one) for one in operations] == [[1]] * 16


# --- A proxy between us and the provider ------------------------------------------------------------------------------

LOST = says(503, b"upstream connect error or disconnect/reset before headers", kind="text/plain")


def open_behind(url: str, code: str, adapter: str, capability: str, settings: Any, *, priority: int = 100) -> None:
    """A gateway whose provider is reached at this address."""
    secrets = ("api_key", "signing_key", "username", "password")
    settings.GATEWAY_CONNECTIONS = {
        **settings.GATEWAY_CONNECTIONS,
        code: {"adapter": adapter, "base_url": url, "callback_secrets": [], **dict.fromkeys(secrets, "s" * 8)},
    }
    Gateway.objects.create(code=code, title=code.title(), breaker_threshold=1000)
    Route.objects.create(gateway_id=code, capability=capability, currency="USD", priority=priority)


@pytest.fixture
def nobody_else(settings: Any) -> Any:
    settings.GATEWAY_CONNECTIONS = {}
    return settings


def test_a_bill_whose_answer_a_proxy_has_lost_is_not_paid_by_a_second_aggregator(nobody_else: Any) -> None:
    """The proxy says 503 when it got no answer: by then the first aggregator may have paid."""
    with little_server(LOST) as first, little_server(says(500, b"{}")) as second:
        open_behind(first.url, "one", "bills", "PAY_BILL", nobody_else, priority=1)
        open_behind(second.url, "two", "bills", "PAY_BILL", nobody_else, priority=2)
        terms = {"biller": "water", "account_number": "5580244471"}
        operation = ask(capability="PAY_BILL", terms=terms, due_at=NOW, created_at=NOW)
        run()
        assert [one.method for one in first.asked if one.path.endswith("/v1/payments")] == ["POST"]
        assert second.asked == []
    assert (stands(operation), operation.gateway_code) == ("UNKNOWN", "one")


def test_a_recharge_whose_answer_a_proxy_has_lost_is_not_bought_again(nobody_else: Any) -> None:
    with little_server(LOST) as first, little_server(says(500, b"{}")) as second:
        open_behind(first.url, "one", "recharge", "RECHARGE", nobody_else, priority=1)
        open_behind(second.url, "two", "recharge", "RECHARGE", nobody_else, priority=2)
        operation = top_up("5.00")
        run()
        for seconds in (6, 11, 45, 80, 600):
            run(seconds)
        assert [one.method for one in first.asked].count("POST") == 1
        assert second.asked == []
    # A proxy that has lost the answer to a question says nothing either.
    assert (stands(operation), operation.attempts) == ("UNKNOWN", 1)


def test_a_payout_whose_answer_a_proxy_has_lost_is_not_given_back(nobody_else: Any, follower: Follower) -> None:
    """Half an hour later it is still not known, and whoever gave it back would give it twice."""
    with little_server(LOST) as bank:
        open_behind(bank.url, "bank", "xmlbank", "PAY_OUT", nobody_else)
        operation = ask(due_at=NOW, created_at=NOW)
        run()
        for minutes in (1, 10, 31):
            run(minutes * 60)
        assert len(bank.asked) > 1
    assert (stands(operation), follower.news) == ("UNKNOWN", ["unknown"])


def test_a_provider_that_says_itself_that_it_is_busy_is_followed_by_the_next(nobody_else: Any) -> None:
    busy, paid = says(503, b'{"error": "busy"}'), says(500, b"{}")
    with little_server(busy) as first, little_server(paid) as second:
        open_behind(first.url, "one", "bills", "PAY_BILL", nobody_else, priority=1)
        open_behind(second.url, "two", "bills", "PAY_BILL", nobody_else, priority=2)
        terms = {"biller": "water", "account_number": "5580244471"}
        operation = ask(capability="PAY_BILL", terms=terms, due_at=NOW, created_at=NOW)
        run()
        assert (len(first.asked), len(second.asked)) == (1, 1)
    assert (stands(operation), operation.gateway_code, operation.attempts) == ("UNKNOWN", "two", 2)
