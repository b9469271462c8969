"""What tests do with phones over the API: register them with a code, sign, fetch, acknowledge."""

import base64
import json
from datetime import datetime
from typing import Any
from uuid import UUID

from rest_framework.test import APIClient

from apps.accounts import selectors
from apps.accounts.models import User
from apps.accounts.tests.factories import Phone, plain_client_with, tokens_of

DEVICES = "/api/v1/devices"


def path_of(phone: Phone, *rest: str) -> str:
    return "/".join([DEVICES, str(phone.device_id), *rest])


def key_of(phone: Phone) -> str:
    """The public key as a body has it."""
    return base64.b64encode(phone.public_key).decode()


def fields_of(phone: Phone, client_id: str = "app-1", **changes: Any) -> dict[str, Any]:
    """The body that registers a phone."""
    return {
        "id": client_id, "name": "Amina's phone", "platform": "android", "public_key": key_of(phone), **changes
    }  # fmt: skip


def answer_to(challenge: Any) -> dict[str, str]:
    """The `step_up` member that answers a 403 `step_up_required`, with the digits that were sent."""
    assert (challenge.status_code, challenge.json()["code"]) == (403, "step_up_required"), challenge.content
    code = selectors.get_code_text(UUID(challenge.json()["challenge_id"]))
    assert code is not None
    return {"challenge_id": challenge.json()["challenge_id"], "code": code}


def register(client: APIClient, phone: Phone, client_id: str = "app-1", **changes: Any) -> Any:
    """Registers the phone the client is on, in both steps; the phone then knows its id."""
    fields = fields_of(phone, client_id, **changes)
    answer = client.post(DEVICES, fields, format="json")
    if answer.status_code == 403 and answer.json()["code"] == "step_up_required":
        answer = client.post(DEVICES, {**fields, "step_up": answer_to(answer)}, format="json")
    if answer.status_code == 201:
        phone.device_id = UUID(answer.json()["id"])
    return answer


def phone_of(user: User, client_id: str = "app-1", **changes: Any) -> tuple[APIClient, Phone]:
    """A registered phone of theirs, and a client that is logged in on it."""
    client, phone = plain_client_with(tokens_of(user).access), Phone()
    answer = register(client, phone, client_id, **changes)
    assert answer.status_code == 201, answer.content
    return client, phone


def ask_signed(
    client: APIClient,
    phone: Phone,
    method: str,
    path: str,
    body: dict[str, Any] | None = None,
    *,
    at: datetime | None = None,
) -> Any:
    """A request that the phone's key signs."""
    raw = "" if body is None else json.dumps(body)
    headers = phone.sign(method, path, raw.encode(), at=at)
    return client.generic(method, path, raw, content_type="application/json", headers=headers)


def fetch(phone: Phone, *, at: datetime | None = None) -> Any:
    """What the phone is told to do; it has no token."""
    return ask_signed(APIClient(), phone, "GET", path_of(phone, "command"), at=at)


def acknowledge(phone: Phone, command: Any, *, at: datetime | None = None, **changes: Any) -> Any:
    """The phone says that it has forgotten everything."""
    body = {"id": command["id"], "nonce": command["nonce"], **changes}
    return ask_signed(APIClient(), phone, "POST", path_of(phone, "command", "acknowledgement"), body, at=at)
