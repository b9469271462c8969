"""What customers, tellers and supervisors send and are sent where cash goes out."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.accounts.identifiers import masked_name
from apps.accounts.selectors import find_person
from apps.agents.api.desk_fields import CustomerField
from apps.agents.cash_codes import DIGITS
from apps.agents.models import CashOutCode, CashOutRequest, CashOutState, RequestMode, RequestState
from apps.agents.selectors import Counter
from apps.agents.services import ShownDocument, digits_of
from apps.core.api.parsing import AmountField, CurrencyField, StrictChoiceField, StrictSerializer, TextField
from apps.core.crypto import blind_index
from apps.core.money import decimal_string
from apps.kyc.models import DocumentType
from apps.kyc.rules import normalise_number
from apps.kyc.sealed import number_index
from apps.transactions.api.serializers import TransactionSerializer, transaction_answer
from apps.transactions.models import Transaction


class _DigitsField(TextField):
    """So many digits, and nothing else."""

    default_error_messages = {"invalid_code": "This must be {length} digits."}

    def __init__(self, length: int, **kwargs: Any) -> None:
        self.length = length
        super().__init__(**kwargs)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        if not (len(text) == self.length and text.isascii() and text.isdigit()):
            self.fail("invalid_code", length=self.length)
        return text


class MakeCodeSerializer(ProvenSerializer):
    """A code with which cash can be fetched."""

    amount = AmountField(help_text="The cash; the fee comes on top.")
    currency = CurrencyField()
    agent_code = _DigitsField(6, required=False, help_text="The six digits of an outlet: the code is good there only.")


class RedeemSerializer(ProvenSerializer):
    """The code a customer tells a teller."""

    scanned = frozenset({"to"})

    to = CustomerField()
    code = _DigitsField(DIGITS, write_only=True)
    amount = AmountField(help_text="What the customer wants, to be compared with the code's.")
    currency = CurrencyField()


class ShownDocumentSerializer(StrictSerializer):
    """What a customer without a phone shows."""

    kind = StrictChoiceField(DocumentType.values)
    number = TextField(max_length=40)


class AskCashSerializer(StrictSerializer):
    """A teller asks for cash."""

    scanned = frozenset({"to"})

    to = CustomerField()
    amount = AmountField()
    currency = CurrencyField()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")
    document = ShownDocumentSerializer(
        required=False, help_text="Of a customer without their phone: a supervisor decides, and not the customer."
    )


def document_of(fields: dict[str, Any]) -> ShownDocument | None:
    """The validated `document` member as the service takes it."""
    given = fields.get("document")
    return ShownDocument(given["kind"], given["number"]) if given else None


def keyed(fields: dict[str, Any]) -> dict[str, Any]:
    """The same fields for the request's digest, which is kept: what could be guessed from it stands there keyed."""
    if "code" in fields:
        fields = {**fields, "code": blind_index(fields["code"], purpose="agents.cash_code").hex()}
    if given := fields.get("document"):
        index = number_index(normalise_number(given["number"])).hex()
        fields = {**fields, "document": {"kind": given["kind"], "number": index}}
    return fields


class RefuseSerializer(StrictSerializer):
    """Why a supervisor does not believe it."""

    reason = TextField(max_length=200)


