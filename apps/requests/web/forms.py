"""What people fill in to ask for money."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.core.web.fields import AmountField, ChoiceCards, SwitchInput, money_of
from apps.core.web.forms import WebForm
from apps.requests.models import MAX_PEOPLE
from apps.transactions.people import Known
from apps.transactions.web.forms import MAX_NOTE, Line, MoneyForm, exact_input

_MAX_NAME = 254


class AskForm(MoneyForm):
    """Who is asked, for how much, and what for.

    People are chosen among those one knows, or named: a line for each, and a button for another line.
    """

    person = forms.MultipleChoiceField(
        required=False, widget=forms.CheckboxSelectMultiple, label=_lazy("People you know")
    )
    note = Line(max_length=MAX_NOTE, required=False, label=_lazy("What for"))

    def __init__(
        self,
        data: QueryDict | None = None,
        *,
        known: Sequence[Known],
        currencies: Sequence[str],
        lines: int = 0,
        **options: Any,
    ) -> None:
        super().__init__(data, currencies=currencies, **options)
        self.known = {str(one.id): one.name for one in known}
        self.fields["person"].choices = list(self.known.items())  # type: ignore[attr-defined]
        self.lines = [f"to_{number}" for number in range(lines or self._count_of_lines())]
        for name in self.lines:
            self.fields[name] = forms.CharField(
                required=False,
                max_length=_MAX_NAME,
                label=_lazy("Phone number, e-mail address or @handle"),
                widget=exact_input(),
            )

    def _count_of_lines(self) -> int:
        given = sum(1 for name in self.data if name.startswith("to_"))
        return min(max(given, 1) + ("more" in self.data), MAX_PEOPLE)

    @property
    def to_fields(self) -> list[forms.BoundField]:
        """The lines for names."""
        return [self[name] for name in self.lines]

    @property
    def can_grow(self) -> bool:
        return len(self.lines) < MAX_PEOPLE

    def named(self) -> list[tuple[str, str]]:
        """The lines that were filled in: field and text."""
        return [(name, self.cleaned_data[name]) for name in self.lines if self.cleaned_data.get(name)]

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        count = len(given.get("person") or []) + len(self.named())
        if not count and not self.errors:
            self.add_error(self.lines[0], forms.ValidationError(_("Say who is to pay."), code="required"))
        if count > MAX_PEOPLE:
            sentence = _("You can ask %(count)s people at one time.") % {"count": MAX_PEOPLE}
            self.add_error("person", forms.ValidationError(sentence, code="too_many"))
        return super().clean()


class SplitForm(AskForm):
    """The same for a bill that several share."""

    how = forms.ChoiceField(
        label=_lazy("How it is shared"),
        widget=ChoiceCards,
        choices=[("equally", _lazy("Everybody the same")), ("amounts", _lazy("I say who pays how much"))],
        initial="equally",
    )
    with_me = forms.BooleanField(
        required=False, initial=True, widget=SwitchInput, label=_lazy("I pay a share of it myself")
    )


class SharesForm(WebForm):
    """How much each one pays."""

    def __init__(self, data: QueryDict | None = None, *, people: Sequence[dict[str, str]], currency: str) -> None:
        super().__init__(data)
        self.currency = currency
        self.names = [f"share_{number}" for number in range(len(people))]
        for name, person in zip(self.names, people, strict=True):
            self.fields[name] = AmountField(label=person["name"], currency=currency)

    @property
    def shares(self) -> list[Decimal]:
        """The amounts in the order of the people, of a form that is valid."""
        return [self.cleaned_data[name] for name in self.names]

    def clean(self) -> dict[str, Any]:
        for name in self.names:
            if self.cleaned_data.get(name):
                money_of(self.cleaned_data[name], self.currency, self, name)
        return self.cleaned_data
