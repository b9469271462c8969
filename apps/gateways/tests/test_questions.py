"""The questions a person waits for: a bill, an account; the next gateway is asked when one does not answer."""

from typing import Any

import pytest

from apps.gateways.base import AccountToLink, Bill, BillLookUp, Instrument, Refused
from apps.gateways.errors import AccountNotKnown, ProviderDeclined, ProviderUnavailable
from apps.gateways.models import Gateway, Lease
from apps.gateways.services import link_account, look_up_bill
from apps.gateways.tests.rails import BUSY, NOBODY, NOW, SILENCE, Rails, open_rail, rails

__all__ = ["rails"]

pytestmark = pytest.mark.django_db
BILL = Bill("Amina Otieno", "USD", allows_partial=True)
TOKEN = Instrument("acc_1", "BANK_ACCOUNT", "•••• 1234")


def look_up(**more: Any) -> Bill:
    given = {"biller": "power", "account_number": "12345", "currency": "USD", "now": NOW}
    return look_up_bill(**{**given, **more})


def link() -> tuple[Instrument, str]:
    return link_account(bank="Meridian", account_number="12345678", holder_name="Amina Otieno", currency="USD", now=NOW)


def test_a_bill_is_looked_up(rails: Rails) -> None:
    open_rail("first")
    rails.say("first", BILL)
    assert look_up() == BILL
    assert rails.asked == [("first", BillLookUp("power", "12345", "USD"))]


def test_a_linked_account_comes_with_the_gateway_that_knows_it(rails: Rails) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    rails.say("first", NOBODY)
    rails.say("second", TOKEN)
    assert link() == (TOKEN, "second")
    assert rails.asked[-1] == ("second", AccountToLink("Meridian", "12345678", "Amina Otieno"))


@pytest.mark.parametrize("word", [SILENCE, NOBODY, BUSY, ValueError("a bug")])
def test_whoever_does_not_answer_is_followed_by_the_next(rails: Rails, word: Any) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    rails.say("first", word)
    rails.say("second", BILL)
    assert look_up() == BILL


def test_when_nobody_answers_it_can_be_asked_again_later(rails: Rails) -> None:
    open_rail("first")
    rails.say("first", SILENCE)
    with pytest.raises(ProviderUnavailable) as caught:
        look_up()
    assert (caught.value.category, caught.value.code) == ("unavailable", "provider_unavailable")
    assert caught.value.retry_after == 30
    assert Gateway.objects.get().silences == 1
    assert not Lease.objects.filter(until__gt=NOW).exists()


def test_without_a_route_there_is_nobody_to_ask(rails: Rails) -> None:
    open_rail("first", routes=False)
    with pytest.raises(ProviderUnavailable):
        look_up()


@pytest.mark.parametrize(
    ("code", "error"),
    [("provider_account_invalid", AccountNotKnown), ("provider_declined", ProviderDeclined)],
)
def test_a_refusal_is_an_answer_and_nobody_else_is_asked(
    rails: Rails, code: str, error: type[AccountNotKnown | ProviderDeclined]
) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    rails.say("first", Refused("no", failure_code=code))
    with pytest.raises(error) as caught:
        look_up()
    assert (caught.value.code, caught.value.category) == (code, "refused")
    assert [asked for asked, _ in rails.asked] == ["first"]


def test_a_biller_is_asked_where_it_is_known(rails: Rails) -> None:
    open_rail("first", priority=1)
    open_rail("second", priority=2)
    rails.say("second", BILL)
    assert look_up(bound_to="second") == BILL
    assert [asked for asked, _ in rails.asked] == ["second"]


def test_a_person_waits_five_seconds_for_a_gateway_at_most(rails: Rails) -> None:
    open_rail("first", timeout_seconds=30)
    rails.say("first", BILL)
    seen: list[float] = []
    real = rails.answer

    def answer(adapter: Any, request: Any) -> Any:
        seen.append(adapter.http.timeout)
        return real(adapter, request)

    rails.answer = answer  # type: ignore[method-assign]
    look_up()
    assert seen == [5.0]
