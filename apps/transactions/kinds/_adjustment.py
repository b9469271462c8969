from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.kinds._kind import Kind, Parties, wallet_account

SUSPENSE = "suspense"
# What the platform bears itself.
LOSSES = "losses"


def _legs(parties: Parties) -> Sequence[Leg]:
    # A side that has no wallet is the account the payment names, and suspense when it names none.
    payer = parties.payer_account or deferred_account_id(SUSPENSE, parties.debit.currency)
    return [Leg(payer, -parties.debit), Leg(wallet_account(parties.payee_account), parties.credit)]


# Money that came and could not be credited when it did, paid to whom it belongs; or a wallet that is put right by hand,
# up or down, against an account of the platform. One operator has asked for it and another has approved.
ADJUSTMENT = Kind(
    code="ADJUSTMENT",
    label=_("Adjustment"),
    legs=_legs,
    platform_accounts={SUSPENSE: "LIABILITY"},
    is_limited=False,
    is_assessed=False,
    tell_payer="wallet_debited",
    tell_payee="payment_received",
)
