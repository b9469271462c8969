"""Alerts of float that is low or will not last the day: raised once, told once, over when it is over."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.tests.factories import make_person
from apps.agents import services
from apps.agents.models import Agent, FloatAlert, Outlet, OutletDay
from apps.agents.services import _watch_float
from apps.agents.tests.factories import give_float, open_outlet
from apps.agents.tests.ordering import manage, open_shop
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.notifications.models import Notification

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
# A Saturday, noon in UTC and 15:00 in Nairobi.
NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)


@pytest.fixture
def outlet() -> Outlet:
    return open_shop(make_person("hassan"), 100)[1]


def sold_on(outlet: Outlet, before: int, total: str, kind: str = "CASH_IN") -> None:
    OutletDay.objects.create(
        outlet_id=outlet.id,
        day=date(2026, 11, 21) - timedelta(days=before),
        kind=kind,
        dealings=1,
        total=Decimal(total),
    )


def set_low(outlet: Outlet, amount: int | None) -> None:
    Outlet.objects.filter(pk=outlet.pk).update(low_float_at=amount)


def watch(at: datetime = NOON) -> list[tuple[str, bool]]:
    """The alerts after a round: why, and whether it is over."""
    services.watch_floats(now=at)
    return [(one.reason, one.ended_at is not None) for one in FloatAlert.objects.order_by("id")]


def test_a_float_below_what_its_agent_has_set_is_low_until_it_is_not(outlet: Outlet) -> None:
    set_low(outlet, 100)
    assert watch() == []
    set_low(outlet, 101)
    assert watch() == watch() == [("LOW", False)]
    alert = FloatAlert.objects.get()
    assert (alert.balance, alert.expected, alert.currency, alert.raised_at) == (100, 0, "USD", NOON)
    give_float(outlet, 1)
    later = NOON + timedelta(minutes=5)
    assert watch(later) == [("LOW", True)]
    assert FloatAlert.objects.get().ended_at == later
    set_low(outlet, 500)
    assert watch() == [("LOW", True), ("LOW", False)]


def test_a_float_that_will_not_last_the_day_is_told_of_by_the_days_before(outlet: Outlet) -> None:
    Outlet.objects.filter(pk=outlet.pk).update(opening_hours={"sat": [["09:00", "19:00"]]})
    # Saturdays 300, a Friday 150: (2 * 300 + 150) / 3 = 250 a day, of which four hours of ten are left.
    sold_on(outlet, 7, "300")
    sold_on(outlet, 1, "150")
    sold_on(outlet, 0, "9999")
    sold_on(outlet, 1, "9999", "CASH_OUT")
    assert watch() == []
    assert watch(NOON - timedelta(hours=1)) == [("FORECAST", False)]
    alert = FloatAlert.objects.get()
    assert (alert.balance, alert.expected) == (100, 125)
    # At noon exactly as much as there is is expected: not enough to spare yet.
    assert watch() == [("FORECAST", False)]
    assert watch(NOON + timedelta(hours=1)) == [("FORECAST", True)]


def test_only_the_last_fourteen_days_with_cash_ins_count(outlet: Outlet) -> None:
    for before in range(1, 15):
        sold_on(outlet, before, "1")
    sold_on(outlet, 15, "1000000")
    assert watch() == []


def test_what_does_not_serve_raises_none_and_ends_its_own(outlet: Outlet) -> None:
    set_low(outlet, 500)
    market = open_outlet(outlet.agent, low_float_at=5)
    assert len(watch()) == 2
    Outlet.objects.filter(pk=market.pk).update(is_open=False)
    assert watch() == [("LOW", False), ("LOW", True)]
    Agent.objects.update(status="SUSPENDED")
    assert watch() == [("LOW", True)] * 2
    assert watch() == [("LOW", True)] * 2


@AT_ONCE
def test_its_people_are_told_once_for_each_alert(outlet: Outlet) -> None:
    agent = outlet.agent
    imani = manage(agent, make_person("imani"), outlet)
    manage(agent, make_person("joseph"), open_outlet(agent, low_float_at=None))
    set_low(outlet, 500)
    for _ in range(3):
        watch()
        deliver_events()
    told = Notification.objects.filter(topic="float_low")
    assert set(told.values_list("person_id", flat=True)) == {agent.owner_id, imani.id}
    assert told.count() == 2
    assert told.first().title == "The float of Main is low"  # type: ignore[union-attr]


@AT_ONCE
def test_of_many_who_watch_at_once_one_raises_it(outlet: Outlet) -> None:
    set_low(outlet, 500)
    outcomes = run_together(6, lambda _: services.watch_floats(now=NOON))
    assert outcomes == [1] * 6
    assert FloatAlert.objects.count() == 1
    assert deliver_events()["agents.tell_float_low"] == 1


def test_there_is_one_alert_at_a_time_says_the_database(outlet: Outlet) -> None:
    set_low(outlet, 500)
    watch()
    with pytest.raises(IntegrityError, match="agents_one_alert_at_a_time"):
        FloatAlert.objects.create(outlet=outlet, reason="LOW", balance=1, expected=1, currency="USD", raised_at=NOON)


def test_a_round_takes_some_outlets_at_a_time_and_so_many_statements(
    outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(6):
        open_outlet(outlet.agent, name=f"Stand {number}", low_float_at=10)
    monkeypatch.setattr(_watch_float, "AT_A_TIME", 10)
    watch()
    FloatAlert.objects.all().delete()
    with CaptureQueriesContext(connection) as captured:
        assert services.watch_floats(now=NOON) == 7
    # How many there are, the outlets, balances, days, the alerts and an event for each, and no outlets more.
    assert len(captured) <= 8 + 6, [one["sql"][:80] for one in captured]
    assert FloatAlert.objects.filter(ended_at=None).count() == 6
    monkeypatch.setattr(_watch_float, "AT_A_TIME", 2)
    assert services.watch_floats(now=NOON) == 7


def test_more_outlets_than_a_round_takes_have_their_turn_one_slice_after_the_other(
    outlet: Outlet, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(8):
        open_outlet(outlet.agent, name=f"Stand {number}", low_float_at=10)
    monkeypatch.setattr(_watch_float, "IN_A_ROUND", 3)
    rounds = [
        services.watch_floats(now=NOON + timedelta(seconds=_watch_float.ROUND_SECONDS * number)) for number in range(3)
    ]
    assert sum(rounds) == 9
    assert FloatAlert.objects.filter(ended_at=None).count() == 8


def test_a_round_that_dies_leaves_the_rest_to_the_next(outlet: Outlet, monkeypatch: pytest.MonkeyPatch) -> None:
    set_low(outlet, 500)

    def die(*args: Any, **kwargs: Any) -> Any:
        raise RuntimeError("killed")

    with monkeypatch.context() as patch, pytest.raises(RuntimeError):
        patch.setattr(_watch_float.events, "record", die)
        watch()
    assert not FloatAlert.objects.exists()
    assert watch() == [("LOW", False)]
