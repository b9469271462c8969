"""A file comes in. It is kept first and the row that names it is written after it, so a process that dies in between
leaves a file nobody names, which `sweep_files` deletes; the row, the event that has it checked and the activity commit
together. The key is unique for the owner: of two uploads at once with one key the second finds the first one's row."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.core import events, files, ratelimit
from apps.core.constraints import constraint_name
from apps.disbursements import csv_in, rates, selectors
from apps.disbursements.errors import CosignerNeeded, NoWallet
from apps.disbursements.models import MAX_FILE_NAME_LENGTH, TO_VALIDATE, Disbursement
from apps.transactions.errors import IdempotencyKeyReused
from apps.wallets.selectors import find_wallet

FOLDER = "disbursement"
# A file may wait so long for the row that will name it.
UNNAMED_FILES_ARE_KEPT = timedelta(days=1)


def upload(
    *,
    owner_id: UUID,
    currency: str,
    file_name: str = "",
    pieces: Sequence[bytes],
    file_digest: bytes,
    key: str,
    digest: bytes,
    now: datetime,
) -> tuple[Disbursement, bool]:
    """Takes a file of rows to pay, once for each `key`; says whether it had been taken before.

    `pieces` are the file in its order, `file_digest` its SHA-256. Records `disbursements.uploaded`. Raises InvalidFile,
    NoWallet, CosignerNeeded, IdempotencyKeyReused, TooManyRequests, files.FilesUnavailable.
    """
    if known := _find(owner_id, key, digest):
        return known, True
    wallet = find_wallet(owner_id, currency)
    if wallet is None:
        raise NoWallet
    if not selectors.list_active_cosigners(owner_id):
        raise CosignerNeeded
    expected_rows = csv_in.look_over(pieces)
    ratelimit.spend(rates.UPLOADS, str(owner_id), now=now)
    keys = [files.save(FOLDER, piece) for piece in pieces]
    try:
        with transaction.atomic():
            row = Disbursement.objects.create(
                owner_id=owner_id,
                wallet_id=wallet.id,
                currency=currency,
                file_name=file_name[:MAX_FILE_NAME_LENGTH],
                file_digest=file_digest,
                file_bytes=sum(map(len, pieces)),
                file_keys=keys,
                expected_rows=expected_rows,
                idempotency_key=key,
                request_digest=digest,
                created_at=now,
                alive_at=now,
            )
            events.record("disbursements.uploaded", {"disbursement_id": str(row.id)}, at=now)
            accounts.record_activity(
                person_id=owner_id,
                action="disbursements.uploaded",
                subject=str(row.id),
                detail={"rows": expected_rows, "file": file_digest.hex()},
                at=now,
            )
    except IntegrityError as error:
        delete_files(keys)
        if constraint_name(error) == "disbursements_key_once" and (known := _find(owner_id, key, digest)):
            return known, True
        raise
    return row, False


def _find(owner_id: UUID, key: str, digest: bytes) -> Disbursement | None:
    row = Disbursement.objects.filter(owner_id=owner_id, idempotency_key=key).first()
    if row is not None and bytes(row.request_digest) != digest:
        raise IdempotencyKeyReused
    return row


def delete_files(keys: Sequence[str]) -> None:
    """Takes files away that no row names any more. One that cannot be deleted now, the sweep deletes."""
    for key in keys:
        with suppress(files.FilesUnavailable, files.FileMissing):
            files.delete(key)


def sweep_files(*, now: datetime) -> int:
    """Deletes files that no row names, a day after they came; returns how many. Raises files.FilesUnavailable."""
    old = {key for key, saved_at in files.list_keys(FOLDER) if saved_at < now - UNNAMED_FILES_ARE_KEPT}
    if not old:
        return 0
    # After they are read a row names its files no longer.
    for keys in Disbursement.objects.filter(state__in=TO_VALIDATE).values_list("file_keys", flat=True):
        old.difference_update(keys)
    for key in sorted(old):
        files.delete(key)
    return len(old)
