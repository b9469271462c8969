"""What a superuser types into psql, and the database refuses. Afterwards every row is as it was."""

from typing import Any
from uuid import UUID

import pytest
from django.db import DatabaseError, connection, transaction

from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.tests.parallel import other_transaction
from apps.ledger.services import post, roll_up_tallies
from apps.ledger.tests.books import (
    OPENED,
    TABLES,
    assert_agrees,
    open_fees,
    open_wallet,
    picture,
    rows,
    transfer,
    transfer_with_fee,
)

pytestmark = pytest.mark.django_db
APPEND_ONLY = "GP010"


@pytest.fixture
def facts() -> dict[str, Any]:
    """Books with something in every table, and the ids of some of it."""
    amina, brian, fees = open_wallet("amina", 100), open_wallet("brian"), open_fees()
    euros = open_wallet("amina", 100, "EUR")
    entry = transfer_with_fee(amina, brian, 10, 1)
    post([entry])
    post([transfer(amina, brian, 1), transfer(amina, brian, 1)])
    roll_up_tallies(least=1)
    assert all(picture()[table] for table in TABLES)
    assert rows("SELECT usesuper FROM pg_user WHERE usename = current_user") == [(True,)]
    low, high = sorted([amina, brian])
    return {
        "amina": amina,
        "brian": brian,
        "fees": fees,
        "euros": euros,
        "entry": entry.id,
        "new": uuid7(),
        "low": low,
        "high": high,
    }


def refuse(statement: str, facts: dict[str, Any], *states: str) -> None:
    """The statement must fail, with one of these SQLSTATEs, and leave every row as it was."""
    before = picture()
    with pytest.raises(DatabaseError) as caught, transaction.atomic():
        rows(statement, facts)
    assert sqlstate(caught.value) in states, caught.value
    assert picture() == before


EDITS = {
    "a posting's amount": "UPDATE ledger_posting SET amount = amount + 1",
    "a posting's balance": "UPDATE ledger_posting SET balance_after = 0 WHERE entry_id = %(entry)s",
    "a posting's account": "UPDATE ledger_posting SET account_id = %(brian)s WHERE account_id = %(amina)s",
    "an entry's kind": "UPDATE ledger_entry SET kind = 'GIFT' WHERE id = %(entry)s",
    "an entry's legs": "UPDATE ledger_entry SET amounts = amounts || ARRAY[1.0, -1.0] WHERE id = %(entry)s",
    "an entry that is not there": "UPDATE ledger_entry SET kind = 'GIFT' WHERE id = %(new)s",
    "a checkpoint": "UPDATE ledger_checkpoint SET balance = balance + 1",
    "a batch": "UPDATE ledger_batch SET entry_count = 7",
    "an account's code": "UPDATE ledger_account SET code = 'wallet:mallory' WHERE id = %(amina)s",
    "an account's kind": "UPDATE ledger_account SET kind = 'ASSET' WHERE id = %(amina)s",
    "an account's currency": "UPDATE ledger_account SET currency = 'EUR' WHERE id = %(amina)s",
    "an account's id": "UPDATE ledger_account SET id = %(new)s WHERE id = %(amina)s",
    "an account's opening": "UPDATE ledger_account SET opened_at = now() WHERE id = %(amina)s",
    "an account's tally": "UPDATE ledger_account SET tally = 'DEFERRED', floor = NULL, balance = NULL",
    "a balance alone": "UPDATE ledger_account SET balance = balance + 1 WHERE id = %(amina)s",
    "two balances at once": (
        "UPDATE ledger_account SET balance = balance + CASE id WHEN %(amina)s THEN 1 ELSE -1 END"
        " WHERE id IN (%(amina)s, %(brian)s)"
    ),
    "a count of postings": "UPDATE ledger_account SET postings = 0 WHERE id = %(amina)s",
    "a time of posting": "UPDATE ledger_account SET last_posted_at = now() WHERE id = %(amina)s",
    "a balance from a query": (
        "WITH richer AS (UPDATE ledger_account SET balance = 1000000 WHERE id = %(amina)s RETURNING id)"
        " SELECT * FROM richer"
    ),
    "a balance by MERGE": (
        "MERGE INTO ledger_account a USING (SELECT %(amina)s::uuid AS id) b ON a.id = b.id"
        " WHEN MATCHED THEN UPDATE SET balance = 1000000"
    ),
    "a balance by opening the account again": (
        "INSERT INTO ledger_account SELECT * FROM ledger_account WHERE id = %(amina)s"
        " ON CONFLICT (id) DO UPDATE SET balance = 1000000"
    ),
    "an entry by posting it again": (
        "INSERT INTO ledger_entry SELECT * FROM ledger_entry WHERE id = %(entry)s"
        " ON CONFLICT (id) DO UPDATE SET kind = 'GIFT'"
    ),
}


