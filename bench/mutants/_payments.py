"""The guards of payments, events, sessions and limits."""

from bench.mutants._mutant import Edit, Mutant

PAYMENTS = "apps/transactions/tests"
CORE = "apps/core/tests"
STANDING = "apps/wallets/selectors.py"


def _one(guard: str, path: str, old: str, new: str, *tests: str) -> Mutant:
    return Mutant(guard, (Edit(path, old, new),), tests)


def _database(guard: str, statement: str, *tests: str) -> Mutant:
    """The guard is made and taken away again by the migration that makes the others."""
    return _one(
        guard,
        "apps/transactions/migrations/0002_what_was_agreed_is_fixed.py",
        '(_SQL / "guards.sql").read_text()',
        f'(_SQL / "guards.sql").read_text() + "{statement};"',
        *tests,
    )


def _trigger(name: str, table: str) -> Mutant:
    return _database(f"trigger {name}", f"DROP TRIGGER {name} ON {table}", f"{PAYMENTS}/test_guards.py")


PAYMENT = [
    _database(
        "unique key of payments",
        "ALTER TABLE transactions_transaction DROP CONSTRAINT transactions_key_once",
        f"{PAYMENTS}/test_idempotency.py",
    ),
    _one(
        "digest of the request",
        "apps/transactions/services/_pay.py",
        "        raise IdempotencyKeyReused\n",
        "        pass\n",
        f"{PAYMENTS}/test_idempotency.py",
    ),
    _one(
        "session of the payment",
        STANDING,
        "WHERE asked.id IS NOT NULL AND NOT EXISTS (",
        "WHERE false AND NOT EXISTS (",
        f"{PAYMENTS}/test_who_may_pay.py",
    ),
    Mutant(
        "whose session it is",
        (
            Edit(STANDING, "s.id = asked.id AND s.user_id = %s", "s.id = asked.id AND (true OR s.user_id = %s)"),
            # Where it is said why, too: while the two disagreed, the payment would be tried again and again.
            Edit(STANDING, "s.id = %s AND s.user_id = %s", "s.id = %s AND (true OR s.user_id = %s)"),
        ),
        (f"{PAYMENTS}/test_who_may_pay.py",),
    ),
    _one(
        "standing of the payer",
        STANDING,
        "(w.status <> 'ACTIVE' OR u.status <> 'ACTIVE' OR u.secured_at IS NOT NULL)",
        "false",
        f"{PAYMENTS}/test_who_may_pay.py",
    ),
    _one(
        "standing of the payee",
        STANDING,
        "(w.status = 'CLOSED' OR u.status = 'CLOSED')",
        "false",
        f"{PAYMENTS}/test_declines.py",
    ),
    _trigger("payment_is_never_deleted", "transactions_transaction"),
    _trigger("price_is_never_edited", "transactions_feerule"),
    # Emptying the schedules empties their bands too, so either table's trigger refuses it: both are taken out.
    Mutant(
        "triggers that keep prices from being emptied",
        (
            Edit(
                "apps/transactions/migrations/0003_prices_are_never_emptied.py",
                "BEFORE TRUNCATE ON transactions_feerule",
                "BEFORE DELETE ON transactions_feerule",
            ),
            Edit(
                "apps/transactions/sql/held.sql",
                "BEFORE TRUNCATE ON transactions_feeband",
                "BEFORE DELETE ON transactions_feeband",
            ),
        ),
        (f"{PAYMENTS}/test_guards.py",),
    ),
    _one(
        "a promotion's own key",
        "apps/transactions/tasks.py",
        "key=f\"sign-up:{event.payload['wallet_id']}\"",
        'key=f"sign-up:{clock.now()}"',
        f"{PAYMENTS}/test_promotion.py",
    ),
    _one(
        "unknown fields of a body",
        "apps/core/api/parsing.py",
        "            if unknown:",
        "            if False and unknown:",
        f"{PAYMENTS}/test_mass_assignment.py",
    ),
    _one(
        "plain decimals only",
        "apps/core/money.py",
        "if not isinstance(text, str) or not _PLAIN_DECIMAL.fullmatch(text):",
        "if not isinstance(text, str):",
        f"{PAYMENTS}/test_amounts.py",
    ),
    _one(
        "half to even",
        "apps/core/money.py",
        "-minor_units(currency)), rounding=ROUND_HALF_EVEN)",
        "-minor_units(currency)), rounding='ROUND_HALF_UP')",
        f"{PAYMENTS}/test_fees.py",
    ),
]

EVENTS = [
    _one(
        "SKIP LOCKED: a relay waits for another",
        "apps/core/events/_relay.py",
        "select_for_update(skip_locked=True)",
        "select_for_update()",
        f"{CORE}/test_relay.py",
    ),
    _one(
        "the relay's claim: two publish the same",
        "apps/core/events/_relay.py",
        "OutboxEvent.objects.select_for_update(skip_locked=True)",
        "OutboxEvent.objects",
        f"{CORE}/test_relay.py",
    ),
    _one(
        "the consumer's claim",
        "apps/core/events/_consume.py",
        "DO NOTHING RETURNING id",
        "DO UPDATE SET done_at = EXCLUDED.done_at RETURNING id",
        f"{CORE}/test_consumers.py",
    ),
    _one(
        "an event belongs into a transaction",
        "apps/core/events/_record.py",
        "if not connection.in_atomic_block:",
        "if False:",
        f"{CORE}/test_relay.py",
    ),
    _one(
        "the second look for lost messages",
        "apps/core/events/_relay.py",
        "            if missing:\n                event.attempts",
        "            if missing and not event.attempts:\n                event.attempts",
        f"{CORE}/test_relay.py",
    ),
]

DOORS = [
    _one(
        "refresh tokens are used once",
        "apps/accounts/services/_refresh.py",
        "t.used_at IS NULL AND ",
        "",
        "apps/accounts/tests/test_refresh.py",
    ),
    _one(
        "rate limit under parallel requests",
        "apps/core/ratelimit.py",
        "WHERE greatest(b.arrival_at, %(now)s) + %(step)s <= %(now)s::timestamptz + %(window)s\n",
        "WHERE true OR %(window)s IS NULL\n",
        f"{CORE}/test_ratelimit.py",
    ),
    _one(
        "X-Forwarded-For is not believed",
        "apps/core/middleware.py",
        "address = hops[-settings.TRUSTED_PROXIES]",
        "address = hops[0]",
        f"{CORE}/test_client_address.py",
    ),
    _one(
        "members of a body that stand twice",
        "apps/core/api/parsing.py",
        "if len(members) != len(pairs):",
        "if False:",
        f"{CORE}/test_parsing.py",
    ),
]
