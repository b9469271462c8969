"""Browsers that show what we tell: each belongs to one session and ends with it."""

from django.db import models
from django.db.models import Q

from apps.core.crypto import register_sealed
from apps.core.ids import uuid7

TABLE = "notifications_pushsubscription"
SEALED = ("endpoint", "p256dh", "auth")


class PushEnd(models.TextChoices):
    """Why a browser hears no more of us."""

    LEFT = "LEFT", "Switched off"
    REPLACED = "REPLACED", "Made anew"
    OVER = "OVER", "Its session is over"
    GONE = "GONE", "Its push service knows it no more"
    REFUSED = "REFUSED", "Its address may not be called"
    SILENT = "SILENT", "Its address does not answer"


class PushSubscription(models.Model):
    """A browser's address at its push service, and the keys under which only this browser reads (RFC 8291).

    Whoever has the address and the keys can write to the browser, so they are sealed, found by a blind index, and
    forgotten with the end. Whether its session is good stands in accounts and is asked whenever something is sent.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField("person")
    session_id = models.UUIDField(help_text="The log-in it belongs to.")
    endpoint = models.BinaryField(null=True, editable=False, help_text="Sealed by apps.core.crypto.")
    endpoint_index = models.BinaryField(max_length=32, null=True, editable=False)
    p256dh = models.BinaryField(null=True, editable=False)
    auth = models.BinaryField(null=True, editable=False)
    label = models.CharField(max_length=60, blank=True, help_text="Which browser on what, as it says itself.")
    failures = models.PositiveSmallIntegerField(default=0, help_text="In a row, since the last push that went through.")
    failed_at = models.DateTimeField(null=True, blank=True, help_text="When a push did not go through last.")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    ended_because = models.CharField(max_length=8, blank=True, choices=PushEnd.choices)

    class Meta:
        verbose_name = "push subscription"
        constraints = [
            models.UniqueConstraint(fields=["endpoint_index"], name="notifications_push_endpoint_once"),
            models.UniqueConstraint(
                fields=["session_id"], condition=Q(ended_at=None), name="notifications_push_session_once"
            ),
            models.CheckConstraint(
                condition=Q(
                    ended_at=None,
                    ended_because="",
                    endpoint__isnull=False,
                    endpoint_index__isnull=False,
                    p256dh__isnull=False,
                    auth__isnull=False,
                )
                | Q(
                    ended_at__isnull=False,
                    ended_because__in=PushEnd.values,
                    endpoint=None,
                    endpoint_index=None,
                    p256dh=None,
                    auth=None,
                ),
                name="notifications_push_whole_or_over",
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "id"], name="notifications_push_person"),
            models.Index(fields=["ended_at"], name="notifications_push_over", condition=Q(ended_at__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"push subscription {self.id}"


register_sealed(TABLE, SEALED)
