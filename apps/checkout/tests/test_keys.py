"""API keys of merchants: made and rotated by the owner with a proof, shown once, kept nowhere, ended at once."""

import logging
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
import time_machine
from django.conf import settings
from django.db import DatabaseError, connection, transaction

from apps.accounts import services as accounts
from apps.accounts.models import Activity, User
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, client_of, give_pin, make_operator, plain_client_with, tokens_of
from apps.checkout import keys, services
from apps.checkout.models import ApiKey
from apps.checkout.tests.servers import PAYMENTS, give_key, server_of, server_with
from apps.core import clock
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.merchants.models import Merchant, MerchantStatus, Role
from apps.merchants.tests.factories import employ, open_merchant
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
ALL = ["payments:read", "payments:write", "refunds:write"]


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def shop(brian: User) -> Merchant:
    return open_merchant(brian)


def address(merchant: Merchant, rest: str = "") -> str:
    return f"/api/v1/merchants/{merchant.id}/api-keys{rest}"


def post(client: Any, path: str, body: dict[str, Any]) -> Any:
    return client.post(path, body, format="json", headers={"Idempotency-Key": str(uuid4())})


def wanted(**changes: Any) -> dict[str, Any]:
    return {"name": "shop", "is_live": False, "scopes": ALL, "pin": PIN, **changes}


def made(client: Any, merchant: Merchant, **changes: Any) -> Any:
    """A key that was made, its code confirmed if one was asked for."""
    answer = post(client, address(merchant), wanted(**changes))
    if answer.status_code == 403:
        answer = post(client, address(merchant), wanted(**changes, step_up=answer_to(answer)))
    assert answer.status_code == 201, answer.content
    return answer.json()


@AT_ONCE
def test_a_live_key_takes_a_code_and_its_owner_is_told(brian: User, shop: Merchant) -> None:
    client = client_of(brian)
    first = post(client, address(shop), wanted(is_live=True))
    assert (first.status_code, first.json()["code"], ApiKey.objects.count()) == (403, "step_up_required", 0)
    code = answer_to(first)
    answer = post(client, address(shop), wanted(is_live=True, step_up=code))
    assert (answer.status_code, answer["Cache-Control"]) == (201, "no-store")
    body = answer.json()
    assert body["key"].startswith("gpk_live_") and body["prefix"] == body["key"][:13] and len(body["key"]) == 52
    assert (body["scopes"], body["is_live"], body["expires_at"], body["last_used_at"]) == (ALL, True, None, None)
    assert server_with(body["key"]).get(PAYMENTS).status_code == 200
    deliver_events()
    told = Notification.objects.get(person_id=brian.id, topic="merchant_key_made")
    assert shop.name in told.title and body["prefix"] in told.body and body["key"] not in told.body
    assert sorted(told.deliveries.values_list("channel", flat=True)) == ["EMAIL", "SMS"]
    line = Activity.objects.get(person_id=brian.id, action="checkout.key_made")
    assert (line.subject, line.detail["merchant_id"]) == (body["id"], str(shop.id))
    assert body["key"] not in str(line.detail)
    # A code is good for one key.
    again = post(client, address(shop), wanted(is_live=True, step_up=code))
    assert (again.status_code, again.json()["code"], ApiKey.objects.count()) == (422, "invalid_code", 1)


