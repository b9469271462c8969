from datetime import datetime

from django.conf import settings
from django.db import transaction

from apps.accounts import rates, tokens
from apps.accounts.errors import InvalidToken
from apps.accounts.models import RefreshToken, Session
from apps.accounts.services._people import announce
from apps.accounts.services._sessions import end
from apps.accounts.tokens import TokenPair
from apps.core import sql

# One statement decides who may use the token: whoever comes second waits for the row and finds it used.
_USE = """
UPDATE accounts_refreshtoken t SET used_at = %(now)s
FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id
WHERE t.id = %(token_id)s AND t.used_at IS NULL AND t.expires_at > %(now)s
  AND s.id = t.session_id AND s.id = %(session_id)s AND s.revoked_at IS NULL AND s.expires_at > %(now)s
  AND u.id = %(person_id)s AND u.status = 'ACTIVE'
RETURNING t.id
"""


def refresh_session(*, refresh: str, now: datetime) -> TokenPair:
    """Exchanges a refresh token, once, for the session's next token pair.

    A token that comes a second time is in two hands and nobody can say which is the thief's, so its whole
    session ends (RFC 9700, section 4.14.2) and `accounts.session_replayed` is recorded. That must outlive the
    refusal, so this must run outside a transaction (RuntimeError). Raises InvalidToken, TooManyRequests.
    """
    claims = tokens.read(refresh, "refresh")
    session_id = claims.session_id
    rates.spend_by_address(rates.REFRESH_BY_ADDRESS, now=now)
    rates.spend(rates.REFRESH_BY_SESSION, str(session_id), now=now)
    with transaction.atomic(durable=True):
        parameters = {
            "token_id": claims.token_id,
            "session_id": session_id,
            "person_id": claims.person_id,
            "now": now,
        }
        if sql.fetch_one(_USE, parameters):
            expires_at = now + settings.REFRESH_TOKEN_LIFETIME
            token = RefreshToken.objects.create(session_id=session_id, issued_at=now, expires_at=expires_at)
            Session.objects.filter(pk=session_id).update(last_used_at=now, expires_at=expires_at)
            return tokens.sign_pair(person_id=claims.person_id, session_id=session_id, refresh_id=token.id, now=now)
        replayed = RefreshToken.objects.filter(pk=claims.token_id, session_id=session_id, used_at__isnull=False)
        if replayed.exists() and end(Session.objects.filter(pk=session_id), reason="replayed", now=now):
            announce(
                claims.person_id,
                "accounts.session_replayed",
                subject=str(session_id),
                session_id=str(session_id),
                now=now,
            )
    raise InvalidToken
