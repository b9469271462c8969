"""What happens to an account is told to its person, each thing once, however often its event is delivered."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any, Protocol
from uuid import UUID

import pytest
from celery import current_app
from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.models import OneTimeCode, Session, User
from apps.accounts.tests.factories import PASSWORD, make_person
from apps.core import clock, events
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.notifications import services, tasks
from apps.notifications.models import Delivery, DeliveryState, Notification, Preference, SandboxMessage
from apps.notifications.tests.samples import payment

pytestmark = pytest.mark.django_db


class Deliver(Protocol):
    def __call__(self, topic: str, *, times: int = 1) -> None: ...


@pytest.fixture
def deliver(django_capture_on_commit_callbacks: Callable[..., AbstractContextManager[Any]]) -> Deliver:
    """Gives a topic's newest event to all its consumers here, as the broker would."""

    def deliver(topic: str, *, times: int = 1) -> None:
        event = OutboxEvent.objects.filter(topic=topic).latest("id")
        names = [name for name in events.consumers_of(topic) if name.startswith("notifications.")]
        assert names, f"nobody listens to {topic}"
        for _ in range(times):
            for name in names:
                with django_capture_on_commit_callbacks(execute=True):
                    current_app.tasks[name](str(event.id))

    return deliver


def record(topic: str, **payload: Any) -> None:
    with transaction.atomic():
        events.record(topic, {name: str(value) for name, value in payload.items()})


def sent_to(person: User) -> list[tuple[str, str]]:
    rows = SandboxMessage.objects.filter(delivery__person_id=person.id)
    return sorted(rows.values_list("channel", "delivery__template"))


def test_registering_sends_one_code_and_delivering_it_again_sends_none(sandbox: None, deliver: Deliver) -> None:
    accounts.register(msisdn="+254712000001", full_name="Amina Otieno", password=PASSWORD, now=clock.now())
    deliver("accounts.code_issued", times=3)
    (message,) = SandboxMessage.objects.all()
    assert (message.channel, message.address) == ("SMS", "+254712000001")
    assert message.body.endswith("Never tell it to anybody, not even to us.")
    assert "valid for 10 minutes" in message.body


def test_a_code_for_an_email_address_goes_by_email(sandbox: None, deliver: Deliver) -> None:
    accounts.register(msisdn="+254712000001", full_name="Amina Otieno", password=PASSWORD, now=clock.now())
    OneTimeCode.objects.update(address="amina@example.org")
    deliver("accounts.code_issued")
    assert SandboxMessage.objects.get().channel == "EMAIL"


def test_joining_is_greeted_once(sandbox: None, deliver: Deliver) -> None:
    amina = accounts.create_person(
        msisdn="+254712000001", full_name="Amina Otieno", email="amina@example.org", now=clock.now()
    )
    deliver("accounts.joined", times=2)
    assert sent_to(amina) == [("EMAIL", "welcome"), ("SMS", "welcome")]
    assert Notification.objects.get(person_id=amina.id).title == "Welcome to GoPay, Amina Otieno"


@pytest.mark.parametrize(
    ("topic", "template"),
    [
        *tasks._SECURITY_MESSAGES.items(),
        ("accounts.logged_in_elsewhere", "new_session"),
        ("accounts.email_changed", "email_changed"),
        ("accounts.number_changed", "number_changed"),
        ("accounts.name_changed", "name_changed"),
        ("accounts.name_change_rejected", "name_change_rejected"),
        ("accounts.export_ready", "export_ready"),
    ],
)
def test_security_news_come_once_and_although_switched_off(
    sandbox: None, topic: str, template: str, deliver: Deliver
) -> None:
    """SECURITY 6 (OWASP ASVS 6.3.7, 7.5.1): the person hears of it on every address we know."""
    amina = make_person("amina")
    services.choose_channels(person_id=amina.id, choices={"SMS": False, "EMAIL": False}, now=clock.now())
    record(topic, person_id=amina.id, session_id=uuid7(), reason="x")
    deliver(topic, times=2)
    assert sent_to(amina) == [("EMAIL", template), ("SMS", template)]
    assert Notification.objects.get(person_id=amina.id).topic == template


def test_a_welcome_is_no_security_message(sandbox: None, deliver: Deliver) -> None:
    amina = make_person("amina")
    Preference.objects.create(person_id=amina.id, channel="SMS", enabled=False, changed_at=clock.now())
    record("accounts.joined", person_id=amina.id)
    deliver("accounts.joined")
    assert sent_to(amina) == [("EMAIL", "welcome")]


def test_a_new_session_names_its_device_and_address(sandbox: None, deliver: Deliver) -> None:
    amina = make_person("amina")
    device = accounts.Device(id="d1", name="Nokia G42", platform="android")
    pair = accounts.open_session(user=amina, device=device, now=clock.now())
    Session.objects.update(ip="203.0.113.9")
    record("accounts.logged_in_elsewhere", person_id=amina.id, session_id=pair.session_id)
    deliver("accounts.logged_in_elsewhere")
    body = Notification.objects.get().body
    assert "Nokia G42" in body and "203.0.113.9" in body


def test_a_new_session_that_ended_meanwhile_is_told_all_the_same(sandbox: None, deliver: Deliver) -> None:
    amina = make_person("amina")
    record("accounts.logged_in_elsewhere", person_id=amina.id, session_id=uuid7())
    deliver("accounts.logged_in_elsewhere")
    assert "an unknown device from an unknown address" in Notification.objects.get().body


def test_the_consumer_does_its_work_although_the_provider_is_away(no_provider: None, deliver: Deliver) -> None:
    """The sweep sends later what could not be sent at once."""
    amina = make_person("amina")
    record("accounts.password_changed", person_id=amina.id)
    deliver("accounts.password_changed")
    (delivery,) = Delivery.objects.all()
    assert (delivery.channel, delivery.state, delivery.attempts) == ("EMAIL", DeliveryState.QUEUED, 1)


def test_a_consumer_that_is_undone_has_told_nobody(
    sandbox: None, monkeypatch: pytest.MonkeyPatch, deliver: Deliver
) -> None:
    amina = make_person("amina")
    record("accounts.password_changed", person_id=amina.id)

    def broken(*_: Any, **__: Any) -> None:
        raise RuntimeError("after telling")

    with monkeypatch.context() as patch:
        patch.setattr(services, "send_after_commit", broken)
        with pytest.raises(RuntimeError, match="after telling"):
            deliver("accounts.password_changed")
    assert not Notification.objects.exists() and not Delivery.objects.exists()
    deliver("accounts.password_changed")
    assert len(sent_to(amina)) == 2


def queue() -> UUID:
    return services.tell_address(
        channel="SMS",
        address="+254712000001",
        template="payment_received",
        context=payment(),
        cause=uuid7(),
        now=clock.now(),
    )[0]


def test_the_sweep_sends_what_is_due_of_one_channel_or_of_all(sandbox: None) -> None:
    queue()
    tasks.send_due(channel="EMAIL")
    assert not SandboxMessage.objects.exists()
    tasks.send_due(channel="SMS")
    assert SandboxMessage.objects.count() == 1
    queue()
    tasks.send_due()
    assert SandboxMessage.objects.count() == 2
