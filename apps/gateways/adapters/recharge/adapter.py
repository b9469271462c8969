"""The recharge aggregator's protocol: JSON under HTTP Basic, callbacks as forms signed over their fields.

It does what it is sent each time it is sent: the same reference again is a second top-up, and an enquiry shows the
first one only. What it does not show 60 seconds after it was sent, it never had. So whatever it has answered under a
reference is final, also that our balance there was too small: sent again later, what was done then would hide behind
that first answer.
"""

import base64
import re
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from urllib.parse import urlencode
from uuid import UUID

from apps.core.money import Money, decimal_string
from apps.gateways.base import (
    Adapter,
    BadCallback,
    BadSignature,
    CallbackEvent,
    Capability,
    Enquiry,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Recharge,
    RechargeOperator,
    RechargeProduct,
    Refused,
    Result,
    SettlementFile,
)
from apps.gateways.http import Answer, raise_for_status
from apps.gateways.reading import Fields
from apps.gateways.signatures import check_hmac, check_timestamp

# "96", a system error, says that nobody knows: it stands for no outcome.
OUTCOMES = {
    "00": Outcome.SUCCEEDED,
    "09": Outcome.PENDING,
    "14": Outcome.FAILED,
    "51": Outcome.FAILED,
    "57": Outcome.FAILED,
}
FAILURE_CODES = {
    "14": "provider_account_invalid",
    # Our own balance there is too small: that is not what the person who pays has to read.
    "51": "provider_unavailable",
    "57": "provider_declined",
}
NEVER_HEARD_OF = "25"
KINDS = {"airtime": "airtime", "data": "data"}
SIGNED = ("ref", "txn", "code", "amount", "currency", "msisdn", "ts")
LONGEST_SETTLEMENT = 32 * 1024 * 1024
_PREFIX = re.compile(r"\+[1-9][0-9]{0,14}", re.ASCII)
_COUNTRY = re.compile(r"[A-Z]{2}", re.ASCII)


