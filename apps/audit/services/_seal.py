import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice

import structlog
from django.db import transaction

from apps.audit import row_cursor, seal_format
from apps.audit.errors import CounterWentBack, SealsGone
from apps.audit.models import Seal
from apps.audit.row_cursor import Row
from apps.audit.seal_format import BEGINNING, NO_HEAD, ROWS_PER_SEAL, Position, Sealed
from apps.audit.selectors import last_copied
from apps.core.chains import Chain, all_chains

log = structlog.get_logger("gopay.audit")

# A chain that has nothing new gets an empty seal so often. It says that until then nothing came: a row inserted later
# under an older transaction stands out, and whoever keeps the heads elsewhere knows how far the chain had come.
EMPTY_SEAL_AFTER = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class SealedRows:
    """What one run has done for a chain."""

    chain: str
    rows: int
    seals: int


def seal_all(*, now: datetime) -> list[SealedRows]:
    """Seals every chain. One that cannot be sealed keeps no other from it; then raises what it raised."""
    done: list[SealedRows] = []
    errors: list[Exception] = []
    for chain in all_chains():
        try:
            done.append(seal_chain(chain=chain, now=now))
        except Exception as error:
            log.exception("not sealed", chain=chain.name)
            errors.append(error)
    if errors:
        raise errors[0]
    return done


def seal_chain(*, chain: Chain, now: datetime) -> SealedRows:
    """Seals every row of a chain that was written by a transaction which is over, in blocks of ROWS_PER_SEAL.

    Call it outside a transaction: each block commits on its own, so a process that is killed leaves whole blocks and
    the next one goes on behind them. Of two who seal at once one stops where the other was first. Raises
    CounterWentBack, SealsGone, ImproperlyConfigured without a key.
    """
    last = (
        Seal.objects.filter(chain=chain.name)
        .only("number", "total", "until_xact", "until_key", "head", "sealed_at")
        .order_by("-number")
        .first()
    )
    if last_copied(chain.name) > (last.number if last else 0):
        raise SealsGone
    horizon = row_cursor.horizon()
    since: Position = (last.until_xact, last.until_key) if last else BEGINNING
    if horizon < since[0]:
        raise CounterWentBack
    rows = seals = 0
    with row_cursor.hashed_rows(chain, since, horizon) as unsealed:
        for block, is_last in _blocks(unsealed):
            if not block and last is not None and now - last.sealed_at < EMPTY_SEAL_AFTER:
                break
            # Behind the last row of a run stand all rows of the transactions that are over.
            until = (horizon, "") if is_last else block[-1][:2]
            # A clock that was set back makes no seal older than the one before it.
            at = max(now, last.sealed_at) if last else now
            last = _write(chain, last, block, until, at)
            if last is None:
                log.info("somebody else seals", chain=chain.name)
                break
            rows, seals = rows + len(block), seals + 1
    return SealedRows(chain.name, rows, seals)


def _blocks(rows: Iterator[Row]) -> Iterator[tuple[list[Row], bool]]:
    """The rows by the thousand, and of each block whether it is the last. One that is empty, when there are none."""
    block = list(islice(rows, ROWS_PER_SEAL))
    while True:
        following = list(islice(rows, ROWS_PER_SEAL)) if len(block) == ROWS_PER_SEAL else []
        yield block, not following
        if not following:
            return
        block = following


def _write(chain: Chain, last: Seal | None, block: list[Row], until: Position, at: datetime) -> Seal | None:
    """Adds one seal behind `last`; None when somebody else has."""
    since: Position = (last.until_xact, last.until_key) if last else BEGINNING
    keys = [key for _, key, _ in block]
    leaves = b"".join(leaf for _, _, leaf in block)
    sealed = Sealed(
        chain=chain.name,
        number=last.number + 1 if last else 1,
        count=len(block),
        total=(last.total if last else 0) + len(block),
        since=since,
        until=until,
        sealed_at=at,
        previous=bytes(last.head) if last else NO_HEAD,
        keys=seal_format.keys_digest(keys),
        leaves=hashlib.sha256(leaves).digest(),
    )
    head = sealed.head()
    kid, signature = seal_format.sign(head)
    seal = Seal(
        chain=sealed.chain,
        number=sealed.number,
        count=sealed.count,
        total=sealed.total,
        since_xact=since[0],
        since_key=since[1],
        until_xact=until[0],
        until_key=until[1],
        keys=keys,
        leaves=leaves,
        previous=sealed.previous,
        head=head,
        kid=kid,
        signature=signature,
        sealed_at=at,
    )
    with transaction.atomic():
        # ON CONFLICT, because whoever comes second has nothing to mend.
        Seal.objects.bulk_create([seal], ignore_conflicts=True)
        is_ours = Seal.objects.filter(pk=seal.pk).exists()
    return seal if is_ours else None
