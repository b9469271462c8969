"""The biller aggregator's protocol: JSON, each request signed with HMAC, callbacks signed with a timestamp.

It does each reference once. How soon it shows what it has been sent it does not say.
"""

import hmac
import json
from collections.abc import Mapping
from datetime import date, datetime
from uuid import UUID

from apps.core.money import decimal_string
from apps.gateways.base import (
    Adapter,
    BadCallback,
    Bill,
    BillLookUp,
    CallbackEvent,
    Capability,
    Enquiry,
    NotDone,
    Outcome,
    OutcomeUnknown,
    PayBill,
    Refused,
    Result,
    SettlementFile,
)
from apps.gateways.http import Answer, raise_for_status
from apps.gateways.reading import Fields
from apps.gateways.signatures import check_timestamped_hmac

OUTCOMES = {"paid": Outcome.SUCCEEDED, "processing": Outcome.PENDING, "failed": Outcome.FAILED}
# Of what has failed, a reason that is new to us is still a failure.
FAILURE_CODES = {"account_closed": "provider_account_invalid", "amount_not_accepted": "provider_limit"}
# Why it knows nobody of that name.
REFUSALS = {"unknown_account": "provider_account_invalid", "unknown_biller": "provider_unavailable"}
LONGEST_SETTLEMENT = 32 * 1024 * 1024


class Bills(Adapter):
    name = "bills"
    title = "Biller aggregator"
    capabilities = frozenset(
        {
            Capability.LOOK_UP_BILL,
            Capability.PAY_BILL,
            Capability.ENQUIRE,
            Capability.CALLBACK,
            Capability.SETTLEMENT_FILE,
        }
    )
    # The same reference again is answered with the first payment.
    is_idempotent = True

    def look_up_bill(self, request: BillLookUp) -> Bill:
        asked = {"biller": request.biller, "account": request.account_number, "currency": request.currency}
        # A question changes nothing, and may be asked again.
        answer = self._post("/v1/lookup", asked, account=request.account_number, is_safe_to_repeat=True)
        _raise_for_refusal(answer)
        raise_for_status(answer)
        told = Fields(answer.json(), OutcomeUnknown)
        if told.text("currency") != request.currency:
            raise OutcomeUnknown("a bill in another currency than was asked for")
        return Bill(
            customer_name=told.text("customer_name", longest=200),
            currency=request.currency,
            amount_due=told.optional_money("amount_due", request.currency),
            minimum=told.optional_money("minimum", request.currency),
            maximum=told.optional_money("maximum", request.currency),
            due_date=told.optional_date("due_date"),
            allows_partial=told.flag("partial"),
            is_prepaid=told.flag("prepaid"),
        )

    def pay_bill(self, request: PayBill) -> Result:
        amount = request.amount
        asked = {
            "reference": str(request.operation_id),
            "biller": request.biller,
            "account": request.account_number,
            "amount": decimal_string(amount.amount, amount.currency),
            "currency": amount.currency,
        }
        answer = self._post("/v1/payments", asked, account=request.account_number)
        if answer.status == 409:
            # Something was done under this reference, and it is not what we are asking now.
            raise OutcomeUnknown("the reference is used for another payment")
        _raise_for_refusal(answer)
        raise_for_status(answer)
        return _answered(answer, request.operation_id)

    def enquire(self, request: Enquiry) -> Result:
        answer = self._get(f"/v1/payments/{request.operation_id}")
        if answer.status == 404:
            # Said by the provider, and not by something before it that has no such page.
            Fields(answer.json(), OutcomeUnknown).text("error")
            return Result(Outcome.NOT_FOUND)
        raise_for_status(answer)
        return _answered(answer, request.operation_id)

    def read_callback(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> CallbackEvent:
        check_timestamped_hmac(headers.get("x-bills-signature"), body, self.connection.callback_secrets, now=now)
        event = Fields.of_json(body, BadCallback)
        payment = event.object("payment")
        result = _result(payment)
        return CallbackEvent(
            event_id=event.text("id", longest=200),
            provider_reference=result.provider_reference,
            result=result,
            operation_id=payment.our_id("reference"),
            counterparty=payment.text("account"),
            occurred_at=event.time("created_at"),
        )

    def fetch_settlement_file(self, day: date) -> SettlementFile:
        answer = self._get(f"/v1/settlements/{day:%Y-%m-%d}", longest=LONGEST_SETTLEMENT)
        if answer.status == 404:
            raise NotDone("there is no settlement of that day yet")
        raise_for_status(answer)
        return SettlementFile(f"{self.connection.code}-{day:%Y-%m-%d}.csv", "text/csv", answer.body)

    def _post(self, path: str, asked: object, *, account: str, is_safe_to_repeat: bool = False) -> Answer:
        # As bytes, because what is signed is what is sent.
        body = json.dumps(asked, separators=(",", ":")).encode()
        return self.http.send(
            "POST",
            path,
            headers=self._signed(body),
            content=body,
            content_type="application/json",
            is_safe_to_repeat=is_safe_to_repeat,
            mask=(account,),
        )

    def _get(self, path: str, **options: int) -> Answer:
        return self.http.send("GET", path, headers=self._signed(b""), is_safe_to_repeat=True, **options)

    def _signed(self, body: bytes) -> dict[str, str]:
        signature = hmac.digest(self._secret("signing_key").encode(), body, "sha256").hex()
        return {"X-Api-Key": self._secret("api_key"), "X-Signature": signature}

    def _secret(self, name: str) -> str:
        secret = self.connection.secrets.get(name)
        if not secret:
            raise NotDone(f"GATEWAY_CONNECTIONS gives {self.connection.code} no {name}")
        return secret


def _raise_for_refusal(answer: Answer) -> None:
    if answer.status == 404:
        code = Fields(answer.json(), OutcomeUnknown).choice("error", REFUSALS)
        raise Refused(answer.text[:200], failure_code=code)


def _answered(answer: Answer, operation_id: UUID) -> Result:
    payment = Fields(answer.json(), OutcomeUnknown)
    if payment.our_id("reference") != operation_id:
        raise OutcomeUnknown("an answer about another payment")
    return _result(payment)


def _result(payment: Fields) -> Result:
    outcome = payment.choice("status", OUTCOMES)
    failure_code = ""
    if outcome is Outcome.FAILED:
        failure_code = FAILURE_CODES.get(payment.optional_text("reason"), "provider_declined")
    return Result(
        outcome=outcome,
        provider_reference=payment.text("id"),
        amount=payment.money("amount", payment.text("currency")),
        failure_code=failure_code,
        voucher=payment.optional_text("token"),
        units=payment.optional_text("units"),
        receipt_number=payment.optional_text("receipt_number"),
    )
