"""What was told and what became of it; the texts operators have put in place of files; announcements."""

from apps.notifications.admin import _announcements, _messages, _texts
from apps.notifications.admin._messages import masked

__all__ = ["_announcements", "_messages", "_texts", "masked"]
