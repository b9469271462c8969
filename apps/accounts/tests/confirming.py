"""Confirming changes over the API, as an app does it: ask, read the code that was sent, ask again with it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from apps.accounts import selectors

Ask = Callable[..., Any]


def answer_to(refusal: Any) -> dict[str, str]:
    """The member that answers `step_up_required` or `proof_required`, with the digits that were sent."""
    assert refusal.status_code == 403, refusal.content
    challenge = refusal.json()["challenge_id"]
    text = selectors.get_code_text(UUID(challenge))
    assert text is not None, "this code is dead"
    return {"challenge_id": challenge, "code": text}


def stepped_up(ask: Ask) -> Any:
    """What `ask` answers once its step-up is confirmed."""
    refusal = ask()
    assert refusal.json()["code"] == "step_up_required", refusal.content
    return ask(step_up=answer_to(refusal))


def both_confirmed(ask: Ask) -> Any:
    """What `ask` answers once the number has confirmed and the new address is proven."""
    first = ask()
    assert first.json()["code"] == "step_up_required", first.content
    step_up = answer_to(first)
    second = ask(step_up=step_up)
    assert second.json()["code"] == "proof_required", second.content
    return ask(step_up=step_up, proof=answer_to(second))
