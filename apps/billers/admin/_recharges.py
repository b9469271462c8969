from collections.abc import Iterable, Sequence
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminDecimalFieldWidget

from apps.accounts.selectors import find_person
from apps.billers import recharge_wording as wording
from apps.billers import selectors, services
from apps.billers.admin._switches import SwitchedByService, switching_off, switching_on
from apps.billers.models import (
    AutoRecharge,
    AutoRechargeState,
    RechargeFavourite,
    RechargeFloat,
    RechargeOperator,
    RechargeProduct,
)
from apps.core import clock
from apps.core.admin_acting import ActsByService, ByOperator, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    QuickAdmin,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    money_text,
    show_exact,
)
from apps.core.money import InvalidMoney, Money

_SOLD = {"sold": "success", "off": "warning", "gone": "info"}
_SOLD_TEXTS = {"sold": "Sold", "off": "Switched off", "gone": "Not offered any more"}
_STATES = {
    AutoRechargeState.ACTIVE: "success",
    AutoRechargeState.PAUSED: "warning",
    AutoRechargeState.ENDED: "info",
}


def _sold(row: RechargeOperator | RechargeProduct) -> str:
    if not row.is_active:
        return "off"
    return "sold" if row.is_offered else "gone"


class SwitchedFilter(ChoiceFilter):
    title = "switch"
    parameter_name = "is_active"
    choices_of_filter = [("True", "On"), ("False", "Switched off")]


class OfferedFilter(ChoiceFilter):
    title = "provider"
    parameter_name = "is_offered"
    choices_of_filter = [("True", "Offers it"), ("False", "Does not offer it any more")]


