"""The operators' queue of disputes: the words and pictures of both sides, and the decision."""

from collections.abc import Callable, Iterable
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path, reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.widgets import UnfoldAdminTextInputWidget

from apps.accounts.selectors import find_person
from apps.core import clock, files
from apps.core.admin_acting import ActsByService, by_operator, dialog
from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    ReasonForm,
    Section,
    badge,
    column,
    id_of,
    link,
    moment_text,
    money_text,
    operator_of,
)
from apps.core.admin_trail import note_sight
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.money import InvalidMoney, parse_decimal
from apps.disputes import services
from apps.disputes.models import MAX_DECISION, OPEN_STATES, WAITING_STATES, Dispute, DisputeEvidence, State
from apps.transactions.takings import is_paid_to_business

_TONES = {
    State.OPEN: "info",
    State.ANSWERED: "warning",
    State.UNDER_REVIEW: "warning",
    State.DECIDED_FOR_PAYER: "success",
    State.DECIDED_FOR_PAYEE: "success",
    State.WITHDRAWN: "info",
}


class QueueFilter(ChoiceFilter):
    """What waits for an operator is what one sees who does not choose."""

    title = "state"
    parameter_name = "state"
    _WAITING: ClassVar[str] = "waiting"
    _OVERDUE: ClassVar[str] = "overdue"
    _EVERYTHING: ClassVar[str] = "all"
    choices_of_filter = [
        (_WAITING, "Waits for a decision"),
        (_OVERDUE, "Past its time"),
        *State.choices,
        (_EVERYTHING, "All"),
    ]

    def choices(self, changelist: Any) -> Any:
        chosen = self.value() or self._WAITING
        for value, label in self.choices_of_filter:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": value == chosen, "query_string": query, "display": label}

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        # Whoever searches for somebody means all of theirs.
        value = self.value() or (self._EVERYTHING if request.GET.get("q") else self._WAITING)
        if value == self._WAITING:
            return queryset.filter(state__in=WAITING_STATES)
        if value == self._OVERDUE:
            return queryset.filter(state__in=OPEN_STATES, decide_by__lte=clock.now())
        return queryset if value == self._EVERYTHING else queryset.filter(state=value)


class ForPayerForm(ReasonForm):
    """How much, and why; both sides read the reason."""

    amount = forms.CharField(
        required=False,
        max_length=20,
        widget=UnfoldAdminTextInputWidget({"placeholder": "All that is disputed"}),
        help_text="Leave it empty to give back all that is disputed.",
    )

    def clean_amount(self) -> Any:
        text = self.cleaned_data["amount"].strip()
        try:
            return parse_decimal(text) if text else None
        except InvalidMoney as error:
            raise forms.ValidationError('An amount is a plain decimal number, for example "12.50".') from error


def _payee_of(row: Dispute) -> str:
    """Who was paid; for a business its owner answers."""
    owner = row.payee.full_name
    return f"{row.transaction.payee_name} ({owner})" if is_paid_to_business(row.transaction) else owner


def _lines(text: str) -> SafeString | str:
    return format_html_join("", "{}<br>", ((line,) for line in text.splitlines())) or NOTHING


