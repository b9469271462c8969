"""Providers that lose answers, call back five times and in any order, and workers that are killed: the books agree."""

import json
import random
import threading
from collections import Counter, defaultdict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.db import connections
from django.test import override_settings

from apps.core import clock
from apps.core.money import Money
from apps.gateways.base import BadSignature, Capability
from apps.gateways.errors import CallbackRefused
from apps.gateways.models import Callback, Gateway
from apps.gateways.services import apply_callback, clearing_code, receive_callback
from apps.gateways.tests.factories import open_gateways
from apps.gateways.tests.provider import Provider, TakenCallback, running_provider
from apps.reconciliation import services as reconciliation
from apps.reconciliation.models import Break, BreakState, Line
from apps.transactions import services as transactions
from apps.transactions.kinds import BILL_PAYMENT, DEPOSIT, RECHARGE, WITHDRAWAL, Kind
from apps.transactions.models import State
from bench.torture._house import LOGS, Program, check_books, environment, members, rows, wait_for
from bench.torture._row import Row
from dev.paths import PYTHON, make_folder

PEOPLE = 20
WORKERS = 2
ASKING = 3
# A payment may be asked about for days before everybody knows; so far goes the clock, in these steps.
STEPS = [timedelta(seconds=15)] * 4 + [timedelta(minutes=1)] * 4 + [timedelta(minutes=6)] * 6 + [timedelta(hours=2)] * 4
LATE = timedelta(days=30)
# What is done while this share of the payments goes out is told a month later.
TOLD_LATE = (0.3, 0.5)
DIGEST = b"r" * 32

MANNERS: dict[str, Any] = {
    "drop_after": 0.2,
    "error_after": 0.02,
    "error_before": 0.02,
    "drop_before": 0.02,
    "decline": 0.08,
    "pending": 0.3,
    "forge": 0.02,
    "wrong_amount": 0.02,
    "callbacks": 5,
    "shuffle": True,
    "seed": 7,
    "deliver": "manual",
}


class World:
    """The provider, our database, and a clock both of them share."""

    def __init__(self, provider: Provider, clock_file: Path, seed: int) -> None:
        self.provider, self.clock_file = provider, clock_file
        self.ahead = timedelta(0)
        self.choice = random.Random(seed)
        self.counted: Counter[str] = Counter()
        self._lock = threading.Lock()
        clock_file.write_text("0")

    def now(self) -> datetime:
        return clock.now() + self.ahead

    def move(self, step: timedelta) -> None:
        self.ahead += step
        self.clock_file.write_text(str(self.ahead.total_seconds()))
        self.provider.move_clock(step.total_seconds())

    def deliver(self) -> int:
        """Takes what the provider wants to tell by now, and hands it on in any order."""
        taken = self.provider.take_callbacks(100)
        self.choice.shuffle(taken)
        for one in taken:
            self.hand_on(one)
        return len(taken)

    def hand_on(self, one: TakenCallback) -> None:
        """As the web door does it: receives, answers, and a consumer applies it; one in ten is left to the sweep."""
        now = self.now()
        self.counted[one.kind] += 1
        try:
            received = receive_callback(gateway_code=one.gateway, headers=one.lower_headers, body=one.body, now=now)
        except (BadSignature, CallbackRefused):
            self.counted["refused"] += 1
            return
        if self.choice.random() >= 0.1:
            apply_callback(callback_id=received.callback_id, now=now)


def rails(*, operations: int, kills: int) -> Row:
    """So many payments through misbehaving providers, workers killed so often; then both sides' books are compared."""
    row = Row(f"{operations} payments through providers that lose answers and repeat callbacks, {kills} workers killed")
    cast = [member.id for member in members(PEOPLE)]
    with (
        TemporaryDirectory(dir=make_folder(LOGS), prefix="rails-") as name,
        running_provider(Path(name)) as (found, _),
        override_settings(GATEWAY_CONNECTIONS=found.connections),
    ):
        _open()
        found.behave(**MANNERS)
        world = World(found, Path(name) / "clock", seed=11)
        env = environment(GATEWAY_CONNECTIONS=json.dumps(found.connections), LOG_LEVEL="CRITICAL")
        arguments = [str(PYTHON), "-m", "bench.torture._rail_worker", str(world.clock_file)]
        workers = [Program(f"rail-worker-{number}", arguments, env) for number in range(WORKERS)]
        try:
            for worker in workers:
                worker.start()
            _ask_and_kill(row, world, workers, cast, operations, kills)
            _let_time_pass(row, world)
            _reconcile(row, world)
            _tell_late(row, world)
            _reconcile(row, world)
        finally:
            for worker in workers:
                worker.kill()
        _compare(row, world, operations)
    check_books(row)
    return row.done()


