"""The kinds of payment. Each is one declaration in one file; docs/recipes/add-a-payment-kind.md adds another."""

from apps.transactions.kinds._adjustment import ADJUSTMENT, LOSSES, SUSPENSE
from apps.transactions.kinds._bill_payment import BILL_PAYMENT
from apps.transactions.kinds._cash import CASH_IN, CASH_OUT
from apps.transactions.kinds._commission import COMMISSION
from apps.transactions.kinds._conversion import CONVERSION, FX_POSITION
from apps.transactions.kinds._deposit import DEPOSIT
from apps.transactions.kinds._disbursement import DISBURSEMENT
from apps.transactions.kinds._float import FLOAT_PURCHASE, FLOAT_SALE, FLOAT_TRANSFER
from apps.transactions.kinds._kind import TAXES, Direction, Kind, Parties, charge_legs, wallet_account
from apps.transactions.kinds._merchant_payment import MERCHANT_PAYMENT
from apps.transactions.kinds._merchant_payout import MERCHANT_PAYOUT
from apps.transactions.kinds._p2p import P2P
from apps.transactions.kinds._promotion import PROMOTION, PROMOTIONS
from apps.transactions.kinds._recharge import RECHARGE
from apps.transactions.kinds._refund import REFUND
from apps.transactions.kinds._reversal import COLLECTION, FEE_RETURN, RECEIVABLES, REVERSAL
from apps.transactions.kinds._settlement import SETTLEMENT
from apps.transactions.kinds._withdrawal import WITHDRAWAL

_ALL = (
    P2P,
    PROMOTION,
    CONVERSION,
    DISBURSEMENT,
    REFUND,
    REVERSAL,
    FEE_RETURN,
    COLLECTION,
    DEPOSIT,
    WITHDRAWAL,
    BILL_PAYMENT,
    RECHARGE,
    SETTLEMENT,
    ADJUSTMENT,
    MERCHANT_PAYMENT,
    MERCHANT_PAYOUT,
    CASH_IN,
    CASH_OUT,
    FLOAT_PURCHASE,
    FLOAT_SALE,
    FLOAT_TRANSFER,
    COMMISSION,
)
KINDS: dict[str, Kind] = {kind.code: kind for kind in _ALL}
# Those that move through a provider.
OUTSIDE: frozenset[str] = frozenset(kind.code for kind in _ALL if kind.outside)

__all__ = [
    "ADJUSTMENT",
    "BILL_PAYMENT",
    "CASH_IN",
    "CASH_OUT",
    "COLLECTION",
    "COMMISSION",
    "CONVERSION",
    "DEPOSIT",
    "DISBURSEMENT",
    "FEE_RETURN",
    "FLOAT_PURCHASE",
    "FLOAT_SALE",
    "FLOAT_TRANSFER",
    "FX_POSITION",
    "KINDS",
    "LOSSES",
    "MERCHANT_PAYMENT",
    "MERCHANT_PAYOUT",
    "OUTSIDE",
    "P2P",
    "PROMOTION",
    "PROMOTIONS",
    "RECEIVABLES",
    "RECHARGE",
    "REFUND",
    "REVERSAL",
    "SETTLEMENT",
    "SUSPENSE",
    "TAXES",
    "WITHDRAWAL",
    "Direction",
    "Kind",
    "Parties",
    "charge_legs",
    "wallet_account",
]
