"""Putting a wallet right by hand: the form by which one operator asks. Another one approves it in the inbox."""

from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from unfold.widgets import (
    UnfoldAdminDecimalFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextInputWidget,
)

from apps.accounts.selectors import find_person
from apps.core.admin_acting import by_maker
from apps.core.admin_asking import why_field, words_of
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.operations.pages import SitePage
from apps.transactions import services

_MEANING = {"": "Choose", **{code: meaning for code, (_, meaning) in services.AGAINST.items()}}


class AdjustmentForm(forms.Form):
    """Whose wallet, which way, how much and against what."""

    person = forms.CharField(
        max_length=254,
        widget=UnfoldAdminTextInputWidget,
        help_text="Whole number, e-mail address or id.",
    )
    way = forms.ChoiceField(
        label="Which way",
        choices=[
            ("", "Choose"),
            (services.Way.CREDIT.value, "Credit: the wallet gets more"),
            (services.Way.DEBIT.value, "Debit: the wallet gets less"),
        ],
        widget=UnfoldAdminSelectWidget,
    )
    amount = forms.DecimalField(max_digits=19, decimal_places=4, widget=UnfoldAdminDecimalFieldWidget)
    currency = forms.CharField(max_length=3, widget=UnfoldAdminTextInputWidget)
    against = forms.ChoiceField(choices=list(_MEANING.items()), widget=UnfoldAdminSelectWidget)
    note = forms.CharField(
        label="What the person is told",
        required=False,
        max_length=140,
        widget=UnfoldAdminTextInputWidget,
        help_text="Beside the amount. They are told of it in any case.",
    )
    why = why_field()

    def clean_person(self) -> Any:
        person = find_person(str(self.cleaned_data["person"]).strip())
        if person is None:
            raise forms.ValidationError("There is nobody with this number, address or id.")
        return person

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        amount, currency = cleaned.get("amount"), str(cleaned.get("currency", "")).upper()
        if isinstance(amount, Decimal) and currency:
            try:
                cleaned["money"] = Money(amount, currency)
            except DomainError as error:
                self.add_error("amount", error.detail)
            else:
                if amount <= 0:
                    self.add_error("amount", "It must be more than zero.")
        return cleaned


class AskAdjustmentPage(SitePage):
    """The form, and where it leads: to what was asked for."""

    template_name = "admin/operations/ask_adjustment.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        named = {name: request.GET[name] for name in ("person", "currency") if request.GET.get(name)}
        return self.show(request, form=AdjustmentForm(initial=named))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = AdjustmentForm(request.POST)
        if not form.is_valid():
            return self.show(request, form=form)
        given = form.cleaned_data
        try:
            approval = services.request_adjustment(
                person_id=given["person"].id,
                amount=given["money"],
                **{name: given[name] for name in ("way", "against", "note", "why")},
                **by_maker(request),
            )
        except DomainError as error:
            form.add_error(None, words_of(error))
            return self.show(request, form=form)
        messages.success(request, f"Asked for: {approval.summary}. It is done once somebody else has approved it.")
        may_look = request.user.has_perm("approvals.view_approval")
        there = reverse("admin:approvals_approval_change", args=[approval.pk]) if may_look else reverse("admin:index")
        return HttpResponseRedirect(there)
