"""The ways out of GoPay: one module each, behind the port in `base`."""

from collections.abc import Sequence

from django.conf import settings

from apps.notifications.channels.base import ChannelPort, NotNow, SendFailure, Undeliverable
from apps.notifications.channels.email import EmailChannel
from apps.notifications.channels.sandbox import SandboxChannel
from apps.notifications.channels.sms import SmsChannel
from apps.notifications.models import Channel

__all__ = ["ChannelPort", "NotNow", "SendFailure", "Undeliverable", "can_send", "lines_for"]


def can_send(channel: str) -> bool:
    """Whether this installation has a provider for the channel."""
    return channel != Channel.SMS or bool(settings.SMS_URL) or settings.SANDBOX


def lines_for(channels: Sequence[str]) -> list[tuple[list[str], ChannelPort]]:
    """The lines that messages of these channels take; in the sandbox all of them take the same one."""
    if settings.SANDBOX:
        return [(list(channels), SandboxChannel())]
    ports: dict[str, type[EmailChannel | SmsChannel]] = {Channel.EMAIL: EmailChannel, Channel.SMS: SmsChannel}
    return [([channel], ports[channel]()) for channel in channels]
