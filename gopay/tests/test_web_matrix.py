"""SECURITY 14 for the pages: every page x everybody, from the URLconf. A page that is in no table here fails.

The pages know people by a cookie of their own. Everybody is as in gopay.tests.test_route_matrix: the owner Amina, those
who work for her business and her agency, and strangers, among them the platform's own staff.
"""

import re
from collections.abc import Iterator
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.conf import settings
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.web import sign_in
from apps.accounts.web.base import WalletView
from gopay.tests import scene as scenery
from gopay.tests.routes import METHODS, all_routes, is_page
from gopay.tests.scene import OWNER, ROLES, Scene, undone, written

# Pages for whoever comes.
OPEN = {
    "",
    "device/order",
    "login",
    "logout",
    "language",
    "lost-phone",
    "lost-phone/code",
    "register",
    "register/code",
    "register/code/again",
}
PAGES = {route: view for route, view in all_routes() if is_page(view)}
SIGNED_IN = sorted(route for route, view in PAGES.items() if issubclass(view.view_class, WalletView))
# What a script of a page asks: it is told in JSON that nobody is signed in, and led nowhere.
SCRIPTS = {"push/key", "push/subscribe", "push/unsubscribe"}

# Who besides Amina may look into what, by how a page's address begins.
INSIDERS = {
    "merchant/": {"manager", "cashier"},
    "till/": {"manager", "cashier"},
    "agent/": {"manager", "cashier", "super"},
}
# What looking and being refused may write: how often somebody asks, and what is begun for oneself.
BESIDE = {"core_ratebucket", "core_pagedraft", "django_session"}
# Where an address names something that the scene does not make, or that is used up by looking.
ELSEWHERE = {
    "staff_id": {"agent/": "agents_staff_id"},
    "request_id": {"agent/office/": "shown_id", "agent/": "asked_id", "wallet/cash-out/": "asked_of_her_id"},
    "code_id": {"wallet/cash-out/": "cash_code_id"},
    "transaction_id": {"till/": "sale_id", "merchant/": "sale_id"},
}
WORDS = {
    "<str:kind>": "selfie",
    "<str:form>": "csv",
    "<str:currency>": "USD",
    "<slug:biller>": "power-prepaid",
    "<str:code>": "no-such-code",
    "<str:what>": "sales",
}
# Whose pages those are that are not Amina's: at the desk of her agency stands a teller.
FOR = {"agent/office": OWNER, "agent/": "cashier"}
# What is written down when somebody takes a file, or looks at what is private.
RECORDS = {"core_exportrecord", "accounts_activity", "notifications_notification"}
# What those the page is for meet because the scene has none, or none in the state that the page is for: nobody offers
# Amina a business, the charge is not of that till, and it is Brian who has to answer her complaint.
OTHERWISE = {
    "merchant/<uuid:merchant_id>/accept": 404,
    "till/<uuid:till_id>/charges/<uuid:charge_id>": 404,
    "till/<uuid:till_id>/charges/<uuid:charge_id>/state": 404,
    "wallet/disputes/<uuid:dispute_id>/accept": 403,
    "wallet/disputes/<uuid:dispute_id>/contest": 403,
}
NOT_MADE = {"draft_id", "group_id"}


@pytest.fixture(scope="module")
def world(django_db_setup: None, django_db_blocker: Any) -> Iterator[tuple[Scene, dict[str, Client]]]:
    """Everything there is, built once, with a signed-in browser for each."""
    with django_db_blocker.unblock(), undone():
        scene = scenery.build()
        browsers = {role: _browser(person) for role, person in {OWNER: scene.amina, **scene.people}.items()}
        yield scene, browsers


@pytest.fixture
def scene(world: tuple[Scene, dict[str, Client]], django_db_blocker: Any) -> Iterator[Scene]:
    with django_db_blocker.unblock(), undone():
        yield world[0]


@pytest.fixture
def browsers(world: tuple[Scene, dict[str, Client]]) -> dict[str, Client]:
    return world[1]


def _browser(person: User) -> Client:
    client = Client()
    sign_in(client, person, pin=None)
    return client


def address_of(route: str, scene: Scene) -> str:
    """The page's address, of what is Amina's."""

    def value(found: re.Match[str]) -> str:
        name = found[1]
        if name in NOT_MADE:
            return str(uuid4())
        other = next((own for begin, own in ELSEWHERE.get(name, {}).items() if route.startswith(begin)), name)
        if name == "device_id":
            return str(scene.phones["device_id"].device_id)
        assert other in scene.ids, f"{route} needs {other}, which gopay.tests.scene does not make"
        return str(scene.ids[other])

    text = re.sub(r"<uuid:([a-z_]+)>", value, route)
    for pattern, word in WORDS.items():
        is_paper = pattern == "<str:kind>" and route.startswith(("agent/office/", "merchant/"))
        text = text.replace(pattern, "registration" if is_paper else word)
    assert "<" not in text, f"{route} has a part that no table here names"
    return f"/{text}"


