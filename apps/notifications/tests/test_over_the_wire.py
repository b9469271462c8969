"""What a provider and a mail server get to see."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.notifications import services
from apps.notifications.models import Delivery
from apps.notifications.tests.providers import MailServer, SmsProvider
from apps.notifications.tests.samples import payment


def tell(**changes: Any) -> dict[str, UUID]:
    amina = make_person("amina")
    context = payment(**changes)
    services.tell(person_id=amina.id, template="payment_received", context=context, cause=uuid7(), now=clock.now())
    return dict(Delivery.objects.values_list("channel", "id"))


@pytest.mark.django_db
def test_an_sms(sms: SmsProvider, mail: MailServer) -> None:
    ids = tell()
    services.send_due(now=clock.now())
    (request,), (headers,) = sms.requests, sms.headers
    assert set(request) == {"id", "to", "body"}
    assert (request["id"], request["to"]) == (str(ids["SMS"]), "+254712000001")
    assert "12.50 USD" in request["body"] and "\n" not in request["body"]
    assert headers["Authorization"] == "Bearer a-token"
    assert headers["Idempotency-Key"] == str(ids["SMS"])


@pytest.mark.django_db
def test_an_email(sms: SmsProvider, mail: MailServer, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "GoPay <no-reply@gopay.example>"
    ids = tell(counterparty="Zoë Ñandú", note="línea 1\nlínea 2")
    services.send_due(now=clock.now())
    (message,) = mail.messages
    assert mail.recipients == ["amina@example.org"]
    assert message["Message-ID"] == f"<{ids['EMAIL']}@gopay.example>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["From"] == "GoPay <no-reply@gopay.example>"
    assert message["To"] == "amina@example.org"
    assert message["Subject"] == "You received 12.50 USD from Zoë Ñandú"
    plain, html = message.get_body(("plain",)), message.get_body(("html",))
    assert plain is not None and "línea 1 línea 2" in plain.get_content()
    assert html is not None and "Zoë Ñandú" in html.get_content()


@pytest.mark.django_db
def test_several_emails_take_one_connection(mail: MailServer) -> None:
    for number in range(5):
        services.tell_address(
            channel="EMAIL",
            address=f"person{number}@example.org",
            template="payment_received",
            context=payment(),
            cause=uuid7(),
            now=clock.now(),
        )
    assert services.send_due(now=clock.now()) == 5
    assert (len(mail.messages), mail.connections) == (5, 1)


@pytest.mark.django_db
def test_a_name_cannot_add_a_header_or_a_recipient(mail: MailServer) -> None:
    tell(counterparty="Eve\r\nBcc: everybody@example.org\r\n\r\nYou won!")
    services.send_due(now=clock.now(), channel="EMAIL")
    (message,) = mail.messages
    assert message["Bcc"] is None
    assert mail.recipients == ["amina@example.org"]
    assert message["Subject"] == "You received 12.50 USD from Eve Bcc: everybody@example.org You won!"


@pytest.mark.django_db
def test_a_claim_outlives_a_slow_mail_server(mail: MailServer, monkeypatch: pytest.MonkeyPatch) -> None:
    """PostgreSQL ends sessions that sit idle in a transaction for a minute; a dozen SMTP steps may take longer."""
    from apps.notifications.channels.email import EmailChannel

    seen = []

    def send(self: EmailChannel, **_: Any) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SHOW idle_in_transaction_session_timeout")
            seen.append(cursor.fetchone()[0])

    monkeypatch.setattr(EmailChannel, "send", send)
    tell()
    services.send_due(now=clock.now(), channel="EMAIL")
    assert seen == ["5min"]
