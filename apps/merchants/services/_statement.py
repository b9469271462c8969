"""The statement of a settlement, for whoever may see the merchant's reports, and for operators."""

from datetime import datetime
from typing import Literal
from uuid import UUID

from django.db import transaction

from apps.accounts.services import record_activity
from apps.core.ratelimit import spend
from apps.core.services import record_export
from apps.merchants import rates
from apps.merchants.models import Settlement
from apps.merchants.selectors import get_settlement
from apps.merchants.settlement_errors import SettlementTooLong

Form = Literal["json", "csv", "xlsx", "pdf"]
# A PDF is set as a whole.
MAX_PDF_LINES = 5_000


def take_statement(
    *, merchant_id: UUID, settlement_id: UUID, person_id: UUID, form: Form, now: datetime, why: str = ""
) -> Settlement:
    """The settlement, whose statement may leave the house now: a file is written down before it is made.

    Who may is the door's to ask. Raises SettlementNotFound, also for another merchant's, SettlementTooLong for a PDF
    of more than MAX_PDF_LINES, TooManyRequests.
    """
    spend(rates.STATEMENTS_BY_PERSON, str(person_id), now=now)
    row = get_settlement(merchant_id=merchant_id, settlement_id=settlement_id)
    lines = row.sales + row.refunds
    if form == "pdf" and lines > MAX_PDF_LINES:
        raise SettlementTooLong(
            f"A PDF holds {MAX_PDF_LINES:,} lines, this settlement has {lines:,}. Ask for CSV or XLSX.",
            lines=lines,
            maximum=MAX_PDF_LINES,
        )
    if form != "json":
        with transaction.atomic():
            record_export(
                actor_id=person_id,
                what=f"Statement of settlement {row.id}, {form.upper()}",
                why=why or "Asked for by its merchant.",
                rows=lines,
                now=now,
            )
            record_activity(
                person_id=person_id,
                action="merchants.statement_taken",
                subject=str(row.id),
                detail={"format": form},
                at=now,
            )
    return row
