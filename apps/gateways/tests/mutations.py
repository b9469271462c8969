"""Bodies that are nearly right: what a reader of bytes from outside has to survive."""

import json
import random
from collections.abc import Iterator
from typing import Any

_PIECES = (
    b"\x00",
    b"\xff\xfe",
    b'"',
    b"{",
    b"}}",
    b"<",
    b"</",
    b"&",
    b"&#0;",
    b"]]>",
    b"\\u0000",
    b"\\ud800",
    b"9" * 400,
)
_STRANGERS: tuple[Any, ...] = (
    *(None, True, False, 0, -1, 1.5, 10**30, "", " ", "\0", "\ud800", "x" * 5000, "NaN", "1e3", "1_000", "-1.00"),
    *("１２.50", "12.505", "0x10", "usd", "XXX", "EXECUTED ", "2026-02-30T00:00:00Z", "0001-01-01T00:00:00Z"),
    *([], [[]], {}, {"a": 1}, ["12.50"]),
)


def mutated_bytes(body: bytes, count: int, *, seed: int = 1) -> Iterator[bytes]:
    """`count` bodies, each with one to three wounds: cut off, flipped, doubled, removed, pushed in."""
    chance = random.Random(seed)
    for _ in range(count):
        wounded = bytearray(body)
        for _ in range(chance.randint(1, 3)):
            at, length = chance.randrange(len(wounded) + 1), chance.randint(1, 40)
            match chance.randrange(5):
                case 0:
                    del wounded[at:]
                case 1 if at < len(wounded):
                    wounded[at] = chance.randrange(256)
                case 2:
                    wounded[at:at] = wounded[at : at + length]
                case 3:
                    del wounded[at : at + length]
                case _:
                    wounded[at:at] = chance.choice(_PIECES)
        yield bytes(wounded)


def mutated_json(body: bytes) -> Iterator[bytes]:
    """The object without each of its members, with each of them something else, and with one more."""
    whole = json.loads(body)
    for path in list(_paths(whole)):
        for stranger in (_GONE, *_STRANGERS):
            changed = json.loads(body)
            holder = changed
            for name in path[:-1]:
                holder = holder[name]
            if stranger is _GONE:
                del holder[path[-1]]
            else:
                holder[path[-1]] = stranger
            yield json.dumps(changed).encode()


_GONE = object()


def _paths(fields: dict[str, Any], before: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    for name, value in fields.items():
        yield (*before, name)
        if isinstance(value, dict):
            yield from _paths(value, (*before, name))
