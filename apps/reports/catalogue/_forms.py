"""What reports ask for: periods, days, currencies, each read strictly, as an operator types it or a schedule keeps it.

A form is bound twice: when somebody asks, and again, with what was kept, when the report is made. Both times `now` is
the moment it was asked for, so that yesterday stays the day before that. What it comes to stands in `cleaned_data`:
`since` and `before` are moments, whatever way the period was named. Days are those of settings.LIMITS_TIME_ZONE, in
which the platform does its business.
"""

import re
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.conf import settings
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget, UnfoldBooleanSwitchWidget

from apps.core.money import CURRENCIES
from apps.transactions.kinds import KINDS
from apps.transactions.models import State

# A longer period is more than anybody reads, and mostly a typing error.
MAX_DAYS = 1_100
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"[1-9][0-9]{0,3}", re.ASCII)
_FIRST_YEAR = 2000


def business_zone() -> ZoneInfo:
    """Where reports' days begin and end."""
    return ZoneInfo(settings.LIMITS_TIME_ZONE)


def midnight(day: date) -> datetime:
    """When a day begins there."""
    return datetime.combine(day, time.min, business_zone()).astimezone(UTC)


class DayField(forms.CharField):
    """A date such as 2026-03-31, and nothing that a lenient reader might take for one."""

    def __init__(self, **more: Any) -> None:
        attributes = {"placeholder": "2026-03-31", "inputmode": "numeric", "autocomplete": "off"}
        super().__init__(required=False, max_length=10, widget=UnfoldAdminTextInputWidget(attributes), **more)

    def clean(self, value: Any) -> date | None:  # type: ignore[override]
        text = super().clean(value)
        if not text:
            return None
        if _DATE.fullmatch(text):
            try:
                day = date.fromisoformat(text)
            except ValueError:
                pass
            else:
                if day.year >= _FIRST_YEAR:
                    return day
        raise forms.ValidationError("This must be a date such as 2026-03-31.", code="invalid")


class CurrencyField(forms.CharField):
    """An ISO 4217 code, or nothing for all."""

    def __init__(self, *, required: bool = False, **more: Any) -> None:
        attributes = {"placeholder": settings.BASE_CURRENCY, "autocapitalize": "characters", "autocomplete": "off"}
        words = "ISO 4217, such as USD." if required else "ISO 4217, such as USD. Empty: all."
        super().__init__(
            required=required, max_length=3, widget=UnfoldAdminTextInputWidget(attributes), help_text=words, **more
        )

    def clean(self, value: Any) -> str:
        text = str(super().clean(value) or "").upper()
        if text and text not in CURRENCIES:
            raise forms.ValidationError("This is no ISO 4217 code of a currency in use.", code="invalid")
        return text


class WholeNumberField(forms.CharField):
    """A plain whole number: no sign, no exponent, no digits of another script."""

    def __init__(self, *, least: int, most: int, **more: Any) -> None:
        self.least, self.most = least, most
        super().__init__(max_length=4, widget=UnfoldAdminTextInputWidget({"inputmode": "numeric"}), **more)

    def clean(self, value: Any) -> int:  # type: ignore[override]
        text = super().clean(value)
        if not _NUMBER.fullmatch(str(text)) or not self.least <= int(text) <= self.most:
            raise forms.ValidationError(
                f"This must be a whole number from {self.least} to {self.most}.", code="invalid"
            )
        return int(text)


def choice(label: str, choices: Iterable[tuple[str, str]], **more: Any) -> forms.ChoiceField:
    """One of these; `required=False` when the first of them is empty."""
    return forms.ChoiceField(label=label, choices=list(choices), widget=UnfoldAdminSelectWidget, **more)


def switch(label: str, help_text: str = "") -> forms.BooleanField:
    """Yes or no."""
    return forms.BooleanField(label=label, required=False, widget=UnfoldBooleanSwitchWidget, help_text=help_text)


def kind_choices() -> list[tuple[str, str]]:
    """The kinds of payment, all of them first."""
    return [("", "All kinds"), *((code, str(kind.label)) for code, kind in sorted(KINDS.items()))]


def state_choices() -> list[tuple[str, str]]:
    """The states of payments, all of them first."""
    return [("", "All states"), *((value, label.partition(":")[0]) for value, label in State.choices)]


