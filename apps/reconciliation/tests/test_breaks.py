"""What a provider lists is compared with our books: each way in which they may not agree, by a worked example."""

from datetime import timedelta
from decimal import Decimal

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.core.tests.parallel import run_together
from apps.gateways.base import Outcome
from apps.gateways.models import Discrepancy
from apps.reconciliation import services
from apps.reconciliation.models import AgreedFee, Break, Line
from apps.reconciliation.selectors import corrections_of, resolutions_of
from apps.reconciliation.services import _match
from apps.reconciliation.tests.books import (
    DAY,
    GATEWAY,
    NOW,
    asked,
    balance,
    books_are_right,
    breaks,
    camt_of,
    clearing,
    csv_of,
    decide,
    deposited,
    line_states,
    listed,
    only_break,
    payment_of,
    reconciled,
    take_in,
    withdrawn,
)
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def test_what_both_sides_say_agrees(amina: User) -> None:
    deposit, withdrawal = deposited(amina, "40.00"), withdrawn(amina, "15.00")
    with nothing_moves():
        reconciled(csv_of([listed(deposit), listed(withdrawal)]))
    assert (line_states(), breaks()) == (["MATCHED", "MATCHED"], [])
    assert set(Line.objects.values_list("transaction_id", flat=True)) == {
        deposit.transaction_id,
        withdrawal.transaction_id,
    }
    assert clearing() == Decimal("-25.00"), "they hold what came less what went"


@pytest.mark.parametrize("version", ["02", "06", "08"])
def test_a_bank_s_statement_is_compared_the_same_way(amina: User, version: str) -> None:
    deposit, withdrawal = deposited(amina, "40.00"), withdrawn(amina, "15.00")
    reconciled(camt_of([listed(deposit), listed(withdrawal)], version=version))
    assert (line_states(), breaks()) == (["MATCHED", "MATCHED"], [])


def test_one_that_names_no_reference_of_ours_is_found_by_theirs(amina: User) -> None:
    operation = asked(amina, "40.00")
    type(operation).objects.filter(pk=operation.pk).update(provider_reference="co_77")
    decide(operation)
    reconciled(csv_of([listed(operation, reference="order 12", provider_reference="co_77")]))
    assert (line_states(), breaks()) == (["MATCHED"], [])


def test_what_they_do_not_list_is_missing_after_a_day_of_grace(amina: User) -> None:
    known, missing = deposited(amina, "40.00"), deposited(amina, "7.00")
    content = csv_of([listed(known)])
    # The next day is not over: it may stand in that day's file.
    reconciled(content, now=NOW - timedelta(days=1))
    assert breaks() == []
    services.look_for_missing(gateway_code=GATEWAY, now=NOW)
    row = only_break()
    assert (row.reason, row.operation_id, row.transaction_id, row.day) == (
        "MISSING_AT_PROVIDER",
        missing.id,
        missing.transaction_id,
        DAY,
    )
    assert [str(one) for one in corrections_of(row)] == ["7.00 USD"], "clearing shows 7.00 too much that is owed to us"
    services.look_for_missing(gateway_code=GATEWAY, now=NOW + timedelta(days=1))
    assert Break.objects.count() == 1


def test_a_file_that_comes_late_closes_what_was_missing(amina: User) -> None:
    known, missing = deposited(amina, "40.00"), deposited(amina, "7.00")
    reconciled(csv_of([listed(known)]))
    assert breaks() == [("MISSING_AT_PROVIDER", "OPEN")]
    reconciled(csv_of([listed(missing)]), day=DAY + timedelta(days=1), now=NOW + timedelta(days=20))
    row = only_break()
    assert (row.state, row.resolution, row.entry_id) == ("RESOLVED", "AGREES", None)
    assert line_states() == ["MATCHED", "MATCHED"]


def test_a_day_without_a_file_is_one_break_and_not_one_for_each_payment(amina: User) -> None:
    reconciled(csv_of([]), day=DAY - timedelta(days=9), now=NOW - timedelta(days=9))
    operations = [deposited(amina, "1.00") for _ in range(3)]
    services.look_for_missing(gateway_code=GATEWAY, now=NOW)
    assert breaks() == [("NO_FILE", "OPEN")]
    reconciled(csv_of([listed(one) for one in operations]))
    assert breaks() == [("NO_FILE", "RESOLVED")]


