"""Payments as people see them, and the rows that price and limit them."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.accounts.models import KycTier
from apps.core.ids import uuid7

AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}


class State(models.TextChoices):
    COMPLETED = "COMPLETED", "Completed"
    DECLINED = "DECLINED", "Declined"


class Transaction(models.Model):
    """A payment: asked for once, decided once. Its journal entry has the same id.

    What was agreed (who, to whom, how much, at what fee) can never be changed: sql/guards.sql.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    reference = models.CharField(max_length=10, help_text="What people read to each other.")
    kind = models.CharField(max_length=20)
    state = models.CharField(max_length=12, choices=State)
    failure_code = models.CharField(max_length=40, blank=True)
    initiator_id = models.UUIDField(help_text="Who asked for it.")
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32)
    payer_id = models.UUIDField(null=True, help_text="The person who pays; empty: the platform.")
    payee_id = models.UUIDField(null=True, help_text="The person who receives; empty: nobody was found.")
    payer_wallet_id = models.UUIDField(null=True)
    payee_wallet_id = models.UUIDField(null=True)
    payer_name = models.CharField(max_length=120, blank=True, help_text="As it was at the time.")
    payee_name = models.CharField(max_length=120, blank=True, help_text="As it was at the time.")
    amount = models.DecimalField(**AMOUNT)
    fee = models.DecimalField(**AMOUNT, help_text="Paid by the payer on top.")
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=140, blank=True)
    parent_id = models.UUIDField(null=True, help_text="The payment this one answers to.")
    channel = models.CharField(max_length=10)
    session_id = models.UUIDField(null=True)
    device_id = models.UUIDField(null=True, help_text="The registered device whose key signed it.")
    signature_digest = models.BinaryField(
        max_length=32, null=True, editable=False, help_text="Names the signature, which is good for one request."
    )
    request_id = models.CharField(max_length=64, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "payment"
        constraints = [
            models.UniqueConstraint(fields=["initiator_id", "idempotency_key"], name="transactions_key_once"),
            models.UniqueConstraint(fields=["reference"], name="transactions_reference_once"),
            models.CheckConstraint(condition=Q(amount__gt=0) & Q(fee__gte=0), name="transactions_amounts"),
            models.CheckConstraint(condition=Q(state__in=State.values), name="transactions_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=State.DECLINED) & ~Q(failure_code="") | ~Q(state=State.DECLINED) & Q(failure_code=""),
                name="transactions_declined_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state=State.DECLINED) | Q(payer_wallet_id=None) | ~Q(payer_wallet_id=F("payee_wallet_id")),
                name="transactions_no_self_transfer",
            ),
        ]
        indexes = [
            models.Index(fields=["payer_id", "id"], name="transactions_by_payer"),
            models.Index(fields=["payee_id", "id"], name="transactions_by_payee"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.reference}"


class FeeRule(models.Model):
    """What payments of a kind cost from a moment on. Rows are added, not edited: past prices stay known."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    flat = models.DecimalField(**AMOUNT, default=0)
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=0, help_text="Of the amount; 1.5 is 1.5 %.")
    minimum = models.DecimalField(**AMOUNT, default=0)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="Empty: no maximum.")
    active_from = models.DateTimeField()

    class Meta:
        verbose_name = "fee rule"
        constraints = [
            models.UniqueConstraint(fields=["kind", "currency", "active_from"], name="transactions_fee_from_once"),
            models.CheckConstraint(
                condition=Q(flat__gte=0, percent__gte=0, percent__lte=100, minimum__gte=0)
                & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="transactions_fee_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency} from {self.active_from:%Y-%m-%d}"


class PaymentLimit(models.Model):
    """The least and the most a single payment of a kind may move."""

    kind = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    minimum = models.DecimalField(**AMOUNT, default=0)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="Empty: no maximum.")

    class Meta:
        verbose_name = "payment limit"
        constraints = [
            models.UniqueConstraint(fields=["kind", "currency"], name="transactions_limit_once"),
            models.CheckConstraint(
                condition=Q(minimum__gte=0) & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="transactions_limit_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency}"


class TierLimit(models.Model):
    """What somebody of a KYC tier may pay, and hold. An empty kind stands for all kinds together."""

    tier = models.CharField("KYC tier", max_length=6, choices=KycTier.choices)
    kind = models.CharField(max_length=20, blank=True, help_text="Empty: all kinds together.")
    currency = models.CharField(max_length=3)
    single = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="The most of one payment.")
    daily = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="The most of a day.")
    monthly = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="The most of a month.")
    daily_count = models.PositiveIntegerField(null=True, blank=True, help_text="How many payments a day.")
    step_up_above = models.DecimalField(
        **AMOUNT, null=True, blank=True, help_text="A larger payment is confirmed by a one-time code."
    )
    maximum_balance = models.DecimalField(
        **AMOUNT, null=True, blank=True, help_text="What a wallet may hold after somebody has paid into it."
    )

    class Meta:
        verbose_name = "limit of a tier"
        verbose_name_plural = "limits of tiers"
        constraints = [
            models.UniqueConstraint(fields=["tier", "kind", "currency"], name="transactions_tier_limit_once"),
            models.CheckConstraint(condition=Q(tier__in=KycTier.values), name="transactions_tier_is_known"),
            models.CheckConstraint(
                condition=(Q(single=None) | Q(single__gt=0))
                & (Q(daily=None) | Q(daily__gt=0))
                & (Q(monthly=None) | Q(monthly__gt=0))
                & (Q(daily_count=None) | Q(daily_count__gt=0))
                & (Q(step_up_above=None) | Q(step_up_above__gte=0))
                & (Q(maximum_balance=None) | Q(maximum_balance__gt=0)),
                name="transactions_tier_limit_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.tier} {self.kind or 'all kinds'} {self.currency}"


class Spending(models.Model):
    """What a person has paid today and this month: one row, however long the history.

    Written by the statement that makes the payment (sql/spending.sql), and by nothing else.
    """

    id = models.UUIDField(primary_key=True, editable=False)
    person_id = models.UUIDField("person")
    kind = models.CharField(max_length=20, blank=True)
    currency = models.CharField(max_length=3)
    day = models.DateField()
    day_total = models.DecimalField(**AMOUNT)
    day_count = models.PositiveIntegerField()
    month = models.DateField(help_text="Its first day.")
    month_total = models.DecimalField(**AMOUNT)

    class Meta:
        verbose_name_plural = "spending"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "currency", "kind"], name="transactions_spending_once"),
        ]

    def __str__(self) -> str:
        return f"{self.person_id} {self.kind} {self.currency}"
