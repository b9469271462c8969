"""Sessions end at once where they are ended, and within seconds everywhere: SECURITY 10 and 12."""

from datetime import timedelta

import pytest
import time_machine
from rest_framework.test import APIClient, APIRequestFactory

from apps.accounts import services
from apps.accounts.api.authentication import Principal, SessionTokenAuthentication
from apps.accounts.errors import InvalidCredentials
from apps.accounts.models import Activity, Session, User
from apps.accounts.tests.factories import client_of, client_with, make_person, tokens_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.parallel import run_together

ME = "/api/v1/me"


@pytest.mark.django_db
def test_logging_out_ends_the_session_and_no_other() -> None:
    """SECURITY 10."""
    amina = make_person("amina")
    phone, tablet = tokens_of(amina), tokens_of(amina)
    client = client_with(phone.access)
    assert client.get(ME).status_code == 200

    answer = client.post("/api/v1/auth/logout")

    assert (answer.status_code, answer.content) == (204, b"")
    assert client.get(ME).status_code == 401
    assert client_with(tablet.access).get(ME).status_code == 200
    assert Session.objects.get(pk=phone.session_id).revoked_reason == "logged_out"
    assert Activity.objects.get(action="accounts.logged_out").subject == str(phone.session_id)


@pytest.mark.django_db
def test_the_usual_request_is_authenticated_without_a_query(django_assert_num_queries: object) -> None:
    amina = make_person("amina")
    pair = tokens_of(amina)
    request = APIRequestFactory().get(ME, HTTP_AUTHORIZATION=f"Bearer {pair.access}")
    door = SessionTokenAuthentication()
    with django_assert_num_queries(1):  # type: ignore[operator]
        door.authenticate(request)
    with django_assert_num_queries(0):  # type: ignore[operator]
        user, _ = door.authenticate(request)  # type: ignore[misc]
    assert user == Principal(amina.id, pair.session_id, is_staff=False)
    assert user.is_authenticated


@pytest.mark.django_db
@pytest.mark.usefixtures("copies_grow_old")
@pytest.mark.parametrize("how", ["session", "lock", "demote"])
def test_what_another_process_ends_is_over_within_five_seconds(how: str) -> None:
    """SECURITY 10: this process's copy of the session is not told, and must go stale by itself."""
    amina = make_person("amina", is_staff=True)
    access = tokens_of(amina).access
    client = client_with(access)
    assert client.get(ME).status_code == 200
    if how == "session":
        Session.objects.update(revoked_at=clock.now(), revoked_reason="elsewhere")
    elif how == "lock":
        User.objects.update(status=User.Status.LOCKED)
    else:
        User.objects.update(is_staff=False)
    with time_machine.travel(clock.now() + timedelta(seconds=5), tick=False):
        if how == "demote":
            request = APIRequestFactory().get(ME, HTTP_AUTHORIZATION=f"Bearer {access}")
            user, _ = SessionTokenAuthentication().authenticate(request)  # type: ignore[misc]
            assert not user.is_staff
        else:
            assert client.get(ME).status_code == 401


@pytest.mark.django_db
def test_one_sees_where_one_is_logged_in() -> None:
    """SECURITY 12; the keys of the answer are an allow-list (SECURITY 15)."""
    amina = make_person("amina")
    tokens_of(make_person("brian"))
    old = services.open_session(
        user=amina, device=services.Device("phone-1", "Amina's phone", "android"), now=clock.now()
    )
    gone = tokens_of(amina)
    services.end_session(person_id=amina.id, session_id=gone.session_id, now=clock.now())
    here = tokens_of(amina)

    answer = client_with(here.access).get("/api/v1/me/sessions")

    assert answer.status_code == 200
    assert set(answer.json()) == {"results", "next", "previous"}
    listed = answer.json()["results"]
    assert [row["id"] for row in listed] == [str(here.session_id), str(old.session_id)]
    assert [row["is_current"] for row in listed] == [True, False]
    assert set(listed[1]) == {
        "id", "device_id", "device_name", "platform", "ip", "created_at", "last_used_at", "is_current"
    }  # fmt: skip
    assert (listed[1]["device_name"], listed[1]["platform"]) == ("Amina's phone", "android")


