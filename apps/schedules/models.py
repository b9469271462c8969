"""Payments people have arranged beforehand, and what became of each due date."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.ids import uuid7
from apps.schedules.occurrences import Frequency

MAX_INTERVAL = 366
MAX_COUNT = 1000
FREQUENCIES = [(each.value, each.value.capitalize()) for each in Frequency]


class ScheduleState(models.TextChoices):
    ACTIVE = "ACTIVE", "Active"
    PAUSED = "PAUSED", "Paused"
    FINISHED = "FINISHED", "Finished"
    CANCELLED = "CANCELLED", "Cancelled"


class PausedBecause(models.TextChoices):
    PERSON = "PERSON", "The person paused it"
    SKIPS = "SKIPS", "Three payments in a row were skipped"
    DEVICE = "DEVICE", "The phone it was made on was locked"


class RunState(models.TextChoices):
    PENDING = "PENDING", "Being paid"
    RETRYING = "RETRYING", "Tried again later"
    PAID = "PAID", "Paid"
    HELD = "HELD", "Held for review"
    SKIPPED = "SKIPPED", "Skipped"


# A schedule that is not over may pay again; a run that is open may still be paid.
NOT_OVER = (ScheduleState.ACTIVE, ScheduleState.PAUSED)
OPEN_RUN = (RunState.PENDING, RunState.RETRYING)


class Schedule(models.Model):
    """What a person wants paid, to whom and when, as they confirmed it once.

    What was confirmed never changes (sql/guards.sql). `next_occurrence` and `next_run_at` are the due date that comes
    next, `due_at` is when the sweep has to look: then, or earlier for another try at the one before.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    # Two other indexes begin with it.
    person = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="schedules", db_index=False
    )
    to = models.CharField("paid to", max_length=254, help_text="The number, address, @handle or id that was given.")
    payee = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who that was at the time: it stays them, whoever has the number later.",
    )
    payee_name = models.CharField(max_length=120, help_text="Masked, as the person is shown it.")
    amount = models.DecimalField(max_digits=19, decimal_places=4)
    currency = models.CharField(max_length=3)
    note = models.CharField(max_length=140, blank=True)
    frequency = models.CharField(max_length=8, choices=FREQUENCIES)
    interval = models.PositiveSmallIntegerField(default=1, help_text="Every so many days, weeks or months.")
    start_date = models.DateField(help_text="The first due date, where the person lives.")
    local_time = models.TimeField("time of day", help_text="On the wall, in the schedule's time zone.")
    day_of_month = models.PositiveSmallIntegerField(
        null=True, blank=True, help_text="Of a monthly one; in a month without it, the last day instead."
    )
    time_zone = models.CharField(max_length=48, help_text="The person's when it was made; it stays this one.")
    end_date = models.DateField(null=True, blank=True, help_text="No due date after it.")
    count = models.PositiveSmallIntegerField(
        "number of due dates", null=True, blank=True, help_text="Skipped ones are among them."
    )
    state = models.CharField(max_length=10, choices=ScheduleState.choices, default=ScheduleState.ACTIVE)
    paused_because = models.CharField(max_length=10, choices=PausedBecause.choices, blank=True)
    runs_made = models.PositiveIntegerField(default=0, help_text="How many were paid, or are held for review.")
    skips_in_a_row = models.PositiveSmallIntegerField(default=0)
    next_occurrence = models.PositiveIntegerField(default=1, help_text="Its number, from 1; it never goes back.")
    next_run_at = models.DateTimeField(null=True, blank=True, help_text="The next due date.")
    due_at = models.DateTimeField(null=True, blank=True, help_text="When there is something to do.")
    device_id = models.UUIDField("device", null=True, blank=True, help_text="The registered phone it was made on.")
    idempotency_key = models.CharField(max_length=255, editable=False)
    request_digest = models.BinaryField(max_length=32, editable=False)
    signature_digest = models.BinaryField(max_length=32, null=True, editable=False)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "idempotency_key"], name="schedules_key_once"),
            models.CheckConstraint(
                condition=Q(state__in=["ACTIVE", "PAUSED", "FINISHED", "CANCELLED"]), name="schedules_state_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="PAUSED", paused_because__in=["PERSON", "SKIPS", "DEVICE"])
                | ~Q(state="PAUSED") & Q(paused_because=""),
                name="schedules_paused_for_a_reason",
            ),
            # What is not active never comes up, and what is active always does.
            models.CheckConstraint(
                condition=Q(state="ACTIVE", due_at__isnull=False)
                | ~Q(state="ACTIVE") & Q(due_at=None, next_run_at=None),
                name="schedules_due_while_active",
            ),
            models.CheckConstraint(
                condition=Q(due_at=None) | Q(next_run_at=None) | Q(due_at__lte=F("next_run_at")),
                name="schedules_due_by_the_next_run",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["ACTIVE", "PAUSED"], ended_at=None)
                | Q(state__in=["FINISHED", "CANCELLED"], ended_at__isnull=False),
                name="schedules_ended_at_a_time",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="schedules_amount_is_positive"),
            models.CheckConstraint(condition=~Q(person=F("payee")), name="schedules_payee_is_another"),
            models.CheckConstraint(
                condition=Q(frequency__in=["DAILY", "WEEKLY", "MONTHLY"], interval__gte=1, interval__lte=MAX_INTERVAL)
                | Q(frequency="ONCE", interval=1, end_date=None, count=None),
                name="schedules_frequency_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(frequency="MONTHLY", day_of_month__gte=1, day_of_month__lte=31)
                | ~Q(frequency="MONTHLY") & Q(day_of_month=None),
                name="schedules_day_of_month_makes_sense",
            ),
            models.CheckConstraint(
                condition=Q(end_date=None) | Q(end_date__gte=F("start_date")), name="schedules_ends_after_start"
            ),
            models.CheckConstraint(
                condition=Q(count=None) | Q(count__gte=1, count__lte=MAX_COUNT), name="schedules_count_makes_sense"
            ),
            models.CheckConstraint(
                condition=Q(next_occurrence__gte=1, runs_made__lt=F("next_occurrence")), name="schedules_runs_add_up"
            ),
            models.CheckConstraint(condition=Exact(Length("request_digest"), 32), name="schedules_digest_is_full"),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="schedules_due", condition=Q(state="ACTIVE")),
            models.Index(fields=["person", "id"], name="schedules_of_person"),
            # A lost phone stops what was made on it, and finds that without reading the person's past.
            models.Index(fields=["device_id"], name="schedules_of_device", condition=Q(state="ACTIVE")),
        ]

    def __str__(self) -> str:
        return f"schedule {self.id}"


