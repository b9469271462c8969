"""Everything about one outside rail: whether it answers, what is under way, what it has told, where it disagrees."""

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from statistics import quantiles
from typing import Any

from django.urls import reverse

from apps.core.admin_base import NOTHING, badge, date_text, moment_text, money_text, plain_money
from apps.gateways.admin._words import CALLBACK_TONES, OPERATION_TONES, capability_text, share_text, status_badge
from apps.gateways.models import (
    UNDECIDED,
    Callback,
    CallbackState,
    Direction,
    Discrepancy,
    DiscrepancyState,
    Gateway,
    Message,
    Operation,
    OperationState,
    Route,
)
from apps.gateways.selectors import list_health
from apps.operations.overviews.page import Overview, OverviewPage
from apps.operations.overviews.parts import SHOWN, Fact, Header, Item, Panel, Viewer, allowed, label_of, state_badge_of
from apps.operations.overviews.shared import audit_source, few, note_source
from apps.operations.overviews.timeline import FEW, Entry, Reach, Source, by_id, by_moment, step
from apps.reconciliation.models import Break, ImportedFile

# How many of the newest rows say how it goes. Of all rails together where no index knows the rail.
LOOKED_AT = 500


class _Rail:
    """What several parts of the page need, read once."""

    def __init__(self, row: Gateway, viewer: Viewer) -> None:
        self.row = row
        self.viewer = viewer

    @cached_property
    def files(self) -> list[ImportedFile]:
        return list(ImportedFile.objects.filter(gateway_code=self.row.code).order_by("-day", "-id")[:FEW])

    @cached_property
    def callbacks(self) -> list[Callback]:
        """Its own among the newest of all."""
        last = Callback.objects.order_by("-id").values("id")[:LOOKED_AT]
        rows = Callback.objects.filter(pk__in=last, gateway_code=self.row.code).defer("body", "headers", "reading")
        return list(rows.order_by("-id")[:SHOWN])

    @cached_property
    def discrepancies(self) -> list[Discrepancy]:
        rows = Discrepancy.objects.filter(state=DiscrepancyState.OPEN, gateway_code=self.row.code)
        return list(rows.order_by("-created_at")[:FEW])


class GatewayPage(OverviewPage):
    """A rail, for whoever may see gateways."""

    subject_kind = "gateways.gateway"
    sight = "Everything about a rail"

    def find(self, identity: str) -> Gateway | None:
        return Gateway.objects.filter(pk=identity).first()

    def compose(self, row: Gateway, viewer: Viewer) -> Overview:
        own = _Rail(row, viewer)
        panels = allowed(
            viewer,
            [
                ("gateways_gateway", lambda: _health(own)),
                ("gateways_message", lambda: _latency(own)),
                ("gateways_operation", lambda: _under_way(own)),
                ("gateways_route", lambda: _routes(own)),
                ("gateways_callback", lambda: _callbacks(own)),
                ("gateways_discrepancy", lambda: _discrepancies(own)),
                ("reconciliation_importedfile", lambda: _files(own)),
            ],
        )
        return Overview(_header(own), panels, _sources(own))


def _header(own: _Rail) -> Header:
    row = own.row
    badges = [badge("On", "success") if row.is_active else badge("Off: nothing new is sent", "warning")]
    if row.opened_at is None:
        badges.append(badge("Breaker closed", "success"))
    else:
        badges.append(badge("Breaker open: nothing is sent", "danger"))
    facts = [
        Fact("Code", row.code),
        Fact("Waits for an answer", f"{row.timeout_seconds:f} s"),
        Fact("Requests", f"{row.rate_per_minute:,} a minute, {row.concurrency} at a time"),
        Fact("Breaker", f"opens after {row.breaker_threshold} silences, for {row.breaker_seconds} s"),
    ]
    if row.opened_at:
        facts += [Fact("Open since", moment_text(row.opened_at)), Fact("Tries again", moment_text(row.probe_at))]
    links = [("Change it", reverse("admin:gateways_gateway_change", args=[row.pk]))]
    if own.viewer.may_view("gateways_message"):
        messages = reverse("admin:gateways_message_changelist", query={"gateway_code": row.code})
        links.append(("Messages on the wire", messages))
    return Header(row.title or row.code, "Gateway", badges, facts, links)


