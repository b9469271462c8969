"""Facts are counted once, whatever commits late, dies half way or counts at the same time, and as if made anew."""

import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from random import Random
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.db.models import Count, Sum

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.rollups import all_sources
from apps.core.sketches import estimate
from apps.core.tests.parallel import in_background, other_transaction, run_together
from apps.gateways.models import Message
from apps.reports import roll_ups
from apps.reports.errors import CountedAhead
from apps.reports.models import RollUp, RollUpCursor, RollUpPeople
from apps.reports.roll_ups import _roll_up
from apps.reports.tests.counting import others_do_not_count
from apps.reports.tests.payments_of_all_states import START, live, make_payment, move_on
from apps.transactions.models import Transaction

pytestmark = pytest.mark.django_db(transaction=True)


def count_all() -> int:
    return roll_ups.roll_up(now=clock.now())


def differences() -> list[str]:
    return [str(each) for each in roll_ups.verify(now=clock.now())]


def table() -> dict[tuple[Any, ...], tuple[Any, ...]]:
    """What the payments' table says of itself."""
    rows = Transaction.objects.values("kind", "state", "currency").annotate(
        count=Count("id"), total=Sum("amount"), fees=Sum("fee")
    )
    return {(row["kind"], row["state"], row["currency"]): (row["count"], row["total"], row["fees"]) for row in rows}


def counted(grain: str) -> dict[tuple[Any, ...], tuple[Any, ...]]:
    rows = RollUp.objects.filter(source="payments", grain=grain).values("kind", "outcome", "currency")
    found = rows.annotate(n=Sum("count"), total=Sum("amount"), fees=Sum("fee")).filter(n__gt=0)
    return {(row["kind"], row["outcome"], row["currency"]): (row["n"], row["total"], row["fees"]) for row in found}


def everything() -> list[Any]:
    """All figures; an outcome nothing is in any more may have a row of zeros."""
    columns = ("source", "grain", "starts_at", "kind", "outcome", "currency")
    figures = RollUp.objects.exclude(count=0).order_by(*columns).values_list(*columns, "count", "amount", "fee")
    sketches = RollUpPeople.objects.order_by("source", "grain", "starts_at").values_list("grain", "starts_at", "sketch")
    return [*figures, *((grain, at, bytes(sketch)) for grain, at, sketch in sketches)]


@pytest.fixture(autouse=True)
def _alone_on_the_server() -> Iterator[None]:
    with others_do_not_count():
        yield


@pytest.fixture
def people() -> list[User]:
    return [make_person(name) for name in ("amina", "brian", "chidi")]


