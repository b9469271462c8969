"""The rules of the demo, and the evening on which somebody's phone was in the wrong hands."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.operations.demo._plan import Planned
from apps.risk import services as risk
from apps.risk.selectors import hour_of

# Code, title, what it looks at, what follows, and the figures; amounts are in the demo's currency.
_RULES: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    ("many_in_an_hour", "More payments than a person makes", "PAYMENTS_IN_HOUR", "STEP_UP", {"threshold": 10}),
    (
        *("emptied_in_an_hour", "A wallet that is being emptied", "TOTAL_IN_HOUR", "BLOCK"),
        {"threshold": 3_000, "amount_above": 1_500},
    ),
    ("unlike_them", "Far from what they usually pay", "TIMES_HABIT", "STEP_UP", {"threshold": 8, "second": 10}),
    ("large_to_a_stranger", "Much money to a new payee", "NEW_PAYEE", "HOLD", {"amount_above": 1_500}),
    ("fresh_phone", "A phone registered today", "DEVICE_AGE_HOURS", "STEP_UP", {"threshold": 24, "amount_above": 50}),
    ("one_to_many", "Money is being spread", "NEW_PAYEES_IN_DAY", "HOLD", {"threshold": 25}),
    ("many_to_one", "Money is being gathered", "PAYERS_OF_PAYEE_IN_DAY", "ALLOW", {"threshold": 5}),
    ("at_night", "Much money at night", "LOCAL_HOUR", "STEP_UP", {"threshold": 23, "second": 5, "amount_above": 200}),
    ("there_and_back", "Money that goes in circles", "ROUND_TRIP", "HOLD", {"threshold": 2, "amount_above": 500}),
    ("watch_list", "Somebody we are warned of", "WATCH_LIST", "HOLD", {}),
)
_VICTIM, STRANGER = "walter", "quynh"
_NOTE = "Called him on the number he registered with: he was robbed an hour ago and knows nobody of that name."


def set_rules(*, currency: str, at: datetime) -> None:
    """Makes the rules that the story is lived under, so that each can be tried on what it saw."""
    for code, title, metric, result, figures in _RULES:
        facts: dict[str, Any] = {name: Decimal(figure) for name, figure in figures.items()}
        if "amount_above" in facts:
            facts["currency"] = currency
        risk.set_rule(code=code, title=title, metric=metric, result=result, now=at, **facts)
    risk.set_kind_policy(kind="P2P", on_failure="CLOSED", now=at)


def plan_theft(*, msisdn: str, now: datetime) -> list[Planned]:
    """What whoever has the phone tries: the first is held, the second is blocked."""
    first, second = now - timedelta(minutes=50), now - timedelta(minutes=46)
    if hour_of(first) != hour_of(second):
        # The rules count by the hour of the clock: tried on either side of it, the second would only be held too.
        first, second = first - timedelta(minutes=4), second - timedelta(minutes=4)
    return [
        Planned(first, _VICTIM, msisdn, Decimal(1_600), "Phone"),
        Planned(second, _VICTIM, msisdn, Decimal(1_700), "The rest"),
    ]


def look_into_it(*, payments: list[UUID], reviewer_id: UUID, now: datetime) -> None:
    """An operator takes the case and writes down what they have heard; they have not decided yet."""
    cases = [risk.open_cases(transaction_id=payment, now=now - timedelta(minutes=45)) for payment in payments]
    case_id = cases[0]
    if case_id is None:
        raise LookupError("the theft went unnoticed")
    risk.assign_case(case_id=case_id, to=reviewer_id, by=reviewer_id, holds_role=True, now=now - timedelta(minutes=30))
    risk.add_note(case_id=case_id, text=_NOTE, by=reviewer_id, holds_role=True, now=now - timedelta(minutes=20))
