"""One row of the table: what was done, what was counted, what was violated."""

import time
from dataclasses import dataclass, field

from dev.console import say


@dataclass(slots=True)
class Row:
    """`facts` are counted and stated; `violations` are sentences, and none may be left at the end."""

    name: str
    facts: dict[str, object] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)
    skipped: str = ""
    seconds: float = 0.0
    _started: float = field(default_factory=time.monotonic)

    def expect(self, holds: bool, violation: str) -> None:
        """Notes the violation unless it holds."""
        if not holds:
            self.violations.append(violation)
            say(f"  VIOLATED: {violation}")

    def progress(self, text: str) -> None:
        """A line for whoever waits."""
        say(f"  {time.monotonic() - self._started:6.1f} s  {text}")

    def done(self) -> "Row":
        self.seconds = time.monotonic() - self._started
        return self

    @property
    def verdict(self) -> str:
        return "SKIPPED" if self.skipped else "VIOLATED" if self.violations else "held"


def table(rows: list[Row]) -> str:
    """All rows, one line each, with what was violated beneath."""
    lines = []
    for row in rows:
        facts = row.skipped or ", ".join(f"{name} {value}" for name, value in row.facts.items())
        lines.append(f"{row.verdict:8}  {row.seconds:6.1f} s  {row.name}: {facts}")
        lines += [f"{'':20}{violation}" for violation in row.violations]
    return "\n".join(lines)
