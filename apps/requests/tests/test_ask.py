"""Asking for money: all or nobody, once for each key, and only so many a day."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection, transaction
from rest_framework.test import APIClient

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import UserFactory, client_of, make_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import other_transaction, run_together
from apps.requests import rates, services
from apps.requests.errors import TooManyAsked
from apps.requests.models import AskedToday, PaymentRequest, RequestGroup
from apps.requests.splitting import Share
from apps.requests.tests.asking import DIGEST, REQUESTS, asked, body, number_of, post
from apps.transactions.errors import IdempotencyKeyInFlight
from apps.transactions.tests.payments import body_of, count, nothing_moves
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina")


@pytest.fixture
def client(amina: User) -> APIClient:
    for name in ("brian", "chidi", "dalia"):
        join(name, 100)
    return client_of(amina)


def nothing_asked() -> bool:
    return not (count("requests_requestgroup") or count("requests_paymentrequest"))


def test_a_bill_is_split_equally_and_exactly(client: APIClient, amina: User) -> None:
    with nothing_moves():
        answer = post(client, body("brian", "chidi", amount="100.00", note="dinner", split_with_me=True))
    told = body_of(answer)
    assert answer.status_code == 201
    assert (told["amount"], told["own_share"], told["currency"]) == ("66.67", "33.33", "USD")
    assert [(one["payer"]["name"], one["amount"], one["state"]) for one in told["requests"]] == [
        ("Brian M.", "33.34", "PENDING"),
        ("Chidi O.", "33.33", "PENDING"),
    ]
    assert {one["direction"] for one in told["requests"]} == {"sent"}
    assert {one["group_id"] for one in told["requests"]} == {told["group_id"]}
    assert told["requests"][0]["requester"] == {"id": str(amina.id), "name": "Amina Otieno"}
    row = PaymentRequest.objects.get(pk=told["requests"][0]["id"])
    assert row.expires_at - row.created_at == timedelta(days=7)
    assert Activity.objects.filter(person_id=amina.id, action="requests.asked", subject=told["group_id"]).count() == 1


def test_a_bill_is_split_by_amounts(client: APIClient) -> None:
    shares = [{"to": number_of("brian"), "amount": "12.50"}, {"to": "chidi@example.org", "amount": "7.25"}]
    answer = post(client, {"shares": shares, "currency": "USD", "amount": "19.75"})
    told = body_of(answer)
    assert (answer.status_code, told["amount"], told["own_share"]) == (201, "19.75", None)
    assert [one["amount"] for one in told["requests"]] == ["12.50", "7.25"]


def test_the_same_key_asks_once_and_is_answered_byte_for_byte_alike(client: APIClient, amina: User) -> None:
    first = post(client, body("brian", "chidi"), key="dinner")
    row = PaymentRequest.objects.order_by("id").first()
    assert row is not None
    services.remind(person_id=amina.id, request_id=row.id, now=clock.now())
    services.cancel_request(person_id=amina.id, request_id=row.id, now=clock.now())
    again = post(client, body("brian", "chidi"), key="dinner")
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.content == again.content
    assert again["Idempotent-Replayed"] == "true" and "Idempotent-Replayed" not in first
    assert count("requests_paymentrequest") == 2
    assert AskedToday.objects.get(pk=amina.id).people == 2


def test_the_same_key_for_another_request_is_refused(client: APIClient) -> None:
    post(client, body("brian"), key="dinner")
    answer = post(client, body("chidi"), key="dinner")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "idempotency_key_reused")
    assert count("requests_paymentrequest") == 1


def test_without_a_key_nobody_is_asked(client: APIClient) -> None:
    answer = client.post(REQUESTS, body("brian"), format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (400, "idempotency_key_required")
    assert nothing_asked()


def test_a_key_is_each_ones_own(client: APIClient) -> None:
    post(client, body("brian"), key="dinner")
    brian = client_of(User.objects.get(msisdn=number_of("brian")))
    assert post(brian, body("chidi"), key="dinner").status_code == 201


def test_one_key_16_times_at_once_asks_once(client: APIClient, amina: User) -> None:
    answers = run_together(16, lambda index: post(client_of(amina), body("brian", "chidi"), key="dinner"))
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sorted("Idempotent-Replayed" in answer for answer in answers) == [False] + [True] * 15
    assert count("requests_paymentrequest") == 2


def test_while_the_first_one_is_asked_the_second_is_told_to_wait(client: APIClient, amina: User) -> None:
    share = Share(number_of("brian"), Money.parse("1.00", "USD"))

    def ask() -> Any:
        return services.ask_for_money(
            requester_id=amina.id, shares=[share], key="dinner", digest=DIGEST, at=clock.now()
        )

    def begin() -> Any:
        """What the first request has done by then: the key is taken, and not committed."""
        return RequestGroup.objects.create(
            requester_id=amina.id,
            idempotency_key="dinner",
            request_digest=DIGEST,
            total=1,
            currency="USD",
            created_at=clock.now(),
            expires_at=clock.now(),
        )

    with other_transaction() as there:
        there(begin)
        with connection.cursor() as cursor:
            cursor.execute("SET lock_timeout = '100ms'")
        try:
            with pytest.raises(IdempotencyKeyInFlight):
                ask()
        finally:
            with connection.cursor() as cursor:
                cursor.execute("RESET lock_timeout")
    assert ask().replayed


@pytest.mark.parametrize(
    ("changes", "field", "code"),
    [
        ({"to": []}, "to", "min_length"),
        ({"to": ["+254712000002"] * 21}, "to", "max_length"),
        ({"to": "+254712000002"}, "to", "not_a_list"),
        ({"to": [254712000002]}, "to", "invalid"),
        ({"to": [""]}, "to", "required"),
        ({"amount": "0.00"}, "amount", "not_positive"),
        ({"amount": "-1.00"}, "amount", "invalid"),
        ({"amount": "1e3"}, "amount", "invalid"),
        ({"amount": "1_000"}, "amount", "invalid"),
        ({"amount": "１２"}, "amount", "invalid"),
        ({"amount": 12}, "amount", "invalid"),
        ({"amount": "1.001"}, "amount", "too_many_decimals"),
        ({"amount": None}, "amount", "required"),
        ({"currency": "usd"}, "currency", "invalid"),
        ({"note": "x" * 141}, "note", "max_length"),
        ({"split_with_me": "true"}, "split_with_me", "invalid"),
        ({"split_with_me": 1}, "split_with_me", "invalid"),
        ({"state": "PAID"}, "state", "unknown_field"),
        ({"payer_id": str(uuid4())}, "payer_id", "unknown_field"),
        ({"shares": [{"to": "+254712000002", "amount": "1.00"}]}, "to", "either"),
    ],
)
def test_bad_input_is_refused_and_burns_no_key(
    client: APIClient, changes: dict[str, Any], field: str, code: str
) -> None:
    answer = post(client, body("brian", "chidi") | changes, key="dinner")
    assert answer.status_code == 400, answer.content
    assert (field, code) in [(one["field"].partition(".")[0], one["code"]) for one in body_of(answer)["errors"]]
    assert nothing_asked()
    assert post(client, body("brian"), key="dinner").status_code == 201


@pytest.mark.parametrize(
    ("fields", "field", "code"),
    [
        ({}, "to", "either"),
        ({"shares": []}, "shares", "min_length"),
        ({"shares": [{"to": "+254712000002"}]}, "shares.0.amount", "required"),
        ({"shares": [{"to": "+254712000002", "amount": "1.00", "state": "PAID"}]}, "shares.0.state", "unknown_field"),
        ({"shares": [{"to": "+254712000002", "amount": "1.001"}]}, "shares.0.amount", "too_many_decimals"),
        ({"shares": [{"to": "+254712000002", "amount": "1.00"}], "amount": "2.00"}, "amount", "not_the_sum"),
        ({"shares": [{"to": "+254712000002", "amount": "1.00"}], "split_with_me": True}, "split_with_me", "invalid"),
        ({"to": ["+254712000002"]}, "amount", "required"),
    ],
)
def test_bad_shares_are_refused(client: APIClient, fields: dict[str, Any], field: str, code: str) -> None:
    answer = post(client, {"currency": "USD", **fields})
    assert answer.status_code == 400, answer.content
    assert (field, code) in [(one["field"], one["code"]) for one in body_of(answer)["errors"]]
    assert nothing_asked()


def test_too_little_to_split(client: APIClient) -> None:
    answer = post(client, body("brian", "chidi", amount="0.01"))
    assert (answer.status_code, body_of(answer)["code"]) == (400, "too_small_to_split")
    assert nothing_asked()


def test_more_than_money_can_be_is_refused(client: APIClient) -> None:
    much = "999999999999999.99"
    shares = [{"to": number_of(name), "amount": much} for name in ("brian", "chidi")]
    answer = post(client, {"shares": shares, "currency": "USD"})
    assert (answer.status_code, body_of(answer)["code"]) == (400, "invalid_amount")
    assert nothing_asked()


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (["+254712000002", "+254712000001"], "asked_oneself"),
        (["+254712000002", "+254 712 000 002"], "asked_twice"),
        (["+254712000002", "brian@example.org"], "asked_twice"),
        (["+254712000002", "+254712999999"], "payee_not_found"),
        (["nobody at all"], "payee_not_found"),
        (["@nobody"], "payee_not_found"),
        ([str(uuid4())], "payee_not_found"),
    ],
)
def test_whom_one_cannot_ask_makes_nobody_asked(client: APIClient, to: list[str], code: str) -> None:
    answer = post(client, {"to": to, "amount": "10.00", "currency": "USD"})
    assert (answer.status_code, body_of(answer)["code"]) == (422, code)
    assert nothing_asked() and not AskedToday.objects.exists()


def test_who_cannot_be_asked_is_not_named_and_who_has_left_is_nobody(client: APIClient) -> None:
    """Trying out numbers tells no more than a transfer does, and it costs a try each."""
    make_person("esther", status="CLOSED")
    unknown = body_of(post(client, {"to": ["+254712999999"], "amount": "1.00", "currency": "USD"}))
    closed = body_of(post(client, body("brian", "esther", "chidi", amount="3.00")))
    unknown.pop("request_id"), closed.pop("request_id")
    assert unknown == closed
    assert unknown.keys() == {"type", "title", "status", "detail", "code"}


def test_without_a_wallet_to_be_paid_into_nobody_is_asked(client: APIClient) -> None:
    answer = post(client, body("brian", currency="KES"))
    assert (answer.status_code, body_of(answer)["code"]) == (422, "currency_mismatch")
    assert nothing_asked()


def test_numbers_can_be_tried_only_so_often_in_a_day(client: APIClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "ASKING", rates.Rate("requests.ask.person", 2, rates.DAY))
    tried = {"to": ["+254712999999"], "amount": "1.00", "currency": "USD"}
    assert [post(client, tried).status_code for _ in range(3)] == [422, 422, 429]
    # A known number is answered like an unknown one, so the refusal tells nothing.
    answer = post(client, body("brian"))
    assert answer.status_code == 429 and int(answer["Retry-After"]) > 0


def test_so_many_people_a_day_and_not_one_more(client: APIClient, amina: User, settings: Any) -> None:
    settings.REQUESTS_DAILY_CAP = 3
    assert post(client, body("brian", "chidi")).status_code == 201
    refused = post(client, body("chidi", "dalia"))
    assert (refused.status_code, body_of(refused)["code"]) == (429, "daily_requests_exceeded")
    assert 0 < int(refused["Retry-After"]) <= 24 * 3600
    assert count("requests_paymentrequest") == 2 and count("requests_requestgroup") == 1
    assert post(client, body("dalia")).status_code == 201
    assert AskedToday.objects.get(pk=amina.id).people == 3


def test_more_people_at_once_than_a_day_has_are_refused(client: APIClient, settings: Any) -> None:
    settings.REQUESTS_DAILY_CAP = 1
    assert post(client, body("brian", "chidi")).status_code == 429
    assert nothing_asked() and not AskedToday.objects.exists()


def test_tomorrow_one_may_ask_again_and_a_clock_set_back_opens_no_second_day(
    amina: User, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.REQUESTS_DAILY_CAP = 1
    # How often one may try is counted by the clock too, and is not what this is about.
    monkeypatch.setattr(rates, "ASKING", rates.Rate("requests.ask.person", 10**6, 10**7))
    make_person("brian")
    now = clock.now()
    asked(amina, "brian", at=now + timedelta(days=1))
    with pytest.raises(TooManyAsked):
        asked(amina, "brian", at=now)
    asked(amina, "brian", at=now + timedelta(days=2))


def test_20_at_once_stay_within_the_days_number(amina: User, settings: Any) -> None:
    settings.REQUESTS_DAILY_CAP = 7
    people = [UserFactory.create() for _ in range(20)]

    def ask(index: int) -> Any:
        share = Share(str(people[index].id), Money.parse("1.00", "USD"))
        return services.ask_for_money(
            requester_id=amina.id, shares=[share], key=str(index), digest=DIGEST, at=clock.now()
        )

    outcomes = run_together(20, ask)
    assert sum(isinstance(outcome, TooManyAsked) for outcome in outcomes) == 13
    assert count("requests_paymentrequest") == 7 == AskedToday.objects.get(pk=amina.id).people


def test_dying_before_the_commit_leaves_nothing_and_uses_up_nothing(amina: User) -> None:
    make_person("brian")
    before = OutboxEvent.objects.count()

    class Died(Exception):
        pass

    with pytest.raises(Died), transaction.atomic():
        asked(amina, "brian")
        raise Died
    assert nothing_asked() and not AskedToday.objects.exists() and OutboxEvent.objects.count() == before


def test_the_list_shows_what_i_am_asked_for_and_what_i_asked_for(client: APIClient, amina: User) -> None:
    brian = User.objects.get(msisdn=number_of("brian"))
    post(client, body("brian", "chidi"))
    services.decline_request(
        person_id=brian.id, request_id=PaymentRequest.objects.get(payer_id=brian.id).id, now=clock.now()
    )
    asked(brian, "amina", "5.00")

    def seen(query: str = "") -> list[tuple[str, str, str]]:
        results = body_of(client.get(f"{REQUESTS}{query}"))["results"]
        return [(one["direction"], one["payer"]["name"], one["state"]) for one in results]

    mine = ("received", "Amina Otieno", "PENDING")
    assert seen() == [mine, ("sent", "Chidi O.", "PENDING"), ("sent", "Brian M.", "DECLINED")]
    assert seen("?direction=received") == [mine]
    assert seen("?direction=sent&state=DECLINED") == [("sent", "Brian M.", "DECLINED")]
    page = body_of(client.get(f"{REQUESTS}?page_size=1"))
    assert len(page["results"]) == 1
    rest = body_of(client.get(page["next"]))
    assert rest["results"][0]["payer"]["name"] == "Chidi O."
    for bad in ("?direction=in", "?state=paid", "?page_size=0", "?cursor=x", "?unknown=1"):
        assert client.get(f"{REQUESTS}{bad}").status_code == 400, bad


def test_what_is_between_others_is_not_there(client: APIClient) -> None:
    post(client, body("brian"))
    row = PaymentRequest.objects.get()
    dalia = client_of(User.objects.get(msisdn=number_of("dalia")))
    chidi_asks = f"{REQUESTS}/{row.id}"
    assert dalia.get(chidi_asks).status_code == 404
    assert dalia.get(f"{REQUESTS}/{uuid4()}").status_code == 404
    for verb in ("decline", "cancel", "remind"):
        assert dalia.post(f"{chidi_asks}/{verb}").status_code == 404, verb
    assert body_of(dalia.get(REQUESTS))["results"] == []
    assert client.get(chidi_asks).status_code == 200
    assert body_of(client.get(chidi_asks))["amount"] == "30.00"


def test_lists_are_read_from_an_index(amina: User) -> None:
    """At any length, with or without a state: one index scan a direction, already in order."""
    rows = PaymentRequest.objects.order_by("-id")
    queries = [
        rows.filter(payer_id=amina.id, is_hidden=False),
        rows.filter(requester_id=amina.id),
        rows.filter(payer_id=amina.id, is_hidden=False, state="PENDING"),
        rows.filter(requester_id=amina.id, state="PENDING"),
        PaymentRequest.objects.filter(state="PENDING", expires_at__lte=clock.now()).order_by("expires_at"),
    ]
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO requests_paymentrequest (id, group_id, requester_id, payer_id, requester_name, payer_name,"
            " amount, currency, note, state, is_hidden, created_at, expires_at, reminders)"
            " SELECT gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), gen_random_uuid(), 'a', 'b', 1, 'USD',"
            " '', 'PENDING', false, now(), now() + interval '7 days', 0 FROM generate_series(1, 5000)"
        )
        cursor.execute("ANALYZE requests_paymentrequest")
    for query in queries:
        plan = query[:20].explain()
        assert "Index Scan" in plan and "Sort" not in plan and "Seq Scan" not in plan, plan


def test_a_share_is_stored_as_it_was_agreed(client: APIClient) -> None:
    post(client, body("brian", amount="0.01"))
    assert PaymentRequest.objects.get().amount == Decimal("0.01") == RequestGroup.objects.get().total


def test_a_second_wallet_lets_one_ask_in_its_currency(client: APIClient, amina: User) -> None:
    give_wallet(amina, currency="KES")
    assert post(client, body("brian", currency="KES")).status_code == 201
