"""Bills somebody keeps: their own, sealed, found again by the same number, and gone when they go."""

from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts.exports import contributions
from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.models import BillLookUp, BillPayment, SavedBill
from apps.billers.services import _save
from apps.billers.tests.bills import API, OWES_44_71, asked_for, look_up, make_billers
from apps.core import clock
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
SAVED = f"{API}/saved-bills"


@pytest.fixture(autouse=True)
def _billers() -> None:
    make_billers()


def save(client: APIClient, **changes: Any) -> Any:
    body = {"biller": "water", "account_number": OWES_44_71, **changes}
    return client.post(SAVED, body, format="json")


def test_one_is_kept_changed_and_forgotten() -> None:
    amina = join("amina")
    client = client_of(amina)
    answer = save(client, nickname="home", days_before=5)
    body = answer.json()
    assert answer.status_code == 201
    assert (body["account"], body["nickname"], body["reminders"], body["days_before"]) == ("•••• 4471", "home", True, 5)
    assert body["biller"] == {"code": "water", "name": "Maji Water Works", "colour": "#0369a1", "initials": "MW"}
    page = f"{SAVED}/{body['id']}"
    changed = client.patch(page, {"nickname": "mother's", "reminders": False}, format="json").json()
    assert (changed["nickname"], changed["reminders"], changed["days_before"]) == ("mother's", False, 5)
    assert SavedBill.objects.get().look_up_at is None
    assert client.get(page).json() == changed
    assert [one["id"] for one in client.get(SAVED).json()["results"]] == [body["id"]]
    assert client.delete(page).status_code == 204
    assert client.get(page).status_code == 404 and not SavedBill.objects.exists()
    actions = Activity.objects.filter(person_id=amina.id, action__startswith="billers.").order_by("id")
    assert [one.action for one in actions] == [
        "billers.bill_saved",
        "billers.saved_bill_changed",
        "billers.saved_bill_deleted",
    ]


def test_the_same_number_is_kept_once_by_each() -> None:
    client = client_of(join("amina"))
    first = save(client).json()
    again = save(client, account_number=f" {OWES_44_71[:3]} {OWES_44_71[3:]}")
    assert (again.status_code, again.json()["code"]) == (409, "bill_saved_already")
    assert again.json()["saved_bill_id"] == first["id"]
    assert save(client, biller="tv").status_code == 201
    assert save(client_of(join("brian"))).status_code == 201


def test_as_many_as_anybody_may(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_save, "MAX_SAVED", 1)
    client = client_of(join("amina"))
    assert save(client).status_code == 201
    refused = save(client, biller="tv")
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_saved_bills")


@pytest.mark.parametrize(
    "changes",
    [
        {"account_number": "12"},
        {"account_number": None},
        {"nickname": "n" * 41},
        {"days_before": 15},
        {"days_before": -1},
        {"days_before": "3"},
        {"reminders": "yes"},
        {"person": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11"},
    ],
)
def test_what_makes_no_sense_is_refused(changes: dict[str, Any]) -> None:
    answer = save(client_of(join("amina")), **changes)
    assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input")
    assert not SavedBill.objects.exists()


def test_somebody_elses_is_not_there() -> None:
    page = f"{SAVED}/{save(client_of(join('amina'))).json()['id']}"
    brian = client_of(join("brian"))
    answers = [
        brian.get(page),
        brian.patch(page, {"nickname": "mine"}, format="json"),
        brian.delete(page),
        brian.post(f"{API}/bills/lookup", {"saved_bill": page.rpartition("/")[2]}, format="json"),
    ]
    assert [(one.status_code, one.json()["code"]) for one in answers] == [(404, "saved_bill_not_found")] * 4
    assert SavedBill.objects.get().nickname == ""


def test_it_is_looked_up_by_its_id(provider: Provider) -> None:
    open_gateways("bills")
    client = client_of(join("amina"))
    saved = save(client).json()
    answer = client.post(f"{API}/bills/lookup", {"saved_bill": saved["id"]}, format="json")
    assert answer.json()["amount_due"] == "44.71" == look_up(client).json()["amount_due"]


def test_the_table_shows_no_number() -> None:
    save(client_of(join("amina")))
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(s)::text FROM billers_savedbill s")
        assert OWES_44_71 not in cursor.fetchone()[0]


def exported(name: str, user: User) -> list[dict[str, object]]:
    part = next(part for part in contributions() if part.name == name)
    rows = [dict(row) for row in part.rows(user.id)]
    assert part.expected(user.id) == len(rows)
    return rows


def test_an_export_holds_ones_own_numbers_and_nobody_elses() -> None:
    amina, brian = join("amina", 100), join("brian")
    save(client_of(amina), nickname="home")
    row = asked_for(amina.id, "water", "44.71", at=clock.now())
    (saved,) = exported("saved_bills", amina)
    assert (saved["account_number"], saved["nickname"]) == (OWES_44_71, "home")
    (bill,) = exported("bill_payments", amina)
    assert (bill["transaction_id"], bill["account_number"]) == (row.transaction_id, OWES_44_71)
    assert exported("saved_bills", brian) == exported("bill_payments", brian) == []


def test_who_leaves_is_reminded_of_nothing_and_erased_in_time() -> None:
    amina = join("amina", 100)
    save(client_of(amina))
    asked_for(amina.id, "water", "44.71", at=clock.now())
    services.stop_reminders_of(person_id=amina.id)
    assert SavedBill.objects.get().look_up_at is None
    services.erase_person(person_id=amina.id)
    row = BillPayment.objects.get()
    assert (row.account_number, row.account_index, row.masked) == (None, None, "")
    assert not SavedBill.objects.exists() and not BillLookUp.objects.exists()
    assert exported("bill_payments", amina)[0]["account_number"] == ""
