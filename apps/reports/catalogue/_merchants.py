"""What merchants took."""

from collections.abc import Iterator
from typing import Any

from apps.merchants import reporting
from apps.reports.catalogue._forms import PeriodForm
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row

_COLUMNS = (
    Column("merchant_id", "Merchant's id", "id", width=38, on_paper=False),
    Column("merchant", "Merchant", width=28),
    Column("status", "Status", width=11),
    Column("category", "Category", width=9),
    Column("sales", "Sales", "count", width=9),
    Column("gross", "Taken", "money", width=18),
    Column("tips", "Of it tips", "money", width=14),
    Column("borne", "Borne by it", "money", width=14),
    Column("refunds", "Refunds", "count", width=9),
    Column("given_back", "Given back", "money", width=18),
    Column("net", "Net", "money", width=18),
    Column("last_sale_at", "Last sale", "moment", width=20, on_paper=False),
    Column("currency", "Currency", width=9),
)


def _wanted(parameters: Parameters) -> dict[str, Any]:
    return {name: parameters[name] for name in ("since", "before", "currency")}


def _rows(parameters: Parameters) -> Iterator[Row]:
    for one in reporting.stream_performance(**_wanted(parameters)):
        yield (
            *(LINE, one.merchant_id, one.name, one.status, one.category, one.sales, one.gross, one.tips, one.borne),
            *(one.refunds, one.given_back, one.net, one.last_sale_at, one.currency),
        )


REPORT = Report(
    code="merchants",
    title="Merchant performance",
    group="Agents and merchants",
    says="What each merchant took and gave back in a period, and what it bore of it.",
    permissions=("merchants.view_merchant", "merchants.view_taking"),
    form=PeriodForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_performance(**_wanted(parameters)),
    sums=("gross", "tips", "borne", "given_back", "net"),
    notes=("Net is what the sales and refunds of the period changed on the merchant's takings.",),
    icon="storefront",
)
