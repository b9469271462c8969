"""Which adapter speaks with which provider, and which gateway an operation goes over.

The only place that imports adapters: by the name a connection gives in settings.GATEWAY_CONNECTIONS.
"""

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from importlib import import_module
from uuid import UUID

from django.conf import settings
from django.db.models import F, Q

from apps.core.money import Money
from apps.gateways.base import Adapter, Capability, Connection
from apps.gateways.http import Http
from apps.gateways.models import Gateway, Route


class NotConnected(Exception):
    """No connection in the environment is of this name, or its adapter does not exist."""


@lru_cache(maxsize=64)
def adapter_class(name: str) -> type[Adapter]:
    """The adapter of this name. Raises NotConnected."""
    if not name.isidentifier():
        raise NotConnected(f"{name!r} is no adapter's name")
    module = f"apps.gateways.adapters.{name}"
    try:
        found: type[Adapter] = import_module(module).ADAPTER
    except ModuleNotFoundError as error:
        if error.name != module:
            raise
        raise NotConnected(f"there is no adapter {name!r}") from None
    return found


def connection_of(code: str) -> Connection:
    """How a gateway is reached. Raises NotConnected."""
    given = settings.GATEWAY_CONNECTIONS.get(code)
    if given is None:
        raise NotConnected(f"GATEWAY_CONNECTIONS does not name {code}")
    named = {"adapter", "base_url", "callback_secrets"}
    return Connection(
        code=code,
        adapter=given["adapter"],
        base_url=given["base_url"],
        secrets={name: value for name, value in given.items() if name not in named},
        callback_secrets=tuple(given.get("callback_secrets", ())),
    )


def open_adapter(code: str, *, timeout: float = 10.0, operation_id: UUID | None = None) -> Adapter:
    """An adapter with a line of its own, for one call. Raises NotConnected."""
    connection = connection_of(code)
    return adapter_class(connection.adapter)(connection, Http(connection, timeout=timeout, operation_id=operation_id))


@dataclass(frozen=True, slots=True)
class _Ranked:
    """A route as it competes: the smallest priority, then the one for this country, then by its name."""

    priority: int
    is_for_anywhere: bool
    code: str

    @property
    def key(self) -> tuple[int, bool, str]:
        return (self.priority, self.is_for_anywhere, self.code)


def choose(
    *,
    capability: Capability,
    currency: str,
    country: str = "",
    amount: Money | None = None,
    bound_to: str = "",
    now: datetime,
) -> list[Gateway]:
    """The gateways that may be asked, the first one first; none when there is none just now.

    Those a route sends this to whose switch is on, that are connected and can do it, and whose circuit breaker lets
    something through: one that is open is left out until its probe is due. `bound_to` leaves one of them at most.
    """
    wanted = Q(capability=capability.value, currency=currency, country__in={"", country}, is_active=True)
    wanted &= Q(gateway__is_active=True) & (Q(gateway__opened_at=None) | Q(gateway__probe_at__lte=now))
    if amount is not None:
        wanted &= Q(minimum__lte=amount.amount) & (Q(maximum=None) | Q(maximum__gte=amount.amount))
    if bound_to:
        wanted &= Q(gateway_id=bound_to)
    routes = Route.objects.filter(wanted).select_related("gateway")
    best: dict[str, tuple[_Ranked, Gateway]] = {}
    for route in routes:
        ranked = _Ranked(route.priority, not route.country, route.gateway_id)
        if route.gateway_id not in best or ranked.key < best[route.gateway_id][0].key:
            best[route.gateway_id] = (ranked, route.gateway)
    in_order = sorted(best.values(), key=lambda one: one[0].key)
    return [gateway for _, gateway in in_order if can_do(gateway.code, capability)]


def can_do(code: str, capability: Capability) -> bool:
    """Whether a gateway is connected and its adapter has this capability."""
    try:
        return capability in adapter_class(connection_of(code).adapter).capabilities
    except NotConnected:
        return False


def adapter_of(code: str) -> type[Adapter]:
    """What a gateway's protocol promises. Raises NotConnected."""
    return adapter_class(connection_of(code).adapter)


def open_breakers(now: datetime) -> dict[str, bool]:
    """Of each gateway whether its breaker holds everything back at this moment."""
    held = Q(opened_at__isnull=False) & Q(probe_at__gt=now)
    rows = Gateway.objects.annotate(is_held=held).values_list("code", F("is_held"))
    return dict(rows)
