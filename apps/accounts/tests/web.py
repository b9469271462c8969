"""What tests do with the pages: sign in, sign what is posted as a browser's own key does."""

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from apps.accounts import selectors, services, signatures
from apps.accounts.models import OneTimeCode, Pin, Session, User
from apps.accounts.tests.factories import PIN, Phone, give_pin
from apps.accounts.web import sessions
from apps.core import clock

Fields = Mapping[str, Any]
_OUTSIDE = {"csrfmiddlewaretoken", "signed_at", "signed_by", "signature", "code", "challenge_id"}


@dataclass(frozen=True, slots=True)
class Signer:
    """Somebody who is signed in. Called with the fields of a form and its path it gives them back, signed by the
    browser's key; unsigned when the browser has none."""

    session_id: UUID
    device: Phone | None = None

    def __call__(self, form_fields: Fields, path: str, *, at: datetime | None = None) -> dict[str, Any]:
        return signed(form_fields, path, self.device, at=at) if self.device else dict(form_fields)


def sign_in(client: Client, person: User, device: Phone | None = None, *, pin: str | None = PIN) -> Signer:
    """Gives the client the cookie of a new session of theirs, bound to `device` (of factories.give_phone) if given.

    Whoever has no PIN gets this one, as with client_of; with pin=None they stay without.
    """
    now = clock.now()
    session_id = services.open_session(user=person, now=now).session_id
    if device is not None:
        Session.objects.filter(pk=session_id).update(bound_device_id=device.device_id)
    if pin is not None and not Pin.objects.filter(user=person).exists():
        give_pin(person, pin)
    response = HttpResponse()
    sessions.open_visit(response, person_id=person.id, session_id=session_id, now=now)
    client.cookies[settings.WEB_COOKIE_NAME] = response.cookies[settings.WEB_COOKIE_NAME].value
    return Signer(session_id, device)


def signed(form_fields: Fields, path: str, device: Phone, *, at: datetime | None = None) -> dict[str, Any]:
    """The fields as the browser posts them to `path` when its key has signed them. A list is a name given often."""
    pairs = sorted(
        (
            [name, str(one)]
            for name, value in form_fields.items()
            if name not in _OUTSIDE
            for one in (value if isinstance(value, list | tuple) else [value])
        ),
        key=lambda pair: pair[0],
    )
    body = json.dumps(pairs, ensure_ascii=False, separators=(",", ":")).encode()
    created = int((at or device.another_second()).timestamp())
    key = form_fields.get("key")
    base = signatures.signature_base(
        method="POST",
        path=path,
        content_digest=signatures.content_digest(body),
        idempotency_key=key,
        parameters=signatures.parameters(created=created, device_id=device.device_id, with_key=key is not None),
    )
    return {
        **form_fields,
        "signed_at": str(created),
        "signed_by": str(device.device_id),
        "signature": base64.b64encode(device.key.sign(base)).decode(),
    }


def code_for(challenge_id: str | UUID) -> str:
    """The digits that were sent for a challenge a page asks about."""
    text = selectors.get_code_text(UUID(str(challenge_id)))
    assert text is not None, "this code is dead"
    return text


def answered(form_fields: Fields, response: Any) -> dict[str, Any]:
    """The fields again, with the code that the page in `response` asks for. Sign them anew: the code stays outside."""
    challenge = response.context["form"]["challenge_id"].value()
    assert challenge, response.content.decode()
    return {**form_fields, "challenge_id": str(challenge), "code": code_for(challenge)}


def newest_code(purpose: str = OneTimeCode.Purpose.STEP_UP) -> str:
    """The digits of the newest code of a purpose."""
    return code_for(OneTimeCode.objects.filter(purpose=purpose, used_at=None).latest("id").id)
