"""What the routes of statements and receipts read and write."""

from typing import Any

from rest_framework import serializers

from apps.core.api.parsing import StrictSerializer, TextField


class StatementQuerySerializer(StrictSerializer):
    """Which period, and as what. What `from` and `to` may be, apps/reports/period.py says."""

    format = serializers.ChoiceField(["json", "csv", "pdf"], default="json")

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        times = {
            "from": TextField(
                required=False,
                max_length=40,
                help_text="A date in my time zone (2026-03-01), or a moment (RFC 3339); else the present month.",
            ),
            "to": TextField(
                required=False,
                max_length=40,
                help_text="A date, which is included, or the moment before which it ends. Now, unless said.",
            ),
        }
        return {**super().get_fields(), **times}


class ReceiptQuerySerializer(StrictSerializer):
    format = serializers.ChoiceField(["pdf"], default="pdf")


class StatementLineSerializer(serializers.Serializer[Any]):
    """One movement of the wallet's available money."""

    at = serializers.DateTimeField()
    transaction_id = serializers.UUIDField(allow_null=True, help_text="null: no payment, but an entry of ours.")
    reference = serializers.CharField(allow_null=True)
    kind = serializers.CharField()
    movement = serializers.ChoiceField(
        ["payment", "hold", "return", "reversal", "other"],
        help_text="`hold`: put aside, and no longer available. `return`: what was put aside came back.",
    )
    label = serializers.CharField(help_text="In words, for people.")  # type: ignore[assignment]
    counterparty = serializers.CharField(allow_blank=True)
    note = serializers.CharField(allow_blank=True)
    amount = serializers.CharField(help_text="Signed, as a decimal string: what came is positive.")
    fee = serializers.CharField(help_text="How much of it was fee and tax; negative where they came back.")
    balance = serializers.CharField(help_text="What was available afterwards.")


class StatementTotalsSerializer(serializers.Serializer[Any]):
    def get_fields(self) -> dict[str, Any]:
        # `in` is a word of Python's.
        return {
            "in": serializers.CharField(),
            "out": serializers.CharField(),
            "fees": serializers.CharField(help_text="Part of `out`, or kept back from `in`."),
        }


class StatementSerializer(serializers.Serializer[Any]):
    """The available money of a wallet over a period: opening + in - out = closing."""

    wallet_id = serializers.UUIDField()
    currency = serializers.CharField()
    to = serializers.DateTimeField(help_text="Before this moment.")
    time_zone = serializers.CharField(help_text="In whose days dates were read.")
    made_at = serializers.DateTimeField()
    opening = serializers.CharField()
    closing = serializers.CharField()
    count = serializers.IntegerField(help_text="How many lines.")
    lines = StatementLineSerializer(many=True)
    totals = StatementTotalsSerializer()

    def get_fields(self) -> dict[str, Any]:
        return {"from": serializers.DateTimeField(help_text="From this moment on."), **super().get_fields()}


class ReceiptLinkSerializer(serializers.Serializer[Any]):
    url = serializers.URLField(help_text="Whoever has it sees the receipt. It is told this once.")
    expires_at = serializers.DateTimeField()
