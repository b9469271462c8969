"""Where a merchant's servers are told: made, changed, given another secret, switched off and on, deleted.

Whoever chooses where news goes reads the news. So choosing takes the owner's PIN and the phone's signature if there is
a registered one; without one it takes a code for a live endpoint. The rest, as choosing which events,
switching off and deleting, takes nothing but being the owner.

What is locked and what happens when the process dies: the address is resolved, the PIN looked at and the code asked for
outside any transaction. One transaction then locks the person's row, the merchant's, under which its endpoints are
counted, and the endpoint's, writes what was asked for with its activity, and uses up the code. Dying before its end
leaves what was there before; dying after it leaves an endpoint whose secret nobody has seen: it is given another one.

Who switches an endpoint off holds its row FOR UPDATE, which waits for whoever is just announcing something to it (FOR
KEY SHARE) and is waited for by them; what waits for it is cancelled in the same transaction. So only an endpoint that
is enabled ever has deliveries that wait (a trigger says so too), and nothing is sent to one that is not, but for an
attempt that was under way.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.accounts.errors import SessionEnded
from apps.accounts.models import User
from apps.accounts.services import Authority, Proof
from apps.checkout import webhook_rates as rates
from apps.checkout.models import (
    CHOSEN_TYPES,
    MAX_ENDPOINTS,
    DeliveryState,
    DisabledBecause,
    EndpointStatus,
    WebhookDelivery,
    WebhookEndpoint,
)
from apps.checkout.sealed import write_secret
from apps.checkout.webhook_errors import EndpointConflict, EndpointNotFound, TooManyEndpoints
from apps.checkout.webhook_rules import rules
from apps.core import events
from apps.core.outgoing import check_url
from apps.core.ratelimit import spend
from apps.core.standard_webhooks import new_secret
from apps.merchants.errors import MerchantNotTrading
from apps.merchants.models import Merchant, MerchantStatus
from apps.merchants.selectors import Power, require_role
from apps.wallets.selectors import Passage, get_standing

MAX_OVERLAP = timedelta(hours=72)
# An SMS with the code names it.
_SHOWN_HOST = 40


@dataclass(frozen=True, slots=True)
class WithSecret:
    """An endpoint whose secret was just made. It is shown once."""

    row: WebhookEndpoint
    secret: str = field(repr=False)


def add_endpoint(
    *,
    person_id: UUID,
    session_id: UUID,
    merchant_id: UUID,
    url: str,
    description: str,
    event_types: Sequence[str],
    is_live: bool,
    proof: Proof,
    now: datetime,
) -> WithSecret:
    """Makes an endpoint that is told of these types, all if there are none. Call it outside a transaction.

    Raises MerchantNotFound, RoleRequired, MerchantNotTrading, UrlRefused, HostUnknown, TooManyEndpoints, SessionEnded,
    TooManyRequests, StepUpRequired, InvalidCode, and what accounts.services.authorise raises.
    """
    _require_owner(person_id, merchant_id)
    facts = {"url": url, "is_live": is_live}
    authority = _prove(person_id, session_id, merchant_id, url if is_live else "", facts, proof, now)
    check_url(url, rules=rules())
    with transaction.atomic():
        _lock(person_id, session_id, merchant_id, now)
        mine = WebhookEndpoint.objects.filter(merchant_id=merchant_id).exclude(status=EndpointStatus.DELETED)
        if mine.count() >= MAX_ENDPOINTS:
            raise TooManyEndpoints
        accounts.use_authority(authority, now=now)
        row = WebhookEndpoint(
            merchant_id=merchant_id,
            is_live=is_live,
            url=url,
            description=description,
            events=_ordered(event_types),
            created_by_id=person_id,
            created_at=now,
            secret_made_at=now,
        )
        secret = new_secret()
        write_secret(row, secret)
        row.save(force_insert=True)
        _write_down(row, "checkout.webhook_added", by=person_id, now=now)
    return WithSecret(row, secret)


def change_endpoint(
    *,
    person_id: UUID,
    session_id: UUID,
    merchant_id: UUID,
    endpoint_id: UUID,
    url: str | None = None,
    description: str | None = None,
    event_types: Sequence[str] | None = None,
    is_enabled: bool | None = None,
    proof: Proof | None,
    now: datetime,
) -> WebhookEndpoint:
    """Changes what is given; another address takes a proof. That, and being enabled again, begin without failures.

    What is cancelled by disabling stays so: `replay_since` sends it. Call it outside a transaction. Raises
    ValueError for an address without a proof, EndpointNotFound, EndpointConflict for one an operator disabled, and what
    add_endpoint raises.
    """
    _require_owner(person_id, merchant_id)
    before = _get(merchant_id, endpoint_id)
    authority = None
    if url is not None:
        if proof is None:
            raise ValueError("another address takes a proof")
        facts = {"endpoint": endpoint_id, "url": url}
        authority = _prove(person_id, session_id, merchant_id, url if before.is_live else "", facts, proof, now)
        check_url(url, rules=rules())
    with transaction.atomic():
        _lock(person_id, session_id, merchant_id, now)
        row = lock_endpoint(endpoint_id)
        if row.status == EndpointStatus.DELETED:
            raise EndpointNotFound
        if authority is not None:
            accounts.use_authority(authority, now=now)
        if url is not None and url != row.url:
            row.url = url
            _forget_failures(row)
        row.description = row.description if description is None else description
        row.events = row.events if event_types is None else _ordered(event_types)
        row.save()
        if is_enabled is True:
            _switch_on(row, by_operator=False)
        elif is_enabled is False and row.status == EndpointStatus.ENABLED:
            switch_off(row, DisabledBecause.OWNER, now=now)
        _write_down(row, "checkout.webhook_changed", by=person_id, now=now, status=row.status)
    return row


def rotate_secret(
    *,
    person_id: UUID,
    session_id: UUID,
    merchant_id: UUID,
    endpoint_id: UUID,
    overlap: timedelta,
    proof: Proof,
    now: datetime,
) -> WithSecret:
    """Gives an endpoint another secret; for the overlap (at most MAX_OVERLAP) the one before signs as well.

    Call it outside a transaction. Raises ValueError for another overlap, EndpointNotFound, and what add_endpoint
    raises.
    """
    if not timedelta(0) <= overlap <= MAX_OVERLAP:
        raise ValueError("an overlap is 0 to 72 hours")
    _require_owner(person_id, merchant_id)
    before = _get(merchant_id, endpoint_id)
    facts = {"endpoint": endpoint_id, "rotates": str(before.secret_made_at)}
    authority = _prove(person_id, session_id, merchant_id, before.url if before.is_live else "", facts, proof, now)
    with transaction.atomic():
        _lock(person_id, session_id, merchant_id, now)
        row = lock_endpoint(endpoint_id)
        if row.status == EndpointStatus.DELETED:
            raise EndpointNotFound
        accounts.use_authority(authority, now=now)
        secret = new_secret()
        write_secret(row, secret, previous_until=now + overlap if overlap else None)
        row.secret_made_at = now
        row.save(update_fields=["secret", "previous_secret", "previous_until", "secret_made_at"])
        _write_down(row, "checkout.webhook_secret_rotated", by=person_id, now=now, overlap=str(overlap))
    return WithSecret(row, secret)


def delete_endpoint(*, person_id: UUID, merchant_id: UUID, endpoint_id: UUID, now: datetime) -> None:
    """Ends an endpoint for good, and with it its secrets; its row and its log stay for operators.

    Raises MerchantNotFound, RoleRequired, EndpointNotFound.
    """
    require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    _get(merchant_id, endpoint_id)
    with transaction.atomic():
        row = lock_endpoint(endpoint_id)
        if row.status == EndpointStatus.DELETED:
            raise EndpointNotFound
        _cancel_waiting(row)
        row.status, row.ended_at = EndpointStatus.DELETED, now
        row.secret = row.previous_secret = row.previous_until = None
        _forget_failures(row)
        row.save()
        _write_down(row, "checkout.webhook_deleted", by=person_id, now=now)


def disable_by_operator(*, endpoint_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Switches an endpoint off until an operator switches it on again; its owner is told why.

    Raises EndpointNotFound, EndpointConflict.
    """
    with transaction.atomic():
        row = lock_endpoint(endpoint_id)
        if row.status != EndpointStatus.ENABLED:
            raise EndpointConflict(f"It is {row.get_status_display().lower()}.")
        switch_off(row, DisabledBecause.OPERATOR, now=now, reason=reason)
        _write_down(row, "checkout.webhook_disabled", by=by, now=now, reason=reason)


