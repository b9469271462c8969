from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models import F, Q

from apps.agents.models._amounts import AMOUNT, PERCENT
from apps.core.ids import uuid7


class AgentStatus(models.TextChoices):
    APPLIED = "APPLIED", "Applied: somebody has to look at it"
    REJECTED = "REJECTED", "Rejected: may be changed and sent again"
    ACTIVE = "ACTIVE", "Active"
    SUSPENDED = "SUSPENDED", "Suspended: serves nobody and is paid nothing"
    CLOSED = "CLOSED", "Closed for good"


class Rank(models.TextChoices):
    SUPER = "SUPER", "Super-agent: supplies agents of its own with float"
    AGENT = "AGENT", "Agent"


class AgentTier(models.TextChoices):
    """What commission and which limits an agent has."""

    STANDARD = "STANDARD", "Standard"
    SILVER = "SILVER", "Silver"
    GOLD = "GOLD", "Gold"


class PaysOut(models.TextChoices):
    INSTANT = "INSTANT", "At once"
    MONTHLY = "MONTHLY", "Each month"


class Role(models.TextChoices):
    OWNER = "OWNER", "Owner: everything"
    MANAGER = "MANAGER", "Manager: outlets, tellers, float, shifts"
    TELLER = "TELLER", "Teller: serves customers"


class DocumentKind(models.TextChoices):
    REGISTRATION = "REGISTRATION", "Business registration"
    TAX = "TAX", "Tax certificate"
    LICENCE = "LICENCE", "Licence"
    PREMISES = "PREMISES", "Picture of the premises"


class Agent(models.Model):
    """A business that turns cash into e-money and back, at its outlets, in its one currency.

    It serves while it is ACTIVE. What it has earned stays owed whatever its status, and is paid while it is ACTIVE or
    CLOSED.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agents")
    rank = models.CharField(max_length=5, choices=Rank, default=Rank.AGENT)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="agents",
        verbose_name="super-agent",
        help_text="Who supplies it with float and earns beside it; empty: nobody.",
    )
    tier = models.CharField(max_length=8, choices=AgentTier, default=AgentTier.STANDARD)
    name = models.CharField(max_length=60, help_text="What customers read.")
    legal_name = models.CharField(max_length=120)
    description = models.CharField(max_length=500, blank=True)
    country = models.CharField(max_length=2, help_text="ISO 3166-1.")
    city = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)
    territory = models.CharField(max_length=120, blank=True, help_text="The area it may open outlets in, in words.")
    currency = models.CharField(max_length=3)
    status = models.CharField(max_length=9, choices=AgentStatus, default=AgentStatus.APPLIED)
    status_reason = models.CharField(max_length=500, blank=True, help_text="What its owner is told.")
    applied_at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True, help_text="When it was last approved, rejected, suspended or closed.")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", db_index=False
    )
    pays_out = models.CharField("commission is paid", max_length=7, choices=PaysOut, default=PaysOut.MONTHLY)
    withholding_percent = models.DecimalField(
        **PERCENT, default=0, help_text="Tax that is kept back of each commission paid; 10 is 10 %."
    )
    confirm_above = models.DecimalField(
        **AMOUNT, null=True, blank=True, help_text="Customers confirm larger cash-ins by a code; empty: none."
    )
    serves_without_phone = models.BooleanField(
        default=False, help_text="Whether customers are served by their identity document and a supervisor."
    )

    class Meta:
        permissions = [
            ("review_agent", "Can approve, reject, suspend and close agents"),
            ("price_agent", "Can set terms, limits and commissions of agents"),
            ("request_float", "Can enter float that agents buy or sell"),
            ("approve_float", "Can approve float that agents buy or sell"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=AgentStatus.values), name="agents_status_is_known"),
            models.CheckConstraint(
                condition=Q(rank__in=Rank.values, tier__in=AgentTier.values, pays_out__in=PaysOut.values),
                name="agents_terms_are_known",
            ),
            models.CheckConstraint(condition=Q(country__regex=r"^[A-Z]{2}$"), name="agents_country_is_a_code"),
            # Two levels: a super-agent stands below nobody.
            models.CheckConstraint(
                condition=Q(parent=None) | Q(rank="AGENT") & ~Q(parent=F("id")), name="agents_two_levels"
            ),
            models.CheckConstraint(
                condition=Q(withholding_percent__gte=0, withholding_percent__lt=100)
                & (Q(confirm_above=None) | Q(confirm_above__gte=0)),
                name="agents_terms_make_sense",
            ),
            models.CheckConstraint(
                condition=Q(status="APPLIED", decided_by=None) | ~Q(status="APPLIED"),
                name="agents_applied_is_undecided",
            ),
            # SECURITY 20: nobody lets their own business in.
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("owner")), name="agents_never_decided_by_owner"
            ),
        ]
        indexes = [models.Index(fields=["status", "id"], name="agents_by_status")]

    def __str__(self) -> str:
        return self.name


class Document(models.Model):
    """A picture that an applicant handed in. The file is private (core.files)."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="documents")
    kind = models.CharField(max_length=12, choices=DocumentKind)
    file_key = models.CharField(max_length=80)
    content_type = models.CharField(max_length=40)
    size = models.PositiveIntegerField()
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False
    )
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file_key"], name="agents_document_file_once"),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="agents_document_kind_is_known"),
        ]

    def __str__(self) -> str:
        return self.get_kind_display()


