"""What the API of an agent's staff takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.identifiers import masked_name
from apps.agents.models import Role, Staff
from apps.core.api.parsing import IdField, StrictChoiceField, StrictSerializer, TextField

_GIVEN = [Role.MANAGER.value, Role.TELLER.value]


class EmployForAgentSerializer(StrictSerializer):
    to = TextField(max_length=254, help_text="A phone number in E.164, a @handle or an e-mail address.")
    role = StrictChoiceField(choices=_GIVEN)
    outlet_id = IdField(required=False, allow_null=True, help_text="The one outlet it is for; null: all.")


class ChangeAgentStaffSerializer(StrictSerializer):
    """Any of it; what is not named stays as it is."""

    role = StrictChoiceField(choices=_GIVEN, required=False)
    outlet_id = IdField(required=False, allow_null=True)


class AgentStaffSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(help_text="Masked: the first name and how the last one begins.")
    role = serializers.ChoiceField(choices=Role.choices)
    outlet_id = serializers.UUIDField(allow_null=True)
    added_at = serializers.DateTimeField()
    is_me = serializers.BooleanField()


class AgentStaffPageSerializer(serializers.Serializer[Any]):
    results = AgentStaffSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def staff_answer(row: Staff, *, viewer_id: Any) -> dict[str, Any]:
    return {
        "id": row.id,
        "name": masked_name(row.person.full_name),
        "role": row.role,
        "outlet_id": row.outlet_id,
        "added_at": row.added_at,
        "is_me": row.person_id == viewer_id,
    }
