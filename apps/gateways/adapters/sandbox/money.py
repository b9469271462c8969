"""Amounts as a provider reads them. ISO 4217 says how many decimals a currency has."""

import re
from decimal import Decimal

NO_DECIMALS = frozenset(
    [
        "BIF",
        "CLP",
        "DJF",
        "GNF",
        "ISK",
        "JPY",
        "KMF",
        "KRW",
        "PYG",
        "RWF",
        "UGX",
        "UYI",
        "VND",
        "VUV",
        "XAF",
        "XOF",
        "XPF",
    ]
)
THREE_DECIMALS = frozenset(["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"])
_PLAIN = re.compile(r"(?:0|[1-9][0-9]{0,11})(?:\.[0-9]{1,3})?", re.ASCII)
_CODE = re.compile(r"[A-Z]{3}", re.ASCII)


def decimals(currency: str) -> int:
    return 0 if currency in NO_DECIMALS else 3 if currency in THREE_DECIMALS else 2


def is_currency(code: object) -> bool:
    return isinstance(code, str) and _CODE.fullmatch(code) is not None


def read_amount(text: object, currency: str) -> Decimal:
    """A positive amount in main units, written as a plain decimal string. Raises ValueError."""
    if not isinstance(text, str) or not _PLAIN.fullmatch(text):
        raise ValueError("amount")
    amount = Decimal(text)
    if amount <= 0 or -int(amount.as_tuple().exponent) > decimals(currency):
        raise ValueError("amount")
    return amount.quantize(Decimal(1).scaleb(-decimals(currency)))


def from_minor(units: object, currency: str) -> Decimal:
    """A positive amount given in the currency's smallest unit. Raises ValueError."""
    if not isinstance(units, int) or isinstance(units, bool) or not 0 < units < 10**14:
        raise ValueError("amount")
    return Decimal(units).scaleb(-decimals(currency))


def from_minor_sum(units: int, currency: str) -> Decimal:
    """A sum in the currency's smallest unit, which may be nothing."""
    return Decimal(units).scaleb(-decimals(currency))


def to_minor(amount: Decimal, currency: str) -> int:
    return int(amount.scaleb(decimals(currency)))


def magic(amount: Decimal) -> int:
    """The last two decimals, which may say how to behave; 0 when the amount has fewer."""
    if -int(amount.as_tuple().exponent) < 2:
        return 0
    return int(amount * 100) % 100
