"""Links to receipts, and roll-ups: figures that are counted once, when their facts are written, and read for ever.

A receipt itself is no row: it is read from the payment each time it is looked at.
"""

from django.db import models
from django.db.models import F, Q

from apps.core.ids import uuid7


class ReceiptLink(models.Model):
    """Somebody lets whoever has a link look at the receipt of one payment, until they change their mind.

    Of the link only the SHA-256 of its token is here: 256 random bits need no slow hash and no salt, and whoever reads
    the table can open no receipt.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    transaction_id = models.UUIDField("payment")
    person_id = models.UUIDField("person", help_text="Whose link it is: a side of the payment.")
    token_digest = models.BinaryField(max_length=32, editable=False)
    created_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = "receipt link"
        constraints = [
            models.UniqueConstraint(fields=["token_digest"], name="reports_link_once"),
            models.CheckConstraint(condition=Q(expires_at__gt=F("created_at")), name="reports_link_lives"),
        ]
        indexes = [
            models.Index(fields=["person_id", "transaction_id"], name="reports_link_of"),
            models.Index(fields=["expires_at"], name="reports_link_expires"),
        ]

    def __str__(self) -> str:
        return f"link to the receipt of {self.transaction_id}"


class Grain(models.TextChoices):
    """How long a stretch of time a figure is about. All begin in UTC."""

    HOUR = "HOUR", "An hour"
    DAY = "DAY", "A day"
    MONTH = "MONTH", "A month"


class RollUp(models.Model):
    """What happened in an hour, a day or a month, of one kind, with one outcome, in one currency.

    Each source of facts (apps/core/rollups.py) says what kind and outcome are, and which of the figures it has; what it
    has not is 0. Written by apps/reports/services/_roll_up.py and by nothing else, and always all three grains at once.
    """

    source = models.CharField(max_length=20)
    grain = models.CharField(max_length=5, choices=Grain)
    starts_at = models.DateTimeField()
    kind = models.CharField(max_length=60)
    outcome = models.CharField(max_length=20, blank=True)
    currency = models.CharField(max_length=3, blank=True)
    count = models.BigIntegerField()
    amount = models.DecimalField(max_digits=28, decimal_places=4, default=0, db_default=0)
    fee = models.DecimalField(max_digits=28, decimal_places=4, default=0, db_default=0)
    milliseconds = models.BigIntegerField(default=0, db_default=0, help_text="Taken by all of them together.")
    slowest = models.BigIntegerField(default=0, db_default=0, help_text="The longest one, in milliseconds.")

    class Meta:
        verbose_name = "roll-up"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "grain", "starts_at", "kind", "outcome", "currency"], name="reports_roll_up_once"
            ),
            models.CheckConstraint(condition=Q(grain__in=Grain.values), name="reports_grain_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.kind} {self.outcome}, {self.grain} of {self.starts_at:%Y-%m-%d %H:%M}"


class RollUpPeople(models.Model):
    """Who was active in an hour, a day or a month: not their names, but a sketch of how many they are.

    Sketches of several stretches are joined, and whoever was there in two of them counts once (apps/core/sketches.py).
    """

    source = models.CharField(max_length=20)
    grain = models.CharField(max_length=5, choices=Grain)
    starts_at = models.DateTimeField()
    sketch = models.BinaryField(max_length=4096)

    class Meta:
        verbose_name = "sketch of active people"
        verbose_name_plural = "sketches of active people"
        constraints = [
            models.UniqueConstraint(fields=["source", "grain", "starts_at"], name="reports_people_once"),
            models.CheckConstraint(condition=Q(grain__in=Grain.values), name="reports_people_grain_is_known"),
        ]

    def __str__(self) -> str:
        return f"{self.source}, {self.grain} of {self.starts_at:%Y-%m-%d %H:%M}"


class RollUpCursor(models.Model):
    """How far a source is counted: every fact written by a transaction below `before` is in its roll-ups, once.

    Who counts locks the row. Whatever was committed before `as_of` is counted. `next_before` and `next_at` remember
    where the transactions stood at a later moment, which becomes `as_of` when `before` is there.
    """

    source = models.CharField(primary_key=True, max_length=20)
    before = models.BigIntegerField("counted below transaction", default=0)
    as_of = models.DateTimeField(null=True)
    next_before = models.BigIntegerField(null=True)
    next_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "cursor of roll-ups"
        verbose_name_plural = "cursors of roll-ups"

    def __str__(self) -> str:
        return f"{self.source} below {self.before}"


# They stand apart because nothing of the above is about them; Django looks for models here.
from apps.reports.report_models import ReportRecipient, ReportRun, ReportSchedule  # noqa: E402

__all__ = [
    "Grain",
    "ReceiptLink",
    "ReportRecipient",
    "ReportRun",
    "ReportSchedule",
    "RollUp",
    "RollUpCursor",
    "RollUpPeople",
]