class _Catalogued(SwitchedByService, ReadOnlyAdmin):
    """What a provider says it sells. It is written by the synchronisation; here it is switched off and on."""

    list_filter = (SwitchedFilter, OfferedFilter)
    actions_detail = ("switch_off", "switch_on")
    search_help_text = "Code, part of the name, or id"

    @column("state", label=_SOLD)
    def labelled_state(self, row: Any) -> tuple[str, str]:
        return _sold(row), _SOLD_TEXTS[_sold(row)]

    @column("state")
    def state_badge(self, row: Any) -> str:
        return badge(_SOLD_TEXTS[_sold(row)], _SOLD[_sold(row)])

    def matching(self, term: str) -> Q:
        condition = Q(code=term.lower()) | Q(name__icontains=term)
        return condition | Q(pk=identity) if (identity := id_of(term)) else condition

    @switching_off(
        "Switch this off",
        "Nothing of it is sold any more, whatever the provider offers. What was asked for goes on.",
    )
    def switch_off(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self.switch_one(request, form, object_id, is_active=False)

    @switching_on("Switch this on")
    def switch_on(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self.switch_one(request, form, object_id, is_active=True)


@admin.register(RechargeOperator)
class RechargeOperatorAdmin(_Catalogued):
    list_display = ("name", "code", "country", "prefix_text", "gateway_code", "labelled_state", "seen_at")
    ordering = ("name", "code")
    fields = (
        ("name", "code"),
        ("country", "gateway_code"),
        "prefix_text",
        ("initials", "colour"),
        ("state_badge", "seen_at"),
    )
    readonly_fields = ("prefix_text", "state_badge")
    actions_list = ("synchronise",)

    @column("numbers beginning")
    def prefix_text(self, row: RechargeOperator) -> str:
        return ", ".join(row.prefixes) or NOTHING

    def switch(self, row: RechargeOperator, *, is_active: bool, reason: str, operator: ByOperator) -> None:
        services.switch_recharge_operator(operator_id=row.id, is_active=is_active, reason=reason, **operator)

    def get_sections(self, request: HttpRequest, row: RechargeOperator) -> Iterable[Section]:
        products = RechargeProduct.objects.filter(operator=row).order_by("kind", "amount", "code")
        yield Section(
            "Products",
            ("product", "kind", "price", "state"),
            [
                (
                    link("billers_rechargeproduct", one.id, one.name),
                    one.get_kind_display(),
                    _price(one),
                    self.state_badge(one),
                )
                for one in products
            ],
            empty="It sells nothing.",
        )

    @action(
        description="Ask the providers",
        icon="sync",
        permissions=["write"],
        dialog=dialog(
            "Ask the providers what they sell",
            "It is done once a day anyway. What was switched off here stays off.",
            "Ask now",
            None,
        ),
    )
    def synchronise(self, request: HttpRequest, form: BaseDialogForm) -> HttpResponse:
        synced = services.sync_recharge_catalogue(now=clock.now())
        if synced.silent:
            text = f"Not answered: {', '.join(synced.silent)}. What these sold before stays."
            self.message_user(request, text, messages.WARNING)
        text = f"{synced.operators} operators with {synced.products} products are offered."
        self.message_user(request, text, messages.SUCCESS)
        return HttpResponse(headers={"HX-Redirect": reverse("admin:billers_rechargeoperator_changelist")})


def _price(row: RechargeProduct) -> str:
    if row.amount is not None:
        return money_text(row.amount, row.currency)
    least = money_text(row.minimum, row.currency)
    if row.maximum is None:
        return format_html("{} or more", least)
    return format_html("{} to {}", least, money_text(row.maximum, row.currency))


@admin.register(RechargeProduct)
class RechargeProductAdmin(_Catalogued):
    list_display = ("name", "code", "telco", "kind", "amount_text", "least", "most", "labelled_state")
    list_select_related = ("operator",)
    ordering = ("code", "pk")
    fields = (
        ("name", "code"),
        ("telco", "kind"),
        ("amount_text", "validity_days"),
        ("least", "most"),
        ("state_badge", "seen_at"),
    )
    readonly_fields = ("telco", "amount_text", "least", "most", "state_badge")

    @column("operator")
    def telco(self, row: RechargeProduct) -> str:
        return link("billers_rechargeoperator", row.operator_id, row.operator.name)

    @column("price")
    def amount_text(self, row: RechargeProduct) -> str:
        return money_text(row.amount, row.currency)

    @column("least")
    def least(self, row: RechargeProduct) -> str:
        return money_text(row.minimum, row.currency)

    @column("most")
    def most(self, row: RechargeProduct) -> str:
        return money_text(row.maximum, row.currency)

    def switch(self, row: RechargeProduct, *, is_active: bool, reason: str, operator: ByOperator) -> None:
        services.switch_recharge_product(product_id=row.id, is_active=is_active, reason=reason, **operator)


class _OfAPerson(ReadOnlyAdmin):
    """Rows of a person's; the numbers are other people's and shown masked."""

    list_select_related: Sequence[str] = ("person", "operator")
    id_columns = ("pk", "person_id")
    search_help_text = "Number, e-mail address, handle or id of the person; id of a row"

    @column("person")
    def whose(self, row: RechargeFavourite | AutoRecharge) -> str:
        return link("accounts_user", row.person_id, row.person.full_name)

    @column("operator")
    def telco(self, row: RechargeFavourite | AutoRecharge) -> str:
        return link("billers_rechargeoperator", row.operator_id, row.operator.name) if row.operator else NOTHING

    def matching(self, term: str) -> Q:
        if id_of(term):
            return super().matching(term)
        person = find_person(term)
        return Q(person_id=person.id) if person else Q(pk__in=[])


@admin.register(RechargeFavourite)
class RechargeFavouriteAdmin(_OfAPerson):
    sensitive = "A number somebody recharges"
    list_display = ("masked", "nickname", "telco", "whose", "created_at")
    list_filter = (RecentFilter,)
    fields = (("id", "created_at"), ("masked", "nickname"), ("telco", "whose"))
    readonly_fields = ("telco", "whose")


class AutoStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = AutoRechargeState.choices


@admin.register(AutoRecharge)
class AutoRechargeAdmin(ActsByService, _OfAPerson):
    sensitive = "An automatic recharge"
    list_display = ("masked", "labelled_state", "amount_text", "often", "telco", "whose", "next_due_on", "created_at")
    list_select_related = ("person", "operator", "product")
    list_filter = (AutoStateFilter, RecentFilter)
    fields = (
        ("id", "created_at"),
        ("state_badge", "paused_because"),
        ("whose", "masked"),
        ("telco", "product_name"),
        ("amount_text", "often"),
        ("start_date", "time_zone"),
        ("next_due_on", "due_at"),
        ("next_occurrence", "runs_made"),
        ("failures_in_a_row", "ended_at"),
        "device",
    )
    readonly_fields = ("state_badge", "telco", "product_name", "amount_text", "whose", "often", "device")
    actions_detail = ("pause",)

    @column("state", label=_STATES)
    def labelled_state(self, row: AutoRecharge) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: AutoRecharge) -> str:
        return badge(row.get_state_display(), _STATES[AutoRechargeState(row.state)])

    @column("amount")
    def amount_text(self, row: AutoRecharge) -> str:
        return money_text(row.amount, row.currency)

    @column("how often")
    def often(self, row: AutoRecharge) -> str:
        return wording.how_often(row.every_days, row.day_of_month)

    @column("product")
    def product_name(self, row: AutoRecharge) -> str:
        return link("billers_rechargeproduct", row.product_id, row.product.name)

    @column("made on")
    def device(self, row: AutoRecharge) -> str:
        return link("accounts_device", row.device_id)

    def get_sections(self, request: HttpRequest, row: AutoRecharge) -> Iterable[Section]:
        yield Section(
            "Newest due dates",
            ("due", "state", "why", "payment"),
            [
                (
                    run.due_on,
                    run.get_state_display(),
                    wording.reason_of(run.failure_code) if run.failure_code else NOTHING,
                    link("transactions_transaction", run.transaction_id),
                )
                for run in selectors.list_auto_runs(row.id, limit=20)
            ],
            empty="Nothing was due yet.",
        )

    def has_write_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """The rows are read-only for everybody; who may change them may pause one."""
        return bool(request.user.has_perm("billers.change_autorecharge"))

    def useful_actions(self, request: HttpRequest, row: AutoRecharge) -> set[str]:
        return {"pause"} if row.state == AutoRechargeState.ACTIVE else set()

    @action(
        description="Pause",
        icon="pause",
        variant=ActionVariant.DANGER,
        permissions=["write"],
        dialog=dialog(
            "Pause this auto-recharge",
            "Nothing is bought until its person confirms it anew. They are told.",
            "Pause",
        ),
    )
    def pause(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]
        done = f"Paused. {reason}"

        def do(row: AutoRecharge) -> str:
            services.pause_auto_recharge_by_operator(auto_recharge_id=row.id, reason=reason, **by_operator(request))
            return done

        return self.act(request, object_id, do, note=done)


class FloatForm(forms.ModelForm):  # type: ignore[type-arg]
    """From which figure on somebody is warned."""

    class Meta:
        model = RechargeFloat
        fields = ("warn_below",)
        widgets = {"warn_below": UnfoldAdminDecimalFieldWidget}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        show_exact(self, self.instance.currency, ("warn_below",))

    def clean_warn_below(self) -> Decimal | None:
        figure: Decimal | None = self.cleaned_data["warn_below"]
        if figure is not None:
            if figure < 0:
                raise forms.ValidationError("This is not less than nothing.")
            try:
                Money(figure, self.instance.currency)
            except InvalidMoney as error:
                raise forms.ValidationError(error.detail) from error
        return figure


@admin.register(RechargeFloat)
class RechargeFloatAdmin(QuickAdmin):
    """What we have prepaid. The readings are a task's; the figure to warn below is set here."""

    form = FloatForm
    list_display = ("gateway_code", "currency", "labelled_state", "left", "booked", "apart", "read_at", "failed_at")
    fields = (
        ("gateway_code", "currency"),
        ("read_at", "failed_at"),
        ("left", "booked"),
        ("apart", "state_badge"),
        "warn_below",
    )
    readonly_fields = (*("gateway_code", "currency", "state_badge", "read_at", "failed_at", "left", "booked", "apart"),)
    ordering = ("gateway_code", "currency")
    search_fields = ()

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return False

    @column("state", label={"low": "danger", "silent": "warning", "fine": "success"})
    def labelled_state(self, row: RechargeFloat) -> tuple[str, str]:
        return _float_state(row), _FLOAT_TEXTS[_float_state(row)]

    @column("state")
    def state_badge(self, row: RechargeFloat) -> str:
        tone = {"low": "danger", "silent": "warning", "fine": "success"}[_float_state(row)]
        return badge(_FLOAT_TEXTS[_float_state(row)], tone)

    @column("left there")
    def left(self, row: RechargeFloat) -> str:
        return money_text(row.balance, row.currency)

    @column("left by our books")
    def booked(self, row: RechargeFloat) -> str:
        return money_text(selectors.booked_float(row).amount, row.currency)

    @column("difference")
    def apart(self, row: RechargeFloat) -> str:
        return money_text(row.balance - selectors.booked_float(row).amount, row.currency)

    def construct_change_message(self, request: HttpRequest, form: Any, formsets: Any, add: bool = False) -> str:
        before, after = form.initial.get("warn_below"), form.cleaned_data.get("warn_below")
        return f"Warns below {after if after is not None else 'nothing'}, before {before or 'nothing'}."

    def save_model(self, request: HttpRequest, obj: RechargeFloat, form: Any, change: bool) -> None:
        # A reading may come meanwhile: only the figure is written.
        obj.save(update_fields=["warn_below"])


_FLOAT_TEXTS = {"low": "Below the figure", "silent": "Not read last time", "fine": "Enough"}


def _float_state(row: RechargeFloat) -> str:
    if row.is_low:
        return "low"
    return "silent" if row.failed_at else "fine"
