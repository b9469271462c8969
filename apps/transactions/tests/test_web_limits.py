"""The page of limits says what one may pay, and what is left of it today."""

from decimal import Decimal

import pytest
from django.test import Client

from apps.accounts.tests.factories import make_person
from apps.accounts.tests.web import sign_in
from apps.transactions.services import set_tier_limit
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
PAGE = "/wallet/me/limits"


def test_without_limits_it_says_so(client: Client) -> None:
    sign_in(client, make_person("amina"))
    page = client.get(PAGE)
    assert page.status_code == 200
    assert b"No limits" in page.content
    assert b"Number verified" in page.content


def test_what_is_left_goes_down_with_each_payment(client: Client, django_assert_max_num_queries) -> None:
    amina = join("amina", 100)
    join("brian")
    set_tier_limit(
        tier="TIER_0", currency="USD", single=Decimal(50), daily=Decimal(80), monthly=Decimal(500), daily_count=3
    )
    send(amina, "brian", "30.00")
    sign_in(client, amina)
    with django_assert_max_num_queries(10):
        page = client.get(PAGE).content.decode()
    for said in ("50.00 USD left", "of 80.00 USD", "470.00 USD left", "of 500.00 USD", "2 left", "of 3"):
        assert said in page.replace('<bdi class="money">', "").replace("</bdi>", ""), said
