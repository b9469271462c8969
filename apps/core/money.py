"""Money: an exact decimal amount of one currency."""

import re
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Context, Decimal, localcontext

from apps.core.errors import DomainError

# ISO 4217 minor units that are not two; the currencies that have two are listed beneath.
_MINOR_UNITS = {
    0: "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF",
    3: "BHD IQD JOD KWD LYD OMR TND",
    4: "CLF UYW",
    2: (
        "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CNY COP "
        "CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF IDR ILS "
        "INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN "
        "MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP SLE "
        "SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD UYU UZS VES WST XCD YER ZAR ZMW ZWG"
    ),
}
CURRENCIES: dict[str, int] = {code: units for units, codes in _MINOR_UNITS.items() for code in codes.split()}

# NUMERIC(19,4) holds fifteen digits before the point.
MAX_WHOLE_DIGITS = 15
_PLAIN_DECIMAL = re.compile(rf"(?:0|[1-9][0-9]{{0,{MAX_WHOLE_DIGITS - 1}}})(?:\.[0-9]{{1,4}})?", re.ASCII)
_CONTEXT = Context(prec=38, rounding=ROUND_HALF_EVEN)


class InvalidMoney(DomainError):
    """The amount, the currency, or the two together are not money."""

    code = "invalid_amount"
    category = "invalid"


class InvalidCurrency(InvalidMoney):
    """Not an ISO 4217 code of a currency in use."""

    code = "invalid_currency"


class CurrencyMismatch(DomainError):
    """Two currencies met in one sum."""

    code = "currency_mismatch"


def minor_units(currency: str) -> int:
    """How many decimals the currency has (ISO 4217). Raises InvalidCurrency."""
    try:
        return CURRENCIES[currency]
    except (KeyError, TypeError):
        raise InvalidCurrency(f"{currency!r} is not an ISO 4217 currency code.") from None


def parse_decimal(text: object) -> Decimal:
    """Reads a plain decimal string such as `12.50`. Raises InvalidMoney.

    Signs, exponents, underscores, padding, digits of other scripts and JSON numbers are refused, because
    each of them has been read as two different amounts by two different programs.
    """
    if not isinstance(text, str) or not _PLAIN_DECIMAL.fullmatch(text):
        raise InvalidMoney('An amount is a plain decimal string, for example "12.50".')
    return Decimal(text)


def round_to_currency(amount: Decimal, currency: str) -> Decimal:
    """Rounds half to even to the currency's decimals: the only rounding in GoPay."""
    with localcontext(_CONTEXT):
        return amount.quantize(Decimal(1).scaleb(-minor_units(currency)), rounding=ROUND_HALF_EVEN)


@dataclass(frozen=True, slots=True, order=False)
class Money:
    """An exact amount of one currency, in the currency's main unit (dollars, not cents).

    Raises InvalidMoney for anything but a finite Decimal or int with no more decimals than the currency
    has and at most fifteen digits before the point, InvalidCurrency for a code ISO 4217 does not list.
    """

    amount: Decimal
    currency: str

    def __post_init__(self) -> None:
        units = minor_units(self.currency)
        amount = self.amount
        if isinstance(amount, int) and not isinstance(amount, bool):
            amount = Decimal(amount)
        if not isinstance(amount, Decimal) or not amount.is_finite():
            raise InvalidMoney("An amount must be a finite Decimal; a float is never money.")
        if amount.adjusted() >= MAX_WHOLE_DIGITS:
            raise InvalidMoney(f"An amount has at most {MAX_WHOLE_DIGITS} digits before the point.")
        with localcontext(_CONTEXT):
            exact = amount.quantize(Decimal(1).scaleb(-units))
            if exact != amount:
                raise InvalidMoney(f"{self.currency} has {units} decimals.")
        # Minus zero is zero.
        object.__setattr__(self, "amount", exact + 0 if exact else abs(exact))

    @classmethod
    def parse(cls, text: object, currency: str) -> "Money":
        """Reads a plain decimal string. Raises InvalidMoney or InvalidCurrency."""
        return cls(parse_decimal(text), currency)

    @classmethod
    def zero(cls, currency: str) -> "Money":
        return cls(Decimal(0), currency)

    @classmethod
    def rounded(cls, amount: Decimal, currency: str) -> "Money":
        """The nearest money to an exact figure, half to even."""
        return cls(round_to_currency(amount, currency), currency)

    def _same(self, other: object) -> "Money":
        if not isinstance(other, Money):
            raise TypeError(f"Money goes with Money, not with {type(other).__name__}")
        if other.currency != self.currency:
            raise CurrencyMismatch(f"{self.currency} and {other.currency} do not mix.")
        return other

    def __add__(self, other: "Money") -> "Money":
        return Money(self.amount + self._same(other).amount, self.currency)

    def __sub__(self, other: "Money") -> "Money":
        return Money(self.amount - self._same(other).amount, self.currency)

    def __neg__(self) -> "Money":
        return Money(-self.amount, self.currency)

    def __lt__(self, other: "Money") -> bool:
        return self.amount < self._same(other).amount

    def __le__(self, other: "Money") -> bool:
        return self.amount <= self._same(other).amount

    def __gt__(self, other: "Money") -> bool:
        return self.amount > self._same(other).amount

    def __ge__(self, other: "Money") -> bool:
        return self.amount >= self._same(other).amount

    def __bool__(self) -> bool:
        return bool(self.amount)

    def __str__(self) -> str:
        return f"{self.amount:f} {self.currency}"


def decimal_string(amount: Decimal, currency: str) -> str:
    """How the API and every message write an amount: as many decimals as the currency has."""
    return f"{round_to_currency(amount, currency):f}"
