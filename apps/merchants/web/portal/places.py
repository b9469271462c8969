"""Stores and tills: opened, changed and closed, and the poster with a till's code."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.core import ratelimit
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.web.forms import WebForm
from apps.core.web.lists import list_page
from apps.merchants import codes, poster, rates, selectors, services
from apps.merchants.errors import RoleRequired
from apps.merchants.models import Store, Till
from apps.merchants.selectors import Power
from apps.merchants.web.forms import OpenTillForm, StoreForm, SwitchForm, TillForm
from apps.merchants.web.frames import PortalView

_LISTED = 100


class _PlacesView(PortalView):
    part = "stores"
    power = Power.RUN_STORES

    def store_of(self, store_id: UUID) -> Store:
        """One of the stores they work in. Raises StoreNotFound, RoleRequired."""
        if self.member.store_id not in (None, store_id):
            raise RoleRequired("Your role is for one store only.")
        return selectors.get_store(merchant_id=self.merchant.id, store_id=store_id)

    def till_of(self, till_id: UUID) -> Till:
        """One of the tills of theirs, open or not. Raises TillNotFound."""
        return selectors.till_seen_by(self.member, till_id)

    def saved(self, form: WebForm, change: Any) -> Any:
        """What the service gave, or None with its refusal in the form."""
        try:
            return change()
        except DomainError as error:
            if error.category in ("unauthenticated", "not_found", "forbidden"):
                raise
            form.refuse(error)
            self.refusal = STATUS[error.category]
            return None

    refusal = 400


class StoreListView(_PlacesView):
    """The stores with their tills."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        def fetch(before: UUID | None, after: UUID | None, limit: int) -> Sequence[Store]:
            return selectors.list_stores(
                merchant_id, store_id=self.member.store_id, before=before, after=after, limit=limit
            )

        page = list_page(request, fetch)
        tills = selectors.list_tills_in([store.id for store in page.rows])
        context = {"page": page, "stores": [(store, tills[store.id]) for store in page.rows]}
        return self.render("merchants/portal/stores.html", context)


