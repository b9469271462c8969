"""When a provider does not answer, only one message at a time finds out whether it does again.

Without this, every sender would sit through the timeouts of a stuck provider, and with them the worker
threads that everything else needs.
"""

from datetime import datetime, timedelta
from enum import Enum

from django.db import transaction

from apps.notifications.models import Outage

FAILURES_BEFORE_PAUSE = 3
FIRST_PAUSE = timedelta(seconds=5)
LONGEST_PAUSE = timedelta(minutes=5)
# Longer than any channel's timeouts: a probe that dies is replaced after this.
PROBE_LEASE = timedelta(seconds=90)


class Leave(Enum):
    """Whether a sender may try a channel now."""

    GRANTED = "no failure is known"
    WITH_CARE = "there were failures, but too few to pause"
    AS_PROBE = "the pause is over, and this sender alone finds out"
    REFUSED = "paused"


def ask_leave(channel: str, *, now: datetime) -> Leave:
    """Whether to try the channel. Of all who ask after a pause exactly one becomes the probe."""
    outage = Outage.objects.filter(pk=channel).first()
    if outage is None:
        return Leave.GRANTED
    if outage.paused_until is None:
        return Leave.WITH_CARE
    became_probe = Outage.objects.filter(pk=channel, paused_until__lte=now).update(paused_until=now + PROBE_LEASE)
    return Leave.AS_PROBE if became_probe else Leave.REFUSED


def return_leave(channel: str, *, now: datetime) -> None:
    """The probe had nothing to send: the next sender may be it."""
    Outage.objects.filter(pk=channel).update(paused_until=now)


def note_failure(channel: str, reason: str, *, now: datetime) -> None:
    """Counts a failure in a row; the third pauses the channel for 5 s, and each further one for twice as long."""
    with transaction.atomic():
        outage, _ = Outage.objects.select_for_update(no_key=True).get_or_create(
            pk=channel, defaults={"failures": 0, "began_at": now}
        )
        outage.failures += 1
        outage.last_error = reason[:200]
        beyond = outage.failures - FAILURES_BEFORE_PAUSE
        if beyond >= 0:
            outage.paused_until = now + min(FIRST_PAUSE * 2 ** min(beyond, 10), LONGEST_PAUSE)
        outage.save()


def note_answer(channel: str) -> None:
    """The provider answers: the outage, if there was one, is over."""
    Outage.objects.filter(pk=channel).delete()
