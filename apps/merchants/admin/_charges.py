from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from apps.accounts.selectors import find_person
from apps.core import clock
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    money_text,
    plain_money,
)
from apps.merchants.admin._takings import merchants_called, payment_link
from apps.merchants.models import Charge, ChargeState, PresentedCode, Source, Taking, TipMode

_TONES = {
    ChargeState.OPEN: "info",
    ChargeState.HELD: "warning",
    ChargeState.PAID: "success",
    ChargeState.EXPIRED: "",
    ChargeState.CANCELLED: "",
    ChargeState.RETURNED: "danger",
}
_CODE_LENGTH = 22


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = ChargeState.choices


class SourceFilter(ChoiceFilter):
    title = "source"
    parameter_name = "source"
    choices_of_filter = Source.choices


class ModeFilter(ChoiceFilter):
    title = "mode"
    parameter_name = "mode"
    choices_of_filter = [("live", "Live"), ("test", "Test: no money")]

    def queryset(self, request: HttpRequest, queryset: Any) -> Any:
        value = self.value()
        return queryset if value is None else queryset.filter(is_live=value == "live")


@admin.register(Charge)
class ChargeAdmin(ReadOnlyAdmin):
    """What merchants ask for. The code is not shown while it can still be paid: whoever has it knows what is asked."""

    list_display = ("identity", "merchant_link", "amount_text", "labelled_state", "source_text", "mode", "created_at")
    list_select_related = ("merchant",)
    list_filter = (StateFilter, SourceFilter, ModeFilter, RecentFilter)
    ordering = ("-id",)
    id_columns = ("pk", "merchant_id", "transaction_id")
    search_help_text = "Whole id of a charge, a merchant or a payment; code of a charge; name of a merchant"
    fields = (
        "id",
        ("merchant_link", "mode"),
        ("state_badge", "source_text"),
        ("amount_text", "paid_text"),
        ("tip_mode", "tip_text"),
        ("payment_link", "payer_name"),
        ("store_link", "till_link"),
        ("staff_link", "merchant_reference"),
        "description",
        ("captures_later", "capture_before"),
        ("created_at", "expires_at"),
        "decided_at",
    )
    readonly_fields = (
        "merchant_link",
        "mode",
        "state_badge",
        "source_text",
        "amount_text",
        "paid_text",
        "tip_text",
        "payment_link",
        "store_link",
        "till_link",
        "staff_link",
    )

    @column("charge")
    def identity(self, row: Charge) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("merchant")
    def merchant_link(self, row: Charge) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("asked")
    def amount_text(self, row: Charge) -> str:
        return money_text(row.amount, row.currency)

    @column("what it adds")
    def tip_text(self, row: Charge) -> str:
        if row.tip_value is None:
            return NOTHING
        if row.tip_mode == TipMode.FIXED:
            return plain_money(row.tip_value, row.currency)
        return f"{row.tip_value.normalize():f} %"

    @column("paid in all")
    def paid_text(self, row: Charge) -> str:
        return money_text(row.paid_amount, row.currency)

    @column("state", label=_TONES)
    def labelled_state(self, row: Charge) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: Charge) -> str:
        return badge(row.get_state_display(), _TONES[ChargeState(row.state)])

    @column("source")
    def source_text(self, row: Charge) -> str:
        return row.get_source_display()

    @column("mode")
    def mode(self, row: Charge) -> str:
        return badge("Live", "success") if row.is_live else badge("Test")

    @column("payment")
    def payment_link(self, row: Charge) -> str:
        return payment_link(row.transaction_id)

    @column("store")
    def store_link(self, row: Charge) -> str:
        return link("merchants_store", row.store_id, row.store)

    @column("till")
    def till_link(self, row: Charge) -> str:
        return link("merchants_till", row.till_id, row.till)

    @column("asked by")
    def staff_link(self, row: Charge) -> str:
        person = find_person(str(row.staff_id)) if row.staff_id else None
        return link("accounts_user", row.staff_id, person.full_name if person else None)

    def matching(self, term: str) -> Q:
        if id_of(term):
            return super().matching(term)
        return Q(code=term) if len(term) == _CODE_LENGTH else Q(merchant_id__in=merchants_called(term))

    def get_sections(self, request: HttpRequest, row: Charge) -> Iterable[Section]:
        lines = Taking.objects.filter(pk=row.transaction_id) if row.transaction_id else Taking.objects.none()
        yield Section(
            "Taken",
            ("line", "paid", "changes the takings by"),
            [
                (
                    link("merchants_taking", one.pk, one.get_kind_display()),
                    money_text(one.gross, one.currency),
                    money_text(one.net, one.currency),
                )
                for one in lines
            ],
            empty="Nothing.",
        )


@admin.register(PresentedCode)
class PresentedCodeAdmin(ReadOnlyAdmin):
    """Codes that payers showed, without the codes: only a digest of each is kept, which nobody sees."""

    list_display = ("identity", "whose", "ceiling_text", "became", "created_at")
    list_select_related = ("person",)
    list_filter = (RecentFilter,)
    ordering = ("-id",)
    id_columns = ("pk", "person_id", "transaction_id")
    search_help_text = "Number, e-mail address, handle or id of the person; id of a code or a payment"
    fields = (
        "id",
        ("whose", "became"),
        ("ceiling_text", "payment_link"),
        ("created_at", "expires_at"),
        ("used_at", "cancelled_at"),
        ("session_id", "device_id"),
    )
    readonly_fields = ("whose", "became", "ceiling_text", "payment_link")

    @column("code")
    def identity(self, row: PresentedCode) -> str:
        return f"…{str(row.id)[-8:]}"

    @column("person")
    def whose(self, row: PresentedCode) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("up to")
    def ceiling_text(self, row: PresentedCode) -> str:
        return money_text(row.ceiling, row.currency)

    @column("payment")
    def payment_link(self, row: PresentedCode) -> str:
        return payment_link(row.transaction_id)

    @column("became")
    def became(self, row: PresentedCode) -> str:
        if row.used_at:
            return "Used"
        if row.cancelled_at:
            return "Called off"
        return "Over" if row.expires_at <= clock.now() else "Live"

    def matching(self, term: str) -> Q:
        if id_of(term):
            return super().matching(term)
        person = find_person(term)
        return Q(person_id=person.id) if person else Q(pk__in=[])
