"""What the API of paying merchants takes and gives."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    IdField,
    StrictChoiceField,
    StrictSerializer,
    TextField,
    WholeNumberField,
)
from apps.core.emvco import MAX_LENGTH
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.merchants import codes
from apps.merchants.models import (
    Charge,
    ChargeState,
    Merchant,
    PresentedCode,
    Source,
    Taking,
    TakingKind,
    Till,
    TipMode,
)
from apps.merchants.services import Terms, surcharge_of
from apps.transactions.models import Transaction

SHORTEST_SECONDS, USUAL_SECONDS, LONGEST_SECONDS = 30, 600, 24 * 3600
_WAYS = ("qr", "till_code", "charge_id")


class MerchantPaymentSerializer(ProvenSerializer):
    """What somebody pays to a merchant: one of `qr`, `till_code` and `charge_id` says where."""

    scanned = frozenset({"qr"})

    qr = TextField(max_length=MAX_LENGTH, required=False, help_text="The text of a QR code.")
    till_code = TextField(max_length=10, required=False, help_text="What is printed under a till's code.")
    charge_id = IdField(required=False, help_text="A charge, as a payment link or an invoice names it.")
    amount = AmountField(required=False, help_text="At a till: how much. Of a charge: only to be compared with it.")
    tip = AmountField(required=False, help_text="Where the code asks for one.")
    total = AmountField(
        required=False, help_text="Amount, tip and convenience fee together: declined when it is another sum."
    )
    currency = CurrencyField(required=False, help_text="With any amount.")
    note = TextField(max_length=140, required=False, allow_blank=True, default="")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if sum(name in attrs for name in _WAYS) != 1:
            raise _refusal("", "one_of", "Give one of `qr`, `till_code` and `charge_id`.")
        if "currency" not in attrs and any(name in attrs for name in ("amount", "tip", "total")):
            raise _refusal("currency", "required", "This field is required.")
        return attrs


class AskChargeSerializer(StrictSerializer):
    """What a till asks to be paid."""

    till_id = IdField()
    amount = AmountField()
    currency = CurrencyField()
    description = TextField(max_length=140, required=False, allow_blank=True, default="")
    reference = TextField(
        max_length=64, required=False, allow_blank=True, default="", help_text="The merchant's own number for it."
    )
    expires_in = WholeNumberField(
        required=False,
        default=USUAL_SECONDS,
        min_value=SHORTEST_SECONDS,
        max_value=LONGEST_SECONDS,
        help_text="Seconds until nobody can pay it any more.",
    )


class PresentedSerializer(StrictSerializer):
    """What a till takes with the code that a payer shows."""

    code = TextField(max_length=40, help_text="The twenty digits, or the text of the QR code.")
    amount = AmountField()
    currency = CurrencyField()
    description = TextField(max_length=140, required=False, allow_blank=True, default="")
    reference = TextField(max_length=64, required=False, allow_blank=True, default="")


class AskCodeSerializer(ProvenSerializer):
    """A code to show at a till."""

    currency = CurrencyField()
    ceiling = AmountField(help_text="The most that may be taken with it.")


class ChargeQuerySerializer(StrictSerializer):
    """Filters of the charges, and the pages' own parameters."""

    state = StrictChoiceField(ChargeState.values, required=False)
    source = StrictChoiceField(Source.values, required=False)  # type: ignore[assignment]
    till = IdField(required=False)
    reference = TextField(max_length=64, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **_times()}


class SalesQuerySerializer(StrictSerializer):
    """Filters of the sales, and the pages' own parameters."""

    till = IdField(required=False)
    staff = IdField(required=False, help_text="The id of the person.")
    kind = StrictChoiceField(TakingKind.values, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **_times()}


class TipSerializer(serializers.Serializer[Any]):
    """What is added to the amount."""

    mode = serializers.ChoiceField(TipMode.choices)
    value = serializers.CharField(allow_null=True, help_text="The fee, or the percentage.")
    surcharge = serializers.CharField(help_text="The convenience fee on this amount.")


