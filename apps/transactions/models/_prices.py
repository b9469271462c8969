from django.db import models
from django.db.models import F, Q

from apps.accounts.models import KycTier
from apps.core.ids import uuid7
from apps.transactions.models._amounts import AMOUNT, RATE
from apps.transactions.models._transaction import Bearer


class FeeRule(models.Model):
    """A fee schedule: what payments of a kind cost from a moment on, for a KYC tier or (empty) for all.

    Its own figures are those of the first band; FeeBand rows price larger amounts. Rows are added, not edited: past
    prices stay known.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=20)
    currency = models.CharField(max_length=3)
    tier = models.CharField(
        "KYC tier",
        max_length=6,
        choices=KycTier.choices,
        blank=True,
        default="",
        db_default="",
        help_text="Empty: all.",
    )
    bearer = models.CharField("borne by", max_length=5, choices=Bearer, default=Bearer.PAYER, db_default="PAYER")
    tax_percent = models.DecimalField(
        max_digits=7, decimal_places=4, default=0, db_default=0, help_text="Tax on the fee; 16 is 16 %."
    )
    flat = models.DecimalField(**AMOUNT, default=0)
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=0, help_text="Of the amount; 1.5 is 1.5 %.")
    minimum = models.DecimalField(**AMOUNT, default=0)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="Empty: no maximum.")
    band_count = models.PositiveSmallIntegerField(default=0, db_default=0, help_text="How many bands it has.")
    active_from = models.DateTimeField()

    class Meta:
        verbose_name = "fee rule"
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "currency", "tier", "active_from"], name="transactions_fee_of_tier_from_once"
            ),
            models.CheckConstraint(
                condition=Q(flat__gte=0, percent__gte=0, percent__lte=100, minimum__gte=0)
                & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="transactions_fee_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(tax_percent__gte=0, tax_percent__lte=100, bearer__in=Bearer.values)
                & Q(tier__in=["", *KycTier.values]),
                name="transactions_fee_terms_make_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.currency} from {self.active_from:%Y-%m-%d}"


class FeeBand(models.Model):
    """What payments of `from_amount` and more cost instead, up to the next band. Written with its schedule only."""

    rule = models.ForeignKey(FeeRule, on_delete=models.PROTECT, related_name="bands")
    from_amount = models.DecimalField(**AMOUNT)
    flat = models.DecimalField(**AMOUNT, default=0)
    percent = models.DecimalField(max_digits=7, decimal_places=4, default=0, help_text="Of the amount; 1.5 is 1.5 %.")
    minimum = models.DecimalField(**AMOUNT, default=0)
    maximum = models.DecimalField(**AMOUNT, null=True, blank=True, help_text="Empty: no maximum.")

    class Meta:
        verbose_name = "fee band"
        constraints = [
            models.UniqueConstraint(fields=["rule", "from_amount"], name="transactions_band_once"),
            models.CheckConstraint(
                condition=Q(from_amount__gt=0, flat__gte=0, percent__gte=0, percent__lte=100, minimum__gte=0)
                & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="transactions_band_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"from {self.from_amount}"


class ConversionRate(models.Model):
    """What one unit of a currency is worth in another from a moment on. Rows are added, not edited.

    `rate` is the middle; who converts gets `spread_percent` less.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    base = models.CharField(max_length=3, help_text="The currency that is given.")
    quote = models.CharField(max_length=3, help_text="The currency that is got.")
    rate = models.DecimalField(**RATE, help_text="What one unit of the base is worth.")
    spread_percent = models.DecimalField(max_digits=7, decimal_places=4, default=0, help_text="1.5 is 1.5 %.")
    active_from = models.DateTimeField()

    class Meta:
        verbose_name = "conversion rate"
        constraints = [
            models.UniqueConstraint(fields=["base", "quote", "active_from"], name="transactions_rate_from_once"),
            models.CheckConstraint(
                condition=Q(rate__gt=0, spread_percent__gte=0, spread_percent__lt=100) & ~Q(base=F("quote")),
                name="transactions_rate_makes_sense",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.base}/{self.quote} from {self.active_from:%Y-%m-%d}"


class Quote(models.Model):
    """A price somebody was promised. A payment that names it is charged exactly this, once, or refused."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField("person")
    kind = models.CharField(max_length=20)
    payee_id = models.UUIDField(null=True, help_text="Empty: whoever is paid.")
    amount = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    fee = models.DecimalField(**AMOUNT)
    tax = models.DecimalField(**AMOUNT)
    bearer = models.CharField(max_length=5, choices=Bearer)
    received_amount = models.DecimalField(**AMOUNT, null=True, help_text="What arrives, of a conversion.")
    received_currency = models.CharField(max_length=3, blank=True)
    rate = models.DecimalField(**RATE, null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(amount__gt=0, fee__gte=0, tax__gte=0, bearer__in=Bearer.values),
                name="transactions_quote_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(received_amount=None, received_currency="", rate=None)
                | Q(received_amount__gt=0, rate__gt=0) & ~Q(received_currency=""),
                name="transactions_quoted_conversion_is_whole",
            ),
        ]
        indexes = [models.Index(fields=["expires_at"], name="transactions_quotes_to_purge")]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.currency}"
