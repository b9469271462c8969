"""Applying for a business: what is asked, what is refused, what may be corrected and when."""

from typing import Any

import pytest

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.merchants import services
from apps.merchants.categories import CATEGORIES
from apps.merchants.models import Merchant, MerchantStatus, Role, Staff
from apps.merchants.tests.applying import again, applied, approve, ask, business, id_of, refusal, reviewer
from apps.merchants.tests.factories import employ
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def phone(brian: User) -> Any:
    return client_of(brian)


def test_whoever_applies_is_the_owner_and_waits(phone: Any, brian: User) -> None:
    answer = ask(phone, "post", "", business(address=" 12  Moi Avenue \n\n Nairobi", website="https://njeri.example"))
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["status"], body["role"], body["address"]) == ("APPLIED", "OWNER", "12 Moi Avenue\nNairobi")
    assert (body["category"], body["settlement"]["to"]) == ({"code": "5812", "name": CATEGORIES["5812"].name}, "WALLET")
    row = Merchant.objects.get(pk=id_of(answer))
    owner = Staff.objects.get(merchant=row)
    assert (row.owner_id, owner.person_id, owner.role) == (brian.id, brian.id, Role.OWNER)
    assert OutboxEvent.objects.get(topic="merchants.applied").payload["merchant_id"] == str(row.id)
    assert Activity.objects.get(action="merchants.applied").person_id == brian.id
    assert [one["id"] for one in ask(phone, "get", "").json()["results"]] == [str(row.id)]
    assert ask(phone, "get", f"/{row.id}").json()["name"] == row.name


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"name": "4111 1111 1111 1111"}, "card_number_refused"),
        ({"name": "Njeri\x00"}, "name"),
        ({"name": "Nje\u202eri"}, "name invalid_name"),
        ({"name": "12345"}, "name invalid_name"),
        ({"name": "x" * 61}, "name max_length"),
        ({"name": ...}, "name required"),
        ({"name": 7}, "name invalid"),
        ({"category": "0000"}, "category unknown_category"),
        ({"category": "58120"}, "category unknown_category"),
        ({"category": 5812}, "category invalid"),
        ({"currency": "usd"}, "currency invalid"),
        ({"country": "Kenya"}, "country invalid_country"),
        ({"country": "ZZ"}, "country invalid_country"),
        ({"website": "javascript:alert(1)"}, "website not_an_address"),
        ({"website": "https://njeri@evil.example"}, "website not_an_address"),
        ({"description": "a\u0007b"}, "description invalid_text"),
        ({"status": "ACTIVE"}, "status unknown_field"),
        ({"owner_id": "1"}, "owner_id unknown_field"),
    ],
)
def test_what_makes_no_sense_is_refused(phone: Any, changes: dict[str, Any], why: str) -> None:
    answer = ask(phone, "post", "", business(**changes))
    assert answer.status_code in (400, 422), answer.content
    assert why in f"{refusal(answer)[1]} {answer.json()['code']}"
    assert not Merchant.objects.exists()


def test_a_wallet_in_its_currency_is_needed(phone: Any, brian: User) -> None:
    assert refusal(ask(phone, "post", "", business(currency="EUR"))) == (422, "wallet_needed")
    give_wallet(brian, currency="EUR")
    assert ask(phone, "post", "", business(currency="EUR")).status_code == 201


@AT_ONCE
def test_an_application_that_is_sent_twice_at_once_is_one(brian: User) -> None:
    def apply(number: int) -> Any:
        return services.apply_as_merchant(person_id=brian.id, now=clock.now(), **business())

    outcomes = run_together(6, apply)
    assert sorted(type(one).__name__ for one in outcomes) == ["Merchant"] + ["MerchantNamedAlready"] * 5
    assert Merchant.objects.count() == Staff.objects.count() == 1


