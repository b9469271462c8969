"""What the API of merchants' servers takes and gives. What it gives is written by apps/checkout/payment_objects.py."""

from typing import Any

from rest_framework import serializers

from apps.checkout.services import OUTCOMES
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    StrictChoiceField,
    StrictSerializer,
    TextField,
    WholeNumberField,
)
from apps.merchants.models import ChargeState

MAX_METADATA = 20
MAX_METADATA_KEY, MAX_METADATA_VALUE = 40, 500
FIVE_MINUTES, ONE_DAY, THIRTY_DAYS = 300, 24 * 3600, 30 * 24 * 3600
STATES = [state.lower() for state in ChargeState.values]


class MetadataField(serializers.DictField):
    """What a merchant keeps with a payment: some strings by name."""

    default_error_messages = {"too_many": f"There are at most {MAX_METADATA} entries."}
    child: serializers.Field[Any, Any, Any, Any] = TextField(max_length=MAX_METADATA_VALUE, allow_blank=True)
    _name = TextField(max_length=MAX_METADATA_KEY)

    def to_internal_value(self, data: Any) -> Any:
        if isinstance(data, dict):
            if len(data) > MAX_METADATA:
                self.fail("too_many")
            for name in data:
                self._name.run_validation(name)
        return super().to_internal_value(data)


class NewPaymentSerializer(StrictSerializer):
    """A payment that a merchant's server asks for."""

    amount = AmountField()
    currency = CurrencyField(help_text="The merchant's.")
    description = TextField(
        max_length=140, required=False, allow_blank=True, default="", help_text="What the payer reads."
    )
    reference = TextField(
        max_length=64, required=False, allow_blank=True, default="", help_text="Your own number for it."
    )
    metadata = MetadataField(required=False, help_text="Up to 20 strings that are given back as they are.")
    capture = StrictChoiceField(
        ["automatic", "manual"],
        required=False,
        default="automatic",
        help_text="manual: the money is put aside, until you capture it or let it go, for 7 days at most.",
    )
    expires_in = WholeNumberField(
        required=False, min_value=FIVE_MINUTES, max_value=THIRTY_DAYS, default=ONE_DAY, help_text="In seconds."
    )
    return_url = TextField(
        max_length=2000,
        required=False,
        help_text="https; where the page leads when it is done. In test mode also http://localhost.",
    )
    till_code = TextField(max_length=10, required=False, help_text="Counts it as asked for at this till.")


class NewPaymentRefundSerializer(StrictSerializer):
    """What to give back of a payment."""

    amount = AmountField(
        required=False, help_text="How much, in the payment's currency; left out: all that is left of it."
    )
    reason = TextField(
        max_length=140, required=False, allow_blank=True, default="", help_text="Why, for the payer to read."
    )


class SimulateSerializer(StrictSerializer):
    """What shall become of a test payment."""

    outcome = StrictChoiceField(
        OUTCOMES, required=False, default="automatic", help_text="automatic: as the amount's last two digits say."
    )


class ServerPaymentQuerySerializer(StrictSerializer):
    """Filters of the payments, and the pages' own parameters."""

    state = StrictChoiceField(STATES, required=False)
    reference = TextField(max_length=64, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        times = {
            "from": serializers.DateTimeField(required=False, help_text="Made from this moment on (RFC 3339)."),
            "to": serializers.DateTimeField(required=False, help_text="Made before this moment (RFC 3339)."),
        }
        return {**super().get_fields(), **times}


class PageQuerySerializer(StrictSerializer):
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class PaidBySerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    reference = serializers.CharField()


class MaskedPayerSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="Masked.")


class ServerPaymentSerializer(serializers.Serializer[Any]):
    """A payment (for the schema)."""

    id = serializers.UUIDField()
    object = serializers.ChoiceField(["payment"])
    live = serializers.BooleanField()
    state = serializers.ChoiceField(STATES)
    amount = serializers.CharField()
    currency = serializers.CharField()
    paid_amount = serializers.CharField(allow_null=True, help_text="With what was added as a tip or fee.")
    tip = serializers.CharField(allow_null=True)
    refunded = serializers.CharField()
    description = serializers.CharField()
    reference = serializers.CharField()
    metadata = serializers.DictField(child=serializers.CharField())
    capture = serializers.ChoiceField(["automatic", "manual"])
    checkout_url = serializers.URLField(help_text="Where your customer pays.")
    qr = serializers.CharField(help_text="The text of a QR code to pay it by (EMVCo merchant-presented mode).")
    return_url = serializers.CharField(allow_null=True)
    expires_at = serializers.DateTimeField()
    capture_before = serializers.DateTimeField(allow_null=True)
    transaction = PaidBySerializer(allow_null=True, help_text="Never of a test payment.")
    payer = MaskedPayerSerializer(allow_null=True)
    created_at = serializers.DateTimeField()


class ServerPaymentPageSerializer(serializers.Serializer[Any]):
    results = ServerPaymentSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)


class ServerRefundSerializer(serializers.Serializer[Any]):
    """A refund (for the schema)."""

    id = serializers.UUIDField()
    object = serializers.ChoiceField(["refund"])
    live = serializers.BooleanField()
    state = serializers.ChoiceField(["completed", "held"])
    payment = serializers.UUIDField()
    amount = serializers.CharField()
    currency = serializers.CharField()
    reason = serializers.CharField()
    reference = serializers.CharField(allow_null=True)
    created_at = serializers.DateTimeField()


class ServerRefundPageSerializer(serializers.Serializer[Any]):
    results = ServerRefundSerializer(many=True)
    next = serializers.CharField(allow_null=True)
    previous = serializers.CharField(allow_null=True)
