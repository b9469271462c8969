"""What the pages of the operators' site have in common: rows nobody edits, and lists that stay quick.

Every app's admin.py derives from here, which is why it stands in core and not in operations.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any, ClassVar, TypeVar, cast
from uuid import UUID

from django import forms
from django.contrib.admin import ShowFacets, SimpleListFilter
from django.core.paginator import Paginator
from django.db.models import Model, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.html import format_html
from django.utils.safestring import SafeString
from unfold.admin import ModelAdmin
from unfold.forms import ActionForm, BaseDialogForm
from unfold.views import ChangeList
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.core import clock, sql
from apps.core.admin_trail import LeavesTrail
from apps.core.days_form import DaysForm, midnight
from apps.core.ids import earliest_id
from apps.core.money import round_to_currency

NOTHING = "-"


def link(page: str, identity: object, text: object = None) -> SafeString | str:
    """A link to the page of one row; `page` is `app_model`. A dash when there is no row."""
    if not identity:
        return NOTHING
    url = reverse(f"admin:{page}_change", args=[identity])
    return format_html('<a class="gp-link" href="{}">{}</a>', url, identity if text is None else text)


def request_link(request_id: str) -> SafeString | str:
    """A link to everything one request set off. A dash for what no request did."""
    if not request_id:
        return NOTHING
    url = reverse("admin:request_trace", args=[request_id])
    return format_html('<a class="gp-link" href="{}">{}</a>', url, request_id)


def list_link(page: str, text: object, **parameters: object) -> SafeString:
    """A link to a list, narrowed by its filters or its search (`q`)."""
    url = reverse(f"admin:{page}_changelist", query={name: str(value) for name, value in parameters.items()})
    return format_html('<a class="gp-link" href="{}">{}</a>', url, text)


def plain_money(amount: Decimal, currency: str) -> str:
    """An amount for people: as many decimals as its currency has, its thousands apart."""
    return f"{round_to_currency(amount, currency):,f} {currency}"


def money_text(amount: Decimal | None, currency: str) -> SafeString | str:
    """An amount that stands in a column of amounts."""
    if amount is None:
        return NOTHING
    return format_html('<span class="gp-amount">{}</span>', plain_money(amount, currency))


def show_exact(form: Any, currency: str, names: Sequence[str]) -> None:
    """Has a form show its row's amounts as its currency writes them: 1.00, where the column holds 1.0000.

    What has more decimals than that stays as it is.
    """
    for name in names:
        amount = form.initial.get(name)
        if currency and isinstance(amount, Decimal) and amount == round_to_currency(amount, currency):
            form.initial[name] = round_to_currency(amount, currency)


def badge(text: object, tone: str = "") -> SafeString:
    """A state in a box; `tone` is success, warning, danger or info, as in the labels of the lists."""
    return format_html('<span class="gp-badge gp-badge-{}">{}</span>', tone, text)


def moment_text(at: datetime | None) -> str:
    """A moment as every page writes it."""
    return formats.date_format(at, "DATETIME_FORMAT") if at else NOTHING


def date_text(day: date | None) -> str:
    """A day as every page writes it."""
    return formats.date_format(day, "DATE_FORMAT") if day else NOTHING


def id_of(text: str) -> UUID | None:
    """The UUID somebody typed, or None."""
    try:
        return UUID(text.strip())
    except ValueError:
        return None


def operator_of(request: HttpRequest) -> UUID:
    """Who looks or decides: nobody comes to these pages without having logged in."""
    return cast(UUID, request.user.pk)


def page_again(request: HttpRequest) -> HttpResponse:
    """Where a row's action leads: its page. The dialog is htmx's, which goes where this header says."""
    return HttpResponse(headers={"HX-Redirect": request.path.removesuffix("/").rpartition("/")[0] + "/change/"})


Method = TypeVar("Method", bound=Callable[..., Any])


def column(title: str, *, label: Mapping[Any, str] | None = None) -> Callable[[Method], Method]:
    """Under which title a list or a page shows what a method returns; `label` gives each value its colour.

    It is Unfold's `display` for what is needed here, and keeps the method's types.
    """

    def decorate(method: Method) -> Method:
        method.short_description = title  # type: ignore[attr-defined]
        if label is not None:
            method.label = dict(label)  # type: ignore[attr-defined]
        return method

    return decorate


@dataclass(frozen=True, slots=True)
class Section:
    """A table below a row's own fields. `more` is a caption and the address where the rest can be seen.

    What is no table is its `body`, in HTML, and then there are no rows.
    """

    title: str
    headers: Sequence[str]
    rows: Sequence[Sequence[object]]
    note: str = ""
    empty: str = "Nothing here."
    more: tuple[str, str] | None = None
    body: SafeString | str = ""

    @property
    def table(self) -> dict[str, object]:
        """As Unfold's table component wants it."""
        return {"headers": self.headers, "rows": self.rows}


# Above this a table is not read from one end to the other for a page.
_MANY = 100_000


