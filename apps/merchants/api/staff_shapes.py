"""What the API of a merchant's staff takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.identifiers import masked_name
from apps.core.api.parsing import AmountField, IdField, StrictChoiceField, StrictSerializer, TextField
from apps.core.money import decimal_string
from apps.merchants.models import Role, Staff

_GIVEN = [Role.MANAGER.value, Role.CASHIER.value]


class EmploySerializer(StrictSerializer):
    to = TextField(max_length=254, help_text="A phone number in E.164, a @handle or an e-mail address.")
    role = StrictChoiceField(choices=_GIVEN)
    store_id = IdField(required=False, allow_null=True, help_text="The one store it is for; null: all.")
    refund_daily_cap = AmountField(
        required=False,
        allow_null=True,
        help_text="What they may give back in a day (UTC). Without one a cashier gives nothing back, a manager as much "
        "as there is.",
    )


class ChangeStaffSerializer(StrictSerializer):
    """Any of it; what is not named stays as it is."""

    role = StrictChoiceField(choices=_GIVEN, required=False)
    store_id = IdField(required=False, allow_null=True)
    refund_daily_cap = AmountField(required=False, allow_null=True)


class StaffSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(help_text="Masked: the first name and how the last one begins.")
    role = serializers.ChoiceField(choices=Role.choices)
    store_id = serializers.UUIDField(allow_null=True)
    refund_daily_cap = serializers.CharField(allow_null=True)
    added_at = serializers.DateTimeField()
    is_me = serializers.BooleanField()


class StaffPageSerializer(serializers.Serializer[Any]):
    results = StaffSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def staff_answer(row: Staff, *, viewer_id: Any, currency: str) -> dict[str, Any]:
    cap = row.refund_daily_cap
    return {
        "id": row.id,
        "name": masked_name(row.person.full_name),
        "role": row.role,
        "store_id": row.store_id,
        "refund_daily_cap": None if cap is None else decimal_string(cap, currency),
        "added_at": row.added_at,
        "is_me": row.person_id == viewer_id,
    }
