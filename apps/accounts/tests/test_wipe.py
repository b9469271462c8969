"""Wiping a lost phone: a signed, single-use, acknowledged, audited command. SECURITY 11."""

import base64
import json
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import DatabaseError, transaction
from rest_framework.test import APIClient

from apps.accounts import device_keys, rates, services
from apps.accounts.models import Activity, Device, RefreshToken, Session, User, WipeCommand
from apps.accounts.tests.factories import Phone, give_pin, make_operator, make_person, plain_client_with
from apps.accounts.tests.phones import DEVICES, acknowledge, ask_signed, fetch, path_of, phone_of, register
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db


def lost_and_here() -> tuple[User, Phone, APIClient]:
    """Amina's lost phone, and a client on her other one."""
    amina = make_person("amina")
    give_pin(amina)
    _, lost = phone_of(amina, "app-1")
    here, _ = phone_of(amina, "app-2", name="Tablet")
    Session.objects.filter(bound_device_id=lost.device_id).update(ip="203.0.113.9", device_name="Amina's phone")
    return amina, lost, here


def state_of(phone: Phone, client: APIClient) -> dict[str, Any]:
    rows = {row["id"]: row for row in client.get(DEVICES).json()["results"]}
    row: dict[str, Any] = rows[str(phone.device_id)]
    return row


def everything() -> list[Any]:
    """What a refused acknowledgement must leave as it was."""
    return [list(model.objects.order_by("pk").values()) for model in (Device, WipeCommand, Session, RefreshToken)] + [
        OutboxEvent.objects.count()
    ]


def test_the_whole_story_is_shown_told_and_written_down() -> None:
    amina, lost, here = lost_and_here()
    assert state_of(lost, here)["wipe"] is None

    ordered = here.post(path_of(lost, "wipe"))
    assert (ordered.status_code, ordered.json()["status"]) == (202, "LOCKED")
    wipe = ordered.json()["wipe"]
    assert set(wipe) == {"requested_at", "delivered_at", "done_at"}
    assert wipe["requested_at"] and not wipe["delivered_at"] and not wipe["done_at"]

    command = fetch(lost)
    assert command.status_code == 200
    assert command["Cache-Control"] == "no-store"
    wipe = state_of(lost, here)["wipe"]
    assert wipe["delivered_at"] and not wipe["done_at"]

    done = acknowledge(lost, command.json())
    assert done.status_code == 200
    assert set(done.json()) == {"id", "status", "done_at"}
    row = state_of(lost, here)
    assert (row["status"], row["name"], row["platform"]) == ("WIPED", "", "")
    assert row["wipe"]["done_at"]

    actions = list(
        Activity.objects.filter(person_id=amina.id, subject=str(lost.device_id)).order_by("id").values_list("action")
    )
    assert [action for (action,) in actions] == [
        "accounts.device_registered",
        "accounts.device_locked",
        "accounts.wipe_requested",
        "accounts.wipe_delivered",
        "accounts.device_wiped",
    ]
    topics = list(OutboxEvent.objects.values_list("topic", flat=True))
    assert topics.count("accounts.wipe_requested") == topics.count("accounts.device_wiped") == 1
    assert WipeCommand.objects.get().requested_by == amina.id


def test_what_we_held_of_the_phone_is_destroyed() -> None:
    _, lost, here = lost_and_here()
    Session.objects.filter(bound_device_id=lost.device_id).update(device_id="app-1", platform="android")
    others = RefreshToken.objects.exclude(session__bound_device_id=lost.device_id).count()
    here.post(path_of(lost, "wipe"))
    acknowledge(lost, fetch(lost).json())
    device = Device.objects.get(pk=lost.device_id)
    assert (device.public_key, device.name, device.platform, device.client_id) == (None, "", "", "")
    session = Session.objects.get(bound_device_id=lost.device_id)
    assert (session.ip, session.device_name, session.platform, session.device_id) == (None, "", "", "")
    assert RefreshToken.objects.count() == others
    assert here.get("/api/v1/me").status_code == 200


def test_the_command_is_ours_and_its_signature_says_so() -> None:
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    command = fetch(lost).json()
    assert set(command) == {"id", "action", "device_id", "nonce", "issued_at", "signature"}
    assert (command["action"], command["device_id"]) == ("wipe", str(lost.device_id))
    assert len(base64.b64decode(command["nonce"])) == 32
    signature = base64.b64decode(command.pop("signature"))
    signed = json.dumps(command, sort_keys=True, separators=(",", ":")).encode()
    Ed25519PublicKey.from_public_bytes(device_keys.command_public_key()).verify(signature, signed)
    assert fetch(lost).json()["nonce"] == command["nonce"], "a phone that died over it asks again"
    assert Activity.objects.filter(action="accounts.wipe_delivered").count() == 1


