"""What was executed on a day, as the day's files say it: one row each, to the cent, and nothing else."""

import csv
import hashlib
import io
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring

from apps.gateways.adapters.sandbox.tests.clients import (
    Bills,
    Cards,
    JsonBank,
    Recharge,
    XmlBank,
    ask,
    basic,
    new_reference,
    pay,
)
from apps.gateways.tests.provider import SECRETS, Provider

CAMT = "{urn:iso:std:iso:20022:tech:xsd:camt.053.001.08}"
HEADER = "reference,provider_reference,type,amount,fee,net,currency,executed_at,counterparty"


@pytest.fixture(autouse=True)
def noon(provider: Provider) -> None:
    """The provider's clock at noon of tomorrow: no test is run over by midnight."""
    provider.move_clock(86_400 * 1.5 - time.time() % 86_400)


@pytest.fixture
def today(noon: None) -> Iterator[date]:
    yield (datetime.now(UTC) + timedelta(days=1)).date()


def rows_of(content: bytes) -> list[dict[str, str]]:
    text = content.decode()
    assert text.startswith(HEADER + "\r\n")
    assert text.endswith("\r\n")
    return list(csv.DictReader(io.StringIO(text, newline="")))


def test_the_csv_has_a_row_for_each_execution(provider: Provider, today: date) -> None:
    done, declined = new_reference(), new_reference()
    recharge = Recharge(provider)
    recharge.top_up(done, "5.25")
    recharge.top_up(done, "5.25")
    recharge.top_up(declined, "5.01")
    recharge.top_up(new_reference(), "5.14")
    rows = rows_of(recharge.get(f"settlements/{today.isoformat()}").body)
    # A double is two rows, and its money is twice gone.
    assert [row["reference"] for row in rows] == [done, done]
    assert len({row["provider_reference"] for row in rows}) == 2
    for row in rows:
        assert (row["type"], row["amount"], row["fee"], row["net"], row["currency"]) == (
            "RECHARGE",
            "5.25",
            "0.00",
            "5.25",
            "USD",
        )
        assert row["counterparty"] == "+254712000001"
        assert datetime.fromisoformat(row["executed_at"]).date() == today


def test_cards_are_settled_in_main_units_by_a_file_that_is_fetched(provider: Provider, today: date) -> None:
    cards, reference = Cards(provider), new_reference()
    provider.pay_checkout(cards.checkout(reference, 1250).json["id"])
    cards.checkout(new_reference(), 9900)
    provider.pay_checkout(cards.checkout(new_reference(), 500, currency="JPY").json["id"])
    said = cards.get(f"settlements/{today.isoformat()}").json
    assert said.keys() == {"download_url", "sha256", "rows"}
    assert said["rows"] == 2
    assert said["download_url"].startswith(provider.url)
    # The address is its own key, and only of this day.
    path = said["download_url"].removeprefix(provider.url)
    content = ask(provider, "GET", path).body
    assert hashlib.sha256(content).hexdigest() == said["sha256"]
    rows = rows_of(content)
    assert [(row["amount"], row["currency"]) for row in rows] == [("12.50", "USD"), ("500", "JPY")]
    assert rows[0]["reference"] == reference
    other = path.replace(today.isoformat(), (today - timedelta(days=1)).isoformat())
    assert ask(provider, "GET", other).status == 404


def test_an_operation_stands_on_the_day_on_which_it_was_executed(provider: Provider, today: date) -> None:
    bills, reference = Bills(provider), new_reference()
    provider.behave(pending=1, pending_seconds=43_200)
    bills.pay(reference, "10.00")
    tomorrow = today + timedelta(days=1)
    provider.move_clock(43_200 + 3600)
    first = bills.ask("GET", f"/v1/settlements/{today.isoformat()}").body
    second = bills.ask("GET", f"/v1/settlements/{tomorrow.isoformat()}").body
    assert (rows_of(first), [row["reference"] for row in rows_of(second)]) == ([], [reference])
    assert rows_of(second)[0]["type"] == "PAY_BILL"


