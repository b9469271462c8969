"""Wallets. Their money is in the ledger, under ids that follow from the wallet's own."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7
from apps.ledger.services import account_id


class Wallet(models.Model):
    """A person's money in one currency, or the float of an agent's outlet, which stands above (apps.agents)."""

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", "Active"
        FROZEN = "FROZEN", "Frozen: nothing leaves, money still arrives"
        CLOSED = "CLOSED", "Closed: empty for good"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    holder = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="wallets"
    )
    outlet_id = models.UUIDField("outlet", null=True, blank=True, help_text="Whose float it is; empty: a person's.")
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    opened_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["status", "id"], condition=~Q(status="ACTIVE"), name="wallets_wallet_not_active"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["holder", "currency"], name="wallets_wallet_currency_once"),
            models.UniqueConstraint(fields=["outlet_id", "currency"], name="wallets_float_currency_once"),
            models.CheckConstraint(
                condition=Q(holder=None, outlet_id__isnull=False) | Q(holder__isnull=False, outlet_id=None),
                name="wallets_wallet_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ACTIVE", "FROZEN", "CLOSED"]), name="wallets_wallet_status_is_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.currency} wallet {self.id}"

    @property
    def available_account(self) -> UUID:
        """The ledger account of what can be spent."""
        return account_id(available_code(self.id), self.currency)

    @property
    def held_account(self) -> UUID:
        """The ledger account of what is put aside for something under way."""
        return account_id(held_code(self.id), self.currency)


def available_code(wallet_id: UUID) -> str:
    return f"wallet:{wallet_id}:available"


def held_code(wallet_id: UUID) -> str:
    return f"wallet:{wallet_id}:held"
