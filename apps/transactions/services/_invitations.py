"""Money for a number that nobody has registered: held until somebody does, for some days.

What is locked and what happens when the process dies:

- The invitation's row is written by the statement that holds the money, so both are there or neither is. In that
  statement the sender's waiting invitations are counted after the ledger has locked the sender's account: of two that
  are sent at once, the second counts the first.
- A claim, a cancellation and the end of the time each take one database transaction. It locks the invitation's row
  first; whoever finds it decided does nothing. Then `_held` locks the payment and moves the money, and the invitation's
  new state commits with it. Dying before the commit leaves the money held and the invitation waiting.
- Whoever claims is found from both sides: when an invitation has been written, it is looked whether somebody has the
  number meanwhile, and when a wallet was opened, whether an invitation waits for its number. Each looks after its own
  commit, so one of the two sees the other; and a sweep looks again for what died in between.
"""

from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.conf import settings
from django.db import DatabaseError, transaction

from apps.core import ratelimit, sql
from apps.core.errors import DomainError
from apps.core.money import decimal_string
from apps.core.ratelimit import Rate, TooManyRequests
from apps.kyc.selectors import is_watched
from apps.ledger.services import account_id
from apps.notifications import services as notifications
from apps.transactions.errors import CancelledBySender, NotClaimed, NotHeld, TransactionNotFound
from apps.transactions.models import HeldFor, Invitation, State, Transaction
from apps.transactions.services._held import release_held, return_held
from apps.transactions.services._pay import Attachment, Side
from apps.wallets.models import available_code
from apps.wallets.selectors import WalletRef

log = structlog.get_logger("gopay.invitations")

# How many a person may have waiting in one currency: each is an SMS to somebody who has not asked for it.
MAX_WAITING = 10
# Whoever sends and cancels again and again must not flood a stranger's phone.
INVITING = Rate("transactions.invite.number", 5, 24 * 3600)
# What one round of the sweep takes on, of each sort.
BATCH = 200

_INSERT = """
INSERT INTO transactions_invitation (transaction_id, sender_id, msisdn, currency, state, created_at, expires_at)
SELECT %s::uuid, %s::uuid, %s::text, %s::text, 'WAITING', %s::timestamptz, %s::timestamptz
"""
_CHECK_WAITING = ", transactions_check_invitations(claimed.id, %s::uuid, %s::text, %s::int)"
# A person who is here now and has a wallet in the currency. Not from the cache, which would miss who came just now.
_PAYEE = """
SELECT u.id, u.full_name, u.kyc_tier, w.id FROM accounts_user u JOIN wallets_wallet w ON w.holder_id = u.id
WHERE u.msisdn = %s AND w.currency = %s AND u.id <> %s AND u.status <> 'CLOSED' AND w.status <> 'CLOSED'
"""
_CLAIMABLE = """
SELECT i.transaction_id FROM transactions_invitation i
  JOIN accounts_user u ON u.msisdn = i.msisdn AND u.id <> i.sender_id AND u.status <> 'CLOSED'
  JOIN wallets_wallet w ON w.holder_id = u.id AND w.currency = i.currency AND w.status <> 'CLOSED'
WHERE i.state = 'WAITING' AND i.expires_at > %s ORDER BY i.transaction_id LIMIT %s
"""


def expiry_of(at: datetime) -> datetime:
    """Until when money that is sent now can be claimed."""
    return at + timedelta(days=settings.INVITATION_DAYS)


def invitation_of(*, number: str, sender_id: UUID, currency: str, at: datetime) -> Attachment:
    """What makes a held payment wait for this number (E.164) to register: its invitation, in the same statement.

    The payment is declined with `too_many_invitations` when the sender has MAX_WAITING in this currency already.
    """

    def invite(transaction_id: UUID) -> sql.Part:
        return sql.Part(_INSERT, (transaction_id, sender_id, number, currency, at, expiry_of(at)))

    return Attachment(effects=(invite,), calls=(sql.Part(_CHECK_WAITING, (sender_id, currency, MAX_WAITING)),))


def tell_invited(*, transaction_id: UUID, cause: UUID, now: datetime) -> str | None:
    """Sends the SMS to the number a payment waits for, once for each `cause`, and returns the number.

    Somebody who has it by now is not invited. None when the payment waits for nobody (any more).
    """
    row = Transaction.objects.get(pk=transaction_id)
    invitation = Invitation.objects.filter(pk=transaction_id, state=Invitation.State.WAITING).first()
    if row.held_for != HeldFor.CLAIM or invitation is None:
        return None
    if _payee_of(invitation):
        return invitation.msisdn
    try:
        ratelimit.spend(INVITING, invitation.msisdn, now=now)
    except TooManyRequests:
        # The money waits all the same, and the number was told of some of it.
        return invitation.msisdn
    queued = notifications.tell_address(
        channel="SMS",
        address=invitation.msisdn,
        template="invitation",
        context={
            "counterparty": row.payer_name,
            "amount": decimal_string(row.credit, row.currency),
            "currency": row.currency,
            "until": invitation.expires_at.date().isoformat(),
        },
        cause=cause,
        now=now,
    )
    notifications.send_after_commit(queued, now=now)
    return invitation.msisdn