class ScheduleRun(models.Model):
    """One due date of a schedule and what became of it: at most one payment, whoever pays it and however often.

    `attempts` counts the payments that were asked for it, all but the last of which were declined. PENDING is what a
    run is while it is paid; nobody else ever sees it, because paying and marking commit together.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    schedule = models.ForeignKey(Schedule, on_delete=models.PROTECT, related_name="runs", db_index=False)
    occurrence = models.PositiveIntegerField(help_text="Which due date it is, counted from 1.")
    due_at = models.DateTimeField()
    state = models.CharField(max_length=8, choices=RunState.choices, default=RunState.PENDING)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    transaction_id = models.UUIDField(
        "payment", null=True, blank=True, help_text="What paid it, or the last try that was declined."
    )
    failure_code = models.CharField(max_length=40, blank=True, help_text="Why it is not paid.")
    created_at = models.DateTimeField(help_text="When it was first tried.")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "scheduled payment run"
        constraints = [
            models.UniqueConstraint(fields=["schedule", "occurrence"], name="schedules_run_once"),
            models.UniqueConstraint(
                fields=["schedule"], condition=Q(state__in=["PENDING", "RETRYING"]), name="schedules_one_open_run"
            ),
            models.UniqueConstraint(fields=["transaction_id"], name="schedules_run_of_payment"),
            models.CheckConstraint(
                condition=Q(state="PENDING", decided_at=None, next_attempt_at=None)
                | Q(state="RETRYING", decided_at=None, next_attempt_at__isnull=False)
                | Q(state__in=["PAID", "HELD", "SKIPPED"], decided_at__isnull=False, next_attempt_at=None),
                name="schedules_run_state_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["PAID", "HELD"], failure_code="", transaction_id__isnull=False)
                | Q(state__in=["RETRYING", "SKIPPED"]) & ~Q(failure_code="")
                | Q(state="PENDING"),
                name="schedules_run_says_why",
            ),
            models.CheckConstraint(condition=Q(occurrence__gte=1), name="schedules_run_is_numbered"),
        ]
        indexes = [models.Index(fields=["schedule", "id"], name="schedules_runs_of_schedule")]

    def __str__(self) -> str:
        return f"run {self.occurrence} of {self.schedule_id}"
