"""An approved disbursement is paid, in the background and in chunks.

What is locked and what happens when the process dies:

- The money is on the disbursement's own account since it was approved, with a floor of nothing, so whatever goes wrong
  here cannot pay more than was approved.
- A first small transaction notes when paying began. All payments' ids are computed from that moment, so it is noted
  once and before any of them.
- A chunk of lines is one database transaction. It locks the disbursement's row and passes it over when it is locked: of
  two payers one pays, the other goes away. It takes the next lines that wait (`paid_through` says behind which); only
  whoever holds that lock writes to them, so they need none of their own. It pays them all by one insert of payments and
  one call of the ledger, which locks the accounts in the order of their ids. It writes what became of each line, how
  far it is, and one event for the chunk, and commits.
- Dying before that commit leaves the chunk as if nobody had begun it. Dying after it leaves it paid, told of, and
  behind `paid_through`. Whoever comes next, at the latest the sweep after a minute of silence, goes on with the next
  line.
- A line is paid once for three reasons, each good by itself: its state and `paid_through` commit with its payment; its
  payment's idempotency key is unique for the owner; its payment's id, which is its journal entry's, is computed from
  the disbursement and the line, and the ledger takes an id once.
- A payee who is closed by now, or whose wallet may not hold it, makes their line FAILED and no other. If one is found
  out only when the ledger is called, the chunk's lines are paid one by one.
- The last transaction gives what is left (of lines that failed: amounts, fees and taxes) back to the owner, closes the
  account and says that it is done. Dying before it leaves it to the next; the entry's id is computed too.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts.selectors import get_profile
from apps.core import events, sql
from apps.core.money import Money
from apps.disbursements.ids import account_code, entry_id, payment_digest, payment_id, payment_key
from apps.disbursements.models import TO_PAY, Disbursement, DisbursementState
from apps.disbursements.services._locks import change, claim_disbursement
from apps.ledger.services import account_id
from apps.transactions.kinds import DISBURSEMENT
from apps.transactions.pricing import Price
from apps.transactions.services import BulkOutcome, BulkPayment, Side, give_rest_back, pay_many
from apps.wallets.selectors import find_wallet

CHUNK = 1_000

Clock = Callable[[], datetime]


def pay_out(*, disbursement_id: UUID, read_clock: Clock, chunk: int = CHUNK) -> bool:
    """Pays an approved disbursement from where it was left, to its end; says whether it is done.

    Takes as long as it takes, so it is given the clock and not a moment. Call it outside a transaction: each chunk
    commits by itself. False when it is not to be paid or somebody else is at it. Records `disbursements.chunk_paid`
    and `disbursements.done`. Raises django.db's errors; whoever comes next then goes on.
    """
    _begin(disbursement_id, read_clock())
    while True:
        with transaction.atomic():
            row = claim_disbursement(disbursement_id, (DisbursementState.PAYING,))
            if row is None:
                return False
            now = read_clock()
            lines = _next_lines(row, chunk)
            if not lines:
                _finish(row, now)
                return True
            _pay_chunk(row, lines, now)


def _begin(disbursement_id: UUID, now: datetime) -> None:
    with transaction.atomic():
        row = claim_disbursement(disbursement_id, TO_PAY)
        if row is not None and row.state == DisbursementState.APPROVED:
            change(row, state=DisbursementState.PAYING, paying_since=now, alive_at=now)


@dataclass(frozen=True, slots=True)
class _Line:
    """What a payer has to know of a line that waits."""

    line: int
    payee_id: UUID
    amount: Decimal
    fee: Decimal
    tax: Decimal
    note: str


_NEXT = """
SELECT line, payee_id, amount, fee, tax, note FROM disbursements_disbursementrow
 WHERE disbursement_id = %s AND line > %s AND state = 'PENDING' ORDER BY line LIMIT %s
"""


def _next_lines(row: Disbursement, chunk: int) -> list[_Line]:
    return [_Line(*found) for found in sql.fetch_all(_NEXT, [row.id, row.paid_through, chunk])]


_PAID = """
UPDATE disbursements_disbursementrow r SET state = 'PAID', transaction_id = done.id, reference = done.reference
  FROM unnest(%s::int[], %s::uuid[], %s::text[]) AS done (line, id, reference)
 WHERE r.disbursement_id = %s AND r.line = done.line AND r.state = 'PENDING'
"""
_FAILED = """
UPDATE disbursements_disbursementrow r SET state = 'FAILED', code = failed.code
  FROM unnest(%s::int[], %s::text[]) AS failed (line, code)
 WHERE r.disbursement_id = %s AND r.line = failed.line AND r.state = 'PENDING'
"""


def _pay_chunk(row: Disbursement, lines: Sequence[_Line], now: datetime) -> None:
    payments = {_id_of(row, line): line for line in lines}
    outcome = _pay(row, payments, now)
    paid = [(payments[identity], identity, reference) for identity, reference in outcome.paid.items()]
    failed = [(payments[identity].line, code) for identity, code in outcome.refused.items()]
    if paid:
        sql.fetch_all(
            _PAID,
            [
                [line.line for line, _, _ in paid],
                [identity for _, identity, _ in paid],
                [reference for _, _, reference in paid],
                row.id,
            ],
        )
        span = {"from_line": lines[0].line, "to_line": lines[-1].line}
        events.record("disbursements.chunk_paid", {"disbursement_id": str(row.id), **span}, at=now)
    if failed:
        sql.fetch_all(_FAILED, [[line for line, _ in failed], [code for _, code in failed], row.id])
    change(
        row,
        paid_through=lines[-1].line,
        paid_rows=row.paid_rows + len(paid),
        failed_rows=row.failed_rows + len(failed),
        paid_total=row.paid_total + sum((line.amount for line, _, _ in paid), Decimal(0)),
        alive_at=now,
    )


def _id_of(row: Disbursement, line: _Line) -> UUID:
    if row.paying_since is None:
        raise RuntimeError("a file that is paid says since when")
    return payment_id(row.id, line.line, row.paying_since)


def _pay(row: Disbursement, payments: dict[UUID, _Line], now: datetime) -> BulkOutcome:
    currency = row.currency
    return pay_many(
        kind=DISBURSEMENT,
        payer=_payer(row),
        source_account=account_id(account_code(row.id), currency),
        payments=[
            BulkPayment(
                id=identity,
                key=payment_key(row.id, line.line),
                digest=payment_digest(row.id, line.line, line.payee_id, line.amount, line.fee, line.tax),
                payee_id=line.payee_id,
                amount=Money(line.amount, currency),
                price=Price(Money(line.fee, currency), Money(line.tax, currency), row.fee_bearer),
                note=line.note,
            )
            for identity, line in payments.items()
        ],
        at=now,
    )


def _payer(row: Disbursement) -> Side:
    owner = get_profile(row.owner_id)
    return Side(owner.id, owner.full_name, find_wallet(owner.id, row.currency), owner.kyc_tier)


def _finish(row: Disbursement, now: datetime) -> None:
    wallet = find_wallet(row.owner_id, row.currency)
    if wallet is None:
        raise RuntimeError("whoever pays a file has a wallet, open or closed")
    rest = give_rest_back(
        kind=DISBURSEMENT,
        account=account_id(account_code(row.id), row.currency),
        to_account=wallet.available_account,
        entry_id=entry_id(row.id, "rest"),
        at=now,
    )
    change(row, state=DisbursementState.DONE, returned_total=rest.amount, ended_at=now, alive_at=now)
    events.record("disbursements.done", {"disbursement_id": str(row.id)}, at=now)
