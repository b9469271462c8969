from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import LessThanOrEqual

from apps.core.ids import uuid7
from apps.funding.models import FundingSource
from apps.merchants.models._amounts import AMOUNT, PERCENT


class MerchantStatus(models.TextChoices):
    APPLIED = "APPLIED", "Applied: somebody has to look at it"
    REJECTED = "REJECTED", "Rejected: may be changed and sent again"
    ACTIVE = "ACTIVE", "Active"
    SUSPENDED = "SUSPENDED", "Suspended: takes no payments and is paid out nothing"
    CLOSED = "CLOSED", "Closed for good"


class SettleTo(models.TextChoices):
    WALLET = "WALLET", "The owner's wallet"
    BANK = "BANK", "A bank account of the owner's"


class Period(models.TextChoices):
    INSTANT = "INSTANT", "At once"
    HOURLY = "HOURLY", "Each hour"
    DAILY = "DAILY", "Each day"
    WEEKLY = "WEEKLY", "Each week, Monday to Sunday"


class Role(models.TextChoices):
    OWNER = "OWNER", "Owner: everything"
    MANAGER = "MANAGER", "Manager: stores, staff, refunds, reports"
    CASHIER = "CASHIER", "Cashier: takes payments"


class TipMode(models.TextChoices):
    """EMVCo merchant-presented mode, tag 55 (tip or convenience indicator)."""

    NONE = "NONE", "None"
    PROMPT = "PROMPT", "The payer is asked for a tip"
    FIXED = "FIXED", "A fixed convenience fee is added"
    PERCENT = "PERCENT", "A percentage is added as convenience fee"


class DocumentKind(models.TextChoices):
    REGISTRATION = "REGISTRATION", "Business registration"
    TAX = "TAX", "Tax certificate"
    LICENCE = "LICENCE", "Licence"
    PREMISES = "PREMISES", "Picture of the premises"


