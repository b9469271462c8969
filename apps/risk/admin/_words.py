"""How the pages write what risk knows: people by name, payments by link, results by colour."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from apps.accounts.models import User
from apps.core.admin_base import NOTHING, badge, link
from apps.risk.models import RESULTS, Result

TONES = {"ALLOW": "success", "STEP_UP": "info", "HOLD": "warning", "BLOCK": "danger"}
# What a rule is to do, and what was done.
RESULT_NAMES = dict(RESULTS)
OUTCOME_NAMES = {"ALLOW": "Allowed", "STEP_UP": "Code asked for", "HOLD": "Held for review", "BLOCK": "Blocked"}


def result_badge(result: str | Result) -> str:
    name = result.name if isinstance(result, Result) else result
    return badge(OUTCOME_NAMES[name], TONES[name])


def names_of(people: Iterable[UUID | None]) -> dict[UUID, str]:
    """The names of some people, in one query."""
    wanted = {person for person in people if person is not None}
    return dict(User.objects.filter(pk__in=wanted).values_list("id", "full_name")) if wanted else {}


def person_link(person_id: UUID | None, names: dict[UUID, str]) -> str:
    return link("accounts_user", person_id, names.get(person_id, person_id) if person_id else None)


def payment_link(transaction_id: UUID) -> str:
    return link("transactions_transaction", transaction_id)


def rule_words(codes: Sequence[Any]) -> str:
    return ", ".join(str(code) for code in codes) or NOTHING
