"""An aggregator of billers: signed requests, bills that go down by what is paid, tokens for prepaid meters."""

import json
import re
import secrets
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from urllib.parse import unquote

from apps.gateways.adapters.sandbox.catalogue import BILLERS, Biller
from apps.gateways.adapters.sandbox.desk import digest_of, rfc3339
from apps.gateways.adapters.sandbox.money import decimals, is_currency, read_amount
from apps.gateways.adapters.sandbox.protocols.base import Protocol, hmac_hex, is_text, read_day, same
from apps.gateways.adapters.sandbox.records import Callback, Operation, OtherContent, new_token
from apps.gateways.adapters.sandbox.wire import Answer, Asked, Refusal, as_json

STATUSES = {"pending": "processing", "executed": "paid", "declined": "failed"}
REASONS = {"account_closed", "amount_not_accepted", "declined"}
MINIMUM, MAXIMUM = Decimal(1), Decimal(5000)
# What a kilowatt hour costs.
UNIT_PRICE = Decimal("0.25")
CLOSED = "99"


def _invalid(field: str) -> Refusal:
    return Refusal(as_json(400, {"error": "invalid_request", "field": field}))


class Bills(Protocol):
    def respond(self, asked: Asked) -> Answer:
        wanted = hmac_hex(self.gateway.secret("signing_key"), asked.body)
        is_ours = same(asked.headers.get("x-api-key", ""), self.gateway.secret("api_key"))
        if not is_ours & same(asked.headers.get("x-signature", ""), wanted):
            return as_json(401, {"error": "unauthorised"})
        match asked.method, asked.path:
            case "GET", "/v1/billers":
                return as_json(200, {"billers": [one.shown() for one in BILLERS.values()]})
            case "POST", "/v1/lookup":
                return self._look_up(asked)
            case "POST", "/v1/payments":
                return self._pay(asked)
            case "GET", path if path.startswith("/v1/payments/"):
                found = self.find(unquote(path.removeprefix("/v1/payments/")))
                return as_json(200, self._shown(found)) if found else as_json(404, {"error": "not_found"})
            case "GET", path if path.startswith("/v1/settlements/"):
                day = read_day(path.removeprefix("/v1/settlements/"))
                if day:
                    return Answer(200, self.settlement(day, "csv"), "text/csv")
        return as_json(404, {"error": "not_found"})

    def _read(self, asked: Asked) -> tuple[dict[str, Any], Biller, str, str]:
        """The body, its biller, account and currency. Raises Refusal."""
        try:
            body = asked.json()
        except ValueError:
            raise _invalid("body") from None
        account, currency = body.get("account"), body.get("currency")
        if not is_text(account, longest=40):
            raise _invalid("account")
        if not is_currency(currency):
            raise _invalid("currency")
        biller = BILLERS.get(str(body.get("biller")))
        if biller is None:
            raise Refusal(as_json(404, {"error": "unknown_biller"}))
        if str(account).startswith("0") or not re.fullmatch(biller.account_pattern, str(account), re.ASCII):
            raise Refusal(as_json(404, {"error": "unknown_account"}))
        return body, biller, str(account), str(currency)

    def _due(self, biller: Biller, account: str, currency: str) -> Decimal:
        """The account's last four digits are the bill, in cents; what was paid is off it."""
        bill = (Decimal(int(account[-4:])) / 100).quantize(Decimal(1).scaleb(-decimals(currency)))
        paid = self.desk.books.moved_with(self.code, f"{biller.code}:{account}", currency)
        return max(bill - paid, Decimal(0) * bill)

    def _look_up(self, asked: Asked) -> Answer:
        _, biller, account, currency = self._read(asked)
        due = None if biller.prepaid else self._due(biller, account, currency)
        step = Decimal(1).scaleb(-decimals(currency))
        minimum, maximum = MINIMUM, MAXIMUM
        if due is not None:
            minimum, maximum = min(MINIMUM, due) if biller.partial else due, due
        next_month = datetime.fromtimestamp(self.desk.now(), UTC).date() + timedelta(days=14)
        shown = {
            "customer_name": _name(account),
            "currency": currency,
            "amount_due": None if due is None else str(due),
            "minimum": str(minimum.quantize(step)),
            "maximum": str(maximum.quantize(step)),
            "due_date": None if biller.prepaid else next_month.isoformat(),
            "partial": biller.partial,
            "prepaid": biller.prepaid,
        }
        return as_json(200, shown)

    def _pay(self, asked: Asked) -> Answer:
        body, biller, account, currency = self._read(asked)
        reference = body.get("reference")
        if not is_text(reference) or "/" in str(reference):
            raise _invalid("reference")
        try:
            amount = read_amount(body.get("amount"), currency)
        except ValueError:
            raise _invalid("amount") from None
        operation = Operation(
            gateway=self.code,
            protocol="bills",
            reference=str(reference),
            provider_reference=new_token("bp"),
            type="PAY_BILL",
            amount=amount,
            currency=currency,
            counterparty=f"{biller.code}:{account}",
            details={
                "biller": biller.code,
                "account": account,
                "receipt_number": f"R{secrets.randbelow(10**9):09d}",
                **_voucher(biller, amount),
            },
            digest=digest_of(biller.code, account, amount, currency),
        )
        try:
            return self.desk.operate(
                operation,
                submit=lambda plan: self.desk.books.submit(
                    operation,
                    plan,
                    now=self.desk.now(),
                    judge=lambda: self._reason(biller, account, operation),
                ),
                answer=lambda found, is_new: as_json(201 if is_new else 200, self._shown(found)),
            )
        except OtherContent:
            return as_json(409, {"error": "reference_used"})

    def _reason(self, biller: Biller, account: str, operation: Operation) -> str:
        if account.startswith(CLOSED):
            return "account_closed"
        if biller.prepaid:
            return "" if MINIMUM <= operation.amount <= MAXIMUM else "amount_not_accepted"
        due = self._due(biller, account, operation.currency)
        is_accepted = operation.amount <= due if biller.partial else operation.amount == due
        return "" if is_accepted else "amount_not_accepted"

    def _shown(self, one: Operation) -> dict[str, Any]:
        is_paid = one.status == "executed"
        reason = one.reason if one.reason in REASONS else "declined"
        return {
            "id": one.provider_reference,
            "reference": one.reference,
            "biller": one.details["biller"],
            "account": one.details["account"],
            "amount": str(one.amount),
            "currency": one.currency,
            "status": STATUSES[one.status],
            "reason": reason if one.status == "declined" else None,
            "token": one.details.get("token") if is_paid else None,
            "units": one.details.get("units") if is_paid else None,
            "receipt_number": one.details["receipt_number"],
        }

    def callback(self, told: Callback, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        content = {"id": told.event_id, "created_at": rfc3339(told.created_at), "payment": self._shown(told.operation)}
        body = json.dumps(content).encode()
        timestamp = str(int(now))
        signature = hmac_hex(secret, f"{timestamp}.".encode() + body)
        headers = {"Content-Type": "application/json", "X-Bills-Signature": f"t={timestamp},v1={signature}"}
        return headers, body


FIRST_NAMES = ("Amina", "Brian", "Chidi", "Dalia", "Esther", "Farid", "Grace", "Hassan", "Imani", "Joseph")
LAST_NAMES = ("Achieng", "Hassan", "Kamau", "Mwangi", "Njoroge", "Okafor", "Otieno", "Rahman", "Wanjiru", "Zuberi")


def _name(account: str) -> str:
    """Whose account it is: always the same person."""
    number = int(digest_of(account)[:8], 16)
    return f"{FIRST_NAMES[number % 10]} {LAST_NAMES[number // 10 % 10]}"


def _voucher(biller: Biller, amount: Decimal) -> dict[str, str]:
    """What a prepaid payment buys: a token to type into the meter, and so many units."""
    if not biller.prepaid:
        return {}
    digits = "".join(str(secrets.randbelow(10)) for _ in range(20))
    units = (amount / UNIT_PRICE).quantize(Decimal("0.1"))
    return {"token": "-".join(digits[at : at + 4] for at in range(0, 20, 4)), "units": f"{units} kWh"}
