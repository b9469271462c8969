"""Cash-in at a desk, over HTTP: what moves, what is refused, what is answered the same again."""

import json
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import OneTimeCode, User
from apps.accounts.selectors import get_person
from apps.accounts.tests.factories import (
    PhoneClient,
    client_of,
    code_sent_to,
    make_person,
    plain_client_with,
    tokens_of,
    wrong_code,
)
from apps.agents.models import Agent, AgentStatus, CashLimit, Dealing, Outlet, OutletDay, Shift, Staff
from apps.agents.services import drop_cash_limit, set_cash_limit
from apps.agents.tests.at_the_desk import CASH_IN, cash_fields, post_cash_in
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_shift,
    set_commission,
)
from apps.core import clock
from apps.core.money import InvalidMoney
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Delivery, Notification
from apps.transactions.models import Transaction
from apps.transactions.qr import person_text
from apps.transactions.services import set_fee, set_tier_limit
from apps.transactions.tests.payments import body_of, nothing_moves, number_of
from apps.wallets.tests.factories import available, give_wallet, join

pytestmark = pytest.mark.django_db


class Counter:
    """Hassan's shop: Imani stands at the counter of its one outlet with 20 in the drawer; Amina brings cash."""

    def __init__(self) -> None:
        self.owner = make_person("hassan")
        self.agent = open_agent(self.owner)
        self.outlet = main_outlet(self.agent)
        give_float(self.outlet, 500)
        self.teller = make_person("imani")
        self.staff = employ(self.agent, self.teller)
        self.shift = open_shift(self.outlet, self.teller, cash=20)
        self.amina = join("amina")
        self.client = client_of(self.teller)

    def bring(self, **more: Any) -> tuple[int, Any]:
        answer = post_cash_in(self.client, **more)
        return answer.status_code, body_of(answer)


@pytest.fixture
def counter() -> Counter:
    return Counter()


def test_cash_becomes_money_in_the_customers_wallet(counter: Counter) -> None:
    set_commission(percent=Decimal(1), teller_share=Decimal(20), outlet_share=Decimal(30), agent_share=Decimal(50))
    status, body = counter.bring(amount="100.50", note="rent")
    assert status == 201
    row = Transaction.objects.get(kind="CASH_IN")
    moment = row.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z")
    assert body == {
        "id": str(row.id),
        "reference": row.reference,
        "kind": "CASH_IN",
        "state": "COMPLETED",
        "amount": "100.50",
        "currency": "USD",
        "fee": "0.00",
        "fee_bearer": "PAYER",
        "customer": {"name": "Amina O.", "msisdn": "+254***001"},
        "commission": "0.20",
        "note": "rent",
        "failure_code": None,
        "created_at": moment,
        "float_left": "399.50",
        "expected_cash": "120.50",
    }
    assert (available(counter.amina), float_of(counter.outlet)) == (Decimal("100.5"), Decimal("399.5"))
    assert (row.session_id is None, row.device_id is None) == (False, False)
    counter.shift.refresh_from_db()
    assert counter.shift.expected == Decimal("120.5")


def test_the_customer_is_told_at_once_and_the_outlet_is_nobody_to_tell(counter: Counter) -> None:
    counter.bring(amount="50.00")
    deliver_events()
    told = Notification.objects.get(subject_kind="transaction")
    assert (told.person_id, told.topic, told.title) == (counter.amina.id, "cash_in_received", "Cash in: 50.00 USD")
    assert "at Hassan's Shop, Main" in told.body


def test_the_text_of_a_persons_qr_code_names_a_customer(counter: Counter) -> None:
    status, _ = counter.bring(to=person_text(get_person(counter.amina.id), "USD"))
    assert (status, available(counter.amina)) == (201, 50)


@pytest.mark.parametrize("amount", ["0", "0.00", "-1", "1e3", "1_000", "１２", "NaN", "1.001", "9" * 16, 5, None, " 5"])
def test_amounts_that_are_none_are_400(counter: Counter, amount: Any) -> None:
    """SECURITY 18."""
    with nothing_moves():
        status, body = counter.bring(amount=amount)
    assert (status, body["code"], body["errors"][0]["field"]) == (400, "invalid_input", "amount")
    assert not Transaction.objects.filter(kind="CASH_IN").exists()


