from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.ledger.services import Leg
from apps.transactions.kinds._kind import TAXES, Kind, Parties, charge_legs, wallet_account

CASH_IN_FEES, CASH_OUT_FEES = "fees:cash_in", "fees:cash_out"


def _legs(parties: Parties, fees: str) -> Sequence[Leg]:
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(wallet_account(parties.payee_account), parties.credit),
        *charge_legs(parties, fees),
    ]


def _in_legs(parties: Parties) -> Sequence[Leg]:
    return _legs(parties, CASH_IN_FEES)


def _out_legs(parties: Parties) -> Sequence[Leg]:
    return _legs(parties, CASH_OUT_FEES)


# An agent takes cash, and its outlet's float becomes the customer's money. What the outlet may sell, and what a
# customer may bring, apps.agents counts. Its payer is an outlet and no person. Nobody at a desk waits until somebody
# has looked at a payment.
CASH_IN = Kind(
    code="CASH_IN",
    label=_("Cash in"),
    legs=_in_legs,
    platform_accounts={CASH_IN_FEES: "INCOME", TAXES: "LIABILITY"},
    is_limited=False,
    may_wait=False,
    tell_payee="cash_in_received",
)

# A customer's money becomes an outlet's float, and the agent hands out cash. Its payee is an outlet and no person.
CASH_OUT = Kind(
    code="CASH_OUT",
    label=_("Cash out"),
    legs=_out_legs,
    platform_accounts={CASH_OUT_FEES: "INCOME", TAXES: "LIABILITY"},
    may_wait=False,
    tell_payer="cash_out_paid",
    tell_payer_declined="payment_declined",
    tell_payer_held="cash_out_held",
    tell_payer_returned="cash_out_returned",
)
