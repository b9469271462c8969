"""Compares every sealed row with its seal, and every seal with the one before. It reads and never writes.

Rows and seals are read side by side in their order, so memory stays the same however many there are. What is found is
said of each row by its name.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction

from apps.audit import row_cursor, seal_format
from apps.audit.errors import HeadsUnreadable
from apps.audit.models import Seal
from apps.audit.row_cursor import Row
from apps.audit.seal_format import BEGINNING, LEAF_BYTES, NO_HEAD, Position
from apps.audit.selectors import last_copied
from apps.core.chains import Chain, all_chains

# What was written so long ago has been sealed, unless nobody seals.
SEALED_AFTER = timedelta(hours=1)
# Rows of one sorting; seals made in one run stay together, because their rows may be of one transaction.
ROWS_AT_ONCE = 200_000
# So many rows that are not where they were are compared by name, to tell moved ones from those that are gone.
REMEMBERED = 100_000
SEALS_AT_ONCE = 20
HEADS_AT_ONCE = 500

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is not as it was sealed: of which chain, which row or seal, and what."""

    chain: str
    subject: str
    detail: str

    def __str__(self) -> str:
        return f"{self.chain}: {self.subject}: {self.detail}"


@dataclass(frozen=True, slots=True)
class _Bounds:
    """Of a seal only what says which rows it covers."""

    number: int
    count: int
    total: int
    until: Position


def verify(
    chains: Sequence[Chain] | None = None,
    *,
    now: datetime,
    since: datetime | None = None,
    progress: Progress | None = None,
) -> Iterator[Finding]:
    """Yields every finding. All of it sees one snapshot, so it can run while rows come.

    `since` passes over what was sealed before. `progress(done, rows, what)` is called as it goes on. Call it outside a
    transaction; within one it sees what that sees.
    """
    chosen = list(all_chains() if chains is None else chains)
    is_outermost = not connection.in_atomic_block
    with transaction.atomic():
        if is_outermost:
            with connection.cursor() as cursor:
                cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        counting = _Counting(chosen, progress)
        for chain in chosen:
            yield from _Chain(chain, now, counting).verify(since)
        counting.end()


def count_sealed(chains: Sequence[Chain] | None = None) -> tuple[int, int]:
    """How many seals and how many sealed rows there are."""
    seals = rows = 0
    for chain in all_chains() if chains is None else chains:
        last = Seal.objects.filter(chain=chain.name).only("number", "total").order_by("-number").first()
        if last:
            seals, rows = seals + last.number, rows + last.total
    return seals, rows


class _Counting:
    """How far it is, in sealed rows."""

    def __init__(self, chains: Sequence[Chain], progress: Progress | None) -> None:
        self._progress = progress
        self._done = 0
        self._all = max(count_sealed(chains)[1], 1)

    def add(self, rows: int, what: str) -> None:
        self._done += rows
        if self._progress:
            self._progress(min(self._done, self._all), self._all, what)

    def end(self) -> None:
        if self._progress:
            self._progress(self._all, self._all, "done")


