from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.kinds._kind import Kind, Parties, wallet_account

FEES = "fees:p2p"


def _legs(parties: Parties) -> Sequence[Leg]:
    legs = [
        Leg(wallet_account(parties.payer_account), -(parties.amount + parties.fee)),
        Leg(wallet_account(parties.payee_account), parties.amount),
    ]
    if parties.fee:
        legs.append(Leg(deferred_account_id(FEES, parties.fee.currency), parties.fee))
    return legs


P2P = Kind(
    code="P2P",
    label=_("Transfer"),
    legs=_legs,
    platform_accounts={FEES: "INCOME"},
    tell_payer="payment_sent",
    tell_payee="payment_received",
    tell_payer_declined="payment_declined",
    tell_payee_declined="payment_not_received",
)
