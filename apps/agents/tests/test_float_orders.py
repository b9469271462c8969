"""Agents order float over the API: what is taken, what is refused, and what is put aside for a sale."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core import signing

from apps.accounts import services as accounts
from apps.accounts.models import MAX_CODE_ATTEMPTS, Activity
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, client_of, make_person
from apps.agents import services
from apps.agents.models import Agent, AgentStatus, FloatOrder, Outlet, Staff
from apps.agents.services import _float_slips
from apps.agents.tests.factories import employ, float_of, open_outlet
from apps.agents.tests.ordering import (
    BANKS,
    bought,
    held_of,
    made,
    manage,
    open_shop,
    operators,
    order,
    propose,
    purchase,
    refusal,
    sale,
    sell,
    slip_of,
    sold,
)
from apps.core import clock, files
from apps.core.tests.parallel import run_together
from apps.ledger import verification
from apps.transactions.tests.payments import nothing_moves
from apps.wallets.models import Wallet
from apps.wallets.services import freeze_wallet

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def banks(settings: Any) -> None:
    settings.FLOAT_BANKS = BANKS


@pytest.fixture
def shop() -> tuple[Agent, Outlet]:
    return open_shop(make_person("hassan"), 300)


def test_a_purchase_waits_with_its_picture_and_moves_nothing(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    client = client_of(agent.owner)
    with nothing_moves():
        answer = order(
            client, agent, purchase(outlet, bank_reference=" dep-0042 ", slip=slip_of(client, agent), note="Monday")
        )
    row = made(answer)
    body = answer.json()
    assert (body["state"], body["amount"], body["bank"]) == (
        "REQUESTED",
        "500.00",
        {"bank": "equity", "name": "Equity Bank"},
    )
    assert (body["bank_reference"], body["has_slip"], body["transaction_id"]) == ("DEP-0042", True, None)
    path = f"/api/v1/agents/{agent.id}/float-orders"
    assert client.get(f"{path}/{row.id}").json() == body
    assert client.get(path).json()["results"] == [body]
    slip = client.get(f"{path}/{row.id}/slip")
    assert (slip["Content-Type"], slip["X-Content-Type-Options"]) == ("image/jpeg", "nosniff")
    assert slip.content == files.read(row.proof_file)
    assert Activity.objects.filter(action="agents.float_ordered", person_id=agent.owner_id).count() == 1


def test_the_banks_are_those_of_the_settings(shop: tuple[Agent, Outlet]) -> None:
    answer = client_of(shop[0].owner).get(f"/api/v1/agents/{shop[0].id}/float-banks")
    assert answer.json()["results"] == [{"bank": "equity", "name": "Equity Bank"}, {"bank": "kcb", "name": "KCB Bank"}]


def test_the_same_key_orders_once_and_another_order_under_it_is_refused(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    client = client_of(agent.owner)
    body = purchase(outlet, slip=slip_of(client, agent))
    first = order(client, agent, body, key="one")
    propose(made(first), operators(1)[0])
    again = order(client, agent, body, key="one")
    assert (again.status_code, again.content) == (201, first.content)
    assert again.headers["Idempotent-Replayed"] == "true"
    assert refusal(order(client, agent, {**body, "amount": "1.00"}, key="one")) == (422, "idempotency_key_reused")
    assert FloatOrder.objects.count() == 1


def test_whose_role_is_taken_away_while_they_are_believed_sells_nothing(
    shop: tuple[Agent, Outlet], monkeypatch: pytest.MonkeyPatch
) -> None:
    agent, outlet = shop
    manage(agent, joseph := make_person("joseph"))
    confirmed = accounts.confirm_with_code

    def taken_away_meanwhile(*args: Any, **what: Any) -> Any:
        done = confirmed(*args, **what)
        Staff.objects.filter(person=joseph).update(ended_at=clock.now())
        return done

    monkeypatch.setattr(accounts, "confirm_with_code", taken_away_meanwhile)
    assert refusal(sell(client_of(joseph), agent, sale(outlet))) == (404, "agent_not_found")
    assert (FloatOrder.objects.count(), float_of(outlet), held_of(outlet)) == (0, 300, 0)


def test_a_deposit_buys_once_however_it_is_written(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    first = bought(outlet)
    client = client_of(agent.owner)
    slip = slip_of(client, agent)
    again = purchase(outlet, slip=slip, bank_reference="dep-0042")
    for written in ("dep-0042", "DEP 0042", "Dep/0042.", "dep \u2013 0042", "\uff24EP_0042", "#DEP--0042"):
        assert refusal(order(client, agent, {**again, "bank_reference": written})) == (409, "deposit_used"), written
    assert order(client, agent, {**again, "bank": "kcb"}).status_code == 201
    services.cancel_float_order(person_id=agent.owner_id, agent_id=agent.id, order_id=first.id, now=clock.now())
    assert order(client, agent, again).status_code == 201


def test_a_reference_that_grows_when_it_is_written_large_is_still_one(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    client = client_of(agent.owner)
    answer = order(client, agent, purchase(outlet, slip=slip_of(client, agent), bank_reference="\u00df" * 60))
    assert (answer.status_code, answer.json()["bank_reference"]) == (201, "S" * 60)


AMOUNTS = {
    "0": "not_positive",
    "-1": "invalid",
    "1e3": "invalid",
    "1_000": "invalid",
    "１２": "invalid",
    "NaN": "invalid",
    "1.001": "too_many_decimals",
    "1.00001": "invalid",
    "1000000000000000": "invalid",
}
REFUSED: list[tuple[dict[str, Any], tuple[int, str]]] = [
    *(({"amount": amount}, (400, f"amount {code}")) for amount, code in AMOUNTS.items()),
    ({"amount": 5}, (400, "amount invalid")),
    ({"bank": "umoja"}, (400, "bank unknown_bank")),
    ({"direction": "buy"}, (400, "direction invalid_choice")),
    ({"bank_reference": ""}, (400, "bank_reference required")),
    ({"bank_reference": "a\nb"}, (400, "bank_reference invalid_text")),
    ({"currency": "KES"}, (422, "currency_mismatch")),
    ({"slip": ""}, (400, "slip required")),
    ({"slip": "eyJrZXkiOiJ4In0:1:x"}, (422, "slip_not_found")),
    ({"pin": PIN}, (400, "pin not_wanted")),
    ({"direction": "SELL"}, (400, "pin required")),
    ({"proof_file": "x"}, (400, "proof_file unknown_field")),
    ({"state": "DONE"}, (400, "state unknown_field")),
    ({"outlet_id": "0192f3c4-6c1e-7f0a-9b1d-2f6f0c9a7d11"}, (404, "outlet_not_found")),
]


def test_what_makes_no_sense_is_refused(shop: tuple[Agent, Outlet]) -> None:
    """SECURITY 18."""
    agent, outlet = shop
    client = client_of(agent.owner)
    said = {"key": "x", "by": str(agent.owner_id), "agent": str(agent.id), "until": clock.now().timestamp() + 60}
    ticket = signing.dumps(said, salt="agents.float_slip")
    with nothing_moves():
        for changes, expected in REFUSED:
            answer = order(client, agent, purchase(outlet, **{"slip": ticket, **changes}))
            assert refusal(answer) == expected, changes
    assert not FloatOrder.objects.exists()


def test_a_slip_is_good_for_its_sender_at_this_agent_for_an_hour(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    imani = manage(agent, make_person("imani"))
    client = client_of(agent.owner)
    slip = slip_of(client, agent)
    assert refusal(order(client_of(imani), agent, purchase(outlet, slip=slip))) == (422, "slip_not_found")
    late = clock.now() + _float_slips.TICKET_LIFETIME
    with pytest.raises(Exception, match="too long ago"):
        _float_slips.slip_key(slip, person_id=agent.owner_id, agent_id=agent.id, now=late)
    made(order(client, agent, purchase(outlet, slip=slip)))
    unnamed = slip_of(client, agent, "another")
    assert unnamed
    assert services.sweep_slips(now=clock.now()) == 0
    assert services.sweep_slips(now=clock.now() + timedelta(hours=7)) == 1
    assert {key for key, _ in files.list_keys("float-slips")} == set(
        FloatOrder.objects.values_list("proof_file", flat=True)
    )


def test_what_is_no_picture_is_no_slip(shop: tuple[Agent, Outlet]) -> None:
    client = client_of(shop[0].owner)
    path = f"/api/v1/agents/{shop[0].id}/float-slips"
    assert refusal(client.post(path, b"<svg/>", content_type="image/png")) == (400, "invalid_image")
    assert refusal(client.post(path, {}, format="json")) == (415, "unsupported_media_type")
    assert list(files.list_keys("float-slips")) == []


def test_who_may_order(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    market = open_outlet(agent)
    teller, manager, stranger = make_person("imani"), make_person("joseph"), make_person("amina")
    employ(agent, teller)
    manage(agent, manager, market)
    other, foreign = open_shop(make_person("brian"), name="Brian's")
    first = bought(outlet)
    path = f"/api/v1/agents/{agent.id}/float-orders"
    for client, expected in (
        (client_of(teller), (403, "agent_role_required")),
        (client_of(stranger), (404, "agent_not_found")),
        (client_of(other.owner), (404, "agent_not_found")),
    ):
        assert refusal(order(client, agent, purchase(outlet, slip="x"))) == expected
        for what in ("", f"/{first.id}", f"/{first.id}/slip"):
            assert refusal(client.get(path + what)) == expected
        assert refusal(client.post(f"{path}/{first.id}/cancel", {}, format="json")) == expected
        assert refusal(client.get(f"/api/v1/agents/{agent.id}/float-banks")) == expected
        assert refusal(client.post(f"/api/v1/agents/{agent.id}/float-slips", b"", content_type="image/png")) == expected
    phone = client_of(manager)
    assert refusal(order(phone, agent, purchase(outlet, slip="x"))) == (403, "agent_role_required")
    assert refusal(phone.get(f"{path}/{first.id}")) == (404, "float_order_not_found")
    assert phone.get(path).json()["results"] == []
    made(order(phone, agent, purchase(market, bank_reference="M1", slip=slip_of(phone, agent))))
    assert [one["outlet"]["name"] for one in phone.get(path).json()["results"]] == ["Market"]
    owner = client_of(agent.owner)
    assert refusal(order(owner, agent, purchase(foreign, slip="x"))) == (404, "outlet_not_found")
    listed = owner.get(path, {"page_size": 1}).json()
    assert [one["outlet"]["name"] for one in listed["results"]] == ["Market"]
    assert [one["outlet"]["name"] for one in owner.get(listed["next"]).json()["results"]] == ["Main"]
    assert [one["id"] for one in owner.get(path, {"outlet_id": str(outlet.id)}).json()["results"]] == [str(first.id)]
    assert refusal(owner.get(path, {"outlet": "x"})) == (400, "outlet unknown_field")


def test_who_is_suspended_buys_nothing_and_may_sell(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    client = client_of(agent.owner)
    slip = slip_of(client, agent)
    Agent.objects.filter(pk=agent.pk).update(status=AgentStatus.SUSPENDED, decided_by=make_person("olga"))
    assert refusal(order(client, agent, purchase(outlet, slip=slip))) == (422, "agent_not_active")
    assert sold(outlet).state == "REQUESTED"


# --- Sales ---


@AT_ONCE
def test_what_is_sold_is_put_aside_and_comes_back_when_it_is_called_off(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    client = client_of(agent.owner)
    row = sold(outlet)
    assert (float_of(outlet), held_of(outlet)) == (200, 100)
    with nothing_moves():
        assert refusal(sell(client, agent, sale(outlet, amount="200.01"))) == (422, "insufficient_funds")
    path = f"/api/v1/agents/{agent.id}/float-orders/{row.id}/cancel"
    answer = client.post(path, {}, format="json")
    assert (answer.status_code, answer.json()["state"]) == (200, "CANCELLED")
    assert (float_of(outlet), held_of(outlet)) == (300, 0)
    with nothing_moves():
        assert refusal(client.post(path, {}, format="json")) == (409, "float_order_conflict")
    assert list(verification.verify()) == []


def test_a_sale_is_confirmed_by_a_code_for_exactly_this_order(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    client = client_of(agent.owner)
    with nothing_moves():
        asked = order(client, agent, sale(outlet), key="one")
        assert refusal(asked) == (403, "step_up_required")
        code = answer_to(asked)
        elsewhere = sale(outlet, bank_reference="9999", step_up=code)
        assert refusal(order(client, agent, elsewhere, key="one")) == (422, "invalid_code")
        wrong = sale(outlet, pin="000000")
        assert order(client, agent, wrong, key="two").status_code == 403
    done = order(client, agent, sale(outlet, step_up=code), key="one")
    assert (done.status_code, held_of(outlet)) == (201, 100)
    again = order(client, agent, sale(outlet, step_up=code), key="one")
    assert (again.status_code, again.content, held_of(outlet)) == (201, done.content, 100)
    assert refusal(order(client, agent, sale(outlet, step_up=code), key="three")) == (422, "invalid_code")


def test_a_frozen_float_is_not_sold(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    wallet = Wallet.objects.get(outlet_id=outlet.id)
    freeze_wallet(wallet_id=wallet.id, reason="fraud", now=clock.now())
    with nothing_moves():
        assert refusal(sell(client_of(agent.owner), agent, sale(outlet))) == (422, "payer_not_active")


@AT_ONCE
def test_of_many_sales_at_once_no_more_is_put_aside_than_there_is(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    body = sale(outlet, amount="70.00")
    keys = [str(uuid4()) for _ in range(6)]
    clients = [client_of(agent.owner) for _ in keys]
    codes = [answer_to(order(client, agent, body, key=key)) for client, key in zip(clients, keys, strict=True)]
    outcomes = run_together(
        6, lambda number: order(clients[number], agent, {**body, "step_up": codes[number]}, key=keys[number])
    )
    assert sorted(one.status_code for one in outcomes) == [201] * 4 + [422] * 2, [one.content for one in outcomes]
    assert (float_of(outlet), held_of(outlet)) == (20, 280)
    assert list(verification.verify()) == []


@AT_ONCE
def test_of_one_sale_asked_for_at_once_one_is_made(shop: tuple[Agent, Outlet]) -> None:
    agent, outlet = shop
    client = client_of(agent.owner)
    code = answer_to(order(client, agent, sale(outlet), key="one"))
    # A code may be answered so often, and right answers are counted too: one more could come before the first is done.
    outcomes = run_together(
        MAX_CODE_ATTEMPTS, lambda number: order(client, agent, sale(outlet, step_up=code), key="one")
    )
    assert {one.status_code for one in outcomes} == {201}, [one.content for one in outcomes]
    assert len({one.content for one in outcomes}) == 1
    assert (FloatOrder.objects.count(), held_of(outlet)) == (1, 100)


@AT_ONCE
@pytest.mark.parametrize("step", ["_put_aside", "announce"])
def test_a_process_that_dies_on_the_way_leaves_nothing(
    shop: tuple[Agent, Outlet], monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    from apps.agents.services import _float_orders

    agent, outlet = shop
    client = client_of(agent.owner)
    code = answer_to(order(client, agent, sale(outlet), key="one"))

    def die(*args: Any, **kwargs: Any) -> Any:
        raise SystemExit(step)

    with nothing_moves(), monkeypatch.context() as patch, pytest.raises(SystemExit):
        patch.setattr(_float_orders, step, die)
        order(client, agent, sale(outlet, step_up=code), key="one")
    assert not FloatOrder.objects.exists()
    assert order(client, agent, sale(outlet, step_up=code), key="one").status_code == 201
    assert held_of(outlet) == 100
