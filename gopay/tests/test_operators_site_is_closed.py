"""The operators' site is closed to whoever has no rights in it; test_route_matrix.py asks for everything else."""

from uuid import uuid4

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, client_of, make_operator, make_person
from apps.notifications.models import Notification
from gopay.tests.routes import all_routes

pytestmark = pytest.mark.django_db


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
    "/admin/jsi18n/", "/admin/search/", "/admin/second_factor/",
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
