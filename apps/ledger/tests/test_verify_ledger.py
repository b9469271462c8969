"""`manage.py verify_ledger` finds what somebody did to the tables behind the triggers' back."""

from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction

from apps.core.ids import uuid7
from apps.core.tests.parallel import other_transaction
from apps.ledger import verification
from apps.ledger.services import Entry, Leg, post, reverse, roll_up_tallies
from apps.ledger.services._post import answer_id
from apps.ledger.tests.books import (
    OPENED,
    open_fees,
    open_held,
    open_wallet,
    picture,
    rows,
    transfer,
    transfer_with_fee,
    usd,
)

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def facts() -> dict[str, Any]:
    """A little of everything: a fee, a batch, a reversal, a hold, a checkpoint, two currencies."""
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    entry = transfer_with_fee(amina, brian, 10, 1)
    other = transfer(amina, brian, 2)
    post([entry])
    post([other, transfer(amina, brian, 3)])
    reverse(entry_id=other.id, effective_at=OPENED)
    post([transfer(amina, open_held("amina"), 5, kind="HOLD")])
    roll_up_tallies(least=1)
    post([transfer_with_fee(amina, brian, 10, 1)])
    euros = open_wallet("amina", 7, "EUR")
    return {"amina": amina, "brian": brian, "fees": fees, "euros": euros, "entry": entry.id, "other": other.id}


@contextmanager
def unguarded() -> Iterator[None]:
    """A session that no trigger watches, as somebody with a superuser's rights and bad intentions has."""
    with transaction.atomic():
        rows("SET LOCAL session_replication_role = replica")
        yield


def verify() -> tuple[int, list[str]]:
    """The command's exit code and what it printed."""
    output = StringIO()
    try:
        call_command("verify_ledger", stdout=output, stderr=StringIO())
    except SystemExit as end:
        return int(str(end.code)), output.getvalue().splitlines()
    return 0, output.getvalue().splitlines()


def test_books_that_agree_with_themselves_pass(facts: dict[str, Any]) -> None:
    code, lines = verify()
    assert code == 0
    assert len(lines) == 1
    assert lines[0].startswith("7 accounts, 8 entries, 18 postings in ")
    assert lines[0].endswith(": the ledger agrees with itself.")


def test_empty_books_pass() -> None:
    assert verify()[0] == 0


DAMAGE: dict[str, tuple[str, set[str]]] = {
    "a balance": (
        "UPDATE ledger_account SET balance = balance + 1 WHERE id = %(amina)s",
        {"balance is the sum of the postings: wallet:amina:available"},
    ),
    "a count of postings": (
        "UPDATE ledger_account SET postings = postings + 1 WHERE id = %(amina)s",
        {"balance is the sum of the postings: wallet:amina:available"},
    ),
    "a posting's amount": (
        "UPDATE ledger_posting SET amount = amount - 1 WHERE account_id = %(amina)s AND number = 1",
        {
            "balance is the sum of the postings: wallet:amina:available",
            "running balances follow from each other: wallet:amina:available",
            "every entry has its postings and no others: *",
            "the whole ledger sums to zero: USD",
        },
    ),
    "a running balance": (
        "UPDATE ledger_posting SET balance_after = balance_after + 1 WHERE account_id = %(amina)s AND number = 2",
        {"running balances follow from each other: wallet:amina:available"},
    ),
    "a time of recording": (
        (
            "UPDATE ledger_posting SET recorded_at = recorded_at - interval '1 day'"
            " WHERE account_id = %(amina)s AND number = 2"
        ),
        {"running balances follow from each other: wallet:amina:available"},
    ),
    "a posting is gone": (
        "DELETE FROM ledger_posting WHERE entry_id = %(entry)s AND account_id = %(brian)s",
        {
            "balance is the sum of the postings: wallet:brian:available",
            "running balances follow from each other: wallet:brian:available",
            "every entry has its postings and no others: %(entry)s",
            "the whole ledger sums to zero: USD",
        },
    ),
    "a posting too many": (
        (
            "INSERT INTO ledger_posting (account_id, number, entry_id, recorded_at, amount)"
            " VALUES (%(fees)s, 7, %(entry)s, now(), 5)"
        ),
        {
            "every entry has its postings and no others: %(entry)s",
            "deferred balances are the sum of the postings: fees:p2p",
            "the whole ledger sums to zero: USD",
        },
    ),
    "an entry is gone": (
        "DELETE FROM ledger_entry WHERE id = %(entry)s",
        {"every entry has its postings and no others: %(entry)s"},
    ),
    "an entry that moved nothing": (
        (
            "INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, accounts, currencies, amounts)"
            " SELECT '018f0000-0000-7000-8000-000000000001', kind, effective_at, recorded_at,"
            " accounts, currencies, amounts"
            " FROM ledger_entry WHERE id = %(entry)s"
        ),
        {"every entry has its postings and no others: 018f0000-0000-7000-8000-000000000001"},
    ),
    "an entry and its postings, unbalanced": (
        (
            "WITH e AS (UPDATE ledger_entry SET amounts = ARRAY(SELECT abs(x) FROM unnest(amounts) x)"
            " WHERE id = %(entry)s)"
            " UPDATE ledger_posting SET amount = abs(amount) WHERE entry_id = %(entry)s"
        ),
        {
            "every entry sums to zero in each currency: %(entry)s",
            "balance is the sum of the postings: wallet:amina:available",
            "running balances follow from each other: wallet:amina:available",
            "the whole ledger sums to zero: USD",
        },
    ),
    "an entry's currency": (
        "UPDATE ledger_entry SET currencies = array_replace(currencies, 'USD', 'EUR') WHERE id = %(entry)s",
        {"every entry sums to zero in each currency: %(entry)s"},
    ),
    "a checkpoint": (
        "UPDATE ledger_checkpoint SET balance = balance + 1 WHERE account_id = %(fees)s",
        {"deferred balances are the sum of the postings: fees:p2p"},
    ),
    "a checkpoint's snapshot": (
        "UPDATE ledger_checkpoint SET snapshot = '3:3:' WHERE account_id = %(fees)s",
        {"deferred balances are the sum of the postings: fees:p2p"},
    ),
    "a reversal that mirrors something else": (
        "UPDATE ledger_entry SET reverses = %(entry)s WHERE reverses = %(other)s",
        {"a reversal mirrors an entry, a closing entry closes a hold: *"},
    ),
    "a reversal of nothing": (
        "UPDATE ledger_entry SET reverses = gen_random_uuid() WHERE reverses = %(other)s",
        {"a reversal mirrors an entry, a closing entry closes a hold: *"},
    ),
}


