"""The operators' queue, with what can be decided: one operator proposes, another one approves, and nobody edits."""

from typing import Any

from django import forms
from django.contrib import admin
from django.http import HttpRequest, HttpResponse
from unfold.decorators import action
from unfold.enums import ActionVariant
from unfold.forms import BaseDialogForm
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextareaWidget

from apps.core import clock
from apps.core.admin_base import ReasonForm, operator_of
from apps.gateways.admin._discrepancies import DiscrepancyAdmin
from apps.gateways.models import Discrepancy, DiscrepancyState, Resolution
from apps.transactions import services
from apps.transactions.admin._reversals import ActsByService


class ResolutionForm(BaseDialogForm):  # type: ignore[misc]
    """What a second person is to decide about."""

    choice = forms.ChoiceField(choices=Resolution.choices, widget=UnfoldAdminSelectWidget, label="What is to be done")
    reason = forms.CharField(
        max_length=500,
        widget=UnfoldAdminTextareaWidget({"rows": 3}),
        help_text="What it rests on: the provider's letter, a line of a statement.",
    )


admin.site.unregister(Discrepancy)


@admin.register(Discrepancy)
class DecidedDiscrepancyAdmin(DiscrepancyAdmin, ActsByService):
    """Who may add these rows may propose, who may change them may decide; auditors only look."""

    actions_detail = ("propose", "approve", "reject", "withdraw")

    def has_propose_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("gateways.add_discrepancy")

    def has_decide_permission(self, request: HttpRequest, obj: object = None) -> bool:
        return request.user.has_perm("gateways.change_discrepancy")

    def get_actions_detail(self, request: HttpRequest, object_id: Any) -> list[Any]:
        row = self.get_object(request, str(object_id))
        useful: set[str] = set()
        if row is not None and row.state == DiscrepancyState.OPEN:
            if not row.proposal:
                useful = {"propose"}
            else:
                useful = {"withdraw"} if row.resolved_by_id == request.user.pk else {"approve", "reject"}
        return [each for each in super().get_actions_detail(request, object_id) if each.path in useful]

    @action(  # type: ignore[untyped-decorator]
        description="Propose",
        icon="gavel",
        permissions=["propose"],
        dialog={
            "title": "Propose how to resolve this",
            "description": "A second operator decides. Of money on suspense: pay it to the customer, say that the "
            "provider has it again, or write it off. Of what nobody has told: whether it was done, as the provider "
            "has written. Of the rest: that it is noted.",
            "form_class": ResolutionForm,
            "form_submit_text": "Propose",
        },
    )
    def propose(self, request: HttpRequest, form: ResolutionForm, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)
        choice, reason = form.cleaned_data["choice"], form.cleaned_data["reason"]

        def do() -> str:
            services.propose_resolution(
                discrepancy_id=row.pk, choice=choice, reason=reason, maker_id=operator_of(request), now=clock.now()
            )
            return "Proposed: somebody else has to approve it."

        return self.attempt(request, row, do, note=f"Proposed: {Resolution(choice).label}. {reason}")

    @action(  # type: ignore[untyped-decorator]
        description="Approve",
        icon="check",
        variant=ActionVariant.DANGER,
        permissions=["decide"],
        dialog={
            "title": "Do what is proposed",
            "description": "It is done at once, and cannot be taken back.",
            "form_submit_text": "Approve",
        },
    )
    def approve(self, request: HttpRequest, form: BaseDialogForm, object_id: str) -> HttpResponse:
        row = self.row_or_404(request, object_id)

        def do() -> str:
            decided = services.approve_resolution(
                discrepancy_id=row.pk,
                checker_id=operator_of(request),
                holds_role=self.has_decide_permission(request),
                now=clock.now(),
            )
            return f"Resolved: {decided.get_resolution_display()}."

        return self.attempt(request, row, do, note="Approved.")

    @action(  # type: ignore[untyped-decorator]
        description="Reject",
        icon="close",
        permissions=["decide"],
        dialog={
            "title": "Decide against the proposal",
            "description": "Nothing moves, and something else can be proposed.",
            "form_class": ReasonForm,
            "form_submit_text": "Reject",
        },
    )
    def reject(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        row, reason = self.row_or_404(request, object_id), form.cleaned_data["reason"]

        def do() -> str:
            services.reject_resolution(
                discrepancy_id=row.pk,
                checker_id=operator_of(request),
                reason=reason,
                holds_role=self.has_decide_permission(request),
                now=clock.now(),
            )
            return "Rejected."

        return self.attempt(request, row, do, note=f"Rejected. {reason}")

    @action(  # type: ignore[untyped-decorator]
        description="Take back",
        icon="undo",
        permissions=["propose"],
        dialog={
            "title": "Take back what you have proposed",
            "description": "Nothing moves.",
            "form_class": ReasonForm,
            "form_submit_text": "Take back",
        },
    )
    def withdraw(self, request: HttpRequest, form: ReasonForm, object_id: str) -> HttpResponse:
        row, reason = self.row_or_404(request, object_id), form.cleaned_data["reason"]

        def do() -> str:
            services.withdraw_resolution(
                discrepancy_id=row.pk, maker_id=operator_of(request), reason=reason, now=clock.now()
            )
            return "Taken back."

        return self.attempt(request, row, do, note=f"Taken back. {reason}")
