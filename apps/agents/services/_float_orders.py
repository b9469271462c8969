"""Agents order float: they buy it against a deposit at a trust bank, or sell it back. Operators decide (_decide_float).

What is locked and what happens when the process dies:

- A purchase is one INSERT. Its key (requested_by, idempotency_key) makes a second request wait until the first has
  committed; then it is answered from the row that stands there. The deposit (bank, bank_reference) buys once, by
  another unique index.
- A sale leads to a payment out of GoPay to an account that was typed in, so it is proven as a payment is, and always
  by a code for exactly this order. PIN and code are looked at outside any transaction. Then one transaction locks the
  person's row and the PIN's, uses the code up, inserts the order, and puts the float aside: the ledger moves it from
  the outlet's available account to its held one, locking both in the order of their ids, under the order's own id, so
  that there is one such entry whatever happens. From then on nobody can spend it.
- Event and activity commit with the order. Dying before the commit leaves nothing; dying after it leaves an order that
  the same key answers for.
- Calling an order off locks its row, so of that and a proposal the second finds what the first has done; what was put
  aside goes back in the same transaction (`give_back`), by the one entry that can close it.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded
from apps.accounts.models import User
from apps.accounts.services import Authority, Proof
from apps.agents import float_rates
from apps.agents.float_errors import DepositUsed, FloatOrderDecided, FloatOrderNotFound
from apps.agents.models import FloatOrder, OrderDirection, OrderState
from apps.agents.selectors import (
    Place,
    Power,
    as_deposit,
    bank_name,
    get_float_order,
    get_place,
    get_place_of,
    require_role,
)
from apps.agents.services._float_slips import slip_key
from apps.core import events
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.money import Money, decimal_string
from apps.core.ratelimit import spend
from apps.ledger import services as ledger
from apps.transactions.errors import (
    AgentNotActive,
    AmountTooLarge,
    CurrencyMismatch,
    IdempotencyKeyReused,
    InsufficientFunds,
    PayerNotActive,
)
from apps.wallets.selectors import Passage, get_standing

# The journal's name for float that waits to be sold.
HOLD = "FLOAT_HOLD"
RELEASE = "FLOAT_RELEASE"


def order_float(
    *,
    person_id: UUID,
    session_id: UUID | None,
    agent_id: UUID,
    outlet_id: UUID,
    direction: str,
    amount: Money,
    bank: str,
    bank_reference: str,
    slip: str = "",
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    now: datetime,
) -> tuple[FloatOrder, bool]:
    """Orders float for an outlet, once for each of the person's keys; says whether it was ordered before.

    To BUY, `bank_reference` is what the bank calls the deposit, and `slip` the ticket of its picture (`keep_slip`). To
    SELL, it is the account to be paid, `proof` is needed and a code is always asked for; the float is put aside. Call
    it outside a transaction. Records `agents.float_ordered`. Raises AgentNotFound, RoleRequired, OutletNotFound,
    AgentNotActive, CurrencyMismatch, DepositUsed, SlipNotFound, InsufficientFunds, AmountTooLarge, PayerNotActive,
    IdempotencyKeyReused, InvalidInput on `bank` and `slip`, TooManyRequests, StepUpRequired, InvalidCode, SessionEnded,
    and what accounts.services.authorise raises.
    """
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.MOVE_FLOAT)
    place = get_place_of(member, outlet_id)
    is_sale = direction == OrderDirection.SELL
    authority = None
    if is_sale:
        if proof is None or session_id is None:
            raise ValueError("who sells float proves that they may")
        authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    if done := _find_ordered(person_id, key, digest):
        return done, True
    order = FloatOrder(
        id=uuid7(),
        outlet_id=outlet_id,
        direction=direction,
        amount=amount.amount,
        currency=amount.currency,
        bank=bank,
        # The same deposit written in another way is the same deposit.
        bank_reference=bank_reference if is_sale else as_deposit(bank_reference),
        note=note,
        requested_by_id=person_id,
        idempotency_key=key,
        request_digest=digest,
        requested_at=now,
    )
    _check(order, place, slip)
    spend(float_rates.ORDERS, str(person_id), now=now)
    if slip:
        order.proof_file = slip_key(slip, person_id=person_id, agent_id=agent_id, now=now)
    try:
        if authority is not None and proof is not None and session_id is not None:
            authority = _confirm(order, authority, proof, session_id, now)
        with transaction.atomic():
            # The role as it is by now: the code may have taken its time.
            get_place_of(require_role(person_id=person_id, agent_id=agent_id, power=Power.MOVE_FLOAT), outlet_id)
            if authority is not None:
                _use(authority, place, session_id, now)
            order.save(force_insert=True)
            if is_sale:
                _put_aside(order, place, now)
            elif not get_place(outlet_id).is_in_service:
                # The row has waited for whoever was closing the outlet.
                raise AgentNotActive
            announce(order, "agents.float_ordered", by=person_id, now=now)
    except (IntegrityError, InvalidCode) as error:
        # The same request a moment earlier may have used the code up.
        if done := _find_ordered(person_id, key, digest):
            return done, True
        if isinstance(error, IntegrityError) and constraint_name(error) == "agents_deposit_once":
            raise DepositUsed from error
        raise
    return order, False


def cancel_float_order(*, person_id: UUID, agent_id: UUID, order_id: UUID, now: datetime) -> FloatOrder:
    """Calls off an order that no operator has proposed yet; what was put aside goes back.

    Raises AgentNotFound, RoleRequired, FloatOrderNotFound, FloatOrderDecided.
    """
    with transaction.atomic():
        member = require_role(person_id=person_id, agent_id=agent_id, power=Power.MOVE_FLOAT)
        get_float_order(member, order_id)
        order = lock_order(order_id, OrderState.REQUESTED)
        give_back(order, now)
        order.state, order.decided_by_id, order.decided_at = OrderState.CANCELLED, person_id, now
        order.save(update_fields=["state", "decided_by", "decided_at"])
        announce(order, "agents.float_order_cancelled", by=person_id, now=now)
    return order


def lock_order(order_id: UUID, *states: OrderState) -> FloatOrder:
    """The order, locked FOR NO KEY UPDATE, in one of these states. Raises FloatOrderNotFound, FloatOrderDecided."""
    order = (
        FloatOrder.objects.select_related("outlet__agent")
        .select_for_update(no_key=True, of=("self",))
        .filter(pk=order_id)
        .first()
    )
    if order is None:
        raise FloatOrderNotFound
    if order.state not in states:
        raise FloatOrderDecided(f"{order.get_state_display()}: nothing was changed.")
    return order


def give_back(order: FloatOrder, now: datetime) -> None:
    """What was put aside for a sale is available again, in the caller's transaction, once."""
    if order.direction == OrderDirection.SELL:
        ledger.release(hold_id=order.id, effective_at=now, kind=RELEASE)


