"""A wallet is put right by hand: two operators, one payment, never below zero, and the books agree."""

import os
import signal
from decimal import Decimal
from typing import Any

import pytest
from django.db import connections, transaction
from django.test import Client
from django.urls import reverse

from apps.accounts.errors import PersonNotFound
from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.approvals.errors import ApprovalDecided, ApprovalVoided, NotAllowed
from apps.approvals.models import Approval
from apps.approvals.services import decide_approve
from apps.approvals.tests.asking import another_operator, approve_what_waits
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.core.tests.queue import deliver_events
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.ledger.verification import verify
from apps.notifications.models import Notification
from apps.transactions.errors import AdjustmentNotMade, CurrencyMismatch
from apps.transactions.models import Transaction
from apps.transactions.selectors import may_be_reversed
from apps.transactions.services import AGAINST, _correct, find_adjustment, request_adjustment
from apps.transactions.services._correct import apply_adjustment
from apps.transactions.services._pay import pay
from apps.transactions.tests.payments import nothing_moves, send
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True, is_superuser=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def ask(maker: User, person: User, way: str = "CREDIT", figure: str = "25", **changes: Any) -> Approval:
    given: dict[str, Any] = {
        "person_id": person.id,
        "way": way,
        "amount": Money(Decimal(figure), "USD"),
        "against": "losses",
        "note": "A cash-in was booked twice",
        "why": "Ticket 4711",
        "maker_id": maker.id,
        "now": clock.now(),
    }
    return request_adjustment(**(given | changes))


def standing(code: str) -> Decimal:
    """What the platform's account shows; nothing before it was opened."""
    account = deferred_account_id(code, "USD")
    found = get_balances([account]).get(account)
    return found.amount if found else Decimal(0)


@pytest.mark.django_db(transaction=True)
def test_adjustments_are_paid_once_against_their_accounts_and_told(olga: User, amina: User) -> None:
    grace = another_operator()
    for against in sorted(AGAINST):
        for way, after in (("CREDIT", 125), ("DEBIT", 100)):
            before, stood = available(amina), standing(against)
            approval = ask(olga, amina, way, against=against)
            assert available(amina) == before, "it is only asked for"
            figures = approval.changes[0]
            assert (figures["before"], figures["after"]) == (f"{before:.2f} USD", f"{after}.00 USD")
            assert approve_what_waits(grace) == ["Approved and done."]
            with pytest.raises(ApprovalDecided):
                decide_approve(approval_id=approval.id, checker_id=grace.id, now=clock.now())
            assert available(amina) == after
            assert standing(against) - stood == before - after
            payment = find_adjustment(approval.id)
            assert payment is not None
            assert (payment.kind, payment.amount, payment.counter_code) == ("ADJUSTMENT", 25, against)
            assert may_be_reversed(payment) == (way == "CREDIT"), "taken too much: another adjustment"
    deliver_events()
    titles = list(Notification.objects.filter(person_id=amina.id).order_by("id").values_list("title", flat=True))
    assert titles == ["You received 25.00 USD from GoPay", "25.00 USD were taken from your wallet"] * 3
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_no_wallet_goes_below_zero(olga: User, amina: User) -> None:
    with pytest.raises(AdjustmentNotMade):
        ask(olga, amina, "DEBIT", "100.01")
    approval = ask(olga, amina, "DEBIT", "100")
    join("brian")
    send(amina, "brian", 1)
    with nothing_moves(), pytest.raises(AdjustmentNotMade):
        decide_approve(approval_id=approval.id, checker_id=another_operator().id, now=clock.now())
    assert (Approval.objects.get(pk=approval.pk).state, available(amina)) == ("REQUESTED", 99)
    assert not Transaction.objects.filter(kind="ADJUSTMENT").exists(), "what is refused leaves nothing"
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("way", ["CREDIT", "DEBIT"])
@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_checker_whose_process_is_killed_has_decided_nothing(
    olga: User, amina: User, monkeypatch: pytest.MonkeyPatch, moment: str, way: str
) -> None:
    """SIGKILL, before the payment's statement or with it done and nothing committed: the request waits as before."""
    grace = another_operator()
    approval = ask(olga, amina, way)

    def dying(*args: Any, **kwargs: Any) -> Any:
        if moment == "after":
            pay(*args, **kwargs)
        os.kill(os.getpid(), signal.SIGKILL)

    monkeypatch.setattr(_correct, "pay", dying)
    with nothing_moves():
        # Or the child would talk on the parent's connection.
        connections.close_all()
        child = os.fork()
        if child == 0:
            decide_approve(approval_id=approval.id, checker_id=grace.id, now=clock.now())
            os._exit(0)
        assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == -signal.SIGKILL
        monkeypatch.undo()
        with transaction.atomic():
            # Whoever was killed held this lock; the server notices the death at once, yet not in this very moment.
            assert Approval.objects.select_for_update().get(pk=approval.pk).state == "REQUESTED"
    assert find_adjustment(approval.id) is None
    assert decide_approve(approval_id=approval.id, checker_id=grace.id, now=clock.now()) == "Approved and done."
    assert available(amina) == (125 if way == "CREDIT" else 75)
    with nothing_moves(), pytest.raises(ApprovalDecided):
        decide_approve(approval_id=approval.id, checker_id=grace.id, now=clock.now())
    assert list(verify()) == []


