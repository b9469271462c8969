"""Who works for a merchant: found as payees are, told, ranked, and free to go."""

from typing import Any

import pytest
import time_machine
from django.db import DatabaseError, transaction

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.merchants import services
from apps.merchants.models import Merchant, MerchantStatus, Role, Staff
from apps.merchants.services import _staff
from apps.merchants.tests.applying import again, ask, id_of, refusal
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.notifications.models import Notification
from apps.transactions.tests.payments import number_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
FORBIDDEN = (403, "merchant_role_required")


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


@pytest.fixture
def phone(shop: Merchant) -> Any:
    return client_of(shop.owner)


@pytest.fixture
def chidi() -> User:
    return join("chidi")


def cashier(**changes: Any) -> dict[str, Any]:
    return {"to": number_of("chidi"), "role": "CASHIER", **changes}


def test_somebody_is_employed_with_a_cap_and_listed(shop: Merchant, phone: Any, chidi: User) -> None:
    answer = ask(phone, "post", f"/{shop.id}/staff", cashier(refund_daily_cap="50.00"))
    assert answer.status_code == 201, answer.content
    assert {name: answer.json()[name] for name in ("name", "role", "refund_daily_cap", "is_me")} == {
        "name": "Chidi O.", "role": "CASHIER", "refund_daily_cap": "50.00", "is_me": False,
    }  # fmt: skip
    rows = ask(phone, "get", f"/{shop.id}/staff").json()["results"]
    assert [(one["role"], one["is_me"]) for one in rows] == [("CASHIER", False), ("OWNER", True)]
    assert str(chidi.id) not in str(rows) and chidi.msisdn not in str(rows)
    assert [one["role"] for one in ask(client_of(chidi), "get", "").json()["results"]] == ["CASHIER"]


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"role": "OWNER"}, (400, "role invalid_choice")),
        ({"role": "cashier"}, (400, "role invalid_choice")),
        ({"refund_daily_cap": "0"}, (400, "refund_daily_cap not_positive")),
        ({"refund_daily_cap": "1.001"}, (400, "refund_daily_cap too_many_decimals")),
        ({"refund_daily_cap": 5}, (400, "refund_daily_cap invalid")),
        ({"to": "+254799999999"}, (404, "payee_not_found")),
        ({"to": ""}, (400, "to required")),
        ({"store_id": "019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77"}, (404, "store_not_found")),
        ({"person_id": "x"}, (400, "person_id unknown_field")),
    ],
)
def test_what_makes_no_sense_is_refused(
    shop: Merchant, phone: Any, chidi: User, changes: dict[str, Any], why: tuple[int, str]
) -> None:
    assert refusal(ask(phone, "post", f"/{shop.id}/staff", cashier(**changes))) == why
    assert Staff.objects.count() == 1


def test_looking_for_people_is_counted_as_for_payees(shop: Merchant, phone: Any) -> None:
    with time_machine.travel(clock.now(), tick=False):
        answers = [ask(phone, "post", f"/{shop.id}/staff", cashier(to=f"+25479999{n:04d}")) for n in range(21)]
    assert [one.status_code for one in answers] == [404] * 20 + [429]


@AT_ONCE
def test_the_same_person_twice_at_once_is_employed_once(shop: Merchant, chidi: User) -> None:
    def work(number: int) -> Staff:
        return services.employ(
            person_id=shop.owner_id, merchant_id=shop.id, to=number_of("chidi"), role="CASHIER", now=clock.now()
        )

    outcomes = run_together(6, work)
    assert sorted({type(one).__name__ for one in outcomes}) == ["EmployedAlready", "Staff"]
    assert Staff.objects.filter(person=chidi).count() == 1


def test_there_is_a_most(shop: Merchant, phone: Any, chidi: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_staff, "MAX_STAFF", 1)
    assert refusal(ask(phone, "post", f"/{shop.id}/staff", cashier())) == (409, "too_many_staff")


def test_managers_employ_cashiers_and_only_the_owner_managers(shop: Merchant, phone: Any, chidi: User) -> None:
    dalia, esther = join("dalia"), join("esther")
    row = id_of(ask(phone, "post", f"/{shop.id}/staff", cashier(to=number_of("dalia"), role="MANAGER")))
    manager = client_of(dalia)
    job = id_of(ask(manager, "post", f"/{shop.id}/staff", cashier()))
    assert (
        refusal(ask(manager, "post", f"/{shop.id}/staff", cashier(to=number_of("esther"), role="MANAGER"))) == FORBIDDEN
    )
    assert refusal(ask(manager, "patch", f"/{shop.id}/staff/{job}", {"role": "MANAGER"})) == FORBIDDEN
    assert refusal(ask(manager, "patch", f"/{shop.id}/staff/{row}", {"refund_daily_cap": None})) == (403, "own_role")
    owner = Staff.objects.get(merchant=shop, role=Role.OWNER).id
    assert refusal(ask(manager, "patch", f"/{shop.id}/staff/{owner}", {"role": "CASHIER"})) == (409, "owner_stays")
    assert refusal(ask(manager, "delete", f"/{shop.id}/staff/{owner}")) == (409, "owner_stays")
    other = employ(shop, esther, Role.MANAGER)
    for method, changes in (("patch", {"role": "CASHIER"}), ("delete", None)):
        assert refusal(ask(manager, method, f"/{shop.id}/staff/{other.id}", changes)) == FORBIDDEN
    assert ask(phone, "patch", f"/{shop.id}/staff/{other.id}", {"role": "CASHIER"}).json()["role"] == "CASHIER"
    assert refusal(ask(phone, "patch", f"/{shop.id}/staff/{owner}", {"role": "CASHIER"})) == (403, "own_role")
    worker = client_of(chidi)
    for method, path in (("get", "staff"), ("post", "staff"), ("patch", f"staff/{job}"), ("delete", f"staff/{row}")):
        body = (
            cashier(to=number_of("esther")) if method == "post" else {"role": "MANAGER"} if method == "patch" else None
        )
        assert refusal(ask(worker, method, f"/{shop.id}/{path}", body)) == FORBIDDEN


