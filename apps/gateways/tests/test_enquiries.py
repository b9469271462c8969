"""Asking what became of operations: what the provider says counts, and its silence decides nothing."""

from datetime import timedelta
from typing import Any

import pytest

from apps.gateways.base import Enquiry, Outcome, Refused, Result
from apps.gateways.models import Discrepancy, Gateway, Operation
from apps.gateways.services import run_due_operations
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
ENQUIRE = "apps.gateways.services._enquire"

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("follower")]


def run(seconds: float = 0) -> int:
    return run_due_operations(now=NOW + timedelta(seconds=seconds))


def sent_into_silence(rails: Rails, code: str = "first", **more: Any) -> Operation:
    """An operation that went out at NOW and was not answered."""
    operation = ask(**more)
    rails.say(code, SILENCE)
    run()
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN"
    rails.asked.clear()
    return operation


def wait_of(operation: Operation, seconds: float) -> float:
    """How long after that moment it is looked at next, in seconds."""
    operation.refresh_from_db()
    assert operation.due_at is not None
    return (operation.due_at - NOW).total_seconds() - seconds


def test_what_the_provider_says_decides_it(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    assert run(9) == 0
    rails.say("first", DONE)
    assert run(11) == 1
    [(code, enquiry)] = rails.asked
    assert code == "first" and isinstance(enquiry, Enquiry) and enquiry.operation_id == operation.id
    operation.refresh_from_db()
    assert (operation.state, operation.enquiries, operation.attempts) == ("SUCCEEDED", 1, 1)
    assert follower.news == ["unknown", "succeeded"]


def test_that_it_failed_there_ends_it(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", Result(Outcome.FAILED, failure_code="provider_insufficient_funds"))
    run(11)
    operation.refresh_from_db()
    assert (operation.state, operation.failure_code) == ("FAILED", "provider_insufficient_funds")
    assert follower.news == ["unknown", "failed"]


def test_the_gateway_it_was_sent_to_is_asked_also_when_it_is_switched_off(rails: Rails) -> None:
    open_rail("second", priority=50)
    open_rail("first", priority=1)
    operation = sent_into_silence(rails)
    Gateway.objects.filter(pk="first").update(is_active=False)
    rails.say("first", DONE)
    run(11)
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and rails.enquired == ["first"]


def test_while_it_is_silent_it_is_asked_less_and_less_often_and_then_an_operator_is_told(
    rails: Rails, follower: Follower
) -> None:
    open_rail("first", breaker_threshold=100)
    operation = sent_into_silence(rails)
    at, waits = wait_of(operation, 0), []
    while at < 24 * 3600:
        rails.say("first", SILENCE)
        assert run(at) == 1
        waits.append(round(wait_of(operation, at)))
        at += wait_of(operation, at)
    assert waits == [30, 60, 300, 900, 3600, 21600, 21600, 21600, 21600]
    assert operation.needs_operator_since is None and not Discrepancy.objects.exists()
    for _ in range(3):
        rails.say("first", SILENCE)
        assert run(at) == 1
        assert wait_of(operation, at) == pytest.approx(24 * 3600, abs=2)
        at += wait_of(operation, at)
    assert operation.state == "UNKNOWN" and operation.needs_operator_since is not None
    discrepancy = Discrepancy.objects.get()
    assert (discrepancy.kind, discrepancy.operation_id) == ("SILENT", operation.id)
    assert "ReadTimeout" in discrepancy.detail
    # And it may still say so.
    rails.say("first", DONE)
    run(at)
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and follower.news == ["unknown", "succeeded"]
    assert rails.sent == []


@pytest.mark.parametrize("word", [NOBODY, BUSY])
def test_one_that_could_not_even_be_asked_is_asked_again_soon(rails: Rails, word: Any) -> None:
    open_rail("first", breaker_threshold=100)
    operation = sent_into_silence(rails)
    rails.say("first", word)
    run(4000)
    assert wait_of(operation, 4000) == pytest.approx(300, abs=2)
    assert operation.state == "UNKNOWN" and "could not be asked" in operation.last_error


def test_while_the_breaker_is_open_nobody_is_asked_and_nothing_is_concluded(rails: Rails) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    Gateway.objects.update(opened_at=NOW, probe_at=NOW + timedelta(hours=1))
    run(11)
    operation.refresh_from_db()
    assert rails.asked == [] and operation.state == "UNKNOWN" and operation.enquiries == 0


def test_a_refusal_to_say_decides_nothing(rails: Rails) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", Refused("HTTP 400"))
    run(11)
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN" and "refuses to say" in operation.last_error


def test_one_that_does_each_id_once_is_sent_it_again(rails: Rails, follower: Follower) -> None:
    open_rail("second", priority=1, is_active=False)
    open_rail("first", priority=2)
    operation = sent_into_silence(rails)
    Gateway.objects.filter(pk="second").update(is_active=True)
    rails.say("first", NOT_FOUND)
    run(11)
    operation.refresh_from_db()
    # To nobody else, though another one comes first by now.
    assert rails.sent == ["first"] and rails.enquired == ["first"]
    assert (operation.state, operation.attempts) == ("SUCCEEDED", 2)
    assert {request.operation_id for _, request in rails.asked} == {operation.id}


@pytest.mark.parametrize("word", [NOBODY, BUSY, SILENCE])
def test_sent_again_in_vain_it_stays_unknown_and_goes_to_nobody_else(rails: Rails, word: Any) -> None:
    """That this request did not arrive says nothing about the one before it."""
    open_rail("first", priority=1, breaker_threshold=100)
    open_rail("second", priority=2)
    operation = sent_into_silence(rails)
    rails.say("first", NOT_FOUND, word)
    run(11)
    operation.refresh_from_db()
    assert (operation.state, operation.gateway_code, operation.attempts) == ("UNKNOWN", "first", 2)
    rails.say("first", NOT_FOUND, DONE)
    run(11 + 40)
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and rails.sent == ["first", "first"]


def test_sent_again_and_refused_it_ends_when_the_first_cannot_arrive_any_more(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", NOT_FOUND, Refused("no", failure_code="provider_limit"))
    run(31 * 60)
    operation.refresh_from_db()
    assert (operation.state, operation.failure_code) == ("FAILED", "provider_limit")
    assert follower.heard[1:] == [("failed", operation.id, "provider_limit")]


@pytest.mark.parametrize(("arrives", "state"), [(True, "SUCCEEDED"), (False, "FAILED")])
def test_sent_again_and_refused_it_has_not_failed_while_the_first_may_arrive(
    rails: Rails, follower: Follower, arrives: bool, state: str
) -> None:
    """It refuses the second for a reason of its own (a limit, say), and then does the first, which took its time."""
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", NOT_FOUND, Refused("HTTP 400"))
    run(11)
    operation.refresh_from_db()
    assert (operation.state, operation.attempts, follower.news) == ("UNKNOWN", 2, ["unknown"])
    rails.say("first", *([DONE] if arrives else [NOT_FOUND, Refused("HTTP 400")]))
    run(31 * 60)
    operation.refresh_from_db()
    assert (operation.state, follower.news) == (state, ["unknown", state.lower()])


@pytest.mark.parametrize("adapter", ["records", "forgets"])
def test_what_the_provider_has_acknowledged_is_not_sent_again_when_it_forgets(
    rails: Rails, follower: Follower, adapter: str
) -> None:
    """It gave it a number, and a replica that lags behind knows nothing of it: sent again it would be a second one."""
    open_rail("first", adapter=adapter)
    open_rail("second", adapter=adapter, priority=200)
    operation = ask()
    rails.say("first", PENDING)
    run()
    for seconds in (20, 60, 120, 300, 400, 500, 4000):
        rails.say("first", NOT_FOUND)
        Operation.objects.update(due_at=NOW)
        assert run(seconds) == 1
    operation.refresh_from_db()
    assert (rails.sent, operation.attempts, operation.provider_reference) == (["first"], 1, "slow-1")
    assert operation.state in ("SUBMITTED", "UNKNOWN") and operation.needs_operator_since is not None
    discrepancy = Discrepancy.objects.get()
    assert (discrepancy.kind, "slow-1" in discrepancy.detail or adapter == "forgets") == ("SILENT", True)
    # And it may still say what became of it.
    rails.say("first", DONE)
    Operation.objects.update(due_at=NOW)
    run(5000)
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and follower.news[-1] == "succeeded" and "failed" not in follower.news


def test_sent_again_and_pending_it_is_asked_about(rails: Rails) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", NOT_FOUND, PENDING)
    run(11)
    operation.refresh_from_db()
    assert (operation.state, operation.provider_reference) == ("UNKNOWN", "slow-1")
    assert 0 < wait_of(operation, 11) < 60


def test_a_gateway_that_is_switched_off_is_not_sent_it_again(rails: Rails) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    Gateway.objects.update(is_active=False)
    rails.say("first", NOT_FOUND)
    run(11)
    operation.refresh_from_db()
    assert rails.sent == [] and operation.state == "UNKNOWN"


def test_a_day_later_nothing_is_sent_again(rails: Rails) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", NOT_FOUND)
    run(25 * 3600)
    operation.refresh_from_db()
    assert rails.sent == [] and operation.state == "UNKNOWN" and operation.needs_operator_since is not None


def test_what_is_not_recorded_in_time_was_not_done_and_goes_to_the_next(rails: Rails, follower: Follower) -> None:
    open_rail("first", adapter="records", priority=1, timeout_seconds=10)
    open_rail("second", priority=2)
    operation = sent_into_silence(rails)
    # The last moment at which it can have gone out is 40 s after it was submitted; it is recorded 60 s later.
    for seconds in (11, 45, 99):
        rails.say("first", NOT_FOUND)
        Operation.objects.update(due_at=NOW)
        assert run(seconds) == 1
        operation.refresh_from_db()
        assert (operation.state, rails.sent) == ("UNKNOWN", [])
    # Asked before that moment and answered after it, it says nothing either: so it is asked again then.
    assert wait_of(operation, 99) <= 2
    Gateway.objects.filter(pk="first").update(is_active=False)
    rails.say("first", NOT_FOUND)
    assert run(101) == 2
    operation.refresh_from_db()
    assert (operation.state, operation.gateway_code, rails.sent) == ("SUCCEEDED", "second", ["second"])
    assert follower.news == ["unknown", "succeeded"]


def test_where_nobody_can_say_an_operator_is_told_at_once(rails: Rails) -> None:
    open_rail("first", adapter="forgets")
    operation = sent_into_silence(rails)
    for seconds in (11, 200):
        rails.say("first", NOT_FOUND)
        run(seconds)
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN" and operation.needs_operator_since is not None and rails.sent == []
    assert Discrepancy.objects.get().kind == "SILENT"


def test_a_process_that_died_before_the_answer_leaves_its_payment_unknown(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", Killed())
    with pytest.raises(Killed):
        run()
    rails.say("first", SILENCE)
    run(41)
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN" and follower.news == ["unknown"]


def test_what_is_pending_stays_pending_while_it_cannot_be_asked(rails: Rails, follower: Follower) -> None:
    open_rail("first")
    operation = ask()
    rails.say("first", PENDING)
    run()
    rails.say("first", SILENCE)
    run(11)
    operation.refresh_from_db()
    assert operation.state == "SUBMITTED" and follower.heard == []


def test_a_payer_is_asked_about_when_their_time_is_over_and_waited_for_no_longer(
    rails: Rails, follower: Follower
) -> None:
    open_rail("first")
    operation = ask(capability="COLLECT", terms={}, expires_at=NOW + timedelta(minutes=8))
    rails.say("first", PENDING)
    run()
    at = wait_of(operation, 0)
    while at < 480:
        rails.say("first", PENDING)
        assert run(at) == 1
        at += wait_of(operation, at)
        assert operation.state == "SUBMITTED"
    assert at == 480
    rails.say("first", PENDING)
    run(at)
    operation.refresh_from_db()
    assert (operation.state, operation.failure_code) == ("FAILED", "provider_expired")
    assert follower.heard == [("failed", operation.id, "provider_expired")]


@pytest.mark.parametrize(("word", "state"), [(DONE, "SUCCEEDED"), (SILENCE, "SUBMITTED"), (NOBODY, "SUBMITTED")])
def test_a_payer_who_paid_at_the_last_moment_has_paid(rails: Rails, word: Any, state: str) -> None:
    """And while nobody can say whether they have, nobody says that they have not."""
    open_rail("first")
    operation = ask(capability="COLLECT", terms={}, expires_at=NOW + timedelta(minutes=8))
    rails.say("first", PENDING, word)
    run()
    run(481)
    operation.refresh_from_db()
    assert operation.state == state


def test_a_page_nobody_ever_saw_is_waited_for_no_longer_either(rails: Rails) -> None:
    open_rail("first")
    operation = sent_into_silence(rails, capability="COLLECT", terms={}, expires_at=NOW + timedelta(minutes=8))
    rails.say("first", NOT_FOUND)
    run(500)
    operation.refresh_from_db()
    assert (operation.state, operation.failure_code, rails.sent) == ("FAILED", "provider_expired", [])


def test_news_that_arrives_while_it_is_asked_is_not_undone(rails: Rails, follower: Follower) -> None:
    """A callback decides it while the enquiry, which was answered before, is on its way back."""
    from apps.gateways.services import apply_result

    open_rail("first", adapter="records")
    operation = sent_into_silence(rails)

    def meanwhile() -> Result:
        apply_result(operation_id=operation.id, gateway_code="first", result=DONE, now=NOW)
        return NOT_FOUND

    rails.say("first", meanwhile)
    run(3600)
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and rails.sent == []
    assert follower.news == ["unknown", "succeeded"]


@pytest.mark.parametrize("outcome", [Outcome.SUCCEEDED, Outcome.FAILED])
def test_an_answer_to_an_enquiry_about_another_amount_is_a_discrepancy_and_goes_on_being_asked(
    rails: Rails, follower: Follower, outcome: Outcome
) -> None:
    """Also that it has failed: it is the failure of something else, and what was asked for may have been done."""
    from apps.core.money import Money

    open_rail("first")
    operation = sent_into_silence(rails)
    code = "provider_declined" if outcome is Outcome.FAILED else ""
    rails.say("first", Result(outcome, amount=Money.parse("1.00", "USD"), failure_code=code))
    run(11)
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN" and 0 < wait_of(operation, 11) < 60
    assert Discrepancy.objects.get().kind == "MISMATCH" and follower.news == ["unknown"]


@pytest.mark.parametrize("step", ["_ask", "_conclude_from_nothing", "_send_again"])
def test_dying_while_it_is_asked_only_delays_it(rails: Rails, monkeypatch: pytest.MonkeyPatch, step: str) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", NOT_FOUND)
    with dying(monkeypatch, f"{ENQUIRE}.{step}"):
        run(11)
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN" and operation.attempts == 1
    assert run(50) == 0
    assert run(80) == 1
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED"


def test_dying_after_it_was_sent_again_brings_the_answer_by_enquiry(rails: Rails) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    rails.say("first", NOT_FOUND, Killed())
    with pytest.raises(Killed):
        run(11)
    operation.refresh_from_db()
    assert (operation.state, operation.attempts) == ("UNKNOWN", 2)
    rails.say("first", DONE)
    assert run(11 + 41) == 1
    operation.refresh_from_db()
    assert operation.state == "SUCCEEDED" and rails.sent == ["first"]


def test_one_that_cannot_be_asked_is_waited_for_and_never_asked(rails: Rails, monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.gateways import registry
    from apps.gateways.base import Capability

    open_rail("first")
    operation = sent_into_silence(rails)
    monkeypatch.setattr(registry.adapter_class("once"), "capabilities", frozenset({Capability.PAY_OUT}))
    run(11)
    assert rails.asked == [] and wait_of(operation, 11) > 10
    run(25 * 3600)
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN" and operation.needs_operator_since is not None


def test_what_was_sent_by_a_gateway_that_is_gone_is_not_forgotten(rails: Rails, settings: Any) -> None:
    open_rail("first")
    operation = sent_into_silence(rails)
    settings.GATEWAY_CONNECTIONS = {}
    run(11)
    operation.refresh_from_db()
    assert operation.state == "UNKNOWN" and "does not name first" in operation.last_error
    run(25 * 3600)
    operation.refresh_from_db()
    assert operation.needs_operator_since is not None
