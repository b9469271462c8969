"""What the page of a charge shows: what is asked for, and what has become of it at this moment."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from math import ceil
from typing import Any, Literal
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from apps.checkout import selectors
from apps.checkout.models import InvoiceState
from apps.checkout.return_urls import host_of, way_back
from apps.core.money import Money
from apps.core.templatetags.ui import money_text
from apps.merchants.models import Charge, Source, TipMode
from apps.merchants.services import surcharge_of
from apps.transactions.models import Transaction

# What is not open for long is counted down; of what is, the end is told.
_COUNTED_DOWN = timedelta(hours=1)
# Whoever comes back to a page that was paid long ago is not sent away from it.
_SENT_BACK_WITHIN = timedelta(minutes=2)
_FINAL = {"paid", "expired", "cancelled", "returned"}
# So many signs of an amount stand on one line in the largest letters.
_LONGEST_LARGE = 9
# For each state: the word, how it looks, and the sentence that says what became of the money.
_WORDS = {
    "open": (gettext_noop("Waiting for payment"), "wait", ""),
    "closed": (
        gettext_noop("Not possible now"),
        "bad",
        gettext_noop("This merchant takes no payments at the moment. No money has moved."),
    ),
    "held": (
        gettext_noop("Put aside"),
        "wait",
        gettext_noop("The money is put aside. The merchant will confirm the payment."),
    ),
    "paid": (gettext_noop("Paid"), "good", gettext_noop("The merchant has been paid.")),
    "expired": (gettext_noop("Expired"), "bad", gettext_noop("The time to pay is over. No money has moved.")),
    "cancelled": (
        gettext_noop("Cancelled"),
        "bad",
        gettext_noop("The merchant has called this payment off. No money has moved."),
    ),
    "returned": (
        gettext_noop("Returned"),
        "bad",
        gettext_noop("The money went back to the payer. The merchant has not been paid."),
    ),
}


@dataclass(frozen=True, slots=True)
class Row:
    """A line below the amount, as core/_value.html shows it by its kind."""

    name: str
    value: Any
    kind: Literal["text", "code", "money", "moment"] = "text"


@dataclass(frozen=True, slots=True)
class Page:
    """The facts of the page. `back_url` is where the merchant wants the payer back, `back_host` its host."""

    code: str
    state: str
    is_live: bool
    merchant: str
    city: str
    amount: Decimal
    currency: str
    description: str
    rows: list[Row]
    hints: list[str] = field(default_factory=list)
    seconds: int = 0
    is_counted_down: bool = False
    until: Row | None = None
    back_url: str = ""
    back_host: str = ""
    goes_back: bool = False
    again_url: str = ""
    may_decide_test: bool = False

    @property
    def word(self) -> str:
        return _(_WORDS[self.state][0])

    @property
    def tone(self) -> str:
        return _WORDS[self.state][1]

    @property
    def sentence(self) -> str:
        # Nothing is no sentence: translated, it would be the head of the catalogue.
        said = _WORDS[self.state][2]
        return _(said) if said else ""

    @property
    def total(self) -> str:
        """The amount as plain text, for the page's title."""
        return money_text(self.amount, self.currency)

    @property
    def is_open(self) -> bool:
        return self.state == "open"

    @property
    def is_final(self) -> bool:
        return self.state in _FINAL

    @property
    def is_long(self) -> bool:
        """Whether the amount is set smaller, so that it stands on one line."""
        return is_long(self.amount, self.currency)

    @property
    def time_left(self) -> str:
        """Minutes and seconds, as the page counts them down."""
        return f"{self.seconds // 60}:{self.seconds % 60:02}"


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
        amount=total,
        currency=currency,
        description=charge.description,
        rows=_rows(charge, state, payment),
        hints=_hints(charge, added) if state == "open" else [],
        seconds=max(0, ceil(left.total_seconds())) if state == "open" else 0,
        is_counted_down=left <= _COUNTED_DOWN,
        until=Row("", charge.expires_at, "moment"),
        back_url=back_url,
        back_host=host_of(charge.return_url),
        goes_back=bool(back_url) and is_done and now - happened_at <= _SENT_BACK_WITHIN,
        again_url=_again(charge) if state in _FINAL - {"paid"} else "",
        may_decide_test=not charge.is_live and state == "held" and not charge.captures_later,
    )


def _rows(charge: Charge, state: str, payment: Transaction | None) -> list[Row]:
    given_back = charge.refunded
    if payment is not None and state == "paid":
        given_back = selectors.sums_given_back([payment.id]).get(payment.id, given_back)
    decided_at = charge.decided_at if state in ("paid", "returned") else None
    rows = [
        # An invoice is called by its number already.
        Row(_("Reference"), charge.merchant_reference if charge.source != Source.INVOICE else ""),
        Row(_("Paid by"), charge.payer_name if state in ("held", "paid") else ""),
        Row(_("Returned") if state == "returned" else _("Paid"), decided_at, "moment"),
        Row(_("Given back"), Money(given_back, charge.currency) if given_back else None, "money"),
        Row(_("Receipt"), payment.reference if payment is not None else "", "code"),
    ]
    return [row for row in rows if row.value]


def _hints(charge: Charge, added: Money) -> list[str]:
    hints = []
    if added.amount:
        fee = money_text(added.amount, charge.currency)
        hints.append(_("Includes the merchant's fee of %(fee)s.") % {"fee": fee})
    if charge.tip_mode == TipMode.PROMPT:
        hints.append(_("You can add a tip before you confirm."))
    if charge.captures_later:
        hints.append(_("The money is put aside first. The merchant is paid when the order is confirmed."))
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


def is_long(amount: Decimal, currency: str) -> bool:
    """Whether an amount is set smaller, so that it stands on one line."""
    return len(money_text(amount, currency)) - len(currency) - 1 > _LONGEST_LARGE
