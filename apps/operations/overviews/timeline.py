"""A timeline: what many tables say about one thing, merged newest first, a page at a time.

Each source is a function that reads its newest rows from a position on, by an index and with a LIMIT, so a page costs
the same however long the history is. The next page's address names, for each source, the row it goes on with. Nothing
is left out and nothing comes twice, whatever is added meanwhile and however many rows share a moment; a single moment
as the position could promise neither, because a payment, its event and its notification have the same one.

Rows with ids made by `uuid7` are read in the order of their ids (`by_id`), others in the order of a time (`by_moment`).
Of what there is little of (devices, cases, approvals), each row is read whole and becomes several entries (`steps`).
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet

from apps.core.ids import earliest_id
from apps.operations.overviews.parts import Text

PAGE = 25
# Of what there is little of, so many rows are read at most.
FEW = 60
# Where ids do not say when their rows were made, so many rows are put into the order of their times.
PUT_IN_ORDER = 500
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_KEY = re.compile(r"[0-9a-f-]{1,80}", re.ASCII)
_LONGEST_CURSOR = 4_000


@dataclass(frozen=True, slots=True)
class Entry:
    """Something that happened. `key` is its place in its source; `count` says how often it happened in a row.

    `by_id` is who did it, when that is said by an id only: the page adds the names of all at once.
    """

    key: str
    at: datetime
    title: Text
    detail: Text = ""
    mark: Text = ""
    href: str = ""
    by: Text = ""
    by_id: UUID | None = None
    request_id: str = ""
    kind: str = ""
    icon: str = ""
    count: int = 1


@dataclass(frozen=True, slots=True)
class Reach:
    """From where a source reads: `key` is the first row to show; `until` a moment it begins before.

    `in_step` says that ids say the same time as their rows, which they do not where a database was filled afterwards.
    """

    limit: int = PAGE + 1
    key: str = ""
    until: datetime | None = None
    in_step: bool = True


Read = Callable[[Reach], Sequence[Entry]]


@dataclass(frozen=True, slots=True)
class Source:
    """One table's part of the timeline. Several may be of one `kind`, which is what the filter offers.

    `model` is `app_model`: whoever may not see its rows does not see this part.
    """

    code: str
    kind: str
    icon: str
    model: str
    read: Read


@dataclass(frozen=True, slots=True)
class Timeline:
    """One page of it. `older` is the position the next one begins at; empty at the end."""

    entries: Sequence[Entry]
    older: str = ""


class BadPosition(ValueError):
    """A position nobody was given."""


def by_id(rows: QuerySet[Any], reach: Reach, *, column: str = "pk", at: str) -> list[Any]:
    """The newest rows by a UUIDv7, from the reach's position on; an index leads to them by that column.

    Each gets its place as `timeline_key`. Where ids do not say the time of their rows, what there is little of is put
    into its order here; of a long history the order of the ids is what there is.
    """
    if not reach.in_step:
        found = list(rows.order_by(f"-{column}")[: PUT_IN_ORDER + 1])
        if len(found) <= PUT_IN_ORDER:
            return _put_in_order(found, reach, column, at)
    if reach.key:
        try:
            rows = rows.filter(**{f"{column}__lte": UUID(reach.key)})
        except ValueError:
            raise BadPosition from None
    if reach.until and reach.in_step:
        rows = rows.filter(**{f"{column}__lt": earliest_id(reach.until)})
    elif reach.until:
        rows = rows.filter(**{f"{at}__lt": reach.until})
    found = list(rows.order_by(f"-{column}")[: reach.limit])
    for row in found:
        row.timeline_key = getattr(row, column).hex
    return found


def _put_in_order(rows: list[Any], reach: Reach, column: str, at: str) -> list[Any]:
    for row in rows:
        row.timeline_key = moment_key(getattr(row, at), getattr(row, column))
    if reach.key:
        _split(reach.key)
    kept = [
        row
        for row in rows
        if (not reach.key or row.timeline_key <= reach.key) and (not reach.until or getattr(row, at) < reach.until)
    ]
    return sorted(kept, key=lambda row: str(row.timeline_key), reverse=True)[: reach.limit]


def by_moment(rows: QuerySet[Any], reach: Reach, *, at: str, column: str = "pk") -> list[Any]:
    """The newest rows by a time that an index leads to; rows of one moment are ordered by `column`, a UUID."""
    if reach.key:
        moment, identity = _split(reach.key)
        same = Q(**{at: moment, f"{column}__lte": identity})
        rows = rows.filter(Q(**{f"{at}__lt": moment}) | same, **{f"{at}__lte": moment})
    if reach.until:
        rows = rows.filter(**{f"{at}__lt": reach.until})
    found = list(rows.order_by(f"-{at}", f"-{column}")[: reach.limit])
    for row in found:
        row.timeline_key = moment_key(getattr(row, at), getattr(row, column))
    return found


def moment_key(at: datetime, identity: UUID, step: int = 0) -> str:
    """The place of something that is ordered by its time."""
    microseconds = (at - _EPOCH) // timedelta(microseconds=1)
    return f"{microseconds:016x}-{identity.hex}-{step:02x}"


def _split(key: str) -> tuple[datetime, UUID]:
    try:
        moment, identity, _ = key.split("-")
        return _EPOCH + timedelta(microseconds=int(moment, 16)), UUID(identity)
    except (ValueError, OverflowError):
        raise BadPosition from None


def steps(entries: Iterable[Entry | None], reach: Reach) -> list[Entry]:
    """Of entries that are all there, those from the reach's position on. Their keys are `moment_key`'s."""
    kept = [each for each in entries if each is not None]
    if reach.key:
        _split(reach.key)
        kept = [each for each in kept if each.key <= reach.key]
    if reach.until:
        kept = [each for each in kept if each.at < reach.until]
    return sorted(kept, key=lambda each: each.key, reverse=True)[: reach.limit]


def step(row_id: UUID, number: int, at: datetime | None, title: Text, **more: Any) -> Entry | None:
    """One of the things that happened to a row; None when it has not."""
    return Entry(moment_key(at, row_id, number), at, title, **more) if at is not None else None


def read_timeline(
    sources: Sequence[Source], *, cursor: str = "", until: datetime | None = None, in_step: bool = True
) -> Timeline:
    """A page of the timeline: the newest, or what follows on a position. A position nobody was given is the newest."""
    try:
        return _read(sources, _positions(cursor), until, in_step)
    except BadPosition:
        return _read(sources, {}, until, in_step)


def _read(sources: Sequence[Source], positions: dict[str, str], until: datetime | None, in_step: bool) -> Timeline:
    # A source that a position does not name had nothing more.
    live = [each for each in sources if not positions or each.code in positions]
    batches = [each.read(Reach(PAGE + 1, positions.get(each.code, ""), until, in_step)) for each in live]
    nexts = [0] * len(live)
    entries: list[Entry] = []
    while len(entries) < PAGE:
        waiting = [number for number, batch in enumerate(batches) if nexts[number] < len(batch)]
        if not waiting:
            break
        newest = max(waiting, key=lambda number: batches[number][nexts[number]].at)
        source = live[newest]
        entry = batches[newest][nexts[newest]]
        entries.append(replace(entry, kind=source.kind, icon=entry.icon or source.icon))
        nexts[newest] += 1
    older = {
        source.code: batch[taken].key
        for source, batch, taken in zip(live, batches, nexts, strict=True)
        if taken < len(batch)
    }
    return Timeline(entries, ".".join(f"{code}~{key}" for code, key in older.items()))


def _positions(cursor: str) -> dict[str, str]:
    if not cursor or len(cursor) > _LONGEST_CURSOR:
        return {}
    found = {}
    for part in cursor.split("."):
        code, _, key = part.partition("~")
        if not _KEY.fullmatch(key):
            return {}
        found[code] = key
    return found


def fold(entries: Iterable[Entry]) -> list[Entry]:
    """Makes one line of what one person did several times in a row: whoever reloads a page has looked at it once."""
    folded: list[Entry] = []
    for entry in entries:
        last = folded[-1] if folded else None
        if (
            last
            and last.by_id
            and (last.kind, last.title, last.detail, last.by_id, last.href)
            == (
                entry.kind,
                entry.title,
                entry.detail,
                entry.by_id,
                entry.href,
            )
        ):
            folded[-1] = replace(last, count=last.count + 1)
        else:
            folded.append(entry)
    return folded
