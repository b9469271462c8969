"""Payment links: made by whoever may ask, opened by anybody, and never paid more often than they may be."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.test import Client

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.checkout import asking_rates, services
from apps.checkout.asking_errors import LinkAmountRefused, LinkEndedByOperator, LinkNotFound, LinkOver
from apps.checkout.models import LinkUse, PaymentLink
from apps.checkout.tests.asking import desk, link_of, open_link, pay, pay_over_api, post
from apps.core import clock, ratelimit
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney
from apps.core.ratelimit import TooManyRequests
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants.errors import ChargeNotFound
from apps.merchants.models import Charge, ChargeState, Merchant, Role
from apps.merchants.services import cancel_charge, expire_charges
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.transactions.models import State
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 500)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


# Breaks the transaction at its last statement, as a process that dies there does.
_DIES = """
CREATE FUNCTION pg_temp.die() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'killed'; END $$;
CREATE TRIGGER die BEFORE UPDATE OF uses ON checkout_paymentlink FOR EACH ROW EXECUTE FUNCTION pg_temp.die();
"""
BODY = {"title": "Lunch for two", "amount": "12.50", "currency": "USD"}


def make(shop: Merchant, /, **changes: Any) -> Any:
    return post(client_of(shop.owner), desk(shop, "payment-links"), {**BODY, **changes})


# At the desk.


def test_a_link_is_made_listed_and_read(shop: Merchant) -> None:
    made = make(shop, description="With water", max_uses=3, return_url="https://shop.example/thanks?order=7")
    assert made.status_code == 201, made.content
    body = made.json()
    assert body["url"] == f"http://testserver/l/{body['token']}" and len(body["token"]) == 22
    assert (body["amount"], body["max_uses"], body["uses"], body["paid"], body["is_live"]) == ("12.50", 3, 0, 0, True)
    client = client_of(shop.owner)
    assert client.get(desk(shop, f"payment-links/{body['id']}")).json() == body
    assert client.get(desk(shop, "payment-links")).json()["results"] == [body]
    assert client.get(desk(shop, "payment-links?mode=test")).json()["results"] == []
    assert Activity.objects.filter(action="checkout.link_made", person_id=shop.owner_id).count() == 1


def test_only_who_may_ask_makes_links(shop: Merchant, amina: User) -> None:
    chidi, dalia = join("chidi"), join("dalia")
    employ(shop, chidi, Role.MANAGER)
    employ(shop, dalia, Role.CASHIER)
    link = link_of(shop)
    for person, listed, made in ((chidi, 200, 201), (dalia, 403, 403), (amina, 404, 404)):
        client = client_of(person)
        assert client.get(desk(shop, "payment-links")).status_code == listed
        assert client.get(desk(shop, f"payment-links/{link.id}")).status_code == listed
        assert post(client, desk(shop, "payment-links"), BODY).status_code == made
        changed = client.patch(desk(shop, f"payment-links/{link.id}"), {"title": "Dinner"}, format="json")
        assert changed.status_code == listed
    other = open_merchant(join("esther"), name="Esther's Books")
    assert client_of(other.owner).get(desk(other, f"payment-links/{link.id}")).status_code == 404


def test_whoever_works_in_one_store_makes_no_links_for_all(shop: Merchant) -> None:
    dalia, link = join("dalia"), link_of(shop)
    employ(shop, dalia, Role.MANAGER, store=open_till(shop).store)
    client = client_of(dalia)
    for path in ("payment-links", f"payment-links/{link.id}"):
        assert client.get(desk(shop, path)).status_code == 403
    assert post(client, desk(shop, "payment-links"), BODY).status_code == 403


@pytest.mark.parametrize(
    "terms",
    [
        {"tip_mode": "PERCENT", "tip_value": "2.125"},
        {"tip_mode": "PERCENT", "tip_value": "0.001"},
        {"tip_mode": "FIXED", "tip_value": "100000000000.00"},
    ],
)
def test_what_no_code_can_say_is_not_added_at_a_link(terms: dict[str, str], shop: Merchant) -> None:
    """Its charges could not be scanned, and a list with one of them in it could not be shown."""
    answer = make(shop, **terms)
    assert answer.status_code == 400, answer.content
    assert [one["field"] for one in answer.json()["errors"]] == ["tip_value"]
    assert not PaymentLink.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1e3"}, "amount"),
        ({"amount": "12.505"}, "amount"),
        ({"amount": 12.5}, "amount"),
        ({"min_amount": "1.00"}, "min_amount"),
        ({"amount": None}, "amount"),
        ({"currency": "usd"}, "currency"),
        ({"title": ""}, "title"),
        ({"title": "x" * 61}, "title"),
        ({"max_uses": 0}, "max_uses"),
        ({"max_uses": "3"}, "max_uses"),
        ({"max_uses": 2.0}, "max_uses"),
        ({"expires_at": "2020-01-01T00:00:00Z"}, "expires_at"),
        ({"tip_mode": "FIXED"}, "tip_value"),
        ({"tip_mode": "PROMPT", "tip_value": "1.00"}, "tip_value"),
        ({"tip_mode": "PERCENT", "tip_value": "100"}, "tip_value"),
        ({"return_url": "javascript:alert(1)"}, "return_url"),
        ({"return_url": "http://shop.example/"}, "return_url"),
        ({"uses": 0}, "uses"),
        ({"merchant": "x"}, "merchant"),
    ],
)
def test_terms_that_make_no_sense_are_refused(changes: dict[str, Any], field: str, shop: Merchant) -> None:
    answer = make(shop, **changes)
    assert answer.status_code == 400, answer.content
    assert field in [one["field"] for one in answer.json()["errors"]]
    assert not PaymentLink.objects.exists()


def test_another_currency_is_refused_and_an_open_amount_has_sane_bounds(shop: Merchant) -> None:
    assert make(shop, currency="EUR").json()["code"] == "currency_mismatch"
    body = {"title": "A roof", "currency": "USD", "min_amount": "5.00", "max_amount": "1.00"}
    assert post(client_of(shop.owner), desk(shop, "payment-links"), body).status_code == 400
    assert post(client_of(shop.owner), desk(shop, "payment-links"), {**body, "max_amount": "5.00"}).status_code == 201


def test_what_a_link_asks_for_never_changes_and_the_rest_may(shop: Merchant) -> None:
    link = link_of(shop, max_uses=3)
    client, path = client_of(shop.owner), desk(shop, f"payment-links/{link.id}")
    assert client.patch(path, {"amount": "1.00"}, format="json").status_code == 400
    changed = client.patch(path, {"title": "Dinner", "max_uses": None, "is_open": False}, format="json").json()
    assert (changed["title"], changed["max_uses"], changed["is_open"]) == ("Dinner", None, False)
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentLink.objects.update(amount=Decimal("1.00"))
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentLink.objects.all().delete()


def test_a_link_that_an_operator_has_ended_stays_so(shop: Merchant) -> None:
    link, olga = link_of(shop), join("olga")
    services.end_link(link_id=link.id, reason="Sells what it may not", by=olga.id, now=clock.now())
    with pytest.raises(LinkOver):
        services.end_link(link_id=link.id, reason="again", by=olga.id, now=clock.now())
    with pytest.raises(LinkEndedByOperator):
        services.change_link(
            merchant_id=shop.id, person_id=shop.owner_id, link_id=link.id, changes={"is_active": True}, now=clock.now()
        )
    with pytest.raises(DatabaseError), transaction.atomic():
        PaymentLink.objects.update(is_active=True)
    assert Client().get(f"/l/{link.token}").status_code == 410


# At the link.


def test_opening_a_link_makes_a_charge_of_what_it_asks_for(shop: Merchant) -> None:
    link = link_of(shop, tip_mode="PROMPT", return_url="https://shop.example/thanks")
    charge = open_link(link)
    assert (charge.amount, charge.source, charge.is_live, charge.state) == (Decimal("12.50"), "LINK", True, "OPEN")
    assert (charge.tip_mode, charge.return_url) == ("PROMPT", link.return_url)
    assert charge.description == "Lunch for two"
    assert charge.expires_at - charge.created_at == timedelta(minutes=30)


def test_a_second_click_of_one_visit_makes_no_second_charge(shop: Merchant) -> None:
    link = link_of(shop, amount=None, max_uses=2)
    first = open_link(link, "5.00", visit="v")
    assert open_link(link, "5.00", visit="v") == first
    assert open_link(link, "6.00", visit="v") != first
    # Both uses are taken now; the same click is answered all the same.
    assert open_link(link, "5.00", visit="v") == first
    assert PaymentLink.objects.get().uses == 2


@pytest.mark.parametrize("amount", [None, "0.99", "20.01", "1.005"])
def test_a_payer_names_an_amount_within_the_bounds(amount: str | None, shop: Merchant) -> None:
    link = link_of(shop, None, least=Decimal("1.00"), most=Decimal("20.00"))
    with pytest.raises((LinkAmountRefused, InvalidMoney)):
        open_link(link, amount)
    assert not Charge.objects.exists()
    assert [open_link(link, fine).amount for fine in ("1.00", "20.00")] == [1, 20]


def test_a_link_that_is_over_makes_no_charge(shop: Merchant) -> None:
    now = clock.now()
    link = link_of(shop, expires_at=now + timedelta(hours=1))
    for token in ("A" * 22, "", "x" * 500, "é" * 22):
        with pytest.raises(LinkNotFound):
            services.open_link(token=token, amount=None, visit="v", address="a", now=now)
    with pytest.raises(LinkOver):
        services.open_link(token=link.token, amount=None, visit="v", address="later", now=now + timedelta(hours=1))
    other = link_of(shop)
    PaymentLink.objects.update(is_active=False)
    with pytest.raises(LinkOver):
        open_link(other)
    assert not Charge.objects.exists()


def test_one_address_takes_thirty_charges_an_hour_and_no_more(shop: Merchant) -> None:
    link = link_of(shop)
    ratelimit.spend(asking_rates.OPENED_FROM_ADDRESS, "203.0.113.7", now=clock.now(), cost=29)
    open_link(link, address="203.0.113.7")
    with pytest.raises(TooManyRequests):
        open_link(link, address="203.0.113.7")
    open_link(link, address="203.0.113.8")


# How often it may be paid.


def test_a_use_comes_back_when_nobody_paid_in_time_and_once_only(shop: Merchant, amina: User) -> None:
    link = link_of(shop, max_uses=1)
    first = open_link(link)
    with pytest.raises(LinkOver):
        open_link(link)
    Charge.objects.update(expires_at=clock.now())
    expire_charges(now=clock.now())
    deliver_events()
    deliver_events()
    assert not services.give_back_use(charge_id=first.id, now=clock.now())
    link.refresh_from_db()
    assert link.uses == 0
    second = open_link(link)
    assert pay(second, amina).transaction.state == State.COMPLETED
    deliver_events()
    assert not services.give_back_use(charge_id=second.id, now=clock.now())
    with pytest.raises(LinkOver):
        open_link(link)
    assert pay(first, amina).transaction.failure_code == "payment_code_expired"


def test_a_use_of_a_charge_that_may_still_be_paid_is_not_given_back(shop: Merchant) -> None:
    """Whatever an event says, also one that comes too early or for something else."""
    charge = open_link(link_of(shop, max_uses=1))
    assert not services.give_back_use(charge_id=charge.id, now=clock.now())
    assert not services.give_back_use(charge_id=uuid4(), now=clock.now())
    assert PaymentLink.objects.get().uses == 1


def test_the_database_counts_too(shop: Merchant) -> None:
    link = link_of(shop, max_uses=1)
    charge = open_link(link)
    with pytest.raises(IntegrityError), transaction.atomic():
        PaymentLink.objects.update(uses=2)
    cancel_charge(charge_id=charge.id, merchant_id=shop.id, now=clock.now())
    deliver_events()
    with pytest.raises(DatabaseError), transaction.atomic():
        LinkUse.objects.update(given_back_at=None)


def test_a_process_that_dies_while_it_opens_leaves_nothing(shop: Merchant) -> None:
    """The charge and its use are written by then; the count is what comes last."""
    link = link_of(shop, max_uses=1)
    with pytest.raises(DatabaseError, match="killed"), transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_DIES)
        open_link(link)
    assert not Charge.objects.exists() and not LinkUse.objects.exists()
    assert open_link(link).state == ChargeState.OPEN


@pytest.mark.django_db(transaction=True)
def test_of_many_at_once_no_more_pay_than_may(shop: Merchant) -> None:
    """Twelve open a link that three may pay, pay what they got or call it off, and open it again."""
    link = link_of(shop, max_uses=3)
    payers = [join(name, 100) for name in ("amina", "chidi", "dalia", "esther")]

    def one(number: int) -> str:
        try:
            charge = open_link(link)
        except LinkOver:
            return "over"
        if number % 3 == 0:
            cancel_charge(charge_id=charge.id, merchant_id=shop.id, now=clock.now())
            services.give_back_use(charge_id=charge.id, now=clock.now())
            return "called off"
        return str(pay(charge, payers[number % 4]).transaction.state)

    outcomes = run_together(12, one)
    outcomes += [one(number) for number in (1, 2, 4, 5)]
    assert outcomes.count(State.COMPLETED) == 3, outcomes
    assert Charge.objects.filter(state=ChargeState.PAID).count() == 3
    deliver_events()
    link.refresh_from_db()
    assert link.uses == LinkUse.objects.filter(given_back_at=None).count() == 3
    assert list(verification.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_from_the_link_to_the_money(shop: Merchant, amina: User) -> None:
    """The journey: made at the desk, opened in a browser, paid over the API, seen at the desk."""
    link = make(shop, max_uses=1).json()
    page = Client().get(f"/l/{link['token']}").content.decode()
    visit = page.split('name="visit" value="')[1].split('"')[0]
    begun = Client().post(f"/l/{link['token']}", {"visit": visit})
    assert begun.status_code == 303
    charge = Charge.objects.get()
    assert begun["Location"] == f"/pay/{charge.code}"
    assert f"gopay://pay/{charge.code}" in Client().get(begun["Location"]).content.decode()
    paid = pay_over_api(amina, "/api/v1/merchant-payments", {"charge_id": str(charge.id)})
    assert paid.status_code == 201, paid.content
    deliver_events()
    assert "Paid" in Client().get(begun["Location"]).content.decode()
    facts = client_of(shop.owner).get(desk(shop, f"payment-links/{link['id']}")).json()
    assert (facts["uses"], facts["paid"]) == (1, 1)
    assert Client().get(f"/l/{link['token']}").status_code == 410
    assert available(amina) == Decimal("487.50")
    assert list(verification.verify()) == []


def test_a_test_link_makes_test_charges_that_no_wallet_can_pay(shop: Merchant, amina: User) -> None:
    charge = open_link(link_of(shop, is_live=False, return_url="http://localhost:3000/"))
    assert not charge.is_live
    with pytest.raises(ChargeNotFound):
        pay(charge, amina)


def test_terms_are_checked_by_the_service_as_well(shop: Merchant) -> None:
    with pytest.raises(InvalidInput):
        link_of(shop, "12.505")
    with pytest.raises(InvalidInput):
        link_of(shop, return_url="data:text/html,x")
