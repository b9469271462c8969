from django.db import models
from django.db.models import F, Q

from apps.accounts.models import KycTier
from apps.transactions.models._amounts import AMOUNT


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
