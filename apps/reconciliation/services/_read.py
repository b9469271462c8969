"""A file is read in the background: first all of it without keeping anything, then its lines, a thousand at a time.

What is locked and what commits together:

- Looking it over holds no transaction. One bad line fails the file (FAILED, with the line and the reason) before any of
  it counts; what is good becomes READING with the number of its lines.
- A batch is one transaction: it locks the file's row (passing it over when somebody else is at it) and the row of its
  Source, writes the lines and how many have been read. Dying before the commit leaves the batch as if it had not been
  read; whoever comes next, the sweep after a minute of silence, begins behind the last one that was committed. A line's
  number is unique in its file, so none is taken twice; the Source's lock lets one file of it at a time find out which
  lines an earlier file has listed.
- The last transaction posts what the provider has charged (one entry for each currency, its id computed from the
  file's), takes the names of the pieces off the row and records `reconciliation.file_read`. Dying after it leaves
  pieces nobody names, which the sweep deletes.

Memory holds one piece of the file and one batch.
"""

import hashlib
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from apps.core import events, sql
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.gateways.services import open_clearing_account
from apps.ledger import services as ledger
from apps.ledger.services import Entry, Leg
from apps.reconciliation.errors import InvalidFile
from apps.reconciliation.ids import entry_id, provider_fees_code
from apps.reconciliation.listed import Listed
from apps.reconciliation.models import TO_READ, FileState, ImportedFile, Source
from apps.reconciliation.services._receive import delete_files, open_pieces
from apps.reconciliation.sniffing import read_pieces

log = structlog.get_logger("gopay.reconciliation")
BATCH = 1_000
# Whoever reads a file says so with every batch. One who has not for so long is dead, or never came.
SILENT_TOO_LONG = timedelta(minutes=1)
_ALIVE_EVERY = 20_000

Clock = Callable[[], datetime]


def read_file(*, file_id: UUID, read_clock: Clock) -> bool:
    """Reads a file from where it was left, until it is through; says whether it is now READ.

    Takes as long as it takes, so it is given the clock and not a moment. Call it outside a transaction: others watch
    its progress. Records `reconciliation.file_read`. Raises files.FilesUnavailable, FileMissing and
    crypto.Undecipherable for a file that is not there any more: the sweep then tries again, and uploading it once more
    mends it.
    """
    row = ImportedFile.objects.filter(pk=file_id, state__in=TO_READ).first()
    if row is None:
        return False
    if row.state == FileState.RECEIVED and not _look_over(row, read_clock):
        return False
    lines: Iterator[Listed] | None = None
    position = 0
    while True:
        with transaction.atomic():
            claimed = _claim(file_id)
            if claimed is None:
                return False
            if lines is None:
                lines, position = _open(claimed), claimed.read_lines
            if position != claimed.read_lines:
                # Somebody else has read on meanwhile, and does.
                return False
            keys = claimed.file_keys
            batch = list(islice(lines, BATCH))
            position += len(batch)
            if batch:
                _take(claimed, batch, position, read_clock())
                continue
            _finish(claimed, read_clock())
        delete_files(keys)
        return True


def resume_silent(*, read_clock: Clock) -> int:
    """Goes on with files nobody reads although somebody should; returns how many are through now.

    One that fails keeps none of the others waiting: it comes again the next time.
    """
    silent = ImportedFile.objects.filter(state__in=TO_READ, alive_at__lt=read_clock() - SILENT_TOO_LONG)
    found = list(silent.order_by("alive_at").values_list("id", flat=True))
    done = 0
    for file_id in found:
        try:
            done += read_file(file_id=file_id, read_clock=read_clock)
        except Exception:
            log.exception("a settlement file cannot be read", file_id=str(file_id))
    return done


def _look_over(row: ImportedFile, read_clock: Clock) -> bool:
    """Whether all of it can be read; if so it is READING from now on. A small file was looked over when it came."""
    count = row.expected_lines
    if count is None:
        try:
            count = _count(row, read_clock)
        except InvalidFile as error:
            _fail(row.pk, error.detail, read_clock())
            return False
    ImportedFile.objects.filter(pk=row.pk, state=FileState.RECEIVED).update(
        state=FileState.READING, expected_lines=count, alive_at=read_clock()
    )
    return True


def _count(row: ImportedFile, read_clock: Clock) -> int:
    count = 0
    for count, _ in enumerate(read_pieces(open_pieces(row.file_keys), row.media_type), start=1):
        if count % _ALIVE_EVERY == 0:
            ImportedFile.objects.filter(pk=row.pk, state__in=TO_READ).update(alive_at=read_clock())
    return count


def _fail(file_id: UUID, why: str, now: datetime) -> None:
    with transaction.atomic():
        row = _claim(file_id)
        if row is None or row.read_lines:
            return
        keys, row.file_keys = row.file_keys, []
        row.state, row.failure, row.ended_at, row.alive_at = FileState.FAILED, why[:300], now, now
        row.save(update_fields=["state", "failure", "ended_at", "alive_at", "file_keys"])
        events.record("reconciliation.file_failed", {"file_id": str(row.id)}, at=now)
        log.error("a settlement file was refused", file_id=str(row.id), source=row.source, why=why[:300])
    delete_files(keys)


def _claim(file_id: UUID) -> ImportedFile | None:
    return (
        ImportedFile.objects.select_for_update(no_key=True, skip_locked=True)
        .filter(pk=file_id, state__in=TO_READ)
        .first()
    )


def lock_source(code: str) -> None:
    """Holds a Source until the transaction ends: its lines are written and matched by one at a time."""
    Source.objects.select_for_update(no_key=True).get(pk=code)


