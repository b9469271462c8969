"""What the routes of reports read and write."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rest_framework import serializers

from apps.core.api.parsing import StrictChoiceField, StrictDateField, StrictSerializer, TextField
from apps.core.money import decimal_string
from apps.merchants.report_out import FEE_COLUMNS, SUM_COLUMNS, fees_of, figures_of
from apps.merchants.selectors import SettledLine
from apps.merchants.services import Report, SalesReport

_FORMS = ["json", "csv", "xlsx", "pdf"]


class ReportQuerySerializer(StrictSerializer):
    """Which days, and as what."""

    format = StrictChoiceField(_FORMS, default="json")

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        days = {
            "from": StrictDateField(
                required=False, help_text="The first day, of UTC; else the first of the month in which `to` is."
            ),
            "to": StrictDateField(required=False, help_text="The last day, of UTC, included; else today."),
        }
        return {**super().get_fields(), **days}


class SalesReportQuerySerializer(ReportQuerySerializer):
    by = StrictChoiceField(["day", "till", "staff", "store"], default="day")


class RefundsReportQuerySerializer(ReportQuerySerializer):
    """A file has all of them; only JSON comes in pages."""

    cursor = TextField(max_length=100, required=False, help_text="From `next` or `previous`; never made by hand.")
    page_size = TextField(max_length=10, required=False, help_text="1 to 100; 20 unless said.")

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        for name in ("cursor", "page_size"):
            if attrs["format"] != "json" and name in attrs:
                error = serializers.ErrorDetail("A file has no pages.", code="no_pages")
                raise serializers.ValidationError({name: [error]})
        return attrs


class _SumsSerializer(serializers.Serializer[Any]):
    sales = serializers.IntegerField(help_text="How many.")
    gross = serializers.CharField(help_text="Of the sales, with tips and convenience fees.")
    tip = serializers.CharField(help_text="Part of `gross`.")
    convenience_fee = serializers.CharField(help_text="Part of `gross`.")
    discount = serializers.CharField(help_text="What the merchant bears.")
    tax = serializers.CharField(help_text="On the discount.")
    refunds = serializers.IntegerField(help_text="How many.")
    refunded = serializers.CharField(help_text="What payers got back.")
    from_takings = serializers.CharField(help_text="Of that, what the takings gave; the owner's wallet gave the rest.")
    net = serializers.CharField(
        help_text="gross - discount - tax - from_takings, which is what moved on the takings. May be negative."
    )


class _SalesRowSerializer(_SumsSerializer):
    """What the row is about: a day, a till with its store, a store, or a person who asked or gave back. What it is
    not about is null, and so is what the payments of the row do not name."""

    day = serializers.DateField(allow_null=True)
    store_id = serializers.UUIDField(allow_null=True)
    store = serializers.CharField(allow_null=True)
    till_id = serializers.UUIDField(allow_null=True)
    till = serializers.CharField(allow_null=True)
    staff_id = serializers.UUIDField(allow_null=True, help_text="The id of the person.")
    staff = serializers.CharField(allow_null=True)


class _ReportSerializer(serializers.Serializer[Any]):
    merchant_id = serializers.UUIDField()
    store_id = serializers.UUIDField(allow_null=True, help_text="The only store it is about; null: all.")
    currency = serializers.CharField()
    time_zone = serializers.CharField(help_text="In whose days: always UTC.")
    made_at = serializers.DateTimeField()

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        days = {
            "from": serializers.DateField(help_text="The first day."),
            "to": serializers.DateField(help_text="The last day, included."),
        }
        return {**days, **super().get_fields()}


class SalesReportSerializer(_ReportSerializer):
    """What was sold and given back, and what all rows sum up to. By day each day has a row."""

    by = serializers.ChoiceField(["day", "till", "staff", "store"])
    rows = _SalesRowSerializer(many=True)
    totals = _SumsSerializer()


class _FeesSerializer(serializers.Serializer[Any]):
    sales = serializers.IntegerField(help_text="How many.")
    gross = serializers.CharField(help_text="What they are fees of.")
    discount = serializers.CharField()
    tax = serializers.CharField(help_text="On the discount.")
    fees = serializers.CharField(help_text="Both together. Refunds give none of it back.")


class _FeesRowSerializer(_FeesSerializer):
    day = serializers.DateField()


class FeesReportSerializer(_ReportSerializer):
    """What the merchant bore, day by day, and what all days sum up to."""

    rows = _FeesRowSerializer(many=True)
    totals = _FeesSerializer()


class ReportedRefundSerializer(serializers.Serializer[Any]):
    at = serializers.DateTimeField()
    transaction_id = serializers.UUIDField()
    reference = serializers.CharField()
    sale_id = serializers.UUIDField()
    refund_of = serializers.CharField(help_text="The reference of the sale.")
    store = serializers.CharField(allow_null=True, help_text="Where the sale was.")
    till = serializers.CharField(allow_null=True)
    staff = serializers.CharField(allow_null=True, help_text="Who gave it back; null: a program or an operator.")
    amount = serializers.CharField()
    from_takings = serializers.CharField()
    from_wallet = serializers.CharField(help_text="What the owner's wallet gave.")
    currency = serializers.CharField()


class RefundsPageSerializer(serializers.Serializer[Any]):
    results = ReportedRefundSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def _texts(names: Sequence[str], figures: Sequence[int | Decimal]) -> dict[str, Any]:
    """Counts as they are, amounts as decimal strings: they have the decimals of their currency already."""
    shown = (figure if isinstance(figure, int) else f"{figure:f}" for figure in figures)
    return dict(zip(names, shown, strict=True))


def _report_answer(report: Report) -> dict[str, Any]:
    return {
        "merchant_id": str(report.merchant.id),
        "store_id": str(report.store_id) if report.store_id else None,
        "currency": report.merchant.currency,
        "from": report.days.first,
        "to": report.days.last,
        "time_zone": "UTC",
        "made_at": report.made_at,
    }


def sales_answer(report: SalesReport) -> dict[str, Any]:
    currency = report.merchant.currency
    names = ("day", "store_id", "store", "till_id", "till", "staff_id", "staff")
    rows = [
        {name: getattr(group, name) for name in names} | _texts(SUM_COLUMNS, figures_of(group.sums, currency))
        for group in report.groups
    ]
    totals = _texts(SUM_COLUMNS, figures_of(report.total, currency))
    return {**_report_answer(report), "by": report.by, "rows": rows, "totals": totals}


def fees_answer(report: SalesReport) -> dict[str, Any]:
    currency = report.merchant.currency
    rows = [{"day": group.day} | _texts(FEE_COLUMNS, fees_of(group.sums, currency)) for group in report.groups]
    return {**_report_answer(report), "rows": rows, "totals": _texts(FEE_COLUMNS, fees_of(report.total, currency))}


def refund_answer(line: SettledLine, currency: str) -> dict[str, Any]:
    return {
        "at": line.at,
        "transaction_id": str(line.transaction_id),
        "reference": line.reference,
        "sale_id": str(line.sale_id),
        "refund_of": line.of,
        "store": line.store or None,
        "till": line.till or None,
        "staff": line.staff or None,
        "amount": decimal_string(line.refunded, currency),
        "from_takings": decimal_string(line.drawn, currency),
        "from_wallet": decimal_string(line.refunded - line.drawn, currency),
        "currency": currency,
    }
