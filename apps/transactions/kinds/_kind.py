from collections.abc import Callable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.functional import Promise

from apps.core.money import Money
from apps.ledger.services import Leg


@dataclass(frozen=True, slots=True)
class Parties:
    """Between whom the money moves: ledger accounts, and what is asked and charged.

    A side that is the platform itself has no wallet account here; the kind names the account in its legs.
    """

    payer_account: UUID | None
    payee_account: UUID | None
    amount: Money
    fee: Money


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
    platform_accounts: dict[str, str]
    tell_payer: str = ""
    tell_payee: str = ""
    tell_payer_declined: str = ""
    tell_payee_declined: str = ""


def wallet_account(account: UUID | None) -> UUID:
    """The account of a side that must have a wallet. Raises ValueError when the kind was declared wrongly."""
    if account is None:
        raise ValueError("this side of the payment has no wallet")
    return account