def _open(row: ImportedFile) -> Iterator[Listed]:
    return islice(read_pieces(open_pieces(row.file_keys), row.media_type), row.read_lines, None)


_INSERT = """
WITH listed AS (
    SELECT * FROM unnest(
        %(ids)s::uuid[], %(numbers)s::int[], %(references)s::text[], %(provider_references)s::text[],
        %(types)s::text[], %(amounts)s::numeric[], %(fees)s::numeric[], %(currencies)s::text[],
        %(moments)s::timestamptz[], %(counterparties)s::text[], %(fingerprints)s::bytea[], %(operations)s::uuid[]
    ) AS n (id, number, reference, provider_reference, type, amount, fee, currency, executed_at, counterparty,
            fingerprint, operation_id)
), counted AS (
    -- Asked by fingerprint and nothing else, so that its index is taken also while nobody knows how large the table is.
    SELECT listed.*, row_number() OVER (PARTITION BY fingerprint ORDER BY number) + own AS occurrence, known
      FROM listed, LATERAL (
           SELECT count(*) FILTER (WHERE e.file_id = %(file)s) AS own,
                  -- The occurrences that count are numbered without gaps, whichever files they stand in.
                  coalesce(max(e.occurrence) FILTER (WHERE e.repeated_in IS NULL), 0) AS known
             FROM reconciliation_line e WHERE e.fingerprint = listed.fingerprint) AS earlier
), written AS (
    INSERT INTO reconciliation_line (id, file_id, number, source, reference, provider_reference, type, amount, fee,
        currency, executed_at, counterparty, fingerprint, occurrence, repeated_in, operation_id, state)
    SELECT id, %(file)s, number, %(source)s, reference, provider_reference, type, amount, fee, currency, executed_at,
           counterparty, fingerprint, occurrence, CASE WHEN occurrence <= known THEN %(file)s::uuid END, operation_id,
           CASE WHEN occurrence <= known THEN 'REPEATED' WHEN %(is_bank)s THEN 'LISTED' ELSE 'NEW' END
      FROM counted ORDER BY number
    RETURNING repeated_in
)
SELECT count(repeated_in) FROM written
"""


def _take(row: ImportedFile, batch: Sequence[Listed], position: int, now: datetime) -> None:
    lock_source(row.source)
    parameters: dict[str, Any] = {
        "file": row.id,
        "source": row.source,
        "is_bank": bool(row.bank),
        "ids": [uuid7() for _ in batch],
        "numbers": [one.number for one in batch],
        "references": [one.reference for one in batch],
        "provider_references": [one.provider_reference for one in batch],
        "types": [one.type for one in batch],
        "amounts": [one.amount for one in batch],
        "fees": [one.fee for one in batch],
        "currencies": [one.currency for one in batch],
        "moments": [one.executed_at for one in batch],
        "counterparties": [one.counterparty for one in batch],
        "fingerprints": [_fingerprint(row.source, one) for one in batch],
        "operations": [_operation_id(one.reference) for one in batch],
    }
    repeated = sql.fetch_one(_INSERT, parameters)
    row.read_lines, row.alive_at = position, now
    row.repeated_lines += repeated[0] if repeated else 0
    row.save(update_fields=["read_lines", "repeated_lines", "alive_at"])


def _fingerprint(source: str, one: Listed) -> bytes:
    """What makes a line the same line, in whichever file it stands. Without an id of theirs, its time belongs to it."""
    facts = [source, one.provider_reference, one.reference, one.type, format(one.amount.normalize(), "f"), one.currency]
    if not one.provider_reference:
        facts += [one.executed_at.isoformat(), one.counterparty]
    return hashlib.sha256("\0".join(facts).encode()).digest()


def _operation_id(reference: str) -> UUID | None:
    """Our reference is an operation's id; what is none may be anything."""
    try:
        return UUID(reference) if len(reference) == 36 else None
    except ValueError:
        return None


_FEES = """
SELECT currency, sum(fee) FROM reconciliation_line
 WHERE file_id = %s AND repeated_in IS NULL AND fee > 0 GROUP BY currency ORDER BY currency
"""


def _finish(row: ImportedFile, now: datetime) -> None:
    if row.gateway_code:
        _post_fees(row, now)
    row.state, row.ended_at, row.alive_at, row.file_keys = FileState.READ, now, now, []
    row.save(update_fields=["state", "ended_at", "alive_at", "file_keys"])
    source = Source.objects.select_for_update(no_key=True).get(pk=row.source)
    source.last_day = max(source.last_day or row.day, row.day)
    source.last_error = ""
    source.save(update_fields=["last_day", "last_error"])
    events.record("reconciliation.file_read", {"file_id": str(row.id), "source": row.source}, at=now)


def _post_fees(row: ImportedFile, now: datetime) -> None:
    """What they keep of what they hold for us is an expense: less is coming from them."""
    entries = []
    fees: list[tuple[str, Decimal]] = sql.fetch_all(_FEES, [row.id])  # type: ignore[assignment]
    for currency, total in fees:
        clearing = open_clearing_account(gateway_code=row.gateway_code, currency=currency, at=now)
        expense = ledger.open_account(
            code=provider_fees_code(row.gateway_code), kind="EXPENSE", currency=currency, floor=None, at=now
        )
        charged = Money(total, currency)
        legs = [Leg(clearing, charged), Leg(expense, -charged)]
        entries.append(Entry(entry_id(row.id, f"fees {currency}"), "PROVIDER_FEES", legs, now))
    ledger.post(entries)
