"""Settling with merchants: what was taken in a period, once and to the line, less what is kept back."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Sum

from apps.accounts.models import User
from apps.core import events
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger import verification
from apps.merchants import services
from apps.merchants.models import Merchant, MerchantStatus, Period, ReserveHold, Settlement, Taking
from apps.merchants.services import _settle
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.settling import (
    MONDAY,
    TUESDAY,
    WEDNESDAY,
    again,
    give_back,
    sell,
    settle,
    where,
)
from apps.merchants.verification import verify_takings
from apps.transactions.models import HeldFor
from apps.transactions.services import release_held
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
HOUR = timedelta(hours=1)


@pytest.fixture(autouse=True)
def _story() -> Iterator[None]:
    """Whatever the story, all books are right at its end."""
    yield
    assert list(verification.verify()) == []
    assert verify_takings() == []


@pytest.fixture
def amina() -> User:
    return join("amina", 1000)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0), at=MONDAY)


def test_a_day_is_settled_to_the_line_and_reaches_the_wallet(amina: User, shop: Merchant) -> None:
    sell(amina, shop, "20.00", discount="0.30", on=MONDAY + 9 * HOUR)
    second = sell(amina, shop, "5.00", discount="0.08", on=MONDAY + 10 * HOUR)
    assert give_back(second, "2.00", on=MONDAY + 11 * HOUR).transaction.state == "COMPLETED"
    later = sell(amina, shop, "7.00", on=TUESDAY)
    row = settle(shop, now=TUESDAY + HOUR)
    assert (row.sales, row.refunds, row.since, row.until) == (2, 1, MONDAY + 9 * HOUR, TUESDAY)
    figures = (row.gross, row.discount, row.tax, row.refunded, row.reserved, row.released, row.net)
    assert figures == (25, Decimal("0.38"), 0, 2, 0, 0, Decimal("22.62"))
    assert where(shop) == (7, Decimal("22.62"), 0)
    assert list(Taking.objects.filter(settlement_id=None).values_list("transaction_id", flat=True)) == [later.id]
    # What is settled once is not settled again.
    assert services.make_settlement(merchant_id=shop.id, now=TUESDAY + 2 * HOUR) is None
    assert services.pay_out_due(now=TUESDAY + 2 * HOUR) == 1
    row = again(row)
    assert (row.state, row.attempts, row.failure_code, row.decided_at) == ("PAID", 1, "", TUESDAY + 2 * HOUR)
    assert (where(shop), available(shop.owner)) == ((7, 0, 0), Decimal("22.62"))
    assert services.pay_out_due(now=WEDNESDAY) == 0


@pytest.mark.parametrize(
    ("period", "until", "due_at"),
    [
        (Period.INSTANT, WEDNESDAY + 15 * HOUR + timedelta(minutes=40), None),
        (Period.HOURLY, WEDNESDAY + 15 * HOUR, WEDNESDAY + 16 * HOUR),
        (Period.DAILY, WEDNESDAY, WEDNESDAY + 24 * HOUR),
        (Period.WEEKLY, MONDAY, MONDAY + timedelta(days=7)),
    ],
)
def test_each_period_ends_when_it_says(amina: User, period: Period, until: Any, due_at: Any) -> None:
    shop = open_merchant(join("brian", 0), at=MONDAY, period=period, settle_due_at=MONDAY)
    sell(amina, shop, "5.00", on=until - timedelta(microseconds=1))
    sell(amina, shop, "3.00", on=until)
    now = WEDNESDAY + 15 * HOUR + timedelta(minutes=40)
    (made,) = services.settle_due(now=now)
    row = Settlement.objects.get(pk=made)
    assert (row.until, row.net, row.sales) == (until, 5, 1)
    shop.refresh_from_db()
    assert shop.settle_due_at == (due_at or now)
    assert services.settle_due(now=now) == []


def test_a_refund_right_after_midnight_is_in_it(amina: User, shop: Merchant) -> None:
    """It has drawn on the day that is being settled: without it more would be settled than there is."""
    sale = sell(amina, shop, "20.00", on=MONDAY + 9 * HOUR)
    assert give_back(sale, "15.00", on=TUESDAY + timedelta(seconds=1)).transaction.state == "COMPLETED"
    row = settle(shop, now=TUESDAY + timedelta(seconds=2))
    assert (row.gross, row.refunded, row.net, row.refunds) == (20, 15, 5, 1)
    assert where(shop) == (0, 5, 0)


def test_what_went_back_of_today_waits_until_it_was_earned(amina: User, shop: Merchant) -> None:
    sell(amina, shop, "4.00", on=MONDAY)
    today = sell(amina, shop, "20.00", on=TUESDAY + HOUR)
    give_back(today, on=TUESDAY + 2 * HOUR)
    # 4.00 is there, of which today's refund is still to be taken: nothing may leave.
    assert services.make_settlement(merchant_id=shop.id, now=TUESDAY + 3 * HOUR) is None
    assert where(shop) == (4, 0, 0)
    row = settle(shop, now=WEDNESDAY)
    assert (row.gross, row.refunded, row.net) == (24, 20, 4)


def test_too_little_waits_for_more(amina: User) -> None:
    shop = open_merchant(join("brian", 0), at=MONDAY, minimum_settlement=Decimal("10.00"), settle_due_at=TUESDAY)
    sell(amina, shop, "9.99", on=MONDAY)
    assert services.settle_due(now=TUESDAY) == []
    sell(amina, shop, "0.01", on=TUESDAY)
    assert services.settle_due(now=TUESDAY + HOUR) == []
    (made,) = services.settle_due(now=WEDNESDAY)
    assert Settlement.objects.get(pk=made).net == 10


def test_a_reserve_is_kept_back_and_released_when_it_is_due(amina: User) -> None:
    shop = open_merchant(
        join("brian", 0), at=MONDAY, reserve_percent=Decimal(10), reserve_days=2, settle_due_at=TUESDAY
    )
    sale = sell(amina, shop, "30.45", discount="0.20", on=MONDAY)
    give_back(sale, "10.00", on=MONDAY + HOUR)
    # A tenth of 20.25, rounded half to even.
    first = settle(shop, now=TUESDAY)
    assert (first.reserved, first.released, first.net) == (Decimal("2.02"), 0, Decimal("18.23"))
    assert where(shop) == (0, Decimal("18.23"), Decimal("2.02"))
    hold = ReserveHold.objects.get()
    assert (hold.amount, hold.due_at) == (Decimal("2.02"), TUESDAY + timedelta(days=2))
    sell(amina, shop, "100.00", on=TUESDAY + HOUR)
    second = settle(shop, now=WEDNESDAY)
    assert (second.reserved, second.released, second.net) == (10, 0, 90)
    # Nothing was sold: what was kept back is a settlement of its own.
    third = settle(shop, now=TUESDAY + timedelta(days=2))
    assert (third.sales, third.reserved, third.released, third.net) == (0, 0, Decimal("2.02"), Decimal("2.02"))
    assert third.since < third.until
    hold.refresh_from_db()
    assert hold.released_by_id == third.id
    assert where(shop) == (0, Decimal("18.23") + 90 + Decimal("2.02"), 10)
    with pytest.raises(DatabaseError), transaction.atomic():
        ReserveHold.objects.filter(pk=hold.pk).update(released_by=second)


def test_what_is_released_covers_what_went_back(amina: User) -> None:
    """The reserve is there for this: more went back than was sold."""
    shop = open_merchant(join("brian", 0), at=MONDAY, reserve_percent=Decimal(50), reserve_days=1)
    sale = sell(amina, shop, "20.00", on=MONDAY)
    settle(shop, now=TUESDAY)
    # The next day brings 3.00, of which a refund takes all.
    sell(amina, shop, "3.00", on=TUESDAY)
    assert give_back(sale, "3.00", on=TUESDAY + HOUR).transaction.state == "COMPLETED"
    row = settle(shop, now=WEDNESDAY)
    assert (row.gross, row.refunded, row.reserved, row.released, row.net) == (3, 3, 0, 10, 10)
    assert where(shop) == (0, 20, 0)


def test_nobody_is_settled_with_who_is_suspended(amina: User, shop: Merchant) -> None:
    sell(amina, shop, on=MONDAY)
    services.begin_settling(merchant_id=shop.id, now=MONDAY)
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.SUSPENDED)
    with nothing_moves():
        assert services.settle_due(now=TUESDAY) == []
        assert services.make_settlement(merchant_id=shop.id, now=TUESDAY) is None
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.ACTIVE)
    (made,) = services.settle_due(now=TUESDAY)
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.SUSPENDED)
    with nothing_moves():
        assert services.pay_out_due(now=TUESDAY) == 0
        assert services.pay_out_settlement(settlement_id=made, now=TUESDAY).state == "OPEN"


def test_who_is_closed_gets_everything_and_the_reserve_when_it_is_due(amina: User) -> None:
    shop = open_merchant(
        join("brian", 0), at=MONDAY, minimum_settlement=Decimal("100.00"), reserve_percent=Decimal(20), reserve_days=3
    )
    sell(amina, shop, "10.00", on=MONDAY + HOUR)
    held = sell(amina, shop, "5.00", on=MONDAY + HOUR, hold=HeldFor.ORDER.value)
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.CLOSED, status_reason="Gone")
    services.begin_settling(merchant_id=shop.id, now=MONDAY + 2 * HOUR)
    (made,) = services.settle_due(now=MONDAY + 2 * HOUR)
    assert Settlement.objects.get(pk=made).net == 8
    assert services.settle_due(now=MONDAY + 3 * HOUR) == []
    # What somebody had ordered is captured after the end.
    release_held(transaction_id=held.id, at=MONDAY + 4 * HOUR)
    (made,) = services.settle_due(now=TUESDAY)
    assert Settlement.objects.get(pk=made).net == 4
    assert services.settle_due(now=TUESDAY + timedelta(days=1)) == []
    (made,) = services.settle_due(now=TUESDAY + timedelta(days=3))
    assert (Settlement.objects.get(pk=made).released, where(shop)) == (3, (0, 15, 0))


def test_a_sale_that_commits_after_the_sweep_is_in_the_next_one(amina: User, shop: Merchant) -> None:
    """Its moment is before midnight, and the sweep could not see it."""
    sell(amina, shop, "10.00", on=MONDAY)
    with other_transaction() as elsewhere:
        elsewhere(lambda: sell(amina, shop, "4.00", on=TUESDAY - timedelta(seconds=1)))
        row = settle(shop, now=TUESDAY)
        assert (row.net, row.sales) == (10, 1)
    assert where(shop) == (4, 10, 0)
    following = settle(shop, now=WEDNESDAY)
    assert (following.net, following.since) == (4, TUESDAY - timedelta(seconds=1))


def test_a_refund_waits_for_the_settlement_and_then_finds_what_is_left(amina: User, shop: Merchant) -> None:
    sale = sell(amina, shop, "10.00", on=MONDAY)
    with other_transaction() as elsewhere:
        elsewhere(lambda: settle(shop, now=TUESDAY))
        waiting = in_background(lambda: give_back(sale, on=TUESDAY))
        wait_until_blocked()
    # All of it was settled, and the owner's wallet is empty.
    assert waiting.result(60).transaction.failure_code == "insufficient_funds"
    assert where(shop) == (0, 10, 0)


def test_two_sweeps_at_once_settle_once(amina: User, shop: Merchant) -> None:
    sell(amina, shop, "10.00", on=MONDAY)
    services.begin_settling(merchant_id=shop.id, now=MONDAY)

    def sweep(_: int) -> list[Any]:
        made = services.settle_due(now=TUESDAY)
        services.pay_out_due(now=TUESDAY)
        return made

    assert sum(len(made) for made in run_together(4, sweep)) == 1
    services.pay_out_due(now=TUESDAY)
    assert (Settlement.objects.get().state, available(shop.owner)) == ("PAID", 10)


def test_four_forced_at_once_settle_once(amina: User, shop: Merchant) -> None:
    sell(amina, shop, "10.00", on=MONDAY)
    made = run_together(4, lambda _: services.make_settlement(merchant_id=shop.id, now=TUESDAY))
    assert [one is None for one in made].count(False) == 1
    assert where(shop) == (0, 10, 0)


def test_under_payments_and_refunds_every_cent_is_settled_once(amina: User) -> None:
    """Payers, refunds and sweeps run at the same time; at the end all that was taken is settled or still there."""
    shop = open_merchant(
        join("brian", 50),
        at=MONDAY,
        period=Period.INSTANT,
        settle_due_at=MONDAY,
        reserve_percent=Decimal(5),
        reserve_days=1,
    )
    sell(amina, shop, "1.00", on=MONDAY)

    def work(index: int) -> int:
        done = 0
        for step in range(6):
            moment = MONDAY + timedelta(minutes=10 * step + index)
            if index < 4:
                sale = sell(amina, shop, "3.07", discount="0.05", on=moment)
                if index % 2:
                    give_back(sale, "1.50", on=moment)
            else:
                services.make_settlement(merchant_id=shop.id, now=moment + timedelta(minutes=1))
                done += services.pay_out_due(now=moment + timedelta(minutes=1))
        return done

    assert all(isinstance(one, int) for one in run_together(6, work))
    services.make_settlement(merchant_id=shop.id, now=TUESDAY)
    services.pay_out_due(now=TUESDAY)
    taken = Taking.objects.filter(merchant_id=shop.id).aggregate(total=Sum("net"))["total"]
    left, payable, reserve = where(shop)
    settled = Settlement.objects.aggregate(total=Sum("net"))["total"]
    assert (left, payable) == (0, 0)
    assert taken == settled + reserve
    # All refunds drew on the takings or the wallet; nothing else touched the wallet.
    drawn_from_wallet = Taking.objects.filter(kind="REFUND").aggregate(total=Sum("gross") - Sum("drawn"))["total"]
    assert available(shop.owner) == 50 + settled - drawn_from_wallet


class Killed(Exception):
    """The process is gone."""


def _dies(*_: object, **__: object) -> None:
    raise Killed


@pytest.mark.parametrize(
    ("owner", "name"),
    [(_settle.ledger, "post"), (events, "record"), (ReserveHold.objects, "create"), (Settlement.objects, "create")],
    ids=["posting", "telling", "keeping back", "writing"],
)
def test_dying_half_way_leaves_nothing_and_the_next_sweep_makes_it(amina: User, owner: Any, name: str) -> None:
    shop = open_merchant(join("brian", 0), at=MONDAY, reserve_percent=Decimal(10), reserve_days=1)
    sell(amina, shop, "10.00", on=MONDAY)
    services.begin_settling(merchant_id=shop.id, now=MONDAY)
    with nothing_moves(), patch.object(owner, name, _dies):
        # The sweep survives, and looks again a minute later.
        assert services.settle_due(now=TUESDAY) == []
    assert not Settlement.objects.exists() and Taking.objects.get().settlement_id is None
    assert services.settle_due(now=TUESDAY) == []
    assert len(services.settle_due(now=TUESDAY + timedelta(minutes=1))) == 1
    assert where(shop) == (0, 9, 1)


def test_one_that_cannot_be_settled_keeps_nobody_waiting(amina: User, shop: Merchant) -> None:
    other = open_merchant(join("chidi", 0), name="Chidi's Books", at=MONDAY)
    for merchant in (shop, other):
        sell(amina, merchant, "5.00", on=MONDAY)
        services.begin_settling(merchant_id=merchant.id, now=MONDAY)
    real: Callable[..., Any] = _settle._make

    def make(merchant: Merchant, *rest: Any) -> Any:
        if merchant.id == shop.id:
            raise Killed
        return real(merchant, *rest)

    with patch.object(_settle, "_make", make):
        (made,) = services.settle_due(now=TUESDAY)
    assert Settlement.objects.get(pk=made).merchant_id == other.id


def test_lines_that_say_more_than_the_account_holds_are_not_settled(amina: User, shop: Merchant) -> None:
    line = sell(amina, shop, "5.00", on=MONDAY)
    insert = (
        "INSERT INTO merchants_taking (transaction_id, merchant_id, kind, currency, gross, tip, surcharge, discount,"
        " tax, drawn, net, at) SELECT gen_random_uuid(), merchant_id, kind, currency, gross, tip, surcharge, discount,"
        " tax, drawn, net, at FROM merchants_taking WHERE transaction_id = %s"
    )
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(insert, [line.id])
        with pytest.raises(_settle.TakingsDiffer), transaction.atomic():
            services.make_settlement(merchant_id=shop.id, now=TUESDAY)
        transaction.set_rollback(True)


def test_settled_at_once_too_little_is_looked_at_again_in_a_minute(amina: User) -> None:
    shop = open_merchant(
        join("brian", 0), at=MONDAY, period=Period.INSTANT, minimum_settlement=Decimal("2.00"), settle_due_at=MONDAY
    )
    assert services.settle_due(now=MONDAY + HOUR) == []
    sell(amina, shop, "1.00", on=MONDAY + HOUR)
    now = MONDAY + HOUR + timedelta(seconds=5)
    assert services.settle_due(now=now) == []
    shop.refresh_from_db()
    assert shop.settle_due_at == now + timedelta(minutes=1)
    sell(amina, shop, "1.00", on=now)
    assert len(services.settle_due(now=now + timedelta(minutes=1))) == 1


def test_each_settlement_is_told_once(amina: User, shop: Merchant) -> None:
    sell(amina, shop, on=MONDAY)
    row = settle(shop, now=TUESDAY)
    (event,) = OutboxEvent.objects.filter(topic="merchants.settled")
    assert event.payload == {"settlement_id": str(row.id), "merchant_id": str(shop.id)}


def test_what_a_settlement_says_is_never_changed(amina: User, shop: Merchant) -> None:
    sell(amina, shop, on=MONDAY)
    row = settle(shop, now=TUESDAY)
    for changes in ({"net": 11, "gross": 11}, {"until": WEDNESDAY}, {"sales": 2}):
        with pytest.raises(DatabaseError), transaction.atomic():
            Settlement.objects.filter(pk=row.pk).update(**changes)
    with pytest.raises(DatabaseError), transaction.atomic():
        Taking.objects.filter(settlement_id=row.id).update(settlement_id=None)
