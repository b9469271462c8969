from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet

from apps.accounts import selectors, tokens
from apps.accounts.errors import InvalidCredentials, SessionNotFound
from apps.accounts.models import RefreshToken, Session, User
from apps.accounts.services._activity import record_activity
from apps.accounts.tokens import TokenPair
from apps.core import caching, request_facts


@dataclass(frozen=True, slots=True)
class Device:
    """What an app says of the phone it runs on. It informs; it proves nothing.

    `public_key` is the key the phone signs, or wants to sign, with.
    """

    id: str = ""
    name: str = ""
    platform: str = ""
    public_key: bytes | None = None


def open_session(*, user: User, device: Device | None = None, now: datetime) -> TokenPair:
    """Opens a session for a person and returns its first token pair.

    The person's row is locked meanwhile, so that no session slips in beside a lock of the account. Raises
    InvalidCredentials when the person is not active.
    """
    device = device or Device()
    expires_at = now + settings.REFRESH_TOKEN_LIFETIME
    with transaction.atomic():
        status = User.objects.select_for_update(no_key=True).values_list("status", flat=True).filter(pk=user.pk).first()
        if status != User.Status.ACTIVE:
            raise InvalidCredentials
        session = Session.objects.create(
            user_id=user.pk,
            device_id=device.id,
            device_name=device.name,
            platform=device.platform,
            ip=request_facts.current().ip_address,
            created_at=now,
            last_used_at=now,
            expires_at=expires_at,
        )
        token = RefreshToken.objects.create(session=session, issued_at=now, expires_at=expires_at)
    return tokens.sign_pair(person_id=user.pk, session_id=session.id, refresh_id=token.id, now=now)


def end(sessions: QuerySet[Session], *, reason: str, now: datetime) -> list[UUID]:
    """Ends those of the sessions that are not over yet and returns their ids. Needs a transaction.

    They are locked in the order of their ids, so that two who end the same sessions cannot deadlock.
    """
    ids = list(
        sessions.filter(revoked_at=None).select_for_update(no_key=True).order_by("id").values_list("id", flat=True)
    )
    Session.objects.filter(pk__in=ids).update(revoked_at=now, revoked_reason=reason)
    caching.forget(*(selectors.session_cache_key(session_id) for session_id in ids))
    return ids


def log_out(*, person_id: UUID, session_id: UUID, now: datetime) -> None:
    """Ends the session one is in. What is over already stays over."""
    with transaction.atomic():
        if end(Session.objects.filter(pk=session_id, user_id=person_id), reason="logged_out", now=now):
            record_activity(person_id=person_id, action="accounts.logged_out", subject=str(session_id), at=now)


def end_session(*, person_id: UUID, session_id: UUID, now: datetime) -> None:
    """Ends one of a person's sessions. Raises SessionNotFound for somebody else's and for one that is over."""
    with transaction.atomic():
        if not end(Session.objects.filter(pk=session_id, user_id=person_id), reason="ended", now=now):
            raise SessionNotFound
        record_activity(person_id=person_id, action="accounts.session_ended", subject=str(session_id), at=now)


def end_all_sessions(*, person_id: UUID, reason: str = "ended", keep: UUID | None = None, now: datetime) -> int:
    """Ends all of a person's sessions but the one to `keep`; returns how many."""
    with transaction.atomic():
        sessions = Session.objects.filter(user_id=person_id)
        ended = end(sessions.exclude(pk=keep) if keep else sessions, reason=reason, now=now)
        for session_id in ended:
            record_activity(
                person_id=person_id,
                action="accounts.session_ended",
                subject=str(session_id),
                detail={"reason": reason},
                at=now,
            )
    return len(ended)
