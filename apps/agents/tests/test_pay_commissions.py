"""Commissions are paid out: to whom, when, how much of it, once, and again when a wallet takes nothing."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator, make_person
from apps.agents import services
from apps.agents.commission_errors import PayoutConflict, PayoutNotFound
from apps.agents.errors import AgentNotFound, OwnAgent
from apps.agents.models import Agent, CommissionLine, CommissionPayout, Outlet, Role, Staff
from apps.agents.services import _pay_commissions
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    open_shift,
    set_commission,
)
from apps.agents.verification import list_differences, verify_commissions
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.services import approve_reversal, request_reversal
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.services import close_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db
# For threads, and for the verifications, which read in a transaction of their own.
COMMITTED = pytest.mark.django_db(transaction=True)
# The books are kept in UTC here; October is over a minute later.
OCTOBER = datetime(2026, 10, 20, 9, tzinfo=UTC)
LAST_MINUTE = datetime(2026, 10, 31, 23, 59, 59, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)


@pytest.fixture(autouse=True)
def _story() -> Iterator[None]:
    """Whatever the story, the books are right at its end."""
    yield
    assert list_differences() == []


@pytest.fixture
def amina() -> User:
    return join("amina", 0)


@pytest.fixture
def imani() -> User:
    """The teller."""
    return join("brian", 0)


@pytest.fixture
def boss() -> Agent:
    """A super-agent."""
    return open_agent(join("chidi", 0), name="Big Supply", rank="SUPER", at=OCTOBER)


@pytest.fixture
def shop(boss: Agent, imani: User) -> Agent:
    """An agent with a second outlet, in which the teller serves; everybody earns a quarter of one percent."""
    agent = open_agent(join("dalia", 0), parent=boss, at=OCTOBER)
    market = open_outlet(agent, at=OCTOBER)
    give_float(market, 10_000)
    employ(agent, imani)
    open_shift(market, imani, at=OCTOBER)
    quarter = Decimal(25)
    shares: dict[str, Any] = {
        "teller_share": quarter,
        "outlet_share": quarter,
        "agent_share": quarter,
        "super_share": quarter,
    }
    set_commission(percent=Decimal(1), at=OCTOBER, **shares)
    return agent


@pytest.fixture
def market(shop: Agent) -> Outlet:
    return Outlet.objects.get(agent=shop, name="Market")


def owed(kind: str, identity: object) -> Decimal:
    return get_balance(deferred_account_id(f"{kind}:{identity}:commission", "USD")).amount


def undo(row: Transaction, at: datetime) -> None:
    maker, checker = make_operator(), make_person("esther")
    asked = request_reversal(transaction_id=row.id, policy="REFUSE", reason="Wrong", maker_id=maker.id, now=at)
    assert approve_reversal(request_id=asked.id, checker_id=checker.id, holds_role=True, now=at).state == "DONE"


def test_everybody_is_paid_where_they_are_paid(
    shop: Agent, boss: Agent, market: Outlet, amina: User, imani: User
) -> None:
    Agent.objects.filter(pk=shop.pk).update(withholding_percent=Decimal(10))
    bring(imani, amina, "1000", at=OCTOBER)
    before = float_of(market)
    assert services.pay_commissions_due(now=NOVEMBER) == 4
    # 2.50 for each, of which the agent's own are paid less a tenth.
    assert (available(imani), float_of(market) - before) == (Decimal("2.25"), Decimal("2.25"))
    assert (float_of(main_outlet(shop)), float_of(main_outlet(boss))) == (Decimal("2.25"), Decimal("2.50"))
    assert get_balance(deferred_account_id("taxes", "USD")).amount == Decimal("0.75")
    rows = {row.earner: row for row in CommissionPayout.objects.all()}
    assert set(rows) == {"TELLER", "OUTLET", "AGENT", "SUPER"}
    teller = rows["TELLER"]
    assert (teller.gross, teller.tax, teller.net, teller.lines, teller.state) == (
        Decimal("2.5"),
        Decimal("0.25"),
        Decimal("2.25"),
        1,
        "PAID",
    )
    assert (teller.since, teller.until, teller.paid_at, teller.agent_id) == (OCTOBER, NOVEMBER, NOVEMBER, shop.id)
    assert rows["SUPER"].agent_id == rows["SUPER"].earner_id == boss.id
    assert not CommissionLine.objects.filter(payout_id=None).exists()
    payment = Transaction.objects.get(pk=str(teller.transaction_id))
    assert (payment.kind, payment.payee_id, payment.amount, payment.tax) == (
        "COMMISSION",
        imani.id,
        Decimal("2.5"),
        Decimal("0.25"),
    )
    # And once.
    with nothing_moves():
        assert services.pay_commissions_due(now=NOVEMBER) == 0


def test_a_month_is_paid_when_it_is_over(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=LAST_MINUTE)
    bring(imani, amina, "2000", at=NOVEMBER)
    with nothing_moves():
        assert services.pay_commissions_due(now=LAST_MINUTE) == 0
    assert services.pay_commissions_due(now=NOVEMBER) == 4
    assert available(imani) == Decimal("2.50")
    assert services.pay_commissions_due(now=NOVEMBER + timedelta(days=29)) == 0
    assert services.pay_commissions_due(now=datetime(2026, 12, 1, tzinfo=UTC)) == 4
    assert available(imani) == Decimal("7.50")


def test_a_month_ends_where_the_platform_does_its_business(
    shop: Agent, amina: User, imani: User, settings: object
) -> None:
    settings.LIMITS_TIME_ZONE = "Africa/Nairobi"  # type: ignore[attr-defined]
    bring(imani, amina, "1000", at=OCTOBER)
    ends = datetime(2026, 10, 31, 21, tzinfo=UTC)
    assert services.pay_commissions_due(now=ends - timedelta(seconds=1)) == 0
    assert services.pay_commissions_due(now=ends) == 4


def test_who_is_paid_at_once_is(shop: Agent, boss: Agent, amina: User, imani: User) -> None:
    Agent.objects.filter(pk=shop.pk).update(pays_out="INSTANT")
    bring(imani, amina, "1000", at=OCTOBER)
    assert services.pay_commissions_due(now=OCTOBER + timedelta(seconds=30)) == 3
    assert available(imani) == Decimal("2.50")
    # The super-agent has terms of its own.
    assert owed("agent", boss.id) == Decimal("2.50")


def test_who_is_suspended_waits_and_who_has_closed_does_not(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    Agent.objects.filter(pk=shop.pk).update(status="SUSPENDED")
    assert services.pay_commissions_due(now=NOVEMBER) == 1
    assert (available(imani), owed("agent", shop.id)) == (0, Decimal("2.50"))
    Agent.objects.filter(pk=shop.pk).update(status="CLOSED")
    assert services.pay_commissions_due(now=OCTOBER + timedelta(minutes=1)) == 3
    assert available(imani) == Decimal("2.50")


@COMMITTED
def test_what_a_reversal_takes_back_is_netted_with_what_is_earned_later(
    shop: Agent, market: Outlet, amina: User, imani: User
) -> None:
    row = bring(imani, amina, "1000", at=OCTOBER)
    services.pay_commissions_due(now=NOVEMBER)
    undo(row, NOVEMBER + timedelta(days=1))
    staff = Staff.objects.get(person=imani)
    assert owed("teller", staff.id) == Decimal("-2.50")
    december = datetime(2026, 12, 1, tzinfo=UTC)
    with nothing_moves():
        assert services.pay_commissions_due(now=december) == 0
    assert CommissionLine.objects.filter(payout_id=None).count() == 4
    bring(imani, amina, "600", at=december)
    assert services.pay_commissions_due(now=datetime(2027, 1, 1, tzinfo=UTC)) == 0
    bring(imani, amina, "1000", at=datetime(2027, 1, 5, tzinfo=UTC))
    assert services.pay_commissions_due(now=datetime(2027, 2, 1, tzinfo=UTC)) == 4
    last = CommissionPayout.objects.filter(earner="TELLER").latest("id")
    # 1.50 and 2.50, less the 2.50 taken back.
    assert (last.gross, last.lines, owed("teller", staff.id)) == (Decimal("1.50"), 3, 0)
    assert available(imani) == Decimal("4.00")
    assert list(verification.verify()) == [] and verify_commissions() == []


def test_what_was_taken_back_by_now_is_netted_before_an_older_month_is_paid(
    shop: Agent, amina: User, imani: User
) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    undo(bring(imani, amina, "600", at=NOVEMBER), NOVEMBER + timedelta(hours=1))
    services.pay_commissions_due(now=NOVEMBER + timedelta(hours=2))
    # The 1.50 earned in November waits for its month; that it was taken back does not.
    assert available(imani) == Decimal("1.00")
    services.pay_commissions_due(now=datetime(2026, 12, 1, tzinfo=UTC))
    assert available(imani) == Decimal("2.50")


def test_a_wallet_that_takes_nothing_is_tried_again_with_growing_waits(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    wallet = wallet_of(imani)
    close_wallet(wallet_id=wallet.id, reason="Moved", by=make_operator().id, now=OCTOBER)
    assert services.pay_commissions_due(now=NOVEMBER) == 4
    row = CommissionPayout.objects.get(earner="TELLER")
    assert (row.state, row.attempts, row.net) == ("FAILED", 1, Decimal("2.50")) and row.failure_code
    # It keeps its lines, and the money stays where it was.
    assert CommissionLine.objects.get(payout_id=row.id).amount == owed("teller", row.earner_id) == Decimal("2.50")
    assert list_differences() == []
    waits, now = [], NOVEMBER
    for _ in range(9):
        row.refresh_from_db()
        assert row.due_at is not None
        waits.append((row.due_at - now) / timedelta(hours=1))
        now = row.due_at
        assert services.pay_commissions_due(now=now - timedelta(seconds=1)) == 0
        assert services.pay_commissions_due(now=now) == 1
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 168]


def test_one_that_failed_is_paid_whole_when_the_wallet_takes_it(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        assert services.pay_commissions_due(now=NOVEMBER) == 4
    assert set(CommissionPayout.objects.values_list("state", "failure_code")) == {("FAILED", "currency_mismatch")}
    bring(imani, amina, "2000", at=NOVEMBER)
    Agent.objects.filter(pk=shop.pk).update(withholding_percent=Decimal(50))
    hour = NOVEMBER + timedelta(hours=1)
    assert services.pay_commissions_due(now=hour) == 4
    row = CommissionPayout.objects.get(earner="TELLER")
    # On the terms of when it was made.
    assert (row.state, row.attempts, row.paid_at, row.due_at, row.failure_code) == ("PAID", 2, hour, None, "")
    assert (available(imani), owed("teller", row.earner_id)) == (Decimal("2.50"), Decimal("5.00"))
    assert Transaction.objects.filter(kind="COMMISSION", state="DECLINED").count() == 4


def test_one_that_failed_is_not_paid_while_it_was_taken_back(shop: Agent, amina: User, imani: User) -> None:
    """Else whoever keeps their wallet closed over a reversal is paid for a dealing that is no more."""
    row = bring(imani, amina, "1000", at=OCTOBER)
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=NOVEMBER)
    undo(row, NOVEMBER + timedelta(minutes=1))
    hour = timedelta(hours=1)
    with nothing_moves():
        assert services.pay_commissions_due(now=NOVEMBER + hour) == 0
    waiting = CommissionPayout.objects.get(earner="TELLER")
    assert (waiting.state, waiting.attempts, waiting.due_at) == ("FAILED", 1, NOVEMBER + 2 * hour)
    # What is earned since is netted with what was taken back, and then it is paid.
    bring(imani, amina, "1200", at=NOVEMBER)
    services.pay_commissions_due(now=datetime(2026, 12, 1, tzinfo=UTC))
    services.pay_commissions_due(now=datetime(2026, 12, 1, 1, tzinfo=UTC))
    waiting.refresh_from_db()
    assert (waiting.state, owed("teller", waiting.earner_id)) == ("PAID", 0)
    assert available(imani) == Decimal("3.00")


def test_a_failed_one_of_a_suspended_agent_waits_without_a_try(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=NOVEMBER)
    Agent.objects.update(status="SUSPENDED")
    hour = timedelta(hours=1)
    with nothing_moves():
        assert services.pay_commissions_due(now=NOVEMBER + hour) == 0
    row = CommissionPayout.objects.get(earner="TELLER")
    assert (row.state, row.attempts, row.due_at) == ("FAILED", 1, NOVEMBER + 2 * hour)


def test_tax_is_rounded_once_half_to_even_and_never_eats_all(shop: Agent, amina: User, imani: User) -> None:
    Agent.objects.filter(pk=shop.pk).update(withholding_percent=Decimal(5))
    # 0.25 each from three dealings: 5 % of 0.75 is 0.0375, and of each alone 0.0125.
    for _ in range(3):
        bring(imani, amina, "100", at=OCTOBER)
    services.pay_commissions_due(now=NOVEMBER)
    row = CommissionPayout.objects.get(earner="TELLER")
    assert (row.gross, row.tax, row.net) == (Decimal("0.75"), Decimal("0.04"), Decimal("0.71"))
    Agent.objects.filter(pk=shop.pk).update(withholding_percent=Decimal(99))
    bring(imani, amina, "4", at=NOVEMBER)
    # 99 % of 0.01 is 0.01: there is nothing to pay, so it waits.
    december = datetime(2026, 12, 1, tzinfo=UTC)
    services.pay_commissions_due(now=december)
    assert owed("teller", row.earner_id) == Decimal("0.01")
    assert CommissionLine.objects.filter(payout_id=None, earner="TELLER").count() == 1


@COMMITTED
def test_two_workers_at_once_pay_once(shop: Agent, amina: User, imani: User) -> None:
    for _ in range(3):
        bring(imani, amina, "1000", at=OCTOBER)
    made = run_together(4, lambda _: services.pay_commissions_due(now=NOVEMBER))
    assert sum(made) == 4, made
    assert CommissionPayout.objects.count() == 4 and available(imani) == Decimal("7.50")
    assert list(verification.verify()) == [] and verify_commissions() == []


@COMMITTED
def test_two_workers_at_once_try_a_failed_one_once(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=NOVEMBER)
    tried = run_together(4, lambda _: services.pay_commissions_due(now=NOVEMBER + timedelta(hours=1)))
    assert sum(tried) == 4, tried
    assert available(imani) == Decimal("2.50")


@pytest.mark.parametrize("where", ["pay_commission", "get_balance", "events.record"])
def test_dying_half_way_leaves_nothing_and_the_next_round_pays(
    shop: Agent, amina: User, imani: User, where: str
) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    with nothing_moves(), patch(f"apps.agents.services._pay_commissions.{where}", side_effect=RuntimeError("killed")):
        assert services.pay_commissions_due(now=NOVEMBER) == 0
    assert not CommissionPayout.objects.exists() and CommissionLine.objects.filter(payout_id=None).count() == 4
    assert not OutboxEvent.objects.filter(topic="agents.commission_paid").exists()
    assert services.pay_commissions_due(now=NOVEMBER) == 4
    assert available(imani) == Decimal("2.50")


def test_after_a_payment_the_process_dies_before_the_payout_is_written(shop: Agent, amina: User, imani: User) -> None:
    """The payment was made in the same transaction, so it goes with it."""
    bring(imani, amina, "1000", at=OCTOBER)
    with nothing_moves(), patch.object(CommissionPayout, "save", side_effect=RuntimeError("killed")):
        assert services.pay_commissions_due(now=NOVEMBER) == 0
    assert not Transaction.objects.filter(kind="COMMISSION").exists()


def test_one_account_at_which_something_goes_wrong_keeps_nobody_waiting(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    real = _pay_commissions.pay_commission

    def fails_for_outlets(**given: object) -> object:
        if str(given["source_code"]).startswith("outlet:"):
            raise RuntimeError("broken")
        return real(**given)  # type: ignore[arg-type]

    with patch.object(_pay_commissions, "pay_commission", fails_for_outlets):
        assert services.pay_commissions_due(now=NOVEMBER) == 3
    assert available(imani) == Decimal("2.50")
    assert services.pay_commissions_due(now=NOVEMBER) == 1


def test_a_round_is_bounded_and_the_next_goes_on(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    made = [services.pay_commissions_due(now=NOVEMBER, limit=3) for _ in range(3)]
    assert made == [3, 1, 0]


def test_more_than_the_account_holds_is_never_paid(shop: Agent, amina: User, imani: User) -> None:
    bring(imani, amina, "1000", at=OCTOBER)
    staff = Staff.objects.get(person=imani)
    line = CommissionLine.objects.get(earner="TELLER")
    forged = CommissionLine.objects.create(
        entry_id=uuid7(),
        transaction_id=line.transaction_id,
        agent_id=shop.id,
        outlet_id=line.outlet_id,
        earner="TELLER",
        earner_id=staff.id,
        account_code=line.account_code,
        kind="CASH_IN",
        currency="USD",
        amount=Decimal(1),
        at=OCTOBER,
    )
    assert services.pay_commissions_due(now=NOVEMBER) == 3
    assert available(imani) == 0
    assert len(list_differences()) == 3
    # No service could do this; the story is to end well.
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE agents_commissionline DISABLE TRIGGER USER")
        cursor.execute("DELETE FROM agents_commissionline WHERE id = %s", [forged.id])
        cursor.execute("ALTER TABLE agents_commissionline ENABLE TRIGGER USER")


# --- Operators ------------------------------------------------------------------------------------------------------


def test_an_operator_has_an_agent_paid_now(shop: Agent, amina: User, imani: User) -> None:
    olga = make_operator()
    bring(imani, amina, "1000", at=OCTOBER)
    now = OCTOBER + timedelta(hours=1)
    assert services.pay_agent_now(agent_id=shop.id, reason="They asked", by=olga.id, now=now) == 3
    assert available(imani) == Decimal("2.50")
    assert Activity.objects.filter(person_id=olga.id, action="agents.commissions_paid_now").count() == 1
    with pytest.raises(OwnAgent):
        services.pay_agent_now(agent_id=shop.id, reason="Mine", by=shop.owner_id, now=now)
    with pytest.raises(AgentNotFound):
        services.pay_agent_now(agent_id=uuid7(), reason="Nobody", by=olga.id, now=now)
    Agent.objects.filter(pk=shop.pk).update(status="SUSPENDED")
    with pytest.raises(PayoutConflict):
        services.pay_agent_now(agent_id=shop.id, reason="Still", by=olga.id, now=now)


def test_an_operator_has_a_failed_one_tried_now(shop: Agent, amina: User, imani: User) -> None:
    olga = make_operator()
    bring(imani, amina, "1000", at=OCTOBER)
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=NOVEMBER)
    row = CommissionPayout.objects.get(earner="TELLER")
    with pytest.raises(OwnAgent):
        services.retry_commission(payout_id=row.id, reason="Mine", by=shop.owner_id, now=NOVEMBER)
    paid = services.retry_commission(payout_id=row.id, reason="They called", by=olga.id, now=NOVEMBER)
    assert (paid.state, available(imani)) == ("PAID", Decimal("2.50"))
    with pytest.raises(PayoutConflict):
        services.retry_commission(payout_id=row.id, reason="Again", by=olga.id, now=NOVEMBER)
    with pytest.raises(PayoutNotFound):
        services.retry_commission(payout_id=uuid7(), reason="What", by=olga.id, now=NOVEMBER)


def test_no_operator_who_serves_there_has_themselves_paid(shop: Agent, amina: User, imani: User) -> None:
    """Nor who has left for that. What was taken back meanwhile is paid to nobody who asks for it themselves."""
    bring(imani, amina, "1000", at=OCTOBER)
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=NOVEMBER)
    failed = CommissionPayout.objects.get(earner="TELLER")
    for ended_at in (None, NOVEMBER):
        Staff.objects.filter(person=imani).update(ended_at=ended_at)
        with nothing_moves(), pytest.raises(OwnAgent):
            services.pay_agent_now(agent_id=shop.id, reason="Mine", by=imani.id, now=NOVEMBER)
        with nothing_moves(), pytest.raises(OwnAgent):
            services.retry_commission(payout_id=failed.id, reason="Mine", by=imani.id, now=NOVEMBER)


# --- Who is told ----------------------------------------------------------------------------------------------------


def told(person: User) -> list[str]:
    topics = Notification.objects.filter(person_id=person.id).order_by("id").values_list("topic", flat=True)
    return [topic for topic in topics if "commission" in topic]


def test_tellers_owners_and_managers_are_told(shop: Agent, market: Outlet, amina: User, imani: User) -> None:
    here, elsewhere = make_person("esther"), make_person("hassan")
    employ(shop, here, Role.MANAGER, outlet=market)
    employ(shop, elsewhere, Role.MANAGER, outlet=main_outlet(shop))
    bring(imani, amina, "1000", at=OCTOBER)
    services.pay_commissions_due(now=NOVEMBER)
    deliver_events()
    deliver_events()
    assert told(imani) == ["commission_paid"]
    assert told(shop.owner) == ["agent_commission_paid"] * 2
    assert told(here) == ["agent_commission_paid"] and told(elsewhere) == []
    bodies = [each.body for each in Notification.objects.filter(person_id=here.id, topic="agent_commission_paid")]
    assert "The float of Market was paid 2.50 USD: 2.50 earned, 0.00 tax withheld." in bodies[0]


def test_nobody_is_told_twice_a_minute_of_what_is_paid_at_once(shop: Agent, amina: User, imani: User) -> None:
    Agent.objects.filter(pk=shop.pk).update(pays_out="INSTANT")
    bring(imani, amina, "1000", at=OCTOBER)
    services.pay_commissions_due(now=OCTOBER)
    services.pay_commissions_due(now=OCTOBER + timedelta(seconds=30))
    deliver_events()
    assert told(shop.owner) == []