def _health(own: _Rail) -> Panel:
    found = list_health([own.row.code], now=own.viewer.now)[own.row.code]
    return Panel(
        "The past hour",
        [
            Item("Answered", value=share_text(found.answered_percent, found.asked, "requests")),
            Item("Succeeded", value=share_text(found.succeeded_percent, found.decided, "operations")),
            Item("Last answer", value=moment_text(found.last_answer_at or own.row.answered_at)),
            Item("Silent in a row", value=f"{own.row.silences:,}"),
        ],
    )


def _latency(own: _Rail) -> Panel:
    rows = Message.objects.filter(gateway_code=own.row.code).order_by("-id")[:LOOKED_AT]
    took = [
        duration
        for direction, status, duration in rows.values_list("direction", "status", "duration_ms")
        if direction == Direction.OUT and status is not None
    ]
    return Panel(
        "How long it takes", _percentiles(took), note=f"Of the newest {LOOKED_AT} messages.", empty="Nothing was asked."
    )


def _percentiles(took: Sequence[int]) -> list[Item]:
    if not took:
        return []
    cuts = quantiles(took, n=100, method="inclusive") if len(took) > 1 else [took[0]] * 99
    names = (("Half of the answers within", 49), ("95 of 100 within", 94), ("99 of 100 within", 98))
    return [
        *(Item(name, value=f"{cuts[at]:,.0f} ms") for name, at in names),
        Item("The slowest", value=f"{max(took):,} ms"),
    ]


def _under_way(own: _Rail) -> Panel:
    """What is not decided; what was decided in the past hour is counted above."""
    undecided = Operation.objects.filter(state__in=UNDECIDED).order_by("-id")[:LOOKED_AT]
    counts = Counter(state for code, state in undecided.values_list("gateway_code", "state") if code == own.row.code)
    more = own.viewer.list_of("gateways_operation", "All operations", gateway_code=own.row.code)
    return Panel(
        "Operations under way",
        [
            Item(
                badge(OperationState(state).label.partition(":")[0], OPERATION_TONES[OperationState(state)]),
                value=f"{count:,}",
            )
            for state, count in counts.most_common()
        ],
        empty="Everything is decided.",
        more=more,
    )


def _routes(own: _Rail) -> Panel:
    rows = Route.objects.filter(gateway=own.row).order_by("capability", "currency", "priority")[: 2 * SHOWN]
    return Panel(
        "Routes",
        [
            Item(
                own.viewer.link("gateways_route", row.pk, capability_text(row.capability)),
                f"{row.currency}, {row.country or 'any country'}, {_bounds(row)}, priority {row.priority}",
                badge("On", "success") if row.is_active else badge("Off"),
            )
            for row in rows
        ],
        empty="None: nothing is sent over it.",
    )


def _bounds(row: Route) -> str:
    if row.maximum is None:
        return f"from {plain_money(row.minimum, row.currency)}"
    return f"{plain_money(row.minimum, row.currency)} to {plain_money(row.maximum, row.currency)}"


def _callbacks(own: _Rail) -> Panel:
    return Panel(
        "What it has told",
        [
            Item(
                own.viewer.link("gateways_callback", row.id, row.event_id),
                f"{moment_text(row.received_at)}{', ' if row.why else ''}{row.why}",
                badge(label_of(row, "state"), CALLBACK_TONES[CallbackState(row.state)]),
            )
            for row in own.callbacks
        ],
        empty="Nothing lately.",
        more=own.viewer.list_of("gateways_callback", gateway_code=own.row.code),
    )


