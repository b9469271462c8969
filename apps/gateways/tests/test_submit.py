"""Sending operations: each is sent once, to whoever takes it, and a process may die after any step."""

from datetime import timedelta
from itertools import pairwise
from typing import Any
from uuid import uuid4

import pytest
from django.db import transaction

from apps.core.money import Money
from apps.core.tests.parallel import run_together
from apps.gateways.base import NotDone, Outcome, PayOut, Refused, Result
from apps.gateways.models import Discrepancy, Lease, Operation, Route
from apps.gateways.services import Applied, apply_result, run_due_operations
from apps.gateways.tests.rails import (
    BUSY,
    DONE,
    NOBODY,
    NOT_FOUND,
    NOW,
    PENDING,
    SILENCE,
    Follower,
    Killed,
    Rails,
    ask,
    dying,
    follower,
    open_rail,
    rails,
)

__all__ = ["follower", "rails"]
SUBMIT = "apps.gateways.services._submit"
SECOND = timedelta(seconds=1)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("follower")]


def run(seconds: float = 0, **more: Any) -> int:
    return run_due_operations(now=NOW + timedelta(seconds=seconds), **more)


def test_what_is_ready_is_sent_and_its_answer_applied(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ask()
    assert run() == 1
    operation.refresh_from_db()
    assert (operation.state, operation.gateway_code, operation.attempts) == ("SUCCEEDED", "first", 1)
    assert operation.provider_reference == "done-1"
    assert follower.heard == [("succeeded", operation.id, "")]
    [(_, request)] = rails.asked
    assert isinstance(request, PayOut) and request.operation_id == operation.id and request.instrument == "acc_1"
    assert run(3600) == 0
    assert rails.sent == ["first"]


def test_it_is_submitted_before_anything_goes_out(rails: Rails) -> None:
    open_rail("first", timeout_seconds=10)
    operation = ask()
    seen: list[Operation] = []

    def look() -> Result:
        seen.append(Operation.objects.get(pk=operation.pk))
        return DONE

    rails.say("first", look)
    run()
    [row] = seen
    assert (row.state, row.gateway_code, row.attempts) == ("SUBMITTED", "first", 1)
    # It is asked about when this attempt is over, whatever becomes of this process.
    assert row.submitted_at is not None and row.due_at is not None
    assert row.due_at - row.submitted_at == timedelta(seconds=40)


@pytest.mark.django_db(transaction=True)
def test_nothing_is_sent_inside_a_transaction(rails: Rails) -> None:
    open_rail("first")
    ask()
    with transaction.atomic(), pytest.raises(RuntimeError):
        run()
    assert rails.asked == []


def test_only_what_was_named_is_sent(rails: Rails) -> None:
    open_rail("first")
    one, other = ask(), ask()
    assert run(only=[one.id]) == 1
    assert [request.operation_id for _, request in rails.asked] == [one.id]
    assert run(only=[uuid4()]) == 0
    other.refresh_from_db()
    assert other.state == "READY"


def test_what_waits_for_somebody_is_not_sent(rails: Rails) -> None:
    open_rail("first")
    ask(state="WAITING", due_at=None)
    assert run(3600) == 0


def test_whoever_certainly_did_nothing_is_followed_by_the_next(rails: Rails, follower: Follower) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    operation = ask()
    rails.say("first", NOBODY)
    run()
    operation.refresh_from_db()
    assert rails.sent == ["first", "second"]
    assert (operation.state, operation.gateway_code, operation.attempts) == ("SUCCEEDED", "second", 2)
    assert follower.news == ["succeeded"]


def test_what_is_bound_to_one_gateway_goes_to_no_other(rails: Rails) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    operation = ask(bound_to="second")
    rails.say("second", BUSY)
    run()
    operation.refresh_from_db()
    assert rails.sent == ["second"]
    assert operation.state == "READY" and operation.last_error == "second: HTTP 429"


def test_an_unknown_outcome_is_followed_by_nobody(rails: Rails, follower: Follower) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    operation = ask()
    rails.say("first", SILENCE)
    run()
    operation.refresh_from_db()
    assert rails.sent == ["first"]
    assert (operation.state, operation.last_error) == ("UNKNOWN", "ReadTimeout")
    assert follower.news == ["unknown"]
    assert operation.due_at is not None
    assert timedelta(seconds=10) <= operation.due_at - NOW < timedelta(seconds=12)


def test_what_an_adapter_stumbles_over_may_have_gone_out(rails: Rails) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", ValueError("a bug"))
    run()
    operation.refresh_from_db()
    assert (operation.state, operation.last_error) == ("UNKNOWN", "ValueError in the adapter")


def test_an_enquirys_answer_to_a_request_says_nothing(rails: Rails) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", NOT_FOUND)
    run()
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN"


@pytest.mark.parametrize(
    ("given", "kept"),
    [("provider_limit", "provider_limit"), ("something of their own", "provider_declined")],
)
def test_a_refusal_ends_it_with_a_code_all_providers_share(
    rails: Rails, follower: Follower, given: str, kept: str
) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    operation = ask()
    rails.say("first", Refused("no", failure_code=given))
    run()
    operation.refresh_from_db()
    assert rails.sent == ["first"]
    assert (operation.state, operation.failure_code) == ("FAILED", kept)
    assert follower.heard == [("failed", operation.id, kept)]


def test_what_is_pending_is_asked_about_later(rails: Rails) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", PENDING)
    run()
    operation.refresh_from_db()
    assert (operation.state, operation.provider_reference) == ("SUBMITTED", "slow-1")
    assert operation.due_at is not None
    assert timedelta(seconds=10) <= operation.due_at - NOW < timedelta(seconds=12)


def test_an_answer_about_another_amount_decides_nothing_and_is_asked_about(rails: Rails, follower: Follower) -> None:
    from apps.core.money import Money

    open_rail("first")
    operation = ask("10.00")
    rails.say("first", Result(Outcome.SUCCEEDED, amount=Money.parse("1.00", "USD")))
    run()
    operation.refresh_from_db()
    assert operation.state == "SUBMITTED" and follower.heard == []
    assert Discrepancy.objects.get().kind == "MISMATCH"
    assert operation.due_at is not None and operation.due_at < NOW + timedelta(seconds=12)


def test_while_nobody_can_be_asked_it_waits_longer_and_longer_and_then_fails(rails: Rails, follower: Follower) -> None:
    operation = ask()
    waits = []
    now = NOW
    while True:
        assert run_due_operations(now=now) == 1
        operation.refresh_from_db()
        if operation.state != "READY":
            break
        assert operation.due_at is not None and operation.last_error == "no rail can be asked now"
        waits.append((operation.due_at - now).total_seconds())
        now = operation.due_at
    assert waits[0] == pytest.approx(5, abs=0.5) and waits[-1] == pytest.approx(300, abs=0.5)
    assert all(later >= sooner - 0.5 for sooner, later in pairwise(waits))
    assert timedelta(minutes=30) <= now - NOW < timedelta(minutes=36)
    assert follower.heard == [("failed", operation.id, "provider_unavailable")]


def test_a_rail_that_comes_back_gets_what_waited(rails: Rails) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", NOBODY)
    run()
    assert run(4) == 0
    assert run(6) == 1
    operation.refresh_from_db()
    assert (operation.state, operation.attempts) == ("SUCCEEDED", 2)


def test_what_no_request_can_be_made_of_fails_and_goes_nowhere(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ask(capability="PAY_OUT", terms={})
    other = ask(capability="SOMETHING")
    assert run() == 2
    assert rails.asked == []
    assert {identity for _, identity, _ in follower.heard} == {operation.id, other.id}
    assert {code for _, _, code in follower.heard} == {"provider_unavailable"}


def test_one_that_cannot_be_looked_at_does_not_hold_up_the_others(
    rails: Rails, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_rail("first")
    poisoned, sound = ask(), ask(due_at=NOW + SECOND, created_at=NOW)

    def succeeded(operation: Operation, *, at: Any) -> None:
        if operation.id == poisoned.id:
            raise ValueError("a bug")

    monkeypatch.setattr(follower, "succeeded", succeeded)
    assert run(2) == 2
    poisoned.refresh_from_db()
    sound.refresh_from_db()
    # Nothing of a transaction that failed is there, and the enquiry will bring the same answer.
    assert poisoned.state == "SUBMITTED" and sound.state == "SUCCEEDED"


def test_a_gateway_that_is_switched_off_gets_nothing_new(rails: Rails) -> None:
    open_rail("first", is_active=False)
    operation = ask()
    run()
    operation.refresh_from_db()
    assert operation.state == "READY" and rails.asked == []


# A process dies. Each test goes on as the next process, which knows only what was committed.


def test_dying_with_the_claim_only_delays_it(rails: Rails, monkeypatch: pytest.MonkeyPatch) -> None:
    open_rail("first")
    operation = ask()
    with dying(monkeypatch, f"{SUBMIT}._look_at"):
        run()
    assert run(59) == 0
    assert run(61) == 1
    operation.refresh_from_db()
    assert (operation.state, operation.attempts, rails.sent) == ("SUCCEEDED", 1, ["first"])


def test_dying_before_the_submit_only_delays_it(rails: Rails, monkeypatch: pytest.MonkeyPatch) -> None:
    open_rail("first")
    operation = ask()
    with dying(monkeypatch, f"{SUBMIT}._submit"):
        run()
    assert rails.asked == []
    assert run(61) == 1
    operation.refresh_from_db()
    assert (operation.state, operation.attempts) == ("SUCCEEDED", 1)


@pytest.mark.parametrize("adapter", ["once", "records", "forgets"])
def test_dying_after_the_submit_is_asked_about_and_never_guessed(
    rails: Rails, monkeypatch: pytest.MonkeyPatch, adapter: str
) -> None:
    """Nobody but the provider knows that nothing went out."""
    open_rail("first", adapter=adapter)
    operation = ask()
    with dying(monkeypatch, f"{SUBMIT}._submit", after=True):
        run()
    assert rails.asked == []
    assert run(39) == 0
    rails.say("first", NOT_FOUND)
    assert run(41) == 1
    assert rails.enquired == ["first"]
    operation.refresh_from_db()
    if adapter == "once":
        # Sent again under the same id: it is done once, whatever went out before.
        assert (operation.state, rails.sent) == ("SUCCEEDED", ["first"])
    else:
        assert (operation.state == "UNKNOWN") == (adapter == "records") and rails.sent == []


def test_dying_after_the_request_brings_the_answer_by_enquiry(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", Killed())
    with pytest.raises(Killed):
        run()
    operation.refresh_from_db()
    assert operation.state == "SUBMITTED"
    rails.say("first", DONE)
    assert run(41) == 1
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and rails.sent == ["first"] and rails.enquired == ["first"]
    assert follower.news == ["succeeded"]


def test_dying_with_the_answer_in_hand_brings_it_again(
    rails: Rails, follower: Follower, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_rail("first")
    operation = ask()
    with dying(monkeypatch, f"{SUBMIT}._settle"):
        run()
    operation.refresh_from_db()
    assert operation.state == "SUBMITTED" and follower.heard == []
    assert run(41) == 1
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and rails.sent == ["first"]


def test_dying_while_the_answer_is_applied_leaves_nothing_half_done(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ask()
    real = follower.succeeded

    def die(operation: Operation, *, at: Any) -> None:
        raise Killed

    follower.succeeded = die  # type: ignore[method-assign]
    with pytest.raises(Killed):
        run()
    operation.refresh_from_db()
    assert operation.state == "SUBMITTED" and operation.provider_reference == ""
    follower.succeeded = real  # type: ignore[method-assign]
    assert run(41) == 1
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and follower.news == ["succeeded"] and rails.sent == ["first"]


def test_dying_after_a_certain_no_leaves_it_ready(rails: Rails, monkeypatch: pytest.MonkeyPatch) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", NOBODY)
    with dying(monkeypatch, f"{SUBMIT}.ask_again"):
        run()
    operation.refresh_from_db()
    assert operation.state == "READY"
    assert run(61) == 1
    operation.refresh_from_db()
    assert (operation.state, operation.attempts) == ("SUCCEEDED", 2)


def test_who_was_stopped_before_sending_does_not_send_any_more(rails: Rails, monkeypatch: pytest.MonkeyPatch) -> None:
    """By then somebody may have asked the provider, heard that there is nothing, and sent it elsewhere."""
    from apps.gateways.services import _submit

    open_rail("first")
    operation = ask()
    monkeypatch.setattr(_submit, "_STALE_SECONDS", -1)
    run()
    operation.refresh_from_db()
    assert rails.asked == [] and operation.state == "READY"


def test_a_no_to_an_attempt_that_is_over_says_nothing_about_the_next(rails: Rails, follower: Follower) -> None:
    """A process was stopped while it waited; meanwhile another sent it elsewhere, where it is under way."""
    open_rail("first", priority=1)
    operation = ask()

    def meanwhile() -> Result:
        Operation.objects.filter(pk=operation.pk).update(gateway_code="second", attempts=2)
        raise NotDone("ConnectError")

    rails.say("first", meanwhile)
    run()
    operation.refresh_from_db()
    assert (operation.state, operation.gateway_code, operation.attempts) == ("SUBMITTED", "second", 2)
    assert follower.heard == []


def test_a_yes_of_a_gateway_it_was_not_sent_to_last_is_a_discrepancy(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ask()

    def meanwhile() -> Result:
        Operation.objects.filter(pk=operation.pk).update(gateway_code="second", attempts=2)
        return DONE

    rails.say("first", meanwhile)
    run()
    operation.refresh_from_db()
    assert operation.state == "SUBMITTED" and follower.heard == []
    assert Discrepancy.objects.get().kind == "MISMATCH"


def test_two_that_both_say_something_else_than_was_asked_are_both_in_the_discrepancy(rails: Rails) -> None:
    """One says another amount; then the one before it says that it has paid too, which is a second payment."""
    open_rail("first")
    open_rail("second", priority=200)
    operation = ask()
    rails.say("first", BUSY)
    rails.say("second", PENDING)
    run()
    assert rails.sent == ["first", "second"]
    other = Result(Outcome.SUCCEEDED, amount=Money.parse("9.00", "USD"))
    for code, result in (("second", other), ("first", DONE), ("second", other), ("first", DONE)):
        assert apply_result(operation_id=operation.id, gateway_code=code, result=result, now=NOW) is Applied.MISMATCH
    discrepancy = Discrepancy.objects.get()
    assert (discrepancy.kind, discrepancy.gateway_code) == ("MISMATCH", "second")
    assert "9.00" in discrepancy.detail and "first: SUCCEEDED, it was sent to second" in discrepancy.detail
    # What is said again is not written down again.
    assert (discrepancy.detail.count("9.00"), discrepancy.detail.count("first")) == (1, 1)


@pytest.mark.parametrize("adapter", ["once", "records", "forgets"])
def test_what_a_callback_has_acknowledged_goes_to_nobody_else_when_the_door_says_busy(
    rails: Rails, follower: Follower, adapter: str
) -> None:
    """The callback, which says pending, is applied before the answer: what that says then is not certain any more."""
    open_rail("first", adapter=adapter)
    open_rail("second", adapter=adapter, priority=200)
    operation = ask()

    def call_back_and_turn_away() -> Result:
        apply_result(operation_id=operation.id, gateway_code="first", result=PENDING, now=NOW)
        raise NotDone("HTTP 503")

    rails.say("first", call_back_and_turn_away)
    run()
    operation.refresh_from_db()
    assert (rails.sent, operation.state, operation.gateway_code) == (["first"], "SUBMITTED", "first")
    assert (operation.provider_reference, follower.news) == ("slow-1", [])
    # It is asked what became of it.
    rails.say("first", DONE)
    run(120)
    operation.refresh_from_db()
    assert (operation.state, rails.enquired, follower.news) == ("SUCCEEDED", ["first"], ["succeeded"])


def test_what_somebody_else_has_decided_meanwhile_is_not_sent(rails: Rails, monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.gateways.services import _submit, fail_operation

    open_rail("first")
    operation = ask()
    real = _submit._submit

    def late(row: Operation, *args: Any) -> Any:
        fail_operation(operation_id=row.id, code="provider_declined", now=NOW)
        return real(row, *args)

    monkeypatch.setattr(_submit, "_submit", late)
    run()
    assert rails.asked == []
    operation.refresh_from_db()
    assert operation.failure_code == "provider_declined"


@pytest.mark.django_db(transaction=True)
def test_eight_sweeps_at_once_send_each_operation_once(rails: Rails, follower: Follower) -> None:
    open_rail("first", concurrency=3)
    open_rail("second", priority=200, concurrency=8)
    operations = [ask() for _ in range(20)]
    asked = run_together(8, lambda _: run())
    assert sum(asked) >= 20
    # Who found no place waits a moment.
    for seconds in (10, 20, 30):
        run(seconds)
    assert len(rails.sent) == 20
    assert {request.operation_id for _, request in rails.asked} == {one.id for one in operations}
    assert follower.news == ["succeeded"] * 20
    assert not Lease.objects.filter(until__gt=NOW + timedelta(days=1)).exists()
    assert Route.objects.count() == 12
