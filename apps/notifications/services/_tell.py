from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.conf import settings
from django.db import transaction
from psycopg.types.json import Jsonb

from apps.accounts.selectors import Person, find_person
from apps.core import sql
from apps.core.card_numbers import mask_in
from apps.core.ids import uuid7
from apps.notifications import push_words, rendering
from apps.notifications.channels import can_send
from apps.notifications.models import Channel
from apps.notifications.selectors import list_push_addresses
from apps.notifications.services._send import send_due


@dataclass(frozen=True, slots=True)
class Telling:
    """Something to tell one person. What it is about (`subject_kind`, `subject_id`) lets an app link to it."""

    person_id: UUID
    template: str
    context: Mapping[str, Any]
    cause: UUID
    topic: str = ""
    subject_kind: str = ""
    subject_id: UUID | None = None
    security: bool = False


_INSERT_NOTIFICATIONS = """
INSERT INTO notifications_notification
    (id, person_id, topic, title, body, subject_kind, subject_id, cause, created_at)
SELECT new.*, %s FROM unnest(
    %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::text[], %s::uuid[], %s::uuid[]
) AS new
ON CONFLICT (cause, person_id, topic) DO NOTHING RETURNING id
"""

_INSERT_DELIVERIES = """
INSERT INTO notifications_delivery
    (id, notification_id, person_id, channel, address, template, context, language, cause,
     state, attempts, queued_at, due_at, last_error)
SELECT new.*, 'QUEUED', 0, %s, %s, '' FROM unnest(
    %s::uuid[], %s::uuid[], %s::uuid[], %s::text[], %s::text[], %s::text[], %s::jsonb[], %s::text[], %s::uuid[]
) AS new
ON CONFLICT (cause, channel, address, template) DO NOTHING RETURNING id
"""

_SWITCHED_OFF = "SELECT person_id, channel FROM notifications_preference WHERE person_id = ANY(%s) AND NOT enabled"


def _insert(statement: str, leading: list[Any], rows: Sequence[tuple[Any, ...]]) -> set[UUID]:
    if not rows:
        return set()
    columns = [list(column) for column in zip(*rows, strict=True)]
    return {row[0] for row in sql.fetch_all(statement, [*leading, *columns])}


def _storable(context: Mapping[str, Any]) -> Jsonb:
    if "code" in context:
        raise ValueError("A one-time code is never stored: pass its code_id.")
    return Jsonb(mask_in(dict(context)))


def _address_of(person: Person, channel: str) -> str:
    return (person.email if channel == Channel.EMAIL else person.msisdn) or ""


def _is_sent_by(channel: str, template: str, context: Mapping[str, Any]) -> bool:
    if channel == Channel.PUSH:
        return push_words.is_pushed(template, context)
    return channel.lower() in rendering.ways_of(template)


