"""The inbox, what is sent outside because of it, and what people chose to hear."""

from django.db import models

from apps.core.ids import uuid7


class Channel(models.TextChoices):
    """A way out of GoPay. The inbox is not one of them: it cannot fail and cannot be switched off."""

    EMAIL = "EMAIL", "E-mail"
    SMS = "SMS", "SMS"
    PUSH = "PUSH", "Push"


class DeliveryState(models.TextChoices):
    QUEUED = "QUEUED", "Queued"
    SENT = "SENT", "Sent"
    FAILED = "FAILED", "Failed"
    CANCELLED = "CANCELLED", "Cancelled"


class Notification(models.Model):
    """One row of a person's inbox, in the words and the language it was told in."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField()
    topic = models.CharField(max_length=60)
    title = models.CharField(max_length=200)
    body = models.TextField(blank=True)
    subject_kind = models.CharField(max_length=30, blank=True, help_text="What it is about, e.g. transaction.")
    subject_id = models.UUIDField(null=True, blank=True)
    cause = models.UUIDField(help_text="The event that it tells of.")
    created_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cause", "person_id", "topic"], name="notifications_inbox_once"),
            models.CheckConstraint(
                condition=models.Q(subject_kind="", subject_id=None)
                | (~models.Q(subject_kind="") & models.Q(subject_id__isnull=False)),
                name="notifications_subject_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "id"], name="notifications_inbox"),
            models.Index(fields=["person_id", "id"], name="notifications_unread", condition=models.Q(read_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.topic} {self.id}"


class Delivery(models.Model):
    """One message to one address over one channel: what is to be sent, and what became of it.

    The address of a push is the id of the browser's PushSubscription.

    The text is made from `template` and `context` when it is sent. A one-time code never stands in the
    context; only the id it can be asked for by.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    notification = models.ForeignKey(
        Notification, null=True, blank=True, on_delete=models.CASCADE, related_name="deliveries"
    )
    person_id = models.UUIDField(null=True, blank=True, help_text="Empty for an address that has no account.")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    template = models.CharField(max_length=60)
    context = models.JSONField()
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=DeliveryState.choices, default=DeliveryState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="When a sender looks at it next, if it is queued.")
    sent_at = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)
    cause = models.UUIDField(help_text="The event that it tells of.")

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [
            models.UniqueConstraint(
                fields=["cause", "channel", "address", "template"], name="notifications_delivery_once"
            ),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="notifications_delivery_channel"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=DeliveryState.values), name="notifications_delivery_state"
            ),
            models.CheckConstraint(
                condition=(models.Q(state=DeliveryState.SENT) & models.Q(sent_at__isnull=False))
                | (~models.Q(state=DeliveryState.SENT) & models.Q(sent_at=None)),
                name="notifications_delivery_sent",
            ),
            # A code that is stored is a code that a dump, a backup or an operator can read (OWASP ASVS 6.5).
            models.CheckConstraint(condition=~models.Q(context__has_key="code"), name="notifications_delivery_no_code"),
        ]
        indexes = [
            models.Index(
                fields=["channel", "due_at"],
                name="notifications_delivery_due",
                condition=models.Q(state=DeliveryState.QUEUED),
            ),
            models.Index(
                fields=["id"], name="notifications_delivery_failed", condition=models.Q(state=DeliveryState.FAILED)
            ),
            models.Index(
                fields=["id"],
                name="notifications_called_off",
                condition=models.Q(state=DeliveryState.CANCELLED),
            ),
            models.Index(fields=["address", "id"], name="notifications_delivery_address"),
        ]

    def __str__(self) -> str:
        return f"{self.template} by {self.get_channel_display()} {self.id}"


class Preference(models.Model):
    """A person's choice about one channel. Where there is none, the channel is on."""

    person_id = models.UUIDField()
    channel = models.CharField(max_length=10, choices=Channel.choices)
    enabled = models.BooleanField()
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person_id", "channel"], name="notifications_preference_once"),
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="notifications_preference_channel"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {'on' if self.enabled else 'off'} for {self.person_id}"


class Outage(models.Model):
    """A provider that does not answer at present. While it is paused nobody waits for its timeouts."""

    channel = models.CharField(primary_key=True, max_length=10, choices=Channel.choices)
    failures = models.PositiveIntegerField(help_text="In a row, since the last message that went through.")
    began_at = models.DateTimeField()
    paused_until = models.DateTimeField(null=True, blank=True)
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(channel__in=Channel.values), name="notifications_outage_channel"),
        ]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} since {self.began_at:%Y-%m-%d %H:%M}"


class SandboxMessage(models.Model):
    """What would have gone out, kept to be read at /sandbox/messages. Only the sandbox writes here."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    delivery = models.OneToOneField(Delivery, on_delete=models.CASCADE, related_name="sandbox_message")
    channel = models.CharField(max_length=10, choices=Channel.choices)
    address = models.CharField(max_length=254)
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(channel__in=Channel.values), name="notifications_sandbox_channel"
            ),
        ]
        indexes = [models.Index(fields=["address", "id"], name="notifications_sandbox_address")]

    def __str__(self) -> str:
        return f"{self.get_channel_display()} {self.id}"
