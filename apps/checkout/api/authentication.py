"""Who asks at /api/v1/merchant/v1/: a merchant's own server, by its API key."""

from dataclasses import dataclass
from typing import Any, Literal, cast
from uuid import UUID

from drf_spectacular.extensions import OpenApiAuthenticationExtension
from rest_framework.authentication import BaseAuthentication
from rest_framework.request import Request

from apps.checkout import rates, selectors, services
from apps.checkout.errors import InvalidKey, ScopeRequired
from apps.checkout.models import Scope
from apps.core import clock
from apps.core.ratelimit import spend


@dataclass(frozen=True, slots=True)
class MerchantCaller:
    """The key a request comes with: what `request.user` is behind the server API. It is no person and no row."""

    key_id: UUID
    merchant_id: UUID
    is_live: bool
    scopes: frozenset[str]
    is_authenticated: Literal[True] = True


def caller_of(request: Request, scope: Scope) -> MerchantCaller:
    """Whose server this is. Every view of the server API begins with it. Raises ScopeRequired."""
    caller = cast(MerchantCaller, request.user)
    if scope.value not in caller.scopes:
        raise ScopeRequired(f"This API key may not do this: it lacks the scope {scope.value}.", scope=scope.value)
    return caller


class ApiKeyAuthentication(BaseAuthentication):
    """`Authorization: Bearer gpk_...`. Whatever is no good key is answered alike, a person's token too.

    Raises InvalidKey, and TooManyRequests for a key that asks too often.
    """

    def authenticate(self, request: Request) -> tuple[MerchantCaller, None] | None:
        scheme, _, key = request.META.get("HTTP_AUTHORIZATION", "").partition(" ")
        if scheme.lower() != "bearer":
            return None
        now = clock.now()
        known = selectors.find_key(key.strip(), now=now)
        if known is None:
            raise InvalidKey
        spend(rates.CALLS_BY_KEY, str(known.id), now=now)
        if not known.was_noted(now):
            services.note_use(key_id=known.id, now=now)
        return MerchantCaller(known.id, known.merchant_id, known.is_live, known.scopes), None

    def authenticate_header(self, request: Request) -> str:
        return "Bearer"


class MerchantKeyScheme(OpenApiAuthenticationExtension):  # type: ignore[no-untyped-call]
    """How the schema describes it."""

    target_class = ApiKeyAuthentication
    name = "merchantKey"

    def get_security_definition(self, auto_schema: Any) -> dict[str, Any]:
        return {
            "type": "http",
            "scheme": "bearer",
            "description": "An API key of a merchant's: gpk_live_... or gpk_test_.... It opens nothing else, and a "
            "person's token does not open this.",
        }
