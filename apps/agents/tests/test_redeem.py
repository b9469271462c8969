"""A teller hands out cash for a code: once, for who knows it, at the right outlet and of the right amount."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import Activity, Device, User
from apps.accounts.tests.factories import (
    PIN,
    client_of,
    code_sent_to,
    give_pin,
    make_person,
    plain_client_with,
    tokens_of,
)
from apps.agents import cash_out_rates, services
from apps.agents.models import CashOutCode, CommissionLine, Dealing, Shift
from apps.agents.services import _redeem, set_cash_limit
from apps.agents.tests.factories import employ, float_of, open_outlet, open_shift, set_commission, side_of
from apps.agents.tests.fetching import DESK, Shop, digits, fetch, made, make, money, open_shop, post, redeem, wrong
from apps.core import clock
from apps.core.ratelimit import Rate
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.ledger.services import close_account
from apps.notifications.models import Notification
from apps.risk.models import Alert
from apps.risk.services import set_rule
from apps.transactions.models import State, Transaction
from apps.transactions.services import set_fee, withdraw_float
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def amina() -> User:
    return join("amina", 200)


@committing
def test_a_code_becomes_cash_and_all_is_written_down(shop: Shop, amina: User) -> None:
    set_fee(kind="CASH_OUT", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    set_commission("CASH_OUT", percent=Decimal(1), teller_share=Decimal(40), agent_share=Decimal(60))
    code = body_of(make(amina))["code"]
    answer = redeem(shop.teller, amina, code)
    body = body_of(answer)
    assert (answer.status_code, body["kind"], body["state"], body["amount"]) == (201, "CASH_OUT", "COMPLETED", "50.00")
    assert (body["customer"]["name"], body["commission"], body["expected_cash"]) == ("Amina O.", "0.20", "450.00")
    row = Transaction.objects.get(kind="CASH_OUT")
    assert (row.state, row.payee_id, row.payee_name) == ("COMPLETED", shop.outlet.id, "Hassan's Shop, Main")
    assert (available(amina), float_of(shop.outlet)) == (Decimal("149.50"), 550)
    paid = CashOutCode.objects.get()
    assert (paid.state, paid.redeemed_by_id, paid.sealed, paid.tries) == ("PAID", shop.teller.id, None, 0)
    dealing = Dealing.objects.get()
    assert (dealing.transaction_id, dealing.kind, dealing.commission) == (row.id, "CASH_OUT", Decimal("0.5"))
    shift = Shift.objects.get(pk=shop.shift.id)
    assert (shift.expected, shift.cash_out, shift.dealings) == (450, 50, 1)
    assert sum(CommissionLine.objects.values_list("amount", flat=True)) == Decimal("0.5")
    assert Activity.objects.filter(person_id=shop.teller.id, action="agents.cash_handed_out").count() == 1
    deliver_events()
    assert Notification.objects.get(topic="cash_out_paid").title == "You fetched 50.00 USD in cash"
    assert list(verification.verify()) == []


def test_asked_again_it_is_answered_the_same_and_pays_nothing(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    first = redeem(shop.teller, amina, code, key="k")
    shop.shift.refresh_from_db()
    with nothing_moves():
        again = redeem(shop.teller, amina, code, key="k")
        other = redeem(shop.teller, amina, code, "51.00", key="k")
        guess = redeem(shop.teller, amina, wrong(code), key="k")
    assert (first.status_code, again.status_code) == (201, 201)
    assert (again.content, again["Idempotent-Replayed"]) == (first.content, "true")
    assert [body_of(one)["code"] for one in (other, guess)] == ["idempotency_key_reused"] * 2
    # Also when the shift is closed by then.
    Shift.objects.update(state="CLOSED", closed_at=clock.now(), counted_cash=450, difference=0)
    assert redeem(shop.teller, amina, code, key="k").content == first.content


def test_a_copy_of_the_request_is_worth_nothing(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    client = client_of(shop.teller)
    fields = f'{{"to":"{amina.msisdn}","code":"{code}","amount":"50.00","currency":"USD","pin":"{PIN}"}}'
    signed = client.phone.sign("POST", DESK, fields.encode(), key="c")  # type: ignore[union-attr]
    answers = [
        client.post(DESK, fields.encode(), content_type="application/json", headers={"Idempotency-Key": "c", **signed})
        for _ in range(2)
    ]
    assert [answers[0].status_code, body_of(answers[1])["code"]] == [201, "signature_replayed"]


def test_a_code_is_used_once(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    assert redeem(shop.teller, amina, code).status_code == 201
    with nothing_moves():
        answer = redeem(shop.teller, amina, code)
    assert (answer.status_code, body_of(answer)["code"]) == (409, "cash_code_used")


def test_an_unknown_number_and_a_wrong_code_answer_the_same(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    brian, nobody = join("brian", 0), User(msisdn="+254712999999")
    with nothing_moves():
        answers = [redeem(shop.teller, amina, wrong(code)), redeem(shop.teller, brian, code)]
        answers.append(redeem(shop.teller, nobody, code))
    bodies = [{**body_of(one), "request_id": ""} for one in answers]
    assert [one.status_code for one in answers] == [422] * 3
    assert bodies[0]["code"] == "cash_code_wrong" and bodies[0] == bodies[1] == bodies[2]


def test_five_wrong_codes_send_the_money_back(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    for tries in range(1, 5):
        redeem(shop.teller, amina, wrong(code))
        assert CashOutCode.objects.get().tries == tries
    assert available(amina) == 150
    redeem(shop.teller, amina, wrong(code))
    row = Transaction.objects.get(kind="CASH_OUT")
    assert (row.state, row.failure_code, available(amina)) == ("RETURNED", "cash_code_blocked", 200)
    assert CashOutCode.objects.get().state == "BLOCKED"
    # The right one is no better than a wrong one by now, and tells nothing.
    assert body_of(redeem(shop.teller, amina, code))["code"] == "cash_code_wrong"


def test_a_right_code_counts_no_try_on_the_others(shop: Shop, amina: User) -> None:
    first, second = made(amina, "10"), made(amina, "20")
    assert redeem(shop.teller, amina, digits(first), "10.00").status_code == 201
    assert redeem(shop.teller, amina, digits(first), "10.00").status_code == 409
    assert CashOutCode.objects.get(transaction_id=second.transaction.id).tries == 0
    redeem(shop.teller, amina, wrong(digits(second)), "20.00")
    assert CashOutCode.objects.get(transaction_id=second.transaction.id).tries == 1


def test_what_died_before_the_money_went_back_is_swept(
    shop: Shop, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    code = digits(made(amina))
    monkeypatch.setattr(_redeem, "block_cash_code", lambda **_: False)
    for _ in range(5):
        redeem(shop.teller, amina, wrong(code))
    assert (CashOutCode.objects.get().state, available(amina)) == ("WAITING", 150)
    assert body_of(redeem(shop.teller, amina, code))["code"] == "cash_code_wrong"
    assert services.expire_cash_codes(now=clock.now()) == 1
    assert (CashOutCode.objects.get().state, available(amina)) == ("BLOCKED", 200)


def test_a_teller_with_many_wrong_ones_has_to_wait(shop: Shop, amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cash_out_rates, "WRONG_CODES_BY_TELLER", Rate("agents.wrong_codes.teller", 2, 900))
    code = digits(made(amina, "10"))
    # Right ones cost nothing.
    for _ in range(3):
        assert redeem(shop.teller, amina, code, "11.00").status_code == 422
    for _ in range(2):
        assert body_of(redeem(shop.teller, amina, wrong(code), "10.00"))["code"] == "cash_code_wrong"
    answer = redeem(shop.teller, amina, code, "10.00")
    assert (answer.status_code, CashOutCode.objects.get().tries) == (429, 2)
    assert int(answer["Retry-After"]) > 0


def test_another_amount_or_currency_is_no_try(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    with nothing_moves():
        assert body_of(redeem(shop.teller, amina, code, "50.01"))["code"] == "wrong_amount"
        assert body_of(redeem(shop.teller, amina, code, currency="EUR"))["code"] == "currency_mismatch"
    assert CashOutCode.objects.get().tries == 0
    assert redeem(shop.teller, amina, code).status_code == 201


def test_a_bound_code_is_good_at_its_outlet_only(shop: Shop, amina: User) -> None:
    market = open_outlet(shop.agent)
    joseph = make_person("joseph")
    employ(shop.agent, joseph)
    open_shift(market, joseph, cash=100)
    code = digits(made(amina, agent_code=market.code))
    with nothing_moves():
        answer = redeem(shop.teller, amina, code)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "cash_code_elsewhere")
    assert redeem(joseph, amina, code).status_code == 201
    assert float_of(market) == 50


def test_what_is_over_or_called_off_pays_nothing(shop: Shop, amina: User) -> None:
    late = made(amina, "10", at=clock.now() - timedelta(minutes=15))
    off = made(amina, "20")
    services.cancel_cash_code(customer_id=amina.id, code_id=off.row.id, now=clock.now())  # type: ignore[union-attr]
    with nothing_moves():
        answers = [redeem(shop.teller, amina, digits(late), "10.00"), redeem(shop.teller, amina, digits(off), "20.00")]
    assert [body_of(one)["code"] for one in answers] == ["cash_code_expired"] * 2
    services.expire_cash_codes(now=clock.now())
    assert body_of(redeem(shop.teller, amina, digits(late), "10.00"))["code"] == "cash_code_expired"


def test_a_code_is_eight_digits(shop: Shop, amina: User) -> None:
    for code in ("1234567", "123456789", "1234567a", "１２３４５６７８", 12345678, None, ""):
        assert redeem(shop.teller, amina, code).status_code == 400, code  # type: ignore[arg-type]


def test_who_may_not_serve_tries_nothing_on(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    joseph, chidi = make_person("joseph"), join("chidi", 0)
    employ(shop.agent, joseph)
    with nothing_moves():
        assert body_of(redeem(chidi, amina, code))["code"] == "agent_not_found"
        assert body_of(redeem(joseph, amina, code))["code"] == "shift_not_open"
        bad = redeem(shop.teller, amina, wrong(code), pin="000000")
        assert (bad.status_code, body_of(bad)["code"]) == (403, "wrong_pin")
    assert CashOutCode.objects.get().tries == 0


def test_a_pin_alone_hands_out_nothing(shop: Shop, amina: User) -> None:
    """SECURITY 3."""
    code = digits(made(amina))
    give_pin(shop.teller)
    client = plain_client_with(tokens_of(shop.teller).access)
    fields = {"to": amina.msisdn, "code": code, "amount": "50.00", "currency": "USD", "pin": PIN}
    with nothing_moves():
        asked = body_of(post(client, DESK, fields, key="k"))
    assert asked["code"] == "step_up_required"
    step_up = {"challenge_id": asked["challenge_id"], "code": code_sent_to(shop.teller.msisdn)}
    assert post(client, DESK, {**fields, "step_up": step_up}, key="k").status_code == 201
    assert post(client, DESK, {**fields, "step_up": step_up}, key="k").status_code == 201
    assert Dealing.objects.count() == 1


def test_nobody_serves_who_works_there(shop: Shop, amina: User) -> None:
    """SECURITY 21."""
    code = digits(made(amina))
    employ(shop.agent, amina)
    with nothing_moves():
        answer = redeem(shop.teller, amina, code)
    assert (answer.status_code, body_of(answer)["code"]) == (422, "self_dealing")
    assert CashOutCode.objects.get().state == "WAITING"


def test_a_limit_of_outlet_or_customer_leaves_the_code_waiting(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    for whose, tier, expected in (
        ("OUTLET", "STANDARD", "outlet_limit_exceeded"),
        ("CUSTOMER", "TIER_0", "cash_limit_exceeded"),
    ):
        set_cash_limit(whose=whose, tier=tier, kind="CASH_OUT", currency="USD", daily=Decimal(49))
        with nothing_moves():
            answer = redeem(shop.teller, amina, code)
        assert (answer.status_code, body_of(answer)["code"]) == (422, expected)
        set_cash_limit(whose=whose, tier=tier, kind="CASH_OUT", currency="USD", daily=Decimal(50))
    assert CashOutCode.objects.get().state == "WAITING"
    assert redeem(shop.teller, amina, code).status_code == 201


def test_a_suspended_agent_hands_out_nothing(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    shop.agent.status = "SUSPENDED"
    shop.agent.save()
    with nothing_moves():
        assert body_of(redeem(shop.teller, amina, code))["code"] == "agent_not_active"
    assert CashOutCode.objects.get().state == "WAITING"


def test_a_frozen_wallet_or_a_lost_phone_pays_nothing(shop: Shop, amina: User) -> None:
    """SECURITY 11: at once, also before the event that gives the money back was heard."""
    code = body_of(make(amina))["code"]
    Wallet.objects.filter(holder=amina).update(status="FROZEN")
    with nothing_moves():
        assert body_of(redeem(shop.teller, amina, code))["code"] == "customer_not_active"
        Wallet.objects.filter(holder=amina).update(status="ACTIVE")
        Device.objects.filter(user=amina).update(status="LOCKED")
        assert body_of(redeem(shop.teller, amina, code))["code"] == "customer_not_active"
    assert CashOutCode.objects.get().state == "WAITING"


@committing
def test_what_the_float_cannot_take_goes_back_and_no_cash_goes_out(shop: Shop, amina: User) -> None:
    code = digits(made(amina))
    # As an outlet that was emptied and closed while the code waited.
    side = side_of(shop.outlet)
    withdraw_float(outlet=side, trust_code="trust:equity", amount=money("500"), key="all", at=clock.now())
    assert side.wallet is not None
    close_account(account=side.wallet.available_account, at=clock.now())
    answer = redeem(shop.teller, amina, code)
    assert (answer.status_code, body_of(answer)["code"]) == (409, "cash_went_back")
    row = Transaction.objects.get(kind="CASH_OUT")
    assert (row.state, row.failure_code, available(amina)) == ("RETURNED", "payee_not_active", 200)
    assert (CashOutCode.objects.get().state, Dealing.objects.count()) == ("CANCELLED", 0)
    assert list(verification.verify()) == []


@pytest.mark.parametrize("result", ["HOLD", "BLOCK"])
def test_what_the_rules_see_at_the_desk_is_refused_with_an_alert(shop: Shop, amina: User, result: str) -> None:
    set_commission("CASH_OUT", percent=Decimal(1))
    set_rule(
        code="many",
        title="Many dealings",
        kind="CASH_OUT",
        metric="SPLIT_WITH_AGENT",
        threshold=Decimal(1),
        result=result,
        now=clock.now(),
    )
    assert redeem(shop.teller, amina, digits(made(amina, "10")), "10.00").status_code == 201
    code = digits(made(amina, "11"))
    with nothing_moves():
        answers = [redeem(shop.teller, amina, code, "11.00") for _ in range(2)]
    assert [body_of(one)["code"] for one in answers] == ["refused_by_rules"] * 2
    row = Transaction.objects.get(state=State.HELD)
    alert = Alert.objects.get()
    assert (alert.id, alert.result, alert.rules) == (row.id, "BLOCK", ["many"])
    deliver_events()
    assert Alert.objects.get().case_id is not None
    # The money is not lost: the customer can have it back, or its time runs out.
    assert CashOutCode.objects.get(state="WAITING").transaction_id == row.id


def test_a_rule_about_payments_counts_a_code_once(shop: Shop, amina: User) -> None:
    set_rule(
        code="total",
        title="Total of a day",
        kind="CASH_OUT",
        metric="TOTAL_IN_DAY",
        threshold=Decimal(60),
        currency="USD",
        result="BLOCK",
        now=clock.now(),
    )
    assert redeem(shop.teller, amina, digits(made(amina))).status_code == 201


@pytest.mark.parametrize("step", ["release_held", "serve_now", "_mark_paid"])
def test_dying_half_way_leaves_the_code_waiting(
    shop: Shop, amina: User, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_commission("CASH_OUT", percent=Decimal(1))
    code = digits(made(amina))
    right = getattr(_redeem, step)

    def dies(*args: Any, **fields: Any) -> None:
        right(*args, **fields)
        raise KeyboardInterrupt

    monkeypatch.setattr(_redeem, step, dies)
    with nothing_moves(), pytest.raises(KeyboardInterrupt):
        fetch(shop.teller.id, amina, code, key="k")
    row = CashOutCode.objects.get()
    assert (row.state, row.tries, Dealing.objects.count()) == ("WAITING", 0, 0)
    assert Shift.objects.get().expected == 500
    monkeypatch.undo()
    fetch(shop.teller.id, amina, code, key="k")
    assert (available(amina), float_of(shop.outlet)) == (150, 550)


def test_how_many_statements_a_redemption_takes(shop: Shop, amina: User, django_assert_max_num_queries: Any) -> None:
    set_commission("CASH_OUT", percent=Decimal(1))
    redeem(shop.teller, amina, digits(made(amina, "10")), "10.00")
    code = digits(made(amina, "11"))
    client = client_of(shop.teller)
    fields = {"to": amina.msisdn, "code": code, "amount": "11.00", "currency": "USD", "pin": PIN}
    with django_assert_max_num_queries(37):
        assert post(client, DESK, fields, key=str(uuid4())).status_code == 201
