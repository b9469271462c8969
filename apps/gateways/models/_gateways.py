"""Which rails there are, how much each is asked at a time, and what is sent over which."""

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.gateways.base import Capability

# What a route may be for: the operations that move money, and the two questions a person waits for.
ROUTED = (
    Capability.COLLECT,
    Capability.PAY_OUT,
    Capability.PAY_BILL,
    Capability.RECHARGE,
    Capability.LOOK_UP_BILL,
    Capability.LINK_ACCOUNT,
)


class Gateway(models.Model):
    """One provider as operators see it. How it is reached (address, secrets) is in the environment, not here.

    The last four columns are its circuit breaker, which all processes share: services/_breaker.py moves it.
    """

    code = models.SlugField(primary_key=True, max_length=32, help_text="Its name in GATEWAY_CONNECTIONS.")
    title = models.CharField(max_length=60)
    is_active = models.BooleanField(default=True, help_text="Off: nothing new is sent. Enquiries and callbacks go on.")
    timeout_seconds = models.DecimalField(max_digits=5, decimal_places=2, default=10, help_text="For an answer.")
    rate_per_minute = models.PositiveIntegerField(default=600, help_text="How many requests it takes.")
    concurrency = models.PositiveSmallIntegerField(
        default=8, help_text="How many requests at a time, of all processes."
    )
    breaker_threshold = models.PositiveSmallIntegerField(
        default=5, help_text="It opens after so many silences in a row."
    )
    breaker_seconds = models.PositiveIntegerField(
        default=30, help_text="How long it stays open before one request tries."
    )
    silences = models.PositiveIntegerField(default=0, editable=False, help_text="Requests in a row without an answer.")
    opened_at = models.DateTimeField(null=True, editable=False, help_text="Since when nothing is sent; empty: closed.")
    probe_at = models.DateTimeField(null=True, editable=False, help_text="From when on one request may try.")
    answered_at = models.DateTimeField(null=True, editable=False, help_text="The last answer, of those written down.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(timeout_seconds__gt=0, rate_per_minute__gt=0, concurrency__gt=0, concurrency__lte=200)
                & Q(breaker_threshold__gt=0, breaker_seconds__gt=0),
                name="gateways_caps_are_positive",
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.code


class Lease(models.Model):
    """One of the requests a gateway may be sent at a time. Whoever dies with it loses it at `until`."""

    gateway = models.ForeignKey(Gateway, on_delete=models.CASCADE, related_name="leases")
    slot = models.PositiveSmallIntegerField()
    until = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["gateway", "slot"], name="gateways_slot_once")]

    def __str__(self) -> str:
        return f"{self.gateway_id} {self.slot}"


class Route(models.Model):
    """Says that a gateway may be used for something, and before or after which others (the smallest first)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway = models.ForeignKey(Gateway, on_delete=models.PROTECT, related_name="routes")
    capability = models.CharField(max_length=16, choices=[(one.value, one.value) for one in ROUTED])
    currency = models.CharField(max_length=3)
    country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1, two letters; empty: any.")
    minimum = models.DecimalField(max_digits=19, decimal_places=4, default=0)
    maximum = models.DecimalField(
        max_digits=19, decimal_places=4, null=True, blank=True, help_text="Empty: no maximum."
    )
    priority = models.PositiveSmallIntegerField(default=100, help_text="The smallest is asked first.")
    is_active = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["gateway", "capability", "currency", "country"], name="gateways_route_once"
            ),
            models.CheckConstraint(
                condition=Q(minimum__gte=0) & (Q(maximum=None) | Q(maximum__gte=F("minimum"))),
                name="gateways_route_amounts",
            ),
            models.CheckConstraint(
                condition=Q(capability__in=[one.value for one in ROUTED]), name="gateways_route_capability"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.capability} {self.currency} by {self.gateway_id}"
