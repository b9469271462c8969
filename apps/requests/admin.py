"""Payment requests for operators: who asked whom, and what became of it. Nobody changes anything here."""

from django.contrib import admin
from django.db.models import Q

from apps.accounts.selectors import find_person
from apps.core.admin_base import ChoiceFilter, ReadOnlyAdmin, RecentFilter, badge, column, id_of, link, money_text
from apps.requests.models import PaymentRequest, RequestBlock

_LABELS = {
    PaymentRequest.State.PENDING: "warning",
    PaymentRequest.State.PAID: "success",
    PaymentRequest.State.DECLINED: "danger",
    PaymentRequest.State.CANCELLED: "info",
    PaymentRequest.State.EXPIRED: "info",
}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(state.value, state.label.partition(",")[0]) for state in PaymentRequest.State]


@admin.register(PaymentRequest)
class PaymentRequestAdmin(ReadOnlyAdmin):
    sensitive = "A request for money"
    list_display = ("identity", "labelled_state", "amount_text", "requester", "payer", "created_at", "expires_at")
    list_filter = (StateFilter, RecentFilter)
    search_help_text = "Number, e-mail address, handle or id of a person; id of a request or of a group"
    fields = (
        ("id", "group_id"),
        ("state_badge", "amount_text"),
        ("requester", "payer"),
        "note",
        ("created_at", "expires_at", "decided_at"),
        ("reminders", "reminded_at"),
        ("is_hidden", "payment"),
    )
    readonly_fields = ("state_badge", "amount_text", "requester", "payer", "payment")

    @column("request")
    def identity(self, row: PaymentRequest) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("state", label=_LABELS)
    def labelled_state(self, row: PaymentRequest) -> tuple[str, str]:
        return row.state, row.get_state_display().partition(",")[0]

    @column("state")
    def state_badge(self, row: PaymentRequest) -> str:
        return badge(row.get_state_display(), _LABELS[PaymentRequest.State(row.state)])

    @column("amount")
    def amount_text(self, row: PaymentRequest) -> str:
        return money_text(row.amount, row.currency)

    @column("asked by")
    def requester(self, row: PaymentRequest) -> str:
        return link("accounts_user", row.requester_id, row.requester_name)

    @column("asked of")
    def payer(self, row: PaymentRequest) -> str:
        return link("accounts_user", row.payer_id, row.payer_name)

    @column("payment")
    def payment(self, row: PaymentRequest) -> str:
        return link("transactions_transaction", row.transaction_id)

    def matching(self, term: str) -> Q:
        person = find_person(term)
        condition = Q(requester_id=person.id) | Q(payer_id=person.id) if person else Q(pk__in=[])
        if identity := id_of(term):
            condition |= Q(pk=identity) | Q(group_id=identity)
        return condition


@admin.register(RequestBlock)
class RequestBlockAdmin(ReadOnlyAdmin):
    list_display = ("identity", "person", "requester", "created_at")
    search_help_text = "Number, e-mail address, handle or id of a person"
    fields = ("id", ("person", "requester"), "created_at")
    readonly_fields = ("person", "requester")

    @column("block")
    def identity(self, row: RequestBlock) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("person")
    def person(self, row: RequestBlock) -> str:
        return link("accounts_user", row.person_id)

    @column("blocked requester")
    def requester(self, row: RequestBlock) -> str:
        return link("accounts_user", row.requester_id)

    def matching(self, term: str) -> Q:
        identity = id_of(term)
        condition = Q(pk=identity) if identity else Q(pk__in=[])
        person = find_person(term)
        return condition | Q(person_id=person.id) if person else condition
