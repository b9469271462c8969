"""What the web pages say again and again: icons, amounts, times, fields, codes (`{% load ui %}`)."""

import json
import re
import zlib
from datetime import date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from django import template
from django.conf import settings
from django.forms import BoundField
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.formats import date_format, get_format
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from apps.core import qr_images
from apps.core.money import CURRENCIES, InvalidMoney, Money, minor_units

register = template.Library()

MINUS: Final = "\N{MINUS SIGN}"
_NOTHING: Final = SafeString("")
# How many tints of discs there are in app.css (.tint-0 and on).
_TINTS: Final = 8
# What points along the line of reading points the other way where that runs from right to left.
_POINTING: Final = frozenset(
    {
        *("arrow-left", "arrow-right", "arrow-down-left", "arrow-up-right", "back", "chevron-left", "chevron-right"),
        *("external-link", "forward", "log-in", "log-out", "send", "undo-2"),
    }
)
_SYMBOL: Final = re.compile(r'<symbol id="([a-z0-9-]+)"')


class UnknownIcon(ValueError):
    """The sprite has no such picture: frontend/src/icons.txt names those it is made of."""


@lru_cache(maxsize=1)
def icon_names() -> frozenset[str]:
    """Which pictures static/ui/icons.svg holds."""
    sprite = Path(settings.BASE_DIR) / "static" / "ui" / "icons.svg"
    return frozenset(_SYMBOL.findall(sprite.read_text(encoding="utf-8")))


@register.simple_tag
def icon(name: str, size: int = 24, cls: str = "") -> SafeString:
    """A picture of the sprite. It says nothing to a screen reader: the words beside it do."""
    # A misspelt name is found by the first test that shows the page; a customer never sees an error because of it.
    if settings.ENVIRONMENT != "production" and name not in icon_names():
        raise UnknownIcon(f"static/ui/icons.svg has no {name!r}; frontend/src/icons.txt names those it has.")
    return format_html(
        '<svg class="{}" width="{}" height="{}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        " ".join(filter(None, ("icon", "flip-rtl" if name in _POINTING else "", cls))),
        size,
        size,
        static("ui/icons.svg"),
        name,
    )


def _decimal(amount: object) -> Decimal:
    """The amount as the ledger or the API's answers write it. Raises InvalidMoney."""
    if isinstance(amount, Decimal | str) or (isinstance(amount, int) and not isinstance(amount, bool)):
        try:
            return Decimal(amount)
        except InvalidOperation:
            pass
    raise InvalidMoney("An amount is a Decimal, a whole number or a plain decimal string; a float is never money.")


def _marks() -> tuple[str, str]:
    """What parts thousands, and what the decimals, in the language of this page."""
    return str(get_format("THOUSAND_SEPARATOR")), str(get_format("DECIMAL_SEPARATOR"))


def money_text(amount: object, currency: str, *, sign: bool | str = False) -> str:
    """`1,234.50 USD` as the page's language writes it: every digit, and as many decimals as the currency has.

    Raises InvalidMoney where it would have to round, and InvalidCurrency.
    """
    return f"{_digits(amount, currency, sign=sign)} {currency}"


def _digits(amount: object, currency: str, *, sign: bool | str) -> str:
    exact = Money(_decimal(amount), currency).amount
    if sign == "out":
        exact = -abs(exact)
    thousands, mark = _marks()
    digits = f"{abs(exact):,f}".translate({ord(","): thousands, ord("."): mark})
    if exact < 0:
        return MINUS + digits
    return f"+{digits}" if sign and exact else digits


@register.simple_tag
def decimal_mark() -> str:
    """What parts the decimals off, in the language of this page."""
    return _marks()[1]


@register.simple_tag
def money(amount: object, currency: str, sign: bool | str = False, big: bool = False) -> SafeString:
    """An amount. `sign` puts + or − before it: True by what it is, "in" and "out" by which way the money went.

    `big` makes the currency smaller than the digits, for balances.
    """
    if amount in (None, ""):
        return _NOTHING
    digits = _digits(amount, currency, sign=sign)
    if big:
        return format_html('<bdi class="money">{} <span class="money-currency">{}</span></bdi>', digits, currency)
    return format_html('<bdi class="money">{} {}</bdi>', digits, currency)


def _moment(at: object) -> datetime | None:
    """A moment as the database or the API's answers write it."""
    if isinstance(at, str):
        at = parse_datetime(at)
    if not isinstance(at, datetime):
        return None
    return timezone.localtime(at) if timezone.is_aware(at) else timezone.make_aware(at)


def _day_words(on: date) -> str:
    today = timezone.localdate()
    if on == today:
        return _("Today")
    if on == today - timedelta(days=1):
        return _("Yesterday")
    return date_format(on, "j M Y")


@register.simple_tag
def when(at: object) -> SafeString:
    """When it was, in the person's own time zone: `Today, 14:05`, `3 Nov 2026, 09:10`."""
    moment = _moment(at)
    if moment is None:
        return _NOTHING
    words = _("%(day)s, %(time)s") % {"day": _day_words(moment.date()), "time": date_format(moment, "H:i")}
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(timespec="seconds"), words)


@register.simple_tag
def day(on: object) -> SafeString:
    """Which day it was: `Today`, `Yesterday`, `3 Nov 2026`. A moment is taken in the person's own time zone."""
    moment = _moment(on)
    if moment is not None:
        on = moment.date()
    elif isinstance(on, str):
        on = parse_date(on)
    if not isinstance(on, date):
        return _NOTHING
    return format_html('<time datetime="{}">{}</time>', on.isoformat(), _day_words(on))


