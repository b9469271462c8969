"""Invoices: writing, sending, reminding of, calling off, and what becomes of them when they are paid.

What is locked and what happens when the process dies:

- Sending locks the invoice's row, counts the merchant's number up (the counter's row stays locked until the commit, so
  numbers have no gaps and are given in the order of the commits), makes the charge by which it is paid, and records the
  event by which the customer is told, in one transaction.
- Calling off locks the invoice's row, then the charge's: who pays locks the charge's row only, so of the two one goes
  ahead, and a cancelled invoice is never paid.
- PAID follows the charge: the consumer of its events locks the invoice's row and looks at the charge as it is, so that
  it does not matter in which order, how often or how late they come.
- A reminder is a row with a due time. The sweep claims rows with SKIP LOCKED and records the event with the next due
  time in one transaction: each is told once.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts.services import Proof, record_activity
from apps.checkout import asking_rates, selectors
from apps.checkout.addresses import page_of
from apps.checkout.asking_errors import InvoiceConflict, InvoiceNotFound, OtherCurrency
from apps.checkout.models import Invoice, InvoiceState
from apps.core import events, ratelimit, sql
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.merchants.errors import ChargeConflict, MerchantNotTrading
from apps.merchants.models import Charge, ChargeState, Merchant, MerchantStatus, Source
from apps.merchants.selectors import Power, require_role
from apps.merchants.services import Payer, cancel_charge, make_charge, pay_charge
from apps.transactions.services import Outcome, resolve_payee

SENT, REMINDED, PAID, CANCELLED = (f"checkout.invoice_{one}" for one in ("sent", "reminded", "paid", "cancelled"))
MAX_LINES = 100
# How long after its date an invoice can still be paid.
PAYABLE_AFTER_DUE = timedelta(days=90)
_LATEST_DUE = timedelta(days=730)
_REMIND_BEFORE, _REMIND_AFTER = timedelta(days=1), timedelta(days=3)
# In the morning of most people who are reminded, and not in their night.
_REMIND_AT = time(8, tzinfo=UTC)
_BATCH = 100
_NOBODY_PAID = "Nobody paid it in time."
_CHARGE_CANCELLED = "Its payment was called off."
_NEXT_NUMBER = """
INSERT INTO checkout_invoicecounter AS c (merchant_id, last) VALUES (%s, 1)
ON CONFLICT (merchant_id) DO UPDATE SET last = c.last + 1
RETURNING last
"""


@dataclass(frozen=True, slots=True)
class Line:
    """What is charged for; `unit_price` in the invoice's currency."""

    text: str
    quantity: Decimal
    unit_price: Decimal


@dataclass(frozen=True, slots=True)
class Customer:
    """Who is to pay: a person here, by number, @handle, e-mail address or id (`to`), or a name with an address."""

    to: str = ""
    name: str = ""
    email: str = ""


