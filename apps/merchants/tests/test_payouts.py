"""Paying settlements out: into the wallet, to a bank, tried again when it fails, and stopped by operators."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from unittest.mock import patch

import pytest

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.core.tests.queue import deliver_events
from apps.funding.models import FundingSource, SourceKind, SourceState
from apps.funding.sealed import write_token
from apps.gateways import services as gateways
from apps.gateways.base import Outcome, Result
from apps.gateways.models import Operation, OperationState
from apps.gateways.tests.factories import open_gateways
from apps.ledger import verification
from apps.merchants import services
from apps.merchants.models import Merchant, MerchantStatus, Settlement, SettleTo
from apps.merchants.services import _pay_out
from apps.merchants.settlement_errors import SettlementConflict, SettlementNotFound
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.settling import MONDAY, TUESDAY, again, give_back, sell, settle, usd, where
from apps.merchants.verification import verify_takings
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.services import close_wallet
from apps.wallets.tests.factories import available, join, wallet_of

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


def settled(amina: User, shop: Merchant, amount: str = "10.00") -> Settlement:
    """What was sold on Monday."""
    sell(amina, shop, amount, on=MONDAY)
    return settle(shop, now=TUESDAY)


def to_bank(shop: Merchant, *, not_before: datetime | None = None) -> FundingSource:
    """The merchant is settled to a bank account of its owner's."""
    source = FundingSource(
        person=shop.owner,
        gateway_code="jsonbank",
        kind=SourceKind.BANK_ACCOUNT,
        masked="•••• 8817",
        holder_name=shop.owner.full_name,
        issuer="Meridian Bank",
        linked_at=MONDAY,
    )
    write_token(source, f"acc_{source.id.hex}")
    source.save()
    shop.settle_to, shop.settle_source, shop.settle_not_before = SettleTo.BANK, source, not_before
    shop.save()
    open_gateways("jsonbank")
    return source


def payout_of(row: Settlement) -> Transaction:
    payout_id = again(row).payout_id
    assert payout_id is not None
    return Transaction.objects.get(pk=payout_id)


def bank_says(row: Settlement, outcome: Outcome, *, at: datetime, code: str = "") -> None:
    """As if it had been sent just now."""
    operation = Operation.objects.get(transaction_id=payout_of(row).id)
    operation.state, operation.gateway_code = OperationState.SUBMITTED, "jsonbank"
    operation.attempts, operation.submitted_at, operation.due_at = 1, at, at
    operation.save()
    result = Result(outcome, amount=usd(operation.amount), failure_code=code)
    gateways.apply_result(operation_id=operation.id, gateway_code="jsonbank", result=result, now=at)


def told(shop: Merchant) -> list[str]:
    OutboxEvent.objects.filter(due_at__gt=clock.now()).update(due_at=clock.now())
    deliver_events()
    return list(Notification.objects.filter(person_id=shop.owner_id).order_by("id").values_list("topic", flat=True))


def test_a_wallet_that_takes_nothing_fails_and_is_tried_again_with_growing_waits(amina: User, shop: Merchant) -> None:
    row = settled(amina, shop)
    close_wallet(wallet_id=wallet_of(shop.owner).id, reason="Moved", by=make_operator().id, now=TUESDAY)
    waits, now = [], TUESDAY
    for _ in range(_pay_out.MOST_TRIES):
        assert services.pay_out_due(now=now) == 1
        row = again(row)
        assert (row.state, row.failure_code) == ("FAILED", "payee_not_active")
        assert where(shop) == (0, 10, 0)
        assert services.pay_out_due(now=now) == 0
        if row.due_at is not None:
            waits.append((row.due_at - now) / HOUR)
            now = row.due_at
    assert waits == [1, 2, 4, 8, 16, 24, 24]
    assert row.due_at is None and services.pay_out_due(now=now + timedelta(days=30)) == 0
    # Its owner hears of the first and of the last.
    assert [topic for topic in told(shop) if topic.startswith("settlement")] == ["settlement_failed"] * 2
    to_bank(shop)
    services.retry_by_owner(merchant_id=shop.id, settlement_id=row.id, person_id=shop.owner_id, now=now)
    assert services.pay_out_settlement(settlement_id=row.id, now=now).state == "SENDING"


