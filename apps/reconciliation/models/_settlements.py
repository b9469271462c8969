"""Money that has moved between a bank and a provider, or between a bank and ourselves."""

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.reconciliation.models._amounts import AMOUNT


class SettlementKind(models.TextChoices):
    FROM_PROVIDER = "FROM_PROVIDER", "A provider has paid into the bank what it held"
    TO_PROVIDER = "TO_PROVIDER", "The bank has paid to a provider what we owed it"
    CAPITAL_IN = "CAPITAL_IN", "Own capital was paid in"
    CAPITAL_OUT = "CAPITAL_OUT", "Own capital was taken out"


class SettlementState(models.TextChoices):
    REQUESTED = "REQUESTED", "Waits for a second person"
    DONE = "DONE", "In the books"
    REJECTED = "REJECTED", "Rejected or taken back"


class Settlement(models.Model):
    """One movement on `trust:<bank>`, as the bank's statement shows it: asked for by one operator, booked by another.

    Its journal entry has its id.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=13, choices=SettlementKind)
    bank = models.SlugField(max_length=32)
    gateway_code = models.CharField("gateway", max_length=32, blank=True)
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    bank_reference = models.CharField(max_length=100, help_text="What the bank's statement calls it.")
    value_date = models.DateField()
    reason = models.CharField(max_length=200)
    line_id = models.UUIDField(null=True, help_text="The line of the bank's statement.")
    state = models.CharField(max_length=9, choices=SettlementState, default=SettlementState.REQUESTED)
    approval_id = models.UUIDField(null=True)
    requested_by_id = models.UUIDField()
    approved_by_id = models.UUIDField(null=True)
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bank", "bank_reference", "currency"],
                condition=~Q(state="REJECTED"),
                name="reconciliation_settlement_once",
            ),
            models.UniqueConstraint(
                fields=["line_id"],
                condition=Q(line_id__isnull=False) & ~Q(state="REJECTED"),
                name="reconciliation_settlement_of_line",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="reconciliation_settlement_amount"),
            models.CheckConstraint(
                condition=Q(kind__in=["FROM_PROVIDER", "TO_PROVIDER"]) & ~Q(gateway_code="")
                | Q(kind__in=["CAPITAL_IN", "CAPITAL_OUT"], gateway_code=""),
                name="reconciliation_settlement_with",
            ),
            models.CheckConstraint(
                condition=Q(state="REQUESTED", decided_at=None, approved_by_id=None)
                | Q(state="DONE", decided_at__isnull=False, approved_by_id__isnull=False)
                | Q(state="REJECTED", decided_at__isnull=False),
                name="reconciliation_settlement_decided",
            ),
            models.CheckConstraint(
                condition=Q(approved_by_id=None) | ~Q(approved_by_id=F("requested_by_id")),
                name="reconciliation_settlement_two_people",
            ),
        ]
        indexes = [models.Index(fields=["state", "-id"], name="reconciliation_settlements_in")]

    def __str__(self) -> str:
        return f"{self.bank} {self.bank_reference}"
