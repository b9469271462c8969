"""People, the codes and sessions by which they prove who they are, and the log of what they did."""

from typing import Any, ClassVar

from django.contrib.auth.models import (
    AbstractBaseUser,
    BaseUserManager,
    PermissionsMixin,
)
from django.contrib.postgres.indexes import OpClass
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length, Lower, Upper
from django.db.models.lookups import Exact

from apps.core import clock
from apps.core.crypto import register_sealed
from apps.core.ids import uuid7
from apps.core.xact import xact_column, xact_index

# ITU-T E.164: a plus, a country code that does not begin with zero, fifteen digits at most.
MSISDN_PATTERN = r"^\+[1-9][0-9]{6,14}$"
# As the IANA database writes the names of its zones. Which of them there are is asked when one is chosen.
TIME_ZONE_PATTERN = r"^([A-Za-z0-9_+-]+(/[A-Za-z0-9_+-]+)*)?$"
# Lower case only, so that no second spelling of a name exists.
HANDLE_PATTERN = r"^[a-z][a-z0-9_]{2,29}$"
MAX_CODE_ATTEMPTS = 5
CODE_SALT_BYTES = 32
MAX_PIN_ATTEMPTS = 5
PIN_SALT_BYTES = 16
DEVICE_KEY_BYTES = 32


