"""Operators decide about orders of float: one looks at the bank and proposes (maker), another one approves (checker).

What is locked and what happens when the process dies:

- Each step is one transaction that first locks the order's row, then its approval's; so of many who decide at once
  one does, and the others find it decided.
- Approving a purchase then pays the outlet out of the trust account, by the pipeline of payments (`issue_float`): the
  outlet's account is locked, the trust account is not (it is DEFERRED).
- Approving a sale first closes the hold, which locks the outlet's two accounts in the order of their ids until the
  commit, and then pays the trust account from what has just become available (`withdraw_float`): nobody can spend it
  in between, though it is available for a moment. When the payment is refused (a frozen or closed float), all of it is
  rolled back: the order waits as before, its float is put aside as before, and nothing stands under the payment's key.
- Approval, payment, order, event and activity commit together. Dying before that leaves an order that waits; dying
  after it leaves it done. The payment's key follows from the order, so even without the locks there could be one.
- What was edited since it was proposed is not approved: the approval becomes void in a transaction of its own, and the
  order goes back to those who look at the bank. Dying between the two leaves it proposed and good for nothing; whoever
  decides next, or whoever proposed it, sends it back.
- Nobody decides about the float of an agent they work for, or of its super-agent: it is looked at in the transaction.
  Nor does anybody who has worked there have it moved: they may have left for an hour.
"""

from contextlib import suppress
from datetime import datetime
from uuid import UUID

from django.db import transaction

from apps.agents.errors import OwnAgent
from apps.agents.float_errors import FloatNotMoved, FloatOrderDecided
from apps.agents.models import FloatOrder, OrderDirection, OrderState, Staff
from apps.agents.selectors import Place, bank_name, get_place
from apps.agents.services._float_orders import announce, give_back, lock_order
from apps.agents.services._review import may_let_in
from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalDecided, ApprovalVoided, NotAllowed
from apps.approvals.models import Approval
from apps.approvals.selectors import find_approval
from apps.core.errors import InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.procedures import Change
from apps.transactions.errors import DECLINES, AgentNotActive
from apps.transactions.models import State
from apps.transactions.services import Outcome, issue_float, withdraw_float

ACTION = "agents.float"
MAX_REASON = 200


def propose_float(*, order_id: UUID, maker_id: UUID, now: datetime) -> FloatOrder:
    """Says that the order agrees with the bank; a second operator decides.

    Raises FloatOrderNotFound, FloatOrderDecided, OwnAgent for who has asked for it or works there.
    """
    with transaction.atomic():
        order = lock_order(order_id, OrderState.REQUESTED)
        _require_stranger(order, maker_id, moves=True)
        verb = "Issue float to" if order.direction == OrderDirection.BUY else "Take float back from"
        amount = f"{decimal_string(order.amount, order.currency)} {order.currency}"
        approval = approvals.request_approval(
            action=ACTION,
            subject_id=order.id,
            digest=_digest_of(order),
            summary=f"{verb} {order.outlet.agent.name}, {order.outlet.name}: {amount}, {bank_name(order.bank)}",
            maker_id=maker_id,
            now=now,
            subject_kind="agents.floatorder",
            why=f"Agrees with the bank: {order.bank_reference}",
            changes=[
                Change("Float", "", f"{amount} {'more' if order.direction == OrderDirection.BUY else 'less'}"),
                Change("Of", "", f"{order.outlet.agent.name}, {order.outlet.name}"),
                Change("Bank", "", f"{bank_name(order.bank)}, {order.bank_reference}"),
            ],
            payload={"order_id": order.id, "direction": order.direction, "amount": order.amount, "bank": order.bank},
        )
        order.state, order.proposed_by_id, order.approval_id = OrderState.PROPOSED, maker_id, approval.id
        order.save(update_fields=["state", "proposed_by", "approval_id"])
        return order


def approve_float(*, order_id: UUID, checker_id: UUID, holds_role: bool, now: datetime) -> FloatOrder:
    """Moves the float, for a second operator who holds the role. Call it outside a transaction.

    Records `agents.float_order_done`. Raises FloatOrderNotFound, FloatOrderDecided, OwnAgent, FloatNotMoved, and what
    approvals.services.approve raises; an order that was edited waits to be proposed anew then.
    """
    try:
        with approvals.deciding(now=now):
            order = lock_order(order_id, OrderState.PROPOSED)
            _require_stranger(order, checker_id, moves=True)
            approvals.approve(
                approval_id=_approval_of(order),
                checker_id=checker_id,
                digest=_digest_of(order),
                holds_role=holds_role,
                now=now,
            )
            payment = _move(order, get_place(order.outlet_id), now).transaction
            if payment.state != State.COMPLETED:
                raise FloatNotMoved(DECLINES[payment.failure_code]().detail)
            order.state, order.transaction_id = OrderState.DONE, payment.id
            order.decided_by_id, order.decided_at = checker_id, now
            order.save(update_fields=["state", "transaction_id", "decided_by", "decided_at"])
            announce(order, "agents.float_order_done", by=checker_id, now=now)
            return order
    except (ApprovalVoided, ApprovalDecided):
        _send_back_if_void(order_id)
        raise