class _Chain:
    """One chain, from its first seal to the rows that have none yet."""

    def __init__(self, chain: Chain, now: datetime, counting: _Counting) -> None:
        self.chain = chain
        self.now = now
        self.counting = counting
        # Names of rows that are not where they were, and that are where none was; with what to say of them.
        self.gone: dict[str, str] = {}
        self.new: dict[str, str] = {}

    def verify(self, since: datetime | None) -> Iterator[Finding]:
        before = self._before(since)
        number = before.number if before else 0
        head = bytes(before.head) if before else NO_HEAD
        reached = (before.until_xact, before.until_key) if before else BEGINNING
        self.counting.add(before.total if before else 0, self.chain.title)
        total = before.total if before else 0
        for group in self._groups(number):
            # Rows of transactions from where the group before ended; the last group has the rest beside it.
            below = group[-1].until[0] if not group[-1].until[1] else group[-1].until[0] + 1
            with row_cursor.hashed_rows(self.chain, reached, max(below, reached[0])) as rows:
                ahead = _Ahead(rows)
                for seal in self._seals(group):
                    is_altered = seal_format.head_of(seal) != bytes(seal.head)
                    yield from self._seal(seal, number, head, total, reached, is_altered)
                    until = _clamped(seal, reached, is_altered, group)
                    yield from self._rows(seal, ahead, reached, until, is_altered, gap=seal.number != number + 1)
                    number, head, total, reached = seal.number, bytes(seal.head), seal.total, until
        yield from self._moved()
        yield from self._unsealed(reached)
        if (copied := last_copied(self.chain.name)) > number:
            yield self._found(
                f"seal {copied}", f"gone: its head was copied off this host, and seal {number} is the last"
            )

    def _before(self, since: datetime | None) -> Seal | None:
        """The last seal that is not looked at."""
        if since is None:
            return None
        seals = Seal.objects.filter(chain=self.chain.name, sealed_at__lt=since).defer("keys", "leaves")
        return seals.order_by("-sealed_at", "-number").first()

    def _groups(self, after: int) -> Iterator[list[_Bounds]]:
        """Seals whose rows are read together: they end where a run of sealing ended."""
        group: list[_Bounds] = []
        rows, number = 0, after
        while True:
            found = list(
                Seal.objects.filter(chain=self.chain.name, number__gt=number)
                .order_by("number")
                .values_list("number", "count", "total", "until_xact", "until_key")[:5_000]
            )
            for number, count, total, xact, key in found:
                group.append(_Bounds(number, count, total, (xact, key)))
                rows += count
                if rows >= ROWS_AT_ONCE and not key:
                    yield group
                    group, rows = [], 0
            if not found:
                break
        if group:
            yield group

    def _seals(self, group: Sequence[_Bounds]) -> Iterator[Seal]:
        """Whole, a few at a time."""
        for start in range(0, len(group), SEALS_AT_ONCE):
            part = group[start : start + SEALS_AT_ONCE]
            yield from Seal.objects.filter(
                chain=self.chain.name, number__gte=part[0].number, number__lte=part[-1].number
            ).order_by("number")

    def _seal(
        self, seal: Seal, number: int, head: bytes, total: int, reached: Position, is_altered: bool
    ) -> Iterator[Finding]:
        """The seal itself, and how it follows the one before."""
        name = f"seal {seal.number}"
        at = f"of {seal.sealed_at:%Y-%m-%d %H:%M:%S} UTC"
        if seal.number > number + 1:
            missing = f"seal {number + 1}" if seal.number == number + 2 else f"seals {number + 1} to {seal.number - 1}"
            yield self._found(missing, "missing: somebody deleted it, or gave it another number")
        if is_altered:
            yield self._found(name, f"altered: what it says {at} does not give its head")
        signed = seal_format.is_signed(seal)
        if signed is None:
            yield self._found(name, f"signed with the key {seal.kid}, which SEAL_KEYS does not have")
        elif not signed:
            yield self._found(name, f"forged: it {at} does not bear our signature")
        follows = bytes(seal.previous) == head and (seal.since_xact, seal.since_key) == reached
        if seal.number == number + 1 and not (follows and seal.total == total + seal.count):
            yield self._found(name, f"does not follow seal {number}: one of the two was altered or put in its place")

    def _rows(
        self, seal: Seal, ahead: "_Ahead", since: Position, until: Position, is_altered: bool, *, gap: bool
    ) -> Iterator[Finding]:
        """The rows a seal covers."""
        if gap and (start := min((seal.since_xact, seal.since_key), until)) > since:
            uncovered = sum(1 for _ in ahead.until(start))
            if uncovered:
                yield self._found(
                    f"{uncovered:,} rows", f"were sealed, if at all, by what is missing before {seal.number}"
                )
        actual = list(ahead.until(until))
        self.counting.add(seal.count, self.chain.title)
        leaves = bytes(seal.leaves)
        if [row[1] for row in actual] == seal.keys and b"".join(row[2] for row in actual) == leaves:
            return
        suspect = " (and that seal was altered)" if is_altered else ""
        there = {row[1]: row for row in actual}
        found = 0
        place = f"seal {seal.number} of {seal.sealed_at:%Y-%m-%d %H:%M:%S} UTC"
        expected = set(seal.keys)
        for index, key in enumerate(seal.keys):
            row = there.get(key)
            leaf = leaves[index * LEAF_BYTES : (index + 1) * LEAF_BYTES]
            if row is None:
                found += 1
                yield from self._absent(key, f"{place}{suspect}")
            elif row[2] != leaf:
                found += 1
                # Its transaction, which is its place in the order, is one of its columns.
                yield self._found(key, f"changed since {place}{suspect}")
        for row in actual:
            if row[1] not in expected:
                found += 1
                yield from self._unexpected(row, f"is not in {place}, which covers its transaction{suspect}")
        if not found:
            yield self._found(f"seal {seal.number}", "names the same rows in another order than they stand in")

    def _absent(self, key: str, place: str) -> Iterator[Finding]:
        said = self.new.pop(key, None)
        if said is not None:
            yield self._found(key, f"moved: it was sealed by {place} and {said}")
        elif len(self.gone) < REMEMBERED:
            self.gone[key] = place
        else:
            yield self._found(key, f"not where it was sealed by {place}")

    def _unexpected(self, row: Row, said: str) -> Iterator[Finding]:
        said = f"{said}, with transaction {row[0]}"
        place = self.gone.pop(row[1], None)
        if place is not None:
            yield self._found(row[1], f"moved: it was sealed by {place} and {said}")
        elif len(self.new) < REMEMBERED:
            self.new[row[1]] = said
        else:
            yield self._found(row[1], said)

    def _moved(self) -> Iterator[Finding]:
        """What is left when all sealed rows were seen."""
        for key, said in self.new.items():
            yield self._found(key, f"inserted: it {said}")

    def _unsealed(self, reached: Position) -> Iterator[Finding]:
        """Rows behind the last seal: recent ones are right to be there."""
        waiting, first = 0, ""
        latest, following = self.now - SEALED_AFTER, row_cursor.next_xact()
        with ExitStack() as stack:
            rows = stack.enter_context(row_cursor.timed_rows(self.chain, reached))
            for xact, key, at in rows:
                place = self.gone.pop(key, None)
                if place is not None:
                    yield self._found(key, f"moved: it was sealed by {place} and now says transaction {xact}")
                elif xact >= following:
                    # Whoever writes this has the row pass for a recent one until then, and changes it as they like.
                    yield self._found(key, f"says transaction {xact}, which PostgreSQL has not come to: never sealed")
                elif at < latest:
                    waiting, first = waiting + 1, first or key
        if waiting:
            row = "one row is" if waiting == 1 else f"{waiting:,} rows are"
            yield self._found(first, f"{row} older than an hour and not sealed, this one first")
        for key, place in self.gone.items():
            yield self._found(key, f"deleted: it was sealed by {place}")

    def _found(self, subject: str, detail: str) -> Finding:
        return Finding(self.chain.name, subject, detail)


