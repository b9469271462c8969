"""What billers have said somebody owes, what was paid of it, and what people keep for the next time.

A customer's number at a biller is personal data: it is sealed (apps/billers/sealed.py), and equal numbers of one biller
are found by a blind index. Whose number it is, as the biller says, is shown once to whoever asked and never kept.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.billers.models._catalogue import AMOUNT, Biller, Product
from apps.core.crypto import register_sealed
from apps.core.ids import uuid7
from apps.transactions.models import Transaction

MAX_ACCOUNT_NUMBER = 40
MAX_NICKNAME = 40
MAX_DAYS_BEFORE = 14


class BillLookUp(models.Model):
    """What a biller said about a customer's number, to one person, at one moment. A payment names it.

    What was said is never changed; `paid_by` is the one payment it was used for (sql/guards.sql). Used ones are kept,
    because a payment's key is answered for ever.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False, help_text="Who asked."
    )
    biller = models.ForeignKey(Biller, on_delete=models.PROTECT, related_name="+", db_index=False)
    account_number = models.BinaryField(editable=False)
    account_index = models.BinaryField(max_length=32, editable=False)
    masked = models.CharField("number", max_length=12, help_text="The last digits of it.")
    currency = models.CharField(max_length=3)
    amount_due = models.DecimalField(**AMOUNT, null=True, help_text="Empty: nothing is owed, as it is prepaid.")
    minimum = models.DecimalField(**AMOUNT)
    maximum = models.DecimalField(**AMOUNT)
    due_date = models.DateField(null=True)
    allows_partial = models.BooleanField()
    is_prepaid = models.BooleanField()
    paid_by = models.UUIDField("payment", null=True, help_text="The payment that was asked for with it.")
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        verbose_name = "look-up"
        constraints = [
            models.CheckConstraint(condition=Exact(Length("account_index"), 32), name="billers_look_up_index"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="billers_look_up_expires"),
            models.CheckConstraint(
                condition=Q(minimum__gte=0) & (Q(amount_due=None) | Q(amount_due__gte=0)),
                name="billers_look_up_amounts",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "id"], name="billers_look_ups_of_person"),
            models.Index(fields=["created_at"], name="billers_look_ups_unused", condition=Q(paid_by=None)),
        ]

    def __str__(self) -> str:
        return f"{self.biller_id} {self.masked}"


register_sealed("billers_billlookup", ["account_number"])


class BillPayment(models.Model):
    """What a payment of kind BILL_PAYMENT pays for. Made in the payment's own statement, so there is none without.

    What became of it stands on the payment and is read there. It gets into one settlement, and its number may be
    erased; nothing else here ever changes (sql/guards.sql).
    """

    transaction = models.OneToOneField(Transaction, on_delete=models.PROTECT, primary_key=True, related_name="+")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    biller = models.ForeignKey(Biller, on_delete=models.PROTECT, related_name="+", db_index=False)
    look_up_id = models.UUIDField("look-up")
    product = models.ForeignKey(Product, null=True, on_delete=models.PROTECT, related_name="+", db_index=False)
    settled_by = models.CharField(max_length=10, help_text="Who paid the biller at the time.")
    account_number = models.BinaryField(null=True, editable=False)
    account_index = models.BinaryField(max_length=32, null=True, editable=False)
    masked = models.CharField("number", max_length=12, blank=True)
    settlement_id = models.UUIDField("settlement", null=True, help_text="Which settlement it is a line of.")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "bill payment"
        constraints = [
            models.UniqueConstraint(fields=["look_up_id"], name="billers_look_up_pays_once"),
            models.CheckConstraint(
                condition=Q(settled_by__in=["AGGREGATOR", "DIRECT"]), name="billers_payment_settled_by"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "transaction"], name="billers_payments_of_person"),
            models.Index(fields=["biller", "transaction"], name="billers_payments_of_biller"),
            models.Index(
                fields=["biller", "settled_by"], condition=Q(settlement_id=None), name="billers_payments_unsettled"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.biller_id} {self.masked}"


register_sealed("billers_billpayment", ["account_number"], key="transaction_id")


class SavedBill(models.Model):
    """A number somebody pays again and again, and what its biller said of it last.

    While reminders are on, `look_up_at` says when the sweep asks the biller again; `claimed_until` keeps two sweeps
    from asking at once, and whoever dies with it loses it then.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Two other indexes begin with it.
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    biller = models.ForeignKey(Biller, on_delete=models.PROTECT, related_name="+")
    account_number = models.BinaryField(editable=False)
    account_index = models.BinaryField(max_length=32, editable=False)
    masked = models.CharField("number", max_length=12)
    nickname = models.CharField(max_length=MAX_NICKNAME, blank=True)
    reminders = models.BooleanField(default=True, help_text="Whether its person is reminded before it falls due.")
    days_before = models.PositiveSmallIntegerField(default=3, help_text="How many days before.")
    due_date = models.DateField(null=True)
    amount_due = models.DecimalField(**AMOUNT, null=True)
    looked_up_at = models.DateTimeField(null=True, help_text="When its biller answered last.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="Look-ups in a row that nobody answered.")
    look_up_at = models.DateTimeField(null=True, help_text="When it is looked up next; empty: never.")
    claimed_until = models.DateTimeField(null=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "biller", "account_index"], name="billers_saved_once"),
            models.CheckConstraint(condition=Exact(Length("account_index"), 32), name="billers_saved_index"),
            models.CheckConstraint(
                condition=Q(days_before__gte=0, days_before__lte=MAX_DAYS_BEFORE), name="billers_saved_days_before"
            ),
            models.CheckConstraint(
                condition=Q(reminders=True, look_up_at__isnull=False) | Q(reminders=False, look_up_at=None),
                name="billers_saved_is_looked_up",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "id"], name="billers_saved_of_person"),
            models.Index(fields=["look_up_at"], name="billers_saved_due", condition=Q(look_up_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return self.nickname or self.masked


register_sealed("billers_savedbill", ["account_number"])


class BillReminder(models.Model):
    """That somebody was reminded of a due date: once, whoever sweeps and however often."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    saved_bill = models.ForeignKey(SavedBill, on_delete=models.CASCADE, related_name="reminded", db_index=False)
    due_date = models.DateField()
    amount_due = models.DecimalField(**AMOUNT)
    reminded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["saved_bill", "due_date"], name="billers_reminded_once"),
        ]

    def __str__(self) -> str:
        return f"{self.saved_bill_id} {self.due_date}"
