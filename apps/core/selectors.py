"""Reads of the platform's own state."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor

from apps.core import clock
from apps.core.events import outbox_lag
from apps.core.models import Heartbeat
from apps.core.watch import SILENT_AFTER

RELAY_HEARTBEAT = "relay"
HEARTBEAT_IS_OLD = timedelta(seconds=15)
LAG_IS_LONG_SECONDS = 60.0


@dataclass(frozen=True, slots=True)
class Readiness:
    """`ready` says whether requests can be answered; `checks` also names what merely lags."""

    ready: bool
    checks: dict[str, str]


def is_alive(heartbeat: Heartbeat, *, now: datetime) -> bool:
    """Whether a process has been heard in time. The relay beats more often than the others."""
    is_relay = heartbeat.kind == Heartbeat.Kind.RELAY
    return now - heartbeat.beat_at <= (HEARTBEAT_IS_OLD if is_relay else SILENT_AFTER)


_schema_is_current = False


def _schema_lacks() -> bool:
    """Whether migrations are missing; asked until the answer is no, then never again in this process."""
    global _schema_is_current
    if not _schema_is_current:
        executor = MigrationExecutor(connection)
        _schema_is_current = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return not _schema_is_current


def get_readiness(*, now: datetime | None = None) -> Readiness:
    """What stands between this process and good service.

    Only the database makes it unready: with the broker down money still moves and messages arrive later, so
    taking the web processes out of service for it would turn a delay into an outage.
    """
    now = now or clock.now()
    try:
        if _schema_lacks():
            return Readiness(False, {"database": "migrations are missing"})
        heartbeat = Heartbeat.objects.filter(name=RELAY_HEARTBEAT).first()
        waiting, age = outbox_lag(now=now)
    except DatabaseError:
        return Readiness(False, {"database": "unreachable"})
    if heartbeat is None or now - heartbeat.beat_at > HEARTBEAT_IS_OLD:
        broker = "unknown: no relay is running"
    elif not heartbeat.broker_ok:
        broker = "unreachable: events wait in the outbox"
    else:
        broker = "ok"
    lag = "ok" if age < LAG_IS_LONG_SECONDS else f"{waiting} events wait, the oldest for {age:.0f} s"
    return Readiness(True, {"database": "ok", "broker": broker, "outbox": lag, "environment": settings.ENVIRONMENT})
