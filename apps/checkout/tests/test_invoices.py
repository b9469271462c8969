"""Invoices: written line by line, sent under a number without gaps, paid by link or in the app, and told once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import DatabaseError, transaction
from django.test import Client

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.checkout import services
from apps.checkout.asking_errors import InvoiceConflict, InvoiceNotFound
from apps.checkout.models import Invoice, InvoiceState
from apps.checkout.services import Customer, Line, _invoices
from apps.checkout.services._invoices import REMINDED
from apps.checkout.tests.asking import (
    HOSTILE,
    desk,
    draft_of,
    page_of,
    pay,
    pay_over_api,
    post,
    send,
    sent_to,
    usd,
)
from apps.core import clock
from apps.core.models import AuditRecord
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants.errors import MerchantNotTrading
from apps.merchants.models import Charge, ChargeState, Merchant, MerchantStatus, Role
from apps.merchants.selectors import find_merchant
from apps.merchants.services import Sale, cancel_charge, expire_charges, make_charge, sale_records
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.notifications.models import Delivery, Notification
from apps.transactions import services as transactions
from apps.transactions.models import HeldFor, State
from apps.transactions.pricing import Price
from apps.transactions.services import Attachment
from apps.transactions.tests.payments import nothing_moves, number_of
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


def body_for(to: str = "", **changes: Any) -> dict[str, Any]:
    customer = {"to": to} if to else {"name": "Zuri Ltd", "email": "Zuri@Example.net"}
    return {
        "customer": customer,
        "lines": [{"text": "Catering, per guest", "quantity": "2.5", "unit_price": "5.00"}],
        "currency": "USD",
        "due_date": (clock.now() + timedelta(days=7)).date().isoformat(),
        **changes,
    }


def again(invoice: Invoice) -> Invoice:
    return Invoice.objects.select_related("charge", "merchant").get(pk=invoice.pk)


def charge_by(invoice: Invoice) -> Charge:
    """By which it is paid now."""
    charge = again(invoice).charge
    assert charge is not None
    return charge


def write(shop: Merchant, **body: Any) -> Any:
    return post(client_of(shop.owner), desk(shop, "invoices"), body_for(**body))


# Writing and sending.


@pytest.mark.django_db(transaction=True)
def test_from_the_desk_to_the_money(shop: Merchant, amina: User) -> None:
    """The journey: written and sent at the desk, read and paid in the app, PAID at the desk."""
    written = write(shop, to=number_of("amina"))
    assert written.status_code == 201, written.content
    assert (written.json()["amount"], written.json()["number"], written.json()["state"]) == ("12.50", None, "DRAFT")
    # Their name is as much as payers are shown.
    assert written.json()["customer"] == {"name": "Amina O.", "email": None, "is_member": True}
    path = desk(shop, f"invoices/{written.json()['id']}")
    assert client_of(amina).get("/api/v1/invoices").json()["results"] == []
    for _ in range(2):
        sent = post(client_of(shop.owner), f"{path}/send")
        assert (sent.status_code, sent.json()["number"]) == (200, "INV-000001"), sent.content
    deliver_events()
    told = Notification.objects.get(person_id=amina.id, topic="invoice_received")
    assert sent.json()["page_url"] in told.body and told.subject_id == Invoice.objects.get().id
    (received,) = client_of(amina).get("/api/v1/invoices").json()["results"]
    assert (received["number"], received["amount"], received["state"]) == ("INV-000001", "12.50", "SENT")
    assert received["merchant"]["name"] == shop.name and "customer" not in received
    paid = pay_over_api(amina, f"/api/v1/invoices/{received['id']}/pay", key="k")
    assert paid.status_code == 201, paid.content
    assert pay_over_api(amina, f"/api/v1/invoices/{received['id']}/pay", key="k").json() == paid.json()
    deliver_events()
    ended = client_of(shop.owner).get(path).json()
    assert (ended["state"], ended["transaction_id"]) == ("PAID", paid.json()["id"])
    assert available(amina) == Decimal("87.50")
    assert list(verification.verify()) == []


def test_who_is_no_member_gets_an_email_with_the_page_and_anybody_pays_there(shop: Merchant, amina: User) -> None:
    invoice = sent_to(shop)
    deliver_events()
    deliver_events()
    delivery = Delivery.objects.get(template="invoice_received")
    assert (delivery.address, delivery.channel, delivery.person_id) == ("zuri@example.net", "EMAIL", None)
    assert delivery.context["page_url"] == invoice.page_url == f"https://pay.example/pay/{charge_by(invoice).code}"
    pay(charge_by(invoice), amina)
    deliver_events()
    assert again(invoice).state == InvoiceState.PAID


def test_what_lines_come_to_is_computed_exactly(shop: Merchant) -> None:
    """0.125 is rounded half to even, line by line."""
    lines = [Line("a", Decimal("0.5"), Decimal("0.25")), Line("b", Decimal(3), Decimal("0.10"))]
    invoice = draft_of(shop, lines=lines)
    assert [line["amount"] for line in invoice.lines] == ["0.12", "0.30"]
    assert invoice.amount == Decimal("0.42")


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"lines": []}, "lines"),
        ({"lines": [{"text": "x", "quantity": "0", "unit_price": "1.00"}]}, "lines"),
        ({"lines": [{"text": "x", "quantity": "1", "unit_price": "-1.00"}]}, "lines"),
        ({"lines": [{"text": "x", "quantity": "1", "unit_price": "1.005"}]}, "lines"),
        ({"lines": [{"text": "x", "quantity": "0.001", "unit_price": "0.01"}]}, "lines"),
        ({"lines": [{"text": "x", "quantity": "1", "unit_price": "1.00", "amount": "9.00"}]}, "lines"),
        ({"lines": [{"text": "x", "quantity": "999999999999999", "unit_price": "999999999999999.00"}]}, "lines"),
        ({"lines": [{"text": "x", "quantity": "1", "unit_price": "1.00"}] * 101}, "lines"),
        ({"customer": {}}, "customer"),
        ({"customer": {"name": "Zuri"}}, "customer"),
        ({"customer": {"name": "Zuri", "email": "not an address"}}, "customer"),
        ({"customer": {"name": "Zuri\r\nBcc: x@example.net", "email": "z@example.net"}}, "customer"),
        ({"customer": {"to": "+254712000001", "email": "z@example.net"}}, "customer"),
        ({"due_date": "2020-01-01"}, "due_date"),
        ({"due_date": "2099-01-01"}, "due_date"),
        ({"due_date": "5 Dec 2026"}, "due_date"),
        ({"amount": "1.00"}, "amount"),
        ({"state": "PAID"}, "state"),
        ({"number": 7}, "number"),
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any], field: str, shop: Merchant, amina: User) -> None:
    answer = post(client_of(shop.owner), desk(shop, "invoices"), {**body_for(), **changes})
    assert answer.status_code == 400, answer.content
    assert [one for one in answer.json()["errors"] if one["field"].split(".")[0] == field], answer.json()
    assert not Invoice.objects.exists()


def test_only_who_may_ask_writes_and_only_the_customer_reads(shop: Merchant, amina: User) -> None:
    chidi, dalia, esther = join("chidi"), join("dalia"), join("esther")
    employ(shop, chidi, Role.MANAGER)
    employ(shop, dalia, Role.CASHIER)
    invoice = sent_to(shop, number_of("amina"))
    for person, status in ((chidi, 200), (dalia, 403), (esther, 404), (amina, 404)):
        client = client_of(person)
        for path in ("invoices", f"invoices/{invoice.id}", f"invoices/{invoice.id}/pdf"):
            assert client.get(desk(shop, path)).status_code == status, path
        for step in ("send", "cancel"):
            if status != 200:
                assert post(client, desk(shop, f"invoices/{invoice.id}/{step}")).status_code == status
    for person, status in ((amina, 200), (esther, 404), (chidi, 404)):
        for path in ("", "/pdf"):
            assert client_of(person).get(f"/api/v1/invoices/{invoice.id}{path}").status_code == status
    draft = draft_of(shop, number_of("amina"))
    assert client_of(amina).get(f"/api/v1/invoices/{draft.id}").status_code == 404
    assert pay_over_api(amina, f"/api/v1/invoices/{draft.id}/pay").status_code == 404
    assert pay_over_api(esther, f"/api/v1/invoices/{invoice.id}/pay").status_code == 404


def test_whoever_works_in_one_store_sees_no_customers_of_all(shop: Merchant, amina: User) -> None:
    chidi = join("chidi")
    employ(shop, chidi, Role.MANAGER, store=open_till(shop).store)
    invoice = sent_to(shop, number_of("amina"))
    client = client_of(chidi)
    for path in ("invoices", f"invoices/{invoice.id}", f"invoices/{invoice.id}/pdf"):
        assert client.get(desk(shop, path)).status_code == 403, path
    assert post(client, desk(shop, f"invoices/{invoice.id}/cancel")).status_code == 403


def test_nobody_is_not_a_customer_and_neither_is_the_owner(shop: Merchant) -> None:
    assert write(shop, to="+254799999999").json()["code"] == "payee_not_found"
    assert write(shop, to=number_of("brian")).status_code == 400
    assert write(shop, currency="EUR").json()["code"] == "currency_mismatch"


def test_a_draft_changes_and_what_was_sent_does_not(shop: Merchant, amina: User) -> None:
    draft = draft_of(shop)
    client, path = client_of(shop.owner), desk(shop, f"invoices/{draft.id}")
    changes = {"note": "Thank you", "lines": [{"text": "Tea", "quantity": "1", "unit_price": "2.00"}]}
    changed = client.patch(path, changes, format="json").json()
    assert (changed["note"], changed["amount"], changed["customer"]["name"]) == ("Thank you", "2.00", "Zuri Ltd")
    changed = client.patch(path, {"customer": {"to": number_of("amina"), "name": "Mrs Otieno"}}, format="json").json()
    assert changed["customer"] == {"name": "Mrs Otieno", "email": None, "is_member": True}
    send(draft)
    assert client.patch(path, {"note": "x"}, format="json").json()["code"] == "invoice_conflict"
    changes_in_sql: list[dict[str, Any]] = [
        {"amount": 1},
        {"lines": []},
        {"number": 9},
        {"due_date": "2027-01-01"},
        {"state": "DRAFT"},
    ]
    for change in changes_in_sql:
        with pytest.raises(DatabaseError), transaction.atomic():
            Invoice.objects.update(**change)
    with pytest.raises(DatabaseError), transaction.atomic():
        Invoice.objects.all().delete()


@pytest.mark.django_db(transaction=True)
def test_numbers_have_no_gaps_however_many_are_sent_at_once(shop: Merchant) -> None:
    drafts = [draft_of(shop) for _ in range(8)]
    other = open_merchant(join("esther"), name="Esther's Books")
    # Two send each, and two are called off before.
    for draft in drafts[:2]:
        services.cancel_invoice(merchant_id=shop.id, person_id=shop.owner_id, invoice_id=draft.id, now=clock.now())
    outcomes = run_together(8, lambda number: send(drafts[2 + number % 6]))
    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    sent = Invoice.objects.filter(merchant=shop, state="SENT")
    numbers = list(sent.order_by("number").values_list("number", flat=True))
    assert numbers == [1, 2, 3, 4, 5, 6]
    assert sent_to(other).number == 1
    assert Charge.objects.count() == 7


def test_a_send_that_dies_half_way_uses_no_number(shop: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    draft = draft_of(shop)

    def killed(**fields: Any) -> None:
        make_charge(**fields)
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr(_invoices, "make_charge", killed)
        send(draft)
    assert again(draft).state == InvoiceState.DRAFT and not Charge.objects.exists()
    assert send(draft).number == 1


def test_a_merchant_who_does_not_trade_sends_nothing(shop: Merchant) -> None:
    draft = draft_of(shop)
    Merchant.objects.update(status=MerchantStatus.SUSPENDED)
    draft.merchant.refresh_from_db()
    with pytest.raises(MerchantNotTrading):
        send(draft)
    assert again(draft).state == InvoiceState.DRAFT


# What becomes of it.


def test_a_cancelled_invoice_is_never_paid(shop: Merchant, amina: User) -> None:
    invoice = sent_to(shop, number_of("amina"))
    answer = post(client_of(shop.owner), desk(shop, f"invoices/{invoice.id}/cancel"), {"reason": "Sent in error"})
    assert (answer.status_code, answer.json()["state"]) == (200, "CANCELLED")
    with nothing_moves():
        refused = pay_over_api(amina, f"/api/v1/invoices/{invoice.id}/pay")
        assert (refused.status_code, refused.json()["code"]) == (409, "invoice_conflict")
        assert pay(charge_by(invoice), amina).transaction.failure_code == "payment_code_used"
    deliver_events()
    assert Notification.objects.filter(person_id=amina.id, topic="invoice_cancelled").count() == 1
    # It was called off before anybody told of it, so nobody was asked to pay.
    assert not Notification.objects.filter(topic="invoice_received").exists()


@pytest.mark.django_db(transaction=True)
def test_of_paying_and_cancelling_at_once_one_goes_ahead(shop: Merchant, amina: User) -> None:
    for _ in range(3):
        invoice = sent_to(shop, number_of("amina"))
        charge = charge_by(invoice)

        def race(number: int, invoice: Invoice = invoice, charge: Charge = charge) -> Any:
            if number:
                return pay(charge, amina).transaction.state
            return services.cancel_invoice(
                merchant_id=shop.id, person_id=shop.owner_id, invoice_id=invoice.id, now=clock.now()
            )

        cancelled, paid = run_together(2, race)
        deliver_events()
        assert isinstance(cancelled, InvoiceConflict) == (paid == State.COMPLETED)
        assert again(invoice).state == ("PAID" if paid == State.COMPLETED else "CANCELLED")
    assert list(verification.verify()) == []


def test_what_was_paid_is_not_cancelled_and_news_of_it_may_come_twice(shop: Merchant, amina: User) -> None:
    invoice = sent_to(shop, number_of("amina"))
    charge = charge_by(invoice)
    assert services.follow_charge(charge_id=charge.id, now=clock.now()) == InvoiceState.SENT
    pay(charge, amina)
    with pytest.raises(InvoiceConflict):
        services.cancel_invoice(merchant_id=shop.id, person_id=shop.owner_id, invoice_id=invoice.id, now=clock.now())
    for _ in range(2):
        assert services.follow_charge(charge_id=charge.id, now=clock.now()) == InvoiceState.PAID
    with pytest.raises(InvoiceConflict):
        services.cancel_invoice(merchant_id=shop.id, person_id=shop.owner_id, invoice_id=invoice.id, now=clock.now())
    assert pay_over_api(amina, f"/api/v1/invoices/{invoice.id}/pay").json()["code"] == "payment_code_used"
    assert services.follow_charge(charge_id=invoice.id, now=clock.now()) is None


def test_it_can_be_paid_until_ninety_days_after_its_date(shop: Merchant, amina: User) -> None:
    invoice = sent_to(shop)
    charge = charge_by(invoice)
    assert charge.expires_at.date() == invoice.due_date + timedelta(days=90)
    Charge.objects.update(expires_at=clock.now())
    expire_charges(now=clock.now())
    deliver_events()
    assert (again(invoice).state, again(invoice).state_reason) == ("CANCELLED", "Nobody paid it in time.")


def test_a_charge_called_off_at_the_desk_takes_its_invoice_with_it(shop: Merchant) -> None:
    invoice = sent_to(shop)
    cancel_charge(charge_id=charge_by(invoice).id, merchant_id=shop.id, now=clock.now())
    deliver_events()
    assert again(invoice).state == InvoiceState.CANCELLED


def hold(charge: Charge, payer: User) -> UUID:
    """Somebody pays, and somebody else has to look at it first, as a rule of the risk desk has it."""
    merchant, at = find_merchant(charge.merchant_id), clock.now()
    assert merchant is not None
    return transactions.pay_business(
        payer_id=payer.id,
        session_id=None,
        business=merchant.business,
        amount=usd(str(charge.amount)),
        price=Price(usd("0"), usd("0"), "PAYEE"),
        hold=HeldFor.ORDER.value,
        key=str(uuid4()),
        digest=bytes(32),
        attachments=(Attachment(records=(sale_records(Sale(merchant.id, charge_id=charge.id), at=at),)),),
        at=at,
    ).transaction.id


def test_one_whose_payment_was_held_and_went_back_can_be_paid_again(shop: Merchant, amina: User) -> None:
    invoice = sent_to(shop, number_of("amina"))
    first = charge_by(invoice)
    held = hold(first, amina)
    deliver_events()
    assert again(invoice).state == InvoiceState.SENT and charge_by(invoice).id == first.id
    transactions.return_held(transaction_id=held, code="not_captured", at=clock.now())
    deliver_events()
    second = charge_by(invoice)
    assert again(invoice).state == InvoiceState.SENT and second.id != first.id
    assert again(invoice).page_url == f"https://pay.example/pay/{second.code}"
    # The address the customer was told leads on to the new one.
    assert f'href="/pay/{second.code}"' in page_of(first)
    assert pay_over_api(amina, f"/api/v1/invoices/{invoice.id}/pay").status_code == 201
    deliver_events()
    assert again(invoice).state == InvoiceState.PAID


# Reminders.


@pytest.mark.django_db(transaction=True)
def test_a_customer_is_reminded_once_before_and_once_after(shop: Merchant, amina: User) -> None:
    invoice = sent_to(shop, number_of("amina"))
    due = invoice.due_date
    first, second = again(invoice).remind_at, None
    assert first is not None and first.date() == due - timedelta(days=1)
    assert services.remind_due(now=first - timedelta(seconds=1)) == 0
    assert sum(run_together(4, lambda _: services.remind_due(now=first))) == 1
    second = again(invoice).remind_at
    assert second is not None and second.date() == due + timedelta(days=3)
    assert services.remind_due(now=second) == 1
    assert (again(invoice).remind_at, again(invoice).reminders) == (None, 2)
    assert services.remind_due(now=second + timedelta(days=30)) == 0


def test_who_is_reminded_too_late_is_reminded_once_and_who_has_paid_never(shop: Merchant, amina: User) -> None:
    late, paid = sent_to(shop, number_of("amina")), sent_to(shop, number_of("amina"))
    pay(charge_by(paid), amina)
    services.follow_charge(charge_id=charge_by(paid).id, now=clock.now())
    assert services.remind_due(now=clock.now() + timedelta(days=40)) == 1
    assert (again(late).remind_at, again(paid).remind_at) == (None, None)


def test_a_reminder_says_whether_it_is_overdue(shop: Merchant, amina: User) -> None:
    invoice, now = sent_to(shop, number_of("amina")), clock.now()
    for days, begins in ((6, "Due on "), (11, "Overdue: ")):
        cause = uuid4()
        services.tell_invoice(invoice_id=invoice.id, topic=REMINDED, cause=cause, now=now + timedelta(days=days))
        assert Notification.objects.get(cause=cause).title.startswith(begins)


# As a file, and in the data export.


def test_both_sides_get_it_as_pdf_and_each_file_is_written_down(shop: Merchant, amina: User) -> None:
    """SECURITY 28; what people wrote is text to the typesetter."""
    lines = [Line('#panic("x") $x^2$ *a* \\ "}', Decimal(1), Decimal("1.00")), Line(HOSTILE, Decimal(1), Decimal(2))]
    invoice = sent_to(shop, number_of("amina"), lines=lines, note="Thank you\u202egpj.exe")
    for client, path in (
        (client_of(shop.owner), desk(shop, f"invoices/{invoice.id}/pdf")),
        (client_of(amina), f"/api/v1/invoices/{invoice.id}/pdf"),
    ):
        answer = client.get(path, headers={"Accept": "application/pdf"})
        assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
        assert answer.content.startswith(b"%PDF-") and answer["Cache-Control"] == "private, no-store"
        assert "gopay-inv-000001.pdf" in answer["Content-Disposition"]
    assert AuditRecord.objects.count() == 2


def test_whoever_does_something_leaves_a_line_of_it(shop: Merchant) -> None:
    invoice = sent_to(shop)
    services.cancel_invoice(merchant_id=shop.id, person_id=shop.owner_id, invoice_id=invoice.id, now=clock.now())
    actions = Activity.objects.filter(subject=str(invoice.id), person_id=shop.owner_id).values_list("action", flat=True)
    assert sorted(actions) == ["checkout.invoice_cancelled", "checkout.invoice_drafted", "checkout.invoice_sent"]


def test_an_operator_cancels_for_a_reason(shop: Merchant) -> None:
    invoice, olga = sent_to(shop), join("olga")
    services.cancel_invoice_as_operator(invoice_id=invoice.id, reason="Fraud", by=olga.id, now=clock.now())
    assert (again(invoice).state, again(invoice).state_reason) == ("CANCELLED", "Fraud")
    assert charge_by(invoice).state == ChargeState.CANCELLED
    with pytest.raises(InvoiceNotFound):
        services.cancel_invoice_as_operator(invoice_id=shop.id, reason="x", by=olga.id, now=clock.now())


def test_the_page_of_an_invoice_names_nobody(shop: Merchant, amina: User) -> None:
    invoice = draft_of(shop, customer=Customer(to=number_of("amina"), name="Mrs Otieno"))
    send(invoice)
    page = page_of(charge_by(invoice))
    assert "Invoice INV-000001" in page and "Otieno" not in page and "Amina" not in page
    assert Client().get(f"/pay/{charge_by(invoice).code}/state").json() == {"state": "open"}
