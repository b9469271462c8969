"""A teller asks for cash to be paid out, and the customer approves it on their phone."""

from datetime import timedelta
from decimal import Decimal
from typing import Any, cast
from uuid import UUID

import pytest
from django.db import transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of, make_person, plain_client_with, tokens_of
from apps.agents import cash_out_rates, services
from apps.agents.cash_out_errors import CashRequestConflict
from apps.agents.models import CashOutRequest, Dealing, Shift
from apps.agents.services import set_cash_limit
from apps.agents.tests.factories import employ, float_of, open_shift, set_commission
from apps.agents.tests.fetching import ASKED, DIGEST, REQUESTS, Shop, ask, open_shop, post
from apps.core import clock
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.notifications.models import Notification
from apps.transactions.models import Transaction
from apps.transactions.services import Outcome, _pay, set_fee
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Shop:
    return open_shop()


@pytest.fixture
def amina() -> User:
    return join("amina", 200)


def approve(customer: User, request_id: str, *, key: str | None = None, **fields: Any) -> Any:
    return post(client_of(customer), f"{REQUESTS}/{request_id}/approve", {"pin": PIN, **fields}, key=key)


def request_of(shop: Shop, customer: User, amount: str = "50.00") -> str:
    return str(body_of(ask(shop.teller, customer, amount))["id"])


@committing
def test_a_customer_approves_and_the_teller_hands_out(shop: Shop, amina: User) -> None:
    set_fee(kind="CASH_OUT", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    set_commission("CASH_OUT", percent=Decimal(1))
    answer = ask(shop.teller, amina, note="counter 3")
    asked = body_of(answer)
    assert (answer.status_code, asked["state"], asked["customer"], asked["mode"]) == (201, "OPEN", "Amina O.", "PHONE")
    deliver_events()
    told = Notification.objects.get(topic="cash_out_asked")
    assert (told.person_id, told.title) == (amina.id, "Hassan's Shop, Main asks to pay you 50.00 USD in cash")
    own = client_of(amina)
    seen = body_of(own.get(f"{REQUESTS}?state=OPEN"))["results"]
    assert [(one["id"], one["outlet"]["code"], one["note"]) for one in seen] == [
        (asked["id"], shop.outlet.code, "counter 3")
    ]
    assert body_of(own.get(f"{REQUESTS}/{asked['id']}")) == seen[0]
    paid = approve(amina, asked["id"], key="k")
    body = body_of(paid)
    assert (paid.status_code, body["kind"], body["state"], body["payee"]["name"]) == (
        *(201, "CASH_OUT", "COMPLETED", "Hassan's Shop, Main"),
    )
    assert approve(amina, asked["id"], key="k").content == paid.content
    assert (available(amina), float_of(shop.outlet)) == (Decimal("149.50"), 550)
    followed = body_of(client_of(shop.teller).get(f"{ASKED}/{asked['id']}"))
    assert (followed["state"], followed["transaction_id"]) == ("PAID", body["id"])
    dealing = Dealing.objects.get()
    assert (dealing.teller_id, dealing.customer_id, dealing.commission) == (shop.teller.id, amina.id, Decimal("0.5"))
    assert Shift.objects.get().expected == 450
    assert list(verification.verify()) == []


def test_asking_again_asks_once(shop: Shop, amina: User) -> None:
    first, again = ask(shop.teller, amina, key="k"), ask(shop.teller, amina, key="k")
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (201, first.content, "true")
    assert body_of(ask(shop.teller, amina, "51.00", key="k"))["code"] == "idempotency_key_reused"
    assert CashOutRequest.objects.count() == 1


def test_what_is_declined_leaves_the_request_open(shop: Shop, amina: User) -> None:
    request_id = request_of(shop, amina, "200.01")
    with nothing_moves():
        answer = approve(amina, request_id, key="k")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "insufficient_funds")
    assert approve(amina, request_id, key="k").content == answer.content
    assert CashOutRequest.objects.get().state == "OPEN"
    set_cash_limit(whose="CUSTOMER", tier="TIER_0", kind="CASH_OUT", currency="USD", single=Decimal(20))
    assert body_of(approve(amina, request_of(shop, amina, "20.01")))["code"] == "cash_limit_exceeded"


