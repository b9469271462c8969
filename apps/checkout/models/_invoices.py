from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7
from apps.merchants.models import Charge, Merchant


class InvoiceState(models.TextChoices):
    DRAFT = "DRAFT", "Draft: may be changed"
    SENT = "SENT", "Sent: to be paid"
    PAID = "PAID", "Paid"
    CANCELLED = "CANCELLED", "Cancelled"


class Invoice(models.Model):
    """What a merchant asks a customer to pay by a date, line by line.

    DRAFT becomes SENT or CANCELLED, SENT becomes PAID or CANCELLED, nothing else, and what was sent is fixed
    (sql/links_and_invoices.sql). It gets its number when it is sent, so that numbers have no gaps. The customer is a
    person here or just a name with an e-mail address. There are none in test mode.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="invoices", db_index=False)
    number = models.PositiveIntegerField(null=True, blank=True, help_text="The merchant's own sequence, without gaps.")
    customer = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    customer_name = models.CharField(max_length=120)
    customer_email = models.CharField(max_length=254, blank=True, help_text="Of somebody who is not here.")
    lines = models.JSONField(help_text="A list of {text, quantity, unit_price, amount}, decimals as strings.")
    amount = models.DecimalField(max_digits=19, decimal_places=4, help_text="What the lines add up to.")
    currency = models.CharField(max_length=3)
    due_date = models.DateField()
    note = models.CharField(max_length=500, blank=True)
    state = models.CharField(max_length=9, choices=InvoiceState, default=InvoiceState.DRAFT)
    state_reason = models.CharField(max_length=200, blank=True, help_text="Why it was cancelled.")
    charge = models.OneToOneField(
        Charge, on_delete=models.PROTECT, null=True, blank=True, related_name="+", help_text="How it is paid."
    )
    page_url = models.CharField(max_length=300, blank=True, help_text="Where it is paid, as the customer was told.")
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True, help_text="When it was paid or cancelled.")
    remind_at = models.DateTimeField(null=True, blank=True, help_text="When its customer is reminded next.")
    reminders = models.PositiveSmallIntegerField(default=0)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()

    class Meta:
        permissions = [("cancel_invoice", "Can cancel invoices of merchants")]
        constraints = [
            models.UniqueConstraint(fields=["merchant", "number"], name="checkout_invoice_number_once"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="checkout_invoice_asks_for_something"),
            models.CheckConstraint(
                condition=Q(customer=None) & ~Q(customer_email="") | Q(customer__isnull=False, customer_email=""),
                name="checkout_invoice_has_a_customer",
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT", number=None, charge=None, sent_at=None, decided_at=None, remind_at=None)
                | Q(state="SENT", number__gt=0, charge__isnull=False, sent_at__isnull=False, decided_at=None)
                | Q(state="PAID", number__gt=0, charge__isnull=False, sent_at__isnull=False, decided_at__isnull=False)
                & Q(remind_at=None)
                | Q(state="CANCELLED", decided_at__isnull=False, remind_at=None)
                & (
                    Q(number=None, charge=None, sent_at=None)
                    | Q(number__gt=0, charge__isnull=False, sent_at__isnull=False)
                ),
                name="checkout_invoice_state_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["merchant", "id"], name="checkout_invoices_of"),
            models.Index(fields=["customer", "id"], condition=Q(customer__isnull=False), name="checkout_invoices_for"),
            models.Index(
                fields=["remind_at"], condition=Q(remind_at__isnull=False), name="checkout_invoices_to_remind"
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def label(self) -> str:
        """What people call it."""
        return f"INV-{self.number:06d}" if self.number else "Draft"


class InvoiceCounter(models.Model):
    """The last number a merchant's invoices have got. Counted up in the transaction that sends one."""

    merchant = models.OneToOneField(Merchant, on_delete=models.PROTECT, primary_key=True, related_name="+")
    last = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.last}"
