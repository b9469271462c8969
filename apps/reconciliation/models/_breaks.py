"""Where a provider's list and our books do not agree, until somebody, or a later file, has made them."""

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.reconciliation.models._amounts import AMOUNT


class Reason(models.TextChoices):
    MISSING_AT_PROVIDER = "MISSING_AT_PROVIDER", "We say it was done, they do not list it"
    MISSING_HERE = "MISSING_HERE", "They list what we do not know"
    NOT_DONE_HERE = "NOT_DONE_HERE", "They have done what is failed or undecided here"
    AMOUNT_DIFFERS = "AMOUNT_DIFFERS", "The amounts differ"
    CURRENCY_DIFFERS = "CURRENCY_DIFFERS", "The currencies differ"
    TYPE_DIFFERS = "TYPE_DIFFERS", "They list something else than we have asked for"
    DUPLICATE = "DUPLICATE", "They list it twice"
    LEDGER_MISSING = "LEDGER_MISSING", "Our books do not have what our payment says"
    FEE = "FEE", "Their fee is not the one agreed"
    NO_FILE = "NO_FILE", "No file of this day has come"


class BreakState(models.TextChoices):
    OPEN = "OPEN", "Open"
    RESOLVED = "RESOLVED", "Resolved"


class Resolution(models.TextChoices):
    SUSPENSE = "SUSPENSE", "Their figure is right; the difference goes to suspense"
    WRITE_OFF = "WRITE_OFF", "Their figure is right; the difference is our loss or gain"
    CLOSE = "CLOSE", "Nothing has to be booked"
    # By itself: a later file lists it, the file has come, or both sides agree by now.
    AGREES = "AGREES", "Agrees by now"


class Break(models.Model):
    """Something an operator has to decide. The two effects are what clearing should and does show for it.

    An effect is the ledger's: positive credits `psp:<gateway>:clearing` (they have paid out for us), negative debits it
    (they hold money of ours). What one asks for is fixed until the other one has decided: sql/guards.sql.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway_code = models.CharField("gateway", max_length=32)
    day = models.DateField()
    reason = models.CharField(max_length=19, choices=Reason)
    detail = models.CharField(max_length=200, blank=True)
    line_id = models.UUIDField(null=True)
    operation_id = models.UUIDField(null=True)
    transaction_id = models.UUIDField(null=True)
    our_effect = models.DecimalField(**AMOUNT, default=0)
    our_currency = models.CharField(max_length=3, blank=True)
    their_effect = models.DecimalField(**AMOUNT, default=0)
    their_currency = models.CharField(max_length=3, blank=True)
    awaits_word = models.BooleanField(
        default=False, db_default=False, help_text="The provider's word decides its operation, and no operator does."
    )
    state = models.CharField(max_length=8, choices=BreakState, default=BreakState.OPEN)
    opened_at = models.DateTimeField()
    note = models.CharField(max_length=200, blank=True, help_text="What an operator expects of it.")
    noted_until = models.DateTimeField(null=True, help_text="Until when it is out of the queue.")
    asked_resolution = models.CharField(max_length=9, choices=Resolution, blank=True)
    asked_reason = models.CharField(max_length=200, blank=True)
    asked_by_id = models.UUIDField(null=True)
    approval_id = models.UUIDField(null=True)
    resolution = models.CharField(max_length=9, choices=Resolution, blank=True)
    resolved_by_id = models.UUIDField(null=True, help_text="Who asked for it; empty: a later file.")
    approved_by_id = models.UUIDField(null=True)
    resolved_at = models.DateTimeField(null=True)
    entry_id = models.UUIDField(null=True, help_text="The journal entry that has settled it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["line_id"], condition=Q(line_id__isnull=False), name="reconciliation_break_of_line"
            ),
            models.UniqueConstraint(
                fields=["operation_id", "gateway_code"],
                condition=Q(reason="MISSING_AT_PROVIDER"),
                name="reconciliation_missing_once",
            ),
            models.UniqueConstraint(
                fields=["gateway_code", "day"], condition=Q(reason="NO_FILE"), name="reconciliation_no_file_once"
            ),
            models.CheckConstraint(condition=Q(reason__in=Reason.values), name="reconciliation_reason_is_known"),
            models.CheckConstraint(
                condition=Q(state="OPEN", resolved_at=None, resolution="", entry_id=None, approved_by_id=None)
                | Q(state="RESOLVED", resolved_at__isnull=False, asked_resolution="") & ~Q(resolution=""),
                name="reconciliation_break_resolved",
            ),
            models.CheckConstraint(
                condition=Q(asked_resolution="", asked_by_id=None)
                | ~Q(asked_resolution="") & Q(asked_by_id__isnull=False, approval_id__isnull=False),
                name="reconciliation_break_asked",
            ),
            models.CheckConstraint(
                condition=Q(resolution__in=["SUSPENSE", "WRITE_OFF"], entry_id__isnull=False)
                & Q(approved_by_id__isnull=False)
                | Q(resolution="CLOSE", entry_id=None, approved_by_id__isnull=False)
                | Q(resolution__in=["", "AGREES"], entry_id=None, approved_by_id=None),
                name="reconciliation_break_by_two",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_id=None) | ~Q(approved_by_id=F("resolved_by_id")),
                name="reconciliation_break_two_people",
            ),
        ]
        indexes = [
            models.Index(fields=["opened_at"], condition=Q(state="OPEN"), name="reconciliation_breaks_open"),
            models.Index(fields=["reason", "-id"], name="reconciliation_breaks_by"),
            models.Index(fields=["gateway_code", "-id"], name="reconciliation_breaks_at"),
            models.Index(fields=["state", "-id"], name="reconciliation_breaks_state"),
            models.Index(fields=["operation_id"], name="reconciliation_breaks_of"),
            models.Index(fields=["transaction_id"], name="reconciliation_breaks_for"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} {self.gateway_code} {self.day}"


class AgreedFee(models.Model):
    """What a provider may charge for an operation: `flat` and `percent` of the amount. Without one, anything."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway_code = models.SlugField("gateway", max_length=32)
    capability = models.CharField(
        "type", max_length=8, choices=[(one, one) for one in ("COLLECT", "PAY_OUT", "PAY_BILL", "RECHARGE")]
    )
    currency = models.CharField(max_length=3)
    flat = models.DecimalField(**AMOUNT, default=0)
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gateway_code", "capability", "currency"], name="reconciliation_agreed_fee_once"
            ),
            models.CheckConstraint(
                condition=Q(flat__gte=0, percent__gte=0, percent__lte=100), name="reconciliation_agreed_fee"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway_code} {self.capability} {self.currency}"
