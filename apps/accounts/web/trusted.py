"""Whom somebody trusts as payees."""

from uuid import UUID

from django import forms
from django.http import HttpResponseBase
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from apps.accounts import selectors, services
from apps.accounts.identifiers import MAX_IDENTIFIER_LENGTH
from apps.accounts.web.asking import WalletFormView
from apps.accounts.web.fields import WordsField
from apps.accounts.web.proofs import CodeForm
from apps.accounts.web.shapes import ButtonView, ListView


class TrustedView(ListView):
    """The list."""

    template_name = "accounts/trusted.html"

    def rows(self, before: UUID | None, after: UUID | None, limit: int) -> list[selectors.Trusted]:
        return selectors.list_trusted_payees(self.me.id, before=before, after=after, limit=limit)


class TrustForm(CodeForm):
    """Somebody to trust."""

    to = forms.CharField(
        max_length=MAX_IDENTIFIER_LENGTH,
        label=_("Phone number, e-mail address or @handle"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none", "dir": "ltr"}),
        error_messages={"required": _("Write whom you want to trust.")},
    )
    nickname = WordsField(longest=60, label=_("What you call them"))


class TrustView(WalletFormView):
    """Adds one, with a code."""

    form_class = TrustForm
    heading = _("Trust a payee")
    lead = _("When you pay somebody whom you trust, we say so beside their name.")
    action = _("Add")
    back = "wallet-trusted"

    def take(self, form: TrustForm) -> HttpResponseBase:
        services.trust_payee(
            person_id=self.me.id,
            session_id=self.me.session_id,
            to=form.cleaned_data["to"],
            nickname=form.cleaned_data["nickname"],
            step_up=form.answer(),
            now=self.now,
        )
        return self.done(gettext("You trust this payee now."), "wallet-trusted")


class DistrustView(ButtonView):
    """Removes one."""

    said = _("This payee is removed.")
    leads_to = "wallet-trusted"

    def press(self, trusted_id: UUID) -> None:
        services.distrust_payee(person_id=self.me.id, trusted_id=trusted_id, now=self.now)