class ReportForm(forms.Form):
    """What every report's form has. `for_schedule` refuses fixed dates: a schedule's are relative to its day."""

    def __init__(self, *given: Any, now: datetime, for_schedule: bool = False, **more: Any) -> None:
        self.now, self.for_schedule = now, for_schedule
        super().__init__(*given, **more)
        if for_schedule:
            self._without_fixed_dates()

    def _without_fixed_dates(self) -> None:
        """What is made again and again would say the same each time."""
        for name in ("first", "last", "day"):
            self.fields.pop(name, None)
        for name, fixed in (("period", "dates"), ("at", "date")):
            chosen = self.fields.get(name)
            if isinstance(chosen, forms.ChoiceField):
                offered: list[tuple[str, str]] = list(chosen.choices)  # type: ignore[arg-type]
                chosen.choices = [one for one in offered if one[0] != fixed]

    @property
    def today(self) -> date:
        return self.now.astimezone(business_zone()).date()

    def kept(self) -> dict[str, Any]:
        """What was asked for, as it is kept and can be bound again."""
        found = {}
        for name in self.fields:
            value = self.cleaned_data.get(name)
            found[name] = value.isoformat() if isinstance(value, date) else str(value) if type(value) is int else value
        return found

    @classmethod
    def describe(cls, parameters: Mapping[str, Any]) -> list[str]:
        """What was asked for, in a few words each, for headings."""
        found = []
        if parameters.get("first_day") is not None:
            first, last = parameters["first_day"], parameters["last_day"]
            found.append(str(first) if first == last else f"{first} to {last}")
        if "at" in parameters and "before" in parameters:
            found.append(parameters["as_of"])
        found += [str(parameters[name]) for name in ("kind", "state", "currency") if parameters.get(name)]
        return found


PERIODS = {
    "yesterday": "Yesterday",
    "last_week": "Last week, Monday to Sunday",
    "last_month": "Last month",
    "this_month": "This month so far",
    "dates": "From one day to another",
}


class PeriodForm(ReportForm):
    """A report about what happened between two days, both included."""

    period = choice("Period", PERIODS.items(), initial="last_month")
    first = DayField(label="From", help_text="When the period is from one day to another.")
    last = DayField(label="To", help_text="It is included.")
    currency = CurrencyField(label="Currency")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return found
        if found["period"] != "dates" and (found.get("first") or found.get("last")):
            self.add_error("period", "With these days the period is “From one day to another”.")
            return found
        days = self._days(found)
        if days is not None:
            first, last = days
            # What has not happened yet is in no report.
            before = min(midnight(last + timedelta(days=1)), self.now)
            found |= {"first_day": first, "last_day": last, "since": midnight(first), "before": before}
        return found

    def _days(self, found: dict[str, Any]) -> tuple[date, date] | None:
        today = self.today
        match found["period"]:
            case "yesterday":
                return today - timedelta(days=1), today - timedelta(days=1)
            case "last_week":
                monday = today - timedelta(days=today.weekday() + 7)
                return monday, monday + timedelta(days=6)
            case "last_month":
                last = today.replace(day=1) - timedelta(days=1)
                return last.replace(day=1), last
            case "this_month":
                return today.replace(day=1), today
        return self._dates(found)

    def _dates(self, found: dict[str, Any]) -> tuple[date, date] | None:
        first, last = found["first"], found["last"]
        for name in ("first", "last"):
            if found[name] is None:
                self.add_error(name, "Say which day.")
        if first is None or last is None:
            return None
        if first > last:
            self.add_error("first", "This must not be after the last day.")
        elif first > self.today or last > self.today:
            self.add_error("last" if first <= self.today else "first", "This day has not come yet.")
        elif (last - first).days >= MAX_DAYS:
            self.add_error("last", f"At most {MAX_DAYS:,} days at a time.")
        else:
            return first, last
        return None


DAYS = {
    "now": "Now",
    "yesterday": "The end of yesterday",
    "last_week": "The end of last week (Sunday)",
    "last_month": "The end of last month",
    "date": "The end of a day",
}


class DayForm(ReportForm):
    """A report about how things stood at one moment: now, or when a day ended."""

    at = choice("As of", DAYS.items(), initial="yesterday")
    day = DayField(label="Day", help_text="When it is as of the end of a day.")
    currency = CurrencyField(label="Currency")

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.errors:
            return found
        if found["at"] != "date" and found.get("day"):
            self.add_error("at", "With this day it is as of “The end of a day”.")
            return found
        if found["at"] == "now":
            found |= {"before": self.now, "as_of": f"as of {self.now:%Y-%m-%d %H:%M} UTC"}
        elif (day := self._day(found)) is not None:
            found |= {"before": midnight(day + timedelta(days=1)), "as_of": f"as of the end of {day}"}
        return found

    def _day(self, found: dict[str, Any]) -> date | None:
        today = self.today
        match found["at"]:
            case "yesterday":
                return today - timedelta(days=1)
            case "last_week":
                return today - timedelta(days=today.weekday() + 1)
            case "last_month":
                return today.replace(day=1) - timedelta(days=1)
        if found["day"] is None:
            self.add_error("day", "Say which day.")
        elif found["day"] >= today:
            self.add_error("day", "This day is not over yet. For how things stand, choose “Now”.")
        else:
            day: date = found["day"]
            return day
        return None
