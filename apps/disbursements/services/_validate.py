"""The file is read and each row checked, in the background.

What is locked and what happens when the process dies: a batch of lines is one database transaction. It locks the
disbursement's row (passing it over when somebody else is at it), writes the rows of the batch and how many lines have
been read, and commits. Dying before that leaves the batch as if it had not been read; whoever comes next (the sweep,
after a minute of silence) begins behind the last batch that was committed, and a line's number is the primary key, so
none is taken twice. The last transaction also decides the state and takes the names of the files off the row; dying
after it leaves files nobody names, which the sweep deletes. The file is opened a piece at a time, so memory holds one
piece and one batch.

Reading payees and standing locks nothing: whether they may still be paid is asked again when they are.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from itertools import islice
from uuid import UUID

import structlog
from django.db import transaction

from apps.accounts.selectors import get_profile
from apps.core import crypto, events, files, sql
from apps.core.money import Money
from apps.disbursements import csv_in, selectors
from apps.disbursements.csv_in import Line
from apps.disbursements.errors import InvalidFile
from apps.disbursements.models import TO_VALIDATE, Disbursement, DisbursementState, RowState
from apps.disbursements.services._locks import change, claim_disbursement
from apps.disbursements.services._upload import delete_files
from apps.kyc.selectors import is_watched
from apps.transactions import pricing
from apps.transactions.errors import BelowMinimum, FeeExceedsAmount, LimitExceeded
from apps.transactions.kinds import DISBURSEMENT
from apps.wallets.selectors import list_receivers

log = structlog.get_logger("gopay.disbursements")
BATCH = 1_000
# The sum of a file, its fee and its tax must fit into a column.
LARGEST_TOTAL = Decimal(10) ** 14
_PRICE_CODES = {
    BelowMinimum: "below_minimum",
    LimitExceeded: "limit_exceeded",
    FeeExceedsAmount: "amount_below_fee",
}

Clock = Callable[[], datetime]


@dataclass(frozen=True, slots=True)
class _Checked:
    """A line, and who it pays if it pays anybody."""

    line: Line
    payee_id: UUID | None = None

    @property
    def is_bad(self) -> bool:
        return bool(self.line.code)


def validate(*, disbursement_id: UUID, read_clock: Clock) -> bool:
    """Checks a file from where it was left, until it is through; says whether it is.

    Takes as long as it takes, so it is given the clock and not a moment. Call it outside a transaction: others watch
    its progress. Records `disbursements.validated`. Raises files.FilesUnavailable; the sweep then tries again.
    """
    lines: Iterator[Line | None] | None = None
    position = 0
    while True:
        with transaction.atomic():
            row = claim_disbursement(disbursement_id, TO_VALIDATE)
            if row is None:
                return False
            now = read_clock()
            if row.state == DisbursementState.UPLOADED:
                change(row, state=DisbursementState.VALIDATING, alive_at=now)
            if lines is None:
                lines, position = _open(row), row.read_lines
            if position != row.read_lines:
                # Somebody else has read on meanwhile, and does.
                return False
            keys = row.file_keys
            try:
                batch = list(islice(lines, BATCH))
            except (files.FileMissing, crypto.Undecipherable, InvalidFile) as error:
                log.error("a disbursement's file cannot be read", disbursement_id=str(row.id), error=str(error))
                _end(row, DisbursementState.FAILED, now, failure_code="file_unreadable")
                return True
            position += len(batch)
            if batch:
                _take(row, batch, position, now)
                continue
            _finish(row, now)
        delete_files(keys)
        return True


def _open(row: Disbursement) -> Iterator[Line | None]:
    pieces = (files.read(key) for key in row.file_keys)
    return csv_in.read_lines(pieces, row.currency, skip=row.read_lines)


_INSERT = """
INSERT INTO disbursements_disbursementrow
    (disbursement_id, line, "to", payee_id, amount_text, amount, note, state, code, fee, tax, reference)
