"""Telling people things: once in the inbox, once over each channel, whatever dies in between."""

from apps.notifications.services._erase import erase_person
from apps.notifications.services._inbox import choose_channels, mark_read
from apps.notifications.services._send import requeue_failed, send_due, wait_after
from apps.notifications.services._tell import Telling, send_after_commit, tell, tell_address, tell_all

__all__ = [
    "Telling",
    "choose_channels",
    "erase_person",
    "mark_read",
    "requeue_failed",
    "send_after_commit",
    "send_due",
    "tell",
    "tell_address",
    "tell_all",
    "wait_after",
]
