"""What the teller did: the list with search and files, one dealing with its receipt, what they earned."""

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from typing import Any, ClassVar, Literal
from urllib.parse import urlencode
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.web.base import WalletView
from apps.agents import dealings_out, selectors, services
from apps.agents.api import cash_in_shapes, dealing_shapes
from apps.agents.models import DealingKind
from apps.agents.selectors import DealingFilter, SeenDealing
from apps.agents.services import DealingsFile
from apps.agents.web.desk_forms import ShapedForm
from apps.agents.web.frames import DeskView, listed
from apps.core.api.problems import STATUS
from apps.core.csv_out import csv_response
from apps.core.errors import DomainError
from apps.core.web import drafts
from apps.core.web.fields import DayField, SearchInput, SelectInput
from apps.core.web.forms import WebForm
from apps.core.xlsx_out import xlsx_response

FileForm = Literal["csv", "xlsx"]
_FILES: dict[str, FileForm] = {"csv": "csv", "xlsx": "xlsx"}
# What of a search may stand in an address, and what the rest is kept as.
_IN_ADDRESS = ("kind", "first", "last")
_SEARCH = "agent-dealings"
# For so long a page that is loaded again still tells of what was just done.
_STILL_NEW = timedelta(minutes=2)


class DealingsForm(WebForm):
    """What is looked for in a list of dealings."""

    says_optional = False

    q = forms.CharField(
        max_length=40,
        required=False,
        widget=SearchInput,
        label=gettext_lazy("Search"),
        help_text=gettext_lazy("A reference, or a customer's whole number"),
    )
    kind = forms.ChoiceField(
        required=False,
        widget=SelectInput,
        label=gettext_lazy("Kind"),
        choices=[
            ("", gettext_lazy("All")),
            (DealingKind.CASH_IN.value, gettext_lazy("Cash in")),
            (DealingKind.CASH_OUT.value, gettext_lazy("Cash out")),
        ],
    )
    first = DayField(required=False, label=gettext_lazy("From"), input_formats=["%Y-%m-%d"])
    last = DayField(required=False, label=gettext_lazy("Until"), input_formats=["%Y-%m-%d"])

    def matching(self) -> DealingFilter:
        """As the selectors take it; days are those of the reader."""
        said = self.cleaned_data
        first, last = said.get("first"), said.get("last")
        zone = timezone.get_current_timezone()
        return DealingFilter(
            kind=said.get("kind") or None,
            q=said.get("q") or None,
            since=datetime.combine(first, time.min, zone) if first else None,
            until=datetime.combine(last + timedelta(days=1), time.min, zone) if last else None,
        )


class ReversalForm(ShapedForm):
    """Why a dealing is to be undone."""

    shape = cash_in_shapes.AskReversalSerializer

    reason = forms.CharField(
        max_length=500,
        label=gettext_lazy("What went wrong"),
        help_text=gettext_lazy("For example: paid in to a wrong number"),
    )


class DealingsPage(WalletView):
    """A list of dealings with its search and its files. A subclass says whose.

    What is looked for may be a customer's number, which must not stay in an address, a history or a log. So the search
    is posted and kept in a draft, and the address names the draft.
    """

    of_office: ClassVar[bool] = False

    def dealings(
        self, matching: DealingFilter, before: UUID | None, after: UUID | None, limit: int
    ) -> Sequence[SeenDealing]:
        """A page of those that match."""
        raise NotImplementedError

    def take(self, matching: DealingFilter, form: FileForm) -> DealingsFile:
        """All that match, for a file."""
        raise NotImplementedError

    def answer(self, row: SeenDealing) -> dict[str, Any]:
        """One of them, as the list shows it."""
        return dealing_shapes.dealing_answer(row)

    def get(self, request: HttpRequest, **kwargs: Any) -> HttpResponseBase:
        form = DealingsForm(self._asked())
        if not form.is_valid():
            return self._show(form, status=400)
        matching = form.matching()
        if file := _FILES.get(request.GET.get("format", "")):
            return _dealings_file(self.take(matching, file), file, of_office=self.of_office)
        page = listed(
            request,
            lambda before, after, limit: self.dealings(matching, before, after, limit),
            self.answer,
            position=lambda row: row.transaction_id,
        )
        return self._show(form, query=query_of(request), **page)

    def post(self, request: HttpRequest, **kwargs: Any) -> HttpResponse:
        """Looks for something."""
        form = DealingsForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        query = {name: request.POST[name] for name in _IN_ADDRESS if request.POST.get(name)}
        if looked_for := form.cleaned_data["q"]:
            draft = drafts.begin(owner_id=self.me.id, purpose=_SEARCH, content={"q": looked_for}, now=self.now)
            query["search"] = str(draft.id)
        return self.go_to(f"{request.path}?{urlencode(query)}" if query else request.path)

    def _asked(self) -> dict[str, str]:
        """What the address says, with what it only names. Raises DraftGone for a search that is too old."""
        said = {name: self.request.GET.get(name, "") for name in _IN_ADDRESS}
        if search := self.request.GET.get("search"):
            try:
                draft = drafts.get(owner_id=self.me.id, purpose=_SEARCH, draft_id=UUID(search), now=self.now)
            except ValueError:
                raise drafts.DraftGone from None
            said["q"] = draft.content["q"]
        return said

    def _show(self, form: DealingsForm, *, status: int = 200, **page: Any) -> HttpResponse:
        context = {"form": form, "rows": [], "is_office": self.of_office, **page}
        return self.render("agents/dealings.html", context, status=status)


