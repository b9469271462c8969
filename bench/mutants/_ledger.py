"""The vault's guards."""

from bench.mutants._mutant import Edit, Mutant

GUARDS = "apps/ledger/sql/guards.sql"
POSTING = "apps/ledger/sql/posting.sql"
READING = "apps/ledger/sql/reading.sql"
TESTS = "apps/ledger/tests"


def _sql(guard: str, old: str, new: str, *tests: str, path: str = GUARDS) -> Mutant:
    return Mutant(guard, (Edit(path, old, new),), tuple(f"{TESTS}/{test}" for test in tests))


def _refusal(guard: str, message: str, *tests: str, path: str = GUARDS) -> Mutant:
    """The rule is still asked for, but breaking it is not refused any more."""
    return _sql(guard, f"RAISE EXCEPTION '{message}", f"RAISE DEBUG '{message}", *tests, path=path)


def _dropped(name: str, table: str, *tests: str) -> Mutant:
    """The trigger is made and dropped again at the end of the file, so that its text need not be known here."""
    return _sql(
        f"trigger {name}",
        "-- Applies a batch as a set:",
        f"DROP TRIGGER {name} ON {table};\n-- Applies a batch as a set:",
        *tests,
    )


LEDGER = [
    _sql(
        "row lock of an entry: read, then write",
        "            UPDATE ledger_account a\n               SET balance = a.balance + v_amount,",
        "            SELECT a.balance INTO v_balance FROM ledger_account a WHERE a.id = v_account;\n"
        "            UPDATE ledger_account a\n               SET balance = v_balance + v_amount,",
        "test_locking.py",
    ),
    _sql("row lock of a batch", "ORDER BY a.id FOR NO KEY UPDATE;", "ORDER BY a.id;", "test_locking.py"),
    Mutant(
        "lock order of an entry, in Python and in the database",
        (
            Edit(
                "apps/ledger/services/_post.py",
                "    legs = sorted(entry.legs, key=_account_id)",
                "    legs = list(entry.legs)",
            ),
            Edit(GUARDS, "ELSIF v_account <= v_previous THEN", "ELSIF false THEN"),
        ),
        (f"{TESTS}/test_locking.py::test_crossing_payments_never_deadlock",),
    ),
    _sql(
        "lock order of a batch",
        "ORDER BY a.id FOR NO KEY UPDATE;",
        "ORDER BY a.id DESC FOR NO KEY UPDATE;",
        "test_locking.py::test_crossing_payments_never_deadlock",
    ),
    _sql(
        "order of the legs in the database alone",
        "ELSIF v_account <= v_previous THEN",
        "ELSIF false THEN",
        "test_guards.py",
    ),
    _refusal("zero sum of an entry", "entry % does not sum to zero', NEW.id", "test_posting.py"),
    _refusal("zero sum of an entry in a batch", "entry % does not sum to zero, or has a leg", "test_posting_many.py"),
    _sql("zero sum in each currency apart", "v_mixed := true;", "v_mixed := false;", "test_posting.py"),
    _sql(
        "the currency of an entry's legs",
        "IF v_currency IS DISTINCT FROM NEW.currencies[v_leg] THEN",
        "IF false THEN",
        "test_posting.py",
    ),
    _sql(
        "legs of no currency",
        "IF v_currency IS DISTINCT FROM NEW.currencies[v_leg] THEN",
        "IF v_currency <> NEW.currencies[v_leg] THEN",
        "test_guards.py",
    ),
    _sql(
        "the currency of a batch's legs",
        "WHERE a.id IS NULL OR a.currency IS DISTINCT FROM leg.currency LIMIT 1;",
        "WHERE a.id IS NULL LIMIT 1;",
        "test_posting_many.py",
    ),
    _dropped("entry_is_append_only", "ledger_entry", "test_guards.py"),
    _dropped("posting_is_append_only", "ledger_posting", "test_guards.py"),
    _dropped("batch_is_append_only", "ledger_batch", "test_guards.py"),
    _dropped("checkpoint_is_append_only", "ledger_checkpoint", "test_guards.py"),
    _dropped("account_is_never_deleted", "ledger_account", "test_guards.py"),
    _dropped("account_identity_is_fixed", "ledger_account", "test_guards.py"),
    _dropped("account_opens_empty", "ledger_account", "test_guards.py"),
    _dropped("balance_moves_by_posting", "ledger_account", "test_guards.py"),
    _dropped("posting_comes_from_entry", "ledger_posting", "test_guards.py"),
    _sql(
        "floor",
        "-- Applies a batch as a set:",
        "ALTER TABLE ledger_account DROP CONSTRAINT ledger_account_floor;\n-- Applies a batch as a set:",
        "test_posting.py",
    ),
    _refusal("floor within a batch", "account % would fall below its floor", "test_posting_many.py"),
    _sql(
        "an entry's own id: one that exists is posted again",
        "    IF FOUND THEN\n        RETURN false;",
        "    IF FOUND THEN\n        RETURN false;\n    ELSE\n"
        "        INSERT INTO ledger_entry (id, kind, effective_at, recorded_at, accounts, currencies, amounts)\n"
        "        VALUES (gen_random_uuid(), p_kind, p_effective_at, clock_timestamp(), p_accounts, p_currencies,"
        " p_amounts);",
        "test_posting.py",
        path=POSTING,
    ),
    _refusal(
        "content of an entry that exists", "entry % exists with other content', p_id", "test_posting.py", path=POSTING
    ),
    _refusal(
        "content of a batch's entry that exists", "entry % exists with other content', v_bad", "test_posting_many.py"
    ),
    _refusal("an entry stands in a batch once", "entry % stands twice in one batch", "test_posting_many.py"),
    _refusal(
        "an entry is answered once", "entry % does not have the id of an answer", "test_holds.py", "test_reversing.py"
    ),
    _sql(
        "a checkpoint knows exactly what it has seen",
        "       AND NOT pg_visible_in_snapshot((p.number >> 22)::text::xid8, v_snapshot);\n"
        "    RETURN v_balance + coalesce(v_since, 0);",
        "       AND p.number >= pg_snapshot_xmax(v_snapshot)::text::bigint << 22;\n"
        "    RETURN v_balance + coalesce(v_since, 0);",
        "test_deferred_tallies.py",
        path=READING,
    ),
    _sql(
        "a deferred posting's number names its own transaction",
        "RETURN (pg_current_xact_id()::text::bigint << 22) + v_used + 1;",
        "RETURN (pg_snapshot_xmin(pg_current_snapshot())::text::bigint << 22) + v_used + 1;",
        "test_deferred_tallies.py",
    ),
    _sql(
        "a transaction's deferred postings are counted",
        "v_kept := set_config('ledger.deferred_postings', (v_used + p_count)::text, true);",
        "v_kept := '';",
        "test_deferred_tallies.py",
    ),
    _sql("the count of numbers is not negative", "IF v_used < 0 OR ", "IF ", "test_guards.py"),
    _sql(
        "an account is deferred if its id says so",
        "       OR ledger_is_deferred(NEW.id) <> (NEW.tally = 'DEFERRED')\n",
        "",
        "test_guards.py",
    ),
    _sql(
        "nothing reaches a closed account",
        "WHERE a.id = v_account AND a.closed_at IS NULL\n            RETURNING",
        "WHERE a.id = v_account\n            RETURNING",
        "test_closing.py",
    ),
    _sql(
        "nothing in a batch reaches a closed account",
        "\n       AND a.closed_at IS NULL\n     WHERE a.id IS NULL",
        "\n     WHERE a.id IS NULL",
        "test_closing.py",
    ),
    Mutant(
        "a checkpoint leaves out its own transaction",
        (Edit("apps/ledger/sql/checkpoint_of_others.sql", "AND p.number > v_first AND", "AND false AND"),),
        (f"{TESTS}/test_guards.py",),
    ),
    Mutant(
        "a checkpoint's snapshot does not see its own transaction",
        (Edit("apps/ledger/sql/checkpoint_of_others.sql", "IF pg_visible_in_snapshot(v_own, v_snapshot)", "IF false"),),
        (f"{TESTS}/test_guards.py",),
    ),
    Mutant(
        "no checkpoint in a transaction that may post",
        (Edit("apps/ledger/services/_tallies.py", "transaction.atomic(durable=True)", "transaction.atomic()"),),
        (f"{TESTS}/test_deferred_tallies.py",),
    ),
    _sql(
        "recording times never go back",
        "last_posted_at = greatest(clock_timestamp(), a.last_posted_at)\n             WHERE",
        "last_posted_at = clock_timestamp()\n             WHERE",
        "test_posting.py",
    ),
]
