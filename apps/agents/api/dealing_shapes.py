"""What the routes of dealings read and write."""

from typing import Any

from rest_framework import serializers

from apps.agents.api.shift_shapes import times
from apps.agents.models import DealingKind
from apps.agents.selectors import DealingFilter, SeenDealing
from apps.core.api.parsing import IdField, MsisdnField, StrictChoiceField, StrictSerializer, TextField
from apps.core.money import decimal_string


class OwnDealingsQuerySerializer(StrictSerializer):
    """Filters of what I did. A file has no pages."""

    kind = StrictChoiceField(DealingKind.values, required=False)
    shift = IdField(required=False)
    q = TextField(max_length=40, required=False, help_text="A payment's reference, or a customer's whole number.")
    format = StrictChoiceField(["json", "csv", "xlsx"], default="json")
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **times()}

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for name in ("cursor", "page_size"):
            if attrs["format"] != "json" and name in attrs:
                error = serializers.ErrorDetail("A file has no pages.", code="no_pages")
                raise serializers.ValidationError({name: [error]})
        return attrs


class DealingsQuerySerializer(OwnDealingsQuerySerializer):
    """Filters of what all did."""

    outlet = IdField(required=False)
    teller = IdField(required=False, help_text="The id of the person.")
    customer = MsisdnField(required=False, help_text="The whole number of one whom this agent has served.")


def filter_of(given: dict[str, Any]) -> DealingFilter:
    return DealingFilter(
        kind=given.get("kind"),
        outlet_id=given.get("outlet"),
        teller_id=given.get("teller"),
        shift_id=given.get("shift"),
        customer=given.get("customer"),
        q=given.get("q"),
        since=given.get("from"),
        until=given.get("to"),
    )


class SeenCustomerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="Masked: Amina O.")
    number = serializers.CharField(help_text="Masked: +254***001")


class DealingSerializer(serializers.Serializer[Any]):
    """A cash-in or cash-out that was paid."""

    transaction_id = serializers.UUIDField()
    reference = serializers.CharField()
    kind = serializers.ChoiceField(DealingKind.choices)
    at = serializers.DateTimeField()
    outlet_id = serializers.UUIDField()
    outlet = serializers.CharField()
    teller_id = serializers.UUIDField(help_text="The id of the person.")
    teller = serializers.CharField()
    shift_id = serializers.UUIDField(allow_null=True)
    customer = SeenCustomerSerializer()
    amount = serializers.CharField(help_text="The cash.")
    fee = serializers.CharField(help_text="With tax.")
    currency = serializers.CharField()
    note = serializers.CharField()


class DealingPageSerializer(serializers.Serializer[Any]):
    results = DealingSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class OfficeDealingSerializer(DealingSerializer):
    commission = serializers.CharField(help_text="What all who earn by it were given together.")


class OfficeDealingPageSerializer(serializers.Serializer[Any]):
    results = OfficeDealingSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def dealing_answer(row: SeenDealing) -> dict[str, Any]:
    """What its teller sees."""
    return {
        "transaction_id": str(row.transaction_id),
        "reference": row.reference,
        "kind": row.kind,
        "at": row.at,
        "outlet_id": str(row.outlet_id),
        "outlet": row.outlet,
        "teller_id": str(row.teller_id),
        "teller": row.teller,
        "shift_id": str(row.shift_id) if row.shift_id else None,
        "customer": {"name": row.customer, "number": row.customer_number},
        "amount": decimal_string(row.amount, row.currency),
        "fee": decimal_string(row.fee, row.currency),
        "currency": row.currency,
        "note": row.note,
    }


def office_answer(row: SeenDealing) -> dict[str, Any]:
    """What its agent sees."""
    return {**dealing_answer(row), "commission": decimal_string(row.commission, row.currency)}
