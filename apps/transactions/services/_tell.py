from datetime import datetime
from uuid import UUID

from apps.accounts.identifiers import masked_name
from apps.core.money import Money, decimal_string
from apps.notifications import services as notifications
from apps.notifications.services import Telling
from apps.transactions.conversion import rate_string
from apps.transactions.errors import REASONS
from apps.transactions.kinds import KINDS, REFUND
from apps.transactions.models import State, Transaction
from apps.transactions.selectors import find_operation, find_shares
from apps.transactions.takings import is_paid_by_business
from apps.wallets.models import Wallet


def _said_outside(row: Transaction) -> dict[str, str]:
    """What a provider has said that belongs into a message: what was bought, under which number."""
    operation = find_operation(row)
    if operation is None:
        return {}
    said = operation.result
    facts = {name: str(said.get(name, "")) for name in ("voucher", "units", "receipt_number")}
    return {**facts, "account": str(operation.terms.get("shown", ""))}


def tell_parties(*, transaction_id: UUID, state: str, cause: UUID, now: datetime) -> None:
    """Tells both sides of a payment what was decided of it, each once for each `cause` (the event's id).

    `state` is what the event tells of: a held payment may be decided by now, which another event tells. Of one that
    is held or was given back only its payer hears.
    """
    row = Transaction.objects.get(pk=transaction_id)
    kind = KINDS[row.kind]
    payer_template, payee_template = {
        State.COMPLETED: (kind.tell_payer, kind.tell_payee),
        State.DECLINED: (kind.tell_payer_declined, kind.tell_payee_declined),
        State.HELD: (kind.tell_payer_held, ""),
        State.RETURNED: (kind.tell_payer_returned, ""),
        State.FAILED: (kind.tell_payer_failed, kind.tell_payee_failed),
    }[State(state)]
    if row.kind == REFUND.code and row.counter_code:
        # A business is no person; its people see what they give back at their desk.
        payer_template = ""
    sides = [(row.payer_id, row.payee_name, payer_template), (row.payee_id, row.payer_name, payee_template)]
    shares: dict[UUID | None, Money] = {}
    if is_paid_by_business(row) and row.payer_wallet_id and state == State.COMPLETED:
        # Its owner, whose wallet had to help out.
        owner_id = Wallet.objects.values_list("holder_id", flat=True).get(pk=row.payer_wallet_id)
        shares = {owner_id: find_shares([row])[row.id]}
        sides.append((owner_id, masked_name(row.payee_name), "refund_from_wallet"))
    failed = state in (State.DECLINED, State.RETURNED, State.FAILED)
    context = {
        "reference": row.reference,
        "currency": row.currency,
        "fee": decimal_string(row.debit - row.amount, row.currency),
        "total": decimal_string(row.debit, row.currency),
        "held_for": row.held_for,
        "note": row.note,
        "failure_text": REASONS[row.failure_code]().detail if failed else "",
        "received": decimal_string(row.received_amount, row.received_currency) if row.received_amount else "",
        "received_currency": row.received_currency,
        "rate": rate_string(row.rate) if row.rate else "",
        "occurred_at": row.created_at.isoformat(),
        "kind_label": kind.plain_label,
        "business": row.payer_name if shares else "",
        **_said_outside(row),
    }
    told: set[UUID] = set()
    tellings = []
    for person_id, counterparty, template in sides:
        # To the payee it is about what has reached them.
        figure = row.amount if person_id == row.payer_id else row.credit
        if person_id in shares:
            figure = shares[person_id].amount
        # Somebody who tried to pay themselves hears of it once.
        if person_id and template and person_id not in told:
            told.add(person_id)
            tellings.append(
                Telling(
                    person_id=person_id,
                    template=template,
                    context={
                        **context,
                        "amount": decimal_string(figure, row.currency),
                        "counterparty": counterparty,
                    },
                    cause=cause,
                    subject_kind="transaction",
                    subject_id=row.id,
                )
            )
    deliveries = notifications.tell_all(tellings, now=now)
    notifications.send_after_commit(deliveries, now=now)
