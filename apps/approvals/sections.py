"""What was asked for, in words: for the inbox, and for the page of the row it is about."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from apps.approvals.models import Approval
from apps.approvals.selectors import list_of_subject
from apps.approvals.services import EXPIRED
from apps.core.admin_base import NOTHING, Section, badge, link, moment_text

TONES = {
    Approval.State.REQUESTED: "warning",
    Approval.State.APPROVED: "success",
    Approval.State.REJECTED: "danger",
    Approval.State.VOIDED: "info",
}


def state_badge(row: Approval) -> str:
    """Its state in a box."""
    return badge(state_text(row), TONES[Approval.State(row.state)])


def asked_section(request: HttpRequest, subject_id: UUID) -> Section:
    """What waits and what was decided about it, newest first."""
    may_look = request.user.has_perm("approvals.view_approval")
    return Section(
        "Asked for and decided",
        ("what", "state", "asked by", "asked", "decided by", "decided"),
        [
            (
                link("approvals_approval", row.id, row.summary) if may_look else row.summary,
                state_badge(row),
                row.maker.full_name,
                moment_text(row.requested_at),
                row.checker.full_name if row.checker else NOTHING,
                moment_text(row.decided_at),
            )
            for row in list_of_subject(subject_id, limit=10)
        ],
        empty="Nothing was asked for yet.",
    )


def state_text(row: Approval) -> str:
    """Its state in words; of what is void, whether nobody decided in time."""
    if row.state == Approval.State.VOIDED and row.reason == EXPIRED:
        return "Void: expired"
    return str(row.get_state_display())


def line_text(line: dict[str, str]) -> str:
    """One line of a diff as text."""
    return f"{line['before']} → {line['after']}" if line["before"] else str(line["after"])


def diff_of(row: Approval) -> SafeString | str:
    """Before and after, line by line; nothing for what was asked for before diffs were kept."""
    if not row.changes:
        return ""
    lines = [
        (
            line["field"],
            format_html("<del>{}</del> ", line["before"]) if line["before"] else "",
            line["after"],
        )
        for line in row.changes
    ]
    return format_html(
        '<dl class="gp-diff">{}</dl>',
        format_html_join("", "<div><dt>{}</dt><dd>{}<ins>{}</ins></dd></div>", lines),
    )


def value_text(value: Any) -> str:
    """A value of the payload as people read it."""
    if value is None or value == "" or value == []:
        return NOTHING
    if isinstance(value, dict):
        return ", ".join(f"{name}: {value_text(each)}" for name, each in value.items())
    if isinstance(value, list):
        return "; ".join(value_text(each) for each in value)
    return str(value)
