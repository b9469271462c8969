"""The guards of PINs, phones, codes and tiers."""

from bench.mutants._mutant import Edit, Mutant

PAYMENTS = "apps/transactions/tests"
PEOPLE = "apps/accounts/tests"
AUTHORITY = f"{PAYMENTS}/test_authority.py"
LIMITS = f"{PAYMENTS}/test_tier_limits.py"


def _one(guard: str, path: str, old: str, new: str, *tests: str) -> Mutant:
    return Mutant(guard, (Edit(path, old, new),), tests)


PROOFS = [
    _one(
        "a PIN locked meanwhile",
        "apps/accounts/services/_authorise.py",
        "AND p.version = %s AND (p.locked_until IS NULL OR p.locked_until <= %s)",
        "AND p.version = %s AND (true OR p.locked_until <= %s)",
        AUTHORITY,
    ),
    _one(
        "a PIN changed meanwhile",
        "apps/accounts/services/_authorise.py",
        "WHERE p.user_id = %s AND p.version = %s AND",
        "WHERE p.user_id = %s AND %s > 0 AND",
        AUTHORITY,
    ),
    _one(
        "wrong PINs lock it",
        "apps/accounts/services/_pin.py",
        "lockouts = lockouts + CASE WHEN attempts + 1 >= %(most)s THEN 1 ELSE 0 END",
        "lockouts = 0",
        f"{PEOPLE}/test_pin.py",
    ),
    _one(
        "a locked PIN is not tried",
        "apps/accounts/services/_pin.py",
        "AND version = %(version)s AND (locked_until IS NULL OR locked_until <= %(now)s)\nRETURNING attempts",
        "AND version = %(version)s\nRETURNING attempts",
        f"{PEOPLE}/test_pin.py",
    ),
    _one(
        "a PIN alone authorises nothing",
        "apps/transactions/services/_ask.py",
        "authority.device_id is None or limits",
        "limits",
        AUTHORITY,
    ),
    _one(
        "a code is for one payment",
        "apps/accounts/services/_step_up.py",
        "AND binding = %(binding)s",
        "AND %(binding)s::bytea IS NOT NULL",
        AUTHORITY,
    ),
    _one(
        "a code dies after five tries",
        "apps/accounts/services/_step_up.py",
        "AND attempts < %(most)s",
        "AND 0 < %(most)s",
        f"{PEOPLE}/test_pin.py",
    ),
    _one(
        "the signature fits",
        "apps/accounts/signatures.py",
        "        _key(public_key).verify(signed.signature, signed.base)\n",
        "        _key(public_key)\n",
        AUTHORITY,
    ),
    _one(
        "the body is the signed one",
        "apps/accounts/signatures.py",
        "if not hmac.compare_digest(digest, content_digest(body)):",
        "if not digest:",
        AUTHORITY,
    ),
    _one(
        "a signature grows stale",
        "apps/accounts/signatures.py",
        "        raise StaleSignature\n",
        "        pass\n",
        AUTHORITY,
    ),
    _one(
        "a signature is good for one request",
        "apps/transactions/services/_pay.py",
        "        raise SignatureReplayed\n",
        "        pass\n",
        AUTHORITY,
    ),
    _one(
        "a registered phone signs",
        "apps/accounts/services/_authorise.py",
        "            raise SignatureRequired\n",
        "            pass\n",
        AUTHORITY,
    ),
    _one(
        "from a secured account nothing leaves",
        "apps/wallets/selectors.py",
        " OR u.secured_at IS NOT NULL))",
        "))",
        AUTHORITY,
    ),
    _one(
        "the day's limit",
        "apps/transactions/sql/spending.sql",
        "IF v_day_total > p_daily[i] THEN",
        "IF false THEN",
        LIMITS,
    ),
    _one(
        "the month's limit",
        "apps/transactions/sql/spending.sql",
        "ELSIF v_month_total > p_monthly[i] THEN",
        "ELSIF false THEN",
        LIMITS,
    ),
    _one(
        "what a wallet may hold",
        "apps/transactions/sql/spending.sql",
        "IF ledger_balance(p_account) > p_maximum THEN",
        "IF false THEN",
        LIMITS,
    ),
    _one(
        "a clock set back",
        "apps/transactions/sql/spending.sql",
        "CASE WHEN s.day >= p_day THEN s.day_total",
        "CASE WHEN s.day = p_day THEN s.day_total",
        LIMITS,
    ),
]
