"""The ways out of GoPay: one module each, behind the port in `base`."""

from collections.abc import Sequence

from django.conf import settings

from apps.notifications import vapid
from apps.notifications.channels.base import CalledOff, ChannelPort, NotNow, SendFailure, Undeliverable
from apps.notifications.channels.email import EmailChannel
from apps.notifications.channels.push import PushChannel
from apps.notifications.channels.sandbox import SandboxChannel
from apps.notifications.channels.sms import SmsChannel
from apps.notifications.models import Channel

__all__ = ["CalledOff", "ChannelPort", "NotNow", "SendFailure", "Undeliverable", "can_send", "lines_for"]


def can_send(channel: str) -> bool:
    """Whether this installation has a provider for the channel."""
    if channel == Channel.PUSH:
        return vapid.is_offered()
    return channel != Channel.SMS or bool(settings.SMS_URL) or settings.SANDBOX


def lines_for(channels: Sequence[str]) -> list[tuple[list[str], ChannelPort]]:
    """The lines that messages of these channels take; in the sandbox all but pushes take the same one.

    A push goes to a browser that has subscribed in this very sandbox, and so to nobody who is not part of it.
    """
    pushes: list[tuple[list[str], ChannelPort]] = [([Channel.PUSH], PushChannel())] if Channel.PUSH in channels else []
    others = [channel for channel in channels if channel != Channel.PUSH]
    if settings.SANDBOX:
        return [(others, SandboxChannel()), *pushes] if others else pushes
    ports: dict[str, type[EmailChannel | SmsChannel]] = {Channel.EMAIL: EmailChannel, Channel.SMS: SmsChannel}
    return [*(([channel], ports[channel]()) for channel in others), *pushes]
