"""One bank's protocol: JSON over HTTP, OAuth 2 client credentials, callbacks under an HMAC with a timestamp.

What the answers mean for money: only a payment object in one of the statuses we know says what became of a payment. An
error the protocol lists with certainty that nothing was done is Refused or NotDone; everything else, also an error page
of whatever stands before the bank, is OutcomeUnknown, and the enquiry tells.

It does each reference once. How soon it shows what it has been sent it does not say.
"""

import base64
import re
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import quote_plus
from uuid import UUID

from apps.core.money import decimal_string
from apps.gateways.adapters.jsonbank.tokens import LONGEST_SECONDS, TokenStore
from apps.gateways.base import (
    AccountToLink,
    Adapter,
    BadCallback,
    CallbackEvent,
    Capability,
    Collect,
    Enquiry,
    GatewayError,
    Instrument,
    NotDone,
    Outcome,
    OutcomeUnknown,
    PayOut,
    Refused,
    Result,
    SettlementFile,
)
from apps.gateways.http import Answer, says_busy
from apps.gateways.reading import Fields
from apps.gateways.signatures import check_hmac, check_timestamp

DEBIT = "debit"
CREDIT = "credit"
TYPES = {Capability.COLLECT: DEBIT, Capability.PAY_OUT: CREDIT}
OUTCOMES = {"pending": Outcome.PENDING, "booked": Outcome.SUCCEEDED, "rejected": Outcome.FAILED}
EVENTS = {"payment.pending": "pending", "payment.booked": "booked", "payment.rejected": "rejected"}
# Of what was rejected, a reason that is new to us is still a rejection.
FAILURE_CODES = {
    "insufficient_funds": "provider_insufficient_funds",
    "account_closed": "provider_account_invalid",
    "limit": "provider_limit",
    "declined": "provider_declined",
}
# For a token that another thread fetches. It passes before our first request, when http does not count yet how long the
# call takes: so it is well within the margin that is left for such things (services/_lines.py).
LONGEST_WAIT_SECONDS = 3.0
LONGEST_STATEMENT = 64 * 1024 * 1024
_CAMT_053 = b"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"
# RFC 6750, section 2.1.
_TOKEN = re.compile(r"[A-Za-z0-9\-._~+/]{1,4096}=*", re.ASCII)
_NOT_TEXT = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff]+")

_tokens = TokenStore()


