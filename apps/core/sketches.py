"""How many different people there are in a stretch of time, without keeping who they are: HyperLogLog.

A sketch is 4,096 bytes however many were added; two are joined by taking the greater of each byte, and whoever is in
both counts once. The standard error is 1.04 / sqrt(4096) = 1.6 % (Flajolet and others, 2007); the estimate is Ertl's
(2017), which is good from nobody to billions without corrections for small numbers.

What is added is hashed by SHA-256, so the same people make the same sketch everywhere and at any time: a sketch that
was kept up is the one that is made anew.
"""

import math
from collections.abc import Iterable
from hashlib import sha256
from uuid import UUID

REGISTERS = 1 << 12
# A rank is at most this: 32 bits of the hash are looked at, and none of them is set.
_HIGHEST = 33
EMPTY = bytes(REGISTERS)


def mark_of(person_id: UUID) -> int:
    """A register's number and a rank, in one integer: 64 times the one plus the other."""
    digest = sha256(person_id.bytes).digest()
    bits = int.from_bytes(digest[2:6])
    return ((digest[0] << 4 | digest[1] >> 4) << 6) + _HIGHEST - bits.bit_length()


def digest_sql(column: str) -> str:
    """An SQL expression: what `mark_sql` wants of an id, computed once."""
    return f"sha256(uuid_send({column}))"


def mark_sql(digest: str) -> str:
    """The same as an SQL expression, over a column that holds the digest."""
    bits = f"('x' || encode(substring({digest} FROM 3 FOR 4), 'hex'))::bit(32)"
    register = f"((get_byte({digest}, 0) << 4) | (get_byte({digest}, 1) >> 4))"
    return f"{register} * 64 + CASE position(B'1' IN {bits}) WHEN 0 THEN {_HIGHEST} ELSE position(B'1' IN {bits}) END"


def sketch_of(marks: Iterable[int]) -> bytes:
    """The sketch of those whose marks these are."""
    sketch = bytearray(REGISTERS)
    for mark in marks:
        register, rank = mark >> 6, mark & 63
        if rank > sketch[register]:
            sketch[register] = rank
    return bytes(sketch)


def join(sketches: Iterable[bytes]) -> bytes:
    """The sketch of everybody who is in one of them."""
    # All at once: going through 4,096 registers is what takes its time.
    return bytes(map(max, EMPTY, EMPTY, *sketches))


def estimate(sketch: bytes) -> int:
    """About how many people were added."""
    counts = [0] * (_HIGHEST + 1)
    for rank in sketch:
        counts[rank] += 1
    if counts[0] == REGISTERS:
        return 0
    total = REGISTERS * _tau(1 - counts[_HIGHEST] / REGISTERS)
    for rank in range(_HIGHEST - 1, 0, -1):
        total = (total + counts[rank]) / 2
    total += REGISTERS * _sigma(counts[0] / REGISTERS)
    return round(REGISTERS**2 / (2 * math.log(2) * total))


def _sigma(share: float) -> float:
    """For the registers nobody fell into (Ertl, algorithm 6)."""
    power, total, last = 1.0, share, -1.0
    while total != last:
        share, last = share * share, total
        total += share * power
        power += power
    return total


def _tau(share: float) -> float:
    """For the registers that are full (the same)."""
    if share in {0.0, 1.0}:
        return 0.0
    power, total, last = 1.0, 1 - share, -1.0
    while total != last:
        share, last = math.sqrt(share), total
        power /= 2
        total -= (1 - share) ** 2 * power
    return total / 3
