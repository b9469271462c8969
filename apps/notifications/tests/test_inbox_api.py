"""GET /notifications and POST /notifications/read: one's own inbox, and nobody else's."""

from collections.abc import Callable
from datetime import datetime
from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import selectors, services
from apps.notifications.models import Notification
from apps.notifications.tests.samples import payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
URL = "/api/v1/notifications"


def fill(person: User, count: int) -> list[str]:
    """Ids, newest first."""
    for number in range(count):
        services.tell(
            person_id=person.id,
            template="payment_received",
            context=payment(amount=f"{number}.00"),
            cause=uuid7(),
            subject_kind="transaction",
            subject_id=uuid7(),
            now=clock.now(),
        )
    ids = Notification.objects.filter(person_id=person.id).order_by("-id").values_list("id", flat=True)
    return [str(one) for one in ids]


def read(client: APIClient, **body: Any) -> Any:
    return client.post(f"{URL}/read", body, format="json")


def test_what_a_row_shows() -> None:
    amina = make_person("amina")
    fill(amina, 1)
    response = client_of(amina).get(URL)
    assert response.status_code == 200
    body = response.json()
    assert set(body) == {"results", "next", "previous", "unread"}
    (row,) = body["results"]
    stored = Notification.objects.get()
    assert set(row) == {"id", "topic", "title", "body", "subject", "created_at", "read_at"}
    assert row["id"] == str(stored.id)
    assert row["topic"] == "payment_received"
    assert row["title"] == "You received 0.00 USD from Amina Otieno"
    assert row["subject"] == {"kind": "transaction", "id": str(stored.subject_id)}
    assert row["read_at"] is None
    assert row["created_at"].endswith("Z") and datetime.fromisoformat(row["created_at"]) == stored.created_at


def test_what_is_about_nothing_has_no_subject() -> None:
    amina = make_person("amina")
    services.tell(person_id=amina.id, template="welcome", context={"name": "Amina"}, cause=uuid7(), now=clock.now())
    assert client_of(amina).get(URL).json()["results"][0]["subject"] is None


def test_an_empty_inbox() -> None:
    body = client_of(make_person("amina")).get(URL).json()
    assert body == {"results": [], "next": None, "previous": None, "unread": 0}


def test_pages_newest_first_there_and_back() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    ids, _ = fill(amina, 7), fill(brian, 3)
    client = client_of(amina)
    first = client.get(URL, {"page_size": 3}).json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    seen = [row["id"] for page in (first, second, third) for row in page["results"]]
    assert seen == ids
    assert third["next"] is None and first["previous"] is None
    assert client.get(third["previous"]).json()["results"] == second["results"]
    assert {page["unread"] for page in (first, second, third)} == {7}


def test_unread_and_read_ones() -> None:
    amina = make_person("amina")
    ids = fill(amina, 4)
    client = client_of(amina)
    assert read(client, ids=[ids[1], ids[3]]).json() == {"unread": 2}
    shown = {
        text: [row["id"] for row in client.get(URL, {"unread": text}).json()["results"]] for text in ("true", "false")
    }
    assert shown == {"true": [ids[0], ids[2]], "false": [ids[1], ids[3]]}
    page = client.get(URL, {"unread": "true", "page_size": "1"}).json()
    assert client.get(page["next"]).json()["results"][0]["id"] == ids[2], "the filter goes along with the cursor"


def test_reading_all_and_reading_twice() -> None:
    amina = make_person("amina")
    ids = fill(amina, 3)
    client = client_of(amina)
    assert read(client, ids=ids[:1]).json() == {"unread": 2}
    first_read_at = Notification.objects.get(pk=ids[0]).read_at
    assert read(client, all=True).json() == {"unread": 0}
    response = read(client, all=True)
    assert (response.status_code, response.json()) == (200, {"unread": 0})
    assert Notification.objects.get(pk=ids[0]).read_at == first_read_at, "the first reading stays"


def test_only_ones_own() -> None:
    """API1: somebody else's ids are passed over as if they were not there."""
    amina, brian = make_person("amina"), make_person("brian")
    theirs, mine = fill(amina, 2), fill(brian, 1)
    client = client_of(brian)
    assert read(client, ids=[*theirs, str(uuid7())]).json() == {"unread": 1}
    assert read(client, all=True).json() == {"unread": 0}
    assert Notification.objects.filter(person_id=amina.id, read_at=None).count() == 2
    assert [row["id"] for row in client.get(URL).json()["results"]] == mine


def test_without_a_token_nothing_is_shown() -> None:
    client = APIClient()
    for response in [client.get(URL), read(client, all=True), client.get(f"{URL}/preferences")]:
        assert response.status_code == 401
        assert response["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": []},
        {"all": False},
        {"ids": ["not-an-id"]},
        {"ids": [5]},
        {"ids": "01936a1e-5c3a-7d43-9c1f-2f8d2b1c7a55"},
        {"ids": None},
        {"all": "true"},
        {"all": 1},
        {"ids": ["01936a1e-5c3a-7d43-9c1f-2f8d2b1c7a55"], "all": True},
        {"all": True, "person_id": "01936a1e-5c3a-7d43-9c1f-2f8d2b1c7a55"},
        {"ids": [str(UUID(int=number)) for number in range(101)]},
        ["01936a1e-5c3a-7d43-9c1f-2f8d2b1c7a55"],
    ],
)
def test_what_names_nothing_is_400_and_reads_nothing(body: Any) -> None:
    amina = make_person("amina")
    fill(amina, 1)
    response = client_of(amina).post(f"{URL}/read", body, format="json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "invalid_input" and response.json()["errors"]
    assert Notification.objects.get().read_at is None


@pytest.mark.parametrize(
    "query", [{"unread": "yes"}, {"unread": ""}, {"page_size": "0"}, {"page_size": "101"}, {"cursor": "x"}]
)
def test_a_bad_query_is_400(query: dict[str, str]) -> None:
    response = client_of(make_person("amina")).get(URL, query)
    assert (response.status_code, response.json()["code"]) == (400, "invalid_input")


def test_a_page_costs_few_queries_however_much_there_is(
    django_assert_max_num_queries: Callable[[int], Any],
) -> None:
    amina = make_person("amina")
    fill(amina, 30)
    client = client_of(amina)
    client.get(URL)
    # The page and the count; the session comes from the cache.
    with django_assert_max_num_queries(2):
        assert len(client.get(URL).json()["results"]) == 20


def test_counting_stops_at_a_hundred() -> None:
    amina = make_person("amina")
    now = clock.now()
    Notification.objects.bulk_create(
        Notification(person_id=amina.id, topic="welcome", title="Hello", cause=uuid7(), created_at=now)
        for _ in range(105)
    )
    assert selectors.count_unread(amina.id) == 100
