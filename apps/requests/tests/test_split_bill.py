"""A worked story: a dinner of 100.00 for four is split, and everybody answers in their own way."""

from decimal import Decimal

import pytest

from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.notifications.models import Notification
from apps.requests import services
from apps.requests.tests.asking import REQUESTS, accept, body, later, post
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import available, join, pay_in, wallet_of


@pytest.mark.django_db(transaction=True)
def test_a_split_bill() -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.10"), active_from=clock.now())
    amina, brian, chidi, dalia, esther = (
        join(name, amount)
        for name, amount in (("amina", 5), ("brian", 50), ("chidi", 10), ("dalia", 50), ("esther", 50))
    )
    asks = client_of(amina)

    # Amina has paid the bill. 100.01 in five parts: 20.01 for the first named, 20.00 for the others and herself.
    told = body_of(post(asks, body("brian", "chidi", "dalia", "esther", amount="100.01", split_with_me=True)))
    assert [one["amount"] for one in told["requests"]] == ["20.01", "20.00", "20.00", "20.00"]
    assert (told["amount"], told["own_share"]) == ("80.01", "20.00")
    of_brian, of_chidi, of_dalia, of_esther = (one["id"] for one in told["requests"])
    deliver_events()

    # Brian pays at once; the fee is his.
    paid = accept(client_of(brian), of_brian)
    assert (paid.status_code, body_of(paid)["total"]) == (201, "20.11")
    assert available(brian) == Decimal("29.89")

    # Chidi has too little, is reminded, gets money, and pays.
    refused = accept(client_of(chidi), of_chidi)
    assert (refused.status_code, body_of(refused)["code"]) == (422, "insufficient_funds")
    assert asks.post(f"{REQUESTS}/{of_chidi}/remind").status_code == 200
    pay_in(wallet_of(chidi), "10.10")
    assert accept(client_of(chidi), of_chidi).status_code == 201
    assert available(chidi) == 0

    # Dalia was not there and says so; Esther paid in cash, and Amina takes her request back.
    assert client_of(dalia).post(f"{REQUESTS}/{of_dalia}/decline").status_code == 200
    assert asks.post(f"{REQUESTS}/{of_esther}/cancel").status_code == 200
    assert accept(client_of(esther), of_esther).status_code == 409
    services.expire_due(now=later(8))
    deliver_events()

    results = body_of(asks.get(f"{REQUESTS}?direction=sent"))["results"]
    assert [(one["payer"]["name"], one["state"]) for one in results] == [
        ("Esther W.", "CANCELLED"),
        ("Dalia H.", "DECLINED"),
        ("Chidi O.", "PAID"),
        ("Brian M.", "PAID"),
    ]
    assert available(amina) == Decimal("45.01")
    assert (available(dalia), available(esther)) == (50, 50)
    assert get_balance(deferred_account_id("fees:p2p", "USD")).amount == Decimal("0.20")
    states = Transaction.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["COMPLETED", "DECLINED", "COMPLETED"]
    assert Notification.objects.filter(person_id=amina.id, topic="payment_received").count() == 2
    assert Notification.objects.filter(person_id=amina.id, topic="request_declined").count() == 1
    assert list(verification.verify()) == []
