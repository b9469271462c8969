"""What apps above this one add to what a person sees of themselves in /me.

Imports only go down, so accounts cannot ask them. They tell it instead: a module of their `api` registers a part when
it is loaded, which happens with the URLs, so before any request is answered and before the schema is written.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from apps.accounts.models import User

Answer = Callable[[User, datetime], Any]


@dataclass(frozen=True, slots=True)
class OwnPart:
    """One member of /me: its shape in the schema, made anew for each serializer, and what it says of a person."""

    name: str
    shape: Callable[[], Any]
    answer: Answer


_parts: dict[str, OwnPart] = {}


def own_part(name: str, *, shape: Callable[[], Any]) -> Callable[[Answer], Answer]:
    """Registers a function of a person's row and the time that answers the member `name` of /me.

    It is asked at every GET /me: it must read little, and the same however long the person has been here.
    """

    def register(answer: Answer) -> Answer:
        known = _parts.setdefault(name, OwnPart(name, shape, answer))
        if known.answer is not answer:
            raise ValueError(f"two parts of /me are called {name}")
        return answer

    return register


def own_parts() -> list[OwnPart]:
    """All parts, in the order of their names."""
    return [_parts[name] for name in sorted(_parts)]
