"""Statements of commission tie to the ledger to the cent, in each form, and nobody sees what is not theirs."""

import csv
import io
import json
import zipfile
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_operator, make_person
from apps.agents import commission_out, services
from apps.agents.models import Agent, CommissionLine, Outlet, Role, Staff
from apps.agents.services import _pay_commissions, _take_commissions
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import (
    employ,
    give_float,
    main_outlet,
    open_agent,
    open_outlet,
    open_shift,
    set_commission,
)
from apps.agents.verification import list_differences
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.ledger.selectors import get_balance
from apps.ledger.services import deferred_account_id
from apps.transactions.models import Transaction
from apps.transactions.services import approve_reversal, request_reversal
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
SEPTEMBER = datetime(2026, 9, 10, 9, tzinfo=UTC)
OCTOBER = datetime(2026, 10, 20, 9, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 1, 2, tzinfo=UTC)
BACK = datetime(2026, 11, 3, 12, tzinfo=UTC)
IN_OCTOBER = {"from": "2026-10-01", "to": "2026-10-31"}
IN_NOVEMBER = {"from": "2026-11-01", "to": "2026-11-20"}


@pytest.fixture
def imani() -> User:
    """The teller, in the outlet that is called Market."""
    return join("brian", 0)


@pytest.fixture
def shop(imani: User) -> Agent:
    """Everybody earns a quarter of one percent of 1,000 in September, of 100 and 60 in October, and of 500 in November,
    from which a tenth is withheld; the 100 are reversed after they were paid."""
    boss = open_agent(make_person("chidi"), name="Big Supply", rank="SUPER", at=SEPTEMBER)
    agent = open_agent(
        make_person("dalia"), parent=boss, name='=1+1|"shop"', withholding_percent=Decimal(10), at=SEPTEMBER
    )
    market = open_outlet(agent, at=SEPTEMBER)
    give_float(market, 10_000)
    employ(agent, imani)
    open_shift(market, imani, at=SEPTEMBER)
    quarter = Decimal(25)
    shares: dict[str, Any] = {
        "teller_share": quarter,
        "outlet_share": quarter,
        "agent_share": quarter,
        "super_share": quarter,
    }
    set_commission(percent=Decimal(1), at=SEPTEMBER, **shares)
    amina = join("amina", 0)
    bring(imani, amina, "1000", at=SEPTEMBER)
    services.pay_commissions_due(now=datetime(2026, 10, 1, 0, 1, tzinfo=UTC))
    first = bring(imani, amina, "100", at=OCTOBER)
    bring(imani, amina, "60", at=OCTOBER + timedelta(days=1))
    services.pay_commissions_due(now=NOVEMBER)
    _undo(first, BACK)
    bring(imani, amina, "500", at=BACK + timedelta(days=1))
    assert list_differences() == []
    return agent


@pytest.fixture
def boss(shop: Agent) -> Agent:
    assert shop.parent is not None
    return shop.parent


@pytest.fixture
def market(shop: Agent) -> Outlet:
    return Outlet.objects.get(agent=shop, name="Market")


def _undo(row: Transaction, at: datetime) -> None:
    maker, checker = make_operator(), make_person("esther")
    asked = request_reversal(transaction_id=row.id, policy="REFUSE", reason="Wrong", maker_id=maker.id, now=at)
    assert approve_reversal(request_id=asked.id, checker_id=checker.id, holds_role=True, now=at).state == "DONE"


def ask(person: User, path: str, **query: Any) -> Any:
    return client_of(person).get(f"/api/v1/{path}", query)


def body_of(answer: Any) -> Any:
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return json.loads(content)


def of(agent: Agent) -> str:
    return f"agents/{agent.id}/commissions"


def owed(agent: Agent) -> Decimal:
    """What the ledger says is owed to the agent, its outlets and everybody who works there."""
    codes = [f"agent:{agent.id}:commission"]
    codes += [f"outlet:{one.id}:commission" for one in agent.outlets.all()]
    codes += [f"teller:{one.id}:commission" for one in agent.staff.all()]
    return sum((get_balance(deferred_account_id(code, "USD")).amount for code in codes), Decimal(0))


# --- It ties --------------------------------------------------------------------------------------------------------


