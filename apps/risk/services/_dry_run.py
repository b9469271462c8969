"""A rule tried on the days that are over, in the background.

Asking writes a row and an event. A worker claims the row for two minutes at a time (SKIP LOCKED), looks at decisions
some at a time, and says how far it has got after each batch; nothing is locked meanwhile. One that dies leaves a row
that is claimed again and begun anew; after three times it is given up. So it can be done twice and never wrongly: what
it writes is its own row, at the end.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

import structlog
from django.db import DatabaseError, IntegrityError, transaction

from apps.core import events, sql
from apps.core.constraints import constraint_name
from apps.core.errors import InvalidInput
from apps.core.ids import earliest_id
from apps.risk import rules
from apps.risk.errors import DryRunUnderWay
from apps.risk.models import MOST_DAYS, Decision, DryRun, DryRunState, Result
from apps.risk.rules import RuleSpec, judge

log = structlog.get_logger("gopay.risk")

# As many decisions as a worker judges in a few seconds; of more, an even share of each part of the time is looked at.
MOST_LOOKED_AT = 20_000
_SLICES = 100
_BATCH = 1_000
_LEASE = timedelta(minutes=2)
_TRIES = 3
# Of how many of the payments it would have hit the ids are kept, the newest: enough to look into what became of them.
_KEPT = 1_000
_FIGURES = ("kind", "currency", "metric", "threshold", "second", "amount_above", "result")

_CLAIM = """
UPDATE risk_dryrun SET state = 'RUNNING', attempts = attempts + 1, due_at = %s, looked_at = 0
WHERE id = (
    SELECT id FROM risk_dryrun WHERE state IN ('QUEUED', 'RUNNING') AND due_at <= %s AND (%s::uuid IS NULL OR id = %s)
    ORDER BY due_at LIMIT 1 FOR UPDATE SKIP LOCKED
)
RETURNING id
"""


def ask_dry_run(
    *, figures: Mapping[str, Any], days: int, rule_id: int | None = None, by: UUID, now: datetime
) -> DryRun:
    """Asks for a rule, saved or not, to be tried on the decisions of the last `days` days; `figures` are its columns.

    Raises InvalidInput that names each field that is wrong, DryRunUnderWay while another one of `by` runs.
    """
    spec = _spec_of(figures)
    if not 1 <= days <= MOST_DAYS:
        detail = f"From 1 to {MOST_DAYS} days."
        raise InvalidInput(errors=[{"field": "days", "code": "invalid", "detail": detail}])
    stored = {name: figures.get(name) for name in _FIGURES}
    plain = {name: f"{each.normalize():f}" if isinstance(each, Decimal) else each for name, each in stored.items()}
    try:
        with transaction.atomic():
            row = DryRun.objects.create(
                rule_id=rule_id,
                figures={**plain, "words": rules.in_words(spec)},
                days=days,
                asked_by_id=by,
                asked_at=now,
                due_at=now,
            )
            events.record("risk.dry_run_asked", {"dry_run_id": str(row.pk)}, at=now)
    except IntegrityError as error:
        if constraint_name(error) == "risk_one_dry_run_each":
            raise DryRunUnderWay from error
        raise
    return row


def start_after_commit(dry_run_id: UUID, *, now: datetime) -> None:
    """Runs it as soon as the present transaction has committed, in this process; a failure is the sweep's to repeat."""

    def start() -> None:
        carry_out_dry_runs(now=now, only=dry_run_id)

    transaction.on_commit(start, robust=True)


def carry_out_dry_runs(*, now: datetime, only: UUID | None = None) -> int:
    """Carries out one that is due, or this one if it is, to its end; returns how many it was.

    Raises django.db.DatabaseError; whatever else goes wrong is the dry run's own failure.
    """
    row = sql.fetch_one(_CLAIM, [now + _LEASE, now, only, only])
    if row is None:
        return 0
    run = DryRun.objects.get(pk=row[0])
    if run.attempts > _TRIES:
        _end(run, DryRunState.FAILED, {"error": "It was begun three times and never came to its end."}, now)
        return 1
    try:
        outcome = _carry_out(run)
    except DatabaseError:
        raise
    except Exception as error:
        log.error("dry run failed", dry_run_id=str(run.pk), exc_info=error)
        _end(run, DryRunState.FAILED, {"error": type(error).__name__}, now)
        return 1
    _end(run, DryRunState.DONE, outcome, now)
    return 1


def _end(run: DryRun, state: DryRunState, outcome: Mapping[str, Any], now: datetime) -> None:
    unfinished = DryRun.objects.filter(pk=run.pk, state=DryRunState.RUNNING)
    unfinished.update(state=state, outcome=dict(outcome), done_at=now)


def _spec_of(figures: Mapping[str, Any]) -> RuleSpec:
    given = {name: figures.get(name) for name in _FIGURES}
    for name in ("threshold", "second", "amount_above"):
        figure = given[name]
        if isinstance(figure, str):
            given[name] = Decimal(figure) if figure else None
    return rules.check(code="tried", **{**given, "kind": given["kind"] or "", "currency": given["currency"] or ""})  # type: ignore[arg-type]


