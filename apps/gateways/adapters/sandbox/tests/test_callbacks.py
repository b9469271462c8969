"""Callbacks are told once or five times, in order or not, now or later, signed or forged, and until they arrive."""

import base64
import json
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from apps.gateways.adapters.sandbox.behaviour import Plan
from apps.gateways.adapters.sandbox.books import Books
from apps.gateways.adapters.sandbox.outbox import LEASE_SECONDS, WAITS
from apps.gateways.adapters.sandbox.records import Operation
from apps.gateways.adapters.sandbox.tests.clients import (
    DONE,
    SIGNED,
    JsonBank,
    XmlBank,
    ask,
    is_signed,
    new_reference,
    pay,
)
from apps.gateways.tests.provider import SECRETS, Provider, TakenCallback, running_provider


@pytest.mark.parametrize("gateway", sorted(DONE))
def test_a_callback_is_signed_over_every_byte(provider: Provider, gateway: str) -> None:
    pay(provider, gateway, new_reference(), "10.00")
    (callback,) = provider.take_callbacks()
    assert is_signed(callback)
    spoilt = TakenCallback(**{**callback.__dict__, "body": callback.body.replace(b"10", b"90", 1)})
    assert callback.body != spoilt.body
    assert not is_signed(spoilt)
    assert not SIGNED[gateway](callback, "whsec_" + base64.b64encode(b"another secret of 32 bytes. ....").decode())


def test_five_times_and_shuffled(provider: Provider) -> None:
    provider.behave(callbacks=5, shuffle=True)
    bank = JsonBank(provider)
    account, references = bank.account(), [new_reference() for _ in range(20)]
    for reference in references:
        bank.pay(reference, "10.00", account=account)
    order = [one.reference for one in provider.take_callbacks()]
    assert Counter(order) == dict.fromkeys(references, 5)
    assert order != sorted(order, key=references.index)


def test_a_delay_is_by_the_providers_clock_and_so_is_the_date(provider: Provider) -> None:
    month = 30 * 86_400
    provider.behave(callback_delay_seconds=month)
    XmlBank(provider).pay(new_reference(), "10.00")
    assert provider.take_callbacks() == []
    provider.move_clock(month + 1)
    (callback,) = provider.take_callbacks()
    assert is_signed(callback)
    later = (datetime.now(UTC) + timedelta(days=30)).strftime("<CreatedAt>%Y-%m-%d")
    assert later in callback.body.decode()


def test_no_callbacks_at_all(provider: Provider) -> None:
    provider.behave(callbacks=0)
    pay(provider, "bills", new_reference(), "10.00")
    assert provider.waiting_callbacks() == []


def test_taking_removes_and_looking_does_not(provider: Provider) -> None:
    for _ in range(3):
        pay(provider, "bills", new_reference(), "10.00")
    assert len(provider.waiting_callbacks()) == 3
    assert len(provider.take_callbacks(limit=2)) == 2
    assert len(provider.waiting_callbacks()) == 1
    assert len(provider.take_callbacks()) == 1
    assert provider.take_callbacks() == []
    for limit in (-1, True, "1", 10**30):
        assert ask(provider, "POST", "/control/outbox/take", {"limit": limit}).status == 400
    for seconds in (float("nan"), float("inf"), "1", None):
        assert ask(provider, "POST", "/control/clock", {"offset_seconds": seconds}).status == 400


class _Ears(BaseHTTPRequestHandler):
    """Somebody who is called, and answers what the list says, at last 204."""

    heard: list[tuple[str, dict[str, str], bytes]]
    answers: list[int]

    def log_message(self, *args: Any) -> None:
        pass

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["Content-Length"]))
        self.heard.append((self.path, dict(self.headers.items()), body))
        self.send_response(self.answers.pop(0) if self.answers else 204)
        self.end_headers()


