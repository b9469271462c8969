from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.agents.models._agents import Outlet
from apps.agents.models._amounts import AMOUNT
from apps.core.ids import uuid7
from apps.core.money import decimal_string


class OrderDirection(models.TextChoices):
    BUY = "BUY", "Buys float: has paid into the trust bank"
    SELL = "SELL", "Sells float back: is paid by the trust bank"


class OrderState(models.TextChoices):
    REQUESTED = "REQUESTED", "Requested: somebody has to check the bank"
    PROPOSED = "PROPOSED", "Checked by one operator, waits for another"
    DONE = "DONE", "Done"
    REJECTED = "REJECTED", "Rejected"
    CANCELLED = "CANCELLED", "Called off"


class FloatOrder(models.Model):
    """An agent buys float against a deposit at the trust bank, or sells it back.

    One operator checks it against the bank and proposes it (maker), another approves (checker); then the float moves.
    What is sold is put aside while it waits (`hold_entry_id`).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="float_orders")
    direction = models.CharField(max_length=4, choices=OrderDirection)
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    bank = models.CharField(max_length=32, help_text="As in trust:BANK.")
    bank_reference = models.CharField(max_length=60, help_text="Of the deposit, or the account to pay to.")
    proof_file = models.CharField(max_length=80, blank=True, default="", help_text="A picture of the deposit slip.")
    note = models.CharField(max_length=200, blank=True)
    state = models.CharField(max_length=9, choices=OrderState, default=OrderState.REQUESTED)
    requested_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32)
    requested_at = models.DateTimeField()
    approval_id = models.UUIDField(null=True)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=500, blank=True, default="", help_text="Why it was rejected.")
    transaction_id = models.UUIDField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requested_by", "idempotency_key"], name="agents_order_key_once"),
            # A deposit buys float once.
            models.UniqueConstraint(
                fields=["bank", "bank_reference"],
                condition=Q(direction="BUY") & ~Q(state__in=["REJECTED", "CANCELLED"]),
                name="agents_deposit_once",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, direction__in=OrderDirection.values), name="agents_order_makes_sense"
            ),
            models.CheckConstraint(
                condition=Q(state="REQUESTED", proposed_by=None, decided_at=None)
                | Q(state="PROPOSED", proposed_by__isnull=False, approval_id__isnull=False, decided_at=None)
                | Q(state__in=["REJECTED", "CANCELLED"], decided_at__isnull=False, transaction_id=None)
                | Q(state="DONE", proposed_by__isnull=False, decided_at__isnull=False, transaction_id__isnull=False),
                name="agents_order_state",
            ),
            # SECURITY 20.
            models.CheckConstraint(
                condition=~Q(state="DONE")
                | ~Q(decided_by=F("proposed_by"))
                & ~Q(decided_by=F("requested_by"))
                & ~Q(proposed_by=F("requested_by")),
                name="agents_order_maker_is_not_checker",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "id"], name="agents_orders_by_state"),
            models.Index(fields=["outlet", "id"], name="agents_orders_of_outlet"),
        ]

    def __str__(self) -> str:
        return f"{self.direction.capitalize()} {decimal_string(self.amount, self.currency)} {self.currency}"


class FloatAlert(models.Model):
    """An outlet's float is low, or will be before the day is over; `ended_at` when it is not any more."""

    class Reason(models.TextChoices):
        LOW = "LOW", "Below what its agent has set"
        FORECAST = "FORECAST", "Likely to run out today"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="float_alerts")
    reason = models.CharField(max_length=8, choices=Reason)
    balance = models.DecimalField(**AMOUNT)
    expected = models.DecimalField(**AMOUNT, help_text="What is likely to be needed until the end of the day.")
    currency = models.CharField(max_length=3)
    raised_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outlet"], condition=Q(ended_at=None), name="agents_one_alert_at_a_time"),
            models.CheckConstraint(condition=Q(reason__in=["LOW", "FORECAST"]), name="agents_alert_reason_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet}: {decimal_string(self.balance, self.currency)} {self.currency}"
