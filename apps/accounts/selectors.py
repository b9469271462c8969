"""What is known of people, their sessions and their codes."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar
from uuid import UUID

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from apps.accounts import codes
from apps.accounts.errors import ContactNotFound, ExportNotFound, ExportNotReady, PersonNotFound, PhotoNotFound
from apps.accounts.identifiers import masked_name, normalise_identifier
from apps.accounts.models import (
    MAX_CODE_ATTEMPTS,
    Activity,
    DataExport,
    EmergencyContact,
    NameChange,
    OneTimeCode,
    Pin,
    Session,
    TrustedPayee,
    User,
)
from apps.core import caching, clock, crypto, files, sql


@dataclass(frozen=True, slots=True)
class Person:
    """Who somebody is, as far as other apps need to know. `status` is ACTIVE, LOCKED or CLOSED."""

    id: UUID
    msisdn: str
    email: str | None
    full_name: str
    status: str
    language: str
    kyc_tier: str = "TIER_0"
    handle: str | None = None
    time_zone: str = ""

    @property
    def is_active(self) -> bool:
        return self.status == "ACTIVE"


@dataclass(frozen=True, slots=True)
class SessionState:
    """A session that is good: not ended, not expired, its person active."""

    session_id: UUID
    person_id: UUID
    is_staff: bool
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Code:
    """A one-time code without its digits. `purpose` is a value of OneTimeCode.Purpose."""

    id: UUID
    purpose: str
    address: str
    expires_at: datetime


_PERSON = "SELECT id, msisdn, email, full_name, status, language, kyc_tier, handle, time_zone FROM accounts_user WHERE "


def person_cache_keys(person: Person | User) -> list[str]:
    """Under which keys copies of a person may lie; a service that changes the person forgets them."""
    names = [person.id, person.msisdn, person.email, f"@{person.handle}" if person.handle else None]
    return [f"person:{name}" for name in names if name]


def session_cache_key(session_id: UUID) -> str:
    """Under which key the state of a session may lie; a service that ends the session forgets it."""
    return f"session:{session_id}"


def named_by(name: str) -> str:
    """The SQL condition on a row of accounts_user under which this normalised identifier, its one value, names it."""
    if name[0] == "@":
        return "handle = substr(%s, 2)"
    if name[0] == "+":
        return "msisdn = %s"
    # An address that was never proven may be anybody's, so it leads to nobody.
    return "email = %s AND email_verified_at IS NOT NULL" if "@" in name else "id = %s"


def _load_person(name: str) -> Person | None:
    row = sql.fetch_one(_PERSON + named_by(name), [name])
    return Person(*row) if row else None


def find_person(identifier: str) -> Person | None:
    """The person with this number (E.164), proven e-mail address or @handle (in any case) or id; else None.

    Answered from a cache that is at most settings.CACHE_SECONDS behind. What depends on the status at the
    moment of a payment must read accounts_user.status in the payment's own SQL.
    """
    name = normalise_identifier(identifier)
    if name is None:
        return None
    return caching.remember(f"person:{name}", lambda: _load_person(name))


def get_person(person_id: UUID) -> Person:
    """The person with this id, from the same cache as find_person. Raises PersonNotFound."""
    person = find_person(str(person_id))
    if person is None:
        raise PersonNotFound
    return person


def get_profile(person_id: UUID) -> User:
    """The person's own row, as it is now. Raises PersonNotFound."""
    user = User.objects.filter(pk=person_id).first()
    if user is None:
        raise PersonNotFound
    return user


@dataclass(frozen=True, slots=True)
class OwnProfile:
    """What a person sees of themselves beyond their row. `cautious_until` is None once it is over."""

    user: User
    pending_name: str | None
    pin_set: bool
    cautious_until: datetime | None


def get_own_profile(person_id: UUID, *, now: datetime) -> OwnProfile:
    """A person as they see themselves, as it is now: one statement. Raises PersonNotFound."""
    waiting = NameChange.objects.filter(user_id=OuterRef("pk"), status=NameChange.Status.PENDING)
    user = (
        User.objects.filter(pk=person_id)
        .annotate(
            pending_name=Subquery(waiting.values("full_name")), pin_set=Exists(Pin.objects.filter(pk=OuterRef("pk")))
        )
        .first()
    )
    if user is None:
        raise PersonNotFound
    cautious = user.cautious_until if user.cautious_until and user.cautious_until > now else None
    return OwnProfile(user, user.pending_name, user.pin_set, cautious)


def get_photo(person_id: UUID) -> bytes:
    """A person's photo, a JPEG. Raises PhotoNotFound, files.FilesUnavailable."""
    key = User.objects.filter(pk=person_id).values_list("photo", flat=True).first()
    if not key:
        raise PhotoNotFound
    try:
        return files.read(key)
    except files.FileMissing:
        # It was replaced at this moment.
        raise PhotoNotFound from None


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call when something happens to a person."""

    name: str
    msisdn: str
    relation: str
    changed_at: datetime


def get_emergency_contact(person_id: UUID) -> Contact:
    """A person's emergency contact, opened. Raises ContactNotFound."""
    row = EmergencyContact.objects.filter(pk=person_id).first()
    if row is None:
        raise ContactNotFound
    table = EmergencyContact._meta.db_table
    return Contact(
        name=crypto.unseal(row.name, table=table, column="name", row=person_id),
        msisdn=crypto.unseal(row.msisdn, table=table, column="msisdn", row=person_id),
        relation=row.relation,
        changed_at=row.changed_at,
    )