def test_what_they_list_and_nobody_here_knows(amina: User) -> None:
    with nothing_moves():
        reconciled(csv_of([listed(amount="12.00"), listed(amount="5.00", type="PAY_OUT")]))
    assert breaks() == [("MISSING_HERE", "OPEN")] * 2
    assert [[str(one) for one in corrections_of(row)] for row in Break.objects.order_by("id")] == [
        ["-12.00 USD"],
        ["5.00 USD"],
    ]


def test_amounts_currencies_and_types_that_differ(amina: User) -> None:
    amount, currency, kind = (deposited(amina, "10.00") for _ in range(3))
    reconciled(csv_of([listed(amount, amount="12.00"), listed(currency, currency="EUR"), listed(kind, type="PAY_OUT")]))
    assert breaks() == [("AMOUNT_DIFFERS", "OPEN"), ("CURRENCY_DIFFERS", "OPEN"), ("TYPE_DIFFERS", "OPEN")]
    assert [[str(one) for one in corrections_of(row)] for row in Break.objects.order_by("id")] == [
        ["-2.00 USD"],
        ["10.00 USD", "-10.00 EUR"],
        # It came here, and went there.
        ["20.00 USD"],
    ]


def test_a_statement_that_takes_a_payment_back_is_no_payment(amina: User) -> None:
    operation = deposited(amina, "10.00")
    taken_back = camt_of([listed(operation)]).replace(b"<BookgDt>", b"<RvslInd>true</RvslInd><BookgDt>")
    reconciled(taken_back)
    assert breaks() == [("TYPE_DIFFERS", "OPEN")]


def test_what_is_listed_twice_is_done_twice(amina: User) -> None:
    """A provider that did the same thing twice lists it under a second number of its own."""
    operation = withdrawn(amina, "10.00")
    reconciled(csv_of([listed(operation), listed(operation, provider_reference="rc_2")]))
    assert line_states() == ["MATCHED", "BROKEN"]
    row = only_break()
    assert (row.reason, [str(one) for one in corrections_of(row)]) == ("DUPLICATE", ["10.00 USD"])


def test_the_same_line_twice_in_one_file(amina: User) -> None:
    operation = deposited(amina, "10.00")
    reconciled(csv_of([listed(operation), listed(operation)]))
    assert line_states() == ["MATCHED", "BROKEN"]
    assert breaks() == [("DUPLICATE", "OPEN")]


def test_what_is_not_in_the_ledger(amina: User) -> None:
    """Whoever tampers with an operation so that it seems done finds that its money is not there."""
    operation = asked(amina, "10.00")
    type(operation).objects.filter(pk=operation.pk).update(state="SUCCEEDED", decided_at=NOW, due_at=None)
    reconciled(csv_of([listed(operation)]))
    row = only_break()
    assert (row.reason, row.detail) == ("LEDGER_MISSING", "Clearing shows 0.")
    assert [str(one) for one in corrections_of(row)] == ["-10.00 USD"]


def test_a_fee_that_was_not_agreed(amina: User) -> None:
    AgreedFee.objects.create(gateway_code=GATEWAY, capability="COLLECT", currency="USD", flat="0.10", percent="1.0")
    right, wrong = deposited(amina, "20.00"), deposited(amina, "20.00")
    reconciled(csv_of([listed(right, fee="0.30"), listed(wrong, fee="0.50")]))
    row = only_break()
    assert (row.reason, row.operation_id, row.detail) == ("FEE", wrong.id, "0.5 and not 0.3.")


@pytest.mark.django_db(transaction=True)
def test_the_fees_of_a_file_are_booked_once(amina: User) -> None:
    deposit, withdrawal = deposited(amina, "40.00"), withdrawn(amina, "15.00")
    content = csv_of([listed(deposit, fee="0.30"), listed(withdrawal, fee="0.20", net="15.20")])
    reconciled(content)
    assert (clearing(), balance(f"provider_fees:{GATEWAY}")) == (Decimal("-24.50"), Decimal("-0.50"))
    # The same lines in a file of another day, and one more.
    third = deposited(amina, "1.00")
    overlapping = csv_of([listed(deposit, fee="0.30"), listed(third, fee="0.05")])
    file = reconciled(overlapping, day=DAY + timedelta(days=1))
    assert (file.read_lines, file.repeated_lines) == (2, 1)
    assert balance(f"provider_fees:{GATEWAY}") == Decimal("-0.55")
    assert breaks() == []
    assert books_are_right()


