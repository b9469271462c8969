"""Where a person's money comes from and goes to outside GoPay, and the rules that fetch it by themselves."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.crypto import register_sealed
from apps.core.ids import uuid7

MAX_SOURCES = 10
# Columns of a source that only apps.funding.sealed reads and writes.
SEALED = ("token",)


class SourceKind(models.TextChoices):
    BANK_ACCOUNT = "BANK_ACCOUNT", "Bank account"
    CARD = "CARD", "Card"


class SourceState(models.TextChoices):
    ACTIVE = "ACTIVE", "Active"
    REMOVED = "REMOVED", "Removed"
    EXPIRED = "EXPIRED", "Expired"


class TopUpState(models.TextChoices):
    ACTIVE = "ACTIVE", "Active"
    PAUSED = "PAUSED", "Paused"
    OFF = "OFF", "Off"


class PausedBecause(models.TextChoices):
    FAILURES = "FAILURES", "Two deposits in a row failed"
    DEVICE = "DEVICE", "The phone it was set up on was locked"
    SOURCE = "SOURCE", "The account or card is no longer linked"
    OPERATOR = "OPERATOR", "An operator paused it"


class FundingSource(models.Model):
    """A bank account or a card of a person's, as far as we may know it: the provider's token, never the number.

    Only `gateway_code` can do anything with the token. It is sealed (apps/funding/sealed.py) and goes with the source;
    what was linked never changes (sql/guards.sql).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Another index begins with it.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="funding_sources", db_index=False
    )
    gateway_code = models.CharField("gateway", max_length=32)
    kind = models.CharField(max_length=12, choices=SourceKind.choices)
    token = models.BinaryField(null=True, editable=False)
    token_index = models.BinaryField(max_length=32, null=True, editable=False)
    masked = models.CharField(max_length=40, blank=True, help_text="What its owner knows it by.")
    holder_name = models.CharField(max_length=120, blank=True)
    issuer = models.CharField(max_length=60, blank=True, help_text="The bank, or the card's scheme.")
    expires_on = models.DateField(null=True, blank=True, help_text="The last month of a card, as its first day.")
    state = models.CharField(max_length=7, choices=SourceState.choices, default=SourceState.ACTIVE)
    is_default = models.BooleanField(default=False, help_text="What the app offers first.")
    transaction_id = models.UUIDField(
        "kept with", null=True, blank=True, editable=False, help_text="The deposit with which a card was kept."
    )
    linked_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "gateway_code", "token_index"],
                condition=Q(state="ACTIVE"),
                name="funding_source_once",
            ),
            models.UniqueConstraint(fields=["person"], condition=Q(is_default=True), name="funding_one_default"),
            # However often it is told that a deposit is done, its card is kept once.
            models.UniqueConstraint(fields=["transaction_id"], name="funding_card_of_deposit"),
            models.CheckConstraint(condition=Q(kind__in=["BANK_ACCOUNT", "CARD"]), name="funding_kind_is_known"),
            models.CheckConstraint(
                condition=Q(state="ACTIVE", token__isnull=False, token_index__isnull=False, ended_at=None)
                | Q(
                    state__in=["REMOVED", "EXPIRED"],
                    token=None,
                    token_index=None,
                    ended_at__isnull=False,
                    is_default=False,
                ),
                name="funding_token_while_active",
            ),
            models.CheckConstraint(
                condition=Q(token_index=None) | Q(Exact(Length("token_index"), 32)), name="funding_index_is_full"
            ),
            models.CheckConstraint(
                condition=Q(kind="CARD") | Q(expires_on=None, transaction_id=None) & ~Q(state="EXPIRED"),
                name="funding_only_cards_expire",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "id"], name="funding_sources_of"),
            models.Index(
                fields=["expires_on"],
                condition=Q(state="ACTIVE", expires_on__isnull=False),
                name="funding_sources_expiring",
            ),
        ]

    def __str__(self) -> str:
        return self.label

    @property
    def name(self) -> str:
        """The bank, or the card's scheme."""
        return self.issuer or self.get_kind_display()

    @property
    def label(self) -> str:
        """What its owner knows it by: `Umoja Bank •••• 1234`."""
        return f"{self.name} {self.masked}".strip()


class AutoTopUp(models.Model):
    """Fetches `amount` from a source whenever less than `threshold` is left in the wallet of a currency.

    `transaction_id` is the deposit under way, of which there is at most one; `runs` counts all there were and is part
    of each one's idempotency key. `month_total` is what was fetched, or is being fetched, in `month`. `due_at` is when
    the sweep looks, in case no payment made anybody look before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # The unique key begins with it.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="auto_top_ups", db_index=False
    )
    currency = models.CharField(max_length=3)
    threshold = models.DecimalField(max_digits=19, decimal_places=4, help_text="With less than this left it fetches.")
    amount = models.DecimalField(max_digits=19, decimal_places=4, help_text="What it fetches each time.")
    source = models.ForeignKey(FundingSource, on_delete=models.PROTECT, related_name="auto_top_ups")
    monthly_cap = models.DecimalField(max_digits=19, decimal_places=4, help_text="It fetches no more in a month.")
    state = models.CharField(max_length=6, choices=TopUpState.choices, default=TopUpState.ACTIVE)
    paused_because = models.CharField(max_length=8, choices=PausedBecause.choices, blank=True)
    runs = models.PositiveIntegerField(default=0)
    failures_in_a_row = models.PositiveSmallIntegerField(default=0)
    transaction_id = models.UUIDField("deposit under way", null=True, blank=True)
    month = models.DateField(null=True, blank=True, help_text="Its first day.")
    month_total = models.DecimalField(max_digits=19, decimal_places=4, default=0)
    last_run_at = models.DateTimeField(null=True, blank=True)
    not_before = models.DateTimeField(null=True, blank=True, help_text="After a failure it waits until then.")
    due_at = models.DateTimeField(null=True, blank=True, help_text="When the sweep looks next.")
    device_id = models.UUIDField("device", null=True, blank=True, help_text="The phone it was confirmed on.")
    confirmed_at = models.DateTimeField(help_text="When its person last confirmed it.")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "auto top-up"
        constraints = [
            models.UniqueConstraint(fields=["person", "currency"], name="funding_top_up_once"),
            models.UniqueConstraint(fields=["transaction_id"], name="funding_top_up_of_deposit"),
            models.CheckConstraint(condition=Q(state__in=["ACTIVE", "PAUSED", "OFF"]), name="funding_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="PAUSED", paused_because__in=["FAILURES", "DEVICE", "SOURCE", "OPERATOR"])
                | ~Q(state="PAUSED") & Q(paused_because=""),
                name="funding_paused_for_a_reason",
            ),
            # What may fetch, and what has something under way, always comes up again.
            models.CheckConstraint(
                condition=Q(due_at__isnull=False) & (Q(state="ACTIVE") | Q(transaction_id__isnull=False))
                | Q(due_at=None, transaction_id=None) & ~Q(state="ACTIVE"),
                name="funding_due_while_active",
            ),
            models.CheckConstraint(
                condition=Q(threshold__gt=0, amount__gt=0, monthly_cap__gte=F("amount"), month_total__gte=0),
                name="funding_amounts_make_sense",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="funding_top_ups_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["device_id"], name="funding_top_ups_of_device", condition=Q(state="ACTIVE")),
        ]

    def __str__(self) -> str:
        return f"auto top-up of {self.currency}"


register_sealed("funding_fundingsource", SEALED)
