"""Every report of the catalogue over the demo: what it says is what the tables say, asked another way."""

from collections import defaultdict
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.cache import cache
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import User
from apps.core import clock
from apps.ledger.selectors import get_trial_balance
from apps.ledger.verification import counts
from apps.reports.catalogue import LINE, REPORTS, Row
from apps.reports.catalogue._report import keyed
from apps.reports.runs import bind
from apps.reports.writing import Totals
from apps.transactions.models import PaymentLimit
from apps.transactions.tests.payments import send

pytestmark = pytest.mark.usefixtures("story")
Found = list[dict[str, Any]]


def ask(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def tomorrow() -> datetime:
    """Of which today is yesterday: the demo is recorded in the moment in which it is told."""
    return clock.now() + timedelta(days=1)


def made(code: str, given: dict[str, Any], *, now: datetime | None = None) -> list[Row]:
    """The rows of a report for these values of its form."""
    report = REPORTS[code]
    form = bind(report, given, now=now or tomorrow())
    assert form.is_valid(), form.errors.as_json()
    with transaction.atomic():
        return list(report.rows(form.cleaned_data))


def lines(code: str, given: dict[str, Any], *, now: datetime | None = None, mark: str = LINE) -> Found:
    return [keyed(REPORTS[code].columns, row) for row in made(code, given, now=now) if row[0] == mark]


def everything(**more: Any) -> dict[str, Any]:
    """The values of a form for all the time the demo tells of."""
    first, last = clock.now() - timedelta(days=90), clock.now()
    return {"period": "dates", "first": f"{first:%Y-%m-%d}", "last": f"{last:%Y-%m-%d}", **more}


# What each account held by the entries recorded before a moment, from nothing but the entries themselves.
_HELD = """
SELECT a.code, a.currency, sum(leg.amount) FROM ledger_entry e,
       unnest(e.accounts, e.amounts) AS leg (account_id, amount) JOIN ledger_account a ON a.id = leg.account_id
 WHERE e.recorded_at < %s GROUP BY 1, 2 HAVING sum(leg.amount) <> 0
"""


def held_before(at: datetime) -> dict[tuple[str, str], Decimal]:
    return {(code, currency): total for code, currency, total in ask(_HELD, at)}


def test_the_trial_balance_sums_to_zero_and_is_the_ledger() -> None:
    rows = lines("trial_balance", {"at": "yesterday", "detail": "accounts"})
    found = {(row["account"], row["currency"]): row["credit"] - row["debit"] for row in rows}
    assert found == {(row.code, row.currency): row.balance for row in get_trial_balance()}
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for row in rows:
        sums[row["currency"]] += row["debit"] - row["credit"]
        assert row["debit"] == 0 or row["credit"] == 0
    assert len(sums) > 1 and set(sums.values()) == {0}

    families = lines("trial_balance", {"at": "yesterday", "detail": "families"})
    assert sum(row["accounts"] for row in families) == counts()[0]
    for currency in sums:
        both = [sum(row[side] for row in rows if row["currency"] == currency) for side in ("debit", "credit")]
        assert [sum(row[s] for row in families if row["currency"] == currency) for s in ("debit", "credit")] == both


def test_at_any_moment_of_the_past_it_is_what_the_entries_say() -> None:
    """The moments are those between entries, and those between two legs of one."""
    moments = [at for (at,) in ask("SELECT DISTINCT recorded_at FROM ledger_posting ORDER BY 1")]
    assert len(moments) > 100
    for at in moments[:: len(moments) // 12]:
        given = {"at": "now", "detail": "accounts"}
        rows = lines("trial_balance", given, now=at)
        found = {(row["account"], row["currency"]): row["credit"] - row["debit"] for row in rows}
        assert {key: balance for key, balance in found.items() if balance} == held_before(at)
        assert sum(balance for (_, currency), balance in found.items() if currency == "USD") == 0


def test_balances_as_of_yesterday_are_the_postings() -> None:
    rows = lines("balances", {"at": "yesterday"})
    assert len(rows) == ask("SELECT count(*) FROM wallets_wallet")[0][0]
    postings = dict(
        ask(
            "SELECT a.code, sum(p.amount) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id"
            " WHERE a.code LIKE 'wallet:%%' GROUP BY 1"
        )
    )
    for row in rows:
        available = postings.pop(f"wallet:{row['wallet_id']}:available", Decimal(0))
        held = postings.pop(f"wallet:{row['wallet_id']}:held", Decimal(0))
        assert (row["available"], row["held"], row["balance"]) == (available, held, available + held)
    assert postings == {}
    assert {row["holder_kind"] for row in rows} == {"PERSON", "OUTLET"}

    middle = sorted(at for (at,) in ask("SELECT recorded_at FROM ledger_entry"))[40]
    then = held_before(middle)
    rows = lines("balances", {"at": "now", "with_money": "on"}, now=middle)
    assert sum(row["balance"] for row in rows) == sum(
        total for (code, _), total in then.items() if code.startswith("wallet:")
    )


def test_before_there_was_anything_there_is_nothing() -> None:
    long_ago = clock.now() - timedelta(days=1_000)
    for code, given in (
        ("trial_balance", {"at": "yesterday", "detail": "accounts"}),
        ("balances", {"at": "yesterday"}),
        ("transactions", {"period": "last_month"}),
        ("limit_breaches", {"period": "last_month"}),
        ("fees", {"period": "last_month"}),
        ("commissions", {"period": "last_month"}),
        ("breaks", {"period": "last_month"}),
        ("emoney", {"at": "yesterday"}),
        ("dormant", {"days": "30"}),
        ("agents", {"period": "last_month"}),
        ("merchants", {"period": "last_month"}),
    ):
        assert made(code, given, now=long_ago) == [], code


def test_emoney_is_wallets_floats_and_the_rest_against_trust() -> None:
    rows = made("emoney", {"at": "yesterday"})
    found = [keyed(REPORTS["emoney"].columns, row) for row in rows]
    balances = get_trial_balance()
    for currency in {row.currency for row in balances}:
        mine = [row for row in found if row["currency"] == currency]
        owed = [row for row in balances if row.currency == currency and row.kind == "LIABILITY" and row.code != "taxes"]
        issued = sum(max(row.balance, Decimal(0)) for row in owed)
        if not mine:
            assert issued == 0
            continue
        said = next(row["amount"] for row in mine if row["class"] == "E-money issued")
        assert said == issued == sum(row["amount"] for row in mine if row["section"] == "ISSUED") - said
        trust = -sum(row.balance for row in balances if row.currency == currency and row.code.startswith("trust:"))
        psp = [row.balance for row in balances if row.currency == currency and row.code.startswith("psp:")]
        figures = {row["class"]: row["amount"] for row in mine}
        assert figures["Trust accounts"] == trust
        assert figures["Held by providers for us"] == -sum(min(one, Decimal(0)) for one in psp)
        assert figures["Owed to providers"] == sum(max(one, Decimal(0)) for one in psp)
        assert figures["Covered: surplus"] == trust - issued - sum(psp) >= 0
    in_dollars = {row["class"]: row["amount"] for row in found if row["currency"] == "USD"}
    floats = ask(
        "SELECT sum(p.amount) FROM wallets_wallet w JOIN ledger_account a ON a.code = 'wallet:' || w.id || ':available'"
        " JOIN ledger_posting p ON p.account_id = a.id WHERE w.outlet_id IS NOT NULL"
    )[0][0]
    assert in_dollars["Floats of agents, available"] == floats > 0
    people = ask(
        "SELECT sum(p.amount) FROM wallets_wallet w JOIN ledger_account a ON a.code = 'wallet:' || w.id || ':available'"
        " JOIN ledger_posting p ON p.account_id = a.id WHERE w.holder_id IS NOT NULL AND w.currency = 'USD'"
    )[0][0]
    assert in_dollars["Wallets of people, available"] == people


def test_transactions_are_all_payments_and_their_total_is_what_was_completed() -> None:
    rows = made("transactions", everything())
    table = ask("SELECT id, amount, fee, tax, state FROM transactions_transaction ORDER BY id")
    assert [(row[2], *row[12:15], row[6]) for row in rows] == [tuple(row) for row in table]
    report = REPORTS["transactions"]
    totals = Totals(report)
    assert len(list(totals.passing(iter(rows)))) == len(rows)
    for row in totals.rows():
        figures = keyed(report.columns, row)
        sums = ask(
            "SELECT sum(amount), sum(fee), sum(tax) FROM transactions_transaction"
            " WHERE state = 'COMPLETED' AND currency = %s",
            figures["currency"],
        )[0]
        assert (figures["amount"], figures["fee"], figures["tax"]) == sums
    declined = lines("transactions", everything(kind="P2P", state="DECLINED", currency="usd"))
    # At least the one for which Rashid lacks the money; how many more depends on the days the story is told for.
    assert len(declined) == ask("SELECT count(*) FROM transactions_transaction WHERE state = 'DECLINED'"
                                " AND kind = 'P2P' AND currency = 'USD'")[0][0] > 0  # fmt: skip
    day = clock.now() - timedelta(days=1)
    one = lines("transactions", {"period": "dates", "first": f"{day:%Y-%m-%d}", "last": f"{day:%Y-%m-%d}"})
    assert [row["transaction_id"] for row in one] == [
        found
        for (found,) in ask(
            "SELECT id FROM transactions_transaction WHERE (created_at AT TIME ZONE 'UTC')::date = %s ORDER BY id",
            day.date(),
        )
    ]


def test_limit_breaches_are_those_declined_for_a_limit() -> None:
    PaymentLimit.objects.update_or_create(kind="P2P", currency="USD", defaults={"minimum": 1, "maximum": 2})
    cache.clear()
    amina = User.objects.get(full_name="Amina Otieno")
    to = User.objects.get(full_name="Brian Mwangi").msisdn
    for amount in ("3", "0.50"):
        send(amina, to, amount)
    rows = lines("limit_breaches", everything())
    table = ask("SELECT id FROM transactions_transaction WHERE failure_code LIKE '%%limit_exceeded' ORDER BY id")
    assert [row["transaction_id"] for row in rows] == [found for (found,) in table] != []
    assert rows[-1]["limit"] == "limit_exceeded" and rows[-1]["amount"] == 3


def test_fees_are_those_of_the_payments_and_the_books_gained_as_much() -> None:
    rows = lines("fees", everything())
    table = ask(
        "SELECT kind, currency, count(*), sum(amount), sum(fee), sum(tax) FROM transactions_transaction"
        " WHERE state = 'COMPLETED' GROUP BY 1, 2 ORDER BY 2, 1"
    )
    keys = ("what", "currency", "payments", "volume", "fees", "taxes")
    assert [tuple(row[key] for key in keys) for row in rows] == table
    booked = {(row["what"], row["currency"]): row["fees"] for row in lines("fees", everything(), mark="ledger")}
    assert booked == {
        (row.code, row.currency): row.balance
        for row in get_trial_balance()
        if row.kind in ("INCOME", "EXPENSE") and row.balance
    }
    p2p = next(row for row in rows if row["what"] == "P2P" and row["currency"] == "USD")
    assert booked["fees:p2p", "USD"] == p2p["fees"] > 0


def test_commissions_are_the_lines_agents_earned() -> None:
    rows = lines("commissions", everything(whose="agents"))
    table = ask("SELECT sum(amount), count(*) FROM agents_commissionline")[0]
    assert (sum(row["net"] for row in rows), sum(row["lines"] for row in rows)) == table
    accrued = sum(
        -row.balance for row in get_trial_balance() if row.code.startswith("agent:") and row.code.endswith("commission")
    )
    paid = ask("SELECT coalesce(sum(gross), 0) FROM agents_commissionpayout WHERE state = 'PAID'")[0][0]
    assert table[0] == paid - accrued
    billers = lines("commissions", everything(whose="billers"))
    assert (
        sum(row["net"] for row in billers)
        == (ask("SELECT coalesce(sum(commission), 0) FROM billers_billersettlement")[0][0])
    )


@pytest.mark.parametrize("kind", ["IMMEDIATE", "DEFERRED"])
def test_a_general_ledger_leads_from_what_was_there_to_what_is(kind: str) -> None:
    code, currency, postings = ask(
        "SELECT a.code, a.currency, count(*) FROM ledger_account a JOIN ledger_posting p ON p.account_id = a.id"
        " WHERE a.tally = %s GROUP BY 1, 2 ORDER BY 3 DESC LIMIT 1",
        kind,
    )[0]
    rows = made("general_ledger", everything(account=code, currency=currency))
    found = [keyed(REPORTS["general_ledger"].columns, row) for row in rows]
    assert [rows[0][0], rows[-1][0], len(rows)] == ["opening", "closing", postings + 2]
    balance = found[0]["balance"]
    for row in found[1:-1]:
        balance += (row["credit"] or 0) - (row["debit"] or 0)
        assert row["balance"] == balance and row["others"]
    assert found[-1]["balance"] == balance
    assert balance == next(row.balance for row in get_trial_balance() if (row.code, row.currency) == (code, currency))

    # From the middle of today on: both ends are the trial balance's.
    since, before = sorted(at for (at,) in ask("SELECT recorded_at FROM ledger_entry"))[20:61:40]
    report = REPORTS["general_ledger"]
    form = bind(report, everything(account=code, currency=currency), now=tomorrow())
    assert form.is_valid()
    with transaction.atomic():
        rows = list(report.rows({**form.cleaned_data, "since": since, "before": before}))
    ends = [held_before(at).get((code, currency), Decimal(0)) for at in (since, before)]
    assert [rows[0][10], rows[-1][10]] == ends


def test_people_and_submissions_are_counted() -> None:
    rows = lines("kyc", everything())
    people = [row for row in rows if row["section"] == "People who had joined"]
    assert sum(row["count"] for row in people) == ask("SELECT count(*) FROM accounts_user")[0][0]
    decided = [row for row in rows if row["section"] == "Decided in the period"]
    assert (
        sum(row["count"] for row in decided)
        == (ask("SELECT count(*) FROM kyc_submission WHERE decided_at IS NOT NULL")[0][0])
    )
    waiting = [row for row in rows if row["section"] == "Waiting now"]
    assert (
        sum(row["count"] for row in waiting)
        == (ask("SELECT count(*) FROM kyc_submission WHERE state IN ('SUBMITTED', 'IN_REVIEW')")[0][0])
    )


def test_dormant_are_the_wallets_nothing_has_moved() -> None:
    later = clock.now() + timedelta(days=40)
    rows = lines("dormant", {"days": "30"}, now=later)
    assert {row["wallet_id"] for row in rows} == {
        found for (found,) in ask("SELECT id FROM wallets_wallet WHERE status <> 'CLOSED' AND holder_id IS NOT NULL")
    }
    never = {row["wallet_id"] for row in rows if row["last_at"] is None}
    assert never == {
        found
        for (found,) in ask(
            "SELECT w.id FROM wallets_wallet w WHERE w.holder_id IS NOT NULL AND NOT EXISTS (SELECT FROM ledger_posting"
            " p JOIN ledger_account a ON a.id = p.account_id WHERE a.code = 'wallet:' || w.id || ':available')"
        )
    }
    assert {row["days"] for row in rows if row["last_at"]} <= {39, 40}
    assert lines("dormant", {"days": "30"}, now=clock.now()) == [] or never
    rich = lines("dormant", {"days": "30", "with_money": "on", "currency": "USD"}, now=later)
    assert rich and all(row["balance"] > 0 and row["currency"] == "USD" for row in rich)


def test_agents_and_merchants_are_reported_by_what_they_did() -> None:
    rows = lines("agents", everything())
    for kind, count, total in ask("SELECT kind, count(*), sum(amount) FROM agents_dealing GROUP BY 1"):
        name = "cash_in" if kind == "CASH_IN" else "cash_out"
        assert (sum(row[f"{name}s"] for row in rows), sum(row[f"{name}_total"] for row in rows)) == (count, total)
    earned = ask("SELECT sum(commission) FROM agents_dealing")[0][0]
    assert sum(row["commission"] for row in rows) == earned
    assert len(rows) == ask("SELECT count(*) FROM agents_agent")[0][0]

    rows = lines("merchants", everything())
    table = ask(
        "SELECT count(*) FILTER (WHERE kind = 'SALE'), sum(gross) FILTER (WHERE kind = 'SALE'),"
        " sum(gross) FILTER (WHERE kind = 'REFUND'), sum(net) FROM merchants_taking"
    )[0]
    assert tuple(sum(row[key] for row in rows) for key in ("sales", "gross", "given_back", "net")) == table


def test_breaks_are_those_of_the_period_and_what_is_open_still() -> None:
    number = ask("SELECT count(*) FROM reconciliation_break")[0][0]
    assert len(lines("breaks", everything())) == number
    still = lines("breaks", {"period": "yesterday", "still_open": "on"}, now=clock.now() + timedelta(days=30))
    assert len(still) == ask("SELECT count(*) FROM reconciliation_break WHERE state = 'OPEN'")[0][0]


def test_an_estimate_reads_no_rows_and_every_report_reads_with_few_statements() -> None:
    for code, report in REPORTS.items():
        if report.bundle is not None:
            continue
        given = {"days": "30"} if code == "dormant" else everything(account="fees:p2p", currency="USD")
        if "at" in report.form.base_fields:
            given = {"at": "yesterday", "detail": "families"}
        form = bind(report, given, now=tomorrow())
        assert form.is_valid(), (code, form.errors)
        with CaptureQueriesContext(connection) as captured:
            assert report.estimate(form.cleaned_data) >= 0
        assert len(captured) <= 3, code
        with transaction.atomic(), CaptureQueriesContext(connection) as captured:
            list(report.rows(form.cleaned_data))
        assert len(captured) <= 8, code