@pytest.mark.parametrize(
    "changes",
    [
        {"state": "COMPLETED"},
        {"to": "amina@example.org"},
        {"to": "@amina"},
        {"to": "0712000001"},
        {"to": ""},
        {"currency": "usd"},
        {"pin": "12"},
        {"confirm_unusual": "true"},
        {"customer_step_up": {"challenge_id": str(uuid4())}},
        {"customer_step_up": {"challenge_id": str(uuid4()), "code": "12345x"}},
        {"note": "x" * 141},
    ],
)
def test_what_is_not_understood_is_400(counter: Counter, changes: dict[str, Any]) -> None:
    with nothing_moves():
        status, body = counter.bring(**changes)
    assert (status, body["code"]) == (400, "invalid_input")


def test_without_a_key_nothing_moves(counter: Counter) -> None:
    with nothing_moves():
        answer = counter.client.post(CASH_IN, cash_fields(), format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (400, "idempotency_key_required")


def test_the_same_key_answers_the_same_whatever_came_since(counter: Counter) -> None:
    first = post_cash_in(counter.client, key="once", amount="30.00")
    counter.bring(amount="40.00")
    set_commission(percent=Decimal(1))
    counter.shift.refresh_from_db()
    counter.shift.state, counter.shift.closed_at = "CLOSED", clock.now()
    counter.shift.counted_cash, counter.shift.difference = counter.shift.expected, 0
    counter.shift.save()
    with nothing_moves():
        again = post_cash_in(counter.client, key="once", amount="30.00")
    assert (again.status_code, again["Idempotent-Replayed"]) == (201, "true")
    assert body_of(again) == body_of(first)
    assert counter.bring(amount="30.00")[1]["code"] == "shift_not_open"


def test_a_replay_needs_the_pin_and_who_left_gets_it_too(counter: Counter) -> None:
    first = post_cash_in(counter.client, key="once")
    counter.staff.ended_at = clock.now()
    counter.staff.save()
    Shift.objects.filter(pk=counter.shift.pk).update(
        state="CLOSED", closed_at=clock.now(), counted_cash=70, difference=0
    )
    assert body_of(post_cash_in(counter.client, key="once", pin="111111"))["code"] == "wrong_pin"
    assert body_of(post_cash_in(counter.client, key="once")) == body_of(first)


def test_another_request_under_the_same_key_is_refused(counter: Counter) -> None:
    post_cash_in(counter.client, key="once")
    with nothing_moves():
        for changes in ({"amount": "51.00"}, {"to": "+254712999999"}, {"note": "x"}):
            answer = post_cash_in(counter.client, key="once", **changes)
            assert (answer.status_code, body_of(answer)["code"]) == (422, "idempotency_key_reused")


def test_a_decline_is_written_down_and_repeated(counter: Counter) -> None:
    with nothing_moves():
        first = post_cash_in(counter.client, key="once", amount="500.01")
        again = post_cash_in(counter.client, key="once", amount="500.01")
    assert (first.status_code, body_of(first)["code"]) == (422, "insufficient_funds")
    assert body_of(first) == body_of(again)
    assert Transaction.objects.filter(kind="CASH_IN", state="DECLINED").count() == 1
    assert not Dealing.objects.exists()


def test_a_wrong_pin_counts_and_moves_nothing(counter: Counter) -> None:
    with nothing_moves():
        status, body = counter.bring(pin="111111")
    assert (status, body["code"], body["attempts_left"]) == (403, "wrong_pin", 4)


def test_without_a_registered_phone_the_teller_needs_a_code(counter: Counter) -> None:
    """SECURITY 3."""
    client = plain_client_with(tokens_of(counter.teller).access)
    with nothing_moves():
        asked = post_cash_in(client, key="once")
    assert (asked.status_code, body_of(asked)["code"]) == (403, "step_up_required")
    deliver_events()
    answer = {"challenge_id": body_of(asked)["challenge_id"], "code": code_sent_to(number_of("imani"))}
    assert post_cash_in(client, key="once", step_up=answer).status_code == 201


def _suspend(counter: Counter) -> None:
    Agent.objects.filter(pk=counter.agent.pk).update(status=AgentStatus.SUSPENDED)


def _close_outlet(counter: Counter) -> None:
    Outlet.objects.filter(pk=counter.outlet.pk).update(is_open=False)


def _end_teller(counter: Counter) -> None:
    Staff.objects.filter(pk=counter.staff.pk).update(ended_at=clock.now())


def _close_shift(counter: Counter) -> None:
    Shift.objects.filter(pk=counter.shift.pk).update(
        state="CLOSED", closed_at=clock.now(), counted_cash=20, difference=0
    )


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        (_suspend, 422, "agent_not_active"),
        (_close_outlet, 422, "agent_not_active"),
        (_end_teller, 404, "agent_not_found"),
        (_close_shift, 409, "shift_not_open"),
    ],
)
def test_who_does_not_serve_now_takes_no_cash(counter: Counter, change: Any, status: int, code: str) -> None:
    change(counter)
    with nothing_moves():
        assert (counter.bring()[0], counter.bring()[1]["code"]) == (status, code)


