"""What only staff have: a second factor for the log-in of the operators' site."""

from axes.models import AccessAttempt
from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact, LessThanOrEqual

from apps.core.crypto import register_sealed
from apps.core.ids import uuid7

RECOVERY_DIGEST_BYTES = 32


class StaffAuthenticator(models.Model):
    """An app on a member of staff's phone that makes codes (TOTP, RFC 6238). A session names the one it used.

    A row that is replaced or reset is deleted, and with it ends every session that was opened with it.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="authenticators", verbose_name="person"
    )
    secret = models.BinaryField(editable=False, help_text="Sealed by apps.core.crypto.")
    created_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(
        null=True, blank=True, help_text="When a first code of it was right; before that it opens nothing."
    )
    last_counter = models.BigIntegerField(
        default=0, help_text="The time step of the last code that was accepted: each is good once."
    )

    class Meta:
        verbose_name = "second factor"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(confirmed_at__isnull=False), name="operations_authenticator_once"
            ),
            models.UniqueConstraint(
                fields=["user"], condition=Q(confirmed_at=None), name="operations_authenticator_begun_once"
            ),
        ]

    def __str__(self) -> str:
        return f"second factor {self.id}"


register_sealed("operations_staffauthenticator", ["secret"])


class StaffRecoveryCode(models.Model):
    """One of the codes somebody keeps for the day their phone is gone, as a keyed digest. Good once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    authenticator = models.ForeignKey(StaffAuthenticator, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.BinaryField(max_length=RECOVERY_DIGEST_BYTES, editable=False)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "recovery code"
        constraints = [
            models.UniqueConstraint(fields=["authenticator", "digest"], name="operations_recovery_code_once"),
            models.CheckConstraint(
                condition=Exact(Length("digest"), RECOVERY_DIGEST_BYTES), name="operations_recovery_code_is_full"
            ),
        ]

    def __str__(self) -> str:
        return f"recovery code {self.id}"


NOTE_LENGTH = 1_000


class Note(models.Model):
    """What a member of staff wrote down about a person, a business, a rail or a payment, for colleagues. Never changed.

    `subject_kind` is `app.model`; there is no foreign key, because it may be any table's row.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    subject_kind = models.CharField(max_length=60, help_text="app.model")
    subject_id = models.CharField(max_length=64)
    text = models.TextField(max_length=NOTE_LENGTH)
    author = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        # Nobody changes or deletes one, so nobody can be allowed to.
        default_permissions = ("add", "view")
        constraints = [
            models.CheckConstraint(condition=~Q(subject_kind="") & ~Q(subject_id=""), name="operations_note_of_what"),
            models.CheckConstraint(condition=Q(text__regex=r"\S"), name="operations_note_says_something"),
            models.CheckConstraint(
                condition=LessThanOrEqual(Length("text"), NOTE_LENGTH), name="operations_note_is_short"
            ),
        ]
        indexes = [models.Index(fields=["subject_id", "id"], name="operations_notes_of")]

    def __str__(self) -> str:
        return f"note {self.id}"


class FailedLogIn(AccessAttempt):
    """Wrong passwords at the operators' log-in for one name from one place, as django-axes counts them."""

    class Meta:
        proxy = True
        verbose_name = "failed log-in"
