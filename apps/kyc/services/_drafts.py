from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import IntegrityError, transaction

from apps.accounts import selectors as people
from apps.accounts import services as accounts
from apps.core.constraints import constraint_name
from apps.core.ratelimit import spend
from apps.kyc import rates, rules
from apps.kyc.errors import NothingToVerify, SubmissionConflict, SubmissionNotFound
from apps.kyc.models import OPEN_STATES, SEALED, Document, Submission, SubmissionState
from apps.kyc.reasons import spoiled_by
from apps.kyc.sealed import open_details, write_details

_PLAIN = ("document_type", "document_country", "document_expiry_date")


def open_submission(*, person_id: UUID, target_tier: str, now: datetime) -> tuple[Submission, bool]:
    """The person's open submission, and whether it was opened now.

    A new draft takes over what was right in the last one that was rejected or has expired. A draft that is there
    becomes one for `target_tier`; what was handed in already is given back as it is. Of two at once one opens it
    (a unique index decides) and both get it. Raises NothingToVerify.
    """
    for _ in range(3):
        found = _open_one(person_id, target_tier, now)
        if found is not None:
            return found, False
        _require_news(person_id, target_tier, now.date())
        try:
            with transaction.atomic():
                return _new_draft(person_id, target_tier, now), True
        except IntegrityError as error:
            if constraint_name(error) != "kyc_one_open":
                raise
    raise SubmissionConflict


def _open_one(person_id: UUID, target_tier: str, now: datetime) -> Submission | None:
    with transaction.atomic():
        found = (
            Submission.objects.select_for_update(no_key=True)
            .filter(person_id=person_id, state__in=OPEN_STATES)
            .order_by("-id")
            .first()
        )
        if found is not None and found.state == SubmissionState.DRAFT and found.target_tier != target_tier:
            _require_news(person_id, target_tier, now.date())
            found.target_tier = target_tier
            found.save(update_fields=["target_tier"])
    return found


def _require_news(person_id: UUID, target_tier: str, today: date) -> None:
    """Documents may be handed in anew shortly before they expire; everything else once."""
    if people.get_profile(person_id).kyc_tier < target_tier:
        return
    soon = today + timedelta(days=settings.KYC_RENEW_DAYS)
    runs_out = Submission.objects.filter(
        person_id=person_id, target_tier=target_tier, state=SubmissionState.APPROVED, valid_until__lte=soon
    )
    if not runs_out.exists():
        raise NothingToVerify


def _new_draft(person_id: UUID, target_tier: str, now: datetime) -> Submission:
    draft = Submission(person_id=person_id, target_tier=target_tier, opened_at=now)
    last = Submission.objects.filter(person_id=person_id, erased_at=None).order_by("-id").first()
    spoiled = _take_over(draft, last, now.date()) if last is not None else frozenset()
    draft.save(force_insert=True)
    accounts.record_activity(
        person_id=person_id, action="kyc.begun", subject=str(draft.id), detail={"target_tier": target_tier}, at=now
    )
    if last is not None:
        Document.objects.bulk_create(
            Document(
                submission=draft,
                kind=document.kind,
                file_key=document.file_key,
                content_type=document.content_type,
                width=document.width,
                height=document.height,
                size=document.size,
                uploaded_at=document.uploaded_at,
            )
            for document in last.documents.exclude(kind__in=spoiled).order_by("id")
        )
    return draft


def _take_over(draft: Submission, last: Submission, today: date) -> frozenset[str]:
    """Copies what was right, and returns what was not. Sealed columns are sealed anew: they are bound to their row."""
    spoiled = set(spoiled_by(last.reasons))
    if last.document_expiry_date is not None and last.document_expiry_date <= today:
        spoiled |= {"document_expiry_date", "id_number", "ID_FRONT", "ID_BACK"}
    if last.state != SubmissionState.REJECTED:
        # Pictures that were approved long ago prove nothing about today.
        spoiled |= {"ID_FRONT", "ID_BACK", "SELFIE"}
    for column in _PLAIN:
        if column not in spoiled:
            setattr(draft, column, getattr(last, column))
    details = open_details(last)
    write_details(draft, {column: getattr(details, column) for column in SEALED if column not in spoiled})
    return frozenset(spoiled)


def update_draft(*, person_id: UUID, submission_id: UUID, changes: Mapping[str, Any], now: datetime) -> Submission:
    """Writes details into a draft: `name`, `birth_date`, `address`, `id_number`, `document_type`,
    `document_country`, `document_expiry_date`, `target_tier`; those not named stay.

    Locks the submission's row. Raises SubmissionNotFound, SubmissionConflict when it was handed in,
    NothingToVerify, InvalidInput with each field that cannot be right, TooManyRequests.
    """
    spend(rates.CHANGES, str(person_id), now=now)
    with transaction.atomic():
        draft = lock_draft(person_id, submission_id)
        if changes.get("target_tier", draft.target_tier) != draft.target_tier:
            _require_news(person_id, changes["target_tier"], now.date())
        for column in ("target_tier", *_PLAIN):
            if column in changes:
                setattr(draft, column, changes[column])
        details = {column: changes[column] for column in SEALED if column in changes}
        if details.get("id_number") is not None:
            details["id_number"] = rules.normalise_number(details["id_number"])
        write_details(draft, details)
        rules.require_well_formed(changes, draft, open_details(draft), today=now.date())
        draft.save()
        accounts.record_activity(
            person_id=person_id,
            action="kyc.details_changed",
            subject=str(draft.id),
            detail={"fields": sorted(changes)},
            at=now,
        )
    return draft


def lock_draft(person_id: UUID, submission_id: UUID) -> Submission:
    """The person's draft, its row locked until the transaction ends. Raises SubmissionNotFound, SubmissionConflict."""
    draft = (
        Submission.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=submission_id, person_id=person_id)
        .first()
    )
    if draft is None:
        raise SubmissionNotFound
    if draft.state != SubmissionState.DRAFT:
        raise SubmissionConflict("This was handed in already and cannot be changed any more.")
    return draft
