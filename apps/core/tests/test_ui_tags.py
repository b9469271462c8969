"""Amounts, times and icons as pages show them; nothing here needs a database."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.utils import timezone, translation

from apps.core import money as core_money
from apps.core.templatetags import ui
from apps.core.web import fields

NOON = datetime(2026, 11, 21, 12, 0, tzinfo=UTC)
# A non-breaking space: French parts thousands with it.
NBSP = "\N{NO-BREAK SPACE}"


@pytest.fixture
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is noon, in UTC."""
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOON)


def shown(source: str, **context: Any) -> str:
    return Template("{% load ui %}" + source).render(Context(context))


class SampleForm(forms.Form):
    amount = fields.AmountField(currency="KWD", help_text="At most 100.")
    pin = fields.PinField(label="PIN")
    wallet = forms.ChoiceField(choices=[("a", "First"), ("b", "Second")], widget=fields.ChoiceCards)
    token = forms.CharField(widget=forms.HiddenInput, required=False)


@pytest.mark.parametrize(
    ("language", "expected"),
    [
        ("en", "1,234,567.50 USD"),
        ("sw", "1,234,567.50 USD"),
        ("fr", f"1{NBSP}234{NBSP}567,50 USD"),
        ("ar", "1.234.567,50 USD"),
    ],
)
def test_an_amount_is_written_as_the_language_writes_it(language: str, expected: str) -> None:
    with translation.override(language):
        assert shown("{% money amount 'USD' %}", amount=Decimal("1234567.5")) == f'<bdi class="money">{expected}</bdi>'


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        (Decimal("999999999999999.99"), "USD", "999,999,999,999,999.99 USD"),
        (Decimal("900719925474099.3"), "USD", "900,719,925,474,099.30 USD"),
        (Decimal("1234567.0000"), "JPY", "1,234,567 JPY"),
        (Decimal("0.001"), "KWD", "0.001 KWD"),
        (Decimal("1E+3"), "KWD", "1,000.000 KWD"),
        ("12.50", "USD", "12.50 USD"),
        (7, "JPY", "7 JPY"),
        (Decimal("-0.00"), "USD", "0.00 USD"),
        (Decimal("-1500.5"), "USD", "\N{MINUS SIGN}1,500.50 USD"),
    ],
)
def test_every_digit_and_the_currencys_own_decimals(amount: object, currency: str, expected: str) -> None:
    assert ui.money_text(amount, currency) == expected


@pytest.mark.parametrize("amount", [12.5, Decimal("0.001"), "1e", True, Decimal("NaN")])
def test_what_is_no_exact_amount_is_refused(amount: object) -> None:
    with pytest.raises(core_money.InvalidMoney):
        ui.money_text(amount, "USD")


@pytest.mark.parametrize(
    ("amount", "sign", "expected"),
    [
        ("5.00", True, "+5.00 USD"),
        ("-5.00", True, "\N{MINUS SIGN}5.00 USD"),
        ("0.00", True, "0.00 USD"),
        ("5.00", "in", "+5.00 USD"),
        ("5.00", "out", "\N{MINUS SIGN}5.00 USD"),
    ],
)
def test_signs(amount: str, sign: bool | str, expected: str) -> None:
    assert ui.money_text(amount, "USD", sign=sign) == expected


def test_nothing_is_shown_of_no_amount_and_no_moment() -> None:
    assert shown("{% money nothing 'USD' %}{% when nothing %}{% day nothing %}", nothing=None) == ""


def test_an_icon_of_the_sprite() -> None:
    drawn = shown('{% icon "send" size=20 cls="quiet" %}')
    assert drawn.startswith('<svg class="icon flip-rtl quiet" width="20" height="20" aria-hidden="true"')
    assert "ui/icons.svg#send" in drawn


def test_an_icon_that_is_not_in_the_sprite_is_a_mistake_to_be_seen_at_once() -> None:
    with pytest.raises(ui.UnknownIcon, match="no-such-thing"):
        shown('{% icon "no-such-thing" %}')


def test_whatever_the_customer_never_sees_that_mistake(settings: Any) -> None:
    settings.ENVIRONMENT = "production"
    assert "#no-such-thing" in shown('{% icon "no-such-thing" %}')


@pytest.mark.usefixtures("noon")
@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (datetime(2026, 11, 21, 9, 5, tzinfo=UTC), "Today, 09:05"),
        ("2026-11-20T23:59:00Z", "Yesterday, 23:59"),
        (datetime(2026, 11, 3, 9, 10, tzinfo=UTC), "3 Nov 2026, 09:10"),
    ],
)
def test_when(at: object, expected: str) -> None:
    assert f">{expected}</time>" in shown("{% when at %}", at=at)


@pytest.mark.usefixtures("noon")
def test_when_is_in_the_persons_own_zone() -> None:
    at = datetime(2026, 11, 20, 22, 30, tzinfo=UTC)
    with timezone.override("Africa/Nairobi"):
        assert shown("{% when at %}", at=at) == '<time datetime="2026-11-21T01:30:00+03:00">Today, 01:30</time>'
        assert shown("{% day at %}", at=at) == '<time datetime="2026-11-21">Today</time>'


@pytest.mark.usefixtures("noon")
def test_a_day() -> None:
    assert shown("{% day on %}", on="2026-11-03") == '<time datetime="2026-11-03">3 Nov 2026</time>'


@pytest.mark.parametrize(
    ("name", "initials"),
    [
        ("Amina Otieno", "AO"),
        ("amina", "A"),
        ("Jean-Baptiste de Mukendi", "JM"),
        ("أمينة محمد", "أ"),
        ("", "?"),
        ("<b>", "?"),
    ],
)
def test_initials(name: str, initials: str) -> None:
    assert f">{initials}</span>" in shown("{% avatar name %}", name=name)


def test_a_names_tint_stays() -> None:
    assert shown("{% avatar 'Amina' %}") == shown("{% avatar 'AMINA' %}")


def test_a_field_ties_label_hint_and_errors_to_its_control() -> None:
    form = SampleForm({"amount": "1.2.3"})
    drawn = shown("{% field form.amount %}", form=form)
    assert '<label class="field-label" for="id_amount">' in drawn
    assert 'aria-describedby="id_amount-hint id_amount-error"' in drawn
    assert 'id="id_amount-hint"' in drawn
    assert 'id="id_amount-error"' in drawn
    assert 'aria-invalid="true"' in drawn


def test_a_field_for_money_tells_the_script_how_the_page_writes_amounts() -> None:
    with translation.override("fr"):
        drawn = shown("{% field form.amount %}", form=SampleForm())
    assert 'data-decimals="3"' in drawn
    assert 'data-mark=","' in drawn
    assert f'data-group="{NBSP}"' in drawn
    assert ">KWD</span>" in drawn


def test_a_secret_is_never_put_back_into_a_page() -> None:
    assert "4321" not in shown("{% field form.pin %}", form=SampleForm({"pin": "4321"}))


def test_choices_are_a_group_with_a_name() -> None:
    drawn = shown("{% field form.wallet %}", form=SampleForm())
    assert "<legend" in drawn
    assert drawn.count('type="radio"') == 2


def test_a_hidden_field_is_nothing_else() -> None:
    assert shown("{% field form.token %}", form=SampleForm()) == '<input type="hidden" name="token" id="id_token">'


def test_a_qr_code_is_drawn_into_the_page_and_says_what_it_is() -> None:
    drawn = shown("{% qr text 'Pay Amina' %}", text="gopay://pay/<x>")
    assert 'role="img" aria-label="Pay Amina"' in drawn
    assert "<x>" not in drawn
    assert "style=" not in drawn
