"""The proof of the takings: it finds nothing where nothing is wrong, and says what is wrong where something is."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from decimal import Decimal
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.services import Leg, account_id, deferred_account_id
from apps.merchants.models import Merchant, ReserveHold, Settlement, Taking
from apps.merchants.selectors import payable_code, reserve_code, takings_code
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.test_book import buy, give_back
from apps.merchants.verification import verify_takings
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def shop() -> Merchant:
    """19.70 and 5.00 were taken, 2.00 of the second were given back."""
    merchant, amina = open_merchant(join("brian", 0)), join("amina", 100)
    buy(amina, merchant, "20.00", discount="0.30")
    give_back(buy(amina, merchant, "5.00"), "2.00")
    return merchant


@contextmanager
def without_guards() -> Iterator[None]:
    """As somebody could write who is at the database itself."""
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE merchants_taking DISABLE TRIGGER USER")
        try:
            yield
        finally:
            cursor.execute("ALTER TABLE merchants_taking ENABLE TRIGGER USER")


def settle(shop: Merchant, *, reserved: str = "2.00", moved: str = "20.70") -> Settlement:
    """All lines in one settlement, whose entry moves so much out of the takings."""
    at = clock.now()
    for code, kind, floor in ((payable_code(shop.id), "LIABILITY", None), (reserve_code(shop.id), "LIABILITY", 0)):
        ledger.open_account(code=code, kind=kind, currency="USD", floor=None if floor is None else Decimal(0), at=at)
    row = Settlement.objects.create(
        id=uuid7(),
        merchant=shop,
        currency="USD",
        since=at - timedelta(days=1),
        until=at,
        sales=2,
        refunds=1,
        gross=Decimal("25.00"),
        discount=Decimal("0.30"),
        tax=0,
        refunded=Decimal("2.00"),
        reserved=Decimal(reserved),
        released=0,
        net=Decimal("22.70") - Decimal(reserved),
        made_at=at,
    )
    Taking.objects.filter(merchant_id=shop.id).update(settlement_id=row.id)
    if row.reserved:
        ReserveHold.objects.create(settlement=row, merchant=shop, amount=row.reserved, due_at=at + timedelta(days=30))
    out = Decimal(moved) + row.reserved
    legs = [
        Leg(deferred_account_id(takings_code(shop.id), "USD"), Money(-out, "USD")),
        Leg(account_id(reserve_code(shop.id), "USD"), Money(row.reserved, "USD")),
        Leg(deferred_account_id(payable_code(shop.id), "USD"), Money(Decimal(moved), "USD")),
    ]
    ledger.post([ledger.Entry(row.id, "MERCHANT_SETTLEMENT", legs, at)])
    return row


def test_nothing_is_found_where_nothing_is_wrong(shop: Merchant) -> None:
    assert verify_takings() == []
    settle(shop)
    assert verify_takings() == []
    out = StringIO()
    call_command("verify_takings", stdout=out)
    assert "agrees with the ledger" in out.getvalue()


def test_a_line_that_is_gone_is_found(shop: Merchant) -> None:
    line = Taking.objects.get(gross=Decimal("20.00"))
    with without_guards():
        Taking.objects.filter(pk=line.pk).delete()
    found = verify_takings()
    assert f"{line.transaction_id}: the payment has no line of takings" in found
    assert f"{takings_code(shop.id)}: the book says 3, the ledger 22.7" in found
    with pytest.raises(SystemExit):
        call_command("verify_takings", stdout=StringIO())


def test_a_line_that_says_another_amount_than_its_payment_is_found(shop: Merchant) -> None:
    line = Taking.objects.get(gross=Decimal("20.00"))
    with without_guards():
        Taking.objects.filter(pk=line.pk).update(gross=Decimal("21.00"), discount=Decimal("1.30"))
    assert verify_takings() == [f"{line.pk}: there is no such completed payment to the merchant"]


def test_a_settlement_that_is_not_the_sum_of_its_lines_is_found(shop: Merchant) -> None:
    row = settle(shop)
    line = Taking.objects.get(gross=Decimal("20.00"))
    with without_guards():
        Taking.objects.filter(pk=line.pk).update(settlement_id=None)
    found = verify_takings()
    assert f"settlement {row.id}: sales is 2, its lines say 1" in found
    assert f"settlement {row.id}: gross is 25, its lines say 5" in found
    assert f"{takings_code(shop.id)}: the book says 19.7, the ledger 0" in found


def test_a_settlement_whose_entry_moves_something_else_is_found(shop: Merchant) -> None:
    row = settle(shop, moved="20.60")
    assert verify_takings() == [
        f"{takings_code(shop.id)}: the book says 0, the ledger 0.1",
        f"{payable_code(shop.id)}: the book says 20.7, the ledger 20.6",
        f"settlement {row.id}: its entry moves something else",
    ]