def test_no_and_called_off_are_final(shop: Shop, amina: User) -> None:
    own, desk = client_of(amina), client_of(shop.teller)
    declined, cancelled = request_of(shop, amina), request_of(shop, amina)
    first, again = (post(own, f"{REQUESTS}/{declined}/decline") for _ in range(2))
    assert (first.status_code, body_of(first)["state"], again.content) == (200, "REFUSED", first.content)
    assert body_of(post(desk, f"{ASKED}/{cancelled}/cancel"))["state"] == "CANCELLED"
    with nothing_moves():
        for request_id in (declined, cancelled):
            answer = approve(amina, request_id)
            assert (answer.status_code, body_of(answer)["code"]) == (409, "cash_request_conflict")
    assert post(desk, f"{ASKED}/{declined}/cancel").status_code == 409
    assert post(own, f"{REQUESTS}/{cancelled}/decline").status_code == 409


def test_after_five_minutes_it_is_over(shop: Shop, amina: User) -> None:
    request_id = request_of(shop, amina)
    later = clock.now() + timedelta(minutes=5)
    with pytest.raises(CashRequestConflict), nothing_moves():
        _approve_now(amina, request_id, at=later)
    assert services.expire_cash_requests(now=later) == 1
    assert services.expire_cash_requests(now=later) == 0
    assert CashOutRequest.objects.get().state == "EXPIRED"
    assert approve(amina, request_id).status_code == 409


def test_the_teller_must_serve_there_still(shop: Shop, amina: User) -> None:
    request_id = request_of(shop, amina)
    Shift.objects.update(state="CLOSED", closed_at=clock.now(), counted_cash=500, difference=0)
    with nothing_moves():
        assert body_of(approve(amina, request_id))["code"] == "cash_request_conflict"
        # Another shift is another drawer.
        open_shift(shop.outlet, shop.teller, cash=500)
        assert body_of(approve(amina, request_id))["code"] == "cash_request_conflict"


def test_who_may_ask_whom(shop: Shop, amina: User) -> None:
    chidi, joseph = join("chidi", 0), make_person("joseph")
    employ(shop.agent, joseph)
    assert body_of(ask(chidi, amina))["code"] == "agent_not_found"
    assert body_of(ask(joseph, amina))["code"] == "shift_not_open"
    assert body_of(ask(shop.teller, joseph))["code"] == "self_dealing"
    assert body_of(ask(shop.teller, shop.teller))["code"] == "self_dealing"
    assert body_of(ask(shop.teller, User(msisdn="+254712999999")))["code"] == "customer_not_found"
    assert body_of(ask(shop.teller, amina, currency="EUR"))["code"] == "currency_mismatch"
    assert not CashOutRequest.objects.exists()


def test_somebody_else_s_request_is_not_there(shop: Shop, amina: User) -> None:
    request_id = request_of(shop, amina)
    brian, joseph = join("brian", 100), make_person("joseph")
    employ(shop.agent, joseph)
    assert client_of(brian).get(f"{REQUESTS}/{request_id}").status_code == 404
    assert approve(brian, request_id).status_code == 404
    assert post(client_of(brian), f"{REQUESTS}/{request_id}/decline").status_code == 404
    for path in ("", "/cancel"):
        answer = (
            post(client_of(joseph), f"{ASKED}/{request_id}{path}")
            if path
            else client_of(joseph).get(f"{ASKED}/{request_id}")
        )
        assert (answer.status_code, body_of(answer)["code"]) == (404, "cash_request_not_found")


def test_a_customer_is_not_asked_all_the_time(shop: Shop, amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cash_out_rates, "ASKS_OF_CUSTOMER", Rate("agents.cash_out_asks.customer", 2, 3600))
    assert [ask(shop.teller, amina).status_code for _ in range(3)] == [201, 201, 429]


