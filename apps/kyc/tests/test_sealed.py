"""SECURITY 27: what names a person is ciphertext in the database, and moved to another row it opens nowhere."""

import pytest
from django.db import connection

from apps.accounts.tests.factories import make_person
from apps.core import crypto
from apps.core.crypto import Undecipherable, sealed_tables
from apps.core.models import OutboxEvent
from apps.kyc.models import SEALED, Submission
from apps.kyc.sealed import open_details
from apps.kyc.tests.papers import again, details, in_review, reviewer, submitted

pytestmark = pytest.mark.django_db


def dump() -> str:
    """Everything the database holds, as text: what a stolen backup shows."""
    texts = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            texts += [row[0] for row in cursor.fetchall()]
    return "\n".join(texts)


def test_no_plain_text_of_a_person_is_in_a_dump() -> None:
    amina, olga = make_person("amina"), reviewer()
    row = in_review(amina)
    from apps.core import clock
    from apps.kyc import services

    services.look_at_details(submission_id=row.id, by=olga.id, now=clock.now())
    everything = dump()
    known = details()
    for secret in ("Wanjiku", known["id_number"], "1994-03-17", "Moi Avenue"):
        assert secret not in everything
        # A bytea is written in hexadecimal.
        assert secret.encode().hex() not in everything


def test_the_events_carry_none_of_it() -> None:
    submitted(make_person("amina"))
    text = str(list(OutboxEvent.objects.values_list("payload", flat=True)))
    assert "Wanjiku" not in text and "23456780" not in text


@pytest.mark.parametrize("column", SEALED)
def test_a_value_moved_to_another_row_does_not_open(column: str) -> None:
    amina, brian = submitted(make_person("amina")), submitted(make_person("brian"))
    Submission.objects.filter(pk=brian.pk).update(**{column: getattr(amina, column)})
    with pytest.raises(Undecipherable):
        open_details(again(brian))


def test_two_columns_of_one_row_are_not_exchanged_either() -> None:
    row = submitted(make_person("amina"))
    Submission.objects.filter(pk=row.pk).update(name=row.address, address=row.name)
    with pytest.raises(Undecipherable):
        open_details(again(row))


def test_rotation_knows_of_the_table() -> None:
    (declared,) = [table for table in sealed_tables() if table.table == "kyc_submission"]
    assert declared.columns == SEALED and declared.key == "id"


def test_equal_numbers_are_found_and_equal_details_are_not(settings: object) -> None:
    one, other = submitted(make_person("amina")), submitted(make_person("brian"), id_number="2345-6780")
    assert bytes(one.id_number_index or b"") == bytes(other.id_number_index or b"")
    assert bytes(one.birth_date or b"") != bytes(other.birth_date or b"")
    assert again(other).duplicate_of_id == one.id
    assert bytes(one.id_number_index or b"") != crypto.blind_index("23456780", purpose="another")


def test_a_submission_nobody_can_open_is_a_reviewers_and_not_lost(settings: object) -> None:
    from apps.core import clock
    from apps.kyc.services import _check

    row = submitted(make_person("amina"))
    Submission.objects.filter(pk=row.pk).update(name=b"rubbish")
    assert _check._request(again(row)) is None
    from apps.kyc.checks import CheckResult, Outcome

    _check.apply_result(submission_id=row.id, attempt=1, result=CheckResult(Outcome.REFER), now=clock.now())
    assert again(row).state == "IN_REVIEW"