class ChargeSerializer(serializers.Serializer[Any]):
    """A charge as the merchant's people see it (for the schema; `charge_answer` writes it)."""

    id = serializers.UUIDField()
    merchant_id = serializers.UUIDField()
    store_id = serializers.UUIDField(allow_null=True)
    till_id = serializers.UUIDField(allow_null=True)
    staff_id = serializers.UUIDField(allow_null=True, help_text="Who asked; null: a program.")
    source = serializers.ChoiceField(Source.choices)  # type: ignore[assignment]
    state = serializers.ChoiceField(ChargeState.choices)
    amount = serializers.CharField()
    currency = serializers.CharField()
    tip = TipSerializer()
    description = serializers.CharField()
    reference = serializers.CharField()
    captures_later = serializers.BooleanField()
    capture_before = serializers.DateTimeField(allow_null=True)
    code = serializers.CharField(allow_null=True, help_text="null once nobody can pay it any more.")
    qr = serializers.CharField(allow_null=True, help_text="The text of its QR code; null as `code` is.")
    transaction_id = serializers.UUIDField(allow_null=True)
    payment_reference = serializers.CharField(allow_null=True, help_text="As the payer reads it, too.")
    payer_name = serializers.CharField(allow_null=True, help_text="Masked.")
    paid_amount = serializers.CharField(allow_null=True, help_text="With tip or convenience fee.")
    expires_at = serializers.DateTimeField()
    decided_at = serializers.DateTimeField(allow_null=True)
    created_at = serializers.DateTimeField()


class ChargePageSerializer(serializers.Serializer[Any]):
    results = ChargeSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class SaleSerializer(serializers.Serializer[Any]):
    """A line of the takings (for the schema; `sale_answer` writes it)."""

    id = serializers.UUIDField(help_text="The payment.")
    kind = serializers.ChoiceField(TakingKind.choices)
    store = serializers.CharField(allow_null=True)
    store_id = serializers.UUIDField(allow_null=True)
    till = serializers.CharField(allow_null=True)
    till_id = serializers.UUIDField(allow_null=True)
    staff_id = serializers.UUIDField(allow_null=True)
    charge_id = serializers.UUIDField(allow_null=True)
    sale_id = serializers.UUIDField(allow_null=True, help_text="Of a refund: the sale it gives back.")
    currency = serializers.CharField()
    gross = serializers.CharField()
    tip = serializers.CharField()
    surcharge = serializers.CharField()
    discount = serializers.CharField()
    tax = serializers.CharField()
    net = serializers.CharField(help_text="What it changes on the takings.")
    settlement_id = serializers.UUIDField(allow_null=True)
    at = serializers.DateTimeField()


class SalePageSerializer(serializers.Serializer[Any]):
    results = SaleSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class PaymentCodeSerializer(serializers.Serializer[Any]):
    """A code to show, as it was made (for the schema; `shown_answer` writes it)."""

    id = serializers.UUIDField()
    code = serializers.CharField(help_text="Twenty digits, for a till without a scanner.")
    qr = serializers.CharField()
    ceiling = serializers.CharField()
    currency = serializers.CharField()
    expires_at = serializers.DateTimeField()


