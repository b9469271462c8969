"""What the API of invoices takes and gives, to merchants and to their customers."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.accounts.identifiers import is_clean_name, normalise_email
from apps.checkout.models import Invoice, InvoiceState
from apps.checkout.services import MAX_LINES, Customer, Line, is_overdue
from apps.core.api.parsing import AmountField, CurrencyField, StrictDateField, StrictSerializer, TextField
from apps.core.money import decimal_string
from apps.merchants.models import ChargeState

_TO = "A phone number in E.164, an e-mail address, a @handle or a person's id."


class CustomerSerializer(StrictSerializer):
    """Who is to pay: a person here (`to`), or somebody else with `name` and `email`."""

    to = TextField(max_length=254, required=False, help_text=_TO)
    name = TextField(max_length=120, required=False, help_text="Of a person here: what you call them.")
    email = TextField(max_length=254, required=False)

    def validate_name(self, name: str) -> str:
        if not is_clean_name(name):
            raise _refusal("invalid", "This is no name.")
        return name

    def validate_email(self, email: str) -> str:
        if (address := normalise_email(email)) is None:
            raise _refusal("invalid", "This is no e-mail address.")
        return address

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "to" in attrs:
            if "email" in attrs:
                raise serializers.ValidationError({"email": [_detail("either", "Give either `to` or `email`.")]})
            return attrs
        for name in ("name", "email"):
            if name not in attrs:
                raise serializers.ValidationError({name: [_detail("required", "This field is required.")]})
        return attrs


class LineSerializer(StrictSerializer):
    """One thing that is charged for."""

    text = TextField(max_length=200)
    quantity = AmountField(help_text="A plain decimal with at most four decimals.")
    unit_price = AmountField()


class InvoicePartsSerializer(StrictSerializer):
    """What may be changed of a draft."""

    customer = CustomerSerializer(required=False)
    lines = serializers.ListField(child=LineSerializer(), min_length=1, max_length=MAX_LINES, required=False)
    due_date = StrictDateField(required=False)
    note = TextField(max_length=500, required=False, allow_blank=True)


class DraftSerializer(InvoicePartsSerializer):
    """An invoice to be written. What it comes to is computed from its lines."""

    customer = CustomerSerializer()
    lines = serializers.ListField(child=LineSerializer(), min_length=1, max_length=MAX_LINES)
    currency = CurrencyField()
    due_date = StrictDateField()
    note = TextField(max_length=500, required=False, allow_blank=True, default="")


class CancelInvoiceSerializer(StrictSerializer):
    reason = TextField(max_length=200, required=False, allow_blank=True, default="")


class PayInvoiceSerializer(ProvenSerializer):
    """The customer pays, the whole amount."""


class InvoiceQuerySerializer(StrictSerializer):
    """A filter, and the pages' own parameters."""

    state = serializers.ChoiceField(InvoiceState.values, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class InvoiceLineSerializer(serializers.Serializer[Any]):
    text = serializers.CharField()
    quantity = serializers.CharField()
    unit_price = serializers.CharField()
    amount = serializers.CharField(help_text="Quantity times price, rounded half to even.")


class _WrittenSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    number = serializers.CharField(allow_null=True, help_text="Without gaps; a draft has none.")
    state = serializers.ChoiceField(InvoiceState.choices)
    state_reason = serializers.CharField()
    is_overdue = serializers.BooleanField()
    lines = InvoiceLineSerializer(many=True)
    amount = serializers.CharField()
    currency = serializers.CharField()
    due_date = serializers.DateField()
    note = serializers.CharField()
    page_url = serializers.CharField(allow_null=True, help_text="Where anybody can pay it.")
    transaction_id = serializers.UUIDField(allow_null=True, help_text="The payment, once it is paid.")
    sent_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True, help_text="When it was paid or cancelled.")
    created_at = serializers.DateTimeField()


class InvoiceCustomerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    email = serializers.CharField(allow_null=True)
    is_member = serializers.BooleanField(help_text="Whether they have the app.")


class InvoiceSerializer(_WrittenSerializer):
    """An invoice as its merchant sees it (for the schema; `invoice_answer` writes it)."""

    customer = InvoiceCustomerSerializer()
    charge_id = serializers.UUIDField(allow_null=True)
    reminders = serializers.IntegerField()


class InvoiceMerchantSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    city = serializers.CharField()


class ReceivedInvoiceSerializer(_WrittenSerializer):
    """An invoice as its customer sees it (for the schema; `received_answer` writes it)."""

    merchant = InvoiceMerchantSerializer()


class InvoicePageSerializer(serializers.Serializer[Any]):
    results = InvoiceSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ReceivedInvoicePageSerializer(serializers.Serializer[Any]):
    results = ReceivedInvoiceSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def customer_of(fields: Mapping[str, Any]) -> Customer:
    return Customer(to=fields.get("to", ""), name=fields.get("name", ""), email=fields.get("email", ""))


def lines_of(rows: list[dict[str, Any]]) -> list[Line]:
    return [Line(row["text"], row["quantity"], row["unit_price"]) for row in rows]


def invoice_answer(row: Invoice, *, now: datetime) -> dict[str, Any]:
    """As its merchant sees it."""
    is_member = row.customer_id is not None
    return {
        **_written(row, now),
        "customer": {"name": row.customer_name, "email": row.customer_email or None, "is_member": is_member},
        "charge_id": str(row.charge_id) if row.charge_id else None,
        "reminders": row.reminders,
    }


def received_answer(row: Invoice, *, now: datetime) -> dict[str, Any]:
    """As its customer sees it."""
    merchant = row.merchant
    return {
        **_written(row, now),
        "merchant": {"id": str(merchant.id), "name": merchant.name, "city": merchant.city},
    }


def _written(row: Invoice, now: datetime) -> dict[str, Any]:
    paid_by = row.charge.transaction_id if row.charge and row.charge.state == ChargeState.PAID else None
    return {
        "id": str(row.id),
        "number": row.label if row.number else None,
        "state": row.state,
        "state_reason": row.state_reason,
        "is_overdue": is_overdue(row, now),
        "lines": row.lines,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "due_date": row.due_date.isoformat(),
        "note": row.note,
        "page_url": row.page_url or None,
        "transaction_id": str(paid_by) if paid_by else None,
        "sent_at": row.sent_at,
        "decided_at": row.decided_at,
        "created_at": row.created_at,
    }


def _detail(code: str, text: str) -> serializers.ErrorDetail:
    return serializers.ErrorDetail(text, code=code)


def _refusal(code: str, text: str) -> serializers.ValidationError:
    return serializers.ValidationError([_detail(code, text)])
