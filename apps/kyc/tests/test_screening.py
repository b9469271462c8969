"""The watch list: whom it warns of, however they write their name, and what a warning stops."""

from datetime import date
from typing import Any

import pytest

from apps.accounts import services as accounts
from apps.accounts.models import NameChange, User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.tests.queue import deliver_events
from apps.kyc import names, services
from apps.kyc.errors import HitNotFound, OwnSubmission
from apps.kyc.models import WatchListEntry, WatchListHit
from apps.kyc.tests.papers import again, answered, in_review, reviewer, submitted

pytestmark = pytest.mark.django_db


def warn_of(name: str, **fields: Any) -> WatchListEntry:
    return services.add_watch_list_entry(name=name, source="UN", reason="test", now=clock.now(), **fields)


@pytest.mark.parametrize(
    ("listed", "given"),
    [
        ("Amina Otieno", "AMINA OTIENO"),
        ("OTIENO, Amina", "Amina Otieno"),
        ("Ámína Ötiéno", "Amina Otieno"),
        ("Amina Otieno", "Amina Wanjiku Otieno"),
        ("Amina Wanjiku Otieno", "Otieno Amina"),
        ("Thiong'o Ngugi", "Ngũgĩ wa Thiong’o"),
        ("Søren Łukasz", "Soren Lukasz"),
        ("Anne-Marie Duval", "Duval Anne Marie"),
        ("محمد الأمين", "مُحَمَّد الأمين"),
        ("Straße Hans", "hans strasse"),
    ],
)
def test_a_name_is_found_however_it_is_written(listed: str, given: str) -> None:
    warn_of(listed)
    assert services.screen(person_id=make_person("amina").id, called=[given], now=clock.now())


@pytest.mark.parametrize(
    ("listed", "given"),
    [
        ("Amina Otieno", "Amina Mwangi"),
        ("Amina Otieno", "Amin Otieno"),
        ("Amina Wanjiku Otieno", "Amina"),
        ("नेहा शर्मा", "नहा शरमा"),
    ],
)
def test_somebody_else_is_not_found(listed: str, given: str) -> None:
    warn_of(listed)
    assert not services.screen(person_id=make_person("amina").id, called=[given], now=clock.now())
    assert not WatchListHit.objects.exists()


def test_a_date_of_birth_tells_two_of_one_name_apart() -> None:
    warn_of("Amina Otieno", birth_date=date(1960, 1, 1))
    assert answered(submitted(make_person("amina"))).state == "APPROVED"


def test_without_a_date_on_both_sides_the_name_is_enough() -> None:
    warn_of("Amina Otieno", birth_date=date(1960, 1, 1))
    assert services.screen(person_id=make_person("amina").id, called=["Amina Otieno"], now=clock.now())


def test_a_document_number_is_found_under_any_name_and_stored_nowhere() -> None:
    entry = warn_of("Somebody Else", id_number="2345-6780")
    row = answered(submitted(make_person("amina")))
    assert (row.state, row.watch_listed) == ("IN_REVIEW", True)
    hit = WatchListHit.objects.get()
    assert (hit.ground, hit.entry_id) == ("ID_NUMBER", entry.id)


def test_who_was_taken_off_warns_no_more() -> None:
    entry = warn_of("Amina Otieno")
    services.end_watch_list_entry(entry_id=entry.id, reason="error", by=reviewer().id, now=clock.now())
    assert answered(submitted(make_person("amina"))).state == "APPROVED"


def test_the_same_warning_is_written_once_while_it_is_open() -> None:
    warn_of("Amina Otieno")
    amina = make_person("amina")
    for _ in range(3):
        services.screen(person_id=amina.id, called=["Amina Otieno", "Amina W Otieno"], now=clock.now())
    assert WatchListHit.objects.count() == 1


def test_what_was_cleared_warns_again_the_next_time() -> None:
    warn_of("Amina Otieno")
    amina, olga = make_person("amina"), reviewer()
    services.screen(person_id=amina.id, called=["Amina Otieno"], now=clock.now())
    hit = WatchListHit.objects.get()
    services.decide_hit(hit_id=hit.id, is_same_person=False, note="taller", by=olga.id, now=clock.now())
    assert services.screen(person_id=amina.id, called=["Amina Otieno"], now=clock.now())
    assert sorted(WatchListHit.objects.values_list("verdict", flat=True)) == ["", "CLEARED"]


def test_the_same_person_is_locked_at_once() -> None:
    warn_of("Amina Otieno")
    amina, olga = make_person("amina"), reviewer()
    client = client_of(amina)
    services.screen(person_id=amina.id, called=["Amina Otieno"], now=clock.now())
    hit = WatchListHit.objects.get()
    services.decide_hit(hit_id=hit.id, is_same_person=True, note="it is her", by=olga.id, now=clock.now())
    assert User.objects.get(pk=amina.id).status == "LOCKED"
    assert client.get("/api/v1/kyc").status_code == 401
    with pytest.raises(HitNotFound):
        services.decide_hit(hit_id=hit.id, is_same_person=False, note="oh", by=olga.id, now=clock.now())


def test_nobody_clears_themselves() -> None:
    warn_of("Olga Operator")
    olga = reviewer()
    services.screen(person_id=olga.id, called=["Olga Operator"], now=clock.now())
    with pytest.raises(OwnSubmission):
        services.decide_hit(
            hit_id=WatchListHit.objects.get().id, is_same_person=False, note="not me", by=olga.id, now=clock.now()
        )


def test_a_new_name_that_is_asked_for_is_looked_up_before_anybody_decides() -> None:
    amina = make_person("amina", kyc_tier="TIER_1")
    warn_of("Eve Warned")
    accounts.update_profile(person_id=amina.id, full_name="Eve Warned", now=clock.now())
    assert NameChange.objects.get().status == "PENDING"
    deliver_events()
    assert WatchListHit.objects.get().person_id == amina.id


def test_a_new_name_of_somebody_unknown_flags_what_is_in_review() -> None:
    amina = make_person("amina")
    row = in_review(amina)
    assert not row.watch_listed
    warn_of("Eve Warned")
    accounts.update_profile(person_id=amina.id, full_name="Eve Warned", now=clock.now())
    deliver_events()
    assert again(row).watch_listed
    assert WatchListHit.objects.get().person_id == amina.id


def test_the_person_is_not_told() -> None:
    warn_of("Amina Otieno")
    row = answered(submitted(make_person("amina")))
    client = client_of(row.person)
    shown = client.get("/api/v1/kyc").content + client.get("/api/v1/me/activity").content
    for word in (b"watch", b"hit", b"flag", b"duplicate"):
        assert word not in shown.lower()


@pytest.mark.parametrize("name", ["", "   ", "123", "<>"])
def test_an_entry_needs_a_name_that_can_be_found(name: str) -> None:
    with pytest.raises(InvalidInput):
        warn_of(name)


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Amina Otieno", "Amina Wanjiku Otieno", True),
        ("Amina Otieno", "Otieno Amina", True),
        ("Mohammed Ali Hassan", "Muhammed Ali Hassan", True),
        ("Katherine Smith", "Catherine Smith", True),
        ("Amina Otieno", "Ebenezer Quill", False),
        ("Amina Otieno", "Amina Mwangi", False),
        ("Amina Otieno", "", False),
    ],
)
def test_names_resemble_each_other(one: str, other: str, alike: bool) -> None:
    assert names.resembles(one, other) is names.resembles(other, one) is alike
