"""Reads of identity checks for reports: counts, and nobody by name. To be read in one snapshot."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from apps.core import sql


@dataclass(frozen=True, slots=True)
class TierCount:
    """How many people of a status are at a tier."""

    tier: str
    status: str
    people: int


@dataclass(frozen=True, slots=True)
class SubmissionCount:
    """How many submissions for a tier are in a state. `by_reviewer` were decided by somebody, not by the check alone.

    `waited` is how long the decided ones took on average.
    """

    tier: str
    state: str
    submissions: int
    by_reviewer: int
    watch_listed: int
    waited: timedelta | None


_PEOPLE = "SELECT kyc_tier, status, count(*) FROM accounts_user WHERE joined_at < %s GROUP BY 1, 2 ORDER BY 1, 2"
_COUNTS = """
SELECT target_tier, state, count(*), count(reviewer_id) FILTER (WHERE decided_at IS NOT NULL),
       count(*) FILTER (WHERE watch_listed), avg(decided_at - submitted_at)
  FROM kyc_submission WHERE {condition} GROUP BY 1, 2 ORDER BY 1, 2
"""
_DECIDED = _COUNTS.format(
    condition="state IN ('APPROVED', 'REJECTED', 'EXPIRED') AND decided_at >= %(since)s AND decided_at < %(before)s"
)
_HANDED_IN = _COUNTS.format(condition="submitted_at >= %(since)s AND submitted_at < %(before)s")
_OPEN = _COUNTS.format(condition="state IN ('SUBMITTED', 'IN_REVIEW')")


def list_people_by_tier(*, before: datetime) -> list[TierCount]:
    """The people who joined before a moment, by the tier and the status they have now."""
    return [TierCount(*row) for row in sql.fetch_all(_PEOPLE, [before])]


def list_handed_in(*, since: datetime, before: datetime) -> list[SubmissionCount]:
    """What was handed in in [since, before), by what became of it until now."""
    return [SubmissionCount(*row) for row in sql.fetch_all(_HANDED_IN, {"since": since, "before": before})]


def list_decided(*, since: datetime, before: datetime) -> list[SubmissionCount]:
    """What was decided in [since, before)."""
    return [SubmissionCount(*row) for row in sql.fetch_all(_DECIDED, {"since": since, "before": before})]


def list_open() -> list[SubmissionCount]:
    """What waits for a decision now."""
    return [SubmissionCount(*row) for row in sql.fetch_all(_OPEN)]
