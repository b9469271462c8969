"""Links to receipts. A receipt itself is no row: it is read from the payment each time it is looked at."""

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7


class ReceiptLink(models.Model):
    """Somebody lets whoever has a link look at the receipt of one payment, until they change their mind.

    Of the link only the SHA-256 of its token is here: 256 random bits need no slow hash and no salt, and whoever reads
    the table can open no receipt.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction_id = models.UUIDField("payment")
    person_id = models.UUIDField("person", help_text="Whose link it is: a side of the payment.")
    token_digest = models.BinaryField(max_length=32, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "receipt link"
        constraints = [
            models.UniqueConstraint(fields=["token_digest"], name="reports_link_once"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="reports_link_lives"),
        ]
        indexes = [
            models.Index(fields=["person_id", "transaction_id"], name="reports_link_of"),
            models.Index(fields=["expires_at"], name="reports_link_expires"),
        ]

    def __str__(self) -> str:
        return f"link to the receipt of {self.transaction_id}"
