"""Ids that are computed and not drawn: whoever computes them again finds what was made before."""

import hashlib
from datetime import datetime
from uuid import UUID, uuid5

_NAMESPACE = UUID("3d0c6f0e-9a45-5b7e-8c1d-6e1b7a2f4c95")


def payment_id(disbursement_id: UUID, line: int, since: datetime) -> UUID:
    """The id of the payment of one line: the same however often it is computed, and a UUIDv7 (RFC 9562).

    Its time is when paying began, so that it stands in people's histories where it belongs; then comes the line, so
    that payments sort as the file does; the rest is a hash, so that no two files make the same id.
    """
    milliseconds = int(since.timestamp() * 1000)
    hashed = hashlib.sha256(f"{disbursement_id}|{line}".encode()).digest()
    rest = (line & 0x1F) << 57 | int.from_bytes(hashed[:8], "big") & ((1 << 57) - 1)
    return UUID(int=milliseconds << 80 | 0x7 << 76 | (line >> 5 & 0xFFF) << 64 | 0b10 << 62 | rest)


def payment_key(disbursement_id: UUID, line: int) -> str:
    """The idempotency key of the payment of one line, unique among its owner's payments."""
    return f"disbursement:{disbursement_id}:{line}"


def payment_digest(disbursement_id: UUID, *terms: object) -> bytes:
    """What stands for the request of a payment that no request asked for by itself."""
    return hashlib.sha256("|".join(map(str, (disbursement_id, *terms))).encode()).digest()


def entry_id(disbursement_id: UUID, what: str) -> UUID:
    """The id of the journal entry that puts the money aside (`funding`), or gives back the rest (`rest`)."""
    return uuid5(_NAMESPACE, f"{what}|{disbursement_id}")


def account_code(disbursement_id: UUID) -> str:
    """The ledger account on which the money of one disbursement waits."""
    return f"disbursement:{disbursement_id}"
