"""What the disbursements' API takes and gives."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from rest_framework import serializers

from apps.accounts.api.proofs import ProvenSerializer
from apps.accounts.api.step_up import StepUpSerializer
from apps.accounts.identifiers import is_clean_name, masked_name
from apps.core.api.parsing import CurrencyField, StrictSerializer, TextField
from apps.core.money import decimal_string
from apps.disbursements.errors import WARNINGS, text_of
from apps.disbursements.models import (
    MAX_FILE_NAME_LENGTH,
    CosignerState,
    Disbursement,
    DisbursementRow,
    DisbursementState,
    RowState,
)
from apps.disbursements.selectors import Cosigning
from apps.transactions.models import Bearer


class YesOrNoField(serializers.BooleanField):
    """true or false, and nothing that looks like it."""

    def to_internal_value(self, data: Any) -> bool:
        if not isinstance(data, bool):
            self.fail("invalid", input=data)
        return data


class UploadQuerySerializer(StrictSerializer):
    """What is said of a file beside its content."""

    currency = CurrencyField(help_text="In which currency it pays: out of your wallet in it.")
    file_name = TextField(max_length=MAX_FILE_NAME_LENGTH, required=False, default="", allow_blank=True)

    def validate_file_name(self, value: str) -> str:
        if value and not is_clean_name(value):
            raise serializers.ValidationError("This is not the name of a file.")
        return value


class SubmitSerializer(StrictSerializer):
    accept_bad_rows = YesOrNoField(help_text="Whether rows that cannot be paid may be left out.")


class ApproveSerializer(ProvenSerializer):
    """A cosigner's PIN and, the second time, the code they were sent."""


class RejectSerializer(StrictSerializer):
    reason = TextField(max_length=200, help_text="Why; the owner reads it.")


class NameCosignerSerializer(StrictSerializer):
    to = TextField(max_length=254, help_text="A phone number in E.164, an e-mail address, a @handle or a person's id.")
    step_up = StepUpSerializer(required=False)


class ErrorsQuerySerializer(StrictSerializer):
    """Which form the report has, and the pages' own parameters."""

    format = serializers.ChoiceField(["json", "csv"], required=False, default="json")
    cursor = TextField(max_length=100, required=False)
    page_size = TextField(max_length=10, required=False)


class DisbursementSerializer(serializers.Serializer[Any]):
    """A disbursement (for the schema; `disbursement_answer` writes it)."""

    id = serializers.UUIDField()
    state = serializers.ChoiceField(DisbursementState.choices)
    role = serializers.ChoiceField(["owner", "cosigner"], help_text="Who you are to it.")
    failure_code = serializers.CharField(allow_null=True, help_text="file_unreadable or nothing_to_pay.")
    file_name = serializers.CharField()
    file_sha256 = serializers.CharField(help_text="SHA-256 of the file as it came, in hexadecimal.")
    currency = serializers.CharField()
    expected_rows = serializers.IntegerField(help_text="Lines below the header.")
    checked_rows = serializers.IntegerField(help_text="How many of those lines have been checked.")
    rows = serializers.IntegerField()
    valid_rows = serializers.IntegerField()
    bad_rows = serializers.IntegerField(help_text="Left out; see errors.")
    paid_rows = serializers.IntegerField()
    failed_rows = serializers.IntegerField(help_text="Could not be paid; their money goes back.")
    percent = serializers.IntegerField(help_text="How far the present step is: checking, or paying.")
    amount = serializers.CharField(help_text="The sum of the rows that can be paid, as a decimal string.")
    fee = serializers.CharField(allow_null=True, help_text="null: not quoted yet.")
    tax = serializers.CharField(allow_null=True)
    fee_bearer = serializers.ChoiceField(Bearer.choices, allow_null=True)
    total = serializers.CharField(allow_null=True, help_text="What leaves the owner's wallet.")
    paid = serializers.CharField(help_text="The sum of the rows that are paid.")
    returned = serializers.CharField(help_text="What went back to the owner.")
    created_at = serializers.DateTimeField()
    submitted_at = serializers.DateTimeField(allow_null=True)
    approved_at = serializers.DateTimeField(allow_null=True)
    ended_at = serializers.DateTimeField(allow_null=True)


class DisbursementPageSerializer(serializers.Serializer[Any]):
    results = DisbursementSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class RowErrorSerializer(serializers.Serializer[Any]):
    line = serializers.IntegerField(help_text="Counted from 1, the header's.")
    severity = serializers.ChoiceField(["error", "warning"])
    code = serializers.CharField()
    detail = serializers.CharField()
    state = serializers.ChoiceField(RowState.choices)
    to = serializers.CharField(help_text="As it stood in the file.")
    amount = serializers.CharField(help_text="As it stood in the file.")


class RowErrorPageSerializer(serializers.Serializer[Any]):
    results = RowErrorSerializer(many=True)
    next = serializers.URLField(allow_null=True)
    previous = serializers.URLField(allow_null=True)