def follow_returned(*, transaction_id: UUID, now: datetime) -> None:
    """Closes the invitation of a payment that was given back by something else, as when its phone was lost."""
    with transaction.atomic():
        invitation = _lock_waiting(transaction_id)
        if invitation is not None:
            _decide(invitation, Transaction.objects.get(pk=transaction_id), now)


def claim_invitations(*, msisdn: str, now: datetime) -> int:
    """Pays what waits for this number to the person who has it by now; returns how many invitations were decided.

    Only what is in a currency they have a wallet in; the rest goes on waiting. Call it outside a transaction: each
    invitation takes one of its own, so that nobody holds two senders' accounts at once.
    """
    waiting = Invitation.objects.filter(msisdn=msisdn, state=Invitation.State.WAITING).order_by("transaction_id")
    return sum(claim_invitation(transaction_id=row.transaction_id, now=now) for row in waiting)


def claim_invitation(*, transaction_id: UUID, now: datetime) -> bool:
    """Pays one invitation to whoever has its number by now; True when that decided it.

    When the payee may not hold that much, `release_held` gives the money back instead.
    """
    with transaction.atomic():
        invitation = _lock_waiting(transaction_id)
        if invitation is None or invitation.expires_at <= now:
            return False
        payee = _payee_of(invitation)
        if payee is None:
            return False
        try:
            row = release_held(transaction_id=transaction_id, payee=payee, at=now)
        except NotHeld:
            row = Transaction.objects.get(pk=transaction_id)
        _decide(invitation, row, now)
    return True


def cancel_invitation(*, person_id: UUID, transaction_id: UUID, now: datetime) -> Transaction:
    """Gives the sender back what nobody has claimed yet; asked again, it answers the same.

    Raises TransactionNotFound, also for somebody else's, and NotHeld when the money was claimed or is back for another
    reason, or was never held for a claim.
    """
    with transaction.atomic():
        if not Transaction.objects.filter(pk=transaction_id, payer_id=person_id).exists():
            raise TransactionNotFound
        invitation = Invitation.objects.select_for_update(no_key=True).filter(pk=transaction_id).first()
        if invitation is None:
            raise NotHeld
        if invitation.state != Invitation.State.WAITING:
            row = Transaction.objects.get(pk=transaction_id)
            if row.failure_code != CancelledBySender.code:
                raise NotHeld
            return row
        row = return_held(transaction_id=transaction_id, code=CancelledBySender.code, at=now)
        _decide(invitation, row, now)
    return row


def return_unclaimed(*, transaction_id: UUID, now: datetime) -> bool:
    """Gives back what nobody has claimed in time; True when that decided it."""
    with transaction.atomic():
        invitation = _lock_waiting(transaction_id, skip=True)
        if invitation is None or invitation.expires_at > now:
            return False
        try:
            row = return_held(transaction_id=transaction_id, code=NotClaimed.code, at=now)
        except NotHeld:
            row = Transaction.objects.get(pk=transaction_id)
        _decide(invitation, row, now)
    return True


def sweep_invitations(*, now: datetime) -> int:
    """Pays what somebody should have been paid already, and gives back what nobody claimed; returns how many.

    Call it outside a transaction. Two sweeps at once share the work, and one that dies leaves the rest to the next.
    """
    claimable = [row[0] for row in sql.fetch_all(_CLAIMABLE, [now, BATCH])]
    due = Invitation.objects.filter(state=Invitation.State.WAITING, expires_at__lte=now).order_by("expires_at")
    over = list(due.values_list("transaction_id", flat=True)[:BATCH])
    decided = 0
    for decide, identities in ((claim_invitation, claimable), (return_unclaimed, over)):
        for identity in identities:
            try:
                decided += decide(transaction_id=identity, now=now)
            except (DomainError, DatabaseError):
                # One that cannot be decided now must not keep the others waiting.
                log.exception("invitation not decided", transaction_id=str(identity))
    return decided


def _lock_waiting(transaction_id: UUID, *, skip: bool = False) -> Invitation | None:
    rows = Invitation.objects.select_for_update(no_key=True, skip_locked=skip)
    return rows.filter(pk=transaction_id, state=Invitation.State.WAITING).first()


def _payee_of(invitation: Invitation) -> Side | None:
    """Who has the number by now and may be paid without somebody looking at it.

    A sender who has taken the number cannot be paid by themselves. Somebody the watch list warns of is not paid: the
    rules saw this payment when its payee was not known.
    """
    found = sql.fetch_one(_PAYEE, [invitation.msisdn, invitation.currency, invitation.sender_id])
    if found is None:
        return None
    person_id, name, tier, wallet_id = found
    if is_watched(person_id):
        return None
    currency = invitation.currency
    wallet = WalletRef(wallet_id, person_id, currency, account_id(available_code(wallet_id), currency))
    return Side(person_id, name, wallet, tier)


def _decide(invitation: Invitation, row: Transaction, now: datetime) -> None:
    """The invitation follows the payment, which was decided in this transaction or by an operator before it."""
    paid = row.state == State.COMPLETED
    invitation.state = Invitation.State.CLAIMED if paid else Invitation.State.RETURNED
    invitation.decided_at = now
    invitation.save(update_fields=["state", "decided_at"])
