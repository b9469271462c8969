"""Codes to fetch cash with: made on the phone, good once, for a while, and the money comes back otherwise."""

import base64
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of, make_operator, plain_client_with, tokens_of
from apps.agents import cash_codes, services
from apps.agents.cash_out_errors import TooManyCashCodes
from apps.agents.models import CashOutCode
from apps.agents.services import set_cash_limit
from apps.agents.tests.factories import employ, main_outlet, open_agent
from apps.agents.tests.fetching import CODES, digits, made, make, post
from apps.core import clock, crypto
from apps.core.key_rotation import rotate_keys
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.notifications.models import Notification
from apps.transactions.models import State, Transaction
from apps.transactions.services import return_held_of_device, set_fee
from apps.transactions.tests.payments import body_of, nothing_moves
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina", 200)


@committing
def test_a_code_puts_the_money_aside_and_is_told(amina: User) -> None:
    set_fee(kind="CASH_OUT", currency="USD", flat=Decimal("0.50"), active_from=clock.now())
    own = client_of(amina)
    answer = post(own, CODES, {"amount": "50.00", "currency": "USD", "pin": PIN})
    body = body_of(answer)
    assert (answer.status_code, body["state"], body["amount"], body["fee"], body["total"]) == (
        *(201, "WAITING", "50.00", "0.50", "50.50"),
    )
    assert len(body["code"]) == 8 and body["code"].isdigit() and body["outlet"] is None
    assert (body["transaction"]["state"], body["transaction"]["payee"]) == ("HELD", None)
    row = CashOutCode.objects.get()
    assert row.expires_at - row.created_at == timedelta(minutes=15)
    assert available(amina) == Decimal("149.50")
    assert body_of(own.get(f"{CODES}/{body['id']}"))["code"] == body["code"]
    assert [one["code"] for one in body_of(own.get(CODES))["results"]] == [body["code"]]
    deliver_events()
    told = Notification.objects.get(topic="cash_out_held")
    assert told.title == "50.50 USD put aside for cash" and body["code"] not in told.body
    assert list(verification.verify()) == []


def test_the_same_key_shows_the_same_digits_while_they_are_good(amina: User) -> None:
    first, again = make(amina, key="k"), make(amina, key="k")
    assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (201, first.content, "true")
    other = make(amina, "51.00", key="k")
    assert (other.status_code, body_of(other)["code"]) == (422, "idempotency_key_reused")
    services.cancel_cash_code(customer_id=amina.id, code_id=CashOutCode.objects.get().id, now=clock.now())
    later = make(amina, key="k")
    assert (later.status_code, body_of(later)["code"], body_of(later)["state"]) == (201, None, "CANCELLED")
    assert (CashOutCode.objects.count(), available(amina)) == (1, 200)


def test_bad_amounts_make_nothing(amina: User) -> None:
    with nothing_moves():
        for amount in ("0", "-1", "1e3", "1_000", "１２", "NaN", "1.001", "9" * 20, 5, None):
            assert make(amina, amount).status_code == 400, amount  # type: ignore[arg-type]
    assert not Transaction.objects.filter(kind="CASH_OUT").exists()


def test_a_code_of_an_outlet_is_six_digits(amina: User) -> None:
    for agent_code in ("12345", "1234567", "12345a", "１２３４５６", 123456, ""):
        assert make(amina, agent_code=agent_code).status_code == 400, agent_code


def test_more_than_there_is_and_more_than_may_be_is_declined(amina: User) -> None:
    with nothing_moves():
        assert body_of(make(amina, "200.01"))["code"] == "insufficient_funds"
        set_cash_limit(whose="CUSTOMER", tier="TIER_0", kind="CASH_OUT", currency="USD", single=Decimal(20))
        assert body_of(make(amina, "20.01"))["code"] == "cash_limit_exceeded"
    assert Transaction.objects.filter(kind="CASH_OUT", state="DECLINED").count() == 2
    assert not CashOutCode.objects.exists()


