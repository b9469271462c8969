"""Two checkers at the same moment: what was asked for is done once."""

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.approvals.errors import ApprovalDecided
from apps.approvals.selectors import get_approval
from apps.approvals.services import decide_approve, expire_due
from apps.approvals.tests.asking import make_staff
from apps.approvals.tests.changing import Thing, ask_to_change, registered
from apps.core import clock
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked

pytestmark = pytest.mark.django_db(transaction=True)


def make_checkers(count: int) -> list[User]:
    checkers = make_staff(count)
    User.objects.filter(pk__in=[one.pk for one in checkers]).update(is_superuser=True)
    return checkers


def test_of_eight_checkers_at_once_one_has_it_done() -> None:
    thing, checkers = Thing(), make_checkers(8)
    with registered(thing):
        approval = ask_to_change(make_person("olga", is_staff=True, is_superuser=True), thing)

        def approve(index: int) -> str:
            return decide_approve(approval_id=approval.id, checker_id=checkers[index].id, now=clock.now())

        outcomes = run_together(8, approve)
    assert sum(outcome == "Approved and done." for outcome in outcomes) == 1
    assert sum(isinstance(outcome, ApprovalDecided) for outcome in outcomes) == 7, outcomes
    assert thing.done() == 1


def test_of_an_approval_and_an_expiry_at_once_the_first_wins() -> None:
    thing, (grace,) = Thing(), make_checkers(1)
    with registered(thing):
        approval = ask_to_change(make_person("olga", is_staff=True, is_superuser=True), thing)
        assert approval.expires_at is not None
        due = approval.expires_at
        with other_transaction() as there:
            there(lambda: decide_approve(approval_id=approval.id, checker_id=grace.id, now=clock.now()))
            swept = in_background(lambda: expire_due(now=due))
            wait_until_blocked()
        assert swept.result(60) == 0
    assert (thing.done(), get_approval(approval.id).state) == (1, "APPROVED")