def enable_by_operator(*, endpoint_id: UUID, reason: str, by: UUID, now: datetime) -> None:
    """Switches an endpoint on again, whoever switched it off. Raises EndpointNotFound, EndpointConflict."""
    with transaction.atomic():
        row = lock_endpoint(endpoint_id)
        if row.status != EndpointStatus.DISABLED:
            raise EndpointConflict(f"It is {row.get_status_display().lower()}.")
        _switch_on(row, by_operator=True)
        _write_down(row, "checkout.webhook_enabled", by=by, now=now, reason=reason)


def lock_endpoint(endpoint_id: UUID) -> WebhookEndpoint:
    """The endpoint, locked against whoever announces to it, sends to it or switches it. Raises EndpointNotFound."""
    row = WebhookEndpoint.objects.select_for_update().filter(pk=endpoint_id).first()
    if row is None:
        raise EndpointNotFound
    return row


def switch_off(row: WebhookEndpoint, because: DisabledBecause, *, now: datetime, reason: str = "") -> None:
    """Disables an enabled endpoint that `lock_endpoint` gave, and cancels what waits for it.

    Records `checkout.webhook_disabled`, unless its owner did it.
    """
    _cancel_waiting(row)
    row.status, row.disabled_because, row.status_reason, row.ended_at = EndpointStatus.DISABLED, because, reason, now
    _forget_failures(row)
    row.save()
    if because != DisabledBecause.OWNER:
        events.record("checkout.webhook_disabled", {"endpoint_id": str(row.id), "because": because.value}, at=now)


