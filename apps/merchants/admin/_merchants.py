from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.views.decorators.http import require_safe
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldBooleanWidget

from apps.accounts.selectors import find_person
from apps.core import files
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
    ReadOnlyAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    id_of,
    link,
    list_link,
    moment_text,
    operator_of,
    plain_money,
)
from apps.core.admin_trail import note_sight
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.merchants import selectors, services
from apps.merchants.admin._settlements import SetsTerms, money_sections
from apps.merchants.categories import category_name, is_restricted
from apps.merchants.models import Document, DocumentKind, Merchant, MerchantStatus, Period, SettleTo, Staff, Till

_TONES = {
    MerchantStatus.APPLIED: "warning",
    MerchantStatus.REJECTED: "danger",
    MerchantStatus.ACTIVE: "success",
    MerchantStatus.SUSPENDED: "danger",
    MerchantStatus.CLOSED: "info",
}
_SHOWN = 20


class QueueFilter(ChoiceFilter):
    """What waits for a reviewer is what one sees who does not choose."""

    title = "state"
    parameter_name = "status"
    _EVERYTHING: ClassVar[str] = "all"
    choices_of_filter = [*((one.value, one.value.capitalize()) for one in MerchantStatus), (_EVERYTHING, "All")]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or MerchantStatus.APPLIED
        for value, label in self.choices_of_filter:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Whoever searches for somebody means all of theirs.
        value = self.value() or (self._EVERYTHING if request.GET.get("q") else MerchantStatus.APPLIED)
        return queryset if value == self._EVERYTHING else queryset.filter(status=value)


class PeriodFilter(ChoiceFilter):
    title = "settled"
    parameter_name = "period"
    choices_of_filter = Period.choices


class DestinationFilter(ChoiceFilter):
    title = "settled to"
    parameter_name = "settle_to"
    choices_of_filter = SettleTo.choices


