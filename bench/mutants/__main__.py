"""`python -m bench.mutants [--list] [--jobs 2] [words of a guard's name]`: exit 1 if any mutant survives."""

import argparse
import os
import queue
import shutil
import time
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import ExitStack

from bench.mutants._agents import AGENTS
from bench.mutants._ledger import LEDGER
from bench.mutants._life import LIFE
from bench.mutants._merchants import MERCHANTS
from bench.mutants._mutant import Mutant
from bench.mutants._payments import DOORS, EVENTS, PAYMENT
from bench.mutants._people import PROOFS
from bench.mutants._rails import RAILS
from bench.mutants._slot import Outcome, Slot
from dev.console import run_main
from dev.paths import LOCAL
from dev.testing.cluster import SETTINGS
from dev.throwaway import throwaway_postgres

MUTANTS: list[Mutant] = [*LEDGER, *PAYMENT, *LIFE, *RAILS, *MERCHANTS, *AGENTS, *PROOFS, *EVENTS, *DOORS]


def _slots(stack: ExitStack, jobs: int) -> list[Slot]:
    """As many copies as may be cut up at a time, each with a quick server of its own.

    A server keeps only the newest few migrated databases, and every mutant makes one: shared, it would drop
    one that is in use. So on a server that was given there is one slot.
    """
    if os.environ.get("DATABASE_URL") and not os.environ.get("GOPAY_POSTGRES_DIR"):
        return [Slot(0, os.environ["DATABASE_URL"])]
    return [Slot(number, stack.enter_context(throwaway_postgres(SETTINGS)).url()) for number in range(jobs)]


def run(mutants: list[Mutant], jobs: int) -> list[Outcome]:
    """Tries the unchanged house and each mutant, `jobs` at a time."""
    tests = tuple(sorted({test for mutant in mutants for test in mutant.tests}))
    with ExitStack() as stack:
        slots: queue.SimpleQueue[Slot] = queue.SimpleQueue()
        for slot in _slots(stack, jobs):
            slots.put(slot)

        def in_a_slot(mutant: Mutant | None) -> Outcome:
            slot = slots.get()
            try:
                return slot.try_mutant(mutant) if mutant else slot.control(tests)
            finally:
                slots.put(slot)

        outcomes = []
        pool = stack.enter_context(ThreadPoolExecutor(jobs))
        # The longest first, so that nothing waits for it at the end.
        running = [pool.submit(in_a_slot, mutant) for mutant in [None, *mutants]]
        for number, future in enumerate(as_completed(running), start=1):
            outcome = future.result()
            outcomes.append(outcome)
            detail = outcome.detail if outcome.verdict in {"killed", "passed"} else f"\n{outcome.detail}"
            count = f"{number:3}/{len(running)}"
            print(f"{count}  {outcome.verdict:8} {outcome.seconds:5.1f} s  {outcome.guard}: {detail}", flush=True)
    shutil.rmtree(LOCAL / "mutants", ignore_errors=True)
    return outcomes


def main() -> int:
    """Runs what was asked for and returns the exit code."""
    parser = argparse.ArgumentParser(prog="python -m bench.mutants", description=__doc__)
    parser.add_argument("words", nargs="*", help="only guards whose name holds one of these")
    parser.add_argument("--list", action="store_true", help="print the guards and stop")
    parser.add_argument("--jobs", type=int, default=min(2, os.cpu_count() or 1))
    options = parser.parse_args()
    chosen = [one for one in MUTANTS if not options.words or any(word in one.guard for word in options.words)]
    if options.list:
        for mutant in chosen:
            print(mutant.guard)
        return 0
    started = time.monotonic()
    outcomes = run(chosen, options.jobs)
    bad = [one for one in outcomes if one.verdict not in {"killed", "passed"}]
    killed = sum(one.verdict == "killed" for one in outcomes)
    print(f"{killed} of {len(chosen)} mutants killed in {time.monotonic() - started:.0f} s.")
    for outcome in bad:
        print(f"{outcome.verdict}: {outcome.guard}")
    return 1 if bad or not chosen else 0


if __name__ == "__main__":
    run_main(main)
