"""What an agent's timeline is made of."""

from collections.abc import Iterable
from functools import partial
from typing import TYPE_CHECKING
from uuid import UUID

from django.urls import reverse

from apps.agents.models import (
    Agent,
    CommissionPayout,
    Dealing,
    Document,
    FloatAlert,
    FloatOrder,
    Registration,
    Shift,
    Staff,
)
from apps.core.admin_base import moment_text, plain_money
from apps.operations.overviews.parts import Viewer, label_of, state_badge_of
from apps.operations.overviews.shared import approval_source, audit_source, few, note_source
from apps.operations.overviews.timeline import Entry, Reach, Source, by_id, step

if TYPE_CHECKING:
    from apps.operations.overviews.agent import AgentBooks


def list_sources(own: "AgentBooks") -> list[Source]:
    """All of them; the page leaves out what the viewer may not see."""
    identity: UUID = own.row.pk
    return [
        Source("dealings", "Dealings", "front_hand", "agents_dealing", lambda reach: _dealings(identity, reach)),
        few("orders", "Float", "currency_exchange", "agents_floatorder", lambda: own.orders, _order_steps),
        few("alerts", "Float", "water_drop", "agents_floatalert", lambda: own.alerts, _alert_steps),
        Source("shifts", "Shifts", "schedule", "agents_shift", lambda reach: _shift_entries(identity, reach)),
        Source(
            "payouts", "Commission", "send_money", "agents_commissionpayout", lambda reach: _payouts(identity, reach)
        ),
        Source("joined", "Registrations", "person_add", "agents_registration", lambda reach: _joined(identity, reach)),
        few("staff", "Staff of it", "badge", "agents_staff", lambda: own.staff, partial(_staff_steps, own.viewer)),
        few("papers", "Papers", "description", "agents_document", lambda: own.papers, _paper_steps),
        few("itself", "Decisions", "support_agent", "agents_agent", lambda: [own.row], _own_steps),
        approval_source([identity, *(order.id for order in own.orders)]),
        audit_source(identity),
        note_source(identity, "agents.agent"),
    ]


def _dealings(agent_id: UUID, reach: Reach) -> list[Entry]:
    rows = by_id(Dealing.objects.filter(agent_id=agent_id), reach, column="transaction_id", at="at")
    return [
        Entry(
            row.timeline_key,
            row.at,
            f"{row.get_kind_display()} of {plain_money(row.amount, row.currency)}",
            f"Commission {plain_money(row.commission, row.currency)}",
            href=reverse("admin:payment_life", args=[row.transaction_id]),
            by_id=row.teller_id,
        )
        for row in rows
    ]


def _shift_entries(agent_id: UUID, reach: Reach) -> list[Entry]:
    rows = by_id(Shift.objects.filter(agent_id=agent_id).select_related("outlet"), reach, at="opened_at")
    return [
        Entry(
            row.timeline_key,
            row.opened_at,
            f"Shift at {row.outlet.name}",
            f"{row.dealings:,} dealings"
            + (f", closed {moment_text(row.closed_at)}" if row.closed_at else "")
            + (f", difference {plain_money(row.difference, row.currency)}" if row.difference else ""),
            mark=state_badge_of(row),
            by_id=row.teller_id,
        )
        for row in rows
    ]


def _payouts(agent_id: UUID, reach: Reach) -> list[Entry]:
    rows = by_id(CommissionPayout.objects.filter(agent_id=agent_id), reach, at="made_at")
    return [
        Entry(
            row.timeline_key,
            row.made_at,
            f"Commission of {plain_money(row.net, row.currency)}",
            f"{label_of(row, 'earner')}, {row.lines:,} lines{', ' if row.failure_code else ''}{row.failure_code}",
            mark=state_badge_of(row),
            href=reverse("admin:agents_commissionpayout_change", args=[row.id]),
        )
        for row in rows
    ]


def _joined(agent_id: UUID, reach: Reach) -> list[Entry]:
    rows = by_id(Registration.objects.filter(agent_id=agent_id), reach, at="started_at")
    return [
        Entry(
            row.timeline_key,
            row.started_at,
            "Registered somebody" if row.customer_id else "Began to register somebody",
            mark=state_badge_of(row),
            href=reverse("admin:agents_registration_change", args=[row.id]),
            by_id=row.teller_id,
        )
        for row in rows
    ]


def _order_steps(row: FloatOrder) -> Iterable[Entry | None]:
    page = reverse("admin:agents_floatorder_change", args=[row.id])
    what = f"{plain_money(row.amount, row.currency)} of float for {row.outlet.name}"
    yield step(
        row.id,
        0,
        row.requested_at,
        f"Ordered {what}",
        detail=label_of(row, "direction"),
        href=page,
        by_id=row.requested_by_id,
    )
    decided = f"Order of {what}"
    yield step(
        row.id,
        1,
        row.decided_at,
        decided,
        detail=row.reason,
        mark=state_badge_of(row),
        href=page,
        by_id=row.decided_by_id,
    )


def _alert_steps(row: FloatAlert) -> Iterable[Entry | None]:
    page = reverse("admin:agents_floatalert_change", args=[row.id])
    left = f"{plain_money(row.balance, row.currency)} left"
    yield step(row.id, 0, row.raised_at, f"Float of {row.outlet.name} runs low", detail=left, href=page)
    yield step(row.id, 1, row.ended_at, f"Float of {row.outlet.name} is enough again", href=page)


def _staff_steps(viewer: Viewer, row: Staff) -> Iterable[Entry | None]:
    who, role = viewer.name(row.person.full_name), label_of(row, "role").lower()
    yield step(row.id, 0, row.added_at, f"{who} became {role}", by_id=row.added_by_id)
    yield step(row.id, 1, row.ended_at, f"{who} is no longer {role}")


def _paper_steps(row: Document) -> Iterable[Entry | None]:
    yield step(row.id, 0, row.uploaded_at, f"Handed in: {row.get_kind_display().lower()}", by_id=row.uploaded_by_id)


def _own_steps(row: Agent) -> Iterable[Entry | None]:
    yield step(row.id, 0, row.applied_at, "Applied", by_id=row.owner_id)
    state = label_of(row, "status").lower()
    yield step(row.id, 1, row.decided_at, f"Decided: {state}", detail=row.status_reason, by_id=row.decided_by_id)
