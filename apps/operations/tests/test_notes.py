"""Notes of staff about people: written once, for good, by who may, and shown to who may."""

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.core import clock
from apps.core.models import AuditRecord
from apps.gateways.models import Gateway
from apps.operations.errors import NoteIsEmpty, NoteIsTooLong
from apps.operations.models import NOTE_LENGTH, Note
from apps.operations.notes import write_note
from apps.operations.tests.overviews import browser_of, look, operator, staff_with

pytestmark = pytest.mark.django_db


def note(text: str, about: User, by: User) -> Note:
    return write_note(subject_kind="accounts.user", subject_id=about.id, text=text, by=by.id, now=clock.now())


def test_a_note_is_shown_and_stands_in_the_audit_trail() -> None:
    amina, olga = make_person("amina"), make_operator()
    path = f"/admin/people/{amina.id}/"
    answer = browser_of(olga).post(path, {"text": "She called.\r\nWants <b>her</b> money back."})
    assert (answer.status_code, answer["Location"]) == (302, f"{path}#timeline")
    (row,) = Note.objects.all()
    assert (row.subject_kind, row.subject_id, row.author) == ("accounts.user", str(amina.id), olga)
    deed = AuditRecord.objects.get(verb="DID")
    assert (deed.what, deed.subject_id, deed.actor_id) == ("Wrote a note", str(amina.id), olga.id)
    assert deed.detail == {"note": str(row.id)}
    assert "Note She called. Wants <b>her</b> money back. Notes, by Olga Operator" in look(browser_of(olga), path)
    assert "<b>her</b>" not in browser_of(olga).get(path).content.decode()


def test_who_may_not_write_one_does_not() -> None:
    amina = make_person("amina")
    viewer = staff_with("accounts.view_user", "operations.view_note")
    assert viewer.post(f"/admin/people/{amina.id}/", {"text": "hello"}).status_code == 403
    assert "A note for colleagues" not in look(viewer, f"/admin/people/{amina.id}/")
    blind = staff_with("core.view_heartbeat", "operations.add_note")
    assert blind.post(f"/admin/people/{amina.id}/", {"text": "hello"}).status_code == 403
    assert not Note.objects.exists()


@pytest.mark.parametrize("text", ["", "   \r\n ", "\x00"])
def test_an_empty_note_is_refused(text: str) -> None:
    amina = make_person("amina")
    with pytest.raises(NoteIsEmpty):
        note(text, amina, make_operator())
    client = browser_of(User.objects.get(is_superuser=True))
    assert client.post(f"/admin/people/{amina.id}/", {"text": text}).status_code == 200
    assert not Note.objects.exists()


def test_a_note_has_a_length() -> None:
    amina, olga = make_person("amina"), make_operator()
    with pytest.raises(NoteIsTooLong):
        note("n" * (NOTE_LENGTH + 1), amina, olga)
    assert note("n" * NOTE_LENGTH, amina, olga).text == "n" * NOTE_LENGTH


def test_no_number_of_a_card_is_kept() -> None:
    row = note("Says her card is 4111 1111 1111 1111.", make_person("amina"), make_operator())
    assert "4111 1111" not in row.text
    assert row.text.endswith("1111.")


@pytest.mark.parametrize(
    "statement", ["UPDATE operations_note SET text = 'x'", "DELETE FROM operations_note", "TRUNCATE operations_note"]
)
def test_nobody_changes_one(statement: str) -> None:
    note("It stays.", make_person("amina"), make_operator())
    with connection.cursor() as cursor:
        # PostgreSQL empties no table of which a row is still to be checked.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Note.objects.get().text == "It stays."


@pytest.mark.parametrize("fields", [{"text": "  "}, {"subject_id": ""}, {"subject_kind": ""}, {"text": "n" * 1001}])
def test_the_database_knows_what_a_note_is(fields: dict[str, str]) -> None:
    whole = {"subject_kind": "accounts.user", "subject_id": "1", "text": "t", **fields}
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.create(author=make_operator(), at=clock.now(), **whole)


def test_notes_are_about_businesses_and_payments_too() -> None:
    olga = operator()
    Gateway.objects.create(code="testbank", title="Test Bank")
    assert olga.post("/admin/rails/testbank/", {"text": "They maintain it on Sundays."}).status_code == 302
    assert "They maintain it on Sundays." in look(olga, "/admin/rails/testbank/")
