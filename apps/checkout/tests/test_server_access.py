"""Who is let in at the server API: good keys with the right scope, there and nowhere else (SECURITY 14)."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from rest_framework.test import APIClient

from apps.accounts.tests.factories import client_of
from apps.checkout import keys, rates
from apps.checkout.models import Scope
from apps.checkout.tests.servers import PAYMENTS, Server, give_key, pay, server_of, server_with
from apps.core import clock
from apps.core.ratelimit import Rate
from apps.merchants.models import Charge, Merchant, MerchantStatus
from apps.merchants.tests.factories import open_merchant
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db

# Method, rest of the address, scope, body, and what the owner's key gets for a payment that is open.
ROUTES: list[tuple[str, str, Scope, dict[str, Any], int]] = [
    ("GET", "", Scope.PAYMENTS_READ, {}, 200),
    ("POST", "", Scope.PAYMENTS_WRITE, {"amount": "1.00", "currency": "USD"}, 201),
    ("GET", "/{id}", Scope.PAYMENTS_READ, {}, 200),
    ("POST", "/{id}/simulate", Scope.PAYMENTS_WRITE, {}, 404),
    ("POST", "/{id}/capture", Scope.PAYMENTS_WRITE, {}, 409),
    ("GET", "/{id}/refunds", Scope.PAYMENTS_READ, {}, 200),
    ("POST", "/{id}/refunds", Scope.REFUNDS_WRITE, {}, 409),
    ("POST", "/{id}/expire", Scope.PAYMENTS_WRITE, {}, 200),
    ("POST", "/{id}/cancel", Scope.PAYMENTS_WRITE, {}, 409),
]


@pytest.fixture
def shop() -> Merchant:
    return open_merchant(join("brian"))


def ask(client: APIClient, method: str, path: str, body: dict[str, Any] | None = None) -> Any:
    headers = {"Idempotency-Key": str(uuid4())}
    if method == "GET":
        return client.get(path, headers=headers)
    return client.post(path, body or {}, format="json", headers=headers)


def everywhere(client: APIClient, payment: str) -> list[tuple[int, str]]:
    answers = [ask(client, method, PAYMENTS + rest.format(id=payment), body) for method, rest, _, body, _ in ROUTES]
    return [(one.status_code, one.json().get("code", "")) for one in answers]


def test_without_a_key_nothing_is_answered(shop: Merchant) -> None:
    payment = server_of(shop).asked()["id"]
    assert everywhere(APIClient(), payment) == [(401, "not_authenticated")] * len(ROUTES)


def test_a_person_s_token_is_worth_nothing_there(shop: Merchant) -> None:
    payment = server_of(shop).asked()["id"]
    assert everywhere(client_of(shop.owner), payment) == [(401, "invalid_token")] * len(ROUTES)


def test_a_key_is_worth_nothing_elsewhere(shop: Merchant) -> None:
    server = server_of(shop)
    for method, path in (
        ("GET", "/api/v1/me"),
        ("GET", "/api/v1/wallets"),
        ("POST", "/api/v1/transfers"),
        ("GET", f"/api/v1/merchants/{shop.id}/api-keys"),
        ("POST", f"/api/v1/merchants/{shop.id}/api-keys"),
        ("GET", "/api/v1/transactions"),
    ):
        answer = ask(server, method, path)
        assert (answer.status_code, answer.json()["code"]) == (401, "invalid_token"), path


def test_whatever_is_no_good_key_is_answered_alike(shop: Merchant) -> None:
    now = clock.now()
    good = give_key(shop)
    bad = [
        keys.new_key(is_live=True),
        give_key(shop, created_at=now - timedelta(days=1), expires_at=now),
        give_key(shop, revoked_at=now, revoked_by=shop.owner),
        good[:-1],
        good + "A",
        good.replace("live", "test"),
        good.upper(),
        f"{good}\x00",
        "gpk_live_",
        "",
        "x" * 5000,
        "é" * 52,
    ]
    answers = [server_with(key).get(PAYMENTS, headers={"X-Request-ID": "the-same-one"}) for key in bad]
    assert {one.status_code for one in answers} == {401}
    assert len({one.content for one in answers}) == 1
    assert (answers[0].json()["code"], answers[0]["WWW-Authenticate"]) == ("invalid_token", "Bearer")
    assert server_with(good).get(PAYMENTS).status_code == 200
    assert server_with(f" {good} ").get(PAYMENTS).status_code == 200


@pytest.mark.parametrize("scheme", ["Basic", "Token", "gpk"])
def test_another_scheme_is_no_key(shop: Merchant, scheme: str) -> None:
    client = APIClient()
    client.credentials(HTTP_AUTHORIZATION=f"{scheme} {give_key(shop)}")
    assert client.get(PAYMENTS).json()["code"] == "not_authenticated"


def test_a_key_is_read_from_its_header_only(shop: Merchant) -> None:
    key = give_key(shop)
    client = APIClient()
    client.cookies["Authorization"] = f"Bearer {key}"
    assert client.get(f"{PAYMENTS}?key={key}&access_token={key}").status_code == 401


@pytest.mark.parametrize("scope", list(Scope))
def test_each_route_wants_its_scope(shop: Merchant, scope: Scope) -> None:
    payment = server_of(shop).asked()["id"]
    got = everywhere(server_of(shop, scopes=[scope.value]), payment)
    for (method, rest, wanted, _, status), (answered, code) in zip(ROUTES, got, strict=True):
        if wanted != scope:
            assert (answered, code) == (403, "scope_required"), (method, rest)
        elif rest != "/{id}/cancel" or scope is Scope.PAYMENTS_WRITE:
            assert answered == status, (method, rest)


def test_what_a_key_with_all_scopes_gets(shop: Merchant) -> None:
    server = server_of(shop)
    assert [status for status, _ in everywhere(server, server.asked()["id"])] == [one[4] for one in ROUTES]


def test_another_merchant_s_payment_is_not_there(shop: Merchant) -> None:
    payment = server_of(shop).asked()["id"]
    stranger = server_of(open_merchant(join("grace"), name="Grace's"))
    got = everywhere(stranger, payment)
    for (_, rest, *_), (status, code) in zip(ROUTES, got, strict=True):
        if rest:
            assert (status, code) == (404, "charge_not_found"), rest
    assert Charge.objects.get(pk=payment).state == "OPEN"


@pytest.mark.parametrize("is_live", [True, False])
def test_test_and_live_never_see_each_other(shop: Merchant, is_live: bool) -> None:
    mine, other = server_of(shop, is_live=is_live), server_of(shop, is_live=not is_live)
    payment = other.asked(reference="1042")["id"]
    for method, rest, _, body, _ in ROUTES:
        if not rest:
            continue
        answer = ask(mine, method, PAYMENTS + rest.format(id=payment), body)
        assert (answer.status_code, answer.json()["code"]) == (404, "charge_not_found"), (method, rest)
    assert mine.get(f"{PAYMENTS}?reference=1042").json()["results"] == []
    assert other.state_of(payment) == "open"


def test_a_key_of_one_mode_and_one_of_the_other_may_be_the_same(shop: Merchant) -> None:
    """An Idempotency-Key belongs to a merchant in a mode."""
    live, test = server_of(shop), server_of(shop, is_live=False)
    made = [server.asked(key="order-1042") for server in (live, test)]
    assert made[0]["id"] != made[1]["id"] and [one["live"] for one in made] == [True, False]
    stranger = server_of(open_merchant(join("grace"), name="Grace's"))
    assert stranger.asked(key="order-1042")["id"] not in {one["id"] for one in made}


def test_whoever_is_suspended_may_look_and_not_touch(shop: Merchant) -> None:
    amina = join("amina", 100)
    server = server_of(shop)
    open_one, paid_one, held_one = server.asked(), server.asked("5.00"), server.asked("6.00", capture="manual")
    pay(amina, paid_one["id"]), pay(amina, held_one["id"])
    Merchant.objects.filter(pk=shop.id).update(status=MerchantStatus.SUSPENDED)
    refused = [
        server.ask(),
        server.do(open_one["id"], "cancel"),
        server.do(open_one["id"], "expire"),
        server.do(held_one["id"], "capture"),
        server.do(held_one["id"], "cancel"),
        server.give_back(paid_one["id"]),
    ]
    assert [(one.status_code, one.json()["code"]) for one in refused] == [(409, "merchant_not_trading")] * 6
    states = [server.state_of(one["id"]) for one in (open_one, paid_one, held_one)]
    assert states == ["open", "paid", "held"]
    assert server.get(f"{PAYMENTS}/{paid_one['id']}/refunds").json()["results"] == []
    assert len(server.get(PAYMENTS).json()["results"]) == 3


@pytest.mark.parametrize(
    ("status", "expected"),
    [(MerchantStatus.APPLIED, 201), (MerchantStatus.REJECTED, 409), (MerchantStatus.CLOSED, 409)],
)
def test_test_mode_is_open_while_the_application_is_looked_at(status: MerchantStatus, expected: int) -> None:
    shop = open_merchant(join("brian"), status=status, decided_at=None)
    test, live = server_of(shop, is_live=False), server_of(shop)
    assert test.ask().status_code == expected
    assert live.ask().json()["code"] == "merchant_not_trading"


def test_a_key_that_asks_too_often_waits(shop: Merchant, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "CALLS_BY_KEY", Rate("checkout.key", 3, 60))
    with time_machine.travel(clock.now(), tick=False):
        server, other = server_of(shop), server_of(shop)
        # SECURITY 22: a spoofed address changes nothing.
        answers = [server.get(PAYMENTS, headers={"X-Forwarded-For": f"198.51.100.{n}"}) for n in range(5)]
        assert [one.status_code for one in answers] == [200, 200, 200, 429, 429]
        assert (answers[3].json()["code"], answers[3]["Retry-After"]) == ("rate_limited", "20")
        assert other.get(PAYMENTS).status_code == 200


def test_the_forwarded_address_is_not_believed(shop: Merchant) -> None:
    server: Server = server_of(shop)
    said = server.get(f"{PAYMENTS}", headers={"X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "evil.example"})
    assert said.status_code == 200
    made = server.post(
        PAYMENTS,
        {"amount": "1.00", "currency": "USD"},
        format="json",
        headers={"Idempotency-Key": "a", "X-Forwarded-For": "127.0.0.1", "X-Forwarded-Host": "evil.example"},
    ).json()
    assert made["checkout_url"].startswith("http://testserver/pay/")