def test_an_acknowledged_command_is_over() -> None:
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    command = fetch(lost).json()
    assert acknowledge(lost, command).status_code == 200
    before = everything()
    second = acknowledge(lost, command)
    assert (second.status_code, second.json()["code"]) == (409, "already_wiped")
    assert fetch(lost).status_code == 404
    stranger = acknowledge(lost, {**command, "nonce": base64.b64encode(bytes(32)).decode()})
    assert stranger.status_code == 404, "only who was told the nonce learns that it is done"
    assert everything() == before


@pytest.mark.django_db(transaction=True)
def test_of_two_acknowledgements_at_once_one_counts() -> None:
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    command = fetch(lost).json()
    answers = run_together(4, lambda _: acknowledge(lost, command))
    assert sorted(answer.status_code for answer in answers) == [200, 409, 409, 409]
    assert OutboxEvent.objects.filter(topic="accounts.device_wiped").count() == 1


def test_a_wipe_locks_a_phone_that_was_not_locked() -> None:
    amina = make_person("amina")
    there, lost = phone_of(amina, "app-1")
    here, _ = phone_of(amina, "app-2")
    here.post(path_of(lost, "wipe"))
    assert there.get("/api/v1/me").status_code == 401
    assert OutboxEvent.objects.get(topic="accounts.device_locked").payload["reason"] == "wipe"


