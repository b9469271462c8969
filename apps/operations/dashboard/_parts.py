"""What the dashboard is made of: numbers with what they were before, charts with what they show in words."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Literal

from django.urls import reverse

from apps.core.admin_base import Section, plain_money
from apps.operations.dashboard._range import Range
from apps.operations.selectors import COUNTED

# Below this share of a change nobody would speak of one.
_SAME = Decimal("0.005")
_MANY_TIMES = 10


@dataclass(frozen=True, slots=True)
class Change:
    """How a number differs from what it was before, in words and with a sign: colours say it once more at most."""

    direction: Literal["up", "down", "same", "none"]
    text: str

    @property
    def sign(self) -> str:
        return {"up": "▲", "down": "▼", "same": "=", "none": ""}[self.direction]


@dataclass(frozen=True, slots=True)
class Tile:
    """One number. `tone` is good, bad or plain; it is said in `detail` too, for who sees no colours."""

    title: str
    value: str
    detail: str
    address: str = ""
    tone: str = "plain"
    change: Change | None = None


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture of numbers, and the same numbers as a table: a canvas says nothing to who cannot see it."""

    title: str
    summary: str
    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    data: str
    options: str
    form: Literal["bar", "line"] = "bar"

    @property
    def template(self) -> str:
        """Unfold's component that draws it."""
        return f"unfold/components/chart/{self.form}.html"

    @property
    def table(self) -> dict[str, object]:
        """As Unfold's table component wants it."""
        return {"headers": self.headers, "rows": self.rows}


@dataclass(frozen=True, slots=True)
class Group:
    """What belongs together under one title."""

    title: str
    tiles: Sequence[Tile] = ()
    charts: Sequence[Chart] = ()
    sections: Sequence[Section] = ()
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not (self.tiles or self.charts or self.sections)


@dataclass(frozen=True, slots=True)
class Series:
    """One colour of a chart. `colour` is a CSS variable of Unfold's, or a colour."""

    label: str
    colour: str
    values: Sequence[Decimal | int]
    more: dict[str, Any] = field(default_factory=dict)


GREEN, RED, GREY = "var(--color-primary-500)", "#d92d20", "#98a2b3"


def chart_data(labels: Sequence[str], series: Sequence[Series]) -> str:
    """As Chart.js wants it. A picture needs no more than a float; the exact numbers stand in the table."""
    datasets = [
        {
            "label": one.label,
            "data": [float(value) for value in one.values],
            "backgroundColor": one.colour,
            "borderColor": one.colour,
            **one.more,
        }
        for one in series
    ]
    return json.dumps({"labels": list(labels), "datasets": datasets})


def chart_options(*, stacked: bool = False, legend: bool = False, sideways: bool = False) -> str:
    """Chart.js's options: nothing moves, and the chart is as high as its box."""
    numbers = {
        "stacked": stacked,
        "beginAtZero": True,
        "border": {"display": False},
        "grid": {"display": True, "color": "#e5e7eb"},
        "ticks": {"maxTicksLimit": 5, "precision": 0},
    }
    names = {
        "stacked": stacked,
        "border": {"display": False},
        "grid": {"display": False, "color": "#e5e7eb"},
        "ticks": {"maxRotation": 0, "autoSkip": not sideways, "autoSkipPadding": 12},
    }
    return json.dumps(
        {
            "animation": False,
            "responsive": True,
            "maintainAspectRatio": False,
            "indexAxis": "y" if sideways else "x",
            "interaction": {"mode": "index", "intersect": False, "axis": "y" if sideways else "x"},
            "maxBarThickness": 28,
            "borderRadius": 3,
            "elements": {"line": {"borderWidth": 2}, "point": {"radius": 2, "hoverRadius": 4}},
            "plugins": {
                "legend": {
                    "display": legend,
                    "position": "bottom",
                    "labels": {"boxWidth": 12, "boxHeight": 12, "useBorderRadius": True, "borderRadius": 2},
                }
            },
            "scales": {"x": numbers, "y": names} if sideways else {"x": names, "y": numbers},
        }
    )


def change_of(is_now: Decimal | int, was: Decimal | int, span: Range) -> Change:
    """By which share a number has changed on the days before."""
    before = span.previous_title
    if not span.can_be_compared:
        return Change("none", "No full hour yet to compare")
    if is_now == was:
        return Change("same", f"As on {before}") if is_now else Change("none", f"Nothing on {before} to compare with")
    if not was:
        return Change("up", f"Up from none on {before}")
    share = (Decimal(is_now) - Decimal(was)) / abs(Decimal(was))
    if abs(share) < _SAME:
        return Change("same", f"As on {before}")
    direction: Literal["up", "down"] = "up" if share > 0 else "down"
    if share >= _MANY_TIMES:
        return Change(direction, f"Up to {Decimal(is_now) / Decimal(was):,.0f} times {before}")
    return Change(direction, f"{direction.capitalize()} {abs(share):.0%} on {before}".replace("%", " %"))


def points_changed(is_now: Decimal | None, was: Decimal | None, span: Range) -> Change:
    """The same for a percentage: by how many points."""
    if not span.can_be_compared:
        return Change("none", "No full hour yet to compare")
    if is_now is None or was is None:
        return Change("none", f"Nothing on {span.previous_title} to compare with")
    points = is_now - was
    if abs(points) < Decimal("0.05"):
        return Change("same", f"As on {span.previous_title}")
    direction: Literal["up", "down"] = "up" if points > 0 else "down"
    return Change(direction, f"{direction.capitalize()} {abs(points):.1f} points on {span.previous_title}")


def percent(part: int, whole: int) -> Decimal | None:
    """None of nothing."""
    return Decimal(100 * part) / Decimal(whole) if whole else None


def percent_text(value: Decimal | None) -> str:
    """Never more than there is: 99.97 % is not everything."""
    if value is None:
        return "None yet"
    rounded = value.quantize(Decimal("0.1"))
    if rounded == 100 and value < 100:
        rounded = Decimal("99.9")
    return f"{rounded} %"


def short_money(amount: Decimal, currency: str) -> str:
    """As a tile has room for: millions by three digits."""
    for size, unit in ((Decimal(10) ** 12, "tn"), (Decimal(10) ** 9, "bn"), (Decimal(10) ** 6, "m")):
        if abs(amount) >= 10 * size:
            return f"{amount / size:,.1f} {unit} {currency}"
    return plain_money(amount, currency)


def list_of(page: str, **parameters: str) -> str:
    """The address of a list, narrowed."""
    return reverse(f"admin:{page}_changelist", query=parameters)


def counted(number: int) -> str:
    """A count that stopped at COUNTED + 1."""
    return f"{number:,}" if number <= COUNTED else f"{COUNTED:,}+"


def duration(seconds: float) -> str:
    """A length of time in the unit people would use."""
    for unit, size in [("days", 86_400), ("hours", 3_600), ("minutes", 60)]:
        if seconds >= 2 * size:
            return f"{seconds / size:,.0f} {unit}"
    return f"{max(seconds, 0):.0f} seconds"
