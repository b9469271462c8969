"""Dead letters in the operators' site: who sees them, who puts them back, and what that leaves in the audit trail."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.db import transaction
from django.test import Client

from apps.accounts.tests.factories import make_person
from apps.core import broker, clock, events
from apps.core.broker import DEAD, Depth, Letter
from apps.core.models import AuditRecord, OutboxEvent

pytestmark = pytest.mark.django_db
LETTERS = "/admin/health/dead-letters/"


def staff_with(*codenames: str) -> Client:
    person = make_person("esther", is_staff=True)
    person.user_permissions.set(Permission.objects.filter(codename__in=codenames))
    client = Client()
    client.force_login(person)
    return client


def written() -> list[AuditRecord]:
    """What the audit trail says of dead letters."""
    return list(AuditRecord.objects.filter(verb="DID", subject_kind="core.deadletter"))


@pytest.fixture
def letters(settings: Any, monkeypatch: pytest.MonkeyPatch, db: None) -> list[str | None]:
    """Two letters at the broker; what is asked to go back. The broker itself is in apps/core/tests."""
    settings.BROKER_IS_EMBEDDED = False
    with transaction.atomic():
        event = events.record("tests.happened", {"msisdn": "+254712000001"})
    lying = [
        Letter(f"{event}-tests.work", "tests.work", "gopay", "A worker refused it", clock.now(), event),
        Letter("tick", "core.purge_expired", "gopay", "A worker refused it", clock.now(), None),
    ]
    asked: list[str | None] = []

    def redrive(*, letter_id: str | None = None) -> int:
        if letter_id not in {None, *(letter.id for letter in lying)}:
            raise broker.LetterGone
        # Whoever dies from here on has left a record.
        assert len(written()) == len(asked) + 1
        asked.append(letter_id)
        return len(lying) if letter_id is None else 1

    monkeypatch.setattr(broker, "list_dead_letters", lambda: lying)
    monkeypatch.setattr(broker, "list_depths", lambda: [Depth(DEAD, len(lying), 0)])
    monkeypatch.setattr(broker, "redrive", redrive)
    return asked


def test_who_may_only_see_finds_no_button_and_is_refused(letters: list[str | None]) -> None:
    client = staff_with("view_heartbeat")
    page = client.get(LETTERS).content.decode()
    assert "tests.work" in page and "tests.happened" in page
    assert "Put" not in page.replace("Put back, it goes", "")
    assert "+254712000001" not in page
    assert client.post(LETTERS, {"reason": "Because"}).status_code == 403
    assert letters == [] and not written()


def test_who_may_see_nothing_of_it_is_refused(letters: list[str | None]) -> None:
    client = staff_with("change_outboxevent")
    assert client.get(LETTERS).status_code == 403
    assert client.post(LETTERS, {"reason": "Because"}).status_code == 403
    assert letters == []


def test_one_goes_back_and_it_is_written_down_who_wanted_it_and_why(letters: list[str | None]) -> None:
    client = staff_with("view_heartbeat", "change_outboxevent")
    answer = client.post(LETTERS, {"letter": "tick", "reason": "The disk has room again"}, follow=True)
    assert "1 put back" in answer.content.decode()
    assert letters == ["tick"]
    (record,) = written()
    assert (record.verb, record.what, record.why) == ("DID", "Put a dead letter back", "The disk has room again")
    assert (record.subject_kind, record.subject_id) == ("core.deadletter", "tick")
    assert str(record.actor_id) == client.session["_auth_user_id"]


def test_all_go_back(letters: list[str | None]) -> None:
    client = staff_with("view_heartbeat", "change_outboxevent")
    assert "2 put back" in client.post(LETTERS, {"reason": "A new release"}, follow=True).content.decode()
    assert letters == [None]
    assert [record.detail for record in written()] == [{"letter": "all", "lying": 2}]


@pytest.mark.parametrize("reason", ["", "   "])
def test_without_a_reason_nothing_goes_back(letters: list[str | None], reason: str) -> None:
    client = staff_with("view_heartbeat", "change_outboxevent")
    answer = client.post(LETTERS, {"letter": "tick", "reason": reason}, follow=True)
    assert "Say why" in answer.content.decode()
    assert letters == [] and not written()


def test_one_that_is_gone_is_said_to_be(letters: list[str | None]) -> None:
    client = staff_with("view_heartbeat", "change_outboxevent")
    answer = client.post(LETTERS, {"letter": "nobody's", "reason": "Because"}, follow=True)
    assert "not there any more" in answer.content.decode()
    assert letters == []


def test_with_none_there_nothing_is_written_down(letters: list[str | None], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(broker, "list_depths", lambda: [Depth(DEAD, None, None)])
    client = staff_with("view_heartbeat", "change_outboxevent")
    assert "none to put back" in client.post(LETTERS, {"reason": "Because"}, follow=True).content.decode()
    assert not written()


def test_a_broker_that_is_away_breaks_no_page(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    def is_away(**_: Any) -> None:
        raise broker.BrokerUnavailable

    settings.BROKER_IS_EMBEDDED = False
    for name in ("list_dead_letters", "list_depths", "redrive"):
        monkeypatch.setattr(broker, name, is_away)
    client = staff_with("view_heartbeat", "change_outboxevent")
    assert "does not answer" in client.get(LETTERS).content.decode()
    assert "does not answer" in client.post(LETTERS, {"reason": "Because"}, follow=True).content.decode()
    assert not written()


def test_the_embedded_broker_says_plainly_that_it_keeps_none() -> None:
    client = staff_with("view_heartbeat", "change_outboxevent")
    assert "The broker is embedded: it keeps no dead letters." in client.get(LETTERS).content.decode()


def test_an_event_that_is_there_no_more_is_no_link(letters: list[str | None]) -> None:
    OutboxEvent.objects.all().delete()
    page = staff_with("view_heartbeat").get(LETTERS).content.decode()
    assert "which is there no more" in page
