"""A teller has paid a cash-in to a wrong number and asks for it to be undone; operators decide.

The request and its approval are one transaction under the lock of the payment's row (transactions.services
.request_reversal); dying before its commit leaves nothing. What the customer has spent stays spent (policy REFUSE). The
cash goes back over the counter once it is done: the teller writes that down as a movement of their drawer.
"""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.agents.errors import AgentNotFound, RoleRequired, TooLateToUndo
from apps.agents.models import Dealing, DealingKind
from apps.agents.selectors import Power, require_role
from apps.agents.shift_errors import DealingNotFound
from apps.transactions.errors import NotReversible
from apps.transactions.models import ReversalRequest
from apps.transactions.services import request_reversal

ASK_WITHIN = timedelta(hours=24)


def ask_reversal(*, person_id: UUID, dealing_id: UUID, reason: str, now: datetime) -> ReversalRequest:
    """Asks operators to undo a cash-in whole: whoever served it and works there still, or who may supervise them.

    The activity is that of the request for approval. Raises DealingNotFound, TooLateToUndo after a day,
    NotReversible for what is no cash-in or went back already, ReversalRequested while one waits, InvalidInput on
    `reason`.
    """
    dealing = Dealing.objects.filter(pk=dealing_id).first()
    if dealing is None:
        raise DealingNotFound
    _check_role(dealing, person_id)
    if dealing.kind != DealingKind.CASH_IN:
        raise NotReversible("Only a cash-in is undone at the desk.")
    if now - dealing.at > ASK_WITHIN:
        raise TooLateToUndo
    with transaction.atomic():
        return request_reversal(
            transaction_id=dealing_id,
            policy=ReversalRequest.Policy.REFUSE.value,
            reason=reason,
            maker_id=person_id,
            now=now,
        )


def _check_role(dealing: Dealing, person_id: UUID) -> None:
    """Raises DealingNotFound for who has nothing to do with it there, so that no teller finds out what others did."""
    power = Power.SERVE if dealing.teller_id == person_id else Power.SUPERVISE
    try:
        member = require_role(person_id=person_id, agent_id=dealing.agent_id, power=power)
    except (AgentNotFound, RoleRequired):
        raise DealingNotFound from None
    if not member.is_at(dealing.outlet_id):
        raise DealingNotFound
