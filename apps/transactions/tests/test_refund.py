"""Refunds: by who was paid, whole or in parts, and never more than there was."""

from decimal import Decimal
from uuid import uuid4

import pytest

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, plain_client_with, tokens_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import CurrencyMismatch, Money
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.transactions.errors import NotRefundable, TransactionNotFound
from apps.transactions.models import PaidBack, Transaction
from apps.transactions.services import credit_promotion, refund, set_fee, set_tier_limit
from apps.transactions.tests.giving_back import ask_back, books_are_right, give_back, paid, went_back
from apps.transactions.tests.payments import DIGEST, body_of, nothing_moves, send, transfer
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


def test_a_payee_gives_a_payment_back_whole(amina: User, brian: User) -> None:
    original = paid(amina)
    answer = ask_back(client_of(brian), original)
    body = body_of(answer)
    assert answer.status_code == 201, body
    assert (body["kind"], body["state"], body["amount"], body["direction"]) == ("REFUND", "COMPLETED", "10.00", "out")
    assert (body["payer"]["id"], body["payee"]["id"]) == (str(brian.id), str(amina.id))
    assert (body["note"], body["fee"]) == ("broken", "0.00")
    row = Transaction.objects.get(pk=body["id"])
    assert (row.parent_id, row.initiator_id) == (original.id, brian.id)
    assert (available(amina), available(brian)) == (100, 0)
    assert went_back(original) == (10, False)
    assert Activity.objects.filter(person_id=brian.id, action="transactions.completed", subject=str(row.id)).exists()
    assert books_are_right()


def test_it_can_go_back_in_parts_but_never_above_what_is_left(amina: User, brian: User) -> None:
    original = paid(amina)
    client = client_of(brian)
    assert ask_back(client, original, amount="4.00").status_code == 201
    assert ask_back(client, original, amount="5.99").status_code == 201
    with nothing_moves():
        answer = ask_back(client, original, amount="0.02")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "refund_too_large")
    assert Transaction.objects.get(pk=body_of(answer)["transaction_id"]).failure_code == "refund_too_large"
    assert ask_back(client, original).status_code == 201, "all that is left"
    with nothing_moves():
        answers = [ask_back(client, original), ask_back(client, original, amount="0.01")]
    assert [body_of(answer)["code"] for answer in answers] == ["nothing_left_to_refund"] * 2
    parts = Transaction.objects.filter(parent_id=original.id, state="COMPLETED").values_list("amount", flat=True)
    assert sorted(parts) == [Decimal("0.01"), 4, Decimal("5.99")]
    assert (available(amina), went_back(original)) == (100, (10, False))
    assert books_are_right()


def test_what_the_payment_had_cost_stays_paid(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.30"), active_from=clock.now())
    set_fee(kind="REFUND", currency="USD", flat=Decimal("5.00"), active_from=clock.now())
    original = paid(amina)
    give_back(brian, original)
    assert (available(amina), available(brian)) == (Decimal("99.70"), 0), "and the refund itself is free"
    assert get_balance(deferred_account_id("fees:p2p", "USD")).amount == Decimal("0.30")
    assert books_are_right()


def test_of_a_payment_whose_payee_bore_the_fee_the_payer_gets_all(amina: User) -> None:
    brian = join("brian", 1)
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.30"), bearer="PAYEE", active_from=clock.now())
    original = paid(amina)
    assert available(brian) == Decimal("10.70")
    assert give_back(brian, original).transaction.amount == 10
    assert (available(amina), available(brian)) == (100, Decimal("0.70"))
    assert books_are_right()


def test_who_has_spent_it_cannot_give_it_back(amina: User, brian: User) -> None:
    join("chidi")
    original = paid(amina)
    send(brian, "chidi", "0.01")
    with nothing_moves():
        answer = ask_back(client_of(brian), original)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "insufficient_funds")
    assert went_back(original) == (0, False), "what did not go back is not counted"
    assert ask_back(client_of(brian), original, amount="9.99").status_code == 201


def test_only_the_payee_gives_back(amina: User, brian: User) -> None:
    original = paid(amina)
    chidi = join("chidi")
    with nothing_moves():
        own = ask_back(client_of(amina), original)
        others = ask_back(client_of(chidi), original)
        nobodys = ask_back(client_of(brian), uuid7())
        anonymous = ask_back(plain_client_with("nonsense"), original)
    assert (own.status_code, body_of(own)["code"]) == (409, "not_refundable")
    assert (others.status_code, body_of(others)["code"]) == (404, "transaction_not_found")
    assert (nobodys.status_code, anonymous.status_code) == (404, 401)
    assert not Transaction.objects.filter(kind="REFUND").exists()


