"""A bank with an XML interface in the manner of SOAP 1.1: a password digest, faults, ISO 20022 reasons."""

import base64
import hashlib
import hmac
import time
from collections.abc import Callable
from datetime import datetime
from xml.etree.ElementTree import Element, ParseError  # nosec B405

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import fromstring

from apps.gateways.adapters.sandbox.bank_accounts import reason_of, standing_of
from apps.gateways.adapters.sandbox.desk import digest_of, rfc3339
from apps.gateways.adapters.sandbox.money import is_currency, read_amount
from apps.gateways.adapters.sandbox.protocols.base import Protocol, is_login, is_text, read_day, same
from apps.gateways.adapters.sandbox.records import Callback, Operation, OtherContent, new_token
from apps.gateways.adapters.sandbox.settlement import xml_text
from apps.gateways.adapters.sandbox.wire import Answer, Asked, Refusal, as_text

SOAP = "http://schemas.xmlsoap.org/soap/envelope/"
OURS = "urn:xmlbank:v1"
XML = "text/xml; charset=utf-8"
# How far the clock of the one who asks may be off, and so how long a nonce is remembered (twice that).
TOLERANCE_SECONDS = 300.0

TYPES = {"COLLECT": "COLLECT", "PAYOUT": "PAY_OUT"}
STATUSES = {"pending": "ACCEPTED", "executed": "EXECUTED", "declined": "REJECTED"}
# ISO 20022, external status reasons.
REASONS = {"insufficient_funds": "AM04", "account_closed": "AC04", "limit": "AM14", "declined": "MS03"}
ACCOUNT_INVALID = "AC01"


def _fault(code: str, text: str) -> Answer:
    side = "Server" if code == "BUSY" else "Client"
    inside = (
        f"<soap:Fault><faultcode>soap:{side}</faultcode><faultstring>{xml_text(text)}</faultstring>"
        f'<detail><Code xmlns="{OURS}">{code}</Code></detail></soap:Fault>'
    )
    return _envelope(500, inside)


def _envelope(status: int, inside: str) -> Answer:
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>'
        f'<soap:Envelope xmlns:soap="{SOAP}"><soap:Body>{inside}</soap:Body></soap:Envelope>'
    )
    return as_text(status, text, XML)


def _element(name: str, value: str) -> str:
    return f"<{name}>{xml_text(value)}</{name}>"


def _answer(name: str, **elements: str) -> Answer:
    inside = "".join(_element(key, value) for key, value in elements.items())
    return _envelope(200, f'<{name}Response xmlns="{OURS}">{inside}</{name}Response>')


def _child(parent: Element, name: str) -> str:
    return (parent.findtext(f"{{{OURS}}}{name}") or "").strip()


