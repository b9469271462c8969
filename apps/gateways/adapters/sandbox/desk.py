"""What all protocols share: the books, the manners, the clock, and the secrets of each gateway."""

import hashlib
import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from apps.gateways.adapters.sandbox.behaviour import Manners, Plan
from apps.gateways.adapters.sandbox.books import Books
from apps.gateways.adapters.sandbox.records import Operation
from apps.gateways.adapters.sandbox.wire import Answer, Dropped, Refusal, as_text

DEMO_SECRETS: dict[str, dict[str, Any]] = {code: {} for code in ("jsonbank", "xmlbank", "cards", "bills", "recharge")}


def rfc3339(at: float) -> str:
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def digest_of(*content: object) -> str:
    return hashlib.sha256(json.dumps(content, default=str).encode()).hexdigest()


@dataclass(frozen=True)
class Gateway:
    """One of the providers this process plays: its code is the prefix of its paths."""

    code: str
    protocol: str
    secrets: Mapping[str, Any]

    def secret(self, name: str) -> str:
        return str(self.secrets.get(name, ""))

    @property
    def callback_secret(self) -> str:
        """The newest of those callbacks may be signed under."""
        given = self.secrets.get("callback_secrets") or [""]
        return str(given[0])


class Desk:
    def __init__(self, books: Books, manners: Manners, given: Mapping[str, Mapping[str, Any]]) -> None:
        self.books = books
        self.manners = manners
        self.offset = 0.0
        self.gateways = {
            code: Gateway(code, str(own.get("adapter", code)), own) for code, own in (given or DEMO_SECRETS).items()
        }
        books.shuffles = lambda gateway: manners.of(gateway).shuffle

    def now(self) -> float:
        """The provider's clock, which the control endpoint moves."""
        return time.time() + self.offset

    def forget(self) -> None:
        """As on the first day: empty books, good manners, the right time."""
        self.books.forget()
        self.manners.reset()
        self.offset = 0.0

    def operate(
        self,
        asked: Operation,
        *,
        submit: Callable[[Plan], tuple[Operation, bool]],
        answer: Callable[[Operation, bool], Answer],
        busy: Answer | None = None,
    ) -> Answer:
        """Does what is asked, with the manners of the moment. Raises Dropped and what `submit` raises."""
        plan = self.plan_for(asked.gateway, asked.reference, asked.amount)
        if plan.drop_before:
            raise Dropped
        if plan.busy:
            return busy or Answer(503, b'{"error": "busy"}', headers={"Retry-After": "1"})
        if plan.error_before:
            return SORRY
        operation, is_new = submit(plan)
        if plan.slow_seconds:
            time.sleep(plan.slow_seconds)
        if plan.drop_after:
            raise Dropped
        if plan.error_after:
            return SORRY
        return answer(operation, is_new)

    def plan_for(self, gateway: str, reference: str, amount: Decimal) -> Plan:
        attempt = self.books.count_attempt(gateway, reference)
        return self.manners.plan(gateway, reference, amount, attempt)

    def before_enquiry(self, gateway: str) -> None:
        """Sometimes nobody answers a question either. Raises Refusal."""
        told = self.manners.of(gateway)
        if secrets.randbelow(1000) < told.enquiry_error * 1000:
            raise Refusal(SORRY)


SORRY = as_text(500, "<html><body><h1>500</h1>We are terribly sorry.</body></html>", "text/html; charset=utf-8")
