"""One person's story over real HTTP: proven documents, two phones, one lost, locked, wiped, and the way back."""

import base64
import http.client
import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID, uuid4

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.test import Client

from apps.accounts.tests.factories import CAST, PASSWORD, PIN, Phone, make_operator
from apps.core.tests.queue import deliver_events
from apps.kyc.models import Submission
from apps.kyc.tests.papers import as_json, details, photo
from apps.kyc.tests.providers import Provider, running_provider
from apps.ledger import verification
from apps.transactions.services import set_tier_limit

pytestmark = pytest.mark.django_db(transaction=True)
AMINA, BRIAN, ADDRESS = CAST["amina"][1], CAST["brian"][1], "amina@example.org"


@pytest.fixture
def provider(settings: Any, tmp_path: Path) -> Iterator[Provider]:
    """The external check, a process of its own, and a folder for what is uploaded."""
    settings.PRIVATE_FILES_DIR = str(tmp_path / "private")
    with running_provider() as found:
        settings.KYC_CHECK_URL = found.url
        settings.KYC_CHECK_TOKEN = found.token
        yield found


class Answer:
    """What came back."""

    def __init__(self, response: http.client.HTTPResponse) -> None:
        self.status = response.status
        self.raw = response.read()

    @property
    def json(self) -> Any:
        return json.loads(self.raw)

    @property
    def code(self) -> str:
        return str(self.json.get("code", ""))


class App(Phone):
    """The app on a phone: a key, perhaps a session, and HTTP."""

    def __init__(self, server: str, name: str) -> None:
        super().__init__()
        self.server, self.name = server, name
        self.access = ""
        self.command_key = b""

    @property
    def about(self) -> dict[str, str]:
        key = base64.b64encode(self.public_key).decode()
        return {"id": self.name, "name": self.name, "platform": "android", "public_key": key}

    def ask(
        self, method: str, path: str, body: Any = None, *, signed: bool = False, content_type: str = "application/json",
        key: str | None = None,
    ) -> Answer:  # fmt: skip
        raw = b"" if body is None else body if isinstance(body, bytes) else json.dumps(body).encode()
        path = f"/api/v1{path}"
        headers = {"Content-Type": content_type} if raw else {}
        if self.access:
            headers["Authorization"] = f"Bearer {self.access}"
        if key:
            headers["Idempotency-Key"] = key
        if signed:
            headers |= self.sign(method, path, raw, key=key, at=self.another_second())
        connection = http.client.HTTPConnection(urlsplit(self.server).netloc, timeout=20)
        try:
            connection.request(method, path, raw, headers)
            return Answer(connection.getresponse())
        finally:
            connection.close()

    def post(self, path: str, body: Any = None, **how: Any) -> Answer:
        return self.ask("POST", path, body, **how)

    def pay(self, to: str, amount: str, **more: Any) -> Answer:
        body = {"to": to, "amount": amount, "currency": "USD", "pin": PIN, **more}
        return self.post("/transfers", body, key=str(uuid4()), signed=True)

    def log_in(self) -> None:
        answer = self.post("/auth/login", {"identifier": AMINA, "password": PASSWORD, "device": self.about})
        assert answer.status == 200, answer.raw
        self.access = answer.json["access"]

    def confirmed(self, method: str, path: str, body: dict[str, Any], *, sent_to: str = AMINA, **how: Any) -> Answer:
        """Asks, is asked for a code, reads it off the message, and asks again."""
        asked = self.ask(method, path, body, **how)
        assert (asked.status, asked.code) == (403, "step_up_required"), asked.raw
        step_up = {"challenge_id": asked.json["challenge_id"], "code": code_sent_to(self.server, sent_to)}
        return self.ask(method, path, {**body, "step_up": step_up}, **how)

    def bind(self, answer: Answer) -> None:
        """Takes over what the server says of this phone."""
        assert answer.status in (200, 201), answer.raw
        self.device_id = UUID(answer.json["id"])
        self.command_key = base64.b64decode(answer.json["command_key"])

    def balance(self) -> str:
        (wallet,) = self.ask("GET", "/wallets").json["results"]
        return str(wallet["available"])


