"""Several wallets of one person: one in each currency, opened and closed at their wish."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from apps.accounts.errors import StatusConflict
from apps.accounts.models import Activity, User
from apps.accounts.services import close_person, lock_person
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger.services import AccountClosed, Entry, Leg, hold, open_account, post
from apps.ledger.verification import verify
from apps.wallets import services
from apps.wallets.errors import OnlyWallet, WalletNotEmpty
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import available, give_wallet, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
WALLETS = "/api/v1/wallets"


@pytest.fixture
def amina() -> User:
    return join("amina")


def opened(client: APIClient, currency: Any) -> Any:
    return client.post(WALLETS, {"currency": currency}, format="json")


def closed(client: APIClient, wallet: Wallet) -> Any:
    return client.post(f"{WALLETS}/{wallet.id}/close")


def statuses(user: User) -> dict[str, str]:
    return dict(Wallet.objects.filter(holder=user).values_list("currency", "status"))


# --- Opening ------------------------------------------------------------------------------------------------------


def test_a_wallet_is_opened_once_in_each_currency(amina: User) -> None:
    client = client_of(amina)
    answer = opened(client, "JPY")
    assert answer.status_code == 201
    body = answer.json()
    assert body == {"id": body["id"], "currency": "JPY", "available": "0", "held": "0", "status": "ACTIVE"}
    again = opened(client, "JPY")
    assert (again.status_code, again.json()) == (200, body)
    assert opened(client, "USD").status_code == 200, "everybody has that one"
    assert statuses(amina) == {"USD": "ACTIVE", "JPY": "ACTIVE"}
    assert OutboxEvent.objects.filter(topic="wallets.opened", payload__currency="JPY").count() == 1
    assert Activity.objects.filter(action="wallets.opened", subject=body["id"]).count() == 1


@pytest.mark.parametrize("currency", ["CHF", "XAF"])
def test_what_is_not_offered_is_not_opened(amina: User, currency: str) -> None:
    answer = opened(client_of(amina), currency)
    assert (answer.status_code, answer.json()["code"]) == (422, "currency_not_offered")
    assert statuses(amina) == {"USD": "ACTIVE"}


@pytest.mark.parametrize("currency", ["eur", "EURO", "ABC", "", None, 978, ["EUR"], {"code": "EUR"}, "EUR "])
def test_what_is_no_currency_is_refused(amina: User, currency: Any) -> None:
    assert opened(client_of(amina), currency).status_code == 400
    assert statuses(amina) == {"USD": "ACTIVE"}


def test_a_wallet_says_nothing_but_its_currency(amina: User) -> None:
    for body in ({}, {"currency": "EUR", "status": "FROZEN"}, {"currency": "EUR", "holder": str(uuid4())}, ["EUR"]):
        assert client_of(amina).post(WALLETS, body, format="json").status_code == 400
    assert statuses(amina) == {"USD": "ACTIVE"}


def test_one_in_a_currency_that_is_offered_no_more_stays(amina: User, settings: Any) -> None:
    euros = give_wallet(amina, currency="EUR")
    settings.WALLET_CURRENCIES = ["USD"]
    assert opened(client_of(amina), "EUR").status_code == 422
    assert client_of(amina).get(f"{WALLETS}/{euros.id}").json()["status"] == "ACTIVE"


def test_who_has_left_opens_nothing(amina: User) -> None:
    lock_person(person_id=amina.id, reason="asked", now=clock.now())
    close_person(person_id=amina.id, reason="asked", now=clock.now())
    with pytest.raises(StatusConflict):
        services.open_own_wallet(person_id=amina.id, currency="EUR", now=clock.now())
    assert statuses(amina) == {"USD": "ACTIVE"}


def test_whose_phone_is_lost_opens_and_closes_nothing(amina: User) -> None:
    euros, client = give_wallet(amina, currency="EUR"), client_of(amina)
    User.objects.filter(pk=amina.pk).update(secured_at=clock.now())
    for answer in (opened(client, "JPY"), closed(client, euros)):
        assert (answer.status_code, answer.json()["code"]) == (403, "account_secured")
    assert statuses(amina) == {"USD": "ACTIVE", "EUR": "ACTIVE"}


@committing
def test_eight_at_once_open_one() -> None:
    amina = join("amina")
    results = run_together(8, lambda _: services.open_own_wallet(person_id=amina.id, currency="EUR", now=clock.now()))
    assert len({wallet.id for wallet, _ in results}) == 1
    assert [is_new for _, is_new in results].count(True) == 1


@committing
def test_an_account_that_is_being_closed_gets_no_wallet_after_its_last_one() -> None:
    """The opening waits for the closing, and then finds the account closed."""
    amina = make_person("amina")

    def close() -> None:
        lock_person(person_id=amina.id, reason="asked", now=clock.now())
        close_person(person_id=amina.id, reason="asked", now=clock.now())

    with other_transaction() as there:
        there(close)
        opening = in_background(lambda: services.open_own_wallet(person_id=amina.id, currency="EUR", now=clock.now()))
        wait_until_blocked()
    assert isinstance(opening.exception(30), StatusConflict)
    assert statuses(amina) == {}


# --- Closing ------------------------------------------------------------------------------------------------------


@committing
def test_an_empty_wallet_is_closed_and_stays_closed(amina: User) -> None:
    euros, client = give_wallet(amina, currency="EUR"), client_of(amina)
    answer = closed(client, euros)
    assert (answer.status_code, answer.json()["status"]) == (200, "CLOSED")
    assert closed(client, euros).json() == answer.json(), "asked again"
    assert statuses(amina) == {"USD": "ACTIVE", "EUR": "CLOSED"}
    assert OutboxEvent.objects.filter(topic="wallets.closed").count() == 1
    detail = Activity.objects.get(action="wallets.closed").detail
    assert detail == {"reason": "asked by the person", "by": str(amina.id)}
    again = opened(client, "EUR")
    assert (again.status_code, again.json()["code"]) == (409, "wallet_closed")
    with pytest.raises(AccountClosed):
        pay_in(euros, 1)
    assert list(verify()) == []


def test_what_is_in_it_keeps_a_wallet_open(amina: User) -> None:
    euros, client = give_wallet(amina, 5, currency="EUR"), client_of(amina)
    assert closed(client, euros).json()["code"] == "wallet_not_empty"
    hold(
        hold_id=uuid7(),
        available=euros.available_account,
        held=euros.held_account,
        amount=Money(Decimal(5), "EUR"),
        effective_at=clock.now(),
    )
    answer = closed(client, euros)
    assert (answer.status_code, answer.json()["code"]) == (409, "wallet_not_empty")
    assert statuses(amina)["EUR"] == "ACTIVE"
    pay_in(euros, 1)
    assert available(amina, "EUR") == 1


def test_the_last_one_stays(amina: User) -> None:
    client = client_of(amina)
    answer = closed(client, wallet_of(amina))
    assert (answer.status_code, answer.json()["code"]) == (409, "only_wallet")
    closed(client, give_wallet(amina, currency="EUR"))
    assert closed(client, wallet_of(amina)).json()["code"] == "only_wallet", "the other one is closed"
    give_wallet(amina, currency="KES")
    assert closed(client, wallet_of(amina)).status_code == 200


def test_a_frozen_one_is_for_support(amina: User) -> None:
    euros = give_wallet(amina, currency="EUR")
    services.freeze_wallet(wallet_id=euros.id, reason="a dispute", now=clock.now())
    answer = closed(client_of(amina), euros)
    assert (answer.status_code, answer.json()["code"]) == (409, "status_conflict")
    assert statuses(amina)["EUR"] == "FROZEN"


def test_nobody_closes_somebody_elses(amina: User) -> None:
    brian = join("brian")
    euros = give_wallet(brian, currency="EUR")
    for wallet_id in (euros.id, uuid4()):
        answer = client_of(amina).post(f"{WALLETS}/{wallet_id}/close")
        assert (answer.status_code, answer.json()["code"]) == (404, "wallet_not_found")
    assert APIClient().post(f"{WALLETS}/{euros.id}/close").status_code == 401
    assert statuses(brian) == {"USD": "ACTIVE", "EUR": "ACTIVE"}


@committing
def test_of_the_last_two_closed_at_once_one_stays() -> None:
    amina = join("amina")
    both = [wallet_of(amina), give_wallet(amina, currency="EUR")]
    results = run_together(
        2, lambda index: services.close_own_wallet(person_id=amina.id, wallet_id=both[index].id, now=clock.now())
    )
    assert sum(isinstance(result, OnlyWallet) for result in results) == 1
    assert sorted(statuses(amina).values()) == ["ACTIVE", "CLOSED"]


@committing
def test_money_that_arrives_at_this_moment_keeps_it_open() -> None:
    amina = join("amina")
    euros = give_wallet(amina, currency="EUR")
    trust = open_account(code="trust:equity", kind="ASSET", currency="EUR", floor=None, at=clock.now())
    one = Money.parse("1.00", "EUR")

    def arrive() -> None:
        post([Entry(uuid7(), "DEPOSIT", [Leg(trust, -one), Leg(euros.available_account, one)], clock.now())])

    with other_transaction() as there:
        there(arrive)
        closing = in_background(
            lambda: services.close_own_wallet(person_id=amina.id, wallet_id=euros.id, now=clock.now())
        )
        wait_until_blocked()
    assert isinstance(closing.exception(30), WalletNotEmpty)
    assert (statuses(amina)["EUR"], available(amina, "EUR")) == ("ACTIVE", 1)
    assert not OutboxEvent.objects.filter(topic="wallets.closed").exists()
