"""GoPay beside ledgers people would pick instead: what they make of one transfer after another, one client each."""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import psycopg

from bench.measuring import Figure
from bench.posting import OURS, transactions_per_second
from dev.postgres import programs

ROOT = Path(__file__).resolve().parent.parent.parent
ENVIRONMENT = ROOT / ".local" / "bench-venv"


def measure(database_url: str, post_rate: float, *, seconds: int) -> list[Figure]:
    """`post_rate` is what one thread of `ledger.services.post` made in the same run."""
    base = database_url.rsplit("/", 1)[0]
    figures = [_hordak(base, post_rate, seconds)]
    if source := os.environ.get("PGLEDGER_SQL"):
        figures.append(_pgledger(base, Path(source), seconds))
    else:
        figures.append(Figure("pgledger", "", "", remark="left out: PGLEDGER_SQL does not name its SQL"))
    return figures


def _fresh(base: str, name: str) -> str:
    with psycopg.connect(f"{base}/postgres".replace("postgres://", "postgresql://"), autocommit=True) as connection:
        connection.execute(f'DROP DATABASE IF EXISTS "{name}"')
        connection.execute(f'CREATE DATABASE "{name}"')
    return f"{base}/{name}"


def _hordak(base: str, post_rate: float, seconds: int) -> Figure:
    uv = [sys.executable, "-m", "uv"]
    if not (ENVIRONMENT / "bin" / "python").exists():
        subprocess.run([*uv, "venv", "-q", str(ENVIRONMENT), "--python", sys.executable], check=True)
    lock = ROOT / "requirements-bench.txt"
    python = ENVIRONMENT / "bin" / "python"
    subprocess.run([*uv, "pip", "sync", "-q", "--python", str(python), "--require-hashes", str(lock)], check=True)
    environment = {**os.environ, "DATABASE_URL": _fresh(base, "bench_hordak")}
    environment.pop("DJANGO_SETTINGS_MODULE", None)
    script = Path(__file__).with_name("hordak_transfers.py")
    done = subprocess.run([python, script, str(seconds)], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"django-hordak: {done.stderr[-2000:]}")
    theirs = float(done.stdout.split()[-1])
    return Figure(
        "`ledger.services.post`, 1 thread; against django-hordak's `Account.transfer_to`",
        f"{post_rate:,.0f}/s",
        f"{theirs:,.0f}/s",
        post_rate / theirs,
        "stated",
    )


def _pgledger(base: str, source: Path, seconds: int) -> Figure:
    """pgledger's own function under pgbench, one client, like ours."""
    url = _fresh(base, "bench_pgledger").replace("postgres://", "postgresql://")
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(source.read_text().encode())
        connection.execute("CREATE TABLE wallets (n int PRIMARY KEY, id text NOT NULL)")
        connection.execute(
            "INSERT INTO wallets SELECT n, (pgledger_create_account('wallet ' || n, 'USD')).id"
            " FROM generate_series(1, 1000) n"
        )
    script = (
        "\\set a random(1, 999)\n\\set b random(:a + 1, 1000)\n"
        "SELECT * FROM pgledger_create_transfer((SELECT id FROM wallets WHERE n = :a),"
        " (SELECT id FROM wallets WHERE n = :b), 1.00);\n"
    )
    with tempfile.NamedTemporaryFile("w", suffix=".sql") as file:
        file.write(script)
        file.flush()
        command: list[str | Path] = [
            programs() / "pgbench",
            "-n",
            "-M",
            "prepared",
            "-c",
            "1",
            "-T",
            str(seconds),
            "-f",
            file.name,
            url,
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
    found = re.search(r"^tps = ([0-9.]+)", done.stdout, re.MULTILINE)
    if not found:
        raise RuntimeError(done.stdout)
    theirs = float(found.group(1))
    ours = transactions_per_second(OURS, clients=1, seconds=seconds)
    return Figure(
        "posting function, 1 client; against pgledger's `pgledger_create_transfer`",
        f"{ours:,.0f}/s",
        f"{theirs:,.0f}/s",
        ours / theirs,
        "stated",
    )
