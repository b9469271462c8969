"""Wallets over the API, and opening, freezing and closing them."""

from decimal import Decimal
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import Activity
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.money import InvalidCurrency, Money
from apps.ledger.services import hold
from apps.wallets import services
from apps.wallets.errors import WalletNotEmpty, WalletNotFound
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db


def test_ones_own_wallets_with_what_is_in_them() -> None:
    """SECURITY 15: the keys equal an allow-list."""
    amina = join("amina", "12.5")
    yen = give_wallet(amina, 300, currency="JPY")
    dollars = wallet_of(amina)
    money = Money(Decimal("2.25"), "USD")
    hold(
        hold_id=uuid7(),
        available=dollars.available_account,
        held=dollars.held_account,
        amount=money,
        effective_at=clock.now(),
    )
    join("brian", 99)
    client = client_of(amina)
    in_dollars = {"id": str(dollars.id), "currency": "USD", "available": "10.25", "held": "2.25", "status": "ACTIVE"}
    in_yen = {"id": str(yen.id), "currency": "JPY", "available": "300", "held": "0", "status": "ACTIVE"}
    assert client.get("/api/v1/wallets").json() == {"results": [in_dollars, in_yen]}
    assert client.get(f"/api/v1/wallets/{dollars.id}").json() == in_dollars


def test_somebody_elses_wallet_is_not_there() -> None:
    amina, brian = join("amina"), join("brian")
    client = client_of(amina)
    for wallet_id in (wallet_of(brian).id, uuid4()):
        answer = client.get(f"/api/v1/wallets/{wallet_id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "wallet_not_found")
    assert APIClient().get("/api/v1/wallets").status_code == 401


def test_who_has_no_wallet_sees_none() -> None:
    assert client_of(make_person("amina")).get("/api/v1/wallets").json() == {"results": []}


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete"])
def test_nothing_is_written_to_a_wallet_over_the_api(method: str) -> None:
    """SECURITY 15."""
    amina = join("amina", 10)
    before = Wallet.objects.values().get()
    client = client_of(amina)
    for url in ("/api/v1/wallets", f"/api/v1/wallets/{before['id']}"):
        answer = getattr(client, method)(url, {"available": "1000", "status": "ACTIVE"}, format="json")
        # One may open a wallet, but say nothing of it but its currency.
        refused = 400 if (method, url) == ("post", "/api/v1/wallets") else 405
        assert (answer.status_code, answer["Content-Type"]) == (refused, "application/problem+json")
    assert Wallet.objects.values().get() == before


def test_opening_leaves_an_event_and_a_line_in_the_activity_log_once() -> None:
    amina = make_person("amina")
    wallet = services.open_wallet(holder_id=amina.id, currency="USD", now=clock.now())
    assert services.open_wallet(holder_id=amina.id, currency="USD", now=clock.now()) == wallet
    payload = {"wallet_id": str(wallet.id), "person_id": str(amina.id), "currency": "USD"}
    assert OutboxEvent.objects.get(topic="wallets.opened").payload == payload
    assert Activity.objects.get(action="wallets.opened").subject == str(wallet.id)


def test_a_wallet_is_kept_in_a_real_currency() -> None:
    amina = make_person("amina")
    with pytest.raises(InvalidCurrency):
        services.open_wallet(holder_id=amina.id, currency="ABC", now=clock.now())
    assert not Wallet.objects.exists()
    assert not OutboxEvent.objects.filter(topic="wallets.opened").exists()


def test_freezing_unfreezing_and_closing_are_written_down() -> None:
    amina = join("amina")
    wallet, now = wallet_of(amina), clock.now()
    services.freeze_wallet(wallet_id=wallet.id, reason="a dispute", now=now)
    services.freeze_wallet(wallet_id=wallet.id, reason="a dispute", now=now)
    services.unfreeze_wallet(wallet_id=wallet.id, reason="settled", by=amina.id, now=now)
    services.close_wallet(wallet_id=wallet.id, reason="asked for", now=now)
    actions = Activity.objects.filter(subject=str(wallet.id)).order_by("id").values_list("action", "detail")
    assert list(actions)[1:] == [
        ("wallets.frozen", {"reason": "a dispute"}),
        ("wallets.unfrozen", {"reason": "settled", "by": str(amina.id)}),
        ("wallets.closed", {"reason": "asked for"}),
    ]
    assert wallet_of(amina).status == "CLOSED"
    for change in (services.freeze_wallet, services.unfreeze_wallet, services.close_wallet):
        with pytest.raises(WalletNotFound):
            change(wallet_id=wallet.id, reason="again", now=now)


def test_a_wallet_with_held_money_is_not_closed() -> None:
    amina = join("amina", 5)
    wallet, now = wallet_of(amina), clock.now()
    hold(
        hold_id=uuid7(),
        available=wallet.available_account,
        held=wallet.held_account,
        amount=Money(Decimal(5), "USD"),
        effective_at=now,
    )
    with pytest.raises(WalletNotEmpty):
        services.close_wallet(wallet_id=wallet.id, reason="asked for", now=now)
