"""Telling people things: once in the inbox, once over each channel, whatever dies in between."""

from apps.notifications.services._announce import (
    LONGEST_BODY,
    LONGEST_TITLE,
    check_announcement,
    content_of,
    end_announcement,
    publish_announcement,
    put_into_inboxes,
    write_announcement,
)
from apps.notifications.services._erase import erase_person
from apps.notifications.services._inbox import choose_channels, mark_read
from apps.notifications.services._push import purge_push_subscriptions, subscribe, unsubscribe
from apps.notifications.services._send import requeue_failed, send_due, wait_after
from apps.notifications.services._tell import Telling, send_after_commit, tell, tell_address, tell_all
from apps.notifications.services._texts import publish_text, restore_text, retire_text, write_text

__all__ = [
    "LONGEST_BODY",
    "LONGEST_TITLE",
    "Telling",
    "check_announcement",
    "choose_channels",
    "content_of",
    "end_announcement",
    "erase_person",
    "mark_read",
    "publish_announcement",
    "publish_text",
    "purge_push_subscriptions",
    "put_into_inboxes",
    "requeue_failed",
    "restore_text",
    "retire_text",
    "send_after_commit",
    "send_due",
    "subscribe",
    "tell",
    "tell_address",
    "tell_all",
    "unsubscribe",
    "wait_after",
    "write_announcement",
    "write_text",
]