def test_who_works_for_no_agent_takes_no_cash(counter: Counter) -> None:
    with nothing_moves():
        answer = post_cash_in(client_of(make_person("chidi")))
    assert (answer.status_code, body_of(answer)["code"]) == (404, "agent_not_found")


@pytest.mark.parametrize("who", ["imani", "hassan", "joseph"])
def test_an_agent_serves_nobody_who_works_for_it(counter: Counter, who: str) -> None:
    """SECURITY 21: the teller themselves, the owner, somebody else of the staff."""
    if who == "joseph":
        employ(counter.agent, join("joseph"))
    else:
        give_wallet({"imani": counter.teller, "hassan": counter.owner}[who])
    with nothing_moves():
        status, body = counter.bring(to=who)
    assert (status, body["code"]) == (422, "self_dealing")


def test_a_customer_without_a_wallet_in_the_currency(counter: Counter) -> None:
    make_person("brian")
    with nothing_moves():
        assert counter.bring(to="brian")[1]["code"] == "currency_mismatch"
        assert counter.bring(currency="KES")[1]["code"] == "currency_mismatch"


def test_a_locked_customer_still_receives_and_one_who_left_does_not(counter: Counter) -> None:
    User.objects.filter(pk=counter.amina.pk).update(status="LOCKED")
    assert counter.bring()[0] == 201
    User.objects.filter(pk=counter.amina.pk).update(status="CLOSED")
    with nothing_moves():
        assert counter.bring()[1]["code"] == "payee_not_active"


def test_a_number_nobody_has_is_404_and_counted_as_a_look_up(counter: Counter) -> None:
    with nothing_moves(), time_machine.travel(clock.now(), tick=False):
        answers = [post_cash_in(counter.client, to=f"+25471299{n:04}") for n in range(21)]
    assert {(one.status_code, body_of(one)["code"]) for one in answers[:20]} == {(404, "payee_not_found")}
    assert (answers[20].status_code, body_of(answers[20])["code"]) == (429, "rate_limited")
    # Whoever serves real people is not held up by it.
    assert counter.bring()[0] == 201


def test_a_wrong_pin_learns_not_who_is_there(counter: Counter) -> None:
    assert counter.bring(to="+254712999999", pin="111111")[1]["code"] == "wrong_pin"


# Limits of both sides.


def test_limits_of_the_outlet(counter: Counter) -> None:
    set_cash_limit(
        whose="OUTLET", tier="STANDARD", kind="CASH_IN", currency="USD", single=Decimal(60), daily=Decimal(100)
    )
    with nothing_moves():
        assert counter.bring(amount="60.01")[1]["code"] == "outlet_limit_exceeded"
    assert counter.bring(amount="60.00")[0] == 201
    with nothing_moves():
        assert counter.bring(amount="40.01")[1]["code"] == "outlet_limit_exceeded"
    assert counter.bring(amount="40.00")[0] == 201
    drop_cash_limit(whose="OUTLET", tier="STANDARD", kind="CASH_IN", currency="USD")
    assert counter.bring(amount="70.00")[0] == 201
    assert OutletDay.objects.get().total == 170


