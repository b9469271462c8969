"""Sixteen clients over twenty accounts, in both directions, while all balances are read all the time."""

import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Callable
from decimal import Decimal
from functools import partial
from uuid import UUID

from django.db import DatabaseError, connection

from apps.core import clock
from apps.core.constraints import sqlstate
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.selectors import get_balances
from apps.ledger.services import Entry, InsufficientFunds, Leg
from bench.torture._house import check_books, deadlocks
from bench.torture._row import Row

ENDOWMENT = Decimal(200)
DEADLOCK = "40P01"


class Books:
    """The accounts, and what the clients were told has happened to them."""

    def __init__(self, accounts: int) -> None:
        now, name = clock.now(), uuid7()

        def open_one(code: str, floor: Decimal | None) -> UUID:
            return ledger.open_account(code=f"{code}:{name}", kind="LIABILITY", currency="USD", floor=floor, at=now)

        self.wallets = [open_one(f"wallet:{number}", Decimal(0)) for number in range(accounts)]
        self.held = [open_one(f"held:{number}", Decimal(0)) for number in range(accounts)]
        self.fees, self.trust = open_one("fees", None), open_one("trust", None)
        self.all = [*self.wallets, *self.held, self.fees, self.trust]
        ledger.post([self.entry({self.trust: -ENDOWMENT, wallet: ENDOWMENT}) for wallet in self.wallets])
        self.told: defaultdict[UUID, Decimal] = defaultdict(Decimal)
        self._lock = threading.Lock()
        self.note(*({self.trust: -ENDOWMENT, wallet: ENDOWMENT} for wallet in self.wallets))

    @staticmethod
    def entry(legs: dict[UUID, Decimal], kind: str = "P2P") -> Entry:
        return Entry(uuid7(), kind, [Leg(one, Money(amount, "USD")) for one, amount in legs.items()], clock.now())

    def note(self, *entries: dict[UUID, Decimal]) -> None:
        """What a client was told is done."""
        with self._lock:
            for legs in entries:
                for account, amount in legs.items():
                    self.told[account] += amount


class Client:
    """One of the sixteen: pays singly, in batches, holds, captures, releases, reverses, repeats itself."""

    def __init__(self, books: Books, seed: int) -> None:
        self.books = books
        self.random = random.Random(seed)
        self.counts: Counter[str] = Counter()

    def transfer(self) -> dict[UUID, Decimal]:
        payer, payee = self.random.sample(self.books.wallets, 2)
        amount = Decimal(self.random.randint(1, 4000)) / 100
        fee = Decimal("0.01") if self.random.random() < 0.5 else Decimal(0)
        return {payer: -amount - fee, payee: amount} | ({self.books.fees: fee} if fee else {})

    def step(self) -> None:
        """One thing a client does. Raises InsufficientFunds, and whatever must not happen."""
        choice = self.random.random()
        if choice < 0.80:
            legs = [self.transfer()]
        elif choice < 0.90:
            legs = [self.transfer() for _ in range(self.random.randint(2, 6))]
        else:
            self.hold_and_close()
            return
        entries = [self.books.entry(one) for one in legs]
        ledger.post(entries)
        self.books.note(*legs)
        self.counts["entries"] += len(entries)
        if choice < 0.04:
            # Asked again, it must do nothing.
            ledger.post(entries)
            self.counts["replays"] += 1
        elif choice < 0.07:
            ledger.reverse(entry_id=entries[0].id, effective_at=clock.now())
            self.books.note({account: -amount for account, amount in legs[0].items()})
            self.counts["reversals"] += 1

    def hold_and_close(self) -> None:
        number = self.random.randrange(len(self.books.wallets))
        wallet, held = self.books.wallets[number], self.books.held[number]
        payee = self.random.choice([one for one in self.books.wallets if one != wallet])
        amount = Decimal(self.random.randint(2, 2000)) / 100
        hold_id, now = uuid7(), clock.now()
        ledger.hold(hold_id=hold_id, available=wallet, held=held, amount=Money(amount, "USD"), effective_at=now)
        if self.random.random() < 0.5:
            ledger.release(hold_id=hold_id, effective_at=now)
        else:
            taken = Decimal("0.01") if self.random.random() < 0.5 else amount
            ledger.capture(hold_id=hold_id, to=[Leg(payee, Money(taken, "USD"))], effective_at=now)
            self.books.note({wallet: -taken, payee: taken})
        self.counts["entries"] += 2


