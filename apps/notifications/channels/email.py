"""E-mail over Django's mail backend (EMAIL_URL)."""

import re
import smtplib
from contextlib import suppress
from email.utils import parseaddr
from uuid import UUID

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import EmailMultiAlternatives, get_connection
from django.core.mail.backends.base import BaseEmailBackend
from django.core.validators import validate_email

from apps.notifications.channels.base import NotNow, SendFailure, Undeliverable

# RFC 3463: the part of a refusal that names its kind and quotes nothing.
_ENHANCED_CODE = re.compile(rb"\b[245]\.\d{1,3}\.\d{1,3}\b")


def _reason(code: int, answer: bytes | str) -> str:
    match = _ENHANCED_CODE.search(answer if isinstance(answer, bytes) else answer.encode(errors="replace"))
    return f"SMTP {code} {match.group().decode()}" if match else f"SMTP {code}"


def _refusal(code: int, answer: bytes | str) -> SendFailure:
    """What a reply to RCPT or DATA means (RFC 5321, section 4.2.1). 421 is the server saying goodbye."""
    if 500 <= code < 600:
        return Undeliverable(_reason(code, answer))
    return NotNow(_reason(code, answer), provider_is_down=code == 421)


class EmailChannel:
    """Keeps one connection to the mail server for a few messages, until one of them fails."""

    batch = 1
    shows_html = True

    def __init__(self) -> None:
        self._connection: BaseEmailBackend | None = None

    def _open(self) -> BaseEmailBackend:
        if self._connection is None:
            connection = get_connection()
            connection.open()
            self._connection = connection
        return self._connection

    def send(self, *, delivery_id: UUID, address: str, subject: str, body: str, html: str) -> None:
        """Raises Undeliverable when the server refuses the recipient or the message for good, else NotNow.

        The Message-ID is made of the delivery's id: a message that is sent twice, because we died before we
        could note the first time, is recognised as one by mail servers and programs.
        """
        try:
            validate_email(address)
        except ValidationError:
            raise Undeliverable("not an e-mail address") from None
        domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
        headers = {"Message-ID": f"<{delivery_id}@{domain}>", "Auto-Submitted": "auto-generated"}
        try:
            message = EmailMultiAlternatives(subject, body, to=[address], headers=headers, connection=self._open())
            if html:
                message.attach_alternative(html, "text/html")
            message.send()
        except smtplib.SMTPRecipientsRefused as error:
            self.close()
            code, answer = next(iter(error.recipients.values()))
            raise _refusal(code, answer) from None
        except smtplib.SMTPDataError as error:
            self.close()
            raise _refusal(error.smtp_code, error.smtp_error) from None
        except smtplib.SMTPResponseException as error:
            # A refused sender or log-in, or a server that is closing: about us or about now, not about this message.
            self.close()
            raise NotNow(_reason(error.smtp_code, error.smtp_error)) from None
        except OSError as error:
            # Every other SMTPException is an OSError too, as is each failure of the network.
            self.close()
            raise NotNow(type(error).__name__) from None

    def close(self) -> None:
        if self._connection is not None:
            # The server may have hung up first.
            with suppress(OSError):
                self._connection.close()
            self._connection = None
