"""The end-of-day report: drawers tie to dealings, and dealings and float to the ledger, to the cent."""

import csv
import io
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.tests.factories import client_of, make_person
from apps.agents import day_out, shift_out
from apps.agents.models import Agent, Dealing, Outlet, OutletDay, Role, Shift
from apps.agents.selectors import Sums
from apps.agents.services import (
    close_shift,
    move_cash,
    start_shift,
    take_day_report,
    take_own_shift_report,
)
from apps.agents.tests.dealing import bring, fetch
from apps.agents.tests.factories import (
    employ,
    float_of,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    set_commission,
    side_of,
)
from apps.core import clock
from apps.core.models import AuditRecord
from apps.core.money import Money
from apps.ledger import verification
from apps.transactions.services import approve_reversal, move_float, request_reversal
from apps.transactions.tests.payments import body_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
ZONE = ZoneInfo("Africa/Nairobi")


class Day:
    """Two outlets, three drawers, a reversal and a movement of float, all of it today."""

    def __init__(self) -> None:
        set_commission(percent=Decimal(1), teller_share=Decimal(20), outlet_share=Decimal(30), agent_share=Decimal(50))
        self.amina, brian = join("amina", 100), join("brian", 100)
        self.agent = open_agent(make_person("hassan"))
        self.main, self.market = main_outlet(self.agent), open_outlet(self.agent, name="Market")
        self.imani, self.joseph = make_person("imani"), make_person("joseph")
        employ(self.agent, self.imani)
        employ(self.agent, self.joseph, outlet=self.market)
        give_float(self.main, 500)
        give_float(self.market, 300)
        now = clock.now
        self.first = start_shift(person_id=self.imani.id, outlet_id=self.main.id, cash=Decimal(20), now=now())
        start_shift(person_id=self.joseph.id, cash=Decimal(0), now=now())
        bring(self.imani, self.amina, "100.00")
        self.wrong = bring(self.imani, brian, "7.77")
        fetch(self.imani, self.amina, "40.25")
        bring(self.joseph, brian, "60.00")
        move_cash(person_id=self.imani.id, direction="OUT", amount=Decimal(50), reason="Safe", key="a", now=now())
        close_shift(person_id=self.imani.id, cash=Decimal(36), remark="Change.", now=now())
        # Later she goes on at the other outlet.
        start_shift(person_id=self.imani.id, outlet_id=self.market.id, cash=Decimal(10), now=now())
        bring(self.imani, self.amina, "5.00")
        asked = request_reversal(
            transaction_id=self.wrong.id, policy="REFUSE", reason="wrong", maker_id=make_person("olga").id, now=now()
        )
        approve_reversal(request_id=asked.id, checker_id=make_person("esther").id, holds_role=True, now=now())
        move_float(
            initiator_id=self.agent.owner_id,
            session_id=None,
            source=side_of(self.main),
            target=side_of(self.market),
            amount=Money(Decimal(25), "USD"),
            key="move",
            digest=b"x" * 32,
            at=now(),
        )
        self.today = now().astimezone(ZONE).date()


def report(client: APIClient, agent: Agent, day: object, **query: str) -> Any:
    return client.get(f"/api/v1/agents/{agent.id}/days/{day}", query)


def content_of(answer: Any) -> bytes:
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


