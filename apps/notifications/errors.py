"""What notifications refuse."""

from apps.core.errors import DomainError, NotFound


class TextNotFound(NotFound):
    """There is no such text."""

    code = "message_text_not_found"


class AnnouncementNotFound(NotFound):
    """There is no such announcement."""

    code = "announcement_not_found"


class ContentConflict(DomainError):
    """It is in another state by now: nothing was changed."""

    code = "content_conflict"
    category = "conflict"


class OwnContent(DomainError):
    """Nobody puts before the public what they have written themselves: a colleague does."""

    code = "own_content"
    category = "forbidden"
