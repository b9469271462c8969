"""What a receipt says: the truth about a payment as it is now, for one of its sides or for whoever has a link.

A receipt is read anew each time it is looked at. So the receipt of a payment that was undone since says so, also at an
address that was given out before, and only a payment that stands looks like proof of one.
"""

from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal
from uuid import UUID

from django.db.models import Sum
from django.utils.translation import gettext_noop as _

from apps.accounts.identifiers import masked_name
from apps.core.money import Money
from apps.ledger.selectors import get_entry_facts
from apps.ledger.services import answer_id
from apps.reports.labels import kind_label
from apps.transactions.errors import DECLINES, FAILURES
from apps.transactions.kinds import KINDS, Direction
from apps.transactions.models import Bearer, PaidBack, State, Transaction
from apps.transactions.selectors import find_operation, is_only_drawn_on
from apps.transactions.takings import is_paid_by_business, is_paid_to_business

Condition = Literal[
    "PAID",
    "PENDING",
    "UNKNOWN",
    "FAILED",
    "HELD",
    "DECLINED",
    "RETURNED",
    "REVERSED",
    "REFUNDED",
    "PARTLY_REFUNDED",
    "DISPUTED",
]
Tone = Literal["good", "wait", "bad"]
US = "GoPay"
_GIVING_BACK = ("REFUND", "REVERSAL")

# For each condition: the word, how it looks, and the sentence that says what became of the money. Why a payment is held
# is nobody's business but the payer's and ours, so all that are held say the same.
_WORDS: dict[Condition, tuple[str, Tone, str]] = {
    "PAID": (_("Paid"), "good", _("The money has reached the payee.")),
    "PENDING": (_("On its way"), "wait", _("The provider has not confirmed it yet. It may still fail.")),
    "UNKNOWN": (
        _("Not confirmed"),
        "wait",
        _("Nobody can say yet whether it was done. We ask the provider until we know."),
    ),
    "FAILED": (_("Failed"), "bad", _("The provider has not done it. The payee has not been paid.")),
    "HELD": (
        _("Not paid yet"),
        "wait",
        _("The money is put aside. It has not reached the payee, and may still go back."),
    ),
    "DECLINED": (_("Declined"), "bad", _("The payment was refused. No money has moved.")),
    "RETURNED": (_("Returned"), "bad", _("The money went back to the payer. The payee has not been paid.")),
    "REVERSED": (_("Reversed"), "bad", _("The payment was undone. It is no proof of a payment.")),
    "REFUNDED": (_("Refunded"), "bad", _("The payee has given everything back. It is no proof of a payment.")),
    "PARTLY_REFUNDED": (_("Partly refunded"), "wait", _("Part of the money went back to the payer.")),
    "DISPUTED": (
        _("Disputed"),
        "wait",
        _("The payer disputes the payment. Whether the money goes back is not decided yet."),
    ),
}


@dataclass(frozen=True, slots=True)
class Receipt:
    """What a receipt shows. None and "" are left out of it.

    `fee` and `total` are what the payer paid on top, and altogether; `given_back` is what of the amount went back. Of a
    payment through a provider `account` is whose account or number it was about, `voucher` and `units` what was bought.
    """

    condition: Condition
    amount: Money
    fee: Money | None
    total: Money | None
    received: Money | None
    given_back: Money | None
    payer: str
    payee: str
    reference: str
    kind: str
    note: str
    why: str
    at: datetime
    decided_at: datetime | None
    account: str = ""
    voucher: str = ""
    units: str = ""
    receipt_number: str = ""

    @property
    def word(self) -> str:
        return _WORDS[self.condition][0]

    @property
    def tone(self) -> Tone:
        return _WORDS[self.condition][1]

    @property
    def sentence(self) -> str:
        return _WORDS[self.condition][2]

    @property
    def is_proof(self) -> bool:
        """Whether the payee has the money, whole."""
        return self.condition == "PAID"


def _condition(row: Transaction, given_back: Decimal, paid_back: PaidBack | None) -> Condition:
    if row.state != State.COMPLETED:
        plain: dict[str, Condition] = {
            State.HELD.value: "HELD",
            State.DECLINED.value: "DECLINED",
            State.RETURNED.value: "RETURNED",
            State.PENDING.value: "PENDING",
            State.UNKNOWN.value: "UNKNOWN",
            State.FAILED.value: "FAILED",
        }
        return plain[row.state]
    # Somebody who reverses the entry in the books themselves has undone the payment as well.
    answer = get_entry_facts([answer_id(row.id)]).get(answer_id(row.id))
    if (answer is not None and answer.reverses == row.id) or (paid_back is not None and paid_back.is_reversed):
        return "REVERSED"
    if paid_back is None:
        return "PAID"
    if given_back >= paid_back.maximum:
        return "REFUNDED"
    # What is counted and has not moved is reserved by a dispute.
    if paid_back.total > given_back:
        return "DISPUTED"
    return "PARTLY_REFUNDED" if given_back else "PAID"


