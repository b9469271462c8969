"""The payee's answer: in time, once, proven where it gives money away; and the payer's withdrawal."""

from typing import Any

import pytest

from apps.accounts.models import Activity
from apps.accounts.tests.factories import PIN, client_of, code_sent_to, plain_client_with, tokens_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.disputes import services
from apps.disputes.errors import DisputeConflict
from apps.disputes.models import Dispute
from apps.disputes.tests.cases import (
    Case,
    acceptance,
    again,
    case,
    contested,
    for_payee,
    held,
    judge,
    kept_back,
    later,
    opened,
    post,
    waiting,
)  # fmt: skip
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.services import freeze_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)
CONTEST = {"accept": False, "statement": "They were delivered on Friday."}


@pytest.fixture
def found() -> Case:
    return case()


@pytest.fixture
def dispute(found: Case) -> Dispute:
    return opened(found)


def answer(client: Any, dispute: Dispute, body: dict[str, Any], **more: Any) -> tuple[int, Any]:
    response = post(client, f"disputes/{dispute.id}/answer", body, **more)
    return response.status_code, body_of(response)


def test_the_payee_contests_and_an_operator_decides(found: Case, dispute: Dispute) -> None:
    with nothing_moves():
        status, body = answer(client_of(found.brian), dispute, CONTEST)
    assert (status, body["state"], body["side"], body["answer"]) == (200, "ANSWERED", "payee", CONTEST["statement"])
    assert Activity.objects.get(action="disputes.answered").person_id == found.brian.id
    assert held(found.brian) == 40


def test_the_payee_gives_in_and_the_money_follows_at_once(found: Case, dispute: Dispute) -> None:
    status, body = answer(client_of(found.brian), dispute, acceptance(statement="Sorry."))
    assert status == 200, body
    refund = Transaction.objects.get(kind="REFUND")
    assert (body["state"], body["paid_back"], body["shortfall"]) == ("DECIDED_FOR_PAYER", "40.00", "0.00")
    assert body["refund_transaction_id"] == str(refund.id) and refund.parent_id == found.payment.id
    row = again(dispute)
    assert (row.is_accepted, row.decided_by_id, row.answered_at) == (True, found.brian.id, row.decided_at)
    assert (available(found.amina), available(found.brian), held(found.brian)) == (100, 0, 0)
    assert list(verification.verify()) == []


def test_giving_in_takes_what_is_there_and_says_what_is_not() -> None:
    found = case(spent=30)
    status, body = answer(client_of(found.brian), opened(found), acceptance())
    assert (status, body["paid_back"], body["shortfall"]) == (200, "10.00", "30.00")
    assert (available(found.amina), kept_back(found.payment)) == (70, 10)


def test_giving_in_needs_the_pin(found: Case, dispute: Dispute) -> None:
    """SECURITY 3: nobody gives money away without having shown that they may."""
    client = client_of(found.brian)
    with nothing_moves():
        assert answer(client, dispute, {"accept": True})[0] == 400
        status, body = answer(client, dispute, acceptance(pin="000000"))
    assert (status, body["code"]) == (403, "wrong_pin")
    assert again(dispute).state == "OPEN"


def test_giving_in_without_a_registered_phone_needs_a_code(found: Case, dispute: Dispute) -> None:
    """SECURITY 3."""
    client_of(found.brian)
    client = plain_client_with(tokens_of(found.brian).access)
    with nothing_moves():
        status, body = answer(client, dispute, acceptance(), key="k")
    assert (status, body["code"]) == (403, "step_up_required")
    deliver_events()
    proof = {"challenge_id": body["challenge_id"], "code": code_sent_to(str(found.brian.msisdn))}
    first = answer(client, dispute, acceptance(step_up=proof), key="k")
    assert (first[0], first[1]["state"]) == (200, "DECIDED_FOR_PAYER")
    with nothing_moves():
        assert answer(client, dispute, acceptance(step_up=proof), key="k") == first


def test_a_frozen_wallet_gives_nothing_away(found: Case, dispute: Dispute) -> None:
    client = client_of(found.brian)
    freeze_wallet(wallet_id=wallet_of(found.brian).id, reason="test", now=clock.now())
    with nothing_moves():
        status, body = answer(client, dispute, acceptance())
    assert (status, body["code"], again(dispute).state) == (422, "payer_not_active", "OPEN")


@pytest.mark.parametrize("body", [CONTEST, acceptance()])
def test_the_same_answer_again_is_answered_the_same(found: Case, dispute: Dispute, body: dict[str, Any]) -> None:
    client = client_of(found.brian)
    first = answer(client, dispute, body, key="k")
    with nothing_moves():
        assert answer(client, dispute, body, key="k") == first
        assert answer(client, dispute, {**body, "statement": "Other."}, key="k")[1]["code"] == "idempotency_key_reused"
        assert answer(client, dispute, body, key="k-2")[1]["code"] == "dispute_conflict"