@AT_ONCE
def test_of_many_at_once_five_are_taken(brian: User) -> None:
    def apply(number: int) -> Any:
        return services.apply_as_merchant(person_id=brian.id, now=clock.now(), **business(name=f"Kitchen {number}"))

    outcomes = run_together(9, apply)
    assert sum(isinstance(one, Merchant) for one in outcomes) == 5
    assert sum(type(one).__name__ == "TooManyMerchants" for one in outcomes) == 4


def test_the_owner_corrects_it_until_it_is_approved(phone: Any, brian: User) -> None:
    row = applied(brian)
    answer = ask(phone, "patch", f"/{row.id}", {"name": "Njeri's", "category": "5814", "city": "Mombasa"})
    assert (answer.status_code, answer.json()["name"], answer.json()["city"]) == (200, "Njeri's", "Mombasa")
    approve(row, reviewer())
    for changes in ({"name": "Other"}, {"legal_name": "Other Ltd"}, {"category": "7995"}, {"country": "UG"}):
        assert refusal(ask(phone, "patch", f"/{row.id}", changes)) == (409, "merchant_conflict")
    answer = ask(phone, "patch", f"/{row.id}", {"name": "Njeri's", "website": "https://njeri.example"})
    assert (answer.status_code, answer.json()["website"]) == (200, "https://njeri.example")
    assert again(row).name == "Njeri's"
    assert refusal(ask(phone, "patch", f"/{row.id}", {"currency": "EUR"})) == (400, "currency unknown_field")


def test_after_a_rejection_it_is_sent_again(phone: Any, brian: User) -> None:
    row, olga = applied(brian), reviewer()
    assert refusal(ask(phone, "post", f"/{row.id}/submit")) == (409, "merchant_conflict")
    services.reject_merchant(merchant_id=row.id, by=olga.id, reason="not readable", now=clock.now())
    assert ask(phone, "get", f"/{row.id}").json()["status_reason"] == "not readable"
    answer = ask(phone, "post", f"/{row.id}/submit")
    assert (answer.status_code, answer.json()["status"], answer.json()["status_reason"]) == (200, "APPLIED", "")
    approve(row, olga)
    assert again(row).status == MerchantStatus.ACTIVE


def test_without_its_registration_it_is_not_sent_again(phone: Any, brian: User) -> None:
    row = applied(brian, papers=False)
    services.reject_merchant(merchant_id=row.id, by=reviewer().id, reason="no papers", now=clock.now())
    assert refusal(ask(phone, "post", f"/{row.id}/submit")) == (422, "registration_missing")


def test_what_others_may_see_and_do(brian: User) -> None:
    row = applied(brian)
    chidi, dalia, esther = join("chidi"), join("dalia"), join("esther")
    employ(row, chidi)
    employ(row, dalia, Role.MANAGER)
    for person in (chidi, dalia):
        client = client_of(person)
        seen = ask(client, "get", f"/{row.id}").json()
        hidden = ("legal_name", "status_reason", "documents", "settlement", "applied_at", "decided_at", "handover")
        assert {name: seen[name] for name in hidden} == dict.fromkeys(hidden)
        assert refusal(ask(client, "patch", f"/{row.id}", {"city": "Kisumu"})) == (403, "merchant_role_required")
        assert refusal(ask(client, "post", f"/{row.id}/submit")) == (403, "merchant_role_required")
    outsider = client_of(esther)
    for method, path in (("get", ""), ("patch", ""), ("post", "/submit"), ("get", "/stores"), ("get", "/staff")):
        assert refusal(ask(outsider, method, f"/{row.id}{path}")) == (404, "merchant_not_found")
    assert ask(outsider, "get", "").json()["results"] == []


def test_the_categories_are_codes_with_names(phone: Any) -> None:
    rows = phone.get("/api/v1/merchant-categories").json()["results"]
    assert len(rows) == len(CATEGORIES) > 120
    assert all(len(row["code"]) == 4 and row["code"].isdigit() and "!" not in row["name"] for row in rows)
    assert {code for code in ("7995", "6051", "7801") if CATEGORIES[code].is_restricted} == {"7995", "6051", "7801"}