def crossing(*, transfers: int, clients: int = 16, accounts: int = 20, seed: int = 1) -> Row:
    """At least `transfers` entries in all, on the database Django is connected to."""
    row = Row(f"{clients} clients over {accounts} accounts")
    before = deadlocks()
    books = Books(accounts)
    people = [Client(books, seed * 1_000 + number) for number in range(clients)]
    stop = threading.Event()
    wrong: Counter[str] = Counter()
    surprises: list[str] = []
    reads = Counter[str]()

    def pay(client: Client) -> None:
        while not stop.is_set():
            try:
                client.step()
            except InsufficientFunds:
                client.counts["refused"] += 1
            except DatabaseError as error:
                wrong["deadlocks"] += sqlstate(error) == DEADLOCK
                surprises.append(f"{type(error).__name__} {sqlstate(error)}")
            except Exception as error:  # Anything a client must not see is counted and named.
                surprises.append(f"{type(error).__name__}: {error}")

    def read() -> None:
        floors = {*books.wallets, *books.held}
        while not stop.is_set():
            balances = {account: money.amount for account, money in get_balances(books.all).items()}
            reads["reads"] += 1
            wrong["wrong totals"] += sum(balances.values()) != 0
            wrong["negative balances"] += any(balances[account] < 0 for account in floors)

    def roll_up() -> None:
        while not stop.wait(0.2):
            reads["checkpoints"] += ledger.roll_up_tallies(least=1)

    threads = [_thread(partial(pay, client)) for client in people]
    threads += [_thread(read), _thread(roll_up)]
    started = shown = time.monotonic()
    for thread in threads:
        thread.start()
    while sum(client.counts["entries"] for client in people) < transfers and len(surprises) < 100:
        time.sleep(0.05)
        if time.monotonic() - shown > 10:
            shown = time.monotonic()
            row.progress(f"{sum(client.counts['entries'] for client in people)} of {transfers} transfers")
    stop.set()
    for thread in threads:
        thread.join(60)
    seconds = time.monotonic() - started
    counts = sum((client.counts for client in people), Counter[str]())
    row.facts |= {
        "transfers": counts["entries"],
        "a second": round(counts["entries"] / seconds),
        "refused": counts["refused"],
        "reversals": counts["reversals"],
        "replays": counts["replays"],
        "reads of all balances": reads["reads"],
        "checkpoints": reads["checkpoints"],
    }
    for name in ("wrong totals", "negative balances", "deadlocks"):
        row.facts[name] = wrong[name]
        row.expect(wrong[name] == 0, f"{wrong[name]} {name}")
    row.expect(deadlocks() == before, f"PostgreSQL broke {deadlocks() - before} deadlocks")
    row.expect(not surprises, f"{len(surprises)} unexpected errors, the first: {surprises[:1]}")
    final = {account: money.amount for account, money in get_balances(books.all).items()}
    different = [account for account in books.all if final[account] != books.told[account]]
    row.facts["balances other than told"] = len(different)
    row.expect(not different, f"{len(different)} balances are not what the clients were told")
    row.expect(reads["reads"] > 0 and reads["checkpoints"] > 0, "nothing was read or rolled up meanwhile")
    check_books(row)
    return row.done()


def _thread(work: Callable[[], None]) -> threading.Thread:
    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    return threading.Thread(target=run, daemon=True)