@pytest.mark.django_db
def test_one_session_is_ended_from_another() -> None:
    """SECURITY 12."""
    amina = make_person("amina")
    phone, tablet = tokens_of(amina), tokens_of(amina)
    assert client_with(phone.access).get(ME).status_code == 200

    client = client_with(tablet.access)
    assert client.delete(f"/api/v1/me/sessions/{phone.session_id}").status_code == 204

    assert client_with(phone.access).get(ME).status_code == 401
    assert client.get(ME).status_code == 200
    assert client.delete(f"/api/v1/me/sessions/{phone.session_id}").status_code == 404


@pytest.mark.django_db
def test_somebody_elses_session_is_not_there() -> None:
    """Not 403: whether it exists is nobody's business."""
    brians = tokens_of(make_person("brian"))
    client = client_of(make_person("amina"))
    for session_id in (brians.session_id, uuid7()):
        answer = client.delete(f"/api/v1/me/sessions/{session_id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "not_found")
    assert client_with(brians.access).get(ME).status_code == 200


@pytest.mark.django_db
def test_all_other_sessions_end_together() -> None:
    """SECURITY 12."""
    amina = make_person("amina")
    brians = tokens_of(make_person("brian"))
    others = [tokens_of(amina) for _ in range(3)]
    here = tokens_of(amina)
    for pair in others:
        assert client_with(pair.access).get(ME).status_code == 200

    assert client_with(here.access).delete("/api/v1/me/sessions").status_code == 204

    assert [client_with(pair.access).get(ME).status_code for pair in others] == [401] * 3
    assert client_with(here.access).get(ME).status_code == 200
    assert client_with(brians.access).get(ME).status_code == 200
    assert Activity.objects.filter(person_id=amina.id, action="accounts.session_ended").count() == 3


@pytest.mark.django_db
def test_nobody_opens_a_session_while_locked() -> None:
    with pytest.raises(InvalidCredentials):
        tokens_of(make_person("amina", status=User.Status.LOCKED))


@pytest.mark.django_db(transaction=True)
def test_no_session_slips_in_beside_a_lock() -> None:
    """Whatever the order, no good session is left once the account is locked."""
    for _ in range(5):
        amina = make_person("amina")

        def lock_or_log_in(index: int, user: User = amina) -> None:
            if index == 0:
                services.lock_person(person_id=user.id, reason="test", now=clock.now())
            else:
                tokens_of(user)

        run_together(6, lock_or_log_in)
        assert not Session.objects.filter(user=amina, revoked_at=None).exists()
        services.unlock_person(person_id=amina.id, reason="test", now=clock.now())
        gone = {"msisdn": f"+25471400{amina.id.int % 10000:04d}", "email": None, "email_verified_at": None}
        User.objects.filter(pk=amina.pk).update(**gone)


@pytest.mark.django_db(transaction=True)
def test_two_who_end_the_same_sessions_do_not_deadlock() -> None:
    amina = make_person("amina")
    for _ in range(10):
        tokens_of(amina)
    results = run_together(4, lambda _: services.end_all_sessions(person_id=amina.id, now=clock.now()))
    assert sorted(results) == [0, 0, 0, 10]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("get", ME),
        ("patch", ME),
        ("put", "/api/v1/me/password"),
        ("get", "/api/v1/me/sessions"),
        ("delete", "/api/v1/me/sessions"),
        ("delete", "/api/v1/me/sessions/019a2f3e-7c1b-7d52-9b0a-4f2f6c1d8e77"),
        ("get", "/api/v1/me/activity"),
        ("post", "/api/v1/auth/logout"),
    ],
)
def test_what_is_ones_own_needs_a_token(api: APIClient, method: str, path: str) -> None:
    answer = getattr(api, method)(path, {}, format="json")
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["code"] == "not_authenticated"
