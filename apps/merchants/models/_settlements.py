from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.core.money import decimal_string
from apps.merchants.models._amounts import AMOUNT, PERCENT
from apps.merchants.models._merchants import Merchant


class SettlementState(models.TextChoices):
    OPEN = "OPEN", "Open: waits to be paid out"
    SENDING = "SENDING", "Sending: under way through a provider"
    PAID = "PAID", "Paid"
    FAILED = "FAILED", "Failed: the money came back, and is tried again"


class DiscountRule(models.Model):
    """What merchants bear of each sale: from `active_from` on, for a category, from a volume on. Never edited.

    The rule of the merchant's own category comes before one for all (empty), then the one of the largest volume that
    the merchant had in the month before, then the newest.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    category = models.CharField(
        max_length=4, blank=True, help_text="ISO 18245; empty: all that have none of their own."
    )
    currency = models.CharField(max_length=3)
    volume_from = models.DecimalField(**AMOUNT, default=0, help_text="Of the calendar month before.")
    percent = models.DecimalField(**PERCENT, default=0)
    flat = models.DecimalField(**AMOUNT, default=0)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True)
    tax_percent = models.DecimalField(**PERCENT, default=0, help_text="On the discount.")
    active_from = models.DateTimeField()
    created_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )

    class Meta:
        verbose_name = "discount"
        constraints = [
            models.UniqueConstraint(
                fields=["category", "currency", "volume_from", "active_from"], name="merchants_discount_once"
            ),
            models.CheckConstraint(
                condition=Q(percent__gte=0, percent__lt=100, flat__gte=0, tax_percent__gte=0, tax_percent__lte=100)
                & Q(volume_from__gte=0)
                & (Q(maximum=None) | Q(maximum__gte=0)),
                name="merchants_discount_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.percent.normalize():f} % {self.currency} {self.category or 'all'}"


class Settlement(models.Model):
    """What a merchant is paid out at once: its sales of a period, less what went back, was kept back or is released.

    net = gross - discount - tax - refunded (from the takings) - reserved + released. Made in one transaction with its
    journal entry (the same id), which moves it from the takings to `merchant:<id>:payable` and `merchant:<id>:reserve`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="settlements", db_index=False)
    currency = models.CharField(max_length=3)
    since = models.DateTimeField(help_text="When the first of its lines was.")
    until = models.DateTimeField(help_text="Sales before this moment are in it.")
    sales = models.PositiveIntegerField()
    refunds = models.PositiveIntegerField()
    gross = models.DecimalField(**AMOUNT)
    discount = models.DecimalField(**AMOUNT)
    tax = models.DecimalField(**AMOUNT)
    refunded = models.DecimalField(**AMOUNT, help_text="What refunds drew from the takings.")
    reserved = models.DecimalField(**AMOUNT, help_text="Kept back as reserve.")
    released = models.DecimalField(**AMOUNT, help_text="Of reserves kept back before.")
    net = models.DecimalField(**AMOUNT, help_text="What is paid out.")
    state = models.CharField(max_length=7, choices=SettlementState, default=SettlementState.OPEN)
    attempts = models.PositiveSmallIntegerField(default=0)
    payout_id = models.UUIDField("payout", null=True, help_text="The payment that pays it out, or the last try.")
    paid_to = models.CharField(max_length=60, blank=True, help_text="Where to, masked.")
    failure_code = models.CharField(max_length=40, blank=True)
    due_at = models.DateTimeField(null=True, blank=True, help_text="When it is paid out, or tried again.")
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payout_id"], name="merchants_settlement_of_payout"),
            models.CheckConstraint(
                condition=Q(
                    net=F("gross") - F("discount") - F("tax") - F("refunded") - F("reserved") + F("released"), net__gt=0
                ),
                name="merchants_settlement_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(gross__gte=0, discount__gte=0, tax__gte=0, refunded__gte=0, reserved__gte=0)
                & Q(released__gte=0, until__gt=F("since")),
                name="merchants_settlement_amounts",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["OPEN", "FAILED"], decided_at=None)
                | Q(state="SENDING", payout_id__isnull=False, decided_at=None)
                | Q(state="PAID", payout_id__isnull=False, decided_at__isnull=False),
                name="merchants_settlement_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="FAILED") & ~Q(failure_code="") | ~Q(state="FAILED") & Q(failure_code=""),
                name="merchants_settlement_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["merchant", "id"], name="merchants_settlements_of"),
            models.Index(
                fields=["due_at"], condition=Q(state__in=["OPEN", "FAILED"]), name="merchants_settlements_due"
            ),
            models.Index(fields=["id"], condition=Q(state="SENDING"), name="merchants_settlements_sent"),
        ]

    def __str__(self) -> str:
        return f"{decimal_string(self.net, self.currency)} {self.currency} until {self.until:%Y-%m-%d %H:%M}"


class ReserveHold(models.Model):
    """What of one settlement is kept back, until `due_on` at least; then a later settlement releases it."""

    settlement = models.OneToOneField(Settlement, on_delete=models.PROTECT, primary_key=True, related_name="reserve")
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="+", db_index=False)
    amount = models.DecimalField(**AMOUNT)
    due_at = models.DateTimeField()
    released_by = models.ForeignKey(Settlement, on_delete=models.PROTECT, null=True, related_name="released_holds")

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="merchants_reserve_is_something")]
        indexes = [
            models.Index(fields=["merchant", "due_at"], condition=Q(released_by=None), name="merchants_reserves_kept")
        ]

    def __str__(self) -> str:
        currency = self.settlement.currency
        return f"{decimal_string(self.amount, currency)} {currency} kept back"