@dataclass(slots=True)
class _Tally:
    """What the rule would have done, so far."""

    looked_at: int = 0
    unknown: int = 0
    hits: Counter[tuple[str, str]] = field(default_factory=Counter)
    changed: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    already: dict[str, tuple[int, Decimal]] = field(default_factory=dict)
    payers: set[UUID] = field(default_factory=set)
    kept: list[dict[str, Any]] = field(default_factory=list)

    def look(self, spec: RuleSpec, decision: Decision) -> None:
        self.looked_at += 1
        facts = decision.facts
        judgement = judge(spec, facts)
        if judgement.is_hit is None:
            self.unknown += 1
        if not judgement.is_hit:
            return
        was = Result[decision.result]
        would_be = max(was, spec.result)
        self.hits[was.name, would_be.name] += 1
        # What had been held or blocked at the time was stopped without this rule.
        sums = self.already if was >= Result.HOLD else self.changed
        count, amount = sums.get(facts["currency"], (0, Decimal(0)))
        sums[facts["currency"]] = (count + 1, amount + Decimal(facts["amount"]))
        if decision.payer_id is not None:
            self.payers.add(decision.payer_id)
        self.kept.append(
            {
                "id": str(decision.id),
                "at": decision.decided_at.isoformat(),
                "amount": facts["amount"],
                "currency": facts["currency"],
                "payer": str(decision.payer_id) if decision.payer_id else None,
                "value": judgement.value,
                "was": was.name,
                "would_be": would_be.name,
            }
        )
        if len(self.kept) > 2 * _KEPT:
            self._keep_newest()

    def _keep_newest(self) -> None:
        self.kept = sorted(self.kept, key=lambda one: one["id"], reverse=True)[:_KEPT]

    def outcome(self, total: int) -> dict[str, Any]:
        self._keep_newest()
        return {
            "looked_at": self.looked_at,
            "of_about": max(total, self.looked_at),
            "is_sample": total > self.looked_at,
            "unknown": self.unknown,
            "hit": sum(self.hits.values()),
            "already_stopped": sum(count for count, _ in self.already.values()),
            "by_result": [[was, would_be, count] for (was, would_be), count in sorted(self.hits.items())],
            "stopped": [[currency, count, f"{amount:f}"] for currency, (count, amount) in sorted(self.changed.items())],
            "already": [[currency, count, f"{amount:f}"] for currency, (count, amount) in sorted(self.already.items())],
            "customers": len(self.payers),
            "latest": self.kept,
        }


def _carry_out(run: DryRun) -> dict[str, Any]:
    spec = _spec_of(run.figures)
    begin, end = run.asked_at - timedelta(days=run.days), run.asked_at
    rows = Decision.objects.filter(pk__gte=earliest_id(begin), pk__lt=earliest_id(end + timedelta(milliseconds=1)))
    count = rows.order_by().values("pk")[: MOST_LOOKED_AT + 1].count()
    tally = _Tally()
    is_whole = count <= MOST_LOOKED_AT
    _progress(run, 0, count if is_whole else MOST_LOOKED_AT)

    def look(batch: list[Decision]) -> None:
        for decision in batch:
            tally.look(spec, decision)
        _progress(run, tally.looked_at, run.expected)

    if is_whole:
        for batch in _all(rows):
            look(batch)
        return tally.outcome(tally.looked_at)
    total = _sample(rows, begin, end, look)
    return tally.outcome(total)


def _progress(run: DryRun, looked_at: int, expected: int) -> None:
    run.looked_at, run.expected = looked_at, expected
    DryRun.objects.filter(pk=run.pk).update(looked_at=looked_at, expected=expected)


_COLUMNS = ("id", "result", "facts", "decided_at", "payer_id")


def _all(rows: Any) -> Iterator[list[Decision]]:
    """All of them, newest first; each batch is a range of the primary key."""
    before: UUID | None = None
    while True:
        later = rows if before is None else rows.filter(pk__lt=before)
        batch = list(later.only(*_COLUMNS).order_by("-id")[:_BATCH])
        yield batch
        if len(batch) < _BATCH:
            return
        before = batch[-1].id


def _sample(rows: Any, begin: datetime, end: datetime, look: Callable[[list[Decision]], None]) -> int:
    """The first ones of each of a hundred parts of the time, as many of each; returns about how many there are in all.

    A part that has more is as dense as what was read of it.
    """
    share = MOST_LOOKED_AT // _SLICES
    length = (end - begin) / _SLICES
    total = 0.0
    for number in reversed(range(_SLICES)):
        first, last = begin + number * length, begin + (number + 1) * length
        part = rows.filter(pk__gte=earliest_id(first), pk__lt=earliest_id(last))
        batch = list(part.only(*_COLUMNS).order_by("id")[:share])
        look(batch)
        if len(batch) < share:
            total += len(batch)
            continue
        covered = max((batch[-1].decided_at - first).total_seconds(), 0.001)
        total += max(len(batch), len(batch) * length.total_seconds() / covered)
    return round(total)
