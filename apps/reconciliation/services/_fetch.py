"""Settlement files are asked for day by day, of each provider that has them, until they are there.

A day's file is asked for once that day is over, and again and again for a week. Asking holds no transaction. Dying
after the provider's answer leaves nothing, and the file is asked for again; the same bytes are taken in once
(`_receive`).
"""

from datetime import UTC, date, datetime, timedelta

import structlog
from django.db.models import Q

from apps.core.errors import DomainError
from apps.gateways import registry
from apps.gateways.base import Capability, GatewayError
from apps.gateways.models import Gateway
from apps.reconciliation.models import FileState, ImportedFile, Source
from apps.reconciliation.services._receive import receive_file

log = structlog.get_logger("gopay.reconciliation")
# A day's list is complete some minutes after midnight.
NOT_BEFORE = timedelta(minutes=30)
ASKED_FOR = 7
ASKED_EVERY = timedelta(minutes=10)
SECONDS = 60.0


def fetch_due_files(*, now: datetime) -> list[ImportedFile]:
    """Asks each provider for the days it has not sent yet; returns the files that came. Call it outside a transaction.

    A provider that fails keeps none of the others waiting: what it said stands on its Source.
    """
    came: list[ImportedFile] = []
    for code in Gateway.objects.filter(is_active=True).order_by("code").values_list("code", flat=True):
        if registry.can_do(code, Capability.SETTLEMENT_FILE):
            came += _fetch_from(code, now)
    return came


def _fetch_from(code: str, now: datetime) -> list[ImportedFile]:
    source, _ = Source.objects.get_or_create(code=code, defaults={"created_at": now})
    due = Source.objects.filter(Q(asked_at=None) | Q(asked_at__lte=now - ASKED_EVERY), pk=code)
    if not due.update(asked_at=now):
        return []
    came = []
    for day in _days_without_file(source, now):
        try:
            file = fetch_file(gateway_code=code, day=day, now=now)
        except (GatewayError, DomainError, registry.NotConnected) as error:
            said = f"{day}: {error}"[:200]
            Source.objects.filter(pk=code).update(last_error=said)
            log.warning("no settlement file", gateway=code, day=day.isoformat(), error=said)
            if isinstance(error, registry.NotConnected):
                break
            continue
        came.append(file)
    return came


def _days_without_file(source: Source, now: datetime) -> list[date]:
    newest = (now - NOT_BEFORE).astimezone(UTC).date() - timedelta(days=1)
    # We began with the day before the one on which we first asked.
    oldest = max(newest - timedelta(days=ASKED_FOR - 1), source.created_at.astimezone(UTC).date() - timedelta(days=1))
    there = set(
        ImportedFile.objects.filter(gateway_code=source.code, day__gte=oldest)
        .filter(uploaded_by_id=None)
        .exclude(state=FileState.FAILED)
        .values_list("day", flat=True)
    )
    wanted = [oldest + timedelta(days=number) for number in range((newest - oldest).days + 1)]
    return [day for day in wanted if day not in there]


def fetch_file(*, gateway_code: str, day: date, now: datetime) -> ImportedFile:
    """Asks a provider for the list of a day and takes it in.

    Raises gateways.base's NotDone (there is none yet), Refused and OutcomeUnknown, registry.NotConnected, and what
    `receive_file` raises.
    """
    file = registry.open_adapter(gateway_code, timeout=SECONDS).fetch_settlement_file(day)
    taken, _ = receive_file(gateway_code=gateway_code, day=day, name=file.name, content=[file.content], now=now)
    return taken