def draft_invoice(
    *,
    merchant_id: UUID,
    person_id: UUID,
    customer: Customer,
    lines: Sequence[Line],
    currency: str,
    due_date: date,
    note: str = "",
    now: datetime,
) -> Invoice:
    """Writes a draft; what the lines add up to is computed here. Call it outside a transaction.

    Raises what `require_role` raises, OtherCurrency, InvalidInput, NobodyToPay for a person who cannot be found,
    TooManyRequests.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    ratelimit.spend(asking_rates.INVOICES_BY_PERSON, str(person_id), now=now)
    merchant = Merchant.objects.get(pk=merchant_id)
    if currency != merchant.currency:
        raise OtherCurrency(f"This merchant is paid in {merchant.currency}.")
    _check_due(due_date, now)
    written, total = _add_up(lines, currency)
    with transaction.atomic():
        invoice = Invoice(
            merchant=merchant,
            lines=written,
            amount=total.amount,
            currency=currency,
            due_date=due_date,
            note=note,
            created_by_id=person_id,
            created_at=now,
            **_customer_fields(customer, merchant, person_id, now),
        )
        invoice.save(force_insert=True)
        _note(invoice, "checkout.invoice_drafted", person_id, now)
    return invoice


def change_draft(
    *,
    merchant_id: UUID,
    person_id: UUID,
    invoice_id: UUID,
    customer: Customer | None = None,
    lines: Sequence[Line] | None = None,
    due_date: date | None = None,
    note: str | None = None,
    now: datetime,
) -> Invoice:
    """Changes what is given of a draft. Raises what `draft_invoice` raises, InvoiceNotFound, InvoiceConflict."""
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    ratelimit.spend(asking_rates.INVOICES_BY_PERSON, str(person_id), now=now)
    before = selectors.get_invoice(merchant_id=merchant_id, invoice_id=invoice_id)
    changes: dict[str, Any] = {}
    if customer is not None:
        changes |= _customer_fields(customer, before.merchant, person_id, now)
    if lines is not None:
        changes["lines"], total = _add_up(lines, before.currency)
        changes["amount"] = total.amount
    if due_date is not None:
        _check_due(due_date, now)
        changes["due_date"] = due_date
    if note is not None:
        changes["note"] = note
    with transaction.atomic():
        invoice = _lock(merchant_id, invoice_id)
        if invoice.state != InvoiceState.DRAFT:
            raise InvoiceConflict("What was sent is not changed any more. Cancel it, and write another one.")
        for name, value in changes.items():
            setattr(invoice, name, value)
        if changes:
            invoice.save(update_fields=list(changes))
            _note(invoice, "checkout.invoice_changed", person_id, now)
    return invoice


def send_invoice(*, merchant_id: UUID, person_id: UUID, invoice_id: UUID, origin: str, now: datetime) -> Invoice:
    """Gives a draft its number and sends it to its customer, once however often it is asked.

    `origin` is how people's browsers reach us (`https://pay.example`). Raises what `require_role` raises,
    InvoiceNotFound, InvoiceConflict, MerchantNotTrading, InvalidInput when its date is over, TooManyRequests.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    before = selectors.get_invoice(merchant_id=merchant_id, invoice_id=invoice_id)
    if before.state == InvoiceState.DRAFT:
        if before.merchant.status != MerchantStatus.ACTIVE:
            raise MerchantNotTrading
        ratelimit.spend(asking_rates.SENT_BY_MERCHANT, str(merchant_id), now=now)
    with transaction.atomic():
        invoice = _lock(merchant_id, invoice_id)
        if invoice.state == InvoiceState.SENT:
            return invoice
        if invoice.state != InvoiceState.DRAFT:
            raise InvoiceConflict(f"The invoice is {invoice.state.lower()}.")
        _check_due(invoice.due_date, now)
        (row,) = sql.fetch_all(_NEXT_NUMBER, [merchant_id])
        invoice.number = row[0]
        invoice.state, invoice.sent_at = InvoiceState.SENT, now
        invoice.remind_at = _first_reminder(invoice.due_date, now)
        _make_payable(invoice, origin, now)
        invoice.save(update_fields=["number", "state", "sent_at", "remind_at", "charge", "page_url"])
        _note(invoice, SENT, person_id, now)
        _tell(SENT, invoice, now)
    return invoice


