import time
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

import structlog
from django.db import connection, transaction

from apps.core import sql
from apps.core.crypto import Undecipherable
from apps.core.ratelimit import TooManyRequests, spend
from apps.kyc import rates
from apps.kyc.checks import CheckRequest, CheckResult, Outcome, provider
from apps.kyc.models import Check, CheckState, Submission, SubmissionState, TargetTier
from apps.kyc.sealed import open_details
from apps.kyc.services._decide import approve_in_transaction, reject_in_transaction
from apps.kyc.services._submit import find_flags
from apps.kyc.services._tell import announce

log = structlog.get_logger("gopay.kyc")

FIRST_WAIT = timedelta(seconds=30)
LONGEST_WAIT = timedelta(minutes=30)
MAX_TRIES = 6
# Nobody waits longer than this for a machine, even if it was so silent that it was not even asked.
PATIENCE = timedelta(hours=2)
# A sweep comes every few seconds: one that takes longer than this leaves the rest to the next.
SWEEP_SECONDS = 20.0

# The attempt is written down, and with it when somebody else may ask, before the question goes out. Of two at once
# the second waits for the row, finds that it is not due any more, and passes on.
_CLAIM = """
UPDATE kyc_check SET attempts = attempts + 1, attempted_at = %(now)s,
       due_at = %(now)s + least(%(first)s * (2 ^ least(attempts, 20))::int, %(longest)s)
 WHERE submission_id = (
       SELECT submission_id FROM kyc_check WHERE state = 'WAITING' AND due_at <= %(now)s
          AND (%(only)s::uuid[] IS NULL OR submission_id = ANY(%(only)s::uuid[]))
        ORDER BY due_at LIMIT 1 FOR NO KEY UPDATE SKIP LOCKED)
   AND state = 'WAITING' AND due_at <= %(now)s
RETURNING submission_id, attempts
"""
_LAST_WAS_SILENT = """
SELECT was_silent FROM kyc_check WHERE attempted_at IS NOT NULL ORDER BY attempted_at DESC LIMIT 1
"""


def run_due_checks(
    *, now: datetime, limit: int = 50, only: Sequence[UUID] | None = None, seconds: float = SWEEP_SECONDS
) -> int:
    """Asks the external check about what is due, and applies its answers; returns how many were asked.

    Each question is claimed in a transaction of its own, asked outside any, and its answer applied in a third. A
    process that dies in between leaves a row that is due again after `wait_after`, and the question is repeated under
    the same id. While the provider is silent, one question in half a minute finds out whether it is back, so that
    workers are not all waiting for it. Raises RuntimeError inside a transaction.
    """
    if connection.in_atomic_block:
        raise RuntimeError("The external check is asked outside any transaction: it may take its time.")
    started = time.monotonic()
    give_up_on_the_oldest(now=now)
    asked = 0
    while asked < limit and time.monotonic() - started < seconds:
        moment = now + timedelta(seconds=time.monotonic() - started)
        if not _may_ask(moment):
            break
        claimed = _claim(moment, only)
        if claimed is None:
            break
        asked += 1
        _run(*claimed, now=now, started=started)
    return asked


def wait_after(attempts: int) -> timedelta:
    """How long a question rests after so many attempts: 30 s, then twice as long each time, at most half an hour."""
    factor: int = 2 ** min(attempts - 1, 20)
    return min(FIRST_WAIT * factor, LONGEST_WAIT)


def _may_ask(now: datetime) -> bool:
    row = sql.fetch_one(_LAST_WAS_SILENT)
    if row is None or not row[0]:
        return True
    if sql.fetch_one("SELECT 1 FROM kyc_check WHERE state = 'WAITING' AND due_at <= %s LIMIT 1", [now]) is None:
        return False
    with suppress(TooManyRequests):
        spend(rates.PROBES, "provider", now=now)
        return True
    return False


def _claim(now: datetime, only: Sequence[UUID] | None) -> tuple[UUID, int] | None:
    row = sql.fetch_one(
        _CLAIM,
        {"now": now, "first": FIRST_WAIT, "longest": LONGEST_WAIT, "only": list(only) if only is not None else None},
    )
    return (row[0], row[1]) if row else None


def _run(submission_id: UUID, attempt: int, *, now: datetime, started: float) -> None:
    submission = Submission.objects.filter(pk=submission_id).first()
    request = _request(submission) if submission is not None else None
    result = CheckResult(Outcome.REFER) if request is None else provider().check(request)
    moment = now + timedelta(seconds=time.monotonic() - started)
    apply_result(submission_id=submission_id, attempt=attempt, result=result, now=moment)