class KycTier(models.TextChoices):
    """How well we know somebody: the number, who they say they are, or documents we have seen."""

    TIER_0 = "TIER_0", "Number verified"
    TIER_1 = "TIER_1", "Details given"
    TIER_2 = "TIER_2", "Documents reviewed"


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
    email_verified_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When a code sent to the address came back."
    )
    full_name = models.CharField("full name", max_length=120)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    language = models.CharField(max_length=12, default="en")
    time_zone = models.CharField(
        max_length=48,
        blank=True,
        default="",
        db_default="",
        help_text="A name of the IANA database; empty: the platform's own.",
    )
    handle = models.CharField(max_length=30, null=True, blank=True, help_text="Without the @; what others pay to.")
    handle_taken_at = models.DateTimeField(null=True, blank=True, editable=False)
    kyc_tier = models.CharField(
        "KYC tier", max_length=6, choices=KycTier.choices, default=KycTier.TIER_0, db_default=KycTier.TIER_0.value
    )
    photo = models.CharField(
        max_length=120, blank=True, db_default="", editable=False, help_text="The key of a private file."
    )
    cautious_until = models.DateTimeField(
        null=True, blank=True, help_text="Until then lower limits hold: a PIN, a phone or a number is new."
    )
    secured_at = models.DateTimeField(
        null=True, blank=True, help_text="Since then no money leaves: a phone was reported lost."
    )
    is_staff = models.BooleanField("staff", default=False, help_text="May enter the operator's site.")
    joined_at = models.DateTimeField(default=clock.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)
    erased_at = models.DateTimeField(
        null=True, blank=True, editable=False, help_text="When what names the person was erased."
    )

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
            models.CheckConstraint(
                condition=Q(kyc_tier__in=["TIER_0", "TIER_1", "TIER_2"]),
                name="accounts_user_tier_is_known",
            ),
            models.UniqueConstraint(fields=["handle"], name="accounts_user_handle_once"),
            models.CheckConstraint(
                condition=Q(handle=None) | Q(handle__regex=HANDLE_PATTERN),
                name="accounts_user_handle_is_plain",
            ),
            models.CheckConstraint(
                condition=Q(time_zone__regex=TIME_ZONE_PATTERN),
                name="accounts_user_time_zone_is_plain",
            ),
            models.CheckConstraint(
                condition=Q(email_verified_at=None) | Q(email__isnull=False),
                name="accounts_user_no_proof_without_email",
            ),
        ]
        indexes = [
            # Operators find people by how a number, an address or a name begins.
            models.Index(fields=["msisdn"], opclasses=["varchar_pattern_ops"], name="accounts_user_msisdn_begins"),
            models.Index(fields=["email"], opclasses=["varchar_pattern_ops"], name="accounts_user_email_begins"),
            models.Index(OpClass(Upper("full_name"), name="text_pattern_ops"), name="accounts_user_name_begins"),
            models.Index(fields=["status", "id"], name="accounts_user_not_active", condition=~Q(status="ACTIVE")),
            models.Index(fields=["id"], name="accounts_user_staff", condition=Q(is_staff=True)),
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


class ReleasedHandle(models.Model):
    """A handle somebody gave up. For a while nobody else gets it, so that money for one does not reach the other."""

    handle = models.CharField(primary_key=True, max_length=30)
    person = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    released_at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = "released handle"

    def __str__(self) -> str:
        return f"@{self.handle}"


class OneTimeCode(models.Model):
    """A six-digit code somebody was sent. The digits are not stored: `apps.accounts.codes` derives them."""

    class Purpose(models.TextChoices):
        SIGN_UP = "SIGN_UP", "Sign up"
        STEP_UP = "STEP_UP", "Confirm one payment or change"
        RECOVERY = "RECOVERY", "Report a phone lost"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    purpose = models.CharField(max_length=20, choices=Purpose.choices)
    address = models.CharField(max_length=254, help_text="The number or e-mail address it is sent to.")
    person_id = models.UUIDField("person", null=True, blank=True, help_text="Whose it is; empty before they joined.")
    binding = models.BinaryField(
        max_length=32, null=True, editable=False, help_text="A digest of the one thing the code is good for."
    )
    salt = models.BinaryField(max_length=CODE_SALT_BYTES, editable=False)
    attempts = models.PositiveSmallIntegerField(default=0)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "one-time code"
        indexes = [
            models.Index(fields=["expires_at"], name="accounts_code_expires"),
            # A lock makes a person's open codes dead at once, however many codes there are.
            models.Index(fields=["person_id"], name="accounts_code_open", condition=Q(used_at=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(purpose__in=["SIGN_UP", "STEP_UP", "RECOVERY"]),
                name="accounts_code_purpose_is_known",
            ),
            models.CheckConstraint(
                condition=Q(purpose="SIGN_UP") | Q(person_id__isnull=False) & Q(binding__isnull=False),
                name="accounts_code_is_bound",
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


class Pin(models.Model):
    """A person's transaction PIN, as an HMAC under a pepper of the environment, salted, then stretched.

    `attempts` counts wrong ones since the last right one; `lockouts` how often five were reached, so that
    each wait is longer than the one before. Both are only ever written under the row's lock.
    """

    user = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="pin")
    salt = models.BinaryField(max_length=PIN_SALT_BYTES, editable=False)
    digest = models.BinaryField(max_length=32, editable=False)
    version = models.PositiveIntegerField(default=1, help_text="Counts changes, so that an old PIN cannot be meant.")
    attempts = models.PositiveSmallIntegerField(default=0)
    lockouts = models.PositiveSmallIntegerField(default=0)
    locked_until = models.DateTimeField(null=True, blank=True)
    reset_allowed_until = models.DateTimeField(
        null=True, blank=True, help_text="An operator has started a reset; the person completes it until then."
    )
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = "PIN"
        constraints = [
            models.CheckConstraint(
                condition=Q(Exact(Length("salt"), PIN_SALT_BYTES), Exact(Length("digest"), 32)),
                name="accounts_pin_is_full",
            ),
            models.CheckConstraint(condition=Q(attempts__lte=MAX_PIN_ATTEMPTS), name="accounts_pin_attempts_are_few"),
        ]

    def __str__(self) -> str:
        return f"PIN of {self.user_id}"


class Device(models.Model):
    """A phone that was bound to a person: what its Ed25519 key signs came from it."""

    class Status(models.TextChoices):
        ACTIVE = "ACTIVE", "Active"
        LOCKED = "LOCKED", "Locked"
        WIPED = "WIPED", "Wiped"
        REMOVED = "REMOVED", "Removed"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="devices", verbose_name="person")
    client_id = models.CharField("app's id", max_length=64, help_text="What the app calls its device.")
    name = models.CharField(max_length=80, blank=True)
    platform = models.CharField(max_length=20, blank=True)
    public_key = models.BinaryField(max_length=DEVICE_KEY_BYTES, null=True, help_text="Gone once it was wiped.")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.ACTIVE)
    registered_at = models.DateTimeField()
    locked_at = models.DateTimeField(null=True, blank=True)
    locked_reason = models.CharField(max_length=40, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True, help_text="When it was wiped or removed.")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=["ACTIVE", "LOCKED", "WIPED", "REMOVED"]),
                name="accounts_device_status_is_known",
            ),
            models.CheckConstraint(
                condition=Q(public_key=None) & Q(status__in=["WIPED", "REMOVED"])
                | Q(("public_key__isnull", False), Exact(Length("public_key"), DEVICE_KEY_BYTES)),
                name="accounts_device_key_is_full",
            ),
            models.UniqueConstraint(fields=["public_key"], name="accounts_device_key_once"),
            models.UniqueConstraint(
                fields=["user", "client_id"],
                condition=Q(status__in=["ACTIVE", "LOCKED"]),
                name="accounts_device_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name or self.platform or 'device'} {self.id}"


class WipeCommand(models.Model):
    """An order to a lost phone to forget everything: fetched by it, and its acknowledgement signed by it."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    device = models.OneToOneField(Device, on_delete=models.PROTECT, related_name="wipe")
    nonce = models.BinaryField(max_length=32, editable=False)
    requested_by = models.UUIDField(help_text="The person, or the operator who did it for them.")
    requested_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "wipe command"
        constraints = [
            models.CheckConstraint(
                condition=Q(done_at=None) | Q(delivered_at__isnull=False), name="accounts_wipe_done_after_delivery"
            ),
        ]

    def __str__(self) -> str:
        return f"wipe of {self.device_id}"


class EmergencyContact(models.Model):
    """Whom to call when something happens to the person. Sealed by apps.core.crypto."""

    user = models.OneToOneField(User, primary_key=True, on_delete=models.PROTECT, related_name="emergency_contact")
    name = models.BinaryField()
    msisdn = models.BinaryField()
    relation = models.CharField(max_length=40, blank=True)
    changed_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"emergency contact of {self.user_id}"


register_sealed("accounts_emergencycontact", ["name", "msisdn"], key="user_id")


class TrustedPayee(models.Model):
    """Somebody a person pays often and has confirmed once."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="trusted_payees", verbose_name="person")
    payee = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    nickname = models.CharField(max_length=60, blank=True)
    added_at = models.DateTimeField()

    class Meta:
        verbose_name = "trusted payee"
        constraints = [
            models.UniqueConstraint(fields=["user", "payee"], name="accounts_trusted_payee_once"),
            models.CheckConstraint(condition=~Q(user=F("payee")), name="accounts_trusted_payee_is_another"),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} trusts {self.payee_id}"


class NameChange(models.Model):
    """A new name somebody asks for after their documents were seen; an operator decides about it."""

    class Status(models.TextChoices):
        PENDING = "PENDING", "Waits for review"
        APPROVED = "APPROVED", "Approved"
        REJECTED = "REJECTED", "Rejected"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="name_changes", verbose_name="person")
    full_name = models.CharField("new name", max_length=120)
    reason = models.CharField(max_length=200, blank=True)
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.PENDING)
    asked_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.UUIDField(null=True, blank=True)
    decision = models.CharField(max_length=200, blank=True, help_text="Why, in words for the person.")

    class Meta:
        verbose_name = "name change"
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(status="PENDING"), name="accounts_name_change_one_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(status="PENDING", decided_by=None, decided_at=None)
                | ~Q(status="PENDING") & Q(decided_by__isnull=False, decided_at__isnull=False),
                name="accounts_name_change_is_decided_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("user")), name="accounts_name_change_not_by_oneself"
            ),
        ]

    def __str__(self) -> str:
        return f"name change {self.id}"


