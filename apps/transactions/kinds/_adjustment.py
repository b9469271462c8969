from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.kinds._kind import Kind, Parties, wallet_account

SUSPENSE = "suspense"


def _legs(parties: Parties) -> Sequence[Leg]:
    return [
        Leg(deferred_account_id(SUSPENSE, parties.debit.currency), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
    ]


# Money that came and could not be credited when it did, paid to whom it belongs: one operator has decided so and
# another has approved.
ADJUSTMENT = Kind(
    code="ADJUSTMENT",
    label=_("Adjustment"),
    legs=_legs,
    platform_accounts={SUSPENSE: "LIABILITY"},
    is_limited=False,
    is_assessed=False,
    tell_payee="payment_received",
)
