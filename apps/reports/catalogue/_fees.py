"""What payments were charged, and what the books have of it."""

from collections.abc import Iterator

from apps.ledger.reporting import list_earned
from apps.reports.catalogue._forms import PeriodForm, choice, kind_choices
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row, fixed
from apps.reports.labels import kind_label
from apps.transactions.reporting import list_charged

BOOKED = "ledger"
_COLUMNS = (
    Column("what", "What", width=34),
    Column("label", "In words", width=30),
    Column("payments", "Payments", "count", width=11),
    Column("charged", "With a fee", "count", width=11),
    Column("volume", "Volume", "money", width=20),
    Column("fees", "Fees", "money", width=18),
    Column("taxes", "Tax on fees", "money", width=18),
    Column("currency", "Currency", width=9),
)


class FeesForm(PeriodForm):
    kind = choice("Kind", kind_choices(), required=False)


def _rows(parameters: Parameters) -> Iterator[Row]:
    period = {name: parameters[name] for name in ("since", "before", "currency")}
    for one in list_charged(**period, kind=parameters["kind"]):
        yield (
            *(LINE, one.kind, kind_label(one.kind), one.payments, one.charged_payments),
            *(one.volume, one.fees, one.taxes, one.currency),
        )
    if not parameters["kind"]:
        for booked in list_earned(**period):
            yield BOOKED, booked.code, "Booked", None, None, None, booked.amount, None, booked.currency


REPORT = Report(
    code="fees",
    title="Fees",
    group="Money",
    says="What completed payments of a period were charged, by kind; and what our accounts of income gained in it.",
    permissions=("transactions.view_transaction", "ledger.view_ledgeraccount"),
    form=FeesForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=fixed(50),
    sums=("volume", "fees", "taxes"),
    total_says="Total charged",
    notes=(
        (
            "Lines are payments asked for in the period and completed by now. Lines “ledger” are what our own accounts "
            "of income and expense gained by the entries of the period: commissions, fees given back, write-offs."
        ),
    ),
    icon="percent",
)
