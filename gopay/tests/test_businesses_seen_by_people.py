"""Payments to a merchant, what it gives back and what it is paid out, as people see them: a business is no person."""

import csv
import io
import json
from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of, make_operator
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.queue import deliver_events
from apps.ledger import services as ledger
from apps.ledger.services import Leg, deferred_account_id
from apps.merchants.models import Merchant
from apps.merchants.selectors import business_of, payable_code, takings_code
from apps.merchants.tests.factories import employ, open_merchant
from apps.merchants.tests.selling import give_back, sell, usd
from apps.notifications.models import Notification
from apps.reports.receipts import receipt_for
from apps.transactions import exports
from apps.transactions import services as transactions
from apps.transactions.errors import NotReversible
from apps.transactions.history import HistoryFilter, list_transactions
from apps.transactions.models import HeldFor, Transaction
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import available, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)
NAME = "Savanna Coffee House"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian", 5), name=NAME)


def history(person: User, query: str = "") -> list[dict[str, Any]]:
    answer = client_of(person).get(f"/api/v1/transactions?{query}")
    assert answer.status_code == 200, answer.content
    rows: list[dict[str, Any]] = body_of(answer)["results"]
    return rows


def one_of(person: User, row: Transaction) -> Any:
    return client_of(person).get(f"/api/v1/transactions/{row.id}")


def lines_of(person: User) -> list[dict[str, Any]]:
    wallet = wallet_of(person)
    answer = client_of(person).get(f"/api/v1/wallets/{wallet.id}/statement")
    assert answer.status_code == 200
    lines: list[dict[str, Any]] = body_of_stream(answer)["lines"]
    return lines


def body_of_stream(answer: Any) -> Any:
    return json.loads(b"".join(answer.streaming_content) if answer.streaming else answer.content)


def pay_out(shop: Merchant, amount: str) -> Transaction:
    """As a settlement would, without being one."""
    at = clock.now()
    ledger.open_account(code=payable_code(shop.id), kind="LIABILITY", currency="USD", floor=None, at=at)
    legs = [
        Leg(deferred_account_id(takings_code(shop.id), "USD"), -usd(amount)),
        Leg(deferred_account_id(payable_code(shop.id), "USD"), usd(amount)),
    ]
    ledger.post([ledger.Entry(uuid7(), "MERCHANT_SETTLEMENT", legs, at)])
    return transactions.pay_out_business(
        business=business_of(shop), source_code=payable_code(shop.id), amount=usd(amount), key="s", at=at
    ).transaction


def drawn_refund(amina: User, shop: Merchant) -> tuple[Transaction, Transaction]:
    """A sale of 10 with a discount of 0.70, given back whole: the wallet has paid 0.70 of it."""
    sale = sell(amina, shop, "10.00", discount="0.70")
    return sale, give_back(shop.owner, shop, sale).transaction


def told(person: User) -> list[str]:
    """The titles in their inbox."""
    deliver_events()
    rows = Notification.objects.filter(person_id=person.id, subject_kind="transaction").order_by("id")
    return [row.title for row in rows]


def test_the_payer_sees_a_payment_to_the_merchant_and_its_money_back(amina: User, shop: Merchant) -> None:
    sale = sell(amina, shop, "10.00", discount="0.70")
    pay_in(wallet_of(shop.owner), 1)
    refund = give_back(shop.owner, shop, sale, "4.00").transaction
    back, paid = history(amina)
    assert (paid["id"], paid["kind"], paid["direction"]) == (str(sale.id), "MERCHANT_PAYMENT", "out")
    assert paid["payee"] == {"id": str(shop.id), "name": NAME}
    # What the merchant bears is none of the payer's business.
    assert (paid["amount"], paid["total"], paid["fee"], paid["tax"]) == ("10.00", "10.00", None, None)
    assert (back["id"], back["kind"], back["direction"], back["total"]) == (str(refund.id), "REFUND", "in", "4.00")
    assert back["payer"] == {"id": str(shop.id), "name": NAME}
    assert [one["id"] for one in history(amina, "kind=MERCHANT_PAYMENT&direction=out&q=savanna")] == [str(sale.id)]
    assert body_of(one_of(amina, sale)) == paid and body_of(one_of(amina, refund)) == back
    assert told(amina) == [
        f"You sent 10.00 USD to {NAME}",
        f"{NAME} gave you 4.00 USD back",
    ]
    first, second = lines_of(amina)[-2:]
    assert (first["kind"], first["label"], first["counterparty"]) == ("MERCHANT_PAYMENT", "Payment to a merchant", NAME)
    assert (first["amount"], first["fee"]) == ("-10.00", "0.00")
    assert (second["label"], second["counterparty"], second["amount"]) == ("Refund", NAME, "4.00")


