"""What the routes of commissions read and write."""

from typing import Any

from rest_framework import serializers

from apps.agents.models import CommissionKind, CommissionPayout, Earner, PayoutState
from apps.core.api.parsing import IdField, StrictChoiceField, StrictDateField, StrictSerializer, TextField
from apps.core.money import decimal_string

_FORMS = ["json", "csv", "xlsx", "pdf"]
# The agent's own account is a super-agent's too.
_EARNERS = [Earner.AGENT.value, Earner.OUTLET.value, Earner.TELLER.value]
_WHOSE = "Only the agent's own (AGENT), its outlets' or its tellers'; else all of them."


class _DaysQuerySerializer(StrictSerializer):
    """Which days, and as what."""

    format = StrictChoiceField(_FORMS, default="json")

    def get_fields(self) -> dict[str, Any]:
        # `from` is a word of Python's.
        days = {
            "from": StrictDateField(
                required=False, help_text="The first day; else the first of the month in which `to` is."
            ),
            "to": StrictDateField(required=False, help_text="The last day, included; else today."),
        }
        return {**super().get_fields(), **days}


class CommissionsQuerySerializer(_DaysQuerySerializer):
    earner = StrictChoiceField(_EARNERS, required=False, help_text=_WHOSE)


class OwnCommissionsQuerySerializer(_DaysQuerySerializer):
    agent_id = IdField(required=False, help_text="At which agent; else where I work, or did last.")


class PayoutsQuerySerializer(StrictSerializer):
    earner = StrictChoiceField(_EARNERS, required=False, help_text=_WHOSE)
    cursor = TextField(max_length=100, required=False, help_text="From `next` or `previous`; never made by hand.")
    page_size = TextField(max_length=10, required=False, help_text="1 to 100; 20 unless said.")


class CommissionLineSerializer(serializers.Serializer[Any]):
    """What was earned by one dealing or registration, or taken back (an amount below zero)."""

    at = serializers.DateTimeField()
    earner = serializers.ChoiceField(Earner.choices)
    name = serializers.CharField(help_text="Of the teller, the outlet or the agent.")
    kind = serializers.ChoiceField(CommissionKind.choices)
    agent = serializers.CharField(help_text="Who served; of a super-agent's line one of its agents.")
    outlet = serializers.CharField(allow_null=True, help_text="None in a super-agent's line.")
    transaction_id = serializers.UUIDField(allow_null=True, help_text="None in a super-agent's line.")
    reference = serializers.CharField(allow_null=True)
    amount = serializers.CharField()
    payout_id = serializers.UUIDField(allow_null=True)


class CommissionPaidSerializer(serializers.Serializer[Any]):
    """What was paid: net = gross - tax."""

    id = serializers.UUIDField()
    at = serializers.DateTimeField()
    earner = serializers.ChoiceField(Earner.choices)
    name = serializers.CharField()
    lines = serializers.IntegerField()
    gross = serializers.CharField()
    tax = serializers.CharField(help_text="Withheld.")
    net = serializers.CharField()
    transaction_id = serializers.UUIDField(allow_null=True)
    reference = serializers.CharField(allow_null=True)


class CommissionStatementSerializer(serializers.Serializer[Any]):
    """closing = opening + earned - taken_back - paid - tax_withheld, to the line."""

    agent_id = serializers.UUIDField()
    of = serializers.CharField(help_text="Whose, in words.")
    currency = serializers.CharField()
    to = serializers.DateField()
    opening = serializers.CharField(help_text="Owed when the first day began.")
    lines = CommissionLineSerializer(many=True)
    payouts = CommissionPaidSerializer(many=True)
    earned = serializers.CharField()
    taken_back = serializers.CharField(help_text="Of payments that were reversed.")
    paid = serializers.CharField()
    tax_withheld = serializers.CharField()
    closing = serializers.CharField(help_text="Owed when the last day ended.")

    def get_fields(self) -> dict[str, Any]:
        return {**super().get_fields(), "from": serializers.DateField()}


class CommissionPayoutSerializer(serializers.Serializer[Any]):
    """What had accrued to one of them and was paid, or could not be paid so far."""

    id = serializers.UUIDField()
    earner = serializers.ChoiceField(Earner.choices)
    name = serializers.CharField(help_text="Of the teller, the outlet or the agent.")
    currency = serializers.CharField()
    since = serializers.DateTimeField(help_text="When the first of its lines was.")
    until = serializers.DateTimeField(help_text="What was earned before is in it, less what was taken back.")
    lines = serializers.IntegerField()
    gross = serializers.CharField()
    tax = serializers.CharField(help_text="Withheld.")
    net = serializers.CharField()
    state = serializers.ChoiceField(PayoutState.choices)
    failure_code = serializers.CharField(allow_null=True)
    next_try_at = serializers.DateTimeField(allow_null=True)
    made_at = serializers.DateTimeField()
    paid_at = serializers.DateTimeField(allow_null=True)
    transaction_id = serializers.UUIDField(allow_null=True)
    reference = serializers.CharField(allow_null=True)


class CommissionPayoutPageSerializer(serializers.Serializer[Any]):
    results = CommissionPayoutSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def payout_answer(row: CommissionPayout, name: str) -> dict[str, Any]:
    is_paid = row.state == PayoutState.PAID
    reference: str | None = getattr(row, "reference", None)
    return {
        "id": row.id,
        "earner": row.earner,
        "name": name,
        "currency": row.currency,
        "since": row.since,
        "until": row.until,
        "lines": row.lines,
        **{part: decimal_string(getattr(row, part), row.currency) for part in ("gross", "tax", "net")},
        "state": row.state,
        "failure_code": row.failure_code or None,
        "next_try_at": row.due_at,
        "made_at": row.made_at,
        "paid_at": row.paid_at,
        "transaction_id": row.transaction_id if is_paid else None,
        "reference": reference if is_paid else None,
    }
