"""Codes that payers show: made on the phone, scanned at a till, good for one payment within a minute.

The code is twenty digits: 28, then eighteen that only we can compute from the row's id (HMAC-SHA-256). The table keeps
a digest of it under another key, so neither a dump nor a backup shows a code, and the request that made one is answered
again with the same one.

What is locked and what happens when the process dies:

- Making one: PIN and phone are looked at, and a code is asked for where a payment of so much would ask, outside any
  transaction. One transaction then locks the person's row (as locking a phone does), uses up what was confirmed, calls
  off the code before it and inserts the new one. Dying before its end leaves nothing.
- Paying with it is one transaction: it inserts the till's charge, whose unique key makes a second request with the
  key wait; locks the code's row, so of many tills one goes ahead and the others find it used; then the payment's
  statement as always (`_pay`), under the condition that the session that showed the code is good; and marks the code
  used by that payment. Dying before the commit leaves nothing, and the till asks again with its key.
- What refuses the code itself (used, over, called off, too much) leaves nothing, and too much does not use it up. A
  payment that is declined for what the payer has or may uses it up: the payer is told why, the till only that it was.
"""

import hashlib
import re
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, SessionEnded, SignatureReplayed
from apps.accounts.models import User
from apps.accounts.services import Authority, Proof
from apps.core import crypto, ratelimit
from apps.core.ids import uuid7
from apps.core.money import Money, decimal_string
from apps.merchants import rates, selectors
from apps.merchants.errors import PaymentCodeConflict, PaymentCodeNotFound, PaymentCodesHeldBack, PaymentCodeUnknown
from apps.merchants.models import Charge, ChargeState, PresentedCode, Source
from apps.merchants.selectors import Member, Power, require_role
from apps.merchants.services._charges import close, find_made, key_of, make_charge
from apps.merchants.services._pay import Payer, pay_charge
from apps.risk.selectors import find_decision
from apps.risk.services import Result
from apps.transactions import limits, pricing
from apps.transactions.errors import (
    CurrencyMismatch,
    Declined,
    DeviceLocked,
    IdempotencyKeyReused,
    NotHeld,
    PayerNotActive,
    PaymentCodeExpired,
    PaymentCodeUsed,
    RefusedByRules,
    WrongAmount,
)
from apps.transactions.kinds import MERCHANT_PAYMENT
from apps.transactions.models import State, Transaction
from apps.transactions.services import Attachment, return_held
from apps.wallets.selectors import Passage, find_wallet, get_standing, good_standing_part

LIVES = timedelta(seconds=60)
# Long after nobody asks for it again.
KEPT = timedelta(days=30)
PREFIX = "GOPAY:"
_DIGITS = re.compile(r"28[0-9]{18}", re.ASCII)
_PURGED_AT_ONCE = 1_000


@dataclass(frozen=True, slots=True)
class Shown:
    """A code to show, and whether it had been made before."""

    row: PresentedCode
    code: str
    replayed: bool

    @property
    def qr(self) -> str:
        """What the phone draws; it is no EMVCo payload, which only merchants' codes are."""
        return PREFIX + self.code


@dataclass(frozen=True, slots=True)
class Taken:
    """What a till has made of a code: its charge is paid, held, or called off because the payment was declined."""

    charge: Charge
    replayed: bool


class _NeedsCode(Exception):
    """The rules ask for a code to confirm this payment, which nobody is there to give."""


