from collections.abc import Sequence
from contextlib import suppress
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from apps.accounts import selectors as people
from apps.accounts import services as accounts
from apps.accounts.errors import StatusConflict
from apps.accounts.models import User
from apps.core import caching, sql
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.kyc import names, rules
from apps.kyc.errors import HitNotFound, OwnSubmission
from apps.kyc.models import Submission, SubmissionState, WatchListEntry, WatchListHit
from apps.kyc.sealed import number_index
from apps.kyc.selectors import WATCHED_KEY

# A name is hit when all words of the shorter one are in the longer one. A date of birth that is known on both
# sides and differs tells two people of one name apart; a document number needs nothing beside it.
_SEARCH = """
SELECT e.id, 'ID_NUMBER' FROM kyc_watchlistentry e
 WHERE e.ended_at IS NULL AND %(number)s::bytea IS NOT NULL AND e.id_number_index = %(number)s
UNION ALL
SELECT e.id, 'NAME' FROM kyc_watchlistentry e
 WHERE e.ended_at IS NULL
   AND (string_to_array(e.name_key, ' ') <@ %(words)s::text[]
        OR cardinality(%(words)s::text[]) >= 2 AND string_to_array(e.name_key, ' ') @> %(words)s::text[])
   AND (e.birth_date IS NULL OR %(born)s::date IS NULL OR e.birth_date = %(born)s)
"""
_INSERT_HIT = """
INSERT INTO kyc_watchlisthit (id, entry_id, person_id, ground, found_at, verdict, note)
VALUES (%s, %s, %s, %s, %s, '', '')
ON CONFLICT (entry_id, person_id) WHERE verdict = '' DO NOTHING RETURNING id
"""


def screen(
    *,
    person_id: UUID,
    called: Sequence[str],
    birth_date: date | None = None,
    number: bytes | None = None,
    now: datetime,
) -> bool:
    """Whether the watch list warns of this person; writes each hit down, unless it is open already.

    `called` are all names they go by, `number` the blind index of their document's number. What an operator has
    cleared counts as a hit again the next time: circumstances change.
    """
    found: dict[UUID, str] = {}
    for name in called:
        parameters = {"words": names.words_of(name), "born": birth_date, "number": number}
        for entry_id, ground in sql.fetch_all(_SEARCH, parameters):
            found.setdefault(entry_id, ground)
    # In one order, so that two who write the same hits never wait for each other in a circle.
    for entry_id in sorted(found):
        sql.fetch_all(_INSERT_HIT, [uuid7(), entry_id, person_id, found[entry_id], now])
    if found:
        caching.forget(WATCHED_KEY)
    return bool(found)


def screen_name(*, person_id: UUID, full_name: str, now: datetime) -> bool:
    """Looks a new name up; what is being checked or reviewed is flagged, and no machine decides about it any more."""
    with transaction.atomic():
        warned = screen(person_id=person_id, called=[full_name], now=now)
        if warned:
            Submission.objects.filter(
                person_id=person_id, state__in=[SubmissionState.SUBMITTED, SubmissionState.IN_REVIEW]
            ).update(watch_listed=True)
    return warned


def add_watch_list_entry(
    *,
    name: str,
    source: str,
    reason: str,
    birth_date: date | None = None,
    id_number: str = "",
    by: UUID | None = None,
    now: datetime,
) -> WatchListEntry:
    """Warns of somebody from now on. The number is kept as a blind index only. Raises InvalidInput on `name`."""
    key = names.key_of(name)
    if not key:
        raise InvalidInput(errors=[{"field": "name", "code": "invalid_name", "detail": "This is not a name."}])
    number = rules.normalise_number(id_number.strip())
    with transaction.atomic():
        entry = WatchListEntry.objects.create(
            name=name.strip(),
            name_key=key,
            birth_date=birth_date,
            id_number_index=number_index(number) if number else None,
            source=source,
            reason=reason,
            added_at=now,
        )
        if by is not None:
            accounts.record_activity(person_id=by, action="kyc.watch_list_extended", subject=str(entry.id), at=now)
    return entry


def end_watch_list_entry(*, entry_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Warns of them no longer; hits that are open stay. Does nothing to one that has ended."""
    with transaction.atomic():
        if WatchListEntry.objects.filter(pk=entry_id, ended_at=None).update(ended_at=now):
            accounts.record_activity(
                person_id=by,
                action="kyc.watch_list_shortened",
                subject=str(entry_id),
                detail={"reason": reason},
                at=now,
            )


def decide_hit(*, hit_id: UUID, is_same_person: bool, note: str, by: UUID, now: datetime) -> None:
    """Says whether a hit is the person of the watch list; if so, everything they can do is stopped.

    Locks the person's row, then the hit's, as an approval does; of two at once one decides. Raises HitNotFound for
    one that is decided, OwnSubmission for one's own.
    """
    verdict = WatchListHit.Verdict.CONFIRMED if is_same_person else WatchListHit.Verdict.CLEARED
    with transaction.atomic():
        person_id = WatchListHit.objects.filter(pk=hit_id).values_list("person_id", flat=True).first()
        if person_id is not None:
            User.objects.select_for_update(no_key=True).filter(pk=person_id).first()
        hit = WatchListHit.objects.select_for_update(no_key=True).filter(pk=hit_id, verdict="").first()
        if hit is None:
            raise HitNotFound
        if hit.person_id == by:
            raise OwnSubmission("Nobody decides about themselves.")
        hit.verdict, hit.decided_at, hit.decided_by_id, hit.note = verdict, now, by, note
        hit.save(update_fields=["verdict", "decided_at", "decided_by", "note"])
        caching.forget(WATCHED_KEY)
        accounts.record_activity(
            person_id=by, action=f"kyc.hit_{verdict.lower()}", subject=str(hit_id), detail={"note": note}, at=now
        )
        if is_same_person and people.get_person(hit.person_id).is_active:
            # Locked or closed a moment ago: nothing is left to stop.
            with suppress(StatusConflict):
                accounts.lock_person(person_id=hit.person_id, reason="watch list", by=by, now=now)


def clear_hits(*, person_id: UUID, by: UUID, note: str, now: datetime) -> None:
    """A reviewer who approves somebody has looked at what warns of them. Runs in the approval's transaction."""
    WatchListHit.objects.filter(person_id=person_id, verdict="").update(
        verdict=WatchListHit.Verdict.CLEARED, decided_at=now, decided_by_id=by, note=note[:200]
    )
    caching.forget(WATCHED_KEY)
