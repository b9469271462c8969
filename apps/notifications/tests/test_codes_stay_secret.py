"""A one-time code exists in clear nowhere but on its way to the person.

SECURITY 2 and 4 (OWASP ASVS 16.2.5, 6.5): no table, log, task argument, outbox row or error report holds it.
"""

import logging
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts import services as accounts
from apps.accounts.models import OneTimeCode
from apps.accounts.selectors import get_code_text
from apps.accounts.tests.factories import PASSWORD
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.notifications import services, tasks
from apps.notifications.models import Delivery, DeliveryState, SandboxMessage
from apps.notifications.tests.providers import SmsProvider

# Longer than a real code, so that no timestamp and no id contains it by chance.
CANARY = "48392017556612340987"


@pytest.fixture
def canary(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code's digits as accounts derives them at the moment of sending."""
    from apps.notifications.services import _send

    original = get_code_text

    def text(code_id: Any) -> str | None:
        return CANARY if original(code_id) else None

    monkeypatch.setattr(_send, "get_code_text", text)


def register(msisdn: str = "+254712000001") -> OutboxEvent:
    accounts.register(msisdn=msisdn, full_name="Amina Otieno", password=PASSWORD, now=clock.now())
    return OutboxEvent.objects.get(topic="accounts.code_issued")


def tables_holding(text: str) -> set[str]:
    """Every table of the database that has a row in which the text stands."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        names = [row[0] for row in cursor.fetchall()]
        found = set()
        for name in names:
            cursor.execute(f'SELECT EXISTS (SELECT FROM "{name}" t WHERE t::text LIKE %s)', [f"%{text}%"])
            if cursor.fetchone()[0]:
                found.add(name)
    return found


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("status", [202, 400, 500])
def test_the_code_reaches_the_provider_and_no_table_and_no_log(
    sms: SmsProvider, canary: None, status: int, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """Not even when the provider refuses it and quotes it in its refusal."""
    caplog.set_level(logging.DEBUG)
    sms.status, sms.answer = status, f'{{"error": "cannot send {CANARY}"}}'
    event = register()
    tasks.send_code(str(event.id))
    (body,) = sms.bodies
    assert CANARY in body and "10 minutes" in body
    assert tables_holding(CANARY) == set()
    output = capfd.readouterr()
    assert CANARY not in caplog.text + output.out + output.err
    assert CANARY not in "".join(str(vars(record)) for record in caplog.records)
    delivery = Delivery.objects.get()
    assert set(delivery.context) == {"code_id", "minutes"}
    if status != 202:
        assert delivery.last_error == f"HTTP {status}"


@pytest.mark.django_db(transaction=True)
def test_only_the_sandbox_keeps_it(sandbox: None, canary: None) -> None:
    tasks.send_code(str(register().id))
    assert tables_holding(CANARY) == {"notifications_sandboxmessage"}
    assert CANARY in SandboxMessage.objects.get(address="+254712000001").body


@pytest.mark.django_db(transaction=True)
def test_the_sandbox_shows_the_code_that_works(sandbox: None) -> None:
    tasks.send_code(str(register().id))
    code = SandboxMessage.objects.get().body.split(" ")[0]
    sign_up_id = accounts.check_sign_up_code(msisdn="+254712000001", code=code, now=clock.now())
    assert accounts.verify_sign_up(sign_up_id=sign_up_id, now=clock.now()).msisdn == "+254712000001"


@pytest.mark.django_db(transaction=True)
def test_a_code_that_was_used_or_is_over_is_not_sent_any_more(sms: SmsProvider, canary: None) -> None:
    sms.status = 503
    tasks.send_code(str(register().id))
    delivery = Delivery.objects.get()
    assert delivery.state == DeliveryState.QUEUED
    OneTimeCode.objects.update(used_at=clock.now())
    sms.status = 202
    assert services.send_due(now=delivery.due_at) == 0
    delivery.refresh_from_db()
    assert (delivery.state, delivery.last_error) == (DeliveryState.CANCELLED, "the code was used or is over")
    assert len(sms.requests) == 1
    # An operator who finds it cannot send it again either.
    assert services.requeue_failed(delivery_ids=[delivery.id], now=clock.now()) == 0


@pytest.mark.django_db(transaction=True)
def test_a_code_that_is_over_before_its_event_arrives_is_not_queued(sandbox: None) -> None:
    event = register()
    OneTimeCode.objects.update(used_at=clock.now())
    tasks.send_code(str(event.id))
    assert not Delivery.objects.exists()


@pytest.mark.django_db
def test_a_code_in_a_context_is_refused_by_the_service_and_by_the_database() -> None:
    fields: dict[str, Any] = {"template": "one_time_code", "cause": uuid7(), "now": clock.now()}
    with pytest.raises(ValueError, match="code_id"):
        services.tell_address(
            channel="SMS", address="+254712000001", context={"code": "493817", "minutes": 10}, **fields
        )
    with pytest.raises(IntegrityError, match="notifications_delivery_no_code"), transaction.atomic():
        Delivery.objects.create(
            channel="SMS",
            address="+254712000001",
            template="one_time_code",
            context={"code": "493817"},
            language="en",
            queued_at=clock.now(),
            due_at=clock.now(),
            cause=uuid7(),
        )
