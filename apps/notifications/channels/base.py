"""The port: what a channel must be able to do, and the two ways in which it may fail."""

from typing import Protocol
from uuid import UUID


class SendFailure(Exception):
    """The message was not sent. `reason` is short, ours, and never quotes what was to be sent."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


class Undeliverable(SendFailure):
    """It will never be sent like this: the address or the message itself was refused."""


class NotNow(SendFailure):
    """It may be sent later. `provider_is_down` says that other messages would fare no better now."""

    def __init__(self, reason: str, *, provider_is_down: bool = True) -> None:
        self.provider_is_down = provider_is_down
        super().__init__(reason)


class CalledOff(SendFailure):
    """Nobody is to get it any more. `answered` says whether the provider was asked, and answered."""

    def __init__(self, reason: str, *, answered: bool | None = None) -> None:
        self.answered = answered
        super().__init__(reason)


class ChannelPort(Protocol):
    """One open line to a provider, used by one sender for a few messages and then closed.

    `batch` says how many messages may share a database transaction. What goes out over a network goes
    alone: a sender that dies repeats the message it was at, and no other.
    """

    batch: int
    shows_html: bool

    def send(self, *, delivery_id: UUID, address: str, subject: str, body: str, html: str) -> None:
        """Hands over one message; `delivery_id` lets the provider notice a repetition.

        Returns once the provider has it. Raises Undeliverable, NotNow or CalledOff.
        """

    def close(self) -> None:
        """Hangs up. Never raises."""
