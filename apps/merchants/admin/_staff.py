from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html

from apps.accounts.selectors import find_person
from apps.core.admin_base import ChoiceFilter, ReadOnlyAdmin, badge, column, id_of, link, plain_money
from apps.merchants.models import Document, DocumentKind, Handover, Role, Staff


class RoleFilter(ChoiceFilter):
    title = "role"
    parameter_name = "role"
    choices_of_filter = Role.choices


class ThereFilter(ChoiceFilter):
    title = "state"
    parameter_name = "ended"
    choices_of_filter = [("no", "There"), ("yes", "Ended")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        return queryset if self.value() is None else queryset.filter(ended_at__isnull=self.value() == "no")


class KindFilter(ChoiceFilter):
    title = "kind"
    parameter_name = "kind"
    choices_of_filter = DocumentKind.choices


@admin.register(Staff)
class StaffAdmin(ReadOnlyAdmin):
    """Who may do what at which merchant; owners and managers say so in the app."""

    sensitive = "A merchant's member of staff"
    list_display = ("person_name", "role", "merchant_name", "added_at", "ended_at")
    list_filter = (RoleFilter, ThereFilter)
    list_select_related = ("person", "merchant")
    search_help_text = "Number or e-mail address of a person, or whole id of a person, a merchant or a store"
    fields = (
        "id",
        "person_link",
        "role",
        "merchant_link",
        "store_link",
        "cap",
        "added_by_link",
        "added_at",
        "ended_at",
    )
    readonly_fields = ("person_link", "merchant_link", "store_link", "cap", "added_by_link")

    @column("person")
    def person_name(self, row: Staff) -> str:
        return str(row.person.full_name)

    @column("person")
    def person_link(self, row: Staff) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("merchant")
    def merchant_name(self, row: Staff) -> str:
        return str(row.merchant.name)

    @column("merchant")
    def merchant_link(self, row: Staff) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("store")
    def store_link(self, row: Staff) -> str:
        return link("merchants_store", row.store_id, row.store) if row.store_id else "All"

    @column("gives back in a day")
    def cap(self, row: Staff) -> str:
        if row.refund_daily_cap is not None:
            return plain_money(row.refund_daily_cap, row.merchant.currency)
        return "Nothing" if row.role == Role.CASHIER else "As much as there is"

    @column("added by")
    def added_by_link(self, row: Staff) -> str:
        return link("accounts_user", row.added_by_id, row.added_by.full_name)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(person_id=identity) | Q(merchant_id=identity) | Q(store_id=identity)
        person = find_person(term)
        return Q(person_id=person.id) if person else Q(pk__in=[])


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Papers that were sent. The picture itself is shown on the merchant's page, to reviewers."""

    sensitive = "A merchant's paper"
    list_display = ("kind", "merchant_name", "how_large", "uploaded_at")
    list_filter = (KindFilter,)
    list_select_related = ("merchant",)
    id_columns = ("pk", "merchant_id")
    search_help_text = "Whole id of a paper or of a merchant"
    fields = ("id", "kind", "merchant_link", "picture", "content_type", "how_large", "uploader", "uploaded_at")
    readonly_fields = ("merchant_link", "picture", "how_large", "uploader")

    @column("merchant")
    def merchant_name(self, row: Document) -> str:
        return str(row.merchant.name)

    @column("merchant")
    def merchant_link(self, row: Document) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("size")
    def how_large(self, row: Document) -> str:
        return filesizeformat(row.size)

    @column("picture")
    def picture(self, row: Document) -> str:
        address = reverse("admin:merchants_merchant_document", args=[row.merchant_id, row.kind])
        return format_html('<a class="gp-link" href="{}">Open it (reviewers only)</a>', address)

    @column("sent by")
    def uploader(self, row: Document) -> str:
        return link("accounts_user", row.uploaded_by_id, row.uploaded_by.full_name)


@admin.register(Handover)
class HandoverAdmin(ReadOnlyAdmin):
    """Businesses that were offered to another owner, and what became of it."""

    list_display = ("merchant_name", "state", "offered_at", "expires_at", "ended_at")
    list_select_related = ("merchant",)
    id_columns = ("pk", "merchant_id")
    search_help_text = "Whole id of an offer or of a merchant"
    fields = ("id", "merchant_link", "from_link", "to_link", "state_badge", "offered_at", "expires_at", "ended_at")
    readonly_fields = ("merchant_link", "from_link", "to_link", "state_badge")

    @column("merchant")
    def merchant_name(self, row: Handover) -> str:
        return str(row.merchant.name)

    @column("merchant")
    def merchant_link(self, row: Handover) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("offered by")
    def from_link(self, row: Handover) -> str:
        return link("accounts_user", row.offered_by_id, row.offered_by.full_name)

    @column("offered to")
    def to_link(self, row: Handover) -> str:
        return link("accounts_user", row.to.person_id, row.to.person.full_name)

    @column("state", label={"Accepted": "success", "Open": "warning", "Over": "info"})
    def state(self, row: Handover) -> str:
        return _state_of(row)

    @column("state")
    def state_badge(self, row: Handover) -> str:
        return badge(_state_of(row), {"Accepted": "success", "Open": "warning"}.get(_state_of(row), "info"))


def _state_of(row: Handover) -> str:
    if row.is_accepted:
        return "Accepted"
    return "Open" if row.ended_at is None else "Over"
