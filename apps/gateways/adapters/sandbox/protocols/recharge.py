"""An aggregator of mobile operators: HTTP Basic, and a second top-up for a reference that comes twice."""

import re
import time
from decimal import Decimal
from typing import Any
from urllib.parse import unquote, urlencode

from apps.gateways.adapters.sandbox.catalogue import OPERATORS, PRODUCTS, Product, operator_of
from apps.gateways.adapters.sandbox.money import is_currency, read_amount
from apps.gateways.adapters.sandbox.protocols.base import Protocol, hmac_hex, is_login, is_text, read_day
from apps.gateways.adapters.sandbox.records import Callback, Operation, new_token
from apps.gateways.adapters.sandbox.wire import Answer, Asked, as_json

# What its customer, which is us, has paid in beforehand.
PREPAID = Decimal("1000000.00")
MSISDN = re.compile(r"\+[1-9][0-9]{7,14}", re.ASCII)
CODES = {"executed": "00", "pending": "09"}
REASONS = {"account_invalid": "14", "balance": "51"}
DECLINED, MALFORMED, NOT_FOUND, UNSURE = "57", "30", "25", "96"
MESSAGES = {
    "00": "done",
    "09": "pending",
    "14": "invalid number",
    "51": "your balance is too small",
    "57": "declined by the operator",
    "96": "system error",
}


class Recharge(Protocol):
    def respond(self, asked: Asked) -> Answer:
        if not is_login(asked, self.gateway.secret("username"), self.gateway.secret("password")):
            return as_json(
                401, {"code": "03", "message": "who are you?"}, {"WWW-Authenticate": 'Basic realm="recharge"'}
            )
        match asked.method, asked.path:
            case "GET", "/v2/operators":
                return as_json(200, {"operators": [one.shown() for one in OPERATORS.values()]})
            case "GET", "/v2/products":
                operator = asked.parameter("operator")
                if operator not in OPERATORS:
                    return as_json(404, {"code": NOT_FOUND, "message": "there is no such operator"})
                return as_json(200, {"products": [one.shown() for one in PRODUCTS[operator]]})
            case "GET", "/v2/balance":
                return as_json(200, {"balances": {code: str(left) for code, left in self._balances().items()}})
            case "POST", "/v2/topups":
                return self._top_up(asked)
            case "GET", path if path.startswith("/v2/topups/"):
                found = self.find(unquote(path.removeprefix("/v2/topups/")))
                return as_json(200, self._shown(found)) if found else as_json(404, {"code": NOT_FOUND})
            case "GET", path if path.startswith("/v2/settlements/"):
                day = read_day(path.removeprefix("/v2/settlements/"))
                return (
                    Answer(200, self.settlement(day, "csv"), "text/csv") if day else as_json(404, {"code": NOT_FOUND})
                )
        return as_json(404, {"code": NOT_FOUND})

    def _balances(self) -> dict[str, Decimal]:
        spent = self.desk.books.spent(self.code)
        return {code: PREPAID - spent.get(code, Decimal(0)) for code in {"USD", *spent}}

    def _top_up(self, asked: Asked) -> Answer:
        malformed = {"code": MALFORMED, "message": "this cannot be read"}
        try:
            body = asked.json()
        except ValueError:
            return as_json(400, malformed)
        reference, currency, msisdn = body.get("ref"), body.get("currency"), body.get("msisdn")
        if not is_text(reference) or not is_currency(currency) or not isinstance(msisdn, str) or len(msisdn) > 30:
            return as_json(400, malformed)
        if body.get("operator") not in OPERATORS or "/" in str(reference):
            return as_json(400, malformed)
        try:
            amount = read_amount(body.get("amount"), str(currency))
        except ValueError:
            return as_json(400, malformed)
        product = body.get("product")
        operation = Operation(
            gateway=self.code,
            protocol="recharge",
            reference=str(reference),
            provider_reference=new_token("rc"),
            type="RECHARGE",
            amount=amount,
            currency=str(currency),
            counterparty=msisdn,
            details={"operator": body["operator"], "product": product, "serial": f"{time.time_ns() % 10**12:012d}"},
        )
        reason = _reason(body["operator"], msisdn, product, operation)
        return self.desk.operate(
            operation,
            submit=lambda plan: self.desk.books.submit(
                operation, plan, now=self.desk.now(), judge=lambda: reason or self._lack(operation)
            ),
            answer=lambda found, is_new: as_json(200, self._said(found)),
        )

    def _lack(self, operation: Operation) -> str:
        spent = self.desk.books.spent(self.code).get(operation.currency, Decimal(0))
        return "balance" if spent + operation.amount > PREPAID else ""

    def _code(self, one: Operation) -> str:
        return CODES.get(one.status) or REASONS.get(one.reason, DECLINED)

    def _said(self, one: Operation) -> dict[str, Any]:
        """The answer to a top-up; sometimes it does not know itself what became of it."""
        shown = self._shown(one)
        return {**shown, "code": UNSURE, "message": MESSAGES[UNSURE], "serial": None} if one.plan.unsure else shown

    def _shown(self, one: Operation) -> dict[str, Any]:
        code = self._code(one)
        return {
            "txn": one.provider_reference,
            "ref": one.reference,
            "code": code,
            "message": MESSAGES[code],
            "amount": str(one.amount),
            "currency": one.currency,
            "serial": one.details["serial"] if code == "00" else None,
        }

    def event_id(self, operation: Operation) -> str:
        return f"{operation.provider_reference}:{self._code(operation)}"

    def callback(self, told: Callback, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        one = told.operation
        fields = {
            "ref": one.reference,
            "txn": one.provider_reference,
            "code": self._code(one),
            "amount": str(one.amount),
            "currency": one.currency,
            "msisdn": one.counterparty,
            "ts": str(int(now)),
        }
        fields["sig"] = hmac_hex(secret, "|".join(fields.values()).encode())
        return {"Content-Type": "application/x-www-form-urlencoded"}, urlencode(fields).encode()


def _reason(operator: str, msisdn: str, product: object, operation: Operation) -> str:
    """Why the operator itself would not do it; empty when it would."""
    if not MSISDN.fullmatch(msisdn) or operator_of(msisdn, operator) is None or msisdn.endswith("00000"):
        return "account_invalid"
    if product is None:
        return ""
    found: Product | None = next((one for one in PRODUCTS[operator] if one.code == product), None)
    return "" if found and found.takes(operation.amount) else "declined"
