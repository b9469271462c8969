"""Operators give sales back for merchants that do not answer: one asks, another one decides."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import UserFactory
from apps.approvals.errors import ApprovalVoided, NotAllowed, OwnApproval
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.tests.parallel import run_together
from apps.merchants import services
from apps.merchants.errors import OwnPurchase, RefundRequestDecided, RefundRequested, RefundRequestNotFound
from apps.merchants.models import Merchant, MerchantStatus, RefundRequest, Taking
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.selling import all_books_are_right, give_back, sell, takings_of
from apps.transactions.errors import NotRefundable, TransactionNotFound
from apps.transactions.models import HeldFor, Transaction
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 0))


@pytest.fixture
def maker() -> User:
    return UserFactory.create(is_staff=True)


@pytest.fixture
def checker() -> User:
    return UserFactory.create(is_staff=True)


def ask(sale: Transaction, maker: User, amount: str | None = None, reason: str = "nobody answers") -> RefundRequest:
    wanted = Decimal(amount) if amount else None
    return services.request_refund(sale_id=sale.id, amount=wanted, reason=reason, maker_id=maker.id, now=clock.now())


def approve(request: RefundRequest, checker: User, *, holds_role: bool = True) -> RefundRequest:
    return services.approve_refund(request_id=request.id, checker_id=checker.id, holds_role=holds_role, now=clock.now())


def test_one_asks_another_one_decides_and_the_money_goes_back(
    amina: User, shop: Merchant, maker: User, checker: User
) -> None:
    sale = sell(amina, shop, "40.00", discount="0.60")
    pay_in(wallet_of(shop.owner), 5)
    Merchant.objects.filter(pk=shop.pk).update(status=MerchantStatus.CLOSED)
    request = ask(sale, maker)
    assert (request.amount, request.currency, request.merchant_id) == (40, "USD", shop.id)
    with nothing_moves():
        for by, role, error in ((maker, True, OwnApproval), (checker, False, NotAllowed)):
            with pytest.raises(error):
                approve(request, by, holds_role=role)
    done = approve(request, checker)
    assert (done.state, available(amina)) == ("DONE", 100)
    assert (takings_of(shop), available(shop.owner)) == (0, Decimal("4.40"))
    assert done.refund_id is not None
    refund = Transaction.objects.get(pk=done.refund_id)
    assert (refund.parent_id, refund.payer_id, refund.note) == (sale.id, shop.id, "nobody answers")
    with pytest.raises(RefundRequestDecided):
        approve(request, checker)
    assert all_books_are_right()


def test_what_cannot_be_asked_for(amina: User, shop: Merchant, maker: User) -> None:
    sale = sell(amina, shop, "40.00")
    refund = give_back(shop.owner, shop, sale, "10.00").transaction
    held = sell(amina, shop, "5.00", hold=HeldFor.ORDER.value)
    for what in (refund, held):
        with pytest.raises(TransactionNotFound):
            ask(what, maker)
    for amount in ("30.01", "0", "-1", "1.001"):
        with pytest.raises(InvalidInput):
            ask(sale, maker, amount)
    for reason in ("  ", "x" * 141):
        with pytest.raises(InvalidInput):
            ask(sale, maker, reason=reason)
    with pytest.raises(OwnPurchase):
        ask(sale, amina)
    ask(sale, maker, "30.00")
    with pytest.raises(RefundRequested):
        ask(sale, maker, "1.00")
    give_back(shop.owner, shop, sale)
    with pytest.raises(NotRefundable):
        ask(sale, maker)
    assert RefundRequest.objects.count() == 1


def test_who_has_paid_it_does_not_decide(amina: User, shop: Merchant, maker: User) -> None:
    request = ask(sell(amina, shop), maker)
    with nothing_moves(), pytest.raises(OwnPurchase):
        approve(request, amina)


def test_what_cannot_be_done_any_more_is_refused_and_can_be_asked_for_anew(
    amina: User, shop: Merchant, maker: User, checker: User
) -> None:
    sale = sell(amina, shop, "40.00", discount="0.60")
    first = ask(sale, maker)
    with nothing_moves():
        refused = approve(first, checker)
    assert (refused.state, refused.refusal_code) == ("REFUSED", "insufficient_funds")
    second = ask(sale, maker)
    give_back(shop.owner, shop, sale, "1.00")
    with nothing_moves():
        assert approve(second, checker).refusal_code == "refund_too_large"
    assert approve(ask(sale, maker, "38.00"), checker).state == "DONE"
    assert all_books_are_right()


def test_rejected_taken_back_or_edited_nothing_moves(amina: User, shop: Merchant, maker: User, checker: User) -> None:
    sale = sell(amina, shop, "40.00")
    with nothing_moves():
        by: Any = {"checker_id": checker.id, "reason": "they answered", "holds_role": True, "now": clock.now()}
        assert services.reject_refund(request_id=ask(sale, maker).id, **by).state == "REJECTED"
        own = ask(sale, maker)
        with pytest.raises(RefundRequestNotFound):
            services.withdraw_refund(request_id=own.id, maker_id=checker.id, reason="r", now=clock.now())
        services.withdraw_refund(request_id=own.id, maker_id=maker.id, reason="r", now=clock.now())
        edited = ask(sale, maker, "1.00")
        RefundRequest.objects.filter(pk=edited.pk).update(amount=40)
        with pytest.raises(ApprovalVoided):
            approve(edited, checker)
    assert set(RefundRequest.objects.values_list("state", flat=True)) == {"REJECTED"}


def test_of_many_who_decide_at_once_one_does(amina: User, shop: Merchant, maker: User) -> None:
    sell(amina, shop, "40.00")
    request = ask(sell(amina, shop, "10.00"), maker)
    checkers = [UserFactory.create(is_staff=True) for _ in range(6)]
    outcomes = run_together(6, lambda number: approve(request, checkers[number]))
    assert sorted(type(one).__name__ for one in outcomes) == ["RefundRequest"] + ["RefundRequestDecided"] * 5
    assert (available(amina), takings_of(shop)) == (60, 40)
    assert all_books_are_right()


# The pages.


def staff(*codenames: str) -> tuple[User, Client]:
    """Somebody who may see everything, and do what these permissions allow."""
    person = UserFactory.create(is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    client = Client()
    client.force_login(person)
    return person, client


def act(client: Client, row: Any, action: str, **fields: Any) -> Any:
    page = f"/admin/merchants/{row._meta.model_name}/{row.pk}/{action}/"
    return client.post(page, {"_form_submitted": "on", **fields})


def page_of(client: Client, page: str, identity: object) -> str:
    answer = client.get(reverse(f"admin:{page}_change", args=[identity]))
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_pages_lead_from_the_sale_to_the_refund(amina: User, shop: Merchant) -> None:
    sale = sell(amina, shop, "40.00")
    line = Taking.objects.get(pk=sale.pk)
    asking_person, asking = staff("refund_for_merchant")
    assert "/give_back/" in page_of(asking, "merchants_taking", sale.pk)
    act(asking, line, "give_back", amount="12.50", reason="nobody answers")
    request = RefundRequest.objects.get()
    assert (request.amount, request.requested_by_id) == (Decimal("12.50"), asking_person.id)
    assert "/approve/" not in page_of(asking, "merchants_refundrequest", request.pk)
    _, auditor = staff()
    assert "/give_back/" not in page_of(auditor, "merchants_taking", sale.pk)
    with nothing_moves():
        for row, action in ((line, "give_back"), (request, "approve"), (request, "reject"), (request, "withdraw")):
            assert act(auditor, row, action, reason="r").status_code == 403, action
        act(asking, request, "approve")
    _, deciding = staff("refund_for_merchant")
    act(deciding, request, "approve")
    request.refresh_from_db()
    assert (request.state, available(amina)) == ("DONE", Decimal("72.50"))
    assert "12.50 USD" in page_of(deciding, "merchants_taking", sale.pk)
    for page in ("taking", "refundrequest"):
        for query in ("", f"?q={shop.id}", "?q=Mama", "?kind=SALE&settled=no", "?state=DONE"):
            assert deciding.get(f"/admin/merchants/{page}/{query}").status_code in (200, 302), (page, query)
    for page in ("add/", f"{line.pk}/delete/"):
        assert deciding.get(f"/admin/merchants/taking/{page}").status_code == 403


def test_the_page_of_a_payment_leads_to_the_merchant(amina: User, shop: Merchant) -> None:
    sale = sell(amina, shop, "40.00")
    refund = give_back(shop.owner, shop, sale, "10.00").transaction
    _, client = staff("add_reversalrequest")
    merchant_page = reverse("admin:merchants_merchant_change", args=[shop.id])
    for row in (sale, refund):
        text = page_of(client, "transactions_transaction", row.id)
        assert merchant_page in text and f"/accounts/user/{shop.id}/" not in text
        assert "/reverse/" not in text
    assert client.get(merchant_page).status_code == 200
    for term in ("Mama Nj", str(shop.id)):
        listed = client.get("/admin/transactions/transaction/", {"q": term}).content.decode()
        assert sale.reference in listed and refund.reference in listed, term
