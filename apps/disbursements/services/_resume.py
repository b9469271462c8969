from collections.abc import Callable
from datetime import datetime, timedelta
from uuid import UUID

import structlog

from apps.disbursements.models import TO_PAY, TO_VALIDATE, Disbursement
from apps.disbursements.services._pay import pay_out
from apps.disbursements.services._validate import validate

log = structlog.get_logger("gopay.disbursements")
# Whoever works on a disbursement says so with every batch. One who has not for so long is dead, or never came.
SILENT_TOO_LONG = timedelta(minutes=1)


def resume_silent(*, read_clock: Callable[[], datetime]) -> int:
    """Goes on with what nobody works on although somebody should; returns how many were brought to an end.

    One that fails keeps none of the others waiting: it comes again the next time.
    """
    silent = Disbursement.objects.filter(
        state__in=[*TO_VALIDATE, *TO_PAY], alive_at__lt=read_clock() - SILENT_TOO_LONG
    ).order_by("alive_at")
    found: list[tuple[UUID, str]] = list(silent.values_list("id", "state"))
    ended = 0
    for disbursement_id, state in found:
        work = validate if state in TO_VALIDATE else pay_out
        try:
            ended += work(disbursement_id=disbursement_id, read_clock=read_clock)
        except Exception:
            log.exception("a disbursement cannot go on", disbursement_id=str(disbursement_id), state=state)
    return ended
