"""What can be bought for a phone number, the numbers people keep, what is bought by itself, and what we have prepaid.

A number is personal data of a third person, who may never have heard of us: it is sealed
(apps/billers/recharge_numbers.py), and equal numbers of one person are found by a blind index.
"""

from typing import Any

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.crypto import register_sealed
from apps.core.ids import uuid7

MAX_EVERY_DAYS = 366
MAX_FAVOURITE_NAME = 40
MAX_CATALOGUE_CODE = 64
AMOUNT: dict[str, Any] = {"max_digits": 19, "decimal_places": 4}


class RechargeOperator(models.Model):
    """A telco. What it is called and which numbers are likely its own the provider says; services.sync writes it.

    `is_active` is ours: what an operator of ours has switched off no synchronisation switches on. `is_offered` is the
    provider's: whether its list named it last time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    code = models.CharField(max_length=MAX_CATALOGUE_CODE)
    name = models.CharField(max_length=60)
    country = models.CharField(max_length=2, help_text="ISO 3166-1, two letters.")
    prefixes = ArrayField(
        models.CharField(max_length=16), help_text="Numbers in E.164 that begin so are likely its own."
    )
    gateway_code = models.CharField("gateway", max_length=32, help_text="The only one that knows it by this code.")
    colour = models.CharField(max_length=7, default="#475569", help_text="Of its logo, as #rrggbb.")
    initials = models.CharField(max_length=3, help_text="Stand in its logo.")
    is_active = models.BooleanField("active", default=True, help_text="Off: nothing of it is sold.")
    is_offered = models.BooleanField("offered", default=True, help_text="Whether the provider named it last time.")
    seen_at = models.DateTimeField(help_text="When the provider named it last.")

    class Meta:
        verbose_name = "recharge operator"
        constraints = [
            models.UniqueConstraint(fields=["code"], name="billers_telco_once"),
            models.CheckConstraint(
                condition=~Q(code="")
                & ~Q(name="")
                & ~Q(initials="")
                & ~Q(gateway_code="")
                & Q(country__regex=r"^[A-Z]{2}$")
                & Q(colour__regex=r"^#[0-9a-f]{6}$"),
                name="billers_telco_is_described",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RechargeKind(models.TextChoices):
    AIRTIME = "AIRTIME", "Airtime"
    DATA = "DATA", "Data"


class RechargeProduct(models.Model):
    """What an operator sells: at a price of its own, or for any amount within bounds. Without `maximum` there is none.

    `is_active` and `is_offered` as of an operator.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    operator = models.ForeignKey(RechargeOperator, on_delete=models.PROTECT, related_name="products", db_index=False)
    code = models.CharField(max_length=MAX_CATALOGUE_CODE)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=7, choices=RechargeKind.choices)
    amount = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="Its price; empty: within the bounds.")
    minimum = models.DecimalField(**AMOUNT, null=True, blank=True)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True)
    currency = models.CharField(max_length=3)
    validity_days = models.PositiveSmallIntegerField(null=True, blank=True, help_text="Empty: it does not run out.")
    is_active = models.BooleanField("active", default=True, help_text="Off: it is not sold.")
    is_offered = models.BooleanField("offered", default=True, help_text="Whether the provider named it last time.")
    seen_at = models.DateTimeField(help_text="When the provider named it last.")

    class Meta:
        verbose_name = "recharge product"
        constraints = [
            models.UniqueConstraint(fields=["operator", "code"], name="billers_recharge_product_once"),
            models.CheckConstraint(
                condition=Q(amount__gt=0, minimum=None, maximum=None)
                | Q(amount=None, minimum__gt=0) & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="billers_recharge_product_amounts",
            ),
            models.CheckConstraint(
                condition=~Q(code="")
                & ~Q(name="")
                & Q(kind__in=RechargeKind.values)
                & Q(currency__regex=r"^[A-Z]{3}$"),
                name="billers_recharge_product_is_described",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RechargeFavourite(models.Model):
    """A number somebody recharges again and again. Without an operator it is found by the number each time."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Two other indexes begin with it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    operator = models.ForeignKey(RechargeOperator, null=True, on_delete=models.PROTECT, related_name="+")
    msisdn = models.BinaryField(editable=False)
    msisdn_index = models.BinaryField(max_length=32, editable=False)
    masked = models.CharField("number", max_length=12)
    nickname = models.CharField(max_length=MAX_FAVOURITE_NAME, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "recharge favourite"
        constraints = [
            models.UniqueConstraint(fields=["person", "msisdn_index"], name="billers_favourite_once"),
            models.CheckConstraint(condition=Exact(Length("msisdn_index"), 32), name="billers_favourite_index"),
        ]
        indexes = [models.Index(fields=["person", "id"], name="billers_favourites_of_person")]

    def __str__(self) -> str:
        return self.nickname or self.masked


register_sealed("billers_rechargefavourite", ["msisdn"])


class AutoRechargeState(models.TextChoices):
    ACTIVE = "ACTIVE", "Active"
    PAUSED = "PAUSED", "Paused"
    ENDED = "ENDED", "Ended"


class AutoPausedBecause(models.TextChoices):
    PERSON = "PERSON", "The person paused it"
    FAILURES = "FAILURES", "Three recharges in a row failed"
    DEVICE = "DEVICE", "The phone it was made on was locked"
    OPERATOR = "OPERATOR", "We paused it"


class AutoRecharge(models.Model):
    """What a person wants bought for a number again and again, as they confirmed it once.

    What was confirmed never changes (sql/recharges.sql). `next_occurrence` and `next_due_on` are the due date that
    comes next, `due_at` is the moment of it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Two other indexes begin with it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    operator = models.ForeignKey(RechargeOperator, on_delete=models.PROTECT, related_name="+")
    product = models.ForeignKey(RechargeProduct, on_delete=models.PROTECT, related_name="+")
    msisdn = models.BinaryField(null=True, editable=False)
    masked = models.CharField("number", max_length=12, blank=True)
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    every_days = models.PositiveSmallIntegerField(null=True, blank=True)
    day_of_month = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="In a month without it, the last day instead."
    )
    start_date = models.DateField(help_text="The first due date, where the person lives.")
    time_zone = models.CharField(max_length=48, help_text="The person's when it was made; it stays this one.")
    state = models.CharField(max_length=6, choices=AutoRechargeState.choices, default=AutoRechargeState.ACTIVE)
    paused_because = models.CharField(max_length=8, choices=AutoPausedBecause.choices, blank=True)
    failures_in_a_row = models.PositiveSmallIntegerField(default=0)
    runs_made = models.PositiveIntegerField(default=0, help_text="How many were bought, or are under way.")
    next_occurrence = models.PositiveIntegerField(default=1, help_text="Its number, from 1; it never goes back.")
    next_due_on = models.DateField(null=True, blank=True)
    due_at = models.DateTimeField(null=True, blank=True)
    device_id = models.UUIDField("device", null=True, blank=True, help_text="The registered phone it was made on.")
    idempotency_key = models.CharField(max_length=255, editable=False)
    request_digest = models.BinaryField(max_length=32, editable=False)
    signature_digest = models.BinaryField(max_length=32, null=True, editable=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "auto-recharge"
        constraints = [
            models.UniqueConstraint(fields=["person", "idempotency_key"], name="billers_auto_key_once"),
            models.CheckConstraint(
                condition=Q(state="PAUSED", paused_because__in=AutoPausedBecause.values)
                | Q(state__in=["ACTIVE", "ENDED"], paused_because=""),
                name="billers_auto_paused_for_a_reason",
            ),
            # What is not active never comes up, and what is active always does.
            models.CheckConstraint(
                condition=Q(state="ACTIVE", due_at__isnull=False, next_due_on__isnull=False)
                | ~Q(state="ACTIVE") & Q(due_at=None, next_due_on=None),
                name="billers_auto_due_while_active",
            ),
            models.CheckConstraint(
                condition=Q(state="ENDED", ended_at__isnull=False)
                | ~Q(state="ENDED") & Q(ended_at=None, msisdn__isnull=False),
                name="billers_auto_ended_at_a_time",
            ),
            models.CheckConstraint(
                condition=Q(every_days__gte=1, every_days__lte=MAX_EVERY_DAYS, day_of_month=None)
                | Q(every_days=None, day_of_month__gte=1, day_of_month__lte=31),
                name="billers_auto_rhythm_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, next_occurrence__gte=1, runs_made__lt=F("next_occurrence")),
                name="billers_auto_figures_make_sense",
            ),
            models.CheckConstraint(condition=Exact(Length("request_digest"), 32), name="billers_auto_digest_is_full"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="billers_auto_due", condition=Q(state="ACTIVE")),
            models.Index(fields=["person", "id"], name="billers_auto_of_person"),
            models.Index(fields=["device_id"], name="billers_auto_of_device", condition=Q(state="ACTIVE")),
        ]

    def __str__(self) -> str:
        return f"auto-recharge {self.id}"


register_sealed("billers_autorecharge", ["msisdn"])


class AutoRunState(models.TextChoices):
    UNDER_WAY = "UNDER_WAY", "Under way"
    DONE = "DONE", "Done"
    FAILED = "FAILED", "Failed"
    SKIPPED = "SKIPPED", "Skipped"


class AutoRechargeRun(models.Model):
    """One due date of an auto-recharge and what became of it: at most one payment, whoever sweeps and however often."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    auto_recharge = models.ForeignKey(AutoRecharge, on_delete=models.PROTECT, related_name="runs", db_index=False)
    due_on = models.DateField()
    state = models.CharField(max_length=9, choices=AutoRunState.choices, default=AutoRunState.UNDER_WAY)
    transaction_id = models.UUIDField("payment", null=True, blank=True)
    failure_code = models.CharField(max_length=40, blank=True, help_text="Why nothing was bought.")
    created_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "auto-recharge run"
        constraints = [
            models.UniqueConstraint(fields=["auto_recharge", "due_on"], name="billers_auto_run_once"),
            models.UniqueConstraint(fields=["transaction_id"], name="billers_auto_run_of_payment"),
            models.CheckConstraint(
                condition=Q(state="UNDER_WAY", transaction_id__isnull=False, decided_at=None, failure_code="")
                | Q(state="DONE", transaction_id__isnull=False, decided_at__isnull=False, failure_code="")
                | Q(state="FAILED", transaction_id__isnull=False, decided_at__isnull=False) & ~Q(failure_code="")
                | Q(state="SKIPPED", decided_at__isnull=False) & ~Q(failure_code=""),
                name="billers_auto_run_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["auto_recharge", "id"], name="billers_runs_of_auto"),
            models.Index(fields=["auto_recharge"], name="billers_open_runs_of_auto", condition=Q(state="UNDER_WAY")),
        ]

    def __str__(self) -> str:
        return f"{self.auto_recharge_id} {self.due_on}"


class RechargeFloat(models.Model):
    """What is left of our money at an aggregator, in one currency, as it said when it was asked last."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway_code = models.CharField("gateway", max_length=32)
    currency = models.CharField(max_length=3)
    balance = models.DecimalField(**AMOUNT, help_text="What it says is left.")
    read_at = models.DateTimeField("read", help_text="When it said so.")
    warn_below = models.DecimalField(
        **AMOUNT, null=True, blank=True, help_text="With less left, this page and the log warn; empty: they do not."
    )
    failed_at = models.DateTimeField(null=True, blank=True, help_text="When it was asked in vain since then.")

    class Meta:
        verbose_name = "recharge float"
        constraints = [
            models.UniqueConstraint(fields=["gateway_code", "currency"], name="billers_float_once"),
            models.CheckConstraint(
                condition=Q(warn_below=None) | Q(warn_below__gte=0), name="billers_float_warns_below_a_figure"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.gateway_code} {self.currency}"

    @property
    def is_low(self) -> bool:
        """Whether less is left than somebody wants to be warned of."""
        return self.warn_below is not None and self.balance < self.warn_below
