"""What the API of agents takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.name_fields import CountryField, LinesField, NameField
from apps.agents.models import Agent, AgentStatus, AgentTier, Document, DocumentKind, PaysOut, Rank, Role
from apps.agents.selectors import POWERS, Employment, Power, Supplied
from apps.core.api.parsing import CurrencyField, StrictChoiceField, StrictSerializer, TextField
from apps.core.money import decimal_string

KINDS = {kind.value.lower(): kind for kind in DocumentKind}


class OutletCodeField(TextField):
    """The six digits by which customers and other agents name an outlet."""

    default_error_messages = {"invalid_code": "This must be the six digits of an outlet."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=6, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        code = super().to_internal_value(data)
        if len(code) != 6 or not (code.isascii() and code.isdigit()):
            self.fail("invalid_code")
        return code


class ApplyAsAgentSerializer(StrictSerializer):
    name = NameField(max_length=60, help_text="What customers read.")
    legal_name = NameField(max_length=120, help_text="As in the register of companies.")
    rank = StrictChoiceField(choices=Rank.choices, required=False, help_text="AGENT unless said.")
    super_agent = OutletCodeField(
        required=False, help_text="The code of the main outlet of who is to supply it; it is told, a reviewer decides."
    )
    currency = CurrencyField(help_text="The only one it deals in. I need a wallet in it.")
    country = CountryField()
    city = NameField(max_length=60)
    address = LinesField(max_length=200, required=False)
    description = LinesField(max_length=500, required=False, help_text="What else is done there, for reviewers.")


class ChangeAgentSerializer(StrictSerializer):
    """Any of it; what is not named stays as it is."""

    name = NameField(max_length=60, required=False)
    legal_name = NameField(max_length=120, required=False)
    rank = StrictChoiceField(choices=Rank.choices, required=False)
    super_agent = OutletCodeField(required=False, allow_null=True, help_text="Null: nobody.")
    country = CountryField(required=False)
    city = NameField(max_length=60, required=False)
    address = LinesField(max_length=200, required=False)
    description = LinesField(max_length=500, required=False)


class NoFieldsForAgentSerializer(StrictSerializer):
    """Nothing: the address says it all."""


class AgentDocumentSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=sorted(KINDS))
    size = serializers.IntegerField(help_text="In bytes, as it is kept.")
    uploaded_at = serializers.DateTimeField()


class NamedAgentSerializer(serializers.Serializer[Any]):
    code = serializers.CharField(help_text="Of its main outlet.")
    name = serializers.CharField()


class AgentTermsSerializer(serializers.Serializer[Any]):
    pays_out = serializers.ChoiceField(choices=PaysOut.choices)
    withholding_percent = serializers.CharField(help_text="Tax that is kept back of each commission paid.")
    confirm_above = serializers.CharField(
        allow_null=True, help_text="Customers confirm larger cash-ins by a code; null: none."
    )
    serves_without_phone = serializers.BooleanField()


class AgentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField(allow_null=True, help_text="Of its main outlet; null before it is approved.")
    name = serializers.CharField()
    rank = serializers.ChoiceField(choices=Rank.choices)
    tier = serializers.ChoiceField(choices=AgentTier.choices)
    country = serializers.CharField()
    city = serializers.CharField()
    address = serializers.CharField()
    description = serializers.CharField()
    territory = serializers.CharField(help_text="The area it may open outlets in, in words.")
    currency = serializers.CharField()
    status = serializers.ChoiceField(choices=AgentStatus.choices)
    role = serializers.ChoiceField(choices=Role.choices, help_text="Mine.")
    powers = serializers.ListField(child=serializers.CharField(), help_text="What my role allows, in words.")
    outlet_id = serializers.UUIDField(allow_null=True, help_text="The one outlet my role is for; null: all.")
    terms = AgentTermsSerializer()
    super_agent = NamedAgentSerializer(
        allow_null=True, help_text="Who supplies it. Null but for its owner, as all that follows."
    )
    legal_name = serializers.CharField(allow_null=True)
    status_reason = serializers.CharField(allow_null=True)
    applied_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    documents = AgentDocumentSerializer(many=True, allow_null=True)


class AgentPageSerializer(serializers.Serializer[Any]):
    results = AgentSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class SuppliedAgentSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    code = serializers.CharField(allow_null=True, help_text="Of its main outlet; null before it is approved.")
    name = serializers.CharField()
    city = serializers.CharField()
    territory = serializers.CharField()
    tier = serializers.ChoiceField(choices=AgentTier.choices)
    status = serializers.ChoiceField(choices=AgentStatus.choices)
    applied_at = serializers.DateTimeField()


class SuppliedAgentPageSerializer(serializers.Serializer[Any]):
    results = SuppliedAgentSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def document_answer(row: Document) -> dict[str, Any]:
    return {"kind": row.kind.lower(), "size": row.size, "uploaded_at": row.uploaded_at}


def agent_answer(employment: Employment) -> dict[str, Any]:
    """An agent for somebody who works there: what only its owner may know is null for everybody else."""
    row, powers = employment.agent, POWERS[employment.role]
    governs = Power.GOVERN in powers
    parent = row.parent if governs else None
    return {
        "id": row.id,
        "code": employment.code or None,
        "name": row.name,
        "rank": row.rank,
        "tier": row.tier,
        "country": row.country,
        "city": row.city,
        "address": row.address,
        "description": row.description,
        "territory": row.territory,
        "currency": row.currency,
        "status": row.status,
        "role": employment.role,
        "powers": sorted(power.value for power in powers),
        "outlet_id": employment.outlet_id,
        "terms": _terms(row),
        "super_agent": {"code": employment.parent_code, "name": parent.name} if parent else None,
        "legal_name": row.legal_name if governs else None,
        "status_reason": row.status_reason if governs else None,
        "applied_at": row.applied_at if governs else None,
        "decided_at": row.decided_at if governs else None,
        "documents": [document_answer(one) for one in employment.documents] if governs else None,
    }


def supplied_answer(supplied: Supplied) -> dict[str, Any]:
    """An agent as the super-agent above it sees it: what everybody could see, and how far it is."""
    row = supplied.agent
    return {
        "id": row.id,
        "code": supplied.code or None,
        "name": row.name,
        "city": row.city,
        "territory": row.territory,
        "tier": row.tier,
        "status": row.status,
        "applied_at": row.applied_at,
    }


def _terms(row: Agent) -> dict[str, Any]:
    above = row.confirm_above
    return {
        "pays_out": row.pays_out,
        "withholding_percent": f"{row.withholding_percent.normalize():f}",
        "confirm_above": None if above is None else decimal_string(above, row.currency),
        "serves_without_phone": row.serves_without_phone,
    }
