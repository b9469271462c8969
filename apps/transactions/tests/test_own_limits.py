"""What is left of one's limits stands in /me too, and costs the same however long the history is."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.own_parts import own_part, own_parts
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.transactions.services import set_tier_limit
from apps.transactions.tests.payments import body_of, send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    join("brian")
    return join("amina", 1_000)


def test_me_says_what_is_left_as_the_limits_do(amina: User) -> None:
    client = client_of(amina)
    assert body_of(client.get("/api/v1/me"))["limits"] == {
        "kyc_tier": "TIER_0",
        "lowered_until": None,
        "results": [],
    }
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(100), daily_count=5, maximum_balance=Decimal(5_000))
    set_tier_limit(tier="TIER_0", kind="P2P", currency="USD", single=Decimal(60))
    set_tier_limit(tier="TIER_1", currency="USD", daily=Decimal(9_999))
    send(amina, "brian", "30.00")
    mine = body_of(client.get("/api/v1/me"))["limits"]
    assert mine == body_of(client.get("/api/v1/limits"))
    everything, transfers = mine["results"]
    assert (everything["kind"], everything["daily"]) == ("", {"limit": "100.00", "left": "70.00"})
    assert everything["daily_count"] == {"limit": "5", "left": "4"}
    assert (transfers["kind"], transfers["single"]) == ("P2P", "60.00")


def test_me_shows_that_limits_are_lowered_and_until_when(amina: User) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(100))
    User.objects.filter(pk=amina.pk).update(cautious_until=clock.now() + timedelta(hours=3))
    body = body_of(client_of(amina).get("/api/v1/me"))
    assert body["limits"]["lowered_until"] == body["cautious_until"]
    assert body["limits"]["results"][0]["daily"] == {"limit": "20.00", "left": "20.00"}


def test_a_change_of_the_profile_answers_with_them_too(amina: User) -> None:
    body = body_of(client_of(amina).patch("/api/v1/me", {"language": "en"}, format="json"))
    assert body["limits"]["kyc_tier"] == "TIER_0"


def test_me_takes_three_statements_however_long_the_history(amina: User) -> None:
    """The person with what is known beside their row, their counters, their tier's limits."""
    for kind in ("", "P2P", "PROMOTION"):
        for currency in ("USD", "EUR", "KES"):
            set_tier_limit(tier="TIER_0", kind=kind, currency=currency, daily=Decimal(900))
    client = client_of(amina)
    client.get("/api/v1/me")
    counts = []
    for _ in range(2):
        with CaptureQueriesContext(connection) as asked:
            assert client.get("/api/v1/me").status_code == 200
        counts.append(len(asked))
        for _ in range(5):
            send(amina, "brian", 1)
    assert counts == [3, 3]


def test_two_parts_of_one_name_are_refused() -> None:
    assert [part.name for part in own_parts()].count("limits") == 1
    with pytest.raises(ValueError, match="two parts of /me are called limits"):
        own_part("limits", shape=list)(lambda user, now: None)