def reject_float(*, order_id: UUID, by: UUID, reason: str, holds_role: bool, now: datetime) -> FloatOrder:
    """Decides against an order, before it is proposed or in place of approving it; what was put aside goes back.

    Whoever ordered it is told why. Records `agents.float_order_rejected`. Raises FloatOrderNotFound, FloatOrderDecided,
    OwnAgent, NotAllowed, InvalidInput on `reason`, and what approvals.services.reject raises: whoever has proposed it
    takes that back.
    """
    if not reason.strip() or len(reason.strip()) > MAX_REASON:
        detail = f"Say why, in at most {MAX_REASON} characters."
        raise InvalidInput(errors=[{"field": "reason", "code": "required", "detail": detail}])
    try:
        with transaction.atomic():
            order = lock_order(order_id, OrderState.REQUESTED, OrderState.PROPOSED)
            _require_stranger(order, by, moves=False)
            if order.state == OrderState.PROPOSED:
                approvals.reject(
                    approval_id=_approval_of(order), checker_id=by, reason=reason, holds_role=holds_role, now=now
                )
            elif not holds_role:
                raise NotAllowed
            give_back(order, now)
            order.state, order.reason = OrderState.REJECTED, reason.strip()
            order.decided_by_id, order.decided_at = by, now
            order.save(update_fields=["state", "reason", "decided_by", "decided_at"])
            announce(order, "agents.float_order_rejected", by=by, now=now)
            return order
    except ApprovalDecided:
        _send_back_if_void(order_id)
        raise


def withdraw_proposal(*, order_id: UUID, maker_id: UUID, reason: str, now: datetime) -> FloatOrder:
    """Takes a proposal back, by whoever has made it; the order waits to be looked at anew.

    Raises FloatOrderNotFound, FloatOrderDecided (also for somebody else's), InvalidInput on `reason`.
    """
    with transaction.atomic():
        order = lock_order(order_id, OrderState.PROPOSED)
        if order.proposed_by_id != maker_id:
            raise FloatOrderDecided("Somebody else has proposed it: only they take that back.")
        # Void already: whoever found it edited died before the order was sent back.
        with suppress(ApprovalDecided):
            approvals.void(approval_id=_approval_of(order), reason=reason, by=maker_id, now=now)
        order.state, order.proposed_by_id, order.approval_id = OrderState.REQUESTED, None, None
        order.save(update_fields=["state", "proposed_by", "approval_id"])
        return order


def _send_back_if_void(order_id: UUID) -> None:
    """Its approval is void for good, so it must not keep others from proposing anew."""
    with transaction.atomic():
        order = FloatOrder.objects.select_for_update(no_key=True).filter(pk=order_id, state=OrderState.PROPOSED).first()
        approval = find_approval(order.approval_id) if order is not None and order.approval_id else None
        if order is not None and approval is not None and approval.state == Approval.State.VOIDED:
            order.state, order.proposed_by_id, order.approval_id = OrderState.REQUESTED, None, None
            order.save(update_fields=["state", "proposed_by", "approval_id"])


def _move(order: FloatOrder, place: Place, now: datetime) -> Outcome:
    amount, note = Money(order.amount, order.currency), f"{bank_name(order.bank)}: {order.bank_reference}"[:140]
    trust, key = f"trust:{order.bank}", f"float-order:{order.id}"
    if order.direction == OrderDirection.SELL:
        give_back(order, now)
        return withdraw_float(outlet=place.side, trust_code=trust, amount=amount, note=note, key=key, at=now)
    if not place.is_in_service:
        raise FloatNotMoved(AgentNotActive().detail)
    return issue_float(outlet=place.side, trust_code=trust, amount=amount, note=note, key=key, at=now)


def _require_stranger(order: FloatOrder, person_id: UUID, *, moves: bool) -> None:
    """Raises OwnAgent for who has asked for it, or works for the agent or its super-agent. If float `moves`, also for
    who has worked there."""
    agent = order.outlet.agent
    agents = [one for one in (agent.id, agent.parent_id) if one is not None]
    there = Staff.objects.filter(agent_id__in=agents, person_id=person_id, ended_at=None)
    if order.requested_by_id == person_id or there.exists() or (moves and not may_let_in(agent, by=person_id)):
        raise OwnAgent("Nobody decides about float of an agent they work for, or whose super-agent they work for.")


def _approval_of(order: FloatOrder) -> UUID:
    if order.approval_id is None:
        raise FloatOrderDecided
    return order.approval_id


def _digest_of(order: FloatOrder) -> bytes:
    """What exactly is approved."""
    return approvals.digest_of(
        {
            "action": ACTION,
            "order_id": order.id,
            "outlet_id": order.outlet_id,
            "direction": order.direction,
            "amount": Money(order.amount, order.currency),
            "bank": order.bank,
            "bank_reference": order.bank_reference,
            "slip": order.proof_file,
            "note": order.note,
            "requested_by": order.requested_by_id,
        }
    )
