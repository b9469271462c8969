from collections.abc import Sequence
from typing import NoReturn

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.kinds._kind import Kind, Parties, wallet_account

# What people owe the platform.
RECEIVABLES = "receivables"


def _mirrored(parties: Parties) -> NoReturn:
    raise ValueError("a reversal mirrors what it reverses: services/_undo.py")


# Its payer is whom the payment it answers to (`parent_id`) had paid: what had reached them goes back. Its journal entry
# is the mirror of that payment's.
REVERSAL = Kind(
    code="REVERSAL",
    label=_("Reversal"),
    legs=_mirrored,
    platform_accounts={RECEIVABLES: "ASSET"},
    is_limited=False,
    is_assessed=False,
    tell_payer="payment_taken_back",
    tell_payee="payment_reversed",
)


# What that payment had cost comes back too, in the same entry, from the platform.
FEE_RETURN = Kind(
    code="FEE_RETURN",
    label=_("Fee given back"),
    legs=_mirrored,
    is_limited=False,
    is_assessed=False,
    tell_payee="fee_returned",
)


def _collected(parties: Parties) -> Sequence[Leg]:
    return [
        Leg(wallet_account(parties.payer_account), -parties.amount),
        Leg(deferred_account_id(RECEIVABLES, parties.amount.currency), parties.amount),
    ]


# Somebody pays what they owe since a payment to them was reversed (`parent_id`).
COLLECTION = Kind(
    code="COLLECTION",
    label=_("Repayment of what you owe"),
    legs=_collected,
    platform_accounts={RECEIVABLES: "ASSET"},
    is_limited=False,
    is_assessed=False,
    tell_payer="debt_collected",
)
