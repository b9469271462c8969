"""What the payments API takes and gives."""

from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.core.api.parsing import AmountField, CurrencyField, StrictSerializer, TextField
from apps.core.money import decimal_string
from apps.transactions.kinds import KINDS
from apps.transactions.models import State, Transaction


class TransferSerializer(ProvenSerializer):
    """A transfer somebody asks for."""

    to = TextField(max_length=254, help_text="A phone number in E.164, an e-mail address or a person's id.")
    amount = AmountField(help_text="What the payee gets; the fee comes on top.")
    currency = CurrencyField()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")


class HistoryQuerySerializer(StrictSerializer):
    """Filters of the history, and the pages' own parameters."""

    kind = serializers.ChoiceField(sorted(KINDS), required=False)
    state = serializers.ChoiceField(State.values, required=False)
    direction = serializers.ChoiceField(["in", "out"], required=False)
    min = AmountField(required=False, help_text="The least amount.")
    max = AmountField(required=False, help_text="The largest amount.")
    q = TextField(max_length=100, required=False, help_text="A reference, or part of a name or note.")
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        times = {
            "from": serializers.DateTimeField(required=False, help_text="From this moment on (RFC 3339)."),
            "to": serializers.DateTimeField(required=False, help_text="Before this moment (RFC 3339)."),
        }
        return {**super().get_fields(), **times}


class PartySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()


class TransactionSerializer(serializers.Serializer[Any]):
    """A payment as one of its sides sees it (for the schema; `transaction_answer` writes it)."""

    id = serializers.UUIDField()
    reference = serializers.CharField(help_text="Ten characters to read to each other.")
    kind = serializers.ChoiceField(sorted(KINDS))
    state = serializers.ChoiceField(State.choices)
    direction = serializers.ChoiceField(["in", "out"])
    amount = serializers.CharField(help_text="What the payee gets, as a decimal string.")
    fee = serializers.CharField(allow_null=True, help_text="What it cost the payer; null for the payee.")
    total = serializers.CharField(help_text="What left or reached your wallet.")
    currency = serializers.CharField()
    payer = PartySerializer(allow_null=True, help_text="null: the platform.")
    payee = PartySerializer(allow_null=True, help_text="null: nobody was found.")
    note = serializers.CharField()
    failure_code = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class TransactionPageSerializer(serializers.Serializer[Any]):
    results = TransactionSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def _party(person_id: UUID | None, name: str) -> dict[str, str] | None:
    return {"id": str(person_id), "name": name} if person_id else None


def transaction_answer(row: Transaction, *, viewer_id: UUID) -> dict[str, Any]:
    """A payment as JSON for one of its sides.

    Built from what never changes of a payment, so that a repeated request is answered byte for byte alike.
    """
    is_payer = row.payer_id == viewer_id
    declined = row.state == State.DECLINED
    total = row.amount + row.fee if is_payer else row.amount
    return {
        "id": str(row.id),
        "reference": row.reference,
        "kind": row.kind,
        "state": row.state,
        "direction": "out" if is_payer else "in",
        "amount": decimal_string(row.amount, row.currency),
        "fee": decimal_string(row.fee, row.currency) if is_payer else None,
        "total": decimal_string(total, row.currency),
        "currency": row.currency,
        "payer": _party(row.payer_id, row.payer_name),
        "payee": _party(row.payee_id, row.payee_name),
        "note": row.note,
        # Why it was declined is between the payer and us.
        "failure_code": row.failure_code if declined and is_payer else None,
        "created_at": row.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }
