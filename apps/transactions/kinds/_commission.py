from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.kinds._kind import TAXES, Kind, Parties, wallet_account


def _legs(parties: Parties) -> Sequence[Leg]:
    """The payer's side is the account on which a commission has accrued; the tax withheld comes out of it."""
    withheld = [Leg(deferred_account_id(TAXES, parties.tax.currency), parties.tax)] if parties.tax else []
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *withheld,
    ]


# An agent, an outlet or a teller is paid what they have earned.
COMMISSION = Kind(
    code="COMMISSION",
    label=_("Commission"),
    legs=_legs,
    platform_accounts={TAXES: "LIABILITY"},
    is_limited=False,
    is_assessed=False,
    has_own_price=True,
    tell_payee="commission_paid",
)