class XmlBank(Protocol):
    def respond(self, asked: Asked) -> Answer:
        if asked.method == "POST" and asked.path == "/service":
            return self._serve(asked)
        if asked.method == "GET" and asked.path.startswith("/statements/"):
            return self._statement(asked)
        return as_text(404, "not found")

    def _serve(self, asked: Asked) -> Answer:
        if not asked.headers.get("content-type", "").startswith("text/xml"):
            return _fault("INVALID", "Content-Type is text/xml")
        try:
            envelope: Element = fromstring(asked.body, forbid_dtd=True)
        except (ParseError, DefusedXmlException, ValueError):
            return _fault("INVALID", "this is not XML that can be read")
        body = envelope.find(f"{{{SOAP}}}Body")
        if envelope.tag != f"{{{SOAP}}}Envelope" or body is None or len(body) != 1:
            return _fault("INVALID", "an envelope with one request in its body, please")
        if not self._is_known(envelope):
            return _fault("AUTH", "who are you?")
        request = body[0]
        doors: dict[str, Callable[[Element], Answer]] = {
            f"{{{OURS}}}SubmitPayment": self._submit,
            f"{{{OURS}}}QueryPayment": self._query,
            f"{{{OURS}}}ValidateAccount": self._validate,
        }
        door = doors.get(request.tag)
        return door(request) if door else _fault("INVALID", "there is no such request")

    def _is_known(self, envelope: Element) -> bool:
        """Checks the digest, which is good for a few minutes of the real time, and once."""
        security = envelope.find(f"{{{SOAP}}}Header/{{{OURS}}}Security")
        if security is None:
            return False
        nonce, created = _child(security, "Nonce"), _child(security, "Created")
        joined = f"{nonce}{created}{self.gateway.secret('password')}".encode()
        digest = base64.b64encode(hashlib.sha256(joined).digest()).decode()
        is_ours = same(_child(security, "Username"), self.gateway.secret("username"))
        if not is_ours & same(_child(security, "PasswordDigest"), digest) or not 8 <= len(nonce) <= 200:
            return False
        try:
            made_at = datetime.fromisoformat(created)
        except ValueError:
            return False
        now = time.time()
        if made_at.tzinfo is None or abs(made_at.timestamp() - now) > TOLERANCE_SECONDS:
            return False
        return self.desk.books.use_nonce(f"{self.code}:{nonce}", now, 2 * TOLERANCE_SECONDS)

    def _submit(self, request: Element) -> Answer:
        reference, account = _child(request, "Reference"), _child(request, "Account")
        currency, direction = _child(request, "Currency"), _child(request, "Direction")
        if not is_text(reference) or direction not in TYPES or not is_currency(currency):
            return _fault("INVALID", "Reference, Direction or Currency")
        try:
            amount = read_amount(_child(request, "Amount"), currency)
        except ValueError:
            return _fault("INVALID", "Amount")
        known = self.desk.books.instrument(self.code, account)
        if known is None:
            return _fault("UNKNOWN_ACCOUNT", "there is no such account")
        narrative = _child(request, "Narrative")[:200]
        operation = Operation(
            gateway=self.code,
            protocol="xmlbank",
            reference=reference,
            provider_reference=new_token("XB").upper(),
            type=TYPES[direction],
            amount=amount,
            currency=currency,
            counterparty=account,
            details={"description": narrative},
            digest=digest_of(direction, account, amount, currency),
        )
        reason = reason_of(known, operation)

        def answer(found: Operation, is_new: bool) -> Answer:
            if not is_new:
                return _fault("DUPLICATE", "the reference is here already")
            return _answer("SubmitPayment", **self._shown(found))

        try:
            return self.desk.operate(
                operation,
                submit=lambda plan: self.desk.books.submit(operation, plan, now=self.desk.now(), judge=lambda: reason),
                answer=answer,
                busy=_fault("BUSY", "try again later, nothing was done"),
            )
        except OtherContent:
            return _fault("DUPLICATE", "the reference is here already")

    def _shown(self, one: Operation) -> dict[str, str]:
        shown = {"BankReference": one.provider_reference, "Status": STATUSES[one.status]}
        return {**shown, "ReasonCode": REASONS.get(one.reason, "MS03")} if one.status == "declined" else shown

    def _query(self, request: Element) -> Answer:
        try:
            found = self.find(_child(request, "Reference"))
        except Refusal as refusal:
            return refusal.answer
        if found is None:
            return _answer("QueryPayment", Found="false")
        amount = {"Amount": str(found.amount), "Currency": found.currency}
        return _answer("QueryPayment", Found="true", **self._shown(found), **amount)

    def _validate(self, request: Element) -> Answer:
        bank, number = _child(request, "Bank"), _child(request, "AccountNumber")
        holder = _child(request, "HolderName")
        if not is_text(bank, longest=100) or not is_text(holder, longest=100) or not number:
            return _fault("INVALID", "Bank, AccountNumber or HolderName")
        standing = standing_of(number)
        if standing in {"unknown_account", "name_mismatch"}:
            return _answer("ValidateAccount", Valid="false", ReasonCode=ACCOUNT_INVALID)
        details = {"bank": bank, "holder_name": holder, "last4": number[-4:], "standing": standing}
        token = self.desk.books.keep_instrument(self.code, digest_of(bank, number), "XA", details)
        return _answer("ValidateAccount", Valid="true", Token=token, Masked=f"•••• {number[-4:]}", HolderName=holder)

    def _statement(self, asked: Asked) -> Answer:
        if not is_login(asked, self.gateway.secret("username"), self.gateway.secret("password")):
            return Answer(401, b"", "text/plain", {"WWW-Authenticate": 'Basic realm="statements"'})
        day = read_day(asked.path.removeprefix("/statements/"))
        if day is None:
            return as_text(404, "there is no such day")
        return Answer(200, self.settlement(day, "camt.053"), "application/xml")

    def callback(self, told: Callback, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """Dated anew each time it is told; its Id stays."""
        one = told.operation
        elements = {"CreatedAt": rfc3339(now), "Reference": one.reference, **self._shown(one)}
        elements |= {"Amount": str(one.amount), "Currency": one.currency, "Account": one.counterparty}
        inside = "".join(_element(name, value) for name, value in elements.items())
        text = f'<PaymentNotification xmlns="{OURS}" Id="{xml_text(told.event_id)}">{inside}</PaymentNotification>'
        body = text.encode()
        signature = base64.b64encode(hmac.digest(secret.encode(), body, "sha256")).decode()
        return {"Content-Type": XML, "X-Signature": signature}, body
