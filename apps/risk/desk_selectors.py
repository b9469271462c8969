"""What the fraud desk looks at: bounded reads, each by an index, whatever there was before."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db.models import Count, Min, Q

from apps.core import sql
from apps.core.ids import earliest_id
from apps.risk.models import Alert, Case, CaseState, Decision, Result

# By when somebody should have looked: money that waits is somebody's rent.
HOLD_WITHIN = timedelta(hours=4)
CASE_WITHIN = timedelta(days=2)
SHOWN = 50
# Of today's decisions so many of each result are added up, the newest.
ADDED_UP = 5_000
_COUNTED = 500


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that is not closed, with what waits in it and by when it is due."""

    row: Case
    alerts: int
    waiting: int
    due_at: datetime


@dataclass(frozen=True, slots=True)
class Stopped:
    """What one rule did today in one currency: how many payments it hit, by what became of them, and their sum."""

    rule: str
    result: str
    currency: str
    count: int
    amount: Decimal


def list_waiting(*, limit: int = SHOWN) -> list[Alert]:
    """Held payments nobody has decided about, the oldest first."""
    waiting = Alert.objects.filter(result="HOLD", decision="", case__isnull=False)
    return list(waiting.select_related("case__assignee", "case__person").order_by("id")[:limit])


def count_waiting() -> int:
    """How many held payments wait, counted up to 500."""
    return (
        Alert.objects.filter(result="HOLD", decision="", case__isnull=False).order_by().values("pk")[:_COUNTED].count()
    )


def list_open_cases(*, limit: int = SHOWN) -> list[OpenCase]:
    """Cases that are not closed, what is due first at the top; of each state the oldest `limit`."""
    rows: list[Case] = []
    for state in (CaseState.OPEN, CaseState.IN_REVIEW):
        found = Case.objects.filter(state=state).select_related("person", "assignee").order_by("id")
        rows += list(found[:limit])
    undecided = Q(result="HOLD", decision="")
    counted = Alert.objects.filter(case_id__in=[row.pk for row in rows]).values("case_id")
    counts: dict[UUID, dict[str, Any]] = {
        each["case_id"]: dict(each)
        for each in counted.annotate(
            all=Count("id"), waiting=Count("id", filter=undecided), oldest=Min("raised_at", filter=undecided)
        )
    }
    cases = []
    for row in rows:
        found_counts = counts.get(row.pk, {"all": 0, "waiting": 0, "oldest": None})
        oldest = found_counts["oldest"]
        due_at = oldest + HOLD_WITHIN if oldest else row.opened_at + CASE_WITHIN
        cases.append(OpenCase(row, found_counts["all"], found_counts["waiting"], due_at))
    return sorted(cases, key=lambda case: (case.due_at, case.row.pk))


def count_open_cases() -> dict[str, int]:
    """How many cases nobody works on and how many somebody does, counted up to 500 each."""
    return {
        state.value: Case.objects.filter(state=state).order_by().values("pk")[:_COUNTED].count()
        for state in (CaseState.OPEN, CaseState.IN_REVIEW)
    }


def list_blocked(case_ids: Sequence[UUID], *, limit: int = SHOWN) -> list[Alert]:
    """Payments that were blocked, of these cases, the newest first."""
    blocked = Alert.objects.filter(case_id__in=list(case_ids), result="BLOCK").select_related("case__assignee")
    return list(blocked.order_by("-id")[:limit])


def list_newest_hits(*, limit: int = 20) -> list[Decision]:
    """The last decisions that were no plain yes, the newest first."""
    rows: list[Decision] = []
    for result in (Result.BLOCK, Result.HOLD, Result.STEP_UP):
        rows += list(Decision.objects.filter(result=result.name).order_by("-id")[:limit])
    return sorted(rows, key=lambda row: row.id, reverse=True)[:limit]


# A payment counts for the rules that decided about it: those as strict as the result.
_STOPPED = """
SELECT hit->>'rule', latest.result, latest.facts->>'currency', count(*), sum((latest.facts->>'amount')::numeric)
  FROM (
    SELECT result, hits, facts FROM risk_decision WHERE result = %s AND id >= %s ORDER BY id DESC LIMIT %s
  ) AS latest, jsonb_array_elements(latest.hits) AS hit
 WHERE hit->>'result' = latest.result
 GROUP BY 1, 2, 3
"""
_HOW_MANY = """
SELECT count(*) FROM (SELECT FROM risk_decision WHERE result = %s AND id >= %s LIMIT %s) AS counted
"""


def list_stopped(*, since: datetime) -> tuple[list[Stopped], bool]:
    """What each rule blocked, held or asked a code for since then, and whether that is all: see ADDED_UP."""
    rows: list[Stopped] = []
    is_whole = True
    for result in (Result.BLOCK, Result.HOLD, Result.STEP_UP):
        first = earliest_id(since)
        rows += [Stopped(*row) for row in sql.fetch_all(_STOPPED, [result.name, first, ADDED_UP])]
        counted = sql.fetch_one(_HOW_MANY, [result.name, first, ADDED_UP + 1])
        is_whole = is_whole and (counted is None or counted[0] <= ADDED_UP)
    rows.sort(key=lambda row: (-Result[row.result], -row.count, row.rule, row.currency))
    return rows, is_whole