@pytest.mark.parametrize("limit", [{"single": 49}, {"daily": 99}, {"monthly": 99}, {"daily_count": 1}])
def test_limits_of_the_customer(counter: Counter, limit: dict[str, int]) -> None:
    figures = {name: value if name == "daily_count" else Decimal(value) for name, value in limit.items()}
    set_cash_limit(whose="CUSTOMER", tier="TIER_0", kind="CASH_IN", currency="USD", **figures)  # type: ignore[arg-type]
    answers = [counter.bring() for _ in range(2)]
    assert answers[-1][1]["code"] == "cash_limit_exceeded"
    assert available(counter.amina) == (0 if "single" in limit else 50)


def test_what_a_customer_may_hold(counter: Counter) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", maximum_balance=Decimal("49.99"))
    with nothing_moves():
        assert counter.bring()[1]["code"] == "payee_limit_exceeded"


def test_limits_that_make_no_sense_are_refused() -> None:
    known = {"whose": "OUTLET", "tier": "STANDARD", "kind": "CASH_IN", "currency": "USD"}
    for wrong in ({"whose": "NOBODY"}, {"tier": "TIER_0"}, {"kind": "P2P"}, {"whose": "CUSTOMER"}):
        with pytest.raises(ValueError):
            set_cash_limit(**{**known, **wrong})  # type: ignore[arg-type]
    for figures in ({"single": Decimal("1.001")}, {"daily": Decimal("1.001")}, {"monthly": Decimal("1.001")}):
        with pytest.raises(InvalidMoney):
            set_cash_limit(**known, **figures)  # type: ignore[arg-type]
    assert not CashLimit.objects.exists()


# An unusual amount is asked about once more.


def test_an_amount_that_is_unusual_for_the_customer_asks_again(counter: Counter) -> None:
    for _ in range(3):
        counter.bring(amount="10.00")
    with nothing_moves():
        asked = post_cash_in(counter.client, key="slip", amount="50.01")
        assert post_cash_in(counter.client, amount="50.01", pin="111111").status_code == 403
    assert (asked.status_code, body_of(asked)["code"]) == (409, "unusual_amount")
    assert (body_of(asked)["usual"], body_of(asked)["currency"]) == ("10.00", "USD")
    confirmed = post_cash_in(counter.client, key="slip", amount="50.01", confirm_unusual=True)
    again = post_cash_in(counter.client, key="slip", amount="50.01")
    assert (confirmed.status_code, again.status_code) == (201, 201)
    assert body_of(confirmed) == body_of(again)


def test_an_amount_that_is_unusual_for_the_outlet_asks_again(counter: Counter) -> None:
    brian = join("brian")
    for _ in range(10):
        assert counter.bring(amount="5.00")[0] == 201
    with nothing_moves():
        assert counter.bring(to="brian", amount="50.01")[1]["usual"] == "5.00"
    assert counter.bring(to="brian", amount="50.00")[0] == 201
    assert available(brian) == 50


def test_what_a_stranger_brings_elsewhere_is_not_read_off_a_mistyped_amount(counter: Counter) -> None:
    """SECURITY 17: another agent knows what Amina usually brings, and this one has never served her."""
    other = open_agent(make_person("chidi"), name="Elsewhere")
    give_float(main_outlet(other), 100)
    employ(other, teller := make_person("dalia"))
    open_shift(main_outlet(other), teller)
    for _ in range(3):
        bring(teller, counter.amina, "7.00")
    with nothing_moves():
        asked = post_cash_in(counter.client, amount="70.00")
    assert (asked.status_code, body_of(asked)["code"], body_of(asked)["usual"]) == (409, "unusual_amount", None)
    assert counter.bring(amount="7.00")[0] == 201
    assert body_of(post_cash_in(counter.client, amount="70.00"))["usual"] == "7.00"


