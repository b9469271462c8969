"""The card processor's protocol: JSON, amounts in minor units, webhooks after Standard Webhooks.

Cards are typed on the processor's own page. What comes here is a token, the scheme, the last four digits and the month
in which the card expires; a number where a token should be is refused.

It does each reference once. How soon it shows what it has been sent it does not say.
"""

import hashlib
import re
from collections.abc import Mapping
from datetime import date, datetime
from urllib.parse import urlsplit
from uuid import UUID

from apps.core.money import Money, minor_units
from apps.gateways.base import (
    Adapter,
    BadCallback,
    CallbackEvent,
    Capability,
    Collect,
    Enquiry,
    Instrument,
    NotDone,
    Outcome,
    OutcomeUnknown,
    Refused,
    Result,
    SettlementFile,
)
from apps.gateways.http import Answer, raise_for_status
from apps.gateways.reading import Fields
from apps.gateways.signatures import check_standard_webhook

OUTCOMES = {
    # Of a checkout.
    "open": Outcome.PENDING,
    "paid": Outcome.SUCCEEDED,
    "expired": Outcome.FAILED,
    # Of a charge.
    "pending": Outcome.PENDING,
    "succeeded": Outcome.SUCCEEDED,
    # Of both.
    "failed": Outcome.FAILED,
}
STATUSES = {
    "checkouts": {status: OUTCOMES[status] for status in ("open", "paid", "failed", "expired")},
    "charges": {status: OUTCOMES[status] for status in ("pending", "succeeded", "failed")},
}
# Of what has failed, a reason that is new to us is still a failure.
FAILURE_CODES = {
    "card_declined": "provider_declined",
    "insufficient_funds": "provider_insufficient_funds",
    "expired_card": "provider_card_expired",
    "limit": "provider_limit",
}
# What each event tells of, and the status its object then has.
EVENTS = {
    "checkout.paid": ("checkouts", "paid"),
    "checkout.failed": ("checkouts", "failed"),
    "checkout.expired": ("checkouts", "expired"),
    "charge.succeeded": ("charges", "succeeded"),
    "charge.failed": ("charges", "failed"),
}
LONGEST_SETTLEMENT = 32 * 1024 * 1024
_TOKEN = re.compile(r"card_[A-Za-z0-9_-]{1,90}", re.ASCII)
_LAST_FOUR = re.compile(r"[0-9]{4}", re.ASCII)
_MONTH = re.compile(r"20[0-9]{2}-(?:0[1-9]|1[0-2])", re.ASCII)
_SHA256 = re.compile(r"[0-9a-f]{64}", re.ASCII)


