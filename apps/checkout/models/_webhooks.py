from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from apps.core.crypto import register_sealed
from apps.core.ids import uuid7
from apps.merchants.models import Merchant

MAX_ENDPOINTS = 10
# Columns of an endpoint that only apps.checkout.sealed reads and writes.
SEALED = ("secret", "previous_secret")


class WebhookType(models.TextChoices):
    PAYMENT_PAID = "payment.paid", "Payment paid"
    PAYMENT_HELD = "payment.held", "Payment held"
    PAYMENT_RETURNED = "payment.returned", "Payment returned"
    PAYMENT_EXPIRED = "payment.expired", "Payment expired"
    PAYMENT_CANCELLED = "payment.cancelled", "Payment cancelled"
    REFUND_CREATED = "refund.created", "Refund created"
    SETTLEMENT_PAID = "settlement.paid", "Settlement paid"
    SETTLEMENT_FAILED = "settlement.failed", "Settlement failed"
    TEST = "webhook.test", "Test"


# What an endpoint can choose; a test goes to the endpoint it was asked for, whatever that has chosen.
CHOSEN_TYPES = [value for value in WebhookType.values if value != WebhookType.TEST]


class EndpointStatus(models.TextChoices):
    ENABLED = "ENABLED", "Enabled"
    DISABLED = "DISABLED", "Disabled: it is told nothing"
    DELETED = "DELETED", "Deleted: kept for the log"


class DisabledBecause(models.TextChoices):
    OWNER = "OWNER", "The merchant disabled it"
    FAILURES = "FAILURES", "Nothing but failures for three days"
    GONE = "GONE", "It answered that it is gone (410)"
    OPERATOR = "OPERATOR", "An operator disabled it"


class DeliveryState(models.TextChoices):
    WAITING = "WAITING", "Waiting for its next attempt"
    DELIVERED = "DELIVERED", "Delivered"
    FAILED = "FAILED", "Failed: given up after the last attempt"
    CANCELLED = "CANCELLED", "Cancelled: its endpoint was disabled or deleted"


class WebhookEndpoint(models.Model):
    """Where a merchant's server is told what became of its payments, and how the telling goes at present.

    The secrets are sealed (apps/checkout/sealed.py) and go with the endpoint. `failures` counts what failed in a row,
    since `failing_since`; until `resting_until` nothing is sent. Only an enabled endpoint has deliveries that wait.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Another index begins with it.
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="webhook_endpoints", db_index=False)
    is_live = models.BooleanField("live", help_text="Live payments; else those of test mode.")
    url = models.CharField(max_length=2000)
    description = models.CharField(max_length=140, blank=True)
    events = ArrayField(
        models.CharField(max_length=20, choices=WebhookType), default=list, blank=True, help_text="Empty: all."
    )
    secret = models.BinaryField(null=True, editable=False)
    previous_secret = models.BinaryField(null=True, editable=False)
    previous_until = models.DateTimeField(
        null=True, blank=True, help_text="Until then the secret before signs beside the present one."
    )
    status = models.CharField(max_length=8, choices=EndpointStatus, default=EndpointStatus.ENABLED)
    disabled_because = models.CharField(max_length=8, choices=DisabledBecause, blank=True)
    status_reason = models.CharField(max_length=200, blank=True, help_text="An operator's, which its owner is told.")
    failures = models.PositiveIntegerField(default=0, help_text="Attempts in a row that failed.")
    failing_since = models.DateTimeField(null=True, blank=True)
    resting_until = models.DateTimeField(null=True, blank=True, help_text="Nothing is sent before.")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    created_at = models.DateTimeField()
    secret_made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was disabled or deleted.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(
                    status="ENABLED", secret__isnull=False, disabled_because="", status_reason="", ended_at=None
                )
                | Q(status="DISABLED", secret__isnull=False, ended_at__isnull=False) & ~Q(disabled_because="")
                | Q(status="DELETED", secret=None, previous_secret=None, ended_at__isnull=False),
                name="checkout_endpoint_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(disabled_because__in=["", *DisabledBecause.values]), name="checkout_endpoint_says_why"
            ),
            models.CheckConstraint(
                condition=Q(previous_secret=None, previous_until=None)
                | Q(previous_secret__isnull=False, previous_until__isnull=False),
                name="checkout_endpoint_overlap_ends",
            ),
            models.CheckConstraint(
                condition=Q(failures=0, failing_since=None) | Q(failures__gt=0, failing_since__isnull=False),
                name="checkout_endpoint_fails_since",
            ),
            models.CheckConstraint(
                condition=Q(events__contained_by=CHOSEN_TYPES), name="checkout_endpoint_events_are_known"
            ),
        ]
        indexes = [
            models.Index(fields=["merchant", "id"], name="checkout_endpoints_of"),
            models.Index(
                fields=["previous_until"],
                condition=Q(previous_until__isnull=False),
                name="checkout_endpoints_overlap",
            ),
        ]

    def __str__(self) -> str:
        return f"endpoint {self.url}"


class WebhookEvent(models.Model):
    """Something a merchant's servers are told, in the very bytes of every attempt (sql/webhooks.sql)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    merchant = models.ForeignKey(Merchant, on_delete=models.PROTECT, related_name="+", db_index=False)
    is_live = models.BooleanField("live")
    type = models.CharField(max_length=20, choices=WebhookType)
    body = models.TextField(help_text="As it is signed and sent.")
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(type__in=WebhookType.values), name="checkout_event_type_is_known"),
            models.CheckConstraint(condition=~Q(body=""), name="checkout_event_says_something"),
        ]
        indexes = [models.Index(fields=["merchant", "is_live", "created_at"], name="checkout_events_of")]

    def __str__(self) -> str:
        return f"{self.get_type_display()} …{str(self.id)[-8:]}"