class NewStoreView(_PlacesView):
    """Opens a store."""

    is_of_all_stores = True

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        return self._show(StoreForm(initial={"city": self.merchant.city}))

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = StoreForm(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        made = self.saved(
            form,
            lambda: services.open_store(
                person_id=self.me.id, merchant_id=merchant_id, now=self.now, **form.cleaned_data
            ),
        )
        if made is None:
            return self._show(form, status=self.refusal)
        messages.success(request, _("The store is open. Now open a till in it."))
        return self.go("merchant-portal-stores", merchant_id)

    def _show(self, form: StoreForm, *, status: int = 200) -> HttpResponse:
        return self.render("merchants/portal/store.html", {"form": form}, status=status)


class StoreView(_PlacesView):
    """Renames or moves a store."""

    def get(self, request: HttpRequest, merchant_id: UUID, store_id: UUID) -> HttpResponse:
        store = self.store_of(store_id)
        form = StoreForm(initial={"name": store.name, "city": store.city, "address": store.address})
        return self._show(store, form)

    def post(self, request: HttpRequest, merchant_id: UUID, store_id: UUID) -> HttpResponse:
        store = self.store_of(store_id)
        form = StoreForm(request.POST)
        if not form.is_valid():
            return self._show(store, form, status=400)
        made = self.saved(form, lambda: _change_store(self, store, form.cleaned_data))
        if made is None:
            return self._show(store, form, status=self.refusal)
        messages.success(request, _("Saved."))
        return self.go("merchant-portal-stores", merchant_id)

    def _show(self, store: Store, form: StoreForm, *, status: int = 200) -> HttpResponse:
        return self.render("merchants/portal/store.html", {"store": store, "form": form}, status=status)


class SwitchStoreView(_PlacesView):
    """Opens or closes a store; closing it closes its tills."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, store_id: UUID) -> HttpResponse:
        store, form = self.store_of(store_id), SwitchForm(request.POST)
        if form.is_valid():
            is_open = form.cleaned_data["is_open"] == "1"
            _change_store(self, store, {"is_open": is_open})
            messages.success(request, _("The store is open.") if is_open else _("The store and its tills are closed."))
        return self.go("merchant-portal-stores", merchant_id)


class NewTillView(_PlacesView):
    """Opens a till in one of the stores."""

    def get(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        initial = {"store_id": request.GET.get("store", "")[:36]}
        return self._show(OpenTillForm(initial=initial, stores=self._stores()))

    def post(self, request: HttpRequest, merchant_id: UUID) -> HttpResponse:
        form = OpenTillForm(request.POST, stores=self._stores())
        if not form.is_valid():
            return self._show(form, status=400)
        store_id = form.cleaned_data["store_id"]
        made = self.saved(
            form,
            lambda: services.open_till(
                person_id=self.me.id, merchant_id=merchant_id, store_id=store_id, now=self.now, **form.changes()
            ),
        )
        if made is None:
            return self._show(form, status=self.refusal)
        messages.success(request, _("The till is open. Print its poster and hang it up."))
        return self.go("merchant-portal-till", merchant_id, made.id)

    def _stores(self) -> list[Store]:
        found = selectors.list_stores(self.merchant.id, store_id=self.member.store_id, limit=_LISTED)
        return [store for store in found if store.is_open]

    def _show(self, form: OpenTillForm, *, status: int = 200) -> HttpResponse:
        return self.render("merchants/portal/till.html", {"form": form}, status=status)


class TillView(_PlacesView):
    """A till: its code, and what it adds to an amount."""

    def get(self, request: HttpRequest, merchant_id: UUID, till_id: UUID) -> HttpResponse:
        row = self.till_of(till_id)
        value = f"{row.tip_value.normalize():f}" if row.tip_value is not None else ""
        form = TillForm(initial={"label": row.label, "tip_mode": row.tip_mode, "tip_value": value})
        return self._show(row, form)

    def post(self, request: HttpRequest, merchant_id: UUID, till_id: UUID) -> HttpResponse:
        row, form = self.till_of(till_id), TillForm(request.POST)
        if not form.is_valid():
            return self._show(row, form, status=400)
        if self.saved(form, lambda: _change_till(self, row, form.changes())) is None:
            return self._show(row, form, status=self.refusal)
        messages.success(request, _("Saved."))
        return self.go("merchant-portal-till", merchant_id, till_id)

    def _show(self, row: Till, form: TillForm, *, status: int = 200) -> HttpResponse:
        context = {"row": row, "form": form, "qr_text": codes.till_text(row, self.merchant)}
        return self.render("merchants/portal/till.html", context, status=status)


class SwitchTillView(_PlacesView):
    """Opens or closes a till."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, merchant_id: UUID, till_id: UUID) -> HttpResponse:
        row, form = self.till_of(till_id), SwitchForm(request.POST)
        if form.is_valid():
            is_open = form.cleaned_data["is_open"] == "1"
            _change_till(self, row, {"is_open": is_open})
            messages.success(request, _("The till is open.") if is_open else _("The till is closed."))
        return self.go("merchant-portal-till", merchant_id, till_id)


class PosterView(_PlacesView):
    """The code of a till on a page of its own, to be printed and hung up."""

    def get(self, request: HttpRequest, merchant_id: UUID, till_id: UUID) -> HttpResponse:
        row = self.till_of(till_id)
        context = {
            "row": row,
            "store": selectors.get_store(merchant_id=self.merchant.id, store_id=row.store_id),
            "code": f"{row.code[:5]} {row.code[5:]}",
            "qr_text": codes.till_text(row, self.merchant),
        }
        return self.render("merchants/portal/poster.html", context)


class PosterFileView(_PlacesView):
    """The same as a PDF of one page of A5."""

    def get(self, request: HttpRequest, merchant_id: UUID, till_id: UUID) -> HttpResponse:
        row = self.till_of(till_id)
        ratelimit.spend(rates.POSTERS_BY_PERSON, str(self.me.id), now=self.now)
        made = poster.poster_pdf(row, self.merchant, f"{row.store.name}, {row.store.city}")
        return private_file_response(made, poster.CONTENT_TYPE, f"gopay-till-{row.code}.pdf")


def _change_store(view: PortalView, store: Store, changes: dict[str, Any]) -> Store:
    return services.change_store(
        person_id=view.me.id, merchant_id=view.merchant.id, store_id=store.id, changes=changes, now=view.now
    )


def _change_till(view: PortalView, row: Till, changes: dict[str, Any]) -> Till:
    return services.change_till(
        person_id=view.me.id, merchant_id=view.merchant.id, till_id=row.id, changes=changes, now=view.now
    )
