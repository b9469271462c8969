from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.ids import uuid7
from apps.merchants.models import Merchant


class Scope(models.TextChoices):
    PAYMENTS_READ = "payments:read", "See payments and refunds"
    PAYMENTS_WRITE = "payments:write", "Ask for payments, capture and cancel them"
    REFUNDS_WRITE = "refunds:write", "Give money back"


class ApiKey(models.Model):
    """What a merchant's own server shows to be believed. Of the key itself only the digest is kept (256 random bits
    need no slow hash), and its first letters, by which people tell keys apart.

    What a key is and may do never changes; it only ends, and earlier rather than later (sql/keys.sql).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="api_keys", db_index=False)
    is_live = models.BooleanField(help_text="A test key sees and touches test payments only.")
    name = models.CharField(max_length=60, help_text="What the merchant calls it.")
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope), help_text="What it may do.")
    prefix = models.CharField(max_length=16, help_text="How the key begins.")
    digest = models.BinaryField(max_length=32, unique=True, editable=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(null=True, blank=True, help_text="To the minute.")
    expires_at = models.DateTimeField(null=True, blank=True, help_text="Empty: it does not.")
    revoked_at = models.DateTimeField(null=True, blank=True)
    # Its owner, or a member of our staff.
    revoked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, blank=True, related_name="+", db_index=False
    )
    rotated_from = models.OneToOneField(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="rotated_to",
        help_text="What it replaces.",
    )

    class Meta:
        verbose_name = "API key"
        verbose_name_plural = "API keys"
        permissions = [("revoke_apikey", "Can revoke API keys of merchants")]
        constraints = [
            models.CheckConstraint(condition=Q(Exact(Length("digest"), 32)), name="checkout_key_is_a_digest"),
            models.CheckConstraint(
                condition=Q(scopes__len__gt=0, scopes__contained_by=Scope.values), name="checkout_key_scopes_are_known"
            ),
            models.CheckConstraint(
                condition=Q(is_live=True, prefix__startswith="gpk_live_")
                | Q(is_live=False, prefix__startswith="gpk_test_"),
                name="checkout_key_says_its_mode",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by=None) | Q(revoked_at__isnull=False, revoked_by__isnull=False),
                name="checkout_key_revoked_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(expires_at=None) | Q(expires_at__gte=F("created_at")), name="checkout_key_expires_later"
            ),
        ]
        indexes = [models.Index(fields=["merchant", "id"], name="checkout_keys_of")]

    def __str__(self) -> str:
        return f"{self.name} ({self.prefix}…)"
