from collections.abc import Sequence

from django.utils.translation import gettext_lazy as _

from apps.core.money import Money
from apps.ledger.services import Leg, deferred_account_id
from apps.transactions.kinds._kind import TAXES, Kind, Parties, charge_legs, wallet_account

# What the platform holds of each currency on its own account: a credit is what people gave it for another one, a debit
# what it gave them beyond that. Valued at one moment's rates the currencies together are what conversions have earned,
# spread and changes of the rates included, so it is EQUITY and neither an asset nor owed to anybody.
FX_POSITION = "fx:position"
FEES = "fees:conversion"


def _legs(parties: Parties) -> Sequence[Leg]:
    received = _received(parties)
    return [
        Leg(wallet_account(parties.payer_account), -parties.debit),
        Leg(deferred_account_id(FX_POSITION, parties.credit.currency), parties.credit),
        *charge_legs(parties, FEES),
        Leg(deferred_account_id(FX_POSITION, received.currency), -received),
        Leg(wallet_account(parties.payee_account), received),
    ]


def _received(parties: Parties) -> Money:
    if parties.received is None:
        raise ValueError("a conversion says what arrives")
    return parties.received


# A person changes their own money into another currency. Payer and payee are the same person, so the risk rules, which
# look at who pays whom, have nothing to look at; the limits count it like any payment that leaves the wallet.
CONVERSION = Kind(
    code="CONVERSION",
    label=_("Conversion"),
    legs=_legs,
    platform_accounts={FX_POSITION: "EQUITY", FEES: "INCOME", TAXES: "LIABILITY"},
    is_assessed=False,
    tell_payer="conversion_made",
    tell_payer_declined="conversion_declined",
)
