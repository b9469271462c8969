"""SECURITY 15: what an answer holds is an allow-list, namely the schema; nothing leaks that nobody declared.

Each answer of the API is compared with the schema that is served: the same members, no more and no fewer, down to the
last list. The one person who gets more than others of a thing is its owner, and for everybody else there is no such
thing (`test_route_matrix`), so the schema's list is the list of every role.
"""

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest
from drf_spectacular.generators import SchemaGenerator

from apps.accounts.tests.factories import PASSWORD
from apps.agents.hours import DAYS
from apps.core import clock
from apps.transactions.tests.payments import fields
from gopay.tests import scene as scenery
from gopay.tests.routes import all_routes, methods_of
from gopay.tests.scene import OWNER, Scene, undone
from gopay.tests.scene_of_merchants import HER_KEY, HER_TEST_KEY
from gopay.tests.test_route_matrix import A_BROWSER

# Words of what must stay inside. Each is looked for in the members' names, whatever stands around it.
NEVER = (
    "password", "passwd", "digest", "salt", "pepper", "hash", "secret", "public_key", "private_key", "is_staff",
    "is_superuser", "is_active", "file_key", "sealed", "index", "attempts", "lockout", "otp", "groups", "permission",
    "idempotency", "watch", "duplicate", "reviewer", "revoked",
)  # fmt: skip
# `pin` stands inside other words; alone, or as a part between underscores, it must not.
PIN = re.compile(r"(^|_)pin(_|$)")
MAY_BE = {"pin_set"}
_CONVERSION = {"amount": "1.00", "currency": "USD", "to_currency": "EUR", "pin": fields()["pin"]}
_PUSHES = "/api/v1/notifications/push-subscriptions"
# What a question needs to be answered with something.
QUERIES = {
    "/api/v1/payees/resolve": "?to=%2B254712000002",
    "/api/v1/agent/customers/resolve": "?to=%2B254712000002",
    "/api/v1/recharge-products": "?operator=savanna",
    "/api/v1/agents/nearby": "?latitude=-1.28&longitude=36.82&radius_km=5",
}
# Who asks at Amina's agency where it is not Amina, and which thing of the scene is meant by a name that has another
# meaning elsewhere.
_AGENT = "/api/v1/agent/"
_OFFICE = "/api/v1/agents/{agent_id}/"
AT_AN_AGENT: dict[str, tuple[str, dict[str, str]]] = {
    f"{_AGENT}cash-out-requests/{{request_id}}": ("cashier", {"request_id": "asked_id"}),
    f"{_AGENT}cash-out-requests/{{request_id}}/events": ("cashier", {"request_id": "asked_id"}),
    f"{_AGENT}dealings": ("cashier", {}),
    f"{_AGENT}dealings/{{dealing_id}}": ("cashier", {}),
    f"{_AGENT}registrations": ("cashier", {}),
    f"{_AGENT}shifts/{{shift_id}}/report": ("manager", {"shift_id": "different_id"}),
    f"{_OFFICE}agents": ("super", {"agent_id": "above_id"}),
    f"{_OFFICE}liquidity/agents": ("super", {"agent_id": "above_id"}),
    f"{_OFFICE}cash-out-requests/{{request_id}}/picture": (OWNER, {"request_id": "shown_id"}),
    "/api/v1/cash-out-codes/{code_id}": (OWNER, {"code_id": "cash_code_id"}),
    "/api/v1/cash-out-requests/{request_id}": (OWNER, {"request_id": "asked_of_her_id"}),
}
# Where merchants' servers ask, with a key.
SERVER_API = "/api/v1/merchant/v1/"
# What merchants keep with a payment for themselves: its members are theirs to name.
THEIR_OWN = ".metadata"
# Members that are there only sometimes, each with why.
SOMETIMES = {
    "device": "only of a session on a registered phone",
    **dict.fromkeys(DAYS, "only where it is open on that day"),
}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), undone():
        yield scenery.build()


@pytest.fixture
def scene(world: Scene, django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), undone():
        yield world


@pytest.fixture(scope="module")
def schema() -> dict[str, Any]:
    return dict(SchemaGenerator().get_schema(request=None, public=True))


def _paths() -> list[str]:
    return sorted(
        "/" + re.sub(r"<(?:uuid|str):(\w+)>", r"{\1}", route)
        for route, view in all_routes()
        if route.startswith("api/v1/") and "GET" in methods_of(view)
    )