def _rows_of(model: type[Model]) -> int:
    """About how many rows a table has, by PostgreSQL's own estimate; not above 0 before there is one."""
    row = sql.fetch_one("SELECT reltuples::bigint FROM pg_class WHERE oid = to_regclass(%s)", [model._meta.db_table])
    return row[0] if row else 0


class BoundedPaginator(Paginator):  # type: ignore[type-arg]
    """Counts no further than it must: a count(*) over a table that grows is the slowest thing on its page."""

    template_name = "admin/core/pages.html"
    COUNTED: ClassVar[int] = 1_000
    # OFFSET reads what it skips. Whoever looks for something further back narrows the list instead.
    REACHED: ClassVar[int] = 10_000

    @cached_property
    def _seen(self) -> int:
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        return rows.order_by().values("pk")[: self.COUNTED + 1].count()

    @cached_property
    def count(self) -> int:
        """How many rows can be paged through; exact up to COUNTED."""
        return self._seen if self._seen <= self.COUNTED else self.REACHED

    @cached_property
    def label(self) -> str:
        """How many there are, in words as exact as they are cheap."""
        if self._seen <= self.COUNTED:
            return f"{self._seen:,}"
        rows: QuerySet[Any] = self.object_list  # type: ignore[assignment]
        # PostgreSQL's own estimate is of the whole table, from the last time it looked at it.
        if not rows.query.where and (about := _rows_of(rows.model)) > self.COUNTED:
            return f"about {about:,}"
        return f"{self.COUNTED:,}+"


class PagedChangeList(ChangeList):  # type: ignore[misc]
    """A list in the one order an index has, whose rows the admin completes together and not one by one."""

    def get_ordering(self, request: HttpRequest, queryset: QuerySet[Any]) -> list[str]:
        return list(self.model_admin.ordering)

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        # Unfold shows the count beside the title as well when these two differ, and knows only exact ones.
        self.full_result_count = self.result_count
        rows: list[Any] = list(self.result_list)  # type: ignore[has-type]
        self.model_admin.complete_rows(rows)
        self.result_list = rows
        first = (self.page_num - 1) * self.list_per_page + 1
        self.shown = f"{first:,} to {first + len(rows) - 1:,}" if rows else ""
        is_full = len(rows) == self.list_per_page
        self.may_have_more = is_full and first + self.list_per_page <= self.paginator.count


class QuickAdmin(LeavesTrail, ModelAdmin):  # type: ignore[misc]
    """A list that costs the same whatever the table's size, and a page with sections below the fields.

    What is done here, and who opens a page whose rows are `sensitive`, the audit trail says.
    """

    paginator = BoundedPaginator
    show_full_result_count = False
    list_per_page = 50
    # "Show all" and "select all on all pages" are for short tables.
    list_max_show_all = 50
    list_disable_select_all = True
    ordering: Sequence[str] = ("-pk",)
    sortable_by: Sequence[str] = ()
    # "Show counts" would count the table once for each choice of each filter.
    show_facets = ShowFacets.NEVER
    change_form_outer_after_template = "admin/core/sections.html"
    change_form_outer_before_template = "admin/core/overview_link.html"
    # The page that shows everything about one of these rows; the list and each row's page lead to it. Empty: there is
    # none.
    overview = ""
    # What a list without rows says; empty: that there are none.
    empty_title = ""
    empty_text = ""
    # What a search by a whole id compares with; an index must begin with each of them.
    id_columns: Sequence[str] = ("pk",)
    search_fields: Sequence[str] = ("pk",)

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[PagedChangeList]:
        return PagedChangeList

    def get_search_results(
        self, request: HttpRequest, queryset: QuerySet[Any], search_term: str
    ) -> tuple[QuerySet[Any], bool]:
        term = search_term.strip()
        return (queryset.filter(self.matching(term)) if term else queryset), False

    def matching(self, term: str) -> Q:
        """What a search looks for. Here: a whole id, in id_columns."""
        identity = id_of(term)
        condition = Q(pk__in=[])
        for column in self.id_columns if identity else ():
            condition |= Q(**{column: identity})
        return condition

    def complete_rows(self, rows: Sequence[Any]) -> None:
        """Adds to the rows of one page what a single query can fetch for all of them."""

    def get_list_display(self, request: HttpRequest) -> Sequence[Any]:
        columns = list(super().get_list_display(request))
        return [*columns, "overview_link"] if self.overview else columns

    @column("overview")
    def overview_link(self, row: Any) -> SafeString:
        """Leads to everything about the row."""
        return format_html('<a class="gp-link" href="{}">Everything</a>', self._overview_of(row))

    def _overview_of(self, row: Any) -> str:
        return reverse(f"admin:{self.overview}", args=[row.pk]) if self.overview and row is not None else ""

    def get_sections(self, request: HttpRequest, row: Any) -> Iterable[Section]:
        """The tables below a row's fields."""
        return ()

    def render_change_form(
        self, request: HttpRequest, context: dict[str, Any], *args: Any, **kwargs: Any
    ) -> HttpResponse:
        row = kwargs.get("obj")
        context["sections"] = list(self.get_sections(request, row)) if row is not None else []
        context["overview_address"] = self._overview_of(row)
        answer: HttpResponse = super().render_change_form(request, context, *args, **kwargs)
        return answer


