"""The question about a payment, and what the rules make of it."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.core.money import Money
from apps.risk.models import Result

Facts = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Question:
    """What is known of a payment before it moves money. Who pays knows nothing of it, so nothing is left out.

    `device_since` is when the device was registered that signed it, None for a payment without one; `local_hour` is
    the hour of the day (0 to 23) where the payer is. `answers_id` is who answers for a payee that is no person, the
    owner of a business or of an outlet: alerts name them, and nothing is counted of them, as `payer_answers_id` is who
    answers for such a payer. Of an outlet itself payments are counted. `observed` are facts that only some
    kinds have, as JSON (rules.py says of which names).
    """

    kind: str
    amount: Money
    payer_id: UUID | None
    payee_id: UUID | None
    payer_tier: str
    channel: str
    device_since: datetime | None
    is_payer_watched: bool
    is_payee_watched: bool
    local_hour: int
    at: datetime
    answers_id: UUID | None = None
    payer_answers_id: UUID | None = None
    observed: Mapping[str, Any] = field(default_factory=dict)

    @property
    def named_payer_id(self) -> UUID | None:
        """The person at the payer's end, whoever the payments are counted of."""
        return self.payer_answers_id or self.payer_id

    @property
    def named_payee_id(self) -> UUID | None:
        """The person at the payee's end, whether or not anything is counted of them."""
        return self.answers_id or self.payee_id


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that hit, with the figures it had at that moment: the rule may be changed, the decision is not."""

    code: str
    result: Result
    metric: str = ""
    value: str = ""
    threshold: str = ""
    second: str = ""
    error: str = ""

    def stored(self) -> dict[str, str]:
        """As the decision keeps it."""
        named = {
            "rule": self.code,
            "result": self.result.name,
            "metric": self.metric,
            "value": self.value,
            "threshold": self.threshold,
            "second": self.second,
            "error": self.error,
        }
        return {name: text for name, text in named.items() if text}


@dataclass(frozen=True, slots=True)
class Bounds:
    """The highest new values of the counters at which a verdict is still right; None where no rule looks."""

    payments_in_hour: int | None = None
    payments_in_day: int | None = None
    total_in_hour: Decimal | None = None
    total_in_day: Decimal | None = None
    new_payees_in_day: int | None = None
    payers_of_payee_in_day: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """What is to become of a payment, and why."""

    result: Result
    hits: tuple[Hit, ...]
    facts: Facts
    question: Question
    bounds: Bounds = field(default_factory=Bounds)

    @property
    def has_failed(self) -> bool:
        """Whether the rules themselves failed, and the kind's policy decided."""
        return any(hit.error for hit in self.hits)
