"""What came of a payment in the apps above it, and who of the staff had to do with it."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from uuid import UUID

from django.db.models import Q
from django.urls import reverse

from apps.agents.models import CommissionLine, Dealing
from apps.approvals.models import Approval
from apps.billers.models import BillPayment
from apps.core.admin_base import badge, plain_money
from apps.disputes.models import Dispute
from apps.ledger.selectors import get_entries
from apps.ledger.services import answer_id
from apps.merchants.models import RefundRequest, Taking
from apps.operations.overviews.parts import address, label_of
from apps.operations.overviews.payment_steps import MOST, Life, Told, booked_entry
from apps.operations.overviews.person_sources import dispute_steps
from apps.operations.overviews.shared import approval_steps, audit_source, note_source, payment_entry
from apps.operations.overviews.timeline import Entry, Reach, Source
from apps.reconciliation.models import Break, Line
from apps.transactions.kinds import BILL_PAYMENT, CASH_IN, CASH_OUT, COMMISSION, MERCHANT_PAYMENT, OUTSIDE
from apps.transactions.models import ReversalRequest
from apps.transactions.takings import is_paid_by_business, is_paid_to_business

_AT_THE_DESK = frozenset({CASH_IN.code, CASH_OUT.code, COMMISSION.code})


def told(life: Life) -> Iterator[Entry]:
    """Everything of it that the viewer may see."""
    parts: list[tuple[str, Told]] = [
        ("transactions_transaction", _answered),
        ("transactions_reversalrequest", _reversed),
        ("disputes_dispute", _disputed),
        ("merchants_taking", _taken),
        ("agents_dealing", _served),
        ("agents_commissionline", _earned),
        ("billers_billpayment", _billed),
        ("reconciliation_line", _listed),
        ("reconciliation_break", _broken),
        ("approvals_approval", _approved),
        ("core_auditrecord", lambda one: _of(audit_source(one.row.id))),
        ("operations_note", lambda one: _of(note_source(one.row.id, "transactions.transaction"))),
    ]
    for model, part in parts:
        if life.viewer.may_view(model):
            yield from part(life)


def _of(source: Source) -> Iterable[Entry]:
    return [replace(each, kind=source.kind, icon=source.icon) for each in source.read(Reach(MOST))]


def _made(entries: Iterable[Entry | None], kind: str, icon: str) -> Iterator[Entry]:
    for each in entries:
        if each is not None:
            yield replace(each, kind=kind, icon=icon)


def _answered(life: Life) -> Iterator[Entry]:
    """Refunds, reversals, fees given back: payments of their own."""
    for row in life.family:
        if row.parent_id == life.row.id:
            yield replace(payment_entry(row, outgoing=True), kind="Payments", icon="undo")


def _reversed(life: Life) -> Iterator[Entry]:
    for row in ReversalRequest.objects.filter(transaction_id=life.row.id).order_by("id")[:MOST]:
        page = address("transactions_reversalrequest", row.id)
        yield Entry(
            "",
            row.requested_at,
            "Reversal asked for",
            row.reason,
            href=page,
            by_id=row.requested_by_id,
            kind="Reversal",
            icon="undo",
        )
        if row.decided_at:
            yield Entry(
                "",
                row.decided_at,
                f"Reversal: {label_of(row, 'state').lower()}",
                row.refusal_code,
                href=page,
                kind="Reversal",
                icon="undo",
            )


def _disputed(life: Life) -> Iterator[Entry]:
    rows = list(Dispute.objects.filter(transaction_id=life.row.id).select_related("transaction").order_by("id")[:MOST])
    for row in rows:
        yield from _made(dispute_steps(row), "Disputes", "gavel")
    holds = [row.hold_id for row in rows if row.hold_id]
    if holds and life.viewer.may_view("ledger_journalentry"):
        for entry in get_entries([*holds, *(answer_id(hold) for hold in holds)]).values():
            yield booked_entry(entry, life.viewer, "put aside for a dispute" if entry.id in holds else "")


def _taken(life: Life) -> Iterator[Entry]:
    row = life.row
    if not (is_paid_to_business(row) or is_paid_by_business(row)):
        return
    for line in Taking.objects.filter(pk=row.id):
        yield Entry(
            "",
            line.at,
            f"Line of takings: {plain_money(line.net, line.currency)}",
            f"Discount {plain_money(line.discount, line.currency)}"
            + ("; settled" if line.settlement_id else "; not settled yet" if line.kind == "SALE" else ""),
            href=address("merchants_settlement", line.settlement_id) if line.settlement_id else "",
            kind="Merchant",
            icon="storefront",
        )
    if row.kind == MERCHANT_PAYMENT.code:
        for asked in RefundRequest.objects.filter(sale_id=row.id).order_by("id")[:MOST]:
            yield Entry(
                "",
                asked.requested_at,
                "Refund asked for by an operator",
                asked.reason,
                mark=badge(label_of(asked, "state")),
                href=address("merchants_refundrequest", asked.id),
                by_id=asked.requested_by_id,
                kind="Merchant",
                icon="undo",
            )


def _served(life: Life) -> Iterator[Entry]:
    if life.row.kind not in _AT_THE_DESK:
        return
    for dealing in Dealing.objects.filter(pk=life.row.id):
        left = plain_money(dealing.float_after, dealing.currency) if dealing.float_after is not None else "not known"
        yield Entry(
            "",
            dealing.at,
            f"{dealing.get_kind_display()} at an outlet",
            f"Commission {plain_money(dealing.commission, dealing.currency)}; float afterwards {left}",
            href=reverse("admin:agent_360", args=[dealing.agent_id]) if life.viewer.may_view("agents_agent") else "",
            by_id=dealing.teller_id,
            kind="Agent",
            icon="front_hand",
        )


def _earned(life: Life) -> Iterator[Entry]:
    lines = list(CommissionLine.objects.filter(transaction_id=life.row.id).order_by("id")[:MOST])
    for line in lines:
        yield Entry(
            "",
            line.at,
            f"Commission of the {label_of(line, 'earner').lower()}: {plain_money(line.amount, line.currency)}",
            "Paid out" if line.payout_id else "Not paid out yet",
            href=address("agents_commissionline", line.id),
            kind="Agent",
            icon="percent",
        )
    if lines and life.viewer.may_view("ledger_journalentry"):
        own: set[UUID] = {life.row.id, answer_id(life.row.id)}
        for entry in get_entries({line.entry_id for line in lines} - own).values():
            yield booked_entry(entry, life.viewer, "commission")


def _billed(life: Life) -> Iterator[Entry]:
    if life.row.kind != BILL_PAYMENT.code:
        return
    for bill in BillPayment.objects.filter(pk=life.row.id).select_related("biller").defer("account_number"):
        may = life.viewer.may_view("billers_biller")
        yield Entry(
            "",
            bill.created_at,
            f"Bill of {bill.biller.name}",
            f"Account {bill.masked}{'; settled' if bill.settlement_id else ''}",
            href=reverse("admin:biller_360", args=[bill.biller_id]) if may else "",
            kind="Biller",
            icon="receipt",
        )


def _listed(life: Life) -> Iterator[Entry]:
    if life.row.kind not in OUTSIDE:
        return
    for line in Line.objects.filter(transaction_id=life.row.id).order_by("id")[:MOST]:
        yield Entry(
            "",
            line.matched_at or line.executed_at or life.row.created_at,
            f"Listed by {line.source}: {plain_money(line.amount, line.currency)}",
            line.provider_reference or line.reference,
            mark=badge(label_of(line, "state")),
            href=address("reconciliation_line", line.id),
            kind="Reconciliation",
            icon="list_alt",
        )


def _broken(life: Life) -> Iterator[Entry]:
    if life.row.kind not in OUTSIDE:
        return
    for row in Break.objects.filter(transaction_id=life.row.id).order_by("id")[:MOST]:
        page = address("reconciliation_break", row.id)
        yield Entry(
            "",
            row.opened_at,
            f"Break: {label_of(row, 'reason').lower()}",
            row.detail,
            href=page,
            kind="Reconciliation",
            icon="rule_settings",
        )
        if row.resolved_at:
            yield Entry(
                "",
                row.resolved_at,
                "Break resolved",
                row.note,
                href=page,
                by_id=row.resolved_by_id,
                kind="Reconciliation",
                icon="task_alt",
            )


def _approved(life: Life) -> Iterator[Entry]:
    subjects = [life.row.id, *(row.id for row in life.discrepancies)]
    asked = ReversalRequest.objects.filter(transaction_id=life.row.id)
    numbers = [each for each in asked.values_list("approval_id", flat=True)[:MOST] if each]
    for row in Approval.objects.filter(Q(subject_id__in=subjects) | Q(pk__in=numbers)).order_by("id")[:MOST]:
        yield from _made(approval_steps(row), "Approvals", "fact_check")
