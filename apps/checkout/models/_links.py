from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.merchants.models import Charge, Merchant, TipMode

# In the currency's main unit.
_AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}


class PaymentLink(models.Model):
    """An address at which anybody may pay a merchant, for an amount that is fixed or that the payer names.

    Each visit that goes on makes a charge of its own and takes a use; what is not paid gives it back. So `uses` counts
    what was paid and what still may be, and never passes `max_uses`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="payment_links", db_index=False)
    is_live = models.BooleanField(help_text="A link of the test mode makes test charges.")
    token = models.CharField(max_length=22, unique=True, help_text="What its address names it by.")
    title = models.CharField(max_length=60)
    description = models.CharField(max_length=140, blank=True)
    amount = models.DecimalField(**_AMOUNT, null=True, blank=True, help_text="Empty: the payer names it.")
    min_amount = models.DecimalField(**_AMOUNT, null=True, blank=True)
    max_amount = models.DecimalField(**_AMOUNT, null=True, blank=True)
    currency = models.CharField(max_length=3)
    tip_mode = models.CharField(max_length=7, choices=TipMode, default=TipMode.NONE)
    tip_value = models.DecimalField(**_AMOUNT, null=True, blank=True)
    return_url = models.CharField(max_length=2000, blank=True)
    max_uses = models.PositiveIntegerField(null=True, blank=True, help_text="Empty: as often as one likes.")
    uses = models.PositiveIntegerField(default=0, help_text="Paid, or still to be paid.")
    expires_at = models.DateTimeField(null=True, blank=True)
    is_active = models.BooleanField(default=True)
    ended_because = models.CharField(max_length=200, blank=True, help_text="Why an operator switched it off.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        permissions = [("end_paymentlink", "Can switch off payment links of merchants")]
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, min_amount=None, max_amount=None)
                | Q(amount=None)
                & (Q(min_amount=None) | Q(min_amount__gt=0))
                & (Q(max_amount=None) | Q(max_amount__gt=0))
                & (Q(min_amount=None) | Q(max_amount=None) | Q(min_amount__lte=F("max_amount"))),
                name="checkout_link_amount_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(max_uses=None) | Q(max_uses__gt=0, uses__lte=F("max_uses")),
                name="checkout_link_not_used_too_often",
            ),
            models.CheckConstraint(
                condition=Q(tip_mode__in=["NONE", "PROMPT"], tip_value=None)
                | Q(tip_mode="FIXED", tip_value__gt=0)
                | Q(tip_mode="PERCENT", tip_value__gt=0, tip_value__lt=100),
                name="checkout_link_tip_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(ended_because="") | Q(is_active=False), name="checkout_link_ended_is_not_active"
            ),
        ]
        indexes = [models.Index(fields=["merchant", "is_live", "id"], name="checkout_links_of")]

    def __str__(self) -> str:
        return self.title


class LinkUse(models.Model):
    """A charge that somebody made at a link. It counts as a use until it is given back, once."""

    charge = models.OneToOneField(Charge, on_delete=models.PROTECT, primary_key=True, related_name="+")
    link = models.ForeignKey(PaymentLink, on_delete=models.PROTECT, related_name="taken")
    taken_at = models.DateTimeField()
    given_back_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.charge_id}"
