"""The books are right under parallel requests, and outlive the death of their process."""

import http.client
import json
import sqlite3
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from apps.gateways.adapters.sandbox.books import Books
from apps.gateways.adapters.sandbox.tests.clients import Bills, Cards, JsonBank, Recharge, new_reference
from apps.gateways.tests.provider import Provider, running_provider

PARALLEL = 32


def test_one_reference_sent_32_times_at_once_is_done_once(provider: Provider) -> None:
    bank, reference = JsonBank(provider), new_reference()
    account = bank.account()
    with ThreadPoolExecutor(PARALLEL) as pool:
        said = list(pool.map(lambda _: bank.pay(reference, "10.00", account=account), range(PARALLEL)))
    assert Counter(one.status for one in said) == {201: 1, 200: PARALLEL - 1}
    assert len({one.json["id"] for one in said}) == 1
    (entry,) = provider.books()
    assert (entry["executions"], entry["total"]) == (1, "10.00")
    assert len(provider.take_callbacks()) == 1


def test_a_recharge_sent_32_times_at_once_is_done_32_times(provider: Provider) -> None:
    recharge, reference = Recharge(provider), new_reference()
    with ThreadPoolExecutor(PARALLEL) as pool:
        said = list(pool.map(lambda _: recharge.top_up(reference, "2.00"), range(PARALLEL)))
    assert len({one.json["txn"] for one in said}) == PARALLEL
    (entry,) = provider.books(reference)
    assert (entry["executions"], entry["total"]) == (PARALLEL, "64.00")
    assert Decimal(recharge.get("balance").json["balances"]["USD"]) == Decimal("999936.00")
    # Whoever asks is told of the first.
    assert recharge.query(reference).json["txn"] == entry["provider_reference"]


def test_a_bill_is_not_overpaid_by_many_at_once(provider: Provider) -> None:
    bills = Bills(provider)
    with ThreadPoolExecutor(PARALLEL) as pool:
        said = list(pool.map(lambda _: bills.pay(new_reference(), "10.00", "power-post", "3006420"), range(PARALLEL)))
    assert Counter(one.json["status"] for one in said) == {"paid": 6, "failed": PARALLEL - 6}
    assert bills.look_up("power-post", "3006420").json["amount_due"] == "4.20"


def test_many_different_ones_at_once_are_all_there(provider: Provider) -> None:
    bank = JsonBank(provider)
    account, references = bank.account(), [new_reference() for _ in range(200)]
    with ThreadPoolExecutor(PARALLEL) as pool:
        list(pool.map(lambda one: bank.pay(one, "10.00", account=account), references))
    assert {one["reference"] for one in provider.books()} == set(references)
    assert provider.totals() == [
        {"gateway": "jsonbank", "type": "COLLECT", "currency": "USD", "executions": 200, "amount": "2000.00"}
    ]
    taken: list[str] = []
    with ThreadPoolExecutor(8) as pool:
        for some in pool.map(lambda _: provider.take_callbacks(limit=40), range(8)):
            taken += [one.reference for one in some]
    # Nobody took what another one had.
    assert Counter(taken) == Counter(references)


def test_a_checkout_paid_by_many_at_once_is_paid_once(provider: Provider) -> None:
    checkout = Cards(provider).checkout(new_reference(), 1250).json
    with ThreadPoolExecutor(8) as pool:
        said = list(pool.map(lambda _: provider.pay_checkout(checkout["id"])["status"], range(8)))
    assert set(said) == {"paid"}
    assert provider.books()[0]["executions"] == 1
    assert len(provider.take_callbacks()) == 1


def test_a_connection_is_kept_for_many_requests(provider: Provider) -> None:
    host, port = provider.url.removeprefix("http://").split(":")
    connection = http.client.HTTPConnection(host, int(port), timeout=5)
    connection.connect()
    ours = connection.sock
    for _ in range(3):
        connection.request("POST", "/control/clock", json.dumps({"offset_seconds": 0}))
        assert connection.getresponse().read()
        assert connection.sock is ours
    connection.close()


def test_what_was_committed_outlives_a_kill(tmp_path: Path) -> None:
    reference, late = new_reference(), new_reference()
    with running_provider(tmp_path) as (first, child):
        bank = JsonBank(first)
        account = bank.account()
        before = bank.pay(reference, "10.00", account=account).json
        bank.pay(late, "10.13", account=account)
        child.kill()
        child.wait()
    with running_provider(tmp_path) as (second, _):
        bank = JsonBank(second)
        assert bank.query(reference).json == before
        again = bank.pay(reference, "10.00", account=account)
        assert (again.status, again.json) == (200, before)
        # What was pending is decided, and both are told.
        second.move_clock(15)
        assert bank.query(late).json["status"] == "booked"
        assert [one["executions"] for one in second.books()] == [1, 1]
        assert {one.reference for one in second.take_callbacks()} == {reference, late}


def test_the_database_itself_keeps_a_reference_single(tmp_path: Path) -> None:
    path = str(tmp_path / "books.sqlite")
    Books(path).close()
    with sqlite3.connect(path) as database:
        values = "'jsonbank', 'jsonbank', 'r', ?, 'COLLECT', '1', 'USD', 'pending', '{}', '', '{}', 0, 0"
        columns = (
            "gateway, protocol, reference, provider_reference, type, amount, currency, status, details, digest, plan,"
            " created_at, visible_at"
        )
        insert = f"INSERT INTO operations ({columns}) VALUES ({values})"
        database.execute(insert, ("a",))
        with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
            database.execute(insert, ("b",))
        with pytest.raises(sqlite3.IntegrityError, match="CHECK"):
            # Done, and yet never: no such line.
            database.execute("UPDATE operations SET status = 'executed'")


def test_a_transaction_that_fails_leaves_nothing(tmp_path: Path) -> None:
    books = Books(str(tmp_path / "books.sqlite"))
    with pytest.raises(ZeroDivisionError), books._writing() as database:
        database.execute("INSERT INTO attempts VALUES ('jsonbank', 'r', 1)")
        _ = 1 / 0
    assert books.count_attempt("jsonbank", "r") == 1
    # And the lock is free again, for other threads too.
    other = threading.Thread(target=books.count_attempt, args=("jsonbank", "r"))
    other.start()
    other.join(60)
    assert books.count_attempt("jsonbank", "r") == 3
    books.close()