@pytest.mark.parametrize("what", DAMAGE)
def test_each_kind_of_damage_is_found_and_named(facts: dict[str, Any], what: str) -> None:
    statement, expected = DAMAGE[what]
    with unguarded():
        rows(statement, facts)
    code, lines = verify()
    assert code == 1
    names = {str(key): str(value) for key, value in facts.items()}
    found = {": ".join(line.split(": ")[:2]) for line in lines[:-1]}
    for line in expected:
        wanted = line % names
        assert any(one.startswith(wanted.removesuffix("*")) for one in found), (wanted, found)
    assert len(found) == len(expected), found
    assert lines[-1].endswith(f"{len(lines) - 1} differences.")


def test_a_balance_under_its_floor_is_found(facts: dict[str, Any]) -> None:
    with unguarded():
        rows("ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_floor")
        rows("UPDATE ledger_account SET floor = 1000 WHERE id = %(amina)s", facts)
    code, lines = verify()
    assert code == 1
    assert lines[0] == "no balance is under its floor: wallet:amina:available: 70.0000 is under 1000.0000"


def test_a_closing_entry_for_a_hold_that_is_not_there_is_found(facts: dict[str, Any]) -> None:
    """The vault lets it through, since the hold may be on another machine one day; the check does not."""
    legs = [Leg(facts["amina"], usd(-1)), Leg(facts["brian"], usd(1))]
    missing = uuid7()
    stray = Entry(answer_id(missing), "CAPTURE", legs, OPENED, closes=missing)
    post([stray])
    code, lines = verify()
    assert code == 1
    assert lines[0].startswith(f"a reversal mirrors an entry, a closing entry closes a hold: {stray.id}: ")


def test_damage_in_any_slice_is_found() -> None:
    """Long checks go through the ledger in parts: none may fall between two of them."""
    accounts = [open_wallet(f"wallet-{number}", 1) for number in range(64)]
    with unguarded():
        rows("UPDATE ledger_account SET balance = balance + 1 WHERE balance = 1")
    assert len(list(verification.verify())) == len(accounts)


def test_it_sees_one_moment_while_money_moves(facts: dict[str, Any]) -> None:
    differences = verification.verify()
    with other_transaction() as there:

        def step(done: int, steps: int, what: str) -> None:
            there(lambda: post([transfer_with_fee(facts["amina"], facts["brian"], "0.01", "0.01")]))
            if done % 10 == 0:
                rows_elsewhere = there(lambda: rows("SELECT count(*) FROM ledger_entry"))
                assert rows_elsewhere[0][0] > 8

        differences = verification.verify(step)
        assert list(differences) == []
    assert verify()[0] == 0


def test_it_writes_nothing(facts: dict[str, Any]) -> None:
    before = picture()
    verify()
    assert picture() == before


def test_progress_is_shown_on_a_terminal_and_nowhere_else(facts: dict[str, Any]) -> None:
    class Terminal(StringIO):
        def isatty(self) -> bool:
            return True

    terminal, pipe = Terminal(), StringIO()
    call_command("verify_ledger", stdout=StringIO(), stderr=terminal)
    call_command("verify_ledger", stdout=StringIO(), stderr=pipe)
    shown = terminal.getvalue()
    assert "  0 %" in shown and "100 %" in shown and "every entry sums to zero" in shown
    assert pipe.getvalue() == ""
