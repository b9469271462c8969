"""The catalogue: in its order, by category, name and country; what an operator changes is seen at once."""

from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.accounts.tests.factories import client_of
from apps.billers import services
from apps.billers.account_numbers import fits, is_pattern, normal_number
from apps.billers.errors import BillerIsFixed
from apps.billers.models import Biller, Category, Commission, Product
from apps.billers.selectors import list_billers, list_categories
from apps.billers.tests.bills import API, biller, make_billers
from apps.core import clock
from apps.core.errors import InvalidInput
from apps.core.money import InvalidMoney
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
FIELDS: dict[str, Any] = {
    "code": "fibre",
    "name": "Fibrelink",
    "category_id": "tv",
    "provider_code": "internet",
    "account_label": "Contract",
    "account_pattern": "[0-9]{6,12}",
    "currency": "USD",
    "minimum": Decimal(1),
    "maximum": Decimal(100),
    "initials": "F",
}


@pytest.fixture(autouse=True)
def _billers() -> None:
    make_billers()


def codes(**matching: str) -> list[str]:
    return [one.code for one in list_billers(**matching)]


def test_billers_stand_in_the_order_of_their_shelves() -> None:
    assert codes() == ["power-post", "power-prepaid", "water", "tv", "school"]
    assert [(one.code, one.billers) for one in list_categories()] == [
        ("electricity", 2),
        ("water", 1),
        ("tv", 1),
        ("school", 1),
    ]


def test_they_are_narrowed_by_category_name_and_country() -> None:
    services.save_biller(biller_id=biller("water").id, fields={"country": "KE"}, now=clock.now())
    client = client_of(join("amina"))

    def listed(query: str) -> list[str]:
        return [one["code"] for one in client.get(f"{API}/billers?{query}").json()["results"]]

    assert listed("category=electricity") == ["power-post", "power-prepaid"]
    assert listed("q=PREPAID") == ["power-prepaid"]
    assert "water" in listed("country=KE") and "water" not in listed("country=UG") and "tv" in listed("country=UG")
    assert listed("category=none") == []
    assert client.get(f"{API}/billers?country=kenya").status_code == 400
    assert client.get(f"{API}/billers?colour=red").status_code == 400
    (tv,) = client.get(f"{API}/billers?category=tv").json()["results"]
    assert [(one["code"], one["amount"]) for one in tv["products"]] == [
        ("basic", "9.90"),
        ("family", "19.90"),
        ("sport", "34.90"),
    ]
    assert tv["account_pattern"] == "^[0-9]{6,12}$" and tv["minimum"] == "1.00" and tv["country"] is None


def test_it_is_read_once_and_again_when_it_has_changed() -> None:
    codes()
    with CaptureQueriesContext(
        connection,
    ) as captured:
        codes()
    assert len(captured) == 0
    services.save_product(biller_id=biller("tv").id, fields={"code": "all", "name": "All", "amount": Decimal("50.00")})
    assert [one.code for one in list_billers(category="tv")[0].products][-1] == "all" or "all" in {
        one.code for one in list_billers(category="tv")[0].products
    }
    services.save_category(code="tv", name="TV", icon="tv", position=1)
    assert codes()[0] == "tv"


def test_it_is_seeded_once_and_an_operators_change_stays() -> None:
    services.save_biller(biller_id=biller("tv").id, fields={"name": "Nyota"}, now=clock.now())
    assert services.seed_catalogue(now=clock.now()) == 0
    assert biller("tv").name == "Nyota"
    assert (Biller.objects.count(), Category.objects.count(), Product.objects.count()) == (5, 4, 3)
    assert Commission.objects.count() == 5


def test_one_we_settle_with_has_an_account() -> None:
    assert get_balance(deferred_account_id("biller:water:payable", "USD")).amount == 0
    with pytest.raises(KeyError):
        get_balance(deferred_account_id("biller:tv:payable", "USD"))


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"account_pattern": "(a+)+"}, InvalidInput),
        ({"account_pattern": ".*"}, InvalidInput),
        ({"account_pattern": ""}, InvalidInput),
        ({"minimum": Decimal("0.001")}, InvalidMoney),
        ({"minimum": Decimal(0)}, IntegrityError),
        ({"maximum": Decimal("0.50")}, IntegrityError),
        ({"code": "water"}, IntegrityError),
        ({"code": "Fibre Link"}, IntegrityError),
        ({"colour": "red"}, IntegrityError),
        ({"is_prepaid": True, "allows_partial": True}, IntegrityError),
    ],
)
def test_a_biller_that_makes_no_sense_is_refused(changes: dict[str, Any], refusal: type[Exception]) -> None:
    with pytest.raises(refusal), transaction.atomic():
        services.save_biller(fields={**FIELDS, **changes}, now=clock.now())
    assert Biller.objects.count() == 5


def test_a_biller_keeps_its_code_and_its_currency() -> None:
    row = services.save_biller(fields=FIELDS, now=clock.now())
    for changes in ({"code": "other"}, {"currency": "EUR"}):
        with pytest.raises(BillerIsFixed):
            services.save_biller(biller_id=row.id, fields=changes, now=clock.now())


@pytest.mark.parametrize(
    ("text", "pattern", "is_one"),
    [
        ("12 34.56", "[0-9]{6}", True),
        ("ke-123456", "[A-Z]{2}-[0-9]{6,8}", True),
        ("123456\n", "[0-9]{6}", False),
        ("１２３４５６", "[0-9]{6}", False),
        ("12345", "[0-9]{6}", False),
        ("1234567", "[0-9]{6}", False),
    ],
)
def test_a_number_is_compared_whole(text: str, pattern: str, is_one: bool) -> None:
    assert is_pattern(pattern)
    assert fits(normal_number(text), pattern) is is_one


@pytest.mark.parametrize(
    "pattern", ["", "a+", "(ab)", "[0-9]*", "[0-9]{1,2}{3}", "[9-0]", "\\d", "a|b", "^a$", "[0-9]{9,1}"]
)
def test_a_pattern_repeats_nothing_within_a_repetition(pattern: str) -> None:
    assert not is_pattern(pattern)
