"""Planted card numbers: through every door somebody can write at, and afterwards in no table, no event and no log.

Every operation of the API's schema is asked with one in each of its texts, every form of the operators' site with one
in each of its fields; providers plant them in callbacks, ours in what we send and log by accident.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
import structlog
from django.conf import settings
from django.db import transaction
from django.test import Client
from drf_spectacular.generators import SchemaGenerator

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of, make_operator, make_person
from apps.core import clock, events
from apps.core.ids import uuid7
from apps.core.models import RateBucket
from apps.core.tests.queue import deliver_events
from apps.disbursements.tests.salaries import make_cosigner, upload
from apps.gateways.base import Connection, NotDone
from apps.gateways.http import Http
from apps.gateways.tests.calling import CONNECTIONS, call, event_of
from apps.notifications.models import Delivery
from apps.notifications.services import tell
from apps.notifications.tests.samples import SAMPLES
from apps.wallets.tests.factories import join
from gopay.tests.routes import all_routes, methods_of
from gopay.tests.test_canaries import Ears, around, ears, tables_holding

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("ears")]
__all__ = ["ears"]

CARDS = ["4242424242424242", "5555 5555 5555 4444", "3782-822463-10005", "6011 1111 1111 1117", "4000000000000000006"]


def _pattern() -> str:
    """Any of them, with whatever stands between the digits, or as the bytes a database shows in hexadecimal."""
    parts = []
    for card in CARDS:
        digits = re.sub(r"\D", "", card)
        parts += [r"[ -]?".join(digits), digits.encode().hex(), card.encode().hex()]
    return "|".join(parts)


PATTERN = _pattern()


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


def nowhere(ears: Ears, capfd: Any) -> bool:
    """What this file is about."""
    output = capfd.readouterr()
    assert around(PATTERN, ears.heard + output.out + output.err) == []
    assert tables_holding(PATTERN) == {}
    for file in Path(settings.PRIVATE_FILES_DIR).rglob("*"):
        assert not file.is_file() or not re.search(PATTERN.encode(), file.read_bytes()), file
    return True


# --- The API ----------------------------------------------------------------------------------------------------------


def _planted(schema: dict[str, Any], shapes: dict[str, Any], cards: Iterator[str]) -> Any:
    """A body of this shape with a card number in every text."""
    if "$ref" in schema:
        return _planted(shapes[schema["$ref"].rsplit("/", 1)[-1]], shapes, cards)
    for several in ("allOf", "oneOf", "anyOf"):
        if several in schema:
            return _planted(schema[several][0], shapes, cards)
    match schema.get("type"):
        case "object":
            return {name: _planted(one, shapes, cards) for name, one in schema.get("properties", {}).items()}
        case "array":
            return [_planted(schema["items"], shapes, cards)]
        case "integer":
            return 1
        case "boolean":
            return True
    if schema.get("enum"):
        return schema["enum"][0]
    return f"about {next(cards)} and so on"


def _operations() -> Iterator[tuple[str, str, Any]]:
    """(method, path, a planted body or None when it takes no JSON) of the whole schema."""
    schema: Any = SchemaGenerator().get_schema(request=None, public=True)
    shapes = schema["components"]["schemas"]
    cards = (CARDS[number % len(CARDS)] for number in range(10_000))
    for path, item in schema["paths"].items():
        for method, operation in item.items():
            if method not in {"get", "post", "put", "patch", "delete"}:
                continue
            content = operation.get("requestBody", {}).get("content", {})
            body = (
                _planted(content["application/json"]["schema"], shapes, cards)
                if "application/json" in content
                else None
            )
            yield method.upper(), re.sub(r"\{.*?\}", lambda _: str(uuid7()), path), body


def test_the_api_refuses_them_in_every_text_of_every_operation(amina: User, ears: Ears, capfd: Any) -> None:
    client: Any = client_of(amina)
    asked = refused = 0
    others = []
    for method, path, body in _operations():
        RateBucket.objects.all().delete()
        headers = {"User-Agent": f"Phone {CARDS[0]}", "X-Request-ID": CARDS[4], "Idempotency-Key": str(uuid4())}
        text = json.dumps(body) if body else ""
        answer = client.generic(method, f"{path}?q={CARDS[0]}", text, "application/json", headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (400, "card_number_refused"), (method, path)
        assert answer["X-Request-ID"] != CARDS[4]
        answer = client.generic(method, path, text, "application/json", headers=headers)
        if method != "GET" and answer.status_code < 400:
            # It may have ended the session.
            client = client_of(amina)
        said = answer.content.decode() if not answer.streaming else ""
        assert not re.search(PATTERN, said), (method, path)
        if not body or not re.search(PATTERN, text):
            continue
        asked += 1
        # Where there is no such thing, or the secret is wrong, that may be said first; nothing is ever done.
        assert 400 <= answer.status_code < 500, (method, path, said)
        refused += answer.json()["code"] == "card_number_refused"
        if answer.json()["code"] != "card_number_refused":
            others.append((method, path, answer.json()["code"]))
    assert asked >= 40
    assert refused >= asked * 0.9, f"{refused} of {asked}; {others}"
    assert nowhere(ears, capfd)


def test_keys_names_of_fields_and_bodies_that_are_no_object_are_refused_too(
    amina: User, ears: Ears, capfd: Any
) -> None:
    client: Any = client_of(amina)
    fields = {"to": "+254733000001", "amount": "1.00", "currency": "USD", "pin": "4711"}
    for body, key in (
        (fields, CARDS[0]),
        (fields, f'"{CARDS[4]}"'),
        (fields | {CARDS[0]: "x"}, str(uuid4())),
        (fields | {"to": CARDS[1]}, str(uuid4())),
        (fields | {"note": int(CARDS[0])}, str(uuid4())),
        (fields | {"note": {"deep": [CARDS[2]]}}, str(uuid4())),
        ([CARDS[0]], str(uuid4())),
        (CARDS[0], str(uuid4())),
    ):
        answer = client.post("/api/v1/transfers", body, format="json", headers={"Idempotency-Key": key})
        assert (answer.status_code, answer.json()["code"]) == (400, "card_number_refused"), body
        assert not re.search(PATTERN, answer.content.decode())
    broken = client.generic("POST", "/api/v1/transfers", '{"note": "' + CARDS[0], "application/json")
    assert broken.status_code == 400
    assert client.get(f"/api/v1/{CARDS[0]}").status_code == 400
    assert nowhere(ears, capfd)


def test_a_file_with_one_is_not_even_kept(amina: User, ears: Ears, capfd: Any) -> None:
    make_cosigner(amina, make_person("brian"))
    client: Any = client_of(amina)
    for row in (f"+254733000001,1.00,{CARDS[0]}", f"{CARDS[1]},1.00,x", f'+254733000001,1.00,"a {CARDS[2]}"'):
        answer: Any = upload(client, f"to,amount,note\r\n+254733000001,1.00,fine\r\n{row}\r\n".encode())
        assert answer.status_code == 400
        (error,) = answer.json()["errors"]
        assert (error["code"], "line 3" in error["detail"]) == ("card_number_refused", True)
    answer = upload(client, b"to,amount,note\r\n+254733000001,1.00,fine\r\n", file_name=f"{CARDS[0]}.csv")
    assert answer.status_code == 400
    assert nowhere(ears, capfd)


# --- The operators' site and other pages ------------------------------------------------------------------------------


def test_every_form_of_the_operators_site_refuses_them(ears: Ears, capfd: Any) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(make_operator())
    asked = 0
    for route, view in all_routes():
        if not route.startswith(("admin/", "sandbox/", "r/")) or "POST" not in methods_of(view):
            continue
        page = "/" + re.sub(r"<.*?>", str(uuid7()), re.sub(r"\(\?P.*?\)", "x", route)).replace("^", "").replace("$", "")
        card = CARDS[asked % len(CARDS)]
        answer = client.post(page, {"reason": f"see {card}", "form_submitted": "on", "_form_submitted": "on"})
        assert answer.status_code == 400, page
        assert card not in answer.content.decode()
        asked += 1
    assert asked > 100
    for page in ("/admin/accounts/user/", "/admin/gateways/message/", "/admin/transactions/transaction/"):
        assert client.get(page, {"q": CARDS[1]}).status_code == 400, page
    assert nowhere(ears, capfd)


def test_a_dialog_says_why_on_its_page(ears: Ears, capfd: Any) -> None:
    client = Client()
    client.force_login(make_operator())
    page = "/admin/accounts/user/"
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{page}"}
    answer = client.post(f"{page}{uuid7()}/lock-account/", {"reason": CARDS[0]}, headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (400, page)
    assert "number of a payment card" in client.get("/admin/accounts/activity/").content.decode()
    headers["HX-Current-URL"] = "https://elsewhere.example.org/x"
    answer = client.post(f"{page}{uuid7()}/lock-account/", {"reason": CARDS[0]}, headers=headers)
    assert answer["HX-Redirect"] == "/admin/"
    for asking, led in (
        ("http://testserver/wallet/send?x=1", "/wallet/send"),
        ("https://elsewhere.example.org//evil.example", "/"),
        ("http://[", "/"),
        ("", "/"),
    ):
        answer = Client().post("/wallet/send", {"to": CARDS[0]}, headers={**headers, "HX-Current-URL": asking})
        assert (answer.status_code, answer["HX-Redirect"]) == (400, led), asking
    assert Client().post("/admin/login/", {"username": CARDS[0], "password": "x"}).status_code == 400
    assert nowhere(ears, capfd)


def test_what_is_no_card_number_comes_through(amina: User) -> None:
    client = Client()
    client.force_login(make_operator())
    for term in (str(uuid7()), amina.msisdn, "amina@example.org", "10.00", "2026-11-21", "A7K2M9QXZ4"):
        assert client.get("/admin/accounts/user/", {"q": term}).status_code == 200, term


# --- What does not come from people -----------------------------------------------------------------------------------


def test_providers_and_accidents_leave_none_behind(amina: User, ears: Ears, capfd: Any, settings: Any) -> None:
    settings.GATEWAY_CONNECTIONS = CONNECTIONS
    for card in CARDS:
        event = event_of(None, event_id=card, id=card, account=card, description=f"paid with {card}")
        assert call(event).status_code == 200
        assert call(event, secret="somebody-else").status_code == 401
        assert call(f"not json {card}".encode()).status_code == 200
        http = Http(Connection("jsonbank", "jsonbank", "http://127.0.0.1:9"), timeout=0.5)
        with pytest.raises(NotDone):
            http.send("POST", f"/v1/{card}", json={"description": f"for {card}", "other": [card]})
    with transaction.atomic():
        events.record("nobody.listens", {"note": f"with {CARDS[0]}", "list": [{"deep": CARDS[1]}]})
    context = SAMPLES["payment_received"] | {"note": f"from {CARDS[0]}"}
    assert tell(person_id=amina.id, template="payment_received", context=context, cause=uuid7(), now=clock.now())
    assert "from ************4242" in Delivery.objects.values_list("context", flat=True)[0].values()
    log = structlog.get_logger("gopay.canary")
    said = f"somebody's {CARDS[0]}"
    log.warning(said, note=CARDS[1], several=[CARDS[2], {"n": CARDS[3]}], number=int(CARDS[4]))
    try:
        raise ValueError(f"about {CARDS[0]}")
    except ValueError:
        log.exception("it broke")
    assert "somebody's ************4242" in ears.heard
    deliver_events()
    assert nowhere(ears, capfd)


def test_the_net_catches() -> None:
    """So that the tests above do not hold because nothing is looked at."""
    for card in CARDS:
        for text in (card, re.sub(r"\D", "", card), rf"\x{card.encode().hex()}", f'{{"n": "{card}"}}'):
            assert around(PATTERN, text), text
    make_operator(full_name=f"Olga {CARDS[1]}")
    assert set(tables_holding(PATTERN)) == {"accounts_user"}