def statement_of(provider: Provider, gateway: str, paid_out: str, day: date) -> bytes:
    """Pays somebody 5.25 and fetches the day's statement."""
    if gateway == "jsonbank":
        # A new token: the clock was moved since the last one.
        bank = JsonBank(provider)
        bank.pay(paid_out, "5.25", type="credit", description="rent & <more>")
        path = f"/jsonbank/v1/statements/{day.isoformat()}?format=camt.053"
        return ask(provider, "GET", path, headers=bank.headers).body
    XmlBank(provider).pay(paid_out, "5.25", "PAYOUT", Narrative="rent &amp; &lt;more&gt;")
    own = SECRETS["xmlbank"]
    path = f"/xmlbank/statements/{day.isoformat()}"
    assert ask(provider, "GET", path, headers=basic(own["username"], "wrong")).status == 401
    return ask(provider, "GET", path, headers=basic(own["username"], own["password"])).body


@pytest.mark.parametrize("gateway", ["jsonbank", "xmlbank"])
def test_both_banks_tell_the_same_in_camt(provider: Provider, today: date, gateway: str) -> None:
    collected, paid_out = new_reference(), new_reference()
    provider.move_clock(-86_400)
    pay(provider, gateway, new_reference(), "30.00")
    provider.move_clock(86_400)
    pay(provider, gateway, collected, "20.50")
    pay(provider, gateway, new_reference(), "20.01")
    content = statement_of(provider, gateway, paid_out, today)
    statement = fromstring(content).find(f"{CAMT}BkToCstmrStmt/{CAMT}Stmt")
    assert statement is not None
    balances = {balance_code(one): signed(one) for one in statement.iter(f"{CAMT}Bal")}
    assert balances == {"OPBD": Decimal("30.00"), "CLBD": Decimal("45.25")}
    entries = {str(one.findtext(f".//{CAMT}EndToEndId")): one for one in statement.iter(f"{CAMT}Ntry")}
    assert {key: signed(one) for key, one in entries.items()} == {
        collected: Decimal("20.50"),
        paid_out: Decimal("-5.25"),
    }
    assert entries[paid_out].findtext(f".//{CAMT}Ustrd") == "rent & <more>"
    reference = entries[collected].findtext(f"{CAMT}AcctSvcrRef")
    assert reference == provider.books(collected)[0]["provider_reference"]
    assert str(entries[collected].findtext(f"{CAMT}BookgDt/{CAMT}DtTm")).startswith(today.isoformat())


def balance_code(balance: Element) -> str:
    return str(balance.findtext(f"{CAMT}Tp/{CAMT}CdOrPrtry/{CAMT}Cd"))


def signed(one: Element) -> Decimal:
    amount = Decimal(str(one.findtext(f"{CAMT}Amt")))
    return amount if one.findtext(f"{CAMT}CdtDbtInd") == "CRDT" else -amount


def test_a_bank_gives_csv_too_and_the_control_page_any(provider: Provider, today: date) -> None:
    bank, reference = JsonBank(provider), new_reference()
    bank.pay(reference, "10.00")
    path = f"/jsonbank/v1/statements/{today.isoformat()}?format=csv"
    content = ask(provider, "GET", path, headers=bank.headers).body
    assert [row["reference"] for row in rows_of(content)] == [reference]
    assert provider.settlement("jsonbank") == provider.settlement("jsonbank", today) == content
    assert reference.encode() in provider.settlement("jsonbank", today, "camt.053")


def test_an_empty_day_is_an_empty_file(provider: Provider, today: date) -> None:
    assert rows_of(provider.settlement("recharge", date(2020, 2, 29))) == []
    statement = fromstring(provider.settlement("xmlbank", date(2020, 2, 29), "camt.053"))
    assert {signed(one) for one in statement.iter(f"{CAMT}Bal")} == {Decimal(0)}


@pytest.mark.parametrize("day", ["2026-02-30", "yesterday", "20260101", "2026-01-01x", ""])
def test_what_is_no_day_is_not_found(provider: Provider, day: str) -> None:
    assert Recharge(provider).get(f"settlements/{day}").status == 404
    assert Bills(provider).ask("GET", f"/v1/settlements/{day}").status == 404
    assert Cards(provider).get(f"settlements/{day}").status == 404