def messages_to(server: str, to: str) -> list[str]:
    deliver_events()
    connection = http.client.HTTPConnection(urlsplit(server).netloc, timeout=20)
    try:
        connection.request(
            "GET", f"/sandbox/messages?to={to.replace('+', '%2B')}", headers={"Accept": "application/json"}
        )
        return [row["body"] for row in json.loads(connection.getresponse().read())["results"]]
    finally:
        connection.close()


def code_sent_to(server: str, to: str) -> str:
    """The newest code among the messages."""
    return next(found[0] for body in messages_to(server, to) if (found := re.findall(r"\b\d{6}\b", body)))


def sign_up(app: App, name: str) -> None:
    full_name, msisdn, email = CAST[name]
    fields = {"msisdn": msisdn, "email": email, "full_name": full_name, "password": PASSWORD}
    assert app.post("/auth/register", fields).status == 201
    code = code_sent_to(app.server, msisdn)
    verified = app.post("/auth/verify", {"msisdn": msisdn, "code": code, "device": app.about})
    assert verified.status == 200, verified.raw
    app.access = verified.json["access"]
    (device,) = app.ask("GET", "/devices").json["results"]
    app.device_id = UUID(device["id"])
    assert app.ask("PUT", "/me/pin", {"pin": PIN, "password": PASSWORD}).status == 204
    deliver_events()


def prove_documents(app: App, provider: Provider) -> None:
    """To TIER_2: details, three pictures, the external check over HTTP, and a reviewer in the admin."""
    opened = app.post("/kyc/submissions", {"target_tier": "TIER_2"})
    assert opened.status in (200, 201), opened.raw
    where = f"/kyc/submissions/{opened.json['id']}"
    assert app.ask("PATCH", where, as_json(details("amina"))).status == 200
    for kind in ("id_front", "id_back", "selfie"):
        put = app.ask("PUT", f"{where}/documents/{kind}", photo(kind), content_type="image/jpeg")
        assert put.status in (200, 201, 204), put.raw
    assert app.post(f"{where}/submit").status in (200, 202)
    deliver_events()
    assert app.ask("GET", where).json["state"] == "IN_REVIEW"
    assert sum(provider.asked.values()) == 1
    reviewer = Client()
    reviewer.force_login(make_operator())
    row = Submission.objects.get(pk=opened.json["id"])
    page = f"/admin/kyc/submission/{row.pk}"
    assert reviewer.post(f"{page}/take/", {"_form_submitted": "on"}).status_code in (200, 302)
    assert reviewer.get(f"{page}/change/").status_code == 200
    reviewer.post(f"{page}/approve/", {"_form_submitted": "on"})
    assert app.ask("GET", where).json["state"] == "APPROVED"
    assert app.ask("GET", "/me").json["kyc_tier"] == "TIER_2"


