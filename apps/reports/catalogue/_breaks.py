"""Where providers' lists and our books did not agree."""

from collections.abc import Iterator
from typing import Any

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.reconciliation import reporting
from apps.reports.catalogue._forms import PeriodForm, choice, switch
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row

_COLUMNS = (
    Column("break_id", "Break", "id", width=38, on_paper=False),
    Column("gateway", "Gateway", width=16),
    Column("day", "Day", "date", width=12),
    Column("reason", "Reason", width=22),
    Column("detail", "Detail", width=40),
    Column("state", "State", width=10),
    Column("resolution", "Resolution", width=12),
    Column("ours", "Ours", "money", of="our_currency", width=16),
    Column("our_currency", "In", width=6),
    Column("theirs", "Theirs", "money", of="their_currency", width=16),
    Column("their_currency", "In", width=6),
    Column("transaction_id", "Payment", "id", width=38, on_paper=False),
    Column("opened_at", "Opened at", "moment", width=20),
    Column("resolved_at", "Resolved at", "moment", width=20, on_paper=False),
)


class BreaksForm(PeriodForm):
    currency = None  # type: ignore[assignment]
    state = choice("State", [("", "All"), ("OPEN", "Open"), ("RESOLVED", "Resolved")], required=False)
    gateway = forms.SlugField(
        label="Gateway",
        required=False,
        max_length=32,
        widget=UnfoldAdminTextInputWidget({"autocomplete": "off"}),
        help_text="Its code. Empty: all.",
    )
    still_open = switch("And what was opened earlier and is open still")


def _wanted(parameters: Parameters) -> dict[str, Any]:
    return {name: parameters[name] for name in ("since", "before", "state", "gateway")}


def _rows(parameters: Parameters) -> Iterator[Row]:
    for one in reporting.stream_breaks(**_wanted(parameters), still_open=parameters["still_open"]):
        yield (
            *(LINE, one.id, one.gateway, one.day, one.reason, one.detail, one.state, one.resolution),
            *(one.our_effect if one.our_currency else None, one.our_currency),
            *(one.their_effect if one.their_currency else None, one.their_currency),
            *(one.transaction_id, one.opened_at, one.resolved_at),
        )


REPORT = Report(
    code="breaks",
    title="Reconciliation breaks",
    group="Books",
    says="Where a provider's list and our books did not agree, why, and how each was settled.",
    permissions=("reconciliation.view_break",),
    form=BreaksForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: reporting.estimate_breaks(**_wanted(parameters)),
    notes=("Effects are what clearing shows: positive, they paid out for us; negative, they hold money of ours.",),
    icon="rule_settings",
)
