from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest

from apps.core.admin_base import NOTHING, ChoiceFilter, ReadOnlyAdmin, Section, badge, column, link, plain_money
from apps.merchants.models import Store, Till, TipMode

_OPEN = {True: "success", False: "info"}
_SHOWN = 50


class OpenFilter(ChoiceFilter):
    title = "state"
    parameter_name = "is_open"
    choices_of_filter = [("True", "Open"), ("False", "Closed")]


@admin.register(Store)
class StoreAdmin(ReadOnlyAdmin):
    """Where merchants sell; their people open and close these."""

    list_display = ("name", "merchant_name", "city", "state", "opened_at")
    list_filter = (OpenFilter,)
    list_select_related = ("merchant",)
    id_columns = ("pk", "merchant_id")
    search_help_text = "Whole id of a store or of a merchant"
    fields = ("id", "name", "merchant_link", "state_badge", "city", "address", "opened_at")
    readonly_fields = ("merchant_link", "state_badge")

    @column("merchant")
    def merchant_name(self, row: Store) -> str:
        return str(row.merchant.name)

    @column("merchant")
    def merchant_link(self, row: Store) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("state", label=_OPEN)
    def state(self, row: Store) -> tuple[bool, str]:
        return row.is_open, "Open" if row.is_open else "Closed"

    @column("state")
    def state_badge(self, row: Store) -> str:
        return badge("Open" if row.is_open else "Closed", _OPEN[row.is_open])

    def get_sections(self, request: HttpRequest, row: Store) -> Iterable[Section]:
        rows = [
            (link("merchants_till", one.id, one.label), one.code, "Open" if one.is_open else "Closed")
            for one in Till.objects.filter(store=row).order_by("-pk")[:_SHOWN]
        ]
        yield Section("Tills", ("till", "code", "state"), rows)


@admin.register(Till)
class TillAdmin(ReadOnlyAdmin):
    """Where payers stand; what is printed there is the code."""

    list_display = ("code", "label", "merchant_name", "store_name", "state", "opened_at")
    list_filter = (OpenFilter,)
    list_select_related = ("merchant", "store")
    id_columns = ("pk", "merchant_id", "store_id")
    search_help_text = "Code, or whole id of a till, a store or a merchant"
    fields = ("id", "code", "label", "merchant_link", "store_link", "state_badge", "tip_mode", "tip", "opened_at")
    readonly_fields = ("merchant_link", "store_link", "state_badge", "tip")

    @column("merchant")
    def merchant_name(self, row: Till) -> str:
        return str(row.merchant.name)

    @column("store")
    def store_name(self, row: Till) -> str:
        return str(row.store.name)

    @column("merchant")
    def merchant_link(self, row: Till) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("store")
    def store_link(self, row: Till) -> str:
        return link("merchants_store", row.store_id, row.store.name)

    @column("state", label=_OPEN)
    def state(self, row: Till) -> tuple[bool, str]:
        return row.is_open, "Open" if row.is_open else "Closed"

    @column("state")
    def state_badge(self, row: Till) -> str:
        return badge("Open" if row.is_open else "Closed", _OPEN[row.is_open])

    @column("what it adds")
    def tip(self, row: Till) -> str:
        if row.tip_value is None:
            return NOTHING
        if row.tip_mode == TipMode.FIXED:
            return plain_money(row.tip_value, row.merchant.currency)
        return f"{row.tip_value.normalize():f} %"

    def matching(self, term: str) -> Q:
        if term.isascii() and term.isalnum() and len(term) <= 10:
            return Q(code=term.upper())
        return super().matching(term)
