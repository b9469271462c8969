"""What a person's timeline is made of."""

from collections.abc import Iterable
from typing import TYPE_CHECKING
from uuid import UUID

from apps.accounts.admin import _labels
from apps.accounts.models import Device, NameChange, Session
from apps.core.admin_base import badge, plain_money
from apps.disputes.models import Dispute
from apps.kyc.models import Submission, SubmissionState
from apps.kyc.reasons import words_for
from apps.notifications.admin._messages import masked
from apps.notifications.models import Notification
from apps.operations.overviews.parts import address, label_of, state_badge_of, words_of
from apps.operations.overviews.shared import (
    activity_source,
    approval_source,
    audit_source,
    few,
    newest,
    note_source,
    payment_sources,
)
from apps.operations.overviews.timeline import Entry, Reach, Source, by_id, step
from apps.risk.models import Case

if TYPE_CHECKING:
    from apps.operations.overviews.person import Belongings

Steps = Iterable[Entry | None]


def list_sources(own: "Belongings") -> list[Source]:
    """All of them; the page leaves out what the viewer may not see."""
    person_id: UUID = own.user.pk
    return [
        *payment_sources(person_id),
        activity_source(person_id),
        _messages(person_id),
        few("papers", "Identity", "badge", "kyc_submission", lambda: own.submissions, submission_steps),
        few("names", "Identity", "edit_note", "accounts_namechange", lambda: _name_changes(person_id), _name_steps),
        few("phones", "Phones", "smartphone", "accounts_device", lambda: own.devices, _device_steps),
        few("sessions", "Phones", "devices", "accounts_session", lambda: own.sessions, _session_steps),
        few("cases", "Risk", "folder_supervised", "risk_case", lambda: own.cases, _case_steps),
        few("disputes", "Disputes", "gavel", "disputes_dispute", lambda: own.disputes, dispute_steps),
        approval_source([person_id]),
        audit_source(person_id),
        note_source(person_id, "accounts.user"),
    ]


def _messages(person_id: UUID) -> Source:
    def read(reach: Reach) -> list[Entry]:
        rows = Notification.objects.filter(person_id=person_id).prefetch_related("deliveries")
        return [message_entry(row) for row in by_id(rows, reach, at="created_at")]

    return Source("messages", "Messages", "notifications", "notifications_notification", read)


def message_entry(row: Notification) -> Entry:
    """What somebody was told, and over which channels it went out: to addresses nobody can write to from here."""
    ways = ", ".join(
        f"{each.get_channel_display()} to {masked(each.address)}: {each.get_state_display().lower()}"
        for each in row.deliveries.all()
    )
    return Entry(
        getattr(row, "timeline_key", ""),
        row.created_at,
        f"Told: {row.title}",
        detail=ways or "In the app only",
        href=address("notifications_notification", row.id),
    )


def submission_steps(row: Submission) -> Steps:
    """Papers, from the first page to the decision."""
    page, what = address("kyc_submission", row.id), row.get_target_tier_display().lower()
    yield step(row.id, 0, row.opened_at, f"Began to hand in papers: {what}", href=page)
    yield step(row.id, 1, row.submitted_at, f"Handed in papers: {what}", href=page)
    yield step(row.id, 2, row.taken_at, "A reviewer took them", href=page, by_id=row.reviewer_id)
    if row.state in (SubmissionState.APPROVED, SubmissionState.REJECTED, SubmissionState.EXPIRED):
        yield step(
            row.id,
            3,
            row.decided_at,
            f"Papers decided: {what}",
            detail=" ".join([*words_for(row.reasons), row.note]).strip(),
            mark=state_badge_of(row),
            href=page,
            by_id=row.reviewer_id,
        )
    yield step(row.id, 4, row.erased_at, "Papers erased", href=page)


def _name_changes(person_id: UUID) -> list[NameChange]:
    return newest(NameChange.objects.filter(user_id=person_id))


def _name_steps(row: NameChange) -> Steps:
    page = address("accounts_namechange", row.id)
    yield step(row.id, 0, row.asked_at, "Asked for a new name", detail=row.full_name, href=page)
    mark = badge(row.get_status_display(), _labels.NAME_CHANGE[NameChange.Status(row.status)])
    yield step(
        row.id, 1, row.decided_at, "New name decided", detail=row.decision, mark=mark, href=page, by_id=row.decided_by
    )


def _device_steps(row: Device) -> Steps:
    page, name = address("accounts_device", row.id), row.name or row.platform or "a phone"
    yield step(row.id, 0, row.registered_at, f"Registered {name}", href=page)
    yield step(row.id, 1, row.locked_at, f"Locked {name}", detail=row.locked_reason.replace("_", " "), href=page)
    wipe = getattr(row, "wipe", None)
    if wipe is not None:
        yield step(row.id, 2, wipe.requested_at, f"Wipe of {name} ordered", href=page, by_id=wipe.requested_by)
        yield step(row.id, 3, wipe.delivered_at, f"{name} fetched its wipe", href=page)
        yield step(row.id, 4, wipe.done_at, f"{name} has forgotten everything", href=page)
    yield step(row.id, 5, row.ended_at, f"{name}: {row.get_status_display().lower()}", href=page)


def _session_steps(row: Session) -> Steps:
    page, name = address("accounts_session", row.id), row.device_name or row.platform or "an unknown device"
    yield step(row.id, 0, row.created_at, f"Logged in on {name}", detail=row.ip or "", href=page)
    ended = row.revoked_reason.replace("_", " ")
    yield step(row.id, 1, row.revoked_at, f"Session on {name} ended", detail=ended, href=page)


def _case_steps(row: Case) -> Steps:
    page = address("risk_case", row.id)
    yield step(row.id, 0, row.opened_at, "Risk case opened", href=page)
    yield step(row.id, 1, row.assigned_at, "Risk case taken", href=page, by_id=row.assignee_id)
    yield step(
        row.id,
        2,
        row.closed_at,
        f"Risk case closed: {label_of(row, 'outcome').lower()}",
        detail=row.reason,
        href=page,
        by_id=row.closed_by_id,
    )


def dispute_steps(row: Dispute) -> Steps:
    """A dispute, from whoever opened it to whoever decided it."""
    page = address("disputes_dispute", row.id)
    what = f"{plain_money(row.amount, row.currency)}, {label_of(row, 'reason').lower()}"
    yield step(row.id, 0, row.opened_at, f"Dispute about {row.transaction.reference} opened", detail=what, href=page)
    yield step(row.id, 1, row.answered_at, f"Dispute about {row.transaction.reference} answered", href=page)
    yield step(
        row.id,
        2,
        row.decided_at,
        f"Dispute about {row.transaction.reference}: {words_of(row.state).lower()}",
        detail=row.decision_reason,
        href=page,
        by_id=row.decided_by_id,
    )
