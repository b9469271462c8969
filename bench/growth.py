"""Whether a transfer and a first page of history stay as quick when there are a thousand times as many postings."""

import random
import statistics
import time
from datetime import datetime
from uuid import UUID

from django.db import connection

from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from bench.books import CURRENCY, Member
from bench.http import Line, get_for, request_for, serve
from bench.measuring import Figure

BATCH = 10_000


def grow(members: list[Member], postings: int, *, say: bool = True) -> None:
    """Adds payments between the members until there are so many postings: entries through the ledger, then rows.

    The rows of payments that go with them are inserted by one statement; their content is that of a transfer.
    """
    choice = random.Random(3)
    amount = Money.parse("1.00", CURRENCY)
    entries = postings // 2
    for done in range(0, entries, BATCH):
        now = clock.now()
        batch = []
        rows = []
        for _ in range(min(BATCH, entries - done)):
            payer, payee = choice.sample(members, 2)
            identity = uuid7()
            legs = [
                ledger.Leg(payer.wallet.available_account, -amount),
                ledger.Leg(payee.wallet.available_account, amount),
            ]
            batch.append(ledger.Entry(identity, "P2P", legs, now))
            rows.append((identity, payer, payee))
        ledger.post(batch)
        _insert_payments(rows, now)
        if say:
            print(f"\r  {min(done + BATCH, entries) * 2:,} of {postings:,} postings", end="", flush=True)
    if say:
        print()
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


def _insert_payments(rows: list[tuple[UUID, Member, Member]], now: datetime) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO transactions_transaction (id, reference, kind, state, failure_code, initiator_id,"
            " idempotency_key, request_digest, payer_id, payee_id, payer_wallet_id, payee_wallet_id, payer_name,"
            " payee_name, amount, fee, currency, note, channel, request_id, created_at)"
            " SELECT id, upper(substr(md5(id::text), 1, 10)), 'P2P', 'COMPLETED', '', payer, id::text,"
            " sha256(id::text::bytea), payer, payee, payer_wallet, payee_wallet, 'Payer', 'Payee', 1, 0, %s,"
            " 'lunch', 'api', '', %s FROM unnest(%s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[], %s::uuid[])"
            " AS payment (id, payer, payee, payer_wallet, payee_wallet) ON CONFLICT DO NOTHING",
            [
                CURRENCY,
                now,
                [identity for identity, _, _ in rows],
                [payer.id for _, payer, _ in rows],
                [payee.id for _, _, payee in rows],
                [payer.wallet.id for _, payer, _ in rows],
                [payee.wallet.id for _, _, payee in rows],
            ],
        )


def _p95(readings: list[float]) -> float:
    return statistics.quantiles(readings, n=20)[-1]


def measure(small: tuple[str, list[Member]], large: tuple[str, list[Member]], *, asks: int) -> list[Figure]:
    """Asks two servers over databases of both sizes in turn; the ratio is of the 95th percentiles."""
    choice = random.Random(5)
    times: dict[tuple[str, str], list[float]] = {}
    with serve(small[0], workers=1, threads=2) as small_port, serve(large[0], workers=1, threads=2) as large_port:
        lines = {"small": Line(small_port), "large": Line(large_port)}
        people = {"small": small[1], "large": large[1]}
        for turn in range(asks + 100):
            for size in ("small", "large") if turn % 2 else ("large", "small"):
                payer, payee = choice.sample(people[size], 2)
                for what, request, expect in (
                    ("transfer", request_for("/api/v1/transfers", payer, payee), b"201"),
                    ("first page of history", get_for("/api/v1/transactions", payer), b"200"),
                ):
                    started = time.perf_counter()
                    lines[size].ask(request, expect=expect)
                    if turn >= 100:
                        times.setdefault((what, size), []).append((time.perf_counter() - started) * 1e6)
        for line in lines.values():
            line.close()
    figures = []
    for what in ("transfer", "first page of history"):
        ours, theirs = _p95(times[what, "large"]), _p95(times[what, "small"])
        figures.append(
            Figure(
                f"p95 of a {what} with 3,000,000 postings; against 3,000",
                f"{ours:,.0f} µs",
                f"{theirs:,.0f} µs",
                ours / theirs,
                "<= 1.2",
                ours / theirs <= 1.2,
            )
        )
    return figures
