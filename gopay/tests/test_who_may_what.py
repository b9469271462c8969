"""SECURITY 14: every route, with every method, asked by everybody. A route that is not listed here fails."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import Session, User
from apps.accounts.tests.factories import PASSWORD, client_of, make_operator, make_person
from apps.notifications.models import Notification
from apps.transactions.tests.payments import fields, send
from apps.wallets.tests.factories import join, wallet_of
from gopay.tests.routes import METHODS, all_routes, methods_of

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Rule:
    """Which status each gets: who has no token, whose the thing is, somebody else, a member of staff."""

    anonymous: int
    owner: int
    other: int
    staff: int
    body: dict[str, Any] = field(default_factory=dict)


def open_to_all(status: int, **body: Any) -> Rule:
    return Rule(status, status, status, status, body)


def own(status: int, **body: Any) -> Rule:
    """A list or a thing of one's own: everybody who is logged in has one, and being staff adds nothing to it."""
    return Rule(401, status, status, status, body)


def theirs(status: int) -> Rule:
    """A thing with an id: for everybody but its owner, staff included, there is no such thing."""
    return Rule(401, status, 404, 404)


API: dict[tuple[str, str], Rule] = {
    ("POST", "auth/register"): open_to_all(400),
    ("POST", "auth/resend-code"): open_to_all(400),
    ("POST", "auth/verify"): open_to_all(400),
    ("POST", "auth/login"): open_to_all(400),
    ("POST", "auth/refresh"): open_to_all(400),
    ("POST", "auth/logout"): own(204),
    ("GET", "me"): own(200),
    ("PATCH", "me"): own(200, full_name="A Name"),
    ("PUT", "me/password"): own(400),
    ("GET", "me/sessions"): own(200),
    ("DELETE", "me/sessions"): own(204),
    ("DELETE", "me/sessions/<uuid:session_id>"): theirs(204),
    ("GET", "me/activity"): own(200),
    ("GET", "wallets"): own(200),
    ("GET", "wallets/<uuid:wallet_id>"): theirs(200),
    ("POST", "transfers"): Rule(401, 201, 422, 422, fields("brian", "1.00")),
    ("GET", "transactions"): own(200),
    ("GET", "transactions/<uuid:transaction_id>"): theirs(200),
    ("GET", "notifications"): own(200),
    ("POST", "notifications/read"): own(200, all=True),
    ("GET", "notifications/preferences"): own(200),
    ("PATCH", "notifications/preferences"): own(200, sms=True),
}
# Pages and probes outside the API, which are the same for everybody outside production.
PAGES = {
    "": 200,
    "livez": 200,
    "readyz": 200,
    "metrics": 200,
    "api/schema/": 200,
    "api/docs/": 200,
    "api/redoc/": 200,
    "sandbox/messages": 200,
}
API_PREFIX = "api/v1/"


def test_every_route_is_listed() -> None:
    found = set()
    for route, view in all_routes():
        if route.startswith(API_PREFIX):
            found |= {(method, route.removeprefix(API_PREFIX)) for method in methods_of(view)}
        else:
            assert route.startswith("admin/") or route in PAGES, f"{route} is in none of the lists of this module"
    assert found == set(API)


@dataclass
class Scene:
    """Amina's things, and clients of everybody."""

    clients: dict[str, APIClient]
    ids: dict[str, str]
    secrets: list[str]


@pytest.fixture
def scene() -> Scene:
    amina, _, chidi = join("amina", 100), join("brian"), join("chidi")
    paid = send(amina, "brian", 5).transaction
    clients = {
        "anonymous": APIClient(),
        "owner": client_of(amina),
        "other": client_of(chidi),
        "staff": client_of(make_operator()),
    }
    # A second session of hers, which she may end without ending the one she asks with.
    client_of(amina)
    session = Session.objects.filter(user=amina).order_by("-id")[0]
    ids = {"session_id": session.id, "wallet_id": wallet_of(amina).id, "transaction_id": paid.id}
    secrets = [amina.msisdn, str(amina.id), paid.reference, *(str(one) for one in ids.values())]
    return Scene(clients, {name: str(one) for name, one in ids.items()}, secrets)