# The ledger's verification reads in a transaction of its own.
@pytest.mark.django_db(transaction=True)
def test_the_day_ties_to_the_ledger_to_the_cent() -> None:
    day = Day()
    body = body_of(report(client_of(day.agent.owner), day.agent, day.today))
    main, market = body["outlets"]
    assert main["float"] == {
        "start": "0.00",
        "for_cash_in": "107.77",
        "for_cash_out": "40.25",
        # The float that was bought, and the reversal; what went to the other outlet.
        "other_in": "507.77",
        "other_out": "25.00",
        "end": "415.25",
    }
    assert (main["float"]["end"], market["float"]["end"]) == tuple(
        f"{float_of(outlet):.2f}" for outlet in (day.main, day.market)
    )
    for outlet in (main, market):
        moved = {name: Decimal(figure) for name, figure in outlet["float"].items()}
        assert (
            moved["start"] - moved["for_cash_in"] + moved["for_cash_out"] + moved["other_in"] - moved["other_out"]
            == moved["end"]
        )
        # Without fees, what customers brought is what the float paid.
        assert (outlet["totals"]["cash_in"], outlet["totals"]["cash_out"]) == (
            outlet["float"]["for_cash_in"],
            outlet["float"]["for_cash_out"],
        )
        kept = OutletDay.objects.filter(outlet_id=outlet["outlet_id"])
        assert {one.kind: one.total for one in kept if one.total} == {
            kind: Decimal(outlet["totals"][kind.lower()])
            for kind in ("CASH_IN", "CASH_OUT")
            if Decimal(outlet["totals"][kind.lower()])
        }

    (drawer,) = main["drawers"]
    names = ("teller", "opening", "cash_ins", "cash_in", "cash_outs", "cash_out", "brought", "taken")
    assert [drawer[name] for name in names] == [
        *("Imani Njoroge", "20.00", 2, "107.77", 1, "40.25", "0.00", "50.00"),
    ]
    ends = ("expected", "counted", "difference", "commission", "state")
    assert [drawer[name] for name in ends] == ["37.52", "36.00", "-1.52", "1.08", "DIFFERENT"]
    assert [(one["teller"], one["expected"], one["counted"]) for one in market["drawers"]] == [
        ("Joseph Kariuki", "60.00", None),
        ("Imani Njoroge", "15.00", None),
    ]
    assert market["totals"]["expected"] == "75.00"
    shifts = {str(one.id): one.expected for one in Shift.objects.all()}
    drawers = [*main["drawers"], *market["drawers"]]
    assert {one["shift_id"]: Decimal(one["expected"]) for one in drawers} == shifts
    assert list(verification.verify()) == []


def test_another_day_has_nothing_but_its_float() -> None:
    day = Day()
    client = client_of(day.agent.owner)
    for other, end in ((day.today - timedelta(days=1), "0.00"), (day.today + timedelta(days=1), "415.25")):
        main = body_of(report(client, day.agent, other))["outlets"][0]
        assert (main["drawers"], main["totals"]["cash_in"]) == ([], "0.00")
        assert main["float"]["start"] == main["float"]["end"] == end


@pytest.mark.parametrize("form", ["csv", "pdf"])
def test_a_file_says_the_same_and_is_written_down(form: str) -> None:
    """SECURITY 28."""
    day = Day()
    answer = report(client_of(day.agent.owner), day.agent, day.today, format=form)
    assert answer["Content-Disposition"] == f'attachment; filename="gopay-day-USD-{day.today}.{form}"'
    content = content_of(answer)
    if form == "pdf":
        assert content.startswith(b"%PDF-")
    else:
        rows = list(csv.DictReader(io.StringIO(content.decode(), newline="")))
        assert [(row["row"], row["outlet"], row["expected"], row["float_end"]) for row in rows] == [
            ("drawer", "Main", "37.52", ""),
            ("total", "Main", "37.52", "415.25"),
            ("drawer", "Market", "60.00", ""),
            ("drawer", "Market", "15.00", ""),
            ("total", "Market", "75.00", "260.00"),
        ]
    record = AuditRecord.objects.get()
    assert (record.actor_id, record.rows) == (day.agent.owner_id, 3)


def test_who_may_see_it() -> None:
    day = Day()
    grace = make_person("grace")
    employ(day.agent, grace, Role.MANAGER, outlet=day.market)
    seen = body_of(report(client_of(grace), day.agent, day.today))["outlets"]
    assert [one["outlet"] for one in seen] == ["Market"]
    for person, status in ((day.imani, 403), (day.amina, 404)):
        assert report(client_of(person), day.agent, day.today).status_code == status
    owner = client_of(day.agent.owner)
    for bad in ("today", "2026-1-1", "0001-01-01", "9999-12-31", "2026-02-30"):
        answer = report(owner, day.agent, bad)
        assert (answer.status_code, body_of(answer)["errors"][0]["field"]) == (400, "date"), bad
    assert report(owner, day.agent, day.today, format="xlsx").status_code == 400


