"""What payments add to a person's data export."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from django.db.models import Q

from apps.accounts.exports import contributor, in_batches
from apps.accounts.identifiers import masked_name
from apps.core.money import decimal_string
from apps.transactions.history import HistoryFilter, list_transactions
from apps.transactions.models import Transaction
from apps.transactions.selectors import drawn_on, find_shares, is_only_drawn_on


def _count(person_id: UUID) -> int:
    return Transaction.objects.filter(Q(payer_id=person_id) | Q(payee_id=person_id) | drawn_on(person_id)).count()


@contributor("payments", expected=_count)
def _payments(person_id: UUID) -> Iterator[dict[str, Any]]:
    """Each as its history shows it: what the payer paid as a fee, and why it was declined, is the payer's alone."""

    def fetch(after: UUID | None, limit: int) -> list[Transaction]:
        return list_transactions(person_id, matching=HistoryFilter(), after=after, limit=limit)

    for row in in_batches(fetch):
        # Of a refund of their business: what their wallet has paid of it.
        share = find_shares([row]).get(row.id) if is_only_drawn_on(row, person_id) else None
        is_payer = share is not None or row.payer_id == person_id
        yield {
            "id": row.id,
            "reference": row.reference,
            "kind": row.kind,
            "state": row.state,
            "direction": "out" if is_payer else "in",
            "amount": decimal_string(row.amount if share is None else share.amount, row.currency),
            "fee": decimal_string(row.fee, row.currency) if is_payer else None,
            "currency": row.currency,
            "payer": row.payer_name,
            "payee": row.payee_name if share is None else masked_name(row.payee_name),
            "note": row.note,
            "failure_code": row.failure_code if is_payer or row.initiator_id == person_id else None,
            "created_at": row.created_at,
        }
