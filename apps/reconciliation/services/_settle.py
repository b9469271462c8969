"""Money that has moved on a bank account is put into the books by two operators, as the bank's statement shows it.

    FROM_PROVIDER   trust:<bank> debited,  psp:<gateway>:clearing credited   the provider has paid out what it held
    TO_PROVIDER     trust:<bank> credited, psp:<gateway>:clearing debited    we have paid the provider
    CAPITAL_IN      trust:<bank> debited,  capital credited                  the owners have paid in
    CAPITAL_OUT     trust:<bank> credited, capital debited

What is locked and what commits together: asking writes the settlement and its approval; deciding locks the settlement,
then its approval, and posts the entry, which has the settlement's id, in one transaction. What the bank calls the
movement is good for one settlement that was not rejected, and so is a line of its statement.
"""

from datetime import date, datetime
from uuid import UUID

from django.db import IntegrityError, transaction

from apps.approvals import services as approvals
from apps.approvals.errors import ApprovalVoided
from apps.core import events
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.procedures import Change
from apps.gateways.services import open_clearing_account
from apps.ledger import services as ledger
from apps.ledger.services import Entry, Leg
from apps.reconciliation.errors import SettlementDecided, SettlementNotFound, SettlementRecorded
from apps.reconciliation.ids import CAPITAL, trust_code
from apps.reconciliation.models import Line, LineState, Settlement, SettlementKind, SettlementState

ACTION = "reconciliation.settle"
_INTO_THE_BANK = (SettlementKind.FROM_PROVIDER, SettlementKind.CAPITAL_IN)
_OWN = (SettlementKind.CAPITAL_IN, SettlementKind.CAPITAL_OUT)


def request_settlement(
    *,
    kind: str,
    bank: str,
    gateway_code: str = "",
    amount: Money,
    bank_reference: str,
    value_date: date,
    reason: str,
    line_id: UUID | None = None,
    maker_id: UUID,
    now: datetime,
) -> Settlement:
    """Asks for a movement of a bank account to be booked; a second person decides.

    `line_id` is the line of an imported bank statement it is about. Raises InvalidInput on any of the fields,
    SettlementRecorded when this movement was asked for or booked before.
    """
    _check(kind, bank, gateway_code, amount, bank_reference, reason)
    row = Settlement(
        kind=kind,
        bank=bank,
        gateway_code=gateway_code,
        amount=amount.amount,
        currency=amount.currency,
        bank_reference=bank_reference.strip(),
        value_date=value_date,
        reason=reason.strip(),
        line_id=line_id,
        requested_by_id=maker_id,
        created_at=now,
    )
    whom = gateway_code or "own capital"
    try:
        with transaction.atomic():
            approval = approvals.request_approval(
                action=ACTION,
                subject_id=row.id,
                digest=_digest_of(row),
                summary=f"{row.get_kind_display()}: {_figure(row)}, {bank}, {whom}, {row.bank_reference}",
                maker_id=maker_id,
                now=now,
                subject_kind="reconciliation.settlement",
                why=reason,
                changes=[
                    Change("Booked", "", f"{row.get_kind_display()}: {_figure(row)}"),
                    Change("Bank", "", f"{bank}, {row.bank_reference}, {value_date}"),
                    Change("With", "", whom),
                ],
                payload={
                    "settlement_id": row.id,
                    "kind": kind,
                    "bank": bank,
                    "gateway": gateway_code,
                    "amount": row.amount,
                    "currency": row.currency,
                },
            )
            row.approval_id = approval.id
            row.save(force_insert=True)
    except IntegrityError as error:
        if constraint_name(error).startswith("reconciliation_settlement_"):
            raise SettlementRecorded from error
        raise
    return row


def approve_settlement(*, settlement_id: UUID, checker_id: UUID, holds_role: bool, now: datetime) -> Settlement:
    """Books the movement, for a second person who holds the role.

    Records `reconciliation.settled`. Call it outside a transaction. Raises SettlementNotFound, SettlementDecided, and
    what approvals.services.approve raises; one that was edited is REJECTED then.
    """
    try:
        with approvals.deciding(now=now):
            row = _lock(settlement_id)
            approvals.approve(
                approval_id=_approval_of(row),
                checker_id=checker_id,
                digest=_digest_of(row),
                holds_role=holds_role,
                now=now,
            )
            _post(row, now)
            row.approved_by_id = checker_id
            _decide(row, SettlementState.DONE, now)
            if row.line_id:
                Line.objects.filter(pk=row.line_id).update(state=LineState.SETTLED, matched_at=now)
            events.record("reconciliation.settled", {"settlement_id": str(row.id)}, at=now)
            return row
    except ApprovalVoided:
        Settlement.objects.filter(pk=settlement_id, state=SettlementState.REQUESTED).update(
            state=SettlementState.REJECTED, decided_at=now
        )
        raise