def test_a_month_says_what_was_there_earned_taken_back_paid_and_is_there(shop: Agent) -> None:
    body = body_of(ask(shop.owner, of(shop), **IN_OCTOBER))
    figures = {name: body[name] for name in ("opening", "earned", "taken_back", "paid", "tax_withheld", "closing")}
    # Three quarters of 1 % of 1,000, and of 160; each is paid with a tenth withheld.
    assert figures == {
        "opening": "7.50",
        "earned": "1.20",
        "taken_back": "0.00",
        "paid": "6.75",
        "tax_withheld": "0.75",
        "closing": "1.20",
    }
    assert [(line["earner"], line["amount"]) for line in body["lines"]] == [
        ("TELLER", "0.25"),
        ("OUTLET", "0.25"),
        ("AGENT", "0.25"),
        ("TELLER", "0.15"),
        ("OUTLET", "0.15"),
        ("AGENT", "0.15"),
    ]
    paid = [(one["earner"], one["gross"], one["tax"], one["net"], one["lines"]) for one in body["payouts"]]
    assert sorted(paid) == [(earner, "2.50", "0.25", "2.25", 1) for earner in ("AGENT", "OUTLET", "TELLER")]


def test_months_follow_on_one_another_and_end_with_the_ledger(shop: Agent) -> None:
    october = body_of(ask(shop.owner, of(shop), **IN_OCTOBER))
    november = body_of(ask(shop.owner, of(shop), **IN_NOVEMBER))
    assert october["closing"] == november["opening"]
    assert (november["earned"], november["taken_back"], november["paid"], november["tax_withheld"]) == (
        "3.75",
        "0.75",
        "1.08",
        "0.12",
    )
    assert Decimal(november["closing"]) == owed(shop) == Decimal("3.00")
    whole = body_of(ask(shop.owner, of(shop), **{"from": "2026-09-01", "to": "2026-11-20"}))
    assert (whole["opening"], whole["closing"]) == ("0.00", "3.00")
    for day in ("2026-09-10", "2026-10-01", "2026-10-20", "2026-11-01", "2026-11-03"):
        one = body_of(ask(shop.owner, of(shop), **{"from": day, "to": day}))
        change = sum(Decimal(one[name]) * sign for name, sign in (("earned", 1), ("taken_back", -1), ("paid", -1)))
        assert Decimal(one["opening"]) + change - Decimal(one["tax_withheld"]) == Decimal(one["closing"]), day


def test_what_failed_to_be_paid_is_still_owed(shop: Agent) -> None:
    december = datetime(2026, 12, 1, tzinfo=UTC)
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=december)
    days = {"from": "2026-11-01", "to": "2026-12-31"}
    body = body_of(ask(shop.owner, of(shop), **days))
    assert Decimal(body["closing"]) == owed(shop) == Decimal("3.00")
    services.pay_commissions_due(now=december + timedelta(hours=1))
    body = body_of(ask(shop.owner, of(shop), **days))
    assert Decimal(body["closing"]) == owed(shop) == 0
    later = body_of(ask(shop.owner, of(shop), **{"from": "2026-12-01", "to": "2026-12-31"}))
    assert (later["opening"], later["paid"], later["tax_withheld"]) == ("3.00", "2.70", "0.30")


def test_all_forms_say_the_same(shop: Agent) -> None:
    body = body_of(ask(shop.owner, of(shop), **IN_NOVEMBER))
    answer = ask(shop.owner, of(shop), **IN_NOVEMBER, format="csv")
    rows = list(csv.DictReader(io.StringIO(b"".join(answer.streaming_content).decode())))
    assert [row["row"] for row in (rows[0], rows[-1])] == ["opening", "closing"]
    assert (rows[0]["balance"], rows[-1]["balance"]) == (body["opening"], body["closing"])
    lines = [row for row in rows if row["row"] in ("earned", "taken back")]
    assert [row["amount"] for row in lines] == [line["amount"] for line in body["lines"]]
    assert sum(Decimal(row["amount"]) for row in lines) == Decimal(rows[-1]["amount"])
    paid = [row for row in rows if row["row"] == "paid"]
    assert [row["net"] for row in paid] == [one["net"] for one in body["payouts"]] == ["0.36"] * 3
    # A name is never a formula.
    assert {row["agent"] for row in lines} == {'\'=1+1|"shop"'}
    sheet = ask(shop.owner, of(shop), **IN_NOVEMBER, format="xlsx")
    assert zipfile.ZipFile(io.BytesIO(b"".join(sheet.streaming_content))).testzip() is None
    pdf = ask(shop.owner, of(shop), **IN_NOVEMBER, format="pdf")
    assert pdf.status_code == 200 and pdf.content.startswith(b"%PDF")
    assert "dalia" not in answer["Content-Disposition"].lower()