def test_a_bank_is_paid_and_heard_of_later(amina: User, shop: Merchant) -> None:
    source = to_bank(shop)
    row = settled(amina, shop)
    assert services.pay_out_due(now=TUESDAY) == 1
    row = again(row)
    assert (row.state, row.paid_to, row.due_at) == ("SENDING", "Meridian Bank •••• 8817", None)
    operation = Operation.objects.get(transaction_id=payout_of(row).id)
    assert (operation.bound_to, operation.terms["instrument"]) == ("jsonbank", f"acc_{source.id.hex}")
    assert services.follow_settlements(now=TUESDAY) == 0
    bank_says(row, Outcome.SUCCEEDED, at=TUESDAY + HOUR)
    assert services.follow_settlements(now=TUESDAY + HOUR) == 1
    row = again(row)
    assert (row.state, row.decided_at) == ("PAID", TUESDAY + HOUR)
    assert services.follow_settlements(now=TUESDAY + HOUR) == 0
    assert where(shop) == (0, 0, 0)
    assert told(shop) == ["settlement_paid"]
    body = Notification.objects.get(person_id=shop.owner_id).body
    assert "10.00 USD" in body and "Meridian Bank ...8817" in body and payout_of(row).reference in body


def test_what_a_bank_does_not_pay_comes_back_and_is_tried_again(amina: User, shop: Merchant) -> None:
    to_bank(shop)
    row = settled(amina, shop)
    services.pay_out_due(now=TUESDAY)
    first = payout_of(row)
    bank_says(row, Outcome.FAILED, at=TUESDAY, code="provider_account_invalid")
    services.follow_settlements(now=TUESDAY)
    row = again(row)
    assert (row.state, row.failure_code, row.due_at) == ("FAILED", "provider_account_invalid", TUESDAY + HOUR)
    assert where(shop) == (0, 10, 0)
    assert told(shop) == ["settlement_failed"]
    assert services.pay_out_due(now=TUESDAY + HOUR) == 1
    bank_says(row, Outcome.SUCCEEDED, at=TUESDAY + 2 * HOUR)
    services.follow_settlements(now=TUESDAY + 2 * HOUR)
    row = again(row)
    assert (row.state, row.attempts) == ("PAID", 2)
    assert payout_of(row).id != first.id and Transaction.objects.get(pk=first.id).state == "FAILED"
    assert told(shop) == ["settlement_failed", "settlement_paid"]


def test_after_the_owner_chose_the_wallet_it_goes_there(amina: User, shop: Merchant) -> None:
    to_bank(shop)
    row = settled(amina, shop)
    services.pay_out_due(now=TUESDAY)
    bank_says(row, Outcome.FAILED, at=TUESDAY, code="provider_account_invalid")
    services.follow_settlements(now=TUESDAY)
    Merchant.objects.filter(pk=shop.id).update(settle_to=SettleTo.WALLET, settle_source=None)
    services.retry_by_owner(merchant_id=shop.id, settlement_id=row.id, person_id=shop.owner_id, now=TUESDAY)
    assert services.pay_out_due(now=TUESDAY) == 1
    assert (again(row).state, available(shop.owner), where(shop)) == ("PAID", 10, (0, 0, 0))


def test_a_new_bank_account_waits_until_its_day_is_over(amina: User, shop: Merchant) -> None:
    to_bank(shop, not_before=TUESDAY + timedelta(hours=20))
    row = settled(amina, shop)
    assert row.due_at == TUESDAY + timedelta(hours=20)
    with nothing_moves():
        assert services.pay_out_due(now=TUESDAY + timedelta(hours=19)) == 0
    assert services.pay_out_due(now=TUESDAY + timedelta(hours=20)) == 1
    # It was changed after the settlement was made: it waits as well.
    sell(amina, shop, on=TUESDAY)
    other = settle(shop, now=TUESDAY + timedelta(days=1))
    later = TUESDAY + timedelta(days=2)
    to_bank(shop, not_before=later)
    with nothing_moves():
        assert services.pay_out_due(now=TUESDAY + timedelta(days=1)) == 0
    assert again(other).due_at == later


@pytest.mark.parametrize("gone", ["removed", "somebody else's"])
def test_an_account_that_is_not_the_owners_any_more_gets_nothing(amina: User, shop: Merchant, gone: str) -> None:
    source = to_bank(shop)
    row = settled(amina, shop)
    if gone == "removed":
        FundingSource.objects.filter(pk=source.id).update(
            state=SourceState.REMOVED, token=None, token_index=None, ended_at=TUESDAY
        )
    else:
        Merchant.objects.filter(pk=shop.id).update(owner=join("chidi"))
    with nothing_moves():
        assert services.pay_out_due(now=TUESDAY) == 1
    row = again(row)
    assert (row.state, row.failure_code, row.payout_id) == ("FAILED", "settlement_account_gone", None)


