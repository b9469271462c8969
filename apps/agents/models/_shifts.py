from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.agents.models._agents import Outlet
from apps.agents.models._amounts import AMOUNT
from apps.core.ids import uuid7
from apps.core.money import decimal_string


class ShiftState(models.TextChoices):
    OPEN = "OPEN", "Open"
    DIFFERENT = "DIFFERENT", "Closed with a difference that somebody has to approve"
    CLOSED = "CLOSED", "Closed"


class Shift(models.Model):
    """A teller's time at an outlet with a drawer of cash. Cash-in and cash-out need an open one.

    `expected` is what the drawer should hold by now: what was counted when it was opened, what came in and what went
    out. Each dealing changes it in the statement that moves the money.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent_id = models.UUIDField()
    outlet = models.ForeignKey(Outlet, on_delete=models.PROTECT, related_name="shifts")
    teller = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agent_shifts", db_index=False
    )
    currency = models.CharField(max_length=3)
    state = models.CharField(max_length=9, choices=ShiftState, default=ShiftState.OPEN)
    opened_at = models.DateTimeField()
    opening_cash = models.DecimalField(**AMOUNT, help_text="Counted.")
    expected = models.DecimalField(**AMOUNT)
    cash_in = models.DecimalField(**AMOUNT, default=0)
    cash_out = models.DecimalField(**AMOUNT, default=0)
    brought = models.DecimalField(**AMOUNT, default=0, help_text="Cash put into the drawer.")
    taken = models.DecimalField(**AMOUNT, default=0, help_text="Cash taken out of the drawer.")
    dealings = models.PositiveIntegerField(default=0)
    closed_at = models.DateTimeField(null=True)
    counted_cash = models.DecimalField(**AMOUNT, null=True)
    difference = models.DecimalField(**AMOUNT, null=True, help_text="Counted less expected.")
    remark = models.CharField(max_length=200, blank=True, default="", help_text="What the teller says of it.")
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        # Nobody's row is ever deleted, and the constraint would lock both tables.
        db_constraint=False,
        help_text="Who counted it in place of a teller that left; empty: the teller.",
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    approved_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=200, blank=True, default="", help_text="What the approver says of it.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["teller"], condition=Q(state="OPEN"), name="agents_one_open_shift"),
            models.CheckConstraint(
                condition=Q(
                    expected=F("opening_cash") + F("cash_in") - F("cash_out") + F("brought") - F("taken"),
                    opening_cash__gte=0,
                    cash_in__gte=0,
                    cash_out__gte=0,
                    brought__gte=0,
                    taken__gte=0,
                ),
                name="agents_shift_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(state="OPEN", closed_at=None, counted_cash=None, difference=None, approved_by=None)
                | Q(
                    state__in=["DIFFERENT", "CLOSED"],
                    closed_at__isnull=False,
                    counted_cash__gte=0,
                    difference=F("counted_cash") - F("expected"),
                ),
                name="agents_shift_is_counted",
            ),
            models.CheckConstraint(
                condition=~Q(state="CLOSED")
                | Q(difference=0)
                | Q(approved_by__isnull=False, approved_at__isnull=False),
                name="agents_difference_is_approved",
            ),
            models.CheckConstraint(condition=~Q(state="DIFFERENT") | ~Q(difference=0), name="agents_shift_differs"),
            # SECURITY 20.
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("teller")), name="agents_shift_not_approved_by_teller"
            ),
            models.CheckConstraint(
                condition=Q(closed_by=None)
                | ~Q(state="OPEN") & ~Q(closed_by=F("teller")) & (Q(approved_by=None) | ~Q(approved_by=F("closed_by"))),
                name="agents_shift_not_approved_by_counter",
            ),
        ]
        indexes = [
            models.Index(fields=["outlet", "id"], name="agents_shifts_of_outlet"),
            models.Index(fields=["agent_id", "id"], name="agents_shifts_of_agent"),
            models.Index(fields=["teller", "agent_id", "id"], name="agents_shifts_of_teller"),
            models.Index(fields=["teller", "opened_at"], name="agents_shifts_by_opening"),
            models.Index(fields=["agent_id", "id"], condition=Q(state="DIFFERENT"), name="agents_shifts_different"),
        ]

    def __str__(self) -> str:
        return f"{self.opened_at:%Y-%m-%d %H:%M}"


class CashMovement(models.Model):
    """Cash that was put into a drawer or taken out of it without a customer: change, the safe, the bank."""

    class Direction(models.TextChoices):
        IN = "IN", "Put in"
        OUT = "OUT", "Taken out"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    shift = models.ForeignKey(Shift, on_delete=models.PROTECT, related_name="movements")
    direction = models.CharField(max_length=3, choices=Direction)
    amount = models.DecimalField(**AMOUNT)
    reason = models.CharField(max_length=140)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    at = models.DateTimeField()
    idempotency_key = models.CharField(max_length=255, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["by", "idempotency_key"], condition=~Q(idempotency_key=""), name="agents_movement_key_once"
            ),
            models.CheckConstraint(
                condition=Q(amount__gt=0, direction__in=["IN", "OUT"]) & ~Q(reason=""), name="agents_movement_amount"
            ),
        ]

    def __str__(self) -> str:
        currency = self.shift.currency
        return f"{self.get_direction_display()}: {decimal_string(self.amount, currency)} {currency}"