@admin.register(Dispute)
class DisputeAdmin(ActsByService, ReadOnlyAdmin):
    """Rows are written by services; what each side has sent is shown to who may decide, and each look written down."""

    sensitive = "A dispute"
    list_display = ("between", "cause", "figure", "labelled_state", "answer_by", "decide_by", "lateness")
    list_filter = (QueueFilter,)
    list_select_related = ("payer", "payee", "transaction", "decided_by")
    ordering = ("decide_by", "pk")
    search_help_text = "Number, e-mail address, or id of a dispute, a payment or a person"
    fields = (
        "id",
        "payment_link",
        "payer_link",
        "payee_link",
        "state_badge",
        "lateness",
        "cause",
        "figure",
        "held",
        "opened_at",
        "answer_by",
        "answered_at",
        "decide_by",
        "decided_at",
        "decider",
        "decision_reason",
        "award",
        "missing",
        "refund_link",
    )
    readonly_fields = (
        "payment_link",
        "payer_link",
        "payee_link",
        "state_badge",
        "lateness",
        "cause",
        "figure",
        "held",
        "decider",
        "award",
        "missing",
        "refund_link",
    )
    actions_detail = ("for_payer", "for_payee")

    @column("payer and payee")
    def between(self, row: Dispute) -> str:
        return f"{row.payer.full_name}, {_payee_of(row)}"

    @column("payment")
    def payment_link(self, row: Dispute) -> str:
        return link("transactions_transaction", row.transaction_id, row.transaction.reference)

    @column("payer")
    def payer_link(self, row: Dispute) -> str:
        return link("accounts_user", row.payer_id, row.payer.full_name)

    @column("payee")
    def payee_link(self, row: Dispute) -> str:
        return link("accounts_user", row.payee_id, _payee_of(row))

    @column("reason")
    def cause(self, row: Dispute) -> str:
        return row.get_reason_display()

    @column("disputed")
    def figure(self, row: Dispute) -> str:
        return money_text(row.amount, row.currency)

    @column("put aside")
    def held(self, row: Dispute) -> str:
        return money_text(row.held_amount, row.currency)

    @column("given back")
    def award(self, row: Dispute) -> str:
        return money_text(row.paid_back, row.currency)

    @column("shortfall")
    def missing(self, row: Dispute) -> str:
        return money_text(row.shortfall if row.awarded is not None else None, row.currency)

    @column("state", label=_TONES)
    def labelled_state(self, row: Dispute) -> tuple[str, str]:
        return row.state, row.get_state_display()

    @column("state")
    def state_badge(self, row: Dispute) -> str:
        return badge(row.get_state_display(), _TONES[State(row.state)])

    @column("late")
    def lateness(self, row: Dispute) -> str:
        return badge("should be decided by now", "danger") if row.is_overdue(clock.now()) else NOTHING

    @column("decided by")
    def decider(self, row: Dispute) -> str:
        return link("accounts_user", row.decided_by_id, row.decided_by)

    @column("refund")
    def refund_link(self, row: Dispute) -> str:
        return link("transactions_transaction", row.refund_transaction_id)

    def matching(self, term: str) -> Q:
        if identity := id_of(term):
            return Q(pk=identity) | Q(transaction_id=identity) | Q(payer_id=identity) | Q(payee_id=identity)
        person = find_person(term)
        return Q(payer_id=person.id) | Q(payee_id=person.id) if person else Q(pk__in=[])

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        """Rows are read-only for everybody; who may decide does so by the actions."""
        return request.user.has_perm("disputes.decide_dispute")

    # The page of one dispute.

    def get_sections(self, request: HttpRequest, row: Dispute) -> Iterable[Section]:
        if not self.has_decide_permission(request):
            yield Section("Statements and evidence", (), (), empty="Only who may decide sees these.")
        elif request.user.pk in (row.payer_id, row.payee_id):
            yield Section("Statements and evidence", (), (), empty="Nobody decides their own: somebody else does.")
        else:
            rows = [("The payer", _lines(row.statement)), ("The payee", _lines(row.answer))]
            yield Section("Statements", ("side", "says"), rows, note="Both sides read these.")
            yield self._evidence(row)
        yield self._others(row)

    def _evidence(self, row: Dispute) -> Section:
        pictures = list(row.evidence.order_by("side", "number"))
        figures = format_html_join(
            "",
            '<figure><img src="{}" alt="{}" width="{}" height="{}"><figcaption>{}</figcaption></figure>',
            (
                (
                    reverse("admin:disputes_dispute_evidence", args=[row.id, picture.id]),
                    _caption(picture),
                    picture.width,
                    picture.height,
                    _caption(picture),
                )
                for picture in pictures
            ),
        )
        body = format_html('<div class="gp-documents">{}</div>', figures) if pictures else ""
        note = "Each side sees its own only. That you look at one is written down."
        return Section("Evidence", (), (), note=note, body=body, empty="None was added.")

    def _others(self, row: Dispute) -> Section:
        same = Q(payer_id=row.payer_id) | Q(payee_id=row.payee_id)
        others = Dispute.objects.filter(same).exclude(pk=row.pk).order_by("-id")
        others = others.select_related("payer", "payee", "transaction")[:10]
        rows = [
            (
                link("disputes_dispute", other.id, str(other.id)[-8:]),
                self.between(other),
                other.get_reason_display(),
                self.figure(other),
                other.get_state_display(),
                moment_text(other.opened_at),
            )
            for other in others
        ]
        headers = ("dispute", "payer and payee", "reason", "disputed", "state", "opened")
        return Section("Other disputes of this payer, or with this payee", headers, rows)

    def get_urls(self) -> list[URLPattern]:
        page = path(
            "<path:object_id>/evidence/<uuid:evidence_id>",
            self.admin_site.admin_view(require_safe(self.picture)),
            name="disputes_dispute_evidence",
        )
        # Before Django's own, one of which takes any address.
        return [page, *super().get_urls()]

    def picture(self, request: HttpRequest, object_id: str, evidence_id: UUID) -> HttpResponse:
        """One picture, for who may decide; each look is written down. The page shows it, a click elsewhere saves it."""
        identity = id_of(object_id)
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if identity is None:
            raise Http404
        try:
            evidence = services.look_at_evidence(
                dispute_id=identity, evidence_id=evidence_id, by=operator_of(request), now=clock.now()
            )
            content = files.read(evidence.file_key)
        except DomainError as error:
            if error.category == "forbidden":
                raise PermissionDenied from error
            raise Http404 from error
        name = f"evidence-{evidence.side.lower()}-{evidence.number}.jpg"
        note_sight(request, "Evidence of a dispute", Dispute, identity)
        return private_file_response(content, evidence.content_type, name)

    # The decision.

    def useful_actions(self, request: HttpRequest, row: Dispute) -> set[str]:
        return {"for_payer", "for_payee"} if services.may_decide(row, by=operator_of(request)) else set()

    @action(
        description="Give back",
        icon="undo",
        variant=ActionVariant.PRIMARY,
        permissions=["decide"],
        dialog=dialog(
            "Decide for the payer",
            "What is put aside goes back to the payer, and what else the payee has if that is too little. Both sides "
            "are told, with the reason.",
            "Give back",
            ForPayerForm,
        ),
    )
    def for_payer(self, request: HttpRequest, form: ForPayerForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, services.decide_for_payer, form, amount=form.cleaned_data["amount"])

    @action(
        description="Leave with the payee",
        icon="check",
        permissions=["decide"],
        dialog=dialog(
            "Decide for the payee",
            "What is put aside is the payee's again. Both sides are told, with the reason.",
            "Leave with the payee",
        ),
    )
    def for_payee(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        return self._do(request, object_id, services.decide_for_payee, form)

    def _do(
        self, request: HttpRequest, object_id: str, service: Callable[..., Dispute], form: ReasonForm, **facts: Any
    ) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Dispute) -> str:
            decided = service(dispute_id=row.id, reason=reason, **by_operator(request), **facts)
            missing = f" {decided.shortfall:f} {decided.currency} was not there." if decided.shortfall else ""
            return f"{decided.get_state_display()}.{missing}"

        return self.act(request, object_id, do, note=reason[:MAX_DECISION])


def _caption(picture: DisputeEvidence) -> str:
    note = f": {picture.note}" if picture.note else ""
    return f"{picture.get_side_display()}, {moment_text(picture.added_at)}{note}"