class RequestQuerySerializer(StrictSerializer):
    """Filters of requests for cash, and the pages' own parameters."""

    state = StrictChoiceField(RequestState.values, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class CounterSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Six digits.")
    name = serializers.CharField()
    agent = serializers.CharField()


class CashCodeSerializer(serializers.Serializer[Any]):
    """A code as its customer sees it (for the schema; `code_answer` writes it)."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(CashOutState.choices)
    code = serializers.CharField(
        allow_null=True, help_text="Eight digits while it is WAITING, on the phone it was made on; else null."
    )
    amount = serializers.CharField()
    fee = serializers.CharField(help_text="What it costs you, tax included.")
    total = serializers.CharField(help_text="What is put aside.")
    currency = serializers.CharField()
    outlet = CounterSerializer(allow_null=True, help_text="Where it is good; null: anywhere.")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    transaction = TransactionSerializer()


class CashCodePageSerializer(serializers.Serializer[Any]):
    results = CashCodeSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def code_answer(row: CashOutCode, *, payment: Transaction, counter: Counter | None, has_digits: bool) -> dict[str, Any]:
    """A code as JSON for its customer; who may read the digits sees them while somebody can fetch cash with them."""
    return {
        "id": str(row.id),
        "state": row.state,
        "code": digits_of(row) if has_digits else None,
        "amount": decimal_string(row.amount, row.currency),
        "fee": decimal_string(payment.debit - payment.amount, row.currency),
        "total": decimal_string(payment.debit, row.currency),
        "currency": row.currency,
        "outlet": counter_answer(counter),
        "created_at": _moment(row.created_at),
        "expires_at": _moment(row.expires_at),
        "decided_at": _moment(row.decided_at),
        "transaction": transaction_answer(payment, viewer_id=row.customer_id),
    }


class CashAskedSerializer(serializers.Serializer[Any]):
    """What a customer is asked to approve (for the schema; `asked_answer` writes it)."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(RequestState.choices)
    amount = serializers.CharField()
    currency = serializers.CharField()
    note = serializers.CharField()
    outlet = CounterSerializer()
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    transaction_id = serializers.UUIDField(allow_null=True)


class CashAskedPageSerializer(serializers.Serializer[Any]):
    results = CashAskedSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def asked_answer(row: CashOutRequest, *, counter: Counter) -> dict[str, Any]:
    """A request as JSON for its customer."""
    return {**_common(row), "outlet": counter_answer(counter)}


class CashRequestSerializer(serializers.Serializer[Any]):
    """A request as who has asked and who supervises sees it (for the schema; `request_answer` writes it)."""

    id = serializers.UUIDField()
    mode = serializers.ChoiceField(RequestMode.choices)
    state = serializers.ChoiceField(RequestState.choices)
    amount = serializers.CharField()
    currency = serializers.CharField()
    note = serializers.CharField()
    customer = serializers.CharField(help_text="The name: masked, but for the supervisor who compares a document.")
    outlet = CounterSerializer()
    teller = serializers.CharField(help_text="Who has asked.")
    document_kind = serializers.CharField(allow_null=True)
    has_picture = serializers.BooleanField(help_text="Whether the picture of the document is there.")
    reason = serializers.CharField(help_text="Why a supervisor refused it.")
    created_at = serializers.DateTimeField()
    expires_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    transaction_id = serializers.UUIDField(allow_null=True)


class CashRequestPageSerializer(serializers.Serializer[Any]):
    results = CashRequestSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def request_answer(row: CashOutRequest, *, counter: Counter, for_supervisor: bool = False) -> dict[str, Any]:
    """A request as JSON for the agent's people."""
    customer, teller = find_person(str(row.customer_id)), find_person(str(row.teller_id))
    name = customer.full_name if customer else ""
    return {
        **_common(row),
        "mode": row.mode,
        "customer": name if for_supervisor else masked_name(name),
        "outlet": counter_answer(counter),
        "teller": teller.full_name if teller else "",
        "document_kind": row.document_kind or None,
        "has_picture": bool(row.document_file),
        "reason": row.reason,
    }


def counter_answer(counter: Counter | None) -> dict[str, str] | None:
    """An outlet as customers read it."""
    return {"code": counter.code, "name": counter.name, "agent": counter.agent_name} if counter else None


def _common(row: CashOutRequest) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "state": row.state,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "note": row.note,
        "created_at": _moment(row.created_at),
        "expires_at": _moment(row.expires_at),
        "decided_at": _moment(row.decided_at),
        "transaction_id": str(row.transaction_id) if row.transaction_id else None,
    }


def _moment(at: Any) -> str | None:
    return None if at is None else str(at.isoformat(timespec="milliseconds")).replace("+00:00", "Z")
