"""What has become of a payment, in the words of a page.

The words say what it means for whoever reads them: whether the money has arrived, waits, or is where it was.
"""

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.core.web.telling import told
from apps.transactions.errors import REASONS
from apps.transactions.models import UNDER_WAY, HeldFor, State, Transaction
from apps.transactions.selectors import WayBack, is_only_drawn_on

Tone = Literal["good", "wait", "bad"]
# What it is called once it is done: by whoever paid, and by whoever was paid.
_DONE: dict[str, tuple[str | Promise, str | Promise]] = {
    "P2P": (_lazy("Sent"), _lazy("Received")),
    "MERCHANT_PAYMENT": (_lazy("Paid"), _lazy("Received")),
    "DEPOSIT": (_lazy("Money added"), _lazy("Money added")),
    "WITHDRAWAL": (_lazy("Paid out"), _lazy("Paid out")),
    "BILL_PAYMENT": (_lazy("Bill paid"), _lazy("Bill paid")),
    "RECHARGE": (_lazy("Recharged"), _lazy("Recharged")),
    "CONVERSION": (_lazy("Converted"), _lazy("Converted")),
    "REFUND": (_lazy("Given back"), _lazy("Refund received")),
    "REVERSAL": (_lazy("Taken back"), _lazy("Money returned")),
    "CASH_IN": (_lazy("Cash paid in"), _lazy("Cash paid in")),
    "CASH_OUT": (_lazy("Cash paid out"), _lazy("Cash paid out")),
    "PROMOTION": (_lazy("Promotion received"), _lazy("Promotion received")),
}
_HELD: dict[str, tuple[str | Promise, str | Promise]] = {
    HeldFor.REVIEW: (
        _lazy("Being checked"),
        _lazy("Somebody has a look at this payment before it goes on. The money is put aside meanwhile."),
    ),
    HeldFor.CLAIM: (
        _lazy("Waiting for them to join"),
        _lazy("We have sent them a message. The money is theirs as soon as they register with this number."),
    ),
    HeldFor.ORDER: (
        _lazy("Put aside for the merchant"),
        _lazy("The merchant takes the money when your order is ready. Until then it is only put aside."),
    ),
    HeldFor.REDEEM: (
        _lazy("Waiting to be fetched"),
        _lazy("The money is put aside until you fetch the cash from an agent."),
    ),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """A heading, how it looks, why it failed, and where the money is. Under way: the page asks again by itself."""

    tone: Tone
    icon: str
    heading: str
    sentence: str = ""
    why: str = ""
    is_under_way: bool = False


def standing_of(row: Transaction, *, viewer_id: UUID, way_back: WayBack) -> Standing:
    """What one of its sides reads about a payment."""
    is_payer = row.payer_id == viewer_id or is_only_drawn_on(row, viewer_id)
    if row.state == State.HELD:
        heading, sentence = _HELD[row.held_for]
        if not is_payer:
            sentence = _("The money is on its way to you and not in your wallet yet.")
        return Standing("wait", "hourglass", str(heading), str(sentence), is_under_way=True)
    if row.state in UNDER_WAY:
        return _outside(row)
    if row.state != State.COMPLETED:
        return _came_to_nothing(row, viewer_id, is_payer=is_payer)
    return _undone(way_back) or _done(row, is_payer=is_payer)


def _outside(row: Transaction) -> Standing:
    if row.state == State.UNKNOWN:
        sentence = _(
            "The provider has not said yet whether it was done. We keep asking until we know. Do not pay it again."
        )
        return Standing("wait", "hourglass", _("Not confirmed yet"), sentence, is_under_way=True)
    return Standing(
        "wait",
        "hourglass",
        _("On its way"),
        _("The provider is working on it. This page tells you."),
        is_under_way=True,
    )


def _came_to_nothing(row: Transaction, viewer_id: UUID, *, is_payer: bool) -> Standing:
    headings = {
        State.DECLINED.value: _("Declined"),
        State.RETURNED.value: _("Returned"),
        State.FAILED.value: _("Failed"),
    }
    # Why is between who asked for it and us.
    why = told(REASONS[row.failure_code]()) if is_payer or row.initiator_id == viewer_id else ""
    if row.state == State.RETURNED:
        where = _("The money is back in your wallet.") if is_payer else _("The money went back to the sender.")
    elif row.state == State.FAILED and is_payer:
        where = _("The money is back in your wallet.")
    else:
        where = _("No money has moved.")
    return Standing("bad", "circle-x", headings[row.state], where, why)


def _undone(way_back: WayBack) -> Standing | None:
    counted, moved = way_back.counted, way_back.moved
    if counted is None:
        return None
    if counted.is_reversed:
        return Standing("bad", "undo-2", _("Reversed"), _("This payment was undone. The money went back to the payer."))
    if moved >= counted.maximum:
        return Standing("bad", "undo-2", _("Refunded"), _("All of the money went back to the payer."))
    if counted.total > moved:
        return Standing(
            "wait", "scale", _("Disputed"), _("The payer disputes this payment. Nobody has decided yet who is right.")
        )
    if moved:
        return Standing("good", "undo-2", _("Partly refunded"), _("Part of the money went back to the payer."))
    return None


def _done(row: Transaction, *, is_payer: bool) -> Standing:
    words = _DONE.get(row.kind)
    heading = str(words[0 if is_payer else 1]) if words else _("Done")
    return Standing("good", "circle-check", heading)
