"""The cookie of who is signed in on the pages: who may write it, and what ends it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
import time_machine
from django.conf import settings
from django.core import signing
from django.db import OperationalError
from django.test import Client

from apps.accounts import selectors, services
from apps.accounts.models import OneTimeCode, Session, User
from apps.accounts.tests.factories import PASSWORD, give_phone, make_person, tokens_of
from apps.accounts.tests.web import Signer, code_for, sign_in
from apps.core import caching, clock
from apps.core.ids import uuid7

ME = "/wallet/me"
NAME = settings.WEB_COOKIE_NAME
# Some of what ends sessions counts a try for good, which must not happen inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def _is_in(client: Client) -> bool:
    answer = client.get(ME)
    assert answer.status_code in {200, 303}
    return bool(answer.status_code == 200)


def _signed_in() -> tuple[Client, Signer, User]:
    client, amina = Client(), make_person("amina")
    signer = sign_in(client, amina, give_phone(amina))
    assert _is_in(client)
    return client, signer, amina


def test_nobody_is_asked_to_log_in_and_comes_back(client: Client) -> None:
    answer = client.get(ME + "/devices?x=1")
    assert (answer.status_code, answer["Location"]) == (303, "/login?next=%2Fwallet%2Fme%2Fdevices%3Fx%3D1")
    assert answer["Cache-Control"] == "no-store"


@pytest.mark.parametrize("value", ["", "x", "a:b:c", "[]", "W10:1u:AAAA", "ÿþ", "9" * 5000])
def test_a_cookie_we_did_not_sign_is_nobody(client: Client, value: str) -> None:
    client.cookies[NAME] = value
    assert not _is_in(client)


def test_a_cookie_signed_for_something_else_is_nobody(client: Client) -> None:
    amina = make_person("amina")
    now = int(clock.now().timestamp())
    said = [str(amina.id), str(tokens_of(amina).session_id), now, now]
    for salt in ("gopay.session", "django.core.signing", "gopay.awaitingsign_up"):
        client.cookies[NAME] = signing.dumps(said, salt=salt)
        assert not _is_in(client), salt


def test_every_changed_sign_of_a_cookie_is_noticed() -> None:
    client, _, _ = _signed_in()
    value = client.cookies[NAME].value
    for place in range(0, len(value), 7):
        other = "A" if value[place] != "A" else "B"
        client.cookies[NAME] = value[:place] + other + value[place + 1 :]
        assert not _is_in(client), place
    client.cookies[NAME] = value
    assert _is_in(client)


@pytest.mark.parametrize(
    "said", [[], ["x", "y", 1, 2], [None, None, 1, 2], {"a": 1}, "text", 7, [1, 2, 3], ["a" * 36, "b" * 36, 10**30, 1]]
)
def test_a_well_signed_cookie_of_another_shape_is_nobody(client: Client, said: Any) -> None:
    client.cookies[NAME] = signing.dumps(said, salt="gopay.web-session")
    assert not _is_in(client)


def test_a_session_of_somebody_else_is_nobody(client: Client) -> None:
    """Ours by the signature, but the session in it belongs to another person."""
    amina, brian = make_person("amina"), make_person("brian")
    now = int(clock.now().timestamp())
    said = [str(amina.id), str(tokens_of(brian).session_id), now, now]
    client.cookies[NAME] = signing.dumps(said, salt="gopay.web-session")
    assert not _is_in(client)


def test_it_is_kept_from_scripts_and_other_sites(client: Client) -> None:
    make_person("amina")
    answer = client.post("/login", {"identifier": "+254712000001", "password": PASSWORD})
    cookie = answer.cookies[NAME]
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]


def test_it_ends_when_nobody_has_used_it_for_long_and_so_does_the_session() -> None:
    client, signer, _ = _signed_in()
    later = clock.now() + timedelta(minutes=settings.WEB_IDLE_MINUTES, seconds=5)
    with time_machine.travel(later, tick=False):
        assert not _is_in(client)
    assert Session.objects.get(pk=signer.session_id).revoked_at is not None
    assert not _is_in(client), "the clock of the browser does not bring it back"


def test_using_it_keeps_it_alive_but_not_for_ever() -> None:
    client, _, _ = _signed_in()
    start = clock.now()
    step = timedelta(minutes=settings.WEB_IDLE_MINUTES - 1)
    at = start
    while at + step < start + timedelta(hours=settings.WEB_SESSION_HOURS):
        at += step
        with time_machine.travel(at, tick=False):
            assert _is_in(client), at
    with time_machine.travel(start + timedelta(hours=settings.WEB_SESSION_HOURS, seconds=5), tick=False):
        assert not _is_in(client)


def _log_out(session: Session) -> None:
    services.log_out(person_id=session.user_id, session_id=session.id, now=clock.now())


def _end_all(session: Session) -> None:
    services.end_all_sessions(person_id=session.user_id, now=clock.now())


def _lock_device(session: Session) -> None:
    assert session.bound_device_id
    services.lock_device(person_id=session.user_id, device_id=session.bound_device_id, reason="x", now=clock.now())


def _wipe(session: Session) -> None:
    assert session.bound_device_id
    services.request_wipe(person_id=session.user_id, device_id=session.bound_device_id, now=clock.now())


def _report_lost(session: Session) -> None:
    number = session.user.msisdn
    services.report_lost(msisdn=number, password=PASSWORD, now=clock.now())
    code = code_for(OneTimeCode.objects.filter(purpose="RECOVERY").latest("id").id)
    services.confirm_lost(msisdn=number, password=PASSWORD, code=code, now=clock.now())


def _lock_person(session: Session) -> None:
    services.lock_person(person_id=session.user_id, reason="x", now=clock.now())


def _close(session: Session) -> None:
    services.close_person(person_id=session.user_id, reason="x", now=clock.now())


def _change_password(session: Session) -> None:
    services.change_password(
        person_id=session.user_id,
        session_id=tokens_of(session.user).session_id,
        current_password=PASSWORD,
        new_password="four grey herons",
        now=clock.now(),
    )


CAUSES: dict[str, Callable[[Session], None]] = {
    "logged out": _log_out,
    "all ended": _end_all,
    "device locked": _lock_device,
    "device wiped": _wipe,
    "reported lost": _report_lost,
    "person locked": _lock_person,
    "account closed": _close,
    "password changed": _change_password,
}


@pytest.mark.parametrize("cause", CAUSES)
@pytest.mark.usefixtures("copies_grow_old")
def test_what_ends_a_session_ends_it_on_the_pages_within_five_seconds(cause: str) -> None:
    """SECURITY 10. The other process is played by its cache, as in test_killed_within_seconds."""
    client, signer, _ = _signed_in()
    session = Session.objects.select_related("user").get(pk=signer.session_id)
    remembered = selectors.get_session_state(session.id)
    assert remembered is not None

    CAUSES[cause](session)

    assert not _is_in(client), "the process in which it happened knows at once"
    cookie = client.cookies[NAME]
    assert not cookie.value, "and takes the cookie away"
    again = Client()
    sign_in_again = sign_in(again, make_person("brian"))
    assert sign_in_again.session_id != session.id
    caching.cache.set(selectors.session_cache_key(session.id), remembered, settings.SESSION_CACHE_SECONDS)
    with time_machine.travel(clock.now() + timedelta(seconds=5), tick=False):
        assert selectors.get_session_state(session.id) is None


@pytest.mark.usefixtures("copies_grow_old")
def test_a_changed_role_is_known_within_five_seconds() -> None:
    """SECURITY 10: what a page is told of somebody's being staff is as fresh as the API's."""
    client, signer, amina = _signed_in()
    User.objects.filter(pk=amina.pk).update(is_staff=True)
    assert selectors.get_session_state(signer.session_id).is_staff is False  # type: ignore[union-attr]
    with time_machine.travel(clock.now() + timedelta(seconds=5), tick=False):
        assert _is_in(client)
        assert selectors.get_session_state(signer.session_id).is_staff is True  # type: ignore[union-attr]


def test_the_operators_cookie_opens_no_page_and_ours_no_admin() -> None:
    client, _, amina = _signed_in()
    User.objects.filter(pk=amina.pk).update(is_staff=True, is_superuser=True)
    assert client.get("/admin/").status_code == 302
    staff = Client()
    staff.force_login(amina)
    assert not _is_in(staff)


def test_pages_of_somebody_are_in_no_cache_and_no_index() -> None:
    client, _, _ = _signed_in()
    answer = client.get(ME)
    assert answer["Cache-Control"] == "no-store"
    assert answer["X-Robots-Tag"] == "noindex"


def test_what_gopay_is_may_be_found_and_nothing_else(client: Client) -> None:
    assert not client.get("/").has_header("X-Robots-Tag")
    for path in ("/login", "/register", "/lost-phone", "/lost-phone/code", "/register/code", ME):
        answer = client.get(path)
        assert (answer["X-Robots-Tag"], answer["Cache-Control"]) == ("noindex", "no-store"), path


def test_who_sends_a_form_too_late_comes_back_to_the_form(client: Client) -> None:
    draft = f"/wallet/send/{uuid7()}"
    for path in ("/wallet/me/profile", draft):
        answer = client.post(path, {"full_name": "Amina"})
        assert (answer.status_code, answer["Location"]) == (303, f"/login?next={quote(path, safe='')}")
    # What has no page of its own is not come back to.
    assert client.post("/wallet/me/photo/remove")["Location"] == "/login"


def test_a_part_of_a_page_sends_the_whole_page_to_the_log_in(client: Client) -> None:
    headers = {"HX-Request": "true", "HX-Current-URL": "https://testserver/wallet/me/export?x=1"}
    answer = client.get("/wallet/me/export/part", headers=headers)
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login?next=%2Fwallet%2Fme%2Fexport%3Fx%3D1")


def test_a_part_that_renews_itself_keeps_nobody_signed_in() -> None:
    client, _, _ = _signed_in()
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False):
        assert NAME not in client.get("/wallet/me/export/part").cookies
        assert NAME in client.get(ME).cookies


@pytest.mark.parametrize("page", ["http://[", "http://[::1", "https://testserver]/x"])
def test_a_part_of_a_page_with_no_address_leads_to_the_log_in_all_the_same(client: Client, page: str) -> None:
    answer = client.get("/wallet/me/export/part", headers={"HX-Request": "true", "HX-Current-URL": page})
    assert (answer.status_code, answer["HX-Redirect"]) == (204, "/login")


def away(*args: Any, **kwargs: Any) -> None:
    raise OperationalError("the server closed the connection unexpectedly")


@pytest.mark.parametrize("read", ["get_session_state", "get_profile", "get_bound_device_id"])
def test_a_connection_that_is_gone_shows_first_when_it_is_asked_who_asks(
    read: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A web thread learns by a request that fails that its connection is gone; nobody is logged out by that."""
    client, _, _ = _signed_in()
    with monkeypatch.context() as gone:
        gone.setattr(selectors, read, away)
        answer = client.get(ME)
    assert (answer.status_code, answer["Retry-After"], answer["Cache-Control"]) == (503, "1", "no-store")
    assert "Try again" in answer.content.decode()
    assert NAME not in answer.cookies
    assert _is_in(client)


def test_a_database_that_is_away_is_said_to_be(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(services, "log_in", away)
    answer = client.post("/login", {"identifier": "+254712000001", "password": PASSWORD})
    assert (answer.status_code, answer["Retry-After"]) == (503, "1")
    assert "Try again" in answer.content.decode()
    assert PASSWORD not in answer.content.decode()
