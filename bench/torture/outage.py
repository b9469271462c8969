"""A provider is away for minutes: other payments do not notice, and what is held ends right when it is back."""

import json
import random
import statistics
import threading
import time
from decimal import Decimal
from http.client import HTTPException
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID, uuid4

from django.db import connections
from django.test import override_settings

from apps.core import clock
from apps.core.money import Money
from apps.gateways.base import Capability
from apps.gateways.models import Gateway
from apps.gateways.services import link_account
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider, running_provider
from apps.transactions import services as transactions
from apps.transactions.kinds import DEPOSIT, WITHDRAWAL
from bench.books import Member
from bench.torture._house import (
    LOGS,
    Line,
    Program,
    check_books,
    environment,
    free_port,
    members,
    rows,
    running,
    wait_for,
    wait_until_ready,
    web_server,
)
from bench.torture._row import Row
from dev import services
from dev.paths import make_folder

PEOPLE = 12
CLIENTS = 2
# A steady stream well below what the machine can do: queues of its own would hide what is looked for.
PAUSE_SECONDS = 0.05
OUTSIDE_PAUSE_SECONDS = 0.4
SETTLE_SECONDS = 240
# How long it is looked at before and afterwards, at most.
CALM_SECONDS = 60.0
# What is compared, and how far it may move; with few payments it is noise and only stated.
MOST_MOVED = 1.10
ENOUGH_SECONDS = 120


class Payers:
    """People who pay each other over HTTP, and others who withdraw and deposit meanwhile."""

    def __init__(self, cast: list[Member], port: int, account: str) -> None:
        self.cast, self.port, self.account = cast, port, account
        self.scene = "before"
        self.took: dict[str, list[float]] = {}
        self.outside: list[UUID] = []
        self.surprises: list[str] = []
        self._lock = threading.Lock()
        self._stop = threading.Event()
        work = [lambda n=n: self._pay_each_other(n) for n in range(CLIENTS)]
        self._threads = [threading.Thread(target=one, daemon=True) for one in [*work, self._pay_outside]]

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def stop(self) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join(60)

    def _pay_each_other(self, seed: int) -> None:
        choice, line = random.Random(seed), Line(self.port)
        while not self._stop.wait(PAUSE_SECONDS):
            payer, payee = choice.sample(self.cast, 2)
            scene, started = self.scene, time.monotonic()
            try:
                status, body, _ = line.transfer(payer, payee.msisdn, f"{choice.randint(1, 99)}.50", f"o-{uuid4()}")
            except (OSError, HTTPException) as error:
                self.surprises.append(f"a transfer failed: {error!r}")
                continue
            with self._lock:
                self.took.setdefault(scene, []).append(time.monotonic() - started)
                if status != 201:
                    self.surprises.append(f"{status}: {body[:200]!r}")
        line.close()

    def _pay_outside(self) -> None:
        choice = random.Random(99)
        number = 0
        while not self._stop.wait(OUTSIDE_PAUSE_SECONDS):
            number += 1
            is_deposit = number % 2 == 0
            outcome = transactions.pay_outside(
                kind=DEPOSIT if is_deposit else WITHDRAWAL,
                person_id=choice.choice(self.cast).id,
                session_id=None,
                amount=Money(Decimal(f"{choice.randint(1, 99)}.50"), "USD"),
                capability=Capability.COLLECT if is_deposit else Capability.PAY_OUT,
                terms={"instrument": self.account},
                party_name="Bank",
                bound_to="jsonbank",
                key=f"outage-{number}",
                digest=b"o" * 32,
                at=clock.now(),
            )
            self.outside.append(outcome.transaction.id)
        connections.close_all()

    def p95(self, *scenes: str) -> float:
        """Of a transfer's time, in milliseconds."""
        took = [one for scene in scenes for one in self.took.get(scene, [])]
        return statistics.quantiles(took, n=20)[-1] * 1000 if len(took) > 20 else 0.0


