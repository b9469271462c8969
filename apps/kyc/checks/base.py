"""The port: what is asked about somebody, and the four things that can come back."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from apps.kyc.reasons import Reason


class Outcome(StrEnum):
    APPROVE = "APPROVE"
    REJECT = "REJECT"
    # The provider leaves it to a human being.
    REFER = "REFER"
    # Nobody knows: no answer, or none that can be understood. It is asked again, never guessed.
    UNKNOWN = "UNKNOWN"


@dataclass(frozen=True, slots=True)
class CheckRequest:
    """What is asked about one submission. Its id is the idempotency key: asked twice, it is one question."""

    submission_id: UUID
    tier: str
    name: str
    birth_date: date
    address: str
    document_type: str
    document_country: str
    document_expiry_date: date | None
    id_number: str


@dataclass(frozen=True, slots=True)
class CheckResult:
    """`reference` is the provider's own; `error` says in our words why nobody knows, and quotes nothing.

    `silent`: the provider did not answer at all, so other questions would fare no better now.
    """

    outcome: Outcome
    reasons: tuple[Reason, ...] = ()
    reference: str = ""
    error: str = ""
    silent: bool = False


class CheckPort(Protocol):
    def check(self, request: CheckRequest) -> CheckResult:
        """Asks, waiting at most half a minute. Whatever the provider does is a result; nothing is raised."""