def present_code(
    *, person_id: UUID, session_id: UUID, ceiling: Money, key: str, digest: bytes, proof: Proof, now: datetime
) -> Shown:
    """Makes a code that pays up to `ceiling`, once for each `key`, and calls off the one before it.

    It is confirmed as a payment of `ceiling` would be. Call it outside a transaction. Raises what
    accounts.services.authorise raises, StepUpRequired, InvalidCode, SignatureReplayed, IdempotencyKeyReused,
    TooManyRequests, SessionEnded, PaymentCodesHeldBack while the person's limits are lowered, and as a payment would be
    declined: CurrencyMismatch, PayerNotActive, LimitExceeded, BelowMinimum, TierLimitExceeded.
    """
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    asked = _Asked(person_id, key, digest, authority.signature_digest)
    if shown := _find_shown(asked):
        return shown
    ratelimit.spend(rates.CODES_BY_PERSON, str(person_id), now=now)
    _require_standing(person_id, session_id, ceiling, now)
    ceilings = limits.get_ceilings(
        tier=authority.kyc_tier,
        kind=MERCHANT_PAYMENT.code,
        currency=ceiling.currency,
        is_cautious=authority.is_cautious,
    )
    if authority.is_cautious:
        # The till pays long after the phone was looked at, when nobody asks any more whether limits are lowered.
        raise PaymentCodesHeldBack
    pricing.check_limits(kind=MERCHANT_PAYMENT.code, amount=ceiling)
    limits.check_single(ceilings, ceiling)
    try:
        authority = _confirmed(
            authority,
            asked,
            ceiling,
            needs_code=authority.device_id is None or limits.needs_step_up(ceilings, ceiling),
            proof=proof,
            session_id=session_id,
            now=now,
        )
    except InvalidCode:
        # The same request a moment earlier may have used the code up.
        if shown := _find_shown(asked):
            return shown
        raise
    with transaction.atomic():
        # Locking a phone or closing an account takes this lock too.
        User.objects.select_for_update(no_key=True).get(pk=person_id)
        if shown := _find_shown(asked):
            return shown
        _require_standing(person_id, session_id, ceiling, now)
        accounts.use_authority(authority, now=now)
        live = PresentedCode.objects.filter(person_id=person_id, used_at=None, cancelled_at=None, expires_at__gt=now)
        live.update(cancelled_at=now)
        identity = uuid7()
        code = _code_of(identity)
        row = PresentedCode.objects.create(
            id=identity,
            person_id=person_id,
            session_id=session_id,
            device_id=authority.device_id,
            digest=_digest_of(code),
            ceiling=ceiling.amount,
            currency=ceiling.currency,
            idempotency_key=key,
            request_digest=digest,
            signature_digest=authority.signature_digest,
            expires_at=now + LIVES,
            created_at=now,
        )
        detail = {"ceiling": decimal_string(ceiling.amount, ceiling.currency), "currency": ceiling.currency}
        accounts.record_activity(
            person_id=person_id, action="merchants.code_shown", subject=str(row.id), detail=detail, at=now
        )
    return Shown(row, code, replayed=False)


def cancel_code(*, person_id: UUID, code_id: UUID, now: datetime) -> PresentedCode:
    """Calls a code off; one that is over stays as it is. Raises PaymentCodeNotFound, PaymentCodeConflict when used."""
    with transaction.atomic():
        rows = PresentedCode.objects.select_for_update(no_key=True).filter(pk=code_id, person_id=person_id)
        if (row := rows.first()) is None:
            raise PaymentCodeNotFound
        if row.used_at is not None:
            raise PaymentCodeConflict
        if row.cancelled_at is None and row.expires_at > now:
            row.cancelled_at = now
            row.save(update_fields=["cancelled_at"])
            accounts.record_activity(
                person_id=person_id, action="merchants.code_cancelled", subject=str(row.id), at=now
            )
    return row