class PaymentCodeStateSerializer(serializers.Serializer[Any]):
    """What has become of a code (for the schema; `code_answer` writes it)."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(["LIVE", "USED", "CANCELLED", "EXPIRED"])
    ceiling = serializers.CharField()
    currency = serializers.CharField()
    transaction_id = serializers.UUIDField(allow_null=True, help_text="The payment that has used it.")
    expires_at = serializers.DateTimeField()


def terms_of(fields: Mapping[str, Any]) -> Terms:
    """What the payer says it is. Raises ValidationError for an amount that the currency does not have."""
    return Terms(**{name: _money(fields, name) for name in ("amount", "tip", "total") if name in fields})


def ceiling_of(fields: Mapping[str, Any]) -> Money:
    """The most that may be taken. Raises ValidationError as `terms_of` does."""
    return _money(fields, "ceiling")


def charge_answer(
    charge: Charge,
    *,
    merchant: Merchant,
    till: Till | None = None,
    payment: Transaction | None = None,
    as_made: bool = False,
) -> dict[str, Any]:
    """A charge as JSON for the merchant's people.

    `as_made` is as it was when it had just been made: a repeated request is answered as the first was.
    """
    currency = charge.currency
    state = ChargeState.OPEN.value if as_made else charge.state
    is_open = state == ChargeState.OPEN
    amount = Money(charge.amount, currency)
    is_paid = not is_open and charge.paid_amount is not None
    surcharge = surcharge_of(charge.tip_mode, charge.tip_value, amount)
    return {
        "id": str(charge.id),
        "merchant_id": str(charge.merchant_id),
        "store_id": _id(charge.store_id),
        "till_id": _id(charge.till_id),
        "staff_id": _id(charge.staff_id),
        "source": charge.source,
        "state": state,
        "amount": decimal_string(charge.amount, currency),
        "currency": currency,
        "tip": {
            "mode": charge.tip_mode,
            "value": None if charge.tip_value is None else _plain(charge.tip_value),
            "surcharge": decimal_string(surcharge.amount, currency),
        },
        "description": charge.description,
        "reference": charge.merchant_reference,
        "captures_later": charge.captures_later,
        "capture_before": None if is_open else _moment(charge.capture_before),
        "code": charge.code if is_open else None,
        "qr": codes.charge_text(charge, merchant, till) if is_open else None,
        "transaction_id": _id(charge.transaction_id) if is_paid else None,
        "payment_reference": payment.reference if is_paid and payment else None,
        "payer_name": charge.payer_name or None if is_paid else None,
        "paid_amount": decimal_string(charge.paid_amount, currency) if is_paid and charge.paid_amount else None,
        "expires_at": _moment(charge.expires_at),
        "decided_at": None if is_open else _moment(charge.decided_at),
        "created_at": _moment(charge.created_at),
    }


def sale_answer(row: Taking, *, stores: Mapping[UUID, str], tills: Mapping[UUID, str]) -> dict[str, Any]:
    """A line of the takings as JSON, with the names of its store and till."""
    figures = ("gross", "tip", "surcharge", "discount", "tax", "net")
    return {
        "id": str(row.transaction_id),
        "kind": row.kind,
        "store": stores.get(row.store_id) if row.store_id else None,
        "store_id": _id(row.store_id),
        "till": tills.get(row.till_id) if row.till_id else None,
        "till_id": _id(row.till_id),
        "staff_id": _id(row.staff_id),
        "charge_id": _id(row.charge_id),
        "sale_id": _id(row.sale_id),
        "currency": row.currency,
        **{name: decimal_string(getattr(row, name), row.currency) for name in figures},
        "settlement_id": _id(row.settlement_id),
        "at": _moment(row.at),
    }


def shown_answer(row: PresentedCode, code: str, qr: str) -> dict[str, Any]:
    """A code as JSON for whoever shows it."""
    return {
        "id": str(row.id),
        "code": code,
        "qr": qr,
        "ceiling": decimal_string(row.ceiling, row.currency),
        "currency": row.currency,
        "expires_at": _moment(row.expires_at),
    }


def code_answer(row: PresentedCode, *, now: datetime) -> dict[str, Any]:
    """What has become of a code, as JSON for whoever made it."""
    state = "LIVE"
    if row.used_at is not None:
        state = "USED"
    elif row.cancelled_at is not None:
        state = "CANCELLED"
    elif row.expires_at <= now:
        state = "EXPIRED"
    return {
        "id": str(row.id),
        "state": state,
        "ceiling": decimal_string(row.ceiling, row.currency),
        "currency": row.currency,
        "transaction_id": _id(row.transaction_id),
        "expires_at": _moment(row.expires_at),
    }


def _money(fields: Mapping[str, Any], name: str) -> Money:
    try:
        return Money(fields[name], fields["currency"])
    except InvalidMoney as error:
        raise _refusal(name, "too_many_decimals", error.detail) from None


def _refusal(field: str, code: str, detail: str) -> serializers.ValidationError:
    error = serializers.ErrorDetail(detail, code=code)
    return serializers.ValidationError({field: [error]} if field else [error])


def _times() -> dict[str, serializers.DateTimeField]:
    # `from` is a word of Python's.
    return {
        "from": serializers.DateTimeField(required=False, help_text="From this moment on (RFC 3339)."),
        "to": serializers.DateTimeField(required=False, help_text="Before this moment (RFC 3339)."),
    }


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


def _id(value: UUID | None) -> str | None:
    return str(value) if value else None


def _moment(value: datetime | None) -> str | None:
    return value.isoformat(timespec="milliseconds").replace("+00:00", "Z") if value else None
