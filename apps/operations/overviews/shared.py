"""Parts of a timeline that every page has: who of the staff looked or acted, approvals, notes, activity."""

from collections.abc import Callable, Iterable, Sequence
from functools import partial
from typing import Any
from uuid import UUID

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.html import format_html, linebreaks
from django.utils.safestring import SafeString, mark_safe

from apps.accounts.models import Activity
from apps.approvals.models import Approval
from apps.core.admin_base import badge, plain_money
from apps.core.models import AuditRecord
from apps.operations.models import Note
from apps.operations.overviews.parts import Item, Text, Viewer, address, state_badge_of, words_of
from apps.operations.overviews.timeline import FEW, Entry, Reach, Source, by_id, step, steps
from apps.transactions.admin._payments import TONES as PAYMENT_TONES
from apps.transactions.kinds import KINDS
from apps.transactions.models import State, Transaction

_VERB_TONES = {"DID": "info", "SAW": "", "EXPORTED": "warning"}
_CHANNELS = {"api": "the app", "web": "the web", "admin": "the operators' site", "queue": "the platform"}


def audit_source(subject_id: object) -> Source:
    """Who of the staff did something about the page's subject, looked at it or took it out of the house."""

    def read(reach: Reach) -> list[Entry]:
        # The second condition is how the index has it.
        rows = AuditRecord.objects.filter(~Q(subject_id=""), subject_id=str(subject_id))
        return [
            Entry(
                row.timeline_key,
                row.recorded_at,
                row.what,
                detail=row.why,
                mark=badge(row.get_verb_display(), _VERB_TONES[row.verb]),
                href=address("core_auditrecord", row.id) if row.verb != AuditRecord.Verb.SAW else "",
                by="" if row.actor_id else "the console",
                by_id=row.actor_id,
                request_id=row.request_id,
            )
            for row in by_id(rows, reach, at="recorded_at")
        ]

    return Source("audit", "Staff", "policy", "core_auditrecord", read)


def note_source(subject_id: object, subject_kind: str) -> Source:
    """What colleagues wrote down."""

    def read(reach: Reach) -> list[Entry]:
        rows = Note.objects.filter(subject_id=str(subject_id), subject_kind=subject_kind)
        return [
            Entry(row.timeline_key, row.at, "Note", detail=_paragraphs(row.text), by_id=row.author_id)
            for row in by_id(rows, reach, at="at")
        ]

    return Source("notes", "Notes", "sticky_note_2", "operations_note", read)


def _paragraphs(text: str) -> SafeString:
    """A note as it was written, its line ends kept and nothing in it markup."""
    return mark_safe(linebreaks(text, autoescape=True))  # nosec B308 B703


def approval_source(subjects: Sequence[UUID]) -> Source:
    """What was asked for and decided about the page's subject. There is little of it."""

    def read(reach: Reach) -> list[Entry]:
        rows = Approval.objects.filter(subject_id__in=subjects).order_by("-id")[:FEW]
        return steps((each for row in rows for each in approval_steps(row)), reach)

    return Source("approvals", "Approvals", "fact_check", "approvals_approval", read)


def approval_steps(row: Approval) -> Iterable[Entry | None]:
    """When it was asked for, and when it was decided."""
    page = address("approvals_approval", row.id)
    yield step(row.id, 0, row.requested_at, "Approval asked for", detail=row.summary, href=page, by_id=row.maker_id)
    yield step(
        row.id,
        1,
        row.decided_at,
        f"Approval: {words_of(row.action).lower()}",
        detail=row.reason or row.summary,
        mark=state_badge_of(row),
        href=page,
        by_id=row.checker_id,
    )


def activity_entry(row: Activity) -> Entry:
    """What somebody did, and where from."""
    area = row.action.partition(".")[0].replace("_", " ").capitalize()
    where = _CHANNELS.get(row.channel, row.channel)
    return Entry(
        getattr(row, "timeline_key", ""),
        row.at,
        words_of(row.action),
        detail=", ".join(part for part in (area, f"by {where}" if where else "", row.ip or "") if part),
        href=address("accounts_activity", row.id),
        request_id=row.request_id,
    )


def activity_source(person_id: UUID) -> Source:
    """What somebody did, as the activity log has it."""

    def read(reach: Reach) -> list[Entry]:
        return [activity_entry(row) for row in by_id(Activity.objects.filter(person_id=person_id), reach, at="at")]

    return Source("activity", "Activity", "history", "accounts_activity", read)


def payment_sources(side_id: UUID) -> list[Source]:
    """What a person, business or outlet paid and was paid: two indexes, each read until there are enough."""

    def read(side: str, reach: Reach) -> list[Entry]:
        rows = Transaction.objects.filter(**{f"{side}_id": side_id})
        if side == "payee":
            # A payment to oneself, which is always declined, is shown once.
            rows = rows.exclude(payer_id=side_id)
        return [payment_entry(row, outgoing=side == "payer") for row in by_id(rows, reach, at="created_at")]

    return [
        Source("paid", "Payments", "north_east", "transactions_transaction", partial(read, "payer")),
        Source("received", "Payments", "south_west", "transactions_transaction", partial(read, "payee")),
    ]


def payment_entry(row: Transaction, *, outgoing: bool) -> Entry:
    """A payment in one line."""
    other = row.payee_name if outgoing else row.payer_name
    towards = ("to" if outgoing else "from") if other else ""
    kind = str(KINDS[row.kind].label) if row.kind in KINDS else row.kind
    return Entry(
        getattr(row, "timeline_key", ""),
        row.created_at,
        format_html("{} <strong>{}</strong> {} {}", kind, plain_money(row.amount, row.currency), towards, other),
        detail=f"{row.reference}{': ' if row.note else ''}{row.note}",
        mark=state_badge(row),
        href=reverse("admin:payment_life", args=[row.id]),
        request_id=row.request_id,
    )


def state_badge(row: Transaction) -> SafeString:
    """A payment's state, without what stands behind its colon."""
    return badge(row.get_state_display().partition(":")[0], PAYMENT_TONES[State(row.state)])


def few(
    code: str, kind: str, icon: str, model: str, rows: Callable[[], Iterable[Any]], steps_of: Callable[[Any], Any]
) -> Source:
    """A source of what there is little of: rows that are read whole, and what happened to each."""

    def read(reach: Reach) -> list[Entry]:
        return steps((each for row in rows() for each in steps_of(row)), reach)

    return Source(code, kind, icon, model, read)


def newest(rows: QuerySet[Any]) -> list[Any]:
    """Rows there is little of, the newest first."""
    return list(rows.order_by("-pk")[:FEW])


def list_items(viewer: Viewer, page: str, rows: Iterable[tuple[object, object, Text, Text]]) -> list[Item]:
    """Lines of a panel that lead to their rows' pages: id, words, detail, value."""
    return [Item(viewer.link(page, identity, words), detail, value) for identity, words, detail, value in rows]
