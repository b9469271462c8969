"""What statements and receipts write: that something left the house, and links that can be taken back.

Nothing here locks a row or moves money. A record of an export is committed before the first byte of the export leaves
(apps.core.services.record_export): a process that dies while it writes the file, and a client that hangs up half way,
leave the record all the same, and it says at most more than they got. A link is one row, made or revoked by one
statement.
"""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet

from apps.accounts.errors import PersonNotFound
from apps.accounts.selectors import get_person
from apps.accounts.services import record_activity
from apps.agents.errors import OutletNotFound
from apps.agents.models import Outlet
from apps.agents.selectors import Power, require_role
from apps.core.services import record_export
from apps.reports import rates
from apps.reports.errors import ReceiptLinkNotFound, StatementTooLong
from apps.reports.models import ReceiptLink
from apps.reports.receipts import Receipt, receipt_for
from apps.reports.selectors import Statement, get_float_statement, get_own_statement, get_statement
from apps.transactions.models import Transaction
from apps.transactions.selectors import get_transaction

StatementFormat = Literal["json", "csv", "pdf"]
# A PDF is set as a whole, in memory: a second and 350 MB for this many lines, which are more than anybody reads.
MAX_PDF_LINES = 5_000
LINKS_LIVE = timedelta(days=90)
# How long a dead link's row stays, for whoever asks afterwards what was shared.
DEAD_LINKS_ARE_KEPT = timedelta(days=30)
_TOKEN_BYTES = 32
# What a token could not be is not looked up.
_LONGEST_TOKEN = 100


def take_statement(
    *,
    person_id: UUID,
    wallet_id: UUID,
    since: str | None,
    before: str | None,
    form: StatementFormat,
    now: datetime,
) -> Statement:
    """Somebody's statement of their own wallet. A file is written down before it is made: who, what, how many lines.

    Raises WalletNotFound, also for somebody else's; InvalidInput for a period that makes no sense; StatementTooLong
    for a PDF of more than MAX_PDF_LINES; TooManyRequests.
    """
    rates.spend(rates.STATEMENTS_BY_PERSON if form == "json" else rates.FILES_BY_PERSON, person_id, now=now)
    statement = get_own_statement(holder_id=person_id, wallet_id=wallet_id, since=since, before=before, now=now)
    _check_length(statement, form)
    if form != "json":
        _write_down(statement, actor_id=person_id, form=form, why="Asked for by its holder.", now=now)
    return statement


def take_float_statement(
    *,
    person_id: UUID,
    agent_id: UUID,
    outlet_id: UUID,
    since: str | None,
    before: str | None,
    form: StatementFormat,
    now: datetime,
) -> Statement:
    """The statement of an outlet's float, for whoever may see reports there; a file is written down before it is made.

    Raises AgentNotFound, RoleRequired, OutletNotFound, also for an outlet that is not theirs; InvalidInput,
    StatementTooLong, TooManyRequests.
    """
    member = require_role(person_id=person_id, agent_id=agent_id, power=Power.REPORT)
    if not member.is_at(outlet_id) or not Outlet.objects.filter(pk=outlet_id, agent_id=agent_id).exists():
        raise OutletNotFound
    rates.spend(rates.STATEMENTS_BY_PERSON if form == "json" else rates.FILES_BY_PERSON, person_id, now=now)
    statement = get_float_statement(outlet_id=outlet_id, since=since, before=before, now=now)
    _check_length(statement, form)
    if form != "json":
        _write_down(statement, actor_id=person_id, form=form, why="Asked for by its agent.", now=now)
    return statement


def take_statement_of(
    *,
    operator_id: UUID,
    wallet_id: UUID,
    since: str | None,
    before: str | None,
    form: StatementFormat,
    reason: str,
    now: datetime,
) -> Statement:
    """Anybody's statement, for an operator who says why; it is always written down.

    Raises WalletNotFound, InvalidInput, StatementTooLong; ValueError without a reason.
    """
    statement = get_statement(wallet_id=wallet_id, since=since, before=before, now=now)
    _check_length(statement, form)
    _write_down(statement, actor_id=operator_id, form=form, why=reason, now=now)
    return statement


def _check_length(statement: Statement, form: StatementFormat) -> None:
    if form == "pdf" and statement.count > MAX_PDF_LINES:
        raise StatementTooLong(
            f"A PDF holds {MAX_PDF_LINES:,} lines, this statement has {statement.count:,}. "
            "Ask for CSV (format=csv), or for a shorter period.",
            lines=statement.count,
            maximum=MAX_PDF_LINES,
        )


