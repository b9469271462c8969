from collections.abc import Sequence

from django.contrib import admin
from django.db.models import Q

from apps.accounts.selectors import find_person
from apps.billers.models import BillLookUp, BillPayment, SavedBill
from apps.core.admin_base import NOTHING, ReadOnlyAdmin, RecentFilter, badge, column, id_of, link, money_text
from apps.transactions.models import State

_TONES = {
    State.COMPLETED: "success",
    State.PENDING: "info",
    State.UNKNOWN: "warning",
    State.HELD: "warning",
    State.FAILED: "danger",
    State.RETURNED: "info",
}


class _OfAPerson(ReadOnlyAdmin):
    """Rows of a person's; customer numbers are shown masked, to operators as to anybody."""

    list_select_related: Sequence[str] = ("person", "biller")
    list_filter = (RecentFilter,)
    id_columns = ("pk", "person_id", "biller_id")
    search_help_text = "Number, e-mail address, handle or id of the person; id of a row or a biller"

    @column("row")
    def identity(self, row: BillLookUp | SavedBill) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("person")
    def whose(self, row: BillLookUp | BillPayment | SavedBill) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("biller")
    def biller_link(self, row: BillLookUp | BillPayment | SavedBill) -> str:
        return link("billers_biller", row.biller_id, row.biller.name)

    def matching(self, term: str) -> Q:
        if id_of(term):
            return super().matching(term)
        person = find_person(term)
        return Q(person_id=person.id) if person else Q(pk__in=[])


@admin.register(BillLookUp)
class BillLookUpAdmin(_OfAPerson):
    sensitive = "A bill somebody looked up"
    list_display = ("identity", "biller_link", "masked", "whose", "due_text", "due_date", "created_at", "used_by")
    fields = (
        "id",
        ("created_at", "expires_at"),
        ("biller_link", "masked"),
        ("whose", "used_by"),
        ("due_text", "due_date"),
        ("least", "most"),
        ("allows_partial", "is_prepaid"),
    )
    readonly_fields = ("biller_link", "whose", "due_text", "least", "most", "used_by")

    @column("owed")
    def due_text(self, row: BillLookUp) -> str:
        return money_text(row.amount_due, row.currency)

    @column("least")
    def least(self, row: BillLookUp) -> str:
        return money_text(row.minimum, row.currency)

    @column("most")
    def most(self, row: BillLookUp) -> str:
        return money_text(row.maximum, row.currency)

    @column("payment")
    def used_by(self, row: BillLookUp) -> str:
        return link("transactions_transaction", row.paid_by)


@admin.register(BillPayment)
class BillPaymentAdmin(_OfAPerson):
    sensitive = "A bill somebody paid"
    list_display = ("reference", "biller_link", "masked", "whose", "amount_text", "labelled_state", "created_at")
    list_select_related = ("person", "biller", "transaction", "product")
    fields = (
        ("payment_link", "created_at"),
        ("state_badge", "whose"),
        ("biller_link", "masked"),
        ("amount_text", "package"),
        ("settled_by", "settlement_link"),
    )
    readonly_fields = (
        "payment_link",
        "state_badge",
        "biller_link",
        "whose",
        "amount_text",
        "package",
        "settlement_link",
    )

    @column("payment")
    def reference(self, row: BillPayment) -> str:
        return row.transaction.reference

    @column("payment")
    def payment_link(self, row: BillPayment) -> str:
        return link("transactions_transaction", row.transaction_id, row.transaction.reference)

    @column("amount")
    def amount_text(self, row: BillPayment) -> str:
        return money_text(row.transaction.amount, row.transaction.currency)

    @column("state", label=_TONES)
    def labelled_state(self, row: BillPayment) -> tuple[str, str]:
        return row.transaction.state, row.transaction.state.capitalize()

    @column("state")
    def state_badge(self, row: BillPayment) -> str:
        return badge(row.transaction.get_state_display(), _TONES.get(State(row.transaction.state), "info"))

    @column("package")
    def package(self, row: BillPayment) -> str:
        return row.product.name if row.product else NOTHING

    @column("settlement")
    def settlement_link(self, row: BillPayment) -> str:
        return link("billers_billersettlement", row.settlement_id)


@admin.register(SavedBill)
class SavedBillAdmin(_OfAPerson):
    sensitive = "A bill somebody saved"
    list_display = (
        *("identity", "biller_link", "masked", "whose", "reminded", "owed", "due_date", "look_up_at", "failures"),
    )
    fields = (
        ("id", "created_at"),
        ("biller_link", "masked"),
        ("whose", "reminders"),
        ("days_before", "due_date"),
        ("owed", "looked_up_at"),
        ("look_up_at", "failures"),
    )
    readonly_fields = ("biller_link", "whose", "owed")

    @column("reminded")
    def reminded(self, row: SavedBill) -> str:
        return f"{row.days_before} days before" if row.reminders else "No"

    @column("owed")
    def owed(self, row: SavedBill) -> str:
        return money_text(row.amount_due, row.biller.currency)
