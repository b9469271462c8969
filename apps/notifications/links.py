"""To which page a notification leads: each app says it of what it tells about, and this one knows none of them."""

from uuid import UUID

from django.urls import NoReverseMatch, reverse

_pages: dict[str, str] = {}
_HOME = "/wallet/"


def register_page(subject_kind: str, name: str) -> None:
    """Has notifications about such a subject lead to the URL of this name, which takes the subject's id.

    Called when an app is ready. Raises ValueError for a second page.
    """
    if _pages.setdefault(subject_kind, name) != name:
        raise ValueError(f"notifications about a {subject_kind} lead somewhere already")


def page_of(subject_kind: str, subject_id: UUID | None) -> str:
    """The address of the page, or of the wallet where there is none."""
    name = _pages.get(subject_kind)
    if name is None or subject_id is None:
        return _HOME
    try:
        return reverse(name, args=[subject_id])
    except NoReverseMatch:
        return _HOME
