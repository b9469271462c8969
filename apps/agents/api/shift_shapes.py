"""What the routes of shifts read and write."""

from decimal import Decimal
from typing import Any

from rest_framework import serializers

from apps.agents.models import CashMovement, Shift, ShiftState
from apps.agents.selectors import Done, OpenShift
from apps.core.api.parsing import AmountField, IdField, StrictChoiceField, StrictSerializer, TextField
from apps.core.money import InvalidMoney, decimal_string, parse_decimal


class CashField(AmountField):
    """Counted cash, as a plain decimal string. Nothing is "0"."""

    def to_internal_value(self, data: Any) -> Decimal:
        try:
            return parse_decimal(data)
        except InvalidMoney:
            self.fail("invalid")


class RemarkField(TextField):
    """One line for people, without control characters."""

    default_error_messages = {"invalid_text": "This must be one line of text."}

    def to_internal_value(self, data: Any) -> str:
        text = " ".join(super().to_internal_value(data).split())
        if not text.isprintable():
            self.fail("invalid_text")
        return text


class StartShiftSerializer(StrictSerializer):
    """A counted drawer, and where."""

    outlet_id = IdField(required=False, help_text="Needed by who may serve at several outlets.")
    cash = CashField(help_text="What is in the drawer.")


class CloseShiftSerializer(StrictSerializer):
    """What is counted at the end."""

    cash = CashField(help_text="What is in the drawer.")
    remark = RemarkField(
        max_length=200, required=False, allow_blank=True, default="", help_text="Needed where it is not what it should."
    )


class MoveCashSerializer(StrictSerializer):
    """Cash that no customer brings or fetches: change, the safe, the bank."""

    direction = StrictChoiceField(CashMovement.Direction.values)
    amount = AmountField()
    reason = RemarkField(max_length=140)


class ApproveDifferenceSerializer(StrictSerializer):
    reason = RemarkField(max_length=200)


class MomentField(serializers.DateTimeField):
    """A moment (RFC 3339). Nothing was ever done before 1970, and what lies after 2999 is a typing error."""

    default_error_messages = {"out_of_range": "The year must be from 1970 to 2999."}

    def to_internal_value(self, value: Any) -> Any:
        moment = super().to_internal_value(value)
        if not 1970 <= moment.year <= 2999:
            self.fail("out_of_range")
        return moment


def times() -> dict[str, MomentField]:
    """`from` and `to`: the first is a word of Python's."""
    return {
        "from": MomentField(required=False, help_text="From this moment on (RFC 3339)."),
        "to": MomentField(required=False, help_text="Before this moment (RFC 3339)."),
    }


class ShiftQuerySerializer(StrictSerializer):
    """Filters of the shifts, and the pages' own parameters. The times are those of their beginning."""

    state = StrictChoiceField(ShiftState.values, required=False)
    outlet = IdField(required=False)
    teller = IdField(required=False, help_text="The id of the person.")
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), **times()}


class OwnShiftQuerySerializer(StrictSerializer):
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class ShiftSerializer(serializers.Serializer[Any]):
    """A shift: expected = opening_cash + cash_in - cash_out + brought - taken; difference = counted_cash - expected.

    While it is open, its own teller is told neither `expected` nor what follows.
    """

    id = serializers.UUIDField()
    agent_id = serializers.UUIDField()
    outlet_id = serializers.UUIDField()
    outlet = serializers.CharField()
    teller_id = serializers.UUIDField(help_text="The id of the person.")
    teller = serializers.CharField()
    currency = serializers.CharField()
    state = serializers.ChoiceField(ShiftState.choices)
    opened_at = serializers.DateTimeField()
    opening_cash = serializers.CharField()
    cash_in = serializers.CharField()
    cash_out = serializers.CharField()
    brought = serializers.CharField(help_text="Put into the drawer without a customer.")
    taken = serializers.CharField(help_text="Taken out of it without a customer.")
    dealings = serializers.IntegerField(help_text="How many customers were served.")
    expected = serializers.CharField(allow_null=True)
    closed_at = serializers.DateTimeField(allow_null=True)
    counted_cash = serializers.CharField(allow_null=True)
    difference = serializers.CharField(allow_null=True, help_text="Below zero: cash is missing.")
    remark = serializers.CharField(allow_null=True, help_text="What was said of it when it was counted.")
    counted_by = serializers.CharField(
        allow_null=True, help_text="Who has counted it in place of a teller that works there no more."
    )
    approved_by = serializers.CharField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    reason = serializers.CharField(allow_null=True, help_text="What was said of the difference when it was approved.")


