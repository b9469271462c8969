"""Staff and how they enter, for their colleagues."""

from ipaddress import ip_address
from typing import Any

from django.contrib import admin
from django.db.models import Count, Q, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.accounts.selectors import find_person
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import ReadOnlyAdmin, ReasonForm, badge, column, id_of, link
from apps.operations import (
    admin_roles,  # noqa: F401 - registers them
    services,
)
from apps.operations.log_in import account_called
from apps.operations.models import FailedLogIn, StaffAuthenticator
from apps.operations.overviews import searches  # noqa: F401 - lets messages be found by people


@admin.register(StaffAuthenticator)
class StaffAuthenticatorAdmin(ActsByService, ReadOnlyAdmin):
    """Who has a second factor. Nobody sees its secret; a superuser takes it away from who has lost the phone."""

    list_display = ("name", "state", "created_at", "confirmed_at", "codes_left")
    list_select_related = ("user",)
    search_help_text = "Whole number, e-mail address or id"
    fields = ("id", "person", "state", "created_at", "confirmed_at", "codes_left")
    readonly_fields = ("person", "state", "codes_left")
    actions_detail = ("reset",)

    def get_queryset(self, request: HttpRequest) -> QuerySet[StaffAuthenticator]:
        rows: QuerySet[StaffAuthenticator] = super().get_queryset(request)
        unused = Count("recovery_codes", filter=Q(recovery_codes__used_at=None))
        return rows.defer("secret").annotate(unused_codes=unused)

    @column("member of staff")
    def name(self, row: StaffAuthenticator) -> str:
        return row.user.full_name

    @column("person")
    def person(self, row: StaffAuthenticator) -> str:
        return link("accounts_user", row.user_id, row.user)

    @column("state")
    def state(self, row: StaffAuthenticator) -> str:
        return badge("In use", "success") if row.confirmed_at else badge("Not confirmed yet", "warning")

    @column("recovery codes left")
    def codes_left(self, row: Any) -> int:
        return int(row.unused_codes)

    def matching(self, term: str) -> Q:
        identity, person = id_of(term), find_person(term)
        return Q(pk=identity) | Q(user_id=person.id if person else None)

    def has_reset_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whoever could reset a superuser's second factor would be half-way to being one."""
        return bool(request.user.is_superuser)

    def useful_actions(self, request: HttpRequest, row: StaffAuthenticator) -> set[str]:
        return {"reset"}

    def tell(self, request: HttpRequest, row: StaffAuthenticator, text: str, level: int) -> None:
        super().tell(request, row, f"{row.user}: {text}", level)

    @action(
        description="Reset",
        icon="lock_reset",
        variant=ActionVariant.DANGER,
        permissions=["reset"],
        dialog=dialog(
            "Reset this second factor",
            "The person is logged out at once and sets up a new one at their next log-in. "
            "Make sure that it is they who ask: call them back on a number you know.",
            "Reset",
        ),
    )
    def reset(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: StaffAuthenticator) -> str:
            services.reset_second_factor(person_id=row.user_id, reason=reason, **by_operator(request))
            return "the second factor was reset."

        self.attempt(request, self.row_or_404(request, object_id), do, note=f"Reset. {reason}")
        # The dialog is htmx's, which goes where this header says; the row is gone.
        return HttpResponse(headers={"HX-Redirect": request.path.rpartition(f"/{object_id}/")[0] + "/"})


@admin.register(FailedLogIn)
class FailedLogInAdmin(ReadOnlyAdmin):
    """Who was wrong how often, and from where. What is past its time goes by itself."""

    list_display = ("username", "ip_address", "failures_since_start", "attempt_time", "user_agent")
    search_help_text = "Whole number, e-mail address or IP address"
    fields = ("username", "ip_address", "failures_since_start", "attempt_time", "path_info", "user_agent")

    def matching(self, term: str) -> Q:
        address = _address(term)
        return Q(ip_address=address) if address else Q(username=account_called(term))


def _address(term: str) -> str | None:
    try:
        return str(ip_address(term))
    except ValueError:
        return None
