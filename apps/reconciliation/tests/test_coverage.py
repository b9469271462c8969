"""The daily proof: the money in the banks covers the e-money that was issued, or operators are told, once a day."""

from datetime import timedelta
from decimal import Decimal
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import DatabaseError, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger.services import Entry, Leg, open_account, post
from apps.notifications.models import Delivery, Notification
from apps.reconciliation import services
from apps.reconciliation.models import CoverageProof
from apps.reconciliation.selectors import get_coverage
from apps.reconciliation.tests.books import NOW, balance, deposited, staff, withdrawn
from apps.transactions.services import credit_promotion
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def prove(**changes: Any) -> CoverageProof:
    (proof,) = services.prove_coverage(**{"is_daily": False, "now": NOW, **changes})
    return proof


def figures(proof: CoverageProof) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    return proof.issued, proof.trust, proof.receivable, proof.payable


def give(user: User, amount: str) -> None:
    """A gift nobody has paid into a bank."""
    credit_promotion(person_id=user.id, amount=Money(Decimal(amount), "USD"), key=str(uuid7()), at=NOW)


def book(code: str, kind: str, amount: str, *, against: str = "taxes", against_kind: str = "LIABILITY") -> None:
    one = open_account(code=code, kind=kind, currency="USD", floor=None, at=NOW)
    other = open_account(code=against, kind=against_kind, currency="USD", floor=None, at=NOW)
    money = Money(Decimal(amount), "USD")
    post([Entry(uuid7(), "TEST", [Leg(one, money), Leg(other, -money)], NOW)])


def test_what_customers_have_paid_in_covers_what_they_own(amina: User) -> None:
    proof = prove()
    assert figures(proof) == (100, 100, 0, 0)
    assert (proof.is_covered, proof.is_covered_by_trust, proof.parts) == (True, True, {"wallet": "100"})


def test_what_providers_hold_counts_but_not_as_trust(amina: User) -> None:
    deposited(amina, "40.00")
    proof = prove()
    assert figures(proof) == (140, 100, 40, 0)
    assert (proof.is_covered, proof.is_covered_by_trust, proof.missing) == (True, False, 0)


def test_what_providers_have_paid_out_is_owed_to_them(amina: User) -> None:
    """The e-money is gone, and the money is still in the bank; but it is not ours to spend."""
    withdrawn(amina, "30.00")
    proof = prove()
    assert figures(proof) == (70, 100, 0, 30)
    assert (proof.is_covered, proof.is_covered_by_trust) == (True, True)
    give(amina, "1.00")
    assert prove().is_covered is False


def test_each_kind_of_account_is_counted_where_it_belongs(amina: User) -> None:
    before = figures(prove())
    for code, kind in (("fees:p2p", "INCOME"), ("capital", "EQUITY"), ("receivables", "ASSET"), ("taxes2", "EXPENSE")):
        book(code, kind, "5.00")
    assert figures(prove()) == before, "what is ours, and what the tax office is owed, is no e-money"
    for number, code in enumerate(("biller:water:payable", "suspense", "merchant:7:takings", "unheard:of"), start=1):
        book(code, "LIABILITY", "1.00")
        assert prove().issued == before[0] + number, code
    # Who owes us does not pay what we owe another one.
    book("biller:tv:payable", "LIABILITY", "-50.00")
    book("psp:a:clearing", "ASSET", "-7.00")
    book("psp:b:clearing", "ASSET", "9.00")
    assert figures(prove()) == (before[0] + 4, before[1], 7, 9)


def test_the_day_s_own_proof_is_taken_once(amina: User) -> None:
    first = prove(is_daily=True)
    give(amina, "1.00")
    assert prove(is_daily=True, now=NOW + timedelta(hours=1)).id == first.id
    assert prove(is_daily=True, now=NOW + timedelta(days=1)).is_covered is False
    assert prove().is_daily is False
    assert CoverageProof.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_take_it_once(amina: User) -> None:
    outcomes = run_together(8, lambda index: prove(is_daily=True).id)
    assert len(set(outcomes)) == 1, outcomes


def test_a_proof_is_never_changed(amina: User) -> None:
    prove()
    for change in (
        lambda: CoverageProof.objects.update(trust=10**6),
        lambda: CoverageProof.objects.all().delete(),
    ):
        with pytest.raises(DatabaseError) as caught, transaction.atomic():
            change()
        assert sqlstate(caught.value) == "GP010"
    with pytest.raises(DatabaseError), transaction.atomic():
        CoverageProof.objects.create(
            day=NOW.date(), currency="USD", taken_at=NOW, is_daily=False, issued=2, trust=1, receivable=0, payable=0,
            is_covered=True, is_covered_by_trust=False, parts={},
        )  # fmt: skip


@pytest.mark.django_db(transaction=True)
def test_what_is_not_covered_alarms_operators_once_a_day(amina: User, settings: Any) -> None:
    settings.OPERATORS_EMAIL = "night@example.org"
    watcher, _ = staff()
    UserFactory.create(is_staff=True)
    give(amina, "25.00")
    for minutes in range(3):
        prove(now=NOW + timedelta(minutes=minutes))
        deliver_events()
    prove(is_daily=True)
    deliver_events()
    told = Notification.objects.filter(topic="coverage_alarm")
    assert [row.person_id for row in told] == [watcher.id], "who may see the proofs"
    assert "25.00 USD are missing" in told[0].title
    sent = Delivery.objects.filter(template="coverage_alarm", channel="EMAIL").values_list("address", "state")
    assert list(sent) == [("night@example.org", "SENT")]
    prove(now=NOW - timedelta(days=1))
    deliver_events()
    assert Notification.objects.filter(topic="coverage_alarm").count() == 2


def test_the_command_says_it_with_its_exit_code(amina: User) -> None:
    out = StringIO()
    call_command("prove_coverage", stdout=out)
    assert "USD: covered. e-money 100.00 USD" in out.getvalue()
    deposited(amina, "1.00")
    call_command("prove_coverage", stdout=out)
    with pytest.raises(SystemExit) as strict:
        call_command("prove_coverage", "--strict", stdout=out)
    give(amina, "5.00")
    with pytest.raises(SystemExit) as caught:
        call_command("prove_coverage", stdout=out)
    assert (strict.value.code, caught.value.code) == (1, 1)
    assert "USD: NOT COVERED" in out.getvalue()
    assert CoverageProof.objects.filter(is_daily=False).count() == 4
    assert get_coverage().is_covered is False


def test_the_demo_pays_in_what_its_gifts_lack(amina: User) -> None:
    give(amina, "25.00")
    assert [str(one) for one in services.seed_trust(now=clock.now())] == ["1000.00 USD"]
    assert (balance("trust:demobank"), balance("capital")) == (-1000, 1000)
    assert prove().is_covered_by_trust
    with nothing_moves():
        assert services.seed_trust(now=clock.now()) == []
