"""Disbursement files with their rows, and who may approve them."""

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7

AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}
MAX_TO_LENGTH = 254
MAX_NOTE_LENGTH = 140
MAX_FILE_NAME_LENGTH = 120


class DisbursementState(models.TextChoices):
    UPLOADED = "UPLOADED", "Uploaded: nobody has looked at it yet"
    VALIDATING = "VALIDATING", "Being checked row by row"
    INVALID = "INVALID", "Nothing in it can be paid"
    READY = "READY", "Checked: its owner may submit it"
    SUBMITTED = "SUBMITTED", "Quoted: waits for a second person"
    APPROVED = "APPROVED", "Approved: the money is put aside"
    PAYING = "PAYING", "Being paid"
    DONE = "DONE", "Every row is paid or failed"
    REJECTED = "REJECTED", "The second person said no"
    CANCELLED = "CANCELLED", "Its owner gave it up"
    FAILED = "FAILED", "Its file could not be read"


# What an owner may still give up: no money has moved.
CANCELLABLE = (
    DisbursementState.UPLOADED,
    DisbursementState.VALIDATING,
    DisbursementState.READY,
    DisbursementState.SUBMITTED,
)
# What somebody in the background has to go on with.
TO_VALIDATE = (DisbursementState.UPLOADED, DisbursementState.VALIDATING)
TO_PAY = (DisbursementState.APPROVED, DisbursementState.PAYING)
_DECIDED = (*TO_PAY, DisbursementState.DONE)


class RowState(models.TextChoices):
    PENDING = "PENDING", "To be paid"
    BAD = "BAD", "Left out: something is wrong with it"
    PAID = "PAID", "Paid"
    FAILED = "FAILED", "Could not be paid"


class CosignerState(models.TextChoices):
    INVITED = "INVITED", "Has been asked"
    ACTIVE = "ACTIVE", "Has accepted"
    REMOVED = "REMOVED", "Not any more"