# What is undecided here, and what has failed.


@pytest.mark.django_db(transaction=True)
def test_an_unknown_payment_is_decided_by_the_file(amina: User) -> None:
    deposit, withdrawal = asked(amina, "40.00"), asked(amina, "15.00", out=True)
    type(deposit).objects.filter(pk=deposit.pk).update(state="UNKNOWN")
    assert available(amina) == 85
    reconciled(csv_of([listed(deposit), listed(withdrawal)]))
    for operation in (deposit, withdrawal):
        operation.refresh_from_db()
        assert operation.state == "SUCCEEDED"
        assert payment_of(operation).state == "COMPLETED"
    assert deposit.provider_reference == f"p_{deposit.id}"
    assert available(amina) == 125
    assert (line_states(), breaks()) == (["MATCHED", "MATCHED"], [])
    assert books_are_right()


@pytest.mark.django_db(transaction=True)
def test_one_operator_alone_does_not_credit_a_deposit_nobody_has_paid() -> None:
    """They open the provider's page, pay nothing, and bring a file of their own that lists it."""
    mallory, operator = join("amina"), UserFactory.create(is_staff=True)
    operation = asked(mallory, "9000.00")
    with nothing_moves():
        brought(csv_of([listed(operation)]), by=operator)
        services.look_for_missing(gateway_code=GATEWAY, now=NOW + timedelta(days=3))
    operation.refresh_from_db()
    assert (operation.state, payment_of(operation).state, available(mallory)) == ("SUBMITTED", "PENDING", 0)
    row = Break.objects.get(reason="NOT_DONE_HERE")
    assert (row.state, row.awaits_word, resolutions_of(row)) == ("OPEN", True, [])


@pytest.mark.django_db(transaction=True)
def test_one_operator_alone_does_not_book_a_failed_deposit_as_one_that_came_late() -> None:
    mallory, operator = join("amina"), UserFactory.create(is_staff=True)
    operation = decide(asked(mallory, "9000.00"), Outcome.FAILED)
    with nothing_moves():
        brought(csv_of([listed(operation)]), by=operator)
    assert (available(mallory), balance("suspense"), Discrepancy.objects.count()) == (0, 0, 0)
    assert breaks() == [("NOT_DONE_HERE", "OPEN")]


@pytest.mark.django_db(transaction=True)
def test_what_an_operator_brought_is_believed_once_the_provider_sends_it_itself() -> None:
    amina, operator = join("amina"), UserFactory.create(is_staff=True)
    operation = asked(amina, "9.00")
    brought(csv_of([listed(operation)]), by=operator)
    assert (available(amina), breaks()) == (0, [("NOT_DONE_HERE", "OPEN")])
    brought(csv_of([listed(operation), listed()]), by=None)
    operation.refresh_from_db()
    assert (operation.state, available(amina)) == ("SUCCEEDED", 9)
    assert breaks() == [("NOT_DONE_HERE", "RESOLVED"), ("MISSING_HERE", "OPEN")]
    assert books_are_right()


def brought(content: bytes, *, by: User | None) -> None:
    """A file that an operator has brought, or the provider sent, is read and compared."""
    row, _ = services.receive_file(
        gateway_code=GATEWAY, day=DAY, name="list.csv", content=[content], by=by.id if by else None, now=NOW
    )
    services.read_file(file_id=row.id, read_clock=lambda: NOW)
    services.match(gateway_code=GATEWAY, now=NOW)


def test_an_unknown_payment_that_is_not_listed_stays_unknown(amina: User) -> None:
    operation = asked(amina, "15.00", out=True)
    with nothing_moves():
        reconciled(csv_of([]), now=NOW + timedelta(days=30))
    operation.refresh_from_db()
    assert (operation.state, breaks()) == ("SUBMITTED", [])


def test_a_line_about_another_amount_decides_nothing(amina: User) -> None:
    operation = asked(amina, "15.00", out=True)
    with nothing_moves():
        reconciled(csv_of([listed(operation, amount="150.00")]))
    operation.refresh_from_db()
    assert (operation.state, breaks()) == ("SUBMITTED", [("NOT_DONE_HERE", "OPEN")])
    # When an enquiry has decided it, what differs is seen.
    decide(operation, at=NOW)
    services.match(gateway_code=GATEWAY, now=NOW)
    assert breaks() == [("AMOUNT_DIFFERS", "OPEN")]


