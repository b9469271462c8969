"""A procedure of the tests' own: a number in the cache that two people change."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

from apps.accounts.models import Activity, User
from apps.approvals.models import Approval
from apps.approvals.services import request_change
from apps.core import clock, procedures
from apps.core.ids import uuid7
from apps.core.procedures import Asked, Change, Procedure

ACTION = "tests.change"


class Thing:
    """What is changed: how it stands, and how often it was done."""

    def __init__(self) -> None:
        self.id = uuid7()
        self.state: dict[str, Any] = {"limit": "10"}
        self.fails: Exception | None = None

    def done(self) -> int:
        """How often it was done, as the database knows it."""
        return Activity.objects.filter(action="tests.applied", subject=str(self.id)).count()

    def read(self, subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
        return dict(self.state)

    def apply(self, approval: Asked, *, by: UUID, now: datetime) -> None:
        Activity.objects.create(id=uuid7(), person_id=by, action="tests.applied", subject=str(self.id), at=now)
        if self.fails:
            raise self.fails


@contextmanager
def registered(thing: Thing, **changes: Any) -> Iterator[Procedure]:
    """Has the inbox know it while the block runs."""
    procedure = replace(
        Procedure(
            action=ACTION,
            title="Change a thing",
            ask="transactions.add_paymentlimit",
            decide="transactions.change_paymentlimit",
            state=thing.read,
            apply=thing.apply,
        ),
        **changes,
    )
    procedures.register(procedure)
    try:
        yield procedure
    finally:
        procedures._procedures.pop(ACTION, None)


def ask_to_change(maker: User, thing: Thing, *, why: str = "It is too low", after: str = "20") -> Approval:
    """Asks for the limit of a thing to be raised."""
    approval: Approval = request_change(
        action=ACTION,
        subject_kind="transactions.paymentlimit",
        subject_id=thing.id,
        summary=f"Limit of the thing to {after}",
        why=why,
        changes=[Change("Limit", str(thing.state["limit"]), after)],
        payload={"limit": after},
        maker_id=maker.id,
        now=clock.now(),
    )
    return approval
