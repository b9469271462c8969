from django.db import models
from django.db.models import F, Q

from apps.core.money import decimal_string
from apps.merchants.models._amounts import AMOUNT


class TakingKind(models.TextChoices):
    SALE = "SALE", "Sale"
    REFUND = "REFUND", "Refund"


class Taking(models.Model):
    """A line of a merchant's takings: a sale, or what was given back. What all lines say (`net`) is what its account
    holds and what was settled from it.

    Written in the statement that moves the money; only its settlement is filled in, once (sql/guards.sql). It names
    what it is about without foreign keys: a thousand payers of one merchant would mark one row as used.
    """

    transaction_id = models.UUIDField(primary_key=True)
    merchant_id = models.UUIDField()
    store_id = models.UUIDField(null=True)
    till_id = models.UUIDField(null=True)
    staff_id = models.UUIDField("staff", null=True, help_text="The person who asked for it or gave it back.")
    charge_id = models.UUIDField(null=True)
    sale_id = models.UUIDField(null=True, help_text="Of a refund: the payment it gives back.")
    kind = models.CharField(max_length=6, choices=TakingKind)
    currency = models.CharField(max_length=3)
    gross = models.DecimalField(**AMOUNT, help_text="What the payer paid, or got back.")
    tip = models.DecimalField(**AMOUNT, default=0, help_text="Of the gross: what was added as a tip.")
    surcharge = models.DecimalField(**AMOUNT, default=0, help_text="Of the gross: the convenience fee.")
    discount = models.DecimalField(**AMOUNT, default=0, help_text="What the merchant bears, without tax.")
    tax = models.DecimalField(**AMOUNT, default=0, help_text="On the discount.")
    drawn = models.DecimalField(**AMOUNT, default=0, help_text="Of a refund: what came out of the takings.")
    net = models.DecimalField(**AMOUNT, help_text="What it changes on the takings account.")
    settlement_id = models.UUIDField(null=True)
    at = models.DateTimeField()

    class Meta:
        verbose_name = "line of takings"
        verbose_name_plural = "lines of takings"
        constraints = [
            models.CheckConstraint(
                condition=Q(kind="SALE", sale_id=None, drawn=0, net=F("gross") - F("discount") - F("tax"), net__gt=0)
                | Q(kind="REFUND", sale_id__isnull=False, discount=0, tax=0, tip=0, surcharge=0)
                & Q(drawn__gte=0, drawn__lte=F("gross"), net=0 - F("drawn")),
                name="merchants_taking_adds_up",
            ),
            models.CheckConstraint(
                condition=Q(tip__gte=0, surcharge__gte=0, discount__gte=0, tax__gte=0)
                & Q(gross__gt=F("tip") + F("surcharge")),
                name="merchants_taking_amounts",
            ),
        ]
        indexes = [
            models.Index(fields=["merchant_id", "at"], name="merchants_takings_by_time"),
            models.Index(
                fields=["merchant_id", "at"], condition=Q(settlement_id=None), name="merchants_takings_unsettled"
            ),
            models.Index(
                fields=["settlement_id"], condition=Q(settlement_id__isnull=False), name="merchants_takings_of"
            ),
            models.Index(fields=["sale_id"], condition=Q(sale_id__isnull=False), name="merchants_refunds_of"),
            models.Index(
                fields=["till_id", "at"], condition=Q(till_id__isnull=False), name="merchants_takings_at_till"
            ),
            models.Index(fields=["merchant_id", "at"], condition=Q(kind="REFUND"), name="merchants_refunds_by_time"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {decimal_string(self.gross, self.currency)} {self.currency}"


class HeldSale(models.Model):
    """Where a payment that is held was made, for its line of takings if it is paid later. It stays when it is not."""

    transaction_id = models.UUIDField(primary_key=True)
    merchant_id = models.UUIDField()
    store_id = models.UUIDField(null=True)
    till_id = models.UUIDField(null=True)
    staff_id = models.UUIDField(null=True)
    charge_id = models.UUIDField(null=True)
    tip = models.DecimalField(**AMOUNT, default=0)
    surcharge = models.DecimalField(**AMOUNT, default=0)

    def __str__(self) -> str:
        return f"{self.transaction_id}"


class RefundSpending(models.Model):
    """What a member of staff has given back on a day (UTC), counted in the refund's own statement."""

    pk = models.CompositePrimaryKey("staff_row_id", "day")
    staff_row_id = models.UUIDField()
    day = models.DateField()
    total = models.DecimalField(**AMOUNT)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(total__gte=0), name="merchants_refunds_are_counted_up")]

    def __str__(self) -> str:
        return f"{self.staff_row_id} {self.day}"