def take_presented(
    *,
    merchant_id: UUID,
    person_id: UUID,
    till_id: UUID,
    code: str,
    amount: Money,
    description: str = "",
    merchant_reference: str = "",
    key: str,
    digest: bytes,
    at: datetime,
) -> Taken:
    """A member of staff takes `amount` with the code that a payer shows, once for each of their keys and for each code.

    Who shows it pays within their own limits and past the rules; what the rules would have confirmed by a code is
    refused. Call it outside a transaction. Raises what `require_role` and `make_charge` raise, TillNotFound,
    TooManyRequests, PaymentCodeUnknown, and without a trace PaymentCodeUsed, PaymentCodeExpired, CurrencyMismatch,
    WrongAmount when it is more than the code allows.
    """
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.TAKE_PAYMENTS)
    own_key = key_of("presented", person_id, key)
    if made := find_made(merchant_id, True, own_key, digest):
        return Taken(made.charge, replayed=True)
    till = selectors.till_of(member, till_id)
    code_id = _find_code(member, code, at)
    asked = {
        "merchant_id": merchant_id,
        "amount": amount,
        "source": Source.PRESENTED.value,
        "staff_id": person_id,
        "till_id": till.id,
        "store_id": till.store_id,
        "description": description,
        "merchant_reference": merchant_reference,
        "expires_in": LIVES,
        "key": own_key,
        "digest": digest,
        "now": at,
    }
    try:
        return _take(asked, code_id, amount, at)
    except _NeedsCode:
        return _take(asked, code_id, amount, at, refusal=RefusedByRules())


def purge_codes(*, now: datetime) -> int:
    """Deletes codes that were never used and are long over; returns how many."""
    over = PresentedCode.objects.filter(used_at=None, expires_at__lt=now - KEPT).values_list("id", flat=True)
    deleted, _ = PresentedCode.objects.filter(pk__in=list(over[:_PURGED_AT_ONCE])).delete()
    return deleted


def return_held_of_codes(*, device_id: UUID, at: datetime) -> int:
    """Gives back what is held of payments that a phone's codes have made; returns how many. Each is decided on its own.

    The till has asked for them, so the payments themselves do not say which phone it was (return_held_of_device).
    """
    paid = PresentedCode.objects.filter(device_id=device_id, used_at__isnull=False).values("transaction_id")
    held = Transaction.objects.filter(pk__in=paid, state=State.HELD).order_by("id").values_list("id", flat=True)
    returned = 0
    for transaction_id in list(held):
        # Somebody may have decided it since it was found.
        with suppress(NotHeld):
            return_held(transaction_id=transaction_id, code=DeviceLocked.code, at=at)
            returned += 1
    return returned


def _take(
    asked: dict[str, object], code_id: UUID, amount: Money, at: datetime, *, refusal: Declined | None = None
) -> Taken:
    with transaction.atomic():
        made = make_charge(**asked)  # type: ignore[arg-type]
        if made.replayed:
            return Taken(made.charge, replayed=True)
        charge = made.charge
        row = PresentedCode.objects.select_for_update(no_key=True).get(pk=code_id)
        _require_payable(row, amount, at)
        payer = Payer(
            id=row.person_id,
            session_id=None,
            key=f"presented:{row.id}",
            digest=hashlib.sha256(f"presented|{row.id}|{charge.id}".encode()).digest(),
        )
        outcome = pay_charge(
            payer=payer, charge_id=charge.id, attachments=(_while_session_is_good(row, at),), refusal=refusal, at=at
        )
        payment = outcome.transaction
        if payment.state != State.DECLINED and _needs_code(payment.id):
            raise _NeedsCode
        row.used_at, row.transaction_id = at, payment.id
        row.save(update_fields=["used_at", "transaction_id"])
        charge.refresh_from_db()
        if payment.state == State.DECLINED:
            close(charge, ChargeState.CANCELLED, now=at)
    return Taken(charge, replayed=False)


def _needs_code(transaction_id: UUID) -> bool:
    """What the rules have said of the payment just made, whose session was not there to be asked for a code."""
    decision = find_decision(transaction_id)
    return decision is not None and decision.result == Result.STEP_UP.name


def _require_payable(row: PresentedCode, amount: Money, at: datetime) -> None:
    """Looks at the code under its row's lock."""
    if row.used_at is not None or row.cancelled_at is not None:
        raise PaymentCodeUsed
    if row.expires_at <= at or not get_standing(_passage(row), at=at).session_is_good:
        raise PaymentCodeExpired
    if amount.currency != row.currency:
        raise CurrencyMismatch("The payer has shown a code for another currency.")
    if amount.amount > row.ceiling:
        raise WrongAmount("This is more than the payer has allowed. Ask for another code.")


