"""`make bench`: takes every measurement in one run and writes bench/RESULTS.md.

`--quick` takes each for a second only, to see that they work; its figures mean nothing and are not written.
"""

import argparse
import os
import sys
import time
from pathlib import Path

import django
import psycopg

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from bench import disbursing, from_python, growth, merchants, posting, transfers  # noqa: E402
from bench.books import open_books  # noqa: E402
from bench.measuring import Figure, describe_machine, table, today  # noqa: E402
from bench.others import comparison  # noqa: E402

PARTS = ["posting", "python", "others", "transfers", "merchants", "growth", "disbursing"]
RESULTS = Path(__file__).parent / "RESULTS.md"
_HEAD = """# Measured

What `make bench` printed on {day}: {machine}; PostgreSQL {server} with fsync and synchronous_commit on.
Everything was measured in one run of {minutes:.0f} minutes on one server; both sides of a ratio were taken in
turn. Figures are medians with the least and the most in brackets; a ratio is the median of the ratios of the
turns. The client, the web server and PostgreSQL share the machine. No relay runs while the web is measured:
it is no part of answering a request.

{table}

{notes}"""


def _use(url: str) -> None:
    """Points Django at another database of the same server."""
    connections.close_all()
    name = url.rsplit("/", 1)[1]
    settings.DATABASES["default"]["NAME"] = name
    connections["default"].settings_dict["NAME"] = name


def _fresh(base: str, name: str) -> str:
    with psycopg.connect(f"{base}/postgres".replace("postgres://", "postgresql://"), autocommit=True) as server:
        server.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)')
        server.execute(f'CREATE DATABASE "{name}"')
    url = f"{base}/{name}"
    _use(url)
    call_command("migrate", verbosity=0)
    return url


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", choices=PARTS, action="append")
    options = parser.parse_args()
    wanted = set(options.only or PARTS)
    quick = options.quick
    base = os.environ["DATABASE_URL"].rsplit("/", 1)[0]
    started = time.monotonic()
    figures: list[Figure] = []

    def take(part: list[Figure]) -> list[Figure]:
        figures.extend(part)
        print(table(part), flush=True)
        return part

    if wanted & {"posting", "python", "others"}:
        url = _fresh(base, "bench_posting")
        posting.prepare()
        if "posting" in wanted:
            take(posting.measure(seconds=1 if quick else 4, rounds=1 if quick else 5))
        if wanted & {"python", "others"}:
            measured = take(from_python.measure(seconds=1 if quick else 3, rounds=1 if quick else 5))
            if "others" in wanted:
                rate = float(measured[0].ours.split("/s")[0].replace(",", ""))
                take(comparison.measure(url, rate, seconds=1 if quick else 5))
    if "transfers" in wanted:
        url = _fresh(base, "bench_transfers")
        take(transfers.measure(url, open_books(200), seconds=1 if quick else 4, rounds=1 if quick else 5))
    if "merchants" in wanted:
        url = _fresh(base, "bench_merchants")
        take(merchants.measure(url, open_books(400), seconds=1 if quick else 4, rounds=1 if quick else 7))
    if "growth" in wanted:
        small_url = _fresh(base, "bench_small")
        small = open_books(200)
        growth.grow(small, 3_000)
        large_url = _fresh(base, "bench_large")
        large = open_books(200)
        growth.grow(large, 30_000 if quick else 3_000_000)
        take(growth.measure((small_url, small), (large_url, large), asks=100 if quick else 1_500))
    if "disbursing" in wanted:
        _fresh(base, "bench_disbursing")
        take(disbursing.measure(open_books(2), rows=2_000 if quick else 100_000))

    missed = [figure for figure in figures if figure.reached is False]
    if not quick and not options.only:
        with connections["default"].cursor() as cursor:
            cursor.execute("SHOW server_version")
            server = cursor.fetchone()[0].split()[0]
        notes = "\n".join(f"- Missed: {figure.what}." for figure in missed) or "Every row with a bound is reached."
        # What `make torture` and `make mutants` printed is kept below, by hand.
        _, heading, proofs = RESULTS.read_text().partition("# Proved\n") if RESULTS.exists() else ("", "", "")
        RESULTS.write_text(
            _HEAD.format(
                day=today(),
                machine=describe_machine(),
                server=server,
                minutes=(time.monotonic() - started) / 60,
                table=table(figures),
                notes=notes + "\n",
            )
            + (f"\n{heading}{proofs}" if heading else "")
        )
    print(f"{len(missed)} of {sum(figure.reached is not None for figure in figures)} bounds missed")
    return 0


if __name__ == "__main__":
    sys.exit(main())
