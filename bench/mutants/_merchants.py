"""The guards of businesses: what they take, what they are paid out, and what goes back."""

from bench.mutants._mutant import Edit, Mutant

TESTS = "apps/merchants/tests"
SETTLE = "apps/merchants/services/_settle.py"
PAY_OUT = "apps/merchants/services/_pay_out.py"


def _one(guard: str, path: str, old: str, new: str, test: str) -> Mutant:
    return Mutant(guard, (Edit(path, old, new),), (test,))


MERCHANTS = [
    _one(
        "a charge is paid while it is open",
        "apps/merchants/services/_pay.py",
        "WHERE c.id = %s AND c.state = 'OPEN' AND c.expires_at > %s FOR NO KEY UPDATE)",
        "WHERE c.id = %s AND c.expires_at > %s)",
        f"{TESTS}/test_charges.py::test_of_thirty_two_payers_of_one_charge_one_pays",
    ),
    _one(
        "a suspended merchant is paid nothing at a till",
        "apps/merchants/services/_pay.py",
        "WHERE t.id = %s AND t.is_open AND s.is_open AND m.status = 'ACTIVE'",
        "WHERE t.id = %s AND t.is_open AND s.is_open",
        f"{TESTS}/test_pay_at_a_till.py::test_what_is_shut_takes_nothing_whatever_the_cache_says",
    ),
    _one(
        "whoever takes from the takings locks them",
        "apps/ledger/services/_locks.py",
        "AND tally = 'DEFERRED' FOR NO KEY UPDATE\"",
        "AND tally = 'DEFERRED'\"",
        f"{TESTS}/test_settlements.py::test_a_refund_waits_for_the_settlement_and_then_finds_what_is_left",
    ),
    _one(
        "a refund draws no more than was taken",
        "apps/transactions/services/_pay.py",
        "drawn = min(max(there, Money.zero(there.currency)), intent.amount)",
        "drawn = intent.amount",
        f"{TESTS}/test_disputes.py::test_decided_for_the_payer_takings_pay_then_the_wallet",
    ),
    _one(
        "what staff give back is capped by the day",
        "apps/merchants/services/_refund.py",
        "    if member.cap is not None:\n",
        "    if member.cap is None:\n",
        f"{TESTS}/test_refund.py::test_a_cap_holds_for_a_day",
    ),
    _one(
        "a code that a payer shows is good once",
        "apps/merchants/services/_present.py",
        "    if row.used_at is not None or row.cancelled_at is not None:\n        raise PaymentCodeUsed\n",
        "",
        f"{TESTS}/test_present.py::test_of_thirty_two_tills_one_is_paid",
    ),
    _one(
        "refunds are settled whenever they were",
        SETTLE,
        "(kind = 'REFUND' OR at < %(until)s)",
        "at < %(until)s",
        f"{TESTS}/test_settlements.py::test_a_refund_right_after_midnight_is_in_it",
    ),
    _one(
        "what an operator has stopped no owner lets go on",
        PAY_OUT,
        "if row.state != SettlementState.FAILED or row.failure_code == ON_HOLD:",
        "if row.state != SettlementState.FAILED:",
        f"{TESTS}/test_payouts.py::test_an_operator_stops_a_payout_and_only_an_operator_lets_it_go_on",
    ),
    _one(
        "a new bank account waits for its owner to object",
        PAY_OUT,
        "if merchant.settle_not_before and merchant.settle_not_before > now:",
        "if False:",
        f"{TESTS}/test_payouts.py::test_a_new_bank_account_waits_until_its_day_is_over",
    ),
    _one(
        "a live key ends when the business is handed over",
        "apps/checkout/services/_keys.py",
        "theirs.filter(revoked_at=None, created_at__lte=until)",
        "theirs.filter(revoked_at=None, created_at__gt=until)",
        "apps/checkout/tests/test_handed_over.py",
    ),
]
