"""The first page of the operators' site: today's numbers, each with a link to what is behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from apps.core import clock
from apps.core.admin_base import NOTHING, Section, badge, link, moment_text, money_text, plain_money
from apps.operations import selectors
from apps.operations.selectors import COUNTED, Flow
from apps.reconciliation.selectors import count_open_breaks, get_coverage
from apps.transactions.admin._payments import TONES
from apps.transactions.models import State

# It is taken every day.
_PROOF_IS_OLD = timedelta(hours=26)


@dataclass(frozen=True, slots=True)
class Tile:
    """One number. `tone` is good, bad or plain; it is said in `detail` too, for who sees no colours."""

    title: str
    value: str
    detail: str
    address: str
    tone: str = "plain"


def add_numbers(request: HttpRequest, context: dict[str, Any]) -> dict[str, Any]:
    """For Unfold's DASHBOARD_CALLBACK. Shows only what this operator may look into."""
    now = clock.now()
    tiles: list[Tile] = []
    if request.user.has_perm("transactions.view_transaction"):
        tiles += _payments(now)
    flow = selectors.get_flow(now=now)
    if request.user.has_perm("reconciliation.view_coverageproof"):
        tiles += _coverage(now)
    if request.user.has_perm("reconciliation.view_break"):
        tiles.append(_breaks())
    if request.user.has_perm("core.view_outboxevent"):
        tiles += _platform(flow, now)
    if request.user.has_perm("notifications.view_delivery"):
        tiles.append(_deliveries(flow))
    sections = [_newest_payments()] if request.user.has_perm("transactions.view_transaction") else []
    return {**context, "tiles": tiles, "sections": sections, "as_of": now}


def _newest_payments() -> Section:
    return Section(
        title="Newest payments",
        headers=("reference", "state", "amount", "payer", "payee", "at"),
        rows=[
            (
                link("transactions_transaction", row.id, row.reference),
                badge(row.get_state_display().partition(":")[0], TONES[State(row.state)]),
                money_text(row.amount, row.currency),
                row.payer_name or "GoPay",
                row.payee_name or NOTHING,
                moment_text(row.created_at),
            )
            for row in selectors.list_newest_payments()
        ],
        empty="No payments yet.",
        more=("All payments", _list("transactions_transaction")),
    )


def _list(page: str, **parameters: str) -> str:
    return reverse(f"admin:{page}_changelist", query=parameters)


def _payments(now: datetime) -> Iterator[Tile]:
    totals = selectors.get_day_totals(now=now)
    page = "transactions_transaction"
    for state, title in [("COMPLETED", "Completed today"), ("DECLINED", "Declined today")]:
        rows = [row for row in totals if row.state == state]
        amounts = ", ".join(plain_money(row.amount, row.currency) for row in rows)
        yield Tile(
            title,
            f"{sum(row.count for row in rows):,}",
            amounts or "No payments yet",
            _list(page, state=state, since="today"),
        )


def _coverage(now: datetime) -> Iterator[Tile]:
    """A tile for each currency: whether the banks cover the e-money, by its newest proof."""
    for proof in get_coverage().proofs:
        is_old = now - proof.taken_at > _PROOF_IS_OLD
        if not proof.is_covered:
            value, detail = "Not covered", f"{plain_money(proof.missing, proof.currency)} are missing"
        elif proof.is_covered_by_trust:
            value, detail = "Covered", f"{plain_money(proof.issued, proof.currency)}, all of it in the banks"
        else:
            value, detail = "Covered", f"{plain_money(proof.issued, proof.currency)}, part of it with providers"
        detail += f"; not proven for {_duration((now - proof.taken_at).total_seconds())}" if is_old else ""
        yield Tile(
            f"E-money in {proof.currency}",
            value,
            detail,
            reverse("admin:reconciliation_coverageproof_change", args=[proof.pk]),
            "bad" if is_old or not proof.is_covered else "good",
        )


def _breaks() -> Tile:
    count = count_open_breaks(most=COUNTED)
    return Tile(
        "Open breaks",
        _counted(count),
        "Providers' lists and our books do not agree" if count else "Providers' lists and our books agree",
        _list("reconciliation_break"),
        "bad" if count else "good",
    )


def _counted(number: int) -> str:
    return f"{number:,}" if number <= COUNTED else f"{COUNTED:,}+"


def _duration(seconds: float) -> str:
    """A length of time in the unit people would use."""
    for unit, size in [("days", 86_400), ("hours", 3_600), ("minutes", 60)]:
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{max(seconds, 0):.0f} seconds"


def _platform(flow: Flow, now: datetime) -> Iterator[Tile]:
    yield Tile(
        "Waiting events",
        f"{flow.waiting:,}",
        f"The oldest for {_duration(flow.oldest_seconds)}" if flow.waiting else "Everything was handed to the broker",
        _list("core_outboxevent", state="waiting"),
        "bad" if flow.oldest_seconds > 60 else "good",
    )
    yield Tile(
        "Stuck events",
        _counted(flow.stuck),
        "Published again and again" if flow.stuck else "None",
        _list("core_outboxevent", state="stuck"),
        "bad" if flow.stuck else "good",
    )
    if flow.relay_beat_at is None:
        value, detail = "Never seen", "No relay has run on this database"
    else:
        value = "Silent" if flow.relay_is_silent else "Alive"
        detail = f"Last heard {_duration((now - flow.relay_beat_at).total_seconds())} ago"
        detail += "" if flow.broker_ok else "; it does not reach the broker"
    bad = flow.relay_is_silent or not flow.broker_ok
    yield Tile("Relay", value, detail, _list("core_heartbeat"), "bad" if bad else "good")


def _deliveries(flow: Flow) -> Tile:
    return Tile(
        "Failed deliveries",
        _counted(flow.failed_deliveries),
        "Given up after eight attempts" if flow.failed_deliveries else "None",
        _list("notifications_delivery", state="FAILED"),
        "bad" if flow.failed_deliveries else "good",
    )
