"""Disbursements for operators: how far they are, and what is wrong with them. Nothing is decided here."""

from collections.abc import Iterable
from typing import Any

from django.contrib import admin
from django.http import HttpRequest
from django.utils.safestring import SafeString

from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    link,
    money_text,
)
from apps.disbursements import selectors
from apps.disbursements.errors import text_of
from apps.disbursements.models import Cosigner, CosignerState, Disbursement, DisbursementState

_TONES = {
    DisbursementState.UPLOADED: "info",
    DisbursementState.VALIDATING: "info",
    DisbursementState.INVALID: "danger",
    DisbursementState.READY: "info",
    DisbursementState.SUBMITTED: "warning",
    DisbursementState.APPROVED: "warning",
    DisbursementState.PAYING: "warning",
    DisbursementState.DONE: "success",
    DisbursementState.REJECTED: "danger",
    DisbursementState.CANCELLED: "info",
    DisbursementState.FAILED: "danger",
}
_SHOWN_ROWS = 50


class StateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = DisbursementState.choices


class CosignerStateFilter(ChoiceFilter):
    title = "state"
    parameter_name = "state"
    choices_of_filter = CosignerState.choices


@admin.register(Disbursement)
class DisbursementAdmin(ReadOnlyAdmin):
    """What was uploaded, by whom, who approved it, how far it is paid."""

    sensitive = "A disbursement"
    list_display = ("created_at", "owner_link", "labelled_state", "total", "progress", "bad_rows", "file_name")
    list_filter = (StateFilter, RecentFilter)
    id_columns = ("pk", "owner_id")
    search_help_text = "Id of the disbursement or of its owner"
    fields = (
        "id",
        "owner_link",
        "state_badge",
        "failure_code",
        "file_name",
        "digest",
        "progress",
        "rows",
        "valid_rows",
        "bad_rows",
        "paid_rows",
        "failed_rows",
        "amount",
        "fee",
        "tax",
        "total",
        "paid",
        "returned",
        "approval_link",
        "approver_link",
        "created_at",
        "validated_at",
        "submitted_at",
        "approved_at",
        "paying_since",
        "alive_at",
        "ended_at",
    )
    readonly_fields = fields

    @column("owner")
    def owner_link(self, row: Disbursement) -> SafeString | str:
        return link("accounts_user", row.owner_id)

    @column("approver")
    def approver_link(self, row: Disbursement) -> SafeString | str:
        return link("accounts_user", row.approver_id)

    @column("approval")
    def approval_link(self, row: Disbursement) -> SafeString | str:
        return link("approvals_approval", row.approval_id)

    @column("state", label=_TONES)
    def labelled_state(self, row: Disbursement) -> tuple[str, str]:
        return row.state, DisbursementState(row.state).name.capitalize()

    @column("state")
    def state_badge(self, row: Disbursement) -> SafeString:
        return badge(row.get_state_display(), _TONES[DisbursementState(row.state)])

    @column("progress")
    def progress(self, row: Disbursement) -> str:
        if row.state in (DisbursementState.UPLOADED, DisbursementState.VALIDATING):
            return f"{row.read_lines:,} of {row.expected_rows:,} lines checked"
        if row.approved_at is None:
            return f"{row.valid_rows:,} rows can be paid"
        return f"{row.paid_rows + row.failed_rows:,} of {row.valid_rows:,} rows paid or failed"

    @column("SHA-256 of the file")
    def digest(self, row: Disbursement) -> str:
        return bytes(row.file_digest).hex(" ", 4)

    @column("amount")
    def amount(self, row: Disbursement) -> SafeString | str:
        return money_text(row.amount_total, row.currency)

    @column("fee")
    def fee(self, row: Disbursement) -> SafeString | str:
        return money_text(row.fee_total if row.submitted_at else None, row.currency)

    @column("tax")
    def tax(self, row: Disbursement) -> SafeString | str:
        return money_text(row.tax_total if row.submitted_at else None, row.currency)

    @column("leaves the wallet")
    def total(self, row: Disbursement) -> SafeString | str:
        return money_text(row.debit_total if row.submitted_at else row.amount_total, row.currency)

    @column("paid")
    def paid(self, row: Disbursement) -> SafeString | str:
        return money_text(row.paid_total, row.currency)

    @column("returned")
    def returned(self, row: Disbursement) -> SafeString | str:
        return money_text(row.returned_total, row.currency)

    def get_sections(self, request: HttpRequest, row: Any) -> Iterable[Section]:
        found = selectors.list_coded_rows(row.id, limit=_SHOWN_ROWS)
        yield Section(
            "Rows with errors and warnings",
            ("Line", "What", "State", "Payee", "Amount"),
            [
                (
                    line.line,
                    text_of(line.code),
                    line.state.capitalize(),
                    link("accounts_user", line.payee_id, line.to or NOTHING) if line.payee_id else line.to or NOTHING,
                    money_text(line.amount, row.currency) if line.amount is not None else line.amount_text or NOTHING,
                )
                for line in found
            ],
            note=f"The first {_SHOWN_ROWS}." if len(found) == _SHOWN_ROWS else "",
        )


@admin.register(Cosigner)
class CosignerAdmin(ReadOnlyAdmin):
    """Who may approve for whom."""

    list_display = ("invited_at", "owner_link", "person_link", "labelled_state", "accepted_at", "removed_at")
    list_filter = (CosignerStateFilter,)
    id_columns = ("pk", "owner_id", "person_id")
    search_help_text = "Id of the owner or the cosigner"
    fields = ("id", "owner_link", "person_link", "state", "invited_at", "accepted_at", "removed_at")
    readonly_fields = fields

    @column("owner")
    def owner_link(self, row: Cosigner) -> SafeString | str:
        return link("accounts_user", row.owner_id)

    @column("cosigner")
    def person_link(self, row: Cosigner) -> SafeString | str:
        return link("accounts_user", row.person_id)

    @column("state", label={"INVITED": "warning", "ACTIVE": "success", "REMOVED": "info"})
    def labelled_state(self, row: Cosigner) -> tuple[str, str]:
        return row.state, row.get_state_display()
