"""What the API of payment links takes and gives."""

from collections.abc import Mapping
from typing import Any

from django.urls import reverse
from rest_framework import serializers
from rest_framework.request import Request

from apps.checkout.selectors import LinkFacts
from apps.checkout.services import LinkTerms
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    StrictChoiceField,
    StrictSerializer,
    SwitchField,
    TextField,
    WholeNumberField,
)
from apps.core.money import decimal_string
from apps.merchants.models import TipMode

_MOST_USES = 1_000_000
_RETURN_URL = "Where the payer goes back to, with `payment` and `state` in its query. https only, except in test mode."


class LinkTextsSerializer(StrictSerializer):
    """What may be changed of a link."""

    title = TextField(max_length=60, required=False, help_text="What is paid for, in the payer's words.")
    description = TextField(max_length=140, required=False, allow_blank=True)
    return_url = TextField(max_length=2000, required=False, allow_blank=True, help_text=_RETURN_URL)
    max_uses = WholeNumberField(min_value=1, max_value=_MOST_USES, required=False, allow_null=True)
    expires_at = serializers.DateTimeField(required=False, allow_null=True)


class ChangeLinkSerializer(LinkTextsSerializer):
    is_open = SwitchField(required=False, source="is_active")


class MakeLinkSerializer(LinkTextsSerializer):
    """A link: with `amount` it is fixed, without the payer names it."""

    title = TextField(max_length=60, help_text="What is paid for, in the payer's words.")
    is_live = SwitchField(required=False, default=True, help_text="false: the link makes test payments.")
    amount = AmountField(required=False)
    min_amount = AmountField(required=False, help_text="The least a payer may name.")
    max_amount = AmountField(required=False, help_text="The most a payer may name.")
    currency = CurrencyField()
    tip_mode = StrictChoiceField(TipMode.values, required=False, default=TipMode.NONE.value)
    tip_value = AmountField(required=False, help_text="The fixed fee, or the percentage.")


def terms_of(fields: Mapping[str, Any]) -> LinkTerms:
    return LinkTerms(
        title=fields["title"],
        description=fields.get("description", ""),
        amount=fields.get("amount"),
        least=fields.get("min_amount"),
        most=fields.get("max_amount"),
        tip_mode=fields["tip_mode"],
        tip_value=fields.get("tip_value"),
        return_url=fields.get("return_url", ""),
        max_uses=fields.get("max_uses"),
        expires_at=fields.get("expires_at"),
    )


class LinkQuerySerializer(StrictSerializer):
    """Which links, and the pages' own parameters."""

    mode = serializers.ChoiceField(["live", "test"], required=False, default="live")
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class PaymentLinkSerializer(serializers.Serializer[Any]):
    """A link (for the schema; `link_answer` writes it)."""

    id = serializers.UUIDField()
    is_live = serializers.BooleanField()
    url = serializers.URLField(help_text="What the merchant gives to whoever is to pay.")
    token = serializers.CharField(help_text="What the button names it by (`data-link`).")
    title = serializers.CharField()
    description = serializers.CharField()
    amount = serializers.CharField(allow_null=True)
    min_amount = serializers.CharField(allow_null=True)
    max_amount = serializers.CharField(allow_null=True)
    currency = serializers.CharField()
    tip_mode = serializers.ChoiceField(TipMode.choices)
    tip_value = serializers.CharField(allow_null=True)
    return_url = serializers.CharField()
    max_uses = serializers.IntegerField(allow_null=True)
    uses = serializers.IntegerField(help_text="Paid, or begun and still to be paid.")
    paid = serializers.IntegerField(help_text="How often it was paid.")
    expires_at = serializers.DateTimeField(allow_null=True)
    is_open = serializers.BooleanField(help_text="Whether it was not switched off.")
    created_at = serializers.DateTimeField()


class PaymentLinkPageSerializer(serializers.Serializer[Any]):
    results = PaymentLinkSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def link_answer(request: Request, facts: LinkFacts) -> dict[str, Any]:
    """A link as those who run the merchant see it."""
    row = facts.link

    def money(amount: Any) -> str | None:
        return None if amount is None else decimal_string(amount, row.currency)

    is_percent = row.tip_mode == TipMode.PERCENT and row.tip_value is not None
    return {
        "id": str(row.id),
        "is_live": row.is_live,
        "url": request.build_absolute_uri(reverse("payment-link", args=[row.token])),
        "token": row.token,
        "title": row.title,
        "description": row.description,
        "amount": money(row.amount),
        "min_amount": money(row.min_amount),
        "max_amount": money(row.max_amount),
        "currency": row.currency,
        "tip_mode": row.tip_mode,
        "tip_value": f"{row.tip_value.normalize():f}" if is_percent and row.tip_value else money(row.tip_value),
        "return_url": row.return_url,
        "max_uses": row.max_uses,
        "uses": row.uses,
        "paid": facts.paid,
        "expires_at": row.expires_at,
        "is_open": row.is_active,
        "created_at": row.created_at,
    }
