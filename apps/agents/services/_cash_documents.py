"""Cash for somebody without a phone: by their identity document, and a supervisor who looks at it.

What is locked and what happens when the process dies:

- The picture of the document: first the file, complete and on the disk, then the row that names it, and only after that
  commit the file before it goes. So whenever the process dies, a row has its file; a file without a row is swept.
- Approving: the supervisor's phone and PIN are looked at outside any transaction. One transaction then locks the
  request's row, so of two supervisors one finds it decided; their PIN against wrong ones; and pays by the statement of
  `pay_cash_out`, which locks the teller's shift, moves the money and writes the request PAID with the dealing. All of
  it commits together. The payment is the supervisor's, under their key; there is no session of the customer's. Dying
  before the commit leaves an open request; dying after it leaves a payment that the same key answers for.
- What a step-up code of the customer's would have to confirm is refused: there is nobody to type it.
"""

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded
from apps.accounts.selectors import get_person, get_profile
from apps.accounts.services import Authority, Proof
from apps.agents import cash_out_rates
from apps.agents.cash_out_errors import (
    CashRequestConflict,
    CashRequestNotFound,
    NotYourOwnRequest,
    PictureMissing,
    ServedByPhoneOnly,
)
from apps.agents.errors import AgentNotFound, ShiftNotOpen
from apps.agents.models import CashOutRequest, RequestMode, RequestState
from apps.agents.selectors import Power, get_own_request, get_request_of, is_over, require_role
from apps.agents.services._book import serving
from apps.agents.services._cash_requests import close_request, desk_of, paying
from apps.agents.watch import facts_of
from apps.core import files, ratelimit
from apps.core.images import clean_image
from apps.core.money import Money, decimal_string
from apps.risk.selectors import find_decision
from apps.risk.services import Result
from apps.transactions import limits
from apps.transactions.errors import Declined, IdempotencyKeyReused, RefusedByRules, TierLimitExceeded
from apps.transactions.kinds import CASH_OUT
from apps.transactions.models import State, Transaction
from apps.transactions.services import Outcome, pay_cash_out
from apps.wallets.selectors import Passage, get_standing

FOLDER = "cash-out"
# Far longer than any request takes: what is younger may belong to a row that is not committed yet.
ORPHAN_AGE = timedelta(hours=6)
_CHUNK = 500


def put_cash_out_picture(*, teller_id: UUID, request_id: UUID, content: bytes, now: datetime) -> CashOutRequest:
    """Puts the picture of the document with a request without a phone, in place of the one before.

    Locks the request's row. Call it outside a transaction. Raises CashRequestNotFound, CashRequestConflict once it is
    decided or over, InvalidImage, TooManyRequests.
    """
    ratelimit.spend(cash_out_rates.PICTURES_BY_TELLER, str(teller_id), now=now)
    # Before the picture is looked at, which costs more than everything else here.
    require_open_for_picture(teller_id=teller_id, request_id=request_id, now=now)
    key = files.save(FOLDER, clean_image(content).content)
    with transaction.atomic():
        row = CashOutRequest.objects.select_for_update(no_key=True).get(pk=request_id)
        if is_over(row, now):
            raise CashRequestConflict
        replaced, row.document_file = row.document_file, key
        row.save(update_fields=["document_file"])
        accounts.record_activity(person_id=teller_id, action="agents.document_shown", subject=str(row.id), at=now)
        if replaced:
            transaction.on_commit(lambda: _delete_unnamed([replaced]), robust=True)
    return row


def require_open_for_picture(*, teller_id: UUID, request_id: UUID, now: datetime) -> None:
    """Refuses before the picture is read who would be refused anyway: see `put_cash_out_picture`."""
    row = get_own_request(teller_id=teller_id, request_id=request_id)
    if row.mode != RequestMode.DOCUMENT:
        raise CashRequestNotFound
    if is_over(row, now):
        raise CashRequestConflict


