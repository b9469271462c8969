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


class NotificationNotFound(NotFound):
    """There is no such notification."""

    code = "notification_not_found"


class PushNotOffered(DomainError):
    """This installation sends no pushes."""

    code = "push_not_offered"
    category = "conflict"


class PushSubscriptionTaken(DomainError):
    """Somebody else hears from us under this address, and nothing shows that it is the same browser."""

    code = "push_subscription_taken"
    category = "conflict"


class TooManyPushSubscriptions(DomainError):
    """You hear from us in as many browsers as anybody may: log out in one of them first."""

    code = "too_many_push_subscriptions"
    category = "conflict"
