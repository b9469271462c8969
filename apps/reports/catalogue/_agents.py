"""What agents did."""

from collections.abc import Iterator
from typing import Any

from apps.agents import reporting
from apps.reports.catalogue._forms import PeriodForm
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row

_COLUMNS = (
    Column("agent_id", "Agent's id", "id", width=38, on_paper=False),
    Column("agent", "Agent", width=28),
    Column("status", "Status", width=11),
    Column("tier", "Tier", width=10),
    Column("super_agent", "Super-agent", width=24, on_paper=False),
    Column("outlets", "Outlets", "count", width=9),
    Column("cash_ins", "Cash-ins", "count", width=10),
    Column("cash_in_total", "Cash in", "money", width=18),
    Column("cash_outs", "Cash-outs", "count", width=10),
    Column("cash_out_total", "Cash out", "money", width=18),
    Column("commission", "Commission", "money", width=16),
    Column("registrations", "Registered", "count", width=11),
    Column("currency", "Currency", width=9),
)


def _wanted(parameters: Parameters) -> dict[str, Any]:
    return {name: parameters[name] for name in ("since", "before", "first_day", "last_day", "currency")}


def _rows(parameters: Parameters) -> Iterator[Row]:
    for one in reporting.stream_performance(**_wanted(parameters)):
        yield (
            *(LINE, one.agent_id, one.name, one.status, one.tier, one.super_agent, one.outlets),
            *(one.cash_ins, one.cash_in_total, one.cash_outs, one.cash_out_total, one.commission),
            *(one.registrations, one.currency),
        )


REPORT = Report(
    code="agents",
    title="Agent performance",
    group="Agents and merchants",
    says="What each agent did over all its outlets: cash in and out, commission, customers registered.",
    permissions=("agents.view_agent", "agents.view_dealing"),
    form=PeriodForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_performance(**_wanted(parameters)),
    sums=("cash_in_total", "cash_out_total", "commission"),
    notes=("Commission is what was earned by these dealings, by everybody who earned by them.",),
    icon="support_agent",
)
