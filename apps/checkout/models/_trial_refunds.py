from typing import Any

from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.ids import uuid7
from apps.core.money import decimal_string
from apps.merchants.models import Charge

# In the currency's main unit.
_AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}


class TrialRefund(models.Model):
    """A refund of a test charge: what a merchant's server is shown of it. No money is behind it; the charge counts how
    much of it "went back" (`refunded`)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    charge = models.ForeignKey(Charge, on_delete=models.PROTECT, related_name="trial_refunds")
    # The charge's, so that a key is unique for each merchant.
    merchant_id = models.UUIDField()
    amount = models.DecimalField(**_AMOUNT)
    reason = models.CharField(max_length=140, blank=True)
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32, editable=False)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merchant_id", "idempotency_key"], name="checkout_trial_refund_key_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="checkout_trial_refund_is_something"),
            models.CheckConstraint(
                condition=Q(Exact(Length("request_digest"), 32)), name="checkout_trial_refund_has_a_digest"
            ),
        ]

    def __str__(self) -> str:
        currency = self.charge.currency
        return f"test refund of {decimal_string(self.amount, currency)} {currency}"
