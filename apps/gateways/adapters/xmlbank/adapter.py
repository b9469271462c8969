"""One bank's protocol: SOAP 1.1, a password digest with a nonce, callbacks under an HMAC of the body.

What the answers mean for money: only a status we know says what became of a payment. The faults BUSY and AUTH say that
nothing was done (NotDone), INVALID and UNKNOWN_ACCOUNT that nothing will be (Refused), DUPLICATE that the bank has the
reference already, so it is asked what became of it. All else is OutcomeUnknown, and the enquiry tells.

It does each reference once. How soon it shows what it has been sent it does not say. An envelope's nonce is good once,
so nothing is sent a second time by the wire.
"""

import base64
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from apps.core import clock
from apps.core.money import decimal_string
from apps.gateways.adapters.xmlbank.envelopes import Fault, read_answer, read_notification, write_request
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
from apps.gateways.http import Answer
from apps.gateways.reading import Fields
from apps.gateways.signatures import check_age, check_hmac

COLLECT = "COLLECT"
PAYOUT = "PAYOUT"
OUTCOMES = {"ACCEPTED": Outcome.PENDING, "EXECUTED": Outcome.SUCCEEDED, "REJECTED": Outcome.FAILED}
# ISO 20022, external status reason codes. Of what was rejected, one that is new to us is still a rejection.
FAILURE_CODES = {
    "AM04": "provider_insufficient_funds",
    "AC04": "provider_account_invalid",
    "AC01": "provider_account_invalid",
    "AM14": "provider_limit",
    "MS03": "provider_declined",
}
# With these the bank certainly did nothing: of any question, it was not taken in.
TURNED_AWAY = frozenset({"BUSY", "AUTH"})
REFUSALS = {"INVALID": "provider_declined", "UNKNOWN_ACCOUNT": "provider_account_invalid"}
BOOLEANS = {"true": True, "false": False}
LONGEST_STATEMENT = 64 * 1024 * 1024
_CAMT_053 = b"urn:iso:std:iso:20022:tech:xsd:camt.053.001.08"