class Cosigner(models.Model):
    """Somebody who may approve what an owner wants to disburse. The same two people may begin again later."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_id = models.UUIDField("owner")
    person_id = models.UUIDField("cosigner")
    state = models.CharField(max_length=7, choices=CosignerState, default=CosignerState.INVITED)
    invited_at = models.DateTimeField()
    accepted_at = models.DateTimeField(null=True)
    removed_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["owner_id", "person_id"],
                condition=~Q(state=CosignerState.REMOVED),
                name="disbursements_cosigner_once",
            ),
            models.CheckConstraint(condition=~Q(owner_id=F("person_id")), name="disbursements_cosigner_is_another"),
            models.CheckConstraint(
                condition=Q(state=CosignerState.INVITED, accepted_at=None, removed_at=None)
                | Q(state=CosignerState.ACTIVE, accepted_at__isnull=False, removed_at=None)
                | Q(state=CosignerState.REMOVED, removed_at__isnull=False),
                name="disbursements_cosigner_state",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "id"], name="disbursements_cosigns_for"),
            models.Index(fields=["owner_id", "id"], name="disbursements_cosigned_by"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} for {self.owner_id}"


class Disbursement(models.Model):
    """A file that is to pay many people: its state, its totals, and how far it is.

    Its states follow each other as sql/guards.sql says; what was uploaded never changes, and neither do the totals
    once they are submitted.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_id = models.UUIDField("owner")
    wallet_id = models.UUIDField("wallet")
    currency = models.CharField(max_length=3)
    file_name = models.CharField(max_length=MAX_FILE_NAME_LENGTH, blank=True)
    file_digest = models.BinaryField(max_length=32, help_text="SHA-256 of the file as it came.")
    file_bytes = models.PositiveIntegerField()
    file_keys = ArrayField(models.CharField(max_length=80), help_text="The private files it lies in, until it is read.")
    expected_rows = models.PositiveIntegerField(help_text="How many lines the file has below its header.")
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32)
    created_at = models.DateTimeField()

    state = models.CharField(max_length=10, choices=DisbursementState, default=DisbursementState.UPLOADED)
    failure_code = models.CharField(max_length=40, blank=True)
    alive_at = models.DateTimeField(help_text="When whoever works on it in the background last got further.")
    read_lines = models.PositiveIntegerField(default=0, help_text="How many lines have been checked.")
    rows = models.PositiveIntegerField(default=0, help_text="How many lines held a row.")
    valid_rows = models.PositiveIntegerField(default=0)
    bad_rows = models.PositiveIntegerField(default=0)
    validated_at = models.DateTimeField(null=True)

    amount_total = models.DecimalField(**AMOUNT, default=0)
    fee_total = models.DecimalField(**AMOUNT, default=0)
    tax_total = models.DecimalField(**AMOUNT, default=0)
    fee_bearer = models.CharField(max_length=5, default="PAYER")
    debit_total = models.DecimalField(**AMOUNT, default=0, help_text="What leaves the owner's wallet.")
    content_digest = models.BinaryField(max_length=32, null=True, help_text="SHA-256 of what a second person approves.")
    submitted_at = models.DateTimeField(null=True)
    approval_id = models.UUIDField(null=True)

    approver_id = models.UUIDField("approver", null=True)
    approval_key = models.CharField(max_length=255, blank=True)
    approval_digest = models.BinaryField(max_length=32, null=True)
    approved_at = models.DateTimeField(null=True)
    paying_since = models.DateTimeField(null=True)

    paid_through = models.PositiveIntegerField(default=0, help_text="The last line that was paid or failed.")
    paid_rows = models.PositiveIntegerField(default=0)
    failed_rows = models.PositiveIntegerField(default=0)
    paid_total = models.DecimalField(**AMOUNT, default=0)
    returned_total = models.DecimalField(**AMOUNT, default=0, help_text="What went back to the owner.")
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["owner_id", "idempotency_key"], name="disbursements_key_once"),
            models.CheckConstraint(
                condition=Q(state__in=DisbursementState.values), name="disbursements_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(
                    amount_total__gte=0, fee_total__gte=0, tax_total__gte=0, debit_total__gte=0, paid_total__gte=0
                )
                & Q(returned_total__gte=0, paid_total__lte=F("amount_total"), returned_total__lte=F("debit_total"))
                & Q(fee_bearer__in=["PAYER", "PAYEE"]),
                name="disbursements_totals_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(rows=F("valid_rows") + F("bad_rows"))
                & Q(valid_rows__gte=F("paid_rows") + F("failed_rows")),
                name="disbursements_rows_add_up",
            ),
            # SECURITY 20: whoever makes it never approves it.
            models.CheckConstraint(
                condition=Q(approver_id=None) | ~Q(approver_id=F("owner_id")), name="disbursements_maker_is_not_checker"
            ),
            models.CheckConstraint(
                condition=Q(state__in=_DECIDED, approver_id__isnull=False, approval_id__isnull=False)
                & Q(approved_at__isnull=False, content_digest__isnull=False)
                | ~Q(state__in=_DECIDED) & Q(approver_id=None, approved_at=None, paid_rows=0, failed_rows=0),
                name="disbursements_approved_by_somebody",
            ),
        ]
        indexes = [
            models.Index(fields=["owner_id", "id"], name="disbursements_by_owner"),
            models.Index(fields=["state", "id"], name="disbursements_by_state"),
            models.Index(
                fields=["alive_at"],
                condition=Q(state__in=[*TO_VALIDATE, *TO_PAY]),
                name="disbursements_under_way",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.file_name or 'disbursement'} {self.id}"


class DisbursementRow(models.Model):
    """One line of a file. What it says never changes; its fee is fixed when it is submitted.

    `code` says why a row is bad or has failed, or warns of one that is good.
    """

    pk = models.CompositePrimaryKey("disbursement_id", "line")
    disbursement = models.ForeignKey(Disbursement, on_delete=models.PROTECT, related_name="+", db_index=False)
    line = models.PositiveIntegerField(help_text="Counted from 1, the header's.")
    to = models.CharField(max_length=MAX_TO_LENGTH, blank=True, help_text="As it stood in the file.")
    payee_id = models.UUIDField(null=True)
    amount_text = models.CharField(max_length=40, blank=True, help_text="As it stood in the file, if it is no amount.")
    amount = models.DecimalField(**AMOUNT, null=True)
    note = models.CharField(max_length=MAX_NOTE_LENGTH, blank=True)
    fee = models.DecimalField(**AMOUNT, default=0)
    tax = models.DecimalField(**AMOUNT, default=0)
    state = models.CharField(max_length=7, choices=RowState)
    code = models.CharField(max_length=40, blank=True)
    transaction_id = models.UUIDField(null=True)
    reference = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=RowState.values), name="disbursements_row_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=RowState.BAD) & ~Q(code="")
                | ~Q(state=RowState.BAD) & Q(payee_id__isnull=False, amount__gt=0),
                name="disbursements_good_rows_are_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=RowState.PAID, transaction_id__isnull=False) & ~Q(reference="")
                | ~Q(state=RowState.PAID) & Q(transaction_id=None, reference=""),
                name="disbursements_paid_rows_say_how",
            ),
            models.CheckConstraint(
                condition=~Q(state=RowState.FAILED) | ~Q(code=""), name="disbursements_failed_rows_say_why"
            ),
            models.CheckConstraint(condition=Q(fee__gte=0, tax__gte=0), name="disbursements_row_charges"),
        ]
        indexes = [
            models.Index(fields=["disbursement", "line"], condition=~Q(code=""), name="disbursements_rows_with_codes"),
        ]

    def __str__(self) -> str:
        return f"line {self.line} of {self.disbursement_id}"
