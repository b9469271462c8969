"""The agent itself: applying for one, its application and papers, the overview of its office, closing it."""

from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.web.base import WalletView
from apps.accounts.web.proofs import ConfirmForm
from apps.agents import selectors, services
from apps.agents.api import agent_shapes, float_shapes
from apps.agents.errors import AgentNotFound, DocumentNotFound
from apps.agents.models import AgentStatus, DocumentKind, Rank, RequestState, ShiftState
from apps.agents.selectors import Power, ShiftFilter
from apps.agents.web.desk_forms import ShapedForm
from apps.agents.web.frames import OfficeView
from apps.core.api.parsing import StrictSerializer
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.web.fields import ChoiceCards, FileInput, PictureField, SelectInput, TextArea
from apps.core.web.forms import WebForm
from apps.wallets import selectors as wallets

_MOST = 50
_WAITING = 5
_PAPERS = {
    "registration": gettext_lazy("Business registration"),
    "tax": gettext_lazy("Tax certificate"),
    "licence": gettext_lazy("Licence"),
    "premises": gettext_lazy("Picture of the premises"),
}
_RANKS = [
    (Rank.AGENT.value, gettext_lazy("Agent: serves customers")),
    (Rank.SUPER.value, gettext_lazy("Super-agent: supplies agents of its own with float")),
]
UNDECIDED = (AgentStatus.APPLIED, AgentStatus.REJECTED)


class AgentForm(ShapedForm):
    """What is said of an agent by who applies for it."""

    shape: ClassVar[type[StrictSerializer]] = agent_shapes.ApplyAsAgentSerializer

    name = forms.CharField(max_length=60, label=gettext_lazy("Name"), help_text=gettext_lazy("What customers read."))
    legal_name = forms.CharField(
        max_length=120, label=gettext_lazy("Legal name"), help_text=gettext_lazy("As in the register of companies.")
    )
    rank = forms.ChoiceField(
        choices=_RANKS, label=gettext_lazy("What it is to be"), widget=ChoiceCards, initial=Rank.AGENT.value
    )
    super_agent = forms.CharField(
        max_length=6,
        required=False,
        label=gettext_lazy("Code of the super-agent"),
        help_text=gettext_lazy("The six digits of who is to supply you with float, if you have one."),
    )
    currency = forms.ChoiceField(
        label=gettext_lazy("Currency"),
        widget=SelectInput,
        help_text=gettext_lazy("The only one it deals in. You need a wallet in it."),
    )
    country = forms.CharField(
        max_length=2, label=gettext_lazy("Country"), help_text=gettext_lazy("Two letters, for example KE")
    )
    city = forms.CharField(max_length=60, label=gettext_lazy("Town"))
    address = forms.CharField(
        max_length=200, required=False, label=gettext_lazy("Address"), widget=TextArea(attrs={"rows": 2})
    )
    description = forms.CharField(
        max_length=500,
        required=False,
        label=gettext_lazy("What else you do there"),
        widget=TextArea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, currencies: list[str], **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["currency"].choices = [(code, code) for code in currencies]  # type: ignore[attr-defined]

    def clean_country(self) -> str:
        country: str = self.cleaned_data["country"].upper()
        return country


class CorrectForm(AgentForm):
    """The same, corrected: who it is only until it is approved."""

    shape = agent_shapes.ChangeAgentSerializer

    def __init__(self, *args: Any, is_decided: bool, **options: Any) -> None:
        super().__init__(*args, currencies=[], **options)
        del self.fields["currency"]
        if is_decided:
            for name in ("name", "legal_name", "rank", "super_agent", "country"):
                del self.fields[name]

    def given(self) -> dict[str, Any]:
        """Each field that is shown is said: what was emptied, as empty."""
        said = {name: value or "" for name, value in self.cleaned_data.items()}
        if "super_agent" in said:
            said["super_agent"] = said["super_agent"] or None
        return said


class PaperForm(WebForm):
    """A picture of a paper."""

    picture = PictureField(
        label=gettext_lazy("Picture"),
        widget=FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": "environment"}),
    )

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, auto_id=f"id_{kind}_%s", **options)
        self.fields["picture"].label = _PAPERS[kind]


class ApplyView(WalletView):
    """Applies for an agent of one's own."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(AgentForm(currencies=self._currencies()))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AgentForm(request.POST, currencies=self._currencies())
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            agent = services.apply_as_agent(person_id=self.me.id, now=self.now, **form.taken)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("We have your application. Send the papers next."))
        return self.go("agent-office-application", agent.id)

    def _currencies(self) -> list[str]:
        """Of the person's own wallets, in which alone an agent of theirs can deal."""
        held = wallets.list_open_currencies(self.me.id)
        return [code for code in settings.WALLET_CURRENCIES if code in held] or list(settings.WALLET_CURRENCIES)

    def _show(self, form: AgentForm, *, status: int = 200) -> HttpResponse:
        context = {"form": form, "agents": selectors.list_employments(self.me.id, limit=_MOST)}
        return self.render("agents/apply.html", context, status=status)


