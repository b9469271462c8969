"""What the reports of days and shifts read and write."""

from typing import Any

from rest_framework import serializers

from apps.agents.api.dealing_shapes import DealingSerializer, dealing_answer
from apps.agents.api.shift_shapes import ShiftWithMovementsSerializer, movement_answer, shift_answer
from apps.agents.models import ShiftState
from apps.agents.services import ShiftReport
from apps.core.api.parsing import StrictChoiceField, StrictSerializer


class ReportFormatSerializer(StrictSerializer):
    format = StrictChoiceField(["json", "csv", "pdf"], default="json")


class _DrawerFiguresSerializer(serializers.Serializer[Any]):
    opening = serializers.CharField(help_text="What was counted; or what should be there when the day began.")
    cash_ins = serializers.IntegerField(help_text="How many.")
    cash_in = serializers.CharField()
    cash_outs = serializers.IntegerField(help_text="How many.")
    cash_out = serializers.CharField()
    brought = serializers.CharField(help_text="Put in without a customer.")
    taken = serializers.CharField(help_text="Taken out without a customer.")
    expected = serializers.CharField(help_text="opening + cash_in - cash_out + brought - taken")
    counted = serializers.CharField(allow_null=True, help_text="null: not on this day.")
    difference = serializers.CharField(allow_null=True, help_text="Counted less expected.")
    commission = serializers.CharField(help_text="What all who earn by these dealings get together.")


class DrawerSerializer(_DrawerFiguresSerializer):
    """A shift's part of the day."""

    shift_id = serializers.UUIDField()
    teller_id = serializers.UUIDField(help_text="The id of the person.")
    teller = serializers.CharField()
    state = serializers.ChoiceField(ShiftState.choices)
    opened_at = serializers.DateTimeField()
    closed_at = serializers.DateTimeField(allow_null=True)


class FloatOfDaySerializer(serializers.Serializer[Any]):
    """What the ledger says: start - for_cash_in + for_cash_out + other_in - other_out = end."""

    start = serializers.CharField()
    for_cash_in = serializers.CharField()
    for_cash_out = serializers.CharField()
    other_in = serializers.CharField(help_text="Float bought or moved here, commission, reversals.")
    other_out = serializers.CharField()
    end = serializers.CharField(help_text="Of a day that is not over: now.")


class OutletDaySerializer(serializers.Serializer[Any]):
    outlet_id = serializers.UUIDField()
    outlet = serializers.CharField()
    time_zone = serializers.CharField(help_text="In whose days.")
    to = serializers.DateTimeField(help_text="Before this moment.")
    drawers = DrawerSerializer(many=True)
    totals = _DrawerFiguresSerializer(help_text="`counted` and `difference` are of those drawers that were counted.")

    def get_fields(self) -> dict[str, Any]:
        # `from` and `float` are words of Python's.
        return {
            **super().get_fields(),
            "from": serializers.DateTimeField(help_text="From this moment on."),
            "float": FloatOfDaySerializer(),
        }


class DayReportSerializer(serializers.Serializer[Any]):
    """The end-of-day report of an agent."""

    agent_id = serializers.UUIDField()
    date = serializers.DateField()
    currency = serializers.CharField()
    made_at = serializers.DateTimeField()
    outlets = OutletDaySerializer(many=True)


class ShiftReportSerializer(ShiftWithMovementsSerializer):
    served = DealingSerializer(many=True)
    made_at = serializers.DateTimeField()


def shift_report_answer(report: ShiftReport) -> dict[str, Any]:
    return {
        **shift_answer(report.shift),
        "movements": [movement_answer(row) for row in report.movements],
        "served": [dealing_answer(row) for row in report.dealings],
        "made_at": report.made_at,
    }
