"""Keys by which a merchant's own server is believed.

A live key moves money while nobody is there: it asks for payments, captures them and gives them back. So making one
takes the owner's PIN, the phone's signature if there is a registered one, and always a code; and the owner is told on
every channel. A test key moves nothing, so the PIN is enough. Ending a key takes nothing but being the owner.

What is locked and what happens when the process dies: the PIN is looked at and the code asked for outside any
transaction. One transaction then locks the person's row (a phone that is locked ends its sessions under that lock) and
the merchant's, under which its keys are counted; it inserts the key with its event and activity and uses up the code.
Dying before its end leaves nothing. Dying after it leaves a key that nobody has seen: it is revoked and another one
made. The key itself stands in the answer and nowhere else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from apps.accounts import services as accounts
from apps.accounts.errors import SessionEnded
from apps.accounts.models import User
from apps.accounts.services import Authority, Proof
from apps.checkout import keys, rates, selectors
from apps.checkout.errors import KeyEnded, KeyNotFound, TooManyKeys
from apps.checkout.models import ApiKey, Scope
from apps.core import caching, events
from apps.core.ratelimit import spend
from apps.merchants.errors import MerchantNotTrading
from apps.merchants.models import Merchant, MerchantStatus
from apps.merchants.selectors import Power, require_role
from apps.notifications import services as notifications
from apps.wallets.selectors import Passage, get_standing

MAX_KEYS = 20
MAX_OVERLAP = timedelta(hours=72)
# Test keys are for building the shop while somebody looks at the application.
_MAY_HAVE = {
    True: frozenset({MerchantStatus.ACTIVE.value}),
    False: frozenset({MerchantStatus.ACTIVE.value, MerchantStatus.APPLIED.value}),
}


@dataclass(frozen=True, slots=True)
class NewKey:
    """A key that was made. `key` is what its maker is shown once."""

    row: ApiKey
    key: str = field(repr=False)


def make_key(
    *,
    person_id: UUID,
    session_id: UUID,
    merchant_id: UUID,
    name: str,
    is_live: bool,
    scopes: list[str],
    lifetime: timedelta | None = None,
    proof: Proof,
    now: datetime,
) -> NewKey:
    """Makes a key; without a `lifetime` it is good until it is revoked. Call it outside a transaction.

    Records `checkout.key_made`. Raises MerchantNotFound, RoleRequired, MerchantNotTrading, TooManyKeys, SessionEnded,
    TooManyRequests, for a live key StepUpRequired and InvalidCode, and what accounts.services.authorise raises.
    """
    wanted = ApiKey(
        merchant_id=merchant_id,
        is_live=is_live,
        name=name,
        scopes=sorted(set(scopes), key=Scope.values.index),
        created_by_id=person_id,
        created_at=now,
        expires_at=now + lifetime if lifetime else None,
    )
    facts = {"name": name, "scopes": wanted.scopes, "lifetime": lifetime}
    authority = _prove(wanted, session_id, proof, now, facts)
    with transaction.atomic():
        _lock(wanted, session_id, now)
        alive = ApiKey.objects.filter(merchant_id=merchant_id, is_live=is_live, revoked_at=None)
        if alive.filter(Q(expires_at=None) | Q(expires_at__gt=now)).count() >= MAX_KEYS:
            raise TooManyKeys
        accounts.use_authority(authority, now=now)
        return _add(wanted, "checkout.key_made", now)


def rotate_key(
    *,
    person_id: UUID,
    session_id: UUID,
    merchant_id: UUID,
    key_id: UUID,
    overlap: timedelta,
    proof: Proof,
    now: datetime,
) -> NewKey:
    """Makes a key like this one; the old one is good for the `overlap` (at most MAX_OVERLAP) and no longer.

    The new one lives as long as the old one was meant to. Call it outside a transaction. Records `checkout.key_made`.
    Raises ValueError for another overlap, KeyNotFound, KeyEnded, and what make_key raises.
    """
    if not timedelta(0) <= overlap <= MAX_OVERLAP:
        raise ValueError("an overlap is 0 to 72 hours")
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    old = selectors.get_key(merchant_id=merchant_id, key_id=key_id)
    wanted = ApiKey(
        merchant_id=merchant_id,
        is_live=old.is_live,
        name=old.name,
        scopes=old.scopes,
        created_by_id=person_id,
        created_at=now,
        expires_at=now + (old.expires_at - old.created_at) if old.expires_at else None,
        rotated_from=old,
    )
    _require_alive(old, now)
    authority = _prove(wanted, session_id, proof, now, {"rotates": key_id, "overlap": overlap})
    with transaction.atomic():
        _lock(wanted, session_id, now)
        old = ApiKey.objects.select_for_update(no_key=True).get(pk=key_id)
        _require_alive(old, now)
        accounts.use_authority(authority, now=now)
        until = now + overlap
        old.expires_at = min(old.expires_at, until) if old.expires_at else until
        old.save(update_fields=["expires_at"])
        caching.forget(selectors.key_cache_key(bytes(old.digest)))
        return _add(wanted, "checkout.key_rotated", now)


def revoke_key(*, person_id: UUID, merchant_id: UUID, key_id: UUID, now: datetime) -> ApiKey:
    """Ends a key at once, for every process within settings.SESSION_CACHE_SECONDS. What was revoked stays so.

    Raises MerchantNotFound, RoleRequired, KeyNotFound.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    with transaction.atomic():
        return _revoke(ApiKey.objects.filter(merchant_id=merchant_id), key_id, by=person_id, reason="", now=now)


