"""What moved on one account, between what was on it before and after."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from decimal import Decimal
from itertools import islice
from typing import Any
from uuid import UUID

from django import forms
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.ledger import reporting
from apps.ledger.reporting import GeneralLedgerLine
from apps.reports.catalogue._forms import CurrencyField, PeriodForm
from apps.reports.catalogue._report import LINE, Column, Parameters, Report, Row
from apps.transactions.reporting import get_references

_PAGE = 1_000
_COLUMNS = (
    Column("entry_id", "Entry", "id", width=38, on_paper=False),
    Column("recorded_at", "Recorded at", "moment", width=20),
    Column("effective_at", "Effective at", "moment", width=20, on_paper=False),
    Column("what", "What", width=24),
    Column("reference", "Reference", "id", width=13),
    Column("answers_to", "Answers to", "id", width=38, on_paper=False),
    Column("others", "Against", width=52),
    Column("debit", "Debit", "money", width=18),
    Column("credit", "Credit", "money", width=18),
    Column("balance", "Balance", "money", width=18),
    Column("currency", "Currency", width=9),
)


class GeneralLedgerForm(PeriodForm):
    account = forms.CharField(
        label="Account",
        max_length=120,
        widget=UnfoldAdminTextInputWidget({"placeholder": "fees:p2p", "autocomplete": "off", "spellcheck": "false"}),
        help_text="Its code, as the list of accounts has it.",
    )
    currency = CurrencyField(label="Currency", required=True)
    field_order = ("account", "currency", "period", "first", "last")

    def clean(self) -> dict[str, Any]:
        found = super().clean()
        if not self.errors:
            place = reporting.find_account(found["account"], found["currency"])
            if place is None:
                self.add_error("account", "There is no such account in this currency.")
            found["place"] = place
        return found

    @classmethod
    def describe(cls, parameters: Parameters) -> list[str]:
        return [f"{parameters['account']}", *super().describe(parameters)]


def _rows(parameters: Parameters) -> Iterator[Row]:
    place, since, before = parameters["place"], parameters["since"], parameters["before"]
    balance = reporting.list_balances_at([place.id], before=since).get(place.id, Decimal(0))
    yield _end("opening", since, "Opening balance", balance, place.currency)
    lines = reporting.stream_general_ledger(place, since=since, before=before)
    while page := list(islice(lines, _PAGE)):
        references = _references_of(page)
        for line in page:
            balance += line.amount
            answers_to = line.closes or line.reverses
            reference = references.get(line.entry_id) or (references.get(answers_to) if answers_to else "") or ""
            yield (
                *(LINE, line.entry_id, line.recorded_at, line.effective_at, line.kind, reference, answers_to),
                *(line.others, -line.amount if line.amount < 0 else None, line.amount if line.amount > 0 else None),
                *(balance, place.currency),
            )
    yield _end("closing", before, "Closing balance", balance, place.currency)


def _references_of(lines: Iterable[GeneralLedgerLine]) -> dict[UUID, str]:
    wanted = {one for line in lines for one in (line.entry_id, line.closes, line.reverses) if one}
    return get_references(wanted)


def _end(mark: str, at: datetime, words: str, balance: Decimal, currency: str) -> Row:
    return mark, None, at, None, words, "", None, "", None, None, balance, currency


REPORT = Report(
    code="general_ledger",
    title="General ledger",
    group="Books",
    says="Every entry on one account in a period, with the balance before, after each, and at the end.",
    permissions=("ledger.view_ledgeraccount", "ledger.view_journalentry"),
    form=GeneralLedgerForm,
    columns=_COLUMNS,
    rows=_rows,
    estimate=lambda parameters: (
        2
        + reporting.estimate_general_ledger(parameters["place"], since=parameters["since"], before=parameters["before"])
    ),
    sums=("debit", "credit"),
    notes=("Credits are positive: of an account of assets a debit is more money.",),
    icon="menu_book",
)
