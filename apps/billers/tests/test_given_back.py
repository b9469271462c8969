"""A bill the provider did not pay after all is given back to whoever paid it, and its biller gets nothing for it."""

from datetime import timedelta
from uuid import UUID

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.billers import services
from apps.billers.tests.bills import biller, make_billers, moment, on, operation_of, paid
from apps.gateways.base import Outcome, Result
from apps.gateways.models import Discrepancy
from apps.gateways.services import apply_result
from apps.ledger import verification
from apps.transactions import services as transactions
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
POWER, PAYABLE = "power-post", "biller:power-post:payable"
MONDAY = moment("2026-11-16 00:00")
TUESDAY = MONDAY + timedelta(days=1)


@pytest.fixture
def amina() -> User:
    make_billers()
    return join("amina", 100)


def give_back(transaction_id: UUID) -> None:
    """The provider says that it failed after all, and two operators believe it."""
    row = Discrepancy.objects.get(transaction_id=transaction_id)
    maker, checker = UserFactory.create(is_staff=True), UserFactory.create(is_staff=True)
    transactions.propose_resolution(
        discrepancy_id=row.id, choice="PAY_BACK", reason="their letter", maker_id=maker.id, now=TUESDAY
    )
    transactions.approve_resolution(discrepancy_id=row.id, checker_id=checker.id, holds_role=True, now=TUESDAY)


def test_what_was_given_back_is_in_no_settlement(amina: User) -> None:
    kept, given_back = (paid(amina.id, POWER, amount, at=MONDAY) for amount in ("10.00", "30.00"))
    assert on(PAYABLE) == 40
    operation = operation_of(given_back.pk)
    failed = Result(Outcome.FAILED, failure_code="provider_declined")
    apply_result(operation_id=operation.id, gateway_code=operation.gateway_code, result=failed, now=MONDAY)
    before = available(amina)
    give_back(given_back.pk)
    assert available(amina) - before == given_back.transaction.debit
    assert on(PAYABLE) == 10
    row = services.make_settlement(biller_id=biller(POWER).id, settled_by="DIRECT", now=TUESDAY)
    assert row is not None and (row.payments, row.gross) == (1, 10)
    kept.refresh_from_db()
    given_back.refresh_from_db()
    assert (kept.settlement_id, given_back.settlement_id) == (row.id, None)
    assert list(verification.verify()) == []
