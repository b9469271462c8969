"""A page with one form, which one service takes: shown, read, taken, and shown again with what was refused."""

from typing import Any, ClassVar

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.urls import reverse
from django.utils.functional import Promise

from apps.accounts import selectors
from apps.accounts.web.base import PageView, WalletView
from apps.accounts.web.proofs import SignedForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.web.forms import WebForm

Text = str | Promise
# What is said by a page of its own, or by the log-in page, and not by the form.
_NOT_THE_FORM_S = {"unauthenticated", "not_found"}


class FormView(PageView):
    """One form. A subclass names it and says in `take` which service it is for."""

    form_class: ClassVar[type[WebForm]]
    template_name: ClassVar[str]

    def make_form(self, **given: Any) -> WebForm:
        """The form, of what was typed or of what it begins with."""
        return self.form_class(**given)

    def take(self, form: Any) -> HttpResponseBase:
        """Has one service do what the valid form asks for. Raises DomainError, which the form then shows."""
        raise NotImplementedError

    def initial(self) -> dict[str, Any]:
        """What stands in the form before anybody has typed."""
        return {}

    def beside(self) -> dict[str, Any]:
        """What the template is given beside the form."""
        return {}

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return self.show(self.make_form(initial=self.initial()))

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        form = self.make_form(data=request.POST, files=request.FILES)
        if not form.is_valid():
            return self.show(form, status=400)
        try:
            return self.take(form)
        except DomainError as error:
            if error.category in _NOT_THE_FORM_S:
                raise
            return self.show_refused(form, error)

    def show_refused(self, form: WebForm, error: DomainError) -> HttpResponse:
        """The form again, with what a service refused."""
        form.refuse(error)
        response = self.show(form, status=STATUS[error.category])
        if error.retry_after:
            response["Retry-After"] = str(error.retry_after)
        return response

    def show(self, form: WebForm, *, status: int = 200) -> HttpResponse:
        return self.render(self.template_name, {"form": form, **self.beside()}, status=status)


class WalletFormView(FormView, WalletView):
    """The same for somebody who is signed in, in the frame of the wallet.

    `lead` is a sentence above the form, `action` what its button says, `tone` "danger" for what cannot be undone.
    """

    template_name: ClassVar[str] = "accounts/form.html"
    tab = "me"
    heading: ClassVar[Text]
    action: ClassVar[Text]
    lead: ClassVar[Text] = ""
    tone: ClassVar[str] = "primary"
    # The route of the page before this one.
    back: ClassVar[str] = "wallet-me"
    # What the script is to do with the form, by ui's attributes: "data-device".
    marks: ClassVar[str] = ""

    def back_address(self) -> str:
        return reverse(self.back)

    def show(self, form: WebForm, *, status: int = 200) -> HttpResponse:
        context = {
            "form": form,
            "heading": self.heading,
            "lead": self.lead,
            "action": self.action,
            "tone": self.tone,
            "back": self.back_address(),
            "marks": self.marks,
            **self.beside(),
        }
        return self.render(self.template_name, context, status=status)


class SignedFormView(WalletFormView):
    """What only one of the person's devices confirms: by its key, with the PIN and a code."""

    form_class = SignedForm
    template_name = "accounts/signed_form.html"

    def is_needed(self) -> bool:
        """Whether there is anything to confirm."""
        return True

    def beside(self) -> dict[str, Any]:
        is_device = selectors.get_bound_device_id(self.me.session_id) is not None
        return {**super().beside(), "is_needed": self.is_needed(), "is_device": is_device}

    def proven(self, form: SignedForm) -> dict[str, Any]:
        """Who asks, and what proves it, as the services take it. Raises InvalidSignature."""
        return {
            "person_id": self.me.id,
            "session_id": self.me.session_id,
            "pin": form.cleaned_data["pin"],
            "signature": form.signed(self.request),
            "step_up": form.answer(),
            "now": self.now,
        }
