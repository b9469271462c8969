"""What a person's data export consists of: each app adds the part it holds.

Imports only go down, so accounts, which makes the export, cannot ask the apps above it. They tell it instead: a
module `exports` of theirs registers a contributor when the app is ready, in every process.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol, TypeVar
from uuid import UUID

# So many rows are fetched at a time: a person of many years fits into little memory.
BATCH = 500

Rows = Iterator[Mapping[str, Any]]
Contributor = Callable[[UUID], Rows]


@dataclass(frozen=True, slots=True)
class Contribution:
    """One JSON file of an export: its name, its rows, and about how many there will be."""

    name: str
    rows: Contributor
    expected: Callable[[UUID], int]


_contributions: dict[str, Contribution] = {}


def contributor(
    name: str, *, expected: Callable[[UUID], int] = lambda person_id: 1
) -> Callable[[Contributor], Contributor]:
    """Registers a function of a person's id that yields the rows of `<name>.json`, each a dict.

    It must yield as it reads, batch by batch, and nothing that is secret or somebody else's. `expected` says about
    how many rows come, which only the progress depends on.
    """

    def register(rows: Contributor) -> Contributor:
        known = _contributions.setdefault(name, Contribution(name, rows, expected))
        if known.rows is not rows:
            raise ValueError(f"two parts of the export are called {name}")
        return rows

    return register


def contributions() -> list[Contribution]:
    """All parts, in the order of their names."""
    return [_contributions[name] for name in sorted(_contributions)]


class HasId(Protocol):
    @property
    def id(self) -> UUID: ...


Row = TypeVar("Row", bound=HasId)


def in_batches(fetch: Callable[[UUID | None, int], Sequence[Row]]) -> Iterator[Row]:
    """All rows, in the order of their ids; `fetch(after, limit)` returns the nearest ones after that id."""
    after = UUID(int=0)
    while rows := fetch(after, BATCH):
        yield from rows
        after = rows[-1].id