def _given_back(row: Transaction) -> Decimal:
    children = Transaction.objects.filter(parent_id=row.id, kind__in=_GIVING_BACK, state=State.COMPLETED)
    return children.aggregate(total=Sum("amount"))["total"] or Decimal(0)


def _named(name: str, *, masked: bool, is_us: bool) -> str:
    if is_us:
        return US
    return (masked_name(name) if masked else name) if name.strip() else ""


def receipt_for(row: Transaction, *, viewer_id: UUID, is_public: bool) -> Receipt:
    """The receipt of a payment as one of its sides may see it or, `is_public`, as others may whom that side lets look.

    The public sees names masked as payees are when one looks them up, the payer's fee only by the payer's link, and
    the note only by the link of who wrote it. It never sees an id, a number, an address, or why something was declined,
    nor what a prepaid payment bought: whoever reads an electricity token can use it up.
    """
    # The owner whose wallet has paid a part of what their business gave back sees its payee as the business does.
    is_drawn_on = is_only_drawn_on(row, viewer_id)
    is_payer = row.payer_id == viewer_id
    paid_back = PaidBack.objects.filter(pk=row.id).first()
    given_back = _given_back(row) if paid_back is not None else Decimal(0)
    outside = KINDS[row.kind].outside if row.kind in KINDS else None
    # Of a payment through a provider there is one person only, who bears the charges either way.
    shows_fee = bool(row.charges) and (outside is not None or (is_payer and row.fee_bearer == Bearer.PAYER))
    shows_total = shows_fee and row.fee_bearer == Bearer.PAYER
    is_author = row.initiator_id == viewer_id
    reasons = FAILURES if row.state == State.FAILED else DECLINES
    error = reasons.get(row.failure_code) if (is_payer or outside) and not is_public else None
    received = Money(row.received_amount, row.received_currency) if row.received_amount is not None else None
    if shows_fee and not shows_total:
        received = Money(row.credit, row.currency)
    return Receipt(
        condition=_condition(row, given_back, paid_back),
        amount=Money(row.amount, row.currency),
        fee=Money(row.charges, row.currency) if shows_fee else None,
        total=Money(row.debit, row.currency) if shows_total else None,
        received=received,
        given_back=Money(given_back, row.currency) if given_back else None,
        payer=row.payer_name
        if outside is Direction.IN
        else _named(row.payer_name, masked=is_public and not is_paid_by_business(row), is_us=row.payer_id is None),
        # A bank, a biller or a merchant is not somebody whose name is private.
        payee=row.payee_name
        if outside is Direction.OUT or is_paid_to_business(row)
        else _named(row.payee_name, masked=is_public or is_drawn_on, is_us=False),
        reference=row.reference,
        kind=kind_label(row.kind),
        note=row.note if is_author or not is_public else "",
        why=error().detail if error else "",
        at=row.created_at,
        decided_at=row.decided_at,
        **_said_outside(row, is_public=is_public),
    )


def _said_outside(row: Transaction, *, is_public: bool) -> dict[str, str]:
    """What a provider was asked about, and what it has given for it."""
    operation = find_operation(row)
    if operation is None:
        return {}
    said = {name: str(operation.result.get(name) or "") for name in ("voucher", "units", "receipt_number")}
    facts = {"account": str(operation.terms.get("shown") or ""), **said}
    # What was bought counts once it is paid.
    if row.state != State.COMPLETED:
        facts |= {"voucher": "", "units": ""}
    return {"units": facts["units"]} if is_public else facts


def money_words(money: Money) -> str:
    """An amount for people: as many decimals as its currency has, its thousands apart."""
    return f"{money.amount:,f} {money.currency}"


def moment_words(at: datetime) -> str:
    return f"{at.astimezone(UTC):%-d %b %Y, %H:%M} UTC"


def rows_of(receipt: Receipt) -> list[tuple[str, str]]:
    """The lines of a receipt below its amount: a name and a value each."""
    money = {
        "Fee": receipt.fee,
        "Total": receipt.total,
        "Arrived as": receipt.received,
        "Given back": receipt.given_back,
    }
    texts = {
        "From": receipt.payer,
        "To": receipt.payee,
        "Account": receipt.account,
        "Token": receipt.voucher,
        "Units": receipt.units,
        **{name: money_words(each) for name, each in money.items() if each is not None},
        "Kind": receipt.kind,
        "Note": receipt.note,
        "Date": moment_words(receipt.at),
        "Decided": moment_words(receipt.decided_at) if receipt.decided_at else "",
        "Receipt number": receipt.receipt_number,
        "Reference": receipt.reference,
    }
    return [(name, text) for name, text in texts.items() if text]