@pytest.mark.parametrize("what", EDITS)
def test_nothing_is_edited(facts: dict[str, Any], what: str) -> None:
    refuse(EDITS[what], facts, APPEND_ONLY)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("how", ["DELETE FROM {}", "DELETE FROM {} WHERE false", "TRUNCATE {}", "TRUNCATE {} CASCADE"])
def test_nothing_is_deleted(facts: dict[str, Any], table: str, how: str) -> None:
    refuse(how.format(table), facts, APPEND_ONLY)


def test_everything_together_is_not_deleted_either(facts: dict[str, Any]) -> None:
    refuse(f"TRUNCATE {', '.join(TABLES)} RESTART IDENTITY CASCADE", facts, APPEND_ONLY)


def test_a_reversal_and_a_capture_are_no_way_to_delete(facts: dict[str, Any]) -> None:
    refuse(
        "MERGE INTO ledger_posting p USING ledger_entry e ON e.id = p.entry_id WHEN MATCHED THEN DELETE", facts, "GP010"
    )


POSTING = "INSERT INTO ledger_posting (account_id, number, entry_id, recorded_at, amount, balance_after) "


@pytest.mark.parametrize(
    "statement",
    [
        POSTING + "VALUES (%(amina)s, 99, %(entry)s, now(), 5, 5)",
        POSTING + "VALUES (%(amina)s, 99, %(entry)s, now(), 5, 5), (%(brian)s, 99, %(entry)s, now(), -5, 5)",
        POSTING + "SELECT account_id, number + 50, entry_id, recorded_at, amount, balance_after FROM ledger_posting",
        POSTING + "VALUES (%(fees)s, 99, %(entry)s, now(), 5, NULL)",
    ],
    ids=["one leg", "two legs that balance", "copies", "to a deferred account"],
)
def test_no_posting_is_added_to_a_committed_entry(facts: dict[str, Any], statement: str) -> None:
    refuse(statement, facts, APPEND_ONLY)