class DayView(DealingsPage, DeskView):
    """Whom the teller has served."""

    part = "day"
    needs_shift = False

    def dealings(
        self, matching: DealingFilter, before: UUID | None, after: UUID | None, limit: int
    ) -> Sequence[SeenDealing]:
        return selectors.list_own_dealings(self.me.id, matching=matching, before=before, after=after, limit=limit)

    def take(self, matching: DealingFilter, form: FileForm) -> DealingsFile:
        return services.take_own_dealings(person_id=self.me.id, matching=matching, form=form, now=self.now)


class DealingView(DeskView):
    """One dealing of the teller's, with what is printed for the customer."""

    part = "day"
    needs_shift = False

    def get(self, request: HttpRequest, dealing_id: UUID) -> HttpResponse:
        return self._show(dealing_id, ReversalForm())

    def post(self, request: HttpRequest, dealing_id: UUID) -> HttpResponse:
        """Asks for it to be undone."""
        form = ReversalForm(request.POST)
        if not form.is_valid():
            return self._show(dealing_id, form, status=400)
        try:
            services.ask_reversal(
                person_id=self.me.id, dealing_id=dealing_id, reason=form.taken["reason"], now=self.now
            )
        except DomainError as error:
            if error.category == "not_found":
                raise
            form.refuse(error)
            return self._show(dealing_id, form, status=STATUS[error.category])
        messages.success(request, _("We look at it. You are told what is decided."))
        return self.go("agent-desk-dealing", dealing_id)

    def _show(self, dealing_id: UUID, form: ReversalForm, *, status: int = 200) -> HttpResponse:
        row = selectors.get_own_dealing(person_id=self.me.id, transaction_id=dealing_id)
        payment = selectors.payments_of([dealing_id])[dealing_id]
        # Cash is not handed out a second time because the page of the first is loaded again.
        is_new = "new" in self.request.GET
        is_late = self.now - row.at > _STILL_NEW
        context = {
            "served": cash_in_shapes.served_answer(payment),
            "place": payment.payer_name if row.kind == DealingKind.CASH_IN else payment.payee_name,
            "dealing": dealing_shapes.dealing_answer(row),
            "form": form,
            "is_new": is_new,
            "is_again": "again" in self.request.GET or (is_new and is_late),
            "is_in": row.kind == DealingKind.CASH_IN,
        }
        return self.render("agents/dealing.html", context, status=status)


def _dealings_file(found: DealingsFile, form: FileForm, *, of_office: bool) -> HttpResponseBase:
    """The dealings as a file, as the API writes it."""
    name = f"gopay-dealings-{found.made_at:%Y-%m-%d}.{form}"
    if form == "csv":
        return csv_response(dealings_out.csv_lines(found.rows, of_office=of_office), name)
    return xlsx_response(dealings_out.workbook(found.rows, of_office=of_office, currency=found.currency), name)


def query_of(request: HttpRequest) -> str:
    """What is looked for, for the addresses of its files."""
    asked = request.GET.copy()
    for name in ("cursor", "page_size", "format"):
        asked.pop(name, None)
    return asked.urlencode()
