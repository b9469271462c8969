"""The operators' queue, with what can be decided: one operator proposes, another one approves, and nobody edits."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from django.utils.html import escape
from unfold.decorators import action
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.accounts.selectors import find_person
from apps.core.admin_acting import MakerCheckerAdmin, approving, by_maker, dialog, rejecting, taking_back
from apps.core.admin_base import NOTHING, FactsForm, ReasonForm, id_of, money_text
from apps.gateways.admin._discrepancies import DiscrepancyAdmin
from apps.gateways.models import Discrepancy, DiscrepancyState, Resolution
from apps.transactions import services
from apps.transactions.admin._resolutions import what_happens


class ResolutionForm(BaseDialogForm):  # type: ignore[misc]
    """What a second person is to decide about."""

    choice = forms.ChoiceField(choices=Resolution.choices, widget=UnfoldAdminSelectWidget, label="What is to be done")
    reason = forms.CharField(
        max_length=500,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text="What it rests on: the provider's letter, a line of a statement.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        row = _row_of(self)
        if row is not None:
            choice = cast(forms.ChoiceField, self.fields["choice"])
            offered = services.choices_for(row)
            choice.choices = [(one.value, one.label) for one in offered]
            # A form writes its help as HTML, and this one has names in it that people have given themselves.
            choice.help_text = escape(" ".join(f"{one.label}: {what_happens(row, one)}" for one in offered))


class DecisionForm(FactsForm):
    """What is done when a second person agrees."""

    def facts(self) -> Sequence[tuple[str, object]]:
        row = _row_of(self)
        if row is None or not row.proposal:
            return ()
        maker = find_person(str(row.resolved_by_id))
        return (
            ("What", f"{row.get_kind_display()}, {row.gateway_code}"),
            ("To be done", row.get_proposal_display()),
            ("What happens then", what_happens(row, row.proposal)),
            ("On suspense", money_text(row.in_suspense, row.currency) if row.in_suspense else "Nothing"),
            ("Because", row.reason),
            ("Proposed by", maker.full_name if maker else NOTHING),
        )


def _row_of(form: BaseDialogForm) -> Discrepancy | None:
    identity = id_of(str(form.object_id))
    return Discrepancy.objects.filter(pk=identity).first() if identity else None


admin.site.unregister(Discrepancy)


@admin.register(Discrepancy)
class DecidedDiscrepancyAdmin(MakerCheckerAdmin, DiscrepancyAdmin):
    """Who may add these rows may propose, who may change them may decide; auditors only look."""

    actions_detail = ("propose", "approve", "reject", "withdraw")

    def useful_actions(self, request: HttpRequest, row: Discrepancy) -> set[str]:
        if row.state != DiscrepancyState.OPEN:
            return set()
        return self.useful_when_asked_by(request, row.resolved_by_id) if row.proposal else {"propose"}

    @action(  # type: ignore[untyped-decorator]
        description="Propose",
        icon="gavel",
        permissions=["ask"],
        dialog=dialog(
            "Propose how to resolve this",
            "Nothing moves before a second operator has approved it. What can be done depends on what is on suspense "
            "and on what the provider has said.",
            "Propose",
            ResolutionForm,
        ),
    )
    def propose(self, request: HttpRequest, form: ResolutionForm, object_id: str) -> HttpResponse:
        choice, reason = form.cleaned_data["choice"], form.cleaned_data["reason"]

        def do(row: Discrepancy) -> str:
            services.propose_resolution(discrepancy_id=row.pk, choice=choice, reason=reason, **by_maker(request))
            return "Proposed: somebody else has to approve it."

        return self.act(request, object_id, do, note=f"Proposed: {Resolution(choice).label}. {reason}")

    @approving("Do what is proposed", "It is done at once, and cannot be taken back.", DecisionForm)
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        def do(row: Discrepancy) -> str:
            decided = services.approve_resolution(discrepancy_id=row.pk, **self.by_checker(request))
            return f"Resolved: {decided.get_resolution_display()}."

        return self.act(request, object_id, do, note="Approved.")

    @rejecting("Decide against the proposal", "Nothing moves, and something else can be proposed.")
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Discrepancy) -> str:
            services.reject_resolution(discrepancy_id=row.pk, reason=reason, **self.by_checker(request))
            return "Rejected."

        return self.act(request, object_id, do, note=f"Rejected. {reason}")

    @taking_back("Take back what you have proposed", "Nothing moves.")
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        reason = form.cleaned_data["reason"]

        def do(row: Discrepancy) -> str:
            services.withdraw_resolution(discrepancy_id=row.pk, reason=reason, **by_maker(request))
            return "Taken back."

        return self.act(request, object_id, do, note=f"Taken back. {reason}")
