"""Journeys of a merchant's server over HTTP, with money: each ends with books that are right."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, client_of
from apps.checkout.tests.servers import PAYMENTS, pay, server_with
from apps.core import clock
from apps.core.tests.queue import deliver_events
from apps.ledger import verification
from apps.merchants.models import DiscountRule, Merchant
from apps.merchants.services import return_uncaptured
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.selling import takings_of
from apps.merchants.verification import verify_takings
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)


def live_key(owner: User, merchant: Merchant) -> str:
    """A live key as the owner's phone makes one."""
    client = client_of(owner)

    def ask(**more: Any) -> Any:
        body = {
            "name": "shop",
            "is_live": True,
            "scopes": ["payments:read", "payments:write", "refunds:write"],
            "pin": PIN,
            **more,
        }
        path = f"/api/v1/merchants/{merchant.id}/api-keys"
        return client.post(path, body, format="json", headers={"Idempotency-Key": str(uuid4())})

    answer = ask(step_up=answer_to(ask()))
    assert answer.status_code == 201, answer.content
    return str(answer.json()["key"])


def test_an_order_is_captured_when_it_is_sent_and_partly_given_back() -> None:
    amina, brian = join("amina", 100), join("brian")
    shop = open_merchant(brian)
    now = clock.now()
    DiscountRule.objects.create(
        category="", currency="USD", percent="2.0000", tax_percent="10.0000", active_from=now - timedelta(days=1),
    )  # fmt: skip
    server = server_with(live_key(brian, shop))

    asked = server.asked("50.00", capture="manual", reference="1042", description="Two lamps")
    row = pay(amina, asked["id"])
    deliver_events()
    held = server.get(f"{PAYMENTS}/{asked['id']}").json()
    assert (held["state"], held["transaction"]["reference"]) == ("held", row.reference)
    assert (available(amina), takings_of(shop)) == (50, 0)

    captured = server.do(asked["id"], "capture")
    assert (captured.status_code, captured.json()["state"]) == (200, "paid")
    deliver_events()
    # 2 % of 50.00 and 10 % of that stay with us.
    assert (available(amina), float(takings_of(shop))) == (50, 48.9)

    refund = server.give_back(asked["id"], "20.00", key="one-lamp", reason="one lamp was broken")
    assert (refund.status_code, refund.json()["state"]) == (201, "completed")
    deliver_events()
    assert (available(amina), float(takings_of(shop))) == (70, 28.9)
    too_much = server.give_back(asked["id"], "30.01")
    assert (too_much.status_code, too_much.json()["code"]) == (422, "refund_too_large")

    told = server.get(f"{PAYMENTS}?reference=1042").json()["results"]
    assert [(one["state"], one["paid_amount"], one["refunded"]) for one in told] == [("paid", "50.00", "20.00")]
    listed = server.get(f"{PAYMENTS}/{asked['id']}/refunds").json()["results"]
    assert listed == [refund.json()]

    # What was not captured in time went back by itself.
    forgotten = server.asked("10.00", capture="manual")["id"]
    pay(amina, forgotten)
    assert available(amina) == 60
    return_uncaptured(now=clock.now() + timedelta(days=7, minutes=1))
    deliver_events()
    assert (server.state_of(forgotten), available(amina)) == ("returned", 70)
    assert list(verification.verify()) == [] and verify_takings() == []
