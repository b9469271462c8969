"""People, the codes and sessions by which they prove who they are, and the log of what they did."""

from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower
from django.db.models.lookups import Exact

from apps.core import clock
from apps.core.ids import uuid7

# ITU-T E.164: a plus, a country code that does not begin with zero, fifteen digits at most.
MSISDN_PATTERN = r"^\+[1-9][0-9]{6,14}$"
MAX_CODE_ATTEMPTS = 5
CODE_SALT_BYTES = 32


class People(BaseUserManager["User"]):
    """Creates users: `createsuperuser` and the services end here."""

    use_in_migrations = False

    def create_user(self, msisdn: str, password: str | None = None, **fields: Any) -> "User":
        """Saves a user. Without a password nobody can log in as them. Raises django.db.IntegrityError."""
        email = fields.pop("email", None)
        user = self.model(msisdn=msisdn, email=email.lower() if email else None, **fields)
        user.set_password(password)
        user.save(using=self._db, force_insert=True)
        return user

    def create_superuser(self, msisdn: str, password: str | None = None, **fields: Any) -> "User":
        """Saves a member of staff who may do everything. Raises django.db.IntegrityError."""
        return self.create_user(msisdn, password, **{**fields, "is_staff": True, "is_superuser": True})


class User(AbstractBaseUser, PermissionsMixin):
    """A person whose number is verified. Never deleted: the ledger and the logs name people by this id."""

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", "Active"
        LOCKED = "LOCKED", "Locked"
        CLOSED = "CLOSED", "Closed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    msisdn = models.CharField(
        "phone number",
        max_length=16,
        validators=[RegexValidator(MSISDN_PATTERN, "Use the international format, such as +254712345678.")],
    )
    email = models.EmailField("e-mail address", null=True, blank=True)
    full_name = models.CharField("full name", max_length=120)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    language = models.CharField(max_length=12, default="en")
    is_staff = models.BooleanField("staff", default=False, help_text="May enter the operator's site.")
    joined_at = models.DateTimeField(default=clock.now, editable=False)

    objects: ClassVar[People] = People()

    USERNAME_FIELD = "msisdn"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = "person"
        verbose_name_plural = "people"
        constraints = [
            models.CheckConstraint(
                condition=Q(msisdn__regex=MSISDN_PATTERN),
                name="accounts_user_msisdn_is_e164",
            ),
            models.UniqueConstraint(fields=["msisdn"], name="accounts_user_msisdn_once"),
            models.UniqueConstraint(fields=["email"], name="accounts_user_email_once"),
            # An index on plain e-mail then serves every look-up, and no second spelling slips past it.
            models.CheckConstraint(
                condition=Q(email=None) | Q(email=Lower("email")) & ~Q(email=""),
                name="accounts_user_email_is_lower",
            ),
            models.CheckConstraint(
                condition=Q(status__in=["ACTIVE", "LOCKED", "CLOSED"]),
                name="accounts_user_status_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.full_name} ({self.msisdn})"

    @property
    def is_active(self) -> bool:  # type: ignore[override]
        """Django's name for it: only an active person may log in anywhere."""
        return self.status == self.Status.ACTIVE

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    def clean(self) -> None:
        super().clean()
        self.email = self.email.lower() if self.email else None


class OneTimeCode(models.Model):
    """A six-digit code somebody was sent. The digits are not stored: `apps.accounts.codes` derives them."""

    class Purpose(models.TextChoices):
        SIGN_UP = "SIGN_UP", "Sign up"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    address = models.CharField(max_length=254, help_text="The number or e-mail address it is sent to.")
    salt = models.BinaryField(max_length=CODE_SALT_BYTES, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "one-time code"
        indexes = [models.Index(fields=["expires_at"], name="accounts_code_expires")]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["SIGN_UP"]),
                name="accounts_code_purpose_is_known",
            ),
            models.CheckConstraint(
                condition=Q(attempts__lte=MAX_CODE_ATTEMPTS),
                name="accounts_code_attempts_are_few",
            ),
            models.CheckConstraint(
                condition=Exact(Length("salt"), CODE_SALT_BYTES),
                name="accounts_code_salt_is_full",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.id}"


class SignUp(models.Model):
    """A registration that waits for its code.

    Several of one number may wait at a time, because anybody can type anybody's number. Each has its own
    code, and that code completes no other, so nobody's password ends on somebody else's number.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    msisdn = models.CharField(max_length=16)
    email = models.EmailField(null=True, blank=True)
    full_name = models.CharField(max_length=120)
    language = models.CharField(max_length=12, default="en")
    password = models.CharField(max_length=128, editable=False, help_text="An argon2id hash.")
    code = models.OneToOneField(OneTimeCode, on_delete=models.CASCADE, related_name="sign_up")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name = "sign-up"
        indexes = [
            models.Index(fields=["msisdn"], name="accounts_signup_msisdn"),
            models.Index(fields=["created_at"], name="accounts_signup_created"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(msisdn__regex=MSISDN_PATTERN),
                name="accounts_signup_msisdn_is_e164",
            ),
        ]

    def __str__(self) -> str:
        return f"sign-up {self.id}"


class Session(models.Model):
    """One log-in of one person on one device, from the first token pair to the last."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sessions", verbose_name="person")
    device_id = models.CharField(
        max_length=64,
        blank=True,
        help_text="What the app calls its device; not proven.",
    )
    device_name = models.CharField(max_length=80, blank=True)
    platform = models.CharField(max_length=20, blank=True)
    ip = models.GenericIPAddressField("IP address", null=True, blank=True)
    created_at = models.DateTimeField()
    last_used_at = models.DateTimeField(help_text="When its tokens were last renewed.")
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)
    revoked_reason = models.CharField(max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_reason="") | (~Q(revoked_at=None) & ~Q(revoked_reason="")),
                name="accounts_session_end_has_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"session {self.id}"


class RefreshToken(models.Model):
    """A refresh token that was given out; `id` is its jti. It is good for one use."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="refresh_tokens")
    issued_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "refresh token"
        indexes = [models.Index(fields=["expires_at"], name="accounts_refresh_expires")]
        constraints = [
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("issued_at")),
                name="accounts_refresh_has_a_life",
            ),
        ]

    def __str__(self) -> str:
        return f"refresh token {self.id}"


class Activity(models.Model):
    """Something a person did. The database refuses to change or delete it (sql/activity_append_only.sql).

    `person_id` is no foreign key: a row per payment must not lock or look up the person.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person_id = models.UUIDField("person")
    action = models.CharField(max_length=60)
    subject = models.CharField(max_length=64, blank=True, help_text="The id of what it was done to.")
    ip = models.GenericIPAddressField("IP address", null=True, blank=True)
    channel = models.CharField(max_length=20)
    request_id = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    detail = models.JSONField(default=dict, blank=True)

    class Meta:
        verbose_name_plural = "activity"
        indexes = [models.Index(fields=["person_id", "id"], name="accounts_activity_person")]

    def __str__(self) -> str:
        return f"{self.action} {self.id}"
