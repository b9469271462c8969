from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from itertools import islice
from uuid import UUID

import structlog
from django.db import IntegrityError, connection, transaction

from apps.audit import verification
from apps.audit.errors import AlreadyVerifying
from apps.audit.models import Verification
from apps.core.services import record_deed
from apps.ledger import verification as ledger

log = structlog.get_logger("gopay.audit")

# So many findings are kept for the page; the command prints all of them.
KEPT = 200
LONGEST_TEXT = 400
# Whoever runs one says so this often; who was silent for so long is dead.
BEAT = timedelta(seconds=1)
SILENT_FOR = timedelta(minutes=30)


def ask_verification(*, kind: Verification.Kind, by: UUID | None, now: datetime) -> Verification:
    """Has something verified in the background. Raises AlreadyVerifying while the same is."""
    try:
        with transaction.atomic():
            row = Verification.objects.create(kind=kind, asked_by=by, asked_at=now)
            record_deed(
                actor_id=by,
                what=f"asked to verify: {row.get_kind_display().lower()}",
                subject_kind="audit.verification",
                subject_id=row.pk,
                now=now,
            )
    except IntegrityError:
        raise AlreadyVerifying from None
    return row


def run_verifications(*, read_clock: Callable[[], datetime]) -> int:
    """Runs one verification that waits; returns how many were run. Ends those whose process died.

    Call it outside a transaction: what is read is one snapshot, however long it takes. That is why it is handed the
    clock and not a moment.
    """
    now = read_clock()
    Verification.objects.filter(state=Verification.State.RUNNING, beat_at__lt=now - SILENT_FOR).update(
        state=Verification.State.FAILED, finished_at=now, summary="Its process died. Start it again."
    )
    row = Verification.objects.filter(state=Verification.State.ASKED).order_by("id").first()
    if row is None:
        return 0
    claimed = Verification.objects.filter(pk=row.pk, state=Verification.State.ASKED).update(
        state=Verification.State.RUNNING, started_at=now, beat_at=now
    )
    if not claimed:
        return 0
    try:
        _run(row, now, read_clock)
    except Exception as error:
        log.exception("verification failed", verification=str(row.pk))
        Verification.objects.filter(pk=row.pk).update(
            state=Verification.State.FAILED,
            finished_at=read_clock(),
            summary=f"It stopped: {type(error).__name__}. The worker's log says why.",
        )
    return 1


def _run(row: Verification, now: datetime, read_clock: Callable[[], datetime]) -> None:
    progress = _Progress(row.pk, read_clock)
    try:
        found: Iterator[tuple[str, str, str]]
        if row.kind == Verification.Kind.AUDIT:
            found = (
                (each.chain, each.subject, each.detail) for each in verification.verify(now=now, progress=progress)
            )
        else:
            found = ((each.check, each.subject, each.detail) for each in ledger.verify(progress))
        kept = [[text[:LONGEST_TEXT] for text in each] for each in islice(found, KEPT)]
        count = len(kept) + sum(1 for _ in found)
    finally:
        progress.close()
    if row.kind == Verification.Kind.AUDIT:
        seals, rows = verification.count_sealed()
        summary = f"{rows:,} rows under {seals:,} seals"
    else:
        accounts, entries, postings = ledger.counts()
        summary = f"{accounts:,} accounts, {entries:,} entries, {postings:,} postings"
    Verification.objects.filter(pk=row.pk).update(
        state=Verification.State.DONE,
        finished_at=read_clock(),
        percent=100,
        step="",
        summary=summary,
        found=count,
        findings=kept,
    )


class _Progress:
    """Writes down how far it is, over a connection of its own: the other one only reads, and in the past."""

    def __init__(self, verification_id: UUID, read_clock: Callable[[], datetime]) -> None:
        self._id = verification_id
        self._read_clock = read_clock
        self._connection = connection.copy()
        self._told: datetime | None = None

    def __call__(self, done: int, steps: int, what: str) -> None:
        now = self._read_clock()
        if self._told is not None and now - self._told < BEAT:
            return
        self._told = now
        with self._connection.cursor() as cursor:
            cursor.execute(
                "UPDATE audit_verification SET percent = %s, step = %s, beat_at = %s WHERE id = %s",
                [min(done * 100 // max(steps, 1), 99), what[:100], now, self._id],
            )

    def close(self) -> None:
        self._connection.close()
