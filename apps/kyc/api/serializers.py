"""What the identity checks' API takes and gives."""

from collections.abc import Mapping
from typing import Any

from rest_framework import serializers

from apps.core.api.parsing import StrictChoiceField, StrictDateField, StrictSerializer, TextField
from apps.kyc.models import Document, DocumentType, SubmissionState, TargetTier
from apps.kyc.reasons import Reason, words_for
from apps.kyc.rules import MAX_ADDRESS, MAX_NAME
from apps.kyc.selectors import Standing, SubmissionView

_SHOWN_DIGITS = 3


class OneLineField(TextField):
    """Runs of white space become one space."""

    def to_internal_value(self, data: Any) -> str:
        return " ".join(super().to_internal_value(data).split())


class LinesField(TextField):
    """Several lines, each without what stands before and after it."""

    def to_internal_value(self, data: Any) -> str:
        lines = (" ".join(line.split()) for line in super().to_internal_value(data).splitlines())
        return "\n".join(line for line in lines if line)


class OpenSerializer(StrictSerializer):
    target_tier = StrictChoiceField(
        choices=TargetTier.choices,
        default=TargetTier.TIER_1,
        help_text="TIER_1 needs details; TIER_2 also pictures of a document and a selfie.",
    )


class DetailsSerializer(StrictSerializer):
    """Any of it at a time; what is not named stays as it is."""

    target_tier = StrictChoiceField(choices=TargetTier.choices, required=False)
    name = OneLineField(required=False, max_length=MAX_NAME * 2, help_text="First and last name as on the document.")
    birth_date = StrictDateField(required=False)
    address = LinesField(required=False, max_length=MAX_ADDRESS * 2)
    document_type = StrictChoiceField(choices=DocumentType.choices, required=False)
    document_country = TextField(required=False, max_length=2, help_text="ISO 3166-1 alpha-2, in capitals.")
    id_number = TextField(required=False, max_length=40, help_text="The number of the document; blanks do not count.")
    document_expiry_date = StrictDateField(
        required=False, allow_null=True, help_text="Null for a national identity card that never expires."
    )


class NoFieldsSerializer(StrictSerializer):
    """Nothing: the address says it all."""


class DocumentSerializer(serializers.Serializer[Any]):
    kind = serializers.ChoiceField(choices=["id_front", "id_back", "selfie"])
    width = serializers.IntegerField()
    height = serializers.IntegerField()
    size = serializers.IntegerField(help_text="In bytes, as it is kept.")
    uploaded_at = serializers.DateTimeField()


class ReasonSerializer(serializers.Serializer[Any]):
    code = serializers.ChoiceField(choices=[reason.value for reason in Reason])
    text = serializers.CharField()


class SubmissionSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    target_tier = serializers.ChoiceField(choices=TargetTier.choices)
    state = serializers.ChoiceField(choices=SubmissionState.choices)
    name = serializers.CharField(allow_null=True)
    birth_date = serializers.DateField(allow_null=True)
    address = serializers.CharField(allow_null=True)
    document_type = serializers.ChoiceField(choices=DocumentType.choices, allow_null=True)
    document_country = serializers.CharField(allow_null=True)
    document_expiry_date = serializers.DateField(allow_null=True)
    id_number_masked = serializers.CharField(allow_null=True, help_text="Its last three characters.")
    documents = DocumentSerializer(many=True)
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Fields, and `documents/selfie` and the like. Only of a draft."
    )
    reasons = ReasonSerializer(many=True)
    note = serializers.CharField(help_text="The reviewer's own words; may be empty.")
    opened_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    decided_at = serializers.DateTimeField(allow_null=True)
    valid_until = serializers.DateField(allow_null=True)


class StandingSerializer(serializers.Serializer[Any]):
    tier = serializers.ChoiceField(choices=["TIER_0", "TIER_1", "TIER_2"])
    submission = SubmissionSerializer(allow_null=True, help_text="The newest one.")
    missing = serializers.ListField(child=serializers.CharField())
    reasons = ReasonSerializer(many=True)


def _masked(number: str | None) -> str | None:
    if number is None:
        return None
    return "•" * (len(number) - _SHOWN_DIGITS) + number[-_SHOWN_DIGITS:]


def _reasons(codes: list[str]) -> list[dict[str, str]]:
    return [{"code": code, "text": text} for code, text in zip(codes, words_for(codes), strict=True)]


def document_answer(document: Document) -> dict[str, Any]:
    return {
        "kind": document.kind.lower(),
        "width": document.width,
        "height": document.height,
        "size": document.size,
        "uploaded_at": document.uploaded_at,
    }


def submission_answer(view: SubmissionView) -> dict[str, Any]:
    """What a person sees of their own submission. What is flagged, and who reviews it, is not part of it."""
    row, details = view.submission, view.details
    return {
        "id": str(row.id),
        "target_tier": row.target_tier,
        "state": row.state,
        "name": details.name,
        "birth_date": details.birth_date,
        "address": details.address,
        "document_type": row.document_type or None,
        "document_country": row.document_country or None,
        "document_expiry_date": row.document_expiry_date,
        "id_number_masked": _masked(details.id_number),
        "documents": [document_answer(document) for document in view.documents],
        "missing": view.missing,
        "reasons": _reasons(row.reasons),
        "note": row.note if row.state == SubmissionState.REJECTED else "",
        "opened_at": row.opened_at,
        "submitted_at": row.submitted_at,
        "decided_at": row.decided_at,
        "valid_until": row.valid_until,
    }


def standing_answer(standing: Standing) -> Mapping[str, Any]:
    newest = submission_answer(standing.newest) if standing.newest else None
    return {
        "tier": standing.tier,
        "submission": newest,
        "missing": standing.missing,
        "reasons": newest["reasons"] if newest else [],
    }
