"""What the API of one's own profile takes and gives, beyond the profile itself."""

from typing import Any

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from apps.accounts.api.serializers import EmailField, FullNameField, PasswordField
from apps.accounts.api.step_up import StepUpSerializer
from apps.accounts.identifiers import MAX_IDENTIFIER_LENGTH, is_clean_name, normalise_handle
from apps.accounts.models import DataExport
from apps.accounts.selectors import Contact, Trusted
from apps.core.api.parsing import MsisdnField, StrictSerializer, TextField


@extend_schema_field({"type": "string", "pattern": "^@?[A-Za-z][A-Za-z0-9_]{2,29}$", "example": "amina_o"})
class HandleField(TextField):
    """A handle, with or without its @; read in lower case."""

    default_error_messages = {
        "invalid_handle": "A handle begins with a letter and has three to thirty letters, digits and underscores."
    }

    def to_internal_value(self, data: Any) -> str:
        handle = normalise_handle(super().to_internal_value(data))
        if handle is None:
            self.fail("invalid_handle")
        return handle


class WordsField(TextField):
    """A few words of a person's own, which may be none; nothing hidden in them."""

    default_error_messages = {"invalid_words": "This must be words, without control characters."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(allow_blank=True, required=False, default="", **kwargs)

    def to_internal_value(self, data: Any) -> str:
        words = " ".join(super().to_internal_value(data).split())
        if words and not is_clean_name(words):
            self.fail("invalid_words")
        return words


class ProofSerializer(StepUpSerializer):
    """The challenge named by `proof_required`, and the code that was sent to the new address for it."""


class EmailChangeSerializer(StrictSerializer):
    email = EmailField(allow_null=True, help_text="`null` removes the address; then no `proof` is needed.")
    step_up = StepUpSerializer(required=False)
    proof = ProofSerializer(required=False)


class EmailVerificationSerializer(StrictSerializer):
    proof = ProofSerializer(required=False)


class NumberChangeSerializer(StrictSerializer):
    msisdn = MsisdnField()
    password = PasswordField()
    step_up = StepUpSerializer(required=False)
    proof = ProofSerializer(required=False)


class HandleSerializer(StrictSerializer):
    handle = HandleField()


class EmergencyContactChangeSerializer(StrictSerializer):
    name = FullNameField()
    msisdn = MsisdnField()
    relation = WordsField(max_length=40)


class EmergencyContactSerializer(serializers.Serializer[Any]):
    name = serializers.CharField()
    msisdn = serializers.CharField()
    relation = serializers.CharField()
    changed_at = serializers.DateTimeField()


class TrustSerializer(StrictSerializer):
    to = TextField(max_length=MAX_IDENTIFIER_LENGTH, help_text="A number, an e-mail address, a @handle or an id.")
    nickname = WordsField(max_length=60)
    step_up = StepUpSerializer(required=False)


class TrustedPayeeSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    name = serializers.CharField(help_text="Masked: enough to recognise somebody one knows.")
    nickname = serializers.CharField()
    added_at = serializers.DateTimeField()


class TrustedPayeePageSerializer(serializers.Serializer[Any]):
    results = TrustedPayeeSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class ExportSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    status = serializers.ChoiceField(DataExport.Status.values)
    percent = serializers.IntegerField(help_text="How much of it is made: 0 to 100.")
    bytes = serializers.IntegerField(help_text="Size of the file; 0 until it is ready.")
    requested_at = serializers.DateTimeField()
    ready_at = serializers.DateTimeField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True, help_text="When the file is deleted.")


def contact_answer(contact: Contact) -> dict[str, Any]:
    return {
        "name": contact.name,
        "msisdn": contact.msisdn,
        "relation": contact.relation,
        "changed_at": contact.changed_at,
    }


def trusted_answer(trusted: Trusted) -> dict[str, Any]:
    return {
        "id": trusted.id,
        "name": trusted.name,
        "nickname": trusted.nickname,
        "added_at": trusted.added_at,
    }


def export_answer(export: DataExport) -> dict[str, Any]:
    return {
        "id": export.id,
        "status": export.status,
        "percent": export.percent,
        "bytes": export.file_bytes,
        "requested_at": export.requested_at,
        "ready_at": export.ready_at,
        "expires_at": export.expires_at,
    }
