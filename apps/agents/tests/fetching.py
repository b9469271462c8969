"""Fetching cash in tests: over HTTP as phones and desks do, and without."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, UserFactory, client_of, make_person
from apps.agents import services
from apps.agents.models import Agent, Outlet, Shift
from apps.agents.services import MadeCode, Redeemed
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_shift
from apps.core import clock
from apps.core.money import Money

CODES = "/api/v1/cash-out-codes"
REQUESTS = "/api/v1/cash-out-requests"
DESK = "/api/v1/agent/cash-out"
ASKED = "/api/v1/agent/cash-out-requests"
DIGEST = b"d" * 32


@dataclass(frozen=True, slots=True)
class Shop:
    """An agent with an outlet that has float, and a teller with an open shift."""

    agent: Agent
    outlet: Outlet
    teller: User
    shift: Shift

    @property
    def office(self) -> str:
        return f"/api/v1/agents/{self.agent.id}/cash-out-requests"


def open_shop(**fields: Any) -> Shop:
    """Hassan's, where Imani serves with 500 in the drawer."""
    agent = open_agent(make_person("hassan"), **fields)
    outlet = main_outlet(agent)
    give_float(outlet, 500)
    teller = make_person("imani")
    employ(agent, teller)
    return Shop(agent, outlet, teller, open_shift(outlet, teller, cash=500))


def tellers(shop: Shop, count: int) -> list[User]:
    """So many more, each with an open shift at the outlet."""
    people = UserFactory.create_batch(count)
    for person in people:
        employ(shop.agent, person)
        open_shift(shop.outlet, person, cash=500)
    return people


def money(amount: str, currency: str = "USD") -> Money:
    return Money(Decimal(amount), currency)


def post(client: APIClient, path: str, body: dict[str, Any] | None = None, *, key: str | None = None) -> Response:
    return client.post(path, body or {}, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def make(customer: User, amount: str = "50.00", *, key: str | None = None, **fields: Any) -> Response:
    """POST /cash-out-codes with a PIN."""
    body = {"amount": amount, "currency": "USD", "pin": PIN, **fields}
    return post(client_of(customer), CODES, body, key=key)


def redeem(
    teller: User, customer: User, code: str, amount: str = "50.00", *, key: str | None = None, **fields: Any
) -> Response:
    """POST /agent/cash-out with a PIN."""
    body = {"to": customer.msisdn, "code": code, "amount": amount, "currency": "USD", "pin": PIN, **fields}
    return post(client_of(teller), DESK, body, key=key)


def ask(teller: User, customer: User, amount: str = "50.00", *, key: str | None = None, **fields: Any) -> Response:
    """POST /agent/cash-out-requests."""
    body = {"to": customer.msisdn, "amount": amount, "currency": "USD", **fields}
    return post(client_of(teller), ASKED, body, key=key)


def made(customer: User, amount: str = "50", *, at: datetime | None = None, **fields: Any) -> MadeCode:
    """A code without HTTP and without a session."""
    return services.make_cash_code(
        customer_id=customer.id,
        session_id=None,
        amount=money(amount),
        key=str(uuid4()),
        digest=DIGEST,
        at=at or clock.now(),
        **fields,
    )


def digits(code: MadeCode) -> str:
    assert code.digits is not None
    return code.digits


def fetch(
    teller_id: UUID,
    customer: User,
    code: str,
    amount: str = "50",
    *,
    key: str | None = None,
    digest: bytes = DIGEST,
    at: datetime | None = None,
) -> Redeemed:
    """A redemption without HTTP and without a session."""
    return services.redeem_cash_code(
        teller_id=teller_id,
        session_id=None,
        to=customer.msisdn,
        code=code,
        amount=money(amount),
        key=key or str(uuid4()),
        digest=digest,
        at=at or clock.now(),
    )


def wrong(code: str) -> str:
    """Eight digits that are not the code."""
    return f"{(int(code) + 1) % 10**8:08d}"
