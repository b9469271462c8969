"""What people fill in on pages, and what they are told of it; nothing here needs a database."""

from decimal import Decimal

import pytest
from django import forms
from django.utils import translation

from apps.core.errors import DomainError, InvalidInput
from apps.core.money import Money
from apps.core.web import fields
from apps.core.web.forms import WebForm


class SampleForm(WebForm):
    amount = fields.AmountField()
    day = fields.DayField(required=False)
    draft = fields.IdField(required=False)
    key = fields.KeyField(length=4, required=False)


def filled(**given: str) -> SampleForm:
    form = SampleForm({"amount": "12.50", **given})
    form.is_valid()
    return form


@pytest.mark.parametrize("amount", ["0", "-1", "1e3", "1_000", "１２", "NaN", "1,5", "0.00001", "9" * 16, "9" * 30, ""])
def test_what_is_no_amount_is_refused(amount: str) -> None:
    """SECURITY 18, on the pages."""
    assert filled(amount=amount).errors.keys() == {"amount"}


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "No more decimals than 2 fit here."), ("fr", "Pas plus de 2 décimales ici.")],
)
def test_too_many_decimals_are_told_in_the_language_of_the_page(language: str, said: str) -> None:
    form = filled(amount="12.505")
    with translation.override(language):
        assert fields.money_of(form.cleaned_data["amount"], "USD", form) is None
        assert form.errors["amount"] == [said]
    assert fields.money_of(Decimal("12.505"), "KWD", form) == Money(Decimal("12.505"), "KWD")


@pytest.mark.parametrize("day", ["1969-12-31", "3000-01-01", "0001-01-01", "9999-12-31", "x", "2026-02-30"])
def test_a_day_on_which_nothing_can_have_happened_is_refused(day: str) -> None:
    assert filled(day=day).errors.keys() == {"day"}


@pytest.mark.parametrize("given", [{"draft": "x"}, {"key": "x"}, {"key": "AAAA"}, {"key": "AAAAAAAA"}])
def test_what_is_wrong_with_a_hidden_field_stands_above_the_form(given: dict[str, str]) -> None:
    form = filled(**given)
    assert form.non_field_errors() == ["This page is out of date. Load it again."]
    assert form.errors.keys() == {"__all__"}


def test_a_refusal_stands_at_the_field_it_names_else_above_the_form() -> None:
    form = filled()
    form.refuse(InvalidInput(errors=[{"field": "amount", "code": "x", "detail": "Less."}]))
    assert form.errors == {"amount": ["Less."]}
    form = filled()
    form.refuse(InvalidInput("This cannot be.", errors=[{"field": "elsewhere", "code": "x", "detail": "Less."}]))
    assert form.non_field_errors() == ["This cannot be."]
    form = filled()
    form.refuse(DomainError("Not now."))
    assert form.non_field_errors() == ["Not now."]


def test_a_form_that_was_never_looked_at_can_say_why_it_is_refused() -> None:
    form = WebForm({})
    form.refuse(DomainError("Not now."))
    assert form.non_field_errors() == ["Not now."]


def test_what_is_secret_is_in_no_page_again() -> None:
    class Secrets(WebForm):
        pin, code, password = fields.PinField(), fields.CodeField(), fields.PasswordField()
        name = forms.CharField()

    page = Secrets({"pin": "4821", "code": "604817", "password": "three grey herons", "name": "Amina"}).as_p()
    assert "Amina" in page
    for secret in ("4821", "604817", "herons"):
        assert secret not in page
