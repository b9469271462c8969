"""Which append-only tables are sealed (apps/audit). Whoever owns such a table declares its chain here.

A chain's rows are read in the order of (`xact`, key). Each is written as one line of text, whose SHA-256 is what a seal
keeps of it; the same line stands in an exported bundle, so that somebody without GoPay can compute it again. A line is
a JSON array of strings and nulls in which every column of the row stands, times in UTC to the microsecond, so that it
does not depend on any setting of the session that reads it.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Chain:
    """`key` is an SQL expression of type text that names a row, unique and sortable (collate "C"), and `line` one of
    type text over the table's columns, which are called `r`. `at` is the column that says when a row was written."""

    name: str
    title: str
    table: str
    key: str
    line: str
    columns: tuple[str, ...]
    at: str


def utc(column: str) -> str:
    """An SQL expression: a moment as text, the same in every session."""
    return f"to_char({column} AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"')"


def line_of(*expressions: str) -> str:
    """An SQL expression: the JSON array of these expressions, each as text."""
    return f"json_build_array({', '.join(f'({each})::text' for each in expressions)})::text"


_chains: dict[str, Chain] = {}


def declare(chain: Chain) -> Chain:
    """Makes a table a sealed one. Raises ValueError when the name is taken."""
    if chain.name in _chains:
        raise ValueError(f"There is a chain {chain.name} already.")
    _chains[chain.name] = chain
    return chain


def all_chains() -> tuple[Chain, ...]:
    """Every declared chain, in the order of their names."""
    return tuple(_chains[name] for name in sorted(_chains))
