"""What went over the wire, masked, for operators to search."""

from django.db import models

from apps.core.ids import uuid7
from apps.core.xact import xact_column, xact_index


class Direction(models.TextChoices):
    OUT = "OUT", "We asked"
    IN = "IN", "They called"


class Message(models.Model):
    """One request and its answer. Secrets, card and account numbers are masked before it is written."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway_code = models.CharField("gateway", max_length=32)
    direction = models.CharField(max_length=3, choices=Direction)
    operation_id = models.UUIDField(null=True)
    request_id = models.CharField(max_length=64, blank=True, help_text="Of our own request that set it off.")
    method = models.CharField(max_length=8)
    path = models.CharField(max_length=300)
    request_body = models.TextField(blank=True)
    status = models.PositiveSmallIntegerField(null=True, help_text="HTTP status; empty: no answer.")
    response_body = models.TextField(blank=True)
    error = models.CharField(max_length=200, blank=True)
    duration_ms = models.PositiveIntegerField(default=0)
    created_at = models.DateTimeField()
    xact = xact_column()

    class Meta:
        indexes = [
            models.Index(fields=["request_id"], name="gateways_message_request", condition=~models.Q(request_id="")),
            xact_index("gateways_message_xact"),
            models.Index(fields=["operation_id", "id"], name="gateways_messages_of"),
            models.Index(fields=["gateway_code", "id"], name="gateways_messages_by"),
            models.Index(fields=["created_at"], name="gateways_messages_old"),
            # There are fewer of these than of ours, and where nobody calls there are none.
            models.Index(fields=["id"], name="gateways_messages_in", condition=models.Q(direction=Direction.IN)),
        ]

    def __str__(self) -> str:
        return f"{self.direction} {self.gateway_code} {self.method} {self.path}"