@pytest.mark.parametrize(
    ("body", "field"),
    [
        ({}, "accept"),
        ({"accept": "true"}, "accept"),
        ({"accept": 1}, "accept"),
        ({"accept": None}, "accept"),
        ({"accept": False}, "statement"),
        ({"accept": False, "statement": " "}, "statement"),
        ({"accept": False, "statement": "x" * 1001}, "statement"),
        ({"accept": True}, "pin"),
        ({"accept": True, "pin": 739184}, "pin"),
        ({"accept": True, "pin": PIN, "amount": "1.00"}, "amount"),
    ],
)
def test_an_answer_that_cannot_be_read_is_refused(
    found: Case, dispute: Dispute, body: dict[str, Any], field: str
) -> None:
    status, problem = answer(client_of(found.brian), dispute, body)
    assert (status, problem["errors"][0]["field"]) == (400, field)
    assert again(dispute).state == "OPEN"


def test_an_answer_needs_a_key(found: Case, dispute: Dispute) -> None:
    response = client_of(found.brian).post(f"/api/v1/disputes/{dispute.id}/answer", CONTEST, format="json")
    assert body_of(response)["code"] == "idempotency_key_required"


def test_the_payer_does_not_answer_and_nobody_else_knows_of_it(found: Case, dispute: Dispute) -> None:
    for person, expected in ((found.amina, (403, "not_your_step")), (join("chidi"), (404, "dispute_not_found"))):
        client = client_of(person)
        for body in (CONTEST, acceptance()):
            with nothing_moves():
                status, problem = answer(client, dispute, body)
            assert (status, problem["code"]) == expected
    assert again(dispute).state == "OPEN"


def test_after_the_deadline_nothing_is_answered_even_before_the_sweep_comes(found: Case, dispute: Dispute) -> None:
    """SECURITY 21."""
    with pytest.raises(DisputeConflict, match="time to answer is over"):
        services.contest(
            payee_id=found.brian.id, dispute_id=dispute.id, statement="x", key="k", digest=b"d" * 32,
            now=dispute.answer_by,
        )  # fmt: skip
    assert services.move_overdue(now=dispute.answer_by) == 1
    client = client_of(found.brian)
    for body in (CONTEST, acceptance()):
        with nothing_moves():
            status, problem = answer(client, dispute, body)
        assert (status, problem["code"]) == (409, "dispute_conflict")


def test_the_payer_withdraws_and_the_payee_has_their_money(found: Case, dispute: Dispute) -> None:
    client = client_of(found.amina)
    response = post(client, f"disputes/{dispute.id}/withdraw")
    assert (response.status_code, body_of(response)["state"]) == (200, "WITHDRAWN")
    assert (available(found.brian), held(found.brian), kept_back(found.payment)) == (40, 0, 0)
    with nothing_moves():
        again_response = post(client, f"disputes/{dispute.id}/withdraw")
    assert again_response.content == response.content
    assert Activity.objects.filter(action="disputes.withdrawn").count() == 1
    assert list(verification.verify()) == []


@pytest.mark.parametrize("move", [contested, lambda row: services.move_overdue(now=row.answer_by)])
def test_a_dispute_can_be_withdrawn_until_it_is_decided(found: Case, dispute: Dispute, move: Any) -> None:
    move(dispute)
    assert post(client_of(found.amina), f"disputes/{dispute.id}/withdraw").status_code == 200
    assert (available(found.brian), held(found.brian)) == (40, 0)


def test_a_decided_dispute_is_not_withdrawn(found: Case) -> None:
    """SECURITY 21."""
    dispute = waiting(found)
    for_payee(dispute, judge())
    with nothing_moves():
        response = post(client_of(found.amina), f"disputes/{dispute.id}/withdraw")
    assert (response.status_code, body_of(response)["code"]) == (409, "dispute_conflict")


def test_only_who_opened_it_withdraws_it(found: Case, dispute: Dispute) -> None:
    for person, expected in ((found.brian, 403), (join("chidi"), 404)):
        with nothing_moves():
            assert post(client_of(person), f"disputes/{dispute.id}/withdraw").status_code == expected
    assert post(client_of(found.amina), f"disputes/{dispute.id}/withdraw", {"why": "x"}).status_code == 400
    assert again(dispute).state == "OPEN"


def test_what_is_withdrawn_is_neither_answered_nor_decided(found: Case, dispute: Dispute) -> None:
    services.withdraw(payer_id=found.amina.id, dispute_id=dispute.id, now=later())
    with nothing_moves():
        assert answer(client_of(found.brian), dispute, CONTEST)[0] == 409
        assert answer(client_of(found.brian), dispute, acceptance())[0] == 409
        with pytest.raises(DisputeConflict):
            for_payee(dispute, judge())
