"""Payments through a provider: put aside, decided once by whoever brings the news, never guessed, never undone."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.gateways.base import Outcome
from apps.gateways.models import Discrepancy, Operation, OperationState
from apps.gateways.services import Applied, clearing_code, fail_operation, give_to_operators
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id, open_account
from apps.transactions import services
from apps.transactions.errors import IdempotencyKeyReused
from apps.transactions.kinds import SETTLEMENT, WITHDRAWAL
from apps.transactions.models import Spending, State, Transaction
from apps.transactions.services import release_held, return_held, set_fee, set_tier_limit
from apps.transactions.tests.outside import (
    BANK,
    ask_outside,
    deposit,
    operation_of,
    reviewed,
    say,
    say_nothing,
    submit,
    withdraw,
)
from apps.transactions.tests.payments import DIGEST, money_picture, nothing_moves
from apps.wallets import services as wallets
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def held(person: Any) -> Decimal:
    return get_balance(wallet_of(person).held_account).amount


def on(code: str) -> Decimal:
    return get_balance(deferred_account_id(code, "USD")).amount


def state_of(row: Transaction) -> str:
    row.refresh_from_db()
    return str(row.state)


def test_what_leaves_is_put_aside_and_paid_when_the_provider_has_paid() -> None:
    set_fee(kind="WITHDRAWAL", currency="USD", flat=Decimal("0.50"), tax_percent=Decimal(10), active_from=clock.now())
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    assert (state_of(row), available(amina), held(amina)) == ("PENDING", Decimal("59.45"), Decimal("40.55"))
    operation = submit(row)
    assert (operation.amount, operation.state) == (40, "SUBMITTED")
    assert say(row, Outcome.SUCCEEDED, amount=Money(Decimal(40), "USD"), provider_reference="b1") is Applied.DECIDED
    assert (state_of(row), held(amina), on(clearing_code(BANK))) == ("COMPLETED", 0, 40)
    assert (on("fees:withdrawal"), on("taxes")) == (Decimal("0.50"), Decimal("0.05"))
    topics = list(OutboxEvent.objects.filter(topic__startswith="transactions.").values_list("topic", flat=True))
    assert topics == ["transactions.pending", "transactions.completed"]


def test_what_the_provider_does_not_do_comes_back_and_is_not_counted() -> None:
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(50))
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    say(row, Outcome.FAILED, failure_code="provider_account_invalid")
    assert (state_of(row), row.failure_code) == ("FAILED", "provider_account_invalid")
    assert (available(amina), held(amina)) == (100, 0)
    assert Spending.objects.get(person_id=amina.id, kind="").day_total == 0


def test_what_comes_is_credited_when_the_provider_has_it_and_not_before() -> None:
    set_fee(kind="DEPOSIT", currency="USD", flat=Decimal(1), bearer="PAYEE", active_from=clock.now())
    amina = join("amina")
    with nothing_moves():
        row = deposit(amina, 25)
        submit(row)
    assert (state_of(row), operation_of(row).amount) == ("PENDING", 25)
    say(row, Outcome.SUCCEEDED)
    assert (state_of(row), available(amina), on(clearing_code(BANK)), on("fees:deposit")) == ("COMPLETED", 24, -25, 1)


def test_a_fee_on_top_of_a_deposit_is_collected_with_it() -> None:
    set_fee(kind="DEPOSIT", currency="USD", flat=Decimal(1), bearer="PAYER", active_from=clock.now())
    amina = join("amina")
    row = deposit(amina, 25)
    submit(row)
    assert operation_of(row).amount == 26
    say(row, Outcome.SUCCEEDED)
    assert (available(amina), on(clearing_code(BANK))) == (25, -26)


def test_a_deposit_that_would_be_too_much_is_declined_before_anybody_is_asked() -> None:
    set_tier_limit(tier="TIER_0", currency="USD", maximum_balance=Decimal(100))
    amina = join("amina", 90)
    assert (state_of(deposit(amina, 10)), state_of(row := deposit(amina, 11))) == ("PENDING", "DECLINED")
    assert row.failure_code == "payee_limit_exceeded"
    assert not Operation.objects.filter(transaction_id=row.id).exists()


def test_a_truth_that_comes_by_itself_takes_the_work_off_the_operators() -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    operation = submit(row)
    give_to_operators(operation_id=operation.id, why="silent", due_at=clock.now(), now=clock.now())
    give_to_operators(operation_id=operation.id, why="silent", due_at=clock.now(), now=clock.now())
    assert [one.state for one in Discrepancy.objects.all()] == ["OPEN"]
    say(row, Outcome.SUCCEEDED)
    assert [(one.state, one.resolution) for one in Discrepancy.objects.all()] == [("RESOLVED", "DONE")]


def test_what_a_provider_is_told_of_people_is_sealed() -> None:
    row = withdraw(join("amina", 100), 40, terms={"account_number": "5580244471", "shown": "•••• 4471"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT o::text FROM gateways_operation o")
        assert b"5580244471".hex() not in (found := cursor.fetchone()[0]) and "5580244471" not in found
    assert operation_of(row).terms["account_number"] == "5580244471"


def test_nobody_pays_out_what_is_not_there() -> None:
    amina = join("amina", 10)
    with nothing_moves():
        row = withdraw(amina, 11)
    assert (state_of(row), row.failure_code, Operation.objects.count()) == ("DECLINED", "insufficient_funds", 0)


def test_a_silence_decides_nothing_and_the_truth_comes_later() -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    say_nothing(row)
    say_nothing(row)
    assert (state_of(row), held(amina)) == ("UNKNOWN", 40)
    assert OutboxEvent.objects.filter(topic="transactions.unknown").count() == 1
    assert say(row, Outcome.PENDING) is Applied.NOTED
    assert state_of(row) == "UNKNOWN"
    say(row, Outcome.SUCCEEDED)
    assert (state_of(row), held(amina)) == ("COMPLETED", 0)


@pytest.mark.parametrize("second", [Outcome.SUCCEEDED, Outcome.PENDING, Outcome.NOT_FOUND])
def test_what_is_said_again_changes_nothing(second: Outcome) -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    say(row, Outcome.SUCCEEDED)
    with nothing_moves():
        assert say(row, second) is Applied.NOTHING_NEW
    assert Discrepancy.objects.count() == 0


def test_money_that_was_paid_out_after_it_had_failed_is_booked_on_suspense_once() -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    say(row, Outcome.FAILED)
    assert say(row, Outcome.SUCCEEDED) is Applied.LATE
    assert (state_of(row), available(amina), on("suspense"), on(clearing_code(BANK))) == ("FAILED", 100, -40, 40)
    with nothing_moves():
        assert say(row, Outcome.SUCCEEDED) is Applied.NOTHING_NEW
    (found,) = Discrepancy.objects.all()
    assert (found.kind, found.in_suspense) == ("LATE_SUCCESS", -40)


def test_a_deposit_that_comes_after_its_time_is_neither_lost_nor_credited_twice() -> None:
    amina = join("amina")
    row = deposit(amina, 25)
    submit(row)
    assert fail_operation(operation_id=operation_of(row).id, code="provider_expired", now=clock.now())
    assert say(row, Outcome.SUCCEEDED) is Applied.LATE
    assert (state_of(row), available(amina), on("suspense"), on(clearing_code(BANK))) == ("FAILED", 0, 25, -25)
    paid = services.adjust(
        person_id=amina.id, amount=Money(Decimal(25), "USD"), parent_id=row.id, key="late", at=clock.now()
    )
    assert (paid.transaction.kind, available(amina), on("suspense")) == ("ADJUSTMENT", 25, 0)
    again = services.adjust(
        person_id=amina.id, amount=Money(Decimal(25), "USD"), parent_id=row.id, key="late", at=clock.now()
    )
    assert (again.replayed, available(amina)) == (True, 25)
    with pytest.raises(IdempotencyKeyReused):
        services.adjust(person_id=amina.id, amount=Money(Decimal(1), "USD"), key="late", at=clock.now())


def test_a_failure_after_a_success_moves_nothing_and_waits_for_somebody() -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    say(row, Outcome.SUCCEEDED)
    with nothing_moves():
        assert say(row, Outcome.FAILED) is Applied.LATE
    assert (state_of(row), Discrepancy.objects.get().kind) == ("COMPLETED", "LATE_FAILURE")


@pytest.mark.parametrize(
    "lie",
    [
        {"amount": Money(Decimal(41), "USD")},
        {"amount": Money(Decimal(40), "EUR")},
        {"amount": Money(Decimal("40.01"), "USD")},
        {"gateway": "otherbank"},
    ],
)
@pytest.mark.parametrize("outcome", [Outcome.SUCCEEDED, Outcome.FAILED])
def test_another_amount_currency_or_gateway_decides_nothing(lie: dict[str, Any], outcome: Outcome) -> None:
    """Neither that it was done nor that it was not: who failed to pay out 41.00 may have paid out 40.00."""
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    with nothing_moves():
        assert say(row, outcome, **lie) is Applied.MISMATCH
        assert say(row, outcome, **lie) is Applied.MISMATCH
    assert (state_of(row), operation_of(row).state, held(amina)) == ("PENDING", "SUBMITTED", 40)
    assert [one.kind for one in Discrepancy.objects.all()] == ["MISMATCH"]


def test_what_comes_for_a_closed_wallet_goes_to_suspense() -> None:
    amina = join("amina")
    row = deposit(amina, 25)
    submit(row)
    wallet = wallet_of(amina)
    wallets.close_wallet(wallet_id=wallet.id, reason="asked for it", now=clock.now())
    say(row, Outcome.SUCCEEDED)
    assert (state_of(row), row.failure_code, on("suspense")) == ("FAILED", "payee_not_active", 25)
    assert Discrepancy.objects.get().kind == "NOT_CREDITED"


def test_a_withdrawal_that_is_looked_at_first_goes_out_when_it_is_released() -> None:
    amina = join("amina", 100)
    row = reviewed(amina)
    assert (state_of(row), operation_of(row).state, held(amina)) == ("HELD", "WAITING", 40)
    release_held(transaction_id=row.id, at=clock.now())
    assert (state_of(row), operation_of(row).state, held(amina)) == ("PENDING", "READY", 40)
    assert release_held(transaction_id=row.id, at=clock.now()).state == State.PENDING
    submit(row)
    say(row, Outcome.SUCCEEDED)
    assert (state_of(row), held(amina)) == ("COMPLETED", 0)


def test_a_withdrawal_that_is_not_let_through_never_goes_out() -> None:
    amina = join("amina", 100)
    row = reviewed(amina)
    return_held(transaction_id=row.id, code="returned_by_review", at=clock.now())
    assert (state_of(row), operation_of(row).state, available(amina)) == ("RETURNED", "FAILED", 100)


def test_a_key_is_answered_once_and_asks_the_provider_once() -> None:
    amina = join("amina", 100)
    key = str(uuid4())
    first, second = withdraw(amina, 40, key=key), withdraw(amina, 40, key=key)
    assert (first.id, Operation.objects.count(), available(amina)) == (second.id, 1, 60)


def test_the_platform_pays_out_what_it_owes_and_gets_it_back_when_that_fails() -> None:
    owed = open_account(code="biller:tv:payable", kind="LIABILITY", currency="USD", floor=None, at=clock.now())
    amina = join("amina", 100)
    bill = ask_outside(WITHDRAWAL, amina, 60, counter_code="biller:tv:payable")
    submit(bill)
    say(bill, Outcome.SUCCEEDED)
    assert get_balance(owed).amount == 60
    terms: dict[str, Any] = {
        "kind": SETTLEMENT,
        "source_code": "biller:tv:payable",
        "amount": Money(Decimal(60), "USD"),
        "terms": {"instrument": "acc_tv"},
        "party_name": "TV",
        "digest": DIGEST,
        "at": clock.now(),
    }
    first = services.settle_outside(key="tv-1", **terms).transaction
    assert (on("biller:tv:payable"), on("biller:tv:payable:held")) == (0, 60)
    submit(first)
    say(first, Outcome.FAILED)
    assert (state_of(first), on("biller:tv:payable"), on("biller:tv:payable:held")) == ("FAILED", 60, 0)
    second = services.settle_outside(key="tv-2", **terms).transaction
    submit(second)
    say(second, Outcome.SUCCEEDED)
    assert (state_of(second), on("biller:tv:payable"), on("biller:tv:payable:held")) == ("COMPLETED", 0, 0)
    assert on(clearing_code(BANK)) == 60


@committing
def test_of_thirty_two_that_bring_contradicting_news_one_decides() -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    news = [Outcome.SUCCEEDED, Outcome.FAILED] * 16
    said = run_together(32, lambda index: say(row, news[index]))
    assert said.count(Applied.DECIDED) == 1
    assert list(verification.verify()) == []
    state = state_of(row)
    assert state in ("COMPLETED", "FAILED")
    paid_out, back = on(clearing_code(BANK)), available(amina)
    # Whichever came first: what the provider paid is booked once, and the customer has their money once.
    assert (paid_out, back, on("suspense") if state == "FAILED" else -40) == (
        40,
        60 if state == "COMPLETED" else 100,
        -40,
    )
    assert Discrepancy.objects.count() == 1


@committing
@pytest.mark.parametrize(
    "table", ["transactions_transaction", "ledger_posting", "core_outboxevent", "gateways_operation"]
)
def test_news_is_applied_whole_or_not_at_all(table: str) -> None:
    """Each table is broken in turn, as a process that dies there would leave it."""
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    before = money_picture()
    with connection.cursor() as cursor:
        cursor.execute(
            "CREATE FUNCTION break_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'broken'; END $$"
        )
        cursor.execute(
            f"CREATE TRIGGER broken BEFORE INSERT OR UPDATE ON {table} FOR EACH ROW EXECUTE FUNCTION break_it()"
        )
    try:
        with pytest.raises(DatabaseError):
            say(row, Outcome.SUCCEEDED)
        assert money_picture() == before
        assert (state_of(row), operation_of(row).state) == ("PENDING", "SUBMITTED")
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP TRIGGER broken ON {table}")
            cursor.execute("DROP FUNCTION break_it")
    assert say(row, Outcome.SUCCEEDED) is Applied.DECIDED
    assert list(verification.verify()) == []


BACKWARDS = [
    ("COMPLETED", "PENDING"),
    ("COMPLETED", "FAILED"),
    ("FAILED", "COMPLETED"),
    ("FAILED", "PENDING"),
    ("UNKNOWN", "PENDING"),
]


@pytest.mark.parametrize(("before", "after"), BACKWARDS)
def test_no_state_moves_backwards_whoever_asks(before: str, after: str) -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    if before == "UNKNOWN":
        say_nothing(row)
    else:
        say(row, Outcome.SUCCEEDED if before == "COMPLETED" else Outcome.FAILED)
    why = "fraud" if after == "FAILED" else ""
    with pytest.raises(DatabaseError, match=r"a payment is fixed"), transaction.atomic():
        Transaction.objects.filter(pk=row.id).update(state=after, failure_code=why)
    operation = operation_of(row)
    if operation.state != OperationState.UNKNOWN:
        with pytest.raises(DatabaseError, match=r"an operation is fixed"), transaction.atomic():
            Operation.objects.filter(pk=operation.id).update(state="READY", due_at=clock.now(), decided_at=None)


@pytest.mark.parametrize(
    "change", ["amount = amount + 1", "capability = 'RECHARGE'", "transaction_id = id", "currency = 'EUR'"]
)
def test_what_a_provider_was_asked_never_changes(change: str) -> None:
    row = withdraw(join("amina", 100), 40)
    with (
        pytest.raises(DatabaseError, match=r"an operation is fixed"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(f"UPDATE gateways_operation SET {change} WHERE transaction_id = %s", [row.id])


def test_a_payment_through_a_provider_says_where_it_stands() -> None:
    amina = join("amina", 100)
    row = withdraw(amina, 40)
    submit(row)
    say(row, Outcome.PENDING, next_url="https://bank.example/pay")
    client = client_of(amina)
    seen = client.get(f"/api/v1/transactions/{row.id}").json()
    assert (seen["state"], seen["kind"], seen["direction"]) == ("PENDING", "WITHDRAWAL", "out")
    assert seen["outside"] == {
        "party": "Test Bank",
        "account": "•••• 1234",
        "next_url": "https://bank.example/pay",
        "voucher": None,
        "units": None,
        "receipt_number": None,
    }
    say(row, Outcome.FAILED)
    listed = client.get("/api/v1/transactions").json()["results"][0]
    assert (listed["state"], listed["failure_code"], listed["outside"]["next_url"]) == (
        "FAILED",
        "provider_declined",
        None,
    )
