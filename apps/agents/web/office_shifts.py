"""What supervisors decide: differences of shifts, drawers of who has left, cash for customers without their phone."""

from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.services import Proof
from apps.agents import selectors, services
from apps.agents.api import cash_out_shapes, report_shapes, shift_shapes
from apps.agents.models import CashOutRequest, ShiftState
from apps.agents.selectors import Counter, Power, ShiftFilter
from apps.agents.web.desk_forms import ShapedForm
from apps.agents.web.desk_shifts import CloseForm, form_of, shift_file
from apps.agents.web.frames import CounterPayView, OfficeView, listed
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.fields import TextArea
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome
from apps.transactions.web.paying import Review

_PURPOSE = "agent-without-phone"


class ApproveForm(ShapedForm):
    """Why a difference is accepted."""

    shape = shift_shapes.ApproveDifferenceSerializer

    reason = forms.CharField(
        max_length=200, label=gettext_lazy("What you have found"), widget=TextArea(attrs={"rows": 2})
    )


class RefuseForm(ShapedForm):
    """Why a supervisor does not believe it."""

    shape = cash_out_shapes.RefuseSerializer

    reason = forms.CharField(max_length=200, label=gettext_lazy("Why it is refused"))


class _SupervisorView(OfficeView):
    part = "shifts"
    power = Power.SUPERVISE


class OfficeShiftsView(_SupervisorView):
    """The shifts of all, those with a difference first of all when they are asked for."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        state = request.GET.get("state", "")
        state = state if state in ShiftState.values else ""
        page = listed(
            request,
            lambda before, after, limit: selectors.list_shifts(
                self.member, matching=ShiftFilter(state=state or None), before=before, after=after, limit=limit
            ),
            shift_shapes.shift_answer,
        )
        return self.render("agents/office_shifts.html", {"state": state, **page})


class OfficeShiftView(_SupervisorView):
    """One of them, to the line, and what is to be decided about it."""

    def get(self, request: HttpRequest, agent_id: UUID, shift_id: UUID) -> HttpResponseBase:
        form = form_of(request)
        if form != "json":
            report = services.take_shift_report(
                person_id=self.me.id, agent_id=agent_id, shift_id=shift_id, form=form, now=self.now
            )
            return shift_file(report, form)
        return self._show(shift_id, ApproveForm(), CloseForm())

    def post(self, request: HttpRequest, agent_id: UUID, shift_id: UUID) -> HttpResponse:
        """Accepts its difference."""
        form = ApproveForm(request.POST)
        if not form.is_valid():
            return self._show(shift_id, form, CloseForm(), status=400)
        try:
            services.approve_difference(
                person_id=self.me.id,
                agent_id=agent_id,
                shift_id=shift_id,
                reason=form.taken["reason"],
                now=self.now,
            )
        except DomainError as error:
            if error.category == "not_found":
                raise
            form.refuse(error)
            return self._show(shift_id, form, CloseForm(), status=STATUS[error.category])
        messages.success(request, _("The difference is accepted."))
        return self.go("agent-office-shift", agent_id, shift_id)

    def _show(self, shift_id: UUID, approve: ApproveForm, close: CloseForm, *, status: int = 200) -> HttpResponse:
        report = services.take_shift_report(
            person_id=self.me.id, agent_id=self.agent_id, shift_id=shift_id, form="json", now=self.now
        )
        shift = report.shift
        close.fields["cash"].show_currency(shift.currency)  # type: ignore[attr-defined]
        context = {
            "report": report_shapes.shift_report_answer(report),
            "agent": report.agent,
            "is_office": True,
            "is_different": shift.state == ShiftState.DIFFERENT,
            "is_open": shift.state == ShiftState.OPEN,
            "is_own": self.me.id in (shift.teller_id, shift.closed_by_id),
            "approve": approve,
            "close": close,
        }
        return self.render("agents/shift_report.html", context, status=status)


class CloseForTellerView(OfficeShiftView):
    """Ends the shift of a teller who works there no more."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, agent_id: UUID, shift_id: UUID) -> HttpResponse:
        form = CloseForm(request.POST)
        if not form.is_valid():
            return self._show(shift_id, ApproveForm(), form, status=400)
        try:
            services.close_for_teller(
                person_id=self.me.id,
                agent_id=agent_id,
                shift_id=shift_id,
                cash=form.taken["cash"],
                remark=form.taken["remark"],
                now=self.now,
            )
        except DomainError as error:
            if error.category == "not_found":
                raise
            form.refuse(error)
            return self._show(shift_id, ApproveForm(), form, status=STATUS[error.category])
        return self.go("agent-office-shift", agent_id, shift_id)


