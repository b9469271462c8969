"""How two things are compared: in turn, several times, in one run; what is reported is the median of the ratios."""

import os
import platform
import statistics
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the results. `target` is what to reach ("" when it is only stated); `value` is the ratio."""

    what: str
    ours: str
    theirs: str
    value: float | None = None
    target: str = ""
    reached: bool | None = None
    remark: str = ""


@dataclass(slots=True)
class Comparison:
    """Pairs of readings, taken in turn, so that a machine that slows down slows both."""

    ours: list[float] = field(default_factory=list)
    theirs: list[float] = field(default_factory=list)

    @property
    def ratio(self) -> float:
        return statistics.median(a / b for a, b in zip(self.ours, self.theirs, strict=True))

    def span(self, readings: Sequence[float], unit: str) -> str:
        middle = statistics.median(readings)
        return f"{middle:,.0f}{unit} ({min(readings):,.0f}-{max(readings):,.0f})"


def in_turn(ours: Callable[[], float], theirs: Callable[[], float], *, rounds: int) -> Comparison:
    """Runs both `rounds` times, each going first every other time."""
    comparison = Comparison()
    for number in range(rounds):
        pair = [(ours, comparison.ours), (theirs, comparison.theirs)]
        for measure, readings in pair if number % 2 else reversed(pair):
            readings.append(measure())
    return comparison


def at_least(what: str, comparison: Comparison, target: float, unit: str = "/s", remark: str = "") -> Figure:
    """A row where a higher ratio of ours to theirs is better."""
    return Figure(
        what,
        comparison.span(comparison.ours, unit),
        comparison.span(comparison.theirs, unit),
        comparison.ratio,
        f">= {target}",
        comparison.ratio >= target,
        remark,
    )


def stated(what: str, comparison: Comparison, unit: str = "/s") -> Figure:
    """A row that is written down without a bound."""
    return Figure(
        what,
        comparison.span(comparison.ours, unit),
        comparison.span(comparison.theirs, unit),
        comparison.ratio,
        "stated",
    )


def describe_machine() -> str:
    """One line about where the figures come from."""
    model = next(
        (
            line.split(":", 1)[1].strip()
            for line in Path("/proc/cpuinfo").read_text().splitlines()
            if "model name" in line
        ),
        platform.machine(),
    )
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    return f"{os.cpu_count()} x {model}, {memory:.0f} GiB, Python {platform.python_version()}, {platform.system()}"


def table(figures: Sequence[Figure]) -> str:
    """The rows as a Markdown table."""
    lines = ["| what | ours | compared with | ratio | reach | |", "|---|---|---|---|---|---|"]
    for figure in figures:
        value = "" if figure.value is None else f"{figure.value:.2f}"
        verdict = "" if figure.reached is None else "reached" if figure.reached else "**missed**"
        verdict = " ".join(part for part in (verdict, figure.remark) if part)
        lines.append(f"| {figure.what} | {figure.ours} | {figure.theirs} | {value} | {figure.target} | {verdict} |")
    return "\n".join(lines)


def today() -> str:
    return datetime.now(UTC).strftime("%Y-%m-%d")
