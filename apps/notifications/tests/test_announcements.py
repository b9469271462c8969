"""Announcements: who sees them, when, in which language; who puts them there; and that nobody is told twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_operator, make_person
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.models import AuditRecord
from apps.notifications import audiences, services
from apps.notifications.errors import AnnouncementNotFound, ContentConflict, OwnContent
from apps.notifications.models import Announcement, AnnouncementVersion, Notification
from apps.notifications.services import _announce

pytestmark = pytest.mark.django_db
TEXTS = {
    "en": {"title": "Maintenance", "body": "On Sunday no money can be sent."},
    "fr": {"title": "Entretien", "body": "Dimanche, aucun envoi."},
    "ar": {"title": "صيانة", "body": "لا يمكن إرسال الأموال يوم الأحد."},
}


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def chidi() -> User:
    return make_person("chidi", is_staff=True)


def facts(**changes: Any) -> dict[str, Any]:
    now = clock.now()
    return {
        "texts": TEXTS,
        "severity": "WARNING",
        "audience": "EVERYBODY",
        "starts_at": now - timedelta(minutes=1),
        "ends_at": now + timedelta(days=2),
        "why": "The database moves.",
        **changes,
    }


def write(by: User, **changes: Any) -> Announcement:
    return services.write_announcement(by=by.pk, now=clock.now(), **facts(**changes))


def publish(row: Announcement, by: User) -> None:
    services.publish_announcement(announcement_id=row.pk, version=row.version, by=by.pk, now=clock.now())


def put(by: User, other: User, **changes: Any) -> Announcement:
    row = write(by, **changes)
    publish(row, other)
    return row


def titles(client: Any, **query: str) -> list[str]:
    answer = client.get("/api/v1/announcements", query)
    assert answer.status_code == 200, answer.content
    return [each["title"] for each in answer.json()["results"]]


# The API.


def test_it_is_seen_from_its_beginning_to_its_end_in_ones_language(olga: User, chidi: User) -> None:
    amina = client_of(make_person("amina", language="fr-ca"))
    brian = client_of(make_person("brian", language="sw"))
    write(olga)
    assert titles(amina) == [], "a draft"
    put(olga, chidi)
    now = clock.now()
    put(olga, chidi, starts_at=now + timedelta(hours=1))
    assert (titles(amina), titles(brian)) == (["Entretien"], ["Maintenance"])
    row = Announcement.objects.get(state="PUBLISHED", starts_at__lt=now)
    answer = amina.get("/api/v1/announcements").json()
    assert answer == {
        "results": [
            {
                "id": str(row.id),
                "severity": "warning",
                "title": "Entretien",
                "body": "Dimanche, aucun envoi.",
                "language": "fr",
                "starts_at": row.starts_at.isoformat().replace("+00:00", "Z"),
                "ends_at": row.ends_at.isoformat().replace("+00:00", "Z"),
            }
        ],
        "next": None,
        "previous": None,
    }


def test_ended_is_gone_at_once(olga: User, chidi: User) -> None:
    amina = client_of(make_person("amina"))
    row = put(olga, chidi)
    assert titles(amina) == ["Maintenance"]
    services.end_announcement(announcement_id=row.pk, why="Done early.", by=olga.pk, now=clock.now())
    assert titles(amina) == []


def test_it_is_seen_by_whom_it_is_for(olga: User, chidi: User, monkeypatch: pytest.MonkeyPatch) -> None:
    amina, brian = make_person("amina"), make_person("brian")
    monkeypatch.setitem(audiences._members, "MERCHANTS", lambda people: {brian.pk} & set(people))
    monkeypatch.setitem(audiences._members, "AGENTS", lambda people: set())
    for audience in ("EVERYBODY", "CUSTOMERS", "MERCHANTS", "AGENTS"):
        put(olga, chidi, audience=audience, texts={"en": {"title": audience, "body": "Text."}})
    assert titles(client_of(amina)) == ["CUSTOMERS", "EVERYBODY"]
    assert titles(client_of(brian)) == ["MERCHANTS", "EVERYBODY"]


def test_it_is_seen_in_its_country_and_place(olga: User, chidi: User) -> None:
    amina = client_of(make_person("amina"))
    put(olga, chidi, country="KE", on_web=False, texts={"en": {"title": "Kenya", "body": "App."}})
    put(olga, chidi, country="TZ", texts={"en": {"title": "Tanzania", "body": "Both."}})
    assert titles(amina) == ["Kenya"] == titles(amina, place="app")
    assert titles(amina, place="web") == []
    assert amina.get("/api/v1/announcements", {"place": "moon"}).status_code == 400


def test_an_etag_saves_the_body_until_something_changes(olga: User, chidi: User) -> None:
    amina = client_of(make_person("amina"))
    first = amina.get("/api/v1/announcements")
    assert first["Cache-Control"] == "private, max-age=60"
    again = amina.get("/api/v1/announcements", HTTP_IF_NONE_MATCH=first["ETag"])
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    put(olga, chidi)
    changed = amina.get("/api/v1/announcements", HTTP_IF_NONE_MATCH=f'W/{first["ETag"]}, "other"')
    assert changed.status_code == 200 and changed["ETag"] != first["ETag"]


def test_pages_go_on_and_back(olga: User, chidi: User) -> None:
    amina = client_of(make_person("amina"))
    for number in range(3):
        put(olga, chidi, texts={"en": {"title": f"No {number}", "body": "Text."}})
    first = amina.get("/api/v1/announcements", {"page_size": 2}).json()
    assert [each["title"] for each in first["results"]] == ["No 2", "No 1"]
    second = amina.get(first["next"]).json()
    assert [each["title"] for each in second["results"]] == ["No 0"] and second["next"] is None
    assert amina.get(second["previous"]).json()["results"] == first["results"]


def test_nobody_in_particular_sees_nothing(client: Any) -> None:
    assert client.get("/api/v1/announcements").status_code == 401


def test_asking_costs_little(olga: User, chidi: User) -> None:
    amina = client_of(make_person("amina"))
    put(olga, chidi)
    titles(amina)
    with CaptureQueriesContext(connection) as captured:
        titles(amina)
    assert len(captured) <= 1, [query["sql"] for query in captured.captured_queries]


# Writing.


def test_writing_anew_keeps_what_it_said_before(olga: User, chidi: User) -> None:
    row = write(olga)
    changed = {"texts": {"en": {"title": "Later", "body": "On Monday."}}, "announcement_id": row.pk}
    row = write(chidi, **changed)
    assert (row.version, row.author_id, list(row.texts)) == (2, chidi.pk, ["en"])
    kept = AnnouncementVersion.objects.order_by("number").values_list(
        "number", "author_id", "content__texts__en__title"
    )
    assert list(kept) == [(1, olga.pk, "Maintenance"), (2, chidi.pk, "Later")]
    publish(row, olga)
    with pytest.raises(ContentConflict):
        write(olga, **changed)
    assert AuditRecord.objects.filter(subject_id=str(row.pk)).count() == 3


def test_markup_stays_text(olga: User, chidi: User) -> None:
    text = {"en": {"title": "<script>alert(1)</script>", "body": "<img src=x onerror=alert(1)>\n{{ 7 }}"}}
    put(olga, chidi, texts=text)
    answer = client_of(make_person("amina")).get("/api/v1/announcements").json()["results"][0]
    assert (answer["title"], answer["body"]) == (text["en"]["title"], text["en"]["body"])


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("title_en", {"texts": {}}),
        ("title_en", {"texts": {"fr": TEXTS["fr"]}}),
        ("body_fr", {"texts": {**TEXTS, "fr": {"title": "Seul", "body": ""}}}),
        ("title_sw", {"texts": {**TEXTS, "sw": {"title": "x" * 81, "body": "y"}}}),
        ("body_en", {"texts": {"en": {"title": "x", "body": "y" * 1_001}}}),
        ("title_en", {"texts": {"en": {"title": "\u202egnp", "body": "y"}}}),
        ("body_en", {"texts": {"en": {"title": "x", "body": "a\x00b"}}}),
        ("texts", {"texts": {**TEXTS, "xx": {"title": "x", "body": "y"}}}),
        ("severity", {"severity": "PANIC"}),
        ("audience", {"audience": "OPERATORS"}),
        ("country", {"country": "XX"}),
        ("country", {"country": "ke"}),
        ("in_app", {"in_app": False, "on_web": False}),
        ("why", {"why": "  "}),
    ],
)
def test_what_is_wrong_is_named(olga: User, field: str, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput) as caught:
        write(olga, **changes)
    assert [each["field"] for each in caught.value.errors] == [field]
    assert not Announcement.objects.exists() and not AnnouncementVersion.objects.exists()


@pytest.mark.parametrize(("begins", "ends"), [(2, 1), (1, 1), (-3, -2), (0, 400)])
def test_dates_that_make_no_sense_are_refused(olga: User, begins: int, ends: int) -> None:
    now = clock.now()
    with pytest.raises(InvalidInput) as caught:
        write(olga, starts_at=now + timedelta(days=begins), ends_at=now + timedelta(days=ends))
    assert [each["field"] for each in caught.value.errors] == ["ends_at"]


# Two people.


def test_nobody_publishes_what_they_wrote(olga: User) -> None:
    row = write(olga)
    with pytest.raises(OwnContent):
        publish(row, olga)
    with pytest.raises(IntegrityError), transaction.atomic():
        Announcement.objects.filter(pk=row.pk).update(state="PUBLISHED", publisher=olga, published_at=clock.now())


def test_what_was_written_anew_is_not_what_was_looked_at(olga: User, chidi: User) -> None:
    row = write(olga)
    write(olga, announcement_id=row.pk)
    with pytest.raises(ContentConflict):
        publish(row, chidi)


def test_what_is_over_or_ended_is_not_published(olga: User, chidi: User) -> None:
    row = write(olga, ends_at=clock.now() + timedelta(seconds=1))
    with pytest.raises(ContentConflict):
        services.publish_announcement(
            announcement_id=row.pk, version=1, by=chidi.pk, now=clock.now() + timedelta(minutes=1)
        )
    services.end_announcement(announcement_id=row.pk, why="Dropped.", by=olga.pk, now=clock.now())
    for _ in range(2):
        with pytest.raises(ContentConflict):
            publish(row, chidi)
        with pytest.raises(ContentConflict):
            services.end_announcement(announcement_id=row.pk, why="Again.", by=olga.pk, now=clock.now())
    with pytest.raises(AnnouncementNotFound):
        services.end_announcement(announcement_id=olga.pk, why="Nothing.", by=olga.pk, now=clock.now())


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE notifications_announcement SET texts = '{\"en\": {}}'",
        "UPDATE notifications_announcement SET audience = 'AGENTS'",
        "UPDATE notifications_announcement SET state = 'DRAFT', publisher_id = NULL, published_at = NULL",
        "UPDATE notifications_announcement SET published_at = now()",
        "DELETE FROM notifications_announcement",
        "UPDATE notifications_announcementversion SET why = 'x'",
        "DELETE FROM notifications_announcementversion",
        "TRUNCATE notifications_announcementversion",
    ],
)
def test_the_database_keeps_what_is_published(olga: User, chidi: User, statement: str) -> None:
    put(olga, chidi)
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert str(getattr(caught.value.__cause__, "sqlstate", "")).startswith("GP0")


# Into inboxes.


def test_inboxes_get_it_once_however_often_and_in_batches(
    olga: User, chidi: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(_announce, "PEOPLE_AT_ONCE", 2)
    amina, brian = make_person("amina", language="fr"), make_person("brian")
    make_person("dalia", status="LOCKED")
    row = put(olga, chidi, to_inbox=True)
    assert services.put_into_inboxes(now=clock.now(), batches=1) == 2
    assert services.put_into_inboxes(now=clock.now()) == 2
    assert services.put_into_inboxes(now=clock.now()) == 0
    row.refresh_from_db()
    assert (row.inbox_count, row.inbox_done_at is not None) == (4, True)
    told = dict(Notification.objects.values_list("person_id", "title"))
    assert told == {amina.pk: "Entretien", brian.pk: "Maintenance", olga.pk: "Maintenance", chidi.pk: "Maintenance"}
    Announcement.objects.filter(pk=row.pk).update(inbox_after=None, inbox_done_at=None)
    assert services.put_into_inboxes(now=clock.now()) == 0, "whoever has it has it"


def test_inboxes_get_what_is_for_them_and_in_force(olga: User, chidi: User) -> None:
    make_person("amina")
    put(olga, chidi)
    later = put(olga, chidi, to_inbox=True, starts_at=clock.now() + timedelta(hours=1))
    put(olga, chidi, to_inbox=True, country="TZ")
    ended = put(olga, chidi, to_inbox=True)
    services.end_announcement(announcement_id=ended.pk, why="Wrong.", by=olga.pk, now=clock.now())
    assert services.put_into_inboxes(now=clock.now()) == 0
    assert services.put_into_inboxes(now=clock.now() + timedelta(days=3)) == 0, "it was over before anybody looked"
    later.refresh_from_db()
    assert later.inbox_done_at is not None and not Notification.objects.exists()
