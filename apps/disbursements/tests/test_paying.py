"""An approved disbursement is paid once, whoever pays it, however often they die, whatever has become of its payees."""

from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.services import close_person, lock_person
from apps.core import clock, sql
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import deliver_events
from apps.disbursements import ids, services
from apps.disbursements.models import Disbursement, DisbursementRow, DisbursementState
from apps.disbursements.services import _pay
from apps.disbursements.tests.salaries import (
    approved,
    csv_of,
    make_cosigner,
    make_crowd,
    pay,
    pay_each,
    resume,
    states_of,
)
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.kinds import DISBURSEMENT
from apps.transactions.models import Transaction
from apps.transactions.pricing import free_of_charge
from apps.transactions.references import new_reference
from apps.transactions.services import BulkPayment, Side, _pay_many, pay_many, set_fee, set_tier_limit
from apps.transactions.tests.payments import count, nothing_moves, number_of, send
from apps.wallets.selectors import find_wallet
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 1_000)


@pytest.fixture
def brian(amina: User) -> User:
    brian = join("brian")
    make_cosigner(amina, brian)
    return brian


def paid_once(row: Disbursement, people: list[User], amount: str = "10.00") -> None:
    """Each of them has exactly that, by exactly one payment, and the books are right."""
    assert {available(person) for person in people} == {Decimal(amount)}
    payments = Transaction.objects.filter(kind="DISBURSEMENT", state="COMPLETED")
    assert Counter(payments.values_list("payee_id", flat=True)) == Counter(person.id for person in people)
    assert set(states_of(row).values()) == {"PAID"}
    row.refresh_from_db()
    assert (row.state, row.paid_rows, row.paid_total) == ("DONE", len(people), Decimal(amount) * len(people))
    assert list(verification.verify()) == []


class Killed(BaseException):
    """The process is gone: nothing catches this."""


STEPS: dict[str, tuple[Any, str]] = {
    "before it begins": (_pay, "_begin"),
    "when it has claimed": (_pay, "claim_disbursement"),
    "when it has read the lines": (_pay, "_next_lines"),
    "when it has paid": (_pay, "pay_many"),
    "when the payments are written": (_pay_many._Maker, "_insert"),
    "when the ledger has moved them": (_pay_many._Maker, "_post"),
    "when it has written how far it is": (_pay, "_pay_chunk"),
    "when the event is recorded": (_pay.events, "record"),
    "when the rest is given back": (_pay, "give_rest_back"),
    "when it is done": (_pay, "_finish"),
}


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize(("place", "name"), STEPS.values(), ids=STEPS)
def test_killed_at_any_step_the_next_one_pays_what_is_left(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch, place: Any, name: str, when: str
) -> None:
    people = make_crowd(7)
    row = approved(amina, brian, pay_each(people))
    whole = getattr(place, name)
    deaths = 0

    def dying(*args: Any, **kwargs: Any) -> Any:
        """Dies on the second and the third of its calls, or on the first if there is only one a run."""
        nonlocal deaths
        deaths += 1
        fatal = deaths in (1, 2)
        if fatal and when == "before":
            raise Killed
        answer = whole(*args, **kwargs)
        if fatal:
            raise Killed
        return answer

    monkeypatch.setattr(place, name, dying)
    for _ in range(2):
        with pytest.raises(Killed):
            services.pay_out(disbursement_id=row.id, read_clock=clock.now, chunk=2)
    if Disbursement.objects.get().state != DisbursementState.DONE:
        pay(row, chunk=2)
    paid_once(row, people)
    assert available(amina) == 930
    deliver_events()
    assert Notification.objects.filter(title__startswith="You received").count() == 7


def test_a_payer_that_forgets_everything_pays_nobody_twice(amina: User, brian: User) -> None:
    """The second and third guard by themselves: rows and progress are set back, and the same payments come again."""
    people = make_crowd(5)
    row = approved(amina, brian, pay_each(people))
    services._pay._begin(row.id, clock.now())  # type: ignore[attr-defined]
    row.refresh_from_db()
    lines = _pay._next_lines(row, 100)
    with transaction.atomic():
        _pay._pay_chunk(row, lines, clock.now())
    postings = count("ledger_posting")
    with transaction.atomic():
        outcome = _pay._pay(row, {_pay._id_of(row, line): line for line in lines}, clock.now())
    references = dict(DisbursementRow.objects.values_list("transaction_id", "reference"))
    assert (dict(outcome.paid), dict(outcome.refused), count("ledger_posting")) == (references, {}, postings)
    pay(row)
    paid_once(row, people)