@pytest.mark.parametrize("way", ["CREDIT", "DEBIT"])
def test_nobody_adjusts_their_own_wallet(olga: User, amina: User, way: str) -> None:
    """Operators are customers too: they neither ask for themselves nor approve what a colleague asks for them."""
    grace = another_operator()
    give_wallet(grace, 50)
    with pytest.raises(NotAllowed):
        ask(grace, grace, way, "1")
    approval = ask(olga, grace, way, "1")
    with nothing_moves(), pytest.raises(NotAllowed):
        decide_approve(approval_id=approval.id, checker_id=grace.id, now=clock.now())


def test_a_wallet_frozen_meanwhile_voids_it(olga: User, amina: User) -> None:
    approval = ask(olga, amina, "DEBIT")
    Wallet.objects.filter(holder=amina).update(status="FROZEN")
    with nothing_moves(), pytest.raises(ApprovalVoided):
        decide_approve(approval_id=approval.id, checker_id=another_operator().id, now=clock.now())


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"way": "GIFT"}, "way"),
        ({"amount": Money(Decimal(0), "USD")}, "amount"),
        ({"amount": Money(Decimal(-1), "USD")}, "amount"),
        ({"against": "trust:equity"}, "against"),
        ({"against": "fees:p2p"}, "against"),
        ({"note": "x" * 141}, "note"),
        ({"why": " "}, "why"),
        ({"why": "x" * 501}, "why"),
    ],
)
def test_what_makes_no_sense_is_not_asked_for(olga: User, amina: User, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        ask(olga, amina, **changes)
    assert caught.value.errors[0]["field"] == field
    assert not Approval.objects.exists()


def test_there_must_be_somebody_with_a_wallet_in_this_currency(olga: User, amina: User) -> None:
    with pytest.raises(CurrencyMismatch):
        ask(olga, amina, amount=Money(Decimal(1), "EUR"))
    with pytest.raises(PersonNotFound):
        ask(olga, amina, person_id=uuid7())
    with pytest.raises(NotAllowed):
        ask(make_person("farid", is_staff=True), amina)


def test_an_operator_asks_on_the_page(olga: User, amina: User) -> None:
    site = Client()
    site.force_login(olga)
    page = reverse("admin:ask_adjustment")
    given = {
        "person": amina.msisdn,
        "way": "CREDIT",
        "amount": "12.50",
        "currency": "usd",
        "against": "suspense",
        "note": "",
        "why": "Ticket 4712",
    }
    assert site.get(page, {"person": amina.msisdn}).status_code == 200
    for wrong in ({"person": "nobody"}, {"amount": "1.001"}, {"amount": "NaN"}, {"currency": "XXX"}, {"way": ""}):
        assert site.post(page, given | wrong).status_code == 200, wrong
    assert not Approval.objects.exists()
    assert site.post(page, given).status_code == 302
    assert "is asked for" not in site.post(page, given).content.decode(), "the same waits once"
    assert Approval.objects.count() == 1
    approve_what_waits()
    assert available(amina) == Decimal("112.50")
    site.force_login(make_person("farid", is_staff=True))
    assert site.get(page).status_code == site.post(page, given).status_code == 403


def test_only_the_wallet_that_was_approved_is_touched(olga: User, amina: User) -> None:
    """Whatever calls it: without a wallet it would move money between two accounts of the platform's own."""
    approval = ask(olga, amina)
    approval.payload["currency"] = "EUR"
    with nothing_moves(), pytest.raises(CurrencyMismatch):
        apply_adjustment(approval, by=olga.id, now=clock.now())
