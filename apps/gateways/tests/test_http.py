"""The line to a provider, over real sockets: whether a request may have arrived is known of every failure."""

import socket
import threading
import time
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError

from apps.gateways import http as http_module
from apps.gateways.base import Connection, NotDone, OutcomeUnknown, Refused
from apps.gateways.http import LONGEST_ANSWER, Answer, Http, raise_for_status
from apps.gateways.models import Message
from apps.gateways.tests.little_server import (
    Behaviour,
    drips,
    drips_its_head,
    hangs_up,
    is_silent,
    little_server,
    never_ends,
    says,
    stops_in_the_middle,
    talks_nonsense,
    unused_address,
)

pytestmark = pytest.mark.django_db


def http(url: str, **more: Any) -> Http:
    return Http(Connection("bank", "jsonbank", url, {"client_secret": "very secret thing"}), **more)


def test_a_request_is_sent_as_it_was_meant() -> None:
    with little_server(says(201, b'{"id": "x"}', headers="X-One: 1\r\n")) as server:
        line = http(server.url)
        answer = line.send("POST", "/v1/payments", json={"amount": "1.00"}, headers={"Idempotency-Key": "k"})
    [asked] = server.asked
    assert (asked.method, asked.path, asked.body) == ("POST", "/base/v1/payments", b'{"amount":"1.00"}')
    assert asked.headers["content-type"] == "application/json" and asked.headers["idempotency-key"] == "k"
    assert (answer.status, answer.json(), answer.headers["x-one"]) == (201, {"id": "x"}, "1")
    assert line.was_silent is False


def test_forms_and_raw_bodies_go_as_they_are() -> None:
    with little_server(says(200)) as server:
        http(server.url).send("POST", "a", form={"grant_type": "client credentials"})
        http(server.url).send("POST", "/b", content=b"<a/>", content_type="text/xml")
        http(server.url).send("GET", "/c?day=1")
    form, raw, got = server.asked
    assert form.body == b"grant_type=client+credentials"
    assert form.headers["content-type"] == "application/x-www-form-urlencoded"
    assert (raw.body, raw.headers["content-type"]) == (b"<a/>", "text/xml")
    assert (got.path, got.body) == ("/base/c?day=1", b"") and "content-type" not in got.headers


@pytest.mark.parametrize("status", [200, 204, 302, 400, 404, 500, 503])
def test_any_status_is_an_answer_and_no_redirect_is_followed(status: int) -> None:
    location = "" if status != 302 else "Location: http://127.0.0.1:1/\r\n"
    with little_server(says(status, headers=location)) as server:
        line = http(server.url)
        assert line.send("POST", "/").status == status
        assert len(server.asked) == 1
    assert line.was_silent is (status == 503)


def test_where_nobody_listens_nothing_has_arrived() -> None:
    line = http(unused_address())
    with pytest.raises(NotDone):
        line.send("POST", "/", json={})
    assert line.was_silent is True
    message = Message.objects.get()
    assert (message.status, message.error) == (None, "ConnectError")


@pytest.mark.parametrize("url", ["http://no-such-host.invalid/", "ftp://127.0.0.1/", "http://127.0.0.1:99999/"])
def test_an_address_that_is_none_has_not_been_reached(url: str) -> None:
    with pytest.raises(NotDone):
        http(url).send("POST", "/")


@pytest.mark.parametrize(
    "behaviour",
    [
        *(hangs_up, stops_in_the_middle, never_ends, is_silent, drips, drips_its_head, talks_nonsense),
        says(200, headers="\0"),
    ],
)
def test_without_a_whole_answer_in_time_nobody_knows(behaviour: Behaviour) -> None:
    with little_server(behaviour) as server:
        line = http(server.url, timeout=1)
        started = time.monotonic()
        with pytest.raises(OutcomeUnknown):
            line.send("POST", "/", json={})
        # The longest of them would go on for twenty.
        assert time.monotonic() - started < 10
        # And it is not tried again by itself.
        assert len(server.asked) == 1
    assert line.was_silent is True
    assert Message.objects.get().status is None


