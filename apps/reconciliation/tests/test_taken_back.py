"""A deposit the bank took back is undone by the payments (a discrepancy), and by nobody here a second time."""

from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.approvals.errors import ApprovalVoided
from apps.gateways.base import Outcome
from apps.gateways.models import Discrepancy, Operation
from apps.reconciliation import services
from apps.reconciliation.tests.books import (
    GATEWAY,
    NOW,
    balance,
    books_are_right,
    breaks,
    clearing,
    csv_of,
    decide,
    deposited,
    line_states,
    listed,
    only_break,
    reconciled,
    settle_break,
    withdrawn,
)
from apps.transactions import services as transactions
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def undone(operation: Operation, choice: str = "TAKE_BACK") -> None:
    """The provider says that it failed after all, and two operators believe it."""
    decide(operation, Outcome.FAILED)
    row = Discrepancy.objects.get(operation_id=operation.id)
    maker, checker = UserFactory.create(is_staff=True), UserFactory.create(is_staff=True)
    transactions.propose_resolution(
        discrepancy_id=row.id, choice=choice, reason="their letter", maker_id=maker.id, now=NOW
    )
    transactions.approve_resolution(discrepancy_id=row.id, checker_id=checker.id, holds_role=True, now=NOW)


def test_a_file_that_lists_both_ways_agrees(amina: User) -> None:
    deposit, withdrawal = deposited(amina, "40.00"), withdrawn(amina, "15.00")
    undone(deposit)
    undone(withdrawal, "PAY_BACK")
    assert (available(amina), clearing()) == (100, 0)
    rows = [
        listed(deposit),
        listed(withdrawal),
        listed(deposit, type="PAY_OUT", provider_reference="ret_1"),
        listed(withdrawal, type="COLLECT", provider_reference="ret_2"),
    ]
    with nothing_moves():
        reconciled(csv_of(rows))
    assert (line_states(), breaks()) == (["MATCHED"] * 4, [])
    assert books_are_right()


def test_a_second_return_is_one_too_many(amina: User) -> None:
    deposit = deposited(amina, "40.00")
    undone(deposit)
    back = listed(deposit, type="PAY_OUT", provider_reference="ret_1")
    reconciled(csv_of([listed(deposit), back, {**back, "provider_reference": "ret_2"}]))
    assert (line_states(), breaks()) == (["MATCHED", "MATCHED", "BROKEN"], [("DUPLICATE", "OPEN")])


@pytest.mark.parametrize("changes", [{"type": "COLLECT"}, {"type": "PAY_OUT", "amount": "39.00"}])
def test_what_is_not_the_same_money_the_other_way_is_no_return(amina: User, changes: dict[str, str]) -> None:
    deposit = deposited(amina, "40.00")
    undone(deposit)
    reconciled(csv_of([listed(deposit), listed(deposit, provider_reference="ret_1", **changes)]))
    assert breaks() == [("DUPLICATE", "OPEN")]


def test_a_break_about_it_closes_by_itself_and_nobody_books_it_a_second_time(amina: User) -> None:
    deposit = deposited(amina, "40.00")
    reconciled(csv_of([listed(deposit), listed(deposit, type="PAY_OUT", provider_reference="ret_1")]))
    row = only_break()
    assert (row.reason, row.state) == ("DUPLICATE", "OPEN")
    maker, checker = UserFactory.create(is_staff=True), UserFactory.create(is_staff=True)
    services.request_resolution(
        break_id=row.id, resolution="SUSPENSE", reason="their list is right", maker_id=maker.id, now=NOW
    )
    undone(deposit)
    with nothing_moves():
        with pytest.raises(ApprovalVoided):
            services.approve_resolution(break_id=row.id, checker_id=checker.id, holds_role=True, now=NOW)
        services.match(gateway_code=GATEWAY, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.resolution, row.entry_id) == ("RESOLVED", "AGREES", None)
    assert (clearing(), balance("suspense"), available(amina)) == (0, 0, 100)
    assert books_are_right()


def test_what_was_never_done_and_is_undone_is_not_missing(amina: User) -> None:
    """Nobody lists it: it is on neither side, before or after somebody has looked."""
    before, after = deposited(amina, "40.00"), deposited(amina, "30.00")
    undone(before)
    reconciled(csv_of([listed(deposited(amina, "1.00"))]))
    row = only_break()
    assert (row.operation_id, row.reason, row.state) == (after.id, "MISSING_AT_PROVIDER", "OPEN")
    undone(after)
    maker, checker = UserFactory.create(is_staff=True), UserFactory.create(is_staff=True)
    with nothing_moves():
        with pytest.raises(ApprovalVoided):
            settle_break(row, "SUSPENSE", maker=maker.id, checker=checker.id)
        services.look_for_missing(gateway_code=GATEWAY, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.resolution) == ("RESOLVED", "AGREES")
    assert (clearing(), available(amina)) == (Decimal("-1.00"), 101)
