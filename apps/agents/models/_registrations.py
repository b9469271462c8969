from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7


class RegistrationState(models.TextChoices):
    STARTED = "STARTED", "The customer has to confirm their number"
    REGISTERED = "REGISTERED", "Registered, not active yet"
    EARNED = "EARNED", "Active: the commission was earned"
    LAPSED = "LAPSED", "Not confirmed or not active in time"


class Registration(models.Model):
    """A customer whom a teller has registered. The agent earns once they are active, which happens once for each."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent_id = models.UUIDField()
    outlet_id = models.UUIDField()
    teller_id = models.UUIDField()
    sign_up_id = models.UUIDField(null=True, help_text="The sign-up that waits for its code.")
    customer_id = models.UUIDField(null=True, unique=True)
    state = models.CharField(max_length=10, choices=RegistrationState, default=RegistrationState.STARTED)
    started_at = models.DateTimeField()
    registered_at = models.DateTimeField(null=True)
    lapses_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state="STARTED", customer_id=None, decided_at=None)
                | Q(state="REGISTERED", customer_id__isnull=False, registered_at__isnull=False, decided_at=None)
                | Q(state="EARNED", customer_id__isnull=False, decided_at__isnull=False)
                | Q(state="LAPSED", decided_at__isnull=False),
                name="agents_registration_state",
            )
        ]
        indexes = [
            models.Index(fields=["agent_id", "id"], name="agents_registrations_of_agent"),
            models.Index(fields=["teller_id", "id"], name="agents_registrations_of_teller"),
            models.Index(
                fields=["lapses_at"], condition=Q(state__in=["STARTED", "REGISTERED"]), name="agents_registrations_due"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.started_at:%Y-%m-%d} {self.state.lower()}"
