"""Events: what happened, recorded where it happened and carried to who must know (transactional outbox).

`record` writes a row in the caller's transaction. The relay hands it to the broker; consumers are Celery
tasks that receive the event's id, do their work once, and leave a Consumption row beside it. What gets lost
on the way, in whatever way, is noticed by its missing row and sent again.
"""

from apps.core.events._consume import Event, consumer, consumers_of
from apps.core.events._record import event_part, record
from apps.core.events._relay import outbox_lag, relay_due_events

__all__ = ["Event", "consumer", "consumers_of", "event_part", "outbox_lag", "record", "relay_due_events"]
