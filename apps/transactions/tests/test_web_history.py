"""The list of what was paid: searched, filtered, a page at a time, by month, and nobody else's."""

import pytest
from django.test import Client

from apps.accounts.models import User
from apps.accounts.web.deeds import deed
from apps.core import clock
from apps.transactions.models import State
from apps.transactions.tests.pages import Browser, browser_of, words_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db

ACTIVITY = "/wallet/activity"


@pytest.fixture
def amina() -> User:
    return join("amina", 1000)


@pytest.fixture
def brian() -> User:
    return join("brian", 1000)


@pytest.fixture
def web(amina: User) -> Browser:
    return browser_of(amina)


def shown(web: Browser, query: str = "") -> list[str]:
    """The references of the payments on this page of the list."""
    response = web.get(f"{ACTIVITY}?{query}")
    assert response.status_code == 200, words_of(response)
    return [row["reference"] for row in response.context["page"].rows]


def test_it_shows_both_sides_the_newest_first(web: Browser, amina: User, brian: User) -> None:
    sent = send(amina, "brian", "12.50", note="lunch").transaction
    got = send(brian, "amina", "3.00").transaction
    esther = join("esther")
    send(brian, "esther", "1.00")
    assert shown(web) == [got.reference, sent.reference]
    page = words_of(web.get(ACTIVITY))
    for said in ("Brian Mwangi", "−12.50 USD", "+3.00 USD", "lunch", "Money in this month", "The last twelve months"):
        assert said in page
    assert esther.full_name not in page


def test_who_has_paid_nothing_is_told_so(web: Browser) -> None:
    page = words_of(web.get(ACTIVITY))
    assert "Nothing has happened yet" in page
    assert "By month" not in page


def test_filters_narrow_it_and_can_be_taken_off(web: Browser, amina: User, brian: User) -> None:
    sent = send(amina, "brian", "12.50", note="lunch").transaction
    got = send(brian, "amina", "300.00", note="rent").transaction
    declined = send(amina, "brian", 5000).transaction
    today = clock.now().date().isoformat()
    assert shown(web, "direction=in") == [got.reference]
    assert shown(web, "direction=out") == [declined.reference, sent.reference]
    assert shown(web, "state=DECLINED") == [declined.reference]
    assert shown(web, "q=lunch") == [sent.reference]
    assert shown(web, f"q={got.reference.lower()}") == [got.reference]
    assert shown(web, "min=100&max=400.00") == [got.reference]
    assert shown(web, "kind=CASH_OUT") == []
    assert len(shown(web, f"from={today}&to={today}")) == 3
    assert shown(web, "to=2020-01-01") == []
    response = web.get(f"{ACTIVITY}?q=rent&kind=P2P&direction=in&min=1")
    chips = {chip.text: chip.url for chip in response.context["chips"]}
    assert list(chips) == ["“rent”", "Between people", "At least 1"]
    assert chips["“rent”"] == f"{ACTIVITY}?kind=P2P&direction=in&min=1"
    assert "By month" not in words_of(response)
    nothing = words_of(web.get(f"{ACTIVITY}?q=elephant"))
    assert "Nothing found" in nothing


@pytest.mark.parametrize(
    "query",
    [
        *("kind=FOO", "state=x", "direction=up", "min=-1", "min=1e3", "max=1_000", "min=１２", "min=0"),
        *("from=2026-13-01", "from=yesterday", "to=9999-12-31", "from=0001-01-01", "min=5&max=4", "q=%00"),
        *("from=2026-02-02&to=2026-02-01", "q=" + "x" * 101),
    ],
)
def test_what_cannot_be_looked_for_is_said(web: Browser, query: str) -> None:
    response = web.get(f"{ACTIVITY}?{query}")
    assert response.status_code == 400
    assert "This cannot be looked for." in words_of(response)
    again = web.get(f"{ACTIVITY}/filter?{query}")
    assert again.status_code == 200


@pytest.mark.parametrize("query", ["cursor=nonsense", "page_size=0", "cursor=%00"])
def test_a_bad_place_in_the_list_is_refused(web: Browser, query: str) -> None:
    assert web.get(f"{ACTIVITY}?{query}").status_code == 400


def test_pages_follow_each_other_and_keep_the_filters(web: Browser, amina: User, brian: User) -> None:
    rows = [send(amina, "brian", "1.00").transaction.reference for _ in range(25)]
    send(brian, "amina", "1.00")
    first = web.get(f"{ACTIVITY}?direction=out")
    assert [row["reference"] for row in first.context["page"].rows] == rows[:4:-1]
    assert first.context["page"].newer is None
    older = first.context["page"].older
    assert "direction=out" in older
    second = web.get(older)
    assert [row["reference"] for row in second.context["page"].rows] == rows[4::-1]
    assert [r["reference"] for r in web.get(second.context["page"].newer).context["page"].rows] == rows[:4:-1]


def test_a_page_costs_the_same_however_many_are_on_it(
    web: Browser, amina: User, brian: User, django_assert_max_num_queries: object
) -> None:
    for _ in range(20):
        send(amina, "brian", "1.00")
    web.get(ACTIVITY)
    with django_assert_max_num_queries(14):  # type: ignore[operator]
        web.get(ACTIVITY)


def test_the_months_are_those_of_one_currency(web: Browser, amina: User, brian: User) -> None:
    give_wallet(amina, 50, currency="EUR")
    give_wallet(brian, 0, currency="EUR")
    send(amina, "brian", "1.00")
    send(amina, "brian", "2.00")
    page = web.get(f"{ACTIVITY}?currency=EUR")
    assert page.context["months"].currency == "USD"  # Nothing moved in euros, so there is no such chart.
    assert page.context["months"].drawn["series"][1]["values"][-1] == "3.00"


def test_strangers_are_asked_to_log_in() -> None:
    for address in (ACTIVITY, f"{ACTIVITY}/filter"):
        response = Client().get(address)
        assert response.status_code == 303
        assert response["Location"].startswith("/login")


@pytest.mark.parametrize("state", State)
def test_each_state_of_a_payment_has_words_in_the_log(state: State) -> None:
    assert deed(f"transactions.{state.lower()}") != deed("transactions.never_worded")
