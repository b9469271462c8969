"""Whether a provider's line and our books say the same. Decides, and reads and writes nothing."""

from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from apps.core.money import round_to_currency
from apps.gateways.base import Capability
from apps.gateways.models import OperationState
from apps.reconciliation.models import Reason

# Money that has reached the provider for us debits its clearing account, money it has paid out for us credits it.
_INWARD = frozenset({"COLLECT", "CREDIT", "REV_CRDT"})
_DECIDED = frozenset({OperationState.SUCCEEDED.value, OperationState.FAILED.value})


@dataclass(frozen=True, slots=True)
class OurSide:
    """The operation a line is about, its payment, and what both have done to the clearing account."""

    operation_id: UUID
    gateway_code: str
    capability: str
    amount: Decimal
    currency: str
    state: str
    transaction_id: UUID | None
    # The account of a biller that is owed instead of the provider, if it is so.
    counter_code: str
    # Whether an operator has dealt with a success that came too late.
    is_late_success_resolved: bool
    # What breaks of this operation that are resolved have added to the ledger.
    corrected: Decimal


@dataclass(frozen=True, slots=True)
class Pair:
    """A line and what it is about. `is_second`: an earlier line is about the same."""

    line_id: UUID
    gateway_code: str
    provider_reference: str
    type: str
    amount: Decimal
    currency: str
    fee: Decimal
    executed_at: datetime
    is_second: bool
    ours: OurSide | None
    # Whether the provider itself was asked for a file that lists it. What one operator brings decides nothing.
    is_vouched: bool = True
    # Whether its payment was undone since, and it is the first line of its type about it.
    is_after_undoing: bool = False

    @property
    def their_effect(self) -> Decimal:
        """What clearing should show for the line."""
        return -self.amount if self.type in _INWARD else self.amount

    @property
    def says_what_we_asked(self) -> bool:
        """Whether type, amount and currency are those of the operation, and it was sent to this gateway."""
        ours = self.ours
        return (
            ours is not None
            and ours.gateway_code == self.gateway_code
            and is_same_type(self.type, ours.capability)
            and (self.amount, self.currency) == (ours.amount, ours.currency)
        )

    @property
    def is_return(self) -> bool:
        """Whether it is what was undone here: the same money, the other way."""
        ours = self.ours
        return (
            ours is not None
            and self.is_after_undoing
            and (ours.gateway_code, ours.currency) == (self.gateway_code, self.currency)
            and self.their_effect == -expected_effect(ours.capability, ours.amount)
        )

    @property
    def is_news(self) -> bool:
        """Whether it says of something undecided, or failed, here that it was done."""
        is_done_here = self.ours is not None and self.ours.state == OperationState.SUCCEEDED
        return self.is_vouched and self.says_what_we_asked and not self.is_second and not is_done_here


@dataclass(frozen=True, slots=True)
class Finding:
    """Why the two do not agree. `our_effect` is what clearing shows for the line now."""

    reason: Reason
    detail: str
    our_effect: Decimal
    our_currency: str
    # Whether the operation is decided by what the provider says of it, so that nobody may book it beside that.
    awaits_word: bool = False


def is_same_type(listed: str, capability: str) -> bool:
    """A statement only knows whether money came or went."""
    if listed in {"CREDIT", "DEBIT"}:
        return (listed == "CREDIT") == (capability == Capability.COLLECT)
    return listed == capability


def expected_effect(capability: str, amount: Decimal) -> Decimal:
    """What clearing shows for an operation that has succeeded."""
    return -amount if capability == Capability.COLLECT else amount


def disagreement(pair: Pair, booked: Decimal, agreed_fee: tuple[Decimal, Decimal] | None) -> Finding | None:
    """What stands against the line; None when both sides agree.

    `booked` is what the ledger shows on clearing for the operation, `agreed_fee` flat and percent.
    """
    ours = pair.ours
    if pair.is_second and pair.is_return:
        return None
    if pair.is_second:
        detail = "An earlier line is about the same operation." if ours else "The line stands there twice."
        return Finding(Reason.DUPLICATE, detail, Decimal(0), pair.currency)
    if ours is None:
        return Finding(Reason.MISSING_HERE, "", Decimal(0), pair.currency)
    if ours.gateway_code != pair.gateway_code:
        whom = ours.gateway_code or "nobody"
        return Finding(Reason.NOT_DONE_HERE, f"In the end it was sent to {whom}.", Decimal(0), pair.currency)
    shown = booked + ours.corrected

    def finding(reason: Reason, detail: str) -> Finding:
        return Finding(reason, detail, shown, ours.currency)

    if ours.state not in _DECIDED:
        return replace(finding(Reason.NOT_DONE_HERE, f"Here it is {ours.state}."), awaits_word=True)
    if ours.state == OperationState.FAILED:
        if ours.is_late_success_resolved:
            return None
        # Exactly what we had asked goes to suspense by itself, and until it is there nobody else puts it there.
        is_on_its_way = pair.says_what_we_asked and shown != pair.their_effect
        return replace(finding(Reason.NOT_DONE_HERE, "Here it has failed."), awaits_word=is_on_its_way)
    if pair.currency != ours.currency:
        return finding(Reason.CURRENCY_DIFFERS, f"{pair.currency} and not {ours.currency}.")
    if not is_same_type(pair.type, ours.capability):
        return finding(Reason.TYPE_DIFFERS, f"{pair.type} and not {ours.capability}.")
    if pair.amount != ours.amount:
        return finding(Reason.AMOUNT_DIFFERS, f"{pair.amount.normalize():f} and not {ours.amount.normalize():f}.")
    if ours.transaction_id is None:
        return finding(Reason.LEDGER_MISSING, "The operation's payment is not there.")
    if shown != pair.their_effect:
        return finding(Reason.LEDGER_MISSING, f"Clearing shows {shown.normalize():f}.")
    if agreed_fee is not None and (due := _fee(agreed_fee, pair)) != pair.fee:
        return finding(Reason.FEE, f"{pair.fee.normalize():f} and not {due.normalize():f}.")
    return None


def _fee(agreed: tuple[Decimal, Decimal], pair: Pair) -> Decimal:
    flat, percent = agreed
    return round_to_currency(flat + pair.amount * percent / 100, pair.currency)