def test_a_test_key_takes_the_pin_and_nobody_is_alarmed(brian: User, shop: Merchant) -> None:
    body = made(client_of(brian), shop)
    assert body["key"].startswith("gpk_test_")
    row = ApiKey.objects.get()
    services.tell_of_key(key_id=row.id, cause=uuid4(), now=clock.now())
    assert not Notification.objects.filter(topic="merchant_key_made").exists()
    assert server_with(body["key"]).get(PAYMENTS).json()["results"] == []


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 41}, "name"),
        ({"is_live": "false"}, "is_live"),
        ({"scopes": []}, "scopes"),
        ({"scopes": ["payments:*"]}, "scopes.0"),
        ({"scopes": "payments:read"}, "scopes"),
        ({"expires_in_days": 0}, "expires_in_days"),
        ({"expires_in_days": "7"}, "expires_in_days"),
        ({"pin": "12"}, "pin"),
        ({"merchant_id": str(uuid4())}, "merchant_id"),
        ({"digest": "x"}, "digest"),
    ],
)
def test_what_makes_no_sense_makes_no_key(brian: User, shop: Merchant, changes: dict[str, Any], field: str) -> None:
    answer = post(client_of(brian), address(shop), wanted(**changes))
    assert answer.status_code == 400, answer.content
    assert {error["field"] for error in answer.json()["errors"]} == {field}
    assert not ApiKey.objects.exists()


def test_a_wrong_pin_makes_no_key(brian: User, shop: Merchant) -> None:
    answer = post(client_of(brian), address(shop), wanted(pin="000000"))
    assert (answer.json()["code"], ApiKey.objects.count()) == ("wrong_pin", 0)


def test_a_registered_phone_signs_it(brian: User, shop: Merchant) -> None:
    client = client_of(brian)
    client.phone = None
    answer = post(client, address(shop), wanted())
    assert (answer.json()["code"], ApiKey.objects.count()) == ("signature_required", 0)


@pytest.mark.parametrize("role", [Role.MANAGER, Role.CASHIER])
def test_only_the_owner_has_keys(shop: Merchant, role: Role) -> None:
    row = ApiKey.objects.get(digest=keys.digest_of(give_key(shop)))
    grace, stranger = join("grace"), join("farid")
    employ(shop, grace, role)
    for person, status, code in ((grace, 403, "merchant_role_required"), (stranger, 404, "merchant_not_found")):
        client = client_of(person)
        answers = [
            client.get(address(shop)),
            post(client, address(shop), wanted()),
            post(client, address(shop, f"/{row.id}/rotate"), {"overlap_hours": 0, "pin": PIN}),
            client.delete(address(shop, f"/{row.id}")),
        ]
        assert [(one.status_code, one.json()["code"]) for one in answers] == [(status, code)] * 4
    row.refresh_from_db()
    assert (ApiKey.objects.count(), row.revoked_at, row.expires_at) == (1, None, None)


def test_a_key_of_another_merchant_is_not_there(brian: User, shop: Merchant) -> None:
    others = ApiKey.objects.get(digest=keys.digest_of(give_key(open_merchant(join("grace"), name="Grace's"))))
    client = client_of(brian)
    for answer in (
        client.delete(address(shop, f"/{others.id}")),
        post(client, address(shop, f"/{others.id}/rotate"), {"overlap_hours": 0, "pin": PIN}),
    ):
        assert (answer.status_code, answer.json()["code"]) == (404, "key_not_found")
    assert client.get(address(shop)).json()["results"] == []


def test_before_it_is_approved_a_merchant_has_test_keys_only(brian: User) -> None:
    shop = open_merchant(brian, status=MerchantStatus.APPLIED, decided_at=None)
    assert made(client_of(brian), shop)["is_live"] is False
    refused = post(client_of(brian), address(shop), wanted(is_live=True))
    assert (refused.status_code, refused.json()["code"]) == (409, "merchant_not_trading")
    for status in (MerchantStatus.REJECTED, MerchantStatus.SUSPENDED, MerchantStatus.CLOSED):
        other = open_merchant(brian, name=status, status=status)
        assert post(client_of(brian), address(other), wanted()).json()["code"] == "merchant_not_trading"


def test_there_are_twenty_at_most_that_are_good(brian: User, shop: Merchant) -> None:
    for _ in range(18):
        give_key(shop, is_live=False)
    give_key(shop, is_live=False, created_at=clock.now() - timedelta(days=2), expires_at=clock.now())
    give_key(shop, is_live=False, revoked_at=clock.now(), revoked_by=brian)
    client = client_of(brian)
    made(client, shop), made(client, shop)
    refused = post(client, address(shop), wanted())
    assert (refused.status_code, refused.json()["code"]) == (409, "too_many_keys")


