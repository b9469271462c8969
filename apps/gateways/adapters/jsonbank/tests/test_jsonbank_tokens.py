"""The JSON bank's access tokens: one for many threads, given up before they expire, renewed once when not taken."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from apps.gateways.adapters.jsonbank import ADAPTER
from apps.gateways.adapters.jsonbank.tests.recorded import PAYOUT, bank, changed, connection, recorded
from apps.gateways.adapters.jsonbank.tokens import TokenStore
from apps.gateways.base import GatewayError, NotDone, Outcome, OutcomeUnknown
from apps.gateways.http import Answer
from apps.gateways.tests.wire import Sent, Wire, answer

BOOKED = answer(201, recorded("payment_booked.json"))
TOKEN = answer(200, recorded("token.json"))
EXPIRED = answer(401, b'{"error":"invalid_token"}')
US = ("http://bank.invalid", "gopay", "secret")


def paths(wire: Wire) -> list[str]:
    return [sent.path for sent in wire.sent]


def test_one_token_is_good_for_many_payments() -> None:
    adapter, wire = bank(BOOKED, BOOKED)
    adapter.pay_out(PAYOUT)
    # Another adapter of the same process and connection, as each call makes one.
    ADAPTER(adapter.connection, wire).pay_out(PAYOUT)
    assert paths(wire) == ["/oauth/token", "/v1/payments", "/v1/payments"]


def test_a_token_that_is_not_taken_is_renewed_once() -> None:
    renewed = answer(200, changed("token.json", access_token="another"))
    adapter, wire = bank(EXPIRED, renewed, BOOKED)
    assert adapter.pay_out(PAYOUT).outcome is Outcome.SUCCEEDED
    assert paths(wire) == ["/oauth/token", "/v1/payments", "/oauth/token", "/v1/payments"]
    assert [sent.headers["Authorization"] for sent in wire.sent if sent.path == "/v1/payments"] == [
        "Bearer 2YotnFZFEjr1zCsicMWpAA",
        "Bearer another",
    ]


def test_a_new_token_that_is_not_taken_either_is_not_done() -> None:
    adapter, wire = bank(EXPIRED, TOKEN, EXPIRED)
    with pytest.raises(NotDone):
        adapter.pay_out(PAYOUT)
    assert wire.script == []


@pytest.mark.parametrize(
    "given",
    [
        answer(401, b'{"error":"invalid_client"}'),
        answer(500),
        answer(302),
        answer(200),
        answer(200, b"[]"),
        answer(200, changed("token.json", access_token=None)),
        answer(200, changed("token.json", access_token="a b")),
        answer(200, changed("token.json", access_token="a\r\nX-Evil: 1")),
        answer(200, changed("token.json", token_type="mac")),
        NotDone("ConnectError"),
        # It was lost on the way: but it was a token, and no payment.
        OutcomeUnknown("ReadTimeout"),
    ],
)
def test_without_a_token_nothing_was_done(given: Answer | GatewayError) -> None:
    adapter, wire = bank(given, has_token=False)
    with pytest.raises(NotDone):
        adapter.pay_out(PAYOUT)
    assert paths(wire) == ["/oauth/token"]


def test_without_credentials_nobody_is_asked() -> None:
    wire = Wire()
    reachable = connection()
    adapter = ADAPTER(type(reachable)("jsonbank", "jsonbank", reachable.base_url, {}), wire)
    with pytest.raises(NotDone):
        adapter.pay_out(PAYOUT)
    assert wire.sent == []


@pytest.mark.parametrize("life", [None, 0, -5, "300", True, 1.5])
def test_a_token_of_unknown_life_is_used_once(life: object) -> None:
    fleeting = answer(200, changed("token.json", expires_in=life))
    adapter, wire = bank(fleeting, BOOKED, fleeting, BOOKED, has_token=False)
    adapter.pay_out(PAYOUT)
    adapter.pay_out(PAYOUT)
    assert paths(wire) == ["/oauth/token", "/v1/payments"] * 2


def test_a_token_is_given_up_before_it_expires(monkeypatch: pytest.MonkeyPatch) -> None:
    present = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: present[0])
    adapter, wire = bank(BOOKED, BOOKED, TOKEN, BOOKED)
    adapter.pay_out(PAYOUT)
    present[0] += 269
    adapter.pay_out(PAYOUT)
    present[0] += 2
    adapter.pay_out(PAYOUT)
    assert paths(wire) == ["/oauth/token", "/v1/payments", "/v1/payments", "/oauth/token", "/v1/payments"]


def test_no_token_is_kept_for_more_than_an_hour(monkeypatch: pytest.MonkeyPatch) -> None:
    present = [1000.0]
    monkeypatch.setattr(time, "monotonic", lambda: present[0])
    adapter, wire = bank(answer(200, changed("token.json", expires_in=10**400)), BOOKED, TOKEN, BOOKED, has_token=False)
    adapter.pay_out(PAYOUT)
    present[0] += 3600
    adapter.pay_out(PAYOUT)
    assert paths(wire).count("/oauth/token") == 2


def test_many_threads_fetch_one_token() -> None:
    fetching, go_on = threading.Event(), threading.Event()

    def slowly(sent: Sent) -> Answer:
        fetching.set()
        assert go_on.wait(60)
        return TOKEN

    adapter, wire = bank(slowly, *[BOOKED] * 16, has_token=False)
    with ThreadPoolExecutor(16) as pool:
        payments = [pool.submit(adapter.pay_out, PAYOUT) for _ in range(16)]
        assert fetching.wait(60)
        go_on.set()
        assert {payment.result(60).outcome for payment in payments} == {Outcome.SUCCEEDED}
    assert paths(wire).count("/oauth/token") == 1


def test_threads_that_wait_share_the_failure_and_the_next_one_tries_again() -> None:
    store, fetched = TokenStore(), []
    everybody_waits = threading.Event()

    def fail() -> tuple[str, float]:
        fetched.append(1)
        assert everybody_waits.wait(60)
        raise NotDone("ConnectError")

    def ask() -> str:
        return store.get(US, fail, patience=10)

    deadline = time.monotonic() + 60
    with ThreadPoolExecutor(8) as pool:
        asked = [pool.submit(ask) for _ in range(8)]
        while not fetched or len(store._awaited[US]._condition._waiters) < 7:  # type: ignore[attr-defined]
            assert time.monotonic() < deadline
            time.sleep(0.001)
        everybody_waits.set()
        assert {type(one.exception(10)) for one in asked} == {NotDone}
    assert len(fetched) == 1
    assert store.get(US, lambda: ("fresh", 300), patience=1) == "fresh"


def test_who_waits_too_long_for_another_threads_token_has_done_nothing() -> None:
    go_on = threading.Event()

    def slowly(sent: Sent) -> Answer:
        assert go_on.wait(60)
        return TOKEN

    adapter, wire = bank(slowly, BOOKED, has_token=False)
    wire.timeout = 0.01
    with ThreadPoolExecutor(1) as pool:
        first = pool.submit(adapter.pay_out, PAYOUT)
        while not wire.sent:
            time.sleep(0.001)
        with pytest.raises(NotDone):
            adapter.pay_out(PAYOUT)
        go_on.set()
        assert first.result(60).outcome is Outcome.SUCCEEDED


def test_a_token_another_thread_has_replaced_is_not_dropped() -> None:
    store = TokenStore()
    store.get(US, lambda: ("old", 300), patience=1)
    store.drop(US, "old")
    store.get(US, lambda: ("new", 300), patience=1)
    store.drop(US, "old")
    assert store.get(US, lambda: ("another", 300), patience=1) == "new"
