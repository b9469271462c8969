"""The start page of the wallet: what one has, whom one pays, what happened, and at what price."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory, give_phone
from apps.accounts.tests.web import sign_in
from apps.core import clock
from apps.notifications import services
from apps.requests.tests.asking import asked
from apps.transactions.tests.pages import browser_of, words_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db

HOME = "/wallet/"


@pytest.fixture
def amina() -> User:
    return join("amina", "1234.50", currency="USD")


class Hidden(HTMLParser):
    """The words of a page that nobody sees until a script shows them."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.inside: list[str] = []
        self.words: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if self.inside or "hidden" in dict(attrs) or tag == "noscript":
            self.inside.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if self.inside and self.inside[-1] == tag:
            self.inside.pop()

    def handle_data(self, data: str) -> None:
        if not self.inside:
            self.words.append(data)


def shown(response: Any) -> str:
    return " ".join(" ".join(Hidden(response.content.decode()).words).split())


def test_balances_are_hidden_until_they_are_asked_for(amina: User) -> None:
    give_wallet(amina, "20", currency="EUR")
    page = browser_of(amina).get(HOME)
    assert "1,234.50" in page.content.decode()
    assert "1,234.50" not in shown(page)
    assert "20.00 EUR" not in shown(page)
    assert "Show the balance" in shown(page)
    assert "Convert" in shown(page)


def test_what_can_be_done_is_one_press_away(amina: User) -> None:
    page = browser_of(amina).get(HOME).content.decode()
    for path in ("/wallet/scan", "/wallet/send", "/wallet/add-money", "/wallet/cash-out", "/wallet/bills"):
        assert f'href="{path}"' in page
    for path in ("/wallet/recharge", "/wallet/withdraw", "/wallet/code", "/wallet/activity"):
        assert f'href="{path}"' in page


def test_people_and_payments(amina: User) -> None:
    join("brian", 50)
    send(amina, "brian", 10, note="lunch")
    send(User.objects.get(email="brian@example.org"), "amina", 2)
    web = browser_of(amina)
    page = web.get(HOME)
    assert [one.name for one in page.context["people"]] == ["Brian Mwangi"]
    assert [row["total"] for row in page.context["payments"]] == ["2.00", "10.00"]
    said = words_of(page)
    for part in ("lunch", "+2.00 USD", "10.00 USD"):
        assert part in said


def test_somebody_new_is_told_what_to_do_first(amina: User) -> None:
    client = Client()
    sign_in(client, amina, pin=None)
    said = words_of(client.get(HOME))
    for part in ("You need a PIN before you can pay.", "Verify your identity", "Nothing has happened yet"):
        assert part in said
    assert "Make this browser your device" not in said
    sign_in(client, amina)
    assert "Make this browser your device" in words_of(client.get(HOME))


def test_somebody_who_is_known_is_told_nothing(amina: User) -> None:
    User.objects.filter(pk=amina.pk).update(kyc_tier="TIER_2")
    client = Client()
    sign_in(client, amina, give_phone(amina))
    page = client.get(HOME)
    assert page.context["notices"] == []
    assert "Make this browser" not in words_of(page)


def announce(*titles: str, **changes: Any) -> None:
    """Announcements in force, written and published by two operators."""
    author, publisher = (UserFactory.create(is_staff=True) for _ in range(2))
    for title in titles:
        given = {
            "texts": {"en": {"title": title, "body": "From ten to eleven."}},
            "severity": "WARNING",
            "audience": "EVERYBODY",
            "starts_at": clock.now() - timedelta(minutes=1),
            "ends_at": clock.now() + timedelta(days=2),
            "why": "The database moves.",
            **changes,
        }
        row = services.write_announcement(by=author.id, now=clock.now(), **given)
        services.publish_announcement(announcement_id=row.id, version=row.version, by=publisher.id, now=clock.now())


def test_announcements_that_concern_the_person(amina: User) -> None:
    announce("Works tonight")
    announce("For shops", audience="MERCHANTS")
    announce("For Uganda", country="UG")
    announce("For phones", on_web=False)
    said = words_of(browser_of(amina).get(HOME))
    assert "Works tonight" in said
    for part in ("For shops", "For Uganda", "For phones"):
        assert part not in said


def test_who_asks_for_money_is_named(amina: User) -> None:
    asked(join("brian"), "amina", "7.00")
    said = words_of(browser_of(amina).get(HOME))
    assert "You are asked for money" in said
    assert "7.00 USD" in said


def test_it_asks_the_database_at_most_twelve_times(amina: User, django_assert_max_num_queries: Any) -> None:
    """Whatever there is to show."""
    for currency in ("EUR", "KES"):
        give_wallet(amina, 100, currency=currency)
    for name in ("brian", "esther", "grace", "chidi"):
        join(name, 50)
        for amount in (1, 2, 3):
            send(amina, name, amount)
    announce("Works tonight")
    web = browser_of(amina)
    web.get(HOME)
    with django_assert_max_num_queries(12):
        page = web.get(HOME)
    assert len(page.context["payments"]) == 5


def test_it_weighs_little(amina: User) -> None:
    """The page and all it loads, as it goes over the wire: the built files have compressed twins."""
    for name in ("brian", "esther", "grace", "chidi", "dalia"):
        join(name, 50)
        send(amina, name, 1, note="n" * 140)
    page = browser_of(amina).get(HOME).content
    static = Path(settings.BASE_DIR) / "static"
    loaded = re.findall(r'(?:href|src)="/static/([^"#?]+)', page.decode())
    assert "ui/app.js" in loaded
    files = {(twin if (twin := static / f"{name}.br").exists() else static / name) for name in loaded}
    assert len(page) + sum(file.stat().st_size for file in files) < 150_000


def test_it_is_nobody_elses(amina: User) -> None:
    send(amina, "+254712000077", 5, invite=True)
    page = browser_of(join("brian")).get(HOME)
    assert "Amina" not in words_of(page)
    assert Client().get(HOME)["Location"].startswith("/login")
