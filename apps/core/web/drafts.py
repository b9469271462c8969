"""What somebody is about to do on a page: a payment that has its payee and not yet its PIN.

A draft's id is the idempotency key of what becomes of it. So its address can be loaded again at any time, and the same
form can come twice: there is one payment, and the page finds it. What was typed names people, so it is sealed.
"""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid5

from apps.core import crypto
from apps.core.errors import NotFound
from apps.core.ids import uuid7
from apps.core.models import PageDraft

LIFETIME = timedelta(hours=24)
_TABLE, _COLUMN = "core_pagedraft", "content"


@dataclass(frozen=True, slots=True)
class Draft:
    """`content` is JSON: strings, numbers, lists. `key` is the idempotency key of what is done with it."""

    id: UUID
    owner_id: UUID
    purpose: str
    content: dict[str, Any]

    @property
    def key(self) -> str:
        return key_of(self.id)


def key_of(draft_id: UUID) -> str:
    """The idempotency key of what is done with a draft, which holds when the draft is gone."""
    return f"web-{draft_id}"


class DraftGone(NotFound):
    """This page is too old. Begin again."""


def begin(*, owner_id: UUID, purpose: str, content: dict[str, Any], now: datetime) -> Draft:
    """A new draft of one person, for one purpose."""
    draft = Draft(uuid7(), owner_id, purpose, content)
    PageDraft.objects.create(
        id=draft.id, owner_id=owner_id, purpose=purpose, content=_sealed(draft), expires_at=now + LIFETIME
    )
    return draft


def get(*, owner_id: UUID, purpose: str, draft_id: UUID, now: datetime) -> Draft:
    """One of the person's drafts. Raises DraftGone, also for somebody else's and for another purpose's."""
    row = PageDraft.objects.filter(pk=draft_id, owner_id=owner_id, purpose=purpose, expires_at__gt=now).first()
    if row is None:
        raise DraftGone
    content = json.loads(crypto.unseal_bytes(row.content, table=_TABLE, column=_COLUMN, row=row.id))
    return Draft(row.id, owner_id, purpose, content)


def begin_once(*, owner_id: UUID, purpose: str, key: str, now: datetime) -> tuple[Draft, bool]:
    """The draft of a form that carries this key, and whether the form comes for the first time.

    For forms that are not looked at again before they are done. Raises DraftGone when it came long ago.
    """
    draft = Draft(uuid5(owner_id, f"{purpose}:{key}"), owner_id, purpose, {})
    fields = {"owner_id": owner_id, "purpose": purpose, "content": _sealed(draft), "expires_at": now + LIFETIME}
    _row, is_first = PageDraft.objects.get_or_create(id=draft.id, defaults=fields)
    return (draft, True) if is_first else (get(owner_id=owner_id, purpose=purpose, draft_id=draft.id, now=now), False)


def drop(draft: Draft) -> None:
    """Forgets it: what it was for was refused, so its form may come again."""
    PageDraft.objects.filter(pk=draft.id).delete()


def change(draft: Draft, **content: Any) -> Draft:
    """The draft with these members of its content changed.

    What was tried under its key already is another request then, and the pipeline refuses it.
    """
    changed = Draft(draft.id, draft.owner_id, draft.purpose, {**draft.content, **content})
    PageDraft.objects.filter(pk=draft.id).update(content=_sealed(changed))
    return changed


def _sealed(draft: Draft) -> bytes:
    text = json.dumps(draft.content, sort_keys=True).encode()
    return crypto.seal_bytes(text, table=_TABLE, column=_COLUMN, row=draft.id)
