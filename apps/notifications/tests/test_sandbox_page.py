"""GET /sandbox/messages: what would have gone out, for tests and newcomers, and only in a sandbox."""

from typing import Any

import pytest
from django.test import Client

from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import services
from apps.notifications.tests.samples import payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
URL = "/sandbox/messages"
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def send(address: str, **changes: Any) -> None:
    services.tell_address(
        channel="EMAIL" if "@" in address else "SMS",
        address=address,
        template="payment_received",
        context=payment(**changes),
        cause=uuid7(),
        now=clock.now(),
    )
    services.send_due(now=clock.now())


@pytest.fixture
def messages() -> None:
    send("+254712000001", amount="1.00")
    send("amina@example.org", amount="2.00")
    send("+254712000002", amount="3.00")
    send("+254712000001", amount="4.00")
    send("brian+wallet@example.org", amount="5.00")


@pytest.mark.usefixtures("messages")
def test_json_newest_first(client: Client) -> None:
    response = client.get(URL)
    assert (response.status_code, response["Content-Type"]) == (200, "application/json")
    rows = response.json()["results"]
    assert rows.pop(0)["to"] == "brian+wallet@example.org"
    assert [row["to"] for row in rows] == ["+254712000001", "+254712000002", "amina@example.org", "+254712000001"]
    assert set(rows[0]) == {"id", "channel", "to", "subject", "body", "sent_at"}
    assert (rows[0]["channel"], rows[0]["subject"]) == ("SMS", "") and "4.00 USD" in rows[0]["body"]
    assert (rows[2]["channel"], rows[2]["subject"]) == ("EMAIL", "You received 2.00 USD from Amina Otieno")
    assert rows[0]["sent_at"].endswith("Z")
    assert "no-store" in response["Cache-Control"]


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize(
    ("query", "amounts"),
    [
        ("to=%2B254712000001", ["4.00", "1.00"]),
        ("to=+254712000001", ["4.00", "1.00"]),
        ("to=254712000001", ["4.00", "1.00"]),
        ("to=%20%2B254%20712%20000001", ["4.00", "1.00"]),
        ("to=amina@example.org", ["2.00"]),
        ("to=Amina@Example.org", ["2.00"]),
        ("to=brian+wallet@example.org", ["5.00"]),
        ("to=nobody@example.org", []),
        ("to=", ["5.00", "4.00", "3.00", "2.00", "1.00"]),
        ("channel=email", ["5.00", "2.00"]),
        ("channel=SMS&to=%2B254712000002", ["3.00"]),
        ("channel=PIGEON", []),
    ],
)
def test_narrowed_by_address_and_channel(client: Client, query: str, amounts: list[str]) -> None:
    """A `+` that was not encoded arrives as a space: the first thing a newcomer pastes must work."""
    rows = client.get(f"{URL}?{query}").json()["results"]
    assert [row["body"].split("received ")[-1].split(" USD")[0].split("you ")[-1] for row in rows] == amounts


@pytest.mark.usefixtures("messages")
@pytest.mark.parametrize("accept", ["", "*/*", "application/json", "application/json, text/plain, */*"])
def test_whoever_is_no_browser_gets_json(client: Client, accept: str) -> None:
    assert client.get(URL, headers={"Accept": accept} if accept else None)["Content-Type"] == "application/json"


def test_a_browser_gets_a_page_that_needs_nothing_inline(client: Client) -> None:
    send("amina@example.org", counterparty='<script>alert("1")</script>')
    response = client.get(URL, headers=BROWSER)
    page = response.content.decode()
    assert response["Content-Type"].startswith("text/html") and "Accept" in response["Vary"]
    assert "amina@example.org" in page and "&lt;script&gt;" in page
    for forbidden in ("<script>alert", "style=", "<style", "javascript:", "onclick"):
        assert forbidden not in page
    assert "/static/notifications/sandbox.css" in page
    assert "'unsafe-inline'" not in response["Content-Security-Policy"]


def test_the_page_when_there_is_nothing(client: Client) -> None:
    assert "No message yet." in client.get(URL, headers=BROWSER).content.decode()
    filtered = client.get(URL, {"to": '"><b>x'}, headers=BROWSER).content.decode()
    assert "No message matches." in filtered and "<b>x" not in filtered


@pytest.mark.usefixtures("messages")
def test_there_is_no_such_page_where_there_is_no_sandbox(client: Client, settings: Any) -> None:
    """SECURITY 30: the route is not mounted there, and if it were it would not answer."""
    settings.SANDBOX = False
    assert client.get(URL).status_code == 404
    assert client.get(URL, headers=BROWSER).status_code == 404


def test_it_only_reads(client: Client) -> None:
    assert client.post(URL).status_code == 405
