"""The log of what people do: complete, cheap to write, and not to be changed."""

from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts import services
from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock, request_facts
from apps.core.constraints import constraint_name
from apps.core.ids import uuid7


@pytest.mark.django_db
def test_a_row_carries_the_facts_of_its_request(django_assert_num_queries: Any) -> None:
    amina = make_person("amina")
    now = clock.now()
    before = request_facts.current()
    request_facts.enter(request_facts.RequestFacts("request-1", "2001:db8::7", "api", "phone/1"))
    try:
        with django_assert_num_queries(1):
            row_id = services.record_activity(
                person_id=amina.id, action="transfers.sent", subject="T1", detail={"kind": "P2P"}, at=now
            )
    finally:
        request_facts.enter(before)
    row = Activity.objects.get(pk=row_id)
    assert (row.person_id, row.action, row.subject, row.at) == (amina.id, "transfers.sent", "T1", now)
    assert (row.ip, row.channel, row.request_id, row.detail) == ("2001:db8::7", "api", "request-1", {"kind": "P2P"})


@pytest.mark.django_db
def test_outside_a_request_it_was_the_system() -> None:
    before = request_facts.current()
    request_facts.enter(request_facts.RequestFacts())
    try:
        services.record_activity(person_id=uuid7(), action="a.b", at=clock.now())
    finally:
        request_facts.enter(before)
    row = Activity.objects.get()
    assert (row.ip, row.channel, row.request_id, row.subject, row.detail) == (None, "system", "", "", {})


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE accounts_activity SET action = 'x'",
        "DELETE FROM accounts_activity",
        "TRUNCATE accounts_activity",
    ],
)
def test_the_database_refuses_to_change_it(statement: str) -> None:
    services.record_activity(person_id=uuid7(), action="accounts.joined", at=clock.now())
    with pytest.raises(DatabaseError) as refused, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert constraint_name(refused.value) == "accounts_activity_append_only"
    assert Activity.objects.get().action == "accounts.joined"


@pytest.mark.django_db
def test_one_reads_ones_own_log_page_by_page() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    for number in range(5):
        services.record_activity(
            person_id=amina.id, action="test.did", subject=str(number), detail={"by": "an operator"}, at=clock.now()
        )
        services.record_activity(person_id=brian.id, action="test.did", subject="brian's", at=clock.now())
    client = client_of(amina)

    first = client.get("/api/v1/me/activity?page_size=2").json()
    second = client.get(first["next"]).json()
    third = client.get(second["next"]).json()
    back = client.get(second["previous"]).json()

    assert [row["subject"] for row in first["results"]] == ["4", "3"]
    assert [row["subject"] for row in second["results"]] == ["2", "1"]
    assert [row["subject"] for row in third["results"]] == ["0"]
    assert third["next"] is None and first["previous"] is None
    assert back["results"] == first["results"]
    # SECURITY 15: the keys are an allow-list; who locked an account, and why, is not on it.
    assert set(first["results"][0]) == {"id", "action", "subject", "at", "ip", "channel"}


@pytest.mark.django_db
@pytest.mark.parametrize("query", ["page_size=0", "page_size=101", "page_size=x", "cursor=x", "cursor=PA"])
def test_a_bad_page_is_refused(query: str) -> None:
    answer = client_of(make_person("amina")).get(f"/api/v1/me/activity?{query}")
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
