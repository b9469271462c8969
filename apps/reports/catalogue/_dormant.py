"""Wallets nobody uses."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from apps.reports.catalogue._forms import CurrencyField, ReportForm, WholeNumberField, switch
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row
from apps.wallets import reporting

_COLUMNS = (
    Column("wallet_id", "Wallet", "id", width=38),
    Column("holder_id", "Holder's id", "id", width=38, on_paper=False),
    Column("holder_name", "Holder", width=26),
    Column("status", "Status", width=11),
    Column("opened_at", "Opened at", "moment", width=20),
    Column("last_at", "Last movement", "moment", width=20),
    Column("days", "Days since", "count", width=11),
    Column("balance", "Available", "money", width=17),
    Column("currency", "Currency", width=9),
)


class DormantForm(ReportForm):
    days = WholeNumberField(
        label="Days", least=1, most=3_650, initial="180", help_text="Nothing has come in or gone out for so long."
    )
    currency = CurrencyField(label="Currency")
    with_money = switch("Only wallets with money in them")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if not self.errors:
            found |= {"now": self.now, "before": self.now - timedelta(days=found["days"])}
        return found

    @classmethod
    def describe(cls, parameters: Parameters) -> list[str]:
        return [f"{parameters['days']} days or more", *super().describe(parameters)]


def _rows(parameters: Parameters) -> Iterator[Row]:
    found = reporting.stream_dormant(
        before=parameters["before"], currency=parameters["currency"], with_money=parameters["with_money"]
    )
    for one in found:
        wallet = one.wallet
        days = (parameters["now"] - (one.last_at or wallet.opened_at)).days
        yield (
            *(LINE, wallet.id, wallet.holder_id, wallet.holder_name, wallet.status, wallet.opened_at, one.last_at),
            *(days, one.balance, wallet.currency),
        )


REPORT = Report(
    code="dormant",
    title="Dormant accounts",
    group="Risk and identity",
    says="People's open wallets that nothing has moved for some time, and what is in them.",
    permissions=("wallets.view_wallet",),
    form=DormantForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_dormant(
        before=parameters["before"], currency=parameters["currency"]
    ),
    sums=("balance",),
    notes=("Without a last movement nothing has ever come in; then the days count from when it was opened.",),
    icon="bedtime",
)