def look_at_cash_out_picture(*, supervisor_id: UUID, agent_id: UUID, request_id: UUID, now: datetime) -> bytes:
    """The picture (a JPEG) for a supervisor who has to decide, while they have to; each look is written down.

    Raises AgentNotFound, RoleRequired, CashRequestNotFound, CashRequestConflict, NotYourOwnRequest, PictureMissing.
    """
    request = _of_supervisor(supervisor_id, agent_id, request_id)
    if is_over(request, now):
        raise CashRequestConflict
    if not request.document_file:
        raise PictureMissing
    accounts.record_activity(person_id=supervisor_id, action="agents.document_seen", subject=str(request.id), at=now)
    return files.read(request.document_file)


def approve_without_phone(
    *,
    supervisor_id: UUID,
    session_id: UUID | None,
    agent_id: UUID,
    request_id: UUID,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Outcome:
    """A supervisor of the outlet has seen customer and document, and pays; once for each of the supervisor's keys.

    What business refuses is a declined payment, and the request stays open. Call it outside a transaction. Raises
    AgentNotFound, RoleRequired, CashRequestNotFound, CashRequestConflict, NotYourOwnRequest (SECURITY 20),
    ServedByPhoneOnly when the agent may no more, PictureMissing, what accounts.services.authorise raises,
    StepUpRequired, InvalidCode, IdempotencyKeyReused, RefusedByRules.
    """
    request = _of_supervisor(supervisor_id, agent_id, request_id)
    authority = None
    if session_id is not None:
        if proof is None:
            raise ValueError("whoever pays in a session proves that they may")
        authority = accounts.authorise(person_id=supervisor_id, session_id=session_id, proof=proof, now=at)
    if done := _find_decided(supervisor_id, key, digest):
        return done
    if authority is not None and session_id is not None and proof is not None:
        try:
            authority = _confirmed(authority, request, key, digest, proof, session_id, at)
        except InvalidCode:
            # The same request a moment earlier may have used the code up.
            if done := _find_decided(supervisor_id, key, digest):
                return done
            raise
    with transaction.atomic():
        row = CashOutRequest.objects.select_for_update(no_key=True).get(pk=request_id)
        if done := _find_decided(supervisor_id, key, digest):
            return done
        # The role as it is once the row is ours (SECURITY 20).
        _of_supervisor(supervisor_id, agent_id, request_id)
        if authority is not None:
            passage = Passage(None, None, session_id, supervisor_id)
            if not get_standing(passage, at=at).session_is_good:
                raise SessionEnded
            accounts.use_authority(authority, now=at)
        return _pay(row, supervisor_id, key, digest, at)


def refuse_without_phone(
    *, supervisor_id: UUID, agent_id: UUID, request_id: UUID, reason: str, now: datetime
) -> CashOutRequest:
    """A supervisor does not believe it; refused again, it stays so.

    Raises AgentNotFound, RoleRequired, CashRequestNotFound, CashRequestConflict, NotYourOwnRequest.
    """
    _of_supervisor(supervisor_id, agent_id, request_id)
    return close_request(
        request_id,
        RequestState.REFUSED,
        by=supervisor_id,
        action="agents.cash_out_turned_down",
        reason=reason,
        now=now,
    )


def sweep_cash_out_pictures(*, now: datetime) -> int:
    """Deletes what processes that died between file and row left behind; returns how many files it was."""
    deleted = 0
    chunk: list[str] = []
    for key, saved_at in files.list_keys(FOLDER):
        if saved_at <= now - ORPHAN_AGE:
            chunk.append(key)
        if len(chunk) == _CHUNK:
            deleted += _delete_unnamed(chunk)
            chunk = []
    return deleted + _delete_unnamed(chunk)


def _pay(row: CashOutRequest, supervisor_id: UUID, key: str, digest: bytes, at: datetime) -> Outcome:
    """Pays in the caller's transaction, under the request's lock."""
    desk = desk_of(row, at)
    if not desk.serves_without_phone:
        raise ServedByPhoneOnly
    if not row.document_file:
        raise PictureMissing
    amount = Money(row.amount, row.currency)
    serves, refusal = serving(
        desk,
        kind=CASH_OUT.code,
        customer_id=row.customer_id,
        customer_tier=get_person(row.customer_id).kyc_tier,
        amount=amount,
        at=at,
    )
    refusal = refusal or _too_much_without_code(row.customer_id, amount, at)
    try:
        # Without a session: its proof was the supervisor's, and limits and rules are to look at the customer.
        outcome = pay_cash_out(
            initiator_id=supervisor_id,
            session_id=None,
            customer_id=row.customer_id,
            outlet=desk.side,
            amount=amount,
            note=row.note,
            key=key,
            digest=digest,
            refusal=refusal,
            attachments=(paying(row, decided_by=supervisor_id, at=at), serves),
            observed=facts_of(desk, row.customer_id, CASH_OUT.code, amount, at),
            at=at,
        )
    except (ShiftNotOpen, AgentNotFound) as error:
        raise CashRequestConflict("Who asked for it serves there no more.") from error
    decision = find_decision(outcome.transaction.id) if outcome.transaction.state == State.COMPLETED else None
    if decision is not None and decision.result == Result.STEP_UP.name:
        raise RefusedByRules
    return outcome


def _too_much_without_code(customer_id: UUID, amount: Money, at: datetime) -> Declined | None:
    """What the customer would have to confirm by a code (SECURITY 12), or may not pay for a day after a new PIN: here
    no session of theirs is there by which the pipeline would know."""
    customer = get_profile(customer_id)
    is_cautious = customer.cautious_until is not None and customer.cautious_until > at
    ceilings = limits.get_ceilings(
        tier=customer.kyc_tier, kind=CASH_OUT.code, currency=amount.currency, is_cautious=is_cautious
    )
    try:
        limits.check_single(ceilings, amount)
    except TierLimitExceeded as error:
        return error
    return TierLimitExceeded() if limits.needs_step_up(ceilings, amount) else None


def _of_supervisor(supervisor_id: UUID, agent_id: UUID, request_id: UUID) -> CashOutRequest:
    member = require_role(person_id=supervisor_id, agent_id=agent_id, power=Power.SUPERVISE)
    request = get_request_of(member, request_id)
    if supervisor_id in (request.teller_id, request.customer_id):
        raise NotYourOwnRequest
    return request


def _confirmed(
    authority: Authority,
    request: CashOutRequest,
    key: str,
    digest: bytes,
    proof: Proof,
    session_id: UUID,
    at: datetime,
) -> Authority:
    """PIN alone never moves money (SECURITY 3): without a registered phone there is a code for exactly this."""
    if authority.device_id is not None:
        if not authority.pin_is_clean:
            accounts.confirm_authority(authority, now=at)
        return authority
    return accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("payment", key=key, digest=digest.hex()),
        about={
            "action": "payment",
            "amount": decimal_string(request.amount, request.currency),
            "currency": request.currency,
            "to": str(CASH_OUT.label),
        },
        proof=proof,
        session_id=session_id,
        now=at,
    )


def _find_decided(supervisor_id: UUID, key: str, digest: bytes) -> Outcome | None:
    row = Transaction.objects.filter(initiator_id=supervisor_id, idempotency_key=key).first()
    if row is None:
        return None
    if bytes(row.request_digest) != digest:
        raise IdempotencyKeyReused
    return Outcome(row, replayed=True)


def _delete_unnamed(keys: Iterable[str]) -> int:
    """Deletes the files that no row names any more; returns how many."""
    wanted = set(keys)
    named = set(CashOutRequest.objects.filter(document_file__in=wanted).values_list("document_file", flat=True))
    for key in wanted - named:
        files.delete(key)
    return len(wanted - named)
