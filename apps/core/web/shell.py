"""What stands around a page: how much is unread, which desks a person works at.

The pages' frame is drawn by whoever renders a page, who knows nothing of the apps above. So these say once how their
part is read, and it is read when a template asks for it and not before.
"""

from collections.abc import Callable
from typing import Any
from uuid import UUID

Part = Callable[[UUID], Any]
_parts: dict[str, Part] = {}


def register_part(name: str, read: Part) -> None:
    """Has `shell.<name>` of every signed-in page be what `read` says of the person. Called when an app is ready."""
    if _parts.setdefault(name, read) is not read:
        raise ValueError(f"{name} stands in the shell already")


class Shell:
    """The parts of one person's frame, each of them read when it is looked at first."""

    def __init__(self, person_id: UUID) -> None:
        self.person_id = person_id
        self._read: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        """A part by its name, as templates ask for it. Raises KeyError for one nobody has registered."""
        if name not in self._read:
            self._read[name] = _parts[name](self.person_id)
        return self._read[name]
