"""What bills' part of the API takes and gives."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.billers.models import MAX_ACCOUNT_NUMBER, MAX_DAYS_BEFORE, MAX_NICKNAME, BillPayment, SavedBill
from apps.billers.selectors import Bought
from apps.billers.services import LookedUp
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    IdField,
    StrictSerializer,
    SwitchField,
    TextField,
    WholeNumberField,
)
from apps.core.money import decimal_string
from apps.transactions.models import State


class LookUpSerializer(StrictSerializer):
    """Whose bill: a biller and a customer's number, or one of my saved bills."""

    biller = TextField(max_length=32, required=False, help_text="A biller's code.")
    account_number = TextField(max_length=MAX_ACCOUNT_NUMBER, required=False)
    currency = CurrencyField(required=False)
    saved_bill = IdField(required=False, help_text="Instead of the others: the id of a saved bill.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        others = [name for name in ("biller", "account_number", "currency") if name in attrs]
        if "saved_bill" in attrs:
            if others:
                raise serializers.ValidationError({others[0]: "A saved bill says this already."}, code="not_both")
            return attrs
        missing = [name for name in ("biller", "account_number") if name not in attrs]
        if missing:
            raise serializers.ValidationError(
                {name: [serializers.ErrorDetail("This field is required.", code="required")] for name in missing}
            )
        return attrs


class LookedUpSerializer(serializers.Serializer[Any]):
    """What the biller says (for the schema; `looked_up_answer` writes it)."""

    lookup_id = serializers.UUIDField(help_text="Name it in `POST /bills/pay`.")
    biller = serializers.CharField()
    biller_name = serializers.CharField()
    account = serializers.CharField(help_text="The last digits of the number.")
    customer_name = serializers.CharField(allow_null=True, help_text="Masked: enough to recognise somebody one knows.")
    currency = serializers.CharField()
    amount_due = serializers.CharField(allow_null=True, help_text="Null: nothing is owed, as it is prepaid.")
    minimum = serializers.CharField(help_text="The least that can be paid now.")
    maximum = serializers.CharField(help_text="The most that can be paid now.")
    due_date = serializers.DateField(allow_null=True)
    allows_partial = serializers.BooleanField(help_text="False, and not prepaid: pay exactly `amount_due`.")
    is_prepaid = serializers.BooleanField()
    expires_at = serializers.DateTimeField(help_text="Until when it can be paid with this look-up.")


class PayBillSerializer(ProvenSerializer):
    lookup_id = IdField(help_text="From `POST /bills/lookup`. It is good for one payment.")
    amount = AmountField()
    currency = CurrencyField(required=False, help_text="That of the look-up.")
    product = TextField(max_length=32, required=False, default="", help_text="The code of a package of the biller.")
    note = TextField(max_length=140, required=False, allow_blank=True, default="")
    quote_id = IdField(required=False)


class BillerOfSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()
    colour = serializers.CharField()
    initials = serializers.CharField()


class BillSerializer(serializers.Serializer[Any]):
    """A bill I have paid (for the schema; `bill_answer` writes it)."""

    id = serializers.UUIDField(help_text="Of the payment: `GET /transactions/{id}`.")
    reference = serializers.CharField()
    state = serializers.ChoiceField(State.choices)
    biller = BillerOfSerializer()
    account = serializers.CharField(help_text="The last digits of the number.")
    product = serializers.CharField(allow_null=True, help_text="The package's name.")
    amount = serializers.CharField()
    fee = serializers.CharField()
    total = serializers.CharField()
    currency = serializers.CharField()
    note = serializers.CharField()
    voucher = serializers.CharField(allow_null=True, help_text="What a prepaid payment bought: type it into the meter.")
    units = serializers.CharField(allow_null=True, help_text='How much of it, as the biller writes it: "35.2 kWh".')
    receipt_number = serializers.CharField(allow_null=True, help_text="The biller's own.")
    failure_code = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class BillQuerySerializer(StrictSerializer):
    """Filters of the list, and the pages' own parameters."""

    biller = TextField(max_length=32, required=False, help_text="A biller's code.")
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class BillPageSerializer(serializers.Serializer[Any]):
    results = BillSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


_DAYS: dict[str, Any] = {"min_value": 0, "max_value": MAX_DAYS_BEFORE, "required": False}


class NewSavedBillSerializer(StrictSerializer):
    biller = TextField(max_length=32, help_text="A biller's code.")
    account_number = TextField(max_length=MAX_ACCOUNT_NUMBER)
    nickname = TextField(max_length=MAX_NICKNAME, required=False, allow_blank=True, default="")
    reminders = SwitchField(required=False, default=True, help_text="Whether I am reminded before it falls due.")
    days_before = WholeNumberField(**_DAYS, default=3, help_text="How many days before.")


class SavedBillChangeSerializer(StrictSerializer):
    nickname = TextField(max_length=MAX_NICKNAME, required=False, allow_blank=True)
    reminders = SwitchField(required=False)
    days_before = WholeNumberField(**_DAYS)


class SavedBillSerializer(serializers.Serializer[Any]):
    """A saved bill (for the schema; `saved_bill_answer` writes it)."""

    id = serializers.UUIDField()
    biller = BillerOfSerializer()
    account = serializers.CharField(help_text="The last digits of the number.")
    nickname = serializers.CharField()
    reminders = serializers.BooleanField()
    days_before = serializers.IntegerField()
    due_date = serializers.DateField(allow_null=True, help_text="As the biller said when it was asked last.")
    amount_due = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    looked_up_at = serializers.DateTimeField(allow_null=True, help_text="When that was.")
    created_at = serializers.DateTimeField()


class SavedBillPageSerializer(serializers.Serializer[Any]):
    results = SavedBillSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def looked_up_answer(found: LookedUp) -> dict[str, Any]:
    row = found.row
    return {
        "lookup_id": row.id,
        "biller": found.biller.code,
        "biller_name": found.biller.name,
        "account": row.masked,
        "customer_name": found.customer_name or None,
        "currency": row.currency,
        "amount_due": None if row.amount_due is None else decimal_string(row.amount_due, row.currency),
        "minimum": decimal_string(row.minimum, row.currency),
        "maximum": decimal_string(row.maximum, row.currency),
        "due_date": row.due_date,
        "allows_partial": row.allows_partial,
        "is_prepaid": row.is_prepaid,
        "expires_at": row.expires_at,
    }


def _biller_of(row: BillPayment | SavedBill) -> dict[str, Any]:
    biller = row.biller
    return {"code": biller.code, "name": biller.name, "colour": biller.colour, "initials": biller.initials}


def bill_answer(row: BillPayment, outcomes: Mapping[Any, Bought]) -> dict[str, Any]:
    payment = row.transaction
    bought = outcomes.get(payment.id) or Bought()
    return {
        "id": payment.id,
        "reference": payment.reference,
        "state": payment.state,
        "biller": _biller_of(row),
        "account": row.masked,
        "product": row.product.name if row.product else None,
        "amount": decimal_string(payment.amount, payment.currency),
        "fee": decimal_string(payment.charges, payment.currency),
        "total": decimal_string(payment.debit, payment.currency),
        "currency": payment.currency,
        "note": payment.note,
        "voucher": bought.voucher or None,
        "units": bought.units or None,
        "receipt_number": bought.receipt_number or None,
        "failure_code": payment.failure_code or None,
        "created_at": payment.created_at,
    }


def saved_bill_answer(row: SavedBill) -> dict[str, Any]:
    currency = row.biller.currency
    return {
        "id": row.id,
        "biller": _biller_of(row),
        "account": row.masked,
        "nickname": row.nickname,
        "reminders": row.reminders,
        "days_before": row.days_before,
        "due_date": row.due_date,
        "amount_due": None if row.amount_due is None else decimal_string(row.amount_due, currency),
        "currency": currency,
        "looked_up_at": row.looked_up_at,
        "created_at": row.created_at,
    }