def cancel_invoice(*, merchant_id: UUID, person_id: UUID, invoice_id: UUID, reason: str = "", now: datetime) -> Invoice:
    """Calls a draft or an invoice off, once however often it is asked, and tells its customer if it was sent.

    Raises what `require_role` raises, InvoiceNotFound, InvoiceConflict when it was paid or somebody pays it just now.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.ASK)
    return _cancel(merchant_id, invoice_id, reason, person_id, now)


def cancel_invoice_as_operator(*, invoice_id: UUID, reason: str, by: UUID, now: datetime) -> Invoice:
    """An operator calls an invoice off. Raises InvoiceNotFound, InvoiceConflict."""
    invoice = Invoice.objects.filter(pk=invoice_id).first()
    if invoice is None:
        raise InvoiceNotFound
    return _cancel(invoice.merchant_id, invoice_id, reason, by, now)


def pay_invoice(
    *,
    person_id: UUID,
    session_id: UUID | None,
    invoice_id: UUID,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    now: datetime,
) -> Outcome:
    """Pays what a merchant has sent this person, once for each `key` and once for each invoice.

    Raises InvoiceNotFound, also for somebody else's, InvoiceConflict for one that was called off, and what
    merchants.services.pay_charge raises. One that was paid is refused by its charge: payment_code_used.
    """
    invoice = selectors.get_received(person_id=person_id, invoice_id=invoice_id)
    if invoice.charge is None or invoice.state == InvoiceState.CANCELLED:
        raise InvoiceConflict(f"The invoice is {invoice.state.lower()}.")
    payer = Payer(id=person_id, session_id=session_id, key=key, digest=digest, proof=proof)
    return pay_charge(payer=payer, charge_id=invoice.charge.id, at=now)


def follow_charge(*, charge_id: UUID, now: datetime) -> InvoiceState | None:
    """Has an invoice become what its charge became; returns its state, None when the charge is no invoice's.

    Again, and in whatever order, it changes nothing. One whose payment was held and went back gets another charge.
    """
    with transaction.atomic():
        rows = Invoice.objects.select_for_update(no_key=True, of=("self",)).select_related("charge")
        invoice = rows.filter(charge_id=charge_id).first()
        if invoice is None:
            return None
        charge = invoice.charge
        if invoice.state == InvoiceState.SENT and charge is not None:
            _follow(invoice, charge, now)
    return InvoiceState(invoice.state)


def remind_due(*, now: datetime) -> int:
    """Reminds customers of what is due tomorrow or overdue, each once; returns how many. Outside a transaction."""
    reminded = 0
    while rows := _remind_batch(now):
        reminded += rows
    return reminded


def is_overdue(invoice: Invoice, now: datetime) -> bool:
    """Whether its date is over (UTC), and it is not paid."""
    return invoice.state == InvoiceState.SENT and invoice.due_date < now.date()


def _remind_batch(now: datetime) -> int:
    with transaction.atomic():
        due = Invoice.objects.select_for_update(no_key=True, skip_locked=True).filter(remind_at__lte=now)
        rows = list(due.order_by("remind_at")[:_BATCH])
        for invoice in rows:
            late = _moment(invoice.due_date + _REMIND_AFTER)
            # Whoever was not reminded in time is reminded once of being late, and not twice.
            invoice.remind_at = late if late > now else None
            invoice.reminders += 1
            invoice.save(update_fields=["remind_at", "reminders"])
            _tell(REMINDED, invoice, now)
    return len(rows)


def _follow(invoice: Invoice, charge: Charge, now: datetime) -> None:
    """Under the lock of the invoice's row."""
    if charge.state == ChargeState.RETURNED:
        # The address the customer was told leads to a page that knows the new one (web/pages.py).
        _make_payable(invoice, invoice.page_url.removesuffix(page_of(charge, "")), now)
        invoice.save(update_fields=["charge", "page_url"])
        return
    if charge.state == ChargeState.PAID:
        invoice.state, topic = InvoiceState.PAID, PAID
    elif charge.state in (ChargeState.EXPIRED, ChargeState.CANCELLED):
        invoice.state, topic = InvoiceState.CANCELLED, CANCELLED
        invoice.state_reason = _NOBODY_PAID if charge.state == ChargeState.EXPIRED else _CHARGE_CANCELLED
    else:
        return
    invoice.decided_at, invoice.remind_at = charge.decided_at, None
    invoice.save(update_fields=["state", "state_reason", "decided_at", "remind_at"])
    _tell(topic, invoice, now)


def _cancel(merchant_id: UUID, invoice_id: UUID, reason: str, by: UUID, now: datetime) -> Invoice:
    with transaction.atomic():
        invoice = _lock(merchant_id, invoice_id)
        if invoice.state == InvoiceState.CANCELLED:
            return invoice
        if invoice.state == InvoiceState.PAID:
            raise InvoiceConflict("The invoice is paid. Give the money back instead.")
        if invoice.charge_id is not None:
            _call_off_charge(invoice, invoice.charge_id, now)
            _tell(CANCELLED, invoice, now)
        invoice.state, invoice.state_reason = InvoiceState.CANCELLED, reason
        invoice.decided_at, invoice.remind_at = now, None
        invoice.save(update_fields=["state", "state_reason", "decided_at", "remind_at"])
        _note(invoice, CANCELLED, by, now, {"reason": reason})
    return invoice


