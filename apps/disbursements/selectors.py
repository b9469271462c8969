"""Reads of disbursements: who sees which, how far they are, what is wrong with their rows."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet

from apps.accounts.identifiers import normalise_identifier
from apps.accounts.models import User
from apps.core import sql
from apps.disbursements.errors import CosignerNotFound, DisbursementNotFound
from apps.disbursements.models import Cosigner, CosignerState, Disbursement, DisbursementRow

_E164 = re.compile(r"\+[1-9][0-9]{6,14}", re.ASCII)


def _visible(viewer_id: UUID) -> QuerySet[Disbursement]:
    cosigned = Cosigner.objects.filter(owner_id=OuterRef("owner_id"), person_id=viewer_id, state=CosignerState.ACTIVE)
    return Disbursement.objects.filter(Q(owner_id=viewer_id) | Q(Exists(cosigned)))


def get_disbursement(*, viewer_id: UUID, disbursement_id: UUID) -> Disbursement:
    """One of the viewer's own, or of somebody they cosign for. Raises DisbursementNotFound, also for all others."""
    found = _visible(viewer_id).filter(pk=disbursement_id).first()
    if found is None:
        raise DisbursementNotFound
    return found


def list_disbursements(
    viewer_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Disbursement]:
    """The viewer's own and those of owners they cosign for, newest first: those older than `before`.

    With `after` instead: those newer than it, nearest first. Each owner's are one scan of an index that stops.
    """
    owners = Cosigner.objects.filter(person_id=viewer_id, state=CosignerState.ACTIVE).values_list("owner_id", flat=True)
    rows = Disbursement.objects.order_by("id" if after else "-id")
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    found = [row for owner in {viewer_id, *owners} for row in rows.filter(owner_id=owner)[:limit]]
    found.sort(key=lambda row: row.id, reverse=after is None)
    return found[:limit]


def list_coded_rows(
    disbursement_id: UUID, *, below: int | None = None, above: int | None = None, limit: int = 20
) -> list[DisbursementRow]:
    """The rows with an error or a warning, by line: those below that line of the file.

    With `above` instead: those above it, nearest first.
    """
    rows = DisbursementRow.objects.filter(disbursement_id=disbursement_id).exclude(code="")
    if above is not None:
        return list(rows.filter(line__lt=above).order_by("-line")[:limit])
    return list(rows.filter(line__gt=below or 0).order_by("line")[:limit])


def count_coded_rows(disbursement_id: UUID) -> int:
    """How many rows have an error or a warning."""
    return DisbursementRow.objects.filter(disbursement_id=disbursement_id).exclude(code="").count()


def read_rows(disbursement_id: UUID, *, coded_only: bool = False, page: int = 2_000) -> Iterator[DisbursementRow]:
    """All rows of a file by line, or those with a code; holds `page` of them at a time."""
    rows = DisbursementRow.objects.filter(disbursement_id=disbursement_id).order_by("line")
    if coded_only:
        rows = rows.exclude(code="")
    line = 0
    while batch := list(rows.filter(line__gt=line)[:page]):
        yield from batch
        line = batch[-1].line


@dataclass(frozen=True, slots=True)
class Cosigning:
    """Two people of whom one may approve what the other disburses."""

    row: Cosigner
    owner: User
    person: User


def list_cosigners(viewer_id: UUID) -> list[Cosigning]:
    """Who may approve for the viewer or has been asked to, and for whom the viewer may; the oldest first."""
    mine = Cosigner.objects.filter(Q(owner_id=viewer_id) | Q(person_id=viewer_id))
    rows = list(mine.exclude(state=CosignerState.REMOVED).order_by("id"))
    people = User.objects.in_bulk({one for row in rows for one in (row.owner_id, row.person_id)})
    return [Cosigning(row, people[row.owner_id], people[row.person_id]) for row in rows]


def get_cosigning(*, viewer_id: UUID, cosigner_id: UUID) -> Cosigning:
    """One of these. Raises CosignerNotFound, also for other people's."""
    for found in list_cosigners(viewer_id):
        if found.row.id == cosigner_id:
            return found
    raise CosignerNotFound


def list_active_cosigners(owner_id: UUID) -> list[UUID]:
    """Who may approve what this owner disburses."""
    rows = Cosigner.objects.filter(owner_id=owner_id, state=CosignerState.ACTIVE).order_by("id")
    return list(rows.values_list("person_id", flat=True))


def find_payees(texts: Iterable[str]) -> dict[str, UUID | None]:
    """Whom each text names, None for nobody; what is no name of a person is left out. One statement.

    Closed people are among them: whoever asks next looks at that.
    """
    # A number in E.164 is looked up as it stands; the library that knows all countries' numbers is asked only about
    # those that were not found, because it takes longer than the database.
    names = {text: text if _E164.fullmatch(text) else normalise_identifier(text) for text in set(texts)}
    found = _look_up([name for name in names.values() if name])
    unknown = [text for text, name in names.items() if name and name not in found and _E164.fullmatch(text)]
    for text in unknown:
        names[text] = normalise_identifier(text)
    return {text: found.get(name) for text, name in names.items() if name}


def _look_up(names: Sequence[str]) -> dict[str, UUID]:
    numbers = [name for name in names if name[0] == "+"]
    handles = [name[1:] for name in names if name[0] == "@"]
    emails = [name for name in names if "@" in name[1:]]
    ids = [UUID(name) for name in names if name[0] not in "+@" and "@" not in name]
    parts = [
        (numbers, "SELECT msisdn, id FROM accounts_user WHERE msisdn = ANY(%s)"),
        (handles, "SELECT '@' || handle, id FROM accounts_user WHERE handle = ANY(%s)"),
        # An address that was never proven may be anybody's.
        (emails, "SELECT email, id FROM accounts_user WHERE email = ANY(%s) AND email_verified_at IS NOT NULL"),
        (ids, "SELECT id::text, id FROM accounts_user WHERE id = ANY(%s::uuid[])"),
    ]
    asked = [(values, text) for values, text in parts if values]
    if not asked:
        return {}
    statement = " UNION ALL ".join(text for _, text in asked)
    return dict(sql.fetch_all(statement, [values for values, _ in asked]))
