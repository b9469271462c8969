"""SECURITY 6: what happens to a phone is told on every channel, once, with the phone's name."""

from typing import Any

import pytest

from apps.accounts import services as accounts
from apps.accounts.errors import StepUpRequired
from apps.accounts.models import Device, OneTimeCode, User
from apps.accounts.selectors import get_code_text
from apps.accounts.services import StepUpAnswer
from apps.accounts.tests.factories import PASSWORD, Phone, give_phone, make_person, tokens_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.notifications import services
from apps.notifications.models import Notification, SandboxMessage

# Messages are sent after a commit, so these tests have to commit.
pytestmark = pytest.mark.django_db(transaction=True)


def phone_of(user: User, name: str = "Nokia G42") -> Phone:
    phone = give_phone(user)
    Device.objects.filter(pk=phone.device_id).update(name=name)
    return phone


def told(user: User) -> list[str]:
    """The topics in their inbox, oldest first; each has gone out by SMS and e-mail, once."""
    deliver_events()
    topics = list(Notification.objects.filter(person_id=user.id).order_by("id").values_list("topic", flat=True))
    sent = SandboxMessage.objects.filter(delivery__person_id=user.id)
    for channel in ("SMS", "EMAIL"):
        templates = sent.filter(channel=channel).order_by("id").values_list("delivery__template", flat=True)
        assert sorted(templates) == sorted(topics)
    return topics


@pytest.fixture
def amina(sandbox: None) -> User:
    user = make_person("amina")
    # She wants no messages, and hears of this all the same.
    services.choose_channels(person_id=user.id, choices={"SMS": False, "EMAIL": False}, now=clock.now())
    return user


def test_a_new_phone_is_told_of_with_its_name_on_every_channel(amina: User) -> None:
    """SECURITY 6 [7.5.1]: a new device tells the old channel."""
    new, session_id = Phone(), tokens_of(amina).session_id
    fields: dict[str, Any] = {
        "user_id": amina.id,
        "session_id": session_id,
        "client_id": "app-9",
        "name": "Eve's phone",
        "platform": "android",
        "public_key": new.public_key,
    }
    with pytest.raises(StepUpRequired):
        accounts.register_device(**fields, now=clock.now())
    code = OneTimeCode.objects.latest("id")
    deliver_events()
    (text,) = SandboxMessage.objects.values_list("body", flat=True)
    assert "to let Eve's phone pay from your account" in text, "the code says what it is for"
    SandboxMessage.objects.all().delete()
    step_up = StepUpAnswer(code.id, get_code_text(code.id) or "")
    accounts.register_device(**fields, step_up=step_up, now=clock.now())
    assert told(amina) == ["device_registered"]
    assert "Eve's phone" in Notification.objects.get().body
    assert all("Eve's phone" in body for body in SandboxMessage.objects.values_list("body", flat=True))


def test_a_lock_a_removal_and_a_wipe_are_told_once_each(amina: User) -> None:
    now = clock.now()
    first, second = phone_of(amina), phone_of(amina, "Tablet")
    accounts.lock_device(person_id=amina.id, device_id=first.device_id, reason="asked", now=now)
    assert told(amina) == ["device_locked"]
    assert "Nokia G42" in Notification.objects.get().body
    accounts.request_wipe(person_id=amina.id, device_id=second.device_id, now=now)
    assert told(amina) == ["device_locked", "device_wipe_requested"], "that it is locked is part of the news"


def test_a_lost_phone_is_one_message_however_many_phones_there_are(amina: User) -> None:
    for name in ("One", "Two", "Three"):
        phone_of(amina, name)
    accounts.report_lost(msisdn=amina.msisdn, password=PASSWORD, now=clock.now())
    deliver_events()
    (message,) = SandboxMessage.objects.all()
    assert (message.channel, message.address) == ("EMAIL", amina.email), "the code does not go to the lost phone"
    assert "to report your phone lost" in message.body
    SandboxMessage.objects.all().delete()
    code = get_code_text(OneTimeCode.objects.get(purpose="RECOVERY").id)
    accounts.confirm_lost(msisdn=amina.msisdn, password=PASSWORD, code=code or "", now=clock.now())
    assert told(amina) == ["account_secured"]
    accounts.release_secured(person_id=amina.id, reason="test", by=amina.id, now=clock.now())
    assert told(amina) == ["account_secured", "account_unsecured"]


def test_of_a_report_that_is_none_nothing_is_sent(amina: User) -> None:
    """SECURITY 5: neither to the person nor to the number that was typed."""
    for msisdn, password in [(amina.msisdn, "not hers"), ("+254712999999", PASSWORD)]:
        accounts.report_lost(msisdn=msisdn, password=password, now=clock.now())
    deliver_events()
    assert not SandboxMessage.objects.exists()


def test_a_phone_without_a_name_is_told_of_too(amina: User) -> None:
    phone = phone_of(amina, "")
    accounts.lock_device(person_id=amina.id, device_id=phone.device_id, reason="asked", now=clock.now())
    told(amina)
    assert "a phone of yours was locked" in Notification.objects.get().body
