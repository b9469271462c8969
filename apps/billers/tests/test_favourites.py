"""Numbers somebody keeps: sealed, counted, and nobody else's."""

from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.exports import contributions
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.models import RechargeFavourite
from apps.billers.tests.recharges import API, LAKECELL, SAVANNA, make_operators
from apps.core import clock, events
from apps.core.tests.queue import deliver_events
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
PATH = f"{API}/recharge-favourites"


@pytest.fixture(autouse=True)
def _operators() -> None:
    make_operators()


@pytest.fixture
def amina() -> User:
    return join("amina")


@pytest.fixture
def client(amina: User) -> APIClient:
    return client_of(amina)


def keep(client: APIClient, msisdn: str = SAVANNA, **more: Any) -> Any:
    return client.post(PATH, {"msisdn": msisdn, **more}, format="json")


def test_a_number_is_kept_listed_and_forgotten(client: APIClient, amina: User) -> None:
    first = keep(client, nickname=" Mother ", operator="lakecell")
    assert first.status_code == 201, first.content
    body = first.json()
    assert (body["msisdn"], body["nickname"], body["operator"]) == (SAVANNA, "Mother", "lakecell")
    assert keep(client, LAKECELL).json()["operator"] is None
    assert [one["msisdn"] for one in client.get(PATH).json()["results"]] == [LAKECELL, SAVANNA]
    assert client.delete(f"{PATH}/{body['id']}").status_code == 204
    assert client.delete(f"{PATH}/{body['id']}").status_code == 404
    assert [one["msisdn"] for one in client.get(PATH).json()["results"]] == [LAKECELL]
    actions = Activity.objects.filter(person_id=amina.id, action__startswith="billers.").order_by("id")
    assert [row.action for row in actions] == [
        "billers.favourite_kept",
        "billers.favourite_kept",
        "billers.favourite_deleted",
    ]
    assert actions[0].detail == {"number": "+254***678"}


def test_the_database_holds_it_sealed(client: APIClient) -> None:
    keep(client)
    with connection.cursor() as cursor:
        cursor.execute("SELECT f::text, msisdn FROM billers_rechargefavourite f")
        ((text, sealed),) = cursor.fetchall()
    assert SAVANNA not in text and SAVANNA.encode() not in bytes(sealed)
    assert SAVANNA[1:].encode().hex() not in text


def test_the_same_number_is_kept_once_however_it_is_written(client: APIClient, amina: User) -> None:
    kept = keep(client).json()["id"]
    again = keep(client, "+254 712 345 678")
    assert (again.status_code, again.json()["code"]) == (409, "recharge_favourite_kept_already")
    assert again.json()["favourite_id"] == kept
    assert keep(client_of(join("brian"))).status_code == 201


def test_there_are_twenty_at_most(client: APIClient, amina: User) -> None:
    for number in range(services.MAX_FAVOURITES):
        services.keep_favourite(person_id=amina.id, msisdn=f"+2547123456{number:02d}", now=clock.now())
    answer = keep(client, LAKECELL)
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_recharge_favourites")


@pytest.mark.parametrize(
    ("fields", "status"),
    [
        ({"msisdn": "0712345678"}, 400),
        ({"operator": "nobody"}, 404),
        ({"nickname": "x" * 41}, 400),
        ({"surprise": 1}, 400),
        ({"nickname": "4242424242424242"}, 400),
    ],
)
def test_what_makes_no_sense_is_refused(client: APIClient, fields: dict[str, Any], status: int) -> None:
    assert keep(client, **fields).status_code == status
    assert not RechargeFavourite.objects.exists()


def test_somebody_elses_is_none(client: APIClient) -> None:
    kept = keep(client).json()["id"]
    brian = client_of(join("brian"))
    assert brian.get(PATH).json()["results"] == []
    assert brian.delete(f"{PATH}/{kept}").status_code == 404
    assert RechargeFavourite.objects.count() == 1


def test_the_export_has_the_whole_number_and_the_end_erases_it(client: APIClient, amina: User) -> None:
    keep(client, nickname="Mother")
    part = next(part for part in contributions() if part.name == "recharge_favourites")
    assert [(row["msisdn"], row["nickname"]) for row in part.rows(amina.id)] == [(SAVANNA, "Mother")]
    assert list(part.rows(join("brian").id)) == []
    events.record("accounts.erased", {"person_id": str(amina.id)}, at=clock.now())
    deliver_events()
    assert not RechargeFavourite.objects.exists()