def test_a_teller_follows_what_they_have_asked_for(shop: Shop, amina: User) -> None:
    request_id = request_of(shop, amina)
    path, desk = f"{ASKED}/{request_id}/events", client_of(shop.teller)
    pieces = iter(cast(Any, desk.get(path)).streaming_content)
    assert next(pieces).startswith(b"retry:")
    assert b'"state": "OPEN"' in next(pieces)
    post(client_of(amina), f"{REQUESTS}/{request_id}/decline")
    last = next(pieces).decode()
    assert "event: cash_out_request" in last and '"state": "REFUSED"' in last
    assert list(pieces) == []
    name = last.partition("id: ")[2].partition("\n")[0]
    assert desk.get(path, headers={"Last-Event-ID": name}).status_code == 204
    assert client_of(amina).get(path).status_code == 404


def test_a_pin_alone_approves_nothing(shop: Shop, amina: User) -> None:
    """SECURITY 3."""
    request_id = request_of(shop, amina)
    client_of(amina)
    with nothing_moves():
        answer = post(plain_client_with(tokens_of(amina).access), f"{REQUESTS}/{request_id}/approve", {"pin": PIN})
        assert body_of(answer)["code"] == "step_up_required"
        assert body_of(approve(amina, request_id, pin="000000"))["code"] == "wrong_pin"


def test_bad_bodies_ask_nobody(shop: Shop, amina: User) -> None:
    changes: list[dict[str, Any]] = [{"amount": "0"}, {"amount": "1e3"}, {"amount": 5}, {"to": "amina"}]
    changes += [{"pin": PIN}, {"note": "x" * 141}, {"document": {"kind": "LIBRARY_CARD", "number": "1"}}]
    for change in changes:
        assert ask(shop.teller, amina, **{"amount": "5.00", **change}).status_code == 400, change
    assert not CashOutRequest.objects.exists()


@committing
def test_approved_declined_and_called_off_at_once_one_wins(shop: Shop, amina: User) -> None:
    request_id = UUID(request_of(shop, amina))
    works = [
        lambda: _approve_now(amina, request_id, key="a"),
        lambda: _approve_now(amina, request_id, key="b"),
        lambda: services.decline_cash_out(customer_id=amina.id, request_id=request_id, now=clock.now()),
        lambda: services.cancel_cash_out(teller_id=shop.teller.id, request_id=request_id, now=clock.now()),
    ]
    outcomes = run_together(4, lambda n: works[n]())
    assert sum(isinstance(one, CashRequestConflict) for one in outcomes) == 3, outcomes
    row = CashOutRequest.objects.get()
    paid = any(isinstance(one, Outcome) for one in outcomes)
    assert (row.state == "PAID") == paid
    assert (available(amina), Dealing.objects.count()) == ((150, 1) if paid else (200, 0))
    assert list(verification.verify()) == []


def _approve_now(customer: User, request_id: Any, *, key: str = "k", at: Any = None) -> Outcome:
    return services.approve_cash_out(
        customer_id=customer.id,
        session_id=None,
        request_id=request_id,
        key=key,
        digest=DIGEST,
        at=at or clock.now(),
    )


def test_dying_before_the_commit_leaves_the_request_open(
    shop: Shop, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    request_id = request_of(shop, amina)
    right = _pay._write

    def dies(*args: Any, **fields: Any) -> Any:
        with transaction.atomic():
            assert right(*args, **fields)
            raise KeyboardInterrupt

    monkeypatch.setattr(_pay, "_write", dies)
    with nothing_moves(), pytest.raises(KeyboardInterrupt):
        _approve_now(amina, request_id)
    assert (CashOutRequest.objects.get().state, Transaction.objects.filter(kind="CASH_OUT").count()) == ("OPEN", 0)
    assert (Shift.objects.get().expected, Dealing.objects.count()) == (500, 0)
    monkeypatch.undo()
    assert _approve_now(amina, request_id).transaction.state == "COMPLETED"
