"""What the API of deposits, withdrawals and their sources takes and gives."""

from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    IdField,
    StrictChoiceField,
    StrictSerializer,
    SwitchField,
    TextField,
)
from apps.core.money import decimal_string
from apps.funding.models import AutoTopUp, FundingSource, PausedBecause, SourceKind
from apps.funding.models import SourceState as States
from apps.funding.models import TopUpState as TopUpStates

CARD = "card"
# The scheme by which a phone opens our own app.
APP_SCHEME = "gopay"


class AccountNumberField(TextField):
    """A bank's number for an account, as people write it: an IBAN (ISO 13616) too."""

    default_error_messages = {"not_an_account": "An account number has 4 to 34 letters and digits."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=50, write_only=True, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        number = super().to_internal_value(data).replace(" ", "").replace("-", "").upper()
        if not (4 <= len(number) <= 34 and number.isascii() and number.isalnum()):
            self.fail("not_an_account")
        return number


class ReturnUrlField(TextField):
    """Where the provider's page leads to: https, or our own app. We never ask for it ourselves."""

    default_error_messages = {"not_a_return_url": f"This must begin with https:// or {APP_SCHEME}://."}

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(max_length=500, trim_whitespace=False, **kwargs)

    def to_internal_value(self, data: Any) -> str:
        text = super().to_internal_value(data)
        try:
            url = urlsplit(text)
            is_good = url.scheme in ("https", APP_SCHEME) and bool(url.hostname) and url.username is None
        except ValueError:
            is_good = False
        # What a URL has beyond these, one program reads so and another so.
        if not is_good or not text.isascii() or not text.isprintable() or any(char in text for char in ' "<>\\^`{|}'):
            self.fail("not_a_return_url")
        return text


class LinkAccountSerializer(ProvenSerializer):
    """A bank account of one's own."""

    bank = TextField(max_length=60, help_text="The bank's name or code, as its customers know it.")
    account_number = AccountNumberField(help_text="Sent to the bank, and never kept here.")
    holder_name = TextField(max_length=120, help_text="As the bank has it. It must be one's own.")
    currency = CurrencyField(required=False, default=settings.BASE_CURRENCY)


class DepositSerializer(ProvenSerializer):
    """Money to come in: from a linked source, or by card on the provider's page."""

    source_id = IdField(required=False, help_text="A linked bank account or card.")
    method = StrictChoiceField(choices=[CARD], required=False, help_text="Instead: by card, on the provider's page.")
    amount = AmountField()
    currency = CurrencyField()
    save_card = SwitchField(required=False, default=False, help_text="Link the card once the money is there.")
    return_url = ReturnUrlField(required=False, help_text="Where the provider's page leads to afterwards.")
    quote_id = IdField(required=False, help_text="Charge exactly what this quote promised, or decline.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """One way or the other; what belongs to the page is refused without it, like a field nobody knows."""
        if ("source_id" in attrs) == ("method" in attrs):
            raise serializers.ValidationError({"source_id": [_error("Give either source_id or method.", "one_of_two")]})
        foreign = [name for name in ("save_card", "return_url") if attrs.get(name)] if "source_id" in attrs else []
        if foreign:
            raise serializers.ValidationError({name: [_error("Only by card.", "unknown_field")] for name in foreign})
        return attrs


class WithdrawalSerializer(ProvenSerializer):
    """Money to go out, to a linked bank account."""

    source_id = IdField(help_text="A linked bank account.")
    amount = AmountField(help_text="What the account gets; the fee comes on top.")
    currency = CurrencyField()
    quote_id = IdField(required=False, help_text="Charge exactly what this quote promised, or decline.")


class SetAutoTopUpSerializer(ProvenSerializer):
    """What is to be fetched, when, from where. All amounts are in the currency of the address."""

    source_id = IdField(help_text="A linked bank account or card.")
    threshold = AmountField(help_text="When less than this is left in the wallet,")
    amount = AmountField(help_text="so much is fetched,")
    monthly_cap = AmountField(help_text="and altogether no more than this in a month.")


class SourceQuerySerializer(StrictSerializer):
    """The pages' own parameters."""

    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


def _error(detail: str, code: str) -> serializers.ErrorDetail:
    return serializers.ErrorDetail(detail, code=code)


class SourceSerializer(serializers.Serializer[Any]):
    """A bank account or card as its person sees it (for the schema; `source_answer` writes it)."""

    id = serializers.UUIDField()
    kind = serializers.ChoiceField(SourceKind.choices)
    state = serializers.ChoiceField(States.choices)
    masked = serializers.CharField(help_text="Enough to know it by.")
    issuer = serializers.CharField(help_text="The bank, or the card's scheme.")
    holder_name = serializers.CharField()
    expires = serializers.CharField(allow_null=True, help_text="The last month of a card, YYYY-MM.")
    is_default = serializers.BooleanField(help_text="What to offer first.")
    linked_at = serializers.DateTimeField()


class SourcePageSerializer(serializers.Serializer[Any]):
    results = SourceSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class AutoTopUpSerializer(serializers.Serializer[Any]):
    """An automatic top-up as its person sees it (for the schema; `top_up_answer` writes it)."""

    currency = serializers.CharField()
    state = serializers.ChoiceField(TopUpStates.choices)
    paused_because = serializers.ChoiceField(PausedBecause.choices, allow_null=True)
    threshold = serializers.CharField()
    amount = serializers.CharField()
    monthly_cap = serializers.CharField()
    source_id = serializers.UUIDField()
    fetched = serializers.CharField(help_text="Of the cap, in the month of the last deposit.")
    deposits = serializers.IntegerField(help_text="How many were started so far.")
    transaction_id = serializers.UUIDField(allow_null=True, help_text="The deposit under way, if there is one.")
    last_run_at = serializers.DateTimeField(allow_null=True)
    confirmed_at = serializers.DateTimeField()


class AutoTopUpListSerializer(serializers.Serializer[Any]):
    results = AutoTopUpSerializer(many=True)


def source_answer(row: FundingSource) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "kind": row.kind,
        "state": row.state,
        "masked": row.masked,
        "issuer": row.issuer,
        "holder_name": row.holder_name,
        "expires": row.expires_on.strftime("%Y-%m") if row.expires_on else None,
        "is_default": row.is_default,
        "linked_at": _moment(row.linked_at),
    }


def top_up_answer(row: AutoTopUp) -> dict[str, Any]:
    return {
        "currency": row.currency,
        "state": row.state,
        "paused_because": row.paused_because or None,
        "threshold": decimal_string(row.threshold, row.currency),
        "amount": decimal_string(row.amount, row.currency),
        "monthly_cap": decimal_string(row.monthly_cap, row.currency),
        "source_id": str(row.source_id),
        "fetched": decimal_string(row.month_total, row.currency),
        "deposits": row.runs,
        "transaction_id": str(row.transaction_id) if row.transaction_id else None,
        "last_run_at": _moment(row.last_run_at) if row.last_run_at else None,
        "confirmed_at": _moment(row.confirmed_at),
    }


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