def test_nobody_gives_what_they_do_not_have(shop: Merchant, chidi: User) -> None:
    esther = join("esther")
    here, there = open_till(shop).store, open_till(open_merchant(join("amina"), name="Other")).store
    other = services.open_store(
        person_id=shop.owner_id, merchant_id=shop.id, name="Market", city="Nairobi", now=clock.now()
    )
    employ(shop, esther, Role.MANAGER, store=here, cap=20)  # type: ignore[arg-type]
    manager = client_of(esther)
    for changes, why in (
        ({}, FORBIDDEN),
        ({"store_id": str(other.id)}, FORBIDDEN),
        ({"store_id": str(there.id)}, (404, "store_not_found")),
        ({"store_id": str(here.id), "refund_daily_cap": "20.01"}, FORBIDDEN),
    ):
        assert refusal(ask(manager, "post", f"/{shop.id}/staff", cashier(**changes))) == why
    answer = ask(manager, "post", f"/{shop.id}/staff", cashier(store_id=str(here.id), refund_daily_cap="20.00"))
    assert answer.status_code == 201
    path = f"/{shop.id}/staff/{id_of(answer)}"
    assert refusal(ask(manager, "patch", path, {"store_id": None})) == FORBIDDEN
    assert refusal(ask(manager, "patch", path, {"refund_daily_cap": "21.00"})) == FORBIDDEN
    assert ask(manager, "patch", path, {"refund_daily_cap": None}).json()["refund_daily_cap"] is None
    farid = employ(shop, join("farid"), store=other)
    assert refusal(ask(manager, "delete", f"/{shop.id}/staff/{farid.id}")) == FORBIDDEN
    assert len(ask(manager, "get", f"/{shop.id}/staff").json()["results"]) == 2


def test_whoever_is_let_go_may_do_nothing_from_then_on_and_may_come_back(
    shop: Merchant, phone: Any, chidi: User
) -> None:
    row = employ(shop, chidi)
    client = client_of(chidi)
    assert ask(client, "get", f"/{shop.id}/tills").status_code == 200
    assert ask(phone, "delete", f"/{shop.id}/staff/{row.id}").status_code == 204
    assert refusal(ask(client, "get", f"/{shop.id}/tills")) == (404, "merchant_not_found")
    assert refusal(ask(phone, "delete", f"/{shop.id}/staff/{row.id}")) == (404, "staff_not_found")
    assert refusal(ask(phone, "patch", f"/{shop.id}/staff/{row.id}", {"role": "CASHIER"})) == (404, "staff_not_found")
    with pytest.raises(DatabaseError), transaction.atomic():
        Staff.objects.filter(pk=row.id).update(ended_at=None)
    assert ask(phone, "post", f"/{shop.id}/staff", cashier()).status_code == 201
    assert Staff.objects.filter(person=chidi).count() == 2


def test_everybody_may_leave_but_the_owner(shop: Merchant, phone: Any, chidi: User) -> None:
    row = employ(shop, chidi)
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.CLOSED)
    assert ask(client_of(chidi), "delete", f"/{shop.id}/staff/{row.id}").status_code == 204
    owner = Staff.objects.get(merchant=shop, role=Role.OWNER).id
    assert refusal(ask(phone, "delete", f"/{shop.id}/staff/{owner}")) == (409, "owner_stays")
    body = cashier()
    assert refusal(ask(phone, "post", f"/{shop.id}/staff", body)) == (409, "merchant_conflict")


@AT_ONCE
def test_a_manager_who_is_let_go_at_the_same_moment_adds_nobody_afterwards(shop: Merchant, chidi: User) -> None:
    dalia = join("dalia")
    row = employ(shop, dalia, Role.MANAGER)

    def work(number: int) -> Any:
        if number:
            return services.employ(
                person_id=dalia.id, merchant_id=shop.id, to=number_of("chidi"), role="CASHIER", now=clock.now()
            )
        return services.end_employment(person_id=shop.owner_id, merchant_id=shop.id, staff_id=row.id, now=clock.now())

    outcomes = run_together(2, work)
    added = Staff.objects.filter(person=chidi).first()
    if isinstance(outcomes[1], Exception):
        assert type(outcomes[1]).__name__ == "MerchantNotFound" and added is None
    else:
        assert added is not None and again(row).ended_at is not None


@AT_ONCE
def test_people_are_told_of_what_others_do(shop: Merchant, phone: Any, chidi: User) -> None:
    dalia = join("dalia")
    employ(shop, dalia, Role.MANAGER)
    job = id_of(ask(client_of(dalia), "post", f"/{shop.id}/staff", cashier()))
    ask(phone, "patch", f"/{shop.id}/staff/{job}", {"refund_daily_cap": "5.00"})
    ask(client_of(chidi), "delete", f"/{shop.id}/staff/{job}")
    deliver_events()

    def told(person: User) -> list[str]:
        rows = Notification.objects.filter(person_id=person.id, topic__startswith="merchant_staff")
        return sorted(rows.values_list("topic", flat=True))

    assert told(chidi) == ["merchant_staff_added", "merchant_staff_changed"]
    assert told(shop.owner) == ["merchant_staff_added_owner", "merchant_staff_ended_owner"]
    assert "Chidi O." in Notification.objects.get(topic="merchant_staff_added_owner").body
