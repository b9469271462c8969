"""Asking a biller what is owed: for oneself, not too often, over HTTP, and sealed in the table."""

import pytest
import time_machine
from django.db import connection

from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.models import BillLookUp
from apps.billers.rates import LOOK_UP_BY_PERSON, UNKNOWN_BY_PERSON
from apps.billers.sealed import masked_number
from apps.billers.tests.bills import OWES_44_71, asked_for, biller, look_up, looked_up, make_billers, pay
from apps.core import clock
from apps.core.crypto import sealed_tables
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _billers() -> None:
    open_gateways("bills")
    make_billers()


def test_it_says_what_is_owed_and_names_the_look_up(provider: Provider) -> None:
    client = client_of(join("amina"))
    answer = look_up(client, "water", "55 8024.4471")
    body = answer.json()
    assert answer.status_code == 200
    assert (body["amount_due"], body["minimum"], body["maximum"]) == ("44.71", "44.71", "44.71")
    assert (body["biller"], body["account"], body["currency"]) == ("water", "•••• 4471", "USD")
    assert body["customer_name"] and body["due_date"] and not body["allows_partial"]
    row = BillLookUp.objects.get(pk=body["lookup_id"])
    assert row.expires_at - row.created_at == services.GOOD_FOR


def test_the_number_is_sealed_and_the_name_is_not_kept(provider: Provider) -> None:
    name = look_up(client_of(join("amina"))).json()["customer_name"]
    first, _, last = name.partition(" ")
    assert first and len(last) == 2 and last.endswith(".")
    with connection.cursor() as cursor:
        cursor.execute("SELECT row_to_json(l)::text, account_number FROM billers_billlookup l")
        ((text, number),) = cursor.fetchall()
    assert OWES_44_71 not in text and first not in text
    assert OWES_44_71.encode() not in bytes(number)
    assert {"billers_billlookup", "billers_billpayment", "billers_savedbill"} <= {one.table for one in sealed_tables()}


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"biller": "water", "account_number": "0580244471"}, 422, "bill_account_not_found"),
        ({"biller": "nobody", "account_number": OWES_44_71}, 404, "biller_not_found"),
        ({"biller": "water", "account_number": "12"}, 400, "invalid_input"),
        ({"biller": "water", "account_number": "55802444x1"}, 400, "invalid_input"),
        ({"biller": "water", "account_number": 5580244471}, 400, "invalid_input"),
        ({"biller": "water"}, 400, "invalid_input"),
        ({"biller": "water", "account_number": OWES_44_71, "currency": "EUR"}, 422, "bill_currency_differs"),
        ({"biller": "water", "account_number": OWES_44_71, "amount": "1.00"}, 400, "invalid_input"),
        ({"saved_bill": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11"}, 404, "saved_bill_not_found"),
        ({"saved_bill": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11", "biller": "water"}, 400, "invalid_input"),
    ],
)
def test_what_makes_no_sense_is_refused(provider: Provider, body: dict[str, object], status: int, code: str) -> None:
    answer = client_of(join("amina")).post("/api/v1/bills/lookup", body, format="json")
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert not BillLookUp.objects.exists()


def test_a_biller_that_is_switched_off_is_not_there(provider: Provider) -> None:
    amina = join("amina")
    services.set_active(biller_id=biller("water").id, is_active=False, reason="r", by=amina.id, now=clock.now())
    client = client_of(amina)
    assert look_up(client).status_code == 404
    assert "water" not in [one["code"] for one in client.get("/api/v1/billers").json()["results"]]


def test_when_nobody_answers_it_says_so(provider: Provider) -> None:
    provider.behave(down=True)
    answer = look_up(client_of(join("amina")))
    assert (answer.status_code, answer.json()["code"]) == (503, "provider_unavailable")
    assert int(answer["Retry-After"]) > 0
    assert not BillLookUp.objects.exists()


def test_nobody_asks_without_end(provider: Provider) -> None:
    client = client_of(join("amina"))
    with time_machine.travel(clock.now(), tick=False):
        answers = [look_up(client, number="0580244471").status_code for _ in range(LOOK_UP_BY_PERSON.count + 1)]
    assert answers == [422] * LOOK_UP_BY_PERSON.count + [429]
    assert UNKNOWN_BY_PERSON.count <= LOOK_UP_BY_PERSON.count
    assert look_up(client_of(join("brian"))).status_code == 200


def test_somebody_elses_look_up_is_not_there(provider: Provider) -> None:
    lookup_id = look_up(client_of(join("amina", 100))).json()["lookup_id"]
    brian = client_of(join("brian", 100))
    with nothing_moves():
        answer = pay(brian, lookup_id, "44.71")
    assert (answer.status_code, answer.json()["code"]) == (404, "bill_lookup_not_found")


def test_what_was_said_long_ago_is_deleted_unless_it_was_paid() -> None:
    amina = join("amina", 100)
    asked_for(amina.id, "water", "44.71", at=clock.now())
    looked_up(amina.id, "water", "44.71")
    assert services.purge_look_ups(now=clock.now()) == 0
    later = clock.now() + services.KEPT_FOR * 2
    assert (services.purge_look_ups(now=later), services.purge_look_ups(now=later)) == (1, 0)
    assert BillLookUp.objects.get().paid_by is not None


@pytest.mark.parametrize(("number", "shown"), [("5580244471", "•••• 4471"), ("12345", "•••• 45"), ("7", "••••")])
def test_of_a_short_number_little_is_shown(number: str, shown: str) -> None:
    assert masked_number(number) == shown