def _request(submission: Submission) -> CheckRequest | None:
    try:
        details = open_details(submission)
    except Undecipherable:
        # Somebody has to look at that; a machine cannot be asked about what cannot be read.
        log.error("a submission cannot be opened", submission_id=str(submission.id))
        return None
    if not (details.name and details.birth_date and details.address and details.id_number):
        return None
    return CheckRequest(
        submission_id=submission.id,
        tier=submission.target_tier,
        name=details.name,
        birth_date=details.birth_date,
        address=details.address,
        document_type=submission.document_type,
        document_country=submission.document_country,
        document_expiry_date=submission.document_expiry_date,
        id_number=details.id_number,
    )


def apply_result(*, submission_id: UUID, attempt: int, result: CheckResult, now: datetime) -> bool:
    """Applies one answer; False when another one was applied before, however often the provider answers.

    Locks the check's row and then the submission's. An approval decides alone about details without a flag; about
    documents, and whatever is flagged, a reviewer decides. A rejection decides alone about details, unless the watch
    list warns of the person.
    """
    with transaction.atomic():
        check = Check.objects.select_for_update(no_key=True).filter(pk=submission_id, state=CheckState.WAITING).first()
        if check is None:
            return False
        if result.outcome is Outcome.UNKNOWN:
            _note_unknown(check, attempt, result, now)
            return True
        check.state, check.outcome, check.answered_at = CheckState.DONE, result.outcome.value, now
        check.reasons, check.reference = list(result.reasons), result.reference
        check.attempts = max(check.attempts, attempt)
        check.was_silent, check.last_error = False, ""
        check.save()
        _decide(submission_id, result, now)
    return True


def _note_unknown(check: Check, attempt: int, result: CheckResult, now: datetime) -> None:
    log.warning("check without an answer", submission_id=str(check.pk), attempt=attempt, error=result.error)
    check.was_silent, check.last_error = result.silent, result.error[:120]
    if check.attempts == attempt:
        check.due_at = now + wait_after(attempt)
    if check.attempts >= MAX_TRIES and check.attempts == attempt:
        check.state = CheckState.GIVEN_UP
        _hand_to_reviewers(check.pk, now)
    check.save()


def _lock_submitted(submission_id: UUID) -> Submission | None:
    return (
        Submission.objects.select_for_update(no_key=True, of=("self",))
        .filter(pk=submission_id, state=SubmissionState.SUBMITTED)
        .first()
    )


def _hand_to_reviewers(submission_id: UUID, now: datetime) -> None:
    submission = _lock_submitted(submission_id)
    if submission is not None:
        _to_review(submission, now)


def _to_review(submission: Submission, now: datetime) -> None:
    submission.state = SubmissionState.IN_REVIEW
    submission.save(update_fields=["state", "duplicate_of", "name_differs", "watch_listed"])
    announce(submission, "kyc.in_review", now=now)


def _decide(submission_id: UUID, result: CheckResult, now: datetime) -> None:
    submission = _lock_submitted(submission_id)
    if submission is None:
        return
    try:
        # Once more, because two people may have handed in the same number at the same moment.
        flags = find_flags(submission, open_details(submission), now=now)
    except Undecipherable:
        _to_review(submission, now)
        return
    submission.duplicate_of = submission.duplicate_of or flags.duplicate_of
    submission.name_differs, submission.watch_listed = flags.name_differs, submission.watch_listed or flags.watch_listed
    flagged = submission.duplicate_of is not None or submission.name_differs or submission.watch_listed
    is_details_only = submission.target_tier == TargetTier.TIER_1
    if is_details_only and result.outcome is Outcome.APPROVE and not flagged:
        approve_in_transaction(submission, now=now)
    elif is_details_only and result.outcome is Outcome.REJECT and not submission.watch_listed:
        reject_in_transaction(submission, reasons=result.reasons, note="", now=now)
    else:
        _to_review(submission, now)


def give_up_on_the_oldest(*, now: datetime, limit: int = 200) -> int:
    """Hands what nobody answered for too long to the reviewers; returns how many it was."""
    waiting = list(
        Check.objects.filter(state=CheckState.WAITING, asked_at__lt=now - PATIENCE, due_at__lte=now)
        .order_by("asked_at")
        .values_list("pk", flat=True)[:limit]
    )
    for submission_id in waiting:
        with transaction.atomic():
            check = Check.objects.select_for_update(no_key=True).filter(
                pk=submission_id, state=CheckState.WAITING, due_at__lte=now
            )
            if found := check.first():
                found.state, found.last_error = CheckState.GIVEN_UP, found.last_error or "never answered"
                found.save(update_fields=["state", "last_error"])
                _hand_to_reviewers(submission_id, now)
    return len(waiting)