def test_a_shift_over_midnight_is_part_of_both_days() -> None:
    """What a drawer holds when a day ends is what it begins the next with."""
    amina = join("amina", 0)
    agent = open_agent(make_person("hassan"))
    give_float(main_outlet(agent), 500)
    now = clock.now()
    shift = start_shift(person_id=agent.owner_id, cash=Decimal(20), now=now.replace(microsecond=0) - timedelta(days=1))
    bring(agent.owner, amina, "10.00")
    # As if what was done before had been done yesterday.
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute("UPDATE agents_dealing SET at = at - interval '1 day'")
        cursor.execute("UPDATE ledger_posting SET recorded_at = recorded_at - interval '1 day'")
        cursor.execute("SET LOCAL session_replication_role = origin")
    bring(agent.owner, amina, "5.00")
    close_shift(person_id=agent.owner_id, cash=Decimal(35), now=clock.now())
    today = now.astimezone(ZONE).date()

    def drawer(day: Any) -> list[Any]:
        found = take_day_report(person_id=agent.owner_id, agent_id=agent.id, day=day, form="json", now=clock.now())
        (one,) = found.outlets[0].drawers
        return [one.opening, one.sums.cash_in, one.expected, one.counted]

    assert drawer(today - timedelta(days=1)) == [Decimal(20), Decimal(10), Decimal(30), None]
    assert drawer(today) == [Decimal(30), Decimal(5), Decimal(35), Decimal(35)]
    assert Shift.objects.get().pk == shift.pk


def test_the_report_of_a_shift_says_whom_it_served() -> None:
    day = Day()
    client = client_of(day.imani)
    path = f"/api/v1/agent/shifts/{day.first.id}/report"
    body = body_of(client.get(path))
    assert [(one["kind"], one["amount"], one["customer"]["name"]) for one in body["served"]] == [
        ("CASH_IN", "100.00", "Amina O."),
        ("CASH_IN", "7.77", "Brian M."),
        ("CASH_OUT", "40.25", "Amina O."),
    ]
    assert [(one["direction"], one["amount"], one["reason"]) for one in body["movements"]] == [("OUT", "50.00", "Safe")]
    rows = list(csv.DictReader(io.StringIO(content_of(client.get(path, {"format": "csv"})).decode(), newline="")))
    figures = {row["row"]: Decimal(row["amount"]) for row in rows if row["row"] != "line"}
    lines = [Decimal(row["amount"]) for row in rows if row["row"] == "line"]
    assert figures["opening"] + sum(lines) == figures["expected"] == figures["counted"] - figures["difference"]
    assert content_of(client.get(path, {"format": "pdf"})).startswith(b"%PDF-")
    assert {one.actor_id for one in AuditRecord.objects.all()} == {day.imani.id}
    # An open one is counted first, for its teller.
    still = Shift.objects.get(teller=day.joseph)
    refused = client_of(day.joseph).get(f"/api/v1/agent/shifts/{still.id}/report")
    assert (refused.status_code, body_of(refused)["code"]) == (409, "shift_conflict")
    office = client_of(day.agent.owner).get(f"/api/v1/agents/{day.agent.id}/shifts/{still.id}/report")
    assert (office.status_code, body_of(office)["expected"]) == (200, "60.00")


def test_what_people_typed_is_text_in_a_document() -> None:
    """Markup in a name or a remark is shown, and is none."""
    agent = open_agent(make_person("hassan"), name='#panic("x") *b*')
    Outlet.objects.filter(agent=agent).update(name="=1+1 [y] $z$")
    start_shift(person_id=agent.owner_id, cash=Decimal(20), now=clock.now())
    shift = close_shift(person_id=agent.owner_id, cash=Decimal(19), remark="#panic() \\ @x", now=clock.now())
    of_day = take_day_report(
        person_id=agent.owner_id, agent_id=agent.id, day=datetime.now(UTC).date(), form="pdf", now=clock.now()
    )
    of_shift = take_own_shift_report(person_id=agent.owner_id, shift_id=shift.id, form="pdf", now=clock.now())
    assert day_out.day_pdf(of_day).startswith(b"%PDF-")
    assert shift_out.shift_pdf(of_shift).startswith(b"%PDF-")
    assert "'=1+1" in "".join(day_out.csv_lines(of_day))


def test_a_day_takes_the_same_statements_however_much_was_done() -> None:
    day = Day()

    def statements() -> int:
        with CaptureQueriesContext(connection) as captured:
            take_day_report(
                person_id=day.agent.owner_id, agent_id=day.agent.id, day=day.today, form="json", now=clock.now()
            )
        return len(captured)

    before = statements()
    for _ in range(5):
        bring(day.joseph, day.amina, "1.00")
    # The role, the agent, its outlets, how often one has asked; six for each outlet.
    assert statements() == before <= 4 + 2 * 7
    assert Dealing.objects.count() == 10 and Sums().change == 0