class _Ahead:
    """Rows in their order, of which one is looked at before it is taken."""

    def __init__(self, rows: Iterator[Row]) -> None:
        self._rows = rows
        self._next = next(rows, None)

    def until(self, position: Position) -> Iterator[Row]:
        """Takes the rows up to a position."""
        while self._next is not None and self._next[:2] <= position:
            row, self._next = self._next, next(self._rows, None)
            yield row


def _clamped(seal: Seal, reached: Position, is_altered: bool, group: Sequence[_Bounds]) -> Position:
    """Where a seal's rows end. One that was altered is not believed further than its neighbours allow."""
    until = (seal.until_xact, seal.until_key)
    if is_altered:
        following = Seal.objects.filter(chain=seal.chain, number=seal.number + 1).values_list("since_xact", "since_key")
        until = following.first() or until
    return min(max(until, reached), max(group[-1].until, reached))


def compare_heads(lines: Iterable[str], *, chains: Sequence[Chain] | None = None) -> Iterator[Finding]:
    """Compares heads that were kept off this host with the seals that are here: one JSON object a line.

    What stands there and not here is gone from here; that is how seals deleted from the end are found. A line that
    breaks off is passed over: whoever wrote it died, and its head stands on a later one. Raises HeadsUnreadable.
    """
    names = {chain.name for chain in (all_chains() if chains is None else chains)}
    lacking = {name for name in names if last_copied(name)}
    batch: list[tuple[str, int, str]] = []
    for count, line in enumerate(lines, 1):
        text = line.strip()
        if not text or (text.startswith('{"') and not text.endswith("}")):
            continue
        try:
            read = json.loads(line)
            kept = (str(read["chain"]), int(read["number"]), str(read["head"]))
        except (ValueError, KeyError, TypeError, RecursionError):
            raise HeadsUnreadable(f"Line {count} is no head of a seal.") from None
        if not 0 < kept[1] < 2**63:
            raise HeadsUnreadable(f"Line {count} is no head of a seal.")
        lacking.discard(kept[0])
        if kept[0] in names:
            batch.append(kept)
        if len(batch) >= HEADS_AT_ONCE:
            yield from _compare_batch(batch)
            batch = []
    yield from _compare_batch(batch)
    for name in sorted(lacking):
        yield Finding(name, "heads", "were copied off this host, and none of them is among those that were kept")


def _compare_batch(batch: Sequence[tuple[str, int, str]]) -> Iterator[Finding]:
    for name in dict.fromkeys(chain for chain, _, _ in batch):
        kept = [(number, head) for chain, number, head in batch if chain == name]
        numbers = {number for number, _ in kept}
        here = dict(Seal.objects.filter(chain=name, number__in=numbers).values_list("number", "head"))
        for number, head in kept:
            if number not in here:
                yield Finding(name, f"seal {number}", "gone: its head was kept elsewhere")
            elif bytes(here[number]).hex() != head:
                yield Finding(name, f"seal {number}", "another head than the one that was kept elsewhere")
