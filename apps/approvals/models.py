"""What one person has asked for and a second one decides."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.ids import uuid7


class Approval(models.Model):
    """Two pairs of eyes: the maker asks, the checker, who is somebody else, decides once.

    It binds the SHA-256 of what it is about (`digest`), so that nothing but that can be done with it. What was asked
    for is never changed, and a decision neither: sql/what_was_asked_for.sql.
    """

    class State(models.TextChoices):
        REQUESTED = "REQUESTED", "Waits for a second person"
        APPROVED = "APPROVED", "Approved"
        REJECTED = "REJECTED", "Rejected"
        VOIDED = "VOIDED", "Void: changed or withdrawn"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    action = models.CharField(max_length=60, help_text="What is to be done: app.verb.")
    subject_id = models.UUIDField(help_text="To which row it is to be done.")
    subject_kind = models.CharField(
        max_length=60, blank=True, default="", db_default="", help_text="What kind of row that is: app.model."
    )
    digest = models.BinaryField(max_length=32, editable=False, help_text="SHA-256 of what exactly is approved.")
    summary = models.CharField(max_length=300, help_text="What it is about, for people.")
    why = models.CharField(max_length=500, blank=True, default="", db_default="", help_text="The maker's reason.")
    changes = models.JSONField(default=list, db_default=[], blank=True, help_text="What becomes of what, for people.")
    payload = models.JSONField(default=dict, db_default={}, blank=True, help_text="What exactly is to be done.")
    maker = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", help_text="Who asked for it."
    )
    checker = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who approved or rejected it.",
    )
    state = models.CharField(max_length=9, choices=State, default=State.REQUESTED)
    reason = models.CharField(max_length=200, blank=True, help_text="Why it was rejected or is void.")
    requested_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(
        null=True, blank=True, help_text="When it becomes void unless somebody has decided. Empty: never."
    )

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(maker=F("checker")), name="approvals_maker_is_never_checker"),
            models.CheckConstraint(
                condition=Q(state="REQUESTED", checker=None, decided_at=None, reason="")
                | Q(state="APPROVED", checker__isnull=False, decided_at__isnull=False)
                | Q(state="REJECTED", checker__isnull=False, decided_at__isnull=False) & ~Q(reason="")
                | Q(state="VOIDED", checker=None, decided_at__isnull=False) & ~Q(reason=""),
                name="approvals_decided_by_somebody",
            ),
            models.CheckConstraint(condition=Q(Exact(Length("digest"), 32)), name="approvals_digest_is_full"),
            models.CheckConstraint(condition=~Q(action=""), name="approvals_action_is_named"),
            models.UniqueConstraint(
                fields=["action", "subject_id"], condition=Q(state="REQUESTED"), name="approvals_asked_for_once"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_id"], name="approvals_of_subject"),
            models.Index(fields=["id"], name="approvals_waiting", condition=Q(state="REQUESTED")),
            models.Index(fields=["action", "id"], name="approvals_of_action"),
            models.Index(fields=["state", "id"], name="approvals_of_state"),
            models.Index(
                fields=["expires_at"],
                name="approvals_to_expire",
                condition=Q(state="REQUESTED", expires_at__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return self.summary
