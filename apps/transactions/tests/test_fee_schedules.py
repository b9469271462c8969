"""Fee schedules: bands, tiers, tax, and who bears them."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts.services import set_kyc_tier
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.money import InvalidMoney, Money
from apps.ledger import verification
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.transactions.models import FeeBand, FeeRule, Transaction
from apps.transactions.pricing import Band, get_price
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import body_of, fields, nothing_moves, transfer
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def band(
    from_amount: str, *, flat: str = "0", percent: str = "0", minimum: str = "0", maximum: str | None = None
) -> Band:
    most = Decimal(maximum) if maximum else None
    return Band(Decimal(from_amount), Decimal(flat), Decimal(percent), Decimal(minimum), most)


def schedule(**changes: Any) -> FeeRule:
    return set_fee(**{"kind": "P2P", "currency": "USD", "active_from": clock.now() - timedelta(days=1), **changes})


@pytest.mark.parametrize(
    ("amount", "fee"),
    [
        ("0.01", "0.10"),
        ("99.99", "0.10"),
        ("100.00", "1.00"),
        ("150.00", "1.50"),
        ("999.99", "5.00"),
        ("1000.00", "7.00"),
        ("1000000.00", "7.00"),
    ],
)
def test_the_band_the_amount_falls_into_prices_it(amount: str, fee: str) -> None:
    schedule(flat=Decimal("0.10"), bands=[band("1000", flat="7"), band("100", percent="1", maximum="5")])
    assert get_price(kind="P2P", amount=usd(amount), at=clock.now()).fee == usd(fee)


def test_a_tier_s_own_schedule_goes_before_that_of_all() -> None:
    now = clock.now()
    schedule(flat=Decimal(1))
    schedule(flat=Decimal(3), tier="TIER_2", active_from=now - timedelta(days=3))
    schedule(flat=Decimal(2), active_from=now)

    def fee(tier: str, at: Any = now) -> Decimal:
        return get_price(kind="P2P", amount=usd("10"), tier=tier, at=at).fee.amount

    assert [fee("TIER_0"), fee("TIER_1"), fee("TIER_2"), fee("")] == [2, 2, 3, 2]
    yesterday, before = now - timedelta(hours=1), now - timedelta(days=2)
    assert [fee("TIER_0", yesterday), fee("TIER_2", yesterday)] == [1, 3]
    assert [fee("TIER_0", before), fee("TIER_2", before)] == [0, 3]


def test_tax_is_on_the_fee_and_rounded_once() -> None:
    schedule(flat=Decimal("0.25"), tax_percent=Decimal(16))
    price = get_price(kind="P2P", amount=usd("10"), at=clock.now())
    assert (price.fee, price.tax, price.charges) == (usd("0.25"), usd("0.04"), usd("0.29"))


@committing
def test_fee_and_tax_come_on_top_when_the_payer_bears_them() -> None:
    amina, brian = join("amina", 100), join("brian")
    schedule(flat=Decimal(1), tax_percent=Decimal(10))
    body = body_of(transfer(client_of(amina), fields("brian", "50.00")))
    assert (body["fee"], body["tax"], body["total"]) == ("1.00", "0.10", "51.10")
    assert (available(amina), available(brian)) == (Decimal("48.90"), 50)
    assert get_balance(deferred_account_id("fees:p2p", "USD")) == usd("1.00")
    assert get_balance(deferred_account_id("taxes", "USD")) == usd("0.10")
    seen = client_of(brian).get(f"/api/v1/transactions/{body['id']}").json()
    assert (seen["fee"], seen["tax"], seen["total"]) == (None, None, "50.00")
    assert list(verification.verify()) == []


@committing
def test_they_come_out_of_the_amount_when_the_payee_bears_them() -> None:
    amina, brian = join("amina", 100), join("brian")
    schedule(flat=Decimal(1), tax_percent=Decimal(10), bearer="PAYEE")
    body = body_of(transfer(client_of(amina), fields("brian", "50.00")))
    assert (body["fee"], body["tax"], body["total"]) == (None, None, "50.00")
    assert (available(amina), available(brian)) == (50, Decimal("48.90"))
    seen = client_of(brian).get(f"/api/v1/transactions/{body['id']}").json()
    assert (seen["amount"], seen["fee"], seen["tax"], seen["total"]) == ("50.00", "1.00", "0.10", "48.90")
    assert list(verification.verify()) == []


@pytest.mark.parametrize("amount", ["1.10", "1.09", "0.01"])
def test_a_price_that_leaves_the_payee_nothing_is_refused(amount: str) -> None:
    amina, _ = join("amina", 100), join("brian")
    schedule(flat=Decimal(1), tax_percent=Decimal(10), bearer="PAYEE")
    with nothing_moves():
        assert body_of(transfer(client_of(amina), fields("brian", amount)))["code"] == "fee_exceeds_amount"


def test_the_payer_s_own_tier_is_charged() -> None:
    amina, _ = join("amina", 100), join("brian")
    schedule(flat=Decimal(1))
    schedule(flat=Decimal("0.20"), tier="TIER_1")
    assert body_of(transfer(client_of(amina), fields("brian", "1.00")))["fee"] == "1.00"
    set_kyc_tier(person_id=amina.id, tier="TIER_1", now=clock.now())
    assert body_of(transfer(client_of(amina), fields("brian", "1.00")))["fee"] == "0.20"


def test_a_new_schedule_changes_no_past_payment() -> None:
    amina, _ = join("amina", 100), join("brian")
    schedule(flat=Decimal(1), tax_percent=Decimal(10))
    paid = body_of(transfer(client_of(amina), fields("brian", "1.00")))
    schedule(flat=Decimal(5), bearer="PAYEE", active_from=clock.now())
    assert client_of(amina).get(f"/api/v1/transactions/{paid['id']}").json() == paid
    row = Transaction.objects.get(pk=paid["id"])
    assert (row.fee, row.tax, row.fee_bearer) == (1, Decimal("0.10"), "PAYER")


@pytest.mark.parametrize(
    "figures",
    [
        {"tax_percent": Decimal(-1)},
        {"tax_percent": Decimal("100.01")},
        {"bearer": "BANK"},
        {"tier": "TIER_9"},
        {"bands": [band("0", flat="1")]},
        {"bands": [band("5", flat="1"), band("5", flat="2")]},
        {"bands": [band("5", percent="101")]},
        {"bands": [band("5", minimum="2", maximum="1")]},
    ],
)
def test_figures_that_make_no_sense_are_refused_whole(figures: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        schedule(**figures)
    assert not FeeRule.objects.exists()
    assert not FeeBand.objects.exists()


def test_a_band_has_no_more_decimals_than_the_currency() -> None:
    with pytest.raises(InvalidMoney):
        schedule(currency="JPY", bands=[band("5", flat="0.5")])


def test_no_band_joins_a_schedule_later() -> None:
    rule = schedule(bands=[band("5", flat="1")])
    with pytest.raises(Exception, match="a price is fixed"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO transactions_feeband (rule_id, from_amount, flat, percent, minimum) VALUES (%s, 9, 0, 0, 0)",
            [rule.pk],
        )
    assert FeeBand.objects.count() == 1
