"""Customers registered at the desk: their number, the code they read out, and what shows who they are."""

from typing import Any
from uuid import UUID

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.agents import selectors, services
from apps.agents.api import registration_shapes
from apps.agents.models import Registration, RegistrationState
from apps.agents.registration_errors import RegistrationConflict
from apps.agents.services import Papers
from apps.agents.web.desk_forms import ShapedForm
from apps.agents.web.frames import DeskView, listed
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.web.fields import CodeField, DateInput, FileInput, MsisdnField, PictureField, SelectInput, TextArea
from apps.core.web.forms import WebForm
from apps.kyc.errors import DocumentNotFound, SubmissionNotFound
from apps.kyc.models import DocumentKind, DocumentType, TargetTier

_PICTURES = {kind.value.lower(): kind for kind in DocumentKind}


class RegisterForm(ShapedForm):
    """Who wants a wallet."""

    shape = registration_shapes.RegisterCustomerSerializer

    msisdn = MsisdnField(label=gettext_lazy("Customer's number"))
    full_name = forms.CharField(max_length=120, label=gettext_lazy("First and last name"))
    email = forms.CharField(max_length=254, required=False, label=gettext_lazy("E-mail address"))
    language = forms.ChoiceField(
        choices=settings.LANGUAGES, label=gettext_lazy("Language of their messages"), widget=SelectInput
    )


class CodeForm(WebForm):
    """What the customer was sent."""

    code = CodeField(
        label=gettext_lazy("Code"), help_text=gettext_lazy("The customer reads it to you from their phone.")
    )


class DetailsForm(ShapedForm):
    """Who the customer is, as their document says."""

    shape = registration_shapes.CustomerDetailsSerializer

    target_tier = forms.ChoiceField(choices=TargetTier.choices, label=gettext_lazy("Level"), widget=SelectInput)
    name = forms.CharField(max_length=240, label=gettext_lazy("Name on the document"))
    birth_date = forms.DateField(
        label=gettext_lazy("Date of birth"),
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Choose a date.")},
    )
    address = forms.CharField(
        max_length=400, label=gettext_lazy("Home address"), widget=TextArea(attrs={"rows": 3}), required=False
    )
    document_type = forms.ChoiceField(choices=DocumentType.choices, label=gettext_lazy("Document"), widget=SelectInput)
    document_country = forms.CharField(
        max_length=2,
        label=gettext_lazy("Country of the document"),
        help_text=gettext_lazy("Two letters, for example KE"),
    )
    id_number = forms.CharField(max_length=40, label=gettext_lazy("Number on the document"))
    document_expiry_date = forms.DateField(
        required=False,
        label=gettext_lazy("Valid until"),
        widget=DateInput,
        input_formats=["%Y-%m-%d"],
        error_messages={"invalid": gettext_lazy("Choose a date.")},
    )

    def clean_document_country(self) -> str:
        country: str = self.cleaned_data["document_country"].upper()
        return country


class PictureForm(WebForm):
    """One picture, from the camera or from a file."""

    picture = PictureField()

    def __init__(self, *args: Any, kind: str, **options: Any) -> None:
        super().__init__(*args, auto_id=f"id_{kind}_%s", **options)
        field = self.fields["picture"]
        field.label = _PICTURE_LABELS[kind]
        facing = "user" if kind == "selfie" else "environment"
        field.widget = FileInput(attrs={"accept": "image/jpeg,image/png,image/webp", "capture": facing})


_PICTURE_LABELS = {
    "id_front": gettext_lazy("Front of the document"),
    "id_back": gettext_lazy("Back of the document"),
    "selfie": gettext_lazy("Picture of the customer's face"),
}


