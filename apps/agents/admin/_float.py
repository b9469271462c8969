from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm

from apps.accounts.selectors import find_person
from apps.agents import services
from apps.agents.admin._links import outlet_title, payment_link
from apps.agents.models import FloatAlert, FloatOrder, OrderDirection, OrderState, Outlet
from apps.agents.selectors import as_deposit, bank_name, list_float_banks
from apps.approvals.selectors import list_of_subject
from apps.core.admin_acting import (
    MakerCheckerAdmin,
    approving,
    by_maker,
    by_operator,
    dialog,
    taking_back,
)
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    FactsForm,
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
    operator_of,
    plain_money,
)
from apps.core.admin_trail import note_sight
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError

_TONES = {
    OrderState.REQUESTED: "warning",
    OrderState.PROPOSED: "warning",
    OrderState.DONE: "success",
    OrderState.REJECTED: "danger",
    OrderState.CANCELLED: "info",
}
_DIRECTIONS = {OrderDirection.BUY: "Buys", OrderDirection.SELL: "Sells back"}
_REASONS = {FloatAlert.Reason.LOW: "danger", FloatAlert.Reason.FORECAST: "warning"}


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = [(one.value, one.value.capitalize()) for one in OrderState]


class DirectionFilter(ChoiceFilter):
    title = "direction"
    parameter_name = "direction"
    choices_of_filter = [(one.value, _DIRECTIONS[one]) for one in OrderDirection]


class RequestedFilter(RecentFilter):
    column = "requested_at"


class OrderForm(FactsForm):
    """What is about to be proposed or approved, to be compared with the bank."""

    def facts(self) -> Sequence[tuple[str, object]]:
        identity = id_of(str(self.object_id))
        row = FloatOrder.objects.select_related("outlet__agent").filter(pk=identity).first() if identity else None
        if row is None:
            return ()
        is_sale = row.direction == OrderDirection.SELL
        return (
            ("Agent", f"{row.outlet.agent.name}, {row.outlet.name} ({row.outlet.code})"),
            ("Sells back" if is_sale else "Buys", plain_money(row.amount, row.currency)),
            ("Bank", bank_name(row.bank)),
            ("Pays to" if is_sale else "Calls the deposit", row.bank_reference),
        )


