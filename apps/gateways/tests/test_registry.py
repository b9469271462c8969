"""Which gateway an operation goes over: routes an operator edits, in one order, without those that are silent."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest

from apps.core.money import Money
from apps.gateways import registry
from apps.gateways.base import Capability
from apps.gateways.models import Gateway, Route
from apps.gateways.registry import NotConnected, choose
from apps.gateways.tests.rails import NOW, Rails, open_rail, rails

__all__ = ["rails"]

pytestmark = pytest.mark.django_db


def chosen(amount: str | None = "10.00", currency: str = "USD", **more: Any) -> list[str]:
    given = {"capability": Capability.PAY_OUT, "currency": currency, "now": NOW, **more}
    money = Money.parse(amount, currency) if amount else None
    return [gateway.code for gateway in choose(amount=money, **given)]


def route(code: str, **changes: Any) -> None:
    Route.objects.filter(gateway_id=code, capability="PAY_OUT").update(**changes)


def test_the_smallest_priority_is_first_and_equals_go_by_name(rails: Rails) -> None:
    open_rail("zebra", priority=1)
    open_rail("beta", priority=2)
    open_rail("alpha", priority=2)
    assert [chosen() for _ in range(3)] == [["zebra", "alpha", "beta"]] * 3


def test_what_is_switched_off_is_not_chosen(rails: Rails) -> None:
    open_rail("first")
    open_rail("second")
    Gateway.objects.filter(pk="first").update(is_active=False)
    assert chosen() == ["second"]
    route("second", is_active=False)
    assert chosen() == []


@pytest.mark.parametrize(("amount", "fits"), [("4.99", False), ("5.00", True), ("100.00", True), ("100.01", False)])
def test_a_route_takes_amounts_between_its_bounds(rails: Rails, amount: str, fits: bool) -> None:
    open_rail("first")
    route("first", minimum=Decimal(5), maximum=Decimal(100))
    assert chosen(amount) == (["first"] if fits else [])


def test_a_question_has_no_amount_and_no_bounds(rails: Rails) -> None:
    open_rail("first")
    route("first", minimum=Decimal(5), maximum=Decimal(100))
    assert chosen(None) == ["first"]


def test_currency_and_capability_are_those_of_the_route(rails: Rails) -> None:
    open_rail("first")
    assert chosen("10.00", "EUR") == []
    route("first", capability="COLLECT", country="KE")
    assert chosen() == []
    assert chosen(capability=Capability.COLLECT, country="KE") == ["first"]


def test_a_route_for_a_country_comes_before_one_for_any(rails: Rails) -> None:
    for code in ("anywhere", "kenyan", "ugandan"):
        open_rail(code)
    route("kenyan", country="KE")
    route("ugandan", country="UG")
    assert chosen(country="KE") == ["kenyan", "anywhere"]
    assert chosen(country="TZ") == ["anywhere"]
    assert chosen() == ["anywhere"]


def test_a_gateway_with_two_routes_is_asked_once_by_its_better_one(rails: Rails) -> None:
    open_rail("first", priority=50)
    second = open_rail("second", priority=90)
    Route.objects.create(gateway=second, capability="PAY_OUT", currency="USD", country="KE", priority=10)
    assert chosen(country="KE") == ["second", "first"]
    assert chosen() == ["first", "second"]


def test_what_is_bound_to_a_gateway_goes_there_or_nowhere(rails: Rails) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    assert chosen(bound_to="second") == ["second"]
    route("second", is_active=False)
    assert chosen(bound_to="second") == []
    assert chosen(bound_to="nobody") == []


def test_one_whose_breaker_is_open_is_left_out_until_its_probe_is_due(rails: Rails) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    Gateway.objects.filter(pk="first").update(opened_at=NOW, probe_at=NOW + timedelta(seconds=30))
    assert chosen() == ["second"]
    assert chosen(now=NOW + timedelta(seconds=30)) == ["first", "second"]


def test_one_without_a_connection_or_the_capability_is_left_out(
    rails: Rails, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    del settings.GATEWAY_CONNECTIONS["first"]
    assert chosen() == ["second"]
    monkeypatch.setattr(registry.adapter_class("once"), "capabilities", frozenset({Capability.COLLECT}))
    assert chosen() == []


def test_choosing_costs_one_statement(rails: Rails, django_assert_num_queries: Any) -> None:
    for code in ("first", "second", "third"):
        open_rail(code)
    with django_assert_num_queries(1):
        chosen()


def test_a_connection_keeps_its_secrets_to_itself(settings: Any) -> None:
    settings.GATEWAY_CONNECTIONS = {
        "bank": {
            "adapter": "once",
            "base_url": "https://bank.example",
            "callback_secrets": ["new", "old"],
            "client_secret": "top secret",
        }
    }
    connection = registry.connection_of("bank")
    assert connection.callback_secrets == ("new", "old")
    assert dict(connection.secrets) == {"client_secret": "top secret"}
    assert "top secret" not in repr(connection) and "old" not in repr(connection)
    with pytest.raises(NotConnected):
        registry.connection_of("other")


@pytest.mark.parametrize("name", ["nobody", "../base", "tests.rails", "", "os"])
def test_there_is_no_adapter_but_those_in_the_folder(name: str) -> None:
    with pytest.raises(NotConnected):
        registry.adapter_class(name)
