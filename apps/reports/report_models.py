"""Reports somebody has asked for, and those that are made by themselves. What reports there are says catalogue/."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.ids import uuid7


class RunState(models.TextChoices):
    WAITING = "WAITING", "Waiting"
    RUNNING = "RUNNING", "Being made"
    READY = "READY", "Ready"
    FAILED = "FAILED", "Failed"
    EXPIRED = "EXPIRED", "Deleted: its time was over"
    CANCELLED = "CANCELLED", "Called off"


UNFINISHED = (RunState.WAITING.value, RunState.RUNNING.value)


class FileFormat(models.TextChoices):
    CSV = "csv", "CSV"
    XLSX = "xlsx", "Spreadsheet (XLSX)"
    PDF = "pdf", "PDF"
    GOPAY = "gopay", "Bundle for the verifier"


class Every(models.TextChoices):
    DAY = "DAILY", "Day"
    WEEK = "WEEKLY", "Week"
    MONTH = "MONTHLY", "Month"


class ReportSchedule(models.Model):
    """A report that is made again and again, and whom it is announced to.

    Its dates are relative (yesterday, last month) to the day it is made on. `next_at` is the due time the sweep looks
    for; `number` counts occurrences from the first day on (apps/schedules/occurrences.py), so nothing drifts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=80)
    report = models.CharField(max_length=40)
    parameters = models.JSONField(default=dict)
    format = models.CharField(max_length=5, choices=FileFormat)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    why = models.CharField(max_length=200)
    every = models.CharField(max_length=7, choices=Every)
    first_day = models.DateField(help_text="The day it is made first: it says the weekday, or the day of the month.")
    hour = models.PositiveSmallIntegerField(help_text="From 0 to 23, by the clocks of the time zone.")
    time_zone = models.CharField(max_length=50, help_text="IANA name.")
    number = models.PositiveIntegerField(default=1, help_text="Which occurrence is next.")
    next_at = models.DateTimeField(null=True, help_text="Empty: it is paused.")
    paused_because = models.CharField(max_length=200, blank=True)
    made_at = models.DateTimeField(null=True, help_text="When it was made last.")
    created_at = models.DateTimeField()
    recipients = models.ManyToManyField(
        settings.AUTH_USER_MODEL, through="ReportRecipient", related_name="+", blank=True
    )

    class Meta:
        verbose_name = "schedule of a report"
        verbose_name_plural = "schedules of reports"
        constraints = [
            models.CheckConstraint(condition=Q(hour__lte=23), name="reports_schedule_hour"),
            models.CheckConstraint(
                condition=Q(every__in=Every.values, format__in=FileFormat.values), name="reports_schedule_is_known"
            ),
            models.CheckConstraint(
                condition=Q(next_at__isnull=False, paused_because="") | Q(next_at=None) & ~Q(paused_because=""),
                name="reports_schedule_pause_says_why",
            ),
            models.CheckConstraint(condition=~Q(why=""), name="reports_schedule_says_why"),
        ]
        indexes = [
            models.Index(fields=["next_at"], condition=Q(next_at__isnull=False), name="reports_schedules_due"),
            models.Index(fields=["owner", "id"], name="reports_schedules_of"),
        ]

    def __str__(self) -> str:
        return self.name


class ReportRecipient(models.Model):
    """Somebody of the staff who is told when a schedule's report is ready, as long as they may make it themselves."""

    schedule = models.ForeignKey(ReportSchedule, on_delete=models.CASCADE, related_name="entries", db_index=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["schedule", "person"], name="reports_recipient_once")]

    def __str__(self) -> str:
        return f"{self.person_id} of {self.schedule_id}"


class ReportRun(models.Model):
    """One making of a report: asked for, made in the background, kept for a while, deleted.

    The row is the queue: one maker claims it and says every few seconds that it lives. One that has fallen silent is
    replaced under the next number of attempts, and what the first one may still write fits no row any more.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    report = models.CharField(max_length=40)
    title = models.CharField(max_length=200, help_text="What was asked for, in words, with its period.")
    parameters = models.JSONField(default=dict)
    format = models.CharField(max_length=5, choices=FileFormat)
    asked_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", db_index=False)
    why = models.CharField(max_length=200)
    schedule = models.ForeignKey(
        ReportSchedule, null=True, blank=True, on_delete=models.SET_NULL, related_name="runs", db_index=False
    )
    due_at = models.DateTimeField(null=True, help_text="The schedule's due time it was made for.")
    state = models.CharField(max_length=9, choices=RunState, default=RunState.WAITING)
    failure = models.CharField(max_length=300, blank=True, help_text="Why it was not made.")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    alive_at = models.DateTimeField(null=True, help_text="When its maker last said how far it is.")
    attempts = models.PositiveSmallIntegerField(default=0)
    expected = models.PositiveBigIntegerField(default=0, help_text="About how many rows there will be.")
    rows = models.PositiveBigIntegerField(default=0, help_text="How many are written.")
    finished_at = models.DateTimeField(null=True)
    file_key = models.CharField(max_length=120, blank=True, editable=False)
    file_bytes = models.PositiveBigIntegerField(default=0)
    sha256 = models.CharField("SHA-256", max_length=64, blank=True, help_text="Of the file as it is downloaded.")
    expires_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "report"
        constraints = [
            models.UniqueConstraint(
                fields=["schedule", "due_at"], condition=Q(schedule__isnull=False), name="reports_run_once_a_period"
            ),
            models.CheckConstraint(
                condition=Q(state__in=RunState.values, format__in=FileFormat.values), name="reports_run_is_known"
            ),
            models.CheckConstraint(condition=~Q(why=""), name="reports_run_says_why"),
            models.CheckConstraint(
                condition=Q(state__in=["WAITING", "RUNNING"], finished_at=None)
                | Q(state__in=["READY", "FAILED", "EXPIRED", "CANCELLED"], finished_at__isnull=False),
                name="reports_run_ends_once",
            ),
            models.CheckConstraint(
                condition=~Q(state="READY")
                | ~Q(file_key="")
                & Q(expires_at__isnull=False, expires_at__gt=F("finished_at"))
                & Q(Exact(Length("sha256"), 64)),
                name="reports_ready_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state="FAILED") & ~Q(failure="") | ~Q(state="FAILED") & Q(failure=""),
                name="reports_failed_says_why",
            ),
        ]
        indexes = [
            models.Index(fields=["asked_by", "id"], name="reports_runs_of"),
            models.Index(fields=["report", "id"], name="reports_runs_by_report"),
            models.Index(fields=["id"], condition=Q(state__in=UNFINISHED), name="reports_runs_unfinished"),
            models.Index(fields=["expires_at"], condition=~Q(file_key=""), name="reports_runs_expire"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def percent(self) -> int:
        """How far it is, for the bar: never a hundred before it is ready."""
        if self.state == RunState.READY:
            return 100
        return min(99, self.rows * 100 // self.expected) if self.expected else 0
