"""What the API of stores and tills takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.name_fields import LinesField, NameField
from apps.core.api.parsing import AmountField, IdField, StrictChoiceField, StrictSerializer, SwitchField
from apps.core.money import decimal_string
from apps.merchants.models import Store, Till, TipMode


class OpenStoreSerializer(StrictSerializer):
    name = NameField(max_length=60)
    city = NameField(max_length=60)
    address = LinesField(max_length=200, required=False)


class ChangeStoreSerializer(StrictSerializer):
    """Any of it; what is not named stays as it is."""

    name = NameField(max_length=60, required=False)
    city = NameField(max_length=60, required=False)
    address = LinesField(max_length=200, required=False)
    is_open = SwitchField(required=False, help_text="Closing a store closes its tills.")


class OpenTillSerializer(StrictSerializer):
    store_id = IdField()
    label = NameField(max_length=25, help_text="What staff call it.")  # type: ignore[assignment]
    tip_mode = StrictChoiceField(choices=TipMode.choices, required=False, help_text="NONE unless said.")
    tip_value = AmountField(required=False, help_text="The fee of FIXED, the percentage of PERCENT.")


class ChangeTillSerializer(StrictSerializer):
    """Any of it; what is not named stays as it is."""

    label = NameField(max_length=25, required=False)  # type: ignore[assignment]
    tip_mode = StrictChoiceField(choices=TipMode.choices, required=False)
    tip_value = AmountField(required=False)
    is_open = SwitchField(required=False)


class TillQuerySerializer(StrictSerializer):
    store_id = IdField(required=False)
    page_size = serializers.CharField(required=False)
    cursor = serializers.CharField(required=False)


class StoreSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    city = serializers.CharField()
    address = serializers.CharField()
    is_open = serializers.BooleanField()
    opened_at = serializers.DateTimeField()


class StorePageSerializer(serializers.Serializer[Any]):
    results = StoreSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class TillSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    store_id = serializers.UUIDField()
    code = serializers.CharField(help_text="What is printed in its code to scan. It never changes.")
    label = serializers.CharField()  # type: ignore[assignment]
    tip_mode = serializers.ChoiceField(choices=TipMode.choices)
    tip_value = serializers.CharField(allow_null=True)
    is_open = serializers.BooleanField()
    opened_at = serializers.DateTimeField()


class TillPageSerializer(serializers.Serializer[Any]):
    results = TillSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def store_answer(row: Store) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": row.name,
        "city": row.city,
        "address": row.address,
        "is_open": row.is_open,
        "opened_at": row.opened_at,
    }


def till_answer(row: Till, currency: str) -> dict[str, Any]:
    return {
        "id": row.id,
        "store_id": row.store_id,
        "code": row.code,
        "label": row.label,
        "tip_mode": row.tip_mode,
        "tip_value": _tip(row, currency),
        "is_open": row.is_open,
        "opened_at": row.opened_at,
    }


def _tip(row: Till, currency: str) -> str | None:
    if row.tip_value is None:
        return None
    return (
        decimal_string(row.tip_value, currency) if row.tip_mode == TipMode.FIXED else f"{row.tip_value.normalize():f}"
    )