def test_what_drips_through_a_proxy_is_over_in_time_too(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("all_proxy", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.upper(), raising=False)
    http_module._client.cache_clear()
    try:
        with little_server(drips_its_head) as proxy:
            monkeypatch.setenv("http_proxy", proxy.url)
            started = time.monotonic()
            with pytest.raises(OutcomeUnknown):
                http("http://bank.example", timeout=1).send("POST", "/")
            assert time.monotonic() - started < 10
            assert proxy.asked[0].path == "http://bank.example/"
    finally:
        http_module._client.cache_clear()


def test_a_name_nobody_resolves_in_time_has_not_been_reached(monkeypatch: pytest.MonkeyPatch) -> None:
    """The system's resolver knows no time limit, so it would go on for longer than a call may last."""
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_, **__: [never.wait(60)][1:])
    started = time.monotonic()
    with pytest.raises(NotDone):
        http("http://bank.example", timeout=0.2).send("POST", "/")
    assert time.monotonic() - started < 30
    never.set()


def test_another_address_of_a_name_is_tried_when_the_first_takes_no_connection(monkeypatch: pytest.MonkeyPatch) -> None:
    with little_server(says(200)) as server:
        port = int(server.url.removesuffix("/base").rpartition(":")[2])
        real = socket.getaddrinfo

        def resolve(host: str, *args: Any, **kwargs: Any) -> Any:
            if host != "bank.example":
                return real(host, *args, **kwargs)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in ("127.0.0.9", "127.0.0.1")]

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        assert http(f"http://bank.example:{port}").send("POST", "/").status == 200
        assert len(server.asked) == 1


def test_an_answer_may_be_as_long_as_somebody_expects() -> None:
    body = b"x" * (LONGEST_ANSWER + 1)
    with little_server(says(200, body)) as server:
        with pytest.raises(OutcomeUnknown):
            http(server.url).send("GET", "/")
        assert http(server.url).send("GET", "/", longest=2 * LONGEST_ANSWER).body == body
    # Of which a part is kept.
    assert len(Message.objects.order_by("id").last().response_body) <= 8_000  # type: ignore[union-attr]


def test_a_packed_answer_is_not_unpacked() -> None:
    with little_server(says(200, b"\x1f\x8b", headers="Content-Encoding: gzip\r\n")) as server:
        with pytest.raises(OutcomeUnknown):
            http(server.url).send("GET", "/")
        assert server.asked[0].headers["accept-encoding"] == "identity"


def test_what_is_safe_to_repeat_is_tried_three_times() -> None:
    with little_server(hangs_up, hangs_up, says(200)) as server:
        line = http(server.url)
        assert line.send("GET", "/", is_safe_to_repeat=True).status == 200
        assert len(server.asked) == 3
    assert line.was_silent is False
    assert Message.objects.count() == 3
    with little_server(hangs_up) as server:
        with pytest.raises(OutcomeUnknown):
            http(server.url).send("GET", "/", is_safe_to_repeat=True)
        assert len(server.asked) == 3


def test_an_answer_is_not_asked_for_again_whatever_it_says() -> None:
    with little_server(says(503)) as server:
        assert http(server.url).send("GET", "/", is_safe_to_repeat=True).status == 503
        assert len(server.asked) == 1


def test_all_tries_together_have_the_time_of_one() -> None:
    with little_server(is_silent) as server:
        started = time.monotonic()
        with pytest.raises(OutcomeUnknown):
            http(server.url, timeout=4).send("GET", "/", is_safe_to_repeat=True)
        # Three tries of four seconds each would be more.
        assert time.monotonic() - started < 11


def test_once_it_may_have_arrived_a_later_try_that_does_not_says_nothing() -> None:
    with little_server(hangs_up) as server:
        line = http(server.url)

        # It hears the first try, and listens no more.
        def listens_no_more(connection: socket.socket) -> None:
            server.close()
            hangs_up(connection)

        server.next[0] = listens_no_more
        with pytest.raises(OutcomeUnknown):
            line.send("POST", "/", json={}, is_safe_to_repeat=True)
        assert len(server.asked) == 1
    assert [row.error for row in Message.objects.order_by("id")][1:] == ["ConnectError", "ConnectError"]


