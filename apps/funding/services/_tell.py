from datetime import datetime
from uuid import UUID

from apps.core.money import decimal_string
from apps.funding import wording
from apps.funding.models import AutoTopUp
from apps.notifications import services as notifications
from apps.transactions.kinds import DEPOSIT, KINDS, WITHDRAWAL
from apps.transactions.models import State, Transaction


def tell_of_source(
    *, person_id: UUID, source_id: UUID, source: str, template: str, occurred_at: datetime, cause: UUID, now: datetime
) -> None:
    """Tells a person on every channel what happened to an account or card of theirs: it may not have been them."""
    deliveries = notifications.tell(
        person_id=person_id,
        template=template,
        context={"source": wording.plain(source), "occurred_at": occurred_at.isoformat()},
        cause=cause,
        subject_kind="funding_source",
        subject_id=source_id,
        security=True,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)


def tell_top_up_set(*, top_up_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells a person on every channel what will be fetched from where: it may not have been them."""
    _tell(top_up_id, "auto_top_up_set", "", cause=cause, now=now, security=True)


def tell_top_up_paused(*, top_up_id: UUID, paused_because: str, cause: UUID, now: datetime) -> None:
    """Tells a person that nothing is fetched until they say so, and why."""
    reason = wording.paused_reason_of(paused_because)
    _tell(top_up_id, "auto_top_up_paused", reason, cause=cause, now=now, security=False)


def _tell(top_up_id: UUID, template: str, reason: str, *, cause: UUID, now: datetime, security: bool) -> None:
    row = AutoTopUp.objects.select_related("source").get(pk=top_up_id)
    context = {
        "amount": decimal_string(row.amount, row.currency),
        "threshold": decimal_string(row.threshold, row.currency),
        "monthly_cap": decimal_string(row.monthly_cap, row.currency),
        "currency": row.currency,
        "source": wording.plain(row.source.label),
        "reason": reason,
    }
    deliveries = notifications.tell(
        person_id=row.person_id,
        template=template,
        context=context,
        cause=cause,
        subject_kind="auto_top_up",
        subject_id=row.id,
        security=security,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)


def tell_under_way(*, transaction_id: UUID, state: str, cause: UUID, now: datetime) -> None:
    """Tells a person of a deposit or withdrawal that is not decided yet, where they do not see it in front of them.

    Of a withdrawal when it begins, as money leaves; of a deposit nobody was there for when it begins, too; of one they
    asked for themselves when nobody can say what became of it.
    """
    row = Transaction.objects.get(pk=transaction_id)
    if row.kind == WITHDRAWAL.code:
        person_id, template, party, is_told = row.payer_id, "withdrawal_pending", row.payee_name, state == State.PENDING
    elif row.kind == DEPOSIT.code:
        person_id, template, party = row.payee_id, "deposit_pending", row.payer_name
        is_told = state == (State.PENDING if row.session_id is None else State.UNKNOWN)
    else:
        return
    if person_id is None or not is_told:
        return
    deliveries = notifications.tell(
        person_id=person_id,
        template=template,
        context={
            "amount": decimal_string(row.amount, row.currency),
            "currency": row.currency,
            "counterparty": party,
            "reference": row.reference,
            "kind_label": KINDS[row.kind].plain_label,
            "occurred_at": row.created_at.isoformat(),
        },
        cause=cause,
        subject_kind="transaction",
        subject_id=row.id,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)