def test_its_owner_and_staff_see_it_at_their_desk_only(amina: User, shop: Merchant) -> None:
    chidi = join("chidi")
    employ(shop, chidi, cap=Decimal(50))
    sale = sell(amina, shop, "10.00")
    refund = give_back(chidi, shop, sale, "4.00").transaction
    for person in (shop.owner, chidi):
        assert history(person) == []
        for row in (sale, refund):
            assert one_of(person, row).status_code == 404
            assert client_of(person).get(f"/api/v1/transactions/{row.id}/receipt").status_code == 404
    assert told(shop.owner) == [] and told(chidi) == []


def test_the_owner_sees_what_their_wallet_has_paid_of_a_refund(amina: User, shop: Merchant) -> None:
    sale, refund = drawn_refund(amina, shop)
    assert available(shop.owner) == Decimal("4.30")
    (seen,) = history(shop.owner)
    assert (seen["id"], seen["kind"], seen["direction"]) == (str(refund.id), "REFUND", "out")
    assert (seen["amount"], seen["total"], seen["fee"]) == ("10.00", "0.70", "0.00")
    assert seen["payer"] == {"id": str(shop.id), "name": NAME}
    assert seen["payee"]["name"] == "Amina O.", "a merchant knows of a payer no more than a masked name"
    assert body_of(one_of(shop.owner, refund)) == seen
    for query in ("direction=out", "kind=REFUND", "state=COMPLETED", f"q={refund.reference}", "q=too", "min=10.00"):
        assert [one["id"] for one in history(shop.owner, query)] == [str(refund.id)], query
    for query in ("direction=in", "kind=P2P", "state=DECLINED", "q=nothing"):
        assert history(shop.owner, query) == [], query
    assert one_of(shop.owner, sale).status_code == 404
    line = lines_of(shop.owner)[-1]
    assert (line["transaction_id"], line["label"], line["movement"]) == (str(refund.id), "Refund", "payment")
    assert (line["amount"], line["fee"], line["counterparty"]) == ("-0.70", "0.00", "Amina O.")
    assert told(shop.owner) == [f"0.70 USD of a refund by {NAME} came from your wallet"]
    text = Notification.objects.get(person_id=shop.owner_id, subject_id=refund.id).body
    assert "10.00 USD back to Amina O." in text and "Otieno" not in text
    # It is not theirs to give back or to dispute.
    client = client_of(shop.owner)
    for path in (f"transactions/{refund.id}/refund", f"transactions/{refund.id}/dispute"):
        fields = {"reason": "OTHER", "statement": "x", "pin": PIN}
        answer = client.post(
            f"/api/v1/{path}",
            {
                name: fields[name]
                for name in (("reason", "pin") if path.endswith("refund") else ("reason", "statement"))
            },
            format="json",
            headers={"Idempotency-Key": path[-6:]},
        )
        assert answer.status_code == 409, (path, body_of(answer))


def test_a_declined_refund_is_nothing_the_owner_has_paid(amina: User, shop: Merchant) -> None:
    chidi = join("chidi")
    employ(shop, chidi, cap=Decimal(1))
    declined = give_back(chidi, shop, sell(amina, shop, "10.00")).transaction
    assert declined.failure_code == "refund_cap_exceeded"
    assert history(shop.owner) == [] and one_of(shop.owner, declined).status_code == 404
    assert told(amina) == [f"You sent 10.00 USD to {NAME}"]
    assert told(shop.owner) == [] and told(chidi) == []


def test_the_owner_is_paid_out(amina: User, shop: Merchant) -> None:
    sell(amina, shop, "30.00")
    row = pay_out(shop, "20.00")
    (seen,) = history(shop.owner)
    assert (seen["id"], seen["kind"], seen["direction"]) == (str(row.id), "MERCHANT_PAYOUT", "in")
    assert (seen["amount"], seen["total"], seen["payer"]["name"]) == ("20.00", "20.00", NAME)
    assert body_of(one_of(shop.owner, row)) == seen
    line = lines_of(shop.owner)[-1]
    assert (line["label"], line["counterparty"], line["amount"]) == ("Settlement of takings", NAME, "20.00")
    assert told(shop.owner) == [f"20.00 USD of {NAME} was settled"]
    answer: Any = client_of(shop.owner).get(f"/api/v1/wallets/{wallet_of(shop.owner).id}/statement?format=csv")
    text = (b"".join(answer.streaming_content) if answer.streaming else answer.content).decode("utf-8-sig")
    rows = [one for one in csv.DictReader(io.StringIO(text)) if one["row"] == "line"]
    assert (rows[-1]["what"], rows[-1]["counterparty"], rows[-1]["amount"]) == ("Settlement of takings", NAME, "20.00")
    pdf = client_of(shop.owner).get(f"/api/v1/wallets/{wallet_of(shop.owner).id}/statement?format=pdf")
    assert pdf.status_code == 200