class Outlet(models.Model):
    """A place where an agent serves. Its float is a wallet (wallets.Wallet.outlet_id), opened with it.

    The first one comes with the agent (`is_main`): there float arrives and commission is paid. `code` is what customers
    and other agents name it by, and never changes.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="outlets")
    code = models.CharField(
        max_length=6, unique=True, validators=[RegexValidator(r"^[0-9]{6}\Z")], help_text="Six digits."
    )
    name = models.CharField(max_length=60)
    city = models.CharField(max_length=60)
    address = models.CharField(max_length=200, blank=True)
    # WGS 84 degrees. Both or neither.
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    time_zone = models.CharField(max_length=50, help_text="IANA name.")
    opening_hours = models.JSONField(
        default=dict, blank=True, help_text='{"mon": [["08:00", "18:00"]], ...}; empty: always open.'
    )
    is_main = models.BooleanField(default=False)
    is_open = models.BooleanField(default=True)
    low_float_at = models.DecimalField(
        **AMOUNT, null=True, blank=True, help_text="Somebody is told when its float falls below; empty: nobody."
    )
    opened_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agent", "name"], name="agents_outlet_name_once"),
            models.UniqueConstraint(fields=["agent"], condition=Q(is_main=True), name="agents_one_main_outlet"),
            models.CheckConstraint(condition=Q(code__regex=r"^[0-9]{6}$"), name="agents_outlet_has_a_code"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(latitude__gte=-90, latitude__lte=90, longitude__gte=-180, longitude__lte=180),
                name="agents_outlet_is_on_earth",
            ),
            models.CheckConstraint(
                condition=Q(low_float_at=None) | Q(low_float_at__gte=0), name="agents_low_float_makes_sense"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """What a person may do for an agent; `ended_at` when no longer. The owner's row comes with the agent."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    agent = models.ForeignKey(Agent, on_delete=models.PROTECT, related_name="staff")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="agent_roles")
    role = models.CharField(max_length=7, choices=Role)
    outlet = models.ForeignKey(
        Outlet, on_delete=models.PROTECT, null=True, blank=True, related_name="staff", help_text="Empty: all outlets."
    )
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.UniqueConstraint(fields=["agent", "person"], condition=Q(ended_at=None), name="agents_staff_once"),
            models.UniqueConstraint(
                fields=["agent"], condition=Q(role="OWNER", ended_at=None), name="agents_one_owner"
            ),
            models.CheckConstraint(condition=Q(role__in=Role.values), name="agents_role_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.person.full_name}, {self.role.lower()}"
