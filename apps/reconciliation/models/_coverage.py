"""Whether the money in the banks covers the e-money that was issued, day by day."""

from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.reconciliation.models._amounts import TOTAL


class CoverageProof(models.Model):
    """What stood in the ledger at one moment, in one currency. Nobody changes or deletes one: sql/guards.sql.

    `receivable` is what providers hold of ours, `payable` what we owe them. `is_covered` counts both, and
    `is_covered_by_trust` only what lies in the banks.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    day = models.DateField()
    currency = models.CharField(max_length=3)
    taken_at = models.DateTimeField()
    is_daily = models.BooleanField(help_text="The day's own; others were asked for in between.")
    issued = models.DecimalField(**TOTAL, help_text="E-money: what is owed to customers.")
    trust = models.DecimalField(**TOTAL, help_text="What lies in the banks for them.")
    receivable = models.DecimalField(**TOTAL, help_text="What providers hold and will pay to the banks.")
    payable = models.DecimalField(**TOTAL, help_text="What providers have paid out for us.")
    is_covered = models.BooleanField()
    is_covered_by_trust = models.BooleanField()
    parts = models.JSONField(help_text="What `issued` consists of, by kind of account.")

    class Meta:
        verbose_name = "coverage proof"
        constraints = [
            models.UniqueConstraint(
                fields=["day", "currency"], condition=Q(is_daily=True), name="reconciliation_proven_daily"
            ),
            models.CheckConstraint(
                condition=Q(is_covered=True, trust__gte=F("issued") + F("payable") - F("receivable"))
                | Q(is_covered=False, trust__lt=F("issued") + F("payable") - F("receivable")),
                name="reconciliation_proof_is_right",
            ),
            models.CheckConstraint(
                condition=Q(is_covered_by_trust=True, trust__gte=F("issued") + F("payable"))
                | Q(is_covered_by_trust=False, trust__lt=F("issued") + F("payable")),
                name="reconciliation_strict_proof_is_right",
            ),
        ]
        indexes = [models.Index(fields=["currency", "-id"], name="reconciliation_proofs_of")]

    def __str__(self) -> str:
        return f"{self.currency} {self.day}"

    @property
    def missing(self) -> Decimal:
        """By how much it is not covered; nothing when it is."""
        return max(self.issued + self.payable - self.receivable - self.trust, Decimal(0))
