"""What people are told: the inbox and what goes out, the texts operators have put in place of files, announcements."""

from apps.notifications.models._content import (
    Announcement,
    AnnouncementState,
    AnnouncementVersion,
    Audience,
    Severity,
    TemplateVersion,
    VersionState,
    Way,
)
from apps.notifications.models._inbox import (
    Channel,
    Delivery,
    DeliveryState,
    Notification,
    Outage,
    Preference,
    SandboxMessage,
)
from apps.notifications.models._push import PushEnd, PushSubscription

__all__ = [
    "Announcement",
    "AnnouncementState",
    "AnnouncementVersion",
    "Audience",
    "Channel",
    "Delivery",
    "DeliveryState",
    "Notification",
    "Outage",
    "Preference",
    "PushEnd",
    "PushSubscription",
    "SandboxMessage",
    "Severity",
    "TemplateVersion",
    "VersionState",
    "Way",
]
