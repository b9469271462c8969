"""Which days the dashboard is about, in which currency, and with which days before they are compared."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, ClassVar

from django import forms
from django.conf import settings
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core.admin_base import date_text
from apps.core.days_form import DaysForm, midnight
from apps.reports.figures import Stretch
from apps.reports.models import Grain

_HOUR, _DAY = timedelta(hours=1), timedelta(days=1)
# Name -> how many days, this one counted.
PRESETS = {"today": 1, "7": 7, "30": 30, "90": 90}
_CUSTOM = "custom"
_LONGEST = 3_660
# Beyond so many points a chart is wider than a phone can show: then they are longer ones.
_MOST_HOURS, _MOST_DAYS = 2, 92


@dataclass(frozen=True, slots=True)
class Range:
    """From the first day to the last one, both counted, in UTC. `now` is when somebody looks."""

    name: str
    first: date
    last: date
    currency: str
    now: datetime

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    @property
    def is_going_on(self) -> bool:
        return midnight(self.last + _DAY) > self.now

    @property
    def shown(self) -> Stretch:
        """All of it, up to now."""
        end = self.now.replace(minute=0, second=0, microsecond=0) + _HOUR if self.is_going_on else self._end
        return Stretch(midnight(self.first), end)

    @property
    def compared(self) -> Stretch:
        """Its full hours: what is going on cannot be compared with what is over."""
        end = self.now.replace(minute=0, second=0, microsecond=0) if self.is_going_on else self._end
        return Stretch(midnight(self.first), end)

    @property
    def previous(self) -> Stretch:
        """As many hours of as many days, just before."""
        back = self.days * _DAY
        return Stretch(self.compared.since - back, self.compared.before - back)

    @property
    def can_be_compared(self) -> bool:
        return self.compared.length > timedelta(0)

    @property
    def previous_title(self) -> str:
        return "the day before" if self.days == 1 else f"the {self.days:,} days before"

    @property
    def title(self) -> str:
        if self.name != _CUSTOM:
            return "Today" if self.days == 1 else f"The past {self.days} days"
        return date_text(self.first) if self.days == 1 else f"{date_text(self.first)} to {date_text(self.last)}"

    @property
    def grain(self) -> Grain:
        """How long each point of a chart is."""
        return Grain.HOUR if self.days <= _MOST_HOURS else Grain.DAY if self.days <= _MOST_DAYS else Grain.MONTH

    @property
    def moments(self) -> list[datetime]:
        """When each point of a chart begins."""
        found, at = [], self.shown.since
        if self.grain == Grain.MONTH:
            at = at.replace(day=1)
        while at < self.shown.before:
            found.append(at)
            if self.grain == Grain.MONTH:
                at = (at.replace(day=28) + 4 * _DAY).replace(day=1)
            else:
                at += _HOUR if self.grain == Grain.HOUR else _DAY
        return found

    @property
    def points(self) -> Stretch:
        """What the chart's points cover: of months the whole ones."""
        return Stretch(self.moments[0], self.shown.before)

    def label(self, moment: datetime) -> str:
        """What a chart calls one of its points."""
        if self.grain == Grain.MONTH:
            return f"{moment:%b %Y}"
        if self.grain == Grain.DAY:
            return f"{moment.day} {moment:%b}"
        return f"{moment:%H:%M}" if self.days == 1 else f"{moment.day} {moment:%b %H:%M}"

    @property
    def link(self) -> dict[str, str]:
        """What narrows a list to these days."""
        return {DaysForm.FROM: self.first.isoformat(), DaysForm.TO: self.last.isoformat()}

    @property
    def _end(self) -> datetime:
        return midnight(self.last + _DAY)


class RangeForm(DaysForm):
    """Reads the range out of the address. What makes no sense is said, and the range is today then."""

    RANGE: ClassVar[str] = "range"

    def __init__(self, *args: Any, now: datetime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.now = now
        self.today = now.date()
        names = {name: name for name in (*PRESETS, _CUSTOM)}
        self.fields[self.RANGE] = forms.ChoiceField(
            choices=list(names.items()),
            required=False,
            error_messages={"invalid_choice": f"There is no such range; there are {', '.join(names)}."},
        )
        currencies = list(dict.fromkeys([settings.BASE_CURRENCY, *settings.WALLET_CURRENCIES]))
        self.fields["currency"] = forms.ChoiceField(
            choices=[(code, code) for code in currencies],
            required=False,
            widget=UnfoldAdminSelectWidget(),
            error_messages={"invalid_choice": f"There is no such currency here; there are {', '.join(currencies)}."},
        )
        self.has_currencies = len(currencies) > 1

    def clean(self) -> dict[str, Any]:
        given = super().clean()
        first, last = given.get(self.FROM), given.get(self.TO)
        if self._wants_days(given):
            if first is None and self.FROM not in self.errors:
                self.add_error(None, "Say from which day on.")
            for day in (first, last):
                if day and day > self.today:
                    self.add_error(None, "There are no figures of days to come.")
                    break
            if first and ((last or self.today) - first).days >= _LONGEST:
                self.add_error(None, "Ten years at most.")
        return given

    def _wants_days(self, given: dict[str, Any]) -> bool:
        name = given.get(self.RANGE)
        return name == _CUSTOM or (not name and bool(given.get(self.FROM) or given.get(self.TO)))

    def read(self) -> Range:
        """The range that was asked for, or today."""
        is_right = self.is_valid()
        given = self.cleaned_data
        currency = given.get("currency") or settings.BASE_CURRENCY
        if is_right and self._wants_days(given):
            last = given.get(self.TO) or self.today
            return Range(_CUSTOM, given[self.FROM], last, currency, self.now)
        name = (is_right and given.get(self.RANGE)) or "today"
        return Range(name, self.today - (PRESETS[name] - 1) * _DAY, self.today, currency, self.now)
