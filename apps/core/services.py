"""Writes of the platform's own state."""

from collections.abc import Mapping, Sequence
from contextvars import ContextVar
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.core import files, request_facts, watch
from apps.core.ids import earliest_id
from apps.core.models import AuditRecord, Consumption, Heartbeat, OutboxEvent, PageDraft, RateBucket

EVENTS_ARE_KEPT = timedelta(days=14)
# Far longer than writing one takes.
UNFINISHED_FILES_ARE_KEPT = timedelta(days=1)
PURGE_BATCH = 5_000


def record_heartbeat(
    *, name: str, broker_ok: bool, detail: str, started_at: datetime | None = None, now: datetime
) -> None:
    """Notes that a background process lives, since when, and whether it reaches the broker."""
    Heartbeat.objects.update_or_create(
        name=name,
        defaults={"beat_at": now, "broker_ok": broker_ok, "detail": detail[:200], "started_at": started_at},
    )


def purge_expired(*, now: datetime) -> int:
    """Deletes settled events and their consumptions, idle rate buckets and pages' old drafts; returns how many went.

    In batches, so that no purge holds locks for long. An event that is not settled is never purged. Private files that
    their writer did not live to finish go too. Raises FilesUnavailable when their folder does not answer.
    """
    gone = 0
    while True:
        ids = list(
            OutboxEvent.objects.filter(id__lt=earliest_id(now - EVENTS_ARE_KEPT))
            .exclude(settled_at=None)
            .values_list("id", flat=True)[:PURGE_BATCH]
        )
        if not ids:
            break
        # The event first: a late message finds no event and does nothing, whatever became of its consumption.
        OutboxEvent.objects.filter(id__in=ids).delete()
        gone += len(ids) + Consumption.objects.filter(event_id__in=ids).delete()[0]
    gone += RateBucket.objects.filter(Q(arrival_at__lt=now - timedelta(days=1))).delete()[0]
    gone += PageDraft.objects.filter(expires_at__lt=now).delete()[0]
    gone += watch.purge_beats(now=now) + watch.purge_runs(now=now)
    files.remove_unfinished(before=now - UNFINISHED_FILES_ARE_KEPT)
    return gone


def publish_again(*, event_ids: Sequence[UUID], now: datetime) -> int:
    """Makes the relay look at these events at once; returns how many were waiting for anything.

    A settled event is left alone: all its consumers have done their work. Doing this twice, or while the
    relay is at it, does no harm, because consumers do theirs once.
    """
    return OutboxEvent.objects.filter(pk__in=event_ids, settled_at=None).update(due_at=now)


def record_export(*, actor_id: UUID, what: str, why: str, rows: int, now: datetime) -> AuditRecord:
    """Writes down that somebody takes rows out of the house: who, what, why, how many (SECURITY 28).

    Call it, and let it commit, before the first byte leaves: a client that hangs up half way, or a process that dies
    while it writes, then leaves the row all the same. `rows` is how many are about to be handed over; count them first.
    Both texts are cut at 200 characters. Raises ValueError when it is not said what or why, or the count is negative.
    """
    if not what.strip() or not why.strip() or rows < 0:
        raise ValueError("An export says what, why and how many.")
    return _record(AuditRecord.Verb.EXPORTED, actor_id=actor_id, what=what, why=why, rows=rows, now=now)


def record_sight(
    *, actor_id: UUID, what: str, subject_kind: str, subject_id: object, why: str = "", now: datetime
) -> AuditRecord:
    """Writes down that a member of staff looks at something that is somebody's own: a person's page, their papers.

    `subject_kind` is `app.model`. Raises ValueError when it is not said what.
    """
    return _record(
        AuditRecord.Verb.SAW,
        actor_id=actor_id,
        what=what,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        why=why,
        now=now,
    )


def record_deed(
    *,
    actor_id: UUID | None,
    what: str,
    subject_kind: str = "",
    subject_id: object = "",
    why: str = "",
    detail: Mapping[str, Any] | None = None,
    now: datetime,
) -> AuditRecord:
    """Writes down that a member of staff did something, in the transaction that does it; no actor: at the console.

    `detail` holds no secret. Raises ValueError when it is not said what.
    """
    return _record(
        AuditRecord.Verb.DID,
        actor_id=actor_id,
        what=what,
        subject_kind=subject_kind,
        subject_id=str(subject_id),
        why=why,
        detail=dict(detail or {}),
        now=now,
    )


def record_deeds(
    *, actor_id: UUID | None, what: str, subjects: Sequence[tuple[str, object, Mapping[str, Any]]], now: datetime
) -> None:
    """The same for several things at once: of each its kind, its id and a detail. One statement.

    Raises ValueError when it is not said what.
    """
    AuditRecord.objects.bulk_create(
        _made(
            AuditRecord.Verb.DID,
            actor_id=actor_id,
            what=what,
            subject_kind=kind,
            subject_id=str(identity),
            why="",
            detail=dict(detail),
            now=now,
        )
        for kind, identity, detail in subjects
    )


def _record(verb: AuditRecord.Verb, *, what: str, why: str, now: datetime, **more: Any) -> AuditRecord:
    record = _made(verb, what=what, why=why, now=now, **more)
    record.save(force_insert=True)
    return record


_written: ContextVar[int] = ContextVar("records_written", default=0)


def records_written() -> int:
    """How many records of the audit trail were written here so far: more afterwards, if something has left one."""
    return _written.get()


def _made(verb: AuditRecord.Verb, *, what: str, why: str, now: datetime, **more: Any) -> AuditRecord:
    if not what.strip():
        raise ValueError("A record of the audit trail says what.")
    facts = request_facts.current()
    _written.set(_written.get() + 1)
    return AuditRecord(
        verb=verb,
        what=what.strip()[:200],
        why=why.strip()[:200],
        ip=facts.ip_address,
        channel=facts.channel,
        request_id=facts.request_id,
        recorded_at=now,
        **more,
    )
