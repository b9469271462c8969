from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.risk.models import Decision, Result
from apps.risk.rules import RuleSpec, judge
from apps.risk.verdicts import Facts

DECISIONS = 5_000
_BATCH = 1_000
_SHOWN = 20


@dataclass(frozen=True, slots=True)
class Tried:
    """A past payment the rule would have hit, what became of it then, and what would have."""

    transaction_id: UUID
    decided_at: datetime
    amount: str
    currency: str
    value: str
    was: Result
    would_be: Result


@dataclass(frozen=True, slots=True)
class Trial:
    """What a rule would have done. `hits` counts by (what it was, what it would have been)."""

    looked_at: int
    unknown: int
    hits: dict[tuple[Result, Result], int]
    latest: tuple[Tried, ...]

    @property
    def hit(self) -> int:
        """How many payments it would have hit, stricter or not."""
        return sum(self.hits.values())

    @property
    def changed(self) -> int:
        """How many would have been treated otherwise."""
        return sum(count for (was, would_be), count in self.hits.items() if was is not would_be)


def try_rule(spec: RuleSpec, *, limit: int = DECISIONS) -> Trial:
    """Tries a rule, in force or not, saved or not, on the facts of the last `limit` decisions. Writes nothing.

    It sees what the rules saw then and nothing newer, so it says what the rule would have said. Payments whose facts
    lack what the rule looks at are counted as unknown. Raises nothing.
    """
    looked_at = unknown = 0
    hits: Counter[tuple[Result, Result]] = Counter()
    latest: list[Tried] = []
    for decision in _decisions(limit):
        looked_at += 1
        facts: Facts = decision.facts
        judgement = judge(spec, facts)
        if judgement.is_hit is None:
            unknown += 1
        if not judgement.is_hit:
            continue
        was = Result[decision.result]
        would_be = max(was, spec.result)
        hits[was, would_be] += 1
        if len(latest) < _SHOWN:
            latest.append(
                Tried(
                    decision.id,
                    decision.decided_at,
                    facts["amount"],
                    facts["currency"],
                    judgement.value,
                    was,
                    would_be,
                )
            )
    return Trial(looked_at, unknown, dict(hits), tuple(latest))


def _decisions(limit: int) -> Iterator[Decision]:
    """The last ones, the newest first, some at a time: each batch is a range of the primary key."""
    rows = Decision.objects.order_by("-id").only("id", "result", "facts", "decided_at")
    before: UUID | None = None
    while limit > 0:
        batch = list((rows if before is None else rows.filter(pk__lt=before))[: min(_BATCH, limit)])
        yield from batch
        if len(batch) < min(_BATCH, limit):
            return
        limit -= len(batch)
        before = batch[-1].id