class DataExport(models.Model):
    """A person's own data as a ZIP, made in the background."""

    class Status(models.TextChoices):
        WAITING = "WAITING", "Waiting"
        RUNNING = "RUNNING", "Being made"
        READY = "READY", "Ready"
        FAILED = "FAILED", "Failed"
        EXPIRED = "EXPIRED", "Deleted"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="data_exports", verbose_name="person")
    status = models.CharField(max_length=10, choices=Status.choices, default=Status.WAITING)
    percent = models.PositiveSmallIntegerField(default=0)
    file_key = models.CharField(max_length=120, blank=True, editable=False)
    file_bytes = models.PositiveBigIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(
        default=0, db_default=0, help_text="How often it was begun; whoever began it earlier may write no more."
    )
    alive_at = models.DateTimeField(null=True, blank=True, help_text="When its maker last wrote how far it is.")
    requested_at = models.DateTimeField()
    ready_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "data export"
        constraints = [
            models.CheckConstraint(condition=Q(percent__lte=100), name="accounts_export_percent"),
            models.UniqueConstraint(
                fields=["user"],
                condition=Q(status__in=["WAITING", "RUNNING"]),
                name="accounts_export_one_at_a_time",
            ),
        ]

    def __str__(self) -> str:
        return f"data export {self.id}"


class Session(models.Model):
    """One log-in of one person on one device, from the first token pair to the last."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    user = models.ForeignKey(User, on_delete=models.PROTECT, related_name="sessions", verbose_name="person")
    device_id = models.CharField(
        max_length=64,
        blank=True,
        help_text="What the app calls its device; not proven.",
    )
    bound_device = models.ForeignKey(
        Device,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="sessions",
        help_text="The registered device whose key signs this session's payments.",
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
    xact = xact_column()

    class Meta:
        verbose_name_plural = "activity"
        indexes = [
            models.Index(fields=["person_id", "id"], name="accounts_activity_person"),
            models.Index(fields=["request_id"], name="accounts_activity_request", condition=~models.Q(request_id="")),
            xact_index("accounts_activity_xact"),
        ]

    def __str__(self) -> str:
        return f"{self.action} {self.id}"
