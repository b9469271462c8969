"""The kinds of payment. Each is one declaration in one file; docs/recipes/add-a-payment-kind.md adds another."""

from apps.transactions.kinds._conversion import CONVERSION, FX_POSITION
from apps.transactions.kinds._disbursement import DISBURSEMENT
from apps.transactions.kinds._kind import TAXES, Kind, Parties, charge_legs, wallet_account
from apps.transactions.kinds._p2p import P2P
from apps.transactions.kinds._promotion import PROMOTION
from apps.transactions.kinds._refund import REFUND
from apps.transactions.kinds._reversal import COLLECTION, FEE_RETURN, RECEIVABLES, REVERSAL

_ALL = (
    P2P,
    PROMOTION,
    CONVERSION,
    DISBURSEMENT,
    REFUND,
    REVERSAL,
    FEE_RETURN,
    COLLECTION,
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _ALL}

__all__ = [
    "COLLECTION",
    "CONVERSION",
    "DISBURSEMENT",
    "FEE_RETURN",
    "FX_POSITION",
    "KINDS",
    "P2P",
    "PROMOTION",
    "RECEIVABLES",
    "REFUND",
    "REVERSAL",
    "TAXES",
    "Kind",
    "Parties",
    "charge_legs",
    "wallet_account",
]
