"""A row of each kind that operators make for themselves: seals, texts, announcements, reports, dry runs."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.audit import services as audit
from apps.audit.models import Verification
from apps.core import clock
from apps.notifications import services as notifications
from apps.reports import runs
from apps.risk import services as risk


def operators_things(olga: User, colleague: User) -> dict[str, UUID]:
    """All of them are Olga's; her colleague has published one announcement."""
    now = clock.now()
    audit.seal_all(now=now)
    audit.ask_verification(kind=Verification.Kind.AUDIT, by=olga.id, now=now)
    notifications.write_text(
        name="payment_sent",
        way="sms",
        language="en",
        subject="",
        body="You sent {{ amount }} {{ currency }} to {{ counterparty }}. Fee {{ fee }}, total {{ total }}."
        " Ref {{ reference }}",
        why="Shorter.",
        by=olga.id,
        now=now,
    )
    _draft, news = (
        notifications.write_announcement(
            texts={"en": {"title": "Maintenance", "body": "On Sunday."}},
            severity="INFO",
            audience="EVERYBODY",
            starts_at=now,
            ends_at=now + timedelta(days=1),
            why="A test.",
            by=olga.id,
            now=now,
        )
        for _ in range(2)
    )
    notifications.publish_announcement(announcement_id=news.id, version=news.version, by=colleague.id, now=now)
    given = {"at": "yesterday", "detail": "families"}
    asked: dict[str, Any] = {"code": "trial_balance", "given": given, "form": "csv", "why": "A test.", "now": now}
    run = runs.ask_for_report(person_id=olga.id, **asked)
    schedule = runs.make_schedule(
        person_id=olga.id,
        name="Each morning",
        every="DAILY",
        first_day=now.date() + timedelta(days=1),
        hour=6,
        time_zone="UTC",
        recipient_ids=[olga.id],
        **asked,
    )
    figures = {"metric": "AMOUNT", "threshold": Decimal(5), "currency": "USD", "result": "HOLD"}
    tried = risk.ask_dry_run(figures=figures, days=7, by=olga.id, now=now)
    return {"report_run_id": run.id, "report_schedule_id": schedule.id, "dry_run_id": tried.id}