def revoke_key_by_operator(*, key_id: UUID, by: UUID, reason: str, now: datetime) -> ApiKey:
    """The same by a member of staff, say because the key was found in public. Raises KeyNotFound."""
    with transaction.atomic():
        return _revoke(ApiKey.objects.all(), key_id, by=by, reason=reason, now=now)


def end_keys_of_former_owner(
    *, merchant_id: UUID, former_owner_id: UUID, by: UUID, until: datetime, now: datetime
) -> int:
    """Ends the live keys that somebody has made before they handed the business over to `by`; returns how many.

    Whoever was shown a key knows it still, and it gives money back out of the new owner's wallet. Again, it does
    nothing.
    """
    with transaction.atomic():
        theirs = ApiKey.objects.filter(merchant_id=merchant_id, created_by_id=former_owner_id, is_live=True)
        alive = theirs.filter(revoked_at=None, created_at__lte=until).order_by("id")
        found = list(alive.values_list("id", flat=True))
        for key_id in found:
            _revoke(theirs, key_id, by=by, reason="The business was handed over.", now=now)
    return len(found)


def tell_of_key(*, key_id: UUID, cause: UUID, now: datetime) -> None:
    """Tells the merchant's owner on every channel that there is a new live key: it may not have been them."""
    row = ApiKey.objects.select_related("merchant").get(pk=key_id)
    if not row.is_live:
        return
    deliveries = notifications.tell(
        person_id=row.merchant.owner_id,
        template="merchant_key_made",
        context={
            "merchant": row.merchant.name,
            "key_name": row.name,
            "prefix": row.prefix,
            "occurred_at": row.created_at.isoformat(),
        },
        cause=cause,
        subject_kind="merchant",
        subject_id=row.merchant_id,
        security=True,
        now=now,
    )
    notifications.send_after_commit(deliveries, now=now)


def note_use(*, key_id: UUID, now: datetime) -> None:
    """Notes that a key was used, at most once a minute."""
    before = now - timedelta(minutes=1)
    row = ApiKey.objects.filter(pk=key_id).filter(Q(last_used_at=None) | Q(last_used_at__lte=before))
    row.update(last_used_at=now)


def _prove(wanted: ApiKey, session_id: UUID, proof: Proof, now: datetime, facts: Mapping[str, object]) -> Authority:
    """Who may make this key, with a code for exactly that if it is a live one."""
    merchant_id, person_id = wanted.merchant_id, wanted.created_by_id
    _require_owner(wanted)
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    spend(rates.KEYS_BY_PERSON, str(person_id), now=now)
    if not wanted.is_live:
        return authority
    return accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("merchant_key", merchant_id=merchant_id, **facts),
        about={"action": "merchant_key", "key_name": wanted.name},
        proof=proof,
        session_id=session_id,
        now=now,
    )


def _require_owner(wanted: ApiKey) -> None:
    member = require_role(person_id=wanted.created_by_id, merchant_id=wanted.merchant_id, power=Power.GOVERN)
    if member.status not in _MAY_HAVE[wanted.is_live]:
        raise MerchantNotTrading


def _lock(wanted: ApiKey, session_id: UUID, now: datetime) -> None:
    """Locks who makes a key and for whom, and looks again at what was known of them before."""
    person_id = wanted.created_by_id
    User.objects.select_for_update(no_key=True).get(pk=person_id)
    if not get_standing(Passage(None, None, session_id, person_id), at=now).session_is_good:
        raise SessionEnded
    Merchant.objects.select_for_update(no_key=True).get(pk=wanted.merchant_id)
    _require_owner(wanted)


def _require_alive(row: ApiKey, now: datetime) -> None:
    """Raises KeyEnded. What was rotated once is not rotated again: its successor is."""
    is_over = row.revoked_at is not None or (row.expires_at is not None and row.expires_at <= now)
    if is_over or ApiKey.objects.filter(rotated_from_id=row.id).exists():
        raise KeyEnded


def _add(wanted: ApiKey, action: str, now: datetime) -> NewKey:
    key = keys.new_key(is_live=wanted.is_live)
    wanted.prefix, wanted.digest = keys.prefix_of(key), keys.digest_of(key)
    wanted.save(force_insert=True)
    _write_down(wanted, action, by=wanted.created_by_id, now=now, scopes=wanted.scopes)
    payload = {"key_id": str(wanted.id), "merchant_id": str(wanted.merchant_id)}
    events.record("checkout.key_made", payload, at=now)
    return NewKey(wanted, key)


def _revoke(rows: QuerySet[ApiKey], key_id: UUID, *, by: UUID, reason: str, now: datetime) -> ApiKey:
    row = rows.select_for_update(no_key=True).filter(pk=key_id).first()
    if row is None:
        raise KeyNotFound
    caching.forget(selectors.key_cache_key(bytes(row.digest)))
    if row.revoked_at is None:
        row.revoked_at, row.revoked_by_id = now, by
        row.save(update_fields=["revoked_at", "revoked_by"])
        _write_down(row, "checkout.key_revoked", by=by, now=now, **({"reason": reason} if reason else {}))
    return row


def _write_down(row: ApiKey, action: str, *, by: UUID, now: datetime, **detail: object) -> None:
    facts = {"merchant_id": str(row.merchant_id), "prefix": row.prefix, "is_live": row.is_live, **detail}
    accounts.record_activity(person_id=by, action=action, subject=str(row.id), detail=facts, at=now)
