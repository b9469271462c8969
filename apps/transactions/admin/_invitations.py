"""Invitations for operators: what waits for whom, and what became of it. Nobody changes anything here."""

from django.contrib import admin
from django.db.models import Q

from apps.accounts.identifiers import normalise_msisdn
from apps.accounts.selectors import find_person
from apps.core.admin_base import ChoiceFilter, ReadOnlyAdmin, RecentFilter, badge, column, id_of, link
from apps.transactions.models import Invitation

_LABELS = {
    Invitation.State.WAITING: "warning",
    Invitation.State.CLAIMED: "success",
    Invitation.State.RETURNED: "info",
}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = Invitation.State.choices


@admin.register(Invitation)
class InvitationAdmin(ReadOnlyAdmin):
    """The list's count, narrowed to those that wait, says how much is unclaimed."""

    sensitive = "An invitation"
    list_display = ("msisdn", "labelled_state", "payment", "sender", "created_at", "expires_at", "decided_at")
    list_filter = (StateFilter, RecentFilter)
    search_help_text = "The number; number, e-mail address, handle or id of the sender; id of the payment"
    fields = (
        ("msisdn", "state_badge"),
        ("payment", "currency"),
        "sender",
        ("created_at", "expires_at", "decided_at"),
    )
    readonly_fields = ("state_badge", "payment", "sender")

    @column("state", label=_LABELS)
    def labelled_state(self, row: Invitation) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Invitation) -> str:
        return badge(row.get_state_display(), _LABELS[Invitation.State(row.state)])

    @column("payment")
    def payment(self, row: Invitation) -> str:
        return link("transactions_transaction", row.transaction_id, f"…{str(row.transaction_id)[-8:]}")

    @column("sender")
    def sender(self, row: Invitation) -> str:
        return link("accounts_user", row.sender_id)

    def matching(self, term: str) -> Q:
        identity, number, person = id_of(term), normalise_msisdn(term.strip()), find_person(term)
        condition = Q(pk=identity) if identity else Q(pk__in=[])
        if number:
            condition |= Q(msisdn=number)
        if person:
            condition |= Q(sender_id=person.id)
        return condition