def _while_session_is_good(row: PresentedCode, at: datetime) -> Attachment:
    """A phone that is locked ends its sessions, and from that moment nothing that it shows pays."""
    return Attachment(
        condition=good_standing_part(_passage(row), at=at),
        why_not=lambda: None if get_standing(_passage(row), at=at).session_is_good else PaymentCodeExpired(),
    )


def _passage(row: PresentedCode) -> Passage:
    return Passage(payer_wallet=None, payee_wallet=None, session_id=row.session_id, person_id=row.person_id)


def _find_code(member: Member, text: str, at: datetime) -> UUID:
    """Whose row this code is. Each try is counted before it is looked at, and a right one is given back.

    Raises PaymentCodeUnknown, TooManyRequests.
    """
    spent = (
        (rates.WRONG_CODES_BY_STAFF, str(member.row_id)),
        (rates.WRONG_CODES_BY_MERCHANT, str(member.merchant_id)),
    )
    for rate, whose in spent:
        ratelimit.spend(rate, whose, now=at)
    digits = text.strip().replace(" ", "").removeprefix(PREFIX)
    found = None
    if _DIGITS.fullmatch(digits):
        found = PresentedCode.objects.filter(digest=_digest_of(digits)).values_list("id", flat=True).first()
    if found is None:
        ratelimit.spend(rates.WRONG_CODES_IN_ALL, "", now=at)
        raise PaymentCodeUnknown
    for rate, whose in spent:
        ratelimit.give_back(rate, whose, uses=1)
    return found


def _confirmed(
    authority: Authority,
    asked: "_Asked",
    ceiling: Money,
    *,
    needs_code: bool,
    proof: Proof,
    session_id: UUID,
    now: datetime,
) -> Authority:
    """As a payment of so much is confirmed: by the phone, and beyond a limit by a code for exactly this."""
    if not needs_code:
        accounts.confirm_authority(authority, now=now)
        return authority
    return accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("payment_code", key=asked.key, digest=asked.digest.hex()),
        about={
            "action": "payment_code",
            "amount": decimal_string(ceiling.amount, ceiling.currency),
            "currency": ceiling.currency,
        },
        proof=proof,
        session_id=session_id,
        now=now,
    )


def _require_standing(person_id: UUID, session_id: UUID, ceiling: Money, now: datetime) -> None:
    wallet = find_wallet(person_id, ceiling.currency)
    if wallet is None:
        raise CurrencyMismatch("You have no wallet in this currency.")
    standing = get_standing(Passage(wallet.id, None, session_id, person_id), at=now)
    if not standing.session_is_good:
        raise SessionEnded
    if not standing.can_pay:
        raise PayerNotActive


@dataclass(frozen=True, slots=True)
class _Asked:
    """By what a request is known again."""

    person_id: UUID
    key: str
    digest: bytes
    signature_digest: bytes | None


def _find_shown(asked: _Asked) -> Shown | None:
    """What was made when the key was first used.

    Raises IdempotencyKeyReused for another request, SignatureReplayed for a copy of the very same one.
    """
    row = PresentedCode.objects.filter(person_id=asked.person_id, idempotency_key=asked.key).first()
    if row is None:
        return None
    if bytes(row.request_digest) != asked.digest:
        raise IdempotencyKeyReused
    given, known = asked.signature_digest, row.signature_digest
    if given is not None and known is not None and bytes(known) == given:
        raise SignatureReplayed
    return Shown(row, _code_of(row.id), replayed=True)


def _code_of(identity: UUID) -> str:
    mac = crypto.blind_index(str(identity), purpose="merchants.presented_code")
    return f"28{int.from_bytes(mac) % 10**18:018d}"


def _digest_of(code: str) -> bytes:
    return crypto.blind_index(code, purpose="merchants.presented_digest")
