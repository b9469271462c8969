"""What the schedules' API takes and gives."""

from datetime import datetime
from typing import Any

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.core.api.parsing import (
    AmountField,
    CurrencyField,
    StrictChoiceField,
    StrictDateField,
    StrictSerializer,
    TextField,
    TimeOfDayField,
    WholeNumberField,
)
from apps.core.money import decimal_string
from apps.schedules.models import FREQUENCIES, MAX_COUNT, MAX_INTERVAL, PausedBecause, RunState, Schedule, ScheduleRun
from apps.schedules.models import ScheduleState as States
from apps.schedules.occurrences import moment_of
from apps.schedules.selectors import rule_of
from apps.schedules.services import Plan


class NewScheduleSerializer(ProvenSerializer):
    """A schedule somebody asks for. Dates and the time are where they live (`time_zone` of `/me`)."""

    to = TextField(max_length=254, help_text="A phone number in E.164, an e-mail address, a @handle or a person's id.")
    amount = AmountField(help_text="What the payee gets each time; the fee comes on top.")
    currency = CurrencyField()
    note = TextField(max_length=140, required=False, allow_blank=True, default="")
    frequency = StrictChoiceField(choices=FREQUENCIES)
    interval = WholeNumberField(
        min_value=1, max_value=MAX_INTERVAL, required=False, default=1, help_text="Every so many days, weeks or months."
    )
    start_date = StrictDateField(help_text="The first due date, at most two years from now.")
    time = TimeOfDayField()
    day_of_month = WholeNumberField(
        min_value=1,
        max_value=31,
        required=False,
        default=None,
        allow_null=True,
        help_text="Of a monthly one; that of `start_date` unless said. In a month without it, the last day instead.",
    )
    end_date = StrictDateField(required=False, default=None, allow_null=True, help_text="No due date after it.")
    count = WholeNumberField(
        min_value=1,
        max_value=MAX_COUNT,
        required=False,
        default=None,
        allow_null=True,
        help_text="So many due dates, skipped ones among them.",
    )


class ResumeSerializer(ProvenSerializer):
    """What confirms that a schedule may pay again."""


class NoFieldsSerializer(StrictSerializer):
    """Nothing: the address says it all."""


class ScheduleQuerySerializer(StrictSerializer):
    """Filters of the list, and the pages' own parameters."""

    state = serializers.ChoiceField(States.choices, required=False)
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class RunSerializer(serializers.Serializer[Any]):
    """A due date and what became of it (for the schema; `run_answer` writes it)."""

    id = serializers.UUIDField()
    occurrence = serializers.IntegerField(help_text="Which due date it is, counted from 1.")
    due_at = serializers.DateTimeField()
    state = serializers.ChoiceField(RunState.choices)
    tries = serializers.IntegerField(help_text="How often it was tried to pay it.")
    next_try_at = serializers.DateTimeField(allow_null=True)
    transaction_id = serializers.UUIDField(allow_null=True, help_text="The payment, or the last one declined.")
    failure_code = serializers.CharField(allow_null=True, help_text="Why it is not paid.")
    decided_at = serializers.DateTimeField(allow_null=True)


class ScheduleSerializer(serializers.Serializer[Any]):
    """A schedule as its person sees it (for the schema; `schedule_answer` writes it)."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(States.choices)
    paused_because = serializers.ChoiceField(PausedBecause.choices, allow_null=True)
    to = serializers.CharField(help_text="As it was given.")
    payee_name = serializers.CharField(help_text="Masked: enough to recognise somebody one knows.")
    amount = serializers.CharField(help_text="What the payee gets each time, as a decimal string.")
    currency = serializers.CharField()
    note = serializers.CharField()
    frequency = serializers.ChoiceField(FREQUENCIES)
    interval = serializers.IntegerField()
    start_date = serializers.DateField()
    time = serializers.CharField(help_text="HH:MM on the wall, in `time_zone`.")
    day_of_month = serializers.IntegerField(allow_null=True)
    end_date = serializers.DateField(allow_null=True)
    count = serializers.IntegerField(allow_null=True)
    time_zone = serializers.CharField(help_text="Mine when it was made. A later change of mine moves nothing.")
    next_run_at = serializers.DateTimeField(allow_null=True, help_text="The next due date; null unless active.")
    runs_made = serializers.IntegerField(help_text="How many due dates were paid, or are held for review.")
    created_at = serializers.DateTimeField()
    ended_at = serializers.DateTimeField(allow_null=True)


class ScheduleDetailSerializer(ScheduleSerializer):
    upcoming = serializers.ListField(child=serializers.DateTimeField(), help_text="The next five due dates.")
    runs = RunSerializer(many=True, help_text="The newest ten.")


class SchedulePageSerializer(serializers.Serializer[Any]):
    results = ScheduleSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class RunPageSerializer(serializers.Serializer[Any]):
    results = RunSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


def plan_of(fields: dict[str, Any]) -> Plan:
    """The validated fields that say when."""
    return Plan(
        frequency=fields["frequency"],
        start_date=fields["start_date"],
        local_time=fields["time"],
        interval=fields["interval"],
        day_of_month=fields["day_of_month"],
        end_date=fields["end_date"],
        count=fields["count"],
    )


def run_answer(row: ScheduleRun) -> dict[str, Any]:
    return {
        "id": row.id,
        "occurrence": row.occurrence,
        "due_at": row.due_at,
        "state": row.state,
        "tries": row.attempts,
        "next_try_at": row.next_attempt_at,
        "transaction_id": row.transaction_id,
        "failure_code": row.failure_code or None,
        "decided_at": row.decided_at,
    }


def schedule_answer(row: Schedule) -> dict[str, Any]:
    return {
        "id": row.id,
        "state": row.state,
        "paused_because": row.paused_because or None,
        "to": row.to,
        "payee_name": row.payee_name,
        "amount": decimal_string(row.amount, row.currency),
        "currency": row.currency,
        "note": row.note,
        "frequency": row.frequency,
        "interval": row.interval,
        "start_date": row.start_date,
        "time": row.local_time.strftime("%H:%M"),
        "day_of_month": row.day_of_month,
        "end_date": row.end_date,
        "count": row.count,
        "time_zone": row.time_zone,
        "next_run_at": row.next_run_at,
        "runs_made": row.runs_made,
        "created_at": row.created_at,
        "ended_at": row.ended_at,
    }


def detail_answer(row: Schedule, upcoming: list[datetime], runs: list[ScheduleRun]) -> dict[str, Any]:
    return {**schedule_answer(row), "upcoming": upcoming, "runs": [run_answer(run) for run in runs]}


def made_answer(row: Schedule) -> dict[str, Any]:
    """What making it answers: the schedule as it began, however often and however late it is asked again."""
    return {
        **schedule_answer(row),
        "state": States.ACTIVE.value,
        "paused_because": None,
        "next_run_at": moment_of(rule_of(row), 1),
        "runs_made": 0,
        "ended_at": None,
    }
