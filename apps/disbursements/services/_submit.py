"""The owner says yes to what was checked: it is priced, and a second person is asked. Or the owner gives it up.

What is locked and what happens when the process dies: one database transaction locks the disbursement's row, writes the
price of each row, fixes the totals, asks for the approval, and commits all or nothing. What is approved is bound by a
digest over every row and every total (`content_digest_of`), computed again from the rows when somebody approves.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.selectors import get_profile
from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalDecided
from apps.core import events, sql
from apps.core.money import Money, decimal_string
from apps.core.procedures import Change
from apps.disbursements import selectors
from apps.disbursements.errors import BadRowsNotAccepted, CosignerNeeded, NothingToPay
from apps.disbursements.models import CANCELLABLE, Disbursement, DisbursementState
from apps.disbursements.services._locks import change, lock_disbursement, require_state
from apps.transactions import pricing
from apps.transactions.errors import BelowMinimum, FeeExceedsAmount, LimitExceeded
from apps.transactions.kinds import DISBURSEMENT
from apps.transactions.models import Bearer
from apps.transactions.pricing import Price

ACTION = "disbursements.pay"

_AMOUNTS = """
SELECT amount, count(*) FROM disbursements_disbursementrow
 WHERE disbursement_id = %s AND state = 'PENDING' GROUP BY amount
"""
_PRICE_ROWS = """
UPDATE disbursements_disbursementrow r SET fee = p.fee, tax = p.tax
  FROM unnest(%s::numeric[], %s::numeric[], %s::numeric[]) AS p (amount, fee, tax)
 WHERE r.disbursement_id = %s AND r.state = 'PENDING' AND r.amount = p.amount
"""
_SPOIL_ROWS = """
UPDATE disbursements_disbursementrow r SET state = 'BAD', code = p.code
  FROM unnest(%s::numeric[], %s::text[]) AS p (amount, code)
 WHERE r.disbursement_id = %s AND r.state = 'PENDING' AND r.amount = p.amount
"""
_ROWS_DIGEST = """
SELECT encode(sha256(convert_to(coalesce(string_agg(
           concat_ws('|', line, payee_id, amount, fee, tax, length(note), note), E'\\n' ORDER BY line), ''), 'UTF8')),
       'hex')
  FROM disbursements_disbursementrow WHERE disbursement_id = %s AND state = 'PENDING'
