"""The queue door: what we tell people of their accounts, and the sweep that sends what is due."""

from math import ceil
from uuid import UUID

from celery import shared_task

from apps.accounts import selectors as accounts
from apps.core import clock, events
from apps.notifications import services
from apps.notifications.models import Channel

# What somebody must hear although they switched the channel off (OWASP ASVS 6.3.7, 7.5).
_SECURITY_MESSAGES = {
    "accounts.sign_up_repeated": "sign_up_repeated",
    "accounts.email_not_taken_over": "email_not_taken_over",
    "accounts.email_changed": "email_changed",
    "accounts.session_replayed": "session_replayed",
    "accounts.password_changed": "password_changed",
    "accounts.locked": "account_locked",
    "accounts.unlocked": "account_unlocked",
    "accounts.closed": "account_closed",
}


@shared_task(name="notifications.send_due")
def send_due(channel: str | None = None) -> None:
    """Sends what is due, of one channel or of all."""
    services.send_due(now=clock.now(), channel=channel)


@events.consumer("accounts.code_issued", name="notifications.send_code")
def send_code(event: events.Event) -> None:
    """Sends a one-time code to the address it was made for. Its digits are asked for when it is sent."""
    now = clock.now()
    code = accounts.get_code(UUID(event.payload["code_id"]))
    if code is None:
        return
    queued = services.tell_address(
        channel=Channel.EMAIL if "@" in code.address else Channel.SMS,
        address=code.address,
        template="one_time_code",
        context={"code_id": str(code.id), "minutes": ceil((code.expires_at - event.recorded_at).total_seconds() / 60)},
        cause=event.id,
        now=now,
    )
    services.send_after_commit(queued, now=now)


@events.consumer("accounts.joined", name="notifications.tell_welcome")
def tell_welcome(event: events.Event) -> None:
    """Greets a person."""
    now = clock.now()
    person = accounts.get_person(UUID(event.payload["person_id"]))
    queued = services.tell(
        person_id=person.id, template="welcome", context={"name": person.full_name}, cause=event.id, now=now
    )
    services.send_after_commit(queued, now=now)


@events.consumer("accounts.logged_in_elsewhere", name="notifications.tell_new_session")
def tell_new_session(event: events.Event) -> None:
    """Tells a person of a log-in on a device that they had not used before."""
    person_id, session_id = UUID(event.payload["person_id"]), event.payload["session_id"]
    sessions = accounts.list_sessions(person_id, now=event.recorded_at)
    session = next((one for one in sessions if str(one.id) == session_id), None)
    # A session that has ended meanwhile is not listed, but the person hears of it all the same.
    device = (session.device_name or session.platform) if session else ""
    address = session.ip if session else None
    _tell_of_security(
        event, "new_session", device=device or "an unknown device", address=address or "an unknown address"
    )


def _tell_of_security(event: events.Event, template: str, **values: str) -> None:
    now = clock.now()
    queued = services.tell(
        person_id=UUID(event.payload["person_id"]),
        template=template,
        context={"occurred_at": event.recorded_at.isoformat(), **values},
        cause=event.id,
        security=True,
        now=now,
    )
    services.send_after_commit(queued, now=now)


def _register(topic: str, template: str) -> None:
    @events.consumer(topic, name=f"notifications.tell_{template}")
    def tell_person(event: events.Event) -> None:
        _tell_of_security(event, template)


for _topic, _template in _SECURITY_MESSAGES.items():
    _register(_topic, _template)