class ReadOnlyAdmin(QuickAdmin):
    """Rows that only services write: nobody adds, changes or deletes them here, superusers included."""

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        actions.pop("delete_selected", None)
        return actions


class FactsForm(BaseDialogForm):  # type: ignore[misc]
    """Says of this very row what is about to be done to it."""

    form_before_template = "admin/core/facts.html"

    def facts(self) -> Sequence[tuple[str, object]]:
        """Titles and values, for the row with the id `self.object_id`, which may not be one."""
        return ()

    def get_before_template_context(self, request: HttpRequest, object_id: object = None) -> dict[str, Any]:
        return {"facts": self.facts()}


class ReasonForm(BaseDialogForm):  # type: ignore[misc]
    """Asks why, because whoever looks at it in a year will."""

    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


class ReasonActionForm(ActionForm):  # type: ignore[misc]
    """The same question beside the list's action."""

    reason = forms.CharField(
        label="", required=False, max_length=200, widget=UnfoldAdminTextInputWidget({"placeholder": "Reason"})
    )


class ChoiceFilter(SimpleListFilter):
    """A filter whose choices are known beforehand: Django's own would ask the table for its distinct values."""

    choices_of_filter: Sequence[tuple[str, str]] = ()
    column = ""

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return self.choices_of_filter

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(**{self.column or str(self.parameter_name): value})


class RecentFilter(SimpleListFilter):
    """Rows of the last days, or from one day to another, for tables whose ids are UUIDv7: the primary key finds them.

    Days that make no sense show no rows, and say why.
    """

    title = "time"
    parameter_name = "since"
    column = "created_at"
    template = "admin/core/recent_filter.html"
    _DAYS: ClassVar[dict[str, tuple[str, int]]] = {
        "today": ("Today", 0),
        "week": ("The past 7 days", 7),
        "month": ("The past 30 days", 30),
        "quarter": ("The past 90 days", 90),
    }

    def __init__(self, request: HttpRequest, params: dict[str, Any], model: type[Model], model_admin: Any) -> None:
        super().__init__(request, params, model, model_admin)
        # Django hands over what is in the address, and refuses what no filter takes out of it.
        given = {name: params.pop(name)[-1] for name in (DaysForm.FROM, DaysForm.TO) if name in params}
        self.used_parameters.update({name: value for name, value in given.items() if value})
        self.days = DaysForm(given, auto_id=False)
        self.others: list[tuple[str, str]] = []

    def expected_parameters(self) -> list[str | None]:
        return [self.parameter_name, DaysForm.FROM, DaysForm.TO]

    def lookups(self, request: HttpRequest, model_admin: Any) -> Sequence[tuple[str, str]]:
        return [(value, label) for value, (label, _) in self._DAYS.items()]

    def choices(self, changelist: Any) -> Iterator[Any]:
        own = set(self.expected_parameters())
        # What else narrows the list stays as it is when days are sent.
        self.others = [(name, value) for name, value in changelist.params.items() if name not in own]
        ranged = bool(own & {DaysForm.FROM, DaysForm.TO} & self.used_parameters.keys())
        for value, label in [(None, "All"), *self.lookup_choices]:
            yield {
                "selected": not ranged and self.value() == value,
                "query_string": changelist.get_query_string(
                    {self.parameter_name: value} if value else {},
                    [DaysForm.FROM, DaysForm.TO, *([] if value else [str(self.parameter_name)])],
                ),
                "display": label,
            }

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        if not self.days.is_valid():
            return queryset.none()
        if self.days.since:
            queryset = queryset.filter(made_since(self.days.since, self.column))
        if self.days.before:
            queryset = queryset.filter(**{f"{self.column}__lt": self.days.before})
            # Rows of a demo say that they were made days before their ids. There are never so many of them.
            if _rows_of(queryset.model) > _MANY:
                queryset = queryset.filter(pk__lt=earliest_id(self.days.before + _TRANSACTIONS_TAKE))
        if self.value() not in self._DAYS:
            return queryset
        start = midnight(clock.now().date())
        return queryset.filter(made_since(start - timedelta(days=self._DAYS[str(self.value())][1]), self.column))


def made_since(at: datetime, column: str) -> Q:
    """Rows whose `column` is `at` or later. An id is made at that moment or after it, never before."""
    return Q(pk__gte=earliest_id(at)) & Q(**{f"{column}__gte": at})


_TRANSACTIONS_TAKE = timedelta(minutes=2)


def made_with(identity: UUID) -> Q:
    """Rows made in the same transaction as the row with this UUIDv7, after it: their ids follow on it closely."""
    until = min((identity.int >> 80) + int(_TRANSACTIONS_TAKE.total_seconds() * 1000), (1 << 48) - 1)
    return Q(pk__gt=identity, pk__lt=UUID(int=until << 80))