class WebhookDelivery(models.Model):
    """One event for one endpoint: whether it was taken, and what the last attempt met.

    `attempts` is the number of the last attempt; it is under way until `leased_until`. `failures` counts those that
    failed since it was last put to be sent, and says when the next one is due.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    event = models.ForeignKey(WebhookEvent, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    endpoint = models.ForeignKey(WebhookEndpoint, on_delete=models.PROTECT, related_name="deliveries", db_index=False)
    state = models.CharField(max_length=9, choices=DeliveryState, default=DeliveryState.WAITING)
    attempts = models.PositiveIntegerField(default=0)
    failures = models.PositiveSmallIntegerField(default=0)
    due_at = models.DateTimeField(help_text="Of the next attempt, if it waits.")
    leased_until = models.DateTimeField(null=True, blank=True)
    attempted_at = models.DateTimeField(null=True, blank=True)
    delivered_at = models.DateTimeField(null=True, blank=True)
    took_ms = models.PositiveIntegerField("milliseconds", null=True, blank=True)
    last_status = models.PositiveSmallIntegerField(null=True, blank=True, help_text="HTTP status of the answer.")
    last_error = models.CharField(max_length=60, blank=True)
    answer = models.TextField(blank=True, help_text="How the last answer begins.")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "webhook deliveries"
        constraints = [
            models.UniqueConstraint(fields=["event", "endpoint"], name="checkout_delivery_once"),
            models.CheckConstraint(
                condition=Q(state="DELIVERED", delivered_at__isnull=False)
                | Q(state__in=["WAITING", "FAILED", "CANCELLED"], delivered_at=None),
                name="checkout_delivery_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(leased_until=None) | Q(state="WAITING"), name="checkout_delivery_leased_while_waiting"
            ),
        ]
        indexes = [
            models.Index(fields=["endpoint", "id"], name="checkout_deliveries_of"),
            models.Index(fields=["endpoint", "due_at"], condition=Q(state="WAITING"), name="checkout_deliveries_due"),
            models.Index(
                fields=["endpoint"], condition=Q(leased_until__isnull=False), name="checkout_deliveries_leased"
            ),
            models.Index(fields=["state", "id"], name="checkout_deliveries_by_state"),
        ]

    def __str__(self) -> str:
        return f"delivery …{str(self.id)[-8:]}"

    @property
    def message_id(self) -> str:
        """What a receiver knows a repetition by (webhook-id): the same at every attempt, of no other delivery."""
        return f"msg_{self.id.hex}"


register_sealed("checkout_webhookendpoint", SEALED)
