"""Heads go where whoever owns this database cannot change them: a file on another machine, an address.

How far each chain has come in each place is a row. A copy that is made and not noted is made again, so whoever keeps
heads may get one twice: (chain, number) says which it is.
"""

import json
import os
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from pathlib import Path

import structlog
from django.conf import settings
from django.db.models import F

from apps.audit import head_sending, seal_format
from apps.audit.errors import SealsGone
from apps.audit.models import HeadCopy, Seal
from apps.core.chains import all_chains

log = structlog.get_logger("gopay.audit")

AT_ONCE = 200
# Longer than one round takes; whoever dies in it has the row come back after that.
LEASE = timedelta(minutes=10)
LONGEST_WAIT = timedelta(hours=1)
# Whoever died half-way through a chain of millions goes on in the next round.
ROUNDS = 50


def copy_heads(*, now: datetime) -> int:
    """Copies the heads that are not there yet to each place the settings name; returns how many.

    Call it outside a transaction. A place that cannot be reached is tried again, later and later.
    """
    places: dict[HeadCopy.Place, Callable[[Sequence[Seal]], None]] = {}
    if settings.SEALS_FILE:
        places[HeadCopy.Place.FILE] = _append
    if settings.SEALS_URL:
        places[HeadCopy.Place.URL] = head_sending.send
    return sum(_copy_chain(place, chain.name, copy, now) for place, copy in places.items() for chain in all_chains())


def _copy_chain(place: HeadCopy.Place, chain: str, copy: Callable[[Sequence[Seal]], None], now: datetime) -> int:
    row, _ = HeadCopy.objects.get_or_create(place=place, chain=chain, defaults={"due_at": now})
    if row.due_at > now:
        return 0
    claimed = HeadCopy.objects.filter(pk=row.pk, due_at=row.due_at).update(due_at=now + LEASE)
    if not claimed:
        return 0
    copied, number, error = 0, row.number, ""
    for _ in range(ROUNDS):
        seals = list(
            Seal.objects.filter(chain=chain, number__gt=number).defer("keys", "leaves").order_by("number")[:AT_ONCE]
        )
        if not seals:
            # Otherwise a number that somebody has raised in the database would end the copying, and nobody would know.
            if number and not Seal.objects.filter(chain=chain, number=number).exists():
                error = f"{SealsGone.__name__}: seal {number} was copied and is not here any more"
                log.warning("heads were not copied", place=place.value, chain=chain, error=error)
            break
        try:
            copy(seals)
        except (OSError, head_sending.NotTaken) as failure:
            error = f"{type(failure).__name__}: {failure}"[:200]
            log.warning("heads were not copied", place=place.value, chain=chain, error=error)
            break
        number, copied = seals[-1].number, copied + len(seals)
        # Only if nobody else came first, whose lease began when ours was over.
        HeadCopy.objects.filter(pk=row.pk, number__lt=number).update(number=number, copied_at=now)
    wait = min(timedelta(minutes=1) * 2 ** min(row.attempts, 10), LONGEST_WAIT) if error else timedelta()
    HeadCopy.objects.filter(pk=row.pk).update(
        due_at=now + wait, attempts=F("attempts") + 1 if error else 0, last_error=error
    )
    return copied


def _append(seals: Sequence[Seal]) -> None:
    """Adds a line for each, and waits until the disk has them. Raises OSError."""
    text = "".join(json.dumps(seal_format.as_json(seal), separators=(",", ":")) + "\n" for seal in seals).encode()
    descriptor = os.open(Path(settings.SEALS_FILE), os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o640)
    try:
        size = os.fstat(descriptor).st_size
        if size and _last_byte(Path(settings.SEALS_FILE), size) != b"\n":
            # Whoever wrote before died in the middle of a line: it stays, and ours begins anew.
            text = b"\n" + text
        while text:
            text = text[os.write(descriptor, text) :]
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _last_byte(path: Path, size: int) -> bytes:
    with path.open("rb") as file:
        file.seek(size - 1)
        return file.read(1)
