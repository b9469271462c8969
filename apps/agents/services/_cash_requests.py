"""A teller asks for cash to be paid out, and the customer approves it on their phone.

What is locked and what happens when the process dies:

- Asking inserts the request with its event and activity in one transaction; the unique key of the teller makes a
  second request with the key wait, and it is answered from the row that stands there.
- Approving is the customer's payment (`pay_cash_out`), one statement: it locks the request's row, which must be open
  and in time, then the teller's shift, which must be the one in which they asked; moves the money; and writes the
  request PAID with the dealing, counters, drawer and commission of `serving`. Of two approvals, or an approval and a
  refusal, one finds the row decided. Dying before it leaves an open request; dying after it leaves a payment that the
  same key answers for.
- Declining, calling off and the end of its time each lock the row in a transaction of their own, and do nothing to one
  that is decided.
- A payment that is declined (too little money, a limit) leaves the request open until its time is over.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.accounts.selectors import Person, find_person, get_person
from apps.accounts.services import Proof
from apps.agents import cash_out_rates
from apps.agents.cash_out_errors import (
    CashRequestConflict,
    CashRequestNotFound,
    CustomerNotFound,
    ServedByPhoneOnly,
)
from apps.agents.errors import AgentNotFound, ShiftNotOpen
from apps.agents.models import CashOutRequest, RequestMode, RequestState
from apps.agents.selectors import (
    Desk,
    get_asked,
    get_desk,
    get_own_request,
    is_known_by,
    is_over,
    side_of_outlet,
    works_for,
)
from apps.agents.services._book import serving
from apps.agents.watch import facts_of
from apps.core import events, ratelimit, sql
from apps.core.constraints import constraint_name
from apps.core.money import Money
from apps.transactions.errors import AgentNotActive, CurrencyMismatch, IdempotencyKeyReused, SelfDealing
from apps.transactions.kinds import CASH_OUT
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, Outcome, pay_cash_out

LIVES = timedelta(minutes=5)
# A supervisor has to come and look at a document.
LIVES_WITHOUT_PHONE = timedelta(minutes=15)
BATCH = 500
_IS_OPEN = """
EXISTS (SELECT FROM agents_cashoutrequest r
         WHERE r.id = %s AND r.state = 'OPEN' AND r.expires_at > %s FOR NO KEY UPDATE)
"""
_PAY = """
UPDATE agents_cashoutrequest
   SET state = 'PAID', transaction_id = %s::uuid, decided_by_id = %s::uuid, decided_at = %s::timestamptz
