"""What a request must bring so that money moves: the PIN, the phone's signature, and sometimes a code."""

import json
import threading
from datetime import timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import uuid4

import pytest
from rest_framework.test import APIClient

from apps.accounts import pins
from apps.accounts.models import Device, OneTimeCode, Pin, Session, User
from apps.accounts.tests.factories import (
    PIN,
    Phone,
    PhoneClient,
    client_of,
    client_with,
    code_sent_to,
    give_phone,
    give_pin,
    plain_client_with,
    tokens_of,
    wrong_code,
)
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import in_background, run_together
from apps.transactions.models import Transaction
from apps.transactions.services import _ask, set_tier_limit
from apps.transactions.tests.payments import TRANSFERS, body_of, fields, nothing_moves, transfer
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    join("brian")
    return join("amina", 100)


@pytest.fixture
def client(amina: User) -> PhoneClient:
    return client_of(amina)


def refused(answer: Any, code: str, status: int = 403) -> bool:
    assert (answer.status_code, body_of(answer)["code"]) == (status, code), answer.content
    return True


def post(client: APIClient, body: bytes, headers: dict[str, str], path: str = TRANSFERS) -> Any:
    return client.generic("POST", path, body.decode(), content_type="application/json", headers=headers)


def signed(client: PhoneClient, body: bytes, key: str, **changes: Any) -> dict[str, str]:
    assert client.phone is not None
    return {"Idempotency-Key": key, **client.phone.sign("POST", TRANSFERS, body, key=key, **changes)}


def test_the_phone_signs_and_the_pin_is_right_so_the_money_moves(client: PhoneClient, amina: User) -> None:
    assert transfer(client).status_code == 201
    row = Transaction.objects.get()
    assert client.phone is not None
    assert row.device_id == client.phone.device_id
    assert row.signature_digest is not None
    assert available(amina) == 90


def test_a_wrong_pin_moves_nothing_is_counted_and_burns_no_key(client: PhoneClient) -> None:
    key = str(uuid4())
    with nothing_moves():
        for left in (4, 3, 2, 1):
            answer = transfer(client, fields(pin="111222"), key=key)
            assert refused(answer, "wrong_pin")
            assert body_of(answer)["attempts_left"] == left
        assert refused(transfer(client, fields(pin="111222"), key=key), "pin_locked")
        locked = transfer(client, key=key)
        assert refused(locked, "pin_locked")
        assert int(locked["Retry-After"]) > 800
    assert not Transaction.objects.exists()
    Pin.objects.update(locked_until=clock.now() - timedelta(seconds=1))
    assert transfer(client, key=key).status_code == 201
    pin = Pin.objects.get()
    assert (pin.attempts, pin.lockouts, pin.locked_until) == (0, 0, None)


def test_a_right_pin_in_a_payment_forgets_the_wrong_ones(client: PhoneClient) -> None:
    for _ in range(2):
        for _ in range(4):
            assert refused(transfer(client, fields(pin="111222")), "wrong_pin")
        assert transfer(client, fields(amount="1.00")).status_code == 201


@pytest.mark.parametrize("pin", [None, 739184, "7391844", "123", "", "７３９１８４", " 39184", ["739184"]])
def test_what_is_no_pin_is_bad_input_and_no_try(client: PhoneClient, pin: Any) -> None:
    answer = transfer(client, fields(pin=pin))
    assert (answer.status_code, body_of(answer)["errors"][0]["field"]) == (400, "pin")
    assert Pin.objects.get().attempts == 0


def test_without_a_pin_set_nothing_is_paid(client: PhoneClient) -> None:
    Pin.objects.all().delete()
    assert refused(transfer(client), "pin_not_set", 409)


def wrong(client: APIClient, first: int, number: int) -> Any:
    return transfer(client, fields(pin=f"{first + number:06d}"))


@pytest.mark.django_db(transaction=True)
def test_two_hundred_wrong_pins_at_once_in_payments() -> None:
    """SECURITY 1 [6.3.1]: at most five are evaluated, and no money moves."""
    amina, _ = join("amina", 100), join("brian")
    client = client_of(amina)
    with nothing_moves():
        codes = [
            body_of(answer)["code"]
            for turn in range(0, 200, 20)
            for answer in run_together(20, partial(wrong, client, turn))
        ]
    assert (codes.count("wrong_pin"), codes.count("pin_locked")) == (4, 196)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("to", ["brian", "chidi"], ids=["paid", "declined"])