class RegistrationsView(DeskView):
    """Whom the teller has registered, and the form for the next one."""

    part = "register"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self._show(RegisterForm(initial={"language": self.person.language or "en"}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = RegisterForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            started = services.register_customer(teller_id=self.me.id, **form.taken, now=self.now)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        return self.go("agent-desk-registration", started.id)

    def _show(self, form: RegisterForm, *, status: int = 200) -> HttpResponse:
        page = listed(
            self.request,
            lambda before, after, limit: selectors.list_own_registrations(
                self.me.id, before=before, after=after, limit=limit
            ),
            registration_shapes.registration_answer,
        )
        return self.render("agents/registrations.html", {"form": form, **page}, status=status)


class RegistrationView(DeskView):
    """One of them: its code, then the customer's papers."""

    part = "register"

    def get(self, request: HttpRequest, registration_id: UUID) -> HttpResponse:
        return self._show(registration_id)

    def post(self, request: HttpRequest, registration_id: UUID) -> HttpResponse:
        """The code."""
        form = CodeForm(request.POST)
        if not form.is_valid():
            return self._show(registration_id, code=form, status=400)
        try:
            services.confirm_registration(
                teller_id=self.me.id,
                registration_id=registration_id,
                code=form.cleaned_data["code"],
                now=self.now,
            )
        except DomainError as error:
            if error.category == "not_found":
                raise
            form.refuse(error)
            return self._show(registration_id, code=form, status=STATUS[error.category])
        messages.success(request, _("The customer has a wallet now."))
        return self.go("agent-desk-registration", registration_id)

    def _show(
        self,
        registration_id: UUID,
        *,
        code: CodeForm | None = None,
        details: DetailsForm | None = None,
        picture: tuple[str, PictureForm] | None = None,
        status: int = 200,
    ) -> HttpResponse:
        row = selectors.get_registration(agent_id=self.at_work.shift.agent_id, registration_id=registration_id)
        context: dict[str, Any] = {
            "registration": registration_shapes.registration_answer(selectors.see_registration(row)),
            "is_started": row.state == RegistrationState.STARTED,
            "code": code or CodeForm(),
        }
        if row.customer_id is not None:
            papers, is_ours = self._papers(row)
            context |= {
                "papers": registration_shapes.papers_answer(papers) if papers else None,
                "is_draft": papers is not None and papers.state == "DRAFT",
                "is_ours": is_ours,
                "details": details or DetailsForm(initial={"document_country": "KE", "target_tier": "TIER_1"}),
                "pictures": self._pictures(papers, picture),
            }
        return self.render("agents/registration.html", context, status=status)

    def _papers(self, row: Registration) -> tuple[Papers | None, bool]:
        """How far they are, and whether they are the desk's to take still."""
        try:
            return services.look_at_papers(teller_id=self.me.id, registration_id=row.id, now=self.now), True
        except SubmissionNotFound:
            return None, True
        except RegistrationConflict:
            return None, False

    def _pictures(self, papers: Papers | None, shown: tuple[str, PictureForm] | None) -> list[dict[str, Any]]:
        """A form for each picture that is there, or missing."""
        if papers is None or papers.state != "DRAFT":
            return []
        missing = {name.partition("/")[2] for name in papers.missing if name.startswith("documents/")}
        return [
            {
                "kind": kind,
                "label": label,
                "is_there": kind in papers.documents,
                "form": shown[1] if shown and shown[0] == kind else PictureForm(kind=kind),
            }
            for kind, label in _PICTURE_LABELS.items()
            if kind in papers.documents or kind in missing
        ]


class DetailsView(RegistrationView):
    """Writes down who the customer is."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, registration_id: UUID) -> HttpResponse:
        form = DetailsForm(request.POST)
        if not form.is_valid():
            return self._show(registration_id, details=form, status=400)
        details = form.taken
        try:
            services.write_details(
                teller_id=self.me.id,
                registration_id=registration_id,
                target_tier=details["target_tier"],
                details=details,
                now=self.now,
            )
        except DomainError as error:
            if error.category == "not_found":
                raise
            form.refuse(error)
            return self._show(registration_id, details=form, status=STATUS[error.category])
        messages.success(request, _("The details are written down."))
        return self.go("agent-desk-registration", registration_id)


class PictureView(RegistrationView):
    """Takes a picture of the document, or of the customer."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, registration_id: UUID, kind: str = "") -> HttpResponse:
        if kind not in _PICTURES:
            raise DocumentNotFound
        services.require_draft(teller_id=self.me.id, registration_id=registration_id, now=self.now)
        form = PictureForm(request.POST, request.FILES, kind=kind)
        if not form.is_valid():
            return self._show(registration_id, picture=(kind, form), status=400)
        try:
            services.put_picture(
                teller_id=self.me.id,
                registration_id=registration_id,
                kind=_PICTURES[kind],
                content=form.cleaned_data["picture"],
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(registration_id, picture=(kind, form), status=STATUS[error.category])
        return self.go("agent-desk-registration", registration_id)


class HandInView(RegistrationView):
    """Hands the papers in."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, registration_id: UUID) -> HttpResponse:
        services.hand_in_papers(teller_id=self.me.id, registration_id=registration_id, now=self.now)
        messages.success(request, _("The papers are handed in. The customer is told what becomes of them."))
        return self.go("agent-desk-registration", registration_id)
