"""Bills that somebody keeps for the next time, and is reminded of."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.billers import selectors, services
from apps.billers.models import SavedBill
from apps.billers.selectors import BillerView
from apps.billers.web.bills import begin_bill
from apps.billers.web.forms import ReminderForm, SaveBillForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.web.forms import WebForm
from apps.core.web.lists import list_page


class SavedBillsView(WalletView):
    """The list."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = list_page(
            request,
            lambda before, after, limit: selectors.list_saved_bills(
                self.me.id, before=before, after=after, limit=limit
            ),
        )
        return self.render("billers/saved.html", {"page": page})


class SaveBillView(WalletView):
    """Keeps one, of the biller that the address names."""

    tab = "home"

    def get(self, request: HttpRequest, biller: str) -> HttpResponse:
        view = selectors.get_biller_view(biller)
        return self._show(view, SaveBillForm(biller=view, initial={"reminders": True}))

    def post(self, request: HttpRequest, biller: str) -> HttpResponse:
        view = selectors.get_biller_view(biller)
        form = SaveBillForm(request.POST, biller=view)
        if not form.is_valid():
            return self._show(view, form, status=400)
        try:
            services.save_bill(
                person_id=self.me.id,
                biller=biller,
                account_number=form.cleaned_data["account_number"],
                **form.changes,
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(view, form, status=STATUS[error.category])
        return self.done(_("The bill is saved."), "wallet-saved-bills")

    def _show(self, view: BillerView, form: WebForm, *, status: int = 200) -> HttpResponse:
        return self.render("billers/save.html", {"biller": view, "form": form}, status=status)


class SavedBillView(WalletView):
    """One of them: what is due, what it is called, when to be reminded."""

    tab = "home"

    def get(self, request: HttpRequest, saved_bill_id: UUID) -> HttpResponse:
        row = self._row(saved_bill_id)
        initial = {"nickname": row.nickname, "reminders": row.reminders, "days_before": str(row.days_before)}
        return self._show(row, ReminderForm(initial=initial))

    def post(self, request: HttpRequest, saved_bill_id: UUID) -> HttpResponse:
        row = self._row(saved_bill_id)
        form = ReminderForm(request.POST)
        if not form.is_valid():
            return self._show(row, form, status=400)
        services.change_saved_bill(
            person_id=self.me.id, saved_bill_id=saved_bill_id, changes=form.changes, now=self.now
        )
        return self.done(_("Your changes are saved."), "wallet-saved-bill", saved_bill_id)

    def _row(self, saved_bill_id: UUID) -> SavedBill:
        return selectors.get_saved_bill(person_id=self.me.id, saved_bill_id=saved_bill_id)

    def _show(self, row: SavedBill, form: ReminderForm, *, status: int = 200) -> HttpResponse:
        return self.render("billers/saved_bill.html", {"row": row, "form": form}, status=status)


class PaySavedBillView(WalletView):
    """Asks the biller about one of them, and leads to what is owed."""

    http_method_names = ["post"]
    tab = "home"

    def post(self, request: HttpRequest, saved_bill_id: UUID) -> HttpResponse:
        found = services.look_up_saved_bill(person_id=self.me.id, saved_bill_id=saved_bill_id, now=self.now)
        return begin_bill(self, found)


class ForgetBillView(WalletView):
    """Forgets one of them."""

    http_method_names = ["post"]
    tab = "home"

    def post(self, request: HttpRequest, saved_bill_id: UUID) -> HttpResponse:
        services.delete_saved_bill(person_id=self.me.id, saved_bill_id=saved_bill_id, now=self.now)
        return self.done(_("The bill is no longer saved."), "wallet-saved-bills")
