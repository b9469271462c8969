"""The external check over real HTTP: what each answer does, and that nobody is lost or decided twice."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.kyc import checks, services
from apps.kyc.checks import CheckRequest, CheckResult, Outcome
from apps.kyc.models import Check, Submission
from apps.kyc.services import _check
from apps.kyc.tests.papers import again, submitted
from apps.kyc.tests.providers import Provider

# The question goes out outside any transaction, so these tests commit.
pytestmark = pytest.mark.django_db(transaction=True)


def run(after: timedelta = timedelta(0)) -> int:
    return services.run_due_checks(now=clock.now() + after)


def tier_of(submission: Submission) -> str:
    return User.objects.get(pk=submission.person_id).kyc_tier


def test_an_approval_decides_alone_about_details(provider: Provider) -> None:
    amina = submitted(make_person("amina"))
    assert run() == 1
    assert (again(amina).state, again(amina).reviewer_id, tier_of(amina)) == ("APPROVED", None, "TIER_1")
    assert provider.asked == {str(amina.id): 1}
    assert Check.objects.get().reference.startswith("sb-")


def test_the_event_is_enough(provider: Provider) -> None:
    amina = submitted(make_person("amina"))
    deliver_events()
    assert again(amina).state == "APPROVED"


def test_documents_are_decided_by_a_human_being_whatever_the_check_says(provider: Provider) -> None:
    for number, behaviour in enumerate(["approve", "reject", "refer"]):
        provider.behave(behaviour)
        row = submitted(make_person(["amina", "brian", "chidi"][number]), "TIER_2")
        run()
        assert (again(row).state, tier_of(row)) == ("IN_REVIEW", "TIER_0"), behaviour


def test_a_rejection_comes_with_its_reasons(provider: Provider) -> None:
    provider.behave("reject", reasons=["name_mismatch", "moon_phase", "name_mismatch"])
    amina = submitted(make_person("amina"))
    run()
    assert (again(amina).state, again(amina).reasons) == ("REJECTED", ["name_mismatch", "not_confirmed"])
    assert tier_of(amina) == "TIER_0"


@pytest.mark.parametrize(
    ("digit", "state"), [("0", "APPROVED"), ("9", "REJECTED"), ("8", "IN_REVIEW"), ("5", "APPROVED"), ("4", "APPROVED")]
)
def test_the_sandbox_decides_by_the_last_digit(provider: Provider, digit: str, state: str) -> None:
    amina = submitted(make_person("amina"), id_number=f"2345678{digit}")
    run()
    assert again(amina).state == state


@pytest.mark.parametrize("behaviour", ["timeout", "error", "rubbish", "other", "hang_up", "drip"])
def test_no_answer_is_never_guessed_and_asked_again_under_the_same_id(provider: Provider, behaviour: str) -> None:
    provider.behave(behaviour, *([behaviour] if behaviour == "hang_up" else []), "approve")
    amina = submitted(make_person("amina"))
    run()
    check = Check.objects.get()
    assert (again(amina).state, check.state, check.attempts) == ("SUBMITTED", "WAITING", 1)
    assert check.last_error and "23456780" not in check.last_error
    assert run() == 0, "it rests before it is asked again"
    assert run(timedelta(seconds=60)) == 1
    assert again(amina).state == "APPROVED"
    assert set(provider.asked) == {str(amina.id)} and provider.asked[str(amina.id)] >= 2


def test_a_broken_line_is_tried_once_more_at_once(provider: Provider) -> None:
    provider.behave("hang_up", "approve")
    amina = submitted(make_person("amina"))
    run()
    assert again(amina).state == "APPROVED" and Check.objects.get().attempts == 1


def test_waits_grow_and_after_six_tries_it_is_a_reviewers(provider: Provider) -> None:
    provider.behave("error")
    amina = submitted(make_person("amina"))
    waited, moment = [], clock.now()
    for _ in range(_check.MAX_TRIES):
        assert services.run_due_checks(now=moment) == 1
        due = Check.objects.get().due_at
        # By tens, because asking takes its time too.
        waited.append((due - moment) // timedelta(seconds=10) * 10)
        moment = due + timedelta(seconds=1)
    assert waited == [30, 60, 120, 240, 480, 960]
    assert (again(amina).state, Check.objects.get().state) == ("IN_REVIEW", "GIVEN_UP")
    assert services.run_due_checks(now=moment + timedelta(days=1)) == 0


def test_an_answer_that_comes_twice_is_applied_once(provider: Provider) -> None:
    """The second copy lies on the line when the next question goes out; it decides nothing about the next one."""
    provider.behave("twice", "refer")
    first, second = submitted(make_person("amina")), submitted(make_person("brian"))
    run()
    assert (again(first).state, again(second).state) == ("APPROVED", "IN_REVIEW")
    result = CheckResult(Outcome.REJECT)
    assert services.apply_result(submission_id=first.id, attempt=1, result=result, now=clock.now()) is False
    assert again(first).state == "APPROVED"


def test_of_eight_workers_at_once_one_asks(provider: Provider) -> None:
    provider.behave("slow")
    amina = submitted(make_person("amina"))
    now = clock.now()
    outcomes = run_together(8, lambda n: services.run_due_checks(now=now))
    assert sum(outcomes) == 1 and provider.asked == {str(amina.id): 1}
    assert again(amina).state == "APPROVED"


def test_of_contradicting_answers_at_once_one_counts() -> None:
    amina = submitted(make_person("amina"))
    now = clock.now()
    says = [Outcome.APPROVE, Outcome.REJECT, Outcome.REFER] * 3

    def answer(number: int) -> bool:
        result = CheckResult(says[number], ("other",) if says[number] is Outcome.REJECT else ())  # type: ignore[arg-type]
        return services.apply_result(submission_id=amina.id, attempt=1, result=result, now=now)

    assert run_together(9, answer).count(True) == 1
    state = {"APPROVE": "APPROVED", "REJECT": "REJECTED", "REFER": "IN_REVIEW"}[Check.objects.get().outcome]
    assert again(amina).state == state


class Killed(BaseException):
    """What a worker gets that is not asked."""


@pytest.mark.parametrize("moment", ["before the question", "before the answer", "after the answer", "while applying"])
def test_a_worker_that_is_killed_loses_nobody_and_decides_nobody_twice(
    provider: Provider, moment: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = submitted(make_person("amina"))

    class Dying:
        def check(self, request: CheckRequest) -> CheckResult:
            if moment in {"before the answer", "after the answer"}:
                checks.HttpCheck().check(request)
            raise Killed

    if moment == "while applying":
        monkeypatch.setattr(_check, "approve_in_transaction", lambda *args, **kwargs: (_ for _ in ()).throw(Killed))
    elif moment == "before the question":
        monkeypatch.setattr(_check, "_request", lambda submission: (_ for _ in ()).throw(Killed))
    else:
        monkeypatch.setattr(_check, "provider", Dying)
    with pytest.raises(Killed):
        run()
    monkeypatch.undo()
    assert (again(amina).state, Check.objects.get().attempts) == ("SUBMITTED", 1)
    assert run() == 0
    assert run(timedelta(seconds=31)) == 1
    assert again(amina).state == "APPROVED"
    assert set(provider.asked) == {str(amina.id)}, "one question, however often it was put"


def test_while_the_provider_is_silent_one_question_at_a_time_finds_out(provider: Provider) -> None:
    provider.behave("timeout")
    rows = [submitted(make_person(name)) for name in ("amina", "brian", "chidi", "dalia")]
    assert run() == 2, "the first falls silent, the second is the probe; no worker waits for the others"
    assert run() == 0
    provider.behave("approve")
    assert run(timedelta(seconds=95)) == 4
    assert {again(row).state for row in rows} == {"APPROVED"}


def test_nobody_waits_for_ever_for_a_machine(provider: Provider) -> None:
    provider.behave("timeout")
    rows = [submitted(make_person(name)) for name in ("amina", "brian", "chidi", "dalia")]
    run()
    services.give_up_on_the_oldest(now=clock.now() + timedelta(hours=3))
    assert {again(row).state for row in rows} == {"IN_REVIEW"}


def test_a_token_that_is_not_ours_is_an_unknown_answer(provider: Provider, settings: Any) -> None:
    settings.KYC_CHECK_TOKEN = "somebody else's"
    amina = submitted(make_person("amina"))
    run()
    assert (again(amina).state, Check.objects.get().last_error) == ("SUBMITTED", "HTTP 401")


def test_nobody_listens(provider: Provider, settings: Any) -> None:
    settings.KYC_CHECK_URL = "http://127.0.0.1:9/checks"
    amina = submitted(make_person("amina"))
    run()
    assert (again(amina).state, Check.objects.get().last_error) == ("SUBMITTED", "ConnectError")


def test_without_a_provider_everything_is_a_reviewers(settings: Any) -> None:
    settings.KYC_CHECK_URL = ""
    amina = submitted(make_person("amina"))
    run()
    assert again(amina).state == "IN_REVIEW"


def test_it_is_never_asked_inside_a_transaction(provider: Provider) -> None:
    submitted(make_person("amina"))
    with pytest.raises(RuntimeError), transaction.atomic():
        run()
    assert provider.asked == {}


@pytest.mark.parametrize("flag", ["name", "number", "watch list"])
def test_what_is_flagged_is_not_decided_by_a_machine(provider: Provider, flag: str) -> None:
    changes: dict[str, Any] = {}
    if flag == "name":
        changes["name"] = "Ebenezer Quill"
    elif flag == "number":
        submitted(make_person("brian"), id_number="23456780")
    else:
        services.add_watch_list_entry(name="OTIENO, Amina", source="test", reason="test", now=clock.now())
    amina = submitted(make_person("amina"), **changes)
    run()
    assert (again(amina).state, tier_of(amina)) == ("IN_REVIEW", "TIER_0")


def test_two_who_hand_in_one_number_at_the_same_moment_are_both_seen(provider: Provider) -> None:
    """Neither saw the other when they handed in; the answer looks again."""
    first, second = submitted(make_person("amina")), submitted(make_person("brian"), id_number="23456780")
    Submission.objects.update(duplicate_of=None)
    run()
    assert {again(first).state, again(second).state} == {"IN_REVIEW"}
    assert again(first).duplicate_of_id == second.id and again(second).duplicate_of_id == first.id


def test_a_rejection_does_not_hide_a_warning(provider: Provider) -> None:
    provider.behave("reject")
    services.add_watch_list_entry(name="Amina Otieno", source="test", reason="test", now=clock.now())
    amina = submitted(make_person("amina"))
    run()
    assert again(amina).state == "IN_REVIEW"