class RechargeAggregator(Adapter):
    name = "recharge"
    title = "Recharge aggregator"
    capabilities = frozenset(
        {
            Capability.RECHARGE,
            Capability.CATALOGUE,
            Capability.ENQUIRE,
            Capability.CALLBACK,
            Capability.SETTLEMENT_FILE,
        }
    )
    is_idempotent = False
    recorded_within = timedelta(seconds=60)

    def recharge(self, request: Recharge) -> Result:
        amount = request.amount
        answer: Answer = self.http.send(
            "POST",
            "/v2/topups",
            headers=self._authorization,
            json={
                "ref": str(request.operation_id),
                "operator": request.operator,
                "msisdn": request.msisdn,
                "product": request.product or None,
                "amount": decimal_string(amount.amount, amount.currency),
                "currency": amount.currency,
            },
            mask=(request.msisdn,),
        )
        if 400 <= answer.status < 500:
            _raise_unless_its_own(answer)
        raise_for_status(answer)
        return _answered(answer, request.operation_id)

    def list_operators(self) -> list[RechargeOperator]:
        told = self._ask("/v2/operators")
        return [_operator(one) for one in told.objects("operators")]

    def list_products(self, operator: str) -> list[RechargeProduct]:
        told = self._ask(f"/v2/products?{urlencode({'operator': operator})}")
        return [_product(one) for one in told.objects("products")]

    def get_balance(self) -> list[Money]:
        balances = self._ask("/v2/balance").object("balances")
        return [balances.money(currency, currency) for currency in balances.names]

    def enquire(self, request: Enquiry) -> Result:
        answer = self._get(f"/v2/topups/{request.operation_id}")
        if answer.status == 404:
            # Said by the provider, and not by something before it that has no such page.
            if Fields.of_json(answer.body, OutcomeUnknown).text("code") != NEVER_HEARD_OF:
                raise OutcomeUnknown("HTTP 404 with another code than the one for it")
            return Result(Outcome.NOT_FOUND)
        try:
            raise_for_status(answer)
        except Refused as error:
            # That the question was bad says nothing of the top-up.
            raise OutcomeUnknown(error.text) from None
        return _answered(answer, request.operation_id)

    def read_callback(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> CallbackEvent:
        """`sig` is over the fields, which have to be read before it can be checked; nothing else is done with them."""
        form = Fields.of_form(body, BadSignature)
        signed = [form.text(name) for name in SIGNED]
        if any("|" in one for one in signed):
            # Two forms would be signed alike.
            raise BadSignature("a field with the separator in it")
        check_timestamp(form.text("ts"), now=now)
        check_hmac(form.text("sig"), "|".join(signed).encode(), self.connection.callback_secrets)
        told = Fields.of_form(body, BadCallback)
        result = _result(told)
        return CallbackEvent(
            event_id=f"{result.provider_reference}:{told.text('code')}",
            provider_reference=result.provider_reference,
            result=result,
            operation_id=told.our_id("ref"),
            counterparty=told.text("msisdn"),
            # `ts` is when this delivery was signed; when it happened, the aggregator does not say.
            occurred_at=None,
        )

    def fetch_settlement_file(self, day: date) -> SettlementFile:
        answer = self._get(f"/v2/settlements/{day:%Y-%m-%d}", longest=LONGEST_SETTLEMENT)
        if answer.status == 404:
            raise NotDone("there is no settlement of that day yet")
        raise_for_status(answer)
        return SettlementFile(f"{self.connection.code}-{day:%Y-%m-%d}.csv", "text/csv", answer.body)

    def _ask(self, path: str) -> Fields:
        answer = self._get(path)
        if 400 <= answer.status < 500:
            _raise_unless_its_own(answer)
        raise_for_status(answer)
        return Fields.of_json(answer.body, OutcomeUnknown)

    def _get(self, path: str, **options: int) -> Answer:
        answer: Answer = self.http.send("GET", path, headers=self._authorization, is_safe_to_repeat=True, **options)
        return answer

    @property
    def _authorization(self) -> dict[str, str]:
        username, password = self._secret("username"), self._secret("password")
        return {"Authorization": f"Basic {base64.b64encode(f'{username}:{password}'.encode()).decode()}"}

    def _secret(self, name: str) -> str:
        secret = self.connection.secrets.get(name)
        if not secret:
            raise NotDone(f"GATEWAY_CONNECTIONS gives {self.connection.code} no {name}")
        return secret


def _raise_unless_its_own(answer: Answer) -> None:
    """Raises OutcomeUnknown for a refusal that is somebody else's page. At the door nobody need say who they are."""
    if answer.status not in {401, 403, 429}:
        Fields.of_json(answer.body, OutcomeUnknown)


def _answered(answer: Answer, operation_id: UUID) -> Result:
    told = Fields.of_json(answer.body, OutcomeUnknown)
    if told.our_id("ref") != operation_id:
        raise OutcomeUnknown("an answer about another top-up")
    return _result(told)


def _result(told: Fields) -> Result:
    outcome = told.choice("code", OUTCOMES)
    return Result(
        outcome=outcome,
        provider_reference=told.text("txn"),
        amount=told.money("amount", told.text("currency")),
        failure_code=FAILURE_CODES[told.text("code")] if outcome is Outcome.FAILED else "",
        receipt_number=told.optional_text("serial"),
    )


def _operator(told: Fields) -> RechargeOperator:
    country, prefixes = told.text("country"), told.texts("prefixes")
    # By these a number's operator is found: one that begins every number would take them all.
    if not _COUNTRY.fullmatch(country) or not all(_PREFIX.fullmatch(prefix) for prefix in prefixes):
        raise told.bad("country, prefixes", "not those of an operator")
    return RechargeOperator(told.text("code"), told.text("name"), country, tuple(prefixes))


def _product(told: Fields) -> RechargeProduct:
    currency = told.text("currency")
    return RechargeProduct(
        code=told.text("code"),
        name=told.text("name"),
        kind=told.choice("kind", KINDS),
        amount=told.optional_money("amount", currency),
        minimum=told.optional_money("minimum", currency),
        maximum=told.optional_money("maximum", currency),
        validity_days=told.optional_whole("validity_days", most=3660),
    )