class ApproveForm(FactsForm):
    """What is approved: exactly what stands here, so that a change after it asks for another look."""

    seen = forms.CharField(widget=forms.HiddenInput)
    restricted_is_meant = forms.BooleanField(
        label="This category is restricted. I have looked at its licence.", widget=UnfoldBooleanWidget
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        identity = id_of(str(self.object_id))
        self.row = Merchant.objects.filter(pk=identity).first() if identity else None
        if self.row is not None:
            self.fields["seen"].initial = selectors.seen_digest(self.row)
        if self.row is None or not is_restricted(self.row.category):
            del self.fields["restricted_is_meant"]

    def facts(self) -> Sequence[tuple[str, object]]:
        if self.row is None:
            return ()
        papers = selectors.list_documents(self.row.id)
        sent = "; ".join(f"{one.get_kind_display()}, {moment_text(one.uploaded_at)}" for one in papers)
        return (
            ("Payers read", self.row.name),
            ("Registered as", self.row.legal_name),
            ("Category", f"{self.row.category} {category_name(self.row.category)}"),
            ("Country", self.row.country),
            ("Papers", sent or "None were sent"),
        )


@admin.register(Merchant)
class MerchantAdmin(SetsTerms, ActsByService, ReadOnlyAdmin):
    """Businesses; operators decide whether they trade. Papers are for reviewers, and each look is written down."""

    overview = "merchant_360"
    sensitive = "A merchant's page"
    list_display = ("name", "owner_name", "status_label", "category_text", "country", "currency", "applied_at")
    list_filter = (QueueFilter, PeriodFilter, DestinationFilter)
    list_select_related = ("owner",)
    ordering = ("pk",)
    empty_title = "Nobody waits"
    empty_text = "No merchant is in this state. Choose another one among the filters."
    search_help_text = "Code of a till, number or e-mail address of the owner, or an id"
    fields = (
        ("id", "owner_link"),
        ("name", "legal_name"),
        ("status_badge", "status_reason"),
        ("category_text", "currency"),
        ("description", "website"),
        "address",
        ("city", "country"),
        ("decided_at", "decider"),
        ("destination", "settle_not_before"),
        ("period", "settle_due_at"),
        ("minimum_text", "reserve"),
        ("volume_text", "applied_at"),
    )
    readonly_fields = (
        "owner_link",
        "status_badge",
        "category_text",
        "decider",
        "destination",
        "minimum_text",
        "reserve",
        "volume_text",
    )
    actions_detail = ("approve", "reject", "suspend", "resume", "close", "set_terms")

    @column("owner")
    def owner_name(self, row: Merchant) -> str:
        return str(row.owner.full_name)

    @column("owner")
    def owner_link(self, row: Merchant) -> str:
        return link("accounts_user", row.owner_id, row.owner.full_name)

    @column("status", label=_TONES)
    def status_label(self, row: Merchant) -> tuple[str, str]:
        return row.status, row.status.capitalize()

    @column("status")
    def status_badge(self, row: Merchant) -> str:
        return badge(row.get_status_display(), _TONES[MerchantStatus(row.status)])

    @column("category")
    def category_text(self, row: Merchant) -> str:
        warned = " (restricted)" if is_restricted(row.category) else ""
        return f"{row.category} {category_name(row.category)}{warned}"

    @column("decided by")
    def decider(self, row: Merchant) -> str:
        return link("accounts_user", row.decided_by_id, row.decided_by.full_name if row.decided_by else None)

    @column("settled to")
    def destination(self, row: Merchant) -> str:
        source = row.settle_source if row.settle_to == SettleTo.BANK else None
        return link("funding_fundingsource", source.id, source.label) if source else row.get_settle_to_display()

    @column("at least")
    def minimum_text(self, row: Merchant) -> str:
        return plain_money(row.minimum_settlement, row.currency)

    @column("kept back")
    def reserve(self, row: Merchant) -> str:
        if not row.reserve_percent:
            return NOTHING
        return f"{row.reserve_percent.normalize():f} % for {row.reserve_days} days"

    @column("taken in the month before")
    def volume_text(self, row: Merchant) -> str:
        return plain_money(row.volume, row.currency)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(owner_id=identity)
        till = Till.objects.filter(code=term.upper()).first() if term.isascii() and term.isalnum() else None
        if till is not None:
            return Q(pk=till.merchant_id)
        person = find_person(term)
        return Q(owner_id=person.id) if person else Q(pk__in=[])

    def has_review_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; reviewers decide about them."""
        return request.user.has_perm("merchants.review_merchant")

    # The page of one merchant.

    def get_sections(self, request: HttpRequest, row: Merchant) -> Iterable[Section]:
        # Whoever applies is looked at by its papers, whoever trades by its money.
        if row.status != MerchantStatus.APPLIED:
            yield from money_sections(row)
        if not self.has_review_permission(request):
            yield Section("Papers", (), (), empty="Only reviewers see these.")
        elif not services.may_let_in(row, by=operator_of(request)):
            yield Section("Papers", (), (), empty="Nobody reviews where they work: somebody else does.")
        else:
            yield self._papers(row)
        yield self._stores(row)
        yield self._people(row)
        if row.status == MerchantStatus.APPLIED:
            yield from money_sections(row)
        yield self._others(row)

    def _papers(self, row: Merchant) -> Section:
        pictures = sorted(selectors.list_documents(row.id), key=lambda one: DocumentKind.values.index(one.kind))
        figures = format_html_join(
            "",
            '<figure><img src="{}" alt="{}"><figcaption>{}, {}</figcaption></figure>',
            (
                (_address(one), one.get_kind_display(), one.get_kind_display(), moment_text(one.uploaded_at))
                for one in pictures
            ),
        )
        body = format_html('<div class="gp-documents">{}</div>', figures) if pictures else ""
        note = "Each look at one is written down."
        return Section("Papers", (), (), note=note, body=body, empty="None were sent.")

    def _stores(self, row: Merchant) -> Section:
        tills: dict[Any, int] = {}
        for store_id in Till.objects.filter(merchant=row, is_open=True).values_list("store_id", flat=True):
            tills[store_id] = tills.get(store_id, 0) + 1
        rows = [
            (
                link("merchants_store", one.id, one.name),
                one.city,
                "Open" if one.is_open else "Closed",
                list_link("merchants_till", tills.get(one.id, 0), q=one.id),
            )
            for one in row.stores.order_by("-pk")[:_SHOWN]
        ]
        return Section("Stores", ("store", "city", "state", "open tills"), rows)

    def _people(self, row: Merchant) -> Section:
        there = Staff.objects.filter(merchant=row, ended_at=None).select_related("person", "store").order_by("-pk")
        rows = [
            (
                link("accounts_user", one.person_id, one.person.full_name),
                one.role.capitalize(),
                one.store.name if one.store else "All",
                moment_text(one.added_at),
            )
            for one in there[:_SHOWN]
        ]
        more = ("All", f"{reverse('admin:merchants_staff_changelist')}?q={row.id}")
        return Section("Staff", ("person", "role", "stores", "since"), rows, more=more)

    def _others(self, row: Merchant) -> Section:
        others = Merchant.objects.filter(owner_id=row.owner_id).exclude(pk=row.pk).order_by("-pk")[:_SHOWN]
        rows = [
            (link("merchants_merchant", one.id, one.name), self.category_text(one), one.status.capitalize())
            for one in others
        ]
        return Section("Other businesses of this owner", ("merchant", "category", "status"), rows)

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/documents/<str:kind>",
            self.admin_site.admin_view(require_safe(self.picture)),
            name="merchants_merchant_document",
        )
        # Before Django's own, one of which takes any address.
        return [page, *super().get_urls()]

    def picture(self, request: HttpRequest, object_id: str, kind: str) -> HttpResponse:
        """One paper, for reviewers; each look is written down. The page shows it, a click elsewhere saves it."""
        identity = id_of(object_id)
        if not self.has_review_permission(request):
            raise PermissionDenied
        if identity is None or kind not in DocumentKind.values:
            raise Http404
        try:
            document = services.look_at_document(merchant_id=identity, kind=kind, **by_operator(request))
            content = files.read(document.file_key)
        except DomainError as error:
            if error.category == "forbidden":
                raise PermissionDenied from error
            raise Http404 from error
        note_sight(request, f"A merchant's paper: {kind.lower()}", Merchant, identity)
        return private_file_response(content, document.content_type, f"{kind.lower()}.jpg")

    # What a reviewer can do.

    def useful_actions(self, request: HttpRequest, row: Merchant) -> set[str]:
        by = operator_of(request)
        if row.owner_id == by:
            return set()
        stops, lets_in = {
            MerchantStatus.APPLIED: ({"reject"}, {"approve"}),
            MerchantStatus.ACTIVE: ({"suspend", "close"}, set()),
            MerchantStatus.SUSPENDED: ({"close"}, {"resume"}),
        }.get(MerchantStatus(row.status), (set(), set()))
        terms = set() if row.status == MerchantStatus.CLOSED else {"set_terms"}
        return stops | terms | (lets_in if services.may_let_in(row, by=by) else set())

    @action(
        description="Approve",
        icon="check",
        variant=ActionVariant.PRIMARY,
        permissions=["review"],
        dialog=dialog(
            "Approve this business", "It can be paid from now on, and its owner is told.", "Approve", ApproveForm
        ),
    )
    def approve(self, request: HttpRequest, form: ApproveForm, object_id: str) -> HttpResponse:
        def do(row: Merchant) -> str:
            services.approve_merchant(
                merchant_id=row.id,
                seen=form.cleaned_data["seen"],
                restricted_is_meant=form.cleaned_data.get("restricted_is_meant", False),
                **by_operator(request),
            )
            return "Approved."

        return self.act(request, object_id, do, note="Approved.")

    @action(
        description="Reject",
        icon="close",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "Reject this application", "The owner is told why, and can correct it and apply again.", "Reject"
        ),
    )
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.reject_merchant, "Rejected.")

    @action(
        description="Suspend",
        icon="pause",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "Suspend this business",
            "From this moment on it takes no payments and is paid out nothing. The owner is told why.",
            "Suspend",
        ),
    )
    def suspend(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.suspend_merchant, "Suspended.")

    @action(
        description="Resume",
        icon="play_arrow",
        variant=ActionVariant.PRIMARY,
        permissions=["review"],
        dialog=dialog("Resume this business", "It takes payments and is paid out again.", "Resume"),
    )
    def resume(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.resume_merchant, "Resumed.")

    @action(
        description="Close for good",
        icon="block",
        variant=ActionVariant.DANGER,
        permissions=["review"],
        dialog=dialog(
            "Close this business for good",
            "It is never paid again. What was taken is still paid out. The owner is told why.",
            "Close for good",
        ),
    )
    def close(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, form, object_id, services.close_merchant, "Closed.")

    def _do(
        self, request: HttpRequest, form: ReasonForm, object_id: str, service: Callable[..., None], done: str
    ) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Merchant) -> str:
            service(merchant_id=row.id, reason=reason, **by_operator(request))
            return done

        return self.act(request, object_id, do, note=f"{done} {reason}")


def _address(document: Document) -> str:
    return reverse("admin:merchants_merchant_document", args=[document.merchant_id, document.kind])