def test_of_many_payers_at_once_nobody_pays_twice(amina: User, brian: User) -> None:
    people = make_crowd(40)
    row = approved(amina, brian, pay_each(people))
    answers = run_together(6, lambda _: services.pay_out(disbursement_id=row.id, read_clock=clock.now, chunk=3))
    assert all(answer in (True, False) for answer in answers)
    if Disbursement.objects.get().state != DisbursementState.DONE:
        pay(row)
    paid_once(row, people)


def test_a_payer_passes_over_what_another_one_is_at(amina: User, brian: User) -> None:
    people = make_crowd(3)
    row = approved(amina, brian, pay_each(people))
    with other_transaction() as there:
        there(lambda: Disbursement.objects.select_for_update(no_key=True).get(pk=row.id))
        assert services.pay_out(disbursement_id=row.id, read_clock=clock.now) is False
    pay(row)
    paid_once(row, people)


def test_the_sweep_takes_only_what_is_silent(amina: User, brian: User) -> None:
    people = make_crowd(3)
    row = approved(amina, brian, pay_each(people))
    assert services.resume_silent(read_clock=clock.now) == 0
    assert services.resume_silent(read_clock=lambda: clock.now() + timedelta(seconds=61)) == 1
    paid_once(row, people)
    assert resume() == 0


