"""A payment somebody asks for in a session: who asks must show that they may, and then it is decided."""

from contextlib import suppress
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode
from apps.accounts.services import Authority, Proof
from apps.core import request_facts
from apps.core.money import decimal_string
from apps.kyc.selectors import is_watched
from apps.risk import services as risk
from apps.risk.services import Question, Result
from apps.transactions import limits
from apps.transactions.errors import Declined, RefusedByRules
from apps.transactions.models import HeldFor
from apps.transactions.services._pay import (
    CountersMoved,
    Intent,
    Outcome,
    ceilings_of,
    check_single,
    find_decided,
    pay,
)


def ask(intent: Intent, *, proof: Proof | None, at: datetime, refusal: Declined | None = None) -> Outcome:
    """Authorises whoever asks, and decides the payment once; asked again with the same key, it answers the same.

    A session needs a `proof`; what has no session (seeds, tests) needs none. With a proof, call it outside a
    transaction. `refusal` is one the caller has found already. Raises what `pay` and accounts.services.authorise
    raise, SignatureReplayed, StepUpRequired, InvalidCode.
    """
    while True:
        # Each time round, another payment of the same people has committed meanwhile, and the rules are asked again.
        with suppress(CountersMoved):
            return _ask_once(intent, proof, at, refusal)


def _ask_once(intent: Intent, proof: Proof | None, at: datetime, refusal: Declined | None) -> Outcome:
    if intent.session_id is None:
        intent, refusal, _ = _look(intent, at, refusal)
        return pay(intent, at=at, refusal=refusal)
    if proof is None:
        raise ValueError("whoever pays in a session proves that they may")
    authority = accounts.authorise(person_id=intent.initiator_id, session_id=intent.session_id, proof=proof, now=at)
    if intent.initiator_id == intent.payer.person_id:
        # As it is at this moment; what was read before may have come from a cache.
        intent = replace(intent, payer=replace(intent.payer, tier=authority.kyc_tier))
    intent = replace(intent, authority=authority)
    # Before anybody is sent a code for what cannot be.
    intent, refusal, is_doubtful = _look(intent, at, refusal)
    if refusal is None and (is_doubtful or _needs_step_up(intent, authority)):
        # The answer to a request that was decided already must not be asked for again.
        if decided := find_decided(intent):
            return decided
        try:
            intent = replace(intent, authority=_step_up(intent, authority, proof, at))
        except InvalidCode:
            # The same request a moment earlier may have used the code up.
            if decided := find_decided(intent):
                return decided
            raise
    return pay(intent, at=at, refusal=refusal)


def _look(intent: Intent, at: datetime, refusal: Declined | None) -> tuple[Intent, Declined | None, bool]:
    """What limits and rules make of it: what refuses it, what it waits for, whether a code has to confirm it.

    What nobody asks for in a session (a schedule's run) was confirmed by a code when it was set up.
    """
    refusal = refusal or _too_much(intent)
    if refusal is not None or not intent.kind.is_assessed or intent.payer.person_id is None:
        return intent, refusal, False
    intent = replace(intent, verdict=risk.assess(_question(intent, at)))
    result = intent.verdict.result if intent.verdict else Result.ALLOW
    if result is Result.BLOCK or (result is Result.HOLD and (intent.hold or not intent.kind.may_wait)):
        # What already waits for its payee cannot wait for somebody to look at it too.
        return intent, RefusedByRules(), False
    if result is Result.HOLD:
        return replace(intent, hold=HeldFor.REVIEW.value), None, False
    return intent, None, result is Result.STEP_UP


def _question(intent: Intent, at: datetime) -> Question:
    authority = intent.authority
    # A business or an outlet is no person: its owner answers for it.
    payer_id = intent.payer.owner_id or intent.payer.person_id
    payee_id = intent.payee.owner_id or (intent.payee.person_id if intent.payee.wallet else None)
    return Question(
        kind=intent.kind.code,
        amount=intent.amount,
        # Of a business nothing is counted: whoever pays it would wait for whoever else does. Nor of an outlet, which
        # serves more people in an hour than any rule about people allows.
        payer_id=None if intent.payer.owner_id else intent.payer.person_id,
        payee_id=intent.payee.person_id if intent.payee.wallet and not intent.payee.owner_id else None,
        answers_id=intent.payee.owner_id,
        payer_answers_id=intent.payer.owner_id,
        payer_tier=intent.payer.tier,
        channel=request_facts.current().channel,
        device_since=authority.device_since if authority else None,
        is_payer_watched=payer_id is not None and is_watched(payer_id),
        is_payee_watched=payee_id is not None and is_watched(payee_id),
        local_hour=at.astimezone(ZoneInfo(intent.payer.time_zone or settings.LIMITS_TIME_ZONE)).hour,
        observed=intent.observed,
        at=at,
    )


def _too_much(intent: Intent) -> Declined | None:
    """The limit of a single payment that refuses it. It stays refused, whatever the limits are a moment later."""
    try:
        check_single(intent)
    except Declined as refusal:
        return refusal
    return None


def _needs_step_up(intent: Intent, authority: Authority) -> bool:
    """PIN alone never authorises money, and with a registered phone only so much (SECURITY 3 and 12)."""
    return authority.device_id is None or limits.needs_step_up(ceilings_of(intent), intent.amount)


def _step_up(intent: Intent, authority: Authority, proof: Proof, at: datetime) -> Authority:
    """The authority together with a code for exactly this payment. Raises StepUpRequired, InvalidCode, PinLocked."""
    accounts.confirm_authority(authority, now=at)
    amount = intent.amount
    code_id = accounts.require_step_up(
        person_id=intent.initiator_id,
        binding=accounts.binding_of("payment", key=intent.key, digest=intent.digest.hex()),
        answer=proof.step_up,
        about={
            "action": "payment",
            "amount": decimal_string(amount.amount, amount.currency),
            "currency": amount.currency,
            "to": intent.payee.name or intent.kind.plain_label,
        },
        session_id=intent.session_id,
        now=at,
    )
    return replace(authority, step_up_id=code_id)
