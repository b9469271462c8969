"""SECURITY 7: no page of the operators' site answers a session that only the password opened."""

import re
from typing import Any
from uuid import uuid4

import pytest
from django.contrib.auth import SESSION_KEY
from django.core.cache import cache
from django.test import Client

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator, make_person
from apps.operations import staff_session
from apps.operations.tests.staff import ENROL, LOG_IN, SECOND_STEP, admin_routes, enrol, give_password, log_in

pytestmark = pytest.mark.django_db
METHODS = ("get", "post", "put", "delete", "options")


def addresses(identity: str) -> list[str]:
    """One address for every route of the operators' site."""
    found: list[str] = []
    for route in admin_routes():
        text = route.replace("<path:content_type_id>", "1").replace("<path:object_id>", identity)
        text = re.sub(r"<uuid:\w+>", identity, re.sub(r"<(?:str|slug|int):\w+>", "1", text))
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


def answered(client: Client, identity: str, methods: tuple[str, ...] = METHODS) -> set[str]:
    """The addresses that answer 2xx to any method. Logging out is left for last: it would end the session."""
    paths = [path for path in addresses(identity) if path != "/admin/logout/"]
    assert len(paths) > 80
    return {path for path in paths for method in methods if 200 <= getattr(client, method)(path).status_code < 300}


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
    assert answered(client, str(make_person("amina").pk)) == expected
    assert not Activity.objects.filter(action="operations.logged_in").exists()


def test_the_same_addresses_answer_after_the_second_step() -> None:
    """So that the test above does not hold because nothing answers anybody."""
    olga, client = make_operator(), Client()
    log_in(client, olga, enrol(olga))
    assert len(answered(client, str(make_person("amina").pk), ("get",))) > 40


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
