"""Settling over HTTP, day by day: with a reserve into the wallet, and through a bank that fails before it pays."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.queue import deliver_events
from apps.funding.tests.sources import link
from apps.gateways.services import run_due_operations
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider
from apps.ledger import verification
from apps.merchants import services, tasks
from apps.merchants.models import Merchant
from apps.merchants.tests.applying import again, applied, approve, prove, reviewer
from apps.merchants.tests.factories import employ, open_till
from apps.merchants.tests.paying import buy, post
from apps.merchants.tests.settling import where
from apps.merchants.verification import verify_takings
from apps.notifications.models import Notification
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db(transaction=True)
MONDAY = datetime(2026, 11, 23, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@pytest.fixture(autouse=True)
def _story() -> Iterator[None]:
    """Whatever the story, all books are right at its end."""
    yield
    assert list(verification.verify()) == []
    assert verify_takings() == []


def trading(owner: User, olga: User) -> Merchant:
    """Applied for, approved, and told so to whoever has to know."""
    shop = applied(owner)
    approve(shop, olga)
    deliver_events()
    return again(shop)  # type: ignore[no-any-return]


def seen(client: Any, shop: Merchant, path: str = "") -> Any:
    answer = client.get(f"/api/v1/merchants/{shop.id}/settlements{path}")
    assert answer.status_code == 200, answer.content
    return answer.json()


def sold(person: User, shop: Merchant, amount: str) -> str:
    answer: Any = buy(client_of(person), till_code=shop.tills.get().code, amount=amount, currency="USD")
    assert answer.status_code == 201, answer.content
    return str(answer.json()["id"])


def told(person: User) -> list[str]:
    OutboxEvent.objects.filter(due_at__gt=clock.now()).update(due_at=clock.now())
    deliver_events()
    rows = Notification.objects.filter(person_id=person.id, topic__contains="settle").order_by("id")
    return list(rows.values_list("topic", flat=True))


def test_three_days_with_a_reserve(provider: Provider) -> None:
    with time_machine.travel(MONDAY + 9 * HOUR) as time:
        amina, njeri, olga = join("amina", 500), join("brian", 0), reviewer()
        shop = trading(njeri, olga)
        assert shop.settle_due_at == MONDAY + DAY
        services.set_terms(
            merchant_id=shop.id,
            period="DAILY",
            minimum_settlement=Decimal("5.00"),
            reserve_percent=Decimal(10),
            reserve_days=2,
            reason="A new business",
            by=olga.id,
            now=clock.now(),
        )
        services.set_discount(
            category="5812",
            currency="USD",
            percent=Decimal("1.5"),
            active_from=clock.now(),
            by=olga.id,
            now=clock.now(),
        )
        open_till(shop, at=clock.now())
        cashier = join("chidi")
        employ(shop, cashier, cap=Decimal("50.00"))
        time.shift(HOUR)
        sold(amina, shop, "30.00")
        meal = sold(amina, shop, "20.45")
        refund: Any = post(
            client_of(cashier),
            f"/api/v1/merchants/{shop.id}/sales/{meal}/refund",
            {"amount": "10.00", "reason": "cold", "pin": PIN},
        )
        assert refund.status_code == 201, refund.content
        # The beat comes round: the day is not over.
        tasks.settle_due()
        assert seen(client_of(njeri), shop)["results"] == []

        time.move_to(MONDAY + DAY + timedelta(seconds=3))
        tasks.settle_due()
        (first,) = seen(client_of(njeri), shop)["results"]
        # 50.45 less 0.45 and 0.31 and 10.00; a tenth of 39.69 is kept back.
        assert (first["gross"], first["discount"], first["refunded"]) == ("50.45", "0.76", "10.00")
        assert (first["reserved"], first["net"], first["state"]) == ("3.97", "35.72", "PAID")
        assert available(njeri) == Decimal("35.72")

        time.shift(9 * HOUR)
        sold(amina, shop, "40.00")
        time.move_to(MONDAY + 2 * DAY + timedelta(seconds=3))
        tasks.settle_due()
        second = seen(client_of(njeri), shop)["results"][0]
        assert (second["net"], second["reserved"], second["released"]) == ("35.46", "3.94", "0.00")

        # On the third day 2.00 are sold: less than is settled, but what was kept back of the first day is due.
        time.shift(9 * HOUR)
        sold(amina, shop, "2.00")
        time.move_to(MONDAY + 3 * DAY + timedelta(seconds=5))
        tasks.settle_due()
        third = seen(client_of(njeri), shop)["results"][0]
        assert (third["gross"], third["released"], third["reserved"], third["net"]) == ("2.00", "3.97", "0.20", "5.74")
        assert available(njeri) == Decimal("35.72") + Decimal("35.46") + Decimal("5.74")
        assert where(shop) == (0, 0, Decimal("4.14"))
        assert told(njeri) == ["takings_settled"] * 3
        statement = client_of(njeri).get(f"/api/v1/merchants/{shop.id}/settlements/{first['id']}/statement")
        assert b"".join(statement.streaming_content).count(b'"kind"') == 3  # type: ignore[attr-defined]


def test_a_bank_that_fails_and_pays_in_the_end(provider: Provider) -> None:
    """The first settlement ends in .01, which this bank declines whenever it is asked: its owner takes the wallet. The
    second comes back once, and is paid by the same bank when it is asked again."""
    open_gateways("jsonbank")
    brian, njeri, olga = join("brian", 500), join("amina", 0), reviewer()
    shop = trading(njeri, olga)
    open_till(shop)
    phone = client_of(njeri)
    account = link(phone)
    assert account.status_code == 201, account.content
    path = f"/{shop.id}/settlement-destination"
    assert prove(phone, "put", path, {"to": "bank", "source_id": account.json()["id"]}).status_code == 200
    sold(brian, shop, "40.01")

    def sweep(now: datetime) -> None:
        services.settle_due(now=now)
        services.pay_out_due(now=now)
        run_due_operations(now=now)
        services.follow_settlements(now=now)
        told(njeri)

    midnight = (clock.now() + DAY).replace(hour=0, minute=0, second=0, microsecond=0)
    sweep(midnight)
    (first,) = seen(phone, shop)["results"]
    # The account is new: nothing is paid to it for a day.
    assert first["state"] == "OPEN" and first["next_try_at"] > midnight.isoformat()
    now = clock.now() + DAY + HOUR
    sweep(now)
    first = seen(phone, shop, f"/{first['id']}")
    assert (first["state"], first["failure_code"], first["tries"]) == ("FAILED", "provider_declined", 1)
    assert where(shop) == (0, Decimal("40.01"), 0)
    now += HOUR
    sweep(now)
    assert seen(phone, shop, f"/{first['id']}")["tries"] == 2
    assert prove(phone, "put", path, {"to": "wallet"}).status_code == 200
    retried = phone.post(f"/api/v1/merchants/{shop.id}/settlements/{first['id']}/retry")
    assert retried.status_code == 200, retried.content
    sweep(now)
    first = seen(phone, shop, f"/{first['id']}")
    assert (first["state"], first["tries"], available(njeri)) == ("PAID", 3, Decimal("40.01"))

    assert prove(phone, "put", path, {"to": "bank", "source_id": account.json()["id"]}).status_code == 200
    sold(brian, shop, "25.00")
    provider.behave(gateway="jsonbank", decline=1, decline_reason="limit")
    now = midnight + 3 * DAY
    sweep(now)
    second = seen(phone, shop)["results"][0]
    assert (second["state"], second["net"]) == ("FAILED", "25.00")
    provider.behave(gateway="jsonbank", decline=0)
    sweep(now + timedelta(minutes=59))
    assert seen(phone, shop, f"/{second['id']}")["tries"] == 1
    sweep(now + HOUR)
    second = seen(phone, shop, f"/{second['id']}")
    assert (second["state"], second["tries"]) == ("PAID", 2)
    assert where(shop) == (0, 0, 0) and available(njeri) == Decimal("40.01")
    paid = [one for one in provider.books() if one["status"] == "executed"]
    assert [Decimal(one["amount"]) for one in paid] == [25]
    # What was tried again and failed again is not told again.
    assert sorted(told(njeri)) == [
        *["merchant_settlement_changed"] * 3,
        *["settlement_failed"] * 2,
        "settlement_paid",
        "takings_settled",
    ]