@pytest.mark.django_db(transaction=True)
def test_what_has_failed_here_goes_to_suspense_and_is_over_when_that_is(amina: User) -> None:
    operation = decide(asked(amina, "40.00"), Outcome.FAILED)
    reconciled(csv_of([listed(operation)]))
    operation.refresh_from_db()
    late = Discrepancy.objects.get()
    assert (operation.state, late.kind, late.in_suspense) == ("FAILED", "LATE_SUCCESS", Decimal(40))
    assert (balance("suspense"), clearing(), available(amina)) == (Decimal(40), Decimal(-40), Decimal(100))
    row = only_break()
    assert (row.reason, row.state, corrections_of(row)) == ("NOT_DONE_HERE", "OPEN", [])
    services.match(gateway_code=GATEWAY, now=NOW)
    assert (Discrepancy.objects.count(), balance("suspense")) == (1, Decimal(40))
    Discrepancy.objects.update(state="RESOLVED", resolution="CREDIT", resolved_at=NOW)
    services.match(gateway_code=GATEWAY, now=NOW)
    assert (breaks(), line_states()) == ([("NOT_DONE_HERE", "RESOLVED")], ["MATCHED"])
    assert books_are_right()


def test_what_another_provider_did_in_the_end_was_done_twice(amina: User) -> None:
    operation = withdrawn(amina, "10.00", gateway="jsonbank")
    with nothing_moves():
        reconciled(csv_of([listed(operation)]))
    row = only_break()
    assert (row.reason, row.detail) == ("NOT_DONE_HERE", "In the end it was sent to jsonbank.")
    assert [str(one) for one in corrections_of(row)] == ["10.00 USD"]


class _Killed(BaseException):
    pass


@pytest.mark.parametrize("killed_before", ["_pairs", "_write", "close_breaks"])
@pytest.mark.django_db(transaction=True)
def test_whoever_is_killed_while_comparing_is_gone_on_with(
    amina: User, monkeypatch: pytest.MonkeyPatch, killed_before: str
) -> None:
    """What a line has decided stays decided; lines and breaks are written together or not at all."""
    operation = asked(amina, "40.00")
    take_in(csv_of([listed(operation), listed()]))
    real, calls = getattr(_match, killed_before), []

    def dying(*given: object) -> object:
        calls.append(given)
        # The pairs are read once before the news is told, and once more under the lock.
        if killed_before != "_pairs" or len(calls) == 2:
            raise _Killed
        return real(*given)

    with monkeypatch.context() as patch:
        patch.setattr(_match, killed_before, dying)
        with pytest.raises(_Killed):
            services.match(gateway_code=GATEWAY, now=NOW)
    operation.refresh_from_db()
    assert (operation.state, available(amina)) == ("SUCCEEDED", 140)
    assert (line_states(), breaks()) == (["NEW", "NEW"], [])
    found = services.match(gateway_code=GATEWAY, now=NOW)
    assert (found.matched, found.broken, found.decided) == (1, 1, 0)
    assert (line_states(), breaks()) == (["MATCHED", "BROKEN"], [("MISSING_HERE", "OPEN")])
    assert available(amina) == 140
    assert books_are_right()


def test_comparing_again_changes_nothing(amina: User) -> None:
    operation = deposited(amina, "40.00")
    reconciled(csv_of([listed(operation), listed(), listed(operation, provider_reference="x")]))
    rows = [list(Break.objects.order_by("id").values()), list(Line.objects.order_by("id").values())]
    found = services.match(gateway_code=GATEWAY, now=NOW + timedelta(hours=1))
    assert (found.decided, found.healed) == (0, 0)
    assert rows == [list(Break.objects.order_by("id").values()), list(Line.objects.order_by("id").values())]


@pytest.mark.django_db(transaction=True)
def test_eight_who_compare_at_once_find_it_once(amina: User) -> None:
    operations = [asked(amina, "1.00") for _ in range(20)]
    content = csv_of([*(listed(one) for one in operations), *(listed() for _ in range(20))])
    take_in(content)
    outcomes = run_together(8, lambda index: services.match(gateway_code=GATEWAY, now=NOW))
    assert not [one for one in outcomes if isinstance(one, BaseException)], outcomes
    assert sum(one.decided for one in outcomes) == 20
    assert sorted(line_states()) == ["BROKEN"] * 20 + ["MATCHED"] * 20
    assert Break.objects.count() == 20
    assert available(amina) == 120
    assert books_are_right()
