"""SECURITY 25: no webhook leads into our own network, neither when its address is typed nor whenever it is sent."""

import socket
from collections.abc import Iterator
from ipaddress import ip_address
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.tests.factories import PIN, client_of
from apps.checkout.models import WebhookDelivery, WebhookEndpoint
from apps.checkout.tests.receiver import Receiver, receiving
from apps.checkout.tests.webhooks import MINUTE, announce, give_endpoint, receiver, send_at, shop
from apps.core import clock
from apps.merchants.models import Merchant

__all__ = ["receiver", "shop"]
pytestmark = pytest.mark.django_db(transaction=True)
PUBLIC = "93.184.215.14"
Names = dict[str, list[str]]

REFUSED = [
    "http://hooks.example.org/in",
    "https://127.0.0.1/in",
    "https://[::1]/in",
    "https://2130706433/in",
    "https://0x7f.1/in",
    "https://localhost/in",
    "https://169.254.169.254/latest/meta-data/",
    "https://[fe80::1]/in",
    "https://10.0.0.1/in",
    "https://172.16.0.1/in",
    "https://192.168.1.1/in",
    "https://100.64.0.1/in",
    "https://[fd00:ec2::254]/in",
    "https://[::ffff:127.0.0.1]/in",
    "https://[::ffff:10.0.0.1]/in",
    "https://[::ffff:8.8.8.8]/in",
    "https://[64:ff9b::10.0.0.1]/in",
    "https://[2002:7f00:1::]/in",
    "https://metadata.google.internal/in",
    "https://user:word@hooks.example.org/in",
    "https://hooks.example.org:5432/in",
    "https://hooks.example.org\\@10.0.0.1/in",
    "https://inner.example.org/in",
    "https://mixed.example.org/in",
    "file:///etc/passwd",
    "gopher://hooks.example.org/",
]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[Names]:
    """What each name means; a test changes its mind. Numbers mean themselves."""
    known = {
        "hooks.example.org": [PUBLIC],
        "inner.example.org": ["10.1.2.3"],
        "mixed.example.org": [PUBLIC, "127.0.0.1"],
    }
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            ip_address(host)
        except ValueError:
            if host in known:
                return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in known[host]]
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    yield known


@pytest.fixture
def connections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Whom anybody connects to for a webhook."""
    from apps.core import deadlines

    made: list[str] = []
    real = deadlines.connect

    def watched(address: str, port: int, until: float) -> Any:
        made.append(f"{address}:{port}")
        return real(address, port, until)

    monkeypatch.setattr(deadlines, "connect", watched)
    return made


def body(url: str) -> dict[str, Any]:
    return {"url": url, "is_live": False, "pin": PIN}


def test_an_address_that_leads_inside_is_refused_when_it_is_typed(shop: Merchant, names: Names) -> None:
    client, path = client_of(shop.owner), f"/api/v1/merchants/{shop.id}/webhook-endpoints"

    def ask(method: str, where: str, fields: dict[str, Any]) -> Any:
        headers = {"Idempotency-Key": str(uuid4())}
        return getattr(client, method)(where, fields, format="json", headers=headers)

    assert ask("post", path, body("https://hooks.example.org/in")).status_code == 201
    (endpoint,) = WebhookEndpoint.objects.all()
    for number, url in enumerate(REFUSED):
        if number % 20 == 0:
            _forget_rates()
        # Every other one is typed as the new address of an endpoint.
        adds = ("post", path, body(url))
        answer = ask(*(adds if number % 2 else ("patch", f"{path}/{endpoint.id}", {"url": url, "pin": PIN})))
        assert (answer.status_code, answer.json()["code"]) == (400, "url_refused"), (url, answer.content)
        assert answer.json()["errors"][0]["field"] == "url"
        # Where a name leads, nobody is told.
        assert "10.1.2.3" not in answer.content.decode()
    _forget_rates()
    assert ask("post", path, body("https://nobody.example.invalid/")).json()["code"] == "host_unknown"
    assert WebhookEndpoint.objects.get().url == "https://hooks.example.org/in"


def _forget_rates() -> None:
    from apps.core.models import RateBucket

    RateBucket.objects.all().delete()


def test_an_address_that_leads_inside_is_refused_at_every_attempt(
    shop: Merchant, names: Names, connections: list[str]
) -> None:
    """However it came into the table."""
    for url in REFUSED:
        give_endpoint(shop, url=url)
    announce(shop)
    now = clock.now()
    assert send_at(now) == 0
    rows = WebhookDelivery.objects.all()
    assert {row.last_error for row in rows} == {"url_refused"} and len(rows) == len(REFUSED)
    assert {(row.state, row.attempts, row.last_status) for row in rows} == {("WAITING", 1, None)}
    assert connections == []
    assert send_at(now + MINUTE) == 0 and connections == []


def test_a_name_that_has_come_to_mean_something_inside_is_refused(
    shop: Merchant, names: Names, connections: list[str]
) -> None:
    """DNS rebinding: public when it was typed, loopback when it is sent, with a server of ours listening there."""
    with receiving() as inner:
        headers = {"Idempotency-Key": str(uuid4())}
        answer = client_of(shop.owner).post(
            f"/api/v1/merchants/{shop.id}/webhook-endpoints",
            body("https://hooks.example.org/in"),
            format="json",
            headers=headers,
        )
        assert answer.status_code == 201
        for inside in (["127.0.0.1"], ["10.0.0.1"], ["::ffff:127.0.0.1"], ["169.254.169.254"], [PUBLIC, "127.0.0.1"]):
            names["hooks.example.org"] = inside
            announce(shop)
            assert send_at(clock.now()) == 0
            assert WebhookDelivery.objects.latest("id").last_error == "url_refused", inside
            WebhookEndpoint.objects.update(failures=0, failing_since=None, resting_until=None)
        assert connections == [] and inner.came == []


def test_a_redirect_inside_is_not_followed(
    shop: Merchant, receiver: Receiver, names: Names, connections: list[str]
) -> None:
    give_endpoint(shop, receiver)
    announce(shop)
    with receiving() as inner:
        for status in (301, 302, 303, 307, 308):
            receiver.out_of_order = lambda: (status, {"location": inner.url}, b"")  # noqa: B023 - asked in this turn.
            WebhookDelivery.objects.update(due_at=clock.now())
            WebhookEndpoint.objects.update(failures=0, failing_since=None, resting_until=None)
            assert send_at(clock.now()) == 0
            assert WebhookDelivery.objects.get().last_status == status
        assert inner.came == [] and len(receiver.came) == 5
        assert set(connections) == {receiver.url.removeprefix("http://").removesuffix("/hooks")}


def test_only_where_it_is_said_so_webhooks_go_to_loopback(shop: Merchant, receiver: Receiver, settings: Any) -> None:
    """The sandbox's switch opens 127.0.0.1 and nothing else; without it there is https to the Internet only."""
    give_endpoint(shop, receiver)
    for inside in ("http://127.0.0.2:8000/", "http://10.0.0.1/", "http://[::1]/", "http://169.254.169.254/"):
        give_endpoint(shop, url=inside)
    announce(shop)
    settings.WEBHOOKS_TO_LOOPBACK = False
    assert send_at(clock.now()) == 0 and receiver.came == []
    settings.WEBHOOKS_TO_LOOPBACK = True
    assert send_at(clock.now() + MINUTE) == 1
    assert set(WebhookDelivery.objects.filter(state="WAITING").values_list("last_error", flat=True)) == {"url_refused"}
