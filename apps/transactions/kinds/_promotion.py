from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.kinds._kind import Kind, Parties, wallet_account

PROMOTIONS = "promotions"


def _legs(parties: Parties) -> Sequence[Leg]:
    return [
        Leg(deferred_account_id(PROMOTIONS, parties.amount.currency), -parties.amount),
        Leg(wallet_account(parties.payee_account), parties.amount),
    ]


PROMOTION = Kind(
    code="PROMOTION",
    label=_("Promotion"),
    legs=_legs,
    platform_accounts={PROMOTIONS: "EXPENSE"},
    is_assessed=False,
    tell_payee="promotion_received",
)