class XmlBank(Adapter):
    """Takes payments from and makes payments to accounts of its customers, known to us by tokens."""

    name = "xmlbank"
    title = "XML bank"
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
    # The same reference again is a DUPLICATE.
    is_idempotent = True

    def collect(self, request: Collect) -> Result:
        """Debits a linked account. Raises Refused without one: this bank has no page for a payer to go to."""
        if not request.instrument:
            raise Refused("no account to debit", failure_code="provider_account_invalid")
        return self._submit(request, COLLECT)

    def pay_out(self, request: PayOut) -> Result:
        """Credits a linked account."""
        return self._submit(request, PAYOUT)

    def link_account(self, request: AccountToLink) -> Instrument:
        """Exchanges an account's number for the bank's token. More of it than four digits is not taken back in."""
        said = self._ask(
            "ValidateAccount",
            {"Bank": request.bank, "AccountNumber": request.account_number, "HolderName": request.holder_name},
            mask=(request.account_number,),
        )
        if isinstance(said, Fault):
            if said.code in REFUSALS:
                raise Refused(said.code, failure_code="provider_account_invalid")
            raise _verdict(said)
        if not said.choice("Valid", BOOLEANS):
            raise Refused(said.optional_text("ReasonCode"), failure_code="provider_account_invalid")
        masked = said.text("Masked", longest=40)
        if sum(character.isdigit() for character in masked) > 4:
            raise said.bad("Masked", "it is not")
        return Instrument(
            token=said.text("Token"),
            kind="BANK_ACCOUNT",
            masked=masked,
            holder_name=said.text("HolderName", longest=140),
            # The bank does not repeat it.
            issuer=request.bank,
        )

    def enquire(self, request: Enquiry) -> Result:
        """Asks for the payment of an operation. Never raises Refused: that the question was bad says nothing of it."""
        return self._query(request.operation_id)

    def read_callback(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> CallbackEvent:
        """X-Signature is the base64 HMAC-SHA256 of the body. When it was signed stands in the body."""
        check_hmac(headers.get("x-signature"), body, self.connection.callback_secrets, encoding="base64")
        event = read_notification(body, BadCallback)
        result = _result(event)
        read = CallbackEvent(
            event_id=event.text("@Id", longest=200),
            provider_reference=result.provider_reference,
            result=result,
            operation_id=event.our_id("Reference"),
            counterparty=event.text("Account"),
            # CreatedAt is when this delivery was signed; when it happened, the bank does not say.
            occurred_at=None,
        )
        check_age(event.time("CreatedAt"), now=now)
        return read

    def fetch_settlement_file(self, day: date) -> SettlementFile:
        """The account statement of a day, as camt.053."""
        username, password = self._credentials()
        pair = base64.b64encode(f"{username}:{password}".encode()).decode()
        answer: Answer = self.http.send(
            "GET",
            f"/statements/{day.isoformat()}",
            headers={"Authorization": f"Basic {pair}"},
            is_safe_to_repeat=True,
            longest=LONGEST_STATEMENT,
        )
        if answer.status == 404:
            raise NotDone("there is no statement of that day yet")
        if answer.status != 200:
            raise _verdict_of_status(answer)
        if _CAMT_053 not in answer.body[:2000]:
            raise OutcomeUnknown("the statement it answers with is no camt.053")
        return SettlementFile(f"{self.connection.code}-{day.isoformat()}.camt.053.xml", "application/xml", answer.body)

    def _submit(self, request: Collect | PayOut, direction: str) -> Result:
        said = self._ask(
            "SubmitPayment",
            {
                "Reference": str(request.operation_id),
                "Direction": direction,
                "Account": request.instrument,
                "Amount": decimal_string(request.amount.amount, request.amount.currency),
                "Currency": request.amount.currency,
                "Narrative": request.description,
            },
        )
        if isinstance(said, Fault):
            if said.code == "DUPLICATE":
                return self._what_is_there(request.operation_id)
            if said.code in REFUSALS:
                raise Refused(said.code, failure_code=REFUSALS[said.code])
            raise _verdict(said)
        # How much it was, the bank says to an enquiry and in callbacks, and not here.
        return _result(said, has_amount=False)

    def _what_is_there(self, operation_id: UUID) -> Result:
        """After DUPLICATE. The bank has the reference, so neither its silence nor a "not found" is certain now."""
        try:
            result = self._query(operation_id)
        except NotDone as error:
            raise OutcomeUnknown(f"DUPLICATE, and then: {error}") from None
        if result.outcome is Outcome.NOT_FOUND:
            raise OutcomeUnknown("DUPLICATE, and not found")
        return result

    def _query(self, operation_id: UUID) -> Result:
        said = self._ask("QueryPayment", {"Reference": str(operation_id)})
        if isinstance(said, Fault):
            raise _verdict(said)
        return _result(said) if said.choice("Found", BOOLEANS) else Result(Outcome.NOT_FOUND)

    def _ask(self, name: str, fields: Mapping[str, str], *, mask: tuple[str, ...] = ()) -> Fields | Fault:
        """Raises NotDone, OutcomeUnknown for what is neither the answer to `name` nor a fault."""
        username, password = self._credentials()
        answer: Answer = self.http.send(
            "POST",
            "/service",
            content=write_request(name, fields, username=username, password=password, now=clock.now()),
            content_type="text/xml; charset=utf-8",
            mask=mask,
        )
        # SOAP 1.1, section 6.2: a fault comes with 500.
        if answer.status not in {200, 500}:
            raise _verdict_of_status(answer)
        said = read_answer(answer.body, f"{name}Response", OutcomeUnknown)
        if isinstance(said, Fault) != (answer.status == 500):
            raise OutcomeUnknown(f"HTTP {answer.status} with the body of another status")
        return said

    def _credentials(self) -> tuple[str, str]:
        username = self.connection.secrets.get("username", "")
        password = self.connection.secrets.get("password", "")
        if not username or not password:
            raise NotDone("username or password is not set")
        return username, password


def _result(told: Fields, *, has_amount: bool = True) -> Result:
    outcome, reason = told.choice("Status", OUTCOMES), told.optional_text("ReasonCode")
    if reason and outcome is not Outcome.FAILED:
        raise told.bad("ReasonCode", "given, though nothing was rejected")
    return Result(
        outcome=outcome,
        provider_reference=told.text("BankReference"),
        amount=told.money("Amount", told.text("Currency")) if has_amount else None,
        failure_code=FAILURE_CODES.get(reason, "provider_declined") if outcome is Outcome.FAILED else "",
    )


def _verdict(fault: Fault) -> GatewayError:
    """What a fault says that means the same to every question."""
    what = f"fault {fault.code}".rstrip()
    return NotDone(what) if fault.code in TURNED_AWAY else OutcomeUnknown(what)


def _verdict_of_status(answer: Answer) -> GatewayError:
    """What a status says that the protocol does not list. Only being turned away at the door is certain."""
    what = f"HTTP {answer.status}"
    return NotDone(what) if answer.status in {401, 403, 429} else OutcomeUnknown(what)