class AskedListView(_SupervisorView):
    """Cash that was asked for without a phone."""

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        counters: dict[UUID, Counter] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[CashOutRequest]:
            rows = selectors.list_requests_of(self.member, before=before, after=after, limit=limit)
            counters.update(selectors.counters_of(row.outlet_id for row in rows))
            return rows

        def shown(row: CashOutRequest) -> dict[str, Any]:
            answer = cash_out_shapes.request_answer(row, counter=counters[row.outlet_id], for_supervisor=True)
            return {**answer, "is_waiting": not selectors.is_over(row, self.now)}

        return self.render("agents/asked_list.html", listed(request, fetch, shown))


class AskedView(_SupervisorView):
    """One of them: customer and document are compared, then it is refused, or paid on the next page."""

    def get(self, request: HttpRequest, agent_id: UUID, request_id: UUID) -> HttpResponse:
        return self._show(selectors.get_request_of(self.member, request_id), RefuseForm())

    def post(self, request: HttpRequest, agent_id: UUID, request_id: UUID) -> HttpResponse:
        """Begins to approve it."""
        row = selectors.get_request_of(self.member, request_id)
        content = {"agent_id": str(agent_id), "request_id": str(row.id)}
        draft = drafts.begin(owner_id=self.me.id, purpose=_PURPOSE, content=content, now=self.now)
        return self.go("agent-office-asked-pay", draft.id)

    def _show(self, row: CashOutRequest, form: RefuseForm, *, status: int = 200) -> HttpResponse:
        context = {
            "asked": asked_answer(row),
            "is_waiting": not selectors.is_over(row, self.now),
            "is_own": self.me.id in (row.teller_id, row.customer_id),
            "form": form,
        }
        return self.render("agents/asked.html", context, status=status)


class RefuseAskedView(AskedView):
    """Does not believe it."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, agent_id: UUID, request_id: UUID) -> HttpResponse:
        row = selectors.get_request_of(self.member, request_id)
        form = RefuseForm(request.POST)
        if not form.is_valid():
            return self._show(row, form, status=400)
        try:
            services.refuse_without_phone(
                supervisor_id=self.me.id,
                agent_id=agent_id,
                request_id=request_id,
                reason=form.taken["reason"],
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        return self.go("agent-office-asked", agent_id, request_id)


class AskedPictureView(_SupervisorView):
    """The picture of the document; each look is written down."""

    def get(self, request: HttpRequest, agent_id: UUID, request_id: UUID) -> HttpResponse:
        content = services.look_at_cash_out_picture(
            supervisor_id=self.me.id, agent_id=agent_id, request_id=request_id, now=self.now
        )
        return private_file_response(content, "image/jpeg", "document.jpg")


class AskedPayView(_SupervisorView, CounterPayView):
    """The supervisor's PIN. The payment is theirs, under their key."""

    purpose = _PURPOSE
    route = "agent-office-asked-pay"
    template_name = "agents/pay.html"

    def agent_id_of(self, kwargs: dict[str, Any]) -> UUID:
        return UUID(self._draft(kwargs["draft_id"]).content["agent_id"])

    def review(self, draft: Draft) -> Review:
        row = selectors.get_request_of(self.member, UUID(draft.content["request_id"]))
        asked, amount = asked_answer(row), Money(row.amount, row.currency)
        return Review(
            action=_("Pay out %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=amount,
            amount=amount,
            payee=asked["customer"],
            rows=((_("Teller"), asked["teller"]), (_("Outlet"), asked["outlet"]["name"])),
            context={
                "heading": _("Check and confirm"),
                "reminder": _("Confirm only when you have seen the customer and their document."),
                "total_label": _("Cash to hand out"),
            },
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.approve_without_phone(
            supervisor_id=self.me.id,
            session_id=self.me.session_id,
            agent_id=self.agent_id,
            request_id=UUID(draft.content["request_id"]),
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )

    def paid(self, row: Transaction, *, again: bool) -> HttpResponse:
        return self.go("agent-office-dealing", self.agent_id, row.id)


def asked_answer(row: CashOutRequest) -> dict[str, Any]:
    """A request as who supervises there sees it."""
    counters = selectors.counters_of([row.outlet_id])
    return cash_out_shapes.request_answer(row, counter=counters[row.outlet_id], for_supervisor=True)
