"""Another name: at once as long as nobody has looked at who it is, and by an operator's decision afterwards."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.accounts import selectors, services
from apps.accounts.errors import NameChangeNotFound, OwnNameChange
from apps.accounts.models import Activity, NameChange, User
from apps.accounts.tests.factories import client_of, make_operator, make_person
from apps.core import clock
from apps.core.constraints import constraint_name
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db
NEW = "Amina Weber"


@pytest.fixture
def amina() -> User:
    return make_person("amina", kyc_tier="TIER_1")


def ask(user: User, full_name: str = NEW) -> Any:
    answer = client_of(user).patch("/api/v1/me", {"full_name": full_name}, format="json")
    assert answer.status_code == 200
    return answer.json()


def pending() -> NameChange:
    return NameChange.objects.get(status="PENDING")


def decide(change: NameChange, *, approve: bool = True, by: User | None = None, reason: str = "Seen.") -> None:
    services.decide_name_change(
        change_id=change.id,
        approve=approve,
        reason=reason,
        by=by.id if by else User.objects.get(is_staff=True).id,
        now=clock.now(),
    )


@pytest.mark.parametrize("tier", ["TIER_1", "TIER_2"])
def test_a_name_we_have_looked_at_waits_for_review(tier: str) -> None:
    amina = make_person("amina", kyc_tier=tier)
    body = ask(amina)
    assert (body["full_name"], body["pending_name"]) == ("Amina Otieno", NEW)
    assert User.objects.get().full_name == "Amina Otieno"
    assert Activity.objects.get(action="accounts.name_change_asked").subject == str(pending().id)


def test_a_name_nobody_has_looked_at_changes_at_once() -> None:
    amina = make_person("amina")
    body = ask(amina)
    assert (body["full_name"], body["pending_name"]) == (NEW, None)
    assert not NameChange.objects.exists()


def test_the_language_beside_it_changes_at_once(amina: User) -> None:
    body = client_of(amina).patch("/api/v1/me", {"full_name": NEW, "language": "sw"}, format="json").json()
    assert (body["full_name"], body["pending_name"], body["language"]) == ("Amina Otieno", NEW, "sw")


def test_an_operator_gives_it(amina: User) -> None:
    olga = make_operator()
    ask(amina)
    assert selectors.get_person(amina.id).full_name == "Amina Otieno"
    change = pending()
    decide(change)
    change.refresh_from_db()
    assert (change.status, change.decided_by, change.decision) == ("APPROVED", olga.id, "Seen.")
    assert selectors.get_person(amina.id).full_name == NEW
    body = client_of(amina).get("/api/v1/me").json()
    assert (body["full_name"], body["pending_name"]) == (NEW, None)
    assert OutboxEvent.objects.get(topic="accounts.name_changed").payload["person_id"] == str(amina.id)


def test_an_operator_says_why_not_and_one_may_ask_again(amina: User) -> None:
    make_operator()
    ask(amina)
    decide(pending(), approve=False, reason="Your document shows another name.")
    assert User.objects.get(pk=amina.pk).full_name == "Amina Otieno"
    told = OutboxEvent.objects.get(topic="accounts.name_change_rejected").payload
    assert told["reason"] == "Your document shows another name."
    assert ask(amina)["pending_name"] == NEW


def test_what_is_asked_anew_is_another_row(amina: User) -> None:
    """SECURITY 20: an operator decides about the name they saw, and about no other."""
    make_operator()
    ask(amina)
    seen = pending()
    ask(amina, "President of the Republic")
    with pytest.raises(NameChangeNotFound):
        decide(seen)
    assert User.objects.get(pk=amina.pk).full_name == "Amina Otieno"
    assert pending().full_name == "President of the Republic"


def test_asking_twice_for_one_name_is_asking_once(amina: User) -> None:
    ask(amina)
    first = pending().id
    ask(amina)
    assert pending().id == first


def test_asking_for_the_present_name_withdraws_what_waits(amina: User) -> None:
    make_operator()
    ask(amina)
    seen = pending()
    assert ask(amina, "Amina Otieno")["pending_name"] is None
    assert not NameChange.objects.exists()
    with pytest.raises(NameChangeNotFound):
        decide(seen)


def test_nobody_decides_about_their_own_name() -> None:
    """SECURITY 20: maker is never checker, also where the service would forget it."""
    olga = make_operator(kyc_tier="TIER_1")
    ask(olga, "Olga the Great")
    with pytest.raises(OwnNameChange):
        decide(pending(), by=olga)
    with pytest.raises(IntegrityError) as refused, transaction.atomic():
        NameChange.objects.update(status="APPROVED", decided_by=olga.id, decided_at=clock.now())
    assert constraint_name(refused.value) == "accounts_name_change_not_by_oneself"
    assert User.objects.get().full_name == "Olga Operator"


def test_what_is_not_there_cannot_be_decided(amina: User) -> None:
    olga = make_operator()
    with pytest.raises(NameChangeNotFound):
        services.decide_name_change(change_id=uuid7(), approve=True, reason="", by=olga.id, now=clock.now())
    ask(amina)
    change = pending()
    decide(change, approve=False)
    with pytest.raises(NameChangeNotFound):
        decide(change)
    assert User.objects.get(pk=amina.pk).full_name == "Amina Otieno"


@pytest.mark.django_db(transaction=True)
def test_of_two_decisions_at_once_one_counts(amina: User) -> None:
    make_operator()
    ask(amina)
    change = pending()
    outcomes = run_together(2, lambda index: decide(change, approve=bool(index)))
    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["NameChangeNotFound", "NoneType"]
    change.refresh_from_db()
    approved = outcomes[1] is None
    assert change.status == ("APPROVED" if approved else "REJECTED")
    assert User.objects.get(pk=amina.pk).full_name == (NEW if approved else "Amina Otieno")


@pytest.mark.django_db(transaction=True)
def test_of_two_names_asked_for_at_once_one_waits(amina: User) -> None:
    names = ["Amina Weber", "Amina Maier"]
    outcomes = run_together(
        2, lambda index: services.update_profile(person_id=amina.id, full_name=names[index], now=clock.now())
    )
    assert not [outcome for outcome in outcomes if isinstance(outcome, Exception)]
    assert pending().full_name in names
