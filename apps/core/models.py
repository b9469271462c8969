"""The outbox, what was made of it, the counters of the rate limiter, and the audit trail."""

from django.db import models

from apps.core.crypto import register_sealed
from apps.core.ids import uuid7
from apps.core.xact import xact_column, xact_index


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


class PageDraft(models.Model):
    """What somebody is about to do on a page (apps.core.web.drafts). Sealed by apps.core.crypto."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner_id = models.UUIDField()
    purpose = models.CharField(max_length=40)
    content = models.BinaryField()
    expires_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["expires_at"], name="core_pagedraft_expiry")]

    def __str__(self) -> str:
        return f"draft {self.id}"


register_sealed("core_pagedraft", ["content"])


class Heartbeat(models.Model):
    """When a process was last alive and what it saw, for /readyz and the operators to read without asking a broker.

    Relays share the row `relay`, and so do schedulers theirs; each web process and each worker has one of its own,
    which goes when it has been silent for a day (apps/core/watch).
    """

    class Kind(models.TextChoices):
        WEB = "WEB", "Web"
        RELAY = "RELAY", "Relay"
        WORKER = "WORKER", "Worker"
        BEAT = "BEAT", "Scheduler"

    name = models.CharField(primary_key=True, max_length=40)
    kind = models.CharField(max_length=6, choices=Kind, default=Kind.RELAY, db_default="RELAY")
    host = models.CharField(max_length=80, blank=True, default="", db_default="")
    pid = models.IntegerField(null=True, help_text="Its process id on that host.")
    queues = models.CharField(max_length=100, blank=True, default="", db_default="", help_text="What a worker takes.")
    started_at = models.DateTimeField(null=True, help_text="Since when it runs.")
    beat_at = models.DateTimeField()
    broker_ok = models.BooleanField(default=True)
    detail = models.CharField(max_length=200, blank=True)

    def __str__(self) -> str:
        return self.name


class ScheduledRun(models.Model):
    """How an entry of the schedule ran last: one row each, whatever the number of runs."""

    name = models.CharField(primary_key=True, max_length=120, help_text="The task, and its arguments if it has any.")
    began_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, help_text="Of the last run that came to an end.")
    seconds = models.FloatField(null=True, help_text="How long that one took.")
    error = models.CharField(max_length=100, blank=True, help_text="What it failed with: the kind, never the words.")
    failures = models.PositiveIntegerField(default=0, help_text="In a row, up to now.")
    succeeded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "scheduled run"

    def __str__(self) -> str:
        return self.name


class KeySighting(models.Model):
    """Since when a key is in use. Of the key there is only a mark: an HMAC under the key itself, cut short."""

    ring = models.CharField(max_length=40, help_text="The setting it stands in.")
    kid = models.CharField("key id", max_length=255, blank=True)
    mark = models.CharField(max_length=16)
    is_first = models.BooleanField(default=True, help_text="Whether it is the one that seals or signs.")
    first_seen_at = models.DateTimeField()
    last_seen_at = models.DateTimeField()

    class Meta:
        verbose_name = "key in use"
        constraints = [models.UniqueConstraint(fields=["ring", "kid", "mark"], name="core_key_once")]

    def __str__(self) -> str:
        return f"{self.ring} {self.kid}".strip()


class Certificate(models.Model):
    """What a server we call showed when it was last asked for its certificate."""

    name = models.CharField(primary_key=True, max_length=60, help_text="Whose server: the gateway's code.")
    host = models.CharField(max_length=255)
    port = models.PositiveIntegerField()
    expires_at = models.DateTimeField(null=True, help_text="Empty: it was never seen.")
    problem = models.CharField(max_length=200, blank=True)
    checked_at = models.DateTimeField()

    class Meta:
        verbose_name = "certificate"

    def __str__(self) -> str:
        return f"{self.name} {self.host}"


class AuditRecord(models.Model):
    """The audit trail of staff and of what leaves the house: who did, saw or took what, from where. Never changed.

    What somebody takes is written before the first byte leaves, with the number of rows that are about to: whoever
    hangs up half way has a record all the same, and it says at most more than they got. What somebody does or sees is
    written with it. sql/export_records.sql refuses every change, and its rows are sealed (apps/audit). What people do
    with their own money stands in accounts.Activity.
    """

    class Verb(models.TextChoices):
        DID = "DID", "Did"
        SAW = "SAW", "Saw"
        EXPORTED = "EXPORTED", "Took out"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    actor_id = models.UUIDField("person", null=True, help_text="Who; empty: a command at the console.")
    verb = models.CharField(max_length=8, choices=Verb, default=Verb.EXPORTED, db_default="EXPORTED")
    what = models.CharField(max_length=200)
    subject_kind = models.CharField(max_length=60, blank=True, default="", db_default="", help_text="app.model")
    subject_id = models.CharField(max_length=64, blank=True, default="", db_default="")
    why = models.CharField(max_length=200, blank=True)
    rows = models.PositiveBigIntegerField(null=True, help_text="How many rows were handed over.")
    ip = models.GenericIPAddressField("IP address", null=True)
    channel = models.CharField(max_length=20, blank=True, default="", db_default="")
    request_id = models.CharField(max_length=64, blank=True)
    detail = models.JSONField(default=dict, blank=True, db_default={})
    recorded_at = models.DateTimeField()
    xact = xact_column()

    class Meta:
        # The name of its first use: renaming would break the processes of the release before.
        db_table = "core_exportrecord"
        verbose_name = "audit record"
        verbose_name_plural = "audit trail"
        constraints = [
            models.CheckConstraint(condition=models.Q(rows__gte=0), name="core_export_rows"),
            models.CheckConstraint(condition=~models.Q(what=""), name="core_audit_says_what"),
            models.CheckConstraint(
                condition=~models.Q(verb="EXPORTED")
                | ~models.Q(why="") & models.Q(rows__isnull=False, actor_id__isnull=False),
                name="core_audit_export_says_why",
            ),
            models.CheckConstraint(
                condition=models.Q(verb__in=["DID", "SAW", "EXPORTED"]), name="core_audit_verb_is_known"
            ),
        ]
        indexes = [
            models.Index(fields=["actor_id", "id"], name="core_export_by_actor"),
            models.Index(fields=["subject_id", "id"], name="core_audit_of", condition=~models.Q(subject_id="")),
            models.Index(fields=["request_id"], name="core_audit_request", condition=~models.Q(request_id="")),
            models.Index(fields=["verb", "id"], name="core_audit_by_verb"),
            xact_index("core_audit_xact"),
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.id}"
