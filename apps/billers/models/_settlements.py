"""What billers are paid of what was collected for them, and what aggregators owe us for having collected."""

from django.db import models
from django.db.models import F, Q

from apps.billers.models._bills import BillPayment
from apps.billers.models._catalogue import AMOUNT, Biller
from apps.core.ids import uuid7


class SettlementState(models.TextChoices):
    OPEN = "OPEN", "Made: waits to be paid out"
    REQUESTED = "REQUESTED", "Waits for a second operator"
    SENDING = "SENDING", "Being paid out"
    PAID = "PAID", "Paid out"
    FAILED = "FAILED", "Not paid out: the money is back"
    ACCRUED = "ACCRUED", "Booked: the aggregator owes us the commission"


class BillerSettlement(models.Model):
    """What one biller is owed of one period, once, to the line.

    Of a directly settled biller `net` is paid out; of one an aggregator settles only the commission is booked. Figures
    and lines are made once and never changed (sql/guards.sql). States: OPEN -> REQUESTED -> SENDING | OPEN, or OPEN ->
    SENDING below the biller's limit; SENDING -> PAID | FAILED; FAILED -> REQUESTED | SENDING for another try.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    biller = models.ForeignKey(Biller, on_delete=models.PROTECT, related_name="settlements", db_index=False)
    settled_by = models.CharField(max_length=10)
    period_start = models.DateField(help_text="The first day (UTC).")
    period_end = models.DateField(help_text="The day after the last one (UTC).")
    currency = models.CharField(max_length=3)
    payments = models.PositiveIntegerField()
    gross = models.DecimalField(**AMOUNT, help_text="What was collected.")
    commission = models.DecimalField(**AMOUNT, help_text="What the biller gives us.")
    net = models.DecimalField(**AMOUNT, help_text="What is paid out.")
    state = models.CharField(max_length=9, choices=SettlementState, default=SettlementState.OPEN)
    attempts = models.PositiveSmallIntegerField(default=0, help_text="How often it was paid out, or tried to.")
    approval_id = models.UUIDField("approval", null=True)
    payout_id = models.UUIDField("payout", null=True, help_text="The payment that pays it out, or the last try.")
    payout_account = models.CharField(max_length=60, blank=True, help_text="Where to, masked.")
    failure_code = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, help_text="When it was paid out or booked, or failed last.")

    class Meta:
        verbose_name = "settlement"
        permissions = [("pay_out_billersettlement", "Can ask for payouts to billers, and let those of others through")]
        constraints = [
            models.UniqueConstraint(
                fields=["biller", "settled_by", "period_end"], name="billers_settlement_once_a_period"
            ),
            models.UniqueConstraint(fields=["payout_id"], name="billers_settlement_of_payout"),
            models.CheckConstraint(
                condition=Q(period_end__gt=F("period_start"), payments__gt=0, gross__gt=0, commission__gte=0)
                & Q(gross=F("commission") + F("net"), net__gte=0),
                name="billers_settlement_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(settled_by="AGGREGATOR", state="ACCRUED", decided_at__isnull=False)
                | Q(settled_by="DIRECT", state__in=["OPEN", "REQUESTED", "SENDING"], decided_at=None)
                | Q(settled_by="DIRECT", state__in=["PAID", "FAILED"], decided_at__isnull=False),
                name="billers_settlement_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="FAILED") & ~Q(failure_code="") | ~Q(state="FAILED") & Q(failure_code=""),
                name="billers_settlement_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["biller", "id"], name="billers_settlements_of"),
            models.Index(fields=["id"], condition=Q(state="SENDING"), name="billers_settlements_sending"),
        ]

    def __str__(self) -> str:
        return f"{self.biller_id} until {self.period_end}"


class SettlementLine(models.Model):
    """One payment of a settlement; a payment is settled once."""

    payment = models.OneToOneField(BillPayment, on_delete=models.PROTECT, primary_key=True, related_name="+")
    settlement = models.ForeignKey(BillerSettlement, on_delete=models.PROTECT, related_name="lines")
    gateway_code = models.CharField("gateway", max_length=32, help_text="Over which it was paid.")
    amount = models.DecimalField(**AMOUNT)
    commission = models.DecimalField(**AMOUNT)
    completed_at = models.DateTimeField()

    class Meta:
        verbose_name = "settlement line"
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, commission__gte=0, commission__lte=F("amount")),
                name="billers_settlement_line_amounts",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.payment_id}"
