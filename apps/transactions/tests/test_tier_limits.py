"""What somebody of a KYC tier may pay and hold, counted exactly."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.db import IntegrityError

from apps.accounts.models import User
from apps.accounts.services import set_kyc_tier
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.ledger import verification
from apps.transactions import limits
from apps.transactions.models import Spending, Transaction
from apps.transactions.services import set_fee, set_tier_limit
from apps.transactions.tests.payments import body_of, fields, nothing_moves, send, transfer
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    join("brian")
    return join("amina", 1_000)


def limit(tier: str = "TIER_0", **figures: Any) -> None:
    exact: dict[str, Any] = {
        name: Decimal(value) if isinstance(value, str) and name != "kind" else value for name, value in figures.items()
    }
    set_tier_limit(tier=tier, currency="USD", **exact)


def outcome(user: User, amount: str, to: str = "brian") -> str:
    row = send(user, to, amount).transaction
    return row.failure_code or "paid"


def test_up_to_the_limit_and_not_a_cent_more(amina: User) -> None:
    limit(daily="100.00")
    assert [outcome(amina, amount) for amount in ("60.00", "40.01", "40.00", "0.01")] == [
        *("paid", "daily_limit_exceeded", "paid", "daily_limit_exceeded"),
    ]
    assert Spending.objects.get().day_total == 100


def test_what_was_declined_is_not_counted(amina: User) -> None:
    limit(daily="5000.00", daily_count=2)
    for _ in range(5):
        assert outcome(amina, "2000.00") == "insufficient_funds"
    assert not Spending.objects.exists()
    assert [outcome(amina, "1.00") for _ in range(3)] == ["paid", "paid", "daily_count_exceeded"]


def test_the_fee_does_not_count(amina: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("1.00"), active_from=clock.now())
    limit(daily="100.00")
    assert outcome(amina, "100.00") == "paid"


def test_the_day_begins_anew_and_the_month_goes_on(amina: User) -> None:
    limit(daily="100.00", monthly="150.00")
    with time_machine.travel(datetime(2026, 11, 29, 23, 59, 50, tzinfo=UTC), tick=False):
        assert outcome(amina, "100.00") == "paid"
        assert outcome(amina, "1.00") == "daily_limit_exceeded"
    with time_machine.travel(datetime(2026, 11, 30, 0, 0, 1, tzinfo=UTC), tick=False):
        assert outcome(amina, "50.01") == "monthly_limit_exceeded"
        assert outcome(amina, "50.00") == "paid"
    with time_machine.travel(datetime(2026, 12, 1, 0, 0, 1, tzinfo=UTC), tick=False):
        assert outcome(amina, "100.00") == "paid"


def test_the_day_is_that_of_the_platform(amina: User, settings: Any) -> None:
    settings.LIMITS_TIME_ZONE = "Africa/Nairobi"
    assert limits.day_of(datetime(2026, 11, 29, 21, 30, tzinfo=UTC)).day == 30
    limit(daily="100.00")
    with time_machine.travel(datetime(2026, 11, 29, 20, 59, tzinfo=UTC), tick=False):
        assert outcome(amina, "100.00") == "paid"
    with time_machine.travel(datetime(2026, 11, 29, 21, 1, tzinfo=UTC), tick=False):
        assert outcome(amina, "100.00") == "paid"


def test_a_clock_that_was_set_back_gives_no_second_day(amina: User) -> None:
    limit(daily="100.00")
    with time_machine.travel(datetime(2026, 11, 30, 0, 0, 1, tzinfo=UTC), tick=False):
        assert outcome(amina, "100.00") == "paid"
    with time_machine.travel(datetime(2026, 11, 29, 23, 59, tzinfo=UTC), tick=False):
        assert outcome(amina, "0.01") == "daily_limit_exceeded"


def test_a_kinds_own_limit_holds_beside_that_of_all_kinds(amina: User) -> None:
    limit(daily="100.00")
    limit(kind="P2P", daily="10.00")
    assert [outcome(amina, "6.00"), outcome(amina, "6.00")] == ["paid", "daily_limit_exceeded"]
    assert set(Spending.objects.values_list("kind", "day_total")) == {("", Decimal(6)), ("P2P", Decimal(6))}


def test_a_higher_tier_may_more(amina: User) -> None:
    limit(single="10.00")
    limit("TIER_1", single="100.00")
    assert outcome(amina, "10.01") == "tier_limit_exceeded"
    set_kyc_tier(person_id=amina.id, tier="TIER_1", now=clock.now())
    assert outcome(amina, "100.00") == "paid"
    assert outcome(amina, "100.01") == "tier_limit_exceeded"


def test_a_wallet_holds_no_more_than_its_owners_tier_may(amina: User) -> None:
    limit(maximum_balance="50.00")
    assert [outcome(amina, "50.00"), outcome(amina, "0.01")] == ["paid", "payee_limit_exceeded"]
    brian = User.objects.get(msisdn="+254712000002")
    assert available(brian) == 50
    # She holds more than she may by now, and may pay it out.
    assert available(amina) == 950


def test_while_caution_holds_a_fifth_is_left(amina: User) -> None:
    """SECURITY 6 [6.4.3]."""
    limit(single="100.00", daily="200.00")
    client = client_of(amina)
    User.objects.filter(pk=amina.id).update(cautious_until=clock.now() + timedelta(hours=1))
    assert body_of(transfer(client, fields(amount="20.01")))["code"] == "tier_limit_exceeded"
    assert [transfer(client, fields(amount="20.00")).status_code for _ in range(2)] == [201, 201]
    assert body_of(transfer(client, fields(amount="0.01")))["code"] == "daily_limit_exceeded"
    User.objects.filter(pk=amina.id).update(cautious_until=clock.now())
    assert transfer(client, fields(amount="100.00")).status_code == 201


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_stay_within_the_limit() -> None:
    """SECURITY 19 [2.3.2, 15.4.2]: each counts on what the ones before it have spent."""
    amina, brian = join("amina", 1_000), join("brian")
    limit(daily="95.00")
    outcomes = run_together(50, lambda _: outcome(amina, "10.00"))
    assert (outcomes.count("paid"), outcomes.count("daily_limit_exceeded")) == (9, 41)
    assert (available(amina), available(brian)) == (910, 90)
    assert Spending.objects.get().day_total == 90
    assert list(verification.verify()) == []


@pytest.mark.django_db(transaction=True)
def test_fifty_at_once_do_not_overfill_a_wallet() -> None:
    brian = join("brian")
    payers = [join(name, 100) for name in ("amina", "chidi", "dalia", "esther", "farid")]
    limit(maximum_balance="95.00")
    outcomes = run_together(50, lambda n: outcome(payers[n % 5], "10.00"))
    assert (outcomes.count("paid"), outcomes.count("payee_limit_exceeded")) == (9, 41)
    assert available(brian) == 90


def test_a_refusal_by_a_limit_leaves_nothing_but_its_record(amina: User) -> None:
    limit(daily="5.00")
    with nothing_moves():
        assert outcome(amina, "10.00") == "daily_limit_exceeded"
    assert not Spending.objects.exists()
    assert Transaction.objects.get().state == "DECLINED"


def test_what_is_left_can_be_read(amina: User) -> None:
    limit(single="500.00", daily="100.00", monthly="1000.00", daily_count=3, maximum_balance="5000.00")
    client = client_of(amina)
    transfer(client, fields(amount="30.00"))
    answer = client.get("/api/v1/limits").json()
    assert answer == {
        "kyc_tier": "TIER_0",
        "lowered_until": None,
        "results": [
            {
                "kind": "",
                "currency": "USD",
                "single": "500.00",
                "daily": {"limit": "100.00", "left": "70.00"},
                "monthly": {"limit": "1000.00", "left": "970.00"},
                "daily_count": {"limit": "3", "left": "2"},
                "step_up_above": None,
                "maximum_balance": "5000.00",
            }
        ],
    }


@pytest.mark.parametrize("figures", [{"daily": Decimal(0)}, {"single": Decimal(-1)}, {"maximum_balance": Decimal(0)}])
def test_figures_that_make_no_sense_are_refused(figures: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError):
        set_tier_limit(tier="TIER_0", currency="USD", **figures)


def test_an_unknown_tier_or_kind_is_refused() -> None:
    with pytest.raises(ValueError, match="TIER_9"):
        set_tier_limit(tier="TIER_9", currency="USD")
    with pytest.raises(KeyError):
        set_tier_limit(tier="TIER_0", kind="BARTER", currency="USD")
