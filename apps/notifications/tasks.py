"""The queue door: what we tell people of their accounts, and the sweep that sends what is due."""

from math import ceil
from typing import Any
from uuid import UUID

from celery import shared_task

from apps.accounts import selectors as accounts
from apps.accounts.device_selectors import get_device_name
from apps.accounts.identifiers import masked_name
from apps.core import clock, events
from apps.notifications import services
from apps.notifications.models import Channel

# What somebody must hear although they switched the channel off (OWASP ASVS 6.3.7, 7.5).
_SECURITY_MESSAGES = {
    "accounts.sign_up_repeated": "sign_up_repeated",
    "accounts.email_not_taken_over": "email_not_taken_over",
    "accounts.email_lost": "email_lost",
    "accounts.address_claimed": "address_claimed",
    "accounts.handle_changed": "handle_changed",
    "accounts.session_replayed": "session_replayed",
    "accounts.password_changed": "password_changed",
    "accounts.pin_changed": "pin_changed",
    "accounts.pin_reset": "pin_reset",
    "accounts.pin_locked": "pin_locked",
    "accounts.pin_reset_started": "pin_reset_started",
    "accounts.locked": "account_locked",
    "accounts.unlocked": "account_unlocked",
    "accounts.closed": "account_closed",
    "operations.second_factor_added": "second_factor_added",
    "operations.second_factor_reset": "second_factor_reset",
    "operations.recovery_code_used": "recovery_code_used",
    "accounts.device_wiped": "device_wiped",
    "accounts.secured": "account_secured",
    "accounts.unsecured": "account_unsecured",
}
# The same about a phone, which the message names.
_DEVICE_MESSAGES = {
    "accounts.device_registered": "device_registered",
    "accounts.device_removed": "device_removed",
    "accounts.device_locked": "device_locked",
    "accounts.device_unlocked": "device_unlocked",
    "accounts.wipe_requested": "device_wipe_requested",
}
# What happened as part of something larger, of which the person is told.
_PARTS_OF_MORE = {
    ("accounts.device_locked", "wipe"),
    ("accounts.device_locked", "recovery"),
    ("accounts.device_removed", "replaced"),
}


@shared_task(name="notifications.send_due")
def send_due(channel: str | None = None) -> None:
    """Sends what is due, of one channel or of all."""
    services.send_due(now=clock.now(), channel=channel)


@shared_task(name="notifications.send_pushes")
def send_pushes() -> None:
    """Sends the pushes that are due, in the queue of those who wait for addresses that strangers have chosen."""
    services.send_due(now=clock.now(), channel=Channel.PUSH)


@shared_task(name="notifications.purge_push_subscriptions")
def purge_push_subscriptions() -> None:
    """Ends subscriptions whose sessions are over, and deletes those that ended long ago."""
    services.purge_push_subscriptions(now=clock.now())


@shared_task(name="notifications.put_into_inboxes")
def put_into_inboxes() -> None:
    """Puts announcements into inboxes, some people at a time."""
    services.put_into_inboxes(now=clock.now())


@events.consumer("accounts.code_issued", name="notifications.send_code")
def send_code(event: events.Event) -> None:
    """Sends a one-time code to the address it was made for. Its digits are asked for when it is sent."""
    _send_code(event, "one_time_code")


@events.consumer("accounts.step_up_asked", name="notifications.send_step_up_code")
def send_step_up_code(event: events.Event) -> None:
    """Sends a code together with what it confirms, so that nobody reads it to a stranger unawares."""
    about = dict(event.payload["about"])
    _send_code(event, f"confirm_{about.pop('action')}", **about)


