"""From nothing to a receipt, over the API alone: what README promises a newcomer."""

import re
from decimal import Decimal
from io import StringIO
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from rest_framework.test import APIClient

from apps.accounts.tests.factories import PASSWORD, PIN, client_with, sign_up_fields
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.ledger.services import roll_up_tallies
from apps.transactions.services import set_fee

pytestmark = pytest.mark.django_db(transaction=True)


def newest_message(to: str, channel: str) -> Any:
    """What the sandbox shows as sent last."""
    query = {"to": to, "channel": channel}
    answer = APIClient().get("/sandbox/messages", query, headers={"Accept": "application/json"})
    assert answer.status_code == 200
    return answer.json()["results"][0]


def sign_up(name: str) -> APIClient:
    """Registers, reads the code off the phone, verifies; returns a client with the session that begins there."""
    fields = sign_up_fields(name)
    registered = APIClient().post("/api/v1/auth/register", fields, format="json")
    assert registered.status_code == 201, registered.content
    deliver_events()
    (code,) = re.findall(r"\b\d{6}\b", newest_message(fields["msisdn"], "SMS")["body"])
    verified = APIClient().post("/api/v1/auth/verify", {"msisdn": fields["msisdn"], "code": code}, format="json")
    assert verified.status_code == 200, verified.content
    return client_with(verified.json()["access"])


def balance(client: APIClient) -> str:
    (wallet,) = client.get("/api/v1/wallets").json()["results"]
    assert wallet["held"] == "0.00"
    return str(wallet["available"])


def test_two_people_sign_up_and_one_pays_the_other(settings: Any) -> None:
    settings.PROMOTION_SIGN_UP = Decimal("5.00")
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.05"), percent=Decimal(1), active_from=clock.now())

    amina, brian = sign_up("amina"), sign_up("brian")
    assert balance(brian) == "0.00"
    deliver_events()
    assert (balance(amina), balance(brian)) == ("5.00", "5.00"), "the promotion arrives in the background"

    me = amina.get("/api/v1/me").json()
    assert me["msisdn"] == "+254712000001"
    key = str(uuid4())
    body = {"to": "+254712000002", "amount": "2.50", "currency": "USD", "note": "lunch", "pin": PIN}
    paid = amina.post("/api/v1/transfers", body, format="json", headers={"Idempotency-Key": key})
    assert paid.status_code == 201, paid.content
    assert (paid.json()["fee"], paid.json()["total"]) == ("0.08", "2.58")
    again = amina.post("/api/v1/transfers", body, format="json", headers={"Idempotency-Key": key})
    assert again.content == paid.content
    refused = amina.post(
        "/api/v1/transfers", {**body, "amount": "2.50", "to": "+254712000003"}, format="json",
        headers={"Idempotency-Key": str(uuid4())},
    )  # fmt: skip
    assert (refused.status_code, refused.json()["code"]) == (422, "payee_not_found")
    assert (balance(amina), balance(brian)) == ("2.42", "7.50")

    deliver_events()
    reference = paid.json()["reference"]
    assert reference in newest_message("+254712000002", "SMS")["body"]
    assert "2.50" in newest_message("brian@example.org", "EMAIL")["body"]
    topics = [row["topic"] for row in amina.get("/api/v1/notifications").json()["results"]]
    assert topics.count("payment_sent") == 1
    assert topics.count("payment_declined") == 1

    history = amina.get("/api/v1/transactions").json()["results"]
    assert [(row["kind"], row["state"], row["direction"]) for row in history] == [
        ("P2P", "DECLINED", "out"),
        ("P2P", "COMPLETED", "out"),
        ("PROMOTION", "COMPLETED", "in"),
    ]
    (received,) = brian.get("/api/v1/transactions", {"q": reference}).json()["results"]
    assert (received["direction"], received["total"], received["fee"]) == ("in", "2.50", None)
    actions = [row["action"] for row in amina.get("/api/v1/me/activity").json()["results"]]
    assert actions.count("transactions.completed") == 1
    assert actions.count("transactions.declined") == 1

    assert amina.post("/api/v1/auth/logout").status_code == 204
    assert amina.get("/api/v1/wallets").status_code == 401
    log_in = {"identifier": "amina@example.org", "password": PASSWORD}
    returned = APIClient().post("/api/v1/auth/login", log_in, format="json")
    assert returned.status_code == 200
    assert balance(client_with(returned.json()["access"])) == "2.42"

    roll_up_tallies(least=1)
    verdict = StringIO()
    call_command("verify_ledger", stdout=verdict, stderr=StringIO())
    assert verdict.getvalue().rstrip().endswith("the ledger agrees with itself.")
