from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7
from apps.core.money import decimal_string
from apps.merchants.models._amounts import AMOUNT
from apps.merchants.models._merchants import Merchant


class RefundRequestState(models.TextChoices):
    REQUESTED = "REQUESTED", "Waits for a second person"
    DONE = "DONE", "Given back"
    REFUSED = "REFUSED", "Could not be done"
    REJECTED = "REJECTED", "Rejected"


class RefundRequest(models.Model):
    """An operator's wish to give a sale back in the name of a merchant that does not answer; another one decides."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="refund_requests")
    sale_id = models.UUIDField("sale", help_text="The payment that is to be given back.")
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    reason = models.CharField(max_length=140, help_text="The payer reads it.")
    state = models.CharField(max_length=9, choices=RefundRequestState, default=RefundRequestState.REQUESTED)
    refusal_code = models.CharField(max_length=40, blank=True, help_text="Why it could not be done.")
    refund_id = models.UUIDField("refund", null=True, blank=True, help_text="The payment that gave the money back.")
    approval_id = models.UUIDField(help_text="What a second person decides.")
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "refund request"
        constraints = [
            models.UniqueConstraint(
                fields=["sale_id"], condition=Q(state="REQUESTED"), name="merchants_one_open_refund_request"
            ),
            models.UniqueConstraint(fields=["refund_id"], name="merchants_refund_request_of_refund"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="merchants_refund_request_is_for_something"),
            models.CheckConstraint(
                condition=Q(state="REQUESTED", decided_at=None, refund_id=None, refusal_code="")
                | Q(state="DONE", decided_at__isnull=False, refund_id__isnull=False, refusal_code="")
                | Q(state="REFUSED", decided_at__isnull=False, refund_id=None) & ~Q(refusal_code="")
                | Q(state="REJECTED", decided_at__isnull=False, refund_id=None, refusal_code=""),
                name="merchants_refund_request_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["state", "id"], name="merchants_refund_requests")]

    def __str__(self) -> str:
        return f"{decimal_string(self.amount, self.currency)} {self.currency} of {self.merchant.name}"