def announce(order: FloatOrder, topic: str, *, by: UUID, now: datetime) -> None:
    """Records what became of an order, and the same in the log of whoever did it."""
    events.record(topic, {"order_id": str(order.id)}, at=now)
    accounts.record_activity(
        person_id=by,
        action=topic,
        subject=str(order.id),
        detail={
            "direction": order.direction,
            "amount": f"{decimal_string(order.amount, order.currency)} {order.currency}",
        },
        at=now,
    )


def _find_ordered(person_id: UUID, key: str, digest: bytes) -> FloatOrder | None:
    """What was ordered when the key was first used. Raises IdempotencyKeyReused when it came with another order."""
    row = FloatOrder.objects.filter(requested_by_id=person_id, idempotency_key=key).select_related("outlet").first()
    if row is not None and bytes(row.request_digest) != digest:
        raise IdempotencyKeyReused
    return row


def _check(order: FloatOrder, place: Place, slip: str) -> None:
    errors = []
    is_purchase = order.direction == OrderDirection.BUY
    if order.bank not in settings.FLOAT_BANKS:
        errors.append({"field": "bank", "code": "unknown_bank", "detail": "This must be one of the banks offered."})
    if is_purchase and not slip:
        errors.append({"field": "slip", "code": "required", "detail": "Send a picture of the deposit slip first."})
    if errors:
        raise InvalidInput(errors=errors)
    if order.currency != place.currency or place.wallet is None:
        raise CurrencyMismatch
    # Who is suspended buys nothing; what they have they may sell: two operators look at it.
    if is_purchase and not place.is_in_service:
        raise AgentNotActive


def _confirm(order: FloatOrder, authority: Authority, proof: Proof, session_id: UUID, now: datetime) -> Authority:
    """The authority with a code for exactly this order."""
    amount = decimal_string(order.amount, order.currency)
    return accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of(
            "agents.sell_float", key=order.idempotency_key, digest=bytes(order.request_digest).hex()
        ),
        about={
            "action": "float_sale",
            "amount": amount,
            "currency": order.currency,
            "bank": bank_name(order.bank),
            "bank_account": order.bank_reference,
        },
        proof=proof,
        session_id=session_id,
        now=now,
    )


def _use(authority: Authority, place: Place, session_id: UUID | None, now: datetime) -> None:
    """Uses the authority up. Raises SessionEnded, PayerNotActive for a float that is frozen, InvalidCode."""
    User.objects.select_for_update(no_key=True).get(pk=authority.person_id)
    wallet = place.wallet
    standing = get_standing(Passage(wallet.id if wallet else None, None, session_id, authority.person_id), at=now)
    if not standing.session_is_good:
        raise SessionEnded
    if not standing.can_pay:
        raise PayerNotActive
    accounts.use_authority(authority, now=now)


def _put_aside(order: FloatOrder, place: Place, now: datetime) -> None:
    if place.wallet is None:
        raise CurrencyMismatch
    try:
        ledger.hold(
            hold_id=order.id,
            available=place.wallet.available_account,
            held=place.wallet.held_account,
            amount=Money(order.amount, order.currency),
            effective_at=now,
            kind=HOLD,
        )
    except ledger.InsufficientFunds as error:
        raise InsufficientFunds from error
    except ledger.AccountClosed as error:
        raise PayerNotActive from error
    except ledger.BalanceTooLarge as error:
        raise AmountTooLarge from error
