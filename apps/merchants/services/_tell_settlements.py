"""What an owner is told of a settlement. Of one paid into the wallet the payment itself tells."""

from datetime import datetime
from uuid import UUID

from apps.core.money import decimal_string
from apps.funding.wording import plain
from apps.merchants.models import Settlement, SettlementState
from apps.merchants.services._pay_out import MOST_TRIES, find_payout
from apps.merchants.settlement_wording import ON_HOLD, reason_of
from apps.notifications import services as notifications
from apps.transactions.kinds import SETTLEMENT


def tell_settlement_paid(*, settlement_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the owner that a bank has got what they were settled with."""
    row = Settlement.objects.select_related("merchant").get(pk=settlement_id)
    payout = find_payout(row)
    if payout is not None and payout.kind == SETTLEMENT.code:
        _tell(row, "settlement_paid", {"reference": payout.reference}, cause, now)


def tell_settlement_failed(*, settlement_id: UUID, attempt: int, cause: UUID, now: datetime) -> None:
    """Tells the owner that they could not be paid, at the first try and at the last one; not of those between."""
    if attempt not in (1, MOST_TRIES):
        return
    row = Settlement.objects.select_related("merchant").get(pk=settlement_id)
    if row.state == SettlementState.FAILED and row.failure_code != ON_HOLD:
        facts = {"reason": reason_of(row.failure_code), "tried_again": "yes" if row.due_at else ""}
        _tell(row, "settlement_failed", facts, cause, now)


def _tell(row: Settlement, template: str, facts: dict[str, str], cause: UUID, now: datetime) -> None:
    context = {
        "merchant": row.merchant.name,
        "amount": decimal_string(row.net, row.currency),
        "currency": row.currency,
        "account": plain(row.paid_to),
        "made_date": f"{row.made_at:%Y-%m-%d}",
        **facts,
    }
    deliveries = notifications.tell(
        person_id=row.merchant.owner_id,
        template=template,
        context=context,
        cause=cause,
        subject_kind="settlement",
        subject_id=row.id,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)