SELECT %s::uuid, new.*, 0, 0, '' FROM unnest(
    %s::int[], %s::text[], %s::uuid[], %s::text[], %s::numeric[], %s::text[], %s::text[], %s::text[]) AS new
"""


def _take(row: Disbursement, batch: Sequence[Line | None], position: int, now: datetime) -> None:
    checked = _check(row, [line for line in batch if line is not None])
    values = [
        (
            one.line.number,
            one.line.to,
            one.payee_id,
            one.line.amount_text,
            one.line.amount,
            one.line.note,
            RowState.BAD.value if one.is_bad else RowState.PENDING.value,
            one.line.code,
        )
        for one in checked
    ]
    if values:
        sql.fetch_all(_INSERT, [row.id, *(list(column) for column in zip(*values, strict=True))])
    good = [one.line.amount or Decimal(0) for one in checked if not one.is_bad]
    change(
        row,
        read_lines=position,
        rows=row.rows + len(checked),
        valid_rows=row.valid_rows + len(good),
        bad_rows=row.bad_rows + len(checked) - len(good),
        amount_total=row.amount_total + sum(good, Decimal(0)),
        alive_at=now,
    )


def _check(row: Disbursement, lines: Sequence[Line]) -> list[_Checked]:
    """Who is meant by each line, and what stands against paying them. A few statements for a batch."""
    payees = selectors.find_payees(line.to for line in lines if not line.code)
    people = sorted({one for one in payees.values() if one})
    receivers = list_receivers(people, row.currency)
    watched = {one for one in people if is_watched(one)}
    tier = get_profile(row.owner_id).kyc_tier
    total = row.amount_total
    checked = []
    for line in lines:
        payee_id = payees.get(line.to)
        code = line.code
        if not code and line.to not in payees:
            code = "invalid_payee"
        elif not code and payee_id == row.owner_id:
            code = "self_payment"
        elif not code and (payee_id is None or payee_id not in receivers or not receivers[payee_id].can_receive):
            code = "payee_not_found"
        elif not code and payee_id in watched:
            code = "needs_review"
        if not code and line.amount is not None:
            code = _against_amount(Money(line.amount, row.currency), tier, row.created_at)
            if not code and total + line.amount > LARGEST_TOTAL:
                code = "amount_too_large"
        if code:
            checked.append(_Checked(replace(line, code=code)))
        else:
            total += line.amount or Decimal(0)
            checked.append(_Checked(line, payee_id))
    return checked


def _against_amount(amount: Money, tier: str, at: datetime) -> str:
    try:
        pricing.check_limits(kind=DISBURSEMENT.code, amount=amount)
        pricing.get_price(kind=DISBURSEMENT.code, amount=amount, tier=tier, at=at)
    except (BelowMinimum, LimitExceeded, FeeExceedsAmount) as refusal:
        return _PRICE_CODES[type(refusal)]
    return ""


_WARN_OF_DUPLICATES = """
UPDATE disbursements_disbursementrow r SET code = 'duplicate_payee'
  FROM (SELECT payee_id, min(line) AS first FROM disbursements_disbursementrow
         WHERE disbursement_id = %(id)s AND state = 'PENDING' GROUP BY payee_id HAVING count(*) > 1) AS twice
 WHERE r.disbursement_id = %(id)s AND r.state = 'PENDING' AND r.payee_id = twice.payee_id AND r.line > twice.first
"""


def _finish(row: Disbursement, now: datetime) -> None:
    sql.fetch_all(_WARN_OF_DUPLICATES, {"id": row.id})
    if row.valid_rows:
        _end(row, DisbursementState.READY, now)
    else:
        _end(row, DisbursementState.INVALID, now, failure_code="nothing_to_pay")


def _end(row: Disbursement, state: DisbursementState, now: datetime, *, failure_code: str = "") -> None:
    fields: dict[str, object] = {"state": state, "validated_at": now, "alive_at": now, "file_keys": []}
    if failure_code:
        fields |= {"failure_code": failure_code, "ended_at": now}
    change(row, **fields)
    events.record("disbursements.validated", {"disbursement_id": str(row.id), "state": state.value}, at=now)
