"""The pages of roles: who may what, who has which role, and giving and taking them."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from django import forms
from django.contrib import messages
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.urls import reverse
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from apps.accounts.selectors import find_person
from apps.approvals.selectors import find_requested
from apps.core import clock
from apps.core.admin_acting import by_maker, by_operator
from apps.core.admin_base import operator_of
from apps.core.csv_out import csv_line, csv_response
from apps.core.errors import DomainError
from apps.core.services import record_export
from apps.operations import roles
from apps.operations.pages import SitePage
from apps.operations.roles import AREAS, MEANINGS, ROLES, VERBS, Area, Role, Verb

EXPORT = "core.add_auditrecord"
# No group is called so.
ALL = "*"


@dataclass(frozen=True, slots=True)
class Cell:
    """What one role does in one area."""

    role: str
    verbs: tuple[Verb, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """An area, and what each role does there."""

    area: Area
    cells: list[Cell]


@dataclass(frozen=True, slots=True)
class Held:
    """A role and how many people have it."""

    role: Role
    people: int

    @property
    def address(self) -> str:
        return reverse("admin:roles_matrix", query={"role": self.role.name})


class WhyForm(forms.Form):
    """Why the matrix leaves the house."""

    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)


def matrix(chosen: list[Role]) -> list[tuple[str, list[Line]]]:
    """The areas under their groups, with what these roles do there."""
    lines = [Line(area, [Cell(role.name, role.verbs(area)) for role in chosen]) for area in AREAS]
    return [(group, list(under)) for group, under in groupby(lines, key=lambda line: line.area.group)]


class RolesPage(SitePage):
    """Areas x roles in words; with `?role=` everything about one of them."""

    template_name = "admin/operations/roles.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        return self._page(request, WhyForm() if request.user.has_perm(EXPORT) else None)

    def post(self, request: HttpRequest) -> HttpResponseBase:
        """The matrix as CSV; that it was taken is written down before."""
        if not request.user.has_perm(EXPORT):
            raise PermissionDenied
        form = WhyForm(request.POST)
        if not form.is_valid():
            return self._page(request, form)
        rows = list(self._rows())
        record_export(
            actor_id=operator_of(request),
            what="Roles and what they may",
            why=form.cleaned_data["reason"],
            rows=len(rows) - 1,
            now=clock.now(),
        )
        return csv_response(map(csv_line, rows), "roles.csv")

    def _rows(self) -> Iterator[list[object]]:
        yield ["group", "area", *(role.name for role in ROLES)]
        for area in AREAS:
            yield [area.group, area.title, *(", ".join(role.verbs(area)) or "nothing" for role in ROLES)]

    def _page(self, request: HttpRequest, form: WhyForm | None) -> HttpResponse:
        held = roles.count_holders()
        everybody = [Held(role, held.get(role.name, 0)) for role in ROLES]
        name = request.GET.get("role", "")
        one = next((each for each in everybody if each.role.name == name), None)
        if name and one is None:
            raise Http404
        return self.show(
            request,
            title=f"Role: {one.role.name}" if one else self.page.title,
            held=everybody,
            superusers=roles.count_superusers(),
            one=one,
            people=roles.list_staff(role=one.role.name) if one else [],
            permissions=sorted(one.role.permissions()) if one else [],
            matrix=matrix([one.role] if one else list(ROLES)),
            columns=1 + len(ROLES),
            meanings=[(verb, MEANINGS[verb]) for verb in VERBS],
            own=[(group, held.get(group.name, 0)) for group in roles.list_own_groups()],
            differences=roles.list_differences(),
            form=form,
        )


# --- Staff ------------------------------------------------------------------------------------------------------------


class StaffPage(SitePage):
    """Who has which role. Somebody who has none yet is found by their whole number, address or id."""

    template_name = "admin/operations/staff.html"

    def get(self, request: HttpRequest) -> HttpResponseBase:
        role, term = request.GET.get("role", ""), request.GET.get("q", "").strip()
        found = find_person(term) if term else None
        if found is not None:
            return HttpResponseRedirect(reverse("admin:staff_member", args=[found.id]))
        return self.show(
            request,
            staff=roles.list_staff(role=role),
            most=roles.MOST_STAFF,
            names=sorted(roles.count_holders()),
            role=role,
            typed=term,
        )


class GiveForm(forms.Form):
    """Which role, and why: somebody else reads it before they decide."""

    role = forms.ChoiceField(widget=UnfoldAdminSelectWidget)
    why = forms.CharField(max_length=500, widget=UnfoldAdminTextInputWidget, label="Why")

    def __init__(self, *args: Any, held: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = Group.objects.exclude(name__in=held).order_by("name").values_list("name", flat=True)
        self.fields["role"].choices = [("", "Choose one"), *((name, name) for name in names)]  # type: ignore[attr-defined]


class TakeForm(forms.Form):
    """Which role, or all of them, and why."""

    role = forms.ChoiceField(widget=UnfoldAdminSelectWidget)
    reason = forms.CharField(max_length=200, widget=UnfoldAdminTextInputWidget)

    def __init__(self, *args: Any, held: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Choose one"), *((name, name) for name in held), (ALL, "All: no member of staff any more")]
        self.fields["role"].choices = choices  # type: ignore[attr-defined]


class MemberPage(SitePage):
    """One person's roles: what they have, what is asked for, how it came to be, and what can be done."""

    template_name = "admin/operations/staff_member.html"

    def get(self, request: HttpRequest, person_id: UUID) -> HttpResponseBase:
        return self._page(request, person_id, {})

    def post(self, request: HttpRequest, person_id: UUID) -> HttpResponseBase:
        ways: dict[str, tuple[str, Callable[..., HttpResponse | forms.Form]]] = {
            "give": (roles.ASK, self._give),
            "take": (roles.DECIDE, self._take),
        }
        if not any(request.user.has_perm(needed) for needed, _ in ways.values()):
            raise PermissionDenied
        needed, way = ways.get(request.POST.get("do", ""), ("", None))
        if way is None:
            return self._page(request, person_id, {})
        if not request.user.has_perm(needed):
            raise PermissionDenied
        answer = way(request, self._member_or_404(person_id))
        return answer if isinstance(answer, HttpResponse) else self._page(request, person_id, {"wrong": answer})

    def _give(self, request: HttpRequest, member: roles.Member) -> HttpResponse | forms.Form:
        form = GiveForm(request.POST, held=member.roles)
        if not form.is_valid():
            return form
        return self._attempt(
            request,
            member,
            lambda: roles.ask_for_role(person_id=member.id, **form.cleaned_data, **by_maker(request)),
            "Asked for. Somebody else has to approve it under Approvals.",
        )

    def _take(self, request: HttpRequest, member: roles.Member) -> HttpResponse | forms.Form:
        form = TakeForm(request.POST, held=member.roles)
        if not form.is_valid():
            return form
        facts = {"person_id": member.id, "reason": form.cleaned_data["reason"], **by_operator(request)}
        role = form.cleaned_data["role"]
        if role == ALL:
            return self._attempt(request, member, lambda: roles.take_all_roles(**facts), "All was taken.")
        return self._attempt(request, member, lambda: roles.take_role(role=role, **facts), f"{role} was taken.")

    def _attempt(
        self, request: HttpRequest, member: roles.Member, deed: Callable[[], object], said: str
    ) -> HttpResponse:
        try:
            deed()
        except DomainError as error:
            messages.warning(request, error.detail)
        else:
            messages.success(request, said)
        return HttpResponseRedirect(reverse("admin:staff_member", args=[member.id]))

    def _member_or_404(self, person_id: UUID) -> roles.Member:
        member = roles.get_member(person_id)
        if member is None:
            raise Http404
        return member

    def _page(self, request: HttpRequest, person_id: UUID, wrong: dict[str, forms.Form]) -> HttpResponse:
        member = self._member_or_404(person_id)
        is_oneself = member.id == operator_of(request)
        may_give = request.user.has_perm(roles.ASK) and member.is_active and not is_oneself
        is_staff = bool(member.roles) or member.is_superuser
        may_take = request.user.has_perm(roles.DECIDE) and is_staff and not is_oneself
        failed = wrong.get("wrong")
        return self.show(
            request,
            title=member.name,
            member=member,
            is_oneself=is_oneself,
            waiting=find_requested(action=roles.CHANGE_ROLES, subject_id=person_id),
            changes=roles.list_role_changes(person_id),
            declared={role.name: role for role in ROLES},
            give_form=(failed if isinstance(failed, GiveForm) else GiveForm(held=member.roles)) if may_give else None,
            take_form=(failed if isinstance(failed, TakeForm) else TakeForm(held=member.roles)) if may_take else None,
        )
