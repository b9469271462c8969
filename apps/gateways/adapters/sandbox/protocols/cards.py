"""A card processor: a hosted page where a customer pays, charges of kept cards, Standard Webhooks. Minor units."""

import base64
import binascii
import hashlib
import hmac
import json
import re
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any
from urllib.parse import unquote, urlsplit

from apps.gateways.adapters.sandbox import checkout_page
from apps.gateways.adapters.sandbox.desk import digest_of, rfc3339
from apps.gateways.adapters.sandbox.money import from_minor, is_currency, to_minor
from apps.gateways.adapters.sandbox.protocols.base import Protocol, is_text, read_day, same
from apps.gateways.adapters.sandbox.records import Callback, Operation, OtherContent, new_token
from apps.gateways.adapters.sandbox.wire import Answer, Asked, Refusal, as_json

CHECKOUT_SECONDS = 1800.0
CHECKOUT = {"open": "open", "pending": "open", "executed": "paid", "declined": "failed", "expired": "expired"}
CHARGE = {"pending": "pending", "executed": "succeeded", "declined": "failed"}
FAILURES = {"insufficient_funds": "insufficient_funds", "expired_card": "expired_card", "limit": "limit"}
# What some numbers do, whoever holds them.
BY_NUMBER = {
    "4000000000000002": "declined",
    "4000000000009995": "insufficient_funds",
    "4000000000000069": "expired_card",
}
LIMIT = 1_000_000


def _error(status: int, code: str, message: str) -> Answer:
    return as_json(status, {"error": {"code": code, "message": message}})


def _invalid(message: str) -> Refusal:
    return Refusal(_error(400, "invalid_request", message))


class BadCard(Exception):
    """What a customer has typed is no card."""

    def __init__(self, field: str, text: str) -> None:
        super().__init__(text)
        self.field, self.text = field, text


