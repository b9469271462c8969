"""SECURITY 7: no page of the operators' site answers a session that only the password opened."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import SESSION_KEY, get_user
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.core.cache import cache
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator, make_person
from apps.operations import staff_session
from apps.operations.tests.staff import ENROL, LOG_IN, SECOND_STEP, admin_routes, enrol, give_password, log_in

pytestmark = pytest.mark.django_db
METHODS = ("get", "post")
# A page of this site is closed before it looks at the method, and by its kind: one address of each kind is asked with
# these as well.
RARER = ("put", "patch", "delete", "options")


def addresses(identity: str) -> list[str]:
    """One address for every route of the operators' site."""
    found: list[str] = []
    for route in admin_routes():
        text = route.replace("<path:content_type_id>", "1").replace("<path:object_id>", identity)
        text = re.sub(r"<uuid:\w+>", identity, re.sub(r"<(?:str|slug|int|path):\w+>", "1", text))
        text = text.replace("(?P<url>.*)$", "no-such-page")
        if "(?P<app_label>" in text:
            labels = text.split("app_label>", 1)[1].split(")", 1)[0].split("|")
            found.extend(f"/admin/{label}/" for label in labels)
            continue
        assert not set(text) & set("<(^$"), f"{text} needs something this test does not make"
        found.append(text)
    return found


@pytest.fixture(autouse=True)
def _with_second_factor(settings: Any) -> None:
    cache.clear()
    settings.STAFF_MFA = True


def one_of_each_kind(paths: list[str], identity: str) -> list[str]:
    """What comes after app and model says which kind of page it is; the site's own pages are each of their own."""
    kinds: dict[str, str] = {}
    for path in paths:
        _, _, _, *rest = path.split("/")
        is_of_a_model = identity in path or rest[-2:] in (["add", ""], [""])
        kinds.setdefault("/".join(rest[1:]) if is_of_a_model and len(rest) > 1 else path, path)
    return list(kinds.values())


def paths_of(identity: str) -> list[str]:
    """Logging out is left out: it would end the session."""
    paths = [path for path in addresses(identity) if path != "/admin/logout/"]
    assert len(paths) > 80
    return paths


def is_answer(status: int) -> bool:
    return 200 <= status < 300


def answered(client: Client, identity: str, *, whole: bool) -> set[str]:
    """The addresses that answer 2xx to GET or POST, and those of each kind that do to another method.

    The views of all addresses are called as the URLconf has them, with this session: what stands before them is the
    same for all, and where it is `whole`, one address of each kind is asked through all of it.
    """
    paths = paths_of(identity)
    session = client.session
    user = get_user(with_session(session, "get", "/admin/"))
    found = {path for path in paths for method in METHODS if is_answer(seen(session, user, method, path))}
    kinds = one_of_each_kind(paths, identity) if whole else [LOG_IN, SECOND_STEP, ENROL]
    asked = [(path, method) for path in kinds for method in (*METHODS, *RARER)]
    return found | {path for path, method in asked if is_answer(getattr(client, method)(path).status_code)}


def with_session(session: Any, method: str, path: str) -> Any:
    request: Any = getattr(RequestFactory(), method)(path)
    # As it was loaded once; what a view makes of it is not kept.
    request.session = SessionStore(session.session_key)
    request.session._session_cache = dict(session.items())
    request._dont_enforce_csrf_checks = True
    request._messages = CookieStorage(request)
    return request


def seen(session: Any, user: Any, method: str, path: str) -> int:
    """What the view of this address answers; it is not drawn."""
    request = with_session(session, method, path)
    request.user = user
    view, args, kwargs = resolve(path)
    try:
        return int(view(request, *args, **kwargs).status_code)
    except PermissionDenied:
        return 403
    except Http404:
        return 404


@pytest.mark.parametrize("has_enrolled", [True, False])
@pytest.mark.parametrize("how", ["by the form", "planted"])
def test_no_address_answers_the_password_alone(how: str, has_enrolled: bool) -> None:
    """A superuser's, after the form's first step, and even if something had logged the session in by itself."""
    olga = make_operator()
    if has_enrolled:
        enrol(olga)
    client = Client()
    if how == "by the form":
        give_password(client, olga)
        # The second step itself, whichever it is for this person.
        expected = {LOG_IN, SECOND_STEP if has_enrolled else ENROL}
    else:
        client.force_login(olga)
        expected = {LOG_IN}
    # A session of the form's first step is nobody's, and a planted one somebody's, whether they have enrolled or not.
    whole = has_enrolled == (how == "by the form")
    assert answered(client, str(make_person("amina").pk), whole=whole) == expected
    assert not Activity.objects.filter(action="operations.logged_in").exists()


def test_the_same_addresses_answer_after_the_second_step() -> None:
    """So that the test above does not hold because nothing answers anybody."""
    olga, client = make_operator(), Client()
    log_in(client, olga, enrol(olga))
    identity = str(make_person("amina").pk)
    user = get_user(with_session(client.session, "get", "/admin/"))
    assert sum(is_answer(seen(client.session, user, "get", path)) for path in paths_of(identity)) > 40
    assert client.get("/admin/").status_code == 200


def test_what_is_posted_with_the_password_alone_changes_nothing() -> None:
    olga, amina, client = make_operator(), make_person("amina"), Client()
    client.force_login(olga)
    people = "/admin/accounts/user/"
    client.post(people, {"action": "lock", "_selected_action": [str(amina.pk)], "index": "0"})
    client.post(f"{people}{amina.pk}/lock-account/", {"_form_submitted": "True", "reason": "x"})
    client.post(f"{people}{amina.pk}/change/", {"is_staff": "on", "is_superuser": "on"})
    after = User.objects.get(pk=amina.pk)
    assert (after.status, after.is_staff) == ("ACTIVE", False)


def test_another_authenticators_session_is_not_complete() -> None:
    """A session names the authenticator it was opened with; any other one is none."""
    olga, client = make_operator(), Client()
    log_in(client, olga, enrol(olga))
    session = client.session
    session[staff_session.OPENED_WITH] = str(uuid4())
    session.save()
    assert client.get("/admin/").status_code == 302


def test_pages_for_staff_elsewhere_do_not_open_either() -> None:
    """The schema pages of production ask for a member of staff: between the steps the session is nobody's."""
    olga, client = make_operator(), Client()
    enrol(olga)
    give_password(client, olga)
    assert SESSION_KEY not in client.session
