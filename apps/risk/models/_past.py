"""What rules said before, and what a rule would have done in days that are over."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7
from apps.risk.models._rules import Rule

MOST_DAYS = 90


class RuleVersion(models.Model):
    """What a rule said from a moment on, until its next version. Never changed: sql/past.sql.

    `figures` are the rule's own columns; `asked_by` wanted it, `approved_by` is the second person where it took two.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.ForeignKey(Rule, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    figures = models.JSONField()
    why = models.CharField(max_length=200, blank=True)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["rule", "number"], name="risk_rule_version_once"),
            models.CheckConstraint(
                condition=Q(approved_by=None) | ~Q(approved_by=F("asked_by")), name="risk_rule_version_by_two"
            ),
        ]

    def __str__(self) -> str:
        return f"version {self.number} of rule {self.rule_id}"


class DryRunState(models.TextChoices):
    QUEUED = "QUEUED", "Waits"
    RUNNING = "RUNNING", "Runs"
    DONE = "DONE", "Done"
    FAILED = "FAILED", "Failed"


class DryRun(models.Model):
    """A rule tried on the decisions of the last days, in the background. It writes nothing but its own row."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    rule = models.ForeignKey(Rule, null=True, blank=True, on_delete=models.PROTECT, related_name="dry_runs")
    figures = models.JSONField(help_text="What it looks at and what would follow.")
    days = models.PositiveSmallIntegerField()
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    state = models.CharField(max_length=7, choices=DryRunState.choices, default=DryRunState.QUEUED)
    due_at = models.DateTimeField(help_text="When a worker looks at it next.")
    attempts = models.PositiveSmallIntegerField(default=0)
    looked_at = models.PositiveIntegerField(default=0)
    expected = models.PositiveIntegerField(default=0, help_text="How many it means to look at.")
    outcome = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(days__gte=1, days__lte=MOST_DAYS), name="risk_dry_run_days"),
            models.CheckConstraint(condition=Q(state__in=DryRunState.values), name="risk_dry_run_state"),
            models.CheckConstraint(
                condition=Q(state__in=["DONE", "FAILED"], done_at__isnull=False)
                | Q(state__in=["QUEUED", "RUNNING"], done_at=None),
                name="risk_dry_run_is_done",
            ),
            # Whoever tries ten rules at once waits for none of them.
            models.UniqueConstraint(
                fields=["asked_by"], condition=Q(state__in=["QUEUED", "RUNNING"]), name="risk_one_dry_run_each"
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="risk_dry_run_due", condition=Q(state__in=["QUEUED", "RUNNING"]))
        ]

    def __str__(self) -> str:
        return f"dry run over {self.days} days"

    @property
    def percent(self) -> int:
        """How far it has got."""
        if self.state == DryRunState.DONE:
            return 100
        return min(99, 100 * self.looked_at // self.expected) if self.expected else 0
