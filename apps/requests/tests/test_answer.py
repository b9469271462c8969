"""Accepting, declining, cancelling, reminding and expiring: each request is decided once."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, client_with, tokens_of
from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger import verification
from apps.requests import services
from apps.requests.errors import RequestNotPending
from apps.requests.models import PaymentRequest, RequestBlock, RequestGroup
from apps.requests.tests.asking import REQUESTS, accept, asked, later, pay, state_of
from apps.risk import services as risk
from apps.transactions.models import Transaction
from apps.transactions.services import release_held, return_held
from apps.transactions.tests.payments import body_of, count, nothing_moves
from apps.wallets.services import freeze_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina")


@pytest.fixture
def brian() -> User:
    return join("brian", 100)


@pytest.fixture
def row(amina: User, brian: User) -> PaymentRequest:
    return asked(amina, "brian")


def test_accepting_pays_through_the_usual_pipeline(amina: User, brian: User, row: PaymentRequest) -> None:
    answer = accept(client_of(brian), row.id, key="yes")
    told = body_of(answer)
    assert answer.status_code == 201, answer.content
    assert (told["kind"], told["state"], told["amount"], told["note"]) == ("P2P", "COMPLETED", "30.00", "dinner")
    row.refresh_from_db()
    assert (row.state, str(row.transaction_id)) == ("PAID", told["id"]) and row.decided_at is not None
    assert (available(amina), available(brian)) == (30, 70)
    assert Activity.objects.filter(person_id=brian.id, action="requests.accepted", subject=str(row.id)).count() == 1
    seen = body_of(client_of(amina).get(f"{REQUESTS}/{row.id}"))
    assert (seen["state"], seen["transaction_id"]) == ("PAID", told["id"])
    assert list(verification.verify()) == []


def test_accepting_again_with_the_same_key_is_answered_alike_and_pays_once(brian: User, row: PaymentRequest) -> None:
    client = client_of(brian)
    first, again = accept(client, row.id, key="yes"), accept(client, row.id, key="yes")
    assert (first.status_code, first.content) == (again.status_code, again.content)
    assert again["Idempotent-Replayed"] == "true"
    assert available(brian) == 70


def test_accepting_with_another_key_is_too_late(brian: User, row: PaymentRequest) -> None:
    client = client_of(brian)
    accept(client, row.id)
    with nothing_moves():
        answer = accept(client, row.id)
    told = body_of(answer)
    assert (answer.status_code, told["code"], told["state"]) == (409, "payment_request_not_pending", "PAID")
    assert Transaction.objects.count() == 1


def test_a_key_of_another_request_is_refused(amina: User, brian: User, row: PaymentRequest) -> None:
    client = client_of(brian)
    accept(client, row.id, key="yes")
    answer = accept(client, asked(amina, "brian").id, key="yes")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "idempotency_key_reused")
    assert available(brian) == 70


def test_a_declined_payment_leaves_the_request_pending(amina: User, row: PaymentRequest) -> None:
    dalia = join("dalia", "10.00")
    too_much = asked(amina, "dalia")
    client = client_of(dalia)
    with nothing_moves():
        answer = accept(client, too_much.id, key="poor")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "insufficient_funds")
    assert state_of(too_much) == "PENDING" and Transaction.objects.get().state == "DECLINED"
    assert accept(client, too_much.id, key="poor").content == answer.content


@pytest.mark.parametrize("end", ["release", "return"])
def test_a_payment_that_somebody_looks_at_counts_as_paid(
    amina: User, brian: User, row: PaymentRequest, end: str
) -> None:
    """What becomes of it later, the payment says; the request is answered."""
    risk.set_rule(
        code="large",
        title="Large",
        metric="AMOUNT",
        threshold=Decimal(20),
        currency="USD",
        result="HOLD",
        now=clock.now(),
    )
    outcome = pay(brian, row)
    row.refresh_from_db()
    assert (outcome.transaction.state, row.state, row.transaction_id) == ("HELD", "PAID", outcome.transaction.id)
    with pytest.raises(RequestNotPending):
        pay(brian, row)
    if end == "release":
        release_held(transaction_id=outcome.transaction.id, at=clock.now())
    else:
        return_held(transaction_id=outcome.transaction.id, code="returned_by_review", at=clock.now())
    row.refresh_from_db()
    assert row.state == "PAID"
    assert (available(amina), available(brian)) == ((30, 70) if end == "release" else (0, 100))
    assert list(verification.verify()) == []


def test_a_wrong_pin_pays_nothing(brian: User, row: PaymentRequest) -> None:
    with nothing_moves():
        answer = accept(client_of(brian), row.id, pin="000000")
    assert answer.status_code in (401, 403, 422), answer.content
    assert state_of(row) == "PENDING" and not Transaction.objects.exists()


def test_a_pin_alone_authorises_nothing(brian: User, row: PaymentRequest) -> None:
    client = client_with(tokens_of(brian).access)
    client.phone = None
    answer = accept(client, row.id)
    assert answer.status_code in (401, 403) and state_of(row) == "PENDING"


def test_a_frozen_wallet_pays_nothing(brian: User, row: PaymentRequest) -> None:
    freeze_wallet(wallet_id=wallet_of(brian).id, reason="asked", now=clock.now())
    answer = accept(client_of(brian), row.id)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "payer_not_active")
    assert state_of(row) == "PENDING"


@pytest.mark.parametrize(
    "fields",
    [
        {"pin": ""},
        {"pin": "12"},
        {"pin": 739184},
        {"amount": "1.00"},
        {"state": "PAID"},
        {"quote_id": "x"},
        {"quote_id": 7},
    ],
)
def test_bad_input_accepts_nothing(brian: User, row: PaymentRequest, fields: dict[str, Any]) -> None:
    with nothing_moves():
        assert accept(client_of(brian), row.id, **fields).status_code == 400
    assert state_of(row) == "PENDING"


def test_without_a_key_nothing_is_accepted(brian: User, row: PaymentRequest) -> None:
    answer = client_of(brian).post(f"{REQUESTS}/{row.id}/accept", {"pin": "739184"}, format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (400, "idempotency_key_required")


def test_only_who_is_asked_may_accept_or_decline_and_only_who_asked_may_cancel_or_remind(
    amina: User, brian: User, row: PaymentRequest
) -> None:
    """What is the other one's to do, and what is somebody else's, is not there."""
    stranger = client_of(join("chidi", 100))
    with nothing_moves():
        for client in (client_of(amina), stranger):
            assert accept(client, row.id).status_code == 404
            assert client.post(f"{REQUESTS}/{row.id}/decline").status_code == 404
        for client in (client_of(brian), stranger):
            assert client.post(f"{REQUESTS}/{row.id}/cancel").status_code == 404
            assert client.post(f"{REQUESTS}/{row.id}/remind").status_code == 404
        assert accept(stranger, uuid4()).status_code == 404
    assert state_of(row) == "PENDING"


def test_declining_ends_it(amina: User, brian: User, row: PaymentRequest) -> None:
    answer = client_of(brian).post(f"{REQUESTS}/{row.id}/decline")
    assert (answer.status_code, body_of(answer)["state"]) == (200, "DECLINED")
    assert body_of(answer)["decided_at"] is not None
    assert Activity.objects.filter(person_id=brian.id, action="requests.declined").count() == 1


def test_cancelling_ends_it(amina: User, row: PaymentRequest) -> None:
    answer = client_of(amina).post(f"{REQUESTS}/{row.id}/cancel")
    assert (answer.status_code, body_of(answer)["state"]) == (200, "CANCELLED")
    assert Activity.objects.filter(person_id=amina.id, action="requests.cancelled").count() == 1


@pytest.mark.parametrize("end", ["PAID", "DECLINED", "CANCELLED", "EXPIRED"])
def test_after_its_end_every_step_is_too_late(amina: User, brian: User, row: PaymentRequest, end: str) -> None:
    """SECURITY 21: a step out of order is 409 and changes nothing."""
    if end == "PAID":
        pay(brian, row)
    elif end == "DECLINED":
        services.decline_request(person_id=brian.id, request_id=row.id, now=clock.now())
    elif end == "CANCELLED":
        services.cancel_request(person_id=amina.id, request_id=row.id, now=clock.now())
    else:
        services.expire_due(now=later(8))
    before = PaymentRequest.objects.filter(pk=row.pk).values().get()
    asks, pays = client_of(amina), client_of(brian)
    with nothing_moves():
        answers: list[Any] = [accept(pays, row.id), pays.post(f"{REQUESTS}/{row.id}/decline")]
        answers += [asks.post(f"{REQUESTS}/{row.id}/{verb}") for verb in ("cancel", "remind")]
    for answer in answers:
        told = body_of(answer)
        assert (answer.status_code, told["code"], told["state"]) == (409, "payment_request_not_pending", end)
    assert PaymentRequest.objects.filter(pk=row.pk).values().get() == before


def test_one_reminder_a_day_and_three_in_all(amina: User, row: PaymentRequest) -> None:
    now = clock.now()
    client = client_of(amina)
    assert body_of(client.post(f"{REQUESTS}/{row.id}/remind"))["reminders"] == 1
    too_soon = client.post(f"{REQUESTS}/{row.id}/remind")
    assert (too_soon.status_code, body_of(too_soon)["code"]) == (429, "reminder_too_soon")
    assert 86_000 < int(too_soon["Retry-After"]) <= 86_400
    for days in (1, 2):
        at = now + timedelta(days=days, minutes=1)
        services.remind(person_id=amina.id, request_id=row.id, now=at)
    used_up = client.post(f"{REQUESTS}/{row.id}/remind")
    assert (used_up.status_code, body_of(used_up)["code"]) == (422, "reminders_used_up")
    row.refresh_from_db()
    assert (row.reminders, row.state) == (3, "PENDING")


def test_16_reminders_at_once_are_one(amina: User, row: PaymentRequest) -> None:
    outcomes = run_together(16, lambda index: services.remind(person_id=amina.id, request_id=row.id, now=clock.now()))
    assert sum(isinstance(outcome, PaymentRequest) for outcome in outcomes) == 1
    row.refresh_from_db()
    assert row.reminders == 1


def test_it_expires_after_seven_days_and_not_a_second_earlier(row: PaymentRequest) -> None:
    assert services.expire_due(now=row.expires_at - timedelta(seconds=1)) == 0
    assert services.expire_due(now=row.expires_at) == 1
    assert services.expire_due(now=row.expires_at) == 0
    assert state_of(row) == "EXPIRED"


def test_when_its_time_is_over_it_cannot_be_paid_although_no_sweep_came(amina: User, brian: User) -> None:
    old = asked(amina, "brian", at=later(-8))
    with nothing_moves():
        answer = accept(client_of(brian), old.id)
    assert (answer.status_code, body_of(answer)["state"]) == (409, "EXPIRED")
    with pytest.raises(RequestNotPending):
        services.decline_request(person_id=brian.id, request_id=old.id, now=clock.now())


def test_16_accept_at_once_with_different_keys_and_one_pays(amina: User, brian: User, row: PaymentRequest) -> None:
    outcomes = run_together(16, lambda index: pay(brian, row, key=f"yes-{index}"))
    paid = [outcome for outcome in outcomes if not isinstance(outcome, Exception)]
    assert len(paid) == 1 and all(isinstance(one, RequestNotPending) for one in outcomes if one not in paid), outcomes
    row.refresh_from_db()
    assert row.transaction_id == paid[0].transaction.id
    assert (available(amina), available(brian), Transaction.objects.count()) == (30, 70, 1)
    assert list(verification.verify()) == []


def test_16_accept_at_once_with_one_key_and_all_hear_of_one_payment(brian: User, row: PaymentRequest) -> None:
    outcomes = run_together(16, lambda index: pay(brian, row, key="yes"))
    assert len({outcome.transaction.id for outcome in outcomes}) == 1
    assert sorted(outcome.replayed for outcome in outcomes) == [False] + [True] * 15
    assert available(brian) == 70


@pytest.mark.parametrize("rival", ["cancel", "expire", "decline"])
def test_accept_against_its_rivals_one_of_them_wins(amina: User, brian: User, row: PaymentRequest, rival: str) -> None:
    def end() -> Any:
        if rival == "cancel":
            return services.cancel_request(person_id=amina.id, request_id=row.id, now=clock.now())
        if rival == "decline":
            return services.decline_request(person_id=brian.id, request_id=row.id, now=clock.now())
        return services.expire_due(now=later(8))

    outcomes = run_together(8, lambda index: pay(brian, row) if index % 2 else end())
    state = state_of(row)
    paid = Transaction.objects.filter(state="COMPLETED").count()
    assert (paid, available(amina)) == ((1, 30) if state == "PAID" else (0, 0)), outcomes
    assert not [one for one in outcomes if isinstance(one, Exception) and not isinstance(one, RequestNotPending)]
    assert list(verification.verify()) == []


def test_who_accepts_while_it_is_cancelled_waits_and_finds_it_gone(
    amina: User, brian: User, row: PaymentRequest
) -> None:
    with nothing_moves():
        with other_transaction() as there:
            there(lambda: services.cancel_request(person_id=amina.id, request_id=row.id, now=clock.now()))
            accepting = in_background(lambda: pay(brian, row))
            wait_until_blocked()
        assert isinstance(accepting.exception(30), RequestNotPending)
    assert state_of(row) == "CANCELLED" and not Transaction.objects.exists()


def test_who_accepts_while_it_is_reminded_of_waits_and_pays(amina: User, brian: User, row: PaymentRequest) -> None:
    """The row has changed by then, and is still pending."""
    with other_transaction() as there:
        there(lambda: services.remind(person_id=amina.id, request_id=row.id, now=clock.now()))
        accepting = in_background(lambda: pay(brian, row))
        wait_until_blocked()
    assert accepting.result(60).transaction.state == "COMPLETED"
    row.refresh_from_db()
    assert (row.state, row.reminders) == ("PAID", 1)


def test_who_cancels_while_it_is_paid_waits_and_finds_it_paid(amina: User, brian: User, row: PaymentRequest) -> None:
    with other_transaction() as there:
        there(lambda: pay(brian, row))
        cancelling = in_background(
            lambda: services.cancel_request(person_id=amina.id, request_id=row.id, now=clock.now())
        )
        wait_until_blocked()
    assert isinstance(cancelling.exception(30), RequestNotPending)
    assert state_of(row) == "PAID" and available(amina) == 30


def test_the_sweep_passes_over_what_is_being_paid(amina: User, brian: User, row: PaymentRequest) -> None:
    other = asked(amina, "brian", "5.00")
    with other_transaction() as there:
        there(lambda: pay(brian, row))
        assert services.expire_due(now=later(8)) == 1
    assert (state_of(row), state_of(other)) == ("PAID", "EXPIRED")


def test_dying_half_way_leaves_the_request_and_the_money_as_they_were(
    amina: User, brian: User, row: PaymentRequest
) -> None:
    class Died(Exception):
        pass

    with nothing_moves(), pytest.raises(Died), transaction.atomic():
        pay(brian, row, key="yes")
        raise Died
    assert state_of(row) == "PENDING" and not Transaction.objects.exists()
    assert pay(brian, row, key="yes").transaction.state == "COMPLETED"


def test_a_payment_that_fails_in_the_ledger_takes_the_request_back(amina: User, brian: User) -> None:
    """The effect ran before the ledger refused, in the same statement."""
    much = asked(amina, "brian", "100.01")
    assert pay(brian, much).transaction.failure_code == "insufficient_funds"
    assert state_of(much) == "PENDING"


def test_two_sweeps_share_the_work(amina: User, brian: User) -> None:
    for _ in range(6):
        asked(amina, "brian", "1.00")
    outcomes = run_together(4, lambda index: services.expire_due(now=later(8)))
    assert sum(outcomes) == 6
    assert set(PaymentRequest.objects.values_list("state", flat=True)) == {"EXPIRED"}
    assert count("core_outboxevent") >= 6


@pytest.mark.parametrize(
    "change",
    [
        "state = 'PENDING', decided_at = NULL",
        "state = 'PAID', transaction_id = gen_random_uuid()",
        "reminders = 0",
        "is_hidden = true",
    ],
)
def test_a_decided_request_is_fixed_whoever_writes(brian: User, row: PaymentRequest, change: str) -> None:
    services.decline_request(person_id=brian.id, request_id=row.id, now=clock.now())
    _refused(f"UPDATE requests_paymentrequest SET {change}", "GP010")


@pytest.mark.parametrize(
    ("statement", "states"),
    [
        ("UPDATE requests_paymentrequest SET amount = 1", {"GP010"}),
        ("UPDATE requests_paymentrequest SET payer_id = gen_random_uuid()", {"GP010"}),
        ("UPDATE requests_paymentrequest SET expires_at = expires_at + interval '1 day'", {"GP010"}),
        ("UPDATE requests_paymentrequest SET reminders = reminders + 2, reminded_at = now()", {"GP010"}),
        ("UPDATE requests_paymentrequest SET state = 'LOST', decided_at = now()", {"23514"}),
        ("UPDATE requests_paymentrequest SET state = 'PAID', decided_at = now()", {"23514"}),
        ("UPDATE requests_paymentrequest SET state = 'DECLINED'", {"23514"}),
        ("DELETE FROM requests_paymentrequest", {"GP010"}),
        ("UPDATE requests_requestgroup SET total = 1", {"GP010"}),
        ("DELETE FROM requests_requestgroup", {"GP010"}),
        ("TRUNCATE requests_paymentrequest", {"GP010"}),
        ("TRUNCATE requests_requestgroup", {"GP010"}),
    ],
)
def test_what_was_asked_is_fixed_whoever_writes(row: PaymentRequest, statement: str, states: set[str]) -> None:
    _refused(statement, *states)


def _refused(statement: str, *states: str) -> None:
    with pytest.raises(DatabaseError) as caught, transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert sqlstate(caught.value) in states


@pytest.mark.parametrize("model", [PaymentRequest, RequestGroup, RequestBlock])
def test_rows_are_named_in_the_operators_site(row: PaymentRequest, model: type[Model]) -> None:
    assert all(str(one) for one in model._default_manager.all())


def test_nobody_who_is_not_logged_in_gets_anything(api: APIClient, row: PaymentRequest) -> None:
    paths = ["", f"/{row.id}", "/blocks"]
    assert {api.get(f"{REQUESTS}{path}").status_code for path in paths} == {401}
    verbs = ["", "/blocks", *(f"/{row.id}/{verb}" for verb in ("accept", "decline", "cancel", "remind"))]
    assert {api.post(f"{REQUESTS}{path}").status_code for path in verbs} == {401}
    assert api.delete(f"{REQUESTS}/blocks/{row.id}").status_code == 401