def address(route: str, ids: dict[str, str]) -> str:
    for name, value in ids.items():
        route = route.replace(f"<uuid:{name}>", value)
    assert "<" not in route, f"{route} needs an id this module does not make"
    return f"/{API_PREFIX}{route}"


def ask(client: Any, method: str, url: str, body: dict[str, Any]) -> Any:
    headers = {"Idempotency-Key": str(uuid4())}
    return client.generic(method, url, _json(body), "application/json", headers=headers)


def _json(body: dict[str, Any]) -> str:
    import json

    return json.dumps(body)


@pytest.mark.parametrize("who", ["anonymous", "owner", "other", "staff"])
@pytest.mark.parametrize(("method", "route"), API)
def test_who_may_what(scene: Scene, method: str, route: str, who: str) -> None:
    rule = API[method, route]
    answer = ask(scene.clients[who], method, address(route, scene.ids), rule.body)
    assert answer.status_code == getattr(rule, who), answer.content
    if answer.status_code >= 400:
        assert answer["Content-Type"] == "application/problem+json"
    if who in {"other", "staff"} and method == "GET":
        shown = answer.content.decode()
        assert not [secret for secret in scene.secrets if secret in shown]


@pytest.mark.parametrize("route", sorted({route for _, route in API}))
def test_no_other_method_is_answered(scene: Scene, route: str) -> None:
    for method in METHODS:
        if (method, route) in API:
            continue
        for who, client in scene.clients.items():
            answer = ask(client, method, address(route, scene.ids), {})
            assert answer.status_code in {401, 405}, (who, method, route)
            assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("page", PAGES)
def test_pages_outside_the_api(scene: Scene, page: str) -> None:
    for client in scene.clients.values():
        answer = client.get(f"/{page}")
        assert answer.status_code == PAGES[page]
        shown = b"".join(answer) if answer.streaming else answer.content
        assert not [secret for secret in scene.secrets if secret.encode() in shown]


def _admin_addresses() -> list[str]:
    """One address for every route of the operators' site."""
    found = []
    for route, _ in all_routes():
        if route.startswith("admin/"):
            text = route.replace("<path:content_type_id>", "1").replace("<path:object_id>", str(uuid4()))
            text = text.replace("(?P<url>.*)$", "no-such-page")
            if "(?P<app_label>" in text:
                found += [f"/admin/{label}/" for label in text.split("app_label>", 1)[1].split(")", 1)[0].split("|")]
            else:
                found.append(f"/{text}")
    return found


def _admin_client(who: str) -> Client:
    client = Client()
    if who == "person":
        client.force_login(make_person("amina"))
    elif who == "bearer":
        return client_of(make_operator())
    elif who == "staff":
        client.force_login(make_person("olga", is_staff=True))
    return client


# What answers before anybody has logged in, and what every member of staff may do.
LOG_IN = {"/admin/login/"}
HOUSEKEEPING = {
    "/admin/", "/admin/login/", "/admin/logout/", "/admin/password_change/", "/admin/password_change/done/",
    "/admin/jsi18n/", "/admin/search/",
}  # fmt: skip


@pytest.mark.parametrize("who", ["nobody", "person", "bearer", "staff"])
def test_the_operators_site_is_closed_to_who_has_no_rights_in_it(who: str) -> None:
    """A person, an API token however powerful its owner, and staff nobody gave a permission to."""
    client = _admin_client(who)
    allowed = HOUSEKEEPING if who == "staff" else LOG_IN
    before = User.objects.count(), Notification.objects.count()
    for url in _admin_addresses():
        for method in ("get", "post"):
            if url == "/admin/logout/" and who == "staff":
                continue
            status = getattr(client, method)(url).status_code
            assert url in allowed or not 200 <= status < 300, (method, url, status)
    assert (User.objects.count(), Notification.objects.count()) == before


def test_a_password_opens_the_operators_site_to_staff_only() -> None:
    make_person("amina")
    client = Client()
    client.post("/admin/login/", {"username": "+254712000001", "password": PASSWORD})
    assert client.get("/admin/").status_code == 302
