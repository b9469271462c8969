"""A teller hands out cash for the code a customer tells them.

What is locked and what happens when the process dies:

- The teller's phone and PIN are looked at first (accounts.services.authorise), outside any transaction: who is not
  believed tries on nothing.
- A try is one transaction of its own. It locks the customer's waiting codes in the order of their ids and compares
  under those locks, so of many tries at once each sees what those before it have used up; a wrong one is counted on
  every code it was compared with, and nothing is answered before that has committed. Dying before the commit leaves no
  try and tells nothing. The fifth wrong one makes the code dead at once (nobody compares with it again); its money is
  given back after the commit, or by the sweep when the process dies between the two.
- Who is right is told what else is wrong (another amount, another outlet) at no try.
- Paying is one transaction: the payment's row is locked, then the code's, then the teller's PIN against wrong ones,
  then their shift, and then the ledger's accounts in the order of their ids, the outlet's day, the customer's cash and
  the acquaintance. Money, dealing, counters, drawer, commission, event, activity and the code with who fetched it, by
  which key, commit together. Of 64 tellers with one code the second finds it PAID. Dying before the commit leaves the
  code waiting as before; dying after it leaves a payment that the same teller's key answers for.
- When the float cannot take the money (closed meanwhile), it goes back to the customer in that transaction instead, and
  the teller is told to hand out nothing.
- The rules are asked before, with what is known at this desk only. What they hold or block is refused, and an alert
  about the payment is raised; the money stays put aside until its time is over.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded, SignatureReplayed
from apps.accounts.models import Device
from apps.accounts.selectors import find_person, get_person
from apps.accounts.services import Authority, Proof
from apps.agents import cash_codes, cash_out_rates
from apps.agents.cash_out_errors import (
    CashCodeElsewhere,
    CashCodeUsed,
    CashCodeWrong,
    CashWentBack,
    CustomerNotActive,
)
from apps.agents.models import CashOutCode, CashOutState
from apps.agents.selectors import Desk, get_desk
from apps.agents.services._book import lock_service, serve_now
from apps.agents.services._cash_codes import MAX_TRIES, block_cash_code, lock_code
from apps.agents.watch import facts_of
from apps.core import events, ratelimit, request_facts, sql
from apps.core.constraints import constraint_name
from apps.core.money import Money, decimal_string
from apps.kyc.selectors import is_watched
from apps.risk import services as risk
from apps.risk.models import Metric
from apps.risk.services import Question, Result, Verdict
from apps.transactions.errors import (
    AgentNotActive,
    CashCodeExpired,
    CurrencyMismatch,
    IdempotencyKeyReused,
    RefusedByRules,
    WrongAmount,
)
from apps.transactions.kinds import CASH_OUT
from apps.transactions.models import State, Transaction
from apps.transactions.services import release_held
from apps.wallets.selectors import Passage, get_standing

# For how long it is told what became of a code that was right.
_REMEMBERED = timedelta(days=1)
_REMEMBERED_AT_ONCE = 10
# The rules have looked at the payment when its money was put aside, and their counters count it already. What only the
# desk knows is new.
_OF_THE_DESK = frozenset(
    metric.value
    for metric in (
        Metric.SPLIT_WITH_AGENT,
        Metric.SPLIT_TOTAL_WITH_AGENT,
        Metric.LINKED_TO_AGENT,
        Metric.MINUTES_SINCE_CASH_IN,
        Metric.OUTSIDE_HOURS,
        Metric.WATCH_LIST,
    )
)


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Cash that was handed out for a code, and whether this request had done it before."""

    code: CashOutCode
    transaction: Transaction
    replayed: bool


@dataclass(frozen=True, slots=True)
class _Asked:
    """By what a teller's request is known again."""

    teller_id: UUID
    session_id: UUID | None
    key: str
    digest: bytes
    at: datetime
    signature_digest: bytes | None = None