class Merchant(models.Model):
    """A business. Its takings collect on the ledger account `merchant:<id>:takings`, in its one currency.

    It trades while it is ACTIVE. Money that was taken stays owed whatever its status; it is paid out while it is ACTIVE
    or CLOSED.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merchants")
    name = models.CharField(max_length=60, help_text="What payers read.")
    legal_name = models.CharField(max_length=120)
    category = models.CharField(max_length=4, help_text="Merchant category code (ISO 18245).")
    description = models.CharField(max_length=500, blank=True)
    website = models.CharField(max_length=200, blank=True)
    country = models.CharField(max_length=2, help_text="ISO 3166-1.")
    city = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=9, choices=MerchantStatus, default=MerchantStatus.APPLIED)
    status_reason = models.CharField(max_length=500, blank=True, help_text="What its owner is told.")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, help_text="When it was last approved, rejected, suspended or closed.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    settle_to = models.CharField(max_length=6, choices=SettleTo, default=SettleTo.WALLET)
    settle_source = models.ForeignKey(
        FundingSource, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    # What is settled to a new account waits, so that a thief's account gets nothing before its owner has heard of it.
    settle_not_before = models.DateTimeField(null=True, blank=True)
    period = models.CharField(max_length=7, choices=Period, default=Period.DAILY)
    minimum_settlement = models.DecimalField(**AMOUNT, default=0, help_text="Less than this waits for more.")
    reserve_percent = models.DecimalField(**PERCENT, default=0, help_text="Of each settlement's sales, kept back.")
    reserve_days = models.PositiveSmallIntegerField(default=0, help_text="How long it is kept back.")
    volume = models.DecimalField(**AMOUNT, default=0, help_text="What was taken in the calendar month before (UTC).")
    volume_month = models.DateField(null=True, blank=True, help_text="The month `volume` holds for, its first day.")
    settle_due_at = models.DateTimeField(null=True, blank=True, help_text="When takings are settled next.")

    class Meta:
        permissions = [
            ("review_merchant", "Can approve, reject, suspend and close merchants"),
            ("price_merchant", "Can set settlement terms and discounts of merchants"),
            ("refund_for_merchant", "Can ask for refunds in the name of merchants, and let those of others through"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MerchantStatus.values), name="merchants_status_is_known"),
            models.CheckConstraint(condition=Q(period__in=Period.values), name="merchants_period_is_known"),
            models.CheckConstraint(condition=Q(category__regex=r"^[0-9]{4}$"), name="merchants_category_is_a_code"),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="merchants_country_is_a_code"),
            models.CheckConstraint(
                condition=Q(settle_to="WALLET") | Q(settle_to="BANK", settle_source__isnull=False),
                name="merchants_settle_somewhere",
            ),
            models.CheckConstraint(
                condition=Q(minimum_settlement__gte=0, volume__gte=0)
                & Q(reserve_percent__gte=0, reserve_percent__lt=100, reserve_days__lte=365)
                & (Q(reserve_percent=0) | Q(reserve_days__gt=0)),
                name="merchants_terms_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(status="APPLIED", decided_by=None) | ~Q(status="APPLIED"),
                name="merchants_applied_is_undecided",
            ),
            # SECURITY 20: nobody lets their own business in.
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("owner")), name="merchants_never_decided_by_owner"
            ),
        ]
        indexes = [
            models.Index(fields=["status", "id"], name="merchants_by_status"),
            models.Index(
                fields=["settle_due_at"], condition=Q(settle_due_at__isnull=False), name="merchants_settle_due"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A picture that an applicant handed in. The file is private (core.files)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind)
    file_key = models.CharField(max_length=80)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file_key"], name="merchants_document_file_once"),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="merchants_document_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Store(models.Model):
    """A place where a merchant sells."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="stores")
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)
    is_open = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merchant", "name"], name="merchants_store_name_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Till(models.Model):
    """Where a payer stands. `code` is printed in its static QR code, and never changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    store = models.ForeignKey(Store, on_delete=models.PROTECT, related_name="tills")
    # The store's, so that a payment finds both with one look.
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="tills")
    code = models.CharField(max_length=10, unique=True, help_text="Ten characters of an unambiguous alphabet.")
    label = models.CharField(max_length=25, help_text="What staff call it.")
    tip_mode = models.CharField(max_length=7, choices=TipMode, default=TipMode.NONE)
    tip_value = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="The fixed fee, or the percentage.")
    is_open = models.BooleanField(default=True)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["store", "label"], name="merchants_till_label_once"),
            models.CheckConstraint(
                condition=Q(tip_mode__in=["NONE", "PROMPT"], tip_value=None)
                | Q(tip_mode="FIXED", tip_value__gt=0)
                | Q(tip_mode="PERCENT", tip_value__gt=0, tip_value__lt=100),
                name="merchants_till_tip_makes_sense",
            ),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("code"), 10) & ~Q(code=""), name="merchants_till_has_a_code"
            ),
        ]

    def __str__(self) -> str:
        return self.label


class Staff(models.Model):
    """What a person may do for a merchant; `ended_at` when no longer. The owner's row comes with the merchant."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="staff")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="merchant_roles")
    role = models.CharField(max_length=7, choices=Role)
    store = models.ForeignKey(
        Store, on_delete=models.PROTECT, null=True, blank=True, related_name="staff", help_text="Empty: all stores."
    )
    refund_daily_cap = models.DecimalField(
        **AMOUNT, null=True, blank=True, help_text="What they may give back in a day (UTC); empty: no limit."
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.UniqueConstraint(
                fields=["merchant", "person"], condition=Q(ended_at=None), name="merchants_staff_once"
            ),
            models.UniqueConstraint(
                fields=["merchant"], condition=Q(role="OWNER", ended_at=None), name="merchants_one_owner"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="merchants_role_is_known"),
            models.CheckConstraint(
                condition=Q(refund_daily_cap=None) | Q(refund_daily_cap__gte=0), name="merchants_cap_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person.full_name}, {self.role.lower()}"