def _switch_on(row: WebhookEndpoint, *, by_operator: bool) -> None:
    if row.status != EndpointStatus.DISABLED:
        return
    if row.disabled_because == DisabledBecause.OPERATOR and not by_operator:
        raise EndpointConflict("An operator has disabled this endpoint. Ask us to enable it again.")
    row.status, row.disabled_because, row.status_reason, row.ended_at = EndpointStatus.ENABLED, "", "", None
    _forget_failures(row)
    row.save()


def _cancel_waiting(row: WebhookEndpoint) -> None:
    waiting = WebhookDelivery.objects.filter(endpoint_id=row.id, state=DeliveryState.WAITING)
    waiting.update(state=DeliveryState.CANCELLED, leased_until=None)


def _forget_failures(row: WebhookEndpoint) -> None:
    row.failures, row.failing_since, row.resting_until = 0, None, None


def _ordered(event_types: Sequence[str]) -> list[str]:
    return sorted(set(event_types), key=CHOSEN_TYPES.index)


def _get(merchant_id: UUID, endpoint_id: UUID) -> WebhookEndpoint:
    row = WebhookEndpoint.objects.filter(pk=endpoint_id, merchant_id=merchant_id).first()
    if row is None or row.status == EndpointStatus.DELETED:
        raise EndpointNotFound
    return row


def _require_owner(person_id: UUID, merchant_id: UUID) -> None:
    member = require_role(person_id=person_id, merchant_id=merchant_id, power=Power.GOVERN)
    if member.status == MerchantStatus.CLOSED:
        raise MerchantNotTrading


def _prove(
    person_id: UUID,
    session_id: UUID,
    merchant_id: UUID,
    watched_url: str,
    facts: Mapping[str, object],
    proof: Proof,
    now: datetime,
) -> Authority:
    """Who may choose where news goes. From a phone we do not know, news of real money takes a code."""
    authority = accounts.authorise(person_id=person_id, session_id=session_id, proof=proof, now=now)
    spend(rates.ENDPOINTS_BY_PERSON, str(person_id), now=now)
    if not watched_url or authority.device_id is not None:
        return authority
    return accounts.confirm_with_code(
        authority,
        binding=accounts.binding_of("merchant_webhook", merchant_id=merchant_id, **facts),
        about={"action": "merchant_webhook", "host": host_of(watched_url)},
        proof=proof,
        session_id=session_id,
        now=now,
    )


def host_of(url: str) -> str:
    """What of an address a short text names."""
    try:
        host = urlsplit(url).hostname or ""
    except ValueError:
        host = ""
    return host[:_SHOWN_HOST]


def _lock(person_id: UUID, session_id: UUID, merchant_id: UUID, now: datetime) -> None:
    """Locks who asks and for whom, and looks again at what was known of them before."""
    User.objects.select_for_update(no_key=True).get(pk=person_id)
    if not get_standing(Passage(None, None, session_id, person_id), at=now).session_is_good:
        raise SessionEnded
    Merchant.objects.select_for_update(no_key=True).get(pk=merchant_id)
    _require_owner(person_id, merchant_id)


def _write_down(row: WebhookEndpoint, action: str, *, by: UUID, now: datetime, **detail: object) -> None:
    facts = {"merchant_id": str(row.merchant_id), "host": host_of(row.url), "is_live": row.is_live, **detail}
    accounts.record_activity(person_id=by, action=action, subject=str(row.id), detail=facts, at=now)
