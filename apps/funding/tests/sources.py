"""Linked accounts and cards that are there already, and asking for deposits, withdrawals and automatic top-ups."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.queue import deliver_events
from apps.funding.models import AutoTopUp, FundingSource
from apps.funding.services._sources import add_source

API = "/api/v1"
BANK = "testbank"


def give_source(person: User, *, token: str = "", kind: str = "BANK_ACCOUNT", **changes: Any) -> FundingSource:
    """A source of theirs that is linked already; the bank behind it is nobody."""
    fields: dict[str, Any] = {
        "person_id": person.id,
        "gateway_code": BANK,
        "kind": kind,
        "masked": "•••• 1234",
        "holder_name": person.full_name,
        "issuer": "Umoja Bank" if kind == "BANK_ACCOUNT" else "visa",
        "expires_on": date(2048, 4, 1) if kind == "CARD" else None,
        "linked_at": clock.now(),
        **changes,
    }
    with transaction.atomic():
        return add_source(FundingSource(**fields), token or f"acc_{uuid4().hex}", now=clock.now())


def give_top_up(person: User, source: FundingSource | None = None, **changes: Any) -> AutoTopUp:
    """50.00 whenever less than 20.00 is left, at most 300.00 a month."""
    fields: dict[str, Any] = {
        "person_id": person.id,
        "currency": "USD",
        "threshold": Decimal(20),
        "amount": Decimal(50),
        "monthly_cap": Decimal(300),
        "source_id": (source or give_source(person)).id,
        "due_at": clock.now(),
        "confirmed_at": clock.now(),
        "created_at": clock.now(),
        **changes,
    }
    return AutoTopUp.objects.create(**fields)


def again(row: Any) -> Any:
    """The row as it stands now."""
    return type(row).objects.get(pk=row.pk)


def post(client: APIClient, path: str, fields: dict[str, Any], *, key: str | None = None) -> Any:
    """POST with this key or a new one; a phone signs whatever has a key."""
    return client.post(f"{API}/{path}", fields, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def account(**changes: Any) -> dict[str, Any]:
    """What somebody types to link an account."""
    fields = {"bank": "Umoja Bank", "account_number": "0123456789", "holder_name": "Amina Otieno", "pin": PIN}
    return {name: value for name, value in {**fields, **changes}.items() if value is not ...}


def link(client: APIClient, fields: dict[str, Any] | None = None) -> Any:
    """POST /funding-sources, and the code that was sent for it is typed in."""
    fields = account() if fields is None else fields
    refusal = post(client, "funding-sources", fields)
    if refusal.status_code != 403:
        return refusal
    return post(client, "funding-sources", {**fields, "step_up": answer_to(refusal)})


def money(amount: str, **more: Any) -> dict[str, Any]:
    return {"amount": amount, "currency": "USD", "pin": PIN, **more}


def pay_in(client: APIClient, amount: str, source_id: object = None, *, key: str | None = None, **more: Any) -> Any:
    """POST /deposits from a source, or by card."""
    way = {"method": "card"} if source_id is None else {"source_id": str(source_id)}
    return post(client, "deposits", money(amount, **way, **more), key=key)


def pay_out(client: APIClient, amount: str, source_id: object, *, key: str | None = None, **more: Any) -> Any:
    return post(client, "withdrawals", money(amount, source_id=str(source_id), **more), key=key)


def put_top_up(client: APIClient, fields: dict[str, Any], currency: str = "USD") -> Any:
    """PUT /auto-top-ups/{currency}, signed."""
    path = f"{API}/auto-top-ups/{currency}"
    return client.put(path, fields, format="json", headers={"Idempotency-Key": str(uuid4())})


def rule(source: object, **changes: Any) -> dict[str, Any]:
    """What somebody types to set one up."""
    fields = {"source_id": str(source), "threshold": "20.00", "amount": "50.00", "monthly_cap": "300.00", "pin": PIN}
    return {**fields, **changes}


def set_top_up(client: APIClient, fields: dict[str, Any], currency: str = "USD") -> Any:
    """The same, and the code that was sent for it is typed in."""
    refusal = put_top_up(client, fields, currency)
    if refusal.status_code != 403:
        return refusal
    return put_top_up(client, {**fields, "step_up": answer_to(refusal)}, currency)


def deliver_all() -> None:
    """Has everything told and followed that was recorded so far, also in a time that is yet to come."""
    OutboxEvent.objects.filter(due_at__gt=clock.now()).update(due_at=clock.now())
    deliver_events()


def utc(text: str) -> datetime:
    """A moment, written as `2028-02-29 05:30`, in UTC."""
    return datetime.fromisoformat(f"{text}+00:00")


def id_of(answer: Any) -> UUID:
    return UUID(answer.json()["id"])
