"""Everything one request set off, in its order: what was done, seen, paid, recorded, and asked of the outside.

The request's id stands on each of these rows, and indexes lead from it to all but the events: those are looked for
among what was recorded in the two minutes since the first of the others.
"""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from apps.accounts.models import Activity
from apps.core import clock
from apps.core.admin_base import badge, id_of, moment_text
from apps.core.event_states import EVENT_TONES, state_of
from apps.core.models import AuditRecord, OutboxEvent
from apps.core.services import record_sight
from apps.gateways.admin._words import status_badge
from apps.gateways.models import Message, Operation
from apps.operations.overviews.page import named
from apps.operations.overviews.parts import Fact, Header, Viewer, address, names_of
from apps.operations.overviews.shared import activity_entry, payment_entry
from apps.operations.overviews.timeline import Entry
from apps.operations.pages import SitePage
from apps.transactions.models import Transaction

# As long as the column.
_LONGEST = 64
# A request sets off a few things; a job of the night that has one id for all it does may set off many.
MOST = 200
# A request is somebody's; a job of the night is about many.
_NAMED = 3
# A request is answered within seconds, and what the queue does on its behalf follows soon.
_BEFORE, _AFTER = timedelta(seconds=10), timedelta(minutes=2)


class TracePage(SitePage):
    """One request. An id nobody has given to a request is a page that says so."""

    template_name = "admin/operations/trace.html"

    def get(self, request: HttpRequest, request_id: str) -> HttpResponse:
        viewer = Viewer(request, clock.now())
        found = _Found(request_id, viewer) if is_sane(request_id) else None
        entries = named(found.entries(), viewer) if found else []
        if entries:
            # Payments, names and addresses are somebody's own here too.
            record_sight(
                actor_id=viewer.id,
                what="What a request set off",
                subject_kind="core.request",
                subject_id=request_id,
                now=viewer.now,
            )
        return self.show(
            request,
            title="Request",
            header=_header(request_id, found, entries, viewer),
            entries=sorted(entries, key=lambda entry: entry.at)[:MOST],
            is_cut=found is not None and found.is_cut,
            most=MOST,
        )


def is_sane(request_id: str) -> bool:
    """Whether a request can have had this id: nothing else is asked of the database."""
    return 0 < len(request_id) <= _LONGEST and request_id.isprintable()


def is_traced(request_id: str) -> bool:
    """Whether something has it."""
    if not is_sane(request_id):
        return False
    return any(model.objects.filter(_of(request_id)).exists() for model in (Activity, AuditRecord, Message))


def _of(request_id: str) -> Q:
    # The second condition is how the indexes have it.
    return Q(request_id=request_id) & ~Q(request_id="")


class _Found:
    """What belongs to a request, as far as the viewer may see it."""

    def __init__(self, request_id: str, viewer: Viewer) -> None:
        self.request_id = request_id
        self.activity = self._rows(Activity, "accounts_activity", viewer)
        self.audit = self._rows(AuditRecord, "core_auditrecord", viewer)
        self.messages = self._rows(Message, "gateways_message", viewer, "request_body", "response_body")
        self.payments = self._payments() if viewer.may_view("transactions_transaction") else []
        self.events = self._events() if viewer.may_view("core_outboxevent") else []
        self.names = names_of(row.person_id for row in self.activity)

    @property
    def is_cut(self) -> bool:
        """Whether there is more than is shown."""
        return any(len(rows) >= MOST for rows in (self.activity, self.audit, self.messages))

    def _rows(self, model: Any, page: str, viewer: Viewer, *left_out: str) -> list[Any]:
        if not viewer.may_view(page):
            return []
        # Put in order here: asked to do it, PostgreSQL may read by the id and look at each row for the request's.
        found = list(model.objects.filter(_of(self.request_id)).defer(*left_out)[:MOST])
        return sorted(found, key=lambda row: row.id)

    def _payments(self) -> list[Transaction]:
        """Payments know their request, and no index leads from it: what was done and asked names them."""
        ids = {identity for row in self.activity if (identity := id_of(row.subject))}
        operations = {row.operation_id for row in self.messages if row.operation_id}
        if operations:
            ids |= set(Operation.objects.filter(pk__in=operations).values_list("transaction_id", flat=True))
        return list(Transaction.objects.filter(pk__in=ids).order_by("id")[:MOST]) if ids else []

    def _events(self) -> list[OutboxEvent]:
        firsts = [rows[0].id for rows in (self.activity, self.audit, self.messages, self.payments) if rows]
        if not firsts:
            return []
        begins = (min(firsts).int >> 80) - _milliseconds(_BEFORE)
        rows = OutboxEvent.objects.filter(
            pk__gte=UUID(int=max(begins, 0) << 80),
            pk__lt=UUID(int=(begins + _milliseconds(_BEFORE + _AFTER)) << 80),
            request_id=self.request_id,
        )
        return list(rows.order_by("id")[:MOST])

    def entries(self) -> list[Entry]:
        return [
            *(self._done(row) for row in self.activity),
            *(_seen(row) for row in self.audit),
            *(_asked(row) for row in self.messages),
            *(_paid(row) for row in self.payments),
            *(_told(row) for row in self.events),
        ]

    def _done(self, row: Activity) -> Entry:
        entry = activity_entry(row)
        return Entry(
            entry.key,
            row.at,
            entry.title,
            entry.detail,
            href=entry.href,
            by_id=row.person_id,
            kind="Activity",
            icon="history",
        )


