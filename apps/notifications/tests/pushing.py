"""People whose browsers want to hear of news, and the ways in which that ends."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from apps.accounts import services as accounts
from apps.accounts.models import Device, Session, User
from apps.accounts.services import open_session
from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import services
from apps.notifications.models import PushSubscription
from apps.notifications.tests.push_service import Browser
from apps.notifications.tests.samples import payment


def session_of(person: User) -> UUID:
    """A new log-in of theirs, on a registered phone."""
    open_session(user=person, now=clock.now())
    session = Session.objects.filter(user=person).latest("created_at")
    device = Device.objects.create(
        user=person, client_id=str(uuid7()), public_key=uuid7().bytes * 2, registered_at=clock.now()
    )
    Session.objects.filter(pk=session.pk).update(bound_device=device)
    return session.id


def subscribe(person: User, browser: Browser, *, session_id: UUID | None = None, **changes: Any) -> PushSubscription:
    """The browser of a new session, or of this one, hears of news from now on."""
    return services.subscribe(
        person_id=person.id,
        session_id=session_id or session_of(person),
        endpoint=changes.get("endpoint", browser.endpoint),
        p256dh=changes.get("p256dh", browser.public_key),
        auth=changes.get("auth", browser.auth),
        label="Chrome on Android",
        now=changes.get("now") or clock.now(),
    )


def tell(person: User, **changes: Any) -> list[UUID]:
    fields = {"template": "payment_received", "context": payment(), "cause": uuid7(), **changes}
    return services.tell(person_id=person.id, now=clock.now(), **fields)


def end_by(how: str, person: User, session_id: UUID) -> None:
    """Ends a session in one of the ways in which sessions end."""
    now = clock.now()
    device_id = Session.objects.values_list("bound_device_id", flat=True).get(pk=session_id)
    if how == "logged out":
        accounts.log_out(person_id=person.id, session_id=session_id, now=now)
    elif how == "ended":
        accounts.end_session(person_id=person.id, session_id=session_id, now=now)
    elif how == "phone locked":
        accounts.lock_device(person_id=person.id, device_id=device_id, reason="lost", now=now)
    elif how == "phone wiped":
        accounts.request_wipe(person_id=person.id, device_id=device_id, now=now)
    elif how == "account locked":
        accounts.lock_person(person_id=person.id, reason="fraud", now=now)
    elif how == "expired":
        Session.objects.filter(pk=session_id).update(expires_at=now - timedelta(seconds=1))
    else:
        raise ValueError(how)
