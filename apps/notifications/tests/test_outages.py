"""A stuck provider holds up neither the other channel nor the workers."""

import time
from datetime import timedelta

import httpx2
import pytest

from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together
from apps.notifications import services
from apps.notifications.models import Delivery, DeliveryState, Outage
from apps.notifications.services import _outages
from apps.notifications.tests.providers import MailServer, SmsProvider
from apps.notifications.tests.samples import payment


@pytest.fixture(autouse=True)
def _short_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.notifications.channels.sms.TIMEOUT", httpx2.Timeout(1.0))


def tell(count: int) -> None:
    amina = make_person("amina")
    for _ in range(count):
        services.tell(
            person_id=amina.id, template="payment_received", context=payment(), cause=uuid7(), now=clock.now()
        )


@pytest.mark.django_db
def test_email_goes_out_while_the_sms_provider_is_stuck(sms: SmsProvider, mail: MailServer) -> None:
    tell(20)
    sms.status = -1
    assert services.send_due(now=clock.now()) == 20
    # Three timeouts, not twenty.
    assert len(sms.requests) == 3
    assert len(mail.messages) == 20
    assert Delivery.objects.filter(channel="SMS", state=DeliveryState.QUEUED, attempts=0).count() == 17


@pytest.mark.django_db
def test_a_sweep_does_not_outstay_its_time(sms: SmsProvider, mail: MailServer) -> None:
    """What is left waits for the next sweep; each channel has its own time."""
    tell(5)
    sms.status_of = lambda _: time.sleep(0.5) or 202  # type: ignore[func-returns-value]
    services.send_due(now=clock.now(), seconds=0.4)
    assert len(sms.requests) == 1
    assert mail.messages


@pytest.mark.django_db
def test_a_paused_channel_is_left_alone_then_probed_once_then_open(sms: SmsProvider) -> None:
    tell(5)
    sms.status = 503
    now = clock.now()
    services.send_due(now=now, channel="SMS")
    outage = Outage.objects.get()
    assert (outage.channel, outage.failures, outage.last_error) == ("SMS", 3, "HTTP 503")
    assert outage.paused_until is not None
    assert 5 <= (outage.paused_until - now).total_seconds() < 10

    services.send_due(now=now + timedelta(seconds=1), channel="SMS")
    assert len(sms.requests) == 3, "nothing is tried during the pause"

    later = outage.paused_until + timedelta(seconds=1)
    services.send_due(now=later, channel="SMS")
    outage.refresh_from_db()
    assert len(sms.requests) == 4 and outage.failures == 4
    assert outage.paused_until is not None
    assert 10 <= (outage.paused_until - later).total_seconds() < 20, "twice as long"

    sms.status = 202
    later = outage.paused_until + timedelta(seconds=1)
    services.send_due(now=later, channel="SMS")
    assert not Outage.objects.exists()
    assert services.send_due(now=later + timedelta(hours=1), channel="SMS") + len(sms.requests) >= 9
    assert Delivery.objects.filter(channel="SMS", state=DeliveryState.SENT).count() == 5


@pytest.mark.django_db
def test_a_probe_with_nothing_to_send_lets_the_next_one_probe(sms: SmsProvider) -> None:
    now = clock.now()
    for _ in range(3):
        _outages.note_failure("SMS", "HTTP 503", now=now)
    later = now + timedelta(seconds=10)
    assert services.send_due(now=later) == 0
    tell(1)
    assert services.send_due(now=clock.now() + timedelta(seconds=11), channel="SMS") == 1


@pytest.mark.django_db
def test_a_bad_address_says_nothing_against_the_provider(sms: SmsProvider) -> None:
    tell(4)
    sms.status = 400
    services.send_due(now=clock.now(), channel="SMS")
    assert len(sms.requests) == 4
    assert not Outage.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_of_sixteen_senders_after_a_pause_one_is_the_probe() -> None:
    now = clock.now()
    for _ in range(3):
        _outages.note_failure("EMAIL", "SMTP 421", now=now)
    later = now + timedelta(seconds=10)
    leaves = run_together(16, lambda _: _outages.ask_leave("EMAIL", now=later))
    assert sorted(leave.name for leave in leaves) == ["AS_PROBE"] + ["REFUSED"] * 15
    # The probe died: after its lease somebody else becomes it.
    assert _outages.ask_leave("EMAIL", now=later + timedelta(minutes=3)) is _outages.Leave.AS_PROBE


@pytest.mark.django_db(transaction=True)
def test_failures_at_once_are_all_counted() -> None:
    now = clock.now()
    run_together(8, lambda _: _outages.note_failure("SMS", "ReadTimeout", now=now))
    assert Outage.objects.get().failures == 8
