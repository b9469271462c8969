"""What people hand in to prove who they are, what became of it, and whom we are warned of."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Length
from django.db.models.lookups import Exact

from apps.core.crypto import register_sealed
from apps.core.ids import uuid7


class TargetTier(models.TextChoices):
    TIER_1 = "TIER_1", "Details"
    TIER_2 = "TIER_2", "Details and documents"


class SubmissionState(models.TextChoices):
    DRAFT = "DRAFT", "Draft"
    SUBMITTED = "SUBMITTED", "Being checked"
    IN_REVIEW = "IN_REVIEW", "In review"
    APPROVED = "APPROVED", "Approved"
    REJECTED = "REJECTED", "Rejected"
    EXPIRED = "EXPIRED", "Expired"


class DocumentType(models.TextChoices):
    NATIONAL_ID = "NATIONAL_ID", "National identity card"
    PASSPORT = "PASSPORT", "Passport"
    DRIVING_LICENCE = "DRIVING_LICENCE", "Driving licence"
    RESIDENCE_PERMIT = "RESIDENCE_PERMIT", "Residence permit"


class DocumentKind(models.TextChoices):
    ID_FRONT = "ID_FRONT", "Document, front"
    ID_BACK = "ID_BACK", "Document, back"
    SELFIE = "SELFIE", "Selfie"


# Columns of a submission that only apps.kyc.sealed reads and writes.
SEALED = ("name", "birth_date", "address", "id_number")
OPEN_STATES = (SubmissionState.DRAFT, SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW)


class Submission(models.Model):
    """One attempt of one person to be known better.

    Its states follow each other as sql/guards.sql has it and not otherwise; what was handed in stays as it was.
    """

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="kyc_submissions")
    target_tier = models.CharField("asks for", max_length=6, choices=TargetTier.choices)
    state = models.CharField(max_length=10, choices=SubmissionState.choices, default=SubmissionState.DRAFT)
    document_type = models.CharField(max_length=20, choices=DocumentType.choices, blank=True)
    document_country = models.CharField(max_length=2, blank=True, help_text="ISO 3166-1 alpha-2.")
    document_expiry_date = models.DateField(null=True, blank=True)
    name = models.BinaryField("name on the document", null=True, editable=False)
    birth_date = models.BinaryField("date of birth", null=True, editable=False)
    address = models.BinaryField(null=True, editable=False)
    id_number = models.BinaryField("document number", null=True, editable=False)
    id_number_index = models.BinaryField(max_length=32, null=True, editable=False)
    opened_at = models.DateTimeField()
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateField(null=True, blank=True, help_text="The last day on which the documents count.")
    reminders = models.PositiveSmallIntegerField(default=0, help_text="How often the person was told that it expires.")
    reasons = models.JSONField(default=list, blank=True, help_text="Why it was not approved.")
    note = models.CharField(max_length=400, blank=True, help_text="The reviewer's words for the person.")
    duplicate_of = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="duplicates",
        help_text="Somebody else handed in the same document number before.",
    )
    name_differs = models.BooleanField(default=False, help_text="The name is quite another one than the account's.")
    watch_listed = models.BooleanField(default=False, help_text="The watch list warns of somebody like this.")
    reviewer = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        help_text="Who has taken it, or decided it; empty when the external check alone decided.",
    )
    taken_at = models.DateTimeField(null=True, blank=True)
    erased_at = models.DateTimeField(null=True, blank=True, help_text="When what names the person was erased.")

    class Meta:
        permissions = [("review_submission", "Can see details and documents, approve and reject")]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=["DRAFT", "SUBMITTED", "IN_REVIEW"]), name="kyc_one_open"
            ),
            models.UniqueConstraint(
                fields=["person", "target_tier"], condition=Q(state="APPROVED"), name="kyc_one_approved"
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "SUBMITTED", "IN_REVIEW", "APPROVED", "REJECTED", "EXPIRED"]),
                name="kyc_state_is_known",
            ),
            models.CheckConstraint(condition=Q(target_tier__in=["TIER_1", "TIER_2"]), name="kyc_target_is_known"),
            models.CheckConstraint(
                condition=Q(document_type__in=["", *DocumentType.values]), name="kyc_document_type_is_known"
            ),
            models.CheckConstraint(
                condition=Q(state="DRAFT")
                | Q(erased_at__isnull=False)
                | Q(
                    submitted_at__isnull=False,
                    name__isnull=False,
                    birth_date__isnull=False,
                    address__isnull=False,
                    id_number__isnull=False,
                    id_number_index__isnull=False,
                ),
                name="kyc_submitted_is_complete",
            ),
            models.CheckConstraint(
                condition=Q(id_number_index=None) | Q(Exact(Length("id_number_index"), 32)), name="kyc_index_is_full"
            ),
            # A number without its index would be a duplicate nobody notices.
            models.CheckConstraint(
                condition=Q(id_number=None, id_number_index=None)
                | Q(id_number__isnull=False, id_number_index__isnull=False),
                name="kyc_number_has_index",
            ),
            models.CheckConstraint(condition=~Q(reviewer=F("person")), name="kyc_reviewer_is_another"),
            models.CheckConstraint(
                condition=Q(reviewer=None, taken_at=None) | Q(reviewer__isnull=False, taken_at__isnull=False),
                name="kyc_taken_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["DRAFT", "SUBMITTED", "IN_REVIEW"], decided_at=None)
                | Q(state__in=["APPROVED", "REJECTED", "EXPIRED"], decided_at__isnull=False),
                name="kyc_decided_at_a_time",
            ),
            # Whoever is trusted because of documents was looked at by a human being.
            models.CheckConstraint(
                condition=~Q(target_tier="TIER_2", state__in=["APPROVED", "EXPIRED"])
                | Q(reviewer__isnull=False, valid_until__isnull=False),
                name="kyc_documents_are_reviewed",
            ),
            models.CheckConstraint(condition=~Q(state="REJECTED", reasons=[]), name="kyc_rejected_for_a_reason"),
            models.CheckConstraint(
                condition=Q(duplicate_of=None) | ~Q(duplicate_of=F("id")), name="kyc_duplicate_of_another"
            ),
        ]
        indexes = [
            models.Index(fields=["person", "id"], name="kyc_of_person"),
            models.Index(fields=["state", "submitted_at", "id"], name="kyc_queue"),
            models.Index(fields=["submitted_at", "id"], name="kyc_by_age"),
            models.Index(fields=["id_number_index"], name="kyc_number"),
            models.Index(fields=["valid_until"], name="kyc_expires", condition=Q(state="APPROVED")),
        ]

    def __str__(self) -> str:
        return f"submission {self.id}"

    @property
    def flags(self) -> list[str]:
        """What a reviewer has to look at twice."""
        found = [
            ("same number as somebody else", self.duplicate_of_id is not None),
            ("name differs", self.name_differs),
            ("watch list", self.watch_listed),
        ]
        return [flag for flag, is_set in found if is_set]


class Document(models.Model):
    """A picture of a submission. The picture itself is a sealed file; a resubmission may show the same one."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="documents")
    kind = models.CharField(max_length=10, choices=DocumentKind.choices)
    file_key = models.CharField(max_length=120, editable=False)
    content_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    size = models.PositiveIntegerField(help_text="In bytes.")
    uploaded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["submission", "kind"], name="kyc_document_once"),
            models.CheckConstraint(condition=Q(kind__in=DocumentKind.values), name="kyc_document_kind_is_known"),
            models.CheckConstraint(condition=~Q(file_key=""), name="kyc_document_has_a_file"),
        ]
        indexes = [models.Index(fields=["file_key"], name="kyc_document_file")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} of {self.submission_id}"