# A large amount is confirmed by the customer.


@pytest.fixture
def careful(counter: Counter) -> Counter:
    Agent.objects.filter(pk=counter.agent.pk).update(confirm_above=Decimal(100))
    return counter


def _ask(careful: Counter, key: str = "large", **more: Any) -> str:
    status, body = careful.bring(key=key, amount="100.01", **more)
    assert (status, body["code"], body["sent_to"]) == (403, "customer_code_required", "+254***001")
    return str(body["challenge_id"])


def test_a_large_cash_in_is_confirmed_by_the_customers_code(careful: Counter) -> None:
    assert careful.bring(amount="100.00")[0] == 201
    with nothing_moves():
        challenge = _ask(careful)
    deliver_events()
    answer = {"challenge_id": challenge, "code": code_sent_to(number_of("amina"))}
    status, body = careful.bring(key="large", amount="100.01", customer_step_up=answer)
    assert (status, available(careful.amina)) == (201, Decimal("200.01"))
    # The same again needs no code, an old one or a new one.
    with nothing_moves():
        for more in ({}, {"customer_step_up": answer}):
            assert careful.bring(key="large", amount="100.01", **more) == (201, body)
        other = careful.bring(key="another", amount="100.01", customer_step_up=answer)
    assert (other[0], other[1]["code"]) == (422, "invalid_code")


def test_a_code_is_good_for_exactly_what_it_was_asked_for(careful: Counter) -> None:
    brian = join("brian")
    answer = {"challenge_id": _ask(careful), "code": code_sent_to(number_of("amina"))}
    with nothing_moves():
        for changes in ({"amount": "100.02"}, {"to": "brian"}, {"key": "other"}):
            fields = {"key": "large", "amount": "100.01", "customer_step_up": answer, **changes}
            assert careful.bring(**fields)[1]["code"] == "invalid_code"
    assert available(brian) == 0
    assert careful.bring(key="large", amount="100.01", customer_step_up=answer)[0] == 201


def test_wrong_codes_are_counted_and_the_fifth_kills_it(careful: Counter) -> None:
    challenge = _ask(careful)
    right = code_sent_to(number_of("amina"))
    wrong = {"challenge_id": challenge, "code": wrong_code(right)}
    with nothing_moves():
        for _ in range(5):
            assert careful.bring(key="large", amount="100.01", customer_step_up=wrong)[1]["code"] == "invalid_code"
        right_one = {"challenge_id": challenge, "code": right}
        assert careful.bring(key="large", amount="100.01", customer_step_up=right_one)[1]["code"] == "invalid_code"


def test_nobody_is_sent_a_code_without_the_tellers_pin_or_for_what_cannot_be(careful: Counter) -> None:
    with nothing_moves():
        assert careful.bring(amount="100.01", pin="111111")[1]["code"] == "wrong_pin"
        assert careful.bring(amount="500.01")[1]["code"] == "insufficient_funds"
        _suspend(careful)
        assert careful.bring(amount="100.01")[1]["code"] == "agent_not_active"
    assert not OneTimeCode.objects.exists()


def test_few_codes_are_sent_to_one_customer(careful: Counter) -> None:
    for number in range(5):
        _ask(careful, key=f"large-{number}")
    status, body = careful.bring(key="one-more", amount="100.01")
    assert (status, body["code"]) == (429, "rate_limited")


def test_the_message_says_what_the_code_is_for(careful: Counter) -> None:
    _ask(careful)
    deliver_events()
    sent = Delivery.objects.get(template="confirm_cash_in", channel="SMS")
    assert sent.address == number_of("amina")
    about = {name: sent.context[name] for name in ("amount", "currency", "outlet")}
    assert about == {"amount": "100.01", "currency": "USD", "outlet": "Hassan's Shop, Main"}


