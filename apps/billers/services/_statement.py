"""The statement of a settlement, to the line, as a file that leaves the house."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from apps.billers import selectors
from apps.billers.models import BillerSettlement
from apps.core.csv_out import csv_line
from apps.core.money import round_to_currency
from apps.core.services import record_export

_COLUMNS = ("reference", "completed_at", "number", "gateway", "currency", "amount", "commission", "net")


def take_lines(*, settlement_id: UUID, by: UUID, why: str, now: datetime) -> Iterator[str]:
    """Writes down who takes the lines and why, and returns them as CSV, a sum at their end.

    Raises SettlementNotFound, ValueError without a reason.
    """
    row = selectors.get_settlement(settlement_id)
    what = f"Settlement {row.id} with {row.biller.code} until {row.period_end}"
    record_export(actor_id=by, what=what, why=why, rows=row.payments, now=now)
    return _written(row)


def _written(row: BillerSettlement) -> Iterator[str]:
    def figures(*amounts: object) -> tuple[object, ...]:
        return tuple(round_to_currency(amount, row.currency) for amount in amounts)  # type: ignore[arg-type]

    yield csv_line(_COLUMNS)
    for line in selectors.list_lines(row.id):
        payment = line.payment
        yield csv_line(
            (
                *(payment.transaction.reference, line.completed_at, payment.masked, line.gateway_code, row.currency),
                *figures(line.amount, line.commission, line.amount - line.commission),
            )
        )
    yield csv_line(("total", None, None, None, row.currency, *figures(row.gross, row.commission, row.net)))
