"""The few numbers an operator looks at first. Each is cheap: an index, or a handful of rows."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.core.event_states import CONDITIONS, EventState
from apps.core.events import outbox_lag
from apps.core.models import Heartbeat, OutboxEvent
from apps.core.selectors import HEARTBEAT_IS_OLD, RELAY_HEARTBEAT
from apps.notifications.models import Delivery, DeliveryState
from apps.operations.models import StaffAuthenticator, StaffRecoveryCode
from apps.transactions.models import Transaction

# Counting stops here; more than this is "many" to anybody.
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Flow:
    """Whether what was recorded reaches the people. Counts end at COUNTED + 1."""

    waiting: int
    oldest_seconds: float
    stuck: int
    failed_deliveries: int
    relay_beat_at: datetime | None
    relay_is_silent: bool
    broker_ok: bool


def list_newest_payments(*, limit: int = 8) -> list[Transaction]:
    """The payments made last, whatever became of them."""
    return list(Transaction.objects.order_by("-id")[:limit])


def get_flow(*, now: datetime) -> Flow:
    """The state of the outbox, the relay and the channels. Four small statements."""
    waiting, oldest = outbox_lag(now=now)
    beat = Heartbeat.objects.filter(name=RELAY_HEARTBEAT).first()
    return Flow(
        waiting=waiting,
        oldest_seconds=oldest,
        stuck=OutboxEvent.objects.filter(CONDITIONS[EventState.STUCK]).values("pk")[: COUNTED + 1].count(),
        failed_deliveries=Delivery.objects.filter(state=DeliveryState.FAILED).values("pk")[: COUNTED + 1].count(),
        relay_beat_at=beat.beat_at if beat else None,
        relay_is_silent=beat is None or now - beat.beat_at > HEARTBEAT_IS_OLD,
        broker_ok=beat is None or beat.broker_ok,
    )


def find_authenticator(person_id: UUID) -> StaffAuthenticator | None:
    """The person's second factor, if they have one that opens anything."""
    return StaffAuthenticator.objects.defer("secret").filter(user_id=person_id, confirmed_at__isnull=False).first()


def count_recovery_codes(authenticator_id: UUID) -> int:
    """How many of its recovery codes have not been used."""
    return StaffRecoveryCode.objects.filter(authenticator_id=authenticator_id, used_at=None).count()
