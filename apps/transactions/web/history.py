"""What was paid and received: searched, filtered, a page at a time, and by month."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django import forms
from django.http import HttpRequest, HttpResponse, QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, localize
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.accounts.web.base import WalletView
from apps.core.api.parsing import TextField
from apps.core.money import Money
from apps.core.web.fields import AmountField, ChoiceCards, DayField, SearchInput, SelectInput, StrictField
from apps.core.web.forms import WebForm
from apps.core.web.lists import list_page
from apps.gateways.models import Operation
from apps.transactions import selectors
from apps.transactions.history import HistoryFilter, list_transactions
from apps.transactions.models import Transaction
from apps.transactions.web.charts import months_chart
from apps.transactions.web.rows import payment_row

# What happens to people, in the order in which they would look for it. What moves between desks is not among it.
_KINDS: tuple[tuple[str, str | Promise], ...] = (
    ("", _lazy("Any kind")),
    ("P2P", _lazy("Between people")),
    ("MERCHANT_PAYMENT", _lazy("Paid to a merchant")),
    ("BILL_PAYMENT", _lazy("Bills")),
    ("RECHARGE", _lazy("Recharges")),
    ("DEPOSIT", _lazy("Money added")),
    ("WITHDRAWAL", _lazy("Paid out to a bank or card")),
    ("CASH_IN", _lazy("Cash paid in")),
    ("CASH_OUT", _lazy("Cash paid out")),
    ("CONVERSION", _lazy("Converted")),
    ("REFUND", _lazy("Refunds")),
    ("REVERSAL", _lazy("Reversals")),
    ("DISBURSEMENT", _lazy("Salaries and other payouts")),
    ("MERCHANT_PAYOUT", _lazy("From a business of mine")),
    ("PROMOTION", _lazy("Promotions")),
    ("ADJUSTMENT", _lazy("Corrections")),
)
_STATES: tuple[tuple[str, str | Promise], ...] = (
    ("", _lazy("Any state")),
    ("COMPLETED", _lazy("Done")),
    ("PENDING", _lazy("On its way")),
    ("UNKNOWN", _lazy("Not confirmed yet")),
    ("HELD", _lazy("On hold")),
    ("RETURNED", _lazy("Returned")),
    ("FAILED", _lazy("Failed")),
    ("DECLINED", _lazy("Declined")),
)
_DIRECTIONS: tuple[tuple[str, str | Promise], ...] = (
    ("", _lazy("All")),
    ("in", _lazy("In")),
    ("out", _lazy("Out")),
)
_LONGEST_TEXT = 100


class _Text(StrictField):
    """What to look for."""

    reads = TextField(max_length=_LONGEST_TEXT)
    default_error_messages = {"invalid": _lazy("This must be text, without hidden signs.")}


class ActivityForm(WebForm):
    """The filters of the list, by the names that the API gives them."""

    says_optional = False

    q = _Text(
        max_length=_LONGEST_TEXT,
        required=False,
        label=_lazy("Search"),
        widget=SearchInput(attrs={"placeholder": _lazy("Name, note or reference")}),
    )
    direction = forms.ChoiceField(choices=_DIRECTIONS, required=False, label=_lazy("Direction"), widget=ChoiceCards)
    kind = forms.ChoiceField(choices=_KINDS, required=False, label=_lazy("Kind"), widget=SelectInput)
    state = forms.ChoiceField(choices=_STATES, required=False, label=_lazy("State"), widget=SelectInput)
    min = AmountField(required=False, label=_lazy("From amount"))
    max = AmountField(required=False, label=_lazy("Up to amount"))

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        # `from` is a word of Python's.
        self.fields["from"] = DayField(required=False, label=_lazy("From day"))
        self.fields["to"] = DayField(required=False, label=_lazy("Up to day"))

    def clean(self) -> dict[str, Any]:
        given = self.cleaned_data
        if given.get("from") and given.get("to") and given["from"] > given["to"]:
            self.add_error("to", forms.ValidationError(_("This day is before the other one."), code="after_to"))
        if given.get("min") and given.get("max") and given["min"] > given["max"]:
            self.add_error("max", forms.ValidationError(_("This is less than the other amount."), code="after_to"))
        return given

    def matching(self) -> HistoryFilter:
        """What to keep, of a form that is valid. Days are those of the person."""
        given = self.cleaned_data
        return HistoryFilter(
            kind=given["kind"] or None,
            state=given["state"] or None,
            direction=given["direction"] or None,
            since=_begin_of(given["from"]),
            before=_begin_of(given["to"] + timedelta(days=1)) if given["to"] else None,
            minimum=given["min"],
            maximum=given["max"],
            text=given["q"] or None,
        )


@dataclass(frozen=True, slots=True)
class Chip:
    """A filter that is on, and where the list is without it."""

    text: str
    url: str


class ActivityView(WalletView):
    """The list. Unless something is looked for, the months stand above it."""

    tab = "activity"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ActivityForm(request.GET)
        if not form.is_valid():
            return self.render("transactions/activity.html", self._around(form) | {"is_filtered": True}, status=400)
        matching = form.matching()
        operations: dict[UUID, Operation] = {}
        shares: dict[UUID, Money] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Transaction]:
            rows = list_transactions(self.me.id, matching=matching, before=before, after=after, limit=limit)
            operations.update(selectors.find_operations(rows))
            shares.update(selectors.find_shares(r for r in rows if selectors.is_only_drawn_on(r, self.me.id)))
            return rows

        def show(row: Transaction) -> dict[str, Any]:
            return payment_row(row, viewer_id=self.me.id, operation=operations.get(row.id), share=shares.get(row.id))

        page = list_page(request, fetch, show)
        is_filtered = matching != HistoryFilter()
        is_first = not is_filtered and page.newer is None
        months = months_chart(self.me.id, currency=request.GET.get("currency", ""), now=self.now) if is_first else None
        context = {
            **self._around(form),
            "page": page,
            "chips": list(_chips(form, request.GET)),
            "is_filtered": is_filtered,
            "months": months,
        }
        return self.render("transactions/activity.html", context)

    def _around(self, form: ActivityForm) -> dict[str, Any]:
        """What stands above the list. Whoever searches keeps the other filters, and the other way round."""
        query = _without(self.request.GET)
        return {
            "form": form,
            "choices": _choices(self.request.GET),
            "query": query.urlencode(),
            "kept": [(name, value) for name, value in query.items() if name in form.fields and name != "q"],
        }


class FilterView(WalletView):
    """The filters on a page of their own, for browsers without scripts; with them they come up from below the list."""

    tab = "activity"

    def get(self, request: HttpRequest) -> HttpResponse:
        form = ActivityForm(request.GET or None, initial=request.GET.dict())
        return self.render("transactions/activity_filter.html", {"form": form})


def _begin_of(day: date | None) -> datetime | None:
    return timezone.make_aware(datetime.combine(day, time.min)) if day else None


def _without(query: QueryDict, *names: str, **changes: str) -> QueryDict:
    """The filters as a query, without these names and the place in the list."""
    kept = query.copy()
    for name in [*names, "cursor", "page_size", "currency", *changes]:
        kept.pop(name, None)
    for name in [name for name, value in kept.items() if not value]:
        kept.pop(name)
    kept.update({name: value for name, value in changes.items() if value})
    return kept


def _address(query: QueryDict) -> str:
    text = query.urlencode()
    return reverse("wallet-activity") + (f"?{text}" if text else "")


def _choices(query: QueryDict) -> list[dict[str, Any]]:
    """In, out or both, each an address that keeps the other filters."""
    return [
        {
            "text": text,
            "url": _address(_without(query, direction=value)),
            "is_current": query.get("direction", "") == value,
        }
        for value, text in _DIRECTIONS
    ]


def _chips(form: ActivityForm, query: QueryDict) -> Iterator[Chip]:
    """The filters that are on, but the direction, which has its own."""
    given = form.cleaned_data
    sentences = {
        "q": _("“%(value)s”"),
        "from": _("From %(value)s"),
        "to": _("Up to %(value)s"),
        "min": _("At least %(value)s"),
        "max": _("At most %(value)s"),
    }
    for name in ("q", "kind", "state", "from", "to", "min", "max"):
        value = given[name]
        if not value:
            continue
        if name in ("kind", "state"):
            text = str(dict(form.fields[name].choices)[value])  # type: ignore[attr-defined]
        else:
            shown = date_format(value, "j M Y") if isinstance(value, date) else localize(value)
            text = sentences[name] % {"value": shown}
        yield Chip(text, _address(_without(query, name)))
