"""How each journey of an agent ends: the books agree, and what the agent is told agrees with them to the cent."""

import json
from datetime import timedelta
from decimal import Decimal
from typing import Any

from rest_framework.test import APIClient

from apps.accounts.tests.factories import client_of
from apps.agents.models import Agent, Outlet
from apps.agents.tests.factories import float_of
from apps.agents.verification import verify_commissions
from apps.core import clock
from apps.ledger import verification
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id


def ends_well(*agents: Agent) -> None:
    """Ledger and commissions verify, and of each agent the statement of each float and the one of commissions, as its
    owner is shown them, follow line by line to what the ledger holds. Call it outside a transaction."""
    assert list(verification.verify()) == []
    assert verify_commissions() == []
    for agent in agents:
        owner = client_of(agent.owner)
        for outlet in agent.outlets.all():
            _float_ties(owner, outlet)
        _commissions_tie(owner, agent)


def owed(agent: Agent) -> Decimal:
    """What the ledger says is owed to the agent, its outlets and everybody who works there; below zero they owe it."""
    codes = [f"agent:{agent.id}:commission"]
    codes += [f"outlet:{one.id}:commission" for one in agent.outlets.all()]
    codes += [f"teller:{one.id}:commission" for one in agent.staff.all()]
    found = get_balances([deferred_account_id(code, agent.currency) for code in codes])
    return sum((one.amount for one in found.values()), Decimal(0))


def float_lines(agent: Agent, outlet: Outlet) -> list[tuple[str, str]]:
    """What the statement of an outlet's float calls its lines, and their amounts."""
    body = _json(client_of(agent.owner), f"/api/v1/agents/{agent.id}/outlets/{outlet.id}/statement")
    return [(line["label"], line["amount"]) for line in body["lines"]]


def commissions_of(agent: Agent) -> dict[str, Any]:
    """The statement of commissions that its owner is shown."""
    return _json(client_of(agent.owner), f"/api/v1/agents/{agent.id}/commissions")


def _float_ties(owner: APIClient, outlet: Outlet) -> None:
    body = _json(owner, f"/api/v1/agents/{outlet.agent_id}/outlets/{outlet.id}/statement")
    balance = Decimal(body["opening"])
    for line in body["lines"]:
        balance += Decimal(line["amount"])
        assert Decimal(line["balance"]) == balance, line
    came_and_went = Decimal(body["totals"]["in"]) - Decimal(body["totals"]["out"])
    assert Decimal(body["opening"]) + came_and_went == balance == Decimal(body["closing"]) == float_of(outlet)


def _commissions_tie(owner: APIClient, agent: Agent) -> None:
    body = _json(owner, f"/api/v1/agents/{agent.id}/commissions")
    names = ("opening", "earned", "taken_back", "paid", "tax_withheld", "closing")
    opening, earned, back, paid, tax, closing = (Decimal(body[name]) for name in names)
    assert sum(Decimal(line["amount"]) for line in body["lines"]) == earned - back
    assert sum(Decimal(one["net"]) for one in body["payouts"]) == paid
    assert sum(Decimal(one["tax"]) for one in body["payouts"]) == tax
    assert opening + earned - back - paid - tax == closing == owed(agent)


def _json(client: APIClient, path: str) -> Any:
    """From yesterday on, so that no journey ends differently at midnight."""
    answer: Any = client.get(path, {"from": str((clock.now() - timedelta(days=1)).date())})
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    assert answer.status_code == 200, content
    return json.loads(content)
