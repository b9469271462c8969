"""The two files that go out: what is wrong, line by line, and what became of each row."""

from collections.abc import Iterator
from decimal import Decimal

from apps.core.csv_out import csv_line
from apps.core.money import round_to_currency
from apps.disbursements import selectors
from apps.disbursements.errors import WARNINGS, text_of
from apps.disbursements.models import Disbursement, DisbursementRow, RowState

ERRORS_HEADER = ("line", "severity", "code", "detail", "state", "to", "amount")
RESULTS_HEADER = (
    "line",
    "to",
    "amount",
    "fee",
    "tax",
    "note",
    "state",
    "code",
    "detail",
    "reference",
    "transaction_id",
)


def _amount(line: DisbursementRow, currency: str) -> Decimal | str:
    """A figure we read as one stays a figure; what stood there instead of one is text, and made harmless."""
    return line.amount_text if line.amount is None else round_to_currency(line.amount, currency)


def error_lines(row: Disbursement) -> Iterator[str]:
    """Every row with an error or a warning, as CSV."""
    yield csv_line(ERRORS_HEADER)
    for line in selectors.read_rows(row.id, coded_only=True):
        severity = "warning" if line.code in WARNINGS else "error"
        yield csv_line(
            [line.line, severity, line.code, text_of(line.code), line.state, line.to, _amount(line, row.currency)]
        )


def result_lines(row: Disbursement) -> Iterator[str]:
    """Every row with what became of it, as CSV."""
    yield csv_line(RESULTS_HEADER)
    is_quoted = row.submitted_at is not None
    for line in selectors.read_rows(row.id):
        has_price = is_quoted and line.state != RowState.BAD
        yield csv_line(
            [
                line.line,
                line.to,
                _amount(line, row.currency),
                round_to_currency(line.fee, row.currency) if has_price else None,
                round_to_currency(line.tax, row.currency) if has_price else None,
                line.note,
                line.state,
                line.code,
                text_of(line.code),
                line.reference,
                line.transaction_id,
            ]
        )
