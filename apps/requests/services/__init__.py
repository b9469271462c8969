"""What can be done with requests for money."""

from apps.requests.services._accept import accept_request
from apps.requests.services._ask import Asked, ask_for_money
from apps.requests.services._block import block_requester, unblock_requester
from apps.requests.services._decide import BETWEEN_REMINDERS, cancel_request, decline_request, expire_due, remind
from apps.requests.services._tell import tell_asked, tell_decided

__all__ = [
    "BETWEEN_REMINDERS",
    "Asked",
    "accept_request",
    "ask_for_money",
    "block_requester",
    "cancel_request",
    "decline_request",
    "expire_due",
    "remind",
    "tell_asked",
    "tell_decided",
    "unblock_requester",
]