def test_a_file_leaves_a_record_and_json_does_not(shop: Agent) -> None:
    ask(shop.owner, of(shop), **IN_NOVEMBER)
    assert not AuditRecord.objects.exists()
    ask(shop.owner, of(shop), **IN_NOVEMBER, format="csv")
    record = AuditRecord.objects.get()
    # Three taken back, three earned, three payouts.
    assert (record.actor_id, record.rows) == (shop.owner_id, 9)
    assert str(shop.id) in record.what and "2026-11-01 to 2026-11-20, CSV" in record.what
    assert Activity.objects.filter(person_id=shop.owner_id, action="agents.commissions_taken").count() == 1


def test_a_pdf_that_is_too_long_is_refused(shop: Agent, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_take_commissions, "MAX_PDF_LINES", 8)
    answer = ask(shop.owner, of(shop), **IN_NOVEMBER, format="pdf")
    assert (answer.status_code, answer.json()["code"], answer.json()["lines"]) == (
        422,
        "commission_statement_too_long",
        9,
    )
    assert not AuditRecord.objects.exists()


def test_lines_that_do_not_tie_make_no_whole_statement(shop: Agent) -> None:
    answer = ask(shop.owner, of(shop), **IN_OCTOBER)
    real = commission_out.iterate_earned
    with (
        patch.object(commission_out, "iterate_earned", lambda *args, **days: list(real(*args, **days))[1:]),
        pytest.raises(commission_out.CommissionsDiffer),
    ):
        b"".join(answer.streaming_content)


def test_a_line_that_is_written_while_it_is_read_is_in_it(shop: Agent, imani: User) -> None:
    answer = ask(shop.owner, of(shop), **IN_NOVEMBER)
    bring(imani, User.objects.get(full_name="Amina Otieno"), "100", at=BACK + timedelta(days=2))
    body = body_of(answer)
    assert body["earned"] == "4.50" and Decimal(body["closing"]) == owed(shop)


# --- Who sees what --------------------------------------------------------------------------------------------------


def test_a_super_agents_owner_sees_its_own_lines_and_nobody_of_its_agents(boss: Agent, shop: Agent) -> None:
    answer = ask(boss.owner, of(boss), **IN_NOVEMBER)
    body = body_of(answer)
    assert [(line["earner"], line["amount"]) for line in body["lines"]] == [("SUPER", "-0.25"), ("SUPER", "1.25")]
    assert {(line["agent"], line["outlet"], line["transaction_id"], line["reference"]) for line in body["lines"]} == {
        (shop.name, None, None, None)
    }
    assert Decimal(body["closing"]) == owed(boss) == Decimal("1.00")
    text = json.dumps(body)
    assert "Brian" not in text and "Amina" not in text and "Market" not in text
    refused = ask(boss.owner, of(shop), **IN_NOVEMBER)
    assert (refused.status_code, refused.json()["code"]) == (404, "agent_not_found")
    assert ask(boss.owner, f"agents/{shop.id}/commission-payouts").status_code == 404


def test_the_earner_narrows_it(shop: Agent) -> None:
    for earner, name in (("AGENT", shop.name), ("OUTLET", "Market"), ("TELLER", "Brian Mwangi")):
        body = body_of(ask(shop.owner, of(shop), **IN_NOVEMBER, earner=earner))
        assert {line["name"] for line in body["lines"]} == {name}
        assert (body["opening"], body["closing"]) == ("0.40", "1.00")
        page = ask(shop.owner, f"agents/{shop.id}/commission-payouts", earner=earner).json()
        assert [(one["earner"], one["net"]) for one in page["results"]] == [(earner, "0.36"), (earner, "2.25")]


def test_a_teller_sees_their_own_and_nothing_else(shop: Agent, imani: User) -> None:
    body = body_of(ask(imani, "agent/commissions", **IN_NOVEMBER))
    assert {line["earner"] for line in body["lines"]} == {"TELLER"} and body["of"] == "Brian Mwangi"
    assert (body["opening"], body["earned"], body["taken_back"], body["closing"]) == ("0.40", "1.25", "0.25", "1.00")
    assert body == body_of(ask(imani, "agent/commissions", **IN_NOVEMBER, agent_id=str(shop.id)))
    for path in (of(shop), f"agents/{shop.id}/commission-payouts"):
        answer = ask(imani, path)
        assert (answer.status_code, answer.json()["code"]) == (403, "agent_role_required")
    assert ask(imani, "agent/commissions", format="csv").status_code == 200
    # Also when they have left.
    Staff.objects.filter(person=imani).update(ended_at=BACK)
    assert body_of(ask(imani, "agent/commissions", **IN_NOVEMBER)) == body
    assert ask(imani, of(shop)).status_code == 404