def names_something(route: str) -> bool:
    """Whether the address says whose it is: by an id, which here is of something of Amina's."""
    return any(UUID_NAME.fullmatch(name) and name not in NOT_MADE for name in re.findall(r"<uuid:([a-z_]+)>", route))


UUID_NAME = re.compile(r"[a-z_]+_id")


def takes_get(route: str) -> bool:
    """Whether the address can be looked at; some take forms only."""
    view = PAGES[route].view_class
    return hasattr(view, "get") and "get" in view.http_method_names


def insiders_of(route: str) -> set[str]:
    return next((roles for begin, roles in INSIDERS.items() if route.startswith(begin)), set())


def body_of(answer: Any) -> bytes:
    return b"".join(answer) if answer.streaming else answer.content


def test_every_page_is_in_a_table() -> None:
    assert {route for route in PAGES if route not in SIGNED_IN} == OPEN


@pytest.mark.parametrize("route", SIGNED_IN)
def test_nobody_gets_in_without_the_pages_own_cookie(scene: Scene, route: str) -> None:
    """Not without one, not with a forged one, and not with the cookie of the operators' site."""
    address, wrong = address_of(route, scene), []
    forged = Client()
    forged.cookies[settings.WEB_COOKIE_NAME] = "WyIwMTkyIl0:1tEsT:abcdefghijklmnopqrstuvwxyz0123456789-_ABCDE"
    for who, client in {"nobody": Client(), "a forger": forged, "staff": scene.browser("operator")}.items():
        for method in METHODS:
            tables: set[str] = set()
            with undone(), written(tables):
                answer = client.generic(method, address)
            if route in SCRIPTS:
                is_right = answer.status_code == 401
            else:
                is_right = answer.status_code == 303 and answer["Location"].startswith("/login")
            if not is_right:
                wrong.append(f"{method} answers {who} with {answer.status_code}")
            if tables - BESIDE:
                wrong.append(f"{method} of {who} writes {tables}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", [route for route in SIGNED_IN if names_something(route)])
def test_what_is_hers_is_not_there_for_others(scene: Scene, browsers: dict[str, Client], route: str) -> None:
    """Neither seen nor changed, by whatever method; and the answer names nothing of it."""
    address, wrong = address_of(route, scene), []
    for role in sorted(set(ROLES) - insiders_of(route)):
        for method in ("GET", "POST"):
            tables: set[str] = set()
            with undone(), written(tables):
                answer = browsers[role].generic(method, address)
            shown = body_of(answer)
            # A form that was sent without its fields is refused before anybody asks whose it is.
            if answer.status_code not in {403, 404, 405} | ({400} if method == "POST" else set()):
                wrong.append(f"{method} answers {role} with {answer.status_code}: {answer.get('Location', '')}")
            if tables - BESIDE:
                wrong.append(f"{method} of {role} writes {tables}")
            # The address that was asked for may stand in the answer; it tells whoever has typed it nothing.
            told = [secret for secret in scene.secrets_from(role) if secret not in address and secret.encode() in shown]
            if told:
                wrong.append(f"{method} tells {role} {told}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", [route for route in SIGNED_IN if not names_something(route)])
def test_pages_of_one_s_own_tell_nothing_of_hers(scene: Scene, browsers: dict[str, Client], route: str) -> None:
    address, wrong = address_of(route, scene), []
    for role in ROLES:
        with undone():
            answer = browsers[role].get(address)
        shown = body_of(answer)
        if answer.status_code >= 500:
            wrong.append(f"{role} gets {answer.status_code}")
        if told := [secret for secret in scene.secrets_from(role) if secret.encode() in shown]:
            wrong.append(f"{role} is told {told}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("route", sorted(route for route in SIGNED_IN if takes_get(route)))
def test_whose_page_it_is_gets_it(scene: Scene, browsers: dict[str, Client], route: str) -> None:
    """Each page answers whoever it is for, is in no cache, and looking at it changes nothing."""
    tables: set[str] = set()
    role = next((who for begin, who in FOR.items() if route.startswith(begin)), OWNER)
    with undone(), written(tables):
        answer = browsers[role].get(address_of(route, scene))
    is_missing = any(f":{name}>" in route for name in NOT_MADE) or "<str:code>" in route
    expected = {OTHERWISE[route]} if route in OTHERWISE else {404} if is_missing else {200, 302, 303, 409}
    assert answer.status_code in expected, body_of(answer)[:300]
    assert "no-store" in answer["Cache-Control"] or "private" in answer["Cache-Control"]
    assert tables <= BESIDE | RECORDS, tables


def test_ids_of_the_scene_are_hers(scene: Scene) -> None:
    """Or the tests above would prove nothing."""
    assert all(isinstance(value, UUID) for value in scene.ids.values())