def _open() -> None:
    """The rails are as wide as the test: what is measured here is the truth, not how long it takes."""
    open_gateways()
    Gateway.objects.update(rate_per_minute=600_000, concurrency=16, breaker_threshold=50, breaker_seconds=1)
    for kind in (DEPOSIT, WITHDRAWAL, BILL_PAYMENT, RECHARGE):
        transactions.set_fee(
            kind=kind.code,
            currency="USD",
            flat=Decimal("0.25"),
            bearer="PAYEE" if kind is DEPOSIT else "PAYER",
            active_from=clock.now() - timedelta(days=1),
        )


def _terms(choice: random.Random) -> tuple[Kind, Capability, dict[str, str]]:
    kind = choice.choice((DEPOSIT, WITHDRAWAL, BILL_PAYMENT, RECHARGE))
    if kind is DEPOSIT:
        return kind, Capability.COLLECT, {"instrument": "acc_0123456789abcdef", "description": "top up"}
    if kind is WITHDRAWAL:
        return kind, Capability.PAY_OUT, {"instrument": "acc_0123456789abcdef", "beneficiary_name": "A Person"}
    if kind is BILL_PAYMENT:
        return kind, Capability.PAY_BILL, {"biller": "power-prepaid", "account_number": "1400123456"}
    return kind, Capability.RECHARGE, {"operator": "savanna", "msisdn": "+254700123456", "product": ""}


def _ask(
    seed: int, count: int, cast: list[UUID], terms_of: dict[str, dict[str, str]], now: Callable[[], datetime]
) -> int:
    choice = random.Random(seed)
    for number in range(count):
        kind, capability, terms = _terms(choice)
        terms = {**terms, **terms_of.get(kind.code, {})}
        # No cents that mean something to the provider.
        amount = Money(Decimal(choice.randint(100, 4_000)) + Decimal("0.50"), "USD")
        outcome = transactions.pay_outside(
            kind=kind,
            person_id=choice.choice(cast),
            session_id=None,
            amount=amount,
            capability=capability,
            terms=terms,
            party_name="Outside",
            bound_to="jsonbank" if "instrument" in terms else "",
            key=f"rails-{seed}-{number}",
            digest=DIGEST,
            at=now(),
        )
        if outcome.transaction.state != State.PENDING:
            raise RuntimeError(f"{outcome.transaction.kind} is {outcome.transaction.failure_code}")
    connections.close_all()
    return count


