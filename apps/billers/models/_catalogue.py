"""Whom people may pay bills to, how they are paid, and what they give us for it."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7

AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}
PERCENT: dict[str, Any] = {"max_digits": 7, "decimal_places": 4}


class Category(models.Model):
    """A shelf of the catalogue: Electricity, Water. The smallest position stands first."""

    code = models.SlugField(primary_key=True, max_length=32)
    name = models.CharField(max_length=60)
    icon = models.CharField(max_length=40, help_text="Its name in Material Symbols.")
    position = models.PositiveSmallIntegerField(default=100, help_text="The smallest stands first.")

    class Meta:
        verbose_name = "category"
        verbose_name_plural = "categories"
        ordering = ("position", "code")
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9-]+$") & Q(icon__regex=r"^[a-z0-9_]+$") & ~Q(name=""),
                name="billers_category_is_named",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SettledBy(models.TextChoices):
    AGGREGATOR = "AGGREGATOR", "The aggregator: it pays the biller and owes us the commission"
    DIRECT = "DIRECT", "Us: we collect for the biller and pay out what is left of it"


class Period(models.TextChoices):
    DAILY = "DAILY", "Each day"
    WEEKLY = "WEEKLY", "Each week, Monday to Sunday"
    MONTHLY = "MONTHLY", "Each month"


class Biller(models.Model):
    """Somebody who writes bills. Its code is for ever: the ledger account `biller:<code>:payable` bears it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.SlugField(max_length=32, help_text="For ever: the ledger's accounts bear it.")
    name = models.CharField(max_length=60)
    category = models.ForeignKey(Category, on_delete=models.PROTECT, related_name="billers")
    provider_code = models.CharField("code at the gateway", max_length=64, help_text="What the gateway calls it.")
    bound_to = models.CharField(
        "gateway", max_length=32, blank=True, help_text="The only gateway that knows it; empty: the routes decide."
    )
    account_label = models.CharField(max_length=40, help_text="What it calls a customer's number: Meter number.")
    account_pattern = models.CharField(
        max_length=100,
        help_text="What such a number looks like: characters and [classes], each with a count, as [0-9]{11}.",
    )
    account_help = models.CharField(max_length=140, blank=True, help_text="Where a customer finds it.")
    currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, two letters; empty: any.")
    is_prepaid = models.BooleanField("prepaid", default=False, help_text="What is paid buys units; nothing is owed.")
    allows_partial = models.BooleanField(
        "part payments", default=False, help_text="Less than what is owed may be paid, if the look-up says so too."
    )
    minimum = models.DecimalField(**AMOUNT, help_text="The least a single payment may be.")
    maximum = models.DecimalField(**AMOUNT, help_text="The most a single payment may be.")
    settled_by = models.CharField(max_length=10, choices=SettledBy, default=SettledBy.AGGREGATOR)
    settlement_period = models.CharField("settled", max_length=7, choices=Period, default=Period.DAILY)
    automatic_up_to = models.DecimalField(
        **AMOUNT,
        null=True,
        blank=True,
        help_text="A settlement up to this is paid out without being asked; empty: two operators pay out each.",
    )
    # Its bank account, as far as we may know it: the token of a gateway. services.link_payout_account writes these.
    payout_gateway = models.CharField(max_length=32, blank=True, editable=False)
    payout_token = models.CharField(max_length=100, blank=True, editable=False)
    payout_account = models.CharField(max_length=60, blank=True, editable=False, help_text="Masked.")
    payout_name = models.CharField(max_length=120, blank=True, editable=False)
    colour = models.CharField(max_length=7, default="#475569", help_text="Of its logo, as #rrggbb.")
    initials = models.CharField(max_length=3, help_text="Stand in its logo.")
    is_active = models.BooleanField("active", default=True, help_text="Off: nothing is looked up or paid.")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["code"], name="billers_biller_once"),
            models.CheckConstraint(
                condition=Q(code__regex=r"^[a-z0-9-]+$")
                & Q(colour__regex=r"^#[0-9a-f]{6}$")
                & Q(currency__regex=r"^[A-Z]{3}$")
                & Q(country__regex=r"^([A-Z]{2})?$")
                & ~Q(name="")
                & ~Q(provider_code="")
                & ~Q(account_pattern="")
                & ~Q(initials=""),
                name="billers_biller_is_described",
            ),
            models.CheckConstraint(
                condition=Q(minimum__gt=0, maximum__gte=F("minimum"))
                & (Q(automatic_up_to=None) | Q(automatic_up_to__gte=0)),
                name="billers_biller_amounts",
            ),
            models.CheckConstraint(
                condition=Q(settled_by__in=SettledBy.values, settlement_period__in=Period.values),
                name="billers_biller_settled_by",
            ),
            models.CheckConstraint(
                condition=Q(payout_token="", payout_gateway="")  # nosec B106
                | ~Q(payout_token="") & ~Q(payout_gateway=""),  # nosec B106
                name="billers_biller_payout_is_whole",
            ),
            # What is bought beforehand is not owed, so no part of it is.
            models.CheckConstraint(
                condition=Q(is_prepaid=False) | Q(allows_partial=False), name="billers_biller_prepaid_owes_nothing"
            ),
        ]
        indexes = [models.Index(fields=["category", "name"], name="billers_of_category")]

    def __str__(self) -> str:
        return self.name


class Product(models.Model):
    """A fixed package of a biller: a bouquet of TV channels."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    biller = models.ForeignKey(Biller, on_delete=models.PROTECT, related_name="products", db_index=False)
    code = models.SlugField(max_length=32)
    name = models.CharField(max_length=60)
    amount = models.DecimalField(**AMOUNT, help_text="In the biller's currency.")
    description = models.CharField(max_length=140, blank=True)
    position = models.PositiveSmallIntegerField(default=100, help_text="The smallest stands first.")
    is_active = models.BooleanField("active", default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["biller", "code"], name="billers_product_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0) & Q(code__regex=r"^[a-z0-9-]+$") & ~Q(name=""), name="billers_product_amount"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Commission(models.Model):
    """What a biller gives us of each payment made from a moment on. Rows are added, never edited (sql/guards.sql)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    biller = models.ForeignKey(Biller, on_delete=models.PROTECT, related_name="commissions", db_index=False)
    percent = models.DecimalField(**PERCENT, default=0, help_text="Of the amount, out of a hundred.")
    flat = models.DecimalField(**AMOUNT, default=0, help_text="For each payment, beside the percentage.")
    active_from = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["biller", "active_from"], name="billers_commission_once"),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lte=100, flat__gte=0), name="billers_commission_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent.normalize():f} % + {self.flat.normalize():f}"
