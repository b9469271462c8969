from datetime import datetime
from uuid import UUID

import structlog

from apps.reconciliation.models import ImportedFile
from apps.reconciliation.selectors import get_source_codes
from apps.reconciliation.services._match import Matched, match
from apps.reconciliation.services._missing import look_for_missing

log = structlog.get_logger("gopay.reconciliation")


def reconcile(*, now: datetime) -> dict[str, Matched]:
    """Compares what all gateways list, then looks for what none lists. Call it outside a transaction.

    A gateway that fails keeps none of the others waiting: it is looked at again the next time.
    """
    found = {}
    for code in get_source_codes():
        try:
            found[code] = match(gateway_code=code, now=now)
            look_for_missing(gateway_code=code, now=now)
        except Exception:
            log.exception("a gateway could not be reconciled", gateway=code)
    return found


def match_file(*, file_id: UUID, now: datetime) -> Matched | None:
    """Compares what a file that was just read lists; None for a bank's statement. Call it outside a transaction."""
    row = ImportedFile.objects.get(pk=file_id)
    return match(gateway_code=row.gateway_code, now=now) if row.gateway_code else None
