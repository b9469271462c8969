from django.conf import settings
from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7
from apps.merchants.models._merchants import Merchant, Staff


class Handover(models.Model):
    """An owner's offer of the business to somebody who works there; theirs only when they accept.

    The owner's wallet stands for refunds that the takings do not cover, so nobody becomes owner without wanting it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # The unique key begins with it.
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="handovers", db_index=False)
    to = models.ForeignKey(Staff, on_delete=models.PROTECT, related_name="+", db_index=False)
    offered_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    offered_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)
    is_accepted = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["merchant"], condition=Q(ended_at=None), name="merchants_one_handover"),
            models.CheckConstraint(
                condition=Q(is_accepted=False) | Q(ended_at__isnull=False), name="merchants_accepted_is_over"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.merchant.name}, offered on {self.offered_at:%Y-%m-%d}"
