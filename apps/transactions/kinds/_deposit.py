from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Direction, Kind, Parties, charge_legs, wallet_account

FEES = "fees:deposit"


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payer's side is what the provider owes us until it settles; it collects the fee with the amount."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, FEES),
    ]


DEPOSIT = Kind(
    code="DEPOSIT",
    label=_("Deposit"),
    legs=_legs,
    platform_accounts={FEES: "INCOME", TAXES: "LIABILITY"},
    outside=Direction.IN,
    # It is the person's own money that comes: no limit of what they pay counts it, and no rule of who pays whom.
    is_limited=False,
    is_assessed=False,
    tell_payee="deposit_completed",
    tell_payee_failed="deposit_failed",
)
