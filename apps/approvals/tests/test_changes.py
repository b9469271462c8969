"""What two people change: asked for with its diff, done once by approval, for nothing but what was asked for."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.approvals.errors import (
    AlreadyRequested,
    ApprovalDecided,
    ApprovalExpired,
    ApprovalVoided,
    NotAllowed,
    NothingToChange,
    OwnApproval,
)
from apps.approvals.selectors import get_approval
from apps.approvals.services import (
    approve_change,
    decide_approve,
    decide_reject,
    expire_due,
    request_change,
    take_back,
)
from apps.approvals.tests.changing import ACTION, Thing, ask_to_change, registered
from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.errors import DomainError, InvalidInput
from apps.core.models import OutboxEvent
from apps.core.procedures import Change

pytestmark = pytest.mark.django_db


@pytest.fixture
def thing() -> Iterator[Thing]:
    made = Thing()
    with registered(made):
        yield made


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True, is_superuser=True)


@pytest.fixture
def grace() -> User:
    return make_person("grace", is_staff=True, is_superuser=True)


def approve(approval: Any, checker: User) -> str:
    return decide_approve(approval_id=approval.id, checker_id=checker.id, now=clock.now())


def test_what_is_asked_for_is_written_down_and_done_when_a_second_person_approves(
    thing: Thing, olga: User, grace: User
) -> None:
    approval = ask_to_change(olga, thing)
    assert thing.done() == 0
    assert (approval.why, approval.payload) == ("It is too low", {"limit": "20"})
    assert approval.changes == [{"field": "Limit", "before": "10", "after": "20"}]
    assert approval.expires_at == approval.requested_at + timedelta(days=settings.APPROVAL_DAYS)
    assert approve(approval, grace) == "Approved and done."
    assert thing.done() == 1
    assert get_approval(approval.id).checker_id == grace.id
    with pytest.raises(ApprovalDecided):
        approve(approval, grace)
    assert thing.done() == 1


def test_whoever_asks_does_not_decide(thing: Thing, olga: User) -> None:
    """SECURITY 20, OWASP ASVS 2.3.5: by the inbox and by the service below it."""
    approval = ask_to_change(olga, thing)
    with pytest.raises(OwnApproval):
        approve(approval, olga)
    with pytest.raises(OwnApproval):
        approve_change(approval_id=approval.id, checker_id=olga.id, holds_role=True, now=clock.now())
    with pytest.raises(OwnApproval):
        decide_reject(approval_id=approval.id, checker_id=olga.id, reason="no", now=clock.now())
    assert thing.done() == 0


@pytest.mark.parametrize("change", [{"is_superuser": False}, {"is_staff": False}, {"status": "LOCKED"}])
def test_a_checker_who_has_lost_the_role_meanwhile_does_not_decide(
    thing: Thing, olga: User, grace: User, change: dict[str, Any]
) -> None:
    """SECURITY 20: the checker must still hold the role; what they hold is read when they decide."""
    approval = ask_to_change(olga, thing)
    assert grace.has_perm("transactions.change_paymentlimit"), "as her session still has it"
    User.objects.filter(pk=grace.pk).update(**change)
    with pytest.raises(NotAllowed):
        approve(approval, grace)
    with pytest.raises(NotAllowed):
        decide_reject(approval_id=approval.id, checker_id=grace.id, reason="no", now=clock.now())
    assert (thing.done(), get_approval(approval.id).state) == (0, "REQUESTED")


def test_whoever_may_not_ask_asks_for_nothing(thing: Thing) -> None:
    with pytest.raises(NotAllowed):
        ask_to_change(make_person("brian", is_staff=True), thing)
    with pytest.raises(NotAllowed):
        ask_to_change(make_person("chidi", is_superuser=True), thing)


@pytest.mark.parametrize("why", ["", "   ", "x" * 501])
def test_a_request_says_why(thing: Thing, olga: User, why: str) -> None:
    with pytest.raises(InvalidInput):
        ask_to_change(olga, thing, why=why)


def test_without_a_difference_there_is_nothing_to_ask_for(thing: Thing, olga: User) -> None:
    facts: dict[str, Any] = {"subject_kind": "tests.thing", "subject_id": thing.id, "summary": "s", "why": "w"}
    with pytest.raises(NothingToChange):
        request_change(action=ACTION, **facts, changes=[], payload={}, maker_id=olga.id, now=clock.now())
    with pytest.raises(TypeError):
        request_change(
            action=ACTION,
            **facts,
            changes=[Change("a", "b", "c")],
            payload={"a": 1.5},
            maker_id=olga.id,
            now=clock.now(),
        )


def test_the_same_waits_once(thing: Thing, olga: User, grace: User) -> None:
    ask_to_change(olga, thing)
    with pytest.raises(AlreadyRequested):
        ask_to_change(grace, thing, after="30")


@pytest.mark.django_db(transaction=True)
def test_a_change_of_the_subject_makes_it_void(thing: Thing, olga: User, grace: User) -> None:
    """SECURITY 20: the approval binds what the subject is, too: its diff would not be true any more."""
    approval = ask_to_change(olga, thing)
    thing.state["limit"] = "15"
    with pytest.raises(ApprovalVoided):
        approve(approval, grace)
    thing.state["limit"] = "10"
    with pytest.raises(ApprovalDecided):
        approve(approval, grace)
    assert (thing.done(), get_approval(approval.id).state) == (0, "VOIDED")


@pytest.mark.parametrize(
    "change", ["payload = '{\"a\": 1}'", "why = 'x'", "changes = '[]'", "expires_at = NULL", "subject_kind = 'x'"]
)
def test_what_was_asked_for_is_not_edited_whoever_writes(thing: Thing, olga: User, change: str) -> None:
    ask_to_change(olga, thing)
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE approvals_approval SET {change}")
    assert sqlstate(caught.value) == "GP010"


@pytest.mark.parametrize("failure", [RuntimeError("the power went off"), DomainError("not now")])
def test_what_fails_on_the_way_is_neither_approved_nor_done(
    thing: Thing, olga: User, grace: User, failure: Exception
) -> None:
    approval = ask_to_change(olga, thing)
    thing.fails = failure
    with pytest.raises(type(failure)):
        approve(approval, grace)
    assert (thing.done(), get_approval(approval.id).state) == (0, "REQUESTED")
    thing.fails = None
    approve(approval, grace)
    assert thing.done() == 1


def test_nobody_decides_about_themselves(olga: User, grace: User) -> None:
    made = Thing()
    with registered(made, concerns=lambda approval: [grace.id]):
        approval = ask_to_change(olga, made)
        with pytest.raises(NotAllowed):
            approve(approval, grace)
        with pytest.raises(NotAllowed):
            approve_change(approval_id=approval.id, checker_id=grace.id, holds_role=True, now=clock.now())
    with registered(made, concerns=lambda approval: [olga.id]), pytest.raises(NotAllowed):
        ask_to_change(olga, made)


def test_a_rejection_tells_why_and_does_nothing(thing: Thing, olga: User, grace: User) -> None:
    approval = ask_to_change(olga, thing)
    with pytest.raises(InvalidInput):
        decide_reject(approval_id=approval.id, checker_id=grace.id, reason=" ", now=clock.now())
    decided = decide_reject(approval_id=approval.id, checker_id=grace.id, reason="too much", now=clock.now())
    assert (decided.state, decided.reason, thing.done()) == ("REJECTED", "too much", 0)


def test_only_the_maker_takes_it_back(thing: Thing, olga: User, grace: User) -> None:
    approval = ask_to_change(olga, thing)
    with pytest.raises(NotAllowed):
        take_back(approval_id=approval.id, maker_id=grace.id, reason="mine", now=clock.now())
    assert take_back(approval_id=approval.id, maker_id=olga.id, reason="wrong", now=clock.now()).state == "VOIDED"
    ask_to_change(grace, thing)


def test_what_nobody_decides_becomes_void_in_time(thing: Thing, olga: User, grace: User) -> None:
    approval = ask_to_change(olga, thing)
    assert approval.expires_at is not None
    assert expire_due(now=approval.expires_at - timedelta(seconds=1)) == 0
    with pytest.raises(ApprovalExpired):
        decide_approve(approval_id=approval.id, checker_id=grace.id, now=approval.expires_at)
    assert expire_due(now=approval.expires_at) == 1
    assert expire_due(now=approval.expires_at) == 0
    voided = get_approval(approval.id)
    assert (voided.state, voided.reason, thing.done()) == ("VOIDED", "expired", 0)
    event = OutboxEvent.objects.get(topic="approvals.expired")
    assert event.payload["maker_id"] == str(olga.id)
    ask_to_change(olga, thing)


def test_one_that_cannot_be_ended_keeps_no_other_from_expiring(thing: Thing, olga: User) -> None:
    """It stands first in each sweep; before, what it raised left all that came after it waiting for ever."""
    broken, other = ask_to_change(olga, thing), Thing()

    def withdraw(approval: Any, **_: Any) -> None:
        if approval.id == broken.id:
            raise KeyError("its owner is gone")

    with registered(thing, withdraw=withdraw):
        approval = ask_to_change(olga, other)
        assert approval.expires_at is not None
        assert expire_due(now=approval.expires_at) == 1
    assert (get_approval(broken.id).state, get_approval(approval.id).state) == ("REQUESTED", "VOIDED")
