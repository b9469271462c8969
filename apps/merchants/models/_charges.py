from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.ids import uuid7
from apps.core.money import decimal_string
from apps.merchants.models._amounts import AMOUNT
from apps.merchants.models._merchants import Merchant, Store, Till, TipMode


class Source(models.TextChoices):
    TILL = "TILL", "A code shown at the till"
    PRESENTED = "PRESENTED", "A code the payer showed"
    API = "API", "The merchant's own server"
    LINK = "LINK", "A payment link"
    INVOICE = "INVOICE", "An invoice"


class ChargeState(models.TextChoices):
    OPEN = "OPEN", "Open: may be paid"
    HELD = "HELD", "Held: put aside, to be captured or looked at"
    PAID = "PAID", "Paid"
    EXPIRED = "EXPIRED", "Expired: nobody paid in time"
    CANCELLED = "CANCELLED", "Cancelled by the merchant"
    RETURNED = "RETURNED", "Returned: was held, and went back to the payer"


class Charge(models.Model):
    """What a merchant asks to be paid, once: a dynamic code, an order of a shop, an invoice.

    OPEN becomes HELD, PAID, EXPIRED or CANCELLED; HELD becomes PAID or RETURNED; nothing else (sql/guards.sql). A test
    charge (not `is_live`) moves no money and has no payment ever. `amount` is without tip and convenience fee; what was
    paid in all is `paid_amount`.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="charges", db_index=False)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    till = models.ForeignKey(Till, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    staff_id = models.UUIDField("staff", null=True, blank=True, help_text="The person who asked; empty: a program.")
    source = models.CharField(max_length=9, choices=Source)
    is_live = models.BooleanField(default=True)
    code = models.CharField(max_length=22, unique=True, help_text="What a QR code or an address names it by.")
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    tip_mode = models.CharField(max_length=7, choices=TipMode, default=TipMode.NONE)
    tip_value = models.DecimalField(**AMOUNT, null=True, blank=True)
    description = models.CharField(max_length=140, blank=True)
    merchant_reference = models.CharField(max_length=64, blank=True, help_text="The merchant's own number for it.")
    details = models.JSONField(default=dict, blank=True, help_text="What the merchant keeps with it (metadata).")
    captures_later = models.BooleanField(default=False)
    capture_before = models.DateTimeField(null=True, blank=True, help_text="What is held goes back then.")
    return_url = models.CharField(max_length=2000, blank=True)
    state = models.CharField(max_length=9, choices=ChargeState, default=ChargeState.OPEN)
    expires_at = models.DateTimeField()
    transaction_id = models.UUIDField(null=True, blank=True)
    payer_name = models.CharField(max_length=120, blank=True, help_text="Masked, as the merchant sees it.")
    paid_amount = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="With tip or convenience fee.")
    refunded = models.DecimalField(**AMOUNT, default=0, help_text="Of a test charge; of others the payments say it.")
    decided_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField()
    # Of the merchant's request that made it; unique for each merchant and mode.
    idempotency_key = models.CharField(max_length=255, null=True, blank=True)
    request_digest = models.BinaryField(max_length=32, null=True, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["merchant", "is_live", "idempotency_key"], name="merchants_charge_key_once"
            ),
            models.UniqueConstraint(fields=["transaction_id"], name="merchants_charge_of_payment"),
            models.CheckConstraint(condition=Q(amount__gt=0), name="merchants_charge_asks_for_something"),
            models.CheckConstraint(condition=Q(source__in=Source.values), name="merchants_charge_source_is_known"),
            models.CheckConstraint(
                condition=Q(state="OPEN", transaction_id=None, paid_amount=None, decided_at=None)
                | Q(state__in=["EXPIRED", "CANCELLED"], transaction_id=None, paid_amount=None, decided_at__isnull=False)
                | Q(state="HELD", paid_amount__isnull=False, decided_at=None)
                | Q(state__in=["PAID", "RETURNED"], paid_amount__isnull=False, decided_at__isnull=False),
                name="merchants_charge_state_is_whole",
            ),
            # Test mode never touches live books, and live money never moves without them.
            models.CheckConstraint(
                condition=Q(is_live=False, transaction_id=None)
                | Q(is_live=True, refunded=0)
                & (Q(state__in=["OPEN", "EXPIRED", "CANCELLED"]) | Q(transaction_id__isnull=False)),
                name="merchants_charge_test_is_no_payment",
            ),
            models.CheckConstraint(
                condition=Q(idempotency_key=None, request_digest=None)
                | Q(idempotency_key__isnull=False) & Q(Exact(Length("request_digest"), 32)),
                name="merchants_charge_key_has_a_digest",
            ),
            models.CheckConstraint(
                condition=Q(refunded__gte=0) & (Q(refunded=0) | Q(refunded__lte=F("paid_amount"))),
                name="merchants_charge_refunds_add_up",
            ),
        ]
        indexes = [
            models.Index(fields=["merchant", "is_live", "id"], name="merchants_charges_of"),
            models.Index(fields=["expires_at"], condition=Q(state="OPEN"), name="merchants_charges_open"),
            models.Index(fields=["capture_before"], condition=Q(state="HELD"), name="merchants_charges_held"),
            models.Index(fields=["till", "id"], condition=Q(state="OPEN"), name="merchants_charges_at_till"),
        ]

    def __str__(self) -> str:
        return f"{decimal_string(self.amount, self.currency)} {self.currency} {self.description}".strip()


class PresentedCode(models.Model):
    """A code that a payer shows at a till: good for one payment up to `ceiling`, for a minute. The code itself is not
    kept, only its digest."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    session_id = models.UUIDField(help_text="It is good as long as the session that made it.")
    device_id = models.UUIDField(null=True)
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    ceiling = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32, editable=False)
    signature_digest = models.BinaryField(max_length=32, null=True, editable=False)
    expires_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    used_at = models.DateTimeField(null=True, blank=True)
    transaction_id = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "idempotency_key"], name="merchants_presented_key_once"),
            models.UniqueConstraint(fields=["transaction_id"], name="merchants_presented_pays_once"),
            models.CheckConstraint(condition=Q(ceiling__gt=0), name="merchants_presented_is_worth_something"),
            models.CheckConstraint(
                condition=Q(used_at=None, transaction_id=None)
                | Q(used_at__isnull=False, transaction_id__isnull=False, cancelled_at=None),
                name="merchants_presented_used_by_payment",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "id"], name="merchants_presented_of"),
            models.Index(fields=["expires_at"], name="merchants_presented_expire"),
        ]

    def __str__(self) -> str:
        return f"code for up to {decimal_string(self.ceiling, self.currency)} {self.currency}"