def test_all_requests_of_a_call_together_are_over_after_three_times_its_timeout() -> None:
    with little_server(is_silent) as server:
        line, started, tries = http(server.url, timeout=0.5), time.monotonic(), 0
        with pytest.raises(NotDone):
            while True:
                with pytest.raises(OutcomeUnknown):
                    line.send("POST", "/")
                tries += 1
        # A machine that does other things beside may not come to the third.
        assert 0 < tries == len(server.asked) <= 3
        assert time.monotonic() - started >= 1.5


def test_a_whole_url_is_taken_of_the_same_host_and_of_no_other() -> None:
    with little_server(says(200)) as server:
        root = server.url.removesuffix("/base")
        http(server.url).send("GET", f"{root}/elsewhere/file.csv?x=http://a/")
        assert server.asked[0].path == "/elsewhere/file.csv?x=http://a/"
        for other in ("http://127.0.0.1:1/", root.replace("http:", "https:") + "/", root + "@evil.example/"):
            with pytest.raises(NotDone):
                http(server.url).send("GET", other)
        assert len(server.asked) == 1


def test_every_exchange_is_written_down() -> None:
    operation = uuid4()
    with little_server(says(200, b'{"status": "booked"}')) as server:
        http(server.url, operation_id=operation).send("POST", "/v1/payments?x=1", json={"reference": "r"})
    row = Message.objects.get()
    assert (row.gateway_code, row.direction, row.operation_id) == ("bank", "OUT", operation)
    assert (row.method, row.path, row.status, row.error) == ("POST", "/v1/payments?x=1", 200, "")
    assert (row.request_body, row.response_body) == ('{"reference": "r"}', '{"status": "booked"}')


def test_an_answer_is_not_lost_with_its_message(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(**_: Any) -> None:
        raise DatabaseError("disk full")

    monkeypatch.setattr(Message.objects, "create", full)
    with little_server(says(200)) as server:
        assert http(server.url).send("POST", "/").status == 200


@pytest.mark.parametrize("body", [b"", b"[]", b"1", b"{", b"\xff", b"[" * 100_000])
def test_a_body_that_is_no_object_says_nothing(body: bytes) -> None:
    with pytest.raises(OutcomeUnknown):
        Answer(200, {}, body).json()


@pytest.mark.parametrize(
    ("status", "error"),
    [
        (200, None),
        (201, None),
        (302, OutcomeUnknown),
        (400, Refused),
        (401, NotDone),
        (402, Refused),
        (403, NotDone),
        (404, Refused),
        (408, OutcomeUnknown),
        (409, Refused),
        (422, Refused),
        (429, NotDone),
        (500, OutcomeUnknown),
        (502, OutcomeUnknown),
        (503, OutcomeUnknown),
        (504, OutcomeUnknown),
    ],
)
def test_what_a_status_says(status: int, error: type[Exception] | None) -> None:
    answer = Answer(status, {}, b"")
    if error is None:
        raise_for_status(answer)
    else:
        with pytest.raises(error):
            raise_for_status(answer)


@pytest.mark.parametrize(
    ("body", "error"),
    [
        (b'{"error": "busy"}', NotDone),
        (b'{"error": "busy", "since": "10:00"}', NotDone),
        (b"upstream connect error or disconnect/reset before headers", OutcomeUnknown),
        (b'{"error": "unavailable"}', OutcomeUnknown),
        (b'{"message": "busy"}', OutcomeUnknown),
        (b'{"error": {"code": "busy"}}', OutcomeUnknown),
        (b'["busy"]', OutcomeUnknown),
        (b"busy", OutcomeUnknown),
    ],
)
def test_a_503_says_that_nothing_was_done_in_the_providers_own_words_only(body: bytes, error: type[Exception]) -> None:
    """A proxy says 503 too when it has lost the answer to what it had already passed on."""
    with pytest.raises(error):
        raise_for_status(Answer(503, {}, body))
    # In words for another occasion it says nothing.
    with pytest.raises(OutcomeUnknown):
        raise_for_status(Answer(500, {}, body))


def test_a_provider_may_refuse_by_another_status() -> None:
    with pytest.raises(Refused):
        raise_for_status(Answer(403, {}, b""), refused=(403,))
