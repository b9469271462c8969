"""Money that moves on a bank account gets into the books as its statement shows it, by two people, once."""

from decimal import Decimal
from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.approvals.errors import NotAllowed, OwnApproval
from apps.core.constraints import sqlstate
from apps.core.errors import InvalidInput
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.reconciliation import services
from apps.reconciliation.errors import SettlementDecided, SettlementNotFound, SettlementRecorded
from apps.reconciliation.models import Line, Settlement
from apps.reconciliation.tests.books import (
    DAY,
    GATEWAY,
    NOW,
    balance,
    books_are_right,
    camt_of,
    clearing,
    csv_of,
    deposited,
    listed,
    reconciled,
    take_in,
)
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker() -> UUID:
    return UserFactory.create(is_staff=True).id


@pytest.fixture
def checker() -> UUID:
    return UserFactory.create(is_staff=True).id


def ask(maker: UUID, figure: str = "39.70", **changes: Any) -> Settlement:
    fields: dict[str, Any] = {
        "kind": "FROM_PROVIDER",
        "bank": "equity",
        "gateway_code": GATEWAY,
        "amount": Money(Decimal(figure), "USD"),
        "bank_reference": "EQ-1",
        "value_date": DAY,
        "reason": "payout of that day",
        "maker_id": maker,
        "now": NOW,
        **changes,
    }
    return services.request_settlement(**fields)


def approve(row: Settlement, checker: UUID, *, holds_role: bool = True) -> Settlement:
    return services.approve_settlement(settlement_id=row.id, checker_id=checker, holds_role=holds_role, now=NOW)


@pytest.mark.django_db(transaction=True)
def test_what_a_provider_pays_out_empties_its_clearing_account(maker: UUID, checker: UUID) -> None:
    amina: User = join("amina", 100)
    deposit = deposited(amina, "40.00")
    reconciled(csv_of([listed(deposit, fee="0.30")]))
    assert clearing() == Decimal("-39.70")
    row = ask(maker)
    assert clearing() == Decimal("-39.70"), "one alone moves nothing"
    approve(row, checker)
    # 100.00 were there: tests pay in over trust:equity.
    assert (clearing(), balance("trust:equity")) == (0, Decimal("-139.70"))
    assert books_are_right()


def test_the_other_three_ways(maker: UUID, checker: UUID) -> None:
    capital = {"gateway_code": ""}
    approve(ask(maker, "500.00", kind="CAPITAL_IN", bank_reference="C1", **capital), checker)
    approve(ask(maker, "20.00", kind="TO_PROVIDER", bank_reference="P1"), checker)
    approve(ask(maker, "30.00", kind="CAPITAL_OUT", bank_reference="C2", **capital), checker)
    assert (balance("trust:equity"), balance("capital"), clearing()) == (-450, 470, -20)


def test_who_asks_never_approves_and_it_is_decided_once(maker: UUID, checker: UUID) -> None:
    row = ask(maker)
    with nothing_moves():
        with pytest.raises(OwnApproval):
            approve(row, maker)
        with pytest.raises(NotAllowed):
            approve(row, checker, holds_role=False)
        with pytest.raises(SettlementNotFound):
            services.withdraw_settlement(settlement_id=row.id, maker_id=checker, reason="mine?", now=NOW)
    approve(row, checker)
    with nothing_moves():
        for again in (
            lambda: approve(row, checker),
            lambda: services.withdraw_settlement(settlement_id=row.id, maker_id=maker, reason="no", now=NOW),
        ):
            with pytest.raises(SettlementDecided):
                again()
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        Settlement.objects.filter(pk=row.pk).update(amount=1)
    assert sqlstate(caught.value) == "GP010"


def test_one_movement_of_the_bank_is_booked_once(maker: UUID, checker: UUID) -> None:
    row = ask(maker)
    with pytest.raises(SettlementRecorded):
        ask(checker, "1.00")
    services.reject_settlement(settlement_id=row.id, checker_id=checker, reason="wrong", holds_role=True, now=NOW)
    approve(ask(maker), checker)
    with pytest.raises(SettlementRecorded):
        ask(maker)
    assert balance("trust:equity") == Decimal("-39.70")


@pytest.mark.django_db(transaction=True)
def test_of_eight_who_approve_at_once_one_does(maker: UUID) -> None:
    row = ask(maker)
    checkers = [UserFactory.create(is_staff=True).id for _ in range(8)]
    outcomes = run_together(8, lambda index: approve(row, checkers[index]))
    assert sum(isinstance(one, Settlement) for one in outcomes) == 1
    assert balance("trust:equity") == Decimal("-39.70")


def test_a_line_of_the_bank_s_statement_is_settled_by_it(maker: UUID, checker: UUID) -> None:
    statement = camt_of([listed(amount="39.70", reference="PAYOUT 7", provider_reference="EQ-1")])
    file = take_in(statement, bank="equity")
    line = Line.objects.get()
    assert (file.state, line.state, line.source) == ("READ", "LISTED", "bank:equity")
    assert services.match_file(file_id=file.id, now=NOW) is None
    approve(ask(maker, line_id=line.id), checker)
    line.refresh_from_db()
    assert line.state == "SETTLED"
    with pytest.raises(SettlementRecorded):
        ask(maker, line_id=line.id, bank_reference="another name")


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "GIFT"},
        {"bank": ""},
        {"bank": "equity:x"},
        {"bank": "b" * 33},
        {"gateway_code": ""},
        {"kind": "CAPITAL_IN"},
        {"amount": Money(Decimal(0), "USD")},
        {"amount": Money(Decimal("-1.00"), "USD")},
        {"bank_reference": "  "},
        {"bank_reference": "r" * 101},
        {"reason": ""},
    ],
)
def test_what_makes_no_sense_is_refused(maker: UUID, changes: dict[str, Any]) -> None:
    with pytest.raises(InvalidInput):
        ask(maker, **changes)
    assert not Settlement.objects.exists()
