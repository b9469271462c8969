"""Limits and prices take two operators: asked for with a diff, in force once approved, void if the diff is not true."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.accounts.models import User
from apps.accounts.tests.factories import make_person
from apps.approvals.errors import AlreadyRequested, ApprovalVoided, NotAllowed, NothingToChange
from apps.approvals.models import Approval
from apps.approvals.services import decide_approve, take_back
from apps.approvals.tests.asking import another_operator, approve_what_waits
from apps.core import clock
from apps.core.money import InvalidMoney, Money
from apps.transactions.errors import TermsMakeNoSense
from apps.transactions.limits import get_ceilings
from apps.transactions.models import FeeRule, PaymentLimit, TierLimit
from apps.transactions.pricing import Band, check_limits, get_price
from apps.transactions.services import (
    request_fee,
    request_limit,
    request_tier_limit,
    set_fee,
    set_limit,
    set_tier_limit,
)

pytestmark = pytest.mark.django_db
FREE: dict[str, Any] = {"flat": Decimal(0), "percent": Decimal(0), "minimum": Decimal(0), "maximum": None}
FREE |= {"tax_percent": Decimal(0), "bearer": "PAYER"}


@pytest.fixture
def olga() -> User:
    return make_person("olga", is_staff=True, is_superuser=True)


def lines(approval: Approval) -> list[tuple[str, str, str]]:
    return [(line["field"], line["before"], line["after"]) for line in approval.changes]


def ask_tier(maker: User, figures: dict[str, Any] | None, **changes: Any) -> Approval:
    given: dict[str, Any] = {"tier": "TIER_0", "currency": "USD", "figures": figures, "why": "w", "now": clock.now()}
    return request_tier_limit(**given | changes, maker_id=maker.id)


def ask_fee(maker: User, figures: dict[str, Any], **changes: Any) -> Approval:
    given: dict[str, Any] = {"kind": "P2P", "currency": "USD", "figures": FREE | figures, "why": "w"}
    return request_fee(**given | changes, maker_id=maker.id, now=clock.now())


def single() -> Decimal | None:
    ceilings = get_ceilings(tier="TIER_0", kind="P2P", currency="USD", is_cautious=False)
    return ceilings[0].single if ceilings else None


def test_a_limit_of_a_tier_is_set_changed_and_taken_away_for_the_next_payment(olga: User) -> None:
    assert single() is None
    asked = ask_tier(olga, {"single": Decimal(50), "daily_count": 3})
    assert lines(asked) == [
        ("Limit", "none", "set"),
        ("One payment", "no limit", "50.00 USD"),
        ("Payments a day", "no limit", "3"),
    ]
    assert single() is None
    approve_what_waits()
    assert single() == 50
    assert lines(ask_tier(olga, {"single": Decimal("75.5"), "daily_count": 3})) == [
        ("One payment", "50.00 USD", "75.50 USD")
    ]
    approve_what_waits()
    assert (single(), TierLimit.objects.get().daily_count) == (Decimal("75.5"), 3)
    ask_tier(olga, None)
    assert single() == Decimal("75.5")
    approve_what_waits()
    assert (single(), TierLimit.objects.exists()) == (None, False)


def test_what_is_so_already_or_not_there_is_not_asked_for(olga: User) -> None:
    with pytest.raises(NothingToChange):
        ask_tier(olga, None)
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(50))
    with pytest.raises(NothingToChange):
        ask_tier(olga, {"single": Decimal("50.00")})


def test_a_change_and_its_end_do_not_wait_beside_each_other(olga: User) -> None:
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(50))
    first = ask_tier(olga, {"single": Decimal(60)})
    with pytest.raises(AlreadyRequested):
        ask_tier(another_operator(), None)
    take_back(approval_id=first.id, maker_id=olga.id, reason="wrong", now=clock.now())
    ask_tier(olga, None)


def test_a_limit_that_was_changed_meanwhile_voids_the_request(olga: User) -> None:
    """SECURITY 20: 50 to 60 was asked for; from 10 to 60 nobody has."""
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(50))
    asked = ask_tier(olga, {"single": Decimal(60)})
    set_tier_limit(tier="TIER_0", currency="USD", single=Decimal(10))
    with pytest.raises(ApprovalVoided):
        decide_approve(approval_id=asked.id, checker_id=another_operator().id, now=clock.now())
    assert (single(), Approval.objects.get().state) == (10, "VOIDED")


@pytest.mark.parametrize("figures", [{"single": Decimal(0)}, {"daily": Decimal(-1)}, {"daily_count": 0}])
def test_figures_of_a_tier_make_sense(olga: User, figures: dict[str, Any]) -> None:
    with pytest.raises(TermsMakeNoSense):
        ask_tier(olga, figures)
    with pytest.raises(InvalidMoney):
        ask_tier(olga, {"single": Decimal("0.001")})
    with pytest.raises(ValueError, match="TIER_9"):
        ask_tier(olga, figures, tier="TIER_9")
    assert not Approval.objects.exists()


def test_the_limit_of_one_payment_changes_by_two(olga: User) -> None:
    set_limit(kind="P2P", currency="USD", minimum=Decimal(1), maximum=Decimal(100))
    given: dict[str, Any] = {"kind": "P2P", "currency": "USD", "why": "w", "maker_id": olga.id, "now": clock.now()}
    with pytest.raises(TermsMakeNoSense):
        request_limit(**given, minimum=Decimal(5), maximum=Decimal(4))
    asked = request_limit(**given, minimum=Decimal(2), maximum=None)
    assert lines(asked) == [("Minimum", "1.00 USD", "2.00 USD"), ("Maximum", "100.00 USD", "no limit")]
    check_limits(kind="P2P", amount=Money(Decimal(1), "USD"))
    approve_what_waits()
    row = PaymentLimit.objects.get()
    assert (row.minimum, row.maximum) == (2, None)


def test_a_price_begins_when_it_was_approved_and_never_before(olga: User) -> None:
    now = clock.now()
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.10"), active_from=now - timedelta(days=1))
    asked = ask_fee(
        olga,
        {"flat": Decimal("0.20"), "percent": Decimal("1.5")},
        bands=[Band(Decimal(100), Decimal(1), Decimal(0), Decimal(0), None)],
        active_from=now - timedelta(hours=1),
    )
    assert lines(asked)[:3] == [
        ("Flat", "0.10 USD", "0.20 USD"),
        ("Percent", "0 %", "1.5 %"),
        ("Larger amounts", "none", "from 100: 1 and 0 %"),
    ]
    assert get_price(kind="P2P", amount=Money(Decimal(10), "USD"), at=clock.now()).fee.amount == Decimal("0.10")
    before = clock.now()
    approve_what_waits()
    rule = FeeRule.objects.latest("active_from")
    assert rule.active_from >= before and rule.band_count == 1
    assert get_price(kind="P2P", amount=Money(Decimal(10), "USD"), at=clock.now()).fee.amount == Decimal("0.35")
    assert get_price(kind="P2P", amount=Money(Decimal(200), "USD"), at=clock.now()).fee.amount == 1


def test_another_schedule_meanwhile_voids_the_request(olga: User) -> None:
    asked = ask_fee(olga, {"flat": Decimal("0.20")})
    set_fee(kind="P2P", currency="USD", flat=Decimal(9), active_from=clock.now())
    with pytest.raises(ApprovalVoided):
        decide_approve(approval_id=asked.id, checker_id=another_operator().id, now=clock.now())
    assert FeeRule.objects.count() == 1


def test_what_the_database_refuses_is_said_and_waits_as_before(olga: User) -> None:
    asked = ask_fee(olga, {"minimum": Decimal(5), "maximum": Decimal(1)})
    with pytest.raises(TermsMakeNoSense):
        decide_approve(approval_id=asked.id, checker_id=another_operator().id, now=clock.now())
    assert (FeeRule.objects.exists(), Approval.objects.get().state) == (False, "REQUESTED")


def test_who_may_only_look_asks_for_nothing(olga: User) -> None:
    farid = make_person("farid", is_staff=True)
    for ask in (lambda: ask_tier(farid, {"single": Decimal(5)}), lambda: ask_fee(farid, {"flat": Decimal(1)})):
        with pytest.raises(NotAllowed):
            ask()
