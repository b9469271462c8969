from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum
from uuid import UUID

from django.utils import translation
from django.utils.functional import Promise

from apps.core.money import Money
from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.models import Bearer

# What is owed to the tax office.
TAXES = "taxes"


@dataclass(frozen=True, slots=True)
class Parties:
    """Between whom the money moves: ledger accounts, and what is asked and charged.

    A side that is the platform itself has no wallet account here; the kind names the account in its legs. `debit`
    leaves the payer and `credit` reaches the payee: fee and tax come on top of the amount or out of it. `received`
    is what arrives in another currency, `drawn` what comes from another account than the payer's, and how much.
    """

    payer_account: UUID | None
    payee_account: UUID | None
    amount: Money
    fee: Money
    tax: Money
    bearer: str = Bearer.PAYER.value
    received: Money | None = None
    drawn: tuple[UUID, Money] | None = None

    @property
    def debit(self) -> Money:
        return self.amount + self.fee + self.tax if self.bearer == Bearer.PAYER else self.amount

    @property
    def credit(self) -> Money:
        return self.amount if self.bearer == Bearer.PAYER else self.amount - self.fee - self.tax


class Direction(Enum):
    """Which way money goes that moves through a provider."""

    IN = "in"
    OUT = "out"


@dataclass(frozen=True, slots=True)
class Kind:
    """What one kind of payment is, whole.

    `legs` says which accounts move by how much and must sum to zero. The templates (templates/notifications)
    say what each side is told; an empty one tells nobody.
    """

    code: str
    label: str | Promise
    legs: Callable[[Parties], Sequence[Leg]]
    # Accounts of the platform this kind posts to, by ledger code, with their bookkeeping kind.
    platform_accounts: dict[str, str] = field(default_factory=dict)
    # Whether the limits of the payer's tier count it.
    is_limited: bool = True
    # Whether the risk rules look at it before it moves.
    is_assessed: bool = True
    # Whether it may be put aside until somebody has looked at it; what cannot wait is refused instead.
    may_wait: bool = True
    # Whether its payee may give it back, and its payer dispute it.
    is_refundable: bool = False
    # Whether its services compute what it costs, instead of the operators' fee schedules.
    has_own_price: bool = False
    # Of a kind that moves through a provider: the side that is outside stands in `legs` as any other.
    outside: Direction | None = None
    tell_payer: str = ""
    tell_payee: str = ""
    tell_payer_declined: str = ""
    tell_payee_declined: str = ""
    tell_payer_held: str = ""
    tell_payer_returned: str = ""
    tell_payer_failed: str = ""
    tell_payee_failed: str = ""

    @property
    def plain_label(self) -> str:
        """The label in English, whatever language is spoken here: for messages, whose reader may speak another."""
        with translation.override("en"):
            return str(self.label)


def wallet_account(account: UUID | None) -> UUID:
    """The account of a side that must have a wallet. Raises ValueError when the kind was declared wrongly."""
    if account is None:
        raise ValueError("this side of the payment has no wallet")
    return account


def charge_legs(parties: Parties, fees: str) -> list[Leg]:
    """Where fee and tax go: to the account of this code, and to what is owed to the tax office."""
    legs = []
    if parties.fee:
        legs.append(Leg(deferred_account_id(fees, parties.fee.currency), parties.fee))
    if parties.tax:
        legs.append(Leg(deferred_account_id(TAXES, parties.tax.currency), parties.tax))
    return legs
