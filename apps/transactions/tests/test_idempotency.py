"""One key, one payment: in a row, at once, and while the first is still under way."""

import json
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of, client_with, tokens_of
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger import verification
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import TRANSFERS, body_of, fields, nothing_moves, number_of, send, transfer
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)


@committing
def test_the_same_request_again_is_answered_the_same_and_moves_nothing() -> None:
    amina, brian = join("amina", 100), join("brian")
    client, key = client_of(amina), str(uuid4())
    first = transfer(client, key=key)
    with nothing_moves():
        again = transfer(client, key=key)
    assert (first.status_code, again.status_code) == (201, 201)
    assert again.content == first.content
    assert "Idempotent-Replayed" not in first
    assert again["Idempotent-Replayed"] == "true"
    assert (available(amina), available(brian)) == (90, 10)


@committing
@pytest.mark.parametrize(("amount", "status"), [("10.00", 201), ("100.01", 422)])
def test_thirty_two_at_once_are_one_payment_and_one_answer(amount: str, status: int) -> None:
    amina, brian = join("amina", 100), join("brian")
    access, key = tokens_of(amina).access, str(uuid4())
    answers = run_together(32, lambda _: transfer(client_with(access), fields("brian", amount), key=key))
    assert {answer.status_code for answer in answers} == {status}
    assert len({answer.content for answer in answers}) == 1
    assert sorted("Idempotent-Replayed" in answer for answer in answers) == [False] + [True] * 31
    assert Transaction.objects.count() == 1
    assert OutboxEvent.objects.filter(topic__startswith="transactions.").count() == 1
    assert Activity.objects.filter(action__startswith="transactions.").count() == 1
    moved = Decimal("10.00") if status == 201 else 0
    assert (available(amina), available(brian)) == (100 - moved, moved)
    assert list(verification.verify()) == []


CHANGES: dict[str, dict[str, Any]] = {
    "amount": {"amount": "10.01"},
    "payee": {"to": number_of("chidi")},
    "currency": {"currency": "EUR"},
    "note": {"note": "lunch"},
}


@pytest.mark.parametrize("change", CHANGES)
@pytest.mark.parametrize("amount", ["10.00", "100.01"], ids=["paid", "declined"])
def test_a_changed_body_under_the_same_key_is_refused(change: str, amount: str) -> None:
    amina, _ = join("amina", 100), [join(name) for name in ("brian", "chidi")]
    client, key = client_of(amina), str(uuid4())
    first = transfer(client, fields("brian", amount), key=key)
    with nothing_moves():
        changed = transfer(client, {**fields("brian", amount), **CHANGES[change]}, key=key)
    assert (changed.status_code, body_of(changed)["code"]) == (422, "idempotency_key_reused")
    assert transfer(client, fields("brian", amount), key=key).content == first.content
    assert Transaction.objects.count() == 1


@committing
def test_of_different_bodies_at_once_one_is_paid_and_the_others_are_refused() -> None:
    amina, brian = join("amina", 100), join("brian")
    access, key = tokens_of(amina).access, str(uuid4())
    answers = run_together(8, lambda n: transfer(client_with(access), fields("brian", f"{n + 1}.00"), key=key))
    assert sorted(answer.status_code for answer in answers) == [201] + [422] * 7
    (paid,) = [body_of(answer) for answer in answers if answer.status_code == 201]
    assert {body_of(answer)["code"] for answer in answers if answer.status_code == 422} == {"idempotency_key_reused"}
    assert available(brian) == Decimal(paid["amount"])


def test_writing_the_same_request_differently_makes_no_difference() -> None:
    """The digest is over what was understood: the order of members, blanks, and an empty note change nothing."""
    amina, _ = join("amina", 100), join("brian")
    client, key = client_of(amina), str(uuid4())
    first = transfer(client, key=key)
    body = json.dumps(dict(reversed(fields(note="").items())), indent=4)
    again = client.post(TRANSFERS, body, content_type="application/json", headers={"Idempotency-Key": f'"{key}"'})
    assert again.content == first.content


def test_a_key_is_each_persons_own() -> None:
    amina, brian = join("amina", 100), join("brian", 100)
    key = str(uuid4())
    first = transfer(client_of(amina), fields("brian", "10.00"), key=key)
    second = transfer(client_of(brian), fields("amina", "30.00"), key=key)
    assert (first.status_code, second.status_code) == (201, 201)
    assert "Idempotent-Replayed" not in second
    assert (available(amina), available(brian)) == (120, 80)


def test_a_key_outlives_the_session_it_was_used_in() -> None:
    """Whoever lost the answer logs in again and asks again."""
    amina, _ = join("amina", 100), join("brian")
    key = str(uuid4())
    first = transfer(client_of(amina), key=key)
    assert transfer(client_of(amina), key=key).content == first.content


@committing
def test_a_request_that_meets_the_first_one_still_running_waits_for_its_answer() -> None:
    amina, brian = join("amina", 100), join("brian")
    client, key = client_of(amina), str(uuid4())
    with other_transaction() as there:
        first = there(lambda: transfer(client, key=key))
        second = in_background(lambda: transfer(client, key=key))
        wait_until_blocked()
    assert second.result(60).content == first.content
    assert second.result()["Idempotent-Replayed"] == "true"
    assert available(brian) == 10


@committing
def test_when_the_first_one_takes_too_long_the_second_is_told_to_come_again() -> None:
    amina, brian = join("amina", 100), join("brian")
    client, key = client_of(amina), str(uuid4())

    def hurried() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        return transfer(client, key=key)

    with other_transaction() as there:
        first = there(lambda: transfer(client, key=key))
        second = in_background(hurried).result(60)
    assert (second.status_code, body_of(second)["code"]) == (409, "idempotency_key_in_flight")
    assert int(second["Retry-After"]) >= 1
    assert transfer(client, key=key).content == first.content
    assert (available(brian), Transaction.objects.count()) == (10, 1)


@committing
def test_when_the_first_one_fails_the_second_takes_its_place() -> None:
    amina, brian = join("amina", 100), join("brian")
    key = str(uuid4())

    class Died(Exception):
        pass

    second = []
    with pytest.raises(Died), other_transaction() as there:
        there(lambda: send(amina, "brian", 10, key=key))
        second.append(in_background(lambda: send(amina, "brian", 10, key=key)))
        wait_until_blocked()
        raise Died
    assert not second[0].result(60).replayed
    assert (available(brian), Transaction.objects.count()) == (10, 1)


def test_a_key_is_required() -> None:
    join("brian")
    answer = client_of(join("amina", 100)).post(TRANSFERS, fields(), format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (400, "idempotency_key_required")


@pytest.mark.parametrize("body", [{}, fields(amount="x"), fields(extra=1), fields(note=5), []], ids=repr)
def test_what_fails_validation_burns_no_key(body: Any) -> None:
    amina, _ = join("amina", 100), join("brian")
    client, key = client_of(amina), str(uuid4())
    assert transfer(client, body, key=key).status_code == 400
    assert transfer(client, key=key).status_code == 201
