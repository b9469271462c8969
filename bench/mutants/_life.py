"""The guards of what becomes of payments: held, quoted, given back, looked at by rules, approved by somebody else."""

from bench.mutants._mutant import Edit, Mutant

PAYMENTS = "apps/transactions/tests"
MIGRATIONS = "apps/transactions/migrations"


def _one(guard: str, path: str, old: str, new: str, *tests: str) -> Mutant:
    return Mutant(guard, (Edit(path, old, new),), tests)


def _after(guard: str, migration: str, file: str, statement: str, *tests: str) -> Mutant:
    """The guard is made and taken away again by the migration that makes the others."""
    text = f'(_SQL / "{file}").read_text()'
    return _one(guard, migration, text, f'{text} + "{statement};"', *tests)


def _held(name: str, table: str, *tests: str) -> Mutant:
    return _after(
        f"trigger {name}",
        f"{MIGRATIONS}/0007_held_payments_are_decided_once.py",
        "held.sql",
        f"DROP TRIGGER {name} ON transactions_{table}",
        *tests,
    )


LIFE = [
    _held("agreed_terms_are_fixed", "transaction", f"{PAYMENTS}/test_guards.py"),
    _held("held_is_decided_once", "transaction", f"{PAYMENTS}/test_held.py"),
    _held("band_comes_with_its_schedule", "feeband", f"{PAYMENTS}/test_fee_schedules.py"),
    _held("band_is_never_edited", "feeband", f"{PAYMENTS}/test_guards.py"),
    _held("rate_is_never_edited", "conversionrate", f"{PAYMENTS}/test_guards.py"),
    _held("quote_is_never_edited", "quote", f"{PAYMENTS}/test_guards.py"),
    _one(
        "a quote is used once",
        f"{MIGRATIONS}/0008_prices_begin_and_quotes_are_used_once.py",
        "CREATE UNIQUE INDEX CONCURRENTLY transactions_quote_once",
        "CREATE INDEX CONCURRENTLY transactions_quote_once",
        f"{PAYMENTS}/test_quotes.py",
    ),
    _one(
        "a quote ends",
        "apps/transactions/services/_quotes.py",
        "    if row.expires_at <= at:\n",
        "    if False:\n",
        f"{PAYMENTS}/test_quotes.py",
    ),
    _one(
        "row lock of a held payment",
        "apps/transactions/services/_held.py",
        "Transaction.objects.select_for_update(no_key=True).filter",
        "Transaction.objects.filter",
        f"{PAYMENTS}/test_held.py",
    ),
    _one(
        "what comes back counts no longer",
        "apps/transactions/services/_held.py",
        "    if row.payer_id and KINDS[row.kind].is_limited:\n",
        "    if False:\n",
        f"{PAYMENTS}/test_held.py",
    ),
    _one(
        "never more goes back than there was",
        "apps/transactions/sql/paid_back.sql",
        "    ELSIF v_counted.total + p_amount > v_counted.maximum THEN\n",
        "    ELSIF false THEN\n",
        f"{PAYMENTS}/test_refund.py",
    ),
    _one(
        "a rule's bound in the payment's statement",
        "apps/risk/sql/counting.sql",
        "v_pays = 1 AND (v_hour_count > p_max_hour_count OR",
        "v_pays = 1 AND (false OR",
        f"{PAYMENTS}/test_rules.py",
        "apps/risk/tests/test_counting.py",
    ),
    _one(
        "closed when the rules fail",
        "apps/risk/services/_assess.py",
        "    result = Result.ALLOW if on_failure is OnFailure.OPEN else Result.BLOCK\n",
        "    result = Result.ALLOW\n",
        f"{PAYMENTS}/test_rules.py",
    ),
    _one(
        "a payment request is paid while it is pending",
        "apps/requests/services/_accept.py",
        "        condition=sql.Part(_STILL_PENDING, (row.id, at)),\n",
        "",
        "apps/requests/tests/test_answer.py",
    ),
    _one(
        "who claims an invitation has its row locked",
        "apps/transactions/services/_invitations.py",
        "    rows = Invitation.objects.select_for_update(no_key=True, skip_locked=skip)\n",
        "    rows = Invitation.objects\n",
        f"{PAYMENTS}/test_invitations.py",
    ),
]
