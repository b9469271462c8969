"""The control endpoint says how likely each bad turn is; the same seed always plays the same."""

import http.client
import time
from decimal import Decimal
from typing import Any

import pytest

from apps.gateways.adapters.sandbox.behaviour import MAGIC, Behaviour, Manners
from apps.gateways.adapters.sandbox.tests.clients import (
    DONE,
    PENDING,
    JsonBank,
    Recharge,
    XmlBank,
    amount_and_status,
    ask,
    fault_code,
    is_signed,
    new_reference,
    pay,
    status_of,
)
from apps.gateways.tests.provider import Provider
from dev.paths import ROOT

LOST = (http.client.HTTPException, ConnectionError)


@pytest.mark.parametrize("gateway", sorted(DONE))
def test_every_reply_can_be_lost(provider: Provider, gateway: str) -> None:
    provider.behave(gateway=gateway, drop_after=1)
    reference = new_reference()
    if gateway == "cards":
        # Not even that of the card's own checkout comes through.
        with pytest.raises(LOST):
            pay(provider, gateway, reference, "10.00")
        return
    for _ in range(2):
        with pytest.raises(LOST):
            pay(provider, gateway, reference, "10.00")
    assert status_of(provider, gateway, reference) == DONE[gateway]
    # Only the aggregator that knows no idempotency has done it twice.
    (entry,) = provider.books(reference)
    doubles = 2 if gateway == "recharge" else 1
    assert (entry["executions"], entry["total"]) == (doubles, f"{10 * doubles}.00")


def test_a_fifth_of_the_replies_is_lost_the_same_ones_each_time() -> None:
    manners = Manners("manual")
    manners.change({"drop_after": 0.2})
    plans = [manners.plan("jsonbank", f"reference {n}", Decimal("10.00"), 1).drop_after for n in range(2000)]
    assert 320 < sum(plans) < 480
    assert plans == [manners.plan("jsonbank", f"reference {n}", Decimal("10.00"), 1).drop_after for n in range(2000)]
    manners.change({"seed": 2})
    assert plans != [manners.plan("jsonbank", f"reference {n}", Decimal("10.00"), 1).drop_after for n in range(2000)]


def test_a_magic_amount_is_one_bad_turn() -> None:
    manners = Manners("manual")
    good = manners.plan("jsonbank", "a reference", Decimal("10.00"), 1)
    for number in MAGIC:
        amount = Decimal(f"10.{number:02d}")
        assert manners.plan("jsonbank", "a reference", amount, 1) != good
        assert manners.plan("jsonbank", "a reference", amount, 2) == good
    assert manners.plan("jsonbank", "a reference", Decimal("10.02"), 1).slow_seconds == 4


def test_slow_is_slow_and_done(provider: Provider) -> None:
    provider.behave(slow=1, slow_seconds=0.3)
    began, reference = time.monotonic(), new_reference()
    assert pay(provider, "bills", reference, "10.00") == (201, "paid")
    assert time.monotonic() - began >= 0.3


def test_busy_did_nothing_and_says_so(provider: Provider) -> None:
    provider.behave(busy=1)
    reference = new_reference()
    assert JsonBank(provider).pay(reference, "10.00").status == 503
    status, answer = XmlBank(provider).pay(reference, "10.00")
    assert (status, fault_code(answer)) == (500, "BUSY")
    assert provider.books() == []


def test_the_recharge_aggregator_may_not_know_itself(provider: Provider) -> None:
    provider.behave(unsure=1)
    recharge, reference = Recharge(provider), new_reference()
    said = recharge.top_up(reference, "5.00").json
    assert (said["code"], said["serial"]) == ("96", None)
    assert recharge.query(reference).json["code"] == "00"


def test_the_page_of_the_docs_names_all_it_can_do() -> None:
    text = (ROOT / "docs" / "sandbox-provider.md").read_text()
    assert [name for name in Behaviour().__dict__ if f"`{name}`" not in text] == []
    assert [number for number in MAGIC if f"| .{number:02d} |" not in text] == []


def test_enquiries_fail_too(provider: Provider) -> None:
    reference = new_reference()
    Recharge(provider).top_up(reference, "5.00")
    provider.behave(enquiry_error=1)
    assert Recharge(provider).query(reference).status == 500
    provider.behave(enquiry_error=0)
    assert Recharge(provider).query(reference).status == 200


def test_enquiries_may_be_blind_for_a_while(provider: Provider) -> None:
    provider.behave(visible_after_seconds=20)
    reference = new_reference()
    Recharge(provider).top_up(reference, "5.00")
    assert Recharge(provider).query(reference).status == 404
    provider.move_clock(21)
    assert Recharge(provider).query(reference).json["code"] == "00"


def test_down_closes_every_connection_of_one_provider(provider: Provider) -> None:
    provider.behave(gateway="bills", down=True)
    with pytest.raises(LOST):
        pay(provider, "bills", new_reference(), "10.00")
    assert pay(provider, "recharge", new_reference(), "10.00")[1] == "00"
    assert provider.books(gateway="bills") == []
    provider.behave(down=True)
    with pytest.raises(LOST):
        Recharge(provider).get("operators")
    provider.behave(down=False)
    assert pay(provider, "bills", new_reference(), "10.00")[1] == "paid"


def test_everything_is_declined_with_the_reason_that_was_named(provider: Provider) -> None:
    provider.behave(decline=1, decline_reason="insufficient_funds")
    assert JsonBank(provider).pay(new_reference(), "10.00").json["reason"] == "insufficient_funds"
    assert "AM04" in str(XmlBank(provider).pay(new_reference(), "10.00")[1].findtext(".//{urn:xmlbank:v1}ReasonCode"))


@pytest.mark.parametrize("gateway", sorted(set(DONE) - {"cards"}))
def test_pending_first_may_be_told_too(provider: Provider, gateway: str) -> None:
    provider.behave(pending=1, pending_seconds=5, announce_pending=True)
    pay(provider, gateway, new_reference(), "10.00")
    provider.move_clock(6)
    statuses = [amount_and_status(one)[1] for one in provider.take_callbacks()]
    assert statuses == [PENDING[gateway], DONE[gateway]]


def test_while_it_is_pending_somebody_forges_its_success(provider: Provider) -> None:
    provider.behave(pending=1, forge=1, decline=1)
    reference = new_reference()
    pay(provider, "jsonbank", reference, "10.00")
    (forged,) = provider.take_callbacks()
    assert not is_signed(forged)
    assert amount_and_status(forged)[1] == "booked"
    provider.move_clock(3)
    (genuine,) = provider.take_callbacks()
    assert is_signed(genuine)
    assert amount_and_status(genuine)[1] == "rejected"


@pytest.mark.parametrize(
    "given",
    [
        {"drop_after": 1.1},
        {"drop_after": "0.2"},
        {"drop_after": True},
        {"callbacks": -1},
        {"callbacks": 1.5},
        {"down": 1},
        {"deliver": "sometimes"},
        {"decline_reason": "mood"},
        {"slow_seconds": -1},
        {"seed": "1"},
        {"nonsense": 1},
        {"gateway": "nobody", "down": True},
        [],
    ],
)
def test_what_it_cannot_do_is_refused_whole(provider: Provider, given: Any) -> None:
    assert ask(provider, "POST", "/control/behaviour", given).status == 400
    if isinstance(given, dict):
        assert ask(provider, "POST", "/control/behaviour", {"slow": 1, **given}).status == 400
    assert ask(provider, "GET", "/control/behaviour").json["slow"] == 0