def _ask_and_kill(
    row: Row, world: World, workers: list[Program], cast: list[UUID], operations: int, kills: int
) -> None:
    """People ask, the provider calls back, and every so often a worker dies and another takes its place."""
    linked = _link(world)
    share = [operations // ASKING + (1 if number < operations % ASKING else 0) for number in range(ASKING)]
    with ThreadPoolExecutor(ASKING) as pool:
        asking = [pool.submit(_ask, number, count, cast, linked, world.now) for number, count in enumerate(share)]
        killed, is_late = 0, False
        while killed < kills or not all(one.done() for one in asking):
            world.deliver()
            if is_late != (TOLD_LATE[0] <= _sent() / operations < TOLD_LATE[1]):
                is_late = not is_late
                world.provider.behave(callback_delay_seconds=LATE.total_seconds() if is_late else 0)
            if killed < kills and _sent() >= (killed + 1) * operations * 0.8 / (kills + 1):
                victim = workers[killed % WORKERS]
                victim.kill()
                victim.start()
                killed += 1
            elif killed < kills and all(one.done() for one in asking) and _sent() >= operations:
                break
        row.expect(sum(one.result() for one in asking) == operations, "not everything could be asked for")
    # What a killed worker had claimed comes due again later, when time has passed.
    wait_for(lambda: world.deliver() == 0 and _due(world.now()) == 0, 600)
    row.facts["workers killed"] = killed
    row.progress(f"{operations} asked for, {killed} workers killed")


def _link(world: World) -> dict[str, dict[str, str]]:
    """An account that is known at the bank, as its token."""
    from apps.gateways.services import link_account

    found = link_account(
        bank="MERIDIAN", account_number="1234567890", holder_name="A Person", currency="USD", now=world.now()
    )
    instrument = {"instrument": found[0].token}
    return {DEPOSIT.code: instrument, WITHDRAWAL.code: instrument}


def _sent() -> int:
    return int(rows("SELECT count(*) FROM gateways_operation WHERE state <> 'READY'")[0][0])


def _undecided() -> int:
    return int(rows("SELECT count(*) FROM gateways_operation WHERE decided_at IS NULL")[0][0])


def _due(now: datetime) -> int:
    return int(rows("SELECT count(*) FROM gateways_operation WHERE due_at <= %s", [now])[0][0])


def _let_time_pass(row: Row, world: World) -> None:
    """Enquiries come due; callbacks go on arriving. The provider has come to its senses as far as answers go."""
    for step in STEPS:
        world.move(step)
        world.deliver()
        wait_for(lambda: _due(world.now()) == 0, 120, every=0.1)
        world.deliver()
    row.progress(f"{world.ahead} later {_undecided()} are undecided")


def _reconcile(row: Row, world: World) -> None:
    """Each provider's file of the days that are over, through the same doors as every night."""
    world.move(timedelta(days=1))
    # They come only when a worker says that it is due, which no worker does here.
    for file in reconciliation.fetch_due_files(now=world.now()):
        reconciliation.read_file(file_id=file.id, read_clock=world.now)
    reconciliation.reconcile(now=world.now())
    left = Counter(Break.objects.filter(state=BreakState.OPEN).values_list("reason", flat=True))
    row.facts["lines of providers"] = Line.objects.count()
    row.facts["breaks left"] = sum(left.values())
    row.expect(not left, f"breaks are left: {dict(left)}")
    row.progress(f"reconciled; {_undecided()} payments are undecided, breaks left: {dict(left) or 'none'}")


def _tell_late(row: Row, world: World) -> None:
    """A month later the rest of the callbacks arrives."""
    world.move(LATE)
    before = sum(world.counted.values())
    while world.deliver():
        pass
    row.facts["callbacks a month late"] = sum(world.counted.values()) - before
    row.progress(f"a month later, {row.facts['callbacks a month late']} callbacks more")


_OURS = """
SELECT o.id, o.gateway_code, o.state, t.state, o.amount,
       (SELECT count(*) FROM ledger_entry e WHERE e.id = t.id),
       (SELECT count(*) FROM gateways_discrepancy d WHERE d.operation_id = o.id AND d.kind LIKE 'LATE%%')
  FROM gateways_operation o JOIN transactions_transaction t ON t.id = o.transaction_id
"""
_BALANCE = """
SELECT coalesce(sum(p.amount), 0) FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
 WHERE a.code = ANY(%s)
"""
_HELD = """
SELECT a.code FROM ledger_posting p JOIN ledger_account a ON a.id = p.account_id
 WHERE a.code LIKE '%%:held' GROUP BY a.id HAVING sum(p.amount) <> 0
"""
_STATES = """
SELECT payload->>'transaction_id', array_agg(topic ORDER BY id) FROM core_outboxevent
 WHERE topic LIKE 'transactions.%%' GROUP BY 1
"""
_ALLOWED = {
    ("pending", "completed"),
    ("pending", "failed"),
    ("pending", "unknown", "completed"),
    ("pending", "unknown", "failed"),
}


def _compare(row: Row, world: World, operations: int) -> None:
    theirs = {one["reference"]: one for one in world.provider.books()}
    ours = rows(_OURS)
    row.expect(len(ours) == operations, f"{len(ours)} operations, {operations} were asked for")
    undecided = [one for one in ours if one[2] not in ("SUCCEEDED", "FAILED")]
    row.expect(not undecided, f"{len(undecided)} are undecided: {[str(one[0]) for one in undecided[:5]]}")
    double = [reference for reference, one in theirs.items() if one["executions"] > 1]
    row.expect(not double, f"the provider executed {len(double)} twice: {double[:5]}")
    counted: Counter[str] = Counter()
    moved: defaultdict[str, Decimal] = defaultdict(Decimal)
    for identity, gateway, state, payment, amount, _, late in ours:
        executed = theirs.get(str(identity), {"executions": 0})["executions"] > 0
        counted[f"{payment}{'' if executed == (state == 'SUCCEEDED') else ' (late)'}"] += 1
        row.expect(
            executed == (state == "SUCCEEDED") or (executed and state == "FAILED" and late == 1),
            f"{identity}: the provider {'did' if executed else 'did not do'} it, ours is {state}",
        )
        row.expect(
            (state == "SUCCEEDED") == (payment == "COMPLETED"), f"{identity}: operation {state}, payment {payment}"
        )
        if executed:
            moved[gateway] += amount if theirs[str(identity)]["type"] != "COLLECT" else -amount
    for code in ("jsonbank", "bills", "recharge"):
        # The fees it lists are booked against the same account.
        ((balance,),) = rows(_BALANCE, [[clearing_code(code), f"provider_fees:{code}"]])
        row.expect(balance == moved[code], f"{code}: their books say {moved[code]}, our clearing account {balance}")
    totals = sum(abs(Decimal(one["amount"])) for one in world.provider.totals())
    row.facts["moved, to the cent"] = totals
    for name, topics in rows(_STATES):
        steps = tuple(topic.removeprefix("transactions.") for topic in topics)
        row.expect(steps in _ALLOWED, f"{name} went {' -> '.join(steps)}")
    twice = rows("SELECT count(*) - count(DISTINCT (gateway_code, event_id)) FROM gateways_callback")[0][0]
    row.expect(twice == 0, f"{twice} events are kept twice")
    row.facts |= {f"payments {name}": number for name, number in sorted(counted.items())}
    row.facts |= {f"callbacks {name}": number for name, number in sorted(world.counted.items())}
    row.facts["events kept"] = Callback.objects.count()
    row.expect(
        world.counted["forged"] == 0 or world.counted["refused"] >= world.counted["forged"], "a forged one passed"
    )
    left = rows(_HELD)
    row.expect(not left, f"{len(left)} held accounts are not empty")
