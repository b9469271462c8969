"""The guards of payments through providers."""

from bench.mutants._mutant import Edit, Mutant

APPLY = "apps/gateways/services/_apply.py"
OUTSIDE = "apps/transactions/services/_outside.py"
SUBMIT = "apps/gateways/services/_submit.py"
TESTS = "apps/transactions/tests/test_outside.py"


def _apply(guard: str, old: str, new: str, *tests: str, path: str = APPLY) -> Mutant:
    return Mutant(guard, (Edit(path, old, new),), tests or (TESTS,))


RAILS = [
    _apply(
        "what is decided stays decided",
        "        if row.state in _DECIDED:\n            return _late(row, result, now)\n",
        "",
    ),
    _apply(
        "the amount must be the one that was asked for",
        "if result.amount not in (None, Money(row.amount, row.currency)):",
        "if False:",
        f"{TESTS}::test_another_amount_currency_or_gateway_decides_nothing",
    ),
    _apply(
        "news counts from the gateway it was sent to",
        "if row.gateway_code != gateway_code:",
        "if False:",
        f"{TESTS}::test_another_amount_currency_or_gateway_decides_nothing",
    ),
    _apply(
        "money that moved too late is booked once",
        "    if Discrepancy.objects.filter(operation_id=row.id, kind=kind).exists():\n"
        "        return Applied.NOTHING_NEW\n",
        "",
        f"{TESTS}::test_money_that_was_paid_out_after_it_had_failed_is_booked_on_suspense_once",
    ),
    _apply(
        "the operation's row is locked by whoever brings news",
        "Operation.objects.select_for_update(no_key=True).filter(pk=operation_id)",
        "Operation.objects.filter(pk=operation_id)",
        f"{TESTS}::test_of_thirty_two_that_bring_contradicting_news_one_decides",
    ),
    Mutant(
        "a payment's state moves on and never back",
        (
            Edit(
                "apps/transactions/sql/outside.sql",
                "('PENDING', 'FAILED')",
                "('PENDING', 'FAILED'), ('COMPLETED', 'FAILED')",
            ),
        ),
        (f"{TESTS}::test_no_state_moves_backwards_whoever_asks",),
    ),
    Mutant(
        "what a provider was asked never changes",
        (
            Edit(
                "apps/gateways/sql/guards.sql",
                "NEW.amount, NEW.currency, NEW.country",
                "OLD.amount, NEW.currency, NEW.country",
            ),
        ),
        (f"{TESTS}::test_what_a_provider_was_asked_never_changes",),
    ),
    _apply(
        "what failed outside comes back",
        "        if KINDS[row.kind].outside is Direction.OUT:\n            release_money(row, at=at)\n",
        "",
        f"{TESTS}::test_what_the_provider_does_not_do_comes_back_and_is_not_counted",
        path=OUTSIDE,
    ),
]
