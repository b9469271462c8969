"""Requests for money, and whom people do not want to be asked by."""

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7

MAX_PEOPLE = 20
MAX_REMINDERS = 3


class RequestGroup(models.Model):
    """What somebody asked for at one time, of one person or several. Nothing in it ever changes."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    requester_id = models.UUIDField("requester")
    idempotency_key = models.CharField(max_length=255)
    request_digest = models.BinaryField(max_length=32)
    total = models.DecimalField(max_digits=19, decimal_places=4, help_text="What all who were asked are to pay.")
    own_share = models.DecimalField(
        max_digits=19, decimal_places=4, null=True, help_text="What the requester bears of a bill that was split."
    )
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=140, blank=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["requester_id", "idempotency_key"], name="requests_key_once"),
            models.CheckConstraint(
                condition=Q(total__gt=0) & (Q(own_share=None) | Q(own_share__gt=0)), name="requests_group_amounts"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.total} {self.currency}"


class PaymentRequest(models.Model):
    """One person's wish that another pays them. Its state moves once, from PENDING: sql/guards.sql."""

    class State(models.TextChoices):
        PENDING = "PENDING", "Pending"
        PAID = "PAID", "Paid, or its payment is being looked at"
        DECLINED = "DECLINED", "Declined by who was asked"
        CANCELLED = "CANCELLED", "Cancelled by who asked"
        EXPIRED = "EXPIRED", "Expired"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    group_id = models.UUIDField("group")
    requester_id = models.UUIDField("requester")
    payer_id = models.UUIDField("payer", help_text="Who is asked.")
    requester_name = models.CharField(max_length=120, help_text="As it was at the time.")
    payer_name = models.CharField(max_length=120, help_text="As it was at the time.")
    amount = models.DecimalField(max_digits=19, decimal_places=4)
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=140, blank=True)
    state = models.CharField(max_length=9, choices=State, default=State.PENDING)
    is_hidden = models.BooleanField(
        default=False, help_text="Who is asked has blocked who asks: they are neither shown nor told of it."
    )
    transaction_id = models.UUIDField("payment", null=True)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    reminders = models.PositiveSmallIntegerField(default=0)
    reminded_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "payment request"
        constraints = [
            models.UniqueConstraint(fields=["group_id", "payer_id"], name="requests_asked_once"),
            models.UniqueConstraint(
                fields=["transaction_id"], condition=Q(transaction_id__isnull=False), name="requests_paid_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="requests_amount"),
            models.CheckConstraint(condition=~Q(requester_id=F("payer_id")), name="requests_not_of_oneself"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="requests_has_time"),
            models.CheckConstraint(
                condition=Q(state="PENDING", decided_at=None, transaction_id=None)
                | Q(state="PAID", decided_at__isnull=False, transaction_id__isnull=False)
                | Q(state__in=["DECLINED", "CANCELLED", "EXPIRED"], decided_at__isnull=False, transaction_id=None),
                name="requests_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(reminders=0, reminded_at=None)
                | Q(reminders__gt=0, reminders__lte=MAX_REMINDERS, reminded_at__isnull=False),
                name="requests_reminders",
            ),
        ]
        indexes = [
            # Asked of me and asked by me, all or in one state, newest first.
            models.Index(fields=["payer_id", "id"], name="requests_of_payer"),
            models.Index(fields=["payer_id", "state", "id"], name="requests_payer_state"),
            models.Index(fields=["requester_id", "id"], name="requests_of_requester"),
            models.Index(fields=["requester_id", "state", "id"], name="requests_requester_state"),
            models.Index(fields=["expires_at"], condition=Q(state="PENDING"), name="requests_due"),
        ]

    def __str__(self) -> str:
        return f"{self.amount} {self.currency} {self.state}"


class RequestBlock(models.Model):
    """Somebody does not want to be asked for money by somebody else."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField("person")
    requester_id = models.UUIDField("blocked requester")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "blocked requester"
        constraints = [
            models.UniqueConstraint(fields=["person_id", "requester_id"], name="requests_block_once"),
            models.CheckConstraint(condition=~Q(person_id=F("requester_id")), name="requests_block_is_another"),
        ]
        indexes = [models.Index(fields=["person_id", "id"], name="requests_blocks_of")]

    def __str__(self) -> str:
        return f"{self.person_id} blocks {self.requester_id}"


class AskedToday(models.Model):
    """How many people somebody asked today: one row each, which also orders their asking and being blocked."""

    person_id = models.UUIDField("person", primary_key=True, editable=False)
    day = models.DateField()
    people = models.PositiveIntegerField()

    def __str__(self) -> str:
        return f"{self.person_id}: {self.people} on {self.day}"