def _discrepancies(own: _Rail) -> Panel:
    return Panel(
        "Open discrepancies",
        [
            Item(
                own.viewer.link("gateways_discrepancy", row.id, row.get_kind_display()),
                f"since {moment_text(row.created_at)}{', proposed' if row.proposal else ''}",
                money_text(row.amount, row.currency) if row.amount is not None else NOTHING,
            )
            for row in own.discrepancies[:SHOWN]
        ],
        empty="What it says and what we hold agree.",
    )


def _files(own: _Rail) -> Panel:
    return Panel(
        "Settlement files",
        [
            Item(
                own.viewer.link("reconciliation_importedfile", row.id, row.name or date_text(row.day)),
                f"of {date_text(row.day)}, {row.read_lines:,} lines",
                state_badge_of(row),
            )
            for row in own.files[:SHOWN]
        ],
        empty="None was read.",
    )


def _sources(own: _Rail) -> list[Source]:
    code = own.row.code
    return [
        Source("wire", "Messages", "cable", "gateways_message", lambda reach: _messages(code, reach)),
        Source("decided", "Operations", "task_alt", "gateways_operation", lambda reach: _decided(code, reach)),
        few("open", "Discrepancies", "report", "gateways_discrepancy", lambda: own.discrepancies, _discrepancy_steps),
        Source("breaks", "Breaks", "rule_settings", "reconciliation_break", lambda reach: _breaks(code, reach)),
        few("files", "Settlement files", "upload_file", "reconciliation_importedfile", lambda: own.files, _file_steps),
        audit_source(code),
        note_source(code, "gateways.gateway"),
    ]


def _messages(code: str, reach: Reach) -> list[Entry]:
    rows = by_id(
        Message.objects.filter(gateway_code=code).defer("request_body", "response_body"), reach, at="created_at"
    )
    return [
        Entry(
            row.timeline_key,
            row.created_at,
            f"{row.get_direction_display()}: {row.method} {row.path}",
            f"{row.duration_ms:,} ms{', ' if row.error else ''}{row.error}",
            mark=status_badge(row.status),
            href=reverse("admin:gateways_message_change", args=[row.id]),
            request_id=row.request_id,
        )
        for row in rows
    ]


def _decided(code: str, reach: Reach) -> list[Entry]:
    decided = Operation.objects.filter(gateway_code=code, decided_at__isnull=False).defer("sealed_terms", "result")
    return [
        Entry(
            row.timeline_key,
            _decided_at(row),
            f"{capability_text(row.capability)} of {plain_money(row.amount, row.currency)}",
            ", ".join(part for part in (row.provider_reference, row.failure_code) if part),
            mark=badge(label_of(row, "state"), OPERATION_TONES[OperationState(row.state)]),
            href=reverse("admin:payment_life", args=[row.transaction_id]),
        )
        for row in by_moment(decided, reach, at="decided_at", column="id")
    ]


def _decided_at(row: Operation) -> Any:
    return row.decided_at


def _breaks(code: str, reach: Reach) -> list[Entry]:
    return [
        Entry(
            row.timeline_key,
            row.opened_at,
            f"Break: {label_of(row, 'reason').lower()}",
            row.detail,
            mark=state_badge_of(row),
            href=reverse("admin:reconciliation_break_change", args=[row.id]),
        )
        for row in by_id(Break.objects.filter(gateway_code=code), reach, at="opened_at")
    ]


def _discrepancy_steps(row: Discrepancy) -> Iterable[Entry | None]:
    page = reverse("admin:gateways_discrepancy_change", args=[row.id])
    yield step(row.id, 0, row.created_at, row.get_kind_display(), detail=row.detail, href=page)


def _file_steps(row: ImportedFile) -> Iterable[Entry | None]:
    page = reverse("admin:reconciliation_importedfile_change", args=[row.id])
    name = row.name or f"File of {date_text(row.day)}"
    yield step(row.id, 0, row.created_at, f"{name} came", href=page, by_id=row.uploaded_by_id)
    yield step(row.id, 1, row.ended_at, f"{name} was read", detail=row.failure, mark=state_badge_of(row), href=page)
