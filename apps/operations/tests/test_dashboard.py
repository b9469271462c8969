"""The first page: figures of any days out of roll-ups, each with what is behind it, and for each operator their own."""

import json
import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.core.cache import cache
from django.db import connection
from django.db.models import Count, Sum
from django.test import Client
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Activity, User
from apps.accounts.services import record_activity
from apps.accounts.tests.factories import make_person
from apps.core import admin_base, clock
from apps.core.admin_base import plain_money
from apps.gateways.models import Gateway, Message
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.ledger.verification import verify
from apps.operations.dashboard._parts import Tile, change_of, percent_text, points_changed
from apps.operations.dashboard._range import Range, RangeForm
from apps.reconciliation.services import prove_coverage
from apps.reports.figures import Stretch
from apps.reports.models import RollUpCursor
from apps.reports.tests.counting import count_what_is_there
from apps.reports.tests.payments_of_all_states import make_payment, move_on
from apps.transactions.models import Transaction
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import give_wallet, join

BIG = re.compile(
    r'FROM "?(transactions_transaction|transactions_transition|ledger_\w+|accounts_activity|accounts_user'
    r"|gateways_message|risk_decision|core_auditrecord|notifications_notification)\b"
)
MOST_QUERIES = 40
NOON = datetime(2026, 3, 10, 12, 20, tzinfo=UTC)


@pytest.fixture
def stage(db: None) -> None:
    """Payments of some days in every state, and a little of everything else that is counted."""
    amina, brian = make_person("amina"), make_person("brian")
    random = Random(11)
    for back in range(12):
        at = clock.now() - timedelta(days=back, minutes=back)
        for payment in [
            make_payment("COMPLETED", at=at, payer_id=amina.id, payee_id=brian.id),
            make_payment("DECLINED", at=at, payer_id=brian.id),
            make_payment("HELD", at=at, payer_id=brian.id, amount="7.5"),
            make_payment("COMPLETED", at=at, kind="MERCHANT_PAYMENT", amount="12", fee="0", payer_id=amina.id),
            make_payment("COMPLETED", at=at, currency="KES", amount="1000"),
        ]:
            move_on(payment, random, at)
        record_activity(person_id=brian.id, action="kyc.submitted", subject="", at=at)
    Gateway.objects.create(code="bank", title="Demo bank")
    for status in (200, 200, 503):
        Message.objects.create(
            gateway_code="bank", direction="OUT", method="POST", path="/", status=status, created_at=clock.now()
        )
    give_wallet(amina, 100)
    prove_coverage(is_daily=True, now=clock.now())


@pytest.fixture
def counted(stage: None) -> None:
    count_what_is_there()


@pytest.fixture
def olga(db: None, client: Client) -> Client:
    """The operator, logged in."""
    client.force_login(User.objects.create_superuser("+254712000070", full_name="Olga Operator"))
    return client


def tiles_of(client: Client, **query: str) -> dict[str, Tile]:
    answer = client.get("/admin/", query)
    assert answer.status_code == 200
    return {tile.title: tile for group in answer.context["groups"] for tile in group.tiles}


def days(first: date, last: date, **more: str) -> dict[str, str]:
    return {"range": "custom", "from": first.isoformat(), "to": last.isoformat(), **more}


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("back", [(0, 0), (3, 1), (30, 0)])
def test_the_numbers_are_those_of_the_payments(olga: Client, back: tuple[int, int]) -> None:
    today = clock.now().date()
    first, last = (today - timedelta(days=each) for each in back)
    tiles = tiles_of(olga, **days(first, last, currency="USD"))
    rows = Transaction.objects.filter(created_at__date__gte=first, created_at__date__lte=last, currency="USD")
    done = rows.filter(state="COMPLETED").aggregate(count=Count("id"), total=Sum("amount"), fees=Sum("fee"))
    assert tiles["Completed"].value == f"{done['count']:,}"
    assert tiles["Volume"].value == plain_money(done["total"] or Decimal(0), "USD")
    assert tiles["Fees"].value == plain_money(done["fees"] or Decimal(0), "USD")
    assert tiles["Declined"].value == f"{rows.filter(state='DECLINED').count():,}"
    joined = Activity.objects.filter(action="accounts.joined", at__date__gte=first, at__date__lte=last)
    assert tiles["New people"].value == f"{joined.count():,}"


@pytest.mark.usefixtures("counted")
def test_a_link_shows_exactly_what_was_counted(olga: Client) -> None:
    today = clock.now().date()
    answer = olga.get("/admin/", days(today - timedelta(days=3), today - timedelta(days=1), currency="USD"))
    (payments,) = (group for group in answer.context["groups"] if group.title == "Payments")
    for tile in payments.tiles:
        if tile.title in {"Completed", "Declined"}:
            listed = olga.get(tile.address).context["cl"]
            assert listed.paginator.label == tile.value, tile.title
    (by_kind,) = payments.sections
    assert by_kind.rows
    for kind, count, *_ in by_kind.rows:
        address = str(re.search(r'href="([^"]+)"', str(count)).group(1)).replace("&amp;", "&")  # type: ignore[union-attr]
        listed = olga.get(address).context["cl"]
        assert listed.paginator.label == re.search(r">([\d,]+)<", str(count)).group(1), kind  # type: ignore[union-attr]


