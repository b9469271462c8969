"""What a reviewer does to several cases at once: each in its own transaction, so that one refused stops no other."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.core.errors import DomainError
from apps.risk.models import Case, CaseState
from apps.risk.services._cases import assign_case, close_case


@dataclass(frozen=True, slots=True)
class Refused:
    """A case nothing was done to, and why."""

    case_id: UUID
    why: str


def take_cases(
    *, case_ids: Sequence[UUID], to: UUID, by: UUID, holds_role: bool, now: datetime
) -> tuple[int, list[Refused]]:
    """Gives cases to somebody; returns how many, and those that could not be given. See `assign_case`."""

    def give(case_id: UUID) -> None:
        assign_case(case_id=case_id, to=to, by=by, holds_role=holds_role, now=now)

    return _each(case_ids, give)


def close_cases(
    *, case_ids: Sequence[UUID], outcome: str, reason: str, by: UUID, holds_role: bool, now: datetime
) -> tuple[int, list[Refused]]:
    """Closes cases, and with them their alerts; returns how many, and those that could not be closed.

    One nobody works on is taken first; one that somebody else works on, or with a held payment nobody has decided
    about, is refused. Raises nothing else than `close_case` raises for all of them alike, as part of the refusals.
    """

    def close(case_id: UUID) -> None:
        case = Case.objects.filter(pk=case_id).only("state").first()
        if case is not None and case.state == CaseState.OPEN:
            assign_case(case_id=case_id, to=by, by=by, holds_role=holds_role, now=now)
        close_case(case_id=case_id, outcome=outcome, reason=reason, by=by, holds_role=holds_role, now=now)

    return _each(case_ids, close)


def _each(case_ids: Sequence[UUID], deed: Callable[[UUID], None]) -> tuple[int, list[Refused]]:
    done, refused = 0, []
    for case_id in dict.fromkeys(case_ids):
        try:
            deed(case_id)
            done += 1
        except DomainError as error:
            refused.append(Refused(case_id, error.detail))
    return done, refused
