"""What can be done at agents, and with them."""

from apps.agents.services._book import (
    Dealings,
    Earned,
    lock_service,
    open_agent_books,
    open_outlet_books,
    open_teller_books,
    post_earned,
    serve_now,
    serving,
    why_not,
)

__all__ = [
    "Dealings",
    "Earned",
    "lock_service",
    "open_agent_books",
    "open_outlet_books",
    "open_teller_books",
    "post_earned",
    "serve_now",
    "serving",
    "why_not",
]
