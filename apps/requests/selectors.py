"""Reads of requests for money."""

from uuid import UUID

from django.db.models import QuerySet

from apps.requests.errors import RequestNotFound
from apps.requests.models import PaymentRequest, RequestBlock, RequestGroup


def list_requests(
    person_id: UUID,
    *,
    direction: str | None = None,
    state: str | None = None,
    before: UUID | None = None,
    after: UUID | None = None,
    limit: int = 20,
) -> list[PaymentRequest]:
    """What the person was asked for (`received`), has asked for (`sent`) or both, newest first: older than `before`.

    With `after` instead: those newer than it, nearest first. Each direction is one index scan that stops after `limit`
    rows. What somebody they blocked has asked for is not there.
    """
    rows = PaymentRequest.objects.order_by("id" if after else "-id")
    if state:
        rows = rows.filter(state=state)
    if before:
        rows = rows.filter(id__lt=before)
    if after:
        rows = rows.filter(id__gt=after)
    sides: list[QuerySet[PaymentRequest]] = []
    if direction != "sent":
        sides.append(rows.filter(payer_id=person_id, is_hidden=False))
    if direction != "received":
        sides.append(rows.filter(requester_id=person_id))
    found = [row for side in sides for row in side[:limit]]
    found.sort(key=lambda row: row.id, reverse=after is None)
    return found[:limit]


def is_seen_by(row: PaymentRequest, person_id: UUID) -> bool:
    """Whether the request is this person's to see: who asked, and who is asked unless they blocked who asked."""
    return person_id == row.requester_id or (person_id == row.payer_id and not row.is_hidden)


def get_request(*, person_id: UUID, request_id: UUID) -> PaymentRequest:
    """One of the person's requests. Raises RequestNotFound, also for somebody else's or a hidden one."""
    row = PaymentRequest.objects.filter(pk=request_id).first()
    if row is None or not is_seen_by(row, person_id):
        raise RequestNotFound
    return row


def get_group(*, requester_id: UUID, group_id: UUID) -> tuple[RequestGroup, list[PaymentRequest]]:
    """What the person asked for at one time, and each one's request in the order they were named.

    Raises RequestNotFound, also for what somebody else asked for.
    """
    group = RequestGroup.objects.filter(pk=group_id, requester_id=requester_id).first()
    if group is None:
        raise RequestNotFound
    return group, list(PaymentRequest.objects.filter(group_id=group_id).order_by("id"))


def find_group(*, requester_id: UUID, key: str) -> RequestGroup | None:
    """What the person has asked for under this idempotency key."""
    return RequestGroup.objects.filter(requester_id=requester_id, idempotency_key=key).first()


def list_blocks(
    person_id: UUID, *, before: UUID | None = None, after: UUID | None = None, limit: int = 20
) -> list[RequestBlock]:
    """Whom the person does not want to be asked by; the order and `before` and `after` as in list_requests."""
    rows = RequestBlock.objects.filter(person_id=person_id)
    if after:
        return list(rows.filter(id__gt=after).order_by("id")[:limit])
    if before:
        rows = rows.filter(id__lt=before)
    return list(rows.order_by("-id")[:limit])
