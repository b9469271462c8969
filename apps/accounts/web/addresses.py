"""The number and the e-mail address: what two codes confirm, one to where the person is known, one to the new place.

Between the two the first code must come again with the second. It is one-time and right by then, and it travels sealed
for this person and this purpose, so that nobody who sees the page learns it.
"""

import json
from typing import Any, cast
from uuid import UUID

from django import forms
from django.http import HttpResponseBase, QueryDict
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import services
from apps.accounts.errors import InvalidCode, ProofRequired, StepUpRequired
from apps.accounts.services import StepUpAnswer
from apps.accounts.web.asking import WalletFormView
from apps.accounts.web.fields import CurrentPasswordField, EmailField
from apps.accounts.web.proofs import CodeForm
from apps.core import crypto
from apps.core.errors import DomainError
from apps.core.web.fields import MsisdnField

_PLACE = {"table": "accounts_web", "column": "first_code"}


class TwoCodesForm(CodeForm):
    """A form that two codes confirm, one after the other; `first` is the one that was right already."""

    first = forms.CharField(max_length=1000, required=False, widget=forms.HiddenInput)
    person_id: UUID

    def answer(self) -> StepUpAnswer | None:
        return self._first() or super().answer()

    def proof(self) -> StepUpAnswer | None:
        """The code to the new address."""
        return super().answer() if self._first() else None

    def refuse(self, error: DomainError) -> None:
        if isinstance(error, ProofRequired):
            answer = self.answer()
            if answer is not None:
                self._set_first(self._sealed(answer))
        elif isinstance(error, StepUpRequired) or (isinstance(error, InvalidCode) and self._is_first(error)):
            # The first code is used up or too old: from the beginning.
            self._set_first("")
        super().refuse(error)

    def _is_first(self, error: InvalidCode) -> bool:
        return self._first() is not None and error.extra.get("member") != "proof"

    def _set_first(self, sealed: str) -> None:
        data = QueryDict(mutable=True)
        data.update({**dict(self.data.items()), "first": sealed})
        if not sealed:
            data["challenge_id"] = ""
        self.data = data

    def _sealed(self, answer: StepUpAnswer) -> str:
        text = json.dumps([str(answer.challenge_id), answer.code])
        return crypto.seal(text, **_PLACE, row=self.person_id).hex()

    def _first(self) -> StepUpAnswer | None:
        sealed = self.data.get("first", "")
        if not sealed:
            return None
        try:
            challenge_id, code = json.loads(crypto.unseal(bytes.fromhex(sealed), **_PLACE, row=self.person_id))
        except (ValueError, crypto.Undecipherable):
            return None
        return StepUpAnswer(UUID(challenge_id), code)


class _TwoCodesView(WalletFormView):
    """What both changes have in common: the form knows whose it is."""

    template_name = "accounts/two_codes.html"

    def make_form(self, **given: Any) -> TwoCodesForm:
        form = cast(TwoCodesForm, super().make_form(**given))
        form.person_id = self.me.id
        return form


class NumberForm(TwoCodesForm):
    """The new number."""

    msisdn = MsisdnField(label=_("New phone number"))
    password = CurrentPasswordField()


class NumberView(_TwoCodesView):
    """Moves the person to another number."""

    form_class = NumberForm
    heading = _("Your phone number")
    lead = _("Both numbers confirm the change. You are logged out everywhere else, and lower limits hold for a day.")
    action = _("Change my number")

    def beside(self) -> dict[str, Any]:
        return {"current": self.person.msisdn}

    def take(self, form: NumberForm) -> HttpResponseBase:
        services.change_number(
            person_id=self.me.id,
            session_id=self.me.session_id,
            msisdn=form.cleaned_data["msisdn"],
            password=form.cleaned_data["password"],
            step_up=form.answer(),
            proof=form.proof(),
            now=self.now,
        )
        return self.done(gettext("Your number is changed."), "wallet-me")


class EmailForm(TwoCodesForm):
    """The new address."""

    email = EmailField(label=_("New e-mail address"))


class EmailView(_TwoCodesView):
    """Gives the person an e-mail address, or another one."""

    form_class = EmailForm
    template_name = "accounts/email.html"
    heading = _("Your e-mail address")
    lead = _("Others can pay you by it, and codes go there when your phone is lost.")
    action = _("Save this address")

    def take(self, form: EmailForm) -> HttpResponseBase:
        services.change_email(
            person_id=self.me.id,
            session_id=self.me.session_id,
            email=form.cleaned_data["email"],
            step_up=form.answer(),
            proof=form.proof(),
            now=self.now,
        )
        return self.done(gettext("Your e-mail address is saved."), "wallet-email")


class EmailProofView(WalletFormView):
    """Proves the address somebody registered with. The code is sent when they ask for it."""

    form_class = CodeForm
    heading = _("Confirm your e-mail address")
    lead = _("We send a code to your address. Enter it here, and others can pay you by the address.")
    action = _("Confirm")
    back = "wallet-email"

    def take(self, form: CodeForm) -> HttpResponseBase:
        services.verify_email(person_id=self.me.id, session_id=self.me.session_id, proof=form.answer(), now=self.now)
        return self.done(gettext("Your e-mail address is confirmed."), "wallet-email")


class EmailRemovalView(WalletFormView):
    """Takes the address away."""

    form_class = CodeForm
    heading = _("Remove your e-mail address")
    lead = _("Without an address you need support when your phone is lost.")
    action = _("Remove the address")
    tone = "danger"
    back = "wallet-email"

    def take(self, form: CodeForm) -> HttpResponseBase:
        services.remove_email(person_id=self.me.id, session_id=self.me.session_id, step_up=form.answer(), now=self.now)
        return self.done(gettext("Your e-mail address is removed."), "wallet-email")
