"""Two senders never send one message twice, and a sender that dies leaves it for the next."""

import json
import os
import signal
import subprocess
import sys
import threading
import time
from typing import Any

import pytest
from django.conf import settings as django_settings
from django.db import connection, transaction

from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.notifications import services
from apps.notifications.models import Delivery, DeliveryState, SandboxMessage
from apps.notifications.tests.providers import SmsProvider
from apps.notifications.tests.samples import payment


def queue(count: int, *, channel: str = "SMS") -> list[Any]:
    address = "+254712{:06d}" if channel == "SMS" else "person{}@example.org"
    return [
        services.tell_address(
            channel=channel,
            address=address.format(number),
            template="payment_received",
            context=payment(),
            cause=uuid7(),
            now=clock.now(),
        )[0]
        for number in range(count)
    ]


@pytest.mark.django_db(transaction=True)
def test_eight_sweepers_share_forty_messages(sms: SmsProvider) -> None:
    queue(40)
    results = run_together(8, lambda _: services.send_due(now=clock.now(), limit=40, seconds=30))
    assert sum(results) == 40
    ids = [request["id"] for request in sms.requests]
    assert len(ids) == len(set(ids)) == 40
    assert Delivery.objects.filter(state=DeliveryState.SENT, attempts=1).count() == 40


@pytest.mark.django_db(transaction=True)
def test_eight_sweepers_in_the_sandbox(sandbox: None) -> None:
    queue(150)
    queue(150, channel="EMAIL")
    results = run_together(8, lambda _: services.send_due(now=clock.now(), limit=300, seconds=30))
    assert sum(results) == 300
    assert SandboxMessage.objects.count() == 300


@pytest.mark.django_db(transaction=True)
def test_a_message_that_somebody_is_sending_is_passed_over(sms: SmsProvider) -> None:
    """SKIP LOCKED: the second sender neither repeats the message nor waits for the first."""
    queue(1)
    may_answer = threading.Event()
    sms.status_of = lambda _: 202 if may_answer.wait(30) else 503

    def first() -> None:
        services.send_due(now=clock.now(), channel="SMS")
        connection.close()

    sender = threading.Thread(target=first)
    sender.start()
    assert sms.arrived.wait(60)
    assert services.send_due(now=clock.now(), channel="SMS") == 0
    assert Delivery.objects.get().state != DeliveryState.SENT, "the first is not waited for"
    may_answer.set()
    sender.join()
    assert len(sms.requests) == 1
    assert Delivery.objects.get().state == DeliveryState.SENT


_DYING_SENDER = """
import json, os, sys
import django
django.setup()
from django.conf import settings
from django.db import connection
connection.settings_dict.update(json.loads(os.environ["NOTIFICATIONS_TEST_DATABASE"]))
for name, value in json.loads(os.environ["NOTIFICATIONS_TEST_SETTINGS"]).items():
    setattr(settings, name, value)
from apps.core import clock
from apps.notifications.services import _send
if sys.argv[1] == "before-commit":
    _send._mark = lambda *_: os.kill(os.getpid(), 9)
_send.send_due(now=clock.now())
"""


def dying_sender(how: str, **settings: Any) -> "subprocess.Popen[bytes]":
    database = {name: connection.settings_dict[name] for name in ("NAME", "HOST", "PORT", "USER", "PASSWORD")}
    environment = {
        **os.environ,
        "NOTIFICATIONS_TEST_DATABASE": json.dumps(database),
        "NOTIFICATIONS_TEST_SETTINGS": json.dumps(settings),
    }
    return subprocess.Popen([sys.executable, "-c", _DYING_SENDER, how], env=environment, cwd=django_settings.BASE_DIR)


@pytest.mark.django_db(transaction=True)
def test_killed_between_claim_and_commit_the_sandbox_has_the_message_once(sandbox: None) -> None:
    queue(3)
    sender = dying_sender("before-commit", SANDBOX=True)
    assert sender.wait(60) == -signal.SIGKILL
    assert not SandboxMessage.objects.exists()
    assert Delivery.objects.filter(state=DeliveryState.QUEUED, attempts=0).count() == 3
    assert services.send_due(now=clock.now()) == 3
    assert SandboxMessage.objects.count() == 3


@pytest.mark.django_db(transaction=True)
def test_killed_while_the_provider_answers_the_next_sender_repeats_under_the_same_id(sms: SmsProvider) -> None:
    (delivery_id,) = queue(1)
    sms.status = -1
    sender = dying_sender("while-sending", SANDBOX=False, SMS_URL=sms.url, SMS_TOKEN="a-token")
    assert sms.arrived.wait(60)
    sender.kill()
    sender.wait(60)
    sms.status = 202
    deadline = time.monotonic() + 60
    # The server notices the dead client within moments, and only then is the claim free.
    while services.send_due(now=clock.now()) == 0 and time.monotonic() < deadline:
        time.sleep(0.05)
    assert [request["id"] for request in sms.requests] == [str(delivery_id)] * 2
    assert {headers["Idempotency-Key"] for headers in sms.headers} == {str(delivery_id)}
    assert Delivery.objects.get().state == DeliveryState.SENT


@pytest.mark.django_db(transaction=True)
def test_sending_inside_a_transaction_is_refused(sandbox: None) -> None:
    """Its rollback would forget what has gone out."""
    queue(1)
    with pytest.raises(RuntimeError), transaction.atomic():
        services.send_due(now=clock.now())


@pytest.mark.django_db(transaction=True)
def test_after_commit_only_the_named_ones_are_tried_and_a_failure_fails_nobody(
    sandbox: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = queue(2)
    with transaction.atomic():
        services.send_after_commit([second], now=clock.now())
        assert not SandboxMessage.objects.exists()
    assert Delivery.objects.get(pk=second).state == DeliveryState.SENT
    assert Delivery.objects.get(pk=first).state == DeliveryState.QUEUED

    def broken(**_: Any) -> int:
        raise RuntimeError("no")

    monkeypatch.setattr(services._tell, "send_due", broken)
    with transaction.atomic():
        services.send_after_commit([first], now=clock.now())
    assert Delivery.objects.get(pk=first).state == DeliveryState.QUEUED
