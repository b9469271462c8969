"""What the API of scanned codes takes and gives."""

from datetime import datetime
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from apps.core.api.parsing import StrictSerializer, TextField
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.merchants.models import TipMode
from apps.merchants.services import Asked, Seen

# Longer than any code may be, so that what is too long is told like all else that is wrong with one.
_LONGEST = 4096


class ScanSerializer(StrictSerializer):
    """What somebody has scanned."""

    scanned = frozenset({"text"})

    text = TextField(max_length=_LONGEST, help_text="The text of the QR code, as the camera read it.")


class PosterQuerySerializer(StrictSerializer):
    format = serializers.ChoiceField(["pdf"], default="pdf")


class SeenMerchantSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField(allow_null=True, help_text="Null in a foreign code.")
    name = serializers.CharField()
    city = serializers.CharField()
    category = serializers.CharField(help_text="ISO 18245")


class SeenTillSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    label = serializers.CharField()  # type: ignore[assignment]


class SeenPayeeSerializer(serializers.Serializer[Any]):
    name = serializers.CharField(help_text="Masked, as `/payees/resolve` shows it.")


class SeenTipSerializer(serializers.Serializer[Any]):
    """What comes on top: a tip the payer is asked for (PROMPT), or a convenience fee."""

    mode = serializers.ChoiceField(TipMode.choices)
    value = serializers.CharField(
        allow_null=True, help_text="The fee (FIXED), or a percentage of the amount (PERCENT)."
    )
    surcharge = serializers.CharField(allow_null=True, help_text="The fee of this amount, when the amount is known.")


class SeenProblemSerializer(serializers.Serializer[Any]):
    code = serializers.CharField()
    detail = serializers.CharField()


class SeenSerializer(serializers.Serializer[Any]):
    """What a code means (for the schema; `seen_answer` writes it)."""

    format = serializers.ChoiceField(["emvco"])
    kind = serializers.ChoiceField(["till", "charge", "person", "foreign"])
    merchant = SeenMerchantSerializer(allow_null=True)
    till = SeenTillSerializer(allow_null=True)
    charge_id = serializers.UUIDField(allow_null=True)
    payee = SeenPayeeSerializer(allow_null=True, help_text="Of a person's code: send the money by /transfers.")
    amount = serializers.CharField(allow_null=True, help_text="Null: the payer says how much.")
    currency = serializers.CharField(allow_null=True)
    tip = SeenTipSerializer()
    reference = serializers.CharField(allow_null=True)
    description = serializers.CharField(allow_null=True)
    expires_at = serializers.DateTimeField(allow_null=True)
    payable = serializers.BooleanField()
    problem = SeenProblemSerializer(allow_null=True, help_text="Why it cannot be paid.")


class IssuedSerializer(serializers.Serializer[Any]):
    """A code of the merchant's (for the schema)."""

    text = serializers.CharField(help_text="An EMVCo payload, to be drawn as a QR code.")
    code = serializers.CharField(help_text="What it names: the till's code, or the charge's.")


def seen_answer(seen: Seen) -> dict[str, Any]:
    """A scanned code as JSON."""
    merchant, till, problem = seen.merchant, seen.till, seen.problem
    return {
        "format": "emvco",
        "kind": seen.kind,
        "merchant": {
            "id": str(merchant.id) if merchant.id else None,
            "name": merchant.name,
            "city": merchant.city,
            "category": merchant.category,
        }
        if merchant
        else None,
        "till": {"code": till[0], "label": till[1]} if till else None,
        "charge_id": str(seen.charge_id) if seen.charge_id else None,
        "payee": {"name": seen.payee_name} if seen.payee_name is not None else None,
        "amount": _figure(seen.amount, seen.currency),
        "currency": seen.currency,
        "tip": _tip(seen.tip, seen.currency),
        "reference": seen.reference or None,
        "description": seen.description or None,
        "expires_at": _moment(seen.expires_at),
        "payable": problem is None,
        "problem": {"code": problem.code, "detail": problem.detail} if problem else None,
    }


def _tip(tip: Asked, currency: str | None) -> dict[str, Any]:
    is_amount = tip.mode == TipMode.FIXED
    return {
        "mode": tip.mode.value,
        "value": _figure(tip.value, currency if is_amount else None),
        "surcharge": _figure(tip.surcharge.amount, currency) if tip.surcharge else None,
    }


def _figure(value: Decimal | None, currency: str | None) -> str | None:
    """With the decimals of its currency, when it has no more than those; else as it is."""
    if value is None:
        return None
    try:
        return decimal_string(Money(value, currency or "").amount, currency or "")
    except InvalidMoney:
        return f"{value.normalize():f}"


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if value else None
