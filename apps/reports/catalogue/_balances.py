"""What was in each wallet at a moment."""

from collections.abc import Iterator

from apps.reports.catalogue._forms import DayForm, switch
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row
from apps.wallets import reporting

_COLUMNS = (
    Column("wallet_id", "Wallet", "id", width=38),
    Column("holder_kind", "Held by", width=10),
    Column("holder_id", "Holder's id", "id", width=38, on_paper=False),
    Column("holder_name", "Holder", width=26),
    Column("status", "Status now", width=11),
    Column("opened_at", "Opened at", "moment", width=20, on_paper=False),
    Column("available", "Available", "money", width=17),
    Column("held", "Put aside", "money", width=17),
    Column("balance", "Balance", "money", width=17),
    Column("currency", "Currency", width=9),
)


class BalancesForm(DayForm):
    with_money = switch("Only wallets with money in them")


def _rows(parameters: Parameters) -> Iterator[Row]:
    found = reporting.stream_balances(
        before=parameters["before"], currency=parameters["currency"], with_money=parameters["with_money"]
    )
    for one in found:
        wallet = one.wallet
        yield (
            *(LINE, wallet.id, "PERSON" if wallet.holder_id else "OUTLET", wallet.holder_id or wallet.outlet_id),
            *(wallet.holder_name, wallet.status, wallet.opened_at, one.available, one.held),
            *(one.available + one.held, wallet.currency),
        )


REPORT = Report(
    code="balances",
    title="Balances",
    group="Books",
    says="What was in each wallet and each float when a day ended: available, put aside, and both together.",
    permissions=("wallets.view_wallet", "ledger.view_ledgeraccount"),
    form=BalancesForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_wallets(currency=parameters["currency"]),
    sums=("available", "held", "balance"),
    notes=("An entry of the journal counts from the moment it was recorded.",),
    icon="account_balance_wallet",
)
