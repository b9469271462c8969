"""Settling with billers: each completed payment once, to the line, less the commission, paid out through a bank."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory, make_person
from apps.approvals.errors import ApprovalVoided, NotAllowed, OwnApproval
from apps.billers import services
from apps.billers.errors import NoPayoutAccount, SettlementConflict
from apps.billers.models import Biller, BillerSettlement, BillPayment, SettlementLine
from apps.billers.selectors import get_payable
from apps.billers.services import _catalogue
from apps.billers.tests.bills import (
    asked_for,
    biller,
    decide,
    make_billers,
    moment,
    on,
    operation_of,
    paid,
    prove_payout,
    send,
)
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.gateways.base import Instrument, Outcome
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import money_picture, nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)
POWER, PAYABLE = "power-post", "biller:power-post:payable"
MONDAY = moment("2026-11-16 00:00")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture(autouse=True)
def _story() -> Iterator[None]:
    """Whatever the story, the ledger is right at its end; it can be recounted where the story was committed."""
    make_billers()
    yield
    if not connection.in_atomic_block:
        assert list(verification.verify()) == []


def linked(code: str = POWER, token: str = "acc_power") -> Biller:
    """The biller has a bank account, as far as we know it."""
    Biller.objects.filter(code=code).update(
        payout_gateway="jsonbank", payout_token=token, payout_account="•••• 8899", payout_name="Mwanga Power Ltd"
    )
    return biller(code)


def only_by_operators(code: str = POWER) -> None:
    Biller.objects.filter(code=code).update(automatic_up_to=None)


def operators() -> tuple[User, User]:
    return UserFactory.create(is_staff=True), UserFactory.create(is_staff=True)


def collected(*amounts: str, code: str = POWER, on_day: datetime = MONDAY) -> list[BillPayment]:
    """Amina pays so much, one bill an hour."""
    amina = User.objects.filter(full_name="Amina Otieno").first() or join("amina", 5000)
    return [paid(amina.id, code, each, at=on_day + timedelta(hours=hour)) for hour, each in enumerate(amounts, 8)]


def made(code: str = POWER, settled_by: str = "DIRECT", *, now: datetime = TUESDAY) -> BillerSettlement:
    row = services.make_settlement(biller_id=biller(code).id, settled_by=settled_by, now=now)
    assert row is not None
    return row


def again(row: BillerSettlement) -> BillerSettlement:
    return BillerSettlement.objects.get(pk=row.pk)


def payout_of(row: BillerSettlement) -> Transaction:
    payout_id = again(row).payout_id
    assert payout_id is not None
    return Transaction.objects.get(pk=payout_id)


@committing
def test_a_day_is_settled_to_the_line_and_paid_out_less_the_commission() -> None:
    only_by_operators()
    linked()
    maker, checker = operators()
    collected("44.71", "20.00", "100.05")
    failed = paid(User.objects.get(full_name="Amina Otieno").id, POWER, "7.00", at=MONDAY, outcome=Outcome.FAILED)
    assert on(PAYABLE) == Decimal("164.76")
    row = made()
    # 1 % and 0.10 of each, rounded half to even: 0.5471, 0.30, 1.1005.
    assert [line.commission for line in SettlementLine.objects.order_by("payment_id")] == [
        Decimal("0.55"),
        Decimal("0.30"),
        Decimal("1.10"),
    ]
    assert (row.payments, row.gross, row.commission, row.net) == (
        3,
        Decimal("164.76"),
        Decimal("1.95"),
        Decimal("162.81"),
    )
    assert (row.period_start, row.period_end, row.state) == (date(2026, 11, 16), date(2026, 11, 17), "OPEN")
    assert BillPayment.objects.get(pk=failed.pk).settlement_id is None
    services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
    services.approve_payout(settlement_id=row.id, by=checker.id, holds_role=True, now=TUESDAY)
    # It is on its way: aside, and nobody's yet.
    assert (on(PAYABLE), on(f"{PAYABLE}:held"), again(row).state) == (Decimal("1.95"), Decimal("162.81"), "SENDING")
    assert services.follow_settlements(now=TUESDAY) == 0
    decide(payout_of(row), Outcome.SUCCEEDED, gateway="jsonbank", at=TUESDAY)
    assert services.follow_settlements(now=TUESDAY) == 1
    assert again(row).state == "PAID" and services.follow_settlements(now=TUESDAY) == 0
    assert (on(PAYABLE), on(f"{PAYABLE}:held")) == (0, 0)
    assert (on("psp:jsonbank:clearing"), on(services.COMMISSIONS)) == (Decimal("162.81"), Decimal("1.95"))


@committing
def test_a_payout_the_bank_does_not_make_goes_back_and_is_tried_again() -> None:
    only_by_operators()
    linked()
    maker, checker = operators()
    collected("100.00")
    row = made()
    for attempt, (outcome, state) in enumerate([(Outcome.FAILED, "FAILED"), (Outcome.SUCCEEDED, "PAID")], start=1):
        services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
        services.approve_payout(settlement_id=row.id, by=checker.id, holds_role=True, now=TUESDAY)
        code = "provider_account_invalid" if outcome is Outcome.FAILED else ""
        decide(payout_of(row), outcome, gateway="jsonbank", at=TUESDAY, failure_code=code)
        services.follow_settlements(now=TUESDAY)
        row = again(row)
        assert (row.state, row.failure_code, row.attempts) == (state, code, attempt)
        if state == "FAILED":
            assert (on(PAYABLE), on(services.COMMISSIONS) if attempt > 1 else 0) == (100, 0)
    assert (on(PAYABLE), on(services.COMMISSIONS)) == (0, Decimal("1.10"))


def test_a_small_one_needs_nobody_and_a_large_one_two() -> None:
    linked()
    prove_payout(POWER, at=MONDAY)
    collected("400.00")
    (small,) = services.settle_due(now=TUESDAY)
    assert BillerSettlement.objects.get(pk=small).state == "SENDING"
    collected("400.00", "400.00", on_day=TUESDAY)
    (large,) = services.settle_due(now=TUESDAY + timedelta(days=1))
    assert BillerSettlement.objects.get(pk=large).state == "OPEN"


def test_until_two_have_let_one_through_even_a_small_one_waits_for_them() -> None:
    """Whether one that was asked for is on its way, or came back, proves nothing yet: the bank has to have paid it."""
    linked()
    maker, checker = operators()
    collected("10.00")
    (first,) = services.settle_due(now=TUESDAY)
    row = BillerSettlement.objects.get(pk=first)
    assert row.state == "OPEN" and not Transaction.objects.filter(kind="SETTLEMENT").exists()
    services.request_payout(settlement_id=first, by=maker.id, now=TUESDAY)
    services.approve_payout(settlement_id=first, by=checker.id, holds_role=True, now=TUESDAY)
    for number, outcome in enumerate([Outcome.FAILED, Outcome.SUCCEEDED], start=1):
        collected("10.00", on_day=TUESDAY + timedelta(days=number - 1))
        (following,) = services.settle_due(now=TUESDAY + timedelta(days=number))
        assert BillerSettlement.objects.get(pk=following).state == "OPEN"
        code = "provider_account_invalid" if outcome is Outcome.FAILED else ""
        decide(payout_of(row), outcome, gateway="jsonbank", at=TUESDAY, failure_code=code)
        services.follow_settlements(now=TUESDAY)
        if outcome is Outcome.FAILED:
            services.request_payout(settlement_id=first, by=maker.id, now=TUESDAY)
            services.approve_payout(settlement_id=first, by=checker.id, holds_role=True, now=TUESDAY)
    assert again(row).state == "PAID"
    collected("10.00", on_day=TUESDAY + timedelta(days=2))
    (last,) = services.settle_due(now=TUESDAY + timedelta(days=3))
    assert BillerSettlement.objects.get(pk=last).state == "SENDING"


@committing
def test_one_operator_alone_does_not_send_what_a_biller_is_owed_to_an_account_of_their_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """They may say how much needs nobody, and which account it is: so the first payout there needs two."""
    linked()
    prove_payout(POWER, at=MONDAY)
    mallory, checker = operators()
    collected("900.00", "900.00", "900.00")
    instrument = Instrument("acc_mallory", "BANK_ACCOUNT", "•••• 6666", "Mallory Ltd")
    monkeypatch.setattr(_catalogue.gateways, "link_account", lambda **_: (instrument, "jsonbank"))
    row = biller(POWER)
    services.save_biller(biller_id=row.id, fields={"automatic_up_to": Decimal("1000000.00")}, now=TUESDAY)
    services.link_payout_account(
        biller_id=row.id,
        bank="Meridian",
        account_number="6666666666",
        holder_name="Mallory Ltd",
        reason="They have a new account",
        by=mallory.id,
        now=TUESDAY,
    )
    with nothing_moves():
        (owed,) = services.settle_due(now=TUESDAY)
        assert services.settle_due(now=TUESDAY) == []
    settlement = BillerSettlement.objects.get(pk=owed)
    assert (settlement.state, settlement.payout_id) == ("OPEN", None)
    assert on(PAYABLE) == 2700
    # Nor do they let it through themselves.
    services.request_payout(settlement_id=owed, by=mallory.id, now=TUESDAY)
    with pytest.raises(OwnApproval), nothing_moves():
        services.approve_payout(settlement_id=owed, by=mallory.id, holds_role=True, now=TUESDAY)
    services.reject_payout(settlement_id=owed, by=checker.id, reason="Not theirs.", holds_role=True, now=TUESDAY)
    # With the account two have let it be paid to, it needs nobody again, but for what was asked for already.
    linked()
    collected("10.00", on_day=TUESDAY)
    (following,) = services.settle_due(now=TUESDAY + timedelta(days=1))
    assert [again(one).state for one in (settlement, BillerSettlement.objects.get(pk=following))] == ["OPEN", "SENDING"]


def test_without_a_bank_account_it_waits() -> None:
    maker, _ = operators()
    linked()
    prove_payout(POWER, at=MONDAY)
    Biller.objects.filter(code=POWER).update(payout_gateway="", payout_token="", payout_account="", payout_name="")
    collected("10.00")
    (waiting,) = services.settle_due(now=TUESDAY)
    row = BillerSettlement.objects.get(pk=waiting)
    assert row.state == "OPEN"
    with pytest.raises(NoPayoutAccount), nothing_moves():
        services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
    linked()
    assert services.settle_due(now=TUESDAY) == [] and again(row).state == "SENDING"


def test_who_asks_does_not_let_it_through_and_what_changed_is_void() -> None:
    only_by_operators()
    linked()
    maker, checker = operators()
    collected("10.00")
    row = made()
    before = money_picture()
    with pytest.raises(SettlementConflict):
        services.approve_payout(settlement_id=row.id, by=checker.id, holds_role=True, now=TUESDAY)
    services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
    with pytest.raises(SettlementConflict):
        services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
    with pytest.raises(OwnApproval):
        services.approve_payout(settlement_id=row.id, by=maker.id, holds_role=True, now=TUESDAY)
    with pytest.raises(NotAllowed):
        services.approve_payout(settlement_id=row.id, by=checker.id, holds_role=False, now=TUESDAY)
    # The biller's account becomes another one between the two.
    linked(token="acc_of_somebody_else")
    with pytest.raises(ApprovalVoided):
        services.approve_payout(settlement_id=row.id, by=checker.id, holds_role=True, now=TUESDAY)
    services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
    assert (
        services.reject_payout(
            settlement_id=row.id, by=checker.id, reason="Whose account is that?", holds_role=True, now=TUESDAY
        ).state
        == "OPEN"
    )
    services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
    assert (
        services.reject_payout(
            settlement_id=row.id, by=maker.id, reason="Mine by mistake.", holds_role=True, now=TUESDAY
        ).state
        == "OPEN"
    )
    assert money_picture() == before


@committing
def test_what_an_aggregator_settles_owes_us_the_commission() -> None:
    collected("100.00", "9.90", code="tv")
    clearing = on("psp:bills:clearing")
    services.settle_due(now=TUESDAY)
    row = BillerSettlement.objects.get()
    assert (row.state, row.settled_by, row.commission) == ("ACCRUED", "AGGREGATOR", Decimal("2.20"))
    assert (on(services.COMMISSIONS), on("psp:bills:clearing")) == (Decimal("2.20"), clearing - Decimal("2.20"))
    assert services.settle_due(now=TUESDAY) == []


def test_a_commission_holds_from_its_moment_on() -> None:
    services.add_commission(biller_id=biller(POWER).id, percent=Decimal(5), active_from=MONDAY + timedelta(hours=9))
    collected("100.00", "100.00")
    made()
    assert [line.commission for line in SettlementLine.objects.order_by("payment_id")] == [Decimal("1.10"), Decimal(5)]


def test_it_is_never_more_than_was_paid() -> None:
    services.add_commission(biller_id=biller(POWER).id, flat=Decimal(50), active_from=MONDAY)
    linked()
    prove_payout(POWER, at=MONDAY)
    before = on(services.COMMISSIONS)
    collected("20.00")
    (made_now,) = services.settle_due(now=TUESDAY)
    row = BillerSettlement.objects.get(pk=made_now)
    # Nothing is left to pay out, so it is paid out.
    assert (row.commission, row.net, row.state, row.payout_id) == (20, 0, "PAID", None)
    assert (on(PAYABLE), on(services.COMMISSIONS) - before) == (0, 20)


def test_what_is_decided_late_is_a_line_of_the_next_one() -> None:
    amina = join("amina", 500)
    late = asked_for(amina.id, POWER, "30.00", at=MONDAY + timedelta(hours=9))
    collected("10.00")
    first = made()
    decide(late.transaction, Outcome.SUCCEEDED, at=TUESDAY + timedelta(hours=3))
    assert services.make_settlement(biller_id=first.biller_id, settled_by="DIRECT", now=TUESDAY) is None
    second = made(now=TUESDAY + timedelta(days=1))
    assert (first.gross, second.gross) == (10, 30)
    assert get_payable(biller(POWER)).amount == 40  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("period", "day", "bounds"),
    [
        ("DAILY", "2026-11-17", ("2026-11-16", "2026-11-17")),
        ("WEEKLY", "2026-11-17", ("2026-11-09", "2026-11-16")),
        ("WEEKLY", "2026-11-16", ("2026-11-09", "2026-11-16")),
        ("MONTHLY", "2026-03-01", ("2026-02-01", "2026-03-01")),
        ("MONTHLY", "2026-01-31", ("2025-12-01", "2026-01-01")),
    ],
)
def test_a_period_is_settled_when_it_is_over(period: str, day: str, bounds: tuple[str, str]) -> None:
    first, last = bounds
    assert services.period_of(period, date.fromisoformat(day)) == (date.fromisoformat(first), date.fromisoformat(last))


@committing
def test_of_eight_sweeps_at_once_one_settles_and_one_payout_is_made() -> None:
    linked()
    proof = prove_payout(POWER, at=MONDAY)
    before = on(services.COMMISSIONS)
    collected("10.00", "20.00")
    run_together(8, lambda _: services.settle_due(now=TUESDAY))
    row = BillerSettlement.objects.exclude(pk=proof.id).get()
    assert (row.payments, row.gross, row.state, row.attempts) == (2, 30, "SENDING", 1)
    assert SettlementLine.objects.filter(settlement=row).count() == 2
    # One of both is the proof's.
    assert SettlementLine.objects.count() == 3 and Transaction.objects.filter(kind="SETTLEMENT").count() == 2
    decide(payout_of(row), Outcome.SUCCEEDED, gateway="jsonbank", at=TUESDAY)
    assert sum(run_together(8, lambda _: services.follow_settlements(now=TUESDAY))) == 1
    assert (on(PAYABLE), on(services.COMMISSIONS) - before) == (0, Decimal("0.50"))


class Killed(Exception):
    """The process dies here."""


@committing
def test_killed_half_way_nothing_has_happened_and_it_is_done_later() -> None:
    only_by_operators()
    linked()
    maker, checker = operators()
    collected("10.00")
    with pytest.raises(Killed), transaction.atomic():
        made()
        raise Killed
    assert not SettlementLine.objects.exists() and BillPayment.objects.get().settlement_id is None
    row = made()
    services.request_payout(settlement_id=row.id, by=maker.id, now=TUESDAY)
    with nothing_moves(), pytest.raises(Killed), transaction.atomic():
        services.approve_payout(settlement_id=row.id, by=checker.id, holds_role=True, now=TUESDAY)
        raise Killed
    assert again(row).state == "REQUESTED" and not Transaction.objects.filter(kind="SETTLEMENT").exists()
    services.approve_payout(settlement_id=row.id, by=checker.id, holds_role=True, now=TUESDAY)
    decide(payout_of(row), Outcome.SUCCEEDED, gateway="jsonbank", at=TUESDAY)
    with nothing_moves(), pytest.raises(Killed), transaction.atomic():
        services.follow_settlements(now=TUESDAY)
        raise Killed
    assert again(row).state == "SENDING"
    services.follow_settlements(now=TUESDAY)
    assert (again(row).state, on(PAYABLE), on(services.COMMISSIONS)) == ("PAID", 0, Decimal("0.20"))


def test_what_was_settled_is_never_changed() -> None:
    collected("10.00", "20.00")
    row = made()
    for attempt in (
        lambda: BillerSettlement.objects.update(net=1, commission=29),
        lambda: BillerSettlement.objects.update(state="PAID", decided_at=clock.now(), period_end=date(2027, 1, 1)),
        lambda: BillerSettlement.objects.filter(pk=row.pk).delete(),
        lambda: SettlementLine.objects.update(amount=1),
        lambda: SettlementLine.objects.all().delete(),
        lambda: BillPayment.objects.update(settlement_id=None),
        lambda: biller(POWER).commissions.update(percent=9),
        lambda: Biller.objects.filter(code=POWER).update(code="power"),
        lambda: Biller.objects.filter(code=POWER).update(currency="EUR"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            attempt()


@committing
def test_it_is_paid_out_through_the_bank(provider: Provider) -> None:
    """The same with a bank behind it: the biller's account is linked there, and paid there once."""
    open_gateways("bills", "jsonbank")
    olga = make_person("olga")
    row = services.link_payout_account(
        biller_id=biller(POWER).id,
        bank="Meridian",
        account_number="7766554488",
        holder_name="Mwanga Power Ltd",
        reason="Contract of November",
        by=olga.id,
        now=clock.now(),
    )
    assert (row.payout_gateway, row.payout_account) == ("jsonbank", "•••• 4488") and row.payout_token
    prove_payout(POWER, at=MONDAY)
    proven = on("psp:jsonbank:clearing")
    collected("100.00")
    (made_now,) = services.settle_due(now=clock.now())
    settlement = BillerSettlement.objects.get(pk=made_now)
    assert settlement.state == "SENDING" and settlement.payout_id is not None
    send(settlement.payout_id)
    services.follow_settlements(now=clock.now())
    assert again(settlement).state == "PAID"
    (booked,) = provider.books(operation_of(settlement.payout_id).id)
    assert (booked["amount"], booked["executions"]) == ("98.90", 1)
    assert (on(PAYABLE), on("psp:jsonbank:clearing") - proven) == (0, Decimal("98.90"))