def _milliseconds(span: timedelta) -> int:
    return int(span.total_seconds() * 1000)


def _seen(row: AuditRecord) -> Entry:
    about = f"{row.subject_kind} {row.subject_id}".strip()
    return Entry(
        row.id.hex,
        row.recorded_at,
        f"{row.get_verb_display()}: {row.what}",
        ", ".join(part for part in (about, row.why) if part),
        href=address("core_auditrecord", row.id),
        by_id=row.actor_id,
        kind="Staff",
        icon="policy",
    )


def _asked(row: Message) -> Entry:
    return Entry(
        row.id.hex,
        row.created_at,
        f"{row.get_direction_display()}: {row.method} {row.path}",
        f"{row.gateway_code}, {row.duration_ms:,} ms{', ' if row.error else ''}{row.error}",
        mark=status_badge(row.status),
        href=address("gateways_message", row.id),
        kind="Outside",
        icon="cable",
    )


def _paid(row: Transaction) -> Entry:
    entry = payment_entry(row, outgoing=True)
    return Entry(
        entry.key, row.created_at, entry.title, entry.detail, entry.mark, entry.href, kind="Payments", icon="payments"
    )


def _told(row: OutboxEvent) -> Entry:
    state = state_of(row)
    return Entry(
        row.id.hex,
        row.recorded_at,
        f"Event {row.topic}",
        row.last_error,
        mark=badge(state.label.partition(":")[0], EVENT_TONES[state]),
        href=address("core_outboxevent", row.id),
        kind="Events",
        icon="outbox",
    )


def _header(request_id: str, found: _Found | None, entries: Sequence[Entry], viewer: Viewer) -> Header:
    # An id that is none may be as long as an address bar; enough of it is shown to recognise it.
    title = request_id if len(request_id) <= _LONGEST else f"{request_id[:_LONGEST]}…"
    if not found or not entries:
        return Header(title, "Request", [badge("Nothing known")])
    first, last = min(each.at for each in entries), max(each.at for each in entries)
    facts = [Fact("Began", moment_text(first)), Fact("Last", moment_text(last))]
    sides = [*found.activity, *found.audit]
    channels = dict.fromkeys(row.channel for row in sides if row.channel)
    addresses = dict.fromkeys(row.ip for row in sides if row.ip)
    if channels:
        facts.append(Fact("Through", ", ".join(channels)))
    if addresses:
        facts.append(Fact("From", ", ".join(addresses)))
    people = list(dict.fromkeys(row.person_id for row in found.activity))
    if len(people) <= _NAMED:
        facts += [Fact("Person", viewer.person(person, found.names.get(person, ""))) for person in people]
    else:
        facts.append(Fact("People", f"{len(people):,}"))
    gateways = dict.fromkeys(row.gateway_code for row in found.messages)
    links = [
        (f"Gateway {code}", reverse("admin:gateway_360", args=[code]))
        for code in gateways
        if code and viewer.may_view("gateways_gateway")
    ]
    return Header(title, "Request", [badge(f"{len(entries)} things", "info")], facts, links)
