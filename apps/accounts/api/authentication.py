"""Who asks: a bearer access token of a session that is still good."""

from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from apps.accounts import selectors, tokens
from apps.accounts.errors import InvalidToken


@dataclass(frozen=True, slots=True)
class Principal:
    """The person a request comes from: what `request.user` is behind the API. It is no database row."""

    id: UUID
    session_id: UUID
    is_staff: bool = False
    is_authenticated: Literal[True] = True


def principal_of(request: Request) -> Principal:
    """Who makes this request. Only for views that refuse those who are nobody."""
    return cast(Principal, request.user)


class SessionTokenAuthentication(BaseAuthentication):
    """`Authorization: Bearer <access>`. Usually without a query: the session's state comes from the cache."""

    def authenticate(self, request: Request) -> tuple[Principal, tokens.Claims] | None:
        scheme, _, token = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        claims = tokens.read(token.strip(), "access")
        state = selectors.get_session_state(claims.session_id)
        if state is None or state.person_id != claims.person_id:
            raise InvalidToken
        return Principal(state.person_id, state.session_id, state.is_staff), claims

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class BearerScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = SessionTokenAuthentication
    name = "bearer"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"}