def redeem_cash_code(
    *,
    teller_id: UUID,
    session_id: UUID | None,
    to: str,
    code: str,
    amount: Money,
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    at: datetime,
) -> Redeemed:
    """Pays the float of the teller's outlet what a customer has put aside, so that they can hand out the cash; once for
    each code and for each of the teller's keys.

    `to` is the customer's number in E.164. A session needs a `proof`; call it outside a transaction. Without a trace
    raises ShiftNotOpen, AgentNotFound, what accounts.services.authorise raises, StepUpRequired, InvalidCode,
    SignatureReplayed, IdempotencyKeyReused, TooManyRequests, CashCodeWrong (counted; the same for a number nobody has),
    CashCodeUsed, CashCodeExpired, CashCodeElsewhere, WrongAmount, CurrencyMismatch, CustomerNotActive, RefusedByRules,
    and what stands against serving: AgentNotActive, SelfDealing, OutletLimitExceeded, CashLimitExceeded. CashWentBack
    when the float could not take the money and it was given back.
    """
    asked = _Asked(teller_id, session_id, key, digest, at)
    desk = None if _find_redeemed(asked) else get_desk(teller_id)
    authority = None
    if session_id is not None:
        if proof is None:
            raise ValueError("whoever hands out cash in a session proves that they may")
        authority = accounts.authorise(person_id=teller_id, session_id=session_id, proof=proof, now=at)
        asked = replace(asked, signature_digest=authority.signature_digest)
    if desk is None:
        # Looked at again, now that it is known who asks and by which signature.
        done = _find_redeemed(asked)
        if done is None:
            raise RuntimeError("what was redeemed does not go away")
        return done
    if amount.currency != desk.currency:
        raise CurrencyMismatch("This outlet hands out cash of another currency.")
    if desk.wallet is None:
        raise AgentNotActive
    if authority is not None and session_id is not None and proof is not None:
        try:
            authority = _confirmed(authority, asked, desk, amount, proof, session_id)
        except InvalidCode:
            # The same request a moment earlier may have used the code up.
            if done := _find_redeemed(asked):
                return done
            raise
    found = _try(asked, to, code)
    if isinstance(found, Redeemed):
        return found
    _require_fitting(found, desk, amount)
    _ask_rules(found, desk, authority, at)
    return _pay(found, desk, authority, asked)


def _confirmed(
    authority: Authority, asked: _Asked, desk: Desk, amount: Money, proof: Proof, session_id: UUID
) -> Authority:
    """PIN alone never moves money (SECURITY 3): without a registered phone there is a code for exactly this."""
    if authority.device_id is not None:
        if not authority.pin_is_clean:
            accounts.confirm_authority(authority, now=asked.at)
        return authority
    return accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("payment", key=asked.key, digest=asked.digest.hex()),
        about={
            "action": "payment",
            "amount": decimal_string(amount.amount, amount.currency),
            "currency": amount.currency,
            "to": desk.title,
        },
        proof=proof,
        session_id=session_id,
        now=asked.at,
    )


def _find_redeemed(asked: _Asked) -> Redeemed | None:
    """What this teller has redeemed with this key. Raises IdempotencyKeyReused, SignatureReplayed."""
    row = CashOutCode.objects.filter(redeemed_by_id=asked.teller_id, redeem_key=asked.key).first()
    return _again(row, asked) if row else None


def _again(row: CashOutCode, asked: _Asked) -> Redeemed:
    if bytes(row.redeem_digest or b"") != asked.digest:
        raise IdempotencyKeyReused
    known = row.redeem_signature
    if known is not None and asked.signature_digest is not None and bytes(known) == asked.signature_digest:
        raise SignatureReplayed
    return Redeemed(row, Transaction.objects.get(pk=row.transaction_id), replayed=True)


