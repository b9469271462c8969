"""What the page of a charge shows: what is asked for, and what has become of it at this moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from math import ceil
from uuid import UUID

from django.urls import reverse

from apps.checkout import selectors
from apps.checkout.models import InvoiceState
from apps.checkout.return_urls import host_of, way_back
from apps.core.money import Money, decimal_string
from apps.merchants.models import Charge, Source, TipMode
from apps.merchants.services import surcharge_of
from apps.transactions.models import Transaction

# What is not open for long is counted down; of what is, the end is told.
_COUNTED_DOWN = timedelta(hours=1)
# Whoever comes back to a page that was paid long ago is not sent away from it.
_SENT_BACK_WITHIN = timedelta(minutes=2)
_FINAL = {"paid", "expired", "cancelled", "returned"}
# For each state: the word, how it looks, and the sentence that says what became of the money.
_WORDS = {
    "open": ("Waiting for payment", "wait", ""),
    "closed": ("Not possible now", "bad", "This merchant takes no payments at the moment. No money has moved."),
    "held": ("Put aside", "wait", "The money is put aside. The merchant will confirm the payment."),
    "paid": ("Paid", "good", "The merchant has been paid."),
    "expired": ("Expired", "bad", "The time to pay is over. No money has moved."),
    "cancelled": ("Cancelled", "bad", "The merchant has called this payment off. No money has moved."),
    "returned": ("Returned", "bad", "The money went back to the payer. The merchant has not been paid."),
}


@dataclass(frozen=True, slots=True)
class Page:
    """The facts of the page. `back_url` is where the merchant wants the payer back, `back_host` its host."""

    code: str
    state: str
    is_live: bool
    merchant: str
    city: str
    amount: str
    currency: str
    description: str
    rows: list[tuple[str, str]]
    hints: list[str] = field(default_factory=list)
    seconds: int = 0
    is_counted_down: bool = False
    until: str = ""
    back_url: str = ""
    back_host: str = ""
    goes_back: bool = False
    again_url: str = ""
    may_decide_test: bool = False

    @property
    def word(self) -> str:
        return _WORDS[self.state][0]

    @property
    def tone(self) -> str:
        return _WORDS[self.state][1]

    @property
    def sentence(self) -> str:
        return _WORDS[self.state][2]

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_final(self) -> bool:
        return self.state in _FINAL

    @property
    def is_long(self) -> bool:
        """Whether the amount is set smaller, so that it stands on one line."""
        return len(self.amount) > 9

    @property
    def time_left(self) -> str:
        """Minutes and seconds, as the page counts them down."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"

    @property
    def initial(self) -> str:
        return self.merchant[:1].upper()


def page_of(charge: Charge, now: datetime) -> Page:
    """The page of a charge that was read with its merchant."""
    state, currency, merchant = selectors.state_of(charge, now), charge.currency, charge.merchant
    added = surcharge_of(charge.tip_mode, charge.tip_value, Money(charge.amount, currency))
    total = charge.paid_amount if charge.paid_amount is not None else charge.amount + added.amount
    back_url = way_back(charge.return_url, charge_id=charge.id, state=state)
    is_done = state == "paid" or (state == "held" and charge.captures_later)
    left = charge.expires_at - now
    payment = Transaction.objects.filter(pk=charge.transaction_id).first() if charge.transaction_id else None
    happened_at = charge.decided_at or (payment or charge).created_at
    return Page(
        code=charge.code,
        state=state,
        is_live=charge.is_live,
        merchant=merchant.name,
        city=f"{merchant.city}, {merchant.country}",
        amount=figure(total, currency),
        currency=currency,
        description=charge.description,
        rows=_rows(charge, state, payment),
        hints=_hints(charge, added) if state == "open" else [],
        seconds=max(0, ceil(left.total_seconds())) if state == "open" else 0,
        is_counted_down=left <= _COUNTED_DOWN,
        until=_moment(charge.expires_at),
        back_url=back_url,
        back_host=host_of(charge.return_url),
        goes_back=bool(back_url) and is_done and now - happened_at <= _SENT_BACK_WITHIN,
        again_url=_again(charge) if state in _FINAL - {"paid"} else "",
        may_decide_test=not charge.is_live and state == "held" and not charge.captures_later,
    )


def _rows(charge: Charge, state: str, payment: Transaction | None) -> list[tuple[str, str]]:
    """The lines below the amount: a name and a value each."""
    given_back = charge.refunded
    if payment is not None and state == "paid":
        given_back = selectors.sums_given_back([payment.id]).get(payment.id, given_back)
    paid_at = charge.decided_at if state in ("paid", "returned") else None
    texts = {
        # An invoice is called by its number already.
        "Reference": charge.merchant_reference if charge.source != Source.INVOICE else "",
        "Paid by": charge.payer_name if state in ("held", "paid") else "",
        "Returned" if state == "returned" else "Paid": _moment(paid_at) if paid_at else "",
        "Given back": f"{figure(given_back, charge.currency)} {charge.currency}" if given_back else "",
        "Receipt": payment.reference if payment is not None else "",
    }
    return [(name, text) for name, text in texts.items() if text]


def _hints(charge: Charge, added: Money) -> list[str]:
    hints = []
    if added.amount:
        hints.append(f"Includes the merchant's fee of {figure(added.amount, charge.currency)} {charge.currency}.")
    if charge.tip_mode == TipMode.PROMPT:
        hints.append("You can add a tip in the app.")
    if charge.captures_later:
        hints.append("The money is put aside first. The merchant is paid when the order is confirmed.")
    return hints


def _again(charge: Charge) -> str:
    """Where the same can be paid anew: at its link, or by another charge of its invoice."""
    if charge.source == Source.LINK and (link := selectors.find_link_of(charge.id)) is not None:
        return reverse("payment-link", args=[link.token])
    if charge.source == Source.INVOICE and (invoice := selectors.find_invoice_of(_invoice_id(charge))) is not None:
        is_another = invoice.state == InvoiceState.SENT and invoice.charge_id != charge.id
        return reverse("charge-page", args=[invoice.charge.code]) if is_another and invoice.charge else ""
    return ""


def _invoice_id(charge: Charge) -> UUID | None:
    """We wrote it there ourselves when the charge was made."""
    text = charge.details.get("invoice", "")
    return UUID(text) if text else None


def figure(amount: object, currency: str) -> str:
    """An amount for people: its thousands apart."""
    whole, point, decimals = decimal_string(amount, currency).partition(".")  # type: ignore[arg-type]
    return f"{int(whole):,}{point}{decimals}"


def _moment(at: datetime) -> str:
    return f"{at:%-d %b %Y, %H:%M} UTC"
