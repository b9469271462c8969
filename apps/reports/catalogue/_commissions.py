"""What agents earned, and what billers gave us."""

from collections.abc import Iterator

from apps.agents.reporting import stream_earned
from apps.billers.reporting import stream_biller_commissions
from apps.reports.catalogue._forms import PeriodForm, choice
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row, fixed

_COLUMNS = (
    Column("direction", "Direction", width=11),
    Column("whose", "Whose", width=12),
    Column("of", "Agent or biller", width=30),
    Column("of_id", "Its id", "id", width=38, on_paper=False),
    Column("earner_id", "Earner's id", "id", width=38, on_paper=False),
    Column("kind", "For", width=16),
    Column("lines", "Lines", "count", width=9),
    Column("earned", "Earned", "money", width=18),
    Column("taken_back", "Taken back", "money", width=16),
    Column("net", "Net", "money", width=18),
    Column("currency", "Currency", width=9),
)


class CommissionsForm(PeriodForm):
    whose = choice("Whose", [("", "Agents and billers"), ("agents", "Agents"), ("billers", "Billers")], required=False)


def _rows(parameters: Parameters) -> Iterator[Row]:
    period = {name: parameters[name] for name in ("since", "before", "currency")}
    if parameters["whose"] != "billers":
        for one in stream_earned(**period):
            yield (
                *(LINE, "PAID", one.earner, one.agent_name, one.agent_id, one.earner_id, one.kind, one.lines),
                *(one.earned, one.taken_back, one.earned - one.taken_back, one.currency),
            )
    if parameters["whose"] != "agents":
        for got in stream_biller_commissions(**period):
            yield (
                *(LINE, "RECEIVED", "BILLER", got.name, got.biller_id, None, got.settled_by, got.payments),
                *(got.commission, 0 * got.commission, got.commission, got.currency),
            )


REPORT = Report(
    code="commissions",
    title="Commissions",
    group="Money",
    says="What agents, outlets, tellers and super-agents earned in a period, and what billers gave us for collecting.",
    permissions=("agents.view_commissionline", "billers.view_billersettlement"),
    form=CommissionsForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=fixed(500),
    notes=(
        (
            "What agents earn counts when it was earned, whether it is paid by now or not. What billers give us counts "
            "with the settlement it stands in."
        ),
        "Paid and received are two directions: nothing here is added up.",
    ),
    icon="handshake",
)
