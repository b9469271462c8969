from collections.abc import Iterator
from typing import Any

import pytest

from apps.notifications.tests.providers import MailServer, SmsProvider, mail_server, sms_provider
from apps.notifications.tests.push_service import PushService, push_service


@pytest.fixture
def sandbox(settings: Any) -> None:
    settings.SANDBOX = True


@pytest.fixture
def no_provider(settings: Any) -> None:
    """Real channels with nobody behind them: e-mail is refused at once, SMS is not configured."""
    settings.SANDBOX = False
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    settings.SMS_URL = ""


@pytest.fixture
def sms(settings: Any, no_provider: None) -> Iterator[SmsProvider]:
    with sms_provider() as provider:
        settings.SMS_URL, settings.SMS_TOKEN = provider.url, "a-token"
        yield provider


@pytest.fixture
def mail(settings: Any, no_provider: None) -> Iterator[MailServer]:
    with mail_server() as server:
        settings.EMAIL_PORT = server.port
        yield server


@pytest.fixture
def pushes(settings: Any, no_provider: None) -> Iterator[PushService]:
    settings.WEBHOOKS_TO_LOOPBACK = True
    with push_service() as service:
        yield service
