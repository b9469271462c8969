"""A person's choice of channels is respected, but not for what protects them."""

from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import services
from apps.notifications.models import Delivery, Notification, Preference
from apps.notifications.tests.samples import OCCURRED_AT, payment

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sandbox")]
URL = "/api/v1/notifications/preferences"


def channels_told(person: User, **changes: Any) -> list[str]:
    fields = {"template": "payment_received", "context": payment(), **changes}
    ids = services.tell(person_id=person.id, cause=uuid7(), now=clock.now(), **fields)
    return sorted(Delivery.objects.filter(pk__in=ids).values_list("channel", flat=True))


def switch(person: User, **choices: bool) -> None:
    services.choose_channels(person_id=person.id, choices=choices, now=clock.now())


def test_a_channel_is_on_until_it_is_switched_off() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    assert channels_told(amina) == ["EMAIL", "SMS"]
    switch(amina, SMS=False)
    assert channels_told(amina) == ["EMAIL"]
    assert channels_told(brian) == ["EMAIL", "SMS"], "somebody else's choice"
    switch(amina, EMAIL=False)
    assert channels_told(amina) == []
    assert Notification.objects.filter(person_id=amina.id).count() == 3, "the inbox always has it"
    switch(amina, SMS=True)
    assert channels_told(amina) == ["SMS"]
    assert Preference.objects.filter(person_id=amina.id).count() == 2


def test_security_messages_come_on_every_channel() -> None:
    """OWASP ASVS 6.3.7: a thief who holds the phone must not be able to silence us."""
    amina = make_person("amina")
    switch(amina, SMS=False, EMAIL=False)
    context = {"occurred_at": OCCURRED_AT}
    told = channels_told(amina, template="password_changed", context=context, security=True)
    assert told == ["EMAIL", "SMS"]


def test_without_an_sms_provider_no_sms_pile_up(settings: Any) -> None:
    settings.SANDBOX, settings.SMS_URL = False, ""
    assert channels_told(make_person("amina")) == ["EMAIL"]


def test_all_channels_are_on_at_first() -> None:
    response = client_of(make_person("amina")).get(URL)
    assert (response.status_code, response.json()) == (200, {"email": True, "sms": True, "push": True})


def test_changing_one_leaves_the_others() -> None:
    client = client_of(make_person("amina"))

    def change(**choices: bool) -> dict[str, bool]:
        return dict(client.patch(URL, choices, format="json").json())

    assert change(sms=False) == {"email": True, "sms": False, "push": True}
    assert change(email=False) == {"email": False, "sms": False, "push": True}
    assert change(push=False) == {"email": False, "sms": False, "push": False}
    assert change() == {"email": False, "sms": False, "push": False}
    assert change(email=True, sms=True) == {"email": True, "sms": True, "push": False}


@pytest.mark.parametrize(
    "body",
    [
        {"pigeon": True},
        {"push": 1},
        {"sms": "false"},
        {"sms": 0},
        {"sms": None},
        {"sms": []},
        {"person_id": "x"},
        [],
        "sms",
    ],
)
def test_what_is_no_choice_is_400_and_changes_nothing(body: Any) -> None:
    client = client_of(make_person("amina"))
    response = client.patch(URL, body, format="json")
    assert response.status_code == 400
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["code"] == "invalid_input"
    assert not Preference.objects.exists()
