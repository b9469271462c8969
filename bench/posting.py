"""The posting function under pgbench against the least a transfer can be, with and without a fee leg."""

import re
import subprocess
import tempfile
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote

from django.db import connection

from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.models import LedgerAccount
from bench.books import CURRENCY
from bench.measuring import Comparison, Figure, at_least, in_turn
from dev.postgres import programs

ACCOUNTS = 1_000
_SQL = Path(__file__).parent / "sql" / "minimal.sql"

# Both get their two accounts, ordered by id, from the same pair of variables.
_PICK = f"\\set a random(1, {ACCOUNTS - 1})\n\\set b random(:a + 1, {ACCOUNTS})\n"
MINIMAL = _PICK + "SELECT minimal.transfer(uuidv7(), bench_account(:a), bench_account(:b), 1.00);\n"
OURS = _PICK + (
    "SELECT ledger_post_entry(uuidv7(), 'P2P', now(), ARRAY[bench_account(:a), bench_account(:b)],"
    " '{USD,USD}', '{-1.00,1.00}', NULL, NULL);\n"
)
# The fee account's id is the highest, so it stands last among the legs.
WITH_FEE = _PICK + (
    "SELECT ledger_post_entry(uuidv7(), 'P2P', now(), ARRAY[bench_account(:a), bench_account(:b), bench_fee()],"
    " '{USD,USD,USD}', '{-1.10,1.00,0.10}', NULL, NULL);\n"
)


def prepare() -> None:
    """Makes the accounts of both sides. Ids are numbers written as UUIDs, so that their order is known."""
    with connection.cursor() as cursor:
        cursor.execute(_SQL.read_text())
        cursor.execute(
            "CREATE FUNCTION bench_account(n int) RETURNS uuid LANGUAGE sql IMMUTABLE AS"
            " $$ SELECT ('00000000-0000-5000-8000-' || lpad(n::text, 12, '0'))::uuid $$"
        )
        cursor.execute(
            "CREATE FUNCTION bench_fee() RETURNS uuid LANGUAGE sql IMMUTABLE AS"
            " $$ SELECT '00000000-0000-8000-8000-000000000000'::uuid $$"
        )
        cursor.execute(
            f"INSERT INTO minimal.account SELECT bench_account(n), 1000000 FROM generate_series(1, {ACCOUNTS}) n"
        )
        cursor.execute(
            "INSERT INTO ledger_account"
            " (id, code, kind, currency, floor, tally, balance, postings, last_posted_at, opened_at)"
            f" SELECT bench_account(n), 'bench:' || n, 'LIABILITY', 'USD', 0, 'IMMEDIATE', 0, 0, now(), now()"
            f" FROM generate_series(1, {ACCOUNTS}) n"
            " UNION ALL SELECT bench_fee(), 'bench:fee', 'INCOME', 'USD', NULL, 'DEFERRED', NULL, 0, now(), now()"
        )
    source = ledger.open_account(code="bench:source", kind="EQUITY", currency=CURRENCY, floor=None, at=clock.now())
    funds = Money(Decimal(1_000_000), CURRENCY)
    ledger.post(
        [
            ledger.Entry(uuid7(), "OPENING", [ledger.Leg(source, -funds), ledger.Leg(account, funds)], clock.now())
            for account in LedgerAccount.objects.filter(code__startswith="bench:", tally="IMMEDIATE").values_list(
                "id", flat=True
            )
        ]
    )
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    if LedgerAccount.objects.filter(code__startswith="bench:", balance=1_000_000).count() != ACCOUNTS:
        raise RuntimeError("the accounts were not funded")


def transactions_per_second(script: str, *, clients: int, seconds: int) -> float:
    """Runs one pgbench script. Raises RuntimeError when a transaction fails."""
    database = connection.settings_dict
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        done = subprocess.run(
            [
                programs() / "pgbench",
                "--no-vacuum",
                "--protocol=prepared",
                f"--client={clients}",
                f"--jobs={min(clients, 2)}",
                f"--time={seconds}",
                f"--file={file.name}",
            ],
            env={
                "PGHOST": database["HOST"],
                "PGPORT": str(database["PORT"]),
                "PGUSER": unquote(database["USER"]),
                "PGPASSWORD": unquote(database["PASSWORD"]),
                "PGDATABASE": database["NAME"],
            },
            capture_output=True,
            text=True,
            check=False,
        )
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if done.returncode or not found or "failed transactions: 0" not in done.stdout:
        raise RuntimeError(f"pgbench: {done.stdout}\n{done.stderr}")
    return float(found.group(1))


def _compare(ours: str, theirs: str, clients: int, seconds: int, rounds: int) -> Comparison:
    return in_turn(
        lambda: transactions_per_second(ours, clients=clients, seconds=seconds),
        lambda: transactions_per_second(theirs, clients=clients, seconds=seconds),
        rounds=rounds,
    )


def measure(*, seconds: int, rounds: int) -> list[Figure]:
    figures = []
    for clients in (1, 16):
        comparison = _compare(OURS, MINIMAL, clients, seconds, rounds)
        name = f"posting function, two legs, {clients} client{'s' * (clients > 1)}; against the minimal function"
        figures.append(at_least(name, comparison, 0.7))
    for clients in (1, 16):
        comparison = _compare(WITH_FEE, OURS, clients, seconds, rounds)
        name = f"every entry pays a fee to one account, {clients} client{'s' * (clients > 1)}; against without"
        figures.append(at_least(name, comparison, 0.9))
    return figures
