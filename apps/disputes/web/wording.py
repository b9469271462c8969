"""What has become of a dispute, in the words of a page: each step of it, and what comes next."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.core.templatetags.ui import money_text
from apps.disputes.models import Dispute, Reason, State

REASONS: dict[str, str | Promise] = {
    Reason.NOT_RECEIVED: _lazy("What I paid for has not come"),
    Reason.WRONG_AMOUNT: _lazy("The amount is wrong"),
    Reason.WRONG_PERSON: _lazy("It went to the wrong person"),
    Reason.UNAUTHORISED: _lazy("I did not make this payment"),
    Reason.DUPLICATE: _lazy("I paid twice"),
    Reason.OTHER: _lazy("Something else"),
}
# How it looks, and what it is called.
_STATES: dict[str, tuple[str, str | Promise]] = {
    State.OPEN: ("wait", _lazy("Waits for the answer")),
    State.ANSWERED: ("wait", _lazy("Waits for a decision")),
    State.UNDER_REVIEW: ("wait", _lazy("Waits for a decision")),
    State.DECIDED_FOR_PAYER: ("good", _lazy("Decided for the payer")),
    State.DECIDED_FOR_PAYEE: ("bad", _lazy("Decided for the payee")),
    State.WITHDRAWN: ("", _lazy("Withdrawn")),
}


@dataclass(frozen=True, slots=True)
class Step:
    """Something that has happened (`done`), happens now (`now`), has failed (`failed`), or comes yet (nothing)."""

    title: str
    mark: str = ""
    text: str = ""
    at: datetime | None = None
    words: str = ""


def state_of(row: Dispute) -> tuple[str, str]:
    """How the state looks, and what it is called."""
    tone, words = _STATES[row.state]
    return tone, str(words)


def reason_of(row: Dispute) -> str:
    return str(REASONS[row.reason])


def steps_of(row: Dispute, answer: dict[str, Any]) -> Iterator[Step]:
    """The dispute from its beginning to what comes next; `answer` is how the API shows it to this side."""
    yield Step(_("Payment disputed"), "done", reason_of(row), row.opened_at, answer["statement"])
    if row.state == State.WITHDRAWN:
        yield from _answered(row, answer)
        yield Step(_("Withdrawn"), "done", _("The money that was put aside is the payee's again."), row.decided_at)
        return
    if row.state == State.OPEN:
        yield Step(_("Answer of the payee"), "now", _("The payee can answer until:"), row.answer_by)
        yield Step(_("Decision"))
        return
    yield from _answered(row, answer)
    if row.decided_at is None:
        yield Step(
            _("Decision"), "now", _("Somebody of us looks at what both sides say. It is decided by:"), row.decide_by
        )
    else:
        yield Step(_("Decision"), "done", _decision(row, answer), row.decided_at, answer["decision_reason"])


def _answered(row: Dispute, answer: dict[str, Any]) -> Iterator[Step]:
    if row.answered_at:
        sentence = (
            _("The payee agreed, and gave the money back.") if row.is_accepted else _("The payee does not agree.")
        )
        yield Step(_("Answer of the payee"), "done", sentence, row.answered_at, answer["answer"])
    elif row.state != State.WITHDRAWN:
        yield Step(_("Answer of the payee"), "failed", _("There was no answer in time."), row.answer_by)


def _decision(row: Dispute, answer: dict[str, Any]) -> str:
    if row.state == State.DECIDED_FOR_PAYEE:
        return _("The payment stands. The money stays with the payee.")
    given = money_text(answer["paid_back"], row.currency)
    if row.shortfall:
        return _("The payer is in the right. %(given)s went back; %(missing)s was not there to give back.") % {
            "given": given,
            "missing": money_text(row.shortfall, row.currency),
        }
    return _("The payer is in the right. %(given)s went back.") % {"given": given}
