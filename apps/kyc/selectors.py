"""What is known of people's submissions."""

from dataclasses import dataclass, field
from uuid import UUID

from apps.accounts import selectors as accounts
from apps.core import caching, sql
from apps.kyc import names, rules
from apps.kyc.errors import DocumentNotFound, SubmissionConflict, SubmissionNotFound
from apps.kyc.models import Document, Submission, SubmissionState
from apps.kyc.sealed import Details, number_index, open_details


@dataclass(frozen=True, slots=True)
class SubmissionView:
    """A submission for its person: their own words, what they have sent, what is missing."""

    submission: Submission
    details: Details
    documents: list[Document]
    missing: list[str]


@dataclass(frozen=True, slots=True)
class Standing:
    """How well somebody is known, and their newest submission."""

    tier: str
    newest: SubmissionView | None
    missing: list[str] = field(default_factory=list)


# Under this key lie the ids of everybody the watch list warns of; whoever writes a hit forgets it.
WATCHED_KEY = "kyc:watched"


def is_watched(person_id: UUID) -> bool:
    """Whether the watch list warns of this person: a hit nobody has cleared. Cached, because every payment asks."""

    def load() -> frozenset[UUID]:
        rows = sql.fetch_all("SELECT DISTINCT person_id FROM kyc_watchlisthit WHERE verdict <> 'CLEARED'")
        return frozenset(row[0] for row in rows)

    return person_id in caching.remember(WATCHED_KEY, load)


def get_submission(*, person_id: UUID, submission_id: UUID) -> Submission:
    """One of the person's submissions. Raises SubmissionNotFound, also for somebody else's."""
    found = Submission.objects.filter(pk=submission_id, person_id=person_id).first()
    if found is None:
        raise SubmissionNotFound
    return found


def get_draft(*, person_id: UUID, submission_id: UUID) -> Submission:
    """One of the person's that can still be changed. Raises SubmissionNotFound, SubmissionConflict."""
    found = get_submission(person_id=person_id, submission_id=submission_id)
    if found.state != SubmissionState.DRAFT:
        raise SubmissionConflict("This was handed in already and cannot be changed any more.")
    return found


def view_of(submission: Submission) -> SubmissionView:
    """The submission with its details opened, for its own person."""
    documents = list(submission.documents.order_by("kind"))
    details = open_details(submission)
    missing: list[str] = []
    if submission.state == SubmissionState.DRAFT:
        missing = rules.missing_in(submission, details, [document.kind for document in documents])
    return SubmissionView(submission, details, documents, missing)


def get_standing(person_id: UUID) -> Standing:
    """How well the person is known, and their newest submission if there is one. Raises PersonNotFound."""
    tier = accounts.get_profile(person_id).kyc_tier
    newest = Submission.objects.filter(person_id=person_id).order_by("-id").first()
    if newest is None:
        return Standing(tier, None)
    view = view_of(newest)
    return Standing(tier, view, view.missing)


def get_document(*, person_id: UUID, submission_id: UUID, kind: str) -> Document:
    """A picture of one of the person's submissions. Raises SubmissionNotFound, DocumentNotFound."""
    submission = get_submission(person_id=person_id, submission_id=submission_id)
    found = Document.objects.filter(submission=submission, kind=kind).first()
    if found is None:
        raise DocumentNotFound
    return found


def list_same_number(submission: Submission, *, limit: int = 20) -> list[Submission]:
    """What other people handed in under the same document number, the oldest first. Opens nothing."""
    if submission.id_number_index is None:
        return []
    return list(
        Submission.objects.filter(id_number_index=bytes(submission.id_number_index))
        .exclude(person_id=submission.person_id)
        .exclude(state=SubmissionState.DRAFT)
        .order_by("submitted_at", "id")[:limit]
    )


def knows_number(person_id: UUID, typed: str) -> bool:
    """Whether somebody knows the number of the document that was approved for them. Opens nothing."""
    return Submission.objects.filter(
        person_id=person_id,
        state=SubmissionState.APPROVED,
        id_number_index=number_index(rules.normalise_number(typed)),
    ).exists()


def find_entries_called(name: str, *, limit: int = 200) -> list[UUID]:
    """The entries of the watch list in whose name all these words stand, ended ones too."""
    words = names.words_of(name)
    found = sql.fetch_all(
        "SELECT id FROM kyc_watchlistentry WHERE string_to_array(name_key, ' ') @> %s::text[] LIMIT %s", [words, limit]
    )
    return [row[0] for row in found] if words else []
