"""What merchants bear of a sale: by category and volume, at most all but one minor unit, and never edited."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator
from apps.core.money import InvalidMoney, Money
from apps.ledger.selectors import get_balances
from apps.ledger.services import deferred_account_id
from apps.merchants import services
from apps.merchants.models import DiscountRule, Merchant, MerchantStatus
from apps.merchants.pricing import price_of
from apps.merchants.selectors import find_merchant
from apps.merchants.settlement_errors import DiscountRefused
from apps.merchants.tests.factories import open_merchant
from apps.merchants.tests.settling import MONDAY, at, give_back, sell
from apps.transactions.pricing import Price
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)


def discount(percent: str = "0", *, now: datetime = MONDAY, **fields: Any) -> DiscountRule:
    facts = {"currency": "USD", "active_from": now, "by": None, **fields}
    return services.set_discount(percent=Decimal(percent), now=now, **facts)


def price(
    amount: str,
    *,
    category: str = "5812",
    volume: int = 0,
    month: date | None = OCTOBER,
    currency: str = "USD",
    on: datetime = MONDAY,
) -> Price:
    money = Money(Decimal(amount), currency)
    return price_of(category=category, volume=Decimal(volume), volume_month=month, amount=money, at=on)


def borne(*args: Any, **kwargs: Any) -> tuple[Decimal, Decimal]:
    found = price(*args, **kwargs)
    assert found.bearer == "PAYEE"
    return found.fee.amount, found.tax.amount


def test_without_a_rule_it_is_nothing() -> None:
    assert borne("20.00") == (0, 0)


def test_ones_own_category_comes_first_then_the_largest_volume_then_the_newest() -> None:
    discount("3")
    discount("2", category="5812")
    discount("1.5", category="5812", volume_from=Decimal(1000))
    discount("1.4", category="5812", volume_from=Decimal(1000), active_from=MONDAY + timedelta(days=1))
    assert borne("100.00", category="5411") == (3, 0)
    assert borne("100.00") == (2, 0)
    assert borne("100.00", volume=999) == (2, 0)
    assert borne("100.00", volume=1000) == (Decimal("1.50"), 0)
    assert borne("100.00", volume=1000, on=MONDAY + timedelta(days=1)) == (Decimal("1.40"), 0)
    assert borne("100.00", currency="EUR") == (0, 0)


@pytest.mark.parametrize("month", [None, date(2026, 9, 1), date(2026, 11, 1)])
def test_a_volume_of_another_month_than_the_one_before_counts_nothing(month: date | None) -> None:
    discount("2")
    discount("1", volume_from=Decimal(1000))
    assert borne("100.00", volume=5000) == (1, 0)
    assert borne("100.00", volume=5000, month=month) == (2, 0)


def test_flat_maximum_and_tax_are_each_rounded_once() -> None:
    discount("1.5", flat=Decimal("0.10"), maximum=Decimal("2.00"), tax_percent=Decimal(16))
    # 0.55 and 0.088; 2.00 and 0.32; half to even: 0.175 is 0.18.
    assert borne("30.00") == (Decimal("0.55"), Decimal("0.09"))
    assert borne("500.00") == (2, Decimal("0.32"))
    assert borne("5.00") == (Decimal("0.18"), Decimal("0.03"))


@pytest.mark.parametrize(
    ("amount", "currency", "expected"),
    [
        # Where the discount would be all of it or more, one minor unit is left.
        ("0.10", "USD", ("0.09", "0.00")),
        ("0.05", "USD", ("0.04", "0.00")),
        ("0.01", "USD", ("0.00", "0.00")),
        ("0.11", "USD", ("0.10", "0.00")),
    ],
)
def test_a_merchant_keeps_one_minor_unit_and_no_more(amount: str, currency: str, expected: tuple[str, str]) -> None:
    discount(flat=Decimal("0.10"))
    assert borne(amount, currency=currency) == (Decimal(expected[0]), Decimal(expected[1]))


def test_many_tiny_sales_bear_more_than_one_large_one() -> None:
    """Were a sale free whose discount is larger than it, a merchant would have everybody pay in small parts."""
    discount("1", flat=Decimal("0.30"), tax_percent=Decimal(20))
    whole = price("3.00").charges.amount
    for parts in (10, 20, 30, 100):
        part = Decimal("3.00") / parts
        found = price(f"{part:.2f}")
        assert found.charges.amount < part and found.charges.amount * parts >= whole


@pytest.mark.parametrize(("currency", "unit"), [("JPY", "1"), ("USD", "0.01"), ("KWD", "0.001")])
def test_whatever_the_sale_something_is_left_of_it(currency: str, unit: str) -> None:
    least = Decimal(unit)
    discount("2.5", currency=currency, flat=least * 7, tax_percent=Decimal("17.5"))
    for units in range(1, 400):
        amount = least * units
        found = price(str(amount), currency=currency)
        assert least <= amount - found.charges.amount
        assert found.fee.amount >= 0 and found.tax.amount >= 0


def test_a_payment_asks_the_database_nothing_and_a_new_rule_counts_at_once() -> None:
    discount("2")
    assert borne("100.00") == (2, 0)
    with CaptureQueriesContext(connection) as queries:
        assert borne("100.00", volume=7) == (2, 0)
    assert len(queries) == 0
    discount("1", active_from=MONDAY + timedelta(seconds=1))
    assert borne("100.00", on=MONDAY + timedelta(seconds=1)) == (1, 0)


@pytest.mark.parametrize(
    "fields",
    [
        {"active_from": MONDAY - timedelta(minutes=2)},
        {"percent": "100"},
        {"percent": "-1"},
        {"percent": "1.00001"},
        {"flat": Decimal("-0.01")},
        {"maximum": Decimal(-1)},
        {"volume_from": Decimal(-1)},
        {"tax_percent": Decimal("100.5")},
        {"category": "581"},
        {"category": "58a2"},
        {"category": "５８１２"},
    ],
)
def test_what_makes_no_sense_is_refused(fields: dict[str, Any]) -> None:
    with nothing_moves(), pytest.raises(DiscountRefused):
        discount(**fields)
    assert not DiscountRule.objects.exists()


@pytest.mark.parametrize("fields", [{"flat": Decimal("0.001")}, {"currency": "XXQ"}, {"maximum": Decimal("1.234")}])
def test_what_is_no_money_is_refused(fields: dict[str, Any]) -> None:
    with pytest.raises(InvalidMoney):
        discount(**fields)


def test_a_second_one_from_the_same_moment_is_refused() -> None:
    discount("2")
    with pytest.raises(DiscountRefused):
        discount("1")
    assert borne("100.00") == (2, 0)


def test_it_opens_what_it_is_posted_to_and_is_written_down() -> None:
    olga = make_operator()
    rule = discount("2", currency="KES", by=olga.id)
    assert get_balances([deferred_account_id("fees:merchant_payment", "KES")])
    (line,) = Activity.objects.filter(person_id=olga.id)
    assert (line.action, line.subject, line.detail["percent"]) == ("merchants.discount_set", str(rule.id), "2")


def test_it_is_never_edited_or_deleted() -> None:
    rule = discount("2")
    for change in (lambda: DiscountRule.objects.update(percent=1), rule.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            change()


# --- The volume -----------------------------------------------------------------------------------------------------


@pytest.fixture
def amina() -> User:
    return join("amina", 1000)


def volume_of(merchant: Merchant) -> tuple[Decimal, date | None]:
    merchant.refresh_from_db()
    return merchant.volume, merchant.volume_month


def test_the_month_before_is_counted_once_from_its_sales(amina: User) -> None:
    shop, idle = open_merchant(join("brian")), open_merchant(join("chidi"), name="Idle")
    applied = open_merchant(join("dalia"), name="Applied", status=MerchantStatus.APPLIED, decided_at=None)
    sell(amina, shop, "5.00", on=at("2026-09-30 23:59"))
    first = sell(amina, shop, "20.00", discount="0.30", on=at("2026-10-01 00:00"))
    sell(amina, shop, "7.00", on=at("2026-10-31 23:59"))
    sell(amina, shop, "9.00", on=at("2026-11-01 00:00"))
    # What went back was sold all the same.
    give_back(first, "5.00", on=at("2026-10-02 00:00"))
    assert find_merchant(shop.id).volume == 0  # type: ignore[union-attr]
    assert services.count_volumes(now=at("2026-11-16 10:00")) == 2
    assert volume_of(shop) == (27, OCTOBER)
    assert volume_of(idle) == (0, OCTOBER)
    assert volume_of(applied) == (0, None)
    # A payment sees it at once.
    assert find_merchant(shop.id).volume == 27  # type: ignore[union-attr]
    assert services.count_volumes(now=at("2026-11-30 23:59")) == 0
    assert services.count_volumes(now=at("2026-12-01 00:00")) == 2
    assert volume_of(shop) == (9, date(2026, 11, 1))


def test_the_month_before_january_is_december() -> None:
    assert services.month_before(datetime(2027, 1, 1, tzinfo=UTC)) == (date(2026, 12, 1), date(2027, 1, 1))