def _send_code(event: events.Event, template: str, **context: Any) -> None:
    now = clock.now()
    code = accounts.get_code(UUID(event.payload["code_id"]))
    if code is None:
        return
    minutes = ceil((code.expires_at - event.recorded_at).total_seconds() / 60)
    queued = services.tell_address(
        channel=Channel.EMAIL if "@" in code.address else Channel.SMS,
        address=code.address,
        template=template,
        context={"code_id": str(code.id), "minutes": minutes, **context},
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


# What became of somebody's papers. The event carries what the text needs: kyc stands beside this app, not below.
_IDENTITY_MESSAGES: dict[str, tuple[str, ...]] = {
    "kyc.submitted": ("level",),
    "kyc.approved": ("level",),
    "kyc.needs_more": ("note",),
    "kyc.rejected": ("note",),
    "kyc.expiring": ("days", "valid_until"),
    "kyc.expired": ("valid_until",),
}


def _register_identity(topic: str, names: tuple[str, ...]) -> None:
    template = topic.replace(".", "_")

    @events.consumer(topic, name=f"notifications.tell_{template}")
    def tell_person(event: events.Event) -> None:
        now = clock.now()
        context = {name: event.payload[name] for name in names}
        if "words" in event.payload:
            context["reasons_text"] = " ".join(event.payload["words"])
        queued = services.tell(
            person_id=UUID(event.payload["person_id"]),
            template=template,
            context=context,
            cause=event.id,
            subject_kind="kyc_submission",
            subject_id=UUID(event.payload["submission_id"]),
            now=now,
        )
        services.send_after_commit(queued, now=now)


for _topic, _names in _IDENTITY_MESSAGES.items():
    _register_identity(_topic, _names)


def _tell_of_new_address(event: events.Event, template: str, channel: str, old: str | None) -> None:
    """Tells the person where they are now, and the address they had before (OWASP ASVS 7.5.1)."""
    _tell_of_security(event, template)
    if not old:
        return
    now, person_id = clock.now(), UUID(event.payload["person_id"])
    queued = services.tell_address(
        channel=channel,
        address=old,
        template=template,
        context={"occurred_at": event.recorded_at.isoformat()},
        cause=event.id,
        person_id=person_id,
        language=accounts.get_person(person_id).language,
        now=now,
    )
    services.send_after_commit(queued, now=now)


@events.consumer("accounts.email_changed", name="notifications.tell_email_changed")
def tell_email_changed(event: events.Event) -> None:
    """Tells of a new e-mail address, or of none, also the one there was before."""
    _tell_of_new_address(event, "email_changed", Channel.EMAIL, event.payload.get("old_email"))


@events.consumer("accounts.number_changed", name="notifications.tell_number_changed")
def tell_number_changed(event: events.Event) -> None:
    """Tells of a new number, also the old one."""
    _tell_of_new_address(event, "number_changed", Channel.SMS, event.payload.get("old_number"))


@events.consumer("accounts.payee_trusted", name="notifications.tell_payee_trusted")
def tell_payee_trusted(event: events.Event) -> None:
    """Tells a person whom they trust from now on, in case it was not them who did."""
    payee = accounts.get_person(UUID(event.payload["payee_id"]))
    _tell_of_security(event, "payee_trusted", payee=masked_name(payee.full_name))


@events.consumer("accounts.name_changed", name="notifications.tell_name_changed")
def tell_name_changed(event: events.Event) -> None:
    """Tells a person that they have the name they asked for."""
    person = accounts.get_person(UUID(event.payload["person_id"]))
    _tell_of_security(event, "name_changed", name=person.full_name)


@events.consumer("accounts.name_change_rejected", name="notifications.tell_name_change_rejected")
def tell_name_change_rejected(event: events.Event) -> None:
    """Tells a person why they do not get the name they asked for."""
    reason = event.payload.get("reason") or "it does not fit your documents."
    _tell_of_security(event, "name_change_rejected", reason=reason)


@events.consumer("accounts.export_ready", name="notifications.tell_export_ready")
def tell_export_ready(event: events.Event) -> None:
    """Tells a person that their data can be fetched; whoever has taken over a phone may have asked for it."""
    _tell_of_security(event, "export_ready")


@events.consumer("accounts.export_failed", name="notifications.tell_export_failed")
def tell_export_failed(event: events.Event) -> None:
    """Tells a person that their data could not be put together."""
    now = clock.now()
    person_id = UUID(event.payload["person_id"])
    queued = services.tell(person_id=person_id, template="export_failed", context={}, cause=event.id, now=now)
    services.send_after_commit(queued, now=now)


@events.consumer("accounts.erased", name="notifications.erase_person")
def erase_person(event: events.Event) -> None:
    """Erases what a person whose account was closed long ago was told, and where."""
    services.erase_person(person_id=UUID(event.payload["person_id"]))


def _register(topic: str, template: str) -> None:
    @events.consumer(topic, name=f"notifications.tell_{template}")
    def tell_person(event: events.Event) -> None:
        _tell_of_security(event, template)


def _register_device_message(topic: str, template: str) -> None:
    @events.consumer(topic, name=f"notifications.tell_{template}")
    def tell_person(event: events.Event) -> None:
        if (topic, event.payload.get("reason")) not in _PARTS_OF_MORE:
            device = get_device_name(UUID(event.payload["device_id"]))
            _tell_of_security(event, template, device=device or "a phone of yours")


for _topic, _template in _SECURITY_MESSAGES.items():
    _register(_topic, _template)
for _topic, _template in _DEVICE_MESSAGES.items():
    _register_device_message(_topic, _template)