def reject_settlement(
    *, settlement_id: UUID, checker_id: UUID, reason: str, holds_role: bool, now: datetime
) -> Settlement:
    """Books nothing. Raises SettlementNotFound, SettlementDecided, and what approvals.services.reject raises."""
    with transaction.atomic():
        row = _lock(settlement_id)
        approvals.reject(
            approval_id=_approval_of(row), checker_id=checker_id, reason=reason, holds_role=holds_role, now=now
        )
        return _decide(row, SettlementState.REJECTED, now)


def withdraw_settlement(*, settlement_id: UUID, maker_id: UUID, reason: str, now: datetime) -> Settlement:
    """Takes back what one has asked for. Raises SettlementNotFound, also for somebody else's, SettlementDecided."""
    with transaction.atomic():
        row = _lock(settlement_id)
        if row.requested_by_id != maker_id:
            raise SettlementNotFound
        approvals.void(approval_id=_approval_of(row), reason=reason, by=maker_id, now=now)
        return _decide(row, SettlementState.REJECTED, now)


def settlement_legs(kind: str, bank: str, gateway_code: str, amount: Money, now: datetime) -> list[Leg]:
    """Both sides of a movement; the accounts are opened if need be."""
    trust = ledger.open_account(code=trust_code(bank), kind="ASSET", currency=amount.currency, floor=None, at=now)
    if kind in _OWN:
        other = ledger.open_account(code=CAPITAL, kind="EQUITY", currency=amount.currency, floor=None, at=now)
    else:
        other = open_clearing_account(gateway_code=gateway_code, currency=amount.currency, at=now)
    came = amount if kind in _INTO_THE_BANK else -amount
    return [Leg(trust, -came), Leg(other, came)]


def _post(row: Settlement, now: datetime) -> None:
    legs = settlement_legs(row.kind, row.bank, row.gateway_code, Money(row.amount, row.currency), now)
    ledger.post([Entry(row.id, row.kind, legs, now)])


def _check(kind: str, bank: str, gateway_code: str, amount: Money, bank_reference: str, reason: str) -> None:
    wrong = {}
    if kind not in SettlementKind.values:
        wrong["kind"] = "There is no such kind."
    if not bank or not bank.replace("-", "").replace("_", "").isalnum() or len(bank) > 32:
        wrong["bank"] = "Name the bank account, as in trust:<bank>."
    if (kind in _OWN) == bool(gateway_code):
        wrong["gateway_code"] = "Own capital has no gateway; everything else has one."
    if amount.amount <= 0:
        wrong["amount"] = "It must be more than zero."
    if not bank_reference.strip() or len(bank_reference) > 100:
        wrong["bank_reference"] = "Say what the bank's statement calls it, in at most 100 characters."
    if not reason.strip() or len(reason) > 200:
        wrong["reason"] = "Say why, in at most 200 characters."
    if wrong:
        raise InvalidInput(
            errors=[{"field": field, "code": "invalid", "detail": detail} for field, detail in wrong.items()]
        )


def _figure(row: Settlement) -> str:
    return f"{decimal_string(row.amount, row.currency)} {row.currency}"


def _digest_of(row: Settlement) -> bytes:
    """What exactly is approved."""
    return approvals.digest_of(
        {
            "action": ACTION,
            "settlement_id": row.id,
            "kind": row.kind,
            "bank": row.bank,
            "gateway": row.gateway_code,
            "amount": Money(row.amount, row.currency),
            "bank_reference": row.bank_reference,
            "value_date": row.value_date.isoformat(),
        }
    )


def _lock(settlement_id: UUID) -> Settlement:
    row = Settlement.objects.select_for_update(no_key=True).filter(pk=settlement_id).first()
    if row is None:
        raise SettlementNotFound
    if row.state != SettlementState.REQUESTED:
        raise SettlementDecided
    return row


def _approval_of(row: Settlement) -> UUID:
    if row.approval_id is None:
        raise SettlementNotFound
    return row.approval_id


def _decide(row: Settlement, state: SettlementState, now: datetime) -> Settlement:
    row.state, row.decided_at = state, now
    row.save(update_fields=["state", "decided_at", "approved_by_id"])
    return row
