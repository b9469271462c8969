"""Everybody can take along what they handed in, and nothing of what only reviewers know."""

import pytest

from apps.accounts import exports
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.kyc import services
from apps.kyc.tests.papers import in_review, reviewer, submitted

pytestmark = pytest.mark.django_db


def test_their_own_words_are_theirs() -> None:
    submitted(make_person("brian"), id_number="23456780")
    services.add_watch_list_entry(name="Amina Otieno", source="UN", reason="secret", now=clock.now())
    amina, olga = make_person("amina"), reviewer()
    row = in_review(amina)
    services.take(submission_id=row.id, by=olga.id, now=clock.now())
    (part,) = [part for part in exports.contributions() if part.name == "identity_checks"]
    (found,) = list(part.rows(amina.id))
    assert (found["name"], found["document_number"]) == ("Amina Wanjiku Otieno", "23456780")
    assert found["pictures"] == ["id_back", "id_front", "selfie"]
    assert not {"duplicate_of", "watch_listed", "name_differs", "reviewer"} & found.keys()
    assert str(olga.id) not in str(found) and part.expected(amina.id) == 1
