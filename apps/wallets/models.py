"""Wallets. Their money is in the ledger, under ids that follow from the wallet's own."""

from uuid import UUID

from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7
from apps.ledger.services import account_id


class Wallet(models.Model):
    """A person's money in one currency."""

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", "Active"
        FROZEN = "FROZEN", "Frozen: nothing leaves, money still arrives"
        CLOSED = "CLOSED", "Closed: empty for good"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    holder = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="wallets")
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=10, choices=Status, default=Status.ACTIVE)
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["holder", "currency"], name="wallets_wallet_currency_once"),
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