@contextmanager
def listening(*answers: int) -> Iterator[tuple[str, list[tuple[str, dict[str, str], bytes]]]]:
    heard: list[tuple[str, dict[str, str], bytes]] = []
    ears = type("Ears", (_Ears,), {"heard": heard, "answers": list(answers)})
    with ThreadingHTTPServer(("127.0.0.1", 0), ears) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.02,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_address[1]}/api/v1/callbacks/", heard
        server.shutdown()
        thread.join()


def wait_for(heard: list[Any], count: int) -> None:
    deadline = time.monotonic() + 60
    while len(heard) < count:
        assert time.monotonic() < deadline, heard
        time.sleep(0.01)


def wait_for_answer(provider: Provider, answer: str | None) -> None:
    """Until the provider has written down what it was answered last; None: until nothing waits any more."""
    deadline = time.monotonic() + 60
    while [one["answer"] for one in ask(provider, "GET", "/control/outbox").json["callbacks"]] != (
        [] if answer is None else [answer]
    ):
        assert time.monotonic() < deadline
        time.sleep(0.01)


def test_it_calls_by_itself_and_again_when_nobody_takes_it(tmp_path: Path) -> None:
    with listening(503, 404) as (url, heard), running_provider(tmp_path, callbacks=url, deliver="push") as (found, _):
        reference = new_reference()
        JsonBank(found).pay(reference, "10.00")
        # Growing waits; nobody waits for them here.
        wait_for_answer(found, "503")
        found.move_clock(WAITS[0] + 1)
        wait_for_answer(found, "404")
        found.move_clock(WAITS[1] + 1)
        wait_for(heard, 3)
        assert {path for path, _, _ in heard} == {"/api/v1/callbacks/jsonbank"}
        events = {json.loads(body)["event_id"] for _, _, body in heard}
        assert len(events) == 1
        secret = SECRETS["jsonbank"]["callback_secrets"][0]
        for path, headers, body in heard:
            again = TakenCallback(path.rsplit("/", 1)[-1], "", "genuine", reference, headers, body)
            assert SIGNED["jsonbank"](again, secret)
        wait_for_answer(found, None)
        found.move_clock(3600)
        assert len(heard) == 3


def test_a_provider_told_to_wait_does_not_call(tmp_path: Path) -> None:
    with listening() as (url, heard), running_provider(tmp_path, callbacks=url, deliver="push") as (found, _):
        found.behave(deliver="manual")
        JsonBank(found).pay(new_reference(), "10.00")
        assert len(found.waiting_callbacks()) == 1
        assert heard == []
        found.behave(deliver="push")
        wait_for(heard, 1)


def an_operation(books: Books) -> None:
    operation = Operation("jsonbank", "jsonbank", new_reference(), new_reference(), "COLLECT", SOME, "USD")
    books.submit(operation, Plan(), now=0)


SOME = Decimal("10.00")


def test_after_five_tries_it_gives_up(tmp_path: Path) -> None:
    books, now = Books(str(tmp_path / "books.sqlite")), 0.0
    an_operation(books)
    for number in range(1, 6):
        (callback,) = books.claim(now=now)
        assert callback.tries == number
        books.told(callback, answer="500", is_delivered=False, now=now)
        assert books.claim(now=now) == []
        now += WAITS[number - 1] if number < 5 else 10**6
    assert books.claim(now=now) == []
    (callback,) = books.recent_callbacks(5)
    assert callback.state == "given up"
    books.send_again(callback.id, now)
    assert len(books.claim(now=now)) == 1
    books.close()


def test_a_delivery_whose_deliverer_died_is_taken_up_by_another(tmp_path: Path) -> None:
    books = Books(str(tmp_path / "books.sqlite"))
    an_operation(books)
    assert len(books.claim(now=0)) == 1
    assert books.claim(now=LEASE_SECONDS - 1) == []
    assert len(books.claim(now=LEASE_SECONDS)) == 1
    books.close()
