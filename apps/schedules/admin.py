"""Scheduled payments for operators: what people have arranged, and what became of it. Nobody changes anything here."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from apps.accounts.selectors import find_person
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    money_text,
)
from apps.schedules import selectors, wording
from apps.schedules.models import RunState, Schedule, ScheduleRun, ScheduleState

_LABELS = {
    ScheduleState.ACTIVE: "success",
    ScheduleState.PAUSED: "warning",
    ScheduleState.FINISHED: "info",
    ScheduleState.CANCELLED: "info",
}
_RUN_LABELS = {
    RunState.PENDING: "info",
    RunState.RETRYING: "warning",
    RunState.PAID: "success",
    RunState.HELD: "warning",
    RunState.SKIPPED: "danger",
}
_SHOWN = 20


class ScheduleStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = ScheduleState.choices


class RunStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    # What is being paid at this moment nobody else can see.
    choices_of_filter = [(state.value, state.label) for state in RunState if state != RunState.PENDING]


def _failure(run: ScheduleRun) -> str:
    return wording.reason_of(run.failure_code) if run.failure_code else NOTHING


@admin.register(Schedule)
class ScheduleAdmin(ReadOnlyAdmin):
    list_display = (
        "identity", "labelled_state", "amount_text", "often", "payer", "paid_to", "next_run_at", "created_at",
    )  # fmt: skip
    list_select_related = ("person",)
    list_filter = (ScheduleStateFilter, RecentFilter)
    search_help_text = "Number, e-mail address, handle or id of the person who pays; id of a schedule"
    fields = (
        ("id", "created_at"),
        ("state_badge", "paused_because", "ended_at"),
        ("amount_text", "payer", "paid_to"),
        "note",
        ("often", "start_date", "local_time", "time_zone"),
        ("day_of_month", "end_date", "count"),
        ("next_run_at", "next_occurrence", "due_at"),
        ("runs_made", "skips_in_a_row"),
        "device",
    )
    readonly_fields = ("state_badge", "amount_text", "payer", "paid_to", "often", "device")

    @column("schedule")
    def identity(self, row: Schedule) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("state", label=_LABELS)
    def labelled_state(self, row: Schedule) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Schedule) -> str:
        return badge(row.get_state_display(), _LABELS[ScheduleState(row.state)])

    @column("amount")
    def amount_text(self, row: Schedule) -> str:
        return money_text(row.amount, row.currency)

    @column("how often")
    def often(self, row: Schedule) -> str:
        return wording.how_often(row.frequency, row.interval)

    @column("payer")
    def payer(self, row: Schedule) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("payee")
    def paid_to(self, row: Schedule) -> str:
        return link("accounts_user", row.payee_id, row.payee_name)

    @column("made on")
    def device(self, row: Schedule) -> str:
        return link("accounts_device", row.device_id)

    def matching(self, term: str) -> Q:
        person = find_person(term)
        condition = Q(person_id=person.id) if person else Q(pk__in=[])
        if identity := id_of(term):
            condition |= Q(pk=identity)
        return condition

    def get_sections(self, request: HttpRequest, row: Schedule) -> Iterable[Section]:
        runs = selectors.list_runs(row.id, limit=_SHOWN)
        yield Section(
            "Runs",
            ("due", "state", "why", "payment", "tries"),
            [
                (
                    link("schedules_schedulerun", run.id, moment_text(run.due_at)),
                    run.get_state_display(),
                    _failure(run),
                    link("transactions_transaction", run.transaction_id),
                    run.attempts,
                )
                for run in runs
            ],
            empty="Nothing was due yet.",
        )
        upcoming = [(moment_text(moment),) for moment in selectors.list_upcoming(row)]
        yield Section("Next due dates", ("due",), upcoming, empty="None.")


@admin.register(ScheduleRun)
class ScheduleRunAdmin(ReadOnlyAdmin):
    list_display = ("identity", "labelled_state", "of", "amount_text", "due_at", "attempts", "why", "created_at")
    list_select_related = ("schedule",)
    list_filter = (RunStateFilter, RecentFilter)
    id_columns = ("pk", "schedule_id", "transaction_id")
    search_help_text = "Whole id of a run, a schedule or a payment"
    fields = (
        ("id", "occurrence"),
        ("state_badge", "of"),
        ("amount_text", "payment"),
        ("due_at", "created_at", "decided_at"),
        ("attempts", "next_attempt_at"),
        "why",
    )
    readonly_fields = ("state_badge", "of", "amount_text", "payment", "why")

    @column("run")
    def identity(self, run: ScheduleRun) -> str:
        return f"…{str(run.id)[-8:]}"

    @column("state", label=_RUN_LABELS)
    def labelled_state(self, run: ScheduleRun) -> tuple[str, str]:
        return run.state, run.get_state_display()

    @column("state")
    def state_badge(self, run: ScheduleRun) -> str:
        return badge(run.get_state_display(), _RUN_LABELS[RunState(run.state)])

    @column("schedule")
    def of(self, run: ScheduleRun) -> str:
        return link("schedules_schedule", run.schedule_id, f"…{str(run.schedule_id)[-8:]}")

    @column("amount")
    def amount_text(self, run: ScheduleRun) -> str:
        return money_text(run.schedule.amount, run.schedule.currency)

    @column("payment")
    def payment(self, run: ScheduleRun) -> str:
        return link("transactions_transaction", run.transaction_id)

    @column("why not paid")
    def why(self, run: ScheduleRun) -> str:
        return _failure(run)