def test_an_operator_stops_a_payout_and_only_an_operator_lets_it_go_on(amina: User, shop: Merchant) -> None:
    row, olga = settled(amina, shop), make_operator()
    services.stop_payout(settlement_id=row.id, reason="Looks odd", by=olga.id, now=TUESDAY)
    with nothing_moves():
        assert services.pay_out_due(now=TUESDAY + timedelta(days=9)) == 0
    with pytest.raises(SettlementConflict):
        services.stop_payout(settlement_id=row.id, reason="Again", by=olga.id, now=TUESDAY)
    with pytest.raises(SettlementConflict):
        services.retry_by_owner(merchant_id=shop.id, settlement_id=row.id, person_id=shop.owner_id, now=TUESDAY)
    services.retry_payout(settlement_id=row.id, reason="Fine", by=olga.id, now=TUESDAY)
    assert services.pay_out_due(now=TUESDAY) == 1
    assert again(row).state == "PAID"
    for act in (services.stop_payout, services.retry_payout):
        with pytest.raises(SettlementConflict):
            act(settlement_id=row.id, reason="Too late", by=olga.id, now=TUESDAY)
    actions = list(Activity.objects.filter(person_id=olga.id).order_by("id").values_list("action", flat=True))
    assert actions == ["merchants.payout_stopped", "merchants.payout_retried"]


def test_somebody_elses_settlement_is_not_there(amina: User, shop: Merchant) -> None:
    row = settled(amina, shop)
    other = open_merchant(join("chidi"), name="Other")
    with pytest.raises(SettlementNotFound):
        services.retry_by_owner(merchant_id=other.id, settlement_id=row.id, person_id=other.owner_id, now=TUESDAY)


def test_four_sweeps_at_once_pay_once(amina: User, shop: Merchant) -> None:
    row = settled(amina, shop)
    run_together(4, lambda _: services.pay_out_due(now=TUESDAY))
    assert (again(row).state, again(row).attempts, available(shop.owner)) == ("PAID", 1, 10)
    assert Transaction.objects.filter(kind="MERCHANT_PAYOUT").count() == 1


class Killed(Exception):
    """The process is gone."""


@pytest.mark.parametrize("bank", [False, True], ids=["wallet", "bank"])
def test_dying_before_the_commit_leaves_nothing_and_the_next_sweep_pays(
    amina: User, shop: Merchant, bank: bool
) -> None:
    if bank:
        to_bank(shop)
    row = settled(amina, shop)
    with nothing_moves(), patch.object(_pay_out.Settlement, "save", side_effect=Killed):
        services.pay_out_due(now=TUESDAY)
    row = again(row)
    # Looked at again some minutes later, as if it had never been tried.
    assert (row.state, row.attempts, row.due_at) == ("OPEN", 0, TUESDAY + timedelta(minutes=5))
    assert services.pay_out_due(now=TUESDAY + HOUR) == 1
    assert (again(row).state, again(row).attempts) == ("SENDING" if bank else "PAID", 1)


def test_dying_while_it_is_followed_leaves_it_to_be_followed_again(amina: User, shop: Merchant) -> None:
    to_bank(shop)
    row = settled(amina, shop)
    services.pay_out_due(now=TUESDAY)
    bank_says(row, Outcome.SUCCEEDED, at=TUESDAY)
    with patch.object(_pay_out.events, "record", side_effect=Killed), pytest.raises(Killed):
        services.follow_settlements(now=TUESDAY)
    assert again(row).state == "SENDING"
    assert services.follow_settlements(now=TUESDAY) == 1
    assert again(row).state == "PAID"


def test_who_is_suspended_meanwhile_is_not_paid(amina: User, shop: Merchant) -> None:
    row = settled(amina, shop)
    with other_transaction() as elsewhere:
        elsewhere(lambda: Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.SUSPENDED))
        paying = in_background(lambda: services.pay_out_settlement(settlement_id=row.id, now=TUESDAY))
        wait_until_blocked()
    assert paying.result(60).state == "OPEN"
    assert (available(shop.owner), where(shop)) == (0, (0, 10, 0))


def test_refunds_go_on_while_a_settlement_is_paid_out(amina: User, shop: Merchant) -> None:
    """Both take the takings' lock first and the owner's wallet after it: neither waits for ever."""
    sale = sell(amina, shop, "8.00", on=MONDAY)
    settled(amina, shop)
    sell(amina, shop, "2.00", on=TUESDAY)

    def work(index: int) -> object:
        if index % 2:
            return services.pay_out_due(now=TUESDAY)
        return give_back(sale, "2.00", on=TUESDAY).transaction.state

    outcomes = run_together(6, work)
    assert not [one for one in outcomes if isinstance(one, BaseException)]
    services.pay_out_due(now=TUESDAY)
    drawn = sum(Decimal(2) for one in outcomes if one == "COMPLETED")
    assert sum(where(shop)) + available(shop.owner) == 20 - drawn
