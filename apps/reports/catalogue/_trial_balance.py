"""All accounts at a moment, debits beside credits."""

from collections.abc import Iterator

from apps.ledger import reporting
from apps.reports.catalogue._forms import DayForm, choice
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row

_COLUMNS = (
    Column("account", "Account", width=52),
    Column("kind", "Kind", width=11),
    Column("accounts", "Accounts", "count", width=10),
    Column("debit", "Debit", "money", width=20),
    Column("credit", "Credit", "money", width=20),
    Column("currency", "Currency", width=9),
)


class TrialBalanceForm(DayForm):
    detail = choice("Lines", [("families", "One for each group of accounts"), ("accounts", "One for each account")])


def _rows(parameters: Parameters) -> Iterator[Row]:
    found = reporting.stream_trial_balance(
        before=parameters["before"],
        currency=parameters["currency"],
        by_family=parameters["detail"] == "families",
    )
    for one in found:
        yield LINE, one.code, one.kind, one.accounts, one.debit, one.credit, one.currency


REPORT = Report(
    code="trial_balance",
    title="Trial balance",
    group="Books",
    says="Every account of the ledger, in debit or in credit. In each currency both columns come to the same.",
    permissions=("ledger.view_ledgeraccount",),
    form=TrialBalanceForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_trial_balance(
        before=parameters["before"],
        currency=parameters["currency"],
        by_family=parameters["detail"] == "families",
    ),
    sums=("debit", "credit"),
    notes=(
        "Accounts are grouped by the first word of their codes: wallet, fees, trust ...",
        "An entry of the journal counts whole from the moment it was recorded, so both columns agree at every moment.",
    ),
    icon="balance",
)
