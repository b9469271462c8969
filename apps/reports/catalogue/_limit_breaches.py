"""Payments that a limit has stopped."""

from collections.abc import Iterator

from apps.reports.catalogue._forms import PeriodForm
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row
from apps.transactions import reporting

_COLUMNS = (
    Column("reference", "Reference", "id", width=13),
    Column("transaction_id", "Payment", "id", width=38, on_paper=False),
    Column("created_at", "Asked at", "moment", width=20),
    Column("limit", "Limit", width=24),
    Column("kind", "Kind", width=18),
    Column("payer_id", "Payer's id", "id", width=38, on_paper=False),
    Column("payer_name", "Payer", width=24),
    Column("payee_id", "Payee's id", "id", width=38, on_paper=False),
    Column("payee_name", "Payee", width=24),
    Column("amount", "Amount", "money", width=16),
    Column("currency", "Currency", width=9),
)


def _rows(parameters: Parameters) -> Iterator[Row]:
    found = reporting.stream_limit_breaches(
        since=parameters["since"], before=parameters["before"], currency=parameters["currency"]
    )
    for one in found:
        yield (
            *(LINE, one.reference, one.id, one.created_at, one.failure_code, one.kind, one.payer_id, one.payer_name),
            *(one.payee_id, one.payee_name, one.amount, one.currency),
        )


REPORT = Report(
    code="limit_breaches",
    title="Limit breaches",
    group="Risk and identity",
    says="Payments that were declined because they would have gone past a limit, and past which.",
    permissions=("transactions.view_transaction",),
    form=PeriodForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_limit_breaches(
        since=parameters["since"], before=parameters["before"], currency=parameters["currency"]
    ),
    notes=("No money moved: nothing here is added up.",),
    icon="speed",
)
