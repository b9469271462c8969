"""Asking for money and answering, as the tests of this app do it."""

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from rest_framework.response import Response
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import CAST, PIN
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.queue import deliver_events
from apps.requests import services
from apps.requests.models import PaymentRequest
from apps.requests.splitting import Share
from apps.transactions.services import Outcome

REQUESTS = "/api/v1/payment-requests"
DIGEST = b"r" * 32


def number_of(name: str) -> str:
    return CAST[name][1]


def body(*names: str, amount: str = "30.00", **changes: Any) -> dict[str, Any]:
    """A request's body that asks these of the cast for equal parts."""
    return {"to": [number_of(name) for name in names], "amount": amount, "currency": "USD", **changes}


def post(client: APIClient, fields: dict[str, Any], *, key: str | None = None) -> Response:
    """POST /payment-requests with this key, or a new one."""
    return client.post(REQUESTS, fields, format="json", headers={"Idempotency-Key": key or str(uuid4())})


def accept(client: APIClient, request_id: UUID | str, *, key: str | None = None, **changes: Any) -> Response:
    return client.post(
        f"{REQUESTS}/{request_id}/accept",
        {"pin": PIN, **changes},
        format="json",
        headers={"Idempotency-Key": key or str(uuid4())},
    )


def asked(requester: User, payer: str, amount: str = "30.00", *, at: datetime | None = None) -> PaymentRequest:
    """One request, without HTTP."""
    share = Share(number_of(payer), Money.parse(amount, "USD"))
    answer = services.ask_for_money(
        requester_id=requester.id,
        shares=[share],
        note="dinner",
        key=str(uuid4()),
        digest=DIGEST,
        at=at or clock.now(),
    )
    return answer.requests[0]


def pay(payer: User, row: PaymentRequest, *, key: str | None = None) -> Outcome:
    """Accepts without HTTP and without a session."""
    return services.accept_request(
        payer_id=payer.id, session_id=None, request_id=row.id, key=key or str(uuid4()), digest=DIGEST, at=clock.now()
    )


def later(days: float) -> datetime:
    return clock.now() + timedelta(days=days)


def deliver_what_will_be() -> None:
    """Delivers all events, also those of what was done at a time to come."""
    OutboxEvent.objects.filter(settled_at=None).update(due_at=clock.now())
    deliver_events()


def state_of(row: PaymentRequest) -> str:
    return PaymentRequest.objects.get(pk=row.pk).state
