"""How statements and receipts call things: payments by their kind, movements of a hold by what they do."""

from typing import Literal

from django.utils.translation import gettext_noop as _

from apps.ledger.selectors import EntryFacts
from apps.transactions.kinds import KINDS
from apps.transactions.models import Transaction

Movement = Literal["payment", "hold", "return", "reversal", "other"]

# How the journal calls an entry that puts money aside.
HOLD = "HOLD"
# Entries that stand in the books without a payment of a person's own.
_ENTRIES = {
    "DEPOSIT": _("Deposit"),
    "HOLD": _("Put aside"),
    "CAPTURE": _("Paid from what was put aside"),
    "RELEASE": _("Back from what was put aside"),
    "REVERSAL": _("Reversal"),
    "ADJUSTMENT": _("Adjustment"),
    "DISBURSEMENT_FUNDING": _("Put aside for a disbursement"),
    "DISBURSEMENT_REST": _("Rest of a disbursement"),
    "RECEIVABLE": _("Lent, to be paid back"),
}


def kind_label(kind: str) -> str:
    """What people call this kind of payment."""
    return str(KINDS[kind].label) if kind in KINDS else entry_label(kind)


def entry_label(kind: str) -> str:
    """What people call an entry of this kind: `DISPUTE_HOLD` is `Dispute hold`."""
    return _ENTRIES.get(kind) or kind.replace("_", " ").capitalize() or "Movement"


def movement_of(
    facts: EntryFacts | None, own: Transaction | None, payment: Transaction | None, *, is_payer: bool
) -> Movement:
    """What an entry does to the wallet's available money.

    `own` is the payment whose id the entry has; `payment` that one, or the one whose entry this one answers to.
    """
    if facts is not None and facts.reverses:
        return "reversal"
    if own is not None:
        # What goes through a provider is put aside first, too.
        return "hold" if own.held_for or (facts is not None and facts.kind == HOLD) else "payment"
    if facts is not None and facts.closes:
        return "return" if payment is None or is_payer else "payment"
    return "hold" if facts is not None and facts.kind == HOLD else "other"


_WORDS = {"hold": "put aside", "return": "came back", "reversal": "reversed"}


def line_label(movement: Movement, kind: str, *, is_own: bool) -> str:
    """The words of a line: what happened to the money of this kind of payment."""
    words = kind_label(kind)
    # A payment that is itself a reversal, and an entry without a payment, say so by their names.
    if kind not in KINDS or (is_own and movement == "reversal") or movement not in _WORDS:
        return words
    return f"{words}, {_WORDS[movement]}"