def _resolved(shape: dict[str, Any], schema: dict[str, Any]) -> dict[str, Any]:
    """The object a reference stands for. What may be null is declared as one or the other."""
    while "$ref" in shape or "allOf" in shape or "oneOf" in shape:
        if "$ref" in shape:
            shape = schema["components"]["schemas"][shape["$ref"].rpartition("/")[2]]
        else:
            shape = (shape.get("allOf") or shape["oneOf"])[0]
    return shape


def differences(value: Any, shape: dict[str, Any], schema: dict[str, Any], where: str = "") -> Iterator[str]:
    """Where an answer and its declaration differ in their members."""
    shape = _resolved(shape, schema)
    if isinstance(value, dict) and "properties" in shape:
        declared = shape["properties"]
        for name in sorted(value.keys() - declared.keys()):
            yield f"{where}.{name} is shown and not declared"
        for name in sorted(declared.keys() - value.keys() - SOMETIMES.keys()):
            yield f"{where}.{name} is declared and not shown"
        for name in value.keys() & declared.keys():
            yield from differences(value[name], declared[name], schema, f"{where}.{name}")
    elif isinstance(value, list):
        for inner in value:
            yield from differences(inner, shape.get("items", {}), schema, f"{where}[]")
    elif isinstance(value, dict) and not where.endswith(THEIR_OWN):
        yield f"{where} is an object whose members nobody declared"


def names_in(value: Any) -> Iterator[str]:
    """Every member's name, at any depth."""
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from names_in(inner)


def is_forbidden(name: str) -> bool:
    lowered = name.lower()
    found = any(word in lowered for word in NEVER) or PIN.search(lowered) is not None
    return found and lowered not in MAY_BE


def _ask(scene: Scene, path: str) -> Any:
    url = path.replace("{kind}", "registration" if path.startswith(_OFFICE) else "selfie")
    url = url.replace("{code}", scene.charge_code).replace("{day}", str(clock.now().date()))
    phone = scenery.phone_of(scene.clients[OWNER])
    role, named = AT_AN_AGENT.get(path, (OWNER, {}))
    client = scene.clients[HER_KEY] if path.startswith(SERVER_API) else scene.clients[role]
    for name, other in named.items():
        url = url.replace(f"{{{name}}}", str(scene.ids[other]))
    if path.endswith("{payment_id}/refunds"):
        client = scene.clients[HER_TEST_KEY]
        url = url.replace("{payment_id}", str(scene.ids["tried_id"]))
    if path.startswith("/api/v1/invoices/"):
        url = url.replace("{invoice_id}", str(scene.ids["received_invoice_id"]))
    if "/command" in path:
        phone = scene.phones["lost"]
        url = url.replace("{device_id}", str(phone.device_id))
    for name, value in scene.ids.items():
        url = url.replace(f"{{{name}}}", str(value))
    assert "{" not in url, f"{path} needs an id that gopay.tests.scene does not make"
    assert phone is not None
    headers = scenery.sign(phone, "GET", url, b"") if "/command" in path else {}
    url += QUERIES.get(path, "")
    return client.generic("GET", url, "", "application/json", headers=headers)


@pytest.mark.parametrize("path", _paths())
def test_an_answer_shows_what_the_schema_declares_and_nothing_else(
    scene: Scene, schema: dict[str, Any], path: str
) -> None:
    content = schema["paths"][path]["get"]["responses"]["200"]["content"]
    answer = _ask(scene, path)
    assert answer.status_code == 200, answer.content
    if "application/json" not in content:
        assert answer["Content-Type"].partition(";")[0] in content
        # Until it ends, a stream takes one of the few places that a process has for them.
        b"".join(answer)
        return
    body = json.loads(b"".join(answer) if answer.streaming else answer.content)
    if "results" in body:
        assert body["results"], "an empty list shows nothing"
    assert list(differences(body, content["application/json"]["schema"], schema)) == []
    assert [name for name in names_in(body) if is_forbidden(name)] == []


