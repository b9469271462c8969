"""Where a merchant's servers are told: its owner says so, with a PIN; the secret is shown once and kept sealed."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction

from apps.accounts.models import Activity
from apps.accounts.tests.confirming import answer_to
from apps.accounts.tests.factories import PIN, client_of, give_pin, make_person, plain_client_with, tokens_of
from apps.checkout import services
from apps.checkout.models import MAX_ENDPOINTS, WebhookDelivery, WebhookEndpoint
from apps.checkout.sealed import open_secrets
from apps.checkout.tests.receiver import Receiver
from apps.checkout.tests.webhooks import again, announce, give_endpoint, receiver, send_at, shop, states
from apps.checkout.webhook_errors import EndpointConflict
from apps.core import clock
from apps.core.crypto import sealed_tables
from apps.core.key_rotation import rotate_keys
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.merchants.models import Merchant, MerchantStatus, Role
from apps.merchants.tests.factories import employ, open_merchant

__all__ = ["receiver", "shop"]
pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)
# A public address needs no resolver.
URL = "https://93.184.215.14/hooks"


def path_of(merchant: Merchant, rest: str = "") -> str:
    return f"/api/v1/merchants/{merchant.id}/webhook-endpoints{rest}"


def ask(client: Any, method: str, path: str, fields: dict[str, Any] | None = None) -> Any:
    headers = {"Idempotency-Key": str(uuid4())}
    return getattr(client, method)(path, fields or {}, format="json", headers=headers)


def wanted(**changes: Any) -> dict[str, Any]:
    return {"url": URL, "is_live": True, "pin": PIN, **changes}


def test_an_endpoint_is_added_and_its_secret_is_told_once_and_kept_sealed(shop: Merchant) -> None:
    client = client_of(shop.owner)
    answer = ask(client, "post", path_of(shop), wanted(events=["refund.created", "payment.paid"], description="shop"))
    assert answer.status_code == 201 and answer["Cache-Control"] == "no-store"
    told = answer.json()
    secret = told.pop("signing_key")
    assert secret.startswith("whsec_") and len(secret) == 50
    assert told["events"] == ["payment.paid", "refund.created"]
    assert (told["status"], told["is_live"], told["url"], told["failures"]) == ("ENABLED", True, URL, 0)
    assert client.get(path_of(shop)).json() == {"results": [told]}
    assert client.get(path_of(shop, f"/{told['id']}")).json() == told
    row = WebhookEndpoint.objects.get()
    assert open_secrets(row, now=clock.now()) == [secret]
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM checkout_webhookendpoint t")
        (text,) = cursor.fetchone()
        cursor.execute("SELECT string_agg(t::text, '') FROM accounts_activity t")
        assert secret not in text + cursor.fetchone()[0]
    assert secret.removeprefix("whsec_").encode().hex() not in text
    written = Activity.objects.filter(person_id=shop.owner_id).latest("id")
    assert written.action == "checkout.webhook_added" and written.detail["host"] == "93.184.215.14"


def test_a_live_one_from_a_phone_nobody_knows_takes_a_code(shop: Merchant) -> None:
    give_pin(shop.owner)
    client = plain_client_with(tokens_of(shop.owner).access)
    assert ask(client, "post", path_of(shop), wanted(is_live=False)).status_code == 201
    refusal = ask(client, "post", path_of(shop), wanted())
    assert (refusal.status_code, refusal.json()["code"]) == (403, "step_up_required")
    step_up = answer_to(refusal)
    # The code is for this address and no other.
    other = ask(client, "post", path_of(shop), wanted(url="https://93.184.215.15/", step_up=step_up))
    assert other.json()["code"] == "invalid_code"
    assert ask(client, "post", path_of(shop), wanted(step_up=step_up)).status_code == 201
    assert ask(client, "post", path_of(shop), wanted(step_up=step_up)).json()["code"] == "invalid_code"


def test_what_is_wrong_with_a_request_is_said_and_nothing_is_made(shop: Merchant) -> None:
    client = client_of(shop.owner)
    for fields, code in [
        (wanted(pin="000000"), "wrong_pin"),
        (wanted(events=["webhook.test"]), "invalid_input"),
        (wanted(events=["payment.unheard_of"]), "invalid_input"),
        (wanted(events="payment.paid"), "invalid_input"),
        (wanted(url=5), "invalid_input"),
        (wanted(url=URL + "x" * 2000), "invalid_input"),
        (wanted(is_live="yes"), "invalid_input"),
        (wanted(description="x" * 141), "invalid_input"),
        (wanted(secret="whsec_mine"), "invalid_input"),
        (wanted(url=f"{URL}?card=4111111111111111"), "card_number_refused"),
        ({"url": URL, "is_live": True}, "invalid_input"),
    ]:
        answer = ask(client, "post", path_of(shop), fields)
        assert 400 <= answer.status_code < 500 and answer.json()["code"] == code, (fields, answer.content)
    assert not WebhookEndpoint.objects.exists()


def test_it_is_the_owners_and_for_others_there_is_no_such_merchant(shop: Merchant) -> None:
    endpoint = give_endpoint(shop)
    (delivery_id,) = announce(shop)
    manager, stranger = make_person("chidi"), make_person("dalia")
    employ(shop, manager, Role.MANAGER)
    other_shop = open_merchant(make_person("esther"), name="Other")
    own = f"/{endpoint.id}"
    requests: list[tuple[str, str, dict[str, Any]]] = [
        ("get", "", {}),
        ("post", "", wanted()),
        ("get", own, {}),
        ("patch", own, {"description": "x", "pin": PIN}),
        ("post", f"{own}/rotate-secret", {"pin": PIN}),
        ("post", f"{own}/test", {}),
        ("get", f"{own}/deliveries", {}),
        ("post", f"{own}/deliveries/{delivery_id}/replay", {}),
        ("post", f"{own}/replay", {"since": clock.now().isoformat()}),
        ("delete", own, {}),
    ]
    for method, rest, fields in requests:
        for person, status, code in [
            (manager, 403, "merchant_role_required"),
            (stranger, 404, "merchant_not_found"),
        ]:
            answer = ask(client_of(person), method, path_of(shop, rest), fields)
            assert (answer.status_code, answer.json()["code"]) == (status, code), (method, rest)
        if rest:
            # Through another merchant of one's own it is not there either.
            answer = ask(client_of(other_shop.owner), method, path_of(other_shop, rest), fields)
            assert (answer.status_code, answer.json()["code"]) == (404, "webhook_endpoint_not_found"), (method, rest)
    assert again(endpoint).status == "ENABLED"


@AT_ONCE
def test_there_are_ten_at_most_also_when_they_are_asked_for_at_once(shop: Merchant) -> None:
    for _ in range(MAX_ENDPOINTS - 1):
        give_endpoint(shop)
    clients = [client_of(shop.owner) for _ in range(4)]
    answers = run_together(4, lambda index: ask(clients[index], "post", path_of(shop), wanted()))
    assert sorted(answer.status_code for answer in answers) == [201, 409, 409, 409]
    refused = [answer.json()["code"] for answer in answers if answer.status_code == 409]
    assert set(refused) == {"too_many_webhook_endpoints"}
    # A deleted one counts no more.
    services.delete_endpoint(
        person_id=shop.owner_id,
        merchant_id=shop.id,
        endpoint_id=WebhookEndpoint.objects.all()[0].id,
        now=clock.now(),
    )
    assert ask(clients[0], "post", path_of(shop), wanted()).status_code == 201


def test_a_closed_merchant_adds_none(shop: Merchant) -> None:
    Merchant.objects.update(status=MerchantStatus.CLOSED)
    assert ask(client_of(shop.owner), "post", path_of(shop), wanted()).json()["code"] == "merchant_not_trading"


@AT_ONCE
def test_a_secret_rotates_with_overlap_and_the_one_before_is_forgotten(shop: Merchant, receiver: Receiver) -> None:
    endpoint = give_endpoint(shop, receiver)
    (old,) = open_secrets(endpoint, now=clock.now())
    client = client_of(shop.owner)
    answer = ask(client, "post", path_of(shop, f"/{endpoint.id}/rotate-secret"), {"pin": PIN})
    assert answer.status_code == 200 and answer["Cache-Control"] == "no-store"
    new = answer.json()["signing_key"]
    row = again(endpoint)
    assert row.previous_until is not None
    assert abs(row.previous_until - clock.now() - timedelta(hours=24)) < timedelta(minutes=1)
    assert open_secrets(row, now=clock.now()) == [new, old]
    assert open_secrets(row, now=row.previous_until) == [new]
    announce(shop)
    for secret in (old, new):
        receiver.secret = secret
        WebhookDelivery.objects.update(state="WAITING", due_at=clock.now(), delivered_at=None)
        assert send_at(clock.now()) == 1, "who knows either of them verifies it"
    # Before the overlap is over a third one comes, and the first is gone; without overlap the second, too.
    answer = ask(client, "post", path_of(shop, f"/{endpoint.id}/rotate-secret"), {"pin": PIN, "overlap_hours": 72})
    third = answer.json()["signing_key"]
    assert open_secrets(again(endpoint), now=clock.now()) == [third, new]
    answer = ask(client, "post", path_of(shop, f"/{endpoint.id}/rotate-secret"), {"pin": PIN, "overlap_hours": 0})
    assert open_secrets(again(endpoint), now=clock.now()) == [answer.json()["signing_key"]]
    for hours in (-1, 73, 1.5, "24", True):
        fields = {"pin": PIN, "overlap_hours": hours}
        assert ask(client, "post", path_of(shop, f"/{endpoint.id}/rotate-secret"), fields).status_code == 400
    assert ask(client, "post", path_of(shop, f"/{endpoint.id}/rotate-secret"), {}).status_code == 400


def test_old_secrets_are_erased_and_all_are_sealed_anew_with_the_keys(shop: Merchant, settings: Any) -> None:
    endpoint = give_endpoint(shop)
    now = clock.now()
    row = again(endpoint)
    from apps.checkout.sealed import write_secret

    write_secret(row, "whsec_bmV3bmV3bmV3", previous_until=now + timedelta(hours=1))
    row.save()
    assert services.forget_old_secrets(now=now) == 0
    assert services.forget_old_secrets(now=now + timedelta(hours=1)) == 1
    row = again(endpoint)
    assert row.previous_secret is None and open_secrets(row, now=now) == ["whsec_bmV3bmV3bmV3"]
    [table] = [one for one in sealed_tables() if one.table == "checkout_webhookendpoint"]
    assert table.columns == ("secret", "previous_secret")


@AT_ONCE
def test_secrets_survive_a_rotation_of_our_keys(shop: Merchant, settings: Any) -> None:
    endpoint = give_endpoint(shop)
    before = open_secrets(endpoint, now=clock.now())
    ring = dict(settings.FIELD_KEYS)
    settings.FIELD_KEYS = {"newer": "bm8gc3VjaCBrZXkgd2FzIGhlcmUgYmVmb3JlIHRoaXM=", **ring}
    list(rotate_keys(wait=lambda seconds: None))
    settings.FIELD_KEYS = {"newer": settings.FIELD_KEYS["newer"]}
    assert open_secrets(again(endpoint), now=clock.now()) == before


def test_an_endpoint_is_changed_switched_off_and_on_and_deleted(shop: Merchant) -> None:
    endpoint = give_endpoint(shop)
    WebhookEndpoint.objects.update(failures=5, failing_since=clock.now(), resting_until=clock.now())
    client, path = client_of(shop.owner), path_of(shop, f"/{endpoint.id}")
    changed = ask(client, "patch", path, {"description": "new", "events": ["payment.held"], "pin": PIN}).json()
    assert (changed["description"], changed["events"], changed["failures"]) == ("new", ["payment.held"], 5)
    # Another address begins without failures.
    assert ask(client, "patch", path, {"url": URL, "pin": PIN}).json()["failures"] == 0
    assert ask(client, "patch", path, {"events": [], "pin": PIN}).json()["events"] == []
    announce(shop, 2)
    off = ask(client, "patch", path, {"status": "DISABLED", "pin": PIN}).json()
    assert (off["status"], off["disabled_because"]) == ("DISABLED", "OWNER") and states() == {"CANCELLED": 2}
    assert ask(client, "patch", path, {"status": "DISABLED", "pin": PIN}).status_code == 200
    assert announce(shop) == []
    assert ask(client, "post", f"{path}/test").json()["code"] == "webhook_endpoint_conflict"
    on = ask(client, "patch", path, {"status": "ENABLED", "pin": PIN}).json()
    assert (on["status"], on["disabled_because"]) == ("ENABLED", None) and len(announce(shop)) == 1
    assert ask(client, "patch", path, {"status": "DELETED", "pin": PIN}).status_code == 400
    assert ask(client, "patch", path, {"is_live": True, "pin": PIN}).status_code == 400
    # Where the news goes takes the PIN; the rest does not.
    refused = ask(client, "patch", path, {"url": "https://93.184.215.15/"})
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (400, "pin")
    assert ask(client, "patch", path, {"url": "https://93.184.215.15/", "pin": "000000"}).json()["code"] == "wrong_pin"
    assert ask(client, "patch", path, {"description": "x", "status": "ENABLED"}).status_code == 200
    assert again(endpoint).url == URL
    assert ask(client, "delete", path).status_code == 204
    row = again(endpoint)
    assert (row.status, row.secret, row.previous_secret) == ("DELETED", None, None)
    assert states() == {"CANCELLED": 3} and announce(shop) == []
    for method in ("get", "patch", "delete"):
        answer = ask(client, method, path, {"description": "x", "pin": PIN} if method == "patch" else {})
        assert (answer.status_code, answer.json()["code"]) == (404, "webhook_endpoint_not_found")
    assert client.get(path_of(shop)).json() == {"results": []}
    # Who has no endpoint at all has no events written either.
    assert WebhookDelivery.objects.values("event_id").distinct().count() == 3


def test_what_an_operator_disabled_only_an_operator_enables(shop: Merchant) -> None:
    endpoint = give_endpoint(shop)
    operator = make_person("olga")
    services.disable_by_operator(endpoint_id=endpoint.id, reason="it was reported", by=operator.id, now=clock.now())
    row = again(endpoint)
    assert (row.status, row.disabled_because, row.status_reason) == ("DISABLED", "OPERATOR", "it was reported")
    from apps.checkout.services._endpoints import _switch_on

    with pytest.raises(EndpointConflict):
        _switch_on(row, by_operator=False)
    with pytest.raises(EndpointConflict):
        services.disable_by_operator(endpoint_id=endpoint.id, reason="again", by=operator.id, now=clock.now())
    services.enable_by_operator(endpoint_id=endpoint.id, reason="it was not so", by=operator.id, now=clock.now())
    assert (again(endpoint).status, again(endpoint).status_reason) == ("ENABLED", "")
    with pytest.raises(EndpointConflict):
        services.enable_by_operator(endpoint_id=endpoint.id, reason="again", by=operator.id, now=clock.now())


@AT_ONCE
def test_nothing_waits_for_an_endpoint_that_is_disabled_while_something_is_announced(shop: Merchant) -> None:
    """Whoever comes first: disabling waits for who announces, and cancels what that has written."""
    endpoint = give_endpoint(shop)
    with other_transaction() as there:
        there(lambda: announce(shop))
        off = in_background(
            lambda: services.disable_by_operator(endpoint_id=endpoint.id, reason="x", by=shop.owner_id, now=clock.now())
        )
        wait_until_blocked()
    off.result(60)
    assert states() == {"CANCELLED": 1}
    services.enable_by_operator(endpoint_id=endpoint.id, reason="x", by=shop.owner_id, now=clock.now())
    with other_transaction() as there:
        there(
            lambda: services.disable_by_operator(endpoint_id=endpoint.id, reason="x", by=shop.owner_id, now=clock.now())
        )
        announcing = in_background(lambda: announce(shop))
        wait_until_blocked()
    assert announcing.result(60) == [] and states() == {"CANCELLED": 1}


def test_the_database_refuses_what_services_never_do(shop: Merchant) -> None:
    endpoint = give_endpoint(shop)
    (delivery_id,) = announce(shop)
    other = give_endpoint(shop)
    services.disable_by_operator(endpoint_id=other.id, reason="x", by=shop.owner_id, now=clock.now())
    waits_for_nobody = (
        "INSERT INTO checkout_webhookdelivery (id, event_id, endpoint_id, state, attempts, failures, due_at,"
        f" last_error, answer, created_at) SELECT '{uuid4()}', event_id, '{other.id}', 'WAITING', 0, 0, now(), '', '',"
        f" now() FROM checkout_webhookdelivery WHERE id = '{delivery_id}'"
    )
    for statement in (
        "UPDATE checkout_webhookevent SET body = 'other'",
        "UPDATE checkout_webhookevent SET created_at = now()",
        f"UPDATE checkout_webhookdelivery SET endpoint_id = '{other.id}'",
        "UPDATE checkout_webhookdelivery SET attempts = -1",
        "UPDATE checkout_webhookdelivery SET state = 'DELIVERED'",
        "UPDATE checkout_webhookdelivery SET state = 'FAILED', leased_until = now()",
        waits_for_nobody,
        "UPDATE checkout_webhookendpoint SET status = 'ENABLED'",
        "UPDATE checkout_webhookendpoint SET status = 'DISABLED'",
        "UPDATE checkout_webhookendpoint SET secret = NULL",
        "UPDATE checkout_webhookendpoint SET failures = 1",
        "UPDATE checkout_webhookendpoint SET events = '{webhook.test}'",
        "UPDATE checkout_webhookendpoint SET previous_until = now()",
    ):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)
    assert (again(endpoint).status, WebhookDelivery.objects.get(pk=delivery_id).state) == ("ENABLED", "WAITING")
