"""What was paid: how much, of which kind, with which success, and who took part."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal

from apps.core.admin_base import NOTHING, Section, badge, link, list_link, moment_text, money_text, plain_money
from apps.operations import selectors
from apps.operations.dashboard._parts import (
    GREEN,
    GREY,
    RED,
    Chart,
    Group,
    Series,
    Tile,
    change_of,
    chart_data,
    chart_options,
    list_of,
    percent,
    percent_text,
    points_changed,
    short_money,
)
from apps.operations.dashboard._range import Range
from apps.reports.figures import Figures, Point, get_figures, get_people, get_points
from apps.transactions.admin._payments import TONES
from apps.transactions.kinds import KINDS
from apps.transactions.models import State

PAGE = "transactions_transaction"
_COMPLETED = [State.COMPLETED.value]
_NOT_COMPLETED = [State.DECLINED.value, State.FAILED.value, State.RETURNED.value]
_DECIDED = [*_COMPLETED, *_NOT_COMPLETED]
_OPEN = [State.HELD.value, State.PENDING.value, State.UNKNOWN.value]


def payments(span: Range) -> Group:
    """Three statements over roll-ups, whatever the range."""
    found = get_figures("payments", span.shown, span.compared, span.previous)
    shown, compared, previous = (figures.of(currency=span.currency) for figures in found)
    points = get_points("payments", span.points, grain=span.grain, currency=span.currency)
    return Group(
        title="Payments",
        tiles=[*_tiles(span, shown, compared, previous), _people(span)],
        charts=[_by_state(span, points), _volume(span, points)],
        sections=[_by_kind(span, shown, previous)],
    )


def newest_payments() -> Section:
    """The last ones, whatever became of them."""
    return Section(
        title="Newest payments",
        headers=("reference", "state", "amount", "payer", "payee", "at"),
        rows=[
            (
                link(PAGE, row.id, row.reference),
                badge(row.get_state_display().partition(":")[0], TONES[State(row.state)]),
                money_text(row.amount, row.currency),
                row.payer_name or "GoPay",
                row.payee_name or NOTHING,
                moment_text(row.created_at),
            )
            for row in selectors.list_newest_payments()
        ],
        empty="No payments yet.",
        more=("All payments", list_of(PAGE)),
    )


def _tiles(span: Range, shown: Figures, compared: Figures, previous: Figures) -> list[Tile]:
    completed = shown.of(outcomes=_COMPLETED)
    now, before = compared.of(outcomes=_COMPLETED), previous.of(outcomes=_COMPLETED)
    rate, rate_now, rate_before = (_success(figures) for figures in (shown, compared, previous))
    missed, still_open = shown.of(outcomes=_NOT_COMPLETED), shown.of(outcomes=_OPEN).count
    declined = shown.of(outcomes=[State.DECLINED.value])
    narrowed = {"currency": span.currency, **span.link}
    of_volume = percent_text(100 * completed.fee / completed.amount) if completed.amount else ""
    return [
        Tile(
            "Volume",
            short_money(completed.amount, span.currency),
            "Completed, of all kinds",
            list_of(PAGE, state=State.COMPLETED, **narrowed),
            change=change_of(now.amount, before.amount, span),
        ),
        Tile(
            "Completed",
            f"{completed.count:,}",
            f"On average {plain_money(completed.amount / completed.count, span.currency)}"
            if completed.count
            else "No payments yet",
            list_of(PAGE, state=State.COMPLETED, **narrowed),
            change=change_of(now.count, before.count, span),
        ),
        Tile(
            "Success rate",
            percent_text(rate),
            f"{missed.count:,} not completed" + (f", {still_open:,} not decided yet" if still_open else ""),
            list_of(PAGE, **narrowed),
            change=points_changed(rate_now, rate_before, span),
        ),
        Tile(
            "Declined",
            f"{declined.count:,}",
            "Refused before any money moved",
            list_of(PAGE, state=State.DECLINED, **narrowed),
            change=change_of(
                compared.of(outcomes=[State.DECLINED.value]).count,
                previous.of(outcomes=[State.DECLINED.value]).count,
                span,
            ),
        ),
        Tile(
            "Fees",
            short_money(completed.fee, span.currency),
            f"{of_volume} of the volume, without tax" if of_volume else "Without tax",
            list_of(PAGE, state=State.COMPLETED, **narrowed),
            change=change_of(now.fee, before.fee, span),
        ),
    ]


def _people(span: Range) -> Tile:
    shown, compared, previous = get_people("payments", span.shown, span.compared, span.previous)
    return Tile(
        "Active people",
        f"about {shown:,}" if shown else "0",
        "Paid or were paid, in any currency; within 5 %",
        list_of(PAGE, state=State.COMPLETED, **span.link),
        change=change_of(compared, previous, span),
    )


def _success(figures: Figures) -> Decimal | None:
    return percent(figures.of(outcomes=_COMPLETED).count, figures.of(outcomes=_DECIDED).count)


def _by_state(span: Range, points: Sequence[Point]) -> Chart:
    groups = (("Completed", GREEN, _COMPLETED), ("Not completed", RED, _NOT_COMPLETED), ("Not decided", GREY, _OPEN))
    counts: dict[tuple[datetime, str], int] = defaultdict(int)
    for point in points:
        counts[point.starts_at, next(label for label, _, states in groups if point.outcome in states)] += point.count
    moments = span.moments
    series = [Series(label, colour, [counts[at, label] for at in moments]) for label, colour, _ in groups]
    busiest = max(moments, key=lambda at: counts[at, "Completed"])
    total = sum(counts[at, "Completed"] for at in moments)
    return Chart(
        title="How payments ended",
        summary=f"{total:,} completed; most at {span.label(busiest)} ({counts[busiest, 'Completed']:,})."
        if total
        else "No payments in this time.",
        headers=("from", *(label for label, _, _ in groups)),
        rows=[
            (span.label(at), *(f"{counts[at, label]:,}" for label, _, _ in groups))
            for at in moments
            if _any(counts, at)
        ],
        data=chart_data([span.label(at) for at in moments], series),
        options=chart_options(stacked=True, legend=True),
    )


def _any(counts: dict[tuple[datetime, str], int], at: datetime) -> bool:
    return any(counts.get((at, label)) for label in ("Completed", "Not completed", "Not decided"))


def _volume(span: Range, points: Sequence[Point]) -> Chart:
    amounts = {point.starts_at: point.amount for point in points if point.outcome == State.COMPLETED}
    moments = span.moments
    values = [amounts.get(at, Decimal(0)) for at in moments]
    total = sum(values, Decimal(0))
    return Chart(
        title=f"Volume in {span.currency}",
        summary=f"{plain_money(total, span.currency)} in all." if total else "Nothing was paid in this time.",
        headers=("from", "completed"),
        rows=[
            (span.label(at), money_text(value, span.currency))
            for at, value in zip(moments, values, strict=True)
            if value
        ],
        data=chart_data([span.label(at) for at in moments], [Series("Completed", GREEN, values)]),
        options=chart_options(),
    )


def _by_kind(span: Range, shown: Figures, previous: Figures) -> Section:
    """Each number leads to exactly these payments."""
    before = previous.of(outcomes=_COMPLETED).by_kind()
    rows: list[Sequence[object]] = []
    for kind, figures in shown.by_kind().items():
        completed = figures.of(outcomes=_COMPLETED)
        narrowed = {"kind": kind, "currency": span.currency, **span.link}
        rows.append(
            (
                list_link(PAGE, KINDS[kind].label if kind in KINDS else kind, **narrowed),
                list_link(PAGE, f"{completed.count:,}", state=State.COMPLETED, **narrowed),
                money_text(completed.amount, span.currency),
                money_text(completed.fee, span.currency),
                percent_text(_success(figures)),
                f"{before[kind].count:,}" if kind in before else "0",
            )
        )
    return Section(
        title="By kind",
        headers=("kind", "completed", "volume", "fees", "success", f"on {span.previous_title}"),
        rows=rows,
        empty="No payments in this time.",
    )
