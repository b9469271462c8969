"""The operators' queue: one proposes, another one approves, and money moves once and by ordinary entries."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any
from unittest import mock
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import Permission
from django.db import DatabaseError, transaction
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.approvals.errors import ApprovalVoided, NotAllowed, OwnApproval
from apps.approvals.models import Approval
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.gateways.base import Capability, Outcome, Result
from apps.gateways.errors import DiscrepancyResolved, NothingProposed, NotResolvable, ResolutionProposed
from apps.gateways.models import Discrepancy, DiscrepancyKind, Operation
from apps.gateways.services import apply_result, give_to_operators
from apps.gateways.tests.factories import open_gateways
from apps.ledger.selectors import get_balance
from apps.ledger.services import AccountClosed, deferred_account_id
from apps.transactions import services
from apps.transactions.kinds import DEPOSIT, WITHDRAWAL
from apps.transactions.models import Transaction
from apps.transactions.services import _discrepancies
from apps.transactions.tests.giving_back import books_are_right
from apps.transactions.tests.payments import DIGEST, nothing_moves
from apps.wallets.services import open_wallet
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
# The ledger is verified in a snapshot of its own, and so is what others do at the same time.
committed = pytest.mark.django_db(transaction=True)
TWENTY = Money(Decimal("20.00"), "USD")


@pytest.fixture(autouse=True)
def _bank() -> None:
    open_gateways("jsonbank")


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def olga() -> User:
    return UserFactory.create(is_staff=True)


@pytest.fixture
def pavel() -> User:
    return UserFactory.create(is_staff=True)


def under_way(person: User, *, is_inward: bool) -> Operation:
    """A payment through the bank that has gone out to it."""
    outcome = services.pay_outside(
        kind=DEPOSIT if is_inward else WITHDRAWAL,
        person_id=person.id,
        session_id=None,
        amount=TWENTY,
        capability=Capability.COLLECT if is_inward else Capability.PAY_OUT,
        terms={"instrument": "acc_1"},
        party_name="Meridian Bank",
        key=str(uuid4()),
        digest=DIGEST,
        at=clock.now(),
    )
    assert outcome.transaction.state == "PENDING"
    operation = Operation.objects.get(transaction_id=outcome.transaction.id)
    operation.state, operation.gateway_code, operation.submitted_at = "SUBMITTED", "jsonbank", clock.now()
    operation.save()
    return operation


def tell(operation: Operation, outcome: Outcome) -> None:
    result = Result(outcome, amount=TWENTY, failure_code="provider_declined" if outcome is Outcome.FAILED else "")
    apply_result(operation_id=operation.id, gateway_code="jsonbank", result=result, now=clock.now())


def late(person: User, *, is_inward: bool) -> Discrepancy:
    """It had failed here, and then the bank says that it was done."""
    operation = under_way(person, is_inward=is_inward)
    tell(operation, Outcome.FAILED)
    tell(operation, Outcome.SUCCEEDED)
    return Discrepancy.objects.get(operation_id=operation.id)


def silent(person: User, *, is_inward: bool) -> Discrepancy:
    """A day has gone by, and the bank has not said."""
    operation = under_way(person, is_inward=is_inward)
    give_to_operators(operation_id=operation.id, why="asked, without an answer", due_at=clock.now(), now=clock.now())
    return Discrepancy.objects.get(operation_id=operation.id)


def other(kind: DiscrepancyKind, operation: Operation | None = None) -> Discrepancy:
    return Discrepancy.objects.create(
        kind=kind,
        gateway_code="jsonbank",
        operation_id=operation.id if operation else None,
        callback_id=uuid4(),
        created_at=clock.now(),
    )


def propose(row: Discrepancy, choice: str, maker: User, reason: str = "their letter of today") -> Discrepancy:
    return services.propose_resolution(
        discrepancy_id=row.id, choice=choice, reason=reason, maker_id=maker.id, now=clock.now()
    )


def approve(row: Discrepancy, checker: User, *, holds_role: bool = True) -> Discrepancy:
    return services.approve_resolution(
        discrepancy_id=row.id, checker_id=checker.id, holds_role=holds_role, now=clock.now()
    )


def resolve(row: Discrepancy, choice: str, maker: User, checker: User) -> Discrepancy:
    propose(row, choice, maker)
    return approve(row, checker)


def balance(code: str) -> Decimal:
    return get_balance(deferred_account_id(code, "USD")).amount


def payment_of(row: Discrepancy) -> Transaction:
    assert row.transaction_id is not None
    return Transaction.objects.get(pk=row.transaction_id)


def state_of(row: Discrepancy) -> str:
    row.refresh_from_db()
    return row.state


# --- Money on suspense ------------------------------------------------------------------------------------------------


@committed
def test_money_that_came_late_is_paid_to_the_customer(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    assert (row.kind, row.in_suspense) == ("LATE_SUCCESS", 20)
    assert (balance("suspense"), balance("psp:jsonbank:clearing"), available(amina)) == (20, -20, 100)
    with nothing_moves():
        propose(row, "PAY_CUSTOMER", olga)
    approve(row, pavel)
    row.refresh_from_db()
    assert (row.state, row.resolution, row.reason) == ("RESOLVED", "PAY_CUSTOMER", "their letter of today")
    assert (row.resolved_by_id, row.approved_by_id) == (olga.id, pavel.id)
    assert (balance("suspense"), balance("psp:jsonbank:clearing"), available(amina)) == (0, -20, 120)
    paid = Transaction.objects.get(kind="ADJUSTMENT")
    assert (paid.parent_id, paid.state, paid.payee_id) == (row.transaction_id, "COMPLETED", amina.id)
    assert payment_of(row).state == "FAILED"
    assert books_are_right()


@committed
@pytest.mark.parametrize("is_inward", [True, False])
def test_what_the_provider_has_again_goes_back_to_clearing(
    amina: User, olga: User, pavel: User, is_inward: bool
) -> None:
    row = late(amina, is_inward=is_inward)
    assert balance("suspense") == (20 if is_inward else -20)
    resolve(row, "SENT_BACK", olga, pavel)
    assert (balance("suspense"), balance("psp:jsonbank:clearing"), available(amina)) == (0, 0, 100)
    assert books_are_right()


@committed
@pytest.mark.parametrize("is_inward", [True, False])
def test_what_nobody_can_have_is_written_off(amina: User, olga: User, pavel: User, is_inward: bool) -> None:
    row = late(amina, is_inward=is_inward)
    resolve(row, "WRITE_OFF", olga, pavel)
    assert (balance("suspense"), balance("losses")) == (0, 20 if is_inward else -20)
    assert balance("psp:jsonbank:clearing") == (-20 if is_inward else 20)
    assert available(amina) == 100
    assert books_are_right()


@committed
def test_money_for_a_closed_wallet_waits_until_there_is_one(amina: User, olga: User, pavel: User) -> None:
    """NOT_CREDITED: it came in time, and its payee could not be credited."""
    operation = under_way(amina, is_inward=True)
    with mock.patch.object(services._outside, "_credit", side_effect=AccountClosed):
        tell(operation, Outcome.SUCCEEDED)
    row = Discrepancy.objects.get()
    assert (row.kind, row.in_suspense, balance("suspense")) == ("NOT_CREDITED", 20, 20)
    propose(row, "PAY_CUSTOMER", olga)
    with mock.patch.object(_discrepancies, "adjust") as declined, nothing_moves():
        declined.return_value.transaction.state = "DECLINED"
        with pytest.raises(NotResolvable):
            approve(row, pavel)
    assert (state_of(row), row.proposal) == ("OPEN", "PAY_CUSTOMER")
    approve(row, pavel)
    assert (balance("suspense"), available(amina)) == (0, 120)
    assert books_are_right()


def test_a_customer_without_a_wallet_in_the_currency_is_not_paid_and_nothing_is_left_of_it(
    amina: User, olga: User, pavel: User
) -> None:
    row = late(amina, is_inward=True)
    propose(row, "PAY_CUSTOMER", olga)
    without = mock.patch("apps.transactions.services._adjust.find_wallet", return_value=None)
    with without, nothing_moves(), pytest.raises(NotResolvable):
        approve(row, pavel)
    assert not Transaction.objects.filter(kind="ADJUSTMENT").exists()
    assert Approval.objects.get().state == "REQUESTED"
    open_wallet(holder_id=amina.id, currency="EUR", now=clock.now())
    approve(row, pavel)
    assert available(amina) == 120


# --- What nobody has told ---------------------------------------------------------------------------------------------


@committed
@pytest.mark.parametrize("is_inward", [True, False])
@pytest.mark.parametrize(("choice", "state"), [("DONE", "COMPLETED"), ("NOT_DONE", "FAILED")])
def test_silence_is_ended_by_the_providers_written_word(
    amina: User, olga: User, pavel: User, choice: str, state: str, is_inward: bool
) -> None:
    row = silent(amina, is_inward=is_inward)
    assert available(amina) == (100 if is_inward else 80)
    resolve(row, choice, olga, pavel)
    assert payment_of(row).state == state
    expected = {("DONE", True): 120, ("DONE", False): 80}.get((choice, is_inward), 100)
    assert available(amina) == expected
    assert state_of(row) == "RESOLVED"
    assert books_are_right()


def test_when_the_provider_speaks_meanwhile_the_approval_is_void(amina: User, olga: User, pavel: User) -> None:
    row = silent(amina, is_inward=True)
    propose(row, "NOT_DONE", olga)
    tell(Operation.objects.get(), Outcome.SUCCEEDED)
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve(row, pavel)
    assert (state_of(row), row.proposal, row.approval_id) == ("OPEN", "", None)
    assert Approval.objects.get().state == "VOIDED"
    with pytest.raises(InvalidInput):
        propose(row, "NOT_DONE", olga)
    with nothing_moves():
        resolve(row, "NOTED", olga, pavel)
    assert (state_of(row), available(amina)) == ("RESOLVED", 120)
    assert not Discrepancy.objects.filter(kind="LATE_FAILURE").exists()


# --- What moves nothing -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["MISMATCH", "UNKNOWN_OPERATION", "UNREADABLE", "LATE_FAILURE"])
def test_the_rest_is_noted(olga: User, pavel: User, kind: str) -> None:
    row = other(DiscrepancyKind(kind))
    assert list(services.choices_for(row)) == ["NOTED"]
    with nothing_moves():
        resolve(row, "NOTED", olga, pavel)
    assert state_of(row) == "RESOLVED"


@pytest.mark.parametrize("choice", ["", "nonsense", "DONE", "PAY_CUSTOMER", "SENT_BACK", "WRITE_OFF"])
def test_nothing_can_be_proposed_that_does_not_fit(olga: User, choice: str) -> None:
    row = other(DiscrepancyKind.MISMATCH)
    with pytest.raises(InvalidInput) as refused:
        propose(row, choice, olga)
    assert [one["field"] for one in refused.value.errors] == ["choice"]


def test_money_that_left_late_is_never_paid_to_the_customer(amina: User, olga: User) -> None:
    row = late(amina, is_inward=False)
    assert list(services.choices_for(row)) == ["SENT_BACK", "WRITE_OFF"]
    for choice in ("PAY_CUSTOMER", "NOTED", "DONE"):
        with pytest.raises(InvalidInput):
            propose(row, choice, olga)


@pytest.mark.parametrize("reason", ["", "  ", "x" * 501])
def test_a_reason_is_asked_for(olga: User, reason: str) -> None:
    with pytest.raises(InvalidInput):
        propose(other(DiscrepancyKind.MISMATCH), "NOTED", olga, reason)


# --- Two people, once -------------------------------------------------------------------------------------------------


def test_maker_is_never_checker_and_the_checker_must_hold_the_role(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    propose(row, "PAY_CUSTOMER", olga)
    with nothing_moves():
        with pytest.raises(OwnApproval):
            approve(row, olga)
        with pytest.raises(NotAllowed):
            approve(row, pavel, holds_role=False)
        with pytest.raises(ResolutionProposed):
            propose(row, "WRITE_OFF", pavel)
        with pytest.raises(DatabaseError), transaction.atomic():
            Discrepancy.objects.filter(pk=row.pk).update(approved_by_id=olga.id)
    assert state_of(row) == "OPEN"


def test_an_edited_proposal_is_not_approved(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    propose(row, "WRITE_OFF", olga)
    Discrepancy.objects.filter(pk=row.pk).update(proposal="PAY_CUSTOMER")
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve(row, pavel)
    assert (state_of(row), row.proposal) == ("OPEN", "")


def test_rejected_or_taken_back_another_one_can_be_made(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    now = clock.now()
    with nothing_moves():
        propose(row, "WRITE_OFF", olga)
        with pytest.raises(NothingProposed):
            services.withdraw_resolution(discrepancy_id=row.id, maker_id=pavel.id, reason="no", now=now)
        services.withdraw_resolution(discrepancy_id=row.id, maker_id=olga.id, reason="wrong one", now=now)
        propose(row, "WRITE_OFF", olga)
        services.reject_resolution(
            discrepancy_id=row.id, checker_id=pavel.id, reason="ask them first", holds_role=True, now=now
        )
        with pytest.raises(NothingProposed):
            approve(row, pavel)
    resolve(row, "PAY_CUSTOMER", pavel, olga)
    with pytest.raises(DiscrepancyResolved):
        propose(row, "PAY_CUSTOMER", olga)
    assert available(amina) == 120


@committed
@pytest.mark.parametrize("choice", ["PAY_CUSTOMER", "SENT_BACK", "WRITE_OFF"])
def test_many_who_approve_at_once_move_it_once(amina: User, olga: User, choice: str) -> None:
    row = late(amina, is_inward=True)
    propose(row, choice, olga)
    checkers = [UserFactory.create(is_staff=True) for _ in range(8)]
    outcomes = run_together(8, lambda number: approve(row, checkers[number]))
    done = [one for one in outcomes if isinstance(one, Discrepancy)]
    assert len(done) == 1
    assert all(isinstance(one, Discrepancy | DiscrepancyResolved) for one in outcomes), outcomes
    assert balance("suspense") == 0
    assert available(amina) == (120 if choice == "PAY_CUSTOMER" else 100)
    assert books_are_right()


@committed
@pytest.mark.parametrize("choice", ["PAY_CUSTOMER", "SENT_BACK", "WRITE_OFF", "DONE"])
def test_dying_before_the_commit_leaves_everything_as_it_was(amina: User, olga: User, pavel: User, choice: str) -> None:
    row = silent(amina, is_inward=True) if choice == "DONE" else late(amina, is_inward=True)
    propose(row, choice, olga)
    real: Callable[..., None] = _discrepancies._carry_out

    def die(*args: Any) -> None:
        real(*args)
        raise SystemExit

    with nothing_moves(), mock.patch.object(_discrepancies, "_carry_out", die), pytest.raises(SystemExit):
        approve(row, pavel)
    assert (state_of(row), Approval.objects.get().state) == ("OPEN", "REQUESTED")
    approve(row, pavel)
    assert available(amina) == (120 if choice in {"PAY_CUSTOMER", "DONE"} else 100)
    assert books_are_right()


def test_told_again_after_it_was_resolved_nothing_new_moves(amina: User, olga: User, pavel: User) -> None:
    row = late(amina, is_inward=True)
    resolve(row, "PAY_CUSTOMER", olga, pavel)
    with nothing_moves():
        tell(Operation.objects.get(), Outcome.SUCCEEDED)
    assert Discrepancy.objects.count() == 1


# --- The page ---------------------------------------------------------------------------------------------------------


def staff(*codenames: str) -> tuple[User, Client]:
    """Somebody who may see everything, and do what these permissions allow."""
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    client = Client()
    client.force_login(person)
    return person, client


def act(client: Client, row: Discrepancy, action: str, **fields: Any) -> Any:
    return client.post(f"/admin/gateways/discrepancy/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def page_of(client: Client, identity: UUID) -> str:
    answer = client.get(reverse("admin:gateways_discrepancy_change", args=[identity]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_operators_see_what_waits_and_decide_in_two(amina: User) -> None:
    row = late(amina, is_inward=True)
    maker, asking = staff("add_discrepancy", "change_discrepancy")
    _, deciding = staff("change_discrepancy")
    text = asking.get("/admin/gateways/discrepancy/").content.decode()
    assert str(row.pk) in text
    assert ">1<" in "".join(text.split()), "the sidebar says how many wait"
    assert f"/{row.pk}/propose/" in page_of(asking, row.pk)
    act(asking, row, "propose", choice="PAY_CUSTOMER", reason="their letter")
    assert state_of(row) == "OPEN"
    with nothing_moves():
        act(asking, row, "approve")
    assert "/approve/" not in page_of(asking, row.pk)
    assert "/withdraw/" in page_of(asking, row.pk)
    assert "/approve/" in page_of(deciding, row.pk)
    act(deciding, row, "approve")
    assert (state_of(row), available(amina)) == ("RESOLVED", 120)
    text = page_of(deciding, row.pk)
    assert "Pay it to the customer" in text and str(maker.pk) in text
    assert "/approve/" not in text and "/propose/" not in text
    assert str(row.pk) not in deciding.get("/admin/gateways/discrepancy/").content.decode()
    for query in ("state=resolved", "state=RESOLVED", "state=all", f"q={row.operation_id}", "kind=LATE_SUCCESS"):
        assert deciding.get(f"/admin/gateways/discrepancy/?{query}").status_code == 200


def test_auditors_decide_nothing(amina: User, olga: User) -> None:
    """SECURITY 16."""
    row = late(amina, is_inward=True)
    _, auditor = staff()
    fields = {"choice": "PAY_CUSTOMER", "reason": "r"}
    with nothing_moves():
        assert act(auditor, row, "propose", **fields).status_code == 403
        propose(row, "PAY_CUSTOMER", olga)
        for action in ("approve", "reject", "withdraw"):
            assert act(auditor, row, action, **fields).status_code == 403, action
    for page in ("add/", f"{row.pk}/delete/"):
        assert auditor.post(f"/admin/gateways/discrepancy/{page}").status_code == 403
    assert (state_of(row), row.proposal) == ("OPEN", "PAY_CUSTOMER")


def test_why_it_could_not_be_done_is_said(amina: User) -> None:
    row = late(amina, is_inward=True)
    _, asking = staff("add_discrepancy")
    _, deciding = staff("change_discrepancy")
    with nothing_moves():
        answer = act(asking, row, "propose", choice="DONE", reason="r")
        assert answer.status_code == 200
        assert state_of(row) == "OPEN" and row.proposal == ""
        act(asking, row, "propose", choice="PAY_CUSTOMER", reason="r")
        act(deciding, row, "reject", reason="look again")
    assert (state_of(row), row.proposal) == ("OPEN", "")