class CosignerSerializer(serializers.Serializer[Any]):
    id = serializers.UUIDField()
    role = serializers.ChoiceField(["owner", "cosigner"], help_text="Who you are in this.")
    state = serializers.ChoiceField([CosignerState.INVITED, CosignerState.ACTIVE])
    owner = serializers.CharField(help_text="Whose disbursements; masked.")
    cosigner = serializers.CharField(help_text="Who approves them; masked.")
    invited_at = serializers.DateTimeField()
    accepted_at = serializers.DateTimeField(allow_null=True)


class CosignerListSerializer(serializers.Serializer[Any]):
    results = CosignerSerializer(many=True)


def _time(at: datetime | None) -> str | None:
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z") if at else None


def _percent(row: Disbursement) -> int:
    """How far checking is, or paying. 100 only at the end."""
    if row.state in (DisbursementState.UPLOADED, DisbursementState.VALIDATING):
        return min(99, 100 * row.read_lines // max(row.expected_rows, 1))
    if row.state in (DisbursementState.APPROVED, DisbursementState.PAYING):
        return min(99, 100 * (row.paid_rows + row.failed_rows) // max(row.valid_rows, 1))
    return 100


def disbursement_answer(row: Disbursement, *, viewer_id: UUID) -> dict[str, Any]:
    """A disbursement as its owner or a cosigner sees it."""

    def money(figure: Decimal) -> str:
        return decimal_string(figure, row.currency)

    is_quoted = row.submitted_at is not None
    return {
        "id": str(row.id),
        "state": row.state,
        "role": "owner" if row.owner_id == viewer_id else "cosigner",
        "failure_code": row.failure_code or None,
        "file_name": row.file_name,
        "file_sha256": bytes(row.file_digest).hex(),
        "currency": row.currency,
        "expected_rows": row.expected_rows,
        "checked_rows": row.read_lines,
        "rows": row.rows,
        "valid_rows": row.valid_rows,
        "bad_rows": row.bad_rows,
        "paid_rows": row.paid_rows,
        "failed_rows": row.failed_rows,
        "percent": _percent(row),
        "amount": money(row.amount_total),
        "fee": money(row.fee_total) if is_quoted else None,
        "tax": money(row.tax_total) if is_quoted else None,
        "fee_bearer": row.fee_bearer if is_quoted else None,
        "total": money(row.debit_total) if is_quoted else None,
        "paid": money(row.paid_total),
        "returned": money(row.returned_total),
        "created_at": _time(row.created_at),
        "submitted_at": _time(row.submitted_at),
        "approved_at": _time(row.approved_at),
        "ended_at": _time(row.ended_at),
    }


# What changes of a disbursement as time goes on, as it was when it had just been uploaded, or approved.
_JUST_UPLOADED: Mapping[str, Any] = {
    "state": DisbursementState.UPLOADED.value,
    "failure_code": "",
    "read_lines": 0,
    "rows": 0,
    "valid_rows": 0,
    "bad_rows": 0,
    "amount_total": Decimal(0),
    "submitted_at": None,
    "approved_at": None,
}
_JUST_APPROVED: Mapping[str, Any] = {"state": DisbursementState.APPROVED.value}
_NOTHING_PAID: Mapping[str, Any] = {
    "paid_rows": 0,
    "failed_rows": 0,
    "paid_total": Decimal(0),
    "returned_total": Decimal(0),
    "ended_at": None,
}


def uploaded_answer(row: Disbursement, *, viewer_id: UUID) -> dict[str, Any]:
    """The answer to an upload: the same for a repeated request, whatever has become of the file since."""
    return _as_it_was(row, {**_JUST_UPLOADED, **_NOTHING_PAID}, viewer_id)


def approved_answer(row: Disbursement, *, viewer_id: UUID) -> dict[str, Any]:
    """The answer to an approval: the same for a repeated request, however much has been paid since."""
    return _as_it_was(row, {**_JUST_APPROVED, **_NOTHING_PAID}, viewer_id)


def _as_it_was(row: Disbursement, values: Mapping[str, Any], viewer_id: UUID) -> dict[str, Any]:
    for name, value in values.items():
        setattr(row, name, value)
    return disbursement_answer(row, viewer_id=viewer_id)


def amount_of(line: DisbursementRow, currency: str) -> str:
    """A row's amount; as it stood in the file if it is none."""
    return line.amount_text if line.amount is None else decimal_string(line.amount, currency)


def severity_of(line: DisbursementRow) -> str:
    return "warning" if line.code in WARNINGS else "error"


def error_answer(line: DisbursementRow, currency: str) -> dict[str, Any]:
    """What is wrong with one line."""
    return {
        "line": line.line,
        "severity": severity_of(line),
        "code": line.code,
        "detail": text_of(line.code),
        "state": line.state,
        "to": line.to,
        "amount": amount_of(line, currency),
    }


def cosigner_answer(found: Cosigning, *, viewer_id: UUID) -> dict[str, Any]:
    """Who approves for whom, as one of the two sees it."""
    return {
        "id": str(found.row.id),
        "role": "owner" if found.row.owner_id == viewer_id else "cosigner",
        "state": found.row.state,
        "owner": masked_name(found.owner.full_name),
        "cosigner": masked_name(found.person.full_name),
        "invited_at": _time(found.row.invited_at),
        "accepted_at": _time(found.row.accepted_at),
    }