class ShiftPageSerializer(serializers.Serializer[Any]):
    results = ShiftSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class DoneSerializer(serializers.Serializer[Any]):
    count = serializers.IntegerField()
    total = serializers.CharField()


class TodaySerializer(serializers.Serializer[Any]):
    """What I did today, by the outlet's clock, in whatever shift."""

    cash_in = DoneSerializer()
    cash_out = DoneSerializer()


class OpenShiftSerializer(ShiftSerializer):
    float_left = serializers.CharField(help_text="What the outlet can still sell.")
    today = TodaySerializer()


class CashMovementSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    shift_id = serializers.UUIDField()
    direction = serializers.ChoiceField(CashMovement.Direction.choices)
    amount = serializers.CharField()
    currency = serializers.CharField()
    reason = serializers.CharField()
    at = serializers.DateTimeField()


class ShiftWithMovementsSerializer(ShiftSerializer):
    movements = CashMovementSerializer(many=True)


def shift_answer(shift: Shift, *, is_blind: bool = False) -> dict[str, Any]:
    """One shift; `is_blind` for its own teller, who is told what should be there once they have counted."""
    hidden = is_blind and shift.state == ShiftState.OPEN
    return {
        "id": str(shift.id),
        "agent_id": str(shift.agent_id),
        "outlet_id": str(shift.outlet_id),
        "outlet": shift.outlet.name,
        "teller_id": str(shift.teller_id),
        "teller": shift.teller.full_name,
        "currency": shift.currency,
        "state": shift.state,
        "opened_at": shift.opened_at,
        "opening_cash": _figure(shift, shift.opening_cash),
        "cash_in": _figure(shift, shift.cash_in),
        "cash_out": _figure(shift, shift.cash_out),
        "brought": _figure(shift, shift.brought),
        "taken": _figure(shift, shift.taken),
        "dealings": shift.dealings,
        "expected": None if hidden else _figure(shift, shift.expected),
        "closed_at": shift.closed_at,
        "counted_cash": _figure(shift, shift.counted_cash),
        "difference": _figure(shift, shift.difference),
        "remark": shift.remark or None,
        "counted_by": shift.closed_by.full_name if shift.closed_by else None,
        "approved_by": shift.approved_by.full_name if shift.approved_by else None,
        "approved_at": shift.approved_at,
        "reason": shift.reason or None,
    }


def open_shift_answer(found: OpenShift) -> dict[str, Any]:
    currency = found.shift.currency
    return {
        **shift_answer(found.shift, is_blind=True),
        "float_left": decimal_string(found.float_left.amount, currency),
        "today": {kind.lower(): _done(done, currency) for kind, done in found.today.items()},
    }


def movement_answer(row: CashMovement) -> dict[str, Any]:
    return {
        "id": str(row.id),
        "shift_id": str(row.shift_id),
        "direction": row.direction,
        "amount": decimal_string(row.amount, row.shift.currency),
        "currency": row.shift.currency,
        "reason": row.reason,
        "at": row.at,
    }


def _done(done: Done, currency: str) -> dict[str, Any]:
    return {"count": done.count, "total": decimal_string(done.total, currency)}


def _figure(shift: Shift, amount: Decimal | None) -> str | None:
    return None if amount is None else decimal_string(Decimal(amount), shift.currency)