def _try(asked: _Asked, to: str, digits: str) -> CashOutCode | Redeemed:
    """The waiting code these digits are of; or what this very request has done meanwhile.

    Raises TooManyRequests, CashCodeWrong, CashCodeUsed, CashCodeExpired.
    """
    whose = str(asked.teller_id)
    ratelimit.spend(cash_out_rates.WRONG_CODES_BY_TELLER, whose, now=asked.at)
    person = find_person(to)
    blocked: list[UUID] = []
    with transaction.atomic(durable=True):
        waiting = _compared(person.id, asked.at) if person else []
        found: CashOutCode | Redeemed | None = next((row for row in waiting if _is(row, digits)), None)
        # Waiting for the locks, the same request may have been answered.
        found = found or _find_redeemed(asked)
        if found is None and person is not None:
            found = next((row for row in _remembered(person.id, asked.at) if _is(row, digits)), None)
        if found is None:
            for row in waiting:
                row.tries += 1
                row.save(update_fields=["tries"])
            blocked = [row.transaction_id for row in waiting if row.tries >= MAX_TRIES]
    if found is None:
        for transaction_id in blocked:
            block_cash_code(transaction_id=transaction_id, now=asked.at)
        raise CashCodeWrong
    ratelimit.give_back(cash_out_rates.WRONG_CODES_BY_TELLER, whose, uses=1)
    if isinstance(found, CashOutCode):
        _require_payable(found, asked)
    return found


def _compared(customer_id: UUID, at: datetime) -> list[CashOutCode]:
    rows = CashOutCode.objects.select_for_update(no_key=True).filter(
        customer_id=customer_id, state=CashOutState.WAITING, tries__lt=MAX_TRIES, expires_at__gt=at
    )
    return list(rows.order_by("id"))


def _remembered(customer_id: UUID, at: datetime) -> list[CashOutCode]:
    """Codes nobody can fetch anything with any more, so that whoever knows one learns nothing they may not.

    Of a blocked one nothing is told, or one could go on trying to find it out.
    """
    rows = CashOutCode.objects.filter(customer_id=customer_id, created_at__gt=at - _REMEMBERED, tries__lt=MAX_TRIES)
    dead = [CashOutState.PAID, CashOutState.EXPIRED, CashOutState.CANCELLED]
    over = rows.filter(state=CashOutState.WAITING, expires_at__lte=at)
    return list((rows.filter(state__in=dead) | over).order_by("-id")[:_REMEMBERED_AT_ONCE])


def _is(row: CashOutCode, digits: str) -> bool:
    return cash_codes.matches(digits, row.id, bytes(row.digest))


def _require_payable(row: CashOutCode, asked: _Asked) -> None:
    """Raises CashCodeUsed, CashCodeExpired."""
    if row.state == CashOutState.PAID:
        raise CashCodeUsed
    if row.state == CashOutState.CANCELLED:
        raise CashCodeExpired("The customer has called this code off.")
    if row.state != CashOutState.WAITING or row.expires_at <= asked.at or row.tries >= MAX_TRIES:
        raise CashCodeExpired("The time to fetch this is over. The customer can make a new code.")


def _require_fitting(row: CashOutCode, desk: Desk, amount: Money) -> None:
    """Raises CashCodeElsewhere, WrongAmount."""
    if row.outlet_id not in (None, desk.outlet_id):
        raise CashCodeElsewhere
    if amount != Money(row.amount, row.currency):
        raise WrongAmount("The code is for another amount.")


def _ask_rules(row: CashOutCode, desk: Desk, authority: Authority | None, at: datetime) -> None:
    """What the rules make of serving this customer here. Raises RefusedByRules, with an alert about the payment."""
    customer = get_person(row.customer_id)
    amount = Money(row.amount, row.currency)
    question = Question(
        kind=CASH_OUT.code,
        amount=amount,
        payer_id=customer.id,
        payee_id=None,
        answers_id=desk.owner_id,
        payer_tier=customer.kyc_tier,
        channel=request_facts.current().channel,
        device_since=authority.device_since if authority else None,
        is_payer_watched=is_watched(customer.id),
        is_payee_watched=is_watched(desk.owner_id),
        local_hour=at.astimezone(ZoneInfo(desk.time_zone or settings.LIMITS_TIME_ZONE)).hour,
        observed=facts_of(desk, customer.id, CASH_OUT.code, amount, at),
        at=at,
    )
    verdict = risk.assess(question)
    hits = tuple(hit for hit in verdict.hits if hit.error or hit.metric in _OF_THE_DESK)
    result = max((hit.result for hit in hits), default=Result.ALLOW)
    if result not in (Result.HOLD, Result.BLOCK):
        return
    _raise_alert(replace(verdict, result=result, hits=hits), row.transaction_id, at)
    raise RefusedByRules


