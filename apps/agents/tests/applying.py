"""Agents on their way to being approved, and asking for what their people may do."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.services import set_kyc_tier
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, make_person
from apps.agents import services
from apps.agents.models import Agent, DocumentKind, Rank
from apps.agents.selectors import seen_digest
from apps.agents.tests.factories import main_outlet, open_agent
from apps.core import clock
from apps.kyc.tests.papers import photo

API = "/api/v1/agents"


def shop(**changes: Any) -> dict[str, Any]:
    """What somebody types to apply."""
    fields = {
        "name": "Hassan's Shop",
        "legal_name": "Hassan Trading Ltd",
        "currency": "USD",
        "country": "KE",
        "city": "Mombasa",
    }
    return {name: value for name, value in {**fields, **changes}.items() if value is not ...}


def applied(owner: User, *, papers: bool = True, verified: bool = True, **changes: Any) -> Agent:
    """An agent that waits for a reviewer."""
    row = services.apply_as_agent(person_id=owner.id, now=clock.now(), **shop(**changes))
    if papers:
        put(row)
    if verified:
        set_kyc_tier(person_id=owner.id, tier="TIER_1", now=clock.now())
    return row


def put(row: Agent, kind: DocumentKind = DocumentKind.REGISTRATION, text: str = "registered") -> Any:
    return services.put_document(
        person_id=row.owner_id, agent_id=row.id, kind=kind, content=photo(text), now=clock.now()
    )


def approve(row: Agent, by: User, **changes: Any) -> None:
    fields = {"seen": seen_digest(again(row)), "super_agent": None, **changes}
    services.approve_agent(agent_id=row.id, by=by.id, now=clock.now(), **fields)


def reviewer(name: str = "olga") -> User:
    return make_person(name, is_staff=True, is_superuser=True)


def super_agent(owner: User, **fields: Any) -> tuple[Agent, str]:
    """An active super-agent, and the code of its main outlet."""
    row = open_agent(owner, name="Pwani Cash", rank=Rank.SUPER, **fields)
    return row, main_outlet(row).code


def again(row: Any) -> Any:
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)


def ask(client: APIClient, method: str, path: str, fields: dict[str, Any] | None = None) -> Any:
    """A request below /agents; a phone signs it."""
    send = getattr(client, method)
    return send(f"{API}{path}", fields or {}, format="json", headers={"Idempotency-Key": str(uuid4())})


def prove(client: APIClient, method: str, path: str, fields: dict[str, Any] | None = None) -> Any:
    """The same with the PIN, and the code that was sent for it is typed in."""
    body = {**(fields or {}), "pin": PIN}
    go = partial(ask, client, method, path)
    refusal = go(body)
    if refusal.status_code != 403 or refusal.json()["code"] != "step_up_required":
        return refusal
    return go({**body, "step_up": answer_to(refusal)})


def id_of(answer: Any) -> UUID:
    return UUID(answer.json()["id"])


def refusal(answer: Any) -> tuple[int, str]:
    """Status and code, and of an invalid field its name and code."""
    body = answer.json()
    if body.get("errors"):
        first = body["errors"][0]
        return answer.status_code, f"{first['field']} {first['code']}"
    return answer.status_code, body["code"]
