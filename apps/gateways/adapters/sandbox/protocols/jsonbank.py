"""A bank with a JSON interface: OAuth 2.0 client credentials (RFC 6749), an idempotency key, signed callbacks."""

import json
import secrets
import threading
from typing import Any

from apps.gateways.adapters.sandbox.bank_accounts import reason_of, standing_of
from apps.gateways.adapters.sandbox.desk import Desk, Gateway, digest_of, rfc3339
from apps.gateways.adapters.sandbox.money import is_currency, read_amount
from apps.gateways.adapters.sandbox.protocols.base import Protocol, hmac_hex, is_login, is_text, read_day
from apps.gateways.adapters.sandbox.records import Callback, Operation, OtherContent, new_token
from apps.gateways.adapters.sandbox.wire import Answer, Asked, Refusal, as_json

TOKEN_SECONDS = 300
TYPES = {"debit": "COLLECT", "credit": "PAY_OUT"}
STATUSES = {"pending": "pending", "executed": "booked", "declined": "rejected"}
REASONS = {"insufficient_funds", "account_closed", "limit", "declined"}


def _invalid(field: str) -> Refusal:
    return Refusal(as_json(400, {"error": "invalid_request", "field": field}))


class JsonBank(Protocol):
    def __init__(self, desk: Desk, gateway: Gateway) -> None:
        super().__init__(desk, gateway)
        self._lock = threading.Lock()
        # Forgotten with the process: whoever holds one asks for another.
        self._tokens: dict[str, float] = {}

    def respond(self, asked: Asked) -> Answer:
        if asked.path == "/oauth/token" and asked.method == "POST":
            return self._give_token(asked)
        self._check_token(asked)
        match asked.method, asked.path:
            case "POST", "/v1/payments":
                return self._pay(asked)
            case "GET", "/v1/payments":
                found = self.find(asked.parameter("reference"))
                return as_json(200, self._shown(found)) if found else as_json(404, {"error": "not_found"})
            case "POST", "/v1/accounts":
                return self._link_account(asked)
            case "GET", path if path.startswith("/v1/statements/"):
                return self._statement(asked)
        return as_json(404, {"error": "not_found"})

    def _give_token(self, asked: Asked) -> Answer:
        if not is_login(asked, self.gateway.secret("client_id"), self.gateway.secret("client_secret")):
            return as_json(401, {"error": "invalid_client"}, {"WWW-Authenticate": 'Basic realm="jsonbank"'})
        if asked.form().get("grant_type") != "client_credentials":
            return as_json(400, {"error": "unsupported_grant_type"})
        token, now = secrets.token_urlsafe(24), self.desk.now()
        with self._lock:
            self._tokens = {one: until for one, until in self._tokens.items() if until > now}
            self._tokens[token] = now + TOKEN_SECONDS
        answer = {"access_token": token, "token_type": "Bearer", "expires_in": TOKEN_SECONDS}
        return as_json(200, answer, {"Cache-Control": "no-store"})

    def _check_token(self, asked: Asked) -> None:
        scheme, _, token = asked.headers.get("authorization", "").partition(" ")
        with self._lock:
            until = self._tokens.get(token, 0.0)
        if scheme.lower() != "bearer" or until <= self.desk.now():
            raise Refusal(
                as_json(401, {"error": "invalid_token"}, {"WWW-Authenticate": 'Bearer error="invalid_token"'})
            )

    def _json(self, asked: Asked) -> dict[str, Any]:
        try:
            return asked.json()
        except ValueError:
            raise _invalid("body") from None

    def _pay(self, asked: Asked) -> Answer:
        body = self._json(asked)
        for field in ("reference", "account"):
            if not is_text(body.get(field)):
                raise _invalid(field)
        reference, account, description = body["reference"], body["account"], body.get("description", "")
        if asked.headers.get("idempotency-key") != reference:
            raise _invalid("Idempotency-Key")
        if body.get("type") not in TYPES:
            raise _invalid("type")
        if not is_currency(body.get("currency")):
            raise _invalid("currency")
        if not isinstance(description, str) or len(description) > 200:
            raise _invalid("description")
        try:
            amount = read_amount(body.get("amount"), body["currency"])
        except ValueError:
            raise _invalid("amount") from None
        known = self.desk.books.instrument(self.code, account)
        if known is None:
            return as_json(404, {"error": "unknown_account"})
        operation = Operation(
            gateway=self.code,
            protocol="jsonbank",
            reference=reference,
            provider_reference=new_token("jb"),
            type=TYPES[body["type"]],
            amount=amount,
            currency=body["currency"],
            counterparty=account,
            details={"type": body["type"], "description": description},
            digest=digest_of(body["type"], account, amount, body["currency"], description),
        )
        reason = reason_of(known, operation)
        try:
            return self.desk.operate(
                operation,
                submit=lambda plan: self.desk.books.submit(operation, plan, now=self.desk.now(), judge=lambda: reason),
                answer=lambda found, is_new: as_json(201 if is_new else 200, self._shown(found)),
            )
        except OtherContent:
            return as_json(409, {"error": "reference_used"})

    def _shown(self, one: Operation) -> dict[str, Any]:
        reason = one.reason if one.reason in REASONS else "declined"
        return {
            "id": one.provider_reference,
            "reference": one.reference,
            "type": one.details["type"],
            "account": one.counterparty,
            "amount": str(one.amount),
            "currency": one.currency,
            "status": STATUSES[one.status],
            "reason": reason if one.status == "declined" else None,
        }

    def _link_account(self, asked: Asked) -> Answer:
        body = self._json(asked)
        for field in ("bank", "account_number", "holder_name"):
            if not is_text(body.get(field), longest=100):
                raise _invalid(field)
        bank, number, holder = body["bank"], body["account_number"], body["holder_name"]
        standing = standing_of(number)
        if standing in {"unknown_account", "name_mismatch"}:
            return as_json(422, {"error": standing})
        # It is the bank: it knows its accounts. Nobody else is told the number.
        details = {"bank": bank, "holder_name": holder, "last4": number[-4:], "standing": standing}
        token = self.desk.books.keep_instrument(self.code, digest_of(bank, number), "acc", details)
        shown = {"token": token, "masked": f"•••• {number[-4:]}", "holder_name": holder, "bank": bank}
        return as_json(201, shown)

    def _statement(self, asked: Asked) -> Answer:
        day = read_day(asked.path.removeprefix("/v1/statements/"))
        kind = asked.parameter("format") or "camt.053"
        if day is None or kind not in {"csv", "camt.053"}:
            return as_json(404, {"error": "not_found"})
        return Answer(200, self.settlement(day, kind), "text/csv" if kind == "csv" else "application/xml")

    def callback(self, told: Callback, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        content = {
            "event_id": told.event_id,
            "type": f"payment.{STATUSES[told.operation.status]}",
            "occurred_at": rfc3339(told.created_at),
            "payment": self._shown(told.operation),
        }
        body = json.dumps(content).encode()
        timestamp = str(int(now))
        signature = hmac_hex(secret, f"{timestamp}.".encode() + body)
        headers = {"Content-Type": "application/json", "X-Bank-Timestamp": timestamp, "X-Bank-Signature": signature}
        return headers, body
