"""Browsers that ask to be told: each for one session, a few for each person, and through either door."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, OperationalError, transaction
from django.http import HttpResponse
from django.test import Client

from apps.accounts.exports import contributions
from apps.accounts.models import Session, User
from apps.accounts.services import log_out
from apps.accounts.tests.factories import client_of, make_person
from apps.accounts.web.sessions import open_visit
from apps.core import clock, outgoing
from apps.core.errors import InvalidInput
from apps.core.ids import uuid7
from apps.core.ratelimit import TooManyRequests
from apps.core.tests.parallel import run_together
from apps.notifications import browsers, selectors, services, vapid
from apps.notifications.errors import PushNotOffered, PushSubscriptionTaken, TooManyPushSubscriptions
from apps.notifications.models import Delivery, Notification, PushEnd, PushSubscription
from apps.notifications.services import _push
from apps.notifications.tests.push_service import Browser
from apps.notifications.tests.pushing import session_of, subscribe, tell

pytestmark = pytest.mark.django_db
# An address that is not looked up and, in these tests, not called.
ENDPOINT = "https://8.8.8.8/send/"
URL = "/api/v1/notifications/push-subscriptions"
ANDROID = (
    "Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0 Mobile Safari/537.36"
)


def browser(name: str = "a") -> Browser:
    return Browser(ENDPOINT + name)


def live() -> list[PushSubscription]:
    return list(PushSubscription.objects.filter(ended_at=None).order_by("id"))


def ends() -> list[str]:
    return list(PushSubscription.objects.exclude(ended_at=None).order_by("id").values_list("ended_because", flat=True))


def test_asking_again_is_the_same() -> None:
    amina, one = make_person("amina"), browser()
    session_id = session_of(amina)
    first = subscribe(amina, one, session_id=session_id)
    assert subscribe(amina, one, session_id=session_id).id == first.id
    assert len(live()) == 1 and ends() == []


def test_a_new_address_or_new_keys_take_the_place_of_the_former() -> None:
    amina = make_person("amina")
    session_id = session_of(amina)
    subscribe(amina, browser("a"), session_id=session_id)
    second = subscribe(amina, browser("b"), session_id=session_id)
    assert [row.id for row in live()] == [second.id]
    third = subscribe(amina, browser("b"), session_id=session_id)
    assert [row.id for row in live()] == [third.id], "the same address with other keys"
    assert ends() == ["REPLACED", "REPLACED"]


def test_the_same_browser_in_a_new_session() -> None:
    amina, one = make_person("amina"), browser()
    first = subscribe(amina, one)
    second = subscribe(amina, one)
    assert [row.id for row in live()] == [second.id] != [first.id]


def test_two_people_who_share_a_browser_take_turns() -> None:
    """What waits for the earlier one is not shown to the later one."""
    amina, brian, one = make_person("amina"), make_person("brian"), browser()
    subscribe(amina, one)
    tell(amina)
    second = subscribe(brian, one)
    assert [row.id for row in live()] == [second.id]
    services.send_due(now=clock.now(), channel="PUSH")
    assert Delivery.objects.get(channel="PUSH").state == "CANCELLED"


def test_whoever_knows_an_address_only_cannot_silence_its_browser() -> None:
    amina, eve = make_person("amina"), make_person("esther")
    row = subscribe(amina, browser())
    with pytest.raises(PushSubscriptionTaken):
        subscribe(eve, browser())
    assert [one.id for one in live()] == [row.id]
    log_out(person_id=amina.id, session_id=row.session_id, now=clock.now())
    assert subscribe(eve, browser()).person_id == eve.id, "nobody hears under it any more"


def test_a_person_has_a_few_browsers() -> None:
    amina = make_person("amina")
    rows = [subscribe(amina, browser(str(number))) for number in range(_push.MOST_SUBSCRIPTIONS)]
    with pytest.raises(TooManyPushSubscriptions):
        subscribe(amina, browser("one more"[:3]))
    log_out(person_id=amina.id, session_id=rows[0].session_id, now=clock.now())
    subscribe(amina, browser("another"))
    assert len(selectors.list_push_addresses([amina.id], now=clock.now())[amina.id]) == _push.MOST_SUBSCRIPTIONS


def test_asking_too_often() -> None:
    amina, one, session_id = make_person("amina"), browser(), None
    session_id = session_of(amina)
    for _ in range(_push.BY_PERSON.count):
        subscribe(amina, one, session_id=session_id)
    with pytest.raises(TooManyRequests):
        subscribe(amina, one, session_id=session_id)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://8.8.8.8/x",
        "https://127.0.0.1/x",
        "https://10.0.0.1/x",
        "https://169.254.169.254/latest/meta-data",
        "https://[::1]/x",
        "https://[::ffff:8.8.8.8]/x",
        "https://localhost/x",
        "https://metadata.internal/x",
        "https://user:password@8.8.8.8/x",
        "https://8.8.8.8:22/x",
        "ftp://8.8.8.8/x",
        "https://8.8.8.8/x\r\nX: y",
        "javascript:alert(1)",
        "",
    ],
)
def test_an_address_that_may_not_be_called_is_refused(endpoint: str) -> None:
    """SECURITY 25."""
    with pytest.raises(outgoing.UrlRefused):
        subscribe(make_person("amina"), Browser(endpoint))
    assert live() == []


def test_a_name_that_is_not_found_now_may_be_found_later() -> None:
    assert subscribe(make_person("amina"), Browser("https://push.invalid/x")).label == "Chrome on Android"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"p256dh": b""}, "keys.p256dh"),
        ({"p256dh": b"\x04" + bytes(64)}, "keys.p256dh"),
        ({"p256dh": browser().public_key[:33]}, "keys.p256dh"),
        ({"p256dh": b"\x02" + browser().public_key[1:33]}, "keys.p256dh"),
        ({"auth": bytes(15)}, "keys.auth"),
        ({"auth": bytes(17)}, "keys.auth"),
    ],
)
def test_keys_nobody_can_read_with_are_refused(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        subscribe(make_person("amina"), browser(), **changes)
    assert [error["field"] for error in caught.value.errors] == [field]


def test_where_no_pushes_are_sent(settings: Any) -> None:
    settings.VAPID_SUBJECT = ""
    amina = make_person("amina")
    with pytest.raises(PushNotOffered):
        subscribe(amina, browser())
    client = client_of(amina)
    assert client.get("/api/v1/notifications/push-key").json() == {"key": None, "subscribed": False}
    answer = client.post(URL, browser().to_json(), format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "push_not_offered")


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_of_one_session() -> None:
    amina, one = make_person("amina"), browser()
    session_id = session_of(amina)
    rows = run_together(8, lambda _: subscribe(amina, one, session_id=session_id).id)
    assert len(set(rows)) == 1 and len(live()) == 1


@pytest.mark.django_db(transaction=True)
def test_eight_at_once_stay_within_the_limit() -> None:
    amina = make_person("amina")
    for number in range(_push.MOST_SUBSCRIPTIONS - 2):
        subscribe(amina, browser(str(number)))
    sessions = [session_of(amina) for _ in range(8)]

    def ask(index: int) -> bool:
        try:
            subscribe(amina, browser(f"new{index}"), session_id=sessions[index])
        except TooManyPushSubscriptions:
            return False
        return True

    assert sum(run_together(8, ask)) == 2
    assert len(live()) == _push.MOST_SUBSCRIPTIONS


@pytest.mark.django_db(transaction=True)
def test_two_people_with_one_new_address_at_once() -> None:
    people = [make_person("amina"), make_person("brian")]
    sessions = [session_of(person) for person in people]

    def ask(index: int) -> bool:
        try:
            subscribe(people[index], browser(), session_id=sessions[index])
        except PushSubscriptionTaken:
            return False
        return True

    assert sum(run_together(2, ask)) == 1
    assert len(live()) == 1


def test_the_sweep_ends_what_is_over_and_deletes_what_was_long_ago() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    over, good = subscribe(amina, browser("a")), subscribe(brian, browser("b"))
    log_out(person_id=amina.id, session_id=over.session_id, now=clock.now())
    assert services.purge_push_subscriptions(now=clock.now(), batch=1) == 0
    assert ends() == ["OVER"] and [row.id for row in live()] == [good.id]
    later = clock.now() + _push.KEPT_AFTER_END + timedelta(minutes=1)
    Session.objects.update(expires_at=later + timedelta(days=1))
    assert services.purge_push_subscriptions(now=later) == 1
    assert [row.id for row in PushSubscription.objects.all()] == [good.id]


def test_erasing_a_person_leaves_no_browser() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    subscribe(amina, browser("a"))
    kept = subscribe(brian, browser("b"))
    services.erase_person(person_id=amina.id)
    assert [row.id for row in PushSubscription.objects.all()] == [kept.id]


def test_the_data_export_names_the_browsers_and_no_address() -> None:
    amina = make_person("amina")
    row = subscribe(amina, browser())
    (part,) = [part for part in contributions() if part.name == "push_subscriptions"]
    (said,) = part.rows(amina.id)
    assert said == {
        "id": row.id,
        "browser": "Chrome on Android",
        "created_at": row.created_at,
        "ended_at": None,
    }


@pytest.mark.parametrize(
    "changes",
    [
        {"ended_at": clock.now()},
        {"ended_because": "GONE"},
        {"endpoint": None},
        {"auth": None},
        {"ended_at": clock.now(), "ended_because": PushEnd.GONE},
        {"ended_at": clock.now(), "ended_because": "WHY", "endpoint": None, "endpoint_index": None, "p256dh": None},
    ],
)
def test_the_database_keeps_all_of_it_or_nothing(changes: dict[str, Any]) -> None:
    row = subscribe(make_person("amina"), browser())
    with pytest.raises(IntegrityError, match="notifications_push_whole_or_over"), transaction.atomic():
        PushSubscription.objects.filter(pk=row.pk).update(**changes)


@pytest.mark.parametrize(
    ("user_agent", "label"),
    [
        (ANDROID, "Chrome on Android"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox on Linux"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/15E148 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/142.0 Safari/537.36 Edg/142.0", "Edge on Windows"),
        ("curl/8.0", ""),
        ("<script>", ""),
    ],
)
def test_how_a_browser_is_called(user_agent: str, label: str) -> None:
    assert browsers.label_of(user_agent) == label


# --- The API ----------------------------------------------------------------------------------------------------------


def test_over_the_api() -> None:
    amina = make_person("amina")
    client = client_of(amina)
    key = client.get("/api/v1/notifications/push-key").json()
    assert key == {"key": vapid.public_key(), "subscribed": False}
    answer = client.post(URL, browser().to_json(), format="json", headers={"User-Agent": ANDROID})
    assert answer.status_code == 201
    row = PushSubscription.objects.get()
    assert answer.json().keys() == {"id", "browser", "created_at"}
    assert (answer.json()["id"], answer.json()["browser"]) == (str(row.id), "Chrome on Android")
    assert client.get("/api/v1/notifications/push-key").json()["subscribed"] is True
    assert client_of(amina).get("/api/v1/notifications/push-key").json()["subscribed"] is False, "another session"
    assert client.delete(URL).status_code == 204
    assert client.delete(URL).status_code == 204
    assert ends() == ["LEFT"]


def test_one_session_does_not_end_anothers() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    subscribe(amina, browser())
    for client in (client_of(amina), client_of(brian)):
        assert client.delete(URL).status_code == 204
    assert len(live()) == 1


@pytest.mark.parametrize(
    "change",
    [
        lambda body: body.pop("endpoint"),
        lambda body: body.pop("keys"),
        lambda body: body["keys"].pop("auth"),
        lambda body: body["keys"].update(auth="not base64!"),
        lambda body: body["keys"].update(auth=7),
        lambda body: body["keys"].update(p256dh="A" * 300),
        lambda body: body.update(endpoint=7),
        lambda body: body.update(endpoint="https://8.8.8.8/" + "x" * 2_000),
        lambda body: body.update(endpoint="https://127.0.0.1/x"),
        lambda body: body.update(person_id="x"),
        lambda body: body["keys"].update(private="x"),
    ],
)
def test_what_is_no_subscription_is_400(change: Callable[[dict[str, Any]], Any]) -> None:
    body = browser().to_json()
    change(body)
    answer = client_of(make_person("amina")).post(URL, body, format="json")
    assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert live() == []


# --- The pages --------------------------------------------------------------------------------------------------------


def visitor(person: User, **options: Any) -> tuple[Client, UUID]:
    """A browser in which they are signed in, and its session."""
    session_id = session_of(person)
    answer = HttpResponse()
    open_visit(answer, person_id=person.id, session_id=session_id, now=clock.now())
    client = Client(**options)
    for name, cookie in answer.cookies.items():
        client.cookies[name] = cookie.value
    return client, session_id


def post(client: Client, path: str, body: Any = None, **headers: str) -> Any:
    return client.post(path, body if body is not None else {}, "application/json", headers=headers)


def test_over_the_pages() -> None:
    amina = make_person("amina")
    client, session_id = visitor(amina)
    assert client.get("/push/key").json() == {"key": vapid.public_key(), "subscribed": False}
    answer = post(client, "/push/subscribe", browser().to_json(), **{"User-Agent": ANDROID})
    assert (answer.status_code, answer.json()["browser"]) == (201, "Chrome on Android")
    assert "no-store" in answer["Cache-Control"]
    (row,) = live()
    assert (row.person_id, row.session_id) == (amina.id, session_id)
    assert client.get("/push/key").json()["subscribed"] is True
    assert post(client, "/push/unsubscribe").status_code == 204
    assert live() == []


def test_the_pages_refuse_in_json() -> None:
    client, _ = visitor(make_person("amina"))
    inside = {**browser().to_json(), "endpoint": "https://127.0.0.1/x"}
    bodies: list[Any] = [{}, {"endpoint": "x"}, [], inside]
    for body in bodies:
        answer = post(client, "/push/subscribe", body)
        assert (answer.status_code, answer["Content-Type"]) == (400, "application/problem+json")
    assert client.post("/push/subscribe", {"endpoint": "x"}).status_code == 400
    assert client.post("/push/subscribe", "{", "application/json").status_code == 400
    assert client.get("/push/subscribe").status_code == 405
    nobody = Client()
    for answer in (nobody.get("/push/key"), post(nobody, "/push/subscribe", {}), post(nobody, "/push/unsubscribe")):
        assert (answer.status_code, answer.json()["code"]) == (401, "not_authenticated")


def test_the_pages_say_in_json_that_the_database_is_away(monkeypatch: pytest.MonkeyPatch) -> None:
    def away(**_asked: Any) -> bool:
        raise OperationalError("the server closed the connection unexpectedly")

    client, _ = visitor(make_person("amina"))
    monkeypatch.setattr(services, "unsubscribe", away)
    answer = post(client, "/push/unsubscribe")
    assert (answer.status_code, answer["Content-Type"], answer["Retry-After"]) == (503, "application/problem+json", "1")


def test_the_pages_want_their_csrf_token() -> None:
    client, _ = visitor(make_person("amina"), enforce_csrf_checks=True)
    assert post(client, "/push/subscribe", browser().to_json()).status_code == 403
    token = "x" * 32
    client.cookies["csrftoken"] = token
    assert post(client, "/push/subscribe", browser().to_json(), **{"X-CSRFToken": token}).status_code == 201


def test_a_tapped_push_leads_to_what_it_tells_of(monkeypatch: pytest.MonkeyPatch) -> None:
    amina, brian = make_person("amina"), make_person("brian")
    about = uuid7()
    tell(amina, subject_kind="thing", subject_id=about)
    row = Notification.objects.get()
    client, _ = visitor(amina)
    answer = client.get(f"/push/open/{row.id}")
    assert (answer.status_code, answer["Location"]) == (303, "/wallet/")
    monkeypatch.setattr("apps.notifications.links._pages", {"thing": "web-push-open"})
    assert client.get(f"/push/open/{row.id}")["Location"] == f"/push/open/{about}"
    row.refresh_from_db()
    assert row.read_at is not None
    tell(amina)
    bare = Notification.objects.get(subject_id=None)
    assert client.get(f"/push/open/{bare.id}")["Location"] == f"/wallet/inbox/{bare.id}"
    assert visitor(brian)[0].get(f"/push/open/{row.id}").status_code == 404
    assert Client().get(f"/push/open/{row.id}").status_code == 303, "to the log-in"