def test_asked_again_it_is_the_same_order() -> None:
    _, lost, here = lost_and_here()
    answers = [here.post(path_of(lost, "wipe")) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    assert WipeCommand.objects.count() == 1
    assert OutboxEvent.objects.filter(topic="accounts.wipe_requested").count() == 1


def test_an_operator_orders_a_wipe_and_is_named() -> None:
    amina, lost, _ = lost_and_here()
    olga = make_operator()
    services.request_wipe(person_id=amina.id, device_id=lost.device_id, by=olga.id, now=clock.now())
    assert WipeCommand.objects.get().requested_by == olga.id
    assert Activity.objects.get(action="accounts.wipe_requested").detail["by"] == str(olga.id)


def test_a_wiped_or_removed_phone_is_not_wiped_again() -> None:
    amina, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    acknowledge(lost, fetch(lost).json())
    for path in ("wipe", "lock"):
        refused = here.post(path_of(lost, path))
        assert (refused.status_code, refused.json()["code"]) == (409, "device_conflict")
    client, phone = phone_of(amina, "app-3")
    client.delete(path_of(phone))
    assert here.post(path_of(phone, "wipe")).status_code == 409


def test_a_phone_that_is_to_be_wiped_is_not_unlocked() -> None:
    amina, lost, _ = lost_and_here()
    here, other = phone_of(amina, "app-3")
    here.post(path_of(lost, "wipe"))
    refused = ask_signed(here, other, "POST", path_of(lost, "unlock"), {"pin": "739184"})
    assert (refused.status_code, refused.json()["code"]) == (409, "device_conflict")


def test_a_phone_that_was_removed_before_it_came_online_is_wiped_all_the_same() -> None:
    amina, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    # A new app on the same phone takes its place meanwhile.
    pair = services.open_session(user=amina, device=services.Device(id="app-1"), now=clock.now())
    assert register(plain_client_with(pair.access), Phone(), "app-1").status_code == 201
    assert Device.objects.get(pk=lost.device_id).status == "REMOVED"
    assert state_of(lost, here)["wipe"]["done_at"] is None, "it stays listed until it is done"
    assert acknowledge(lost, fetch(lost).json()).status_code == 200
    assert Device.objects.get(pk=lost.device_id).status == "WIPED"


# --- Who may fetch, and acknowledge ---------------------------------------------------------------------------


def forger_of(phone: Phone) -> Phone:
    forger = Phone()
    forger.device_id = phone.device_id
    return forger


def test_unknown_phone_no_order_and_foreign_key_are_refused_alike() -> None:
    """Nobody learns which phones there are, or are to be wiped."""
    amina, lost, here = lost_and_here()
    _, well = phone_of(amina, "app-3")
    here.post(path_of(lost, "wipe"))
    seen = []
    for phone in (Phone(), well, forger_of(lost), forger_of(well)):
        answer = fetch(phone)
        seen.append((answer.status_code, {**answer.json(), "request_id": ""}))
        assert acknowledge(phone, {"id": str(uuid7()), "nonce": "x"}).status_code == 404
    assert seen == [seen[0]] * 4
    assert (seen[0][0], seen[0][1]["code"]) == (404, "not_found")
    assert WipeCommand.objects.get().delivered_at is None


def test_the_key_of_one_phone_fetches_nothing_for_another() -> None:
    amina, lost, here = lost_and_here()
    _, well = phone_of(amina, "app-3")
    here.post(path_of(lost, "wipe"))
    answer = ask_signed(APIClient(), well, "GET", path_of(lost, "command"))
    assert answer.status_code == 404
    both = Phone()
    both.key, both.device_id = lost.key, well.device_id
    assert ask_signed(APIClient(), both, "GET", path_of(lost, "command")).status_code == 404
    assert WipeCommand.objects.get().delivered_at is None


def test_without_a_signature_nothing_is_fetched() -> None:
    """A token does not help: the phone has none, and nobody else is meant."""
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    for client in (APIClient(), here):
        refused = client.get(path_of(lost, "command"))
        assert (refused.status_code, refused.json()["code"]) == (403, "signature_required")
        body = {"id": str(uuid4()), "nonce": "x"}
        refused = client.post(path_of(lost, "command", "acknowledgement"), body, format="json")
        assert (refused.status_code, refused.json()["code"]) == (403, "signature_required")
    assert WipeCommand.objects.get().delivered_at is None


@pytest.mark.parametrize("late", [timedelta(minutes=6), timedelta(minutes=-2)])
def test_a_stale_request_is_refused(late: timedelta) -> None:
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    answer = fetch(lost, at=clock.now() - late)
    assert (answer.status_code, answer.json()["code"]) == (403, "stale_signature")
    command = fetch(lost).json()
    before = everything()
    answer = acknowledge(lost, command, at=clock.now() - late)
    assert (answer.status_code, answer.json()["code"]) == (403, "stale_signature")
    assert everything() == before


def test_a_bad_acknowledgement_is_refused_and_changes_nothing() -> None:
    """Tampered, for another command, with another nonce, moved to another address, not signed by the phone."""
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    command = fetch(lost).json()
    before = everything()
    path = path_of(lost, "command", "acknowledgement")
    good = json.dumps({"id": command["id"], "nonce": command["nonce"]}).encode()
    headers = lost.sign("POST", path, good)
    bare = APIClient()

    def send(body: bytes, **changes: str) -> Any:
        return bare.generic(
            "POST", path, body.decode(), content_type="application/json", headers={**headers, **changes}
        )

    other_nonce = base64.b64encode(bytes(32)).decode()
    refusals = [
        send(good + b" "),
        send(good.replace(command["id"].encode(), str(uuid7()).encode())),
        send(good, Signature=headers["Signature"].replace("gopay=:", "gopay=:A", 1)),
        send(good, **{"Signature-Input": headers["Signature-Input"].replace('"@path" ', "")}),
        send(good, **{"Signature-Input": headers["Signature-Input"].replace("ed25519", "hmac")}),
        send(good, **lost.sign("GET", path, good)),
        send(good, **lost.sign("POST", path_of(lost, "command"), good)),
        send(good, **{"Idempotency-Key": "k"}),
        acknowledge(lost, command, nonce=other_nonce),
        acknowledge(lost, command, nonce="not base64"),
        acknowledge(lost, command, nonce=command["nonce"].rstrip("=")),
        acknowledge(lost, command, id=str(uuid7())),
        acknowledge(forger_of(lost), command),
    ]
    assert {answer.status_code for answer in refusals} <= {403, 404}, [a.status_code for a in refusals]
    assert everything() == before
    assert send(good).status_code == 200, "and what is left as it was is taken"


@pytest.mark.parametrize(
    ("change", "field"),
    [({"id": "x"}, "id"), ({"nonce": 7}, "nonce"), ({"nonce": "x" * 65}, "nonce"), ({"done": True}, "done")],
)
def test_bad_input_is_refused_by_field(change: dict[str, Any], field: str) -> None:
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    answer = acknowledge(lost, fetch(lost).json(), **change)
    assert (answer.status_code, answer.json()["errors"][0]["field"]) == (400, field)


def test_what_was_not_fetched_is_not_acknowledged() -> None:
    """The nonce is known to who fetched it only, and the database wants the order of the steps too."""
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    row = WipeCommand.objects.get()
    known = {"id": str(row.id), "nonce": base64.b64encode(bytes(row.nonce)).decode()}
    assert acknowledge(lost, known).status_code == 404
    with pytest.raises(DatabaseError), transaction.atomic():
        WipeCommand.objects.update(done_at=clock.now())


def test_asking_is_limited_by_phone_and_by_address(monkeypatch: pytest.MonkeyPatch) -> None:
    _, lost, here = lost_and_here()
    here.post(path_of(lost, "wipe"))
    monkeypatch.setattr(rates, "COMMAND_BY_DEVICE", Rate("accounts.command.device", 2, 300))
    assert [fetch(forger_of(lost)).status_code for _ in range(5)] == [404] * 5
    assert [fetch(lost).status_code for _ in range(3)] == [200, 200, 429], "strangers' tries were not counted"
    monkeypatch.setattr(rates, "COMMAND_BY_ADDRESS", Rate("accounts.command.ip", 3, 300))
    statuses = [fetch(Phone()).status_code for _ in range(10)]
    assert statuses[-1] == 429


def test_a_command_names_the_phone_it_is_for() -> None:
    """So an order for one phone, replayed to another, is not obeyed by a careful app."""
    amina, lost, here = lost_and_here()
    _, second = phone_of(amina, "app-3")
    here.post(path_of(lost, "wipe"))
    here.post(path_of(second, "wipe"))
    one, two = fetch(lost).json(), fetch(second).json()
    assert UUID(one["device_id"]) == lost.device_id != UUID(two["device_id"])
    assert one["nonce"] != two["nonce"] and one["signature"] != two["signature"]
    assert acknowledge(lost, two).status_code == 404
