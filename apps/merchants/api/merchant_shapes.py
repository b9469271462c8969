"""What the API of merchants takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.name_fields import CountryField, LinesField, NameField
from apps.accounts.api.proofs import ProvenSerializer
from apps.core.api.parsing import CurrencyField, IdField, StrictChoiceField, StrictSerializer
from apps.core.money import decimal_string
from apps.funding import wording
from apps.merchants.api.fields import CategoryField, WebsiteField
from apps.merchants.categories import CATEGORIES, category_name
from apps.merchants.models import Document, DocumentKind, Handover, Merchant, MerchantStatus, Period, Role, SettleTo
from apps.merchants.selectors import POWERS, Employment, Power

KINDS = {kind.value.lower(): kind for kind in DocumentKind}


class _DetailsSerializer(StrictSerializer):
    city = NameField(max_length=60)
    address = LinesField(max_length=200, required=False)
    description = LinesField(max_length=500, required=False, help_text="What it sells, for reviewers.")
    website = WebsiteField(required=False)


class ApplySerializer(_DetailsSerializer):
    name = NameField(max_length=60, help_text="What payers read.")
    legal_name = NameField(max_length=120, help_text="As in the register of companies.")
    category = CategoryField()
    currency = CurrencyField(help_text="The only one it is paid in. I need a wallet in it.")
    country = CountryField()


class ChangeSerializer(_DetailsSerializer):
    """Any of it; what is not named stays as it is."""

    name = NameField(max_length=60, required=False)
    legal_name = NameField(max_length=120, required=False)
    category = CategoryField(required=False)
    country = CountryField(required=False)
    city = NameField(max_length=60, required=False)


class DestinationSerializer(ProvenSerializer):
    to = StrictChoiceField(choices=["wallet", "bank"])
    source_id = IdField(required=False, help_text="A bank account of mine that is linked; with `bank` only.")

    def validate(self, fields: dict[str, Any]) -> dict[str, Any]:
        if (fields["to"] == "bank") is not ("source_id" in fields):
            code, text = (
                ("required", "Which account?") if fields["to"] == "bank" else ("not_wanted", "A wallet has none.")
            )
            raise serializers.ValidationError({"source_id": [serializers.ErrorDetail(text, code=code)]})
        return fields


class NoFieldsSerializer(StrictSerializer):
    """Nothing: the address says it all."""


class MerchantCategorySerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    name = serializers.CharField()


class MerchantCategoryListSerializer(serializers.Serializer[Any]):
    results = MerchantCategorySerializer(many=True)


class MerchantDocumentSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=sorted(KINDS))
    size = serializers.IntegerField(help_text="In bytes, as it is kept.")
    uploaded_at = serializers.DateTimeField()


class SettledToSerializer(serializers.Serializer[Any]):
    to = serializers.ChoiceField(choices=SettleTo.choices)
    source_id = serializers.UUIDField(allow_null=True)
    destination = serializers.CharField(help_text="In words.")
    not_before = serializers.DateTimeField(allow_null=True, help_text="A new bank account waits until then.")
    period = serializers.ChoiceField(choices=Period.choices)
    minimum = serializers.CharField(help_text="Less than this waits for more.")
    reserve_percent = serializers.CharField()
    reserve_days = serializers.IntegerField()


class HandoverSerializer(serializers.Serializer[Any]):
    staff_id = serializers.UUIDField()
    is_to_me = serializers.BooleanField(help_text="Whether I may accept it.")
    expires_at = serializers.DateTimeField()


class MerchantSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField()
    category = MerchantCategorySerializer()
    country = serializers.CharField()
    city = serializers.CharField()
    address = serializers.CharField()
    description = serializers.CharField()
    website = serializers.CharField()
    currency = serializers.CharField()
    status = serializers.ChoiceField(choices=MerchantStatus.choices)
    role = serializers.ChoiceField(choices=Role.choices, help_text="Mine.")
    powers = serializers.ListField(child=serializers.CharField(), help_text="What my role allows, in words.")
    store_id = serializers.UUIDField(allow_null=True, help_text="The one store my role is for; null: all.")
    handover = HandoverSerializer(allow_null=True, help_text="To whom it is offered; for both sides.")
    legal_name = serializers.CharField(allow_null=True, help_text="Null but for its owner, as all that follows.")
    status_reason = serializers.CharField(allow_null=True)
    applied_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    documents = MerchantDocumentSerializer(many=True, allow_null=True)
    settlement = SettledToSerializer(allow_null=True)


class MerchantPageSerializer(serializers.Serializer[Any]):
    results = MerchantSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


def category_answer(code: str) -> dict[str, str]:
    return {"code": code, "name": category_name(code)}


def categories_answer() -> dict[str, Any]:
    return {"results": [category_answer(code) for code in sorted(CATEGORIES)]}


def document_answer(row: Document) -> dict[str, Any]:
    return {"kind": row.kind.lower(), "size": row.size, "uploaded_at": row.uploaded_at}


def merchant_answer(employment: Employment) -> dict[str, Any]:
    """A merchant for somebody who works there: what only its owner may know is null for everybody else."""
    row, powers = employment.merchant, POWERS[employment.role]
    governs = Power.GOVERN in powers
    return {
        "id": row.id,
        "name": row.name,
        "category": category_answer(row.category),
        "country": row.country,
        "city": row.city,
        "address": row.address,
        "description": row.description,
        "website": row.website,
        "currency": row.currency,
        "status": row.status,
        "role": employment.role,
        "powers": sorted(power.value for power in powers),
        "store_id": employment.store_id,
        "handover": _handover(employment, governs),
        "legal_name": row.legal_name if governs else None,
        "status_reason": row.status_reason if governs else None,
        "applied_at": row.applied_at if governs else None,
        "decided_at": row.decided_at if governs else None,
        "documents": [document_answer(one) for one in employment.documents] if governs else None,
        "settlement": _settlement(row) if governs else None,
    }


def _handover(employment: Employment, governs: bool) -> dict[str, Any] | None:
    offer = employment.handover
    if offer is None:
        return None
    is_to_me = offer.to.person_id == employment.person_id
    if not (governs or is_to_me):
        return None
    return handover_answer(offer, is_to_me=is_to_me)


def handover_answer(offer: Handover, *, is_to_me: bool) -> dict[str, Any]:
    return {"staff_id": offer.to_id, "is_to_me": is_to_me, "expires_at": offer.expires_at}


def _settlement(row: Merchant) -> dict[str, Any]:
    source = row.settle_source if row.settle_to == SettleTo.BANK else None
    return {
        "to": row.settle_to,
        "source_id": source.id if source else None,
        "destination": wording.plain(source.label) if source else "GoPay wallet",
        "not_before": row.settle_not_before,
        "period": row.period,
        "minimum": decimal_string(row.minimum_settlement, row.currency),
        "reserve_percent": f"{row.reserve_percent.normalize():f}",
        "reserve_days": row.reserve_days,
    }