def test_a_key_is_over_when_its_days_are(brian: User, shop: Merchant) -> None:
    body = made(client_of(brian), shop, expires_in_days=2)
    server = server_with(body["key"])
    assert server.get(PAYMENTS).status_code == 200
    # What is in the cache knows when it ends.
    with time_machine.travel(clock.now() + timedelta(days=2, seconds=1), tick=False):
        assert server.get(PAYMENTS).status_code == 401


def test_the_old_key_lives_beside_the_new_one_for_the_overlap(brian: User, shop: Merchant) -> None:
    client, old = client_of(brian), made(client_of(brian), shop, name="till server", scopes=ALL[:1])
    path = address(shop, f"/{old['id']}/rotate")
    answer = post(client, path, {"overlap_hours": 24, "pin": PIN})
    assert answer.status_code == 201, answer.content
    new = answer.json()
    assert new["key"] != old["key"] and new["rotated_from"] == old["id"]
    assert (new["name"], new["scopes"], new["expires_at"]) == ("till server", ALL[:1], None)
    assert [server_with(one["key"]).get(PAYMENTS).status_code for one in (old, new)] == [200, 200]
    with time_machine.travel(clock.now() + timedelta(hours=24, seconds=1), tick=False):
        assert [server_with(one["key"]).get(PAYMENTS).status_code for one in (old, new)] == [401, 200]
    # Once: its successor is what is rotated next.
    again = post(client, path, {"overlap_hours": 0, "pin": PIN})
    assert (again.status_code, again.json()["code"]) == (409, "key_ended")


def test_without_an_overlap_the_old_key_is_over_at_once(brian: User, shop: Merchant) -> None:
    client, old = client_of(brian), made(client_of(brian), shop, expires_in_days=30)
    assert server_with(old["key"]).get(PAYMENTS).status_code == 200
    new = post(client, address(shop, f"/{old['id']}/rotate"), {"overlap_hours": 0, "pin": PIN}).json()
    assert [server_with(one["key"]).get(PAYMENTS).status_code for one in (old, new)] == [401, 200]
    # It lives as long as the old one was meant to.
    row = ApiKey.objects.get(pk=new["id"])
    assert row.expires_at is not None and row.expires_at - row.created_at == timedelta(days=30)


def test_rotating_a_live_key_takes_a_code_too(brian: User, shop: Merchant) -> None:
    client, old = client_of(brian), made(client_of(brian), shop, is_live=True)
    path = address(shop, f"/{old['id']}/rotate")
    first = post(client, path, {"overlap_hours": 1, "pin": PIN})
    assert first.json()["code"] == "step_up_required"
    # The code is good for what it was asked for.
    other = post(client, path, {"overlap_hours": 72, "pin": PIN, "step_up": answer_to(first)})
    assert other.json()["code"] == "invalid_code"
    assert post(client, path, {"overlap_hours": 1, "pin": PIN, "step_up": answer_to(first)}).status_code == 201


@pytest.mark.parametrize("hours", [-1, 73, "1", 1.5, None])
def test_an_overlap_is_up_to_three_days(brian: User, shop: Merchant, hours: object) -> None:
    key = ApiKey.objects.get(digest=keys.digest_of(give_key(shop, is_live=False)))
    answer = post(client_of(brian), address(shop, f"/{key.id}/rotate"), {"overlap_hours": hours, "pin": PIN})
    assert (answer.status_code, ApiKey.objects.count()) == (400, 1)