def _raise_alert(verdict: Verdict, transaction_id: UUID, at: datetime) -> None:
    """Once for a payment; the event has it put into a case."""
    with transaction.atomic():
        for part in risk.alert_parts(verdict, transaction_id, at, is_held=False):
            sql.fetch_all(f"{part.text} ON CONFLICT DO NOTHING", part.parameters)
        events.record("agents.cash_out_refused", {"transaction_id": str(transaction_id)}, at=at)


def _pay(found: CashOutCode, desk: Desk, authority: Authority | None, asked: _Asked) -> Redeemed:
    """The one transaction that pays. Raises what `redeem_cash_code` names."""
    at, customer_id = asked.at, found.customer_id
    tier = get_person(customer_id).kyc_tier
    try:
        with transaction.atomic():
            payment, code = lock_code(found.transaction_id)
            if (code.redeemed_by_id, code.redeem_key) == (asked.teller_id, asked.key):
                # The same request a moment earlier.
                return _again(code, asked)
            _require_payable(code, asked)
            _require_customer(payment, at)
            if authority is not None:
                _use(authority, asked)
            lock_service(desk, customer_id)
            row = release_held(transaction_id=code.transaction_id, payee=desk.side, by=asked.teller_id, at=at)
            is_paid = row.state == State.COMPLETED
            if is_paid:
                serve_now(
                    desk,
                    row=row,
                    kind=CASH_OUT.code,
                    customer_id=customer_id,
                    customer_tier=tier,
                    amount=Money(row.amount, row.currency),
                    at=at,
                )
                _mark_paid(code, asked)
    except IntegrityError as error:
        if constraint_name(error) == "agents_redeem_key_once":
            raise IdempotencyKeyReused from error
        raise
    if not is_paid:
        raise CashWentBack
    return Redeemed(code, row, replayed=False)


def _mark_paid(code: CashOutCode, asked: _Asked) -> None:
    code.state, code.decided_at, code.redeemed_by_id = CashOutState.PAID, asked.at, asked.teller_id
    code.redeem_key, code.redeem_digest, code.redeem_signature = asked.key, asked.digest, asked.signature_digest
    code.save(
        update_fields=["state", "decided_at", "redeemed_by_id", "redeem_key", "redeem_digest", "redeem_signature"]
    )
    accounts.record_activity(
        person_id=asked.teller_id, action="agents.cash_handed_out", subject=str(code.transaction_id), at=asked.at
    )


def _use(authority: Authority, asked: _Asked) -> None:
    passage = Passage(None, None, asked.session_id, asked.teller_id)
    if not get_standing(passage, at=asked.at).session_is_good:
        raise SessionEnded
    accounts.use_authority(authority, now=asked.at)


def _require_customer(payment: Transaction, at: datetime) -> None:
    """A wallet that was frozen, a person who was locked and a phone that was lost meanwhile pay nothing (SECURITY 11),
    also before the event that gives the money back has been heard. Raises CustomerNotActive."""
    standing = get_standing(Passage(payment.payer_wallet_id, None, None, payment.initiator_id), at=at)
    device_id = payment.device_id
    is_lost = device_id is not None and not Device.objects.filter(pk=device_id, status="ACTIVE").exists()
    if not standing.can_pay or is_lost:
        raise CustomerNotActive
