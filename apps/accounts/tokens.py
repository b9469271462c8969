"""Access and refresh tokens: JWTs (RFC 7519) signed with HS256 under a ring of keys.

The first key of settings.JWT_SIGNING_KEYS signs and all of them verify, so that keys rotate with overlap.
What is accepted is fixed here and never taken from the token: one algorithm, our issuer, our audience, and
the kind of token the caller asked for (RFC 8725).
"""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Literal
from uuid import UUID

import jwt
from django.conf import settings
from rest_framework_simplejwt.backends import TokenBackend
from rest_framework_simplejwt.exceptions import TokenBackendError

from apps.accounts.errors import InvalidToken
from apps.core.ids import uuid7

Kind = Literal["access", "refresh"]
ALGORITHM = "HS256"
_MAX_TOKEN_LENGTH = 2048


@dataclass(frozen=True, slots=True)
class Claims:
    """Whose token it is. `token_id` is the jti, `session_id` the sid."""

    token_id: UUID
    person_id: UUID
    session_id: UUID


@dataclass(frozen=True, slots=True)
class TokenPair:
    """What a log-in hands out. `expires_in` is the life of the access token, in seconds.

    `device_id` is the registered phone that the session was bound to at once.
    """

    access: str = field(repr=False)
    refresh: str = field(repr=False)
    expires_in: int
    session_id: UUID
    person_id: UUID
    device_id: UUID | None = None


class _KeyBackend(TokenBackend):
    """simplejwt's backend, which also names its key in the header."""

    def __init__(self, kid: str, secret: str, audience: str, issuer: str) -> None:
        super().__init__(ALGORITHM, signing_key=secret, audience=audience, issuer=issuer)
        self.kid = kid

    def encode(self, payload: dict[str, Any]) -> str:
        claims = {**payload, "aud": self.audience, "iss": self.issuer}
        return jwt.encode(claims, self.prepared_signing_key, algorithm=self.algorithm, headers={"kid": self.kid})


@lru_cache(maxsize=8)
def _ring_of(keys: tuple[tuple[str, str], ...], audience: str, issuer: str) -> dict[str, _KeyBackend]:
    return {kid: _KeyBackend(kid, secret, audience, issuer) for kid, secret in keys}


def _ring() -> dict[str, _KeyBackend]:
    return _ring_of(tuple(settings.JWT_SIGNING_KEYS.items()), settings.JWT_AUDIENCE, settings.JWT_ISSUER)


def _sign(kind: Kind, claims: Claims, *, now: datetime, lifetime: timedelta) -> str:
    return next(iter(_ring().values())).encode(
        {
            "typ": kind,
            "sub": str(claims.person_id),
            "sid": str(claims.session_id),
            "jti": str(claims.token_id),
            "iat": int(now.timestamp()),
            "exp": int((now + lifetime).timestamp()),
        }
    )


def sign_access(*, person_id: UUID, session_id: UUID, now: datetime) -> str:
    """An access token, good for settings.ACCESS_TOKEN_LIFETIME as long as its session is."""
    claims = Claims(uuid7(), person_id, session_id)
    return _sign("access", claims, now=now, lifetime=settings.ACCESS_TOKEN_LIFETIME)


def sign_pair(*, person_id: UUID, session_id: UUID, refresh_id: UUID, now: datetime) -> TokenPair:
    """An access token and the refresh token whose jti is `refresh_id`."""
    refresh = _sign(
        "refresh", Claims(refresh_id, person_id, session_id), now=now, lifetime=settings.REFRESH_TOKEN_LIFETIME
    )
    return TokenPair(
        access=sign_access(person_id=person_id, session_id=session_id, now=now),
        refresh=refresh,
        expires_in=int(settings.ACCESS_TOKEN_LIFETIME.total_seconds()),
        session_id=session_id,
        person_id=person_id,
    )


def read(token: str, kind: Kind) -> Claims:
    """The claims of a token of this kind whose signature, time, issuer and audience are right.

    Raises InvalidToken for every other string, whatever is wrong with it.
    """
    try:
        if len(token) > _MAX_TOKEN_LENGTH:
            raise InvalidToken
        kid = jwt.get_unverified_header(token)["kid"]
        payload = _ring()[kid].decode(token)  # type: ignore[arg-type]
        if payload["typ"] != kind or "exp" not in payload or "iat" not in payload:
            raise InvalidToken
        return Claims(UUID(payload["jti"]), UUID(payload["sub"]), UUID(payload["sid"]))
    except (jwt.InvalidTokenError, TokenBackendError, LookupError, ValueError, TypeError):
        raise InvalidToken from None
