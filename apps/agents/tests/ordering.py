"""Ordering float, as an agent's people and operators do it."""

from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID, uuid4

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, UserFactory, client_of
from apps.agents import services
from apps.agents.models import Agent, FloatOrder, Outlet, Role
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent
from apps.core import clock
from apps.kyc.tests.papers import photo
from apps.ledger.selectors import get_balance
from apps.ledger.services import account_id
from apps.wallets.models import held_code
from apps.wallets.selectors import find_wallet

BANKS = {"equity": "Equity Bank", "kcb": "KCB Bank"}


def open_shop(owner: User, stock: str | int = 0, **fields: Any) -> tuple[Agent, Outlet]:
    """An agent with float at its main outlet."""
    agent = open_agent(owner, **fields)
    outlet = main_outlet(agent)
    if stock:
        give_float(outlet, stock)
    return agent, outlet


def manage(agent: Agent, person: User, outlet: Outlet | None = None) -> User:
    """Somebody who manages all outlets, or one."""
    employ(agent, person, Role.MANAGER, outlet=outlet)
    return person


def operators(count: int) -> list[User]:
    return [UserFactory.create(is_staff=True, full_name=f"Operator {number}") for number in range(count)]


def slip_of(client: APIClient, agent: Agent, text: str = "slip") -> str:
    answer = client.post(f"/api/v1/agents/{agent.id}/float-slips", photo(text), content_type="image/jpeg")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["slip"])


def purchase(outlet: Outlet, **changes: Any) -> dict[str, Any]:
    """The body of a purchase, but for its slip."""
    return {
        "outlet_id": str(outlet.id),
        "direction": "BUY",
        "amount": "500.00",
        "currency": outlet.agent.currency,
        "bank": "equity",
        "bank_reference": "DEP-0042",
        **changes,
    }


def sale(outlet: Outlet, **changes: Any) -> dict[str, Any]:
    account = {"direction": "SELL", "amount": "100.00", "bank_reference": "0110 4455", "pin": PIN}
    return purchase(outlet, **{**account, **changes})


def order(client: APIClient, agent: Agent, body: dict[str, Any], *, key: str | None = None) -> Any:
    """POST .../float-orders with this key, or a new one."""
    return client.post(
        f"/api/v1/agents/{agent.id}/float-orders",
        body,
        format="json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def sell(client: APIClient, agent: Agent, body: dict[str, Any], *, key: str | None = None) -> Any:
    """The same with the code that was sent for it."""
    go = partial(order, client, agent, key=key or str(uuid4()))
    refusal = go(body)
    if refusal.status_code != 403 or refusal.json()["code"] != "step_up_required":
        return refusal
    return go({**body, "step_up": answer_to(refusal)})


def bought(outlet: Outlet, amount: str = "500.00", reference: str = "DEP-0042") -> FloatOrder:
    """A purchase that waits for operators."""
    agent = outlet.agent
    client = client_of(agent.owner)
    body = purchase(outlet, amount=amount, bank_reference=reference, slip=slip_of(client, agent))
    return made(order(client, agent, body))


def sold(outlet: Outlet, amount: str = "100.00") -> FloatOrder:
    """A sale that waits for operators."""
    return made(sell(client_of(outlet.agent.owner), outlet.agent, sale(outlet, amount=amount)))


def made(answer: Any) -> FloatOrder:
    assert answer.status_code == 201, answer.content
    return FloatOrder.objects.get(pk=UUID(answer.json()["id"]))


def propose(row: FloatOrder, maker: User) -> FloatOrder:
    return services.propose_float(order_id=row.id, maker_id=maker.id, now=clock.now())


def approve(row: FloatOrder, checker: User, *, holds_role: bool = True) -> FloatOrder:
    return services.approve_float(order_id=row.id, checker_id=checker.id, holds_role=holds_role, now=clock.now())


def reject(row: FloatOrder, by: User, reason: str = "no such deposit", *, holds_role: bool = True) -> FloatOrder:
    return services.reject_float(order_id=row.id, by=by.id, reason=reason, holds_role=holds_role, now=clock.now())


def held_of(outlet: Outlet) -> Decimal:
    """What is put aside of an outlet's float."""
    wallet = find_wallet(outlet.id, outlet.agent.currency)
    assert wallet is not None
    return get_balance(account_id(held_code(wallet.id), wallet.currency)).amount


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code, and of an invalid field its name and code."""
    body = answer.json()
    if body.get("errors"):
        first = body["errors"][0]
        return answer.status_code, f"{first['field']} {first['code']}"
    return answer.status_code, body["code"]
