"""The kinds of payment there are, as whoever makes payments has told: risk stands below them and knows none."""

_known: dict[str, str] = {}


def introduce(kinds: dict[str, str]) -> None:
    """Makes these kinds known, each code with its name for people; called once, when the apps are ready."""
    _known.update(kinds)


def choices() -> list[tuple[str, str]]:
    """Codes and names, in the order in which they were made known."""
    return list(_known.items())


def name_of(code: str) -> str:
    """What people call the kind; an empty code is every kind."""
    return _known.get(code, code) if code else "All kinds"


def is_known(code: str) -> bool:
    """Whether there is such a kind. Where nobody has made any known, each may be one."""
    return code in _known or not _known