@pytest.mark.usefixtures("copies_grow_old")
def test_a_revoked_key_is_over_at_once_and_for_good(brian: User, shop: Merchant) -> None:
    client, body = client_of(brian), made(client_of(brian), shop)
    server = server_with(body["key"])
    assert server.get(PAYMENTS).status_code == 200
    assert client.delete(address(shop, f"/{body['id']}")).status_code == 204
    assert server.get(PAYMENTS).status_code == 401
    assert client.delete(address(shop, f"/{body['id']}")).status_code == 204
    refused = post(client, address(shop, f"/{body['id']}/rotate"), {"overlap_hours": 0, "pin": PIN})
    assert refused.json()["code"] == "key_ended"
    assert Activity.objects.filter(action="checkout.key_revoked", subject=body["id"]).count() == 1
    # Another process has its own copy, for less than five seconds.
    assert settings.SESSION_CACHE_SECONDS < 5


def test_an_operator_revokes_a_key_that_was_found_somewhere(shop: Merchant) -> None:
    key, olga = give_key(shop), make_operator()
    row = ApiKey.objects.get()
    services.revoke_key_by_operator(key_id=row.id, by=olga.id, reason="in a public repository", now=clock.now())
    assert server_with(key).get(PAYMENTS).status_code == 401
    line = Activity.objects.get(person_id=olga.id, action="checkout.key_revoked")
    assert line.detail["reason"] == "in a public repository"


def test_the_list_says_what_a_key_may_and_when_it_was_used(brian: User, shop: Merchant) -> None:
    client = client_of(brian)
    first, second = made(client, shop, scopes=ALL[:1]), made(client, shop, name="two")
    server_with(first["key"]).get(PAYMENTS)
    page = client.get(address(shop)).json()["results"]
    assert [one["id"] for one in page] == [second["id"], first["id"]]
    assert page[0]["last_used_at"] is None and page[1]["last_used_at"] is not None
    assert set(page[0]) == {
        *("id", "name", "is_live", "scopes", "prefix", "created_at", "last_used_at", "expires_at", "ended_at"),
        "rotated_from",
    }
    assert first["key"] not in str(page)
    one = client.get(f"{address(shop)}?page_size=1").json()
    assert (len(one["results"]), client.get(one["next"]).json()["results"][0]["id"]) == (1, first["id"])


def test_its_use_is_noted_once_a_minute(shop: Merchant) -> None:
    server = server_of(shop)
    moment = clock.now().replace(microsecond=0)
    for seconds, expected in ((0, 0), (30, 0), (61, 61)):
        with time_machine.travel(moment + timedelta(seconds=seconds), tick=False):
            server.get(PAYMENTS)
            assert ApiKey.objects.get().last_used_at == moment + timedelta(seconds=expected)


@AT_ONCE
def test_the_key_stands_in_its_answer_and_nowhere_else(
    brian: User, shop: Merchant, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    """SECURITY 2: canaries."""
    caplog.set_level(logging.DEBUG)
    client = client_of(brian)
    live, test = made(client, shop, is_live=True), made(client, shop)
    rotated = post(client, address(shop, f"/{test['id']}/rotate"), {"overlap_hours": 1, "pin": PIN}).json()
    for one in (live, test, rotated):
        server_with(one["key"]).get(PAYMENTS)
        server_with(one["key"]).get(f"{PAYMENTS}/{uuid4()}")
        server_with(one["key"]).ask("0")
    server_with(live["key"] + "x").get(PAYMENTS)
    deliver_events()
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        stored = []
        for (table,) in cursor.fetchall():
            cursor.execute(f'SELECT t::text FROM "{table}" t')
            stored += [row[0] for row in cursor.fetchall()]
    written = capfd.readouterr()
    logged = [str(record.__dict__) for record in caplog.records]
    said = "\n".join([*stored, caplog.text, *logged, written.out, written.err, str(client.get(address(shop)).json())])
    assert live["prefix"] in said, "the net must have caught what happened"
    for one in (live, test, rotated):
        # Neither whole nor a telling part of it.
        assert one["key"][13:33] not in said and one["key"][-20:] not in said
        assert keys.digest_of(one["key"]).hex() in said


@AT_ONCE
def test_of_many_rotations_at_once_one_goes_ahead(brian: User, shop: Merchant) -> None:
    old = ApiKey.objects.get(digest=keys.digest_of(give_key(shop, is_live=False)))
    clients = [client_of(brian) for _ in range(6)]
    path = address(shop, f"/{old.id}/rotate")
    answers = run_together(6, lambda n: post(clients[n], path, {"overlap_hours": 1, "pin": PIN}))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409, 409, 409]
    assert ApiKey.objects.count() == 2