def test_no_posting_is_copied_in(facts: dict[str, Any]) -> None:
    before = picture()
    statement = "COPY ledger_posting (account_id, number, entry_id, recorded_at, amount) FROM STDIN"
    with (
        pytest.raises(Exception, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
        cursor.copy(statement) as copy,
    ):
        copy.write_row((facts["fees"], 99, facts["entry"], OPENED, 5))
    assert picture() == before


ENTRY = (
    "INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, accounts, currencies, amounts)"
    " VALUES (%(new)s, 'GIFT', now(), now(), {accounts}, {currencies}, {amounts})"
)
BOTH = "ARRAY[%(low)s, %(high)s]::uuid[]"
BAD_ENTRIES: dict[str, tuple[str, str, str, set[str]]] = {
    "not balanced": (BOTH, "'{USD,USD}'", "'{1,1}'", {"GP002"}),
    "not a number": (BOTH, "'{USD,USD}'", "'{NaN,NaN}'", {"GP002"}),
    "one leg": ("ARRAY[%(low)s]::uuid[]", "'{USD}'", "'{1}'", {"GP002"}),
    "no legs": ("'{}'", "'{}'", "'{}'", {"GP002"}),
    "an amount short": (BOTH, "'{USD,USD}'", "'{1}'", {"GP002"}),
    "a currency short": (BOTH, "'{USD}'", "'{1,-1}'", {"GP002"}),
    "no amounts": (BOTH, "'{USD,USD}'", "'{NULL,NULL}'", {"23502", "23514"}),
    "no accounts": ("ARRAY[NULL, NULL]::uuid[]", "'{USD,USD}'", "'{1,-1}'", {"GP003"}),
    "nothing moves": (BOTH, "'{USD,USD}'", "'{0,0}'", {"GP002"}),
    "out of order": ("ARRAY[%(high)s, %(low)s]::uuid[]", "'{USD,USD}'", "'{1,-1}'", {"GP006"}),
    "one account twice": ("ARRAY[%(low)s, %(low)s]::uuid[]", "'{USD,USD}'", "'{1,-1}'", {"GP006"}),
    "another currency": (BOTH, "'{EUR,EUR}'", "'{1,-1}'", {"GP004"}),
    "too small to be written": (BOTH, "'{USD,USD}'", "'{0.00001,-0.00001}'", {"GP002"}),
    "balanced only before rounding": (
        "(SELECT array_agg(id ORDER BY id) FROM ledger_account WHERE id IN (%(amina)s, %(brian)s, %(fees)s))",
        "'{USD,USD,USD}'",
        "'{0.00005,0.00005,-0.0001}'",
        {"GP002"},
    ),
}


@pytest.mark.parametrize("flaw", BAD_ENTRIES)
def test_an_entry_that_breaks_a_rule_is_refused_without_the_function_too(facts: dict[str, Any], flaw: str) -> None:
    accounts, currencies, amounts, states = BAD_ENTRIES[flaw]
    refuse(ENTRY.format(accounts=accounts, currencies=currencies, amounts=amounts), facts, *states)


def test_an_entry_whose_legs_name_no_currency_is_refused(facts: dict[str, Any]) -> None:
    """NULL is neither equal nor unequal to the account's currency, so dollars could have paid for euros."""
    low, high = sorted([facts["euros"], facts["amina"]])
    both = {**facts, "low": low, "high": high}
    refuse(ENTRY.format(accounts=BOTH, currencies="'{NULL,NULL}'", amounts="'{1,-1}'"), both, "GP004")
    refuse(ENTRY.format(accounts=BOTH, currencies="'{NULL,USD}'", amounts="'{1,-1}'"), both, "GP004")
    call = "SELECT ledger_post_entry(%(new)s, 'GIFT', now(), " + BOTH + ", '{NULL,NULL}', '{1,-1}', NULL, NULL)"
    refuse(call, both, "GP004")


BATCH = (
    "INSERT INTO ledger_batch"
    " (id, recorded_at, entry_count, replayed, entry_ids, kinds, effective_at, reverses, closes,"
    " leg_entries, leg_accounts, leg_currencies, leg_amounts) VALUES (gen_random_uuid(), now(), 0, '{{}}',"
    " ARRAY[%(new)s]::uuid[], '{{GIFT}}', ARRAY[now()], '{{NULL}}', '{{NULL}}',"
    " {entries}, {accounts}, {currencies}, {amounts})"
)
BAD_BATCHES: dict[str, tuple[str, str, str, str, set[str]]] = {
    "not balanced": ("'{1,1}'", BOTH, "'{USD,USD}'", "'{1,1}'", {"GP002"}),
    "not a number": ("'{1,1}'", BOTH, "'{USD,USD}'", "'{NaN,NaN}'", {"GP002"}),
    "legs of no entry": ("'{2,2}'", BOTH, "'{USD,USD}'", "'{1,-1}'", {"GP002"}),
    "legs of one entry more": (
        "'{1,1,2,2}'",
        "ARRAY[%(low)s, %(high)s, %(low)s, %(high)s]::uuid[]",
        "'{USD,USD,USD,USD}'",
        "'{1,-1,2,-2}'",
        {"GP002"},
    ),
    "no legs": ("'{}'", "'{}'", "'{}'", "'{}'", {"GP002"}),
    "another currency": ("'{1,1}'", BOTH, "'{EUR,EUR}'", "'{1,-1}'", {"GP004"}),
    "no currency": (
        "'{1,1}'",
        "(SELECT array_agg(id ORDER BY id) FROM ledger_account WHERE id IN (%(amina)s, %(euros)s))",
        "'{NULL,NULL}'",
        "'{1,-1}'",
        {"GP004", "23502"},
    ),
    "amounts short": ("'{1,1}'", BOTH, "'{USD,USD}'", "'{1}'", {"GP002", "23502"}),
}


@pytest.mark.parametrize("flaw", BAD_BATCHES)
def test_a_batch_that_breaks_a_rule_is_refused_without_the_function_too(facts: dict[str, Any], flaw: str) -> None:
    entries, accounts, currencies, amounts, states = BAD_BATCHES[flaw]
    refuse(BATCH.format(entries=entries, accounts=accounts, currencies=currencies, amounts=amounts), facts, *states)


def test_a_second_entry_under_an_id_is_refused(facts: dict[str, Any]) -> None:
    again = ENTRY.format(accounts=BOTH, currencies="'{USD,USD}'", amounts="'{1,-1}'").replace("%(new)s", "%(entry)s")
    refuse(again, facts, "23505")


ACCOUNT = (
    "INSERT INTO ledger_account (id, code, kind, currency, floor, tally, balance, postings, last_posted_at, opened_at)"
    " VALUES (%(new)s, 'x', {}, now(), now())"
)


@pytest.mark.parametrize(
    "columns",
    [
        "'ASSET', 'USD', 0, 'IMMEDIATE', 100, 0",
        "'ASSET', 'USD', 0, 'IMMEDIATE', 0, 3",
        "'ASSET', 'USD', NULL, 'DEFERRED', NULL, 3",
        "'ASSET', 'USD', NULL, 'IMMEDIATE', 0, 0",
        "'ASSET', 'USD', 0, 'IMMEDIATE', NULL, 0",
        "'ASSET', 'USD', 0, 'DEFERRED', NULL, 0",
        "'ASSET', 'USD', NULL, 'DEFERRED', 0, 0",
        "'ASSET', 'USD', NULL, 'DEFERRED', 100, 0",
        "'MONEY', 'USD', 0, 'IMMEDIATE', 0, 0",
        "'ASSET', 'USD', 0, 'SOMETIMES', 0, 0",
    ],
)
def test_an_account_is_opened_empty_and_as_one_of_the_two_sorts(facts: dict[str, Any], columns: str) -> None:
    refuse(ACCOUNT.format(columns), facts, "GP009")


@pytest.mark.parametrize("columns", ["NULL, 'DEFERRED', NULL, 0", "0, 'IMMEDIATE', 0, 0"])
def test_an_account_is_deferred_exactly_if_its_id_says_so(facts: dict[str, Any], columns: str) -> None:
    """A posting looks at the id alone: an account with a floor and the other sort of id would go below it."""
    identity = facts["amina"] if "DEFERRED" in columns else facts["fees"]
    # One like it, and not the same.
    other = UUID(int=identity.int ^ 1)
    refuse(ACCOUNT.format(f"'ASSET', 'USD', {columns}"), {**facts, "new": other}, "GP009")


@pytest.mark.parametrize("count", ["-1", "-4194305", "4194303", "99999999999999999999", "none"])
def test_a_setting_typed_into_psql_gives_no_posting_another_transactions_number(
    facts: dict[str, Any], count: str
) -> None:
    """A number that names an older transaction would hide the posting behind a checkpoint."""
    amina, fees = sorted([facts["amina"], facts["fees"]])
    amounts = "'{-1,1}'" if amina == facts["amina"] else "'{1,-1}'"
    entry = ENTRY.format(accounts=BOTH, currencies="'{USD,USD}'", amounts=amounts)
    rows(f"SET LOCAL ledger.deferred_postings = '{count}'")
    refuse(entry, {**facts, "low": amina, "high": fees}, "GP002", "22P02", "22003")


def test_an_account_opens_at_or_above_its_floor(facts: dict[str, Any]) -> None:
    refuse(ACCOUNT.format("'ASSET', 'USD', 1, 'IMMEDIATE', 0, 0"), facts, "23514")


@pytest.mark.parametrize(("account", "floor"), [("amina", "NULL"), ("fees", "0")])
def test_an_account_neither_gets_nor_loses_a_floor(facts: dict[str, Any], account: str, floor: str) -> None:
    refuse(f"UPDATE ledger_account SET floor = {floor} WHERE id = %({account})s", facts, APPEND_ONLY)


@pytest.mark.parametrize("column", ["reverses", "closes"])
def test_only_the_one_answer_answers_an_entry(facts: dict[str, Any], column: str) -> None:
    """Its id follows from the entry's, so the primary key lets there be one; any other id is refused."""
    answer = ENTRY.replace("amounts)", f"amounts, {column})", 1).replace("{amounts})", "{amounts}, %(entry)s)")
    refuse(answer.format(accounts=BOTH, currencies="'{USD,USD}'", amounts="'{1,-1}'"), facts, "GP008")
    both = ENTRY.replace("amounts)", "amounts, reverses, closes)", 1).replace(
        "{amounts})", "{amounts}, %(entry)s, %(entry)s)"
    )
    refuse(both.format(accounts=BOTH, currencies="'{USD,USD}'", amounts="'{1,-1}'"), facts, "GP008")


def test_a_floor_is_not_raised_above_the_balance(facts: dict[str, Any]) -> None:
    refuse("UPDATE ledger_account SET floor = 1000 WHERE id = %(amina)s", facts, APPEND_ONLY)


def test_a_balance_below_the_floor_is_refused_without_the_function_too(facts: dict[str, Any]) -> None:
    payer_first = facts["low"] == facts["amina"]
    amounts = "'{-5000,5000}'" if payer_first else "'{5000,-5000}'"
    refuse(ENTRY.format(accounts=BOTH, currencies="'{USD,USD}'", amounts=amounts), facts, "23514")


@pytest.mark.django_db(transaction=True)
def test_an_entry_that_keeps_the_rules_moves_the_money_through_whichever_door(facts: dict[str, Any]) -> None:
    """So a direct INSERT is no way around the postings either."""
    before: dict[UUID, Any] = dict(rows("SELECT id, balance FROM ledger_account WHERE tally = 'IMMEDIATE'"))
    rows(ENTRY.format(accounts=BOTH, currencies="'{USD,USD}'", amounts="'{1,-1}'"), facts)
    after = dict(rows("SELECT id, balance FROM ledger_account WHERE tally = 'IMMEDIATE'"))
    assert after[facts["low"]] == before[facts["low"]] + 1
    assert after[facts["high"]] == before[facts["high"]] - 1
    assert_agrees()


@pytest.mark.django_db(transaction=True)
def test_a_checkpoint_says_what_the_postings_say_whatever_it_was_given(facts: dict[str, Any]) -> None:
    """Or whoever may insert one could change what is read of a deferred balance without a posting."""
    both = "SELECT ledger_balance(%(fees)s), (SELECT sum(amount) FROM ledger_posting WHERE account_id = %(fees)s)"
    before = rows(both, facts)
    rows("INSERT INTO ledger_checkpoint VALUES (%(fees)s, now() + interval '1 year', '1:1:', 999999)", facts)
    assert rows(both, facts) == before
    assert before[0][0] == before[0][1] != 0


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("others", [0, 3])
def test_what_is_posted_beside_a_checkpoint_is_counted_once(facts: dict[str, Any], others: int) -> None:
    """Whether its snapshot sees its own transaction depends on whether a younger one has ended meanwhile."""
    both = "SELECT ledger_balance(%(fees)s), (SELECT sum(amount) FROM ledger_posting WHERE account_id = %(fees)s)"
    post = """
        SELECT ledger_post_entry(gen_random_uuid(), 'P2P', now(), accounts, currencies, amounts, NULL, NULL)
        FROM ledger_entry WHERE %(fees)s = ANY (accounts) LIMIT 1
    """
    with transaction.atomic():
        rows(post, facts)
        for _ in range(others):
            with other_transaction() as there:
                there(lambda: rows("SELECT pg_current_xact_id()"))
        rows("INSERT INTO ledger_checkpoint VALUES (%(fees)s, now(), '', 0)", facts)
        rows(post, facts)
        inside = rows(both, facts)
    assert inside[0][0] == inside[0][1]
    after = rows(both, facts)
    assert after == inside
    rows("SELECT ledger_take_checkpoint(%(fees)s, 1)", facts)
    assert rows(both, facts) == after
    assert_agrees()
