"""Forms of the portal that make something make it once, however often they are posted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Generic, TypeVar
from uuid import UUID

from apps.core.web import drafts

Made = TypeVar("Made")


@dataclass(frozen=True, slots=True)
class Once(Generic[Made]):
    """What was made now, and the id of what the form has made, now or when it came before.

    Neither is known while the same form is under way in another request.
    """

    made: Made | None = None
    id: UUID | None = None


def make_once(
    make: Callable[[], Made], *, id_of: Callable[[Made], UUID], owner_id: UUID, purpose: str, key: str, now: datetime
) -> Once[Made]:
    """Calls `make` if no form with this key came before. One that was refused may come again.

    Raises what `make` raises, and DraftGone.
    """
    draft, is_first = drafts.begin_once(owner_id=owner_id, purpose=purpose, key=key, now=now)
    if not is_first:
        return Once(id=UUID(draft.content["made"]) if "made" in draft.content else None)
    try:
        made = make()
    except Exception:
        drafts.drop(draft)
        raise
    drafts.change(draft, made=str(id_of(made)))
    return Once(made, id_of(made))
