"""Whose address a request counts under: SECURITY 22. What the caller wrote is not believed."""

from typing import Any

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from apps.core import request_facts
from apps.core.middleware import RequestFactsMiddleware, client_address


@pytest.mark.parametrize(
    ("proxies", "forwarded", "address"),
    [
        # Nobody stands before us: the header is the caller's own invention.
        (0, "203.0.113.9", "198.51.100.7"),
        (0, None, "198.51.100.7"),
        # One proxy: it appended what it saw; the rest to the left is the caller's.
        (1, "203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1, 203.0.113.9", "203.0.113.9"),
        (1, "1.1.1.1,2.2.2.2,,203.0.113.9", "203.0.113.9"),
        (1, None, "198.51.100.7"),
        (1, "", "198.51.100.7"),
        (1, " , ", "198.51.100.7"),
        # Two proxies: the second from the right.
        (2, "1.1.1.1, 203.0.113.9, 10.0.0.1", "203.0.113.9"),
        (2, "203.0.113.9", "198.51.100.7"),
        (1, "2001:db8::1", "2001:db8::1"),
        (1, "2001:0DB8:0:0:0:0:0:1", "2001:db8::1"),
        # A proxy that sends nonsense: better no address than a wrong one.
        (1, "unknown", None),
        (1, "203.0.113.9:1234", None),
        (1, "<script>", None),
    ],
)
def test_as_many_entries_from_the_right_as_there_are_proxies(
    settings: Any, proxies: int, forwarded: str | None, address: str | None
) -> None:
    settings.TRUSTED_PROXIES = proxies
    headers = {} if forwarded is None else {"X-Forwarded-For": forwarded}
    request = RequestFactory().get("/", headers=headers, REMOTE_ADDR="198.51.100.7")
    assert client_address(request) == address


@pytest.mark.parametrize("header", ["X-Real-IP", "Forwarded", "True-Client-IP", "CF-Connecting-IP", "X-Client-IP"])
def test_no_other_header_is_read(settings: Any, header: str) -> None:
    settings.TRUSTED_PROXIES = 1
    request = RequestFactory().get("/", headers={header: "203.0.113.9"}, REMOTE_ADDR="198.51.100.7")
    assert client_address(request) == "198.51.100.7"


@pytest.mark.parametrize(
    ("offered", "kept"),
    [
        ("phone-12345678", True),
        ("0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11", True),
        ("short", False),
        ("x" * 65, False),
        ("with blank 1", False),
        ('{"event":"fake"}', False),
        ("line\nbreak12", False),
        ("ｆｕｌｌｗｉｄｔｈ", False),
        ("", False),
    ],
)
def test_a_request_keeps_its_own_id_if_it_is_sane(offered: str, kept: bool) -> None:
    seen = []

    def answer(request: Any) -> HttpResponse:
        seen.append(request_facts.current())
        return HttpResponse()

    request = RequestFactory().get("/api/v1/x", headers={"X-Request-ID": offered, "User-Agent": "a" * 500})
    response = RequestFactsMiddleware(answer)(request)
    assert (response["X-Request-ID"] == offered) is kept
    assert seen[0].request_id == response["X-Request-ID"]
    assert len(seen[0].request_id) >= 8
    assert (seen[0].channel, len(seen[0].user_agent)) == ("api", 200)
