"""What a mutant is: the house with one guard taken out, and the tests that must notice."""

from dataclasses import dataclass
from pathlib import Path


class DoesNotApply(Exception):
    """The code has changed so that the mutant's text is no longer in it: the mutant must be rewritten."""


@dataclass(frozen=True, slots=True)
class Edit:
    """In the file `path`, `old`, which stands there exactly once, becomes `new`."""

    path: str
    old: str
    new: str

    def apply(self, root: Path) -> None:
        """Raises DoesNotApply."""
        file = root / self.path
        text = file.read_text()
        found = text.count(self.old)
        if found != 1:
            raise DoesNotApply(f"{self.path} holds {found} times, not once: {self.old.strip().splitlines()[0]}")
        file.write_text(text.replace(self.old, self.new))


@dataclass(frozen=True, slots=True)
class Mutant:
    """`guard` says what is missing in it; one of `tests` (pytest's node ids) must fail."""

    guard: str
    edits: tuple[Edit, ...]
    tests: tuple[str, ...]
