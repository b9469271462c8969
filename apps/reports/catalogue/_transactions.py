"""Payments of a period, one line each."""

from collections.abc import Iterator
from typing import Any

from apps.reports.catalogue._forms import PeriodForm, choice, kind_choices, state_choices
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row
from apps.transactions import reporting
from apps.transactions.reporting import ReportedPayment

COLUMNS = (
    Column("reference", "Reference", "id", width=13),
    Column("transaction_id", "Payment", "id", width=38, on_paper=False),
    Column("created_at", "Made at", "moment", width=20),
    Column("decided_at", "Decided at", "moment", width=20, on_paper=False),
    Column("kind", "Kind", width=18),
    Column("state", "State", width=12),
    Column("failure_code", "Declined for", width=22, on_paper=False),
    Column("payer_id", "Payer's id", "id", width=38, on_paper=False),
    Column("payer_name", "Payer", width=24),
    Column("payee_id", "Payee's id", "id", width=38, on_paper=False),
    Column("payee_name", "Payee", width=24),
    Column("amount", "Amount", "money", width=16),
    Column("fee", "Fee", "money", width=12),
    Column("tax", "Tax", "money", width=12),
    Column("currency", "Currency", width=9),
    Column("fee_bearer", "Fee borne by", width=12, on_paper=False),
    Column("received_amount", "Arrived", "money", of="received_currency", width=16, on_paper=False),
    Column("received_currency", "Arrived in", width=10, on_paper=False),
    Column("channel", "Channel", width=10, on_paper=False),
    Column("note", "Note", width=30, on_paper=False),
)


def line_of(one: ReportedPayment) -> Row:
    """A payment's line."""
    return (
        *(LINE, one.reference, one.id, one.created_at, one.decided_at, one.kind, one.state, one.failure_code),
        *(one.payer_id, one.payer_name, one.payee_id, one.payee_name, one.amount, one.fee, one.tax, one.currency),
        *(one.fee_bearer, one.received_amount, one.received_currency, one.channel, one.note),
    )


class TransactionsForm(PeriodForm):
    kind = choice("Kind", kind_choices(), required=False)
    state = choice("State", state_choices(), required=False)


def _wanted(parameters: Parameters) -> dict[str, Any]:
    return {name: parameters[name] for name in ("since", "before", "kind", "state", "currency")}


def _rows(parameters: Parameters) -> Iterator[Row]:
    return map(line_of, reporting.stream_payments(**_wanted(parameters)))


def _is_completed(row: Row) -> bool:
    return row[6] == "COMPLETED"


REPORT = Report(
    code="transactions",
    title="Transactions",
    group="Money",
    says="Each payment made in a period, whatever became of it, with its fee and tax.",
    permissions=("transactions.view_transaction",),
    form=TransactionsForm,
    columns=COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_payments(**_wanted(parameters)),
    sums=("amount", "fee", "tax"),
    counted=_is_completed,
    total_says="Total of what was completed",
    notes=("A payment belongs to the day it was asked for on. Its state is that of the moment the report was made.",),
    icon="payments",
)