def test_what_never_arrived_cannot_go_back(amina: User, brian: User) -> None:
    declined = send(amina, "brian", "1000.00").transaction
    assert declined.state == "DECLINED"
    answer = ask_back(client_of(brian), declined)
    assert (answer.status_code, body_of(answer)["code"]) == (409, "not_refundable")


def test_some_kinds_are_not_given_back(amina: User, brian: User) -> None:
    promotion = credit_promotion(
        person_id=amina.id, amount=Money(Decimal(5), "USD"), key="p", at=clock.now()
    ).transaction
    with pytest.raises(NotRefundable):
        give_back(amina, promotion)
    back = give_back(brian, paid(amina)).transaction
    with pytest.raises(NotRefundable):
        give_back(amina, back)


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({"amount": "0"}, "amount", "not_positive"),
        ({"amount": "0.00"}, "amount", "not_positive"),
        ({"amount": "-1.00"}, "amount", "invalid"),
        ({"amount": "1e1"}, "amount", "invalid"),
        ({"amount": "1_0"}, "amount", "invalid"),
        ({"amount": "１０"}, "amount", "invalid"),
        ({"amount": "NaN"}, "amount", "invalid"),
        ({"amount": 10}, "amount", "invalid"),
        ({"amount": None}, "amount", "required"),
        ({"amount": "1.001"}, "amount", "too_many_decimals"),
        ({"amount": "1" + "0" * 15}, "amount", "invalid"),
        ({"reason": ""}, "reason", "required"),
        ({"reason": "x" * 141}, "reason", "max_length"),
        ({"currency": "USD"}, "currency", "unknown_field"),
        ({"to": "+254712000003"}, "to", "unknown_field"),
        ({"pin": "12"}, "pin", "invalid_pin"),
    ],
)
def test_bad_input_is_refused_and_burns_no_key(
    amina: User, brian: User, fields: dict[str, object], field: str, code: str
) -> None:
    """SECURITY 18."""
    original = paid(amina)
    client = client_of(brian)
    with nothing_moves():
        answer = ask_back(client, original, key="one", **fields)
    assert answer.status_code == 400, body_of(answer)
    assert [(each["field"], each["code"]) for each in body_of(answer)["errors"]] == [(field, code)]
    assert ask_back(client, original, key="one").status_code == 201


def test_a_refund_needs_a_key_a_pin_and_a_phone(amina: User, brian: User) -> None:
    original = paid(amina)
    client = client_of(brian)
    with nothing_moves():
        keyless = client.post(
            f"/api/v1/transactions/{original.id}/refund", {"reason": "r", "pin": "739184"}, format="json"
        )
        wrong = ask_back(client, original, pin="000000")
        unregistered = ask_back(plain_client_with(tokens_of(brian).access), original)
    assert (keyless.status_code, body_of(keyless)["code"]) == (400, "idempotency_key_required")
    assert body_of(wrong)["code"] == "wrong_pin"
    assert body_of(unregistered)["code"] == "step_up_required"


def test_the_same_request_gives_back_once(amina: User, brian: User) -> None:
    original = paid(amina)
    client = client_of(brian)
    first, again = ask_back(client, original, key="k"), ask_back(client, original, key="k")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (first.content, again["Idempotent-Replayed"]) == (again.content, "true")
    other = ask_back(client, original, key="k", amount="1.00")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    assert available(amina) == 100


def test_a_refusal_is_answered_again_too(amina: User, brian: User) -> None:
    original = paid(amina)
    client = client_of(brian)
    first = ask_back(client, original, key="k", amount="11.00")
    assert (first.status_code, body_of(first)["code"]) == (422, "refund_too_large")
    assert ask_back(client, original, key="k", amount="11.00").content == first.content


def test_thirty_two_at_once_give_it_back_once(amina: User) -> None:
    """Of many refunds of the whole one wins, however much the payee has."""
    brian = join("brian", 1000)
    original = paid(amina)
    outcomes = run_together(32, lambda _: give_back(brian, original).transaction)
    states = sorted((row.state, row.failure_code) for row in outcomes)
    assert states == [("COMPLETED", "")] + [("DECLINED", "nothing_left_to_refund")] * 31
    assert (available(amina), available(brian)) == (100, 1000)
    assert went_back(original) == (10, False)
    assert books_are_right()


