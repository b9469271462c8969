"""Where a provider's word and ours do not agree, until somebody has made them."""

from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7


class DiscrepancyKind(models.TextChoices):
    LATE_SUCCESS = "LATE_SUCCESS", "It was done after it had failed here"
    LATE_FAILURE = "LATE_FAILURE", "It failed after it had succeeded here"
    MISMATCH = "MISMATCH", "Amount, currency or account are not those we asked for"
    UNKNOWN_OPERATION = "UNKNOWN_OPERATION", "We never asked for this"
    UNREADABLE = "UNREADABLE", "A signed callback that cannot be read"
    NOT_CREDITED = "NOT_CREDITED", "It came, and its payee could not be credited"
    SILENT = "SILENT", "The provider has not said for too long what became of it"


class DiscrepancyState(models.TextChoices):
    OPEN = "OPEN", "Open"
    RESOLVED = "RESOLVED", "Resolved"


class Resolution(models.TextChoices):
    PAY_CUSTOMER = "PAY_CUSTOMER", "Pay it to the customer"
    SENT_BACK = "SENT_BACK", "The provider has it again"
    WRITE_OFF = "WRITE_OFF", "Write it off"
    DONE = "DONE", "It was done"
    NOT_DONE = "NOT_DONE", "It was not done"
    TAKE_BACK = "TAKE_BACK", "Take the deposit back from the customer"
    PAY_BACK = "PAY_BACK", "Give the money back to the customer"
    NOTED = "NOTED", "Noted: nothing is to be moved"


class Discrepancy(models.Model):
    """Something an operator has to decide. `in_suspense` is what of it stands on the platform's account `suspense`.

    Positive: money came that nobody has yet. Negative: money went that nobody has paid. While a second operator has to
    approve what a first one proposes, `proposal`, `reason`, `resolved_by_id` and `approval_id` say what, why and who.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=18, choices=DiscrepancyKind)
    gateway_code = models.CharField("gateway", max_length=32)
    operation_id = models.UUIDField(null=True)
    transaction_id = models.UUIDField(null=True)
    callback_id = models.UUIDField(null=True)
    amount = models.DecimalField(max_digits=19, decimal_places=4, null=True, help_text="What the provider says.")
    currency = models.CharField(max_length=3, blank=True)
    in_suspense = models.DecimalField(max_digits=19, decimal_places=4, default=0)
    detail = models.CharField(max_length=300, blank=True)
    state = models.CharField(max_length=8, choices=DiscrepancyState, default=DiscrepancyState.OPEN)
    proposal = models.CharField(max_length=20, choices=Resolution, blank=True)
    approval_id = models.UUIDField(null=True, help_text="The approval of what is proposed.")
    resolution = models.CharField(max_length=20, choices=Resolution, blank=True)
    reason = models.CharField(max_length=500, blank=True)
    resolved_by_id = models.UUIDField(null=True)
    approved_by_id = models.UUIDField(null=True)
    resolved_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "discrepancies"
        constraints = [
            # However often it is told: one of a kind for an operation, one for an event that belongs to none.
            models.UniqueConstraint(
                fields=["operation_id", "kind"],
                condition=Q(operation_id__isnull=False, state="OPEN"),
                name="gateways_discrepancy_once",
            ),
            models.UniqueConstraint(
                fields=["callback_id"], condition=Q(callback_id__isnull=False), name="gateways_discrepancy_of_callback"
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", resolved_at=None, resolution="")
                | Q(state="RESOLVED", resolved_at__isnull=False) & ~Q(resolution=""),
                name="gateways_discrepancy_resolved",
            ),
            models.CheckConstraint(
                condition=Q(proposal="", approval_id=None)
                | ~Q(proposal="") & Q(approval_id__isnull=False, resolved_by_id__isnull=False) & ~Q(reason=""),
                name="gateways_discrepancy_proposed",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_id=None) | ~Q(approved_by_id=models.F("resolved_by_id")),
                name="gateways_discrepancy_two_people",
            ),
        ]
        indexes = [
            models.Index(fields=["created_at"], condition=Q(state="OPEN"), name="gateways_discrepancies_open"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.gateway_code}"
