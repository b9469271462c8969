"""Following a payment by server-sent events: a real stream from a real server, read while the payment is decided."""

import http.client
import json
import threading
import time
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import pytest
from django.db import connection

from apps.accounts.models import User
from apps.accounts.services import log_out
from apps.accounts.tests.factories import client_of, tokens_of
from apps.core import clock
from apps.gateways.base import Outcome
from apps.transactions.api import stream_views
from apps.transactions.models import Transaction
from apps.transactions.tests.outside import deposit, say, say_nothing, submit, withdraw
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)
PATIENCE_SECONDS = 60


class Stream:
    """One GET of a payment's events, read as it comes."""

    def __init__(self, server: str, token: str, identity: UUID, *, last_id: str = "") -> None:
        parts = urlsplit(server)
        self.connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=PATIENCE_SECONDS)
        headers = {"Authorization": f"Bearer {token}", "Accept": "text/event-stream"}
        if last_id:
            headers["Last-Event-ID"] = last_id
        self.connection.request("GET", f"/api/v1/transactions/{identity}/events", headers=headers)
        self.answer = self.connection.getresponse()

    @property
    def status(self) -> int:
        return self.answer.status

    def blocks(self) -> Iterator[dict[str, str]]:
        """Each block of lines as it arrives: names and values, a comment under the empty name."""
        block: dict[str, str] = {}
        while line := self.answer.readline().decode():
            if line == "\n":
                yield block
                block = {}
            else:
                name, _, value = line.rstrip("\n").partition(":")
                block[name] = value.removeprefix(" ")

    def events(self) -> Iterator[tuple[str, dict[str, Any]]]:
        """The payments it tells of, each with its id."""
        for block in self.blocks():
            if "data" in block:
                assert block["event"] == "payment"
                yield block["id"], json.loads(block["data"])

    def close(self) -> None:
        self.answer.close()
        self.connection.close()


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def token(amina: User) -> str:
    return tokens_of(amina).access


@pytest.fixture(autouse=True)
def _every_place_is_given_back() -> Iterator[None]:
    yield
    deadline = time.monotonic() + PATIENCE_SECONDS
    while stream_views.places.taken:
        assert time.monotonic() < deadline, "a stream has kept its place"
        time.sleep(0.02)


def problem(stream: Stream) -> dict[str, Any]:
    assert stream.answer.headers["Content-Type"] == "application/problem+json"
    return dict(json.loads(stream.answer.read()))


def test_each_change_is_told_as_it_happens_and_then_it_ends(live_server: Any, amina: User, token: str) -> None:
    row = withdraw(amina, 10)
    stream = Stream(live_server.url, token, row.id)
    assert stream.status == 200
    assert stream.answer.headers["Content-Type"] == "text/event-stream"
    assert "no-store" in stream.answer.headers["Cache-Control"]
    assert next(stream.blocks()) == {"retry": str(stream_views.RETRY_MS)}
    told = stream.events()
    first_id, first = next(told)
    assert first == client_of(amina).get(f"/api/v1/transactions/{row.id}").json()
    submit(row)
    say_nothing(row)
    second_id, second = next(told)
    say(row, Outcome.SUCCEEDED)
    third_id, third = next(told)
    assert [each["state"] for each in (first, second, third)] == ["PENDING", "UNKNOWN", "COMPLETED"]
    assert len({first_id, second_id, third_id}) == 3
    assert list(told) == []


def test_where_to_go_and_pay_is_told_while_it_stays_pending(live_server: Any, amina: User, token: str) -> None:
    row = deposit(amina, 10)
    told = Stream(live_server.url, token, row.id).events()
    assert next(told)[1]["outside"]["next_url"] is None
    submit(row)
    say(row, Outcome.PENDING, next_url="https://pay.example/1")
    assert next(told)[1]["outside"]["next_url"] == "https://pay.example/1"
    say(row, Outcome.FAILED, failure_code="provider_declined")
    last = next(told)[1]
    assert (last["state"], last["failure_code"]) == ("FAILED", "provider_declined")


def test_whoever_comes_again_hears_only_what_is_new(live_server: Any, amina: User, token: str, settings: Any) -> None:
    row = withdraw(amina, 10)
    first = Stream(live_server.url, token, row.id)
    identity, _ = next(first.events())
    first.close()
    settings.STREAM_SECONDS = 0.3
    assert list(Stream(live_server.url, token, row.id, last_id=identity).events()) == []
    settings.STREAM_SECONDS = 25.0
    submit(row)
    say(row, Outcome.SUCCEEDED)
    ((last, body),) = Stream(live_server.url, token, row.id, last_id=identity).events()
    assert body["state"] == "COMPLETED"
    # Nothing will come any more, which tells a browser not to come again.
    assert Stream(live_server.url, token, row.id, last_id=last).status == 204
    assert len(list(Stream(live_server.url, token, row.id, last_id="nonsense").events())) == 1