class CheckState(models.TextChoices):
    WAITING = "WAITING", "Waits for an answer"
    DONE = "DONE", "Answered"
    GIVEN_UP = "GIVEN_UP", "Not answered"


class Check(models.Model):
    """The question to the external check about one submission. It is what makes sure that it is asked.

    `due_at` is when somebody asks next: written before each attempt, so that a process that dies while it waits
    for the answer leaves a question that is asked again, under the same id.
    """

    submission = models.OneToOneField(
        Submission, primary_key=True, on_delete=models.CASCADE, related_name="external_check"
    )
    state = models.CharField(max_length=10, choices=CheckState.choices, default=CheckState.WAITING)
    attempts = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    attempted_at = models.DateTimeField(null=True, blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    was_silent = models.BooleanField(default=False, help_text="The provider did not answer the last attempt at all.")
    outcome = models.CharField(max_length=10, blank=True)
    reasons = models.JSONField(default=list, blank=True)
    reference = models.CharField(max_length=80, blank=True, help_text="What the provider calls it.")
    last_error = models.CharField(max_length=120, blank=True)

    class Meta:
        verbose_name = "external check"
        constraints = [
            models.CheckConstraint(condition=Q(state__in=CheckState.values), name="kyc_check_state_is_known"),
            models.CheckConstraint(
                condition=Q(state="DONE", outcome__in=["APPROVE", "REJECT", "REFER"], answered_at__isnull=False)
                | Q(state__in=["WAITING", "GIVEN_UP"], outcome="", answered_at=None),
                name="kyc_check_answer_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["due_at"], name="kyc_check_due", condition=Q(state="WAITING")),
            models.Index(fields=["attempted_at"], name="kyc_check_attempted"),
        ]

    def __str__(self) -> str:
        return f"check of {self.submission_id}"


class WatchListEntry(models.Model):
    """Somebody we are warned of: a hit stops every automatic decision about whoever looks like them."""

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    name = models.CharField(max_length=200)
    name_key = models.CharField(max_length=400, editable=False)
    birth_date = models.DateField("date of birth", null=True, blank=True)
    id_number_index = models.BinaryField(max_length=32, null=True, editable=False)
    source = models.CharField(max_length=80, help_text="Whose list it is.")
    reason = models.CharField(max_length=200)
    added_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True, help_text="Since then it warns of nobody.")

    class Meta:
        verbose_name = "watch list entry"
        verbose_name_plural = "watch list"
        constraints = [
            models.CheckConstraint(condition=~Q(name_key=""), name="kyc_watch_name_is_searchable"),
            models.CheckConstraint(
                condition=Q(id_number_index=None) | Q(Exact(Length("id_number_index"), 32)),
                name="kyc_watch_index_is_full",
            ),
        ]
        indexes = [models.Index(fields=["id_number_index"], name="kyc_watch_number")]

    def __str__(self) -> str:
        return f"{self.name} ({self.source})"


class WatchListHit(models.Model):
    """Somebody who looks like an entry of the watch list, until an operator has said whether it is them."""

    class Ground(models.TextChoices):
        NAME = "NAME", "Name"
        ID_NUMBER = "ID_NUMBER", "Document number"

    class Verdict(models.TextChoices):
        CLEARED = "CLEARED", "Somebody else"
        CONFIRMED = "CONFIRMED", "The same person"

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    entry = models.ForeignKey(WatchListEntry, on_delete=models.PROTECT, related_name="hits")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="watch_list_hits")
    ground = models.CharField(max_length=10, choices=Ground.choices)
    found_at = models.DateTimeField()
    verdict = models.CharField(max_length=10, choices=Verdict.choices, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    note = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = "watch list hit"
        constraints = [
            models.UniqueConstraint(fields=["entry", "person"], condition=Q(verdict=""), name="kyc_hit_open_once"),
            models.CheckConstraint(
                condition=Q(verdict="", decided_at=None, decided_by=None)
                | Q(verdict__in=["CLEARED", "CONFIRMED"], decided_at__isnull=False, decided_by__isnull=False),
                name="kyc_hit_decided_by_somebody",
            ),
            models.CheckConstraint(condition=~Q(decided_by=F("person")), name="kyc_hit_not_by_oneself"),
        ]
        indexes = [models.Index(fields=["person", "id"], name="kyc_hit_person")]

    def __str__(self) -> str:
        return f"hit {self.id}"


register_sealed("kyc_submission", SEALED)