def _initials(name: str) -> str:
    words = [word for word in name.split() if word[0].isalnum()]
    if not words:
        return "?"
    first = words[0][0].upper()
    # Letters that have no capitals (Arabic, Hindi) would join or look like a word.
    return first + words[-1][0].upper() if len(words) > 1 and first.isupper() else first


@register.simple_tag
def chart_rows(data: dict[str, Any]) -> list[dict[str, Any]]:
    """What ui/chart.html draws, as the rows of a table."""
    currency = data.get("currency", "")
    columns = [series["values"] for series in data["series"]]
    return [
        {"label": label, "cells": [money_text(value, currency) if currency else value for value in values]}
        for label, *values in zip(data["labels"], *columns, strict=True)
    ]


@register.simple_tag
def avatar(name: str, size: str = "") -> SafeString:
    """Initials on a disc whose tint stays the same for the same name; `size="lg"` is the larger one."""
    tint = zlib.crc32(name.casefold().encode()) % _TINTS
    cls = f"avatar tint-{tint}" + (f" avatar-{size}" if size else "")
    return format_html('<span class="{}" aria-hidden="true">{}</span>', cls, _initials(name))


@register.simple_tag
def qr(text: str, label: str = "") -> SafeString:
    """The text as a QR code, drawn into the page."""
    drawn = qr_images.svg(text).decode().strip()
    name = format_html('<svg role="img" aria-label="{}" ', label or _("QR code"))
    # segno's own drawing: digits and commands of lines, nothing of what was encoded.
    return SafeString(f'<div class="qr">{drawn.replace("<svg ", name, 1)}</div>')  # nosec B703


def _money_attributes(currency: str, currency_from: str) -> dict[str, str]:
    """What the script needs to group digits as they are typed; the server reads the plain number all the same."""
    thousands, mark = _marks()
    attributes = {"data-money": "", "data-group": thousands, "data-mark": mark, "inputmode": "decimal"}
    if currency:
        attributes |= {"data-currency": currency, "data-decimals": str(minor_units(currency))}
    if currency_from:
        # The currency is chosen beside it, so how many decimals it takes changes with the choice.
        unusual = {code: units for code, units in CURRENCIES.items() if units != 2}
        attributes |= {"data-currency-from": currency_from, "data-decimals-by": json.dumps(unusual)}
    return attributes | {"autocomplete": "off", "dir": "ltr"}


_ATTRIBUTES: Final[dict[str, dict[str, str]]] = {
    "pin": {"inputmode": "numeric", "autocomplete": "off", "dir": "ltr"},
    "code": {"inputmode": "numeric", "autocomplete": "one-time-code", "dir": "ltr"},
    "msisdn": {"inputmode": "tel", "autocomplete": "tel", "dir": "ltr"},
    "search": {"autocomplete": "off", "enterkeyhint": "search"},
}


def _is_optional(bound: BoundField, kind: str) -> bool:
    """Whether it is said of a field that it may be left out. A code's field is there only when a code is wanted."""
    says_so = getattr(bound.form, "says_optional", True)
    return says_so and not bound.field.required and kind not in {"code", "pin", "switch"}


@register.simple_tag
def field(bound: BoundField, label: str | None = None, hint: str | None = None, **given: Any) -> SafeString:
    """One field of a form: label, hint, control, errors, and which of them belongs to which.

    `label` and `hint` replace the field's own. `currency` (its code) or `currency_from` (the id of the control that
    chooses it) belong to a field for money, `big` makes it the page's largest thing; whatever else is given becomes an
    attribute of the control, `data_` for `data-`.
    """
    widget = bound.field.widget
    kind = "hidden" if bound.is_hidden else getattr(widget, "ui", "text")
    if kind == "hidden":
        return bound.as_widget()
    currency = given.pop("currency", "") or getattr(widget, "currency", "") or widget.attrs.get("data-currency", "")
    currency_from = given.pop("currency_from", "")
    big = bool(given.pop("big", False))
    hint = str(bound.help_text if hint is None else hint)
    control_id = str(given.pop("id", bound.auto_id))
    described = [f"{control_id}-hint"] if hint else []
    described += [f"{control_id}-error"] if bound.errors else []
    classes = ("control", "code-input" if kind == "code" else "", widget.attrs.get("class", ""))
    attributes: dict[str, Any] = {"id": control_id, "class": " ".join(filter(None, classes))}
    # What the form itself says of its control goes before what is usual for its kind.
    usual = _money_attributes(currency, currency_from) if kind == "money" else _ATTRIBUTES.get(kind, {})
    attributes |= {name: value for name, value in usual.items() if name not in widget.attrs}
    if big:
        attributes["placeholder"] = "0"
    if described:
        attributes["aria-describedby"] = " ".join(described)
    attributes |= {name.replace("_", "-"): value for name, value in given.items()}
    context = {
        "field": bound,
        "kind": kind,
        "label": str(bound.label if label is None else label),
        "hint": hint,
        "id": control_id,
        "control": bound.as_widget(attrs=attributes),
        "currency": currency,
        "big": big,
        "is_optional": _is_optional(bound, kind),
    }
    return render_to_string("ui/field.html", context)
