"""A stretch of sealed chains as one file of plain text that somebody verifies who has no GoPay.

    {"format":"GoPay audit bundle",...}     what is in it
    [row]                                   each row of a block, as the seal has hashed it,
    {"seal":...}                            and then its seal; one block after the other, one chain after the other
    {"sha256":"..."}                        of every byte before this line

standalone/verify_bundle.py checks it; docs/audit.md describes it.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from apps.audit import row_cursor, seal_format
from apps.audit.errors import SealsMissing
from apps.audit.models import Seal
from apps.core.chains import Chain

FORMAT = "GoPay audit bundle"
SEALS_AT_ONCE = 20
# Rows of so many seals are sorted at once.
SEALS_OF_ONE_CURSOR = 2_000


class Sink(Protocol):
    """Where the bytes go: a file that is open for writing."""

    def write(self, content: bytes, /) -> Any: ...


@dataclass(frozen=True, slots=True)
class Stretch:
    """Seals of a chain, from `first` to `last`, and how many rows they cover."""

    chain: Chain
    first: int
    last: int
    rows: int
    previous: bytes


@dataclass(frozen=True, slots=True)
class Bundle:
    """What was written."""

    rows: int
    seals: int
    bytes: int
    sha256: str


def choose(
    chains: Sequence[Chain],
    *,
    first: int | None = None,
    last: int | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> list[Stretch]:
    """Which seals of each chain a bundle has: by their numbers, or by when they were made (`until` is exclusive).

    A chain that has none of them is left out. Raises SealsMissing when none has any.
    """
    found = []
    for chain in chains:
        seals = Seal.objects.filter(chain=chain.name).only("number", "total", "count", "previous")
        if first is not None:
            seals = seals.filter(number__gte=first)
        if last is not None:
            seals = seals.filter(number__lte=last)
        if since is not None:
            seals = seals.filter(sealed_at__gte=since)
        if until is not None:
            seals = seals.filter(sealed_at__lt=until)
        begin, end = seals.order_by("number").first(), seals.order_by("-number").first()
        if begin is not None and end is not None:
            rows = end.total - begin.total + begin.count
            found.append(Stretch(chain, begin.number, end.number, rows, bytes(begin.previous)))
    if not found:
        raise SealsMissing
    return found


def write_bundle(
    stretches: Sequence[Stretch],
    *,
    sink: Sink,
    now: datetime,
    progress: Callable[[int, int], None] | None = None,
) -> Bundle:
    """Writes the rows and seals of these stretches; memory stays the same however many there are.

    What is written is what is there: rows that were tampered with are in it as they are, and do not verify. Whoever
    hands it out records the export before (`core.services.record_export`). `progress(done, rows)` is called as it
    goes on. Call it outside a transaction.
    """
    out = _Hashed(sink)
    out.line(_header(stretches, now))
    everything = max(sum(stretch.rows for stretch in stretches), 1)
    rows = seals = 0
    for stretch in stretches:
        for start in range(stretch.first, stretch.last + 1, SEALS_OF_ONE_CURSOR):
            end = min(start + SEALS_OF_ONE_CURSOR - 1, stretch.last)
            for written in _blocks(stretch.chain, start, end, out):
                rows, seals = rows + written, seals + 1
                if progress:
                    progress(min(rows, everything), everything)
    digest = out.digest.hexdigest()
    out.line({"sha256": digest})
    return Bundle(rows, seals, out.count, digest)


def _header(stretches: Sequence[Stretch], now: datetime) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "version": 1,
        "made_at": seal_format.moment(now),
        "chains": [
            {
                "name": stretch.chain.name,
                "title": stretch.chain.title,
                "table": stretch.chain.table,
                "columns": list(stretch.chain.columns),
                "first": stretch.first,
                "last": stretch.last,
                "rows": stretch.rows,
                "previous": stretch.previous.hex(),
            }
            for stretch in stretches
        ],
    }


def _blocks(chain: Chain, first: int, last: int, out: "_Hashed") -> Iterator[int]:
    """Writes the blocks of these seals and yields how many rows each had."""
    found = Seal.objects.filter(chain=chain.name, number__in=(first, last)).defer("keys", "leaves")
    ends = {seal.number: seal for seal in found}
    if first not in ends or last not in ends:
        raise SealsMissing(f"A seal of {chain.name} between {first} and {last} is missing.")
    since = (ends[first].since_xact, ends[first].since_key)
    until = (ends[last].until_xact, ends[last].until_key)
    with row_cursor.lines(chain, since, until) as rows:
        waiting = next(rows, None)
        for start in range(first, last + 1, SEALS_AT_ONCE):
            numbers = range(start, min(start + SEALS_AT_ONCE, last + 1))
            for seal in Seal.objects.filter(chain=chain.name, number__in=numbers).order_by("number"):
                end, written = (seal.until_xact, seal.until_key), 0
                while waiting is not None and waiting[:2] <= end:
                    out.text(waiting[2])
                    written += 1
                    waiting = next(rows, None)
                out.line({**_named(seal), "keys": seal.keys, "leaves": bytes(seal.leaves).hex()})
                yield written


def _named(seal: Seal) -> dict[str, Any]:
    return {"seal": seal.number, **seal_format.as_json(seal)}


class _Hashed:
    """Counts and hashes what goes by."""

    def __init__(self, sink: Sink) -> None:
        self._sink = sink
        self.digest = hashlib.sha256()
        self.count = 0

    def text(self, line: str) -> None:
        content = line.encode() + b"\n"
        self.digest.update(content)
        self.count += len(content)
        self._sink.write(content)

    def line(self, value: dict[str, Any]) -> None:
        self.text(json.dumps(value, separators=(",", ":"), ensure_ascii=False))