def test_the_life_of_a_phone(live_server: Any, provider: Provider, settings: Any) -> None:
    settings.PROMOTION_SIGN_UP = Decimal("50.00")
    settings.SESSION_CACHE_SECONDS = 0
    for tier, single in (("TIER_0", "5.00"), ("TIER_2", "30.00")):
        set_tier_limit(tier=tier, currency="USD", single=Decimal(single), step_up_above=Decimal("20.00"))
    one, two, brian = (App(live_server.url, name) for name in ("phone one", "phone two", "brians"))
    sign_up(one, "amina")
    sign_up(brian, "brian")
    assert (one.balance(), brian.balance()) == ("50.00", "50.00")

    # Who is only a number may not pay much; who has shown documents may.
    assert one.pay(BRIAN, "10.00").code == "tier_limit_exceeded"
    prove_documents(one, provider)
    assert one.pay(BRIAN, "10.00").status == 201

    # A second phone: a log-in opens a session, a code binds the phone, the first phone's owner hears of it.
    two.log_in()
    assert two.pay(BRIAN, "1.00").code == "invalid_signature", "its key is not known yet"
    two.bind(two.confirmed("POST", "/devices", two.about))
    assert two.pay(BRIAN, "1.00").status == 201
    assert [row["status"] for row in two.ask("GET", "/devices").json["results"]] == ["ACTIVE", "ACTIVE"]
    large = {"to": BRIAN, "amount": "20.01", "currency": "USD", "pin": PIN}
    key = str(uuid4())
    assert two.confirmed("POST", "/transfers", large, key=key, signed=True).status == 201

    # Phone one is lost. From phone two it loses all power at once.
    locked = two.post(f"/devices/{one.device_id}/lock")
    assert locked.status == 200, locked.raw
    assert one.pay(BRIAN, "1.00").status in (401, 403)
    assert one.ask("GET", "/wallets").status == 401
    # Money that is on its way still arrives, and phone two still pays.
    before = Decimal(two.balance())
    assert brian.pay(AMINA, "3.00").status == 201
    assert Decimal(two.balance()) == before + 3
    assert two.pay(BRIAN, "1.00").status == 201

    # It is to be wiped: it fetches the order, which we have signed, and acknowledges with its own key.
    assert two.post(f"/devices/{one.device_id}/wipe").status == 202
    one.access = ""
    command = one.ask("GET", f"/devices/{one.device_id}/command", signed=True)
    assert command.status == 200, command.raw
    order = dict(command.json)
    signature = base64.b64decode(order.pop("signature"))
    canonical = json.dumps(order, sort_keys=True, separators=(",", ":")).encode()
    Ed25519PublicKey.from_public_bytes(two.command_key).verify(signature, canonical)
    done = {"id": order["id"], "nonce": order["nonce"]}
    where = f"/devices/{one.device_id}/command/acknowledgement"
    forged = App(live_server.url, "a thief's")
    forged.device_id = one.device_id
    assert forged.post(where, done, signed=True).status in (403, 404)
    assert one.post(where, done, signed=True).status == 200
    assert one.post(where, done, signed=True).status in (403, 404, 409)
    story = {row["id"]: row for row in two.ask("GET", "/devices").json["results"]}[str(one.device_id)]
    assert story["status"] == "WIPED"
    assert all(story["wipe"].values())

    # Phone two is lost as well: from anybody's phone the whole account is stopped, by a code to the e-mail address.
    verify = two.ask("POST", "/me/email/verify", {})
    if verify.status in (403, 422):
        code = code_sent_to(live_server.url, ADDRESS)
        answer = {"challenge_id": verify.json["challenge_id"], "code": code}
        member = "proof" if verify.code == "proof_required" else "step_up"
        assert two.ask("POST", "/me/email/verify", {member: answer}).status in (200, 204)
    stranger = App(live_server.url, "a friend's phone")
    report = {"msisdn": AMINA, "password": PASSWORD}
    assert stranger.post("/recovery/lock", report).status == 202
    code = code_sent_to(live_server.url, ADDRESS)
    assert stranger.post("/recovery/lock", {**report, "code": code}).status == 200
    assert two.pay(BRIAN, "1.00").status in (401, 403)
    assert brian.pay(AMINA, "2.00").status == 201

    # The way back: a new phone, bound by a code, pays nothing before the PIN and another code unlock the account. The
    # number may be in the thief's hands, so the codes go to the e-mail address.
    three = App(live_server.url, "phone three")
    three.log_in()
    three.bind(three.confirmed("POST", "/devices", three.about, sent_to=ADDRESS))
    assert three.pay(BRIAN, "1.00").code == "account_secured"
    assert three.confirmed("POST", "/recovery/unlock", {"pin": PIN}, sent_to=ADDRESS, signed=True).status == 204
    # For a day a fifth of the usual limits holds.
    assert three.pay(BRIAN, "6.01").code == "tier_limit_exceeded"
    assert three.pay(BRIAN, "4.00").status == 201
    assert three.ask("GET", "/limits").json["lowered_until"] is not None

    told = " ".join(messages_to(live_server.url, AMINA))
    for word in ("locked", "wipe", "lost"):
        assert word in told.lower(), word
    actions = [row["action"] for row in three.ask("GET", "/me/activity?page_size=100").json["results"]]
    for action in ("accounts.device_locked", "accounts.wipe_requested", "accounts.device_wiped", "accounts.secured"):
        assert action in actions
    assert list(verification.verify()) == []