def test_a_pin_that_is_locked_while_it_is_compared_pays_nothing_and_tells_nothing(
    to: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 1: the payment's own statement looks again, under the lock of the PIN's row."""
    amina, _ = join("amina", 100), join("brian")
    client, compare = client_of(amina), pins.matches
    is_comparing, is_locked = threading.Event(), threading.Event()

    def compare_slowly(pin: str, salt: bytes, stored: bytes) -> bool:
        if pin == PIN:
            is_comparing.set()
            assert is_locked.wait(60)
        return compare(pin, salt, stored)

    monkeypatch.setattr(pins, "matches", compare_slowly)
    Pin.objects.update(attempts=4)
    with nothing_moves():
        right = in_background(lambda: transfer(client, fields(to, "1.00")))
        assert is_comparing.wait(60)
        assert refused(transfer(client, fields(to, "1.00", pin="000000")), "pin_locked")
        is_locked.set()
        assert refused(right.result(60), "pin_locked")
    assert not Transaction.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("to", ["brian", "chidi"], ids=["paid", "declined"])
def test_a_right_pin_among_wrong_ones_at_once_is_decided_at_most_once(to: str) -> None:
    """SECURITY 1: whoever comes first, the payments kept are those that were answered."""
    amina, _ = join("amina", 100), join("brian")
    client = client_of(amina)
    for _ in range(6):
        Pin.objects.update(attempts=4, lockouts=0, locked_until=None)
        before = Transaction.objects.count()
        answers = run_together(8, lambda n: transfer(client, fields(to, "1.00", pin=PIN if n == 7 else f"{n:06d}")))
        decided = [answer for answer in answers if answer.status_code in (201, 422)]
        assert len(decided) == Transaction.objects.count() - before <= 1


def test_a_pin_alone_from_an_unregistered_device_authorises_nothing(amina: User) -> None:
    """SECURITY 3: a code for exactly this payment is needed beside it."""
    join("esther")
    give_pin(amina)
    client, key = plain_client_with(tokens_of(amina).access), str(uuid4())
    with nothing_moves():
        asked = transfer(client, key=key)
        assert refused(asked, "step_up_required")
    assert not Transaction.objects.exists()
    challenge, code = body_of(asked)["challenge_id"], code_sent_to(amina.msisdn)
    with nothing_moves():
        wrong = fields(step_up={"challenge_id": challenge, "code": wrong_code(code)})
        assert refused(transfer(client, wrong, key=key), "invalid_code", 422)
        for change in ({"amount": "11.00"}, {"to": "+254712000005"}, {"note": "other"}):
            other = fields(step_up={"challenge_id": challenge, "code": code}, **change)
            assert refused(transfer(client, other, key=key), "invalid_code", 422)
        assert refused(transfer(client, fields(step_up={"challenge_id": challenge, "code": code})), "invalid_code", 422)
    OneTimeCode.objects.update(attempts=0)
    body = fields(step_up={"challenge_id": challenge, "code": code})
    paid = transfer(client, body, key=key)
    assert paid.status_code == 201
    assert available(amina) == 90
    with nothing_moves():
        again = transfer(client, body, key=key)
        assert (again.status_code, again.content, again["Idempotent-Replayed"]) == (201, paid.content, "true")
        assert refused(transfer(client, body), "invalid_code", 422)


def test_the_message_says_what_the_code_pays(amina: User) -> None:
    give_pin(amina)
    transfer(plain_client_with(tokens_of(amina).access))
    about = OutboxEvent.objects.get(topic="accounts.step_up_asked").payload["about"]
    assert about == {"action": "payment", "amount": "10.00", "currency": "USD", "to": "Brian Mwangi"}


def test_a_wrong_pin_asks_for_no_code(amina: User) -> None:
    """Or whoever has the token could find the PIN by when a code is sent."""
    give_pin(amina)
    client = plain_client_with(tokens_of(amina).access)
    assert refused(transfer(client, fields(pin="111222")), "wrong_pin")
    assert not OneTimeCode.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_one_code_pays_once_however_often_it_is_sent_at_once() -> None:
    amina, brian = join("amina", 100), join("brian")
    give_pin(amina)
    client, key = plain_client_with(tokens_of(amina).access), str(uuid4())
    challenge = body_of(transfer(client, key=key))["challenge_id"]
    body = fields(step_up={"challenge_id": challenge, "code": code_sent_to(amina.msisdn)})
    answers = run_together(4, lambda _: transfer(client, body, key=key))
    assert {answer.status_code for answer in answers} == {201}
    assert (available(brian), Transaction.objects.count()) == (10, 1)


def test_a_large_payment_needs_a_code_from_a_registered_phone_too(client: PhoneClient, amina: User) -> None:
    """SECURITY 12 [7.5.3], whatever the session's age."""
    set_tier_limit(tier="TIER_0", currency="USD", step_up_above=Decimal("50.00"))
    assert transfer(client, fields(amount="50.00")).status_code == 201
    key = str(uuid4())
    assert not OneTimeCode.objects.exists()
    set_tier_limit(tier="TIER_0", currency="USD", step_up_above=Decimal("10.00"))
    with nothing_moves():
        asked = transfer(client, fields(amount="10.01"), key=key)
        assert refused(asked, "step_up_required")
    step_up = {"challenge_id": body_of(asked)["challenge_id"], "code": code_sent_to(amina.msisdn)}
    assert transfer(client, fields(amount="10.01", step_up=step_up), key=key).status_code == 201
    assert OneTimeCode.objects.get().used_at is not None


def test_a_session_of_a_registered_phone_must_sign(client: PhoneClient) -> None:
    body, key = json.dumps(fields()).encode(), str(uuid4())
    phone, client.phone = client.phone, None
    with nothing_moves():
        assert refused(post(client, body, {"Idempotency-Key": key}), "signature_required")
    client.phone = phone
    assert post(client, body, signed(client, body, key)).status_code == 201


def _tampered(what: str, body: bytes, headers: dict[str, str], other: Phone) -> tuple[bytes, dict[str, str]]:
    headers = dict(headers)
    if what == "body":
        body = body.replace(b"10.00", b"90.00")
    elif what == "body and digest":
        body = body.replace(b"10.00", b"90.00")
        headers["Content-Digest"] = other.sign("POST", TRANSFERS, body)["Content-Digest"]
    elif what == "key":
        headers["Idempotency-Key"] = str(uuid4())
    elif what == "time":
        stamp = headers["Signature-Input"].split("created=")[1][:10]
        headers["Signature-Input"] = headers["Signature-Input"].replace(stamp, str(int(stamp) + 1))
    elif what == "signature":
        headers["Signature"] = (
            headers["Signature"].replace(":A", ":B")
            if ":A" in headers["Signature"]
            else (headers["Signature"][:7] + "A" + headers["Signature"][8:])
        )
    elif what == "covers less":
        headers["Signature-Input"] = headers["Signature-Input"].replace(' "content-digest"', "")
    elif what == "another algorithm":
        headers["Signature-Input"] = headers["Signature-Input"].replace("ed25519", "hmac-sha256")
    elif what == "no digest":
        del headers["Content-Digest"]
    elif what == "no input":
        del headers["Signature-Input"]
    elif what == "empty":
        headers["Signature"] = "gopay=::"
    elif what == "garbage":
        headers["Signature-Input"] = headers["Signature"] = "\x7f" * 3000
    return body, headers


TAMPERINGS = [
    *("body", "body and digest", "key", "time", "signature", "covers less", "another algorithm", "no digest"),
    *("no input", "empty", "garbage"),
]


@pytest.mark.parametrize("what", TAMPERINGS)
def test_a_tampered_request_is_refused(client: PhoneClient, what: str) -> None:
    body, key = json.dumps(fields()).encode(), str(uuid4())
    tampered, headers = _tampered(what, body, signed(client, body, key), Phone())
    with nothing_moves():
        answer = post(client, tampered, headers)
        assert refused(answer, "invalid_signature")
    assert not Transaction.objects.exists()
    assert Pin.objects.get().attempts == 0


def test_a_signature_for_another_path_or_method_is_refused(client: PhoneClient) -> None:
    body, key = json.dumps(fields()).encode(), str(uuid4())
    assert client.phone is not None
    for method, path in (("PUT", TRANSFERS), ("POST", "/api/v1/deposits")):
        headers = {"Idempotency-Key": key, **client.phone.sign(method, path, body, key=key)}
        assert refused(post(client, body, headers), "invalid_signature")


def test_the_very_same_signature_is_good_for_one_request(client: PhoneClient, amina: User) -> None:
    """Whoever copied it on its way gets no answer; the phone itself signs anew and gets the first one again."""
    body, key = json.dumps(fields()).encode(), str(uuid4())
    headers = signed(client, body, key, at=clock.now() - timedelta(seconds=9))
    first = post(client, body, headers)
    assert first.status_code == 201
    with nothing_moves():
        assert refused(post(client, body, headers), "signature_replayed")
        again = post(client, body, signed(client, body, key))
        assert (again.status_code, again.content) == (201, first.content)
    assert available(amina) == 90


@pytest.mark.parametrize(
    ("offset", "status"), [(-301, 403), (-290, 201), (0, 201), (50, 201), (65, 403), (-86400, 403), (86400, 403)]
)
def test_a_stale_or_future_signature_is_refused(client: PhoneClient, offset: int, status: int) -> None:
    body, key = json.dumps(fields()).encode(), str(uuid4())
    answer = post(client, body, signed(client, body, key, at=clock.now() + timedelta(seconds=offset)))
    assert answer.status_code == status
    if status == 403:
        assert body_of(answer)["code"] == "stale_signature"


def test_another_phones_signature_is_refused(client: PhoneClient, amina: User) -> None:
    """Also that of another phone of the same person, and one that claims to be hers."""
    body, key = json.dumps(fields()).encode(), str(uuid4())
    second = give_phone(amina)
    impostor = Phone()
    assert client.phone is not None
    impostor.device_id = client.phone.device_id
    with nothing_moves():
        for phone in (second, impostor, Phone()):
            headers = {"Idempotency-Key": key, **phone.sign("POST", TRANSFERS, body, key=key)}
            assert refused(post(client, body, headers), "invalid_signature")


def test_a_session_without_a_phone_cannot_borrow_a_signature(amina: User) -> None:
    phone = give_phone(amina)
    give_pin(amina)
    body, key = json.dumps(fields()).encode(), str(uuid4())
    headers = {"Idempotency-Key": key, **phone.sign("POST", TRANSFERS, body, key=key)}
    assert refused(post(plain_client_with(tokens_of(amina).access), body, headers), "invalid_signature")


@pytest.mark.parametrize("status", ["LOCKED", "REMOVED", "WIPED"])
def test_a_phone_that_is_not_active_signs_nothing(client: PhoneClient, status: str) -> None:
    """SECURITY 11, even if its session were still good."""
    Device.objects.update(status=status)
    with nothing_moves():
        assert refused(transfer(client), "invalid_signature")


def test_from_a_secured_account_nothing_leaves_but_money_arrives(amina: User) -> None:
    """SECURITY 11."""
    brian = User.objects.get(msisdn="+254712000002")
    client = client_of(amina)
    User.objects.filter(pk=brian.id).update(secured_at=clock.now())
    assert transfer(client).status_code == 201
    assert available(brian) == 10
    with nothing_moves():
        assert refused(transfer(client_of(brian), fields("amina", "1.00")), "account_secured")


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    ("to", "change", "code"),
    [
        ("brian", {"locked_until": clock.now() + timedelta(hours=1)}, "pin_locked"),
        ("chidi", {"locked_until": clock.now() + timedelta(hours=1)}, "pin_locked"),
        ("brian", {"version": 2}, "pin_not_set"),
    ],
    ids=["locked", "locked, to nobody", "changed"],
)
def test_a_pin_that_was_right_a_moment_ago_and_is_not_now_pays_nothing(
    monkeypatch: pytest.MonkeyPatch, to: str, change: dict[str, Any], code: str
) -> None:
    """SECURITY 1: between the comparison and the payment the PIN was locked by others' guesses, or changed."""
    amina, _ = join("amina", 100), join("brian")
    client = client_of(amina)
    real: Any = vars(_ask)["pay"]

    def late(*args: Any, **kwargs: Any) -> Any:
        Pin.objects.filter(user=amina).update(**change)
        return real(*args, **kwargs)

    monkeypatch.setattr(_ask, "pay", late)
    with nothing_moves():
        assert body_of(transfer(client, fields(to)))["code"] == code
    assert not Transaction.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_an_account_that_is_secured_while_a_payment_is_under_way_pays_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, _ = join("amina", 100), join("brian")
    client = client_of(amina)
    real: Any = vars(_ask)["pay"]

    def late(*args: Any, **kwargs: Any) -> Any:
        User.objects.filter(pk=amina.id).update(secured_at=clock.now())
        return real(*args, **kwargs)

    monkeypatch.setattr(_ask, "pay", late)
    with nothing_moves():
        answer = transfer(client)
        assert (answer.status_code, body_of(answer)["code"]) == (422, "payer_not_active")


def test_the_pin_is_no_part_of_what_a_key_was_used_for(client: PhoneClient, amina: User) -> None:
    """A digest of the request is stored; a PIN could be guessed from it."""
    key = str(uuid4())
    first = transfer(client, key=key)
    Pin.objects.all().delete()
    give_pin(amina, "628405")
    again = transfer(client, fields(pin="628405"), key=key)
    assert (again.status_code, again.content) == (201, first.content)


def test_an_ended_session_pays_nothing_whatever_it_brings(client: PhoneClient) -> None:
    Session.objects.update(revoked_at=clock.now(), revoked_reason="ended")
    with nothing_moves():
        assert transfer(client).status_code == 401


def test_two_phones_of_one_person_pay_with_their_own_keys(amina: User) -> None:
    one, other = client_of(amina), client_with(tokens_of(amina).access)
    assert one.phone is not other.phone
    assert [transfer(client, fields(amount="1.00")).status_code for client in (one, other)] == [201, 201]
