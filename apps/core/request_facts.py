"""What is known of the request being answered: its id, where it comes from, through which door.

Kept in a context variable, so that logs, events and the activity log carry it without every service
taking it as an argument. It informs; it never decides.
"""

from contextvars import ContextVar
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RequestFacts:
    request_id: str = ""
    ip_address: str | None = None
    channel: str = "system"
    user_agent: str = ""


_OUTSIDE = RequestFacts()
_current: ContextVar[RequestFacts | None] = ContextVar("request_facts", default=None)


def current() -> RequestFacts:
    """The facts of the request this code runs for; empty ones outside a request."""
    return _current.get() or _OUTSIDE


def enter(facts: RequestFacts) -> None:
    """Sets the facts for the rest of this request (or task)."""
    _current.set(facts)