@pytest.mark.usefixtures("counted")
def test_every_number_leads_somewhere_and_charts_say_it_in_words(olga: Client) -> None:
    for tile in tiles_of(olga, range="7").values():
        assert not tile.address or olga.get(tile.address).status_code == 200, tile.title
    for name in ("today", "7", "90"):
        answer = olga.get("/admin/", {"range": name})
        for group in answer.context["groups"]:
            for chart in group.charts:
                drawn = json.loads(chart.data)
                assert all(len(each["data"]) == len(drawn["labels"]) for each in drawn["datasets"]), chart.title
                assert chart.summary
    text = answer.content.decode()
    assert text.count("As a table") == text.count("<canvas") >= 3


@pytest.mark.django_db(transaction=True)
def test_fees_and_volume_are_those_of_the_ledger(olga: Client) -> None:
    now = clock.now()
    set_fee(kind="P2P", currency="USD", active_from=now - timedelta(days=1), flat=Decimal("0.10"), percent=Decimal(1))
    amina, brian = join("amina", 1_000), join("brian")
    for amount in ("25.00", "40.00", "5000.00"):
        send(amina, "brian", amount)
    send(brian, "amina", "5")
    count_what_is_there()
    tiles = tiles_of(olga, currency="USD")
    fees = get_balance(deferred_account_id("fees:p2p", "USD"))
    assert fees.amount == Decimal("1.00")
    assert (tiles["Fees"].value, tiles["Volume"].value, tiles["Completed"].value) == ("1.00 USD", "70.00 USD", "3")
    assert (tiles["Declined"].value, tiles["Success rate"].value) == ("1", "75.0 %")
    assert tiles["Active people"].value == "about 2"
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("query", "complaint"),
    [
        ({"range": "week"}, "There is no such range"),
        ({"range": "custom"}, "Say from which day on."),
        ({"range": "custom", "from": "yesterday"}, "From: give a day as 2026-01-31."),
        ({"range": "custom", "from": "2026-02-30", "to": "2026-03-01"}, "give a day as"),
        ({"range": "custom", "from": "2026-03-02", "to": "2026-03-01"}, "must not be after the last one"),
        ({"range": "custom", "from": "1850-01-01"}, "Days are known from 2000-01-01"),
        ({"range": "custom", "from": "9999-12-31"}, "Days are known from 2000-01-01"),
        ({"range": "custom", "from": "2026-01-01", "to": "2099-01-01"}, "no figures of days to come"),
        ({"range": "custom", "from": "2000-01-01"}, "Ten years at most."),
        ({"from": "2026-01-01' OR 1=1"}, "give a day as"),
        ({"to": "2026-01-01"}, "Say from which day on."),
        ({"currency": "XXX"}, "There is no such currency here"),
        ({"range": "7", "currency": "<script>"}, "There is no such currency here"),
    ],
)
def test_a_range_that_makes_no_sense_is_said_and_is_today(olga: Client, query: dict[str, str], complaint: str) -> None:
    answer = olga.get("/admin/", query)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert complaint in text and "Here is today instead." in text
    assert "<script>" not in text.split("<body")[1].split("gp-range-title")[0]
    assert (answer.context["span"].name, answer.context["span"].currency) == ("today", "USD")


def test_ranges_and_what_they_are_compared_with() -> None:
    def read(**given: str) -> Range:
        return RangeForm(given, now=NOON).read()

    def at(day: int, hour: int = 0, month: int = 3) -> datetime:
        return datetime(2026, month, day, hour, tzinfo=UTC)

    today = read()
    assert today.shown == Stretch(at(10), at(10, 13)), "up to now"
    assert today.compared == Stretch(at(10), at(10, 12)), "full hours"
    assert today.previous == Stretch(at(9), at(9, 12))
    week = read(range="7")
    assert (week.shown.since, week.days, week.title) == (at(4), 7, "The past 7 days")
    assert week.previous == Stretch(at(25, month=2), at(3, 12))
    past = read(range="custom", **{"from": "2026-03-01", "to": "2026-03-02"})
    assert past.shown == past.compared == Stretch(at(1), at(3))
    assert past.previous == Stretch(at(27, month=2), at(1))
    assert len(past.moments) == 48
    long = read(**{"from": "2025-01-15"})
    assert (long.grain, long.moments[0].day, len(long.moments)) == ("MONTH", 1, 15)
    assert not RangeForm({}, now=datetime(2026, 3, 10, 0, 5, tzinfo=UTC)).read().can_be_compared


