"""Regular payments on pages: arranged with PIN and code, once; seen; paused, taken up again, ended."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN
from apps.accounts.tests.web import answered
from apps.core import clock
from apps.core.models import PageDraft
from apps.schedules import services
from apps.schedules.models import Schedule
from apps.schedules.tests.plans import tomorrow
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db

SCHEDULES = "/wallet/schedules"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def plan(**changes: Any) -> dict[str, Any]:
    return {
        "to": "+254712000002",
        "amount": "25.00",
        "currency": "USD",
        "note": "rent",
        "frequency": "MONTHLY",
        "interval": "1",
        "start_date": tomorrow().isoformat(),
        "time": "08:30",
        "ends": "never",
        **changes,
    }


def to_confirm(web: Browser, **changes: Any) -> str:
    response = web.post(f"{SCHEDULES}/new", plan(**changes))
    assert response.status_code == 303, words_of(response)
    return str(response["Location"])


def made(web: Browser, **changes: Any) -> Schedule:
    """Arranged through the pages, code and all."""
    address = to_confirm(web, **changes)
    asked = web.confirm(address)
    assert asked.status_code == 403
    answer = web.with_code(address, asked)
    row = Schedule.objects.latest("id")
    assert (answer.status_code, answer["Location"]) == (303, f"{SCHEDULES}/{row.id}")
    return row


def test_it_is_arranged_with_pin_and_code(web: Browser, amina: User, brian: User) -> None:
    address = to_confirm(web, ends="count", count="12")
    page = words_of(web.get(address))
    for said in ("Brian M.", "25.00 USD", "Every month", "How many times 12", "rent", "Arrange it"):
        assert said in page
    assert "Mwangi" not in page
    asked = web.confirm(address)
    assert asked.status_code == 403
    assert "we have sent a code" in words_of(asked)
    assert not Schedule.objects.exists()
    web.with_code(address, asked)
    row = Schedule.objects.get()
    assert (row.person_id, row.payee_id, row.amount, row.count) == (amina.id, brian.id, Decimal(25), 12)
    page = words_of(web.get(f"{SCHEDULES}/{row.id}"))
    for said in ("Active", "Brian M.", "What comes next", "Nothing was due yet"):
        assert said in page


def test_posted_twice_and_loaded_again_it_is_arranged_once(web: Browser, brian: User) -> None:
    address = to_confirm(web)
    asked = web.confirm(address)
    web.with_code(address, asked)
    row = Schedule.objects.get()
    for response in (web.post(address), web.get(address)):
        assert (response.status_code, response["Location"]) == (303, f"{SCHEDULES}/{row.id}")
    assert Schedule.objects.count() == 1


def test_who_comes_back_after_days_is_led_to_what_is_arranged(web: Browser, brian: User) -> None:
    """The draft is gone by then. Told that the page is too old, they would arrange it a second time."""
    address, never_arranged = to_confirm(web), to_confirm(web)
    web.with_code(address, web.confirm(address))
    PageDraft.objects.all().delete()
    for response in (web.post(address), web.get(address)):
        assert (response.status_code, response["Location"]) == (303, f"{SCHEDULES}/{Schedule.objects.get().id}")
    assert (web.get(never_arranged).status_code, browser_of(brian).get(address).status_code) == (404, 404)


def test_a_wrong_pin_and_a_wrong_code_arrange_nothing(web: Browser, brian: User) -> None:
    address = to_confirm(web)
    assert web.confirm(address, pin="000000").status_code in (401, 403, 422)
    asked = web.confirm(address)
    fields = {"key": asked.context["form"]["key"].value(), "total": "", "pin": PIN}
    challenge = asked.context["form"]["challenge_id"].value()
    wrong = web.post(address, {**web.sign(fields, address), "challenge_id": challenge, "code": "000000"})
    assert wrong.status_code in (403, 422)
    assert not Schedule.objects.exists()


def test_the_key_of_another_draft_is_refused(web: Browser, brian: User) -> None:
    address = to_confirm(web)
    assert web.confirm(address, key="web-something").status_code == 422
    assert not Schedule.objects.exists()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"amount": "0"}, "amount"),
        ({"amount": "-1"}, "amount"),
        ({"amount": "1e3"}, "amount"),
        ({"amount": "1_000"}, "amount"),
        ({"amount": "１２"}, "amount"),
        ({"amount": "1.005"}, "amount"),
        ({"to": ""}, "to"),
        ({"to": "+254712000001"}, "to"),
        ({"to": "nobody"}, "to"),
        ({"currency": "EUR"}, "currency"),
        ({"frequency": "HOURLY"}, "frequency"),
        ({"interval": "0"}, "interval"),
        ({"interval": "1000"}, "interval"),
        ({"start_date": "2020-01-01"}, "start_date"),
        ({"start_date": "9999-12-31"}, "start_date"),
        ({"start_date": "tomorrow"}, "start_date"),
        ({"time": "25:00"}, "time"),
        ({"ends": "date"}, "end_date"),
        ({"ends": "date", "end_date": "2020-01-01"}, "end_date"),
        ({"ends": "count", "count": "0"}, "count"),
        ({"ends": "count"}, "count"),
    ],
)
def test_what_makes_no_sense_is_said_at_the_field(
    web: Browser, brian: User, changes: dict[str, Any], field: str
) -> None:
    response = web.post(f"{SCHEDULES}/new", plan(**changes))
    assert response.status_code in (400, 422)
    form = response.context["form"]
    assert field in form.errors or form.non_field_errors()


def test_what_happens_once_needs_no_end(web: Browser, brian: User) -> None:
    row = made(web, frequency="ONCE", interval="3", ends="count", count="7")
    assert (row.frequency, row.interval, row.count) == ("ONCE", 1, None)
    assert "Once" in words_of(web.get(f"{SCHEDULES}/{row.id}"))


def test_it_is_paused_and_taken_up_again_with_pin_and_code(web: Browser, brian: User) -> None:
    row = made(web)
    address = f"{SCHEDULES}/{row.id}"
    assert web.get(f"{address}/pause").status_code == 405
    assert web.post(f"{address}/pause")["Location"] == address
    page = words_of(web.get(address))
    assert "Paused" in page
    assert "You paused it." in page
    assert web.post(f"{address}/pause").status_code == 303  # It is said, and nothing happens.
    resume = f"{address}/resume"
    assert web.get(resume).status_code == 200
    fields = web.sign({"pin": PIN}, resume)
    asked = web.post(resume, fields)
    assert asked.status_code == 403
    row.refresh_from_db()
    assert row.state == "PAUSED"
    taken_up = web.post(resume, web.sign(answered({"pin": PIN}, asked), resume))
    assert (taken_up.status_code, taken_up["Location"]) == (303, address)
    row.refresh_from_db()
    assert row.state == "ACTIVE"
    assert web.get(resume)["Location"] == address


def test_it_is_ended_after_a_question(web: Browser, brian: User) -> None:
    row = made(web)
    address = f"{SCHEDULES}/{row.id}"
    assert "cannot be taken up again" in words_of(web.get(f"{address}/cancel"))
    row.refresh_from_db()
    assert row.state == "ACTIVE"
    for _ in range(2):
        assert web.post(f"{address}/cancel")["Location"] == address
    row.refresh_from_db()
    assert row.state == "CANCELLED"
    assert "Ended" in words_of(web.get(address))


def test_what_was_is_told_with_its_reason(web: Browser, amina: User, brian: User) -> None:
    row = made(web, amount="500.00")
    services.pay_due(now=clock.now() + timedelta(days=2))
    page = words_of(web.get(f"{SCHEDULES}/{row.id}"))
    assert "Tried again later" in page
    assert "Next try:" in page


def test_other_people_s_are_not_there(web: Browser, brian: User) -> None:
    row, address = made(web), to_confirm(web)
    theirs = browser_of(brian)
    for identity in (row.id, uuid4()):
        for path in ("", "/resume", "/cancel"):
            assert theirs.get(f"{SCHEDULES}/{identity}{path}").status_code == 404
        for path in ("/pause", "/resume", "/cancel"):
            fields = theirs.sign({"pin": PIN}, f"{SCHEDULES}/{identity}{path}")
            assert theirs.post(f"{SCHEDULES}/{identity}{path}", fields).status_code == 404
    assert theirs.get(address).status_code == 404
    assert theirs.post(address).status_code == 404
    row.refresh_from_db()
    assert row.state == "ACTIVE"


def test_the_list_costs_the_same_however_long(
    web: Browser, amina: User, brian: User, django_assert_max_num_queries: object
) -> None:
    first = made(web)
    values = {field.attname: getattr(first, field.attname) for field in Schedule._meta.concrete_fields}
    for number in range(21):
        Schedule.objects.create(**{**values, "id": uuid4(), "idempotency_key": f"k{number}"})
    with django_assert_max_num_queries(10):  # type: ignore[operator]
        page = web.get(SCHEDULES)
    assert len(page.context["page"].rows) == 20
    assert page.context["page"].older


def test_a_form_of_another_site_is_refused(web: Browser, amina: User, brian: User) -> None:
    row = made(web)
    strict = browser_of(amina, strict=True)
    for path in ("new", f"{row.id}/pause", f"{row.id}/cancel", f"{row.id}/resume"):
        assert strict.post(f"{SCHEDULES}/{path}").status_code == 403
    assert Client().get(SCHEDULES)["Location"].startswith("/login")
