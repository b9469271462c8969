"""Whom one would pay: shown masked, counted, and silent about who was here before. OWASP ASVS 6.3.8."""

import json
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.models import TrustedPayee, User
from apps.accounts.services import close_person, erase_closed, lock_person
from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.core.models import RateBucket
from apps.core.tests.parallel import run_together
from apps.transactions import rates
from apps.transactions.tests.payments import body_of, number_of
from apps.wallets.services import close_wallet, freeze_wallet
from apps.wallets.tests.factories import give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db
committing = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> APIClient:
    return client_of(join("amina"))


def look_up(client: APIClient, to: str) -> Any:
    return client.get(f"/api/v1/payees/resolve?{urlencode({'to': to})}")


def forget_counts() -> None:
    RateBucket.objects.all().delete()


@pytest.mark.parametrize("to", ["+254712000002", " +254 712 000 002 ", "Brian@example.org", "@Brian", "id"])
def test_a_payee_is_shown_masked_with_what_they_can_receive(amina: APIClient, to: str) -> None:
    brian = join("brian")
    User.objects.filter(pk=brian.pk).update(handle="brian")
    give_wallet(brian, currency="KES")
    answer = look_up(amina, str(brian.id) if to == "id" else to)
    assert answer.status_code == 200, answer.content
    assert body_of(answer) == {"name": "Brian M.", "currencies": ["KES", "USD"], "is_trusted": False}


@pytest.mark.parametrize(
    ("name", "shown"),
    [("Madonna", "Mad…"), ("王小明", "王…"), ("داليا حسن", "داليا ح."), ("Иван Петрович Сидоров", "Иван С.")],
)
def test_a_name_is_never_shown_whole_in_whatever_script(amina: APIClient, name: str, shown: str) -> None:
    give_wallet(make_person("brian", full_name=name))
    assert body_of(look_up(amina, number_of("brian")))["name"] == shown


def test_whom_i_trust_i_see() -> None:
    amina, brian = join("amina"), join("brian")
    join("chidi")
    TrustedPayee.objects.create(user=amina, payee=brian, added_at=clock.now())
    TrustedPayee.objects.create(user=brian, payee=amina, added_at=clock.now())
    client = client_of(amina)
    shown = [body_of(look_up(client, number_of(name)))["is_trusted"] for name in ("brian", "chidi")]
    assert shown == [True, False]


def test_closed_wallets_are_not_listed_and_frozen_ones_still_receive(amina: APIClient) -> None:
    brian, now = join("brian"), clock.now()
    close_wallet(wallet_id=give_wallet(brian, currency="KES").id, reason="asked for", now=now)
    freeze_wallet(wallet_id=wallet_of(brian).id, reason="a dispute", now=now)
    assert body_of(look_up(amina, brian.msisdn))["currencies"] == ["USD"]


def _nobody(brian: User) -> None:
    """Chidi's number, which nobody has registered."""


def _closed(brian: User) -> None:
    lock_person(person_id=brian.id, reason="asked", now=clock.now())
    close_person(person_id=brian.id, reason="asked", now=clock.now())


def _erased(brian: User) -> None:
    _closed(brian)
    User.objects.filter(pk=brian.pk).update(closed_at=clock.now() - timedelta(days=9_999))
    assert erase_closed(now=clock.now()) == 1


def _secured(brian: User) -> None:
    User.objects.filter(pk=brian.pk).update(secured_at=clock.now())


def _without_wallet(brian: User) -> None:
    close_wallet(wallet_id=wallet_of(brian).id, reason="asked for", now=clock.now())


def _unproven(brian: User) -> None:
    User.objects.filter(pk=brian.pk).update(email_verified_at=None)


def _told(client: APIClient, to: str) -> tuple[int, dict[str, Any], dict[str, str], list[str]]:
    """An answer with everything that could tell one from another: status, body, headers and statements."""
    with CaptureQueriesContext(connection) as asked:
        answer = look_up(client, to)
    body = {name: value for name, value in json.loads(answer.content).items() if name != "request_id"}
    headers = {name: value for name, value in answer.headers.items() if name != "X-Request-ID"}
    return answer.status_code, body, headers, [query["sql"] for query in asked.captured_queries]


@pytest.mark.parametrize(
    ("change", "to"),
    [
        (_closed, "number"),
        (_erased, "number"),
        (_secured, "number"),
        (_without_wallet, "number"),
        (_unproven, "email"),
        (_closed, "id"),
        (_secured, "id"),
        (_erased, "id"),
    ],
)
def test_who_cannot_be_paid_is_answered_as_who_never_was(
    amina: APIClient, change: Callable[[User], None], to: str
) -> None:
    """The same status, body, headers and statements: nothing tells that somebody was here."""
    brian = join("brian")
    name, unknown = {
        "number": (brian.msisdn, number_of("chidi")),
        "email": ("brian@example.org", "nobody@example.org"),
        "id": (str(brian.id), str(uuid4())),
    }[to]
    # Both of them first, so that what is remembered between requests is remembered for both.
    for each in (name, unknown):
        look_up(amina, each)
    change(brian)
    forget_counts()
    known = _told(amina, name)
    forget_counts()
    never = _told(amina, unknown)
    assert known == never
    assert (known[0], known[1]["code"], len(known[3])) == (404, "payee_not_found", 3)


