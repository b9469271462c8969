"""What waits for somebody, and whether what was recorded reaches the people."""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import Q
from django.http import HttpRequest

from apps.operations import selectors
from apps.operations.dashboard._parts import Group, Tile, counted, duration, list_of
from apps.operations.selectors import COUNTED, Flow
from apps.reconciliation.selectors import count_open_breaks
from apps.risk.models import Alert, Case, CaseState

# As the index of what waits has it (apps/risk/models.py).
_UNDECIDED = Q(result="HOLD", decision="", case__isnull=False)


def work(request: HttpRequest, now: datetime) -> Group:
    """Counts that stop early, each by an index of what waits."""
    sees = request.user.has_perm
    tiles: list[Tile] = []
    if sees("risk.view_alert"):
        tiles.append(_alerts())
    if sees("risk.view_case"):
        tiles.append(_cases())
    if sees("reconciliation.view_break"):
        tiles.append(_breaks())
    if sees("core.view_outboxevent") or sees("notifications.view_delivery"):
        flow = selectors.get_flow(now=now)
        if sees("core.view_outboxevent"):
            tiles += _platform(flow, now)
        if sees("notifications.view_delivery"):
            tiles.append(_deliveries(flow))
    return Group("Work and platform", tiles)


def _alerts() -> Tile:
    count = Alert.objects.filter(_UNDECIDED).values("pk")[: COUNTED + 1].count()
    return Tile(
        "Held payments to decide",
        counted(count),
        "The rules hold them until somebody decides" if count else "None waits",
        list_of("risk_alert", decision="none"),
        "bad" if count else "good",
    )


def _cases() -> Tile:
    still_open = Case.objects.filter(state__in=[CaseState.OPEN, CaseState.IN_REVIEW])
    count = still_open.values("pk")[: COUNTED + 1].count()
    return Tile(
        "Open cases",
        counted(count),
        "Somebody has to look into them" if count else "None",
        list_of("risk_case"),
    )


def _breaks() -> Tile:
    count = count_open_breaks(most=COUNTED)
    return Tile(
        "Open breaks",
        counted(count),
        "Providers' lists and our books do not agree" if count else "Providers' lists and our books agree",
        list_of("reconciliation_break"),
        "bad" if count else "good",
    )


def _platform(flow: Flow, now: datetime) -> Iterator[Tile]:
    yield Tile(
        "Waiting events",
        f"{flow.waiting:,}",
        f"The oldest for {duration(flow.oldest_seconds)}" if flow.waiting else "Everything was handed to the broker",
        list_of("core_outboxevent", state="waiting"),
        "bad" if flow.oldest_seconds > 60 else "good",
    )
    yield Tile(
        "Stuck events",
        counted(flow.stuck),
        "Published again and again" if flow.stuck else "None",
        list_of("core_outboxevent", state="stuck"),
        "bad" if flow.stuck else "good",
    )
    if flow.relay_beat_at is None:
        value, detail = "Never seen", "No relay has run on this database"
    else:
        value = "Silent" if flow.relay_is_silent else "Alive"
        detail = f"Last heard {duration((now - flow.relay_beat_at).total_seconds())} ago"
        detail += "" if flow.broker_ok else "; it does not reach the broker"
    bad = flow.relay_is_silent or not flow.broker_ok
    yield Tile("Relay", value, detail, list_of("core_heartbeat"), "bad" if bad else "good")


def _deliveries(flow: Flow) -> Tile:
    return Tile(
        "Failed deliveries",
        counted(flow.failed_deliveries),
        "Given up after eight attempts" if flow.failed_deliveries else "None",
        list_of("notifications_delivery", state="FAILED"),
        "bad" if flow.failed_deliveries else "good",
    )