class OfficesView(WalletView):
    """The agents somebody owns or works for; of one alone its office at once."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        found = selectors.list_employments(self.me.id, limit=_MOST)
        if not found:
            raise AgentNotFound
        if len(found) == 1:
            return self.go("agent-office-home", found[0].id)
        return self.render("agents/offices.html", {"agents": found})


class OfficeHomeView(OfficeView):
    """What needs somebody, and where float and cash are."""

    part = "home"

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        context: dict[str, Any] = {"employment": self.employment}
        if self.member.may(Power.MOVE_FLOAT):
            rows = selectors.list_liquidity(self.member, at=self.now)
            context["liquidity"] = float_shapes.liquidity_answer(rows)
        if self.member.may(Power.SUPERVISE):
            context["differences"] = selectors.list_shifts(
                self.member, matching=ShiftFilter(state=ShiftState.DIFFERENT.value), limit=_WAITING
            )
            context["asked"] = [
                row
                for row in selectors.list_requests_of(self.member, state=RequestState.OPEN.value, limit=_WAITING)
                if not selectors.is_over(row, self.now)
            ]
        return self.render("agents/office_home.html", context)


class ApplicationView(OfficeView):
    """How far the application is; what was said; the papers. For the owner."""

    part = "home"
    power = Power.GOVERN

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        return self._show()

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        """Applies again after a rejection."""
        services.submit_again(person_id=self.me.id, agent_id=agent_id, now=self.now)
        messages.success(request, _("We have your application again."))
        return self.go("agent-office-application", agent_id)

    def _show(self, shown: tuple[str, PaperForm] | None = None, *, status: int = 200) -> HttpResponse:
        answer = agent_shapes.agent_answer(self.employment)
        there = {row["kind"]: row for row in answer["documents"] or ()}
        papers = [
            {
                "kind": kind,
                "label": label,
                "there": there.get(kind),
                "form": shown[1] if shown and shown[0] == kind else PaperForm(kind=kind),
            }
            for kind, label in _PAPERS.items()
        ]
        context = {
            "application": answer,
            "papers": papers,
            "is_undecided": self.employment.agent.status in UNDECIDED,
            "ranks": dict(_RANKS),
        }
        return self.render("agents/application.html", context, status=status)


class PaperView(ApplicationView):
    """The picture of a paper, looked at or sent."""

    def get(self, request: HttpRequest, agent_id: UUID, kind: str = "") -> HttpResponse:
        document, content = services.take_document(
            person_id=self.me.id, agent_id=agent_id, kind=_kind_of(kind), now=self.now
        )
        return private_file_response(content, document.content_type, f"{kind}.jpg")

    def post(self, request: HttpRequest, agent_id: UUID, kind: str = "") -> HttpResponse:
        paper = _kind_of(kind)
        services.require_open_for_documents(person_id=self.me.id, agent_id=agent_id)
        form = PaperForm(request.POST, request.FILES, kind=kind)
        if not form.is_valid():
            return self._show((kind, form), status=400)
        try:
            services.put_document(
                person_id=self.me.id,
                agent_id=agent_id,
                kind=paper,
                content=form.cleaned_data["picture"],
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show((kind, form), status=STATUS[error.category])
        return self.go("agent-office-application", agent_id)


class ChangeAgentView(OfficeView):
    """Corrects what is said of it."""

    part = "home"
    power = Power.GOVERN

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        agent = self.employment.agent
        said = {name: getattr(agent, name) for name in CorrectForm.base_fields if hasattr(agent, name)}
        return self._show(self._form(initial={**said, "super_agent": self.employment.parent_code}))

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            services.change_agent(person_id=self.me.id, agent_id=agent_id, changes=form.taken, now=self.now)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("Your changes are saved."))
        return self.go("agent-office-application", agent_id)

    def _form(self, *args: Any, **options: Any) -> CorrectForm:
        return CorrectForm(*args, is_decided=self.employment.agent.status not in UNDECIDED, **options)

    def _show(self, form: CorrectForm, *, status: int = 200) -> HttpResponse:
        context = {
            "heading": _("Change the details"),
            "form": form,
            "submit": _("Save"),
            "cancel": reverse("agent-office-application", args=[self.agent_id]),
        }
        return self.render("agents/form.html", context, status=status)


class CloseAgentView(OfficeView):
    """Closes it for good, or takes the application back."""

    part = "home"
    power = Power.GOVERN

    def get(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        return self._show(ConfirmForm(initial={"key": f"close-{agent_id}"}))

    def post(self, request: HttpRequest, agent_id: UUID) -> HttpResponse:
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            services.close_own_agent(
                person_id=self.me.id,
                session_id=self.me.session_id,
                agent_id=agent_id,
                proof=form.proof(request),
                now=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        messages.success(request, _("The agent is closed."))
        return self.go("agent-apply")

    def _show(self, form: ConfirmForm, *, status: int = 200) -> HttpResponse:
        is_undecided = self.employment.agent.status in UNDECIDED
        context = {
            "heading": _("Take the application back") if is_undecided else _("Close the agent"),
            "lead": _("This is for good. Nothing may be open there, and nothing may be owed."),
            "form": form,
            "step_up": form.step_up,
            "action_label": _("Take it back") if is_undecided else _("Close it for good"),
        }
        return self.render("agents/confirm.html", context, status=status)


def _kind_of(text: str) -> DocumentKind:
    if text not in agent_shapes.KINDS:
        raise DocumentNotFound
    return agent_shapes.KINDS[text]
