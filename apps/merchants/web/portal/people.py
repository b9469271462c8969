"""Who works for the merchant: invited, changed, and ended."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.identifiers import masked_name
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import decimal_string
from apps.core.web.lists import list_page
from apps.merchants import selectors, services
from apps.merchants.errors import StaffNotFound
from apps.merchants.models import Role, Staff, Store
from apps.merchants.selectors import Power
from apps.merchants.web.forms import EmployForm, RoleForm
from apps.merchants.web.frames import PortalView

_LISTED = 100


class _PeopleView(PortalView):
    part = "people"
    power = Power.EMPLOY

    def stores(self) -> list[Store]:
        return selectors.list_stores(self.merchant.id, store_id=self.member.store_id, limit=_LISTED)


class PeopleView(_PeopleView):
    """Who works there, the newest first."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[Staff]:
            return selectors.list_staff(
                merchant_id, store_id=self.member.store_id, before=before, after=after, limit=limit
            )

        page = list_page(request, fetch)
        names = {store.id: store.name for store in self.stores()}
        rows = [
            {
                "row": row,
                "name": masked_name(row.person.full_name),
                "store": names.get(row.store_id),
                "may": self._may(row),
            }
            for row in page.rows
        ]
        return self.render("merchants/portal/people.html", {"page": page, "rows": rows})

    def _may(self, row: Staff) -> bool:
        """Whether who asks can change this one; the services decide all the same."""
        is_below = row.role == Role.CASHIER or self.member.role == Role.OWNER
        return row.role != Role.OWNER and row.person_id != self.me.id and is_below


class EmployView(_PeopleView):
    """Invites somebody, who is told of it and may leave at any time."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        initial = {"role": Role.CASHIER.value, "store_id": str(self.member.store_id or "")}
        return self._show(EmployForm(initial=initial, stores=self.stores(), currency=self.merchant.currency))

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = EmployForm(request.POST, stores=self.stores(), currency=self.merchant.currency)
        if not form.is_valid():
            return self._show(form, status=400)
        try:
            row = services.employ(
                person_id=self.me.id,
                merchant_id=merchant_id,
                to=form.cleaned_data["to"],
                now=self.now,
                **form.changes(),
            )
        except DomainError as error:
            if error.category == "unauthenticated" or error.code == "merchant_not_found":
                raise
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        name = masked_name(row.person.full_name)
        messages.success(request, _("%(name)s works for you now, and is told so.") % {"name": name})
        return self.go("merchant-portal-people", merchant_id)

    def _show(self, form: EmployForm, *, status: int = 200) -> HttpResponse:
        return self.render("merchants/portal/employ.html", {"form": form}, status=status)


class PersonView(_PeopleView):
    """What somebody may do, changed or ended."""

    def get(self, request: HttpRequest, merchant_id: UUID, staff_id: UUID) -> HttpResponse:
        row = self._row(staff_id)
        cap = row.refund_daily_cap
        initial = {
            "role": row.role,
            "store_id": str(row.store_id or ""),
            "refund_daily_cap": "" if cap is None else decimal_string(cap, self.merchant.currency),
        }
        return self._show(row, RoleForm(initial=initial, stores=self.stores(), currency=self.merchant.currency))

    def post(self, request: HttpRequest, merchant_id: UUID, staff_id: UUID) -> HttpResponse:
        row = self._row(staff_id)
        form = RoleForm(request.POST, stores=self.stores(), currency=self.merchant.currency)
        if not form.is_valid():
            return self._show(row, form, status=400)
        try:
            services.change_staff(
                person_id=self.me.id,
                merchant_id=merchant_id,
                staff_id=staff_id,
                changes=form.changes(),
                now=self.now,
            )
        except DomainError as error:
            if error.category in ("unauthenticated", "not_found"):
                raise
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        messages.success(request, _("Saved."))
        return self.go("merchant-portal-people", merchant_id)

    def _row(self, staff_id: UUID) -> Staff:
        row = selectors.get_staff(merchant_id=self.merchant.id, staff_id=staff_id)
        if self.member.store_id not in (None, row.store_id):
            raise StaffNotFound
        return row

    def _show(self, row: Staff, form: RoleForm, *, status: int = 200) -> HttpResponse:
        context: dict[str, Any] = {
            "row": row,
            "name": masked_name(row.person.full_name),
            "form": form,
            "is_me": row.person_id == self.me.id,
            "can_offer": self.member.role == Role.OWNER and row.role != Role.OWNER,
        }
        return self.render("merchants/portal/person.html", context, status=status)


class EndView(PortalView):
    """Ends somebody's role, or one's own."""

    part = "people"
    # Everybody may leave; whose role somebody may end is the service's to say.
    power = Power.TAKE_PAYMENTS
    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, staff_id: UUID) -> HttpResponse:
        services.end_employment(person_id=self.me.id, merchant_id=merchant_id, staff_id=staff_id, now=self.now)
        if staff_id == self.member.row_id:
            messages.success(request, _("You do not work there any more."))
            return self.go("merchant-home")
        messages.success(request, _("Their role has ended."))
        return self.go("merchant-portal-people", merchant_id)