class JsonBank(Adapter):
    """Takes payments from and makes payments to accounts of its customers, known to us by tokens."""

    name = "jsonbank"
    title = "JSON bank"
    capabilities = frozenset(
        {
            Capability.COLLECT,
            Capability.PAY_OUT,
            Capability.LINK_ACCOUNT,
            Capability.ENQUIRE,
            Capability.CALLBACK,
            Capability.SETTLEMENT_FILE,
        }
    )
    # The same reference with the same content is answered from the bank's books.
    is_idempotent = True

    def collect(self, request: Collect) -> Result:
        """Debits a linked account. Raises Refused without one: this bank has no page for a payer to go to."""
        if not request.instrument:
            raise Refused("no account to debit", failure_code="provider_account_invalid")
        return self._pay(request, DEBIT)

    def pay_out(self, request: PayOut) -> Result:
        """Credits a linked account."""
        return self._pay(request, CREDIT)

    def link_account(self, request: AccountToLink) -> Instrument:
        """Exchanges an account's number for the bank's token."""
        answer = self._ask(
            "POST",
            "/v1/accounts",
            json={
                "bank": _line(request.bank),
                "account_number": _line(request.account_number),
                "holder_name": _line(request.holder_name),
            },
            mask=(request.account_number,),
        )
        if answer.status == 201:
            return _account(Fields.of_json(answer.body, OutcomeUnknown))
        code = _error_of(answer)
        if answer.status == 422 and code in {"unknown_account", "name_mismatch"}:
            raise Refused(code, failure_code="provider_account_invalid")
        if answer.status == 400 and code == "invalid_request":
            raise Refused(code, failure_code="provider_account_invalid")
        raise _verdict(answer)

    def enquire(self, request: Enquiry) -> Result:
        """Asks for the payment of an operation. Never raises Refused: that the question was bad says nothing of it."""
        answer = self._ask("GET", f"/v1/payments?reference={request.operation_id}", is_safe_to_repeat=True)
        if answer.status == 200:
            return _answered(answer, request.operation_id, TYPES.get(request.capability, ""))
        if answer.status == 404 and _error_of(answer) == "not_found":
            return Result(outcome=Outcome.NOT_FOUND)
        raise _verdict(answer)

    def read_callback(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> CallbackEvent:
        """X-Bank-Signature is the hex HMAC-SHA256 of "timestamp.body"."""
        sent_at = headers.get("x-bank-timestamp")
        check_timestamp(sent_at, now=now)
        secrets = self.connection.callback_secrets
        check_hmac(headers.get("x-bank-signature"), f"{sent_at}.".encode() + body, secrets)
        event = Fields.of_json(body, BadCallback)
        payment = event.object("payment")
        result = _result(payment)
        if event.choice("type", EVENTS) != payment.text("status"):
            raise BadCallback("the event and the status of its payment are two")
        payment.choice("type", {DEBIT: DEBIT, CREDIT: CREDIT})
        return CallbackEvent(
            event_id=event.text("event_id", longest=200),
            provider_reference=result.provider_reference,
            result=result,
            operation_id=payment.our_id("reference"),
            counterparty=payment.text("account"),
            occurred_at=event.time("occurred_at"),
        )

    def fetch_settlement_file(self, day: date) -> SettlementFile:
        """The account statement of a day, as camt.053."""
        answer = self._ask(
            "GET",
            f"/v1/statements/{day.isoformat()}?format=camt.053",
            is_safe_to_repeat=True,
            longest=LONGEST_STATEMENT,
        )
        if answer.status == 404:
            raise NotDone("there is no statement of that day yet")
        if answer.status != 200:
            raise _verdict(answer)
        if _CAMT_053 not in answer.body[:2000]:
            raise OutcomeUnknown("the statement it answers with is no camt.053")
        return SettlementFile(f"{self.connection.code}-{day.isoformat()}.camt.053.xml", "application/xml", answer.body)

    def _pay(self, request: Collect | PayOut, kind: str) -> Result:
        # Sent once, though the bank would take it twice: after a first try that may have arrived, "busy" or "no such
        # account" to a second one would no longer say that nothing was done.
        answer = self._ask(
            "POST",
            "/v1/payments",
            json={
                "reference": str(request.operation_id),
                "type": kind,
                "account": request.instrument,
                "amount": decimal_string(request.amount.amount, request.amount.currency),
                "currency": request.amount.currency,
                "description": _line(request.description),
            },
            headers={"Idempotency-Key": str(request.operation_id)},
        )
        if answer.status in {200, 201}:
            return _answered(answer, request.operation_id, kind, account=request.instrument)
        code = _error_of(answer)
        if answer.status == 404 and code == "unknown_account":
            raise Refused(code, failure_code="provider_account_invalid")
        if answer.status == 400 and code == "invalid_request":
            raise Refused(code)
        # 409 too: there is something under our reference, and it is not what we have asked for now.
        raise _verdict(answer)

    def _ask(
        self,
        method: str,
        path: str,
        *,
        json: Mapping[str, str] | None = None,
        headers: Mapping[str, str] | None = None,
        is_safe_to_repeat: bool = False,
        mask: tuple[str, ...] = (),
        longest: int = 1024 * 1024,
    ) -> Answer:
        """Sends under a token. One that is not taken is renewed once: a 401 says that nothing was done."""
        for _ in range(2):
            token = self._token()
            answer: Answer = self.http.send(
                method,
                path,
                headers={**(headers or {}), "Authorization": f"Bearer {token}"},
                json=json,
                is_safe_to_repeat=is_safe_to_repeat,
                mask=mask,
                longest=longest,
            )
            if answer.status != 401:
                return answer
            _tokens.drop(self._owner(), token)
        raise NotDone("credentials: a new token is not taken either")

    def _owner(self) -> tuple[str, ...]:
        secrets = self.connection.secrets
        return (self.connection.base_url, secrets.get("client_id", ""), secrets.get("client_secret", ""))

    def _token(self) -> str:
        """Raises NotDone, whatever went wrong: without a token nothing was asked of the bank yet."""
        try:
            return _tokens.get(self._owner(), self._fetch_token, patience=min(self.http.timeout, LONGEST_WAIT_SECONDS))
        except (GatewayError, TimeoutError) as error:
            raise NotDone(f"no access token: {error or type(error).__name__}") from None

    def _fetch_token(self) -> tuple[str, float]:
        _, client_id, client_secret = self._owner()
        if not client_id or not client_secret:
            raise NotDone("client_id or client_secret is not set")
        # RFC 6749, section 2.3.1: both are form-encoded before they are joined.
        pair = f"{quote_plus(client_id)}:{quote_plus(client_secret)}".encode()
        answer: Answer = self.http.send(
            "POST",
            "/oauth/token",
            headers={"Authorization": f"Basic {base64.b64encode(pair).decode()}"},
            form={"grant_type": "client_credentials"},
            is_safe_to_repeat=True,
        )
        if answer.status != 200:
            raise NotDone(f"HTTP {answer.status} {_error_of(answer)}".rstrip())
        granted = Fields.of_json(answer.body, NotDone)
        token = granted.text("access_token", longest=4096)
        if not _TOKEN.fullmatch(token) or granted.text("token_type").lower() != "bearer":
            raise NotDone("what it grants is no bearer token")
        # Without a life that can be read it is used this once.
        seconds = answer.json().get("expires_in")
        return token, min(seconds, LONGEST_SECONDS) if type(seconds) is int and seconds > 0 else 0


def _answered(answer: Answer, operation_id: UUID, kind: str, *, account: str = "") -> Result:
    """Raises OutcomeUnknown for an answer about anything but what was asked."""
    payment = Fields.of_json(answer.body, OutcomeUnknown)
    is_it = payment.our_id("reference") == operation_id and payment.text("type") == kind
    if not is_it or (account and payment.text("account") != account):
        raise OutcomeUnknown("an answer about another payment")
    return _result(payment)


def _result(payment: Fields) -> Result:
    outcome, reason = payment.choice("status", OUTCOMES), payment.optional_text("reason")
    if reason and outcome is not Outcome.FAILED:
        raise payment.bad("reason", "given, though nothing was rejected")
    return Result(
        outcome=outcome,
        provider_reference=payment.text("id"),
        amount=payment.money("amount", payment.text("currency")),
        failure_code=FAILURE_CODES.get(reason, "provider_declined") if outcome is Outcome.FAILED else "",
    )


def _account(told: Fields) -> Instrument:
    """More of the account's number than four digits is not taken in."""
    masked = told.text("masked", longest=40)
    if sum(character.isdigit() for character in masked) > 4:
        raise told.bad("masked", "it is not")
    return Instrument(
        token=told.text("token"),
        kind="BANK_ACCOUNT",
        masked=masked,
        holder_name=told.text("holder_name", longest=140),
        issuer=told.text("bank"),
    )


def _error_of(answer: Answer) -> str:
    """The code of the bank's own error; "" when somebody else says so."""
    try:
        return Fields.of_json(answer.body, OutcomeUnknown).optional_text("error")
    except OutcomeUnknown:
        return ""


def _verdict(answer: Answer) -> GatewayError:
    """What an answer says that the protocol does not list. Only being turned away at the door is certain."""
    what = f"HTTP {answer.status} {_error_of(answer)}".rstrip()
    return NotDone(what) if answer.status in {401, 403, 429} or says_busy(answer) else OutcomeUnknown(what)


def _line(text: str) -> str:
    """One line of what people write: control characters and halves of characters become a space."""
    return _NOT_TEXT.sub(" ", text)[:140].strip()
