from collections.abc import Callable, Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action

from apps.accounts import services
from apps.accounts.admin import _labels
from apps.accounts.admin._acting import DANGER, ActingAdmin, belongs_to, by_operator, dialog
from apps.accounts.models import Device, User
from apps.core.admin_base import (
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    link,
    list_link,
    moment_text,
)


class StatusFilter(ChoiceFilter):
    title = "status"
    parameter_name = "status"
    choices_of_filter = Device.Status.choices


class RegisteredFilter(RecentFilter):
    column = "registered_at"


@admin.register(Device)
class DeviceAdmin(ReadOnlyAdmin, ActingAdmin):
    """Phones that are bound to people. An operator takes a phone's power away, and never gives it any."""

    sensitive = "A person's phone"
    list_display = ("phone", "person", "labelled_status", "registered_at", "wipe_state")
    list_filter = (StatusFilter, RegisteredFilter)
    list_select_related = ("user", "wipe")
    search_help_text = "Whole number, e-mail address or id"
    fields = (
        "id",
        "person",
        "name",
        "platform",
        "client_id",
        "status_badge",
        "registered_at",
        "locked_at",
        "locked_reason",
        "ended_at",
        "wipe_state",
    )
    readonly_fields = ("person", "status_badge", "wipe_state")
    actions_detail = ("lock_phone", "wipe_phone")

    def get_queryset(self, request: HttpRequest) -> QuerySet[Device]:
        rows: QuerySet[Device] = super().get_queryset(request)
        return rows.defer("public_key", "wipe__nonce")

    @column("phone")
    def phone(self, device: Device) -> str:
        return device.name or device.platform or "a phone"

    @column("person")
    def person(self, device: Device) -> str:
        return link("accounts_user", device.user_id, device.user)

    @column("status", label=_labels.DEVICE)
    def labelled_status(self, device: Device) -> tuple[str, str]:
        return device.status, device.get_status_display()

    @column("status")
    def status_badge(self, device: Device) -> str:
        return badge(device.get_status_display(), _labels.DEVICE[Device.Status(device.status)])

    @column("wipe")
    def wipe_state(self, device: Device) -> str:
        return _labels.wipe_text(getattr(device, "wipe", None))

    def matching(self, term: str) -> Q:
        return belongs_to(term)

    def get_sections(self, request: HttpRequest, row: Device) -> Iterable[Section]:
        wipe = getattr(row, "wipe", None)
        if wipe is not None:
            by = User.objects.filter(pk=wipe.requested_by).first()
            steps = [("Requested", wipe.requested_at), ("Delivered", wipe.delivered_at), ("Done", wipe.done_at)]
            yield Section(
                title="The order to forget everything",
                headers=("step", "at"),
                rows=[(step, moment_text(at)) for step, at in steps],
                note=f"By {by.full_name if by else wipe.requested_by}. The phone fetches it and signs that it is done.",
            )
        yield Section(
            title="What belongs to its person",
            headers=("page",),
            rows=[
                (list_link("accounts_session", "Sessions", q=row.user_id),),
                (list_link("accounts_activity", "Activity", q=row.user_id),),
            ],
        )

    def useful_actions(self, request: HttpRequest, row: Device) -> set[str]:
        if row.status not in (Device.Status.ACTIVE, Device.Status.LOCKED):
            return set()
        useful = {"lock-phone"} if row.status == Device.Status.ACTIVE else set()
        return useful if getattr(row, "wipe", None) is not None else useful | {"wipe-phone"}

    def _change_one(
        self,
        request: HttpRequest,
        form: ReasonForm,
        object_id: str,
        change: Callable[..., object],
        done: str,
        **more: Any,
    ) -> HttpResponse:
        def do(device: Device) -> str:
            change(person_id=device.user_id, device_id=device.pk, **by_operator(request), **more)
            return done.lower()

        return self.act(request, object_id, do, note=f"{done} {form.cleaned_data['reason']}")

    @action(
        description="Lock",
        icon="phonelink_lock",
        variant=DANGER,
        permissions=["act"],
        url_path="lock-phone",
        dialog=dialog(
            "Lock this phone",
            "At once no token, key or PIN of this phone works, and what it has begun is cancelled. Money still "
            "reaches the person, who unlocks it from another phone.",
            "Lock",
        ),
    )
    def lock_phone(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        return self._change_one(request, form, object_id, services.lock_device, "Locked.", reason=reason)

    @action(
        description="Wipe",
        icon="phonelink_erase",
        variant=DANGER,
        permissions=["act"],
        url_path="wipe-phone",
        dialog=dialog(
            "Wipe this phone",
            "It is locked, and forgets everything of GoPay as soon as it is online. This cannot be taken back.",
            "Wipe",
        ),
    )
    def wipe_phone(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._change_one(request, form, object_id, services.request_wipe, "Wipe requested.")