def test_one_that_cannot_go_on_keeps_no_other_waiting(
    amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    people = make_crowd(4)
    stuck, row = approved(amina, brian, pay_each(people[:2])), approved(amina, brian, pay_each(people[2:]))
    next_lines = _pay._next_lines

    def fail(disbursement: Disbursement, chunk: int) -> Any:
        if disbursement.id == stuck.id:
            raise RuntimeError("it cannot go on")
        return next_lines(disbursement, chunk)

    monkeypatch.setattr(_pay, "_next_lines", fail)
    assert resume() == 1
    row.refresh_from_db()
    assert row.state == DisbursementState.DONE
    monkeypatch.setattr(_pay, "_next_lines", next_lines)
    assert services.resume_silent(read_clock=lambda: clock.now() + timedelta(minutes=5)) == 1
    assert {available(person) for person in people} == {10}


def closed_wallet(person: User) -> None:
    close_wallet(wallet_id=wallet_of(person).id, reason="test", now=clock.now())


def closed_person(person: User) -> None:
    close_person(person_id=person.id, reason="test", now=clock.now())


@pytest.mark.parametrize("close", [closed_wallet, closed_person])
def test_whoever_is_closed_by_now_fails_alone(amina: User, brian: User, close: Callable[[User], None]) -> None:
    people = make_crowd(5)
    set_fee(kind="DISBURSEMENT", currency="USD", flat=Decimal(1), tax_percent=Decimal(10), active_from=clock.now())
    row = approved(amina, brian, pay_each(people))
    assert available(amina) == Decimal("944.50")
    close(people[2])
    row = pay(row)
    assert states_of(row) == {2: "PAID", 3: "PAID", 4: "FAILED", 5: "PAID", 6: "PAID"}
    failed = DisbursementRow.objects.get(disbursement_id=row.id, line=4)
    assert (failed.code, failed.transaction_id, failed.reference) == ("payee_not_active", None, "")
    # Amount, fee and tax come back.
    assert (row.returned_total, available(amina)) == (Decimal("11.10"), Decimal("955.60"))
    assert get_balance(deferred_account_id("fees:disbursement", "USD")).amount == 4
    assert get_balance(deferred_account_id("taxes", "USD")).amount == Decimal("0.40")
    assert list(verification.verify()) == []


def test_a_frozen_wallet_and_a_locked_person_are_paid(amina: User, brian: User) -> None:
    people = make_crowd(2)
    row = approved(amina, brian, pay_each(people))
    freeze_wallet(wallet_id=wallet_of(people[0]).id, reason="test", now=clock.now())
    lock_person(person_id=people[1].id, reason="test", by=None, now=clock.now())
    # What the owner does now changes nothing either: the money left their wallet when it was approved.
    freeze_wallet(wallet_id=wallet_of(amina).id, reason="test", now=clock.now())
    pay(row)
    paid_once(row, people)


def test_closed_in_the_middle_of_a_chunk_one_fails_and_the_others_are_paid(amina: User, brian: User) -> None:
    """The payer has found the wallet open and waits for its account's row; then it is closed."""
    people = make_crowd(5)
    row = approved(amina, brian, pay_each(people))
    with other_transaction() as there:
        there(lambda: closed_wallet(people[3]))
        paying = in_background(lambda: services.pay_out(disbursement_id=row.id, read_clock=clock.now))
        wait_until_blocked()
    assert paying.result(60) is True
    assert states_of(row) == {2: "PAID", 3: "PAID", 4: "PAID", 5: "FAILED", 6: "PAID"}
    assert available(amina) == 960
    assert list(verification.verify()) == []


def test_what_a_payee_may_not_hold_is_not_paid(amina: User, brian: User) -> None:
    chidi, esther = join("chidi", 85), join("esther")
    set_tier_limit(tier="TIER_0", currency="USD", maximum_balance=Decimal(100))
    rows = [(number_of("chidi"), amount, "") for amount in ("10.00", "6.00", "5.00", "0.01")]
    row = pay(approved(amina, brian, csv_of([*rows, (number_of("esther"), "100.00", "")])))
    assert states_of(row) == {2: "PAID", 3: "FAILED", 4: "PAID", 5: "FAILED", 6: "PAID"}
    assert (available(chidi), available(esther)) == (100, 100)
    assert set(DisbursementRow.objects.filter(state="FAILED").values_list("code", flat=True)) == {
        "payee_limit_exceeded"
    }
    assert list(verification.verify()) == []


def test_what_arrives_meanwhile_counts_against_what_a_payee_may_hold(amina: User, brian: User) -> None:
    """A payment to Chidi commits while the chunk waits for his account: then there is no room for his row."""
    join("chidi", 85)
    grace = join("grace", 50)
    people = make_crowd(3)
    set_tier_limit(tier="TIER_0", currency="USD", maximum_balance=Decimal(100))
    everybody = [*people, User.objects.get(msisdn=number_of("chidi"))]
    row = approved(amina, brian, pay_each(everybody))
    with other_transaction() as there:
        there(lambda: send(grace, "chidi", "6.00"))
        paying = in_background(lambda: services.pay_out(disbursement_id=row.id, read_clock=clock.now))
        wait_until_blocked()
    assert paying.result(60) is True
    assert states_of(row) == {2: "PAID", 3: "PAID", 4: "PAID", 5: "FAILED"}
    assert available(everybody[-1]) == 91
    assert list(verification.verify()) == []


def test_a_fee_the_payee_bears_comes_out_of_the_amount(amina: User, brian: User) -> None:
    people = make_crowd(2)
    set_fee(
        kind="DISBURSEMENT",
        currency="USD",
        flat=Decimal(1),
        tax_percent=Decimal(10),
        bearer="PAYEE",
        active_from=clock.now(),
    )
    row = pay(approved(amina, brian, pay_each(people)))
    assert (available(amina), row.debit_total, row.paid_total) == (980, 20, 20)
    assert {available(person) for person in people} == {Decimal("8.90")}
    deliver_events()
    assert Notification.objects.filter(title="You received 8.90 USD from Amina Otieno").count() == 2
    assert list(verification.verify()) == []


def test_the_rest_of_an_owner_who_is_gone_waits_in_suspense(amina: User, brian: User) -> None:
    people = make_crowd(2)
    row = approved(amina, brian, pay_each(people, "500.00"))
    closed_wallet(people[0])
    closed_wallet(amina)
    row = pay(row)
    assert (row.paid_rows, row.returned_total) == (1, 500)
    assert get_balance(deferred_account_id("suspense", "USD")).amount == 500
    assert list(verification.verify()) == []


def test_a_payee_who_stands_twice_is_paid_and_told_twice(amina: User, brian: User) -> None:
    chidi = join("chidi")
    row = pay(approved(amina, brian, csv_of([(number_of("chidi"), "1.00", "first"), (number_of("chidi"), "2.00", "")])))
    assert (row.paid_rows, available(chidi)) == (2, 3)
    deliver_events()
    told = Notification.objects.filter(person_id=chidi.id, title__startswith="You received")
    assert sorted(told.values_list("title", flat=True)) == [
        "You received 1.00 USD from Amina Otieno",
        "You received 2.00 USD from Amina Otieno",
    ]


def test_a_key_somebody_used_before_fails_its_row_and_no_other(amina: User, brian: User) -> None:
    """Keys are the owner's own to choose, also the one a row is going to have."""
    people = make_crowd(3)
    row = approved(amina, brian, pay_each(people))
    send(amina, "brian", "1.00", key=ids.payment_key(row.id, 3))
    row = pay(row)
    assert states_of(row) == {2: "PAID", 3: "FAILED", 4: "PAID"}
    assert DisbursementRow.objects.get(line=3).code == "idempotency_key_reused"
    assert available(amina) == 979
    assert list(verification.verify()) == []


def test_a_reference_that_is_taken_is_drawn_anew(amina: User, brian: User, monkeypatch: pytest.MonkeyPatch) -> None:
    people = make_crowd(3)
    taken = send(amina, "brian", "1.00").transaction.reference
    row = approved(amina, brian, pay_each(people))
    drawn = iter([taken, "AAAAAAAAAA", "AAAAAAAAAA"])
    monkeypatch.setattr(_pay_many, "new_reference", lambda: next(drawn, None) or new_reference())
    pay(row)
    paid_once(row, people)


def test_the_account_of_a_disbursement_is_closed_when_it_is_done(amina: User, brian: User) -> None:
    row = pay(approved(amina, brian, pay_each(make_crowd(2))))
    (found,) = sql.fetch_all(
        "SELECT balance, closed_at IS NOT NULL FROM ledger_account WHERE code = %s", [f"disbursement:{row.id}"]
    )
    assert found == (0, True)
    assert services.pay_out(disbursement_id=row.id, read_clock=clock.now) is False


def test_chunks_record_one_event_each(amina: User, brian: User) -> None:
    row = pay(approved(amina, brian, pay_each(make_crowd(5))), chunk=2)
    spans = [event.payload for event in OutboxEvent.objects.filter(topic="disbursements.chunk_paid").order_by("id")]
    assert [(span["from_line"], span["to_line"]) for span in spans] == [(2, 3), (4, 5), (6, 6)]
    assert {span["disbursement_id"] for span in spans} == {str(row.id)}


def test_payments_stand_in_the_history_in_the_order_of_the_file(amina: User, brian: User) -> None:
    people = make_crowd(40)
    row = pay(approved(amina, brian, pay_each(people)), chunk=7)
    rows = DisbursementRow.objects.filter(disbursement_id=row.id).order_by("line")
    in_file: list[UUID] = list(rows.values_list("transaction_id", flat=True))  # type: ignore[arg-type]
    assert in_file == sorted(in_file)
    assert row.paying_since is not None
    for number, identity in enumerate(in_file, start=2):
        assert identity == ids.payment_id(row.id, number, row.paying_since)
        assert (identity.version, identity.int >> 80) == (7, int(row.paying_since.timestamp() * 1000))
    first = Transaction.objects.get(pk=in_file[0])
    assert (first.payer_id, first.payee_name, first.note, first.kind) == (
        amina.id,
        people[0].full_name,
        "salary",
        "DISBURSEMENT",
    )


def test_paying_many_belongs_into_a_transaction_and_into_what_was_put_aside(amina: User) -> None:
    chidi = join("chidi")
    payer = Side(amina.id, amina.full_name, find_wallet(amina.id, "USD"))
    source = give_wallet(join("esther"), 5)
    payment = BulkPayment(
        ids.entry_id(chidi.id, "x"), "k", b"d" * 32, chidi.id, Money(Decimal(6), "USD"), free_of_charge("USD")
    )

    def ask(payments: list[BulkPayment]) -> Any:
        return pay_many(
            kind=DISBURSEMENT,
            payer=payer,
            source_account=source.available_account,
            payments=payments,
            at=clock.now(),
        )

    with pytest.raises(RuntimeError):
        ask([payment])
    with transaction.atomic():
        assert ask([]).paid == {}
    from apps.ledger.services import InsufficientFunds

    with nothing_moves(), pytest.raises(InsufficientFunds), transaction.atomic():
        ask([payment])
    assert not Transaction.objects.exists()