"""


@dataclass(slots=True)
class _Quote:
    """The prices of all rows, by their amounts, and what they come to."""

    priced: dict[Decimal, Price]
    refused: dict[Decimal, str]
    rows: int = 0
    refused_rows: int = 0
    amount: Decimal = Decimal(0)
    fee: Decimal = Decimal(0)
    tax: Decimal = Decimal(0)
    bearer: str = Bearer.PAYER.value

    @property
    def debit(self) -> Decimal:
        return self.amount + self.fee + self.tax if self.bearer == Bearer.PAYER else self.amount


def submit(*, owner_id: UUID, disbursement_id: UUID, accept_bad_rows: bool, now: datetime) -> Disbursement:
    """Quotes a checked file and asks for a second person's approval; bad rows are left out if the owner says so.

    Records `disbursements.submitted`. Raises DisbursementNotFound, DisbursementConflict, CosignerNeeded,
    BadRowsNotAccepted (with `bad_rows`), NothingToPay.
    """
    with transaction.atomic():
        row = lock_disbursement(disbursement_id, owner_id=owner_id)
        require_state(row, DisbursementState.READY)
        if not selectors.list_active_cosigners(owner_id):
            raise CosignerNeeded
        quote = _quote(row, now)
        bad_rows = row.bad_rows + quote.refused_rows
        if bad_rows and not accept_bad_rows:
            raise BadRowsNotAccepted(bad_rows=bad_rows)
        if not quote.rows:
            raise NothingToPay
        _write_prices(row, quote)
        change(
            row,
            valid_rows=quote.rows,
            bad_rows=bad_rows,
            amount_total=quote.amount,
            fee_total=quote.fee,
            tax_total=quote.tax,
            fee_bearer=quote.bearer,
            debit_total=quote.debit,
            submitted_at=now,
        )
        digest = content_digest_of(row)
        approval = approvals.request_approval(
            action=ACTION,
            subject_id=row.id,
            digest=digest,
            summary=f"{row.valid_rows} payments of {decimal_string(row.amount_total, row.currency)} {row.currency}"
            f" from {row.file_name or 'a file'}",
            maker_id=owner_id,
            now=now,
            subject_kind="disbursements.disbursement",
            changes=[
                Change("Leaves the wallet", "", f"{decimal_string(row.debit_total, row.currency)} {row.currency}")
            ],
            payload={"disbursement_id": row.id, "rows": row.valid_rows, "debit": row.debit_total},
        )
        change(row, state=DisbursementState.SUBMITTED, content_digest=digest, approval_id=approval.id)
        _announce(row, "disbursements.submitted", by=owner_id, now=now)
    return row


def content_digest_of(row: Disbursement) -> bytes:
    """What a second person approves: the file, whom each row pays how much at which price, and the totals."""
    (rows_digest,) = sql.fetch_one(_ROWS_DIGEST, [row.id]) or ("",)
    return approvals.digest_of(
        {
            "id": row.id,
            "owner": row.owner_id,
            "wallet": row.wallet_id,
            "file": bytes(row.file_digest),
            "rows": rows_digest,
            "count": row.valid_rows,
            "amount": Money(row.amount_total, row.currency),
            "fee": Money(row.fee_total, row.currency),
            "tax": Money(row.tax_total, row.currency),
            "debit": Money(row.debit_total, row.currency),
            "bearer": row.fee_bearer,
        }
    )


def _quote(row: Disbursement, now: datetime) -> _Quote:
    """One price for each amount: a file of salaries has few, and at worst as many as rows."""
    tier = get_profile(row.owner_id).kyc_tier
    quote = _Quote({}, {})
    for figure, count in sql.fetch_all(_AMOUNTS, [row.id]):
        amount = Money(figure, row.currency)
        try:
            pricing.check_limits(kind=DISBURSEMENT.code, amount=amount)
            price = pricing.get_price(kind=DISBURSEMENT.code, amount=amount, tier=tier, at=now)
        except (BelowMinimum, LimitExceeded, FeeExceedsAmount) as refusal:
            # The price or a limit has changed since the row was checked.
            quote.refused[figure] = "amount_below_fee" if isinstance(refusal, FeeExceedsAmount) else refusal.code
            quote.refused_rows += count
            continue
        quote.priced[figure] = price
        quote.bearer = price.bearer
        quote.rows += count
        quote.amount += amount.amount * count
        quote.fee += price.fee.amount * count
        quote.tax += price.tax.amount * count
    return quote


def _write_prices(row: Disbursement, quote: _Quote) -> None:
    if quote.refused:
        sql.fetch_all(_SPOIL_ROWS, [list(quote.refused), list(quote.refused.values()), row.id])
    # Rows begin without a price, so what costs nothing is not written again.
    costly: Sequence[tuple[Decimal, Price]] = [
        (amount, price) for amount, price in quote.priced.items() if price.charges
    ]
    if costly:
        fees, taxes = [price.fee.amount for _, price in costly], [price.tax.amount for _, price in costly]
        sql.fetch_all(_PRICE_ROWS, [[amount for amount, _ in costly], fees, taxes, row.id])


def cancel(*, owner_id: UUID, disbursement_id: UUID, now: datetime) -> Disbursement:
    """The owner gives it up, at any time before it is approved. Of this and an approval at once one wins.

    Records `disbursements.cancelled`. Raises DisbursementNotFound, DisbursementConflict.
    """
    with transaction.atomic():
        row = lock_disbursement(disbursement_id, owner_id=owner_id)
        require_state(row, *CANCELLABLE)
        if row.approval_id is not None:
            _withdraw(row, now)
        change(row, state=DisbursementState.CANCELLED, ended_at=now, file_keys=[])
        _announce(row, "disbursements.cancelled", by=owner_id, now=now)
    return row


def _withdraw(row: Disbursement, now: datetime) -> None:
    try:
        with transaction.atomic():
            approvals.void(approval_id=row.approval_id, reason="cancelled by its owner", by=row.owner_id, now=now)  # type: ignore[arg-type]
    except ApprovalDecided:
        # It became void before, because the rows were not what approval was asked for.
        return


def _announce(row: Disbursement, topic: str, *, by: UUID, now: datetime) -> None:
    events.record(topic, {"disbursement_id": str(row.id)}, at=now)
    accounts.record_activity(person_id=by, action=topic, subject=str(row.id), at=now)
