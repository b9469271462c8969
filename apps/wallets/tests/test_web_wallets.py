"""One's wallets on pages: what is in them, one more, one less."""

from html import unescape
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.utils.html import strip_tags

from apps.accounts.models import User
from apps.accounts.tests.web import sign_in
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import give_wallet, join, put_aside, wallet_of

pytestmark = pytest.mark.django_db

WALLETS = "/wallet/wallets"


def browser_of(person: User, *, strict: bool = False) -> Client:
    client = Client(enforce_csrf_checks=strict)
    sign_in(client, person)
    return client


def words_of(response: Any) -> str:
    return " ".join(unescape(strip_tags(response.content.decode())).split())


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def web(amina: User) -> Client:
    return browser_of(amina)


def test_each_wallet_says_what_is_in_it(web: Client, amina: User) -> None:
    give_wallet(amina, 20, currency="EUR")
    page = words_of(web.get(WALLETS))
    for said in ("100.00 USD", "20.00 EUR", "Open a wallet in another currency", "JPY"):
        assert said in page


def test_one_is_opened_once_however_often_it_is_asked_for(web: Client, amina: User) -> None:
    for _ in range(2):
        opened = web.post(WALLETS, {"currency": "EUR"})
        assert (opened.status_code, opened["Location"]) == (303, WALLETS)
    assert Wallet.objects.filter(holder=amina).count() == 2
    assert "Your wallet in EUR is open." in words_of(web.get(WALLETS))


@pytest.mark.parametrize("currency", ["", "XXX", "usd", "GBP", "EUR\0"])
def test_what_is_not_offered_is_refused(web: Client, amina: User, currency: str) -> None:
    assert web.post(WALLETS, {"currency": currency}).status_code == 400
    assert Wallet.objects.filter(holder=amina).count() == 1


def test_an_empty_one_is_closed_after_a_question(web: Client, amina: User) -> None:
    give_wallet(amina, 0, currency="EUR")
    address = f"{WALLETS}/{wallet_of(amina, 'EUR').id}/close"
    assert "closed for good" in words_of(web.get(address))
    assert wallet_of(amina, "EUR").status == "ACTIVE"
    closed = web.post(address)
    assert (closed.status_code, closed["Location"]) == (303, WALLETS)
    assert wallet_of(amina, "EUR").status == "CLOSED"
    page = words_of(web.get(WALLETS))
    assert "Closed wallets" in page
    assert web.post(WALLETS, {"currency": "EUR"}).status_code == 409  # For good.


def test_why_one_is_refused_is_said_also_where_none_is_left(
    web: Client, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another tab still shows the form."""
    monkeypatch.setattr(settings, "WALLET_CURRENCIES", ["USD", "EUR"])
    give_wallet(amina, 0, currency="EUR")
    web.post(f"{WALLETS}/{wallet_of(amina, 'EUR').id}/close")
    assert "Open a wallet in another currency" not in words_of(web.get(WALLETS))
    refused = web.post(WALLETS, {"currency": "EUR"})
    assert refused.status_code == 409
    assert refused.context["form"].non_field_errors()[0] in words_of(refused)


def test_one_with_money_and_the_last_one_stay_open(web: Client, amina: User) -> None:
    give_wallet(amina, 0, currency="EUR")
    full = f"{WALLETS}/{wallet_of(amina).id}/close"
    assert "Only an empty wallet can be closed." in words_of(web.get(full))
    assert web.post(full).status_code == 409
    assert wallet_of(amina).status == "ACTIVE"
    brian = join("brian")
    last = browser_of(brian).post(f"{WALLETS}/{wallet_of(brian).id}/close")
    assert last.status_code == 409
    assert "your only open wallet" in words_of(last)


def test_one_of_which_all_is_put_aside_says_so(web: Client, amina: User) -> None:
    put_aside(give_wallet(amina, 5, currency="EUR"), 5)
    page = words_of(web.get(f"{WALLETS}/{wallet_of(amina, 'EUR').id}/close"))
    assert "Put aside for payments under way: 5.00 EUR" in page
    assert "Only an empty wallet can be closed." in page


def test_other_people_s_are_not_there(web: Client) -> None:
    brian = join("brian")
    for identity in (wallet_of(brian).id, uuid4()):
        assert web.get(f"{WALLETS}/{identity}/close").status_code == 404
        assert web.post(f"{WALLETS}/{identity}/close").status_code == 404
    assert wallet_of(brian).status == "ACTIVE"


def test_a_form_of_another_site_is_refused(amina: User) -> None:
    strict = browser_of(amina, strict=True)
    assert strict.post(WALLETS, {"currency": "EUR"}).status_code == 403
    assert Wallet.objects.filter(holder=amina).count() == 1
