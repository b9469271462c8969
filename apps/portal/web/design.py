"""The living page of the design system: every component as pages use it, with made-up people and sums."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from apps.accounts.web.proofs import ConfirmForm
from apps.core import clock
from apps.core.money import decimal_string
from apps.core.web import fields
from apps.core.web.forms import WebForm

_FRAMES = {"app": "ui/app.html", "desk": "ui/desk.html", "public": "ui/public.html"}
_PAYMENTS: list[dict[str, Any]] = [
    {"name": "Amina Otieno", "direction": "in", "total": "1250.00", "state": "COMPLETED", "note": "", "hours": 2},
    {"name": "Café Ündlein", "direction": "out", "total": "18.40", "state": "COMPLETED", "note": "Lunch", "hours": 5},
    {"name": "City Power", "direction": "out", "total": "64.00", "state": "PENDING", "note": "", "hours": 20},
    {"name": "محمد السيد", "direction": "out", "total": "320.00", "state": "HELD", "note": "إيجار", "hours": 27},
    {
        "name": "Jean-Baptiste Mukendi",
        "direction": "out",
        "total": "5.00",
        "state": "DECLINED",
        "note": "",
        "hours": 80,
    },
]


class SampleForm(WebForm):
    """One field of each kind."""

    name = forms.CharField(max_length=60, label=gettext_lazy("Name"))
    number = fields.MsisdnField(label=gettext_lazy("Phone number"), help_text=gettext_lazy("With its country code."))
    amount = fields.AmountField(label=gettext_lazy("Amount"), currency="USD")
    password = fields.PasswordField(label=gettext_lazy("Password"))
    code = fields.CodeField(label=gettext_lazy("Code"))
    wallet = forms.ChoiceField(
        label=gettext_lazy("From"), widget=fields.SelectInput, choices=[("USD", "USD"), ("KWD", "KWD"), ("JPY", "JPY")]
    )
    speed = forms.ChoiceField(
        label=gettext_lazy("When"),
        widget=fields.ChoiceCards,
        choices=[("now", gettext_lazy("Now")), ("later", gettext_lazy("On another day"))],
        initial="now",
    )
    day = forms.DateField(required=False, label=gettext_lazy("Day"), widget=fields.DateInput)
    note = forms.CharField(required=False, label=gettext_lazy("Note"), widget=fields.TextArea)
    find = forms.CharField(required=False, label=gettext_lazy("Search"), widget=fields.SearchInput)
    is_kept = forms.BooleanField(
        required=False,
        label=gettext_lazy("Keep this person"),
        help_text=gettext_lazy("You find them first next time."),
        widget=fields.SwitchInput,
        initial=True,
    )
    picture = forms.FileField(required=False, label=gettext_lazy("Photograph"), widget=fields.FileInput)


def _wrong_form() -> SampleForm:
    form = SampleForm({"name": "", "number": "12", "amount": "12.5.0", "speed": "later"}, prefix="wrong")
    form.is_valid()
    return form


def _payments() -> list[dict[str, Any]]:
    """Payments as the API answers them, as far as ui/row_payment.html reads them."""
    return [
        {
            **{key: one[key] for key in ("direction", "total", "state", "note")},
            "currency": "USD",
            "payer": {"name": one["name"]},
            "payee": {"name": one["name"]},
            "created_at": clock.now() - timedelta(hours=one["hours"]),
            "url": "#lists",
        }
        for one in _PAYMENTS
    ]


def _chart() -> dict[str, Any]:
    """A fortnight of takings."""
    sums = (410, 388, 520, 610, 702, 350, 0, 455, 470, 498, 655, 811, 402, 120)
    return {
        "kind": "bars",
        "labels": [str(day) for day in range(7, 21)],
        "currency": "USD",
        "series": [{"name": _("Takings"), "values": [decimal_string(Decimal(one), "USD") for one in sums]}],
    }


def _desk() -> dict[str, Any]:
    entries = [
        ("hand-coins", _("Cash in"), True),
        ("banknote", _("Cash out"), False),
        ("user-plus", _("Register"), False),
        ("clipboard-list", _("Shift"), False),
    ]
    return {
        "desk_where": "Corner Shop, Moi Avenue",
        "desk_who": "Grace Wanjiru",
        "desk_nav": [{"url": "#", "icon": icon, "label": label, "current": now} for icon, label, now in entries],
    }


def design(request: HttpRequest) -> HttpResponse:
    """Every component in one of the frames: ?frame=app, desk, public or message."""
    frame = request.GET.get("frame", "app")
    if frame == "message":
        message = {
            "icon": "search-x",
            "heading": _("Not here"),
            "sentence": _("The address may be mistyped, or what stood here is gone."),
            "actions": [("?frame=app", _("To the start page"), "primary"), ("?frame=desk", _("Help"), "quiet")],
        }
        return render(request, "ui/message.html", message)
    context: dict[str, Any] = {
        "frame": _FRAMES.get(frame, _FRAMES["app"]),
        "is_app": frame not in {"desk", "public"},
        "tab": "home",
        "person": "Amina Otieno",
        "width": "app-wide",
        "shell": {"unread": 3, "is_at_till": True},
        "form": SampleForm(),
        "wrong": _wrong_form(),
        "big": SampleForm(prefix="big"),
        "confirm": ConfirmForm(initial={"key": "web-sample"}),
        "step_up": {"sent_to": "+254 7•• ••• 678", "expires_in": 300},
        "payments": _payments(),
        "chart": _chart(),
        "code_text": "gopay://pay/sample",
        "soon": clock.now() + timedelta(minutes=4),
        **_desk(),
    }
    return render(request, "portal/design.html", context)
