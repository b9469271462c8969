"""Payment links, for operators: what they ask for, how often they were used; one can be switched off for good."""

from collections.abc import Iterable

from django.contrib import admin
from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.html import format_html
from unfold.decorators import action
from unfold.enums import ActionVariant

from apps.accounts.selectors import find_person
from apps.checkout import services
from apps.checkout.admin._keys import ModeFilter
from apps.checkout.models import LinkUse, PaymentLink
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    RecentFilter,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    money_text,
    plain_money,
)

_STATES = {"on": "success", "off": "warning", "ended": "danger"}
_WORDS = {"on": "On", "off": "Switched off", "ended": "Ended by an operator"}
_SHOWN_USES = 20


class ActiveFilter(ChoiceFilter):
    title = "switch"
    parameter_name = "is_active"
    choices_of_filter = [("True", "On"), ("False", "Switched off")]


def _state(row: PaymentLink) -> str:
    if row.ended_because:
        return "ended"
    return "on" if row.is_active else "off"


@admin.register(PaymentLink)
class PaymentLinkAdmin(ActsByService, ReadOnlyAdmin):
    list_display = ("title", "labelled_state", "mode", "how_much", "used", "of_merchant", "created_at")
    list_select_related = ("merchant",)
    list_filter = (ActiveFilter, ModeFilter, RecentFilter)
    search_help_text = "Its address or token; id of a link or a merchant; number, e-mail address or handle of an owner"
    fields = (
        ("id", "address"),
        ("state_badge", "mode"),
        "ended_because",
        ("of_merchant", "title"),
        "description",
        ("how_much", "tip_mode"),
        ("used", "expires_at"),
        "return_url",
        ("maker", "created_at"),
    )
    readonly_fields = ("address", "state_badge", "mode", "of_merchant", "how_much", "used", "maker")
    actions_detail = ("end",)

    @column("address")
    def address(self, row: PaymentLink) -> str:
        path = reverse("payment-link", args=[row.token])
        return format_html('<a class="gp-link" href="{}" rel="noreferrer">{}</a>', path, path)

    @column("state", label={_WORDS[state]: tone for state, tone in _STATES.items()})
    def labelled_state(self, row: PaymentLink) -> tuple[str, str]:
        return _WORDS[_state(row)], _WORDS[_state(row)]

    @column("state")
    def state_badge(self, row: PaymentLink) -> str:
        return badge(_WORDS[_state(row)], _STATES[_state(row)])

    @column("mode")
    def mode(self, row: PaymentLink) -> str:
        return badge("Live", "success") if row.is_live else badge("Test")

    @column("amount")
    def how_much(self, row: PaymentLink) -> str:
        if row.amount is not None:
            return money_text(row.amount, row.currency)
        least, most = (
            plain_money(bound, row.currency) if bound is not None else "" for bound in (row.min_amount, row.max_amount)
        )
        if least and most:
            return f"{least} to {most}, as the payer says"
        bound = f"at least {least}" if least else f"at most {most}" if most else "any amount"
        return f"{bound.capitalize()}, as the payer says"

    @column("used")
    def used(self, row: PaymentLink) -> str:
        return f"{row.uses} of {row.max_uses}" if row.max_uses else str(row.uses)

    @column("merchant")
    def of_merchant(self, row: PaymentLink) -> str:
        return link("merchants_merchant", row.merchant_id, row.merchant.name)

    @column("made by")
    def maker(self, row: PaymentLink) -> str:
        return link("accounts_user", row.created_by_id, row.created_by.full_name)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(merchant_id=identity)
        person = find_person(term)
        owned = Q(merchant__owner_id=person.id) if person else Q(pk__in=[])
        return Q(token=term.rpartition("/l/")[2]) | owned

    def get_sections(self, request: HttpRequest, row: PaymentLink) -> Iterable[Section]:
        uses = LinkUse.objects.filter(link=row).select_related("charge").order_by("-charge_id")[:_SHOWN_USES]
        yield Section(
            "Last uses",
            ("charge", "state", "amount", "begun"),
            [
                (
                    link("merchants_charge", use.charge_id, f"…{str(use.charge_id)[-8:]}"),
                    use.charge.get_state_display().partition(":")[0],
                    money_text(use.charge.amount, use.charge.currency),
                    moment_text(use.taken_at),
                )
                for use in uses
            ],
            empty="Nobody has gone on at it.",
        )

    def has_end_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; a permission of its own lets somebody end one."""
        return request.user.has_perm("checkout.end_paymentlink")

    def useful_actions(self, request: HttpRequest, row: PaymentLink) -> set[str]:
        return set() if row.ended_because else {"end"}

    @action(
        description="Switch off for good",
        icon="link_off",
        variant=ActionVariant.DANGER,
        permissions=["end"],
        dialog=dialog(
            "Switch this payment link off",
            "Nobody goes on at it any more, and the merchant cannot switch it on again. What was begun stays payable.",
            "Switch off",
        ),
    )
    def end(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: PaymentLink) -> str:
            services.end_link(link_id=row.pk, reason=reason, **by_operator(request))
            return "Switched off."

        return self.act(request, object_id, do, note=reason)