def tell_all(tellings: Sequence[Telling], *, now: datetime) -> list[UUID]:
    """Puts each telling into its person's inbox and queues it on the channels they left on.

    A push goes to each browser in which they are logged in and wanted it; it waits for its own sweep, because how long
    a push service takes to answer, strangers choose. Returns the ids of the other deliveries it queued, for
    `send_after_commit`. Whatever was told before for the
    same (cause, person, topic) is left alone, however many callers try at a time. A person who does not
    exist is told nothing. Raises rendering.UnknownTemplate, rendering.MissingValue, and ValueError for a
    context that holds a one-time code.
    """
    # In one order everywhere, so that two callers with the same causes never wait for each other in a circle.
    ordered = sorted(tellings, key=lambda telling: (telling.cause, telling.person_id, telling.topic))
    people = {one: person for one in {telling.person_id for telling in ordered} if (person := find_person(str(one)))}
    off = _switched_off([telling.person_id for telling in ordered if not telling.security])
    browsers = list_push_addresses(list(people), now=now) if can_send(Channel.PUSH) else {}
    inbox: list[tuple[Any, ...]] = []
    outside: list[tuple[Any, ...]] = []
    for telling in ordered:
        person = people.get(telling.person_id)
        if person is None:
            continue
        template, context = telling.template, telling.context
        ways = rendering.ways_of(template)
        notification_id = None
        if "inbox" in ways:
            notification_id = uuid7()
            text = rendering.render(template, "inbox", context, language=person.language)
            inbox.append(
                (
                    notification_id,
                    telling.person_id,
                    telling.topic or template,
                    text.title,
                    text.body,
                    telling.subject_kind,
                    telling.subject_id,
                    telling.cause,
                )
            )
        stored = _storable(context)
        for channel in Channel.values:
            chosen = telling.security or (telling.person_id, channel) not in off
            if not (chosen and can_send(channel) and _is_sent_by(channel, template, context)):
                continue
            if channel == Channel.PUSH:
                addresses = [str(one) for one in browsers.get(telling.person_id, ())]
            else:
                addresses = [_address_of(person, channel)]
            outside += [
                (
                    uuid7(),
                    notification_id,
                    telling.person_id,
                    channel,
                    address,
                    template,
                    stored,
                    person.language,
                    telling.cause,
                )
                for address in addresses
                if address
            ]
    with transaction.atomic(savepoint=False):
        fresh = _insert(_INSERT_NOTIFICATIONS, [now], inbox)
        # An inbox row that was there already has its deliveries, to the addresses of that time.
        outside = [row for row in outside if row[1] is None or row[1] in fresh]
        queued = _insert(_INSERT_DELIVERIES, [now, now], outside)
    return sorted(row[0] for row in outside if row[0] in queued and row[3] != Channel.PUSH)


def _switched_off(person_ids: list[UUID]) -> set[tuple[UUID, str]]:
    if not person_ids:
        return set()
    return {(person_id, channel) for person_id, channel in sql.fetch_all(_SWITCHED_OFF, [person_ids])}


def tell(
    *,
    person_id: UUID,
    template: str,
    context: Mapping[str, Any],
    cause: UUID,
    now: datetime,
    topic: str = "",
    subject_kind: str = "",
    subject_id: UUID | None = None,
    security: bool = False,
) -> list[UUID]:
    """Tells one person one thing; see `tell_all` for what is returned and raised.

    `cause` is the id of the event that makes us tell; `topic` is the template's name unless said otherwise.
    A `security` message goes to every address whatever the person chose (OWASP ASVS 6.3.7).
    """
    telling = Telling(
        person_id=person_id,
        template=template,
        context=context,
        cause=cause,
        topic=topic,
        subject_kind=subject_kind,
        subject_id=subject_id,
        security=security,
    )
    return tell_all([telling], now=now)


def tell_address(
    *,
    channel: str,
    address: str,
    template: str,
    context: Mapping[str, Any],
    cause: UUID,
    now: datetime,
    language: str | None = None,
    person_id: UUID | None = None,
) -> list[UUID]:
    """Queues one message to an address that need not belong to anybody here; nothing goes into an inbox.

    Returns the delivery's id, or nothing if this cause has queued it before. Raises
    rendering.UnknownTemplate when the template has no file for the channel, and ValueError for a context
    that holds a one-time code.
    """
    if channel == Channel.PUSH or channel.lower() not in rendering.ways_of(template):
        raise rendering.UnknownTemplate(f"{template}.{channel.lower()}")
    row = (
        uuid7(),
        None,
        person_id,
        channel,
        address,
        template,
        _storable(context),
        language or settings.LANGUAGE_CODE,
        cause,
    )
    return list(_insert(_INSERT_DELIVERIES, [now, now], [row]))


def send_after_commit(delivery_ids: Sequence[UUID], *, now: datetime) -> None:
    """Tries these deliveries once as soon as the present transaction has committed, in this process.

    So a message does not wait for the next sweep. A failure here fails nobody: the sweep repeats it.
    """
    if not delivery_ids:
        return
    ids = list(delivery_ids)

    def attempt() -> None:
        send_due(now=now, limit=len(ids), only=ids)

    transaction.on_commit(attempt, robust=True)