def test_who_is_nothing_there_finds_nothing(shop: Agent, boss: Agent) -> None:
    stranger = make_person("grace")
    for path in (of(shop), f"agents/{shop.id}/commission-payouts", "agent/commissions"):
        answer = ask(stranger, path)
        assert (answer.status_code, answer.json()["code"]) == (404, "agent_not_found"), path
    assert ask(shop.owner, "agent/commissions", agent_id=str(boss.id)).status_code == 404
    assert ask(shop.owner, "agent/commissions", agent_id=str(uuid7())).status_code == 404


def test_who_works_in_one_outlet_sees_that_one(shop: Agent, market: Outlet, imani: User) -> None:
    here, elsewhere = make_person("hassan"), make_person("imani")
    employ(shop, here, Role.MANAGER, outlet=market)
    employ(shop, elsewhere, Role.MANAGER, outlet=main_outlet(shop))
    body = body_of(ask(here, of(shop), **IN_NOVEMBER))
    assert {line["earner"] for line in body["lines"]} == {"OUTLET"} and body["closing"] == "1.00"
    Staff.objects.filter(person=imani).update(outlet=market)
    body = body_of(ask(here, of(shop), **IN_NOVEMBER))
    assert {line["earner"] for line in body["lines"]} == {"OUTLET", "TELLER"} and body["closing"] == "2.00"
    assert body_of(ask(here, of(shop), **IN_NOVEMBER, earner="AGENT"))["lines"] == []
    assert body_of(ask(elsewhere, of(shop), **IN_NOVEMBER))["lines"] == []
    payouts = f"agents/{shop.id}/commission-payouts"
    assert {one["earner"] for one in ask(here, payouts).json()["results"]} == {"OUTLET", "TELLER"}
    assert ask(elsewhere, payouts).json()["results"] == []


def test_what_makes_no_statement_is_refused(shop: Agent) -> None:
    queries = [
        {"from": "2026-11-02", "to": "2026-11-01"},
        {"from": "2024-11-01", "to": "2026-11-01"},
        {"from": "yesterday"},
        {"to": "0001-01-01"},
        {"format": "docx"},
        {"earner": "SUPER"},
        {"earner": "teller"},
        {"customer": "1"},
    ]
    for query in queries:
        answer = ask(shop.owner, of(shop), **query)
        assert (answer.status_code, answer.json()["code"]) == (400, "invalid_input"), query


# --- Payouts --------------------------------------------------------------------------------------------------------


def test_payouts_are_listed_newest_first(shop: Agent) -> None:
    path = f"agents/{shop.id}/commission-payouts"
    first = ask(shop.owner, path, page_size="4").json()
    second = client_of(shop.owner).get(first["next"]).json()
    assert [len(page["results"]) for page in (first, second)] == [4, 2] and second["next"] is None
    times = [one["made_at"] for page in (first, second) for one in page["results"]]
    assert times == sorted(times, reverse=True)
    one = next(one for one in first["results"] if one["earner"] == "TELLER")
    payment = Transaction.objects.get(pk=one["transaction_id"])
    assert (one["name"], one["gross"], one["tax"], one["net"], one["lines"], one["state"], one["reference"]) == (
        *("Brian Mwangi", "0.40", "0.04", "0.36", 2, "PAID"),
        payment.reference,
    )
    assert ask(shop.owner, path, page_size="0").status_code == 400
    assert ask(shop.owner, path, page="2").status_code == 400


def test_a_statement_and_a_list_cost_the_same_however_long_they_are(shop: Agent, imani: User) -> None:
    client = client_of(shop.owner)

    def queries() -> tuple[int, ...]:
        counts = []
        for path in (of(shop), f"agents/{shop.id}/commission-payouts"):
            with CaptureQueriesContext(connection) as captured:
                answer: Any = client.get(f"/api/v1/{path}", IN_NOVEMBER if path == of(shop) else {})
                assert answer.status_code == 200
                b"".join(answer.streaming_content) if answer.streaming else answer.content
            counts.append(len(captured))
        return tuple(counts)

    queries()
    before = queries()
    amina = User.objects.get(full_name="Amina Otieno")
    for number in range(5):
        bring(imani, amina, "100", at=BACK + timedelta(days=5 + number))
    Agent.objects.update(pays_out="INSTANT")
    services.pay_commissions_due(now=datetime(2026, 11, 19, tzinfo=UTC))
    assert queries() == before
    assert CommissionLine.objects.filter(payout_id=None).count() == 0