def test_code_and_step_up_of_the_teller_are_two_things(careful: Counter) -> None:
    client = plain_client_with(tokens_of(careful.teller).access)
    asked = body_of(post_cash_in(client, key="large", amount="100.01"))
    code = {"challenge_id": asked["challenge_id"], "code": code_sent_to(number_of("amina"))}
    with nothing_moves():
        own = body_of(post_cash_in(client, key="large", amount="100.01", customer_step_up=code))
    assert (asked["code"], own["code"]) == ("customer_code_required", "step_up_required")
    step_up = {"challenge_id": own["challenge_id"], "code": code_sent_to(number_of("imani"))}
    done = post_cash_in(client, key="large", amount="100.01", customer_step_up=code, step_up=step_up)
    assert done.status_code == 201


# Whom one would serve.


def _resolve(client: PhoneClient, to: str) -> tuple[int, Any]:
    answer = client.get("/api/v1/agent/customers/resolve", {"to": to})
    return answer.status_code, json.loads(answer.content)


def test_a_teller_sees_whom_they_would_serve(counter: Counter) -> None:
    seen = {"name": "Amina O.", "currency": "USD", "can_receive": True}
    assert _resolve(counter.client, number_of("amina")) == (200, seen)
    assert _resolve(counter.client, person_text(get_person(counter.amina.id), "USD")) == (200, seen)
    join("brian", currency="KES")
    assert _resolve(counter.client, number_of("brian"))[1]["can_receive"] is False


def test_looking_needs_an_open_shift_and_is_counted(counter: Counter) -> None:
    assert _resolve(counter.client, "amina@example.org")[0] == 400
    assert _resolve(client_of(make_person("chidi")), number_of("amina"))[1]["code"] == "agent_not_found"
    with time_machine.travel(clock.now(), tick=False):
        assert _resolve(counter.client, "+254712999999")[1]["code"] == "payee_not_found"
        for _ in range(19):
            assert _resolve(counter.client, number_of("amina"))[0] == 200
        assert _resolve(counter.client, number_of("amina"))[0] == 429
    _close_shift(counter)
    assert _resolve(counter.client, number_of("amina"))[1]["code"] == "shift_not_open"


def test_the_customer_sees_the_outlet_as_the_payer(counter: Counter) -> None:
    counter.bring()
    (seen,) = body_of(client_of(counter.amina).get("/api/v1/transactions"))["results"]
    assert (seen["kind"], seen["direction"], seen["payer"]["name"], seen["total"]) == (
        "CASH_IN",
        "in",
        "Hassan's Shop, Main",
        "50.00",
    )


@pytest.mark.parametrize(
    ("bearer", "float_left", "received"), [("PAYER", "459.50", "40.00"), ("PAYEE", "460.00", "39.50")]
)
def test_a_fee_is_the_outlets_or_the_customers(counter: Counter, bearer: str, float_left: str, received: str) -> None:
    set_fee(kind="CASH_IN", currency="USD", flat=Decimal("0.50"), bearer=bearer, active_from=clock.now())
    status, body = counter.bring(amount="40.00")
    assert (status, body["fee"], body["fee_bearer"], body["float_left"]) == (201, "0.50", bearer, float_left)
    assert (available(counter.amina), body["expected_cash"]) == (Decimal(received), "60.00")


def test_a_fee_that_leaves_nothing_is_declined(counter: Counter) -> None:
    set_fee(kind="CASH_IN", currency="USD", flat=Decimal("0.50"), bearer="PAYEE", active_from=clock.now())
    with nothing_moves():
        assert counter.bring(amount="0.50")[1]["code"] == "fee_exceeds_amount"


@pytest.mark.django_db(transaction=True)
def test_a_cash_in_takes_seven_statements(counter: Counter) -> None:
    """Where the teller stands, whether the customer works there, what is usual, what the rules are told, the PIN, the
    payment, and what the teller is told of it. A change of this number is a change of the hot path."""
    counter.bring()
    with CaptureQueriesContext(connection) as captured:
        assert counter.bring()[0] == 201
    statements = [query["sql"] for query in captured.captured_queries]
    (pay,) = [one for one in statements if one.startswith("WITH claimed AS (INSERT INTO transactions_transaction")]
    for part in ("agents_shift", "agents_dealing", "agents_count", "ledger_post_entry", "core_outboxevent"):
        assert part in pay
    assert len(statements) == 7