def test_what_a_write_answers_is_declared_too(scene: Scene, schema: dict[str, Any]) -> None:
    """Those of Amina's that answer with something of hers."""
    client = scene.clients[OWNER]
    device = scene.ids["device_id"]
    asked: list[tuple[str, str, str, dict[str, Any], dict[str, str]]] = [
        ("patch", "/api/v1/me", "/api/v1/me", {"language": "en"}, {}),
        ("post", "/api/v1/me/exports", "/api/v1/me/exports", {}, {}),
        ("post", "/api/v1/devices/{device_id}/lock", f"/api/v1/devices/{device}/lock", {}, {}),
        ("post", "/api/v1/devices/{device_id}/wipe", f"/api/v1/devices/{device}/wipe", {}, {}),
        ("post", "/api/v1/notifications/read", "/api/v1/notifications/read", {"all": True}, {}),
        ("patch", "/api/v1/notifications/preferences", "/api/v1/notifications/preferences", {"sms": True}, {}),
        ("post", _PUSHES, _PUSHES, A_BROWSER, {}),
        ("post", "/api/v1/kyc/submissions", "/api/v1/kyc/submissions", {"target_tier": "TIER_2"}, {}),
        ("post", "/api/v1/wallets", "/api/v1/wallets", {"currency": "JPY"}, {}),
        ("post", "/api/v1/conversions", "/api/v1/conversions", _CONVERSION, {"Idempotency-Key": "keys-3"}),
        ("post", "/api/v1/transfers", "/api/v1/transfers", fields("brian", "1.00"), {"Idempotency-Key": "keys-1"}),
        ("post", "/api/v1/transfers", "/api/v1/transfers", fields("brian", "999.00"), {"Idempotency-Key": "keys-2"}),
    ]
    for method, path, url, body, headers in asked:
        with undone():
            answer = client.generic(method.upper(), url, json.dumps(body), "application/json", headers=headers)
        declared = schema["paths"][path][method]["responses"].get(str(answer.status_code))
        assert declared is not None, (path, answer.status_code)
        shown = json.loads(answer.content)
        if answer.status_code < 400:
            assert list(differences(shown, declared["content"]["application/json"]["schema"], schema, path)) == []
        assert [name for name in names_in(shown) if is_forbidden(name)] == [], path


def test_logging_in_answers_what_the_schema_declares(scene: Scene, schema: dict[str, Any]) -> None:
    client = scene.clients["anonymous"]
    body = {"identifier": scene.amina.msisdn, "password": PASSWORD}
    declared = schema["paths"]["/api/v1/auth/login"]["post"]["responses"]["200"]["content"]["application/json"]
    with undone():
        pair = client.post("/api/v1/auth/login", body, format="json").json()
        renewed = client.post("/api/v1/auth/refresh", {"refresh": pair["refresh"]}, format="json").json()
    for shown in (pair, renewed):
        assert list(differences(shown, declared["schema"], schema)) == []


def test_the_schema_declares_nothing_that_must_stay_inside(schema: dict[str, Any]) -> None:
    """Over every shape of an answer. What only ever goes in may be called by its name."""
    answers: set[str] = set()

    def walk(shape: Any) -> None:
        if isinstance(shape, dict):
            if name := shape.get("$ref"):
                name = name.rpartition("/")[2]
                if name not in answers:
                    answers.add(name)
                    walk(schema["components"]["schemas"][name])
            for inner in shape.values():
                walk(inner)
        elif isinstance(shape, list):
            for inner in shape:
                walk(inner)

    for item in schema["paths"].values():
        for operation in item.values():
            if isinstance(operation, dict):
                walk(operation.get("responses"))
    assert len(answers) > 20
    shown = {
        f"{name}.{member}"
        for name in answers
        for member in schema["components"]["schemas"][name].get("properties", {})
        if is_forbidden(member)
    }
    assert shown == set()


@pytest.mark.parametrize(
    "name", ["password", "pin", "new_pin", "pin_digest", "passwordHash", "is_staff", "fileKey_hash"]
)
def test_the_net_catches(name: str) -> None:
    assert is_forbidden(name)


@pytest.mark.parametrize("name", ["pin_set", "shipping", "spinning", "id", "attachment", "reference"])
def test_the_net_lets_through(name: str) -> None:
    assert not is_forbidden(name)


def test_the_comparison_finds_what_is_too_much_at_any_depth() -> None:
    """So that the tests above do not hold because nothing is compared."""
    inner = {"type": "object", "properties": {"id": {"type": "string"}}}
    shape = {"type": "object", "properties": {"results": {"type": "array", "items": {"$ref": "#/x/Inner"}}}}
    schema = {"components": {"schemas": {"Inner": inner}}}
    assert list(differences({"results": [{"id": "1", "salt": "2"}]}, shape, schema)) == [
        ".results[].salt is shown and not declared"
    ]
    assert list(differences({"results": [{}]}, shape, schema)) == [".results[].id is declared and not shown"]
