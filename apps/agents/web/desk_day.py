"""What the teller did: the list with search and files, one dealing with its receipt, what they earned."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
from apps.core.web.fields import DayField, SearchInput, SelectInput
from apps.core.web.forms import WebForm
from apps.core.xlsx_out import xlsx_response

FILES = ("csv", "xlsx")


class DealingsForm(WebForm):
    """What is looked for in a list of dealings."""

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


class DayView(DeskView):
    """Whom the teller has served."""

    part = "day"
    needs_shift = False

    def get(self, request: HttpRequest) -> HttpResponseBase:
        form = DealingsForm(request.GET)
        if not form.is_valid():
            return self.render("agents/dealings.html", {"form": form, "rows": []}, status=400)
        matching = form.matching()
        if (file := request.GET.get("format", "")) in FILES:
            found = services.take_own_dealings(
                person_id=self.me.id,
                matching=matching,
                form=file,  # type: ignore[arg-type]
                now=self.now,
            )
            return dealings_file(found, file, of_office=False)
        page = listed(
            request,
            lambda before, after, limit: selectors.list_own_dealings(
                self.me.id, matching=matching, before=before, after=after, limit=limit
            ),
            dealing_shapes.dealing_answer,
            position=position_of,
        )
        context = {"form": form, "query": query_of(request), "route": "agent-desk-dealing", **page}
        return self.render("agents/dealings.html", context)


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
        context = {
            "served": cash_in_shapes.served_answer(payment),
            "place": payment.payer_name if row.kind == DealingKind.CASH_IN else payment.payee_name,
            "dealing": dealing_shapes.dealing_answer(row),
            "form": form,
            "is_new": "new" in self.request.GET,
            "is_again": "again" in self.request.GET,
            "is_in": row.kind == DealingKind.CASH_IN,
        }
        return self.render("agents/dealing.html", context, status=status)


def dealings_file(found: DealingsFile, form: str, *, of_office: bool) -> HttpResponseBase:
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


def position_of(row: SeenDealing) -> UUID:
    return row.transaction_id
