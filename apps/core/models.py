"""The outbox, what was made of it, the counters of the rate limiter, and who took rows out of the house."""

from django.db import models

from apps.core.ids import uuid7


class OutboxEvent(models.Model):
    """Something that happened, recorded in the transaction that made it happen (transactional outbox)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    topic = models.CharField(max_length=60)
    payload = models.JSONField()
    request_id = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="When the relay looks at this event next.")
    published_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True, help_text="When every consumer had done its work.")
    attempts = models.PositiveSmallIntegerField(default=0)
    last_error = models.TextField(blank=True)

    class Meta:
        verbose_name = "outbox event"
        indexes = [
            models.Index(fields=["due_at"], name="core_outbox_due", condition=models.Q(settled_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"


class Consumption(models.Model):
    """A consumer has done its work for an event; written in the same transaction as that work."""

    event_id = models.UUIDField()
    consumer = models.CharField(max_length=80)
    done_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event_id", "consumer"], name="core_consumption_once"),
        ]

    def __str__(self) -> str:
        return f"{self.consumer} of {self.event_id}"


class RateBucket(models.Model):
    """One row per limited key: the theoretical arrival time of GCRA (ITU-T I.371)."""

    key = models.CharField(primary_key=True, max_length=160)
    arrival_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["arrival_at"], name="core_ratebucket_arrival")]

    def __str__(self) -> str:
        return self.key


class Heartbeat(models.Model):
    """When a background process was last alive and what it saw, for /readyz to read without asking a broker."""

    name = models.CharField(primary_key=True, max_length=40)
    beat_at = models.DateTimeField()
    broker_ok = models.BooleanField(default=True)
    detail = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class ExportRecord(models.Model):
    """Somebody took rows out of the house: who, what, why, how many. Never changed, never deleted (sql/).

    Written before the first byte leaves, with the number of rows that are about to: whoever hangs up half way has an
    audit row all the same, and it says at most more than they got.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor_id = models.UUIDField("person", help_text="Who took them.")
    what = models.CharField(max_length=200)
    why = models.CharField(max_length=200)
    rows = models.PositiveBigIntegerField(help_text="How many rows were handed over.")
    request_id = models.CharField(max_length=64, blank=True)
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "export"
        constraints = [
            models.CheckConstraint(condition=models.Q(rows__gte=0), name="core_export_rows"),
            models.CheckConstraint(condition=~models.Q(what="") & ~models.Q(why=""), name="core_export_says_why"),
        ]
        indexes = [models.Index(fields=["actor_id", "id"], name="core_export_by_actor")]

    def __str__(self) -> str:
        return f"{self.what} {self.id}"