@dataclass(frozen=True, slots=True)
class Trusted:
    """A payee somebody trusts. `name` is masked: adding a number must not tell whose it is."""

    id: UUID
    name: str
    nickname: str
    added_at: datetime


def list_trusted_payees(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Trusted]:
    """Whom the person trusts, the newest first; `before` and `after` as in list_sessions."""
    rows = _page(TrustedPayee.objects.filter(user_id=person_id).select_related("payee"), before, after, limit)
    return [Trusted(row.id, masked_name(row.payee.full_name), row.nickname, row.added_at) for row in rows]


def get_export(*, person_id: UUID, export_id: UUID) -> DataExport:
    """One of the person's data exports. Raises ExportNotFound, also for somebody else's."""
    row = DataExport.objects.filter(pk=export_id, user_id=person_id).first()
    if row is None:
        raise ExportNotFound
    return row


def find_latest_export(person_id: UUID) -> DataExport | None:
    """The export the person asked for last, if there is any."""
    return DataExport.objects.filter(user_id=person_id).order_by("-requested_at").first()


def get_export_file(*, person_id: UUID, export_id: UUID, now: datetime) -> tuple[DataExport, Iterator[bytes]]:
    """A finished export and its ZIP, part by part, each opened when its turn comes.

    Raises ExportNotFound, ExportNotReady when it is not finished or is over, files.FilesUnavailable.
    """
    row = get_export(person_id=person_id, export_id=export_id)
    if row.status != DataExport.Status.READY or row.expires_at is None or row.expires_at <= now:
        raise ExportNotReady
    try:
        keys = export_parts(row.file_key)
    except files.FileMissing:
        raise ExportNotReady from None
    return row, (files.read(key) for key in keys)


def export_parts(file_key: str) -> list[str]:
    """The keys of the parts an export's file consists of, in their order. Raises files.FileMissing."""
    keys: list[str] = json.loads(files.read(file_key))
    return keys


def find_user_to_log_in(name: str | None) -> User | None:
    """The user with this normalised number or e-mail address. An id or a handle is no name to log in with."""
    if name is None or name[0] == "@":
        return None
    if name[0] == "+":
        return User.objects.filter(msisdn=name).first()
    return User.objects.filter(email=name).first() if "@" in name else None


_SESSION_STATE = """
SELECT s.id, s.user_id, u.is_staff, s.expires_at
FROM accounts_session s JOIN accounts_user u ON u.id = s.user_id
WHERE s.id = %s AND s.revoked_at IS NULL AND s.expires_at > %s AND u.status = 'ACTIVE'
"""


def _load_session_state(session_id: UUID) -> SessionState | None:
    row = sql.fetch_one(_SESSION_STATE, [session_id, clock.now()])
    return SessionState(*row) if row else None


def get_session_state(session_id: UUID) -> SessionState | None:
    """The session if it is good, else None; at most settings.SESSION_CACHE_SECONDS behind.

    Without the cache, inside one's own SQL: a session is good when accounts_session (id, user_id,
    expires_at, revoked_at) has `revoked_at IS NULL AND expires_at > now` and accounts_user (id, status) has
    `status = 'ACTIVE'` for its user_id.
    """
    return caching.remember(
        session_cache_key(session_id),
        lambda: _load_session_state(session_id),
        seconds=settings.SESSION_CACHE_SECONDS,
    )


def get_bound_device_id(session_id: UUID) -> UUID | None:
    """The registered device whose key signs a session's payments, if there is one."""
    return Session.objects.filter(pk=session_id).values_list("bound_device_id", flat=True).first()


Row = TypeVar("Row", Session, Activity, TrustedPayee)


def _page(rows: QuerySet[Row], before: UUID | None, after: UUID | None, limit: int) -> list[Row]:
    if after is not None:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before is not None:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])


def list_sessions(
    person_id: UUID, *, now: datetime, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Session]:
    """The person's good sessions, the newest first: those older than `before`.

    With `after` instead: those newer than it, the nearest first.
    """
    good = Session.objects.filter(user_id=person_id, revoked_at=None, expires_at__gt=now)
    return _page(good, before, after, limit)


def list_activity(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[Activity]:
    """What the person did, the newest first; `before` and `after` as in list_sessions."""
    return _page(Activity.objects.filter(person_id=person_id), before, after, limit)


def _load_open_code(code_id: UUID) -> OneTimeCode | None:
    return OneTimeCode.objects.filter(
        pk=code_id, used_at=None, expires_at__gt=clock.now(), attempts__lt=MAX_CODE_ATTEMPTS
    ).first()


def get_code(code_id: UUID) -> Code | None:
    """What a code is for and where it goes; None when it is used, dead or expired."""
    row = _load_open_code(code_id)
    return Code(row.id, row.purpose, row.address, row.expires_at) if row else None


def get_code_text(code_id: UUID) -> str | None:
    """The digits of a code, for the one who sends it at that moment; None when it is used, dead or expired."""
    row = _load_open_code(code_id)
    return codes.derive(row.id, row.purpose, bytes(row.salt)) if row else None
