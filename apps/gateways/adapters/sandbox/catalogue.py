"""Which billers, operators and products there are."""

from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import Any


@dataclass(frozen=True)
class Biller:
    code: str
    name: str
    category: str
    prepaid: bool
    partial: bool
    account_pattern: str

    def shown(self) -> dict[str, Any]:
        return asdict(self)


BILLERS = {
    one.code: one
    for one in (
        Biller("power-prepaid", "Kilima Power (prepaid)", "electricity", True, True, "^[0-9]{6,13}$"),
        Biller("power-post", "Kilima Power (post-paid)", "electricity", False, True, "^[0-9]{6,12}$"),
        Biller("water", "Lakeside Water", "water", False, False, "^[0-9]{6,12}$"),
        Biller("tv", "Savanna TV", "television", False, False, "^[0-9]{6,12}$"),
        Biller("school", "Hillcrest School fees", "education", False, True, "^[0-9]{6,12}$"),
        Biller("internet", "Fibrelink", "internet", False, False, "^[0-9]{6,12}$"),
    )
}


@dataclass(frozen=True)
class Operator:
    code: str
    name: str
    country: str
    calling_code: str
    prefixes: tuple[str, ...]

    def shown(self) -> dict[str, Any]:
        return {"code": self.code, "name": self.name, "country": self.country, "prefixes": list(self.prefixes)}


OPERATORS = {
    one.code: one
    for one in (
        Operator("savanna", "Savanna Mobile", "KE", "+254", ("+25470", "+25471", "+25472", "+25479")),
        Operator("lakecell", "Lakecell", "KE", "+254", ("+25473", "+25475", "+25478")),
        Operator("coastline", "Coastline", "KE", "+254", ("+25476", "+25477", "+25411")),
        Operator("northstar", "Northstar", "US", "+1", ("+1555",)),
    )
}


def operator_of(msisdn: str, code: str) -> Operator | None:
    """The operator, when the number is one of its country: people take their number along to another operator."""
    operator = OPERATORS[code]
    return operator if msisdn.startswith(operator.calling_code) else None


@dataclass(frozen=True)
class Product:
    code: str
    name: str
    kind: str
    amount: str | None
    minimum: str
    maximum: str
    currency: str
    validity_days: int | None

    def shown(self) -> dict[str, Any]:
        return asdict(self)

    def takes(self, amount: Decimal) -> bool:
        if self.amount is not None:
            return amount == Decimal(self.amount)
        return Decimal(self.minimum) <= amount <= Decimal(self.maximum)


def _products(operator: str) -> list[Product]:
    def fixed(code: str, name: str, amount: str, days: int) -> Product:
        return Product(f"{operator}-{code}", name, "data", amount, amount, amount, "USD", days)

    return [
        Product(f"{operator}-airtime", "Airtime", "airtime", None, "0.50", "200.00", "USD", None),
        fixed("data-1gb", "1 GB for a week", "2.00", 7),
        fixed("data-5gb", "5 GB for a month", "5.00", 30),
        fixed("data-20gb", "20 GB for a month", "15.00", 30),
    ]


PRODUCTS = {code: _products(code) for code in OPERATORS}