def test_thirty_two_parts_at_once_sum_to_no_more_than_the_whole(amina: User) -> None:
    """SECURITY 19: exact, not about."""
    brian = join("brian", 1000)
    original = paid(amina)
    outcomes = run_together(32, lambda _: give_back(brian, original, "0.70").transaction)
    assert sum(row.state == "COMPLETED" for row in outcomes) == 14
    assert {row.failure_code for row in outcomes if row.state == "DECLINED"} == {"refund_too_large"}
    assert (available(amina), went_back(original)) == (Decimal("99.80"), (Decimal("9.80"), False))
    assert books_are_right()


def test_the_same_key_sixteen_times_at_once_gives_back_once(amina: User, brian: User) -> None:
    original = paid(amina)
    outcomes = run_together(16, lambda _: give_back(brian, original, "2.00", key="k"))
    assert len({outcome.transaction.id for outcome in outcomes}) == 1
    assert sum(not outcome.replayed for outcome in outcomes) == 1
    assert (available(brian), went_back(original)) == (8, (2, False))


def test_money_comes_back_into_a_wallet_that_is_full_and_over_a_limit_of_paying(amina: User, brian: User) -> None:
    original = paid(amina)
    set_tier_limit(tier="TIER_0", currency="USD", maximum_balance=Decimal(90), single=Decimal(1), daily=Decimal(1))
    assert give_back(brian, original).transaction.state == "COMPLETED"
    assert available(amina) == 100


def test_a_frozen_payee_gives_nothing_back(amina: User, brian: User) -> None:
    original = paid(amina)
    freeze_wallet(wallet_id=wallet_of(brian).id, reason="r", now=clock.now())
    with nothing_moves():
        assert give_back(brian, original).transaction.failure_code == "payer_not_active"
    assert went_back(original) == (0, False)


def test_a_closed_wallet_gets_nothing_back(amina: User, brian: User) -> None:
    original = paid(amina, amount=100)
    close_wallet(wallet_id=wallet_of(amina).id, reason="r", now=clock.now())
    with nothing_moves():
        assert give_back(brian, original).transaction.failure_code == "payee_not_active"


def test_both_hear_of_it(amina: User, brian: User) -> None:
    original = paid(amina)
    deliver_events()
    give_back(brian, original, "4.00", reason="two were bad")
    deliver_events()
    told = {row.person_id: row for row in Notification.objects.filter(topic__startswith="refund_")}
    assert told[amina.id].title == "Brian Mwangi gave you 4.00 USD back"
    assert "two were bad" in told[amina.id].body
    assert told[brian.id].title == "You gave 4.00 USD back to Amina Otieno"


def test_another_currency_is_not_given_back(amina: User, brian: User) -> None:
    original = paid(amina)
    with pytest.raises(CurrencyMismatch):
        refund(
            payee_id=brian.id,
            session_id=None,
            transaction_id=original.id,
            amount=Money(Decimal(1), "EUR"),
            reason="r",
            key=str(uuid4()),
            digest=DIGEST,
            at=clock.now(),
        )


def test_when_the_refund_fails_half_way_nothing_is_counted(amina: User, brian: User) -> None:
    """The count and the money are one statement: what undoes one undoes the other."""
    original = paid(amina)
    give_back(brian, original, "1.00")
    before = PaidBack.objects.get(pk=original.id)
    with nothing_moves():
        assert give_back(brian, original, "9.01").transaction.state == "DECLINED"
    after = PaidBack.objects.get(pk=original.id)
    assert (before.total, before.maximum) == (after.total, after.maximum) == (1, 10)


def test_somebody_elses_payment_is_not_found(amina: User, brian: User) -> None:
    original = paid(amina)
    with pytest.raises(TransactionNotFound):
        give_back(join("chidi", 50), original)


def test_a_transfer_over_http_can_be_given_back(amina: User, brian: User) -> None:
    """The whole way as a phone goes it."""
    sent = body_of(transfer(client_of(amina)))
    answer = ask_back(client_of(brian), Transaction.objects.get(pk=sent["id"]), amount="10.00")
    assert answer.status_code == 201
    assert available(amina) == 100