def outage(*, seconds: float) -> Row:
    """Some time of calm, so many seconds with the provider away, and calm again."""
    row = Row(f"a provider is away for {seconds:.0f} s")
    cast = members(PEOPLE)
    port = free_port()
    with (
        TemporaryDirectory(dir=make_folder(LOGS), prefix="outage-") as name,
        running_provider(Path(name), callbacks=f"http://127.0.0.1:{port}/api/v1/callbacks/", deliver="push") as (
            provider,
            _,
        ),
        override_settings(GATEWAY_CONNECTIONS=provider.connections),
    ):
        open_gateways("jsonbank")
        Gateway.objects.update(rate_per_minute=6000, breaker_threshold=3, breaker_seconds=3)
        instrument, _ = link_account(
            bank="MERIDIAN", account_number="1234567890", holder_name="A Person", currency="USD", now=clock.now()
        )
        env = environment(GATEWAY_CONNECTIONS=json.dumps(provider.connections), LOG_LEVEL="CRITICAL")
        background = [Program(service.name, service.arguments, env) for service in services.background(env)]
        with running(web_server(env, port), *background):
            wait_until_ready(port)
            payers = Payers(cast, port, instrument.token)
            payers.start()
            _watch(row, payers, provider, seconds)
            payers.stop()
            row.progress(f"{len(payers.outside)} payments through the provider; waiting for the last of them")
            settled = wait_for(lambda: not _under_way(), SETTLE_SECONDS)
            row.expect(settled, f"{_under_way()} payments are still under way")
        _compare(row, payers, provider, seconds)
    check_books(row)
    return row.done()


def _under_way() -> int:
    return int(rows("SELECT count(*) FROM transactions_transaction WHERE state IN ('PENDING', 'UNKNOWN')")[0][0])


def _is_open() -> bool:
    return bool(rows("SELECT opened_at IS NOT NULL FROM gateways_gateway")[0][0])


def _watch(row: Row, payers: Payers, provider: Provider, seconds: float) -> None:
    # The first payments make connections and fill caches.
    payers.scene = "warming up"
    time.sleep(min(5.0, seconds / 2))
    payers.scene = "before"
    time.sleep(min(seconds, CALM_SECONDS))
    provider.behave(down=True)
    payers.scene = "away"
    opened = wait_for(_is_open, seconds)
    row.expect(opened, "the breaker did not open")
    time.sleep(seconds)
    row.progress(f"away for {seconds:.0f} s; {_under_way()} payments wait")
    provider.behave(down=False)
    payers.scene = "back"
    closed = wait_for(lambda: not _is_open(), 60)
    row.expect(closed, "the breaker did not close")
    # What has waited goes out at once: that is another kind of load, and not what is compared.
    wait_for(lambda: _under_way() < 20, 120)
    payers.scene = "after"
    time.sleep(min(seconds, CALM_SECONDS))


def _compare(row: Row, payers: Payers, provider: Provider, seconds: float) -> None:
    row.expect(not payers.surprises, f"{len(payers.surprises)} surprises: {payers.surprises[:3]}")
    theirs: dict[str, dict[str, Any]] = {one["reference"]: one for one in provider.books()}
    ours = rows("SELECT id::text, state FROM gateways_operation")
    wrong = [
        identity
        for identity, state in ours
        if (state == "SUCCEEDED") != (theirs.get(identity, {"executions": 0})["executions"] == 1)
    ]
    row.expect(not wrong, f"{len(wrong)} operations ended otherwise than the provider says: {wrong[:3]}")
    failed = sum(state == "FAILED" for _, state in ours)
    row.expect(failed == 0, f"{failed} payments failed, though the provider came back in time")
    before, away = payers.p95("before", "after"), payers.p95("away")
    row.facts |= {
        "transfers": sum(len(took) for took in payers.took.values()),
        "through the provider": len(payers.outside),
        "p95 of a transfer before and after": f"{before:.1f} ms",
        "meanwhile": f"{away:.1f} ms",
        "ratio": f"{away / before:.2f}" if before else "-",
    }
    if seconds >= ENOUGH_SECONDS:
        row.expect(away <= before * MOST_MOVED, f"p95 of a transfer moved from {before:.1f} to {away:.1f} ms")