def _call_off_charge(invoice: Invoice, charge_id: UUID, now: datetime) -> None:
    charge = Charge.objects.get(pk=charge_id)
    if charge.state in (ChargeState.EXPIRED, ChargeState.RETURNED):
        return
    try:
        cancel_charge(charge_id=charge.id, merchant_id=invoice.merchant_id, now=now)
    except ChargeConflict as error:
        raise InvoiceConflict("Somebody has paid it just now.") from error


def _make_payable(invoice: Invoice, origin: str, now: datetime) -> None:
    """Makes the charge by which the invoice is paid, for as long as it can be."""
    # What went back shortly before the end leaves a day.
    over_at = max(_moment(invoice.due_date + PAYABLE_AFTER_DUE), now + timedelta(days=1))
    made = make_charge(
        merchant_id=invoice.merchant_id,
        amount=Money(invoice.amount, invoice.currency),
        source=Source.INVOICE.value,
        description=f"Invoice {invoice.label}",
        merchant_reference=invoice.label,
        details={"invoice": str(invoice.id)},
        expires_in=over_at - now,
        now=now,
    )
    invoice.charge = made.charge
    invoice.page_url = page_of(made.charge, origin)


def _customer_fields(customer: Customer, merchant: Merchant, person_id: UUID, now: datetime) -> dict[str, Any]:
    """Who is written to. A person's name is what the merchant calls them, or as much of it as payers are shown."""
    if not customer.to:
        return {"customer_id": None, "customer_name": customer.name, "customer_email": customer.email}
    payee = resolve_payee(person_id=person_id, to=customer.to, at=now)
    if payee.person_id == merchant.owner_id:
        detail = "The owner cannot be sent an invoice of their own business."
        raise InvalidInput(errors=[{"field": "customer.to", "code": "invalid", "detail": detail}])
    return {"customer_id": payee.person_id, "customer_name": customer.name or payee.name, "customer_email": ""}


def _add_up(lines: Sequence[Line], currency: str) -> tuple[list[dict[str, str]], Money]:
    """The lines as they are kept, each with its amount (rounded half to even), and their sum."""
    written, total = [], Money.zero(currency)
    for position, line in enumerate(lines):
        try:
            price = Money(line.unit_price, currency)
            amount = Money.rounded(line.quantity * price.amount, currency)
            total = total + amount
        except InvalidMoney as error:
            errors = [{"field": f"lines.{position}.unit_price", "code": "invalid", "detail": error.detail}]
            raise InvalidInput(errors=errors) from None
        written.append(
            {
                "text": line.text,
                "quantity": f"{line.quantity.normalize():f}",
                "unit_price": decimal_string(price.amount, currency),
                "amount": decimal_string(amount.amount, currency),
            }
        )
    if total.amount <= 0:
        detail = "The lines add up to nothing."
        raise InvalidInput(errors=[{"field": "lines", "code": "invalid", "detail": detail}])
    return written, total


def _check_due(due_date: date, now: datetime) -> None:
    if not now.date() <= due_date <= (now + _LATEST_DUE).date():
        detail = "This must be today or later, and at most two years from now."
        raise InvalidInput(errors=[{"field": "due_date", "code": "invalid", "detail": detail}])


def _first_reminder(due_date: date, now: datetime) -> datetime:
    before = _moment(due_date - _REMIND_BEFORE)
    return before if before > now else _moment(due_date + _REMIND_AFTER)


def _moment(day: date) -> datetime:
    return datetime.combine(day, _REMIND_AT)


def _lock(merchant_id: UUID, invoice_id: UUID) -> Invoice:
    rows = Invoice.objects.select_for_update(no_key=True, of=("self",)).select_related("merchant")
    if (invoice := rows.filter(pk=invoice_id, merchant_id=merchant_id).first()) is None:
        raise InvoiceNotFound
    return invoice


def _tell(topic: str, invoice: Invoice, now: datetime) -> None:
    events.record(topic, {"invoice_id": str(invoice.id), "merchant_id": str(invoice.merchant_id)}, at=now)


def _note(invoice: Invoice, action: str, by: UUID, now: datetime, detail: Mapping[str, Any] | None = None) -> None:
    said = {"merchant_id": str(invoice.merchant_id), **(detail or {})}
    record_activity(person_id=by, action=action, subject=str(invoice.id), detail=said, at=now)