@admin.register(FloatOrder)
class FloatOrderAdmin(MakerCheckerAdmin, ReadOnlyAdmin):
    """Float that agents buy and sell back: who may enter it compares with the bank, who may approve it has it moved."""

    list_display = (
        "outlet_name",
        "direction_called",
        "amount_text",
        "bank_called",
        "bank_reference",
        "labelled_state",
        "requested_at",
        "decided_at",
    )
    list_filter = (StateFilter, DirectionFilter, RequestedFilter)
    list_select_related = ("outlet__agent",)
    id_columns = ("pk", "outlet_id")
    search_help_text = "Code of an outlet, reference of a deposit, or the id of an order or an outlet"
    fields = (
        "id",
        "outlet_text",
        "direction_text",
        "amount_text",
        ("bank_text", "bank_reference"),
        "note",
        "state_badge",
        "reason",
        ("requester", "requested_at"),
        ("proposer", "approval_link"),
        ("decider", "decided_at"),
        "payment_link",
    )
    readonly_fields = (
        "outlet_text",
        "direction_text",
        "amount_text",
        "bank_text",
        "state_badge",
        "requester",
        "proposer",
        "approval_link",
        "decider",
        "payment_link",
    )
    actions_detail = ("propose", "approve", "turn_down", "withdraw")

    @column("outlet")
    def outlet_name(self, row: FloatOrder) -> str:
        return outlet_title(row.outlet)

    @column("outlet")
    def outlet_text(self, row: FloatOrder) -> str:
        return link("agents_outlet", row.outlet_id, f"{outlet_title(row.outlet)} ({row.outlet.code})")

    @column("direction")
    def direction_text(self, row: FloatOrder) -> str:
        return row.get_direction_display()

    @column("direction")
    def direction_called(self, row: FloatOrder) -> str:
        return _DIRECTIONS[OrderDirection(row.direction)]

    @column("bank")
    def bank_called(self, row: FloatOrder) -> str:
        return bank_name(row.bank)

    @column("amount")
    def amount_text(self, row: FloatOrder) -> str:
        return money_text(row.amount, row.currency)

    @column("bank")
    def bank_text(self, row: FloatOrder) -> str:
        return f"{bank_name(row.bank)} (trust:{row.bank})"

    @column("state", label=_TONES)
    def labelled_state(self, row: FloatOrder) -> tuple[str, str]:
        return row.state, row.state.capitalize()

    @column("state")
    def state_badge(self, row: FloatOrder) -> str:
        return badge(row.get_state_display(), _TONES[OrderState(row.state)])

    @column("ordered by")
    def requester(self, row: FloatOrder) -> str:
        return _person(row.requested_by_id)

    @column("proposed by")
    def proposer(self, row: FloatOrder) -> str:
        return _person(row.proposed_by_id)

    @column("decided by")
    def decider(self, row: FloatOrder) -> str:
        return _person(row.decided_by_id)

    @column("approval")
    def approval_link(self, row: FloatOrder) -> str:
        return link("approvals_approval", row.approval_id)

    @column("moved by")
    def payment_link(self, row: FloatOrder) -> str:
        return payment_link(row.transaction_id)

    def matching(self, term: str) -> Q:
        if id_of(term) is not None:
            return super().matching(term)
        outlet = Outlet.objects.filter(code=term).values_list("pk", flat=True).first()
        if outlet:
            return Q(outlet_id=outlet)
        # The index of deposits that count begins with the bank; there are a few.
        deposits = FloatOrder.objects.filter(
            bank__in=[slug for slug, _ in list_float_banks()],
            bank_reference=as_deposit(term),
            direction=OrderDirection.BUY,
        ).exclude(state__in=[OrderState.REJECTED, OrderState.CANCELLED])
        return Q(pk__in=list(deposits.values_list("pk", flat=True)[:50]))

    def has_ask_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("agents.request_float")

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("agents.approve_float")

    def has_settle_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Whether one takes part at either stage."""
        return self.has_ask_permission(request) or self.has_decide_permission(request)

    def get_sections(self, request: HttpRequest, row: FloatOrder) -> Iterable[Section]:
        if row.proof_file:
            if self.has_settle_permission(request):
                body = format_html(
                    '<div class="gp-documents"><figure><img src="{}" alt="{}"></figure></div>', _address(row), "Slip"
                )
                yield Section("Slip", (), (), note="Each look at it is written down.", body=body)
            else:
                yield Section("Slip", (), (), empty="Only who enters or approves float sees it.")
        yield Section(
            "Approvals",
            ("proposed by", "at", "decided by", "decision", "at", "reason"),
            [
                (
                    one.maker.full_name,
                    moment_text(one.requested_at),
                    one.checker.full_name if one.checker else NOTHING,
                    one.get_state_display(),
                    moment_text(one.decided_at),
                    one.reason or NOTHING,
                )
                for one in list_of_subject(row.id)
            ],
            empty="Nobody has proposed it yet.",
        )

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/slip/",
            self.admin_site.admin_view(self.slip),
            name="agents_floatorder_slip",
        )
        # Before Django's own, one of which takes any address.
        return [page, *super().get_urls()]

    def slip(self, request: HttpRequest, object_id: str) -> HttpResponse:
        """The picture, for who takes part; each look is written down."""
        identity = id_of(object_id)
        # Who may not is told so before anything else, whatever they send.
        if not self.has_settle_permission(request) or request.method not in ("GET", "HEAD"):
            raise PermissionDenied
        if identity is None:
            raise Http404
        try:
            content = services.look_at_slip(order_id=identity, **by_operator(request))
        except DomainError as error:
            raise Http404 from error
        note_sight(request, "A slip of an order of float", FloatOrder, identity)
        return private_file_response(content, services.SLIP_TYPE, "slip.jpg")

    # What an operator can do.

    def useful_actions(self, request: HttpRequest, row: FloatOrder) -> set[str]:
        if row.state == OrderState.REQUESTED:
            return {"propose", "turn_down"}
        if row.state != OrderState.PROPOSED:
            return set()
        is_maker = row.proposed_by_id == operator_of(request)
        if is_maker:
            return {"withdraw"}
        return {"approve", "turn_down"} if self.has_decide_permission(request) else set()

    @action(
        description="Propose",
        icon="fact_check",
        variant=ActionVariant.PRIMARY,
        permissions=["ask"],
        dialog=dialog(
            "The bank agrees with this order",
            "The deposit is on the bank's statement, or the account to be paid is the agent's. "
            "A second operator decides.",
            "Propose",
            OrderForm,
        ),
    )
    def propose(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: FloatOrder) -> str:
            services.propose_float(order_id=row.pk, **by_maker(request))
            return "Proposed: somebody else has to approve it."

        return self.act(request, object_id, do, note="Proposed.")

    @approving("Move this float", "It is moved at once, and whoever has ordered it is told.", OrderForm)
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: FloatOrder) -> str:
            services.approve_float(order_id=row.pk, **self.by_checker(request))
            return "Approved: the float was moved."

        return self.act(request, object_id, do, note="Approved.")

    @action(
        description="Reject",
        icon="close",
        permissions=["settle"],
        dialog=dialog(
            "Reject this order", "What was put aside is available again. Whoever has ordered it is told why.", "Reject"
        ),
    )
    def turn_down(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: FloatOrder) -> str:
            # What is proposed is the checker's to decide; before that whoever looks at the bank may say no too.
            may = self.has_decide_permission(request) or row.state == OrderState.REQUESTED
            services.reject_float(order_id=row.pk, reason=reason, holds_role=may, **by_operator(request))
            return "Rejected."

        return self.act(request, object_id, do, note=f"Rejected. {reason}")

    @taking_back("Take your proposal back", "Nothing moves; the order waits to be looked at anew.")
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: FloatOrder) -> str:
            services.withdraw_proposal(order_id=row.pk, reason=reason, **by_maker(request))
            return "Taken back."

        return self.act(request, object_id, do, note=f"Taken back. {reason}")


class EndedFilter(ChoiceFilter):
    title = "over"
    parameter_name = "over"
    choices_of_filter = [("no", "Still low"), ("yes", "Over")]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        return queryset if value is None else queryset.filter(ended_at__isnull=value == "no")


class ReasonFilter(ChoiceFilter):
    title = "reason"
    parameter_name = "reason"
    choices_of_filter = FloatAlert.Reason.choices


class RaisedFilter(RecentFilter):
    column = "raised_at"


@admin.register(FloatAlert)
class FloatAlertAdmin(ReadOnlyAdmin):
    """Outlets whose float was low, or was not likely to last the day. Nobody writes here."""

    list_display = ("outlet_name", "reason_label", "balance_text", "expected_text", "raised_at", "ended_at")
    list_filter = (EndedFilter, ReasonFilter, RaisedFilter)
    list_select_related = ("outlet__agent",)
    id_columns = ("pk", "outlet_id")
    search_help_text = "Code of an outlet, or the id of an alert or an outlet"
    fields = ("id", "outlet_link", "reason_badge", "balance_text", "expected_text", "raised_at", "ended_at")
    readonly_fields = ("outlet_link", "reason_badge", "balance_text", "expected_text")

    @column("outlet")
    def outlet_name(self, row: FloatAlert) -> str:
        return f"{outlet_title(row.outlet)} ({row.outlet.code})"

    @column("outlet")
    def outlet_link(self, row: FloatAlert) -> str:
        return link("agents_outlet", row.outlet_id, self.outlet_name(row))

    @column("reason", label=_REASONS)
    def reason_label(self, row: FloatAlert) -> tuple[str, str]:
        return row.reason, row.reason.capitalize()

    @column("reason")
    def reason_badge(self, row: FloatAlert) -> str:
        return badge(row.get_reason_display(), _REASONS[FloatAlert.Reason(row.reason)])

    @column("float then")
    def balance_text(self, row: FloatAlert) -> str:
        return money_text(row.balance, row.currency)

    @column("expected need")
    def expected_text(self, row: FloatAlert) -> str:
        return money_text(row.expected, row.currency)

    def matching(self, term: str) -> Q:
        outlet = Outlet.objects.filter(code=term).values_list("pk", flat=True).first()
        return Q(outlet_id=outlet) if outlet else super().matching(term)


def _person(identity: object) -> str:
    if identity is None:
        return NOTHING
    person = find_person(str(identity))
    return link("accounts_user", identity, person.full_name if person else str(identity))


def _address(row: FloatOrder) -> str:
    return reverse("admin:agents_floatorder_slip", args=[row.pk])