def test_receipts_name_a_business_and_mask_people(amina: User, shop: Merchant) -> None:
    sale, refund = drawn_refund(amina, shop)
    payout = pay_out_of_another_sale(amina, shop)

    def names(row: Transaction, viewer: Any, *, is_public: bool = False) -> tuple[str, str]:
        receipt = receipt_for(row, viewer_id=viewer.id, is_public=is_public)
        assert receipt.fee is None and receipt.total is None
        return receipt.payer, receipt.payee

    assert names(sale, amina) == ("Amina Otieno", NAME)
    # A merchant's name is public; people's are not.
    assert names(sale, amina, is_public=True) == ("Amina O.", NAME)
    assert names(refund, amina, is_public=True) == (NAME, "Amina O.")
    assert names(refund, shop.owner) == (NAME, "Amina O.")
    assert names(payout, shop.owner, is_public=True) == (NAME, "Brian M.")
    assert receipt_for(sale, viewer_id=amina.id, is_public=True).condition == "REFUNDED"
    assert not receipt_for(refund, viewer_id=shop.owner_id, is_public=False).why
    for person, row in ((amina, sale), (amina, refund), (shop.owner, refund), (shop.owner, payout)):
        answer = client_of(person).get(f"/api/v1/transactions/{row.id}/receipt")
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    made = client_of(amina).post(f"/api/v1/transactions/{sale.id}/receipt-link")
    page = client_of(shop.owner).get(body_of(made)["url"].partition("testserver")[2]).content.decode()
    assert NAME in page and "Otieno" not in page


def pay_out_of_another_sale(amina: User, shop: Merchant) -> Transaction:
    sell(amina, shop, "30.00")
    return pay_out(shop, "20.00")


def test_the_export_of_ones_own_rows_has_them(amina: User, shop: Merchant) -> None:
    _, refund = drawn_refund(amina, shop)
    payout = pay_out_of_another_sale(amina, shop)
    theirs = list(exports._payments(shop.owner_id))
    assert exports._count(shop.owner_id) == len(theirs) == 2
    by_id = {row["id"]: row for row in theirs}
    drawn = by_id[refund.id]
    assert (drawn["direction"], drawn["amount"], drawn["payee"]) == ("out", "0.70", "Amina O.")
    assert (by_id[payout.id]["direction"], by_id[payout.id]["payer"]) == ("in", NAME)
    assert exports._count(amina.id) == len(list(exports._payments(amina.id))) == 3


def test_a_held_payment_is_put_aside_and_comes_back(amina: User, shop: Merchant) -> None:
    held = sell(amina, shop, "10.00", hold=HeldFor.ORDER.value)
    line = lines_of(amina)[-1]
    assert (line["label"], line["counterparty"]) == ("Payment to a merchant, put aside", NAME)
    transactions.return_held(transaction_id=held.id, code="cancelled_by_merchant", at=clock.now())
    line = lines_of(amina)[-1]
    assert (line["label"], line["amount"], line["counterparty"]) == ("Payment to a merchant, came back", "10.00", NAME)
    assert told(amina) == ["10.00 USD put aside", "10.00 USD came back"]
    put_aside, came_back = Notification.objects.filter(person_id=amina.id, subject_id=held.id).order_by("id")
    assert f"for your order at {NAME}" in put_aside.body and "looked at" not in put_aside.body
    assert "The merchant" in came_back.body, came_back.body
    (seen,) = history(amina)
    assert (seen["state"], seen["failure_code"]) == ("RETURNED", "cancelled_by_merchant")


def test_what_is_for_people_is_not_for_businesses(amina: User, shop: Merchant) -> None:
    client = client_of(amina)
    sale = sell(amina, shop, "10.00")
    quote = client.post(
        "/api/v1/quotes", {"kind": "MERCHANT_PAYMENT", "amount": "1.00", "currency": "USD"}, format="json"
    )
    assert (quote.status_code, body_of(quote)["errors"][0]["field"]) == (400, "kind")
    sent = client.post(
        "/api/v1/transfers",
        {"to": str(shop.id), "amount": "1.00", "currency": "USD", "pin": PIN},
        format="json",
        headers={"Idempotency-Key": "t"},
    )
    assert (sent.status_code, body_of(sent)["code"]) == (422, "payee_not_found")
    with pytest.raises(NotReversible, match="given back by a refund"):
        transactions.request_reversal(
            transaction_id=sale.id, policy="REFUSE", reason="r", maker_id=make_operator().id, now=clock.now()
        )
    with pytest.raises(NotReversible, match="given back by a refund"):
        transactions.request_reversal(
            transaction_id=pay_out(shop, "5.00").id, policy="REFUSE", reason="r", maker_id=amina.id, now=clock.now()
        )


def test_pages_of_the_owners_history_hold_drawn_refunds_in_order(amina: User, shop: Merchant) -> None:
    pay_in(wallet_of(shop.owner), 20)
    refunds = [drawn_refund(amina, shop)[1].id for _ in range(5)]
    pages: list[Any] = []
    before = None
    while rows := list_transactions(shop.owner_id, matching=HistoryFilter(), before=before, limit=2):
        pages += [row.id for row in rows]
        before = rows[-1].id
    assert pages == refunds[::-1]
    newer = list_transactions(shop.owner_id, matching=HistoryFilter(), after=refunds[1], limit=2)
    assert [row.id for row in newer] == [refunds[3], refunds[2]] or [row.id for row in newer] == refunds[2:4]
