"""Statements on pages: a wallet's movements over some days, to be read here or taken along as a file."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.accounts.web.base import WalletView
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.csv_out import csv_response
from apps.core.errors import InvalidInput
from apps.core.web.fields import DateInput, IdField, SelectInput
from apps.core.web.forms import WebForm
from apps.reports import pdf, services
from apps.reports.labels import entry_label
from apps.reports.selectors import Line, Statement, Totals
from apps.reports.services import StatementFormat
from apps.reports.statement_out import csv_lines, filename_of
from apps.transactions.kinds import KINDS
from apps.wallets.errors import WalletNotFound
from apps.wallets.selectors import WalletView as Wallet
from apps.wallets.selectors import list_wallets

_MONTHS = 12
_PER_PAGE = 100
# So many lines are read to say what came and went altogether; of more, the file says it.
_SUMMED = 1_000
_MOVEMENTS: dict[str, str | Promise] = {
    "hold": _lazy("Put aside"),
    "return": _lazy("Came back"),
    "reversal": _lazy("Reversed"),
}


class MonthForm(WebForm):
    """Which wallet, and which of the last months."""

    wallet = forms.ChoiceField(label=_lazy("Wallet"), widget=SelectInput)
    month = forms.ChoiceField(label=_lazy("Month"), widget=SelectInput)

    def __init__(self, *args: Any, wallets: list[Wallet], today: date, **options: Any) -> None:
        super().__init__(*args, **options)
        months = [(f"{day:%Y-%m}", date_format(day, "F Y")) for day in _months_until(today)]
        self.fields["wallet"].choices = [(str(one.id), one.currency) for one in wallets]  # type: ignore[attr-defined]
        self.fields["month"].choices = months  # type: ignore[attr-defined]


class DaysForm(WebForm):
    """From which day to which."""

    wallet = IdField(required=False)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # `from` is a word of Python's.
        self.fields["from"] = _day(_lazy("From day"))
        self.fields["to"] = _day(_lazy("Up to day"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("from") and given.get("to") and given["from"] > given["to"]:
            self.add_error("to", forms.ValidationError(_("This day is before the other one."), code="after_to"))
        return given

    @property
    def period(self) -> tuple[str, str]:
        """The first and the last day, as the API takes them, of a form that is valid."""
        return self.cleaned_data["from"].isoformat(), self.cleaned_data["to"].isoformat()


def _day(label: Any) -> forms.DateField:
    return forms.DateField(
        label=label,
        widget=DateInput,
        error_messages={"required": _lazy("Choose a day."), "invalid": _lazy("Choose a day.")},
    )


@dataclass(frozen=True, slots=True)
class Shown:
    """A line as the page shows it: what it was, and what became of the money."""

    line: Line
    what: str
    movement: str


class StatementsView(WalletView):
    """The statement of a wallet: what there was, each movement with what there was afterwards, what there is."""

    tab = "activity"

    def get(self, request: HttpRequest) -> HttpResponse:
        wallets = list_wallets(self.me.id)
        wallet = _chosen(wallets, request.GET.get("wallet", ""))
        today = timezone.localdate(self.now)
        has_days = "from" in request.GET or "to" in request.GET
        days = DaysForm(request.GET if has_days else None, initial={"wallet": wallet.id})
        month = MonthForm(
            request.GET if "month" in request.GET else None,
            wallets=wallets,
            today=today,
            initial={"wallet": str(wallet.id), "month": "" if has_days else f"{today:%Y-%m}"},
        )
        around = {"wallets": wallets, "wallet": wallet, "days": days, "month": month, "has_days": has_days}
        if (has_days and not days.is_valid()) or (month.is_bound and not month.is_valid()):
            return self.render("reports/statements.html", around, status=400)
        since, before = days.period if has_days else _month(request.GET.get("month", ""), today)
        try:
            statement = services.take_statement(
                person_id=self.me.id, wallet_id=wallet.id, since=since, before=before, form="json", now=self.now
            )
        except InvalidInput as error:
            days.refuse(error)
            return self.render("reports/statements.html", around, status=STATUS[error.category])
        chosen = {"wallet": str(wallet.id), "from": since, "to": before}
        return self.render("reports/statements.html", {**around, "chosen": chosen, **self._lines(statement, chosen)})

    def _lines(self, statement: Statement, chosen: dict[str, str]) -> dict[str, Any]:
        text = self.request.GET.get("page", "1")
        page = int(text) if text.isascii() and text.isdigit() and len(text) < 6 else 1
        last = max(1, -(-statement.count // _PER_PAGE))
        page = min(max(page, 1), last)
        first = (page - 1) * _PER_PAGE
        totals = None
        if statement.count <= _SUMMED:
            lines, totals = list(statement.lines()), Totals()
            for line in lines:
                totals.add(line)
            lines = lines[first : first + _PER_PAGE]
        else:
            lines = statement.part(first=first, most=_PER_PAGE)

        def at(number: int) -> str | None:
            return f"?{urlencode({**chosen, 'page': str(number)})}" if 1 <= number <= last else None

        return {
            "statement": statement,
            "totals": totals,
            "lines": list(_shown(lines)),
            "page": page,
            "last": last,
            "earlier": at(page - 1),
            "later": at(page + 1),
        }


class StatementFileView(WalletView):
    """The statement as a file. It is written down as an export, so it is asked for and not merely looked at."""

    http_method_names = ["post"]
    tab = "activity"

    def post(self, request: HttpRequest, wallet_id: UUID, form: StatementFormat) -> HttpResponseBase:
        days = DaysForm(request.POST)
        if not days.is_valid():
            raise InvalidInput
        statement = services.take_statement(
            person_id=self.me.id,
            wallet_id=wallet_id,
            since=days.period[0],
            before=days.period[1],
            form=form,
            now=self.now,
        )
        if form == "csv":
            return csv_response(csv_lines(statement), filename_of(statement, "csv"))
        return private_file_response(pdf.statement_pdf(statement), pdf.CONTENT_TYPE, filename_of(statement, "pdf"))


def _months_until(today: date) -> list[date]:
    """The first days of the last months, the present one first."""
    number = today.year * 12 + today.month - 1
    return [date(one // 12, one % 12 + 1, 1) for one in range(number, number - _MONTHS, -1)]


def _chosen(wallets: list[Wallet], wanted: str) -> Wallet:
    """The wallet that is asked for, or the first. Raises WalletNotFound, also for somebody else's."""
    if wanted:
        wallets = [one for one in wallets if str(one.id) == wanted]
    if not wallets:
        raise WalletNotFound
    return wallets[0]


def _month(chosen: str, today: date) -> tuple[str, str]:
    """The first and the last day of a month the form offers, or of the present one as far as it has come."""
    first = date.fromisoformat(f"{chosen}-01") if chosen else today.replace(day=1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return first.isoformat(), min(last, today).isoformat()


def _shown(lines: list[Line]) -> Iterator[Shown]:
    for line in lines:
        what = str(KINDS[line.kind].label) if line.kind in KINDS else _(entry_label(line.kind))
        # A payment that is itself a reversal says so by its name.
        movement = "" if line.kind == "REVERSAL" else str(_MOVEMENTS.get(line.movement, ""))
        yield Shown(line, what, movement)