def _write_down(statement: Statement, *, actor_id: UUID, form: str, why: str, now: datetime) -> None:
    period = statement.period
    days = f"{period.first_day} to {period.last_day}"
    with transaction.atomic():
        record_export(
            actor_id=actor_id,
            what=f"Statement of wallet {statement.wallet_id}, {days}, {form.upper()}",
            why=why,
            rows=statement.count,
            now=now,
        )
        detail = {"format": form, "from": str(period.first_day), "to": str(period.last_day)}
        # Its holder sees that somebody of the staff looked, and when. Behind a float there is no person.
        is_somebody_elses = actor_id != statement.holder_id and not statement.is_float
        if is_somebody_elses:
            detail["by"] = str(actor_id)
        record_activity(
            person_id=statement.holder_id if is_somebody_elses else actor_id,
            action="reports.statement_taken",
            subject=str(statement.wallet_id),
            detail=detail,
            at=now,
        )


def take_receipt(*, person_id: UUID, transaction_id: UUID, now: datetime) -> Receipt:
    """The receipt of one of one's own payments, as a file; written down before it is made.

    Raises TransactionNotFound, also for somebody else's, and TooManyRequests.
    """
    rates.spend(rates.FILES_BY_PERSON, person_id, now=now)
    row = get_transaction(person_id=person_id, transaction_id=transaction_id)
    receipt = receipt_for(row, viewer_id=person_id, is_public=False)
    with transaction.atomic():
        record_export(
            actor_id=person_id,
            what=f"Receipt of payment {row.id}, PDF",
            why="Asked for by one of its sides.",
            rows=1,
            now=now,
        )
        record_activity(person_id=person_id, action="reports.receipt_taken", subject=str(row.id), at=now)
    return receipt


@dataclass(frozen=True, slots=True)
class SharedLink:
    """A new link. Its token is told once, here, and is nowhere to be read again."""

    token: str
    expires_at: datetime


def share_receipt(*, person_id: UUID, transaction_id: UUID, now: datetime) -> SharedLink:
    """Makes a link by which anybody may look at the receipt of one's own payment, for LINKS_LIVE.

    Each call makes another, because the ones before cannot be told again; all end together. Raises
    TransactionNotFound, also for somebody else's payment, and TooManyRequests.
    """
    rates.spend(rates.LINKS_BY_PERSON, person_id, now=now)
    row = get_transaction(person_id=person_id, transaction_id=transaction_id)
    token = secrets.token_urlsafe(_TOKEN_BYTES)
    with transaction.atomic():
        link = ReceiptLink.objects.create(
            transaction_id=row.id,
            person_id=person_id,
            token_digest=_digest(token),
            created_at=now,
            expires_at=now + LINKS_LIVE,
        )
        record_activity(person_id=person_id, action="reports.receipt_shared", subject=str(row.id), at=now)
    return SharedLink(token, link.expires_at)


def revoke_receipt_links(*, person_id: UUID, transaction_id: UUID, now: datetime) -> int:
    """Ends all links the person has made to the receipt of this payment; returns how many lived.

    Revoking what is revoked does nothing. Raises TransactionNotFound, also for somebody else's payment.
    """
    row = get_transaction(person_id=person_id, transaction_id=transaction_id)
    with transaction.atomic():
        ended = ReceiptLink.objects.filter(
            person_id=person_id, transaction_id=row.id, revoked_at=None, expires_at__gt=now
        ).update(revoked_at=now)
        if ended:
            record_activity(
                person_id=person_id,
                action="reports.receipt_links_revoked",
                subject=str(row.id),
                detail={"links": ended},
                at=now,
            )
    return ended


def open_shared_receipt(*, token: str, now: datetime) -> Receipt:
    """What whoever has this link may see of the payment, as it is now.

    Raises ReceiptLinkNotFound for a token that never was, has expired or was revoked, and when the account of who
    shared it is closed: all of them alike.
    """
    if not token.isascii() or len(token) > _LONGEST_TOKEN:
        raise ReceiptLinkNotFound
    link = _living(now).filter(token_digest=_digest(token)).first()
    if link is None:
        raise ReceiptLinkNotFound
    try:
        sharer = get_person(link.person_id)
    except PersonNotFound:
        raise ReceiptLinkNotFound from None
    row = Transaction.objects.filter(pk=link.transaction_id).first()
    if sharer.status == "CLOSED" or row is None:
        raise ReceiptLinkNotFound
    return receipt_for(row, viewer_id=link.person_id, is_public=True)


def purge_dead_links(*, now: datetime) -> int:
    """Deletes the rows of links that are long over; returns how many went."""
    return ReceiptLink.objects.filter(expires_at__lt=now - DEAD_LINKS_ARE_KEPT).delete()[0]


def _living(now: datetime) -> QuerySet[ReceiptLink]:
    return ReceiptLink.objects.filter(revoked_at=None, expires_at__gt=now)


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
