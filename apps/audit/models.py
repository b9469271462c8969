"""Seals of what is only added to, where their heads were sent, and what verifying found."""

from typing import Any, ClassVar

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from apps.core.ids import uuid7


class Seal(models.Model):
    """One block of a chain: which rows there were, in which order, and the SHA-256 of each.

    It covers every row after (since_xact, since_key) up to (until_xact, until_key), in the order of transaction and
    key; an empty key stands before all rows of its transaction. `head` covers all of that and the head before it
    (apps/audit/seal_format.py says how), and is signed. sql/seals.sql refuses every change.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    count = models.PositiveIntegerField("rows")
    total = models.PositiveBigIntegerField("rows so far", help_text="In this seal and all before it.")
    since_xact = models.BigIntegerField()
    since_key = models.TextField(blank=True)
    until_xact = models.BigIntegerField()
    until_key = models.TextField(blank=True)
    keys = ArrayField(models.TextField())
    leaves = models.BinaryField(help_text="32 bytes for each row.")
    previous = models.BinaryField()
    head = models.BinaryField()
    kid = models.CharField("key", max_length=32)
    signature = models.BinaryField()
    sealed_at = models.DateTimeField()

    class Meta:
        constraints = [
            # Two who seal at once cannot fork a chain: one of them is second.
            models.UniqueConstraint(fields=["chain", "number"], name="audit_seal_number"),
        ]
        indexes = [models.Index(fields=["chain", "sealed_at"], name="audit_seal_by_time")]

    def __str__(self) -> str:
        return f"{self.chain} {self.number}"


class HeadCopy(models.Model):
    """How far the heads of a chain were copied to a place that is not this host."""

    class Place(models.TextChoices):
        FILE = "FILE", "File"
        URL = "URL", "Address"

    place = models.CharField(max_length=4, choices=Place)
    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField(default=0, help_text="All seals up to this one are there.")
    due_at = models.DateTimeField()
    copied_at = models.DateTimeField(null=True)
    attempts = models.PositiveIntegerField(default=0, help_text="In a row that failed.")
    last_error = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name_plural = "head copies"
        constraints = [models.UniqueConstraint(fields=["place", "chain"], name="audit_headcopy_once")]

    def __str__(self) -> str:
        return f"{self.chain} to {self.place}"


class Verification(models.Model):
    """Somebody wanted to know whether everything is as it was sealed, or whether the ledger agrees with itself."""

    class Kind(models.TextChoices):
        AUDIT = "AUDIT", "Seals against rows"
        LEDGER = "LEDGER", "Ledger against itself"

    class State(models.TextChoices):
        ASKED = "ASKED", "Waiting"
        RUNNING = "RUNNING", "Running"
        DONE = "DONE", "Done"
        FAILED = "FAILED", "Not finished"

    OPEN: ClassVar[tuple[str, ...]] = (State.ASKED, State.RUNNING)

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    kind = models.CharField(max_length=8, choices=Kind)
    state = models.CharField(max_length=8, choices=State, default=State.ASKED)
    asked_by = models.UUIDField("person", null=True)
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    beat_at = models.DateTimeField(null=True, help_text="When whoever runs it was last heard of.")
    finished_at = models.DateTimeField(null=True)
    percent = models.PositiveSmallIntegerField(default=0)
    step = models.CharField(max_length=100, blank=True)
    summary = models.CharField(max_length=200, blank=True)
    found = models.PositiveIntegerField(default=0, help_text="How many findings there were.")
    findings: "models.JSONField[Any, Any]" = models.JSONField(default=list, help_text="The first of them.")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind"], name="audit_verification_one_open", condition=Q(state__in=["ASKED", "RUNNING"])
            ),
            models.CheckConstraint(condition=Q(percent__lte=100), name="audit_verification_percent"),
        ]
        indexes = [models.Index(fields=["kind", "id"], name="audit_verification_by_kind")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.id}"