@pytest.mark.parametrize("to", ["", "amina", "+254", "@x", "a@b@c", "0712000002", "x" * 255, "\x00"])
def test_what_cannot_be_read_leads_to_nobody(amina: APIClient, to: str) -> None:
    assert look_up(amina, to).status_code in (400, 404)


def test_a_locked_person_still_receives_and_is_found(amina: APIClient) -> None:
    brian = join("brian")
    lock_person(person_id=brian.id, reason="a check", now=clock.now())
    assert look_up(amina, brian.msisdn).status_code == 200


def test_the_minute_is_full_after_twenty(amina: APIClient) -> None:
    brian = join("brian")
    with time_machine.travel(clock.now(), tick=False):
        statuses = [look_up(amina, brian.msisdn).status_code for _ in range(21)]
        refused = look_up(amina, brian.msisdn)
    assert statuses == [200] * 20 + [429]
    assert (body_of(refused)["code"], refused["Retry-After"]) == ("rate_limited", "3")


def _pages(client: APIClient, to: str, minutes: int) -> list[int]:
    """Twenty look-ups a minute for so many minutes, within which a day's allowance hardly refills."""
    begun, statuses = clock.now(), []
    for minute in range(minutes):
        with time_machine.travel(begun + timedelta(minutes=minute), tick=False):
            statuses += [look_up(client, to).status_code for _ in range(20)]
    return statuses


def test_trying_numbers_ends_after_sixty_misses_a_day() -> None:
    """After that nobody is found either: else a refusal would tell that there is nobody."""
    amina, brian = join("amina"), join("brian")
    client = client_of(amina)
    statuses = _pages(client, number_of("chidi"), 4)
    assert (statuses.count(404), statuses.count(429)) == (60, 20)
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        forgotten = look_up(client, brian.msisdn)
        assert forgotten.status_code == 429
        assert int(forgotten["Retry-After"]) > 60
        assert look_up(client_of(brian), amina.msisdn).status_code == 200, "each has an allowance of their own"


def test_looking_up_people_who_are_there_costs_a_fifth(amina: APIClient) -> None:
    brian = join("brian")
    statuses = _pages(amina, brian.msisdn, 15)
    # The last few have no room left for a miss.
    assert statuses.count(200) in range(294, 301)


@committing
def test_of_forty_at_once_twenty_are_answered() -> None:
    amina, brian = join("amina"), join("brian")
    clients = [client_of(amina) for _ in range(8)]
    for client in clients:
        client.get("/api/v1/me")
    forget_counts()
    with time_machine.travel(clock.now(), tick=False):
        answers = run_together(8, lambda index: [look_up(clients[index], brian.msisdn) for _ in range(5)])
    statuses = [answer.status_code for each in answers for answer in each]
    assert (statuses.count(200), statuses.count(429)) == (20, 20)
    assert {answer["Retry-After"] for each in answers for answer in each if answer.status_code == 429} == {"3"}


@committing
def test_of_parallel_misses_no_more_are_answered_than_there_is_room_for() -> None:
    amina = join("amina")
    clients = [client_of(amina) for _ in range(8)]
    now, day = clock.now(), timedelta(days=1)
    # All of the day but what two misses cost is used up.
    RateBucket.objects.create(
        key=f"transactions.payees.day:{amina.id}", arrival_at=now + day - day / rates.PAYEES_BY_DAY.count * 10
    )
    with time_machine.travel(now, tick=False):
        statuses = run_together(8, lambda index: look_up(clients[index], number_of("chidi")).status_code)
    assert sorted(statuses) == [404, 404, *[429] * 6]


@pytest.mark.parametrize("query", ["", "?to=", "?to=%2B254722000002&x=1", "?number=1"])
def test_a_question_that_makes_no_sense_is_refused(amina: APIClient, query: str) -> None:
    assert amina.get(f"/api/v1/payees/resolve{query}").status_code == 400
    assert not RateBucket.objects.filter(key__startswith="transactions.payees").exists()


def test_quotes_are_no_way_round(amina: APIClient) -> None:
    """A quote for a payee is a look at who is behind the number: it is counted, and as silent."""
    brian = join("brian")

    def quote(to: str) -> Any:
        fields = {"kind": "P2P", "amount": "1.00", "currency": "USD", "to": to}
        return amina.post("/api/v1/quotes", fields, format="json")

    assert quote(brian.msisdn).status_code == 201
    _closed(brian)
    refused = [body_of(quote(to)) for to in (brian.msisdn, number_of("chidi"))]
    assert [answer["code"] for answer in refused] == ["payee_not_found"] * 2
    with time_machine.travel(clock.now(), tick=False):
        statuses = [quote(number_of("chidi")).status_code for _ in range(20)]
    assert 429 in statuses
