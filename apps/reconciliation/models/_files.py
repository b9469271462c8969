"""What providers and banks say they have done: files, and the lines in them."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.ids import uuid7
from apps.reconciliation.models._amounts import AMOUNT

MAX_NAME_LENGTH = 120
MAX_REFERENCE_LENGTH = 100
MAX_COUNTERPARTY_LENGTH = 140


class FileState(models.TextChoices):
    RECEIVED = "RECEIVED", "Received: nobody has read it yet"
    READING = "READING", "Looked over and good: being read"
    READ = "READ", "Read"
    FAILED = "FAILED", "Could not be read: nothing of it counts"


class MediaType(models.TextChoices):
    CSV = "text/csv", "CSV"
    CAMT = "application/xml", "camt.053"


# What somebody in the background has to go on with.
TO_READ = (FileState.RECEIVED, FileState.READING)


class LineState(models.TextChoices):
    NEW = "NEW", "To be matched"
    MATCHED = "MATCHED", "Agrees with our books"
    BROKEN = "BROKEN", "Does not agree: see its break"
    REPEATED = "REPEATED", "Listed by an earlier file already"
    LISTED = "LISTED", "On a bank's statement"
    SETTLED = "SETTLED", "On a bank's statement, and in our books"


class Source(models.Model):
    """A gateway that sends settlement files, or a bank that keeps the customers' money (`trust:<code>`).

    Whoever writes lines of a source holds this row's lock, so that a line that stands in two files is found in one.
    """

    code = models.CharField(primary_key=True, max_length=37, help_text="A gateway's code, or bank:BANK.")
    last_day = models.DateField(null=True, help_text="The newest day whose file has been read.")
    asked_at = models.DateTimeField(null=True, help_text="When a file was last asked for.")
    last_error = models.CharField(max_length=200, blank=True, help_text="Why the last one did not come.")
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.code


class ImportedFile(models.Model):
    """A settlement file of a provider, or a statement of a bank where the customers' money lies, taken in once.

    What came never changes; states follow each other (sql/guards.sql): RECEIVED -> READING -> READ, or -> FAILED as
    long as not one of its lines counts.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    gateway_code = models.CharField("gateway", max_length=32, blank=True)
    bank = models.CharField(max_length=32, blank=True, help_text="Of a bank's statement: trust:BANK is its account.")
    day = models.DateField(help_text="Which day's operations it lists (UTC).")
    name = models.CharField(max_length=MAX_NAME_LENGTH, blank=True)
    media_type = models.CharField(max_length=20, choices=MediaType)
    digest = models.BinaryField(max_length=32, help_text="SHA-256 of the file as it came.")
    size = models.PositiveBigIntegerField("bytes")
    file_keys = ArrayField(models.CharField(max_length=80), help_text="The private files it lies in, until it is read.")
    uploaded_by_id = models.UUIDField("uploaded by", null=True, help_text="Empty: fetched from the provider.")
    state = models.CharField(max_length=8, choices=FileState, default=FileState.RECEIVED)
    failure = models.CharField(max_length=300, blank=True)
    alive_at = models.DateTimeField(help_text="When whoever reads it last got further.")
    expected_lines = models.PositiveIntegerField(null=True, help_text="How many it has; empty: not looked over yet.")
    read_lines = models.PositiveIntegerField(default=0)
    repeated_lines = models.PositiveIntegerField(default=0, help_text="Listed by earlier files already.")
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = "settlement file"
        constraints = [
            # The same bytes are taken in once; what could not be read may be sent again. Lists of nothing are alike.
            models.UniqueConstraint(
                fields=["digest"],
                condition=~Q(state="FAILED") & (Q(expected_lines=None) | Q(expected_lines__gt=0)),
                name="reconciliation_file_once",
            ),
            models.UniqueConstraint(
                fields=["digest", "gateway_code", "bank", "day"],
                condition=~Q(state="FAILED"),
                name="reconciliation_file_once_a_day",
            ),
            models.CheckConstraint(condition=Q(Exact(Length("digest"), 32)), name="reconciliation_digest_is_full"),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="reconciliation_file_state"),
            models.CheckConstraint(
                condition=Q(bank="") & ~Q(gateway_code="") | ~Q(bank="") & Q(gateway_code=""),
                name="reconciliation_file_is_somebodys",
            ),
            models.CheckConstraint(
                condition=Q(state="FAILED") & ~Q(failure="") | ~Q(state="FAILED") & Q(failure=""),
                name="reconciliation_file_says_why",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["READ", "FAILED"], ended_at__isnull=False)
                | Q(state__in=["RECEIVED", "READING"], ended_at=None),
                name="reconciliation_file_ends",
            ),
        ]
        indexes = [
            models.Index(fields=["gateway_code", "day"], name="reconciliation_files_of_day"),
            models.Index(fields=["state", "id"], name="reconciliation_files_by_state"),
            models.Index(
                fields=["alive_at"], condition=Q(state__in=["RECEIVED", "READING"]), name="reconciliation_files_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.day}"

    @property
    def source(self) -> str:
        """Whose list it is, as its lines and its Source name it."""
        return self.gateway_code or f"bank:{self.bank}"


class Line(models.Model):
    """One operation as a file lists it. What it says never changes; card numbers in it are masked before it is kept.

    The same line counts once, in however many files it stands: `fingerprint` says what is the same, and a line that is
    listed twice in one file has the `occurrence` 2. Text may begin like a formula; it is made harmless where it goes
    out (core.csv_out).
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    file = models.ForeignKey(ImportedFile, on_delete=models.PROTECT, related_name="+", db_index=False)
    number = models.PositiveIntegerField(help_text="Which line of a CSV file, which entry of a statement.")
    source = models.CharField(max_length=37, help_text="A gateway's code, or bank:BANK.")
    reference = models.CharField(max_length=MAX_REFERENCE_LENGTH, blank=True, help_text="What we called it.")
    provider_reference = models.CharField(max_length=MAX_REFERENCE_LENGTH, blank=True, help_text="What they call it.")
    type = models.CharField(max_length=8, help_text="COLLECT, PAY_OUT, PAY_BILL, RECHARGE; of camt.053 CREDIT, DEBIT.")
    amount = models.DecimalField(**AMOUNT)
    fee = models.DecimalField(**AMOUNT)
    currency = models.CharField(max_length=3)
    executed_at = models.DateTimeField()
    counterparty = models.CharField(max_length=MAX_COUNTERPARTY_LENGTH, blank=True)
    fingerprint = models.BinaryField(max_length=32)
    occurrence = models.PositiveIntegerField()
    repeated_in = models.UUIDField(null=True, help_text="Its own file, if an earlier one listed it.")
    operation_id = models.UUIDField(null=True)
    transaction_id = models.UUIDField(null=True)
    state = models.CharField(max_length=8, choices=LineState)
    matched_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["file", "number"], name="reconciliation_line_number"),
            models.UniqueConstraint(
                fields=["fingerprint", "occurrence", "repeated_in"],
                nulls_distinct=False,
                name="reconciliation_line_once",
            ),
            models.CheckConstraint(condition=Q(amount__gt=0, fee__gte=0), name="reconciliation_line_amounts"),
            models.CheckConstraint(condition=Q(state__in=LineState.values), name="reconciliation_line_state"),
            models.CheckConstraint(
                condition=Q(state="REPEATED", repeated_in__isnull=False) | ~Q(state="REPEATED") & Q(repeated_in=None),
                name="reconciliation_line_repeated",
            ),
        ]
        indexes = [
            models.Index(fields=["source", "id"], condition=Q(state="NEW"), name="reconciliation_lines_new"),
            # With all that is asked beside it: no other index is taken while nobody knows how large the table is.
            models.Index(fields=["operation_id", "source", "id"], name="reconciliation_lines_of"),
            models.Index(fields=["transaction_id"], name="reconciliation_lines_for"),
            models.Index(fields=["provider_reference"], name="reconciliation_lines_called"),
            models.Index(fields=["source", "-id"], name="reconciliation_lines_by"),
            models.Index(fields=["state", "-id"], name="reconciliation_lines_in_state"),
        ]

    def __str__(self) -> str:
        return f"{self.source} {self.provider_reference or self.reference}"