@AT_ONCE
def test_a_session_that_ends_meanwhile_makes_no_key(
    brian: User, shop: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(brian)
    authorise = accounts.authorise

    def authorise_and_end(**arguments: Any) -> Any:
        authority = authorise(**arguments)
        accounts.end_all_sessions(person_id=brian.id, now=clock.now())
        return authority

    monkeypatch.setattr("apps.checkout.services._keys.accounts.authorise", authorise_and_end)
    answer = post(client, address(shop), wanted())
    assert (answer.status_code, ApiKey.objects.count()) == (401, 0)


@AT_ONCE
def test_dying_half_way_leaves_no_key_and_an_unused_code(
    brian: User, shop: Merchant, monkeypatch: pytest.MonkeyPatch
) -> None:
    client = client_of(brian)
    code = answer_to(post(client, address(shop), wanted(is_live=True)))
    with monkeypatch.context() as patch:
        patch.setattr("apps.checkout.services._keys.events.record", _die)
        with pytest.raises(SystemExit):
            post(client, address(shop), wanted(is_live=True, step_up=code))
    assert not ApiKey.objects.exists() and not Activity.objects.filter(action="checkout.key_made").exists()
    assert post(client, address(shop), wanted(is_live=True, step_up=code)).status_code == 201


def _die(*arguments: object, **more: object) -> None:
    raise SystemExit


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE checkout_apikey SET scopes = '{payments:read}'",
        "UPDATE checkout_apikey SET is_live = NOT is_live",
        "UPDATE checkout_apikey SET digest = decode(repeat('00', 32), 'hex')",
        "UPDATE checkout_apikey SET revoked_at = NULL, revoked_by_id = NULL",
        "UPDATE checkout_apikey SET expires_at = expires_at + interval '1 day'",
        "UPDATE checkout_apikey SET expires_at = NULL",
        "UPDATE checkout_apikey SET merchant_id = gen_random_uuid()",
        "DELETE FROM checkout_apikey",
        "TRUNCATE checkout_apikey CASCADE",
        (
            "INSERT INTO checkout_apikey SELECT (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(),"
            " 'digest', '\\x' || repeat('01', 32), 'scopes', '[]'::jsonb))).* FROM checkout_apikey k"
        ),
        (
            "INSERT INTO checkout_apikey SELECT (jsonb_populate_record(k, jsonb_build_object('id', gen_random_uuid(),"
            " 'digest', '\\x' || repeat('01', 31)))).* FROM checkout_apikey k"
        ),
    ],
)
def test_the_database_keeps_keys_as_they_were(shop: Merchant, statement: str) -> None:
    now = clock.now()
    give_key(shop, expires_at=now + timedelta(days=1), revoked_at=now, revoked_by=shop.owner)
    before = ApiKey.objects.values().get()
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert ApiKey.objects.values().get() == before


def test_a_pin_without_a_registered_phone_makes_a_test_key_and_no_live_one(brian: User, shop: Merchant) -> None:
    """SECURITY 3: a PIN alone authorises nothing that moves money."""
    give_pin(brian)
    client = plain_client_with(tokens_of(brian).access)
    assert post(client, address(shop), wanted(is_live=True)).json()["code"] == "step_up_required"
    assert post(client, address(shop), wanted()).status_code == 201
    assert [row.is_live for row in ApiKey.objects.all()] == [False]
