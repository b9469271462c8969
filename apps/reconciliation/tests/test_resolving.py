"""Breaks are settled by two people through ordinary entries, once; or by a later file, which nobody outvotes."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.approvals.errors import ApprovalVoided, NotAllowed, OwnApproval
from apps.approvals.models import Approval
from apps.core.constraints import sqlstate
from apps.core.errors import InvalidInput
from apps.core.tests.parallel import run_together
from apps.gateways.base import Outcome
from apps.ledger.selectors import get_entry
from apps.reconciliation import services
from apps.reconciliation.errors import (
    BreakNotFound,
    BreakResolved,
    NothingAsked,
    NotResolvableSo,
    ResolutionAsked,
)
from apps.reconciliation.models import Break
from apps.reconciliation.selectors import age_of, resolutions_of
from apps.reconciliation.services import _resolve
from apps.reconciliation.tests.books import (
    DAY,
    GATEWAY,
    NOW,
    asked,
    balance,
    books_are_right,
    breaks,
    clearing,
    csv_of,
    decide,
    deposited,
    listed,
    only_break,
    reconciled,
    settle_break,
    withdrawn,
)
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def maker() -> UUID:
    return UserFactory.create(is_staff=True).id


@pytest.fixture
def checker() -> UUID:
    return UserFactory.create(is_staff=True).id


def ask(row: Break, maker: UUID, resolution: str = "SUSPENSE") -> Break:
    return services.request_resolution(
        break_id=row.id, resolution=resolution, reason="their list is right", maker_id=maker, now=NOW
    )


def approve(row: Break, checker: UUID, *, holds_role: bool = True) -> Break:
    return services.approve_resolution(break_id=row.id, checker_id=checker, holds_role=holds_role, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_clearing_shows_their_figure_after_each_resolution(amina: User, maker: UUID, checker: UUID) -> None:
    """They collected 12.00 and not 10.00, did a withdrawal of 5.00 twice, and list something nobody knows."""
    deposit, withdrawal = deposited(amina, "10.00"), withdrawn(amina, "5.00")
    reconciled(
        csv_of(
            [
                listed(deposit, amount="12.00"),
                listed(withdrawal),
                listed(withdrawal, provider_reference="again"),
                listed(),
            ]
        )
    )
    assert clearing() == Decimal("-5.00")
    settle_break(only_break(reason="AMOUNT_DIFFERS"), "SUSPENSE", maker=maker, checker=checker)
    assert (clearing(), balance("suspense")) == (Decimal("-7.00"), Decimal("2.00"))
    settle_break(only_break(reason="DUPLICATE"), "WRITE_OFF", maker=maker, checker=checker)
    assert (clearing(), balance("losses")) == (Decimal("-2.00"), Decimal("-5.00"))
    settle_break(only_break(reason="MISSING_HERE"), "SUSPENSE", maker=maker, checker=checker)
    assert (clearing(), balance("suspense")) == (Decimal("-12.00"), Decimal("12.00"))
    # 12 + 10 have come, 5 went twice: what they say they hold for us.
    assert breaks() == [("AMOUNT_DIFFERS", "RESOLVED"), ("DUPLICATE", "RESOLVED"), ("MISSING_HERE", "RESOLVED")]
    services.match(gateway_code=GATEWAY, now=NOW)
    assert clearing() == Decimal("-12.00")
    assert books_are_right()


def test_another_currency_is_booked_in_both(amina: User, maker: UUID, checker: UUID) -> None:
    deposit = deposited(amina, "10.00")
    reconciled(csv_of([listed(deposit, currency="EUR", amount="9.00")]))
    row = settle_break(only_break(), "SUSPENSE", maker=maker, checker=checker)
    assert (clearing(), balance(f"psp:{GATEWAY}:clearing", "EUR")) == (0, -9)
    assert (balance("suspense"), balance("suspense", "EUR")) == (-10, 9)
    assert row.entry_id and get_entry(row.entry_id) is not None


def test_what_was_written_off_and_comes_after_all_is_a_new_break(amina: User, maker: UUID, checker: UUID) -> None:
    """We had given it up: clearing shows nothing for it any more, and now they list it."""
    missing = deposited(amina, "7.00")
    reconciled(csv_of([]))
    settle_break(only_break(), "WRITE_OFF", maker=maker, checker=checker)
    assert (clearing(), balance("losses")) == (0, -7)
    reconciled(csv_of([listed(missing)]), day=DAY + timedelta(days=1))
    assert breaks() == [("MISSING_AT_PROVIDER", "RESOLVED"), ("LEDGER_MISSING", "OPEN")]
    settle_break(only_break(state="OPEN"), "WRITE_OFF", maker=maker, checker=checker)
    assert (clearing(), balance("losses")) == (-7, 0)


def test_who_asks_never_approves(amina: User, maker: UUID, checker: UUID) -> None:
    reconciled(csv_of([listed()]))
    row = ask(only_break(), maker)
    with nothing_moves():
        with pytest.raises(OwnApproval):
            approve(row, maker)
        with pytest.raises(NotAllowed):
            approve(row, checker, holds_role=False)
        with pytest.raises(ResolutionAsked):
            ask(row, checker, "WRITE_OFF")
    approve(row, checker)
    row.refresh_from_db()
    assert (row.resolution, row.resolved_by_id, row.approved_by_id) == ("SUSPENSE", maker, checker)
    for again in (lambda: approve(row, checker), lambda: ask(row, checker)):
        with nothing_moves(), pytest.raises(BreakResolved):
            again()
    # The database itself: the same person twice, a second decision.
    with pytest.raises((IntegrityError, DatabaseError)) as caught, transaction.atomic():
        Break.objects.filter(pk=row.pk).update(approved_by_id=maker)
    assert sqlstate(caught.value) in {"GP010", "23514"}


def test_rejected_and_taken_back_it_can_be_asked_for_anew(amina: User, maker: UUID, checker: UUID) -> None:
    reconciled(csv_of([listed()]))
    row = only_break()
    with nothing_moves():
        with pytest.raises(NothingAsked):
            approve(row, checker)
        ask(row, maker)
        services.reject_resolution(break_id=row.id, checker_id=checker, reason="no", holds_role=True, now=NOW)
        ask(row, maker, "WRITE_OFF")
        with pytest.raises(NothingAsked):
            services.withdraw_resolution(break_id=row.id, maker_id=checker, reason="not mine", now=NOW)
        services.withdraw_resolution(break_id=row.id, maker_id=maker, reason="wrong one", now=NOW)
    ask(row, maker, "SUSPENSE")
    approve(row, checker)
    assert sorted(Approval.objects.values_list("state", flat=True)) == ["APPROVED", "REJECTED", "VOIDED"]


def test_a_file_that_comes_first_takes_the_question_away(amina: User, maker: UUID, checker: UUID) -> None:
    missing = deposited(amina, "7.00")
    reconciled(csv_of([]))
    row = ask(only_break(), maker, "WRITE_OFF")
    reconciled(csv_of([listed(missing)]), day=DAY + timedelta(days=1))
    assert Approval.objects.get().state == "VOIDED"
    with nothing_moves(), pytest.raises(BreakResolved):
        approve(row, checker)


@pytest.mark.django_db(transaction=True)
def test_what_changed_meanwhile_is_not_approved(amina: User, maker: UUID, checker: UUID) -> None:
    reconciled(csv_of([listed()]))
    row = ask(only_break(), maker)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE reconciliation_break DISABLE TRIGGER break_is_resolved_once")
        cursor.execute("UPDATE reconciliation_break SET their_effect = their_effect * 100")
        cursor.execute("ALTER TABLE reconciliation_break ENABLE TRIGGER break_is_resolved_once")
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve(row, checker)
    row.refresh_from_db()
    assert (row.state, row.asked_resolution, Approval.objects.get().state) == ("OPEN", "", "VOIDED")


@pytest.mark.django_db(transaction=True)
def test_what_was_booked_since_it_was_asked_is_not_booked_again_when_it_is_approved(
    amina: User, maker: UUID, checker: UUID
) -> None:
    """It had failed here, and they list 39.00: that is to be booked. Before it is approved the late success comes."""
    operation = decide(asked(amina, "40.00", out=True), Outcome.FAILED)
    reconciled(csv_of([listed(operation, amount="39.00")]))
    row = ask(only_break(), maker)
    assert clearing() == 0
    decide(operation, at=NOW)
    services.match(gateway_code=GATEWAY, now=NOW)
    assert clearing() == 40
    row.refresh_from_db()
    with nothing_moves(), pytest.raises(ApprovalVoided):
        approve(row, checker)
    row.refresh_from_db()
    assert (row.state, row.asked_resolution, Approval.objects.get().state) == ("OPEN", "", "VOIDED")
    # They say that they have paid out 39.00, once: we show no more than the 40.00 that are booked.
    assert clearing() == 40
    assert books_are_right()


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_approve_at_once_one_does(maker: UUID) -> None:
    reconciled(csv_of([listed()]))
    row = ask(only_break(), maker)
    checkers = [UserFactory.create(is_staff=True).id for _ in range(8)]
    outcomes = run_together(8, lambda index: approve(row, checkers[index]))
    assert sum(isinstance(one, Break) for one in outcomes) == 1
    assert all(isinstance(one, Break | BreakResolved) for one in outcomes), outcomes
    assert (clearing(), balance("suspense")) == (-10, 10)


@pytest.mark.django_db(transaction=True)
def test_an_approval_dies_with_its_entry(maker: UUID, checker: UUID, monkeypatch: pytest.MonkeyPatch) -> None:
    reconciled(csv_of([listed()]))
    row = ask(only_break(), maker)

    class Killed(BaseException):
        pass

    def dying(*args: object, **kwargs: object) -> None:
        raise Killed

    for name in ("ledger.post", "events.record"):
        with monkeypatch.context() as patch, nothing_moves():
            patch.setattr(f"{_resolve.__name__}.{name}", dying)
            with pytest.raises(Killed):
                approve(row, checker)
        row.refresh_from_db()
        assert (row.state, Approval.objects.get().state) == ("OPEN", "REQUESTED")
    approve(row, checker)
    assert balance("suspense") == 10


def test_what_has_nothing_to_book_is_closed_without_an_entry(amina: User, maker: UUID, checker: UUID) -> None:
    failed = decide(asked(amina, "40.00"), Outcome.FAILED)
    reconciled(csv_of([listed(failed)]))
    row = only_break()
    assert resolutions_of(row) == ["CLOSE"], "its money lies in suspense, and belongs to the discrepancy"
    with pytest.raises(NotResolvableSo):
        ask(row, maker, "SUSPENSE")
    with nothing_moves():
        settle_break(row, "CLOSE", maker=maker, checker=checker)
    row.refresh_from_db()
    assert (row.state, row.entry_id) == ("RESOLVED", None)


def test_what_is_undecided_here_is_not_decided_by_an_operator(amina: User, maker: UUID) -> None:
    operation = asked(amina, "40.00")
    reconciled(csv_of([listed(operation, amount="41.00")]))
    row = only_break()
    assert (row.awaits_word, resolutions_of(row)) == (True, [])
    for resolution in ("SUSPENSE", "CLOSE", "AGREES", ""):
        with pytest.raises(NotResolvableSo):
            ask(row, maker, resolution)
    # It has failed, and they have done something else.
    decide(operation, Outcome.FAILED, at=NOW)
    services.match(gateway_code=GATEWAY, now=NOW)
    row.refresh_from_db()
    assert (row.awaits_word, resolutions_of(row)) == (False, ["SUSPENSE", "WRITE_OFF", "CLOSE"])


def test_a_late_success_that_cannot_be_applied_is_not_booked_by_hand_beside_it(
    amina: User, maker: UUID, monkeypatch: pytest.MonkeyPatch
) -> None:
    failed = decide(asked(amina, "40.00"), Outcome.FAILED)

    def broken(**news: object) -> None:
        raise RuntimeError("no connection")

    with monkeypatch.context() as patch:
        patch.setattr("apps.reconciliation.services._match.apply_result", broken)
        reconciled(csv_of([listed(failed)]))
    assert resolutions_of(only_break()) == []
    services.match(gateway_code=GATEWAY, now=NOW)
    assert (resolutions_of(only_break()), balance("suspense")) == (["CLOSE"], 40)


def test_a_break_that_is_expected_to_mend_itself_leaves_the_queue_for_some_days(maker: UUID) -> None:
    reconciled(csv_of([listed()]))
    row = only_break()
    with nothing_moves():
        services.note_break(break_id=row.id, note="it comes with the next file", days=3, by=maker, now=NOW)
    row.refresh_from_db()
    assert (row.state, row.note, row.noted_until) == ("OPEN", "it comes with the next file", NOW + timedelta(days=3))
    for note, days in (("", 1), ("x", 0), ("x", 31), ("x" * 201, 1)):
        with pytest.raises(InvalidInput):
            services.note_break(break_id=row.id, note=note, days=days, by=maker, now=NOW)
    with pytest.raises(BreakNotFound):
        services.note_break(break_id=maker, note="x", days=1, by=maker, now=NOW)


def test_how_old_a_break_is(maker: UUID) -> None:
    reconciled(csv_of([listed()]))
    row = only_break()
    ages = [age_of(row, now=NOW + timedelta(days=days)) for days in (0, 1, 2, 7, 8, 30, 31, 400)]
    assert ages == ["new", "new", "week", "week", "month", "month", "old", "old"]