def test_changes_are_said_in_words() -> None:
    span = RangeForm({"range": "7"}, now=NOON).read()
    cases = {(112, 100): "Up 12 % on the 7 days before", (50, 100): "Down 50 % on the 7 days before"}
    cases |= {(7, 0): "Up from none on the 7 days before", (0, 0): "Nothing on the 7 days before to compare with"}
    cases |= {(1001, 1000): "As on the 7 days before", (5000, 100): "Up to 50 times the 7 days before"}
    for (is_now, was), words in cases.items():
        assert change_of(is_now, was, span).text == words
    assert change_of(Decimal(1), Decimal(2), span).sign == "▼"
    assert points_changed(Decimal("97.5"), Decimal("96.2"), span).text == "Up 1.3 points on the 7 days before"
    assert points_changed(None, Decimal(1), span).text == "Nothing on the 7 days before to compare with"
    assert percent_text(Decimal("99.97")) == "99.9 %", "not all of them"
    early = RangeForm({}, now=datetime(2026, 3, 10, 0, 5, tzinfo=UTC)).read()
    assert change_of(1, 2, early).text == "No full hour yet to compare"


@pytest.mark.usefixtures("counted")
@pytest.mark.parametrize("name", ["today", "90"])
def test_it_costs_few_queries_and_reads_no_big_table(olga: Client, name: str) -> None:
    olga.get("/admin/")
    cache.clear()
    with CaptureQueriesContext(connection) as captured:
        assert olga.get("/admin/", {"range": name}).status_code == 200
    assert len(captured) <= MOST_QUERIES
    for query in captured:
        # The newest payments by the end of their primary key, who looks, and the balances of outlets by their ids.
        few = "LIMIT" in query["sql"] or '"accounts_user"."id" =' in query["sql"] or "ANY(" in query["sql"]
        assert not BIG.search(query["sql"]) or few, query["sql"]


PARTS = {
    "Volume": "transactions.view_transaction",
    "New people": "accounts.view_user",
    "Identity checks to review": "kyc.view_submission",
    "Agents' float": "agents.view_outlet",
    "Outlets low on float": "agents.view_floatalert",
    "Merchants' takings": "merchants.view_taking",
    "Providers": "gateways.view_gateway",
    "Held payments to decide": "risk.view_alert",
    "Open cases": "risk.view_case",
    "Open breaks": "reconciliation.view_break",
    "Waiting events": "core.view_outboxevent",
    "Failed deliveries": "notifications.view_delivery",
}


@pytest.mark.usefixtures("counted")
def test_an_operator_sees_the_parts_they_may_look_into_and_no_other() -> None:
    novice: Any = User.objects.create_user("+254712000078", full_name="Nia Novice", is_staff=True)
    client = Client()
    for title, permission in PARTS.items():
        app, _, codename = permission.partition(".")
        novice.user_permissions.set(Permission.objects.filter(content_type__app_label=app, codename=codename))
        client.force_login(User.objects.get(pk=novice.pk))
        found = tiles_of(client)
        assert title in found
        assert not PARTS.keys() - {title} & found.keys(), permission
        for tile in found.values():
            assert not tile.address or client.get(tile.address).status_code == 200, tile.title
        sees_payments = permission == "transactions.view_transaction"
        assert ("Newest payments" in client.get("/admin/").content.decode()) == sees_payments


@pytest.mark.usefixtures("stage")
def test_who_is_behind_says_so(olga: Client) -> None:
    assert "never counted on this database" in olga.get("/admin/").content.decode()
    count_what_is_there()
    assert "behind" not in olga.get("/admin/").content.decode().split("gp-range-title")[1]
    RollUpCursor.objects.filter(pk="payments").update(as_of=clock.now() - timedelta(minutes=7, seconds=5))
    text = olga.get("/admin/").content.decode()
    assert "The figures are 7 minutes behind" in text


@pytest.mark.usefixtures("stage")
@pytest.mark.parametrize("few_are", [100_000, -2])
def test_lists_are_narrowed_to_days(olga: Client, monkeypatch: pytest.MonkeyPatch, few_are: int) -> None:
    monkeypatch.setattr(admin_base, "_MANY", few_are)
    listing = "/admin/transactions/transaction/"
    today = clock.now().date()
    since, until = today - timedelta(days=2), today - timedelta(days=1)
    answer = olga.get(listing, {"from": since.isoformat(), "to": until.isoformat(), "state": "COMPLETED"})
    shown = {row.pk for row in answer.context["cl"].result_list}
    rows = Transaction.objects.filter(created_at__date__gte=since, created_at__date__lte=until, state="COMPLETED")
    assert shown == set(rows.order_by("-id").values_list("pk", flat=True)[:50]) != set()
    form = answer.content.decode().split('class="gp-days"')[1].split("</form>")[0]
    assert '<input type="hidden" name="state" value="COMPLETED"' in form
    assert f'name="from" value="{since.isoformat()}"' in form
    for wrong in ("x", "2026-02-30", "0001-01-01"):
        answer = olga.get(listing, {"from": wrong})
        assert answer.status_code == 200
        assert not answer.context["cl"].result_list
        assert 'role="alert"' in answer.content.decode()
