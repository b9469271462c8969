"""What registering customers takes and gives."""

from typing import Any

from rest_framework import serializers

from apps.accounts.api.serializers import EmailField, FullNameField, LanguageField
from apps.agents.models import RegistrationState
from apps.agents.selectors import SeenRegistration
from apps.agents.services import Papers, StartedRegistration
from apps.core.api.parsing import MsisdnField, StrictChoiceField, StrictSerializer, TextField
from apps.core.money import decimal_string
from apps.kyc.api.serializers import DetailsSerializer
from apps.kyc.models import SubmissionState, TargetTier


class RegisterCustomerSerializer(StrictSerializer):
    """No password and no PIN: the customer chooses them, on a phone of their own."""

    msisdn = MsisdnField()
    full_name = FullNameField()
    email = EmailField(required=False, allow_null=True, default=None)
    language = LanguageField(required=False, default="en")


class ConfirmRegistrationSerializer(StrictSerializer):
    code = TextField(min_length=6, max_length=6, help_text="What the customer was sent, and reads to the teller.")


class CustomerDetailsSerializer(DetailsSerializer):
    """Any of it at a time; what is not named stays as it is."""

    target_tier = StrictChoiceField(choices=TargetTier.choices, default=TargetTier.TIER_1.value)


class StartedRegistrationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    msisdn = serializers.CharField()
    state = serializers.ChoiceField(choices=RegistrationState.choices)
    expires_in = serializers.IntegerField(help_text="Life of the code, in seconds.")


class RegisteredCustomerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="Masked: the first name and how the last one begins.")
    msisdn = serializers.CharField(help_text="Masked: its beginning and its last three digits.")


class RegistrationSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    state = serializers.ChoiceField(choices=RegistrationState.choices)
    outlet_id = serializers.UUIDField()
    customer = RegisteredCustomerSerializer(allow_null=True, help_text="Once they have confirmed their number.")
    started_at = serializers.DateTimeField()
    registered_at = serializers.DateTimeField(allow_null=True)
    lapses_at = serializers.DateTimeField(help_text="Until then the customer has to be confirmed, then active.")
    decided_at = serializers.DateTimeField(allow_null=True, help_text="When it earned, or lapsed.")


class RegistrationPageSerializer(serializers.Serializer[Any]):
    results = RegistrationSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class OfficeRegistrationSerializer(RegistrationSerializer):
    teller_id = serializers.UUIDField()
    earned = serializers.CharField(allow_null=True, help_text="What all earned by it together.")
    currency = serializers.CharField(allow_null=True)


class OfficeRegistrationPageSerializer(serializers.Serializer[Any]):
    results = OfficeRegistrationSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class PapersSerializer(serializers.Serializer[Any]):
    """How far a customer's papers are. What was written is read back by nobody at the desk."""

    target_tier = serializers.ChoiceField(choices=TargetTier.choices)
    state = serializers.ChoiceField(choices=SubmissionState.choices)
    documents = serializers.ListField(child=serializers.CharField(), help_text="Which pictures are there.")
    missing = serializers.ListField(
        child=serializers.CharField(), help_text="Fields, and `documents/selfie` and the like. Only of a draft."
    )


def started_answer(started: StartedRegistration) -> dict[str, Any]:
    return {
        "id": started.id,
        "msisdn": started.msisdn,
        "state": RegistrationState.STARTED.value,
        "expires_in": started.expires_in,
    }


def registration_answer(row: SeenRegistration) -> dict[str, Any]:
    """As a teller sees it: what it earned is between them and the office's statement."""
    return {
        "id": row.id,
        "state": row.state,
        "outlet_id": row.outlet_id,
        "customer": {"name": row.customer, "msisdn": row.customer_number} if row.customer else None,
        "started_at": row.started_at,
        "registered_at": row.registered_at,
        "lapses_at": row.lapses_at,
        "decided_at": row.decided_at,
    }


def office_answer(row: SeenRegistration) -> dict[str, Any]:
    has_earned = row.earned is not None and row.currency is not None
    return {
        **registration_answer(row),
        "teller_id": row.teller_id,
        "earned": decimal_string(row.earned, row.currency) if has_earned else None,  # type: ignore[arg-type]
        "currency": row.currency,
    }


def papers_answer(papers: Papers) -> dict[str, Any]:
    return {
        "target_tier": papers.target_tier,
        "state": papers.state,
        "documents": papers.documents,
        "missing": papers.missing,
    }
