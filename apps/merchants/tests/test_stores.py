"""Stores and tills: who runs them, codes that are each one's own, what a till may add, and what closing does."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.merchants import selectors, services
from apps.merchants.models import Merchant, MerchantStatus, Role, Store, Till
from apps.merchants.services import _stores
from apps.merchants.tests.applying import again, ask, id_of, refusal
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.transactions.references import ALPHABET
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


@pytest.fixture
def phone(shop: Merchant) -> Any:
    return client_of(shop.owner)


def open_store(shop: Merchant, name: str = "Main street") -> Store:
    return services.open_store(person_id=shop.owner_id, merchant_id=shop.id, name=name, city="Nairobi", now=clock.now())


def till(store: Store, label: str = "Till 1", by: User | None = None, **more: Any) -> Till:
    return services.open_till(
        person_id=by.id if by else store.merchant.owner_id,
        merchant_id=store.merchant_id,
        store_id=store.id,
        label=label,
        now=clock.now(),
        **more,
    )


def test_a_store_and_a_till_are_opened_and_listed(shop: Merchant, phone: Any) -> None:
    store = ask(phone, "post", f"/{shop.id}/stores", {"name": "Main street", "city": "Nairobi"})
    assert (store.status_code, store.json()["is_open"]) == (201, True), store.content
    body = {"store_id": store.json()["id"], "label": "Till 1", "tip_mode": "PERCENT", "tip_value": "2.5"}
    answer = ask(phone, "post", f"/{shop.id}/tills", body)
    assert (answer.status_code, answer.json()["tip_value"]) == (201, "2.5"), answer.content
    code = answer.json()["code"]
    assert len(code) == 10 and set(code) <= set(ALPHABET)
    for path, name in (("stores", "name"), ("tills", "label"), (f"tills?store_id={store.json()['id']}", "label")):
        assert len([one[name] for one in ask(phone, "get", f"/{shop.id}/{path}").json()["results"]]) == 1
    assert ask(phone, "get", f"/{shop.id}/tills?store_id={shop.id}").json()["results"] == []
    assert refusal(ask(phone, "get", f"/{shop.id}/tills?store_id=x")) == (400, "store_id invalid")
    assert refusal(ask(phone, "get", f"/{shop.id}/tills?stores=x")) == (400, "stores unknown_field")


@pytest.mark.parametrize(
    ("tip", "why"),
    [
        ({"tip_mode": "FIXED"}, "tip_value required"),
        ({"tip_mode": "PERCENT"}, "tip_value required"),
        ({"tip_mode": "PROMPT", "tip_value": "1.00"}, "tip_value not_wanted"),
        ({"tip_value": "1.00"}, "tip_value not_wanted"),
        ({"tip_mode": "PERCENT", "tip_value": "100"}, "tip_value invalid"),
        ({"tip_mode": "PERCENT", "tip_value": "2.555"}, "tip_value invalid"),
        ({"tip_mode": "FIXED", "tip_value": "0.001"}, "tip_value too_many_decimals"),
        ({"tip_mode": "FIXED", "tip_value": "99999999999.00"}, "tip_value too_large"),
        ({"tip_mode": "FIXED", "tip_value": "0"}, "tip_value not_positive"),
        ({"tip_mode": "FIXED", "tip_value": "-1"}, "tip_value invalid"),
        ({"tip_mode": "FIXED", "tip_value": "1e3"}, "tip_value invalid"),
        ({"tip_mode": "FIXED", "tip_value": 1}, "tip_value invalid"),
        ({"tip_mode": "fixed", "tip_value": "1.00"}, "tip_mode invalid_choice"),
        ({"label": "x" * 26}, "label max_length"),
        ({"label": "\u202e1A"}, "label invalid_name"),
        ({"code": "AAAAAAAAAA"}, "code unknown_field"),
    ],
)
def test_what_a_till_cannot_add_is_refused(shop: Merchant, phone: Any, tip: dict[str, Any], why: str) -> None:
    body = {"store_id": str(open_store(shop).id), "label": "Till 1", **tip}
    assert refusal(ask(phone, "post", f"/{shop.id}/tills", body)) == (400, why)
    assert not Till.objects.exists()


def test_a_till_is_changed_but_never_its_code(shop: Merchant, phone: Any) -> None:
    row = open_till(shop, tip_mode="FIXED", tip_value=Decimal("1.50"))
    path = f"/{shop.id}/tills/{row.id}"
    assert ask(phone, "patch", path, {"tip_value": "2.00"}).json()["tip_value"] == "2.00"
    assert refusal(ask(phone, "patch", path, {"tip_mode": "PERCENT"})) == (400, "tip_value required")
    answer = ask(phone, "patch", path, {"tip_mode": "PROMPT", "label": "Bar", "is_open": False}).json()
    assert (answer["tip_mode"], answer["tip_value"], answer["label"], answer["is_open"]) == (
        "PROMPT",
        None,
        "Bar",
        False,
    )
    assert refusal(ask(phone, "patch", path, {"code": "AAAAAAAAAA"})) == (400, "code unknown_field")
    assert refusal(ask(phone, "patch", path, {"is_open": "true"})) == (400, "is_open invalid")
    with pytest.raises(DatabaseError), transaction.atomic():
        Till.objects.filter(pk=row.id).update(code="AAAAAAAAAA")
    assert again(row).code == row.code


def test_what_a_payment_has_cached_of_a_till_is_forgotten(
    shop: Merchant, phone: Any, django_capture_on_commit_callbacks: Any
) -> None:
    row = open_till(shop, tip_mode="FIXED", tip_value=Decimal("1.50"))
    known = selectors.find_till(row.code)
    assert known is not None and known.tip_value == Decimal("1.50")
    with django_capture_on_commit_callbacks(execute=True):
        ask(phone, "patch", f"/{shop.id}/tills/{row.id}", {"tip_mode": "NONE"})
    known = selectors.find_till(row.code)
    assert known is not None and known.tip_value is None


def test_labels_and_names_are_used_once(shop: Merchant, phone: Any) -> None:
    first, second = open_store(shop), open_store(shop, "Market")
    one, _ = till(first), till(second)
    assert refusal(ask(phone, "post", f"/{shop.id}/stores", {"name": "Market", "city": "Nairobi"})) == (
        409,
        "store_exists",
    )
    assert refusal(ask(phone, "patch", f"/{shop.id}/stores/{first.id}", {"name": "Market"})) == (409, "store_exists")
    body = {"store_id": str(first.id), "label": "Till 1"}
    assert refusal(ask(phone, "post", f"/{shop.id}/tills", body)) == (409, "till_exists")
    other = till(first, "Till 2")
    assert refusal(ask(phone, "patch", f"/{shop.id}/tills/{other.id}", {"label": one.label})) == (409, "till_exists")


@AT_ONCE
def test_of_sixteen_tills_with_one_label_at_once_one_is_opened(shop: Merchant) -> None:
    store = open_store(shop)
    outcomes = run_together(16, lambda number: till(store))
    assert sorted({type(one).__name__ for one in outcomes}) == ["Till", "TillLabelledAlready"]
    assert Till.objects.count() == sum(isinstance(one, Till) for one in outcomes) == 1


@AT_ONCE
def test_no_more_tills_than_there_may_be_however_many_come(shop: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_stores, "MAX_TILLS", 5)
    store = open_store(shop)
    outcomes = run_together(8, lambda number: till(store, f"Till {number}"))
    assert sum(isinstance(one, Till) for one in outcomes) == Till.objects.count() == 5
    assert len(set(Till.objects.values_list("code", flat=True))) == 5


def test_a_code_that_is_taken_is_drawn_again(shop: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    store = open_store(shop)
    first = till(store)
    codes = iter([first.code, first.code, "0123456789"])
    monkeypatch.setattr(_stores, "new_reference", lambda: next(codes))
    assert till(store, "Till 2").code == "0123456789"
    monkeypatch.setattr(_stores, "new_reference", lambda: first.code)
    with pytest.raises(RuntimeError):
        till(store, "Till 3")


def test_closing_a_store_closes_its_tills(shop: Merchant, phone: Any) -> None:
    store = open_store(shop)
    row = till(store)
    path = f"/{shop.id}/stores/{store.id}"
    assert ask(phone, "patch", path, {"is_open": False}).json()["is_open"] is False
    assert not again(row).is_open
    assert refusal(ask(phone, "patch", f"/{shop.id}/tills/{row.id}", {"is_open": True})) == (409, "store_closed")
    body = {"store_id": str(store.id), "label": "Till 2"}
    assert refusal(ask(phone, "post", f"/{shop.id}/tills", body)) == (409, "store_closed")
    assert ask(phone, "patch", path, {"is_open": True}).json()["is_open"] is True
    assert not again(row).is_open, "each till is opened on purpose"
    assert ask(phone, "patch", f"/{shop.id}/tills/{row.id}", {"is_open": True}).json()["is_open"] is True


@AT_ONCE
def test_a_till_that_opens_while_its_store_closes_is_not_left_open(shop: Merchant) -> None:
    store = open_store(shop)

    def work(number: int) -> Any:
        if number == 3:
            changes = {"is_open": False}
            return services.change_store(
                person_id=shop.owner_id, merchant_id=shop.id, store_id=store.id, changes=changes, now=clock.now()
            )
        return till(store, f"Till {number}")

    run_together(8, work)
    assert not again(store).is_open
    assert not Till.objects.filter(store=store, is_open=True).exists()


def test_who_may_run_them(shop: Merchant) -> None:
    chidi, dalia, esther, farid = join("chidi"), join("dalia"), join("esther"), join("farid")
    here, there = open_store(shop), open_store(shop, "Market")
    mine, other = till(here), till(there)
    employ(shop, chidi)
    employ(shop, dalia, Role.MANAGER)
    employ(shop, esther, Role.MANAGER, store=here)
    body = {"name": "Third", "city": "Nairobi"}
    assert refusal(ask(client_of(chidi), "post", f"/{shop.id}/stores", body)) == (403, "merchant_role_required")
    assert refusal(ask(client_of(esther), "post", f"/{shop.id}/stores", body)) == (403, "merchant_role_required")
    assert refusal(ask(client_of(farid), "post", f"/{shop.id}/stores", body)) == (404, "merchant_not_found")
    assert ask(client_of(dalia), "post", f"/{shop.id}/stores", body).status_code == 201
    cashier, manager = client_of(chidi), client_of(esther)
    for row in (mine, other):
        path = f"/{shop.id}/tills/{row.id}"
        assert refusal(ask(cashier, "patch", path, {"is_open": False})) == (403, "merchant_role_required")
    assert ask(manager, "patch", f"/{shop.id}/tills/{mine.id}", {"is_open": False}).status_code == 200
    refused = ask(manager, "patch", f"/{shop.id}/tills/{other.id}", {"is_open": False})
    assert refusal(refused) == (403, "merchant_role_required")
    assert len(ask(cashier, "get", f"/{shop.id}/tills").json()["results"]) == 2
    assert [one["id"] for one in ask(manager, "get", f"/{shop.id}/tills").json()["results"]] == [str(mine.id)]
    assert ask(manager, "get", f"/{shop.id}/tills?store_id={there.id}").json()["results"] == []
    assert [one["id"] for one in ask(manager, "get", f"/{shop.id}/stores").json()["results"]] == [str(here.id)]


def test_another_merchant_s_are_not_there(shop: Merchant, phone: Any) -> None:
    other = open_merchant(join("amina"), name="Amina's")
    row = open_till(other)
    assert refusal(ask(phone, "patch", f"/{shop.id}/tills/{row.id}", {"is_open": False})) == (404, "till_not_found")
    assert refusal(ask(phone, "patch", f"/{shop.id}/stores/{row.store_id}", {"city": "x"})) == (404, "store_not_found")
    body = {"store_id": str(row.store_id), "label": "Till 9"}
    assert refusal(ask(phone, "post", f"/{shop.id}/tills", body)) == (404, "store_not_found")


def test_a_closed_merchant_opens_nothing_and_a_suspended_one_may_prepare(shop: Merchant, phone: Any) -> None:
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.SUSPENDED)
    answer = ask(phone, "post", f"/{shop.id}/stores", {"name": "Main street", "city": "Nairobi"})
    assert answer.status_code == 201
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.CLOSED)
    body = {"store_id": str(id_of(answer)), "label": "Till 1"}
    assert refusal(ask(phone, "post", f"/{shop.id}/tills", body)) == (409, "merchant_conflict")
    assert ask(phone, "get", f"/{shop.id}/stores").status_code == 200
