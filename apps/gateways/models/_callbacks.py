"""What providers have told by themselves."""

from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7


class CallbackState(models.TextChoices):
    RECEIVED = "RECEIVED", "Received: to be applied"
    APPLIED = "APPLIED", "Applied"
    IGNORED = "IGNORED", "Nothing new in it"
    QUARANTINED = "QUARANTINED", "Quarantined: somebody has to look at it"


class Callback(models.Model):
    """A callback whose signature was good, as it came, once for each event id, for ever.

    `body` is the raw body; digits that could be a card's are masked in it after the signature was checked. `reading` is
    what its adapter read before that, so that nobody has to read, or believe, those bytes a second time.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway_code = models.CharField("gateway", max_length=32)
    event_id = models.CharField(max_length=200)
    body = models.BinaryField()
    headers = models.JSONField(default=dict)
    reading = models.JSONField(default=dict, help_text="What it says; empty when nobody could read it.")
    state = models.CharField(max_length=11, choices=CallbackState, default=CallbackState.RECEIVED)
    why = models.CharField(max_length=200, blank=True, help_text="Why it was ignored or quarantined.")
    operation_id = models.UUIDField(null=True)
    received_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["gateway_code", "event_id"], name="gateways_event_once"),
            models.CheckConstraint(
                condition=Q(state="RECEIVED", applied_at=None) | ~Q(state="RECEIVED") & Q(applied_at__isnull=False),
                name="gateways_callback_applied",
            ),
        ]
        indexes = [
            models.Index(fields=["received_at"], condition=Q(state="RECEIVED"), name="gateways_callbacks_due"),
            models.Index(fields=["operation_id"], name="gateways_callbacks_of"),
        ]

    def __str__(self) -> str:
        return f"{self.gateway_code} {self.event_id} {self.state}"
