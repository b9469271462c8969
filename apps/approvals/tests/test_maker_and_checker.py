"""Two pairs of eyes: whoever asks never decides, and one decision is made, for exactly what was asked for."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_person
from apps.approvals.errors import (
    AlreadyRequested,
    ApprovalDecided,
    ApprovalNotFound,
    ApprovalVoided,
    NotAllowed,
    OwnApproval,
)
from apps.approvals.models import Approval
from apps.approvals.selectors import find_requested, get_approval, list_of_subject, may_decide
from apps.approvals.services import approve, deciding, digest_of, reject, void
from apps.approvals.tests.asking import FACTS, approve_as, ask_for, make_staff
from apps.core import clock
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True)


@pytest.fixture
def grace() -> User:
    return make_person("grace", is_staff=True)


def topics() -> list[str]:
    return list(OutboxEvent.objects.order_by("id").values_list("topic", flat=True))


def state_of(approval: Approval) -> str:
    return get_approval(approval.id).state


def test_a_second_person_approves_what_the_first_has_asked_for(olga: User, grace: User) -> None:
    approval = ask_for(olga)
    assert find_requested(action="tests.pay", subject_id=approval.subject_id) == approval
    approve_as(grace, approval)
    decided = get_approval(approval.id)
    assert (decided.state, decided.maker_id, decided.checker_id) == ("APPROVED", olga.id, grace.id)
    assert decided.decided_at is not None
    assert find_requested(action="tests.pay", subject_id=approval.subject_id) is None
    assert topics() == ["approvals.requested", "approvals.approved"]
    payload = OutboxEvent.objects.get(topic="approvals.approved").payload
    assert payload == {
        "approval_id": str(approval.id),
        "action": "tests.pay",
        "subject_id": str(approval.subject_id),
        "maker_id": str(olga.id),
        "checker_id": str(grace.id),
    }
    assert Activity.objects.get(person_id=olga.id).action == "approvals.requested"
    assert Activity.objects.get(person_id=grace.id).action == "approvals.approved"


def test_the_maker_never_decides(olga: User) -> None:
    """SECURITY 20, OWASP ASVS 2.3.5."""
    approval = ask_for(olga)
    with pytest.raises(OwnApproval):
        approve_as(olga, approval)
    with pytest.raises(OwnApproval), transaction.atomic():
        reject(approval_id=approval.id, checker_id=olga.id, reason="no", now=clock.now())
    assert not may_decide(approval, by=olga.id)
    assert state_of(approval) == "REQUESTED"


def test_the_database_itself_refuses_a_maker_who_checks(olga: User) -> None:
    """SECURITY 20: as a constraint, whoever writes."""
    approval = ask_for(olga)
    with pytest.raises(IntegrityError) as caught:
        Approval.objects.filter(pk=approval.id).update(state="APPROVED", checker=olga, decided_at=clock.now())
    assert constraint_name(caught.value) == "approvals_maker_is_never_checker"


def test_whoever_no_longer_holds_the_role_does_not_decide(olga: User, grace: User) -> None:
    approval = ask_for(olga)
    with pytest.raises(NotAllowed):
        approve_as(grace, approval, holds_role=False)
    with pytest.raises(NotAllowed), transaction.atomic():
        reject(approval_id=approval.id, checker_id=grace.id, reason="no", holds_role=False, now=clock.now())
    assert state_of(approval) == "REQUESTED"


def test_what_was_edited_is_void_also_when_it_is_changed_back(olga: User, grace: User) -> None:
    """SECURITY 20: an approval binds a hash of what it approves, an edit voids it."""
    approval = ask_for(olga)
    with pytest.raises(ApprovalVoided), deciding(now=clock.now()):
        Activity.objects.create(id=uuid7(), person_id=grace.id, action="tests.done", at=clock.now())
        approve(
            approval_id=approval.id,
            checker_id=grace.id,
            digest=digest_of({**FACTS, "amount": "2500.00"}),
            holds_role=True,
            now=clock.now(),
        )
    assert not Activity.objects.filter(action="tests.done").exists(), "what was done with it is rolled back"
    voided = get_approval(approval.id)
    assert (voided.state, voided.checker_id, voided.reason) == ("VOIDED", None, "what was to be approved has changed")
    with pytest.raises(ApprovalDecided):
        approve_as(grace, approval)
    assert topics() == ["approvals.requested", "approvals.voided"]


def test_a_void_approval_can_be_asked_for_anew(olga: User, grace: User) -> None:
    first = ask_for(olga)
    with transaction.atomic():
        void(approval_id=first.id, reason="the amount was wrong", by=olga.id, now=clock.now())
    second = ask_for(olga, {**FACTS, "amount": "26.00"}, subject_id=first.subject_id)
    approve_as(grace, second, {**FACTS, "amount": "26.00"})
    assert [one.state for one in list_of_subject(first.subject_id)] == ["APPROVED", "VOIDED"]
    assert Activity.objects.filter(person_id=olga.id, action="approvals.voided").count() == 1


def test_a_rejection_says_why(olga: User, grace: User) -> None:
    approval = ask_for(olga)
    with pytest.raises(InvalidInput), transaction.atomic():
        reject(approval_id=approval.id, checker_id=grace.id, reason="  ", now=clock.now())
    with transaction.atomic():
        reject(approval_id=approval.id, checker_id=grace.id, reason="wrong Brian", now=clock.now())
    assert (state_of(approval), get_approval(approval.id).reason) == ("REJECTED", "wrong Brian")
    assert topics() == ["approvals.requested", "approvals.rejected"]


def test_the_same_thing_waits_once(olga: User, grace: User) -> None:
    first = ask_for(olga)
    with pytest.raises(AlreadyRequested):
        ask_for(grace, subject_id=first.subject_id)
    approve_as(grace, first)
    ask_for(grace, subject_id=first.subject_id)


def test_asking_for_a_second_time_does_not_spoil_the_caller_s_transaction(olga: User) -> None:
    first = ask_for(olga)
    with transaction.atomic():
        with pytest.raises(AlreadyRequested):
            ask_for(olga, subject_id=first.subject_id)
        assert get_approval(first.id) == first


def test_there_must_be_something_to_decide(olga: User) -> None:
    with pytest.raises(ApprovalNotFound), transaction.atomic():
        approve(approval_id=uuid7(), checker_id=olga.id, digest=b"d" * 32, holds_role=True, now=clock.now())
    with pytest.raises(ApprovalNotFound):
        get_approval(uuid7())


def test_of_sixteen_checkers_at_once_one_decides(olga: User) -> None:
    approval = ask_for(olga)
    checkers = make_staff(16)
    outcomes = run_together(16, lambda index: approve_as(checkers[index], approval))
    winners = [index for index, outcome in enumerate(outcomes) if outcome is None]
    assert len(winners) == 1
    assert all(isinstance(outcome, ApprovalDecided) for outcome in outcomes if outcome is not None), outcomes
    assert get_approval(approval.id).checker_id == checkers[winners[0]].id
    assert topics().count("approvals.approved") == 1


def test_of_sixteen_who_ask_at_once_one_waits(olga: User) -> None:
    subject_id = uuid7()
    outcomes = run_together(16, lambda _: ask_for(olga, subject_id=subject_id))
    assert sum(isinstance(outcome, Approval) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, AlreadyRequested) for outcome in outcomes) == 15
    assert topics() == ["approvals.requested"]


def test_a_checker_waits_for_the_one_before_and_finds_it_decided(olga: User, grace: User) -> None:
    approval = ask_for(olga)
    rival = make_staff(1)[0]
    with other_transaction() as there:
        there(lambda: approve_as(rival, approval))
        mine = in_background(lambda: approve_as(grace, approval))
        wait_until_blocked()
    assert isinstance(mine.exception(10), ApprovalDecided)


def test_what_fails_after_the_approval_takes_it_back(olga: User, grace: User) -> None:
    """Dying before the commit: it waits as before, and can be approved again."""
    approval = ask_for(olga)

    def approve_and_fail() -> Any:
        with deciding(now=clock.now()):
            approve_as(grace, approval)
            raise RuntimeError("the power went off")

    with pytest.raises(RuntimeError):
        approve_and_fail()
    assert state_of(approval) == "REQUESTED"
    assert topics() == ["approvals.requested"]
    approve_as(grace, approval)
    assert state_of(approval) == "APPROVED"