class Cards(Protocol):
    def respond(self, asked: Asked) -> Answer:
        # A customer's browser has no key: these pages are for everybody who has their address.
        if asked.path.startswith("/checkout/"):
            return self._page(asked)
        if asked.path.startswith("/files/"):
            return self._file(asked)
        scheme, _, key = asked.headers.get("authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not same(key, self.gateway.secret("api_key")):
            return _error(401, "unauthorised", "who are you?")
        match asked.method, asked.path:
            case "POST", "/v1/checkouts":
                return self._open_checkout(asked)
            case "GET", "/v1/checkouts":
                return self._found(asked.parameter("reference"), "checkout", asked)
            case "POST", "/v1/charges":
                return self._charge(asked)
            case "GET", "/v1/charges":
                return self._found(asked.parameter("reference"), "charge", asked)
            case "GET", path if path.startswith("/v1/settlements/"):
                return self._settlement(asked)
        return self._of_checkout(asked)

    def _of_checkout(self, asked: Asked) -> Answer:
        found = re.fullmatch(r"/v1/checkouts/([^/]+)(/pay)?", asked.path)
        checkout = self._checkout(unquote(found[1])) if found else None
        if found is None or checkout is None:
            return _error(404, "not_found", "there is no such thing")
        if asked.method == "GET" and not found[2]:
            return as_json(200, self._shown(checkout, asked.origin))
        if asked.method == "POST" and found[2]:
            try:
                paid = self._pay(checkout, self._json(asked))
            except BadCard as bad:
                return _error(400, f"invalid_{bad.field}", bad.text)
            return as_json(200, self._shown(paid, asked.origin))
        return _error(405, "method_not_allowed", "not like this")

    def _json(self, asked: Asked) -> dict[str, Any]:
        try:
            return asked.json()
        except ValueError:
            raise _invalid("the body is a JSON object") from None

    def _found(self, reference: str, kind: str, asked: Asked) -> Answer:
        found = self.find(reference)
        if found is None or found.details["kind"] != kind:
            return _error(404, "not_found", f"there is no such {kind}")
        return as_json(200, self._shown(found, asked.origin))

    def _asked(self, asked: Asked, kind: str) -> tuple[dict[str, Any], Operation]:
        """What checkouts and charges have in common. Raises Refusal."""
        body = self._json(asked)
        reference, currency, description = body.get("reference"), body.get("currency"), body.get("description", "")
        if not is_text(reference):
            raise _invalid("reference")
        if asked.headers.get("idempotency-key") != reference:
            raise _invalid("Idempotency-Key")
        if not is_currency(currency):
            raise _invalid("currency")
        if not isinstance(description, str) or len(description) > 200:
            raise _invalid("description")
        try:
            amount = from_minor(body.get("amount"), str(currency))
        except ValueError:
            raise _invalid("amount") from None
        operation = Operation(
            gateway=self.code,
            protocol="cards",
            reference=str(reference),
            provider_reference=new_token("co" if kind == "checkout" else "ch"),
            type="COLLECT",
            amount=amount,
            currency=str(currency),
            details={"kind": kind, "description": description},
            digest=digest_of(kind, {key: body[key] for key in sorted(body)}),
        )
        return body, operation

    def _do(self, asked: Asked, operation: Operation, reason: str = "", expires_after: float | None = None) -> Answer:
        try:
            return self.desk.operate(
                operation,
                submit=lambda plan: self.desk.books.submit(
                    operation, plan, now=self.desk.now(), judge=lambda: reason, expires_after=expires_after
                ),
                answer=lambda found, is_new: as_json(201 if is_new else 200, self._shown(found, asked.origin)),
            )
        except OtherContent:
            return _error(409, "reference_used", "the reference is here already, with something else under it")

    def _open_checkout(self, asked: Asked) -> Answer:
        body, operation = self._asked(asked, "checkout")
        return_url, saves = body.get("return_url"), body.get("save_card", False)
        if not isinstance(return_url, str) or len(return_url) > 1000 or not urlsplit(return_url).scheme:
            raise _invalid("return_url")
        if urlsplit(return_url).scheme in {"javascript", "data"} or not return_url.isprintable():
            raise _invalid("return_url")
        if not isinstance(saves, bool):
            raise _invalid("save_card")
        operation.details.update(return_url=return_url, save_card=saves, origin=asked.origin)
        return self._do(asked, operation, expires_after=CHECKOUT_SECONDS)

    def _charge(self, asked: Asked) -> Answer:
        body, operation = self._asked(asked, "charge")
        token = body.get("card")
        if not is_text(token):
            raise _invalid("card")
        card = self.desk.books.instrument(self.code, str(token))
        if card is None:
            return _error(404, "unknown_card", "there is no such card")
        operation.details.update(card=_with_token(card, str(token)))
        reason = self._reason(operation, card)
        return self._do(asked, replace(operation, counterparty=str(token)), reason)

    def _reason(self, operation: Operation, card: dict[str, Any], always: str = "") -> str:
        """Why the card's bank would decline; empty when it would not."""
        year, month = (int(part) for part in card["expires"].split("-"))
        today = datetime.fromtimestamp(self.desk.now(), UTC).date()
        if (year, month) < (today.year, today.month):
            return "expired_card"
        return always or ("limit" if operation.amount > LIMIT else "")

    def _checkout(self, checkout_id: str) -> Operation | None:
        found = self.desk.books.find_own(checkout_id)
        is_ours = found is not None and found.gateway == self.code and found.details["kind"] == "checkout"
        return found if is_ours else None

    def _pay(self, checkout: Operation, body: dict[str, Any]) -> Operation:
        """Pays with what the customer has typed. Raises BadCard."""
        number, card = read_card(body)
        always = BY_NUMBER.get(number, "")
        reason = self._reason(checkout, card, always)
        plan = self.desk.manners.plan(self.code, checkout.reference, checkout.amount, 1)
        details: dict[str, Any] = {"card": card}
        if checkout.details["save_card"] and not (reason or plan.decline):
            # Its number is not kept: the token and the last digits are.
            token = self.desk.books.keep_instrument(self.code, digest_of(number, card["expires"]), "card", card)
            details["card"] = _with_token(card, token)
        return self.desk.books.pay(checkout, plan, details=details, reason=reason, now=self.desk.now())

    def _shown(self, one: Operation, origin: str) -> dict[str, Any]:
        declined = FAILURES.get(one.reason, "card_declined") if one.status == "declined" else None
        shown = {
            "id": one.provider_reference,
            "reference": one.reference,
            "amount": to_minor(one.amount, one.currency),
            "currency": one.currency,
        }
        card = one.details.get("card")
        if one.details["kind"] == "charge":
            return {**shown, "card": one.counterparty, "status": CHARGE[one.status], "failure_code": declined}
        is_kept = one.status == "executed" and card is not None and "token" in card
        return {
            **shown,
            "status": CHECKOUT[one.status],
            "url": f"{origin}/{self.code}/checkout/{one.provider_reference}",
            "failure_code": declined,
            "card": card if is_kept else None,
        }

    # The customer's page.

    def _page(self, asked: Asked) -> Answer:
        checkout = self._checkout(unquote(asked.path.removeprefix("/checkout/")))
        if checkout is None:
            return checkout_page.missing()
        if asked.method == "GET":
            return checkout_page.page(checkout, self.code)
        if asked.method != "POST":
            return _error(405, "method_not_allowed", "not like this")
        form = asked.form()
        try:
            paid = self._pay(checkout, form)
        except BadCard as bad:
            return checkout_page.page(checkout, self.code, form=form, field=bad.field, error=bad.text)
        return_url = str(paid.details["return_url"])
        joint = "&" if urlsplit(return_url).query else "?"
        return Answer(303, b"", "text/plain", {"Location": f"{return_url}{joint}checkout={paid.provider_reference}"})

    # Settlement.

    def _settlement(self, asked: Asked) -> Answer:
        day = read_day(asked.path.removeprefix("/v1/settlements/"))
        if day is None:
            return _error(404, "not_found", "there is no such day")
        content = self.settlement(day, "csv")
        shown = {
            "download_url": f"{asked.origin}/{self.code}/files/{day.isoformat()}-{self._seal(day)}.csv",
            "sha256": hashlib.sha256(content).hexdigest(),
            "rows": content.count(b"\r\n") - 1,
        }
        return as_json(200, shown)

    def _seal(self, day: date) -> str:
        """What makes the address of a file unguessable: it is fetched without a key."""
        key = self.gateway.secret("api_key").encode()
        return hmac.new(key, day.isoformat().encode(), "sha256").hexdigest()[:32]

    def _file(self, asked: Asked) -> Answer:
        found = re.fullmatch(r"/files/(\d{4}-\d\d-\d\d)-([0-9a-f]{32})\.csv", asked.path, re.ASCII)
        day = read_day(found[1]) if found else None
        if found is None or day is None or not same(found[2], self._seal(day)):
            return _error(404, "not_found", "there is no such file")
        return Answer(200, self.settlement(day, "csv"), "text/csv")

    def callback(self, told: Callback, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """By Standard Webhooks: the id stays, the time is that of the delivery."""
        one = told.operation
        kind = one.details["kind"]
        status = (CHECKOUT if kind == "checkout" else CHARGE)[one.status]
        origin = str(one.details.get("origin", ""))
        content = {"type": f"{kind}.{status}", "timestamp": rfc3339(told.created_at), "data": self._shown(one, origin)}
        body, timestamp = json.dumps(content).encode(), str(int(now))
        signed = f"{told.event_id}.{timestamp}.".encode() + body
        signature = base64.b64encode(hmac.digest(_webhook_key(secret), signed, "sha256")).decode()
        headers = {
            "Content-Type": "application/json",
            "webhook-id": told.event_id,
            "webhook-timestamp": timestamp,
            "webhook-signature": f"v1,{signature}",
        }
        return headers, body


def _webhook_key(secret: str) -> bytes:
    try:
        return base64.b64decode(secret.removeprefix("whsec_"), validate=True)
    except binascii.Error:
        return secret.encode()


def _with_token(card: dict[str, Any], token: str) -> dict[str, Any]:
    kept = ("scheme", "last4", "expires", "holder")
    return {"token": token, **{key: card[key] for key in kept}}


def read_card(typed: dict[str, Any]) -> tuple[str, dict[str, Any]]:
    """A card as a customer types it: its number, and what may be kept of it. Raises BadCard."""
    number = re.sub(r"[ -]", "", str(typed.get("number", "")))
    if not re.fullmatch(r"\d{13,19}", number, re.ASCII) or not _luhn(number):
        raise BadCard("number", "This is not a card number.")
    expiry = re.fullmatch(r"\s*(\d{1,2})\s*/\s*(?:20)?(\d\d)\s*", str(typed.get("expiry", "")), re.ASCII)
    if expiry is None or not 1 <= int(expiry[1]) <= 12:
        raise BadCard("expiry", "Write the expiry like 04/28.")
    if not re.fullmatch(r"\d{3,4}", str(typed.get("cvc", "")).strip(), re.ASCII):
        raise BadCard("cvc", "The security code has three or four digits.")
    holder = str(typed.get("holder", "")).strip()
    if not is_text(holder, longest=100):
        raise BadCard("holder", "Write the name on the card.")
    scheme = {"4": "visa", "5": "mastercard", "2": "mastercard", "3": "amex", "6": "discover"}.get(number[0], "other")
    expires = f"20{expiry[2]}-{int(expiry[1]):02d}"
    return number, {"scheme": scheme, "last4": number[-4:], "expires": expires, "holder": holder}


def _luhn(number: str) -> bool:
    """ISO/IEC 7812-1, annex B."""
    doubled = [int(digit) * (2 if at % 2 else 1) for at, digit in enumerate(reversed(number))]
    return sum(one - 9 if one > 9 else one for one in doubled) % 10 == 0
