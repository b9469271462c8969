"""`ledger.services.post` from Python against plain psycopg that calls the minimal function, and many in one call."""

import random
import threading
import time
from collections.abc import Callable
from decimal import Decimal
from uuid import UUID

import psycopg
from django.db import connection, connections

from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from bench.measuring import Comparison, Figure, at_least, in_turn
from bench.posting import ACCOUNTS

_ONE = Money(Decimal("1.00"), "USD")
Work = Callable[[random.Random], None]


def _account(number: int) -> UUID:
    return UUID(f"00000000-0000-5000-8000-{number:012d}")


def _pair(choice: random.Random) -> tuple[UUID, UUID]:
    first, second = choice.sample(range(1, ACCOUNTS + 1), 2)
    return _account(first), _account(second)


def _entry(choice: random.Random) -> ledger.Entry:
    first, second = _pair(choice)
    return ledger.Entry(uuid7(), "P2P", [ledger.Leg(first, -_ONE), ledger.Leg(second, _ONE)], clock.now())


def _post(choice: random.Random) -> None:
    ledger.post([_entry(choice)])


def _rate(make_work: Callable[[], Work], *, threads: int, seconds: float) -> float:
    """Calls a second, all threads together, each with a connection of its own."""
    counts = [0] * threads
    stop_at = time.monotonic() + seconds + 0.5

    def loop(number: int) -> None:
        choice = random.Random(number)
        work = make_work()
        work(choice)
        started = time.monotonic()
        while (now := time.monotonic()) < stop_at:
            work(choice)
            counts[number] += 1
        counts[number] = round(counts[number] / (now - started) * seconds)
        connections.close_all()

    workers = [threading.Thread(target=loop, args=(number,)) for number in range(threads)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    return sum(counts) / seconds


def _plain_psycopg() -> Work:
    parameters = connection.get_connection_params()
    raw = psycopg.connect(
        **{name: parameters[name] for name in ("dbname", "user", "password", "host", "port") if name in parameters},
        autocommit=True,
    )

    def transfer(choice: random.Random) -> None:
        # Ordered, because the minimal function takes its accounts as they come.
        first, second = sorted(_pair(choice))
        raw.execute("SELECT minimal.transfer(%s, %s, %s, %s)", (uuid7(), first, second, _ONE.amount), prepare=True)

    return transfer


def measure(*, seconds: float, rounds: int) -> list[Figure]:
    figures = []
    for threads in (1, 8):

        def ours(threads: int = threads) -> float:
            return _rate(lambda: _post, threads=threads, seconds=seconds)

        def theirs(threads: int = threads) -> float:
            return _rate(_plain_psycopg, threads=threads, seconds=seconds)

        comparison = in_turn(ours, theirs, rounds=rounds)
        name = (
            f"`ledger.services.post`, {threads} thread{'s' * (threads > 1)}; against psycopg and the minimal function"
        )
        figures.append(at_least(name, comparison, 0.65))
    figures.append(_many(rounds=rounds))
    return figures


def _many(*, rounds: int, size: int = 10_000, alone: int = 1_000) -> Figure:
    """What an entry costs in a post of ten thousand, against a post of its own; microseconds."""
    choice = random.Random(7)
    comparison = Comparison()
    for _ in range(rounds):
        entries = [_entry(choice) for _ in range(size)]
        started = time.monotonic()
        ledger.post(entries)
        comparison.ours.append((time.monotonic() - started) / size * 1e6)
        entries = [_entry(choice) for _ in range(alone)]
        started = time.monotonic()
        for entry in entries:
            ledger.post([entry])
        comparison.theirs.append((time.monotonic() - started) / alone * 1e6)
    return Figure(
        f"{size:,} entries in one post, cost of each; against one at a time",
        comparison.span(comparison.ours, " µs"),
        comparison.span(comparison.theirs, " µs"),
        comparison.ratio,
        "<= 1/6 (0.17)",
        comparison.ratio <= 1 / 6,
    )