class Cards(Adapter):
    name = "cards"
    title = "Card processor"
    capabilities = frozenset({Capability.COLLECT, Capability.ENQUIRE, Capability.CALLBACK, Capability.SETTLEMENT_FILE})
    # The same reference again is answered with the first checkout or charge.
    is_idempotent = True

    def collect(self, request: Collect) -> Result:
        """Charges the saved card, or opens the page on which the payer types one."""
        asked = {
            "reference": str(request.operation_id),
            "amount": _minor(request.amount),
            "currency": request.amount.currency,
            "description": request.description,
        }
        if request.instrument:
            kind = "charges"
            asked |= {"card": request.instrument}
        else:
            kind = "checkouts"
            asked |= {"return_url": request.return_url, "save_card": request.keep_instrument}
        answer = self.http.send(
            "POST",
            f"/v1/{kind}",
            headers=self._authorization | {"Idempotency-Key": str(request.operation_id)},
            json=asked,
        )
        if answer.status == 409:
            # Something was done under this reference, and it is not what we are asking now.
            raise OutcomeUnknown("the reference is used for something else")
        if answer.status == 404 and request.instrument:
            _error_of(answer)
            raise Refused("the processor does not know the card", failure_code="provider_account_invalid")
        raise_for_status(answer)
        return self._answered(kind, answer, request.operation_id)

    def enquire(self, request: Enquiry) -> Result:
        """Asks by our own reference, for of what was sent without an answer we know no other."""
        kinds = ["checkouts", "charges"]
        if request.provider_reference.startswith("co_"):
            kinds = ["checkouts"]
        elif request.provider_reference.startswith("ch_"):
            kinds = ["charges"]
        for kind in kinds:
            answer = self._get(f"/v1/{kind}?reference={request.operation_id}")
            if answer.status == 404:
                # Said by the processor, and not by something before it that has no such page.
                _error_of(answer)
                continue
            raise_for_status(answer)
            return self._answered(kind, answer, request.operation_id)
        return Result(Outcome.NOT_FOUND)

    def read_callback(self, headers: Mapping[str, str], body: bytes, *, now: datetime) -> CallbackEvent:
        event_id = check_standard_webhook(headers, body, self.connection.callback_secrets, now=now)
        event = Fields.of_json(body, BadCallback)
        kind, status = event.choice("type", EVENTS)
        told = event.object("data")
        if told.text("status") != status:
            raise BadCallback("the event and the status of its object are two")
        result = self._result(kind, told)
        return CallbackEvent(
            event_id=event_id,
            provider_reference=result.provider_reference,
            result=result,
            operation_id=told.our_id("reference"),
            counterparty=_token(told, "card") if kind == "charges" else "",
            occurred_at=event.time("timestamp"),
        )

    def fetch_settlement_file(self, day: date) -> SettlementFile:
        """Asks where the file lies, and fetches it there if that is at the processor's, and if it is that file."""
        answer = self._get(f"/v1/settlements/{day:%Y-%m-%d}")
        if answer.status == 404:
            raise NotDone("there is no settlement of that day yet")
        raise_for_status(answer)
        told = Fields(answer.json(), OutcomeUnknown)
        address = told.text("download_url", longest=2000)
        # Our key goes along, and what is inside our network must not be asked on a provider's behalf.
        if _origin(address) != _origin(self.connection.base_url):
            raise Refused("the settlement lies at another host than the processor's")
        sha256 = told.text("sha256")
        if not _SHA256.fullmatch(sha256):
            raise OutcomeUnknown("no sha256 of the settlement")
        file = self._get(address, longest=LONGEST_SETTLEMENT)
        raise_for_status(file)
        if hashlib.sha256(file.body).hexdigest() != sha256:
            raise OutcomeUnknown("the settlement is not the file that was announced")
        return SettlementFile(f"{self.connection.code}-{day:%Y-%m-%d}.csv", "text/csv", file.body)

    @property
    def _authorization(self) -> dict[str, str]:
        key = self.connection.secrets.get("api_key")
        if not key:
            raise NotDone(f"GATEWAY_CONNECTIONS gives {self.connection.code} no api_key")
        return {"Authorization": f"Bearer {key}"}

    def _get(self, path: str, **options: int) -> Answer:
        return self.http.send("GET", path, headers=self._authorization, is_safe_to_repeat=True, **options)

    def _answered(self, kind: str, answer: Answer, operation_id: UUID) -> Result:
        told = Fields(answer.json(), OutcomeUnknown)
        if told.our_id("reference") != operation_id:
            raise OutcomeUnknown("an answer about something else")
        return self._result(kind, told)

    def _result(self, kind: str, told: Fields) -> Result:
        outcome = told.choice("status", STATUSES[kind])
        failure_code = ""
        if outcome is Outcome.FAILED:
            failure_code = FAILURE_CODES.get(told.optional_text("failure_code"), "provider_declined")
            if told.text("status") == "expired":
                failure_code = "provider_expired"
        is_checkout = kind == "checkouts"
        return Result(
            outcome=outcome,
            provider_reference=told.text("id"),
            amount=told.minor_money("amount", told.text("currency")),
            failure_code=failure_code,
            next_url=self._page(told) if is_checkout and outcome is Outcome.PENDING else "",
            instrument=_card(told) if is_checkout and outcome is Outcome.SUCCEEDED else None,
        )

    def _page(self, told: Fields) -> str:
        """Where the payer goes. Its host may be another than the API's; it is never less protected than that one."""
        page = told.text("url", longest=2000)
        scheme, host, _ = _origin(page)
        if not host or scheme not in {"https", urlsplit(self.connection.base_url).scheme}:
            raise told.bad("url", "not a page to send a payer to")
        return page


def _minor(amount: Money) -> int:
    return int(amount.amount.scaleb(minor_units(amount.currency)))


def _error_of(answer: Answer) -> str:
    return Fields(answer.json(), OutcomeUnknown).object("error").text("code")


def _token(told: Fields, name: str) -> str:
    token = told.text(name)
    if not _TOKEN.fullmatch(token):
        raise told.bad(name, "not a token")
    return token


def _card(told: Fields) -> Instrument | None:
    """The card that was used, if it may be kept: only then it has a token."""
    card = told.optional_object("card")
    if card is None or not card.optional_text("token"):
        return None
    last_four, month = card.text("last4"), card.text("expires")
    if not _LAST_FOUR.fullmatch(last_four) or not _MONTH.fullmatch(month):
        raise card.bad("last4, expires", "not those of a card")
    return Instrument(
        token=_token(card, "token"),
        kind="CARD",
        masked=f"•••• {last_four}",
        holder_name=card.optional_text("holder", longest=200),
        issuer=card.text("scheme"),
        expires_on=date.fromisoformat(f"{month}-01"),
    )


def _origin(url: str) -> tuple[str, str, int | None]:
    try:
        parts = urlsplit(url)
        if parts.scheme not in {"http", "https"} or "@" in parts.netloc or "\\" in url:
            return ("", "", None)
        return (parts.scheme, parts.hostname or "", parts.port or (443 if parts.scheme == "https" else 80))
    except ValueError:
        return ("", "", None)
