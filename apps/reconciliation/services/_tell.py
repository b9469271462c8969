from datetime import datetime
from uuid import UUID, uuid5

from django.conf import settings

from apps.core.money import decimal_string
from apps.notifications import services as notifications
from apps.reconciliation.models import CoverageProof
from apps.reconciliation.selectors import list_watchers

# The cause of a day's alarm follows from the day and the currency: however often it is proven, it is told once.
_ALARMS = UUID("6f0f4b1e-4f0e-5d55-9c2b-0d4a2a7f7c11")


def tell_not_covered(*, proof_id: UUID, now: datetime) -> list[UUID]:
    """Tells staff, and settings.OPERATORS_EMAIL, that the banks do not cover the e-money, once for a day and currency.

    Returns the ids of the deliveries it queued.
    """
    proof = CoverageProof.objects.get(pk=proof_id)
    context = {
        "currency": proof.currency,
        "day": proof.day.isoformat(),
        "missing": decimal_string(proof.missing, proof.currency),
        "issued": decimal_string(proof.issued, proof.currency),
        "trust": decimal_string(proof.trust, proof.currency),
        "receivable": decimal_string(proof.receivable, proof.currency),
        "payable": decimal_string(proof.payable, proof.currency),
    }
    cause = uuid5(_ALARMS, f"{proof.day} {proof.currency}")
    queued: list[UUID] = []
    for person_id in list_watchers():
        queued += notifications.tell(
            person_id=person_id, template="coverage_alarm", context=context, cause=cause, now=now, security=True
        )
    if settings.OPERATORS_EMAIL:
        queued += notifications.tell_address(
            channel="EMAIL",
            address=settings.OPERATORS_EMAIL,
            template="coverage_alarm",
            context=context,
            cause=cause,
            now=now,
        )
    notifications.send_after_commit(queued, now=now)
    return queued