def test_it_can_be_bound_to_an_outlet_in_service(amina: User) -> None:
    agent = open_agent(join("hassan", 0))
    outlet = main_outlet(agent)
    assert body_of(make(amina, agent_code=outlet.code))["outlet"] == {
        "code": outlet.code,
        "name": "Main",
        "agent": agent.name,
    }
    assert (make(amina, agent_code="999999").status_code, CashOutCode.objects.count()) == (404, 1)
    employ(agent, amina)
    assert body_of(make(amina, agent_code=outlet.code))["code"] == "self_dealing"
    agent.status = "SUSPENDED"
    agent.save()
    assert body_of(make(amina, agent_code=outlet.code))["code"] == "outlet_not_found"


def test_a_fourth_waiting_code_is_refused_and_burns_no_key(amina: User) -> None:
    for _ in range(3):
        assert make(amina, "10.00").status_code == 201
    with nothing_moves():
        answer = make(amina, "10.00", key="fourth")
    assert (answer.status_code, body_of(answer)["code"]) == (409, "too_many_cash_codes")
    services.cancel_cash_code(customer_id=amina.id, code_id=CashOutCode.objects.first().id, now=clock.now())  # type: ignore[union-attr]
    assert make(amina, "10.00", key="fourth").status_code == 201


@committing
def test_of_eight_made_at_once_three_wait(amina: User) -> None:
    outcomes = run_together(8, lambda _: made(amina, "10"))
    refused = [one for one in outcomes if isinstance(one, TooManyCashCodes)]
    assert (len(refused), CashOutCode.objects.filter(state="WAITING").count(), available(amina)) == (5, 3, 170)
    assert list(verification.verify()) == []


def test_called_off_the_money_is_back_at_once(amina: User) -> None:
    body = body_of(make(amina))
    own = client_of(amina)
    first, again = (post(own, f"{CODES}/{body['id']}/cancel") for _ in range(2))
    assert (first.status_code, body_of(first)["state"], body_of(first)["code"]) == (200, "CANCELLED", None)
    assert again.content == first.content
    row = Transaction.objects.get(kind="CASH_OUT")
    assert (row.state, row.failure_code, available(amina)) == ("RETURNED", "cancelled_by_sender", 200)


def test_somebody_else_s_code_is_not_there(amina: User) -> None:
    body = body_of(make(amina))
    brian = client_of(join("brian", 0))
    assert brian.get(f"{CODES}/{body['id']}").status_code == 404
    assert post(brian, f"{CODES}/{body['id']}/cancel").status_code == 404
    assert body_of(brian.get(CODES))["results"] == []


def test_what_nobody_fetches_in_time_comes_back(amina: User) -> None:
    now = clock.now()
    late, early = made(amina, "10", at=now - timedelta(minutes=15)), made(amina, "20", at=now)
    assert services.expire_cash_codes(now=now) == 1
    assert services.expire_cash_codes(now=now) == 0
    states = dict(CashOutCode.objects.values_list("transaction_id", "state"))
    assert states == {late.transaction.id: "EXPIRED", early.transaction.id: "WAITING"}
    row = Transaction.objects.get(pk=late.transaction.id)
    assert (row.state, row.failure_code, available(amina)) == ("RETURNED", "cash_code_expired", 180)
    answer = post(client_of(amina), f"{CODES}/{late.row.id}/cancel")  # type: ignore[union-attr]
    assert (answer.status_code, body_of(answer)["code"]) == (409, "cash_code_conflict")


def test_one_that_cannot_be_ended_keeps_no_other_waiting(amina: User, monkeypatch: pytest.MonkeyPatch) -> None:
    past = clock.now() - timedelta(hours=1)
    first, second = made(amina, "10", at=past), made(amina, "20", at=past)
    right = services._cash_codes.return_held

    def broken(*, transaction_id: Any, **rest: Any) -> Transaction:
        if transaction_id == first.transaction.id:
            raise DatabaseError("the ledger is not to be had")
        return right(transaction_id=transaction_id, **rest)

    monkeypatch.setattr(services._cash_codes, "return_held", broken)
    assert services.expire_cash_codes(now=clock.now()) == 1
    # The state was written before the money moved, and went with it.
    assert CashOutCode.objects.get(pk=first.row.id).state == "WAITING"  # type: ignore[union-attr]
    assert CashOutCode.objects.get(pk=second.row.id).state == "EXPIRED"  # type: ignore[union-attr]
    monkeypatch.undo()
    assert (services.expire_cash_codes(now=clock.now()), available(amina)) == (1, 200)


