"""Roles as rows: the declared ones to look at, and those of one's own making."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.auth import admin as _auth_admin  # noqa: F401 - registers what is taken out below
from django.contrib.auth.models import Group, Permission
from django.db.models import Model, Q
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget, UnfoldAdminTextInputWidget

from apps.core.admin_acting import by_maker, by_operator
from apps.core.admin_base import NOTHING, QuickAdmin, Section, badge, column
from apps.core.errors import DomainError
from apps.operations import roles
from apps.operations.roles import AREAS, ROLES

# Django's own page of groups, which its module has registered by now.
admin.site.unregister(Group)

_DECLARED = {role.name: role for role in ROLES}


class Permissions(forms.ModelMultipleChoiceField):
    """What a role can give, said in the words of the areas: "Payments: sees"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(queryset=Permission.objects.none(), required=False, **kwargs)

    def label_from_instance(self, obj: Model) -> str:
        permission: Any = obj
        name = f"{permission.content_type.app_label}.{permission.codename}"
        said = [
            f"{area.title}: {', '.join(verbs)}"
            for area in AREAS
            if (verbs := [verb for verb in area.verbs() if name in area.permissions(verb)])
        ]
        return f"{'; '.join(said)} ({permission.name.removeprefix('Can ')})"


class OwnRoleForm(forms.ModelForm):  # type: ignore[type-arg]
    """A name, and what is asked for: more is given when somebody else has approved it."""

    name = forms.CharField(max_length=150, widget=UnfoldAdminTextInputWidget)
    gives = Permissions(widget=UnfoldAdminCheckboxSelectMultipleWidget, label="What it gives")
    why = forms.CharField(
        max_length=500,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text="Needed to have it give more: somebody else decides about that, and reads this.",
    )

    class Meta:
        model = Group
        fields = ("name",)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        gives: Any = self.fields["gives"]
        gives.queryset = roles.grantable().order_by("content_type__app_label", "content_type__model", "codename")
        self.given = set(self.instance.permissions.values_list("pk", flat=True)) if self.instance.pk else set()
        gives.initial = list(self.given)

    @property
    def added(self) -> set[int]:
        """What is given only once somebody else agrees."""
        return {each.pk for each in self.cleaned_data["gives"]} - self.given

    @property
    def taken(self) -> set[int]:
        """What is taken at once."""
        return self.given - {each.pk for each in self.cleaned_data["gives"]}

    def clean_name(self) -> str:
        name: str = self.cleaned_data["name"].strip()
        if name in _DECLARED or name.lower() == roles.SUPERUSER:
            raise forms.ValidationError("This name is taken.")
        return name

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if "gives" in cleaned and self.added and not cleaned.get("why", "").strip():
            self.add_error("why", "Say why it is to give more.")
        return cleaned


@admin.register(Group)
class RoleAdmin(QuickAdmin):
    """Who asks for roles makes own ones and says what they are to give; the declared ones nobody changes here."""

    form = OwnRoleForm
    list_display = ("name", "origin", "people")
    ordering = ("name",)
    search_fields = ("name",)
    search_help_text = "How a name begins"

    def complete_rows(self, rows: Sequence[Any]) -> None:
        held = roles.count_holders()
        for row in rows:
            row.holders = held.get(row.name, 0)

    @column("made by", label={"declared": "info", "own": ""})
    def origin(self, row: Group) -> tuple[str, str]:
        return ("declared", "GoPay: fixed") if row.name in _DECLARED else ("own", "You")

    @column("people")
    def people(self, row: Any) -> str:
        count = row.holders if hasattr(row, "holders") else roles.count_holders().get(row.name, 0)
        return format_html(
            '<a class="gp-link" href="{}">{}</a>', reverse("admin:staff_list", query={"role": row.name}), count
        )

    def matching(self, term: str) -> Q:
        return Q(name__istartswith=term)

    def get_fields(self, request: HttpRequest, obj: Group | None = None) -> Sequence[str]:
        return ("name", "gives", "why") if self.has_change_permission(request, obj) else ("name", "origin_badge")

    def get_readonly_fields(self, request: HttpRequest, obj: Group | None = None) -> Sequence[str]:
        return () if self.has_change_permission(request, obj) else ("name", "origin_badge")

    @column("made by")
    def origin_badge(self, row: Group) -> str:
        if row.name in _DECLARED:
            return badge("GoPay: what it gives is fixed. Make one of your own beside it.", "info")
        return NOTHING

    def has_change_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        """By the permission to ask: the form gives nothing by itself, and taking needs no second person."""
        return request.user.has_perm(roles.ASK) and getattr(obj, "name", "") not in _DECLARED

    def has_delete_permission(self, request: HttpRequest, obj: Model | None = None) -> bool:
        return bool(super().has_delete_permission(request, obj)) and getattr(obj, "name", "") not in _DECLARED

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        actions: dict[str, Any] = super().get_actions(request)
        # One by one: deleting a role takes it from everybody.
        actions.pop("delete_selected", None)
        return actions

    def save_model(self, request: HttpRequest, obj: Group, form: Any, change: bool) -> None:
        super().save_model(request, obj, form, change)
        if form.taken:
            roles.take_permissions(group_id=obj.pk, permissions=form.taken, **by_operator(request))
        if form.added:
            try:
                roles.ask_for_permissions(
                    group_id=obj.pk, permissions=form.added, why=form.cleaned_data["why"], **by_maker(request)
                )
            except DomainError as error:
                self.message_user(request, error.detail, messages.WARNING)
            else:
                said = "What it is to give more was asked for. Somebody else has to approve it under Approvals."
                self.message_user(request, said, messages.INFO)

    def delete_view(self, request: HttpRequest, object_id: str, extra_context: Any = None) -> Any:
        """A refusal is said on the role's page, and nothing was done."""
        try:
            return super().delete_view(request, object_id, extra_context)
        except DomainError as error:
            self.message_user(request, error.detail, messages.WARNING)
            return HttpResponseRedirect(reverse("admin:auth_group_change", args=[object_id]))

    def delete_model(self, request: HttpRequest, obj: Group) -> None:
        """Whoever has it loses it with all that follows from it."""
        roles.dissolve_role(group_id=obj.pk, **by_operator(request))

    def get_sections(self, request: HttpRequest, row: Group) -> Iterable[Section]:
        role = _DECLARED.get(row.name)
        if role:
            yield Section(
                title="What it gives",
                headers=("area", "what"),
                rows=[(area.title, ", ".join(role.verbs(area))) for area in AREAS if role.verbs(area)],
                more=("Beside the other roles", reverse("admin:roles_matrix", query={"role": row.name})),
            )
        yield Section(
            title="Who has it",
            headers=("person", "roles"),
            rows=[
                (
                    format_html(
                        '<a class="gp-link" href="{}">{}</a>',
                        reverse("admin:staff_member", args=[member.id]),
                        member.name,
                    ),
                    ", ".join(member.roles),
                )
                for member in roles.list_staff(role=row.name)
            ],
            empty="Nobody.",
        )
