"""Arranging payments over the API and without it, and letting time pass."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from rest_framework.test import APIClient

from apps.accounts.identifiers import masked_name
from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import CAST, PIN
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.queue import deliver_events
from apps.schedules import services
from apps.schedules.models import Schedule, ScheduleRun
from apps.schedules.occurrences import moment_of
from apps.schedules.selectors import rule_of
from apps.transactions.tests.payments import number_of

SCHEDULES = "/api/v1/schedules"


def tomorrow() -> date:
    return clock.now().date() + timedelta(days=1)


def body(to: str = "brian", **changes: Any) -> dict[str, Any]:
    """What somebody asks for: 10.00 to Brian, monthly from tomorrow on. None leaves a field out."""
    fields = {
        "to": number_of(to) if to in CAST else to,
        "amount": "10.00",
        "currency": "USD",
        "frequency": "MONTHLY",
        "start_date": tomorrow().isoformat(),
        "time": "08:30",
        "pin": PIN,
        **changes,
    }
    return {name: value for name, value in fields.items() if value is not ...}


def ask(client: APIClient, fields: dict[str, Any] | None = None, *, key: str | None = None) -> Any:
    """POST /schedules with this key, or a new one."""
    return client.post(
        SCHEDULES, body() if fields is None else fields, format="json", headers={"Idempotency-Key": key or str(uuid4())}
    )


def make(client: APIClient, fields: dict[str, Any] | None = None, *, key: str | None = None) -> Any:
    """The same, and the code that was sent for it is typed in."""
    fields, key = body() if fields is None else fields, key or str(uuid4())
    refusal = ask(client, fields, key=key)
    if refusal.status_code != 403:
        return refusal
    return ask(client, {**fields, "step_up": answer_to(refusal)}, key=key)


def change(client: APIClient, schedule_id: object, step: str, fields: dict[str, Any] | None = None) -> Any:
    """POST /schedules/{id}/pause, /resume or /cancel. It is signed, as a phone signs whatever has a key."""
    path = f"{SCHEDULES}/{schedule_id}/{step}"
    return client.post(path, fields or {}, format="json", headers={"Idempotency-Key": str(uuid4())})


def resume(client: APIClient, schedule_id: object) -> Any:
    """POST /schedules/{id}/resume, confirmed."""
    refusal = change(client, schedule_id, "resume", {"pin": PIN})
    if refusal.status_code != 403:
        return refusal
    return change(client, schedule_id, "resume", {"pin": PIN, "step_up": answer_to(refusal)})


def arrange(
    person: User,
    payee: User,
    amount: str = "10.00",
    *,
    start: str,
    frequency: str = "MONTHLY",
    at: str = "08:30",
    time_zone: str = "Africa/Nairobi",
    device_id: UUID | None = None,
    **more: Any,
) -> Schedule:
    """A schedule of theirs that is there already, whenever it begins."""
    row = Schedule(
        person_id=person.id,
        to=payee.msisdn,
        payee_id=payee.id,
        payee_name=masked_name(payee.full_name),
        amount=Decimal(amount),
        currency="USD",
        frequency=frequency,
        start_date=date.fromisoformat(start),
        local_time=time.fromisoformat(at),
        time_zone=time_zone,
        device_id=device_id,
        idempotency_key=str(uuid4()),
        request_digest=b"d" * 32,
        created_at=clock.now(),
        **more,
    )
    if frequency == "MONTHLY" and row.day_of_month is None:
        row.day_of_month = row.start_date.day
    if row.next_run_at is None:
        row.next_run_at = row.due_at = moment_of(rule_of(row), 1)
    row.save(force_insert=True)
    return row


def again(row: Schedule) -> Schedule:
    """The schedule as it stands now."""
    return Schedule.objects.get(pk=row.pk)


def runs_of(row: Schedule) -> list[ScheduleRun]:
    """What became of its due dates, the first one first."""
    return list(ScheduleRun.objects.filter(schedule=row).order_by("occurrence"))


def states_of(row: Schedule) -> list[tuple[int, str]]:
    return [(run.occurrence, run.state) for run in runs_of(row)]


def utc(text: str) -> datetime:
    """A moment, written as `2028-02-29 05:30`, in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")


def deliver_all() -> None:
    """Has everything told that was recorded so far, also in a time that is yet to come."""
    OutboxEvent.objects.filter(due_at__gt=clock.now()).update(due_at=clock.now())
    deliver_events()


def pay(text: str) -> int:
    """One sweep at this moment."""
    return services.pay_due(now=utc(text))
