"""kill -9 of the whole PostgreSQL under load, again and again: what was acknowledged is there afterwards.

Killing processes leaves the operating system's cache alone, so this is a crash of PostgreSQL and not a power
cut. That the proof can fail at all is shown by the same harness with synchronous_commit=off.
"""

import random
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from decimal import Decimal
from uuid import UUID, uuid4

from django.db import DatabaseError, InterfaceError, connection

from apps.core import clock
from apps.core.money import Money
from apps.transactions.services import send_money
from bench.books import Member
from bench.torture._house import check_books, members, rows, working_on
from bench.torture._row import Row
from dev.postgres import EmbeddedPostgres
from dev.throwaway import throwaway_postgres

CLIENTS = 8
PEOPLE = 10
# What it takes to lose something: the log is written when its buffer is full or after ten seconds.
CARELESS = {"synchronous_commit": "off", "wal_writer_delay": "10s"}
DIGEST = b"torture".ljust(32)


class Load:
    """Clients that pay without pause, and remember what they were told."""

    def __init__(self, cast: list[Member]) -> None:
        self.cast = cast
        self.acknowledged: list[UUID] = []
        # Asked, and never told what became of it: (payer, payee, key).
        self.unanswered: list[tuple[Member, Member, str]] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def pay(self, payer: Member, payee: Member, key: str) -> UUID:
        outcome = send_money(
            payer_id=payer.id,
            session_id=None,
            to=str(payee.id),
            amount=Money(Decimal("1.00"), "USD"),
            key=key,
            digest=DIGEST,
            at=clock.now(),
        )
        return outcome.transaction.id

    def _client(self, seed: int) -> None:
        choice = random.Random(seed)
        while not self._stop.is_set():
            payer, payee = choice.sample(self.cast, 2)
            key = str(uuid4())
            try:
                identity = self.pay(payer, payee, key)
            except (DatabaseError, InterfaceError):
                with self._lock:
                    self.unanswered.append((payer, payee, key))
                connection.close()
                time.sleep(0.02)
            else:
                with self._lock:
                    self.acknowledged.append(identity)
        connection.close()

    def start(self, seed: int) -> None:
        self._stop.clear()
        self._threads = [
            threading.Thread(target=self._client, args=(seed * 100 + number,), daemon=True) for number in range(CLIENTS)
        ]
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)


def _lost(acknowledged: list[UUID]) -> int:
    """How many acknowledged payments lack their row, their journal entry or their event.

    That an entry has its postings and the balances follow from them is checked at the end, for all.
    """
    ((whole,),) = rows(
        "SELECT count(*) FROM unnest(%s::uuid[]) AS told (id)"
        "  JOIN transactions_transaction t ON t.id = told.id AND t.state = 'COMPLETED'"
        "  JOIN ledger_entry e ON e.id = told.id",
        [acknowledged],
    )
    ((told,),) = rows(
        "SELECT count(DISTINCT payload ->> 'transaction_id') FROM core_outboxevent"
        " WHERE topic = 'transactions.completed' AND (payload ->> 'transaction_id')::uuid = ANY(%s)",
        [acknowledged],
    )
    return max(len(acknowledged) - whole, len(acknowledged) - told)


@contextmanager
def _server(settings: dict[str, str]) -> Iterator[EmbeddedPostgres]:
    with throwaway_postgres(settings) as server:
        server.ensure_database("gopay")
        yield server


def _kill_under_load(server: EmbeddedPostgres, load: Load, seed: int) -> None:
    """One round: the clients pay, the server dies in the middle of it and comes back."""
    before = len(load.acknowledged)
    load.start(seed)
    deadline = time.monotonic() + 30
    while len(load.acknowledged) < before + 40 and time.monotonic() < deadline:
        time.sleep(0.01)
    time.sleep(random.Random(seed).uniform(0.0, 0.4))
    port = server.port
    server.kill()
    load.stop()
    connection.close()
    server.start()
    if server.port != port:
        # Another program took the port meanwhile.
        connection.settings_dict["PORT"] = server.port


def crash(*, kills: int) -> Row:
    """Kills a durable PostgreSQL so many times under load."""
    row = Row(f"kill -9 of PostgreSQL under load, {kills} times")
    lost = 0
    with _server({}) as server, working_on(server.url("gopay")):
        load = Load(members(PEOPLE))
        for number in range(kills):
            _kill_under_load(server, load, seed=number)
            missing = _lost(load.acknowledged)
            row.expect(missing == 0, f"kill {number + 1}: {missing} of {len(load.acknowledged)} acknowledged are lost")
            lost = max(lost, missing)
            row.progress(f"kill {number + 1}: {len(load.acknowledged)} acknowledged, {missing} lost")
        row.facts |= {"acknowledged": len(load.acknowledged), "lost": lost}
        _ask_again(row, load)
        check_books(row)
        connection.close()
    return row.done()


def _ask_again(row: Row, load: Load) -> None:
    """Who was never answered asks again with the same key, and has then paid once, whatever happened before."""
    for payer, payee, key in load.unanswered:
        load.pay(payer, payee, key)
    ((payments, entries),) = rows(
        "SELECT count(*), count(e.id) FROM transactions_transaction t LEFT JOIN ledger_entry e ON e.id = t.id"
        " WHERE t.idempotency_key = ANY(%s)",
        [[key for _, _, key in load.unanswered]],
    )
    row.facts |= {"unanswered": len(load.unanswered), "of them paid after asking again": payments}
    row.expect(payments == entries == len(load.unanswered), f"{payments} payments for {len(load.unanswered)} keys")
    ((everything,),) = rows("SELECT count(*) FROM transactions_transaction")
    told = len(load.acknowledged) + len(load.unanswered)
    row.expect(everything == told, f"{everything} payments exist and {told} were told")


def careless_crash(*, tries: int = 8) -> Row:
    """The same on a server that does not wait for its log: the harness must notice what is lost then."""
    row = Row("the same with synchronous_commit=off")
    with _server(CARELESS) as server, working_on(server.url("gopay")):
        # What the clients start from must not get lost with the rest.
        load = Load(members(PEOPLE))
        with connection.cursor() as cursor:
            cursor.execute("CHECKPOINT")
        for number in range(tries):
            _kill_under_load(server, load, seed=1_000 + number)
            missing = _lost(load.acknowledged)
            row.progress(f"try {number + 1}: {len(load.acknowledged)} acknowledged, {missing} lost")
            if missing:
                row.facts |= {"acknowledged": len(load.acknowledged), "reported as lost": missing}
                break
        else:
            row.expect(False, f"nothing was lost in {tries} tries, so the harness has not shown that it can tell")
        connection.close()
    return row.done()
