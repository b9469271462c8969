"""What has become of a request for money, in the words of a page."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.requests.api.serializers import request_answer
from apps.requests.models import PaymentRequest

# How it looks, and what it is called.
_STATES: dict[str, tuple[str, str | Promise]] = {
    "PENDING": ("wait", _("Waiting")),
    "PAID": ("good", _("Paid")),
    "DECLINED": ("bad", _("Declined")),
    "CANCELLED": ("", _("Taken back")),
    "EXPIRED": ("", _("Expired")),
}


@dataclass(frozen=True, slots=True)
class Shown:
    """A request as one of its sides sees it in a list."""

    answer: dict[str, Any]
    other: str
    tone: str
    state: str
    url: str

    @property
    def is_pending(self) -> bool:
        return bool(self.answer["state"] == PaymentRequest.State.PENDING)


def shown(row: PaymentRequest, *, viewer_id: UUID) -> Shown:
    """The request with its state in words, and who is on its other side."""
    answer = request_answer(row, viewer_id=viewer_id)
    tone, state = _STATES[row.state]
    other = answer["payer" if answer["direction"] == "sent" else "requester"]["name"]
    return Shown(answer, other, tone, str(state), reverse("wallet-request", args=[row.id]))
