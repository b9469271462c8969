"""Statements on pages: the same figures as the API's, files that are written down, nobody else's."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from apps.accounts.models import User
from apps.core.models import AuditRecord
from apps.reports.web import statements
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, join, wallet_of

pytestmark = pytest.mark.django_db

STATEMENTS = "/wallet/statements"


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian", 50)


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def days(first: str = "", last: str = "") -> dict[str, str]:
    today = timezone.localdate().isoformat()
    return {"from": first or today, "to": last or today}


def file_of(response: Any) -> bytes:
    return b"".join(response) if response.streaming else bytes(response.content)


def test_it_adds_up_on_the_page(web: Browser, amina: User, brian: User) -> None:
    send(amina, "brian", "12.50", note="lunch")
    send(brian, "amina", "3.00")
    response = web.get(STATEMENTS)
    page = words_of(response)
    for said in ("Statement in USD", "Opening balance 0.00 USD", "Came in +103.00 USD", "Went out −12.50 USD"):
        assert said in page
    for said in ("Closing balance 90.50 USD", "Brian Mwangi", "lunch", "−12.50 USD Balance 87.50 USD"):
        assert said in page
    balances = [one.line.balance.amount for one in response.context["lines"]]
    assert balances[-1] == response.context["statement"].closing.amount


def test_a_month_and_days_can_be_chosen(web: Browser, amina: User, brian: User) -> None:
    send(amina, "brian", "12.50")
    wallet = wallet_of(amina)
    last_month = (timezone.localdate().replace(day=1) - timedelta(days=1)).strftime("%Y-%m")
    page = words_of(web.get(f"{STATEMENTS}?wallet={wallet.id}&month={last_month}"))
    assert "No movement" in page
    today = timezone.localdate().isoformat()
    page = words_of(web.get(f"{STATEMENTS}?wallet={wallet.id}&from={today}&to={today}"))
    assert "12.50 USD" in page


@pytest.mark.parametrize(
    "query",
    [
        *("from=2026-02-02&to=2026-02-01", "from=2026-02-30&to=2026-03-01", "from=&to=2026-02-01", "to=2026-02-01"),
        *("from=0001-01-01&to=9999-12-31", "from=2026-02-01T00:00:00Z&to=2026-02-02", "month=2026-13", "month=x"),
    ],
)
def test_days_that_make_no_sense_are_refused_at_the_field(web: Browser, amina: User, query: str) -> None:
    response = web.get(f"{STATEMENTS}?wallet={wallet_of(amina).id}&{query}")
    assert response.status_code == 400
    assert "Statement in" not in words_of(response)


@pytest.mark.parametrize("page", ["0", "-1", "99999", "x", "１"])
def test_a_page_there_is_not_is_the_nearest(web: Browser, page: str) -> None:
    assert web.get(f"{STATEMENTS}?page={page}").status_code == 200


def test_a_long_statement_comes_in_pages(
    web: Browser, amina: User, brian: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(6):
        send(amina, "brian", "1.00")
    for summed in (1_000, 1):  # Read whole, or only the page.
        monkeypatch.setattr(statements, "_PER_PAGE", 3)
        monkeypatch.setattr(statements, "_SUMMED", summed)
        first = web.get(STATEMENTS)
        assert [one.line.balance.amount for one in first.context["lines"]] == [100, 99, 98]
        assert (first.context["totals"] is None) == (summed == 1)
        third = web.get(web.get(STATEMENTS + first.context["later"]).wsgi_request.path + "?page=3")
        assert [one.line.balance.amount for one in third.context["lines"]] == [94]
        assert third.context["later"] is None


@pytest.mark.parametrize(("kind", "begin"), [("csv", b"row,at,reference"), ("pdf", b"%PDF")])
def test_a_file_is_written_down_before_it_leaves(web: Browser, amina: User, kind: str, begin: bytes) -> None:
    before = AuditRecord.objects.count()
    response = web.post(f"{STATEMENTS}/{wallet_of(amina).id}/{kind}", days())
    assert response.status_code == 200
    assert file_of(response).startswith(begin)
    assert "attachment" in response["Content-Disposition"]
    assert response["Cache-Control"] == "private, no-store"
    assert AuditRecord.objects.count() == before + 1


def test_a_file_is_asked_for_and_not_merely_looked_at(web: Browser, amina: User) -> None:
    address = f"{STATEMENTS}/{wallet_of(amina).id}/csv"
    assert web.get(address).status_code == 405
    assert web.post(address, {"from": "x"}).status_code == 400
    strict = browser_of(amina, strict=True)
    assert strict.post(address, days()).status_code == 403


def test_other_people_s_are_not_there(web: Browser, brian: User) -> None:
    foreign = wallet_of(brian).id
    assert web.get(f"{STATEMENTS}?wallet={foreign}").status_code == 404
    assert web.get(f"{STATEMENTS}?wallet={uuid4()}").status_code == 404
    assert web.get(f"{STATEMENTS}?wallet=x").status_code == 404
    assert web.post(f"{STATEMENTS}/{foreign}/csv", days()).status_code == 404


def test_another_wallet_can_be_chosen(web: Browser, amina: User) -> None:
    give_wallet(amina, 20, currency="EUR")
    page = words_of(web.get(f"{STATEMENTS}?wallet={wallet_of(amina, 'EUR').id}"))
    assert "Closing balance 20.00 EUR" in page


def test_a_page_costs_the_same_however_many_lines(
    web: Browser, amina: User, brian: User, django_assert_max_num_queries: object
) -> None:
    for _ in range(8):
        send(amina, "brian", "1.00")
    web.get(STATEMENTS)
    with django_assert_max_num_queries(16):  # type: ignore[operator]
        web.get(STATEMENTS)


def test_strangers_are_asked_to_log_in() -> None:
    assert Client().get(STATEMENTS).status_code == 303