def test_a_lost_phone_calls_its_codes_off(amina: User) -> None:
    make(amina)
    row = Transaction.objects.get(kind="CASH_OUT")
    assert row.device_id is not None
    assert return_held_of_device(device_id=row.device_id, at=clock.now()) == 1
    code = CashOutCode.objects.get()
    assert (code.state, code.sealed, available(amina)) == ("CANCELLED", None, 200)
    assert Transaction.objects.get(pk=row.pk).state == State.RETURNED


def test_without_a_registered_phone_a_code_is_asked_for(amina: User) -> None:
    client_of(amina)
    client = plain_client_with(tokens_of(amina).access)
    with nothing_moves():
        answer = post(client, CODES, {"amount": "5.00", "currency": "USD", "pin": "739184"})
    assert (answer.status_code, body_of(answer)["code"]) == (403, "step_up_required")


def test_neither_table_nor_site_show_the_digits(amina: User) -> None:
    code = digits(made(amina))
    row = CashOutCode.objects.get()
    with connection.cursor() as cursor:
        cursor.execute("SELECT c::text FROM agents_cashoutcode c")
        assert code not in cursor.fetchone()[0]
    site = Client()
    site.force_login(make_operator())
    listed = site.get(reverse("admin:agents_cashoutcode_changelist"), {"q": amina.msisdn}).content.decode()
    page = site.get(reverse("admin:agents_cashoutcode_change", args=[row.id])).content.decode()
    for each in (listed, page):
        assert f"…{str(row.id)[-8:]}" in each or str(row.id) in each
        assert code not in each and bytes(row.digest).hex() not in each
    assert site.post(reverse("admin:agents_cashoutcode_change", args=[row.id]), {"state": "PAID"}).status_code == 403


def test_a_digest_is_bound_to_its_code(amina: User) -> None:
    code = made(amina)
    assert code.row is not None
    assert cash_codes.matches(digits(code), code.row.id, bytes(code.row.digest))
    assert not cash_codes.matches(digits(code), code.transaction.id, bytes(code.row.digest))
    with pytest.raises(crypto.Undecipherable):
        cash_codes.unseal(code.transaction.id, bytes(code.row.sealed or b""))


@committing
def test_keys_are_rotated_while_codes_wait(amina: User, settings: Any) -> None:
    """SECURITY 27."""
    waiting, over = made(amina, "10"), made(amina, "20")
    services.cancel_cash_code(customer_id=amina.id, code_id=over.row.id, now=clock.now())  # type: ignore[union-attr]
    settings.FIELD_KEYS = {"fresh": base64.b64encode(b"f" * 32).decode(), **settings.FIELD_KEYS}
    list(rotate_keys(wait=lambda seconds: None))
    settings.FIELD_KEYS = {"fresh": settings.FIELD_KEYS["fresh"]}
    row = CashOutCode.objects.get(pk=waiting.row.id)  # type: ignore[union-attr]
    assert services.digits_of(row) == waiting.digits


def test_what_was_agreed_with_a_code_is_fixed(amina: User) -> None:
    made(amina)
    for change in (
        "amount = amount + 1",
        "customer_id = transaction_id",
        "digest = sealed",
        "expires_at = expires_at + interval '1 day'",
        "tries = tries - 1",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("UPDATE agents_cashoutcode SET tries = 1")
            cursor.execute(f"UPDATE agents_cashoutcode SET {change}")
    with pytest.raises(DatabaseError), transaction.atomic():
        CashOutCode.objects.all().delete()


def test_a_page_of_codes_costs_the_same_however_many_there_are(amina: User, django_assert_num_queries: Any) -> None:
    for _ in range(4):
        code = made(amina, "1")
        services.cancel_cash_code(customer_id=amina.id, code_id=code.row.id, now=clock.now())  # type: ignore[union-attr]
    client = client_of(amina)
    client.get(CODES)
    with django_assert_num_queries(2):
        assert len(body_of(client.get(CODES))["results"]) == 4