def test_a_decided_payment_is_told_once(live_server: Any, amina: User, token: str) -> None:
    join("brian")
    row = send(amina, "brian", 5).transaction
    ((_, body),) = Stream(live_server.url, token, row.id).events()
    assert (body["state"], body["outside"]) == ("COMPLETED", None)


def test_while_nothing_happens_comments_show_that_somebody_is_there(
    live_server: Any, amina: User, token: str, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stream_views, "HEARTBEAT_SECONDS", 0.0)
    settings.STREAM_SECONDS = 2
    row = withdraw(amina, 10)
    began = time.monotonic()
    blocks = list(Stream(live_server.url, token, row.id).blocks())
    assert time.monotonic() - began < 20
    assert [block for block in blocks if block == {"": "still there"}]
    assert sum("data" in block for block in blocks) == 1


def test_others_find_no_such_payment_and_take_no_place(live_server: Any, amina: User) -> None:
    row = withdraw(amina, 10)
    stream = Stream(live_server.url, tokens_of(join("brian")).access, row.id)
    assert (stream.status, problem(stream)["code"]) == (404, "transaction_not_found")
    assert Stream(live_server.url, "nonsense", row.id).status == 401
    assert stream_views.places.taken == 0


def test_beyond_the_places_of_a_process_clients_are_told_to_poll(
    live_server: Any, amina: User, token: str, settings: Any
) -> None:
    settings.STREAMS_PER_PROCESS = 1
    row = withdraw(amina, 10)
    first = Stream(live_server.url, token, row.id)
    next(first.events())
    second = Stream(live_server.url, token, row.id)
    assert (second.status, second.answer.headers["Retry-After"], problem(second)["code"]) == (503, "5", "unavailable")
    submit(row)
    say(row, Outcome.SUCCEEDED)
    assert next(first.events())[1]["state"] == "COMPLETED"
    first.close()
    deadline = time.monotonic() + PATIENCE_SECONDS
    while stream_views.places.taken:
        assert time.monotonic() < deadline
        time.sleep(0.01)
    assert Stream(live_server.url, token, row.id).status == 200


def test_whoever_logs_out_hears_nothing_more(live_server: Any, amina: User, settings: Any) -> None:
    pair = tokens_of(amina)
    row = withdraw(amina, 10)
    told = Stream(live_server.url, pair.access, row.id).events()
    next(told)
    began = time.monotonic()
    log_out(person_id=amina.id, session_id=pair.session_id, now=clock.now())
    assert list(told) == []
    assert time.monotonic() - began < 20


def stream_of(row: Transaction, viewer: User) -> stream_views.PaymentStream:
    place = stream_views.places.take()
    assert place is not None
    return stream_views.PaymentStream(
        place=place, transaction_id=row.id, viewer_id=viewer.id, session_id=row.id, last_id=""
    )


def test_one_that_is_closed_before_it_was_begun_gives_its_place_back_once(amina: User) -> None:
    stream, other = (stream_of(withdraw(amina, 10), amina) for _ in range(2))
    threads = [threading.Thread(target=stream.close) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (stream_views.places.taken, list(stream)) == (1, [])
    other.close()


def test_one_that_nobody_closes_gives_its_place_back_all_the_same(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    stream = stream_of(withdraw(amina, 10), amina)
    assert stream_views.places.taken == 1
    del stream
    assert stream_views.places.taken == 0
    kept = [stream_of(withdraw(amina, 10), amina) for _ in range(2)]
    assert stream_views.places.take() is None
    late = time.monotonic() + 60
    monkeypatch.setattr("apps.transactions.api.stream_views.time.monotonic", lambda: late)
    fresh = stream_views.places.take()
    assert fresh is not None
    stream_views.places.give_back(fresh)
    assert len(kept) == 2


def test_between_two_looks_no_transaction_is_open(live_server: Any, amina: User, token: str) -> None:
    row = withdraw(amina, 10)
    stream = Stream(live_server.url, token, row.id)
    next(stream.events())
    time.sleep(0.3)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
        )
        assert cursor.fetchone() == (0,)
    submit(row)
    say(row, Outcome.SUCCEEDED)
    list(stream.events())