"""


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """What a customer without a phone shows: a kind of kyc.models.DocumentType, and its number."""

    kind: str
    number: str


@dataclass(frozen=True, slots=True)
class AskedCash:
    """A request, and whether it had been made before."""

    request: CashOutRequest
    replayed: bool


def ask_for_cash_out(
    *,
    teller_id: UUID,
    to: str,
    amount: Money,
    note: str = "",
    document: ShownDocument | None = None,
    key: str,
    digest: bytes,
    at: datetime,
) -> AskedCash:
    """Asks for cash in a teller's open shift, once for each of their keys; the customer is told.

    With a `document` no phone is asked: a supervisor decides. Call it outside a transaction. Raises ShiftNotOpen,
    AgentNotFound, IdempotencyKeyReused, TooManyRequests, CustomerNotFound (the same for a number nobody has and a
    document that is not theirs), SelfDealing, AgentNotActive, CurrencyMismatch, ServedByPhoneOnly.
    """
    if made := _find_asked(teller_id, key, digest):
        return made
    desk = get_desk(teller_id)
    if desk.status != "ACTIVE":
        raise AgentNotActive
    if amount.currency != desk.currency:
        raise CurrencyMismatch("This outlet hands out cash of another currency.")
    if document is not None and not desk.serves_without_phone:
        raise ServedByPhoneOnly
    ratelimit.spend(cash_out_rates.ASKS_BY_TELLER, str(teller_id), now=at)
    customer = _find_customer(teller_id, to, document, at)
    if works_for(desk.agent_id, customer.id):
        raise SelfDealing
    ratelimit.spend(cash_out_rates.ASKS_OF_CUSTOMER, str(customer.id), now=at)
    row = CashOutRequest(
        mode=RequestMode.DOCUMENT if document else RequestMode.PHONE,
        agent_id=desk.agent_id,
        outlet_id=desk.outlet_id,
        teller_id=teller_id,
        shift_id=desk.shift_id,
        customer_id=customer.id,
        amount=amount.amount,
        currency=amount.currency,
        note=note,
        idempotency_key=key,
        request_digest=digest,
        document_kind=document.kind if document else "",
        created_at=at,
        expires_at=at + (LIVES_WITHOUT_PHONE if document else LIVES),
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
            if document is None:
                events.record("agents.cash_out_asked", {"request_id": str(row.id)}, at=at)
            accounts.record_activity(person_id=teller_id, action="agents.cash_out_asked", subject=str(row.id), at=at)
    except IntegrityError as error:
        if constraint_name(error) != "agents_request_key_once":
            raise
        if made := _find_asked(teller_id, key, digest):
            return made
        raise
    return AskedCash(row, replayed=False)


def approve_cash_out(
    *,
    customer_id: UUID,
    session_id: UUID | None,
    request_id: UUID,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Outcome:
    """Pays what a teller has asked for from the customer's wallet, once for each of the customer's keys.

    What business refuses is a declined payment, and the request stays open. Call it outside a transaction. Raises
    CashRequestNotFound, also for somebody else's, CashRequestConflict when it is decided or over or the teller's shift
    is, and what transactions.services.pay_cash_out raises.
    """
    request = get_asked(customer_id=customer_id, request_id=request_id)
    amount = Money(request.amount, request.currency)
    attachments: tuple[Attachment, ...] = ()
    refusal, observed = None, {}
    side = side_of_outlet(request.outlet_id)
    # What was decided is answered from there, whatever has become of request and shift since.
    if not Transaction.objects.filter(initiator_id=customer_id, idempotency_key=key).exists():
        desk = desk_of(request, at)
        serves, refusal = serving(
            desk,
            kind=CASH_OUT.code,
            customer_id=customer_id,
            customer_tier=get_person(customer_id).kyc_tier,
            amount=amount,
            at=at,
        )
        attachments = (paying(request, decided_by=customer_id, at=at), serves)
        observed = dict(facts_of(desk, customer_id, CASH_OUT.code, amount, at))
    try:
        return pay_cash_out(
            initiator_id=customer_id,
            session_id=session_id,
            customer_id=customer_id,
            outlet=side,
            amount=amount,
            note=request.note,
            key=key,
            digest=digest,
            proof=proof,
            refusal=refusal,
            attachments=attachments,
            observed=observed,
            at=at,
        )
    except (ShiftNotOpen, AgentNotFound) as error:
        raise CashRequestConflict("Who asked for it serves there no more.") from error


def decline_cash_out(*, customer_id: UUID, request_id: UUID, now: datetime) -> CashOutRequest:
    """The customer does not want it; declined again, it stays so.

    Raises CashRequestNotFound, also for somebody else's, CashRequestConflict.
    """
    get_asked(customer_id=customer_id, request_id=request_id)
    return close_request(request_id, RequestState.REFUSED, by=customer_id, action="agents.cash_out_declined", now=now)


def cancel_cash_out(*, teller_id: UUID, request_id: UUID, now: datetime) -> CashOutRequest:
    """The teller who asked calls it off; called off again, it stays so.

    Raises CashRequestNotFound, also for somebody else's, CashRequestConflict.
    """
    get_own_request(teller_id=teller_id, request_id=request_id)
    return close_request(request_id, RequestState.CANCELLED, by=teller_id, action="agents.cash_out_cancelled", now=now)


def expire_cash_requests(*, now: datetime) -> int:
    """Ends what nobody has answered in time; returns how many that were. One that is being answered is left alone."""
    with transaction.atomic():
        due = CashOutRequest.objects.select_for_update(no_key=True, skip_locked=True)
        rows = due.filter(state=RequestState.OPEN, expires_at__lte=now).order_by("id").values_list("id", flat=True)
        found = list(rows[:BATCH])
        return CashOutRequest.objects.filter(pk__in=found).update(state=RequestState.EXPIRED, decided_at=now)


def close_request(
    request_id: UUID, state: RequestState, *, by: UUID, action: str, reason: str = "", now: datetime
) -> CashOutRequest:
    """Decides a request without paying it. Raises CashRequestNotFound, CashRequestConflict."""
    with transaction.atomic():
        row = CashOutRequest.objects.select_for_update(no_key=True).filter(pk=request_id).first()
        if row is None:
            raise CashRequestNotFound
        if row.state == state and row.decided_by_id == by:
            return row
        if is_over(row, now):
            raise CashRequestConflict
        row.state, row.decided_by_id, row.decided_at, row.reason = state, by, now, reason
        row.save(update_fields=["state", "decided_by_id", "decided_at", "reason"])
        accounts.record_activity(person_id=by, action=action, subject=str(row.id), at=now)
    return row


def desk_of(request: CashOutRequest, at: datetime) -> Desk:
    """The desk at which it was asked for, which must be open still. Raises CashRequestConflict."""
    if is_over(request, at):
        raise CashRequestConflict
    try:
        desk = get_desk(request.teller_id)
    except (ShiftNotOpen, AgentNotFound) as error:
        raise CashRequestConflict("Who asked for it serves there no more.") from error
    if desk.shift_id != request.shift_id:
        raise CashRequestConflict("Who asked for it serves there no more.")
    return desk


def paying(request: CashOutRequest, *, decided_by: UUID, at: datetime) -> Attachment:
    """What the payment of a request takes along in its statement: that it is open, and that it is paid by this."""

    def paid(transaction_id: UUID) -> sql.Part:
        return sql.Part(
            _PAY, (transaction_id, decided_by, at, request.id), condition="WHERE agents_cashoutrequest.id = %s"
        )

    def why_not() -> Exception | None:
        row = CashOutRequest.objects.get(pk=request.id)
        return CashRequestConflict() if is_over(row, at) else None

    return Attachment(condition=sql.Part(_IS_OPEN, (request.id, at)), effects=(paid,), why_not=why_not)


def _find_asked(teller_id: UUID, key: str, digest: bytes) -> AskedCash | None:
    row = CashOutRequest.objects.filter(teller_id=teller_id, idempotency_key=key).first()
    if row is None:
        return None
    if bytes(row.request_digest) != digest:
        raise IdempotencyKeyReused
    return AskedCash(row, replayed=True)


def _find_customer(teller_id: UUID, to: str, document: ShownDocument | None, at: datetime) -> Person:
    """Who has the number, and the document if one is shown. Raises CustomerNotFound, TooManyRequests."""
    whose = str(teller_id)
    # A miss costs what a wrong code does, before it is known to be one.
    ratelimit.spend(cash_out_rates.WRONG_CODES_BY_TELLER, whose, now=at)
    person = find_person(to)
    if person is None or person.status == "CLOSED":
        raise CustomerNotFound
    if document is not None and not is_known_by(person.id, kind=document.kind, number=document.number, at=at):
        raise CustomerNotFound
    ratelimit.give_back(cash_out_rates.WRONG_CODES_BY_TELLER, whose, uses=1)
    return person