def test_what_is_kept_up_is_what_is_made_anew(people: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    random = Random(7)
    ids = [person.id for person in people] + [uuid4()]
    alive: list[Transaction] = []
    for size in (9, 1, 14, 0, 6):
        monkeypatch.setattr(_roll_up, "SLICE", random.randrange(1, 8))
        alive += live(random, ids, size)
        for payment in random.sample(alive, len(alive) // 2):
            move_on(payment, random, payment.created_at)
        count_all()
        assert differences() == []
        assert counted("HOUR") == counted("DAY") == counted("MONTH") == table()
    kept = everything()
    assert len(kept) > 50
    roll_ups.rebuild(now=clock.now())
    assert everything() == kept
    months = RollUpPeople.objects.filter(grain="MONTH").order_by("starts_at")
    assert [estimate(bytes(row.sketch)) for row in months] == [3, 3], "who is no person does not count"


def test_who_commits_late_is_counted_late_and_once(people: list[User]) -> None:
    payer = people[0].id
    with other_transaction() as slow:
        late = slow(lambda: make_payment(payer_id=payer))
        make_payment(payer_id=payer)
        count_all()
        # The one that is there has a greater transaction than the one that is not: it waits for it.
        assert counted("HOUR") == {}
        as_of = RollUpCursor.objects.get(pk="payments").as_of
        assert as_of is None, "nothing can be said as of now while somebody writes"
    count_all()
    assert counted("HOUR") == table() == {("P2P", "COMPLETED", "USD"): (2, Decimal(20), Decimal("0.20"))}
    assert differences() == []
    assert Transaction.objects.filter(pk=late.pk).exists()
    assert count_all() <= len(all_sources())
    assert counted("HOUR") == table()


def test_a_step_older_than_its_payment_is_counted_with_it() -> None:
    """The transaction that moves a payment on may have begun before the one that made it."""
    with other_transaction() as early:
        early(lambda: RollUpCursor.objects.create(source="something else"))
        payment = make_payment("HELD")
        early(lambda: move_on(payment, Random(1), START))
    _roll_up_one_by_one()
    assert counted("HOUR") == counted("MONTH") == table()
    assert differences() == []


def _roll_up_one_by_one() -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(_roll_up, "SLICE", 1)
        for _ in range(5):
            count_all()


def test_who_dies_half_way_has_counted_nothing(people: list[User], monkeypatch: pytest.MonkeyPatch) -> None:
    make_payment(payer_id=people[0].id)
    count_all()
    before, cursor = everything(), RollUpCursor.objects.get(pk="payments").before
    make_payment(payer_id=people[1].id)

    def die(*args: Any) -> None:
        raise MemoryError

    with monkeypatch.context() as patch:
        patch.setattr(_roll_up, "add_sketches", die)
        with pytest.raises(MemoryError):
            count_all()
    assert everything() == before
    assert RollUpCursor.objects.get(pk="payments").before == cursor
    count_all()
    assert counted("HOUR") == table()
    assert differences() == []


def test_of_two_at_once_one_counts(people: list[User]) -> None:
    for person in people * 4:
        make_payment(payer_id=person.id)
    outcomes = run_together(4, lambda index: roll_ups.roll_up(now=clock.now()))
    assert all(isinstance(outcome, int) for outcome in outcomes), outcomes
    assert counted("HOUR") == table()
    assert differences() == []


def test_payments_made_and_decided_while_others_count(people: list[User]) -> None:
    ids = [person.id for person in people]

    def work(index: int) -> None:
        if index < 3:
            live(Random(index), ids, 12)
        else:
            for _ in range(6):
                roll_ups.roll_up(now=clock.now())

    assert run_together(5, work) == [None] * 5
    count_all()
    assert counted("HOUR") == counted("DAY") == counted("MONTH") == table()
    assert differences() == []


@pytest.mark.parametrize("late", [roll_ups.roll_up, roll_ups.rebuild])
def test_who_looked_before_another_counted_is_not_alarmed(
    people: list[User], monkeypatch: pytest.MonkeyPatch, late: Callable[..., Any]
) -> None:
    """Between looking at the counter of transactions and locking the cursor, others pay and count."""
    make_payment(payer_id=people[0].id)
    real, others = _roll_up.get_horizon, iter([True])

    def overtaken() -> tuple[int, int]:
        seen = real()
        if next(others, False):
            for person in people:
                in_background(lambda person=person: make_payment(payer_id=person.id)).result(60)  # type: ignore[misc]
            in_background(count_all).result(60)
        return seen

    monkeypatch.setattr(sys.modules[late.__module__], "get_horizon", overtaken)
    late(now=clock.now())
    assert next(others, None) is None
    count_all()
    assert counted("HOUR") == table()
    assert differences() == []


def test_a_rebuild_waits_for_nobody_who_pays_and_counts_nothing_twice(people: list[User]) -> None:
    make_payment(payer_id=people[0].id)
    with other_transaction() as slow:
        slow(lambda: make_payment(payer_id=people[1].id))
        in_background(lambda: roll_ups.rebuild(now=clock.now())).result(60)
        assert counted("HOUR") == {("P2P", "COMPLETED", "USD"): (1, Decimal(10), Decimal("0.10"))}
    count_all()
    assert counted("HOUR") == table()
    assert differences() == []


def test_each_difference_is_named_and_repaired(people: list[User], capsys: Any) -> None:
    make_payment(payer_id=people[0].id)
    count_all()
    RollUp.objects.filter(source="payments", grain="DAY").update(amount="10.01")
    RollUpPeople.objects.filter(grain="HOUR").update(sketch=b"\x01" * 4096)
    with pytest.raises(SystemExit):
        call_command("verify_rollups")
    said = capsys.readouterr().out
    assert "payments, day of 2026-01-30 00:00, P2P COMPLETED USD: amount is 10.0100, should be 10.0000" in said
    assert "payments, hour of 2026-01-30 21:00: sketch of people" in said
    call_command("verify_rollups", "--rebuild")
    assert "the roll-ups agree with the tables" in capsys.readouterr().out
    call_command("verify_rollups")


def test_a_restored_dump_is_refused(people: list[User]) -> None:
    make_payment()
    count_all()
    RollUpCursor.objects.update(before=10**15)
    for work in (count_all, differences, lambda: roll_ups.rebuild(now=clock.now())):
        with pytest.raises(CountedAhead, match="Was a logical dump restored"):
            work()
    with pytest.raises(CommandError, match="Advance the counter"):
        call_command("verify_rollups")


def test_what_was_purged_keeps_its_figures() -> None:
    now = clock.now().replace(minute=30)
    for age, status in ((0, 200), (0, 503), (0, None), (40 * 24, 200)):
        Message.objects.create(
            gateway_code="bank",
            direction="OUT",
            method="POST",
            path="/",
            status=status,
            duration_ms=100 + age,
            created_at=now - timedelta(hours=age),
        )
    count_all()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM gateways_message WHERE created_at < %s", [now - timedelta(days=30)])
    assert differences() == []
    kept = everything()
    roll_ups.rebuild(now=clock.now())
    assert everything() == kept
    assert differences() == []
    rows = RollUp.objects.filter(source="gateways", grain="DAY").values_list(
        "outcome", "count", "milliseconds", "slowest"
    )
    assert sorted(rows) == [("ANSWERED", 1, 100, 100), ("ANSWERED", 1, 1060, 1060), ("FAILED", 2, 200, 100)]


def test_rows_from_before_the_column_are_counted_too() -> None:
    make_payment(at=START)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute("UPDATE transactions_transaction SET xact = 0")
        cursor.execute("SET session_replication_role = origin")
    count_all()
    assert counted("DAY") == table()
