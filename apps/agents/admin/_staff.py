from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.html import format_html

from apps.accounts.selectors import find_person
from apps.agents.models import Document, DocumentKind, Role, Staff
from apps.core.admin_base import ChoiceFilter, ReadOnlyAdmin, column, id_of, link


class RoleFilter(ChoiceFilter):
    title = "role"
    parameter_name = "role"
    choices_of_filter = [(one.value, one.value.capitalize()) for one in Role]


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
    """Who works for which agent; owners and managers change that in the app."""

    sensitive = "An agent's member of staff"
    list_display = ("person_name", "role_text", "agent_name", "outlet_name", "added_at", "ended_at")
    list_filter = (RoleFilter, ThereFilter)
    list_select_related = ("person", "agent", "outlet")
    search_help_text = "Number or e-mail address of a person, or whole id of a person, an agent or an outlet"
    fields = ("id", "person_link", "role", "agent_link", "outlet_link", "added_by_link", "added_at", "ended_at")
    readonly_fields = ("person_link", "agent_link", "outlet_link", "added_by_link")

    @column("person")
    def person_name(self, row: Staff) -> str:
        return str(row.person.full_name)

    @column("role")
    def role_text(self, row: Staff) -> str:
        return row.get_role_display().partition(":")[0]

    @column("outlet")
    def outlet_name(self, row: Staff) -> str:
        return row.outlet.name if row.outlet else "All"

    @column("person")
    def person_link(self, row: Staff) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("agent")
    def agent_name(self, row: Staff) -> str:
        return str(row.agent.name)

    @column("agent")
    def agent_link(self, row: Staff) -> str:
        return link("agents_agent", row.agent_id, row.agent.name)

    @column("outlet")
    def outlet_link(self, row: Staff) -> str:
        return link("agents_outlet", row.outlet_id, row.outlet) if row.outlet_id else "All"

    @column("added by")
    def added_by_link(self, row: Staff) -> str:
        return link("accounts_user", row.added_by_id, row.added_by.full_name)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(person_id=identity) | Q(agent_id=identity) | Q(outlet_id=identity)
        person = find_person(term)
        return Q(person_id=person.id) if person else Q(pk__in=[])


@admin.register(Document)
class DocumentAdmin(ReadOnlyAdmin):
    """Papers that were sent. The picture itself is shown on the agent's page, to reviewers."""

    sensitive = "An agent's paper"
    list_display = ("kind", "agent_name", "how_large", "uploaded_at")
    list_filter = (KindFilter,)
    list_select_related = ("agent",)
    id_columns = ("pk", "agent_id")
    search_help_text = "Whole id of a paper or of an agent"
    fields = ("id", "kind", "agent_link", "picture", "content_type", "how_large", "uploader", "uploaded_at")
    readonly_fields = ("agent_link", "picture", "how_large", "uploader")

    @column("agent")
    def agent_name(self, row: Document) -> str:
        return str(row.agent.name)

    @column("agent")
    def agent_link(self, row: Document) -> str:
        return link("agents_agent", row.agent_id, row.agent.name)

    @column("size")
    def how_large(self, row: Document) -> str:
        return filesizeformat(row.size)

    @column("picture")
    def picture(self, row: Document) -> str:
        address = reverse("admin:agents_agent_document", args=[row.agent_id, row.kind])
        return format_html('<a class="gp-link" href="{}">Open it (reviewers only)</a>', address)

    @column("sent by")
    def uploader(self, row: Document) -> str:
        return link("accounts_user", row.uploaded_by_id, row.uploaded_by.full_name)
