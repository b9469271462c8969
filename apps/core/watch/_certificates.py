"""Until when the certificates of servers we call are good, as they show them."""

import ssl
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import httpcore2
import httpx2
from cryptography import x509

from apps.core import deadlines
from apps.core.models import Certificate

SECONDS = 5.0


def note_certificate(
    *,
    name: str,
    host: str,
    port: int,
    now: datetime,
    authorities: Callable[[], ssl.SSLContext] | None = None,
    seconds: float = SECONDS,
) -> Certificate:
    """Asks a server for its certificate, once, in `seconds` with everything, and keeps what it showed.

    One that is not trusted is looked at all the same, so that operators read since when it has expired. A server that
    does not answer keeps the date it showed before. Sends nothing. Call it outside a transaction.
    """
    expires_at, problem = _look(host, port, authorities or _usual, time.monotonic() + seconds)
    changes: dict[str, Any] = {"host": host[:255], "port": port, "problem": problem[:200], "checked_at": now}
    if expires_at is not None:
        changes["expires_at"] = expires_at
    row, _ = Certificate.objects.update_or_create(name=name[:60], defaults=changes)
    return row


def _usual() -> ssl.SSLContext:
    return httpx2.create_ssl_context(trust_env=False)


def _trusting_anybody() -> ssl.SSLContext:
    """To read the date of a certificate that was refused a moment ago. Nothing is ever sent over it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def _look(host: str, port: int, authorities: Callable[[], ssl.SSLContext], until: float) -> tuple[datetime | None, str]:
    addresses = deadlines.resolve(host, port, until - time.monotonic())
    if not addresses:
        return None, "The name of the host is not known."
    problem = "It does not answer."
    for address in addresses[: deadlines.TRIED_ADDRESSES]:
        try:
            return _shown(address, host, port, authorities(), until), ""
        except httpcore2.ConnectError as failure:
            cause = failure.__cause__ or failure.__context__
            if not isinstance(cause, ssl.SSLError) and "SSL" not in str(failure):
                continue
            problem = _words(cause or failure)
            try:
                return _shown(address, host, port, _trusting_anybody(), until), problem
            except (httpcore2.NetworkError, httpcore2.TimeoutException, ValueError):
                return None, problem
        except (httpcore2.NetworkError, httpcore2.TimeoutException, ValueError):
            continue
    return None, problem


def _words(failure: BaseException) -> str:
    reason = getattr(failure, "verify_message", "") or "the handshake failed"
    return f"Its certificate is not trusted: {reason}."


def _shown(address: str, host: str, port: int, context: ssl.SSLContext, until: float) -> datetime:
    """When the certificate that is shown expires. Raises httpcore2's errors, and ValueError for what is none."""
    stream = deadlines.connect(address, port, until)
    try:
        # From here on the connection is the secure one's.
        stream = stream.start_tls(context, server_hostname=host)
        spoken: Any = stream.get_extra_info("ssl_object")
        shown = spoken.getpeercert(True) if spoken is not None else None
        if not shown:
            raise ValueError("no certificate")
        return x509.load_der_x509_certificate(shown).not_valid_after_utc
    finally:
        stream.close()
