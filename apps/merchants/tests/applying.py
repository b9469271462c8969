"""Businesses on their way to being approved, and asking for what their people may do."""

from functools import partial
from typing import Any
from uuid import UUID, uuid4

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.services import set_kyc_tier
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, make_person
from apps.core import clock
from apps.kyc.tests.papers import photo
from apps.merchants import services
from apps.merchants.models import DocumentKind, Merchant
from apps.merchants.selectors import seen_digest

API = "/api/v1/merchants"


def business(**changes: Any) -> dict[str, Any]:
    """What somebody types to apply."""
    fields = {
        "name": "Mama Njeri's Kitchen",
        "legal_name": "Njeri Foods Ltd",
        "category": "5812",
        "currency": "USD",
        "country": "KE",
        "city": "Nairobi",
    }
    return {name: value for name, value in {**fields, **changes}.items() if value is not ...}


def applied(owner: User, *, papers: bool = True, verified: bool = True, **changes: Any) -> Merchant:
    """A business that waits for a reviewer."""
    row = services.apply_as_merchant(person_id=owner.id, now=clock.now(), **business(**changes))
    if papers:
        put(row)
    if verified:
        set_kyc_tier(person_id=owner.id, tier="TIER_1", now=clock.now())
    return row


def put(row: Merchant, kind: DocumentKind = DocumentKind.REGISTRATION, text: str = "registered") -> Any:
    return services.put_document(
        person_id=row.owner_id, merchant_id=row.id, kind=kind, content=photo(text), now=clock.now()
    )


def approve(row: Merchant, by: User, **changes: Any) -> None:
    fields = {"seen": seen_digest(again(row)), **changes}
    services.approve_merchant(merchant_id=row.id, by=by.id, now=clock.now(), **fields)


def reviewer(name: str = "olga") -> User:
    return make_person(name, is_staff=True, is_superuser=True)


def again(row: Any) -> Any:
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)


def ask(client: APIClient, method: str, path: str, fields: dict[str, Any] | None = None) -> Any:
    """A request below /merchants; a phone signs it."""
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
