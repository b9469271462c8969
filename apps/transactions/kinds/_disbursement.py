from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Kind, Parties, charge_legs, wallet_account

FEES = "fees:disbursement"


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payer's side is not a wallet: the whole file's money was put aside before on an account of its own."""
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, FEES),
    ]


DISBURSEMENT = Kind(
    code="DISBURSEMENT",
    label=_("Disbursement"),
    legs=_legs,
    platform_accounts={FEES: "INCOME", TAXES: "LIABILITY"},
    # The limits count the whole file once, when it is approved; a single row of it has no risk rules of its own.
    is_assessed=False,
    tell_payee="payment_received",
)
