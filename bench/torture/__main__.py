"""`python -m bench.torture [--short] [row ...]`: exit 1 if anything was violated.

Run it with `make torture`, which gives it a PostgreSQL of its own. Everything listens on 127.0.0.1 only.
"""

import argparse
import os
import resource
from collections.abc import Callable
from dataclasses import dataclass

import django

from dev.console import run_main, say


@dataclass(frozen=True, slots=True)
class Numbers:
    """How much of everything."""

    transfers: int
    keys: int
    kills: int
    process_kills: int
    outage_seconds: float
    examples: int
    lives: int
    applicants: int
    outside: int
    provider_away_seconds: float


LONG = Numbers(
    transfers=100_000,
    keys=1_000,
    kills=20,
    process_kills=3,
    outage_seconds=60,
    examples=150,
    lives=2_000,
    applicants=1_000,
    outside=10_000,
    provider_away_seconds=600,
)
SHORT = Numbers(
    transfers=3_000,
    keys=100,
    kills=3,
    process_kills=1,
    outage_seconds=10,
    examples=20,
    lives=100,
    applicants=40,
    outside=1_000,
    provider_away_seconds=10,
)


def main() -> int:
    """Runs the rows and prints the table."""
    parser = argparse.ArgumentParser(prog="python -m bench.torture", description=__doc__)
    parser.add_argument(
        "rows",
        nargs="*",
        help="crossing, keys, crash, careless, messages, stories, life, papers, rails, outage; all without",
    )
    parser.add_argument("--short", action="store_true", help="the numbers of the suite")
    options = parser.parse_args()
    numbers = SHORT if options.short else LONG
    # A client's few connections must not run out of file descriptors.
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(4096, most), most))
    django.setup()
    from bench.torture._house import fresh_database
    from bench.torture._row import Row, table
    from bench.torture.crash import careless_crash, crash
    from bench.torture.crossing import crossing
    from bench.torture.keys import keys
    from bench.torture.life import life
    from bench.torture.messages import messages
    from bench.torture.outage import outage
    from bench.torture.papers import papers
    from bench.torture.rails import rails
    from bench.torture.stories import stories

    every: dict[str, Callable[[], Row]] = {
        "crossing": lambda: crossing(transfers=numbers.transfers),
        "keys": lambda: keys(count=numbers.keys),
        "crash": lambda: crash(kills=numbers.kills),
        "careless": careless_crash,
        "messages": lambda: messages(outage_seconds=numbers.outage_seconds, kills=numbers.process_kills),
        "stories": lambda: stories(examples=numbers.examples),
        "life": lambda: life(examples=numbers.lives),
        "papers": lambda: papers(people=numbers.applicants),
        "rails": lambda: rails(operations=numbers.outside, kills=numbers.kills),
        "outage": lambda: outage(seconds=numbers.provider_away_seconds),
    }
    unknown = [name for name in options.rows if name not in every]
    if unknown:
        parser.error(f"there is no row {unknown[0]}; there are {', '.join(every)}")
    done = []
    for name in options.rows or every:
        say(f"{name} ...")
        with fresh_database(name):
            done.append(every[name]())
    say()
    say(table(done))
    needed = [row for row in done if row.skipped] if os.environ.get("GOPAY_REQUIRE_ALL") == "1" else []
    violated = [row for row in done if row.violations]
    say(f"{len(done) - len(violated)} of {len(done)} rows held." if not violated else f"{len(violated)} rows VIOLATED.")
    return 1 if violated or needed else 0


if __name__ == "__main__":
    run_main(main)
