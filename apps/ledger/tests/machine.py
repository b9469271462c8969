"""A Hypothesis state machine: the ledger against a dictionary that does the same sums.

The suite runs it for a few seconds, bench/torture for longer.
"""

from decimal import Decimal
from uuid import UUID

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, consumes, initialize, invariant, multiple, rule

from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import selectors
from apps.ledger.services import (
    Entry,
    EntryAnswered,
    EntryConflict,
    InsufficientFunds,
    Leg,
    UnbalancedEntry,
    capture,
    hold,
    open_account,
    post,
    release,
    reverse,
    roll_up_tallies,
)
from apps.ledger.tests.books import OPENED, rows

PEOPLE = 4
amounts = st.integers(1, 6_000).map(lambda cents: Decimal(cents) / 100)
fees = st.sampled_from([Decimal(0), Decimal("0.01"), Decimal("1.50")])
people = st.integers(0, PEOPLE - 1)
pairs = st.tuples(people, people).filter(lambda pair: pair[0] != pair[1])
transfers = st.tuples(pairs, amounts, fees)
Legs = dict[UUID, Decimal]


class LedgerMachine(RuleBasedStateMachine):
    """Every step is one call that commits; after each, all balances are compared."""

    entries = Bundle("entries")
    holds = Bundle("holds")

    @initialize(endowments=st.lists(st.integers(0, 100), min_size=PEOPLE, max_size=PEOPLE))
    def open_the_books(self, endowments: list[int]) -> None:
        """New accounts for every example, so that nothing has to be cleared away."""
        name = uuid7()
        self.floors: dict[UUID, Decimal | None] = {}
        self.available = [self.open(f"wallet:{name}-{n}:available", Decimal(0)) for n in range(PEOPLE - 1)]
        # One may overdraw a little.
        self.available.append(self.open(f"agent:{name}:float", Decimal(-50)))
        self.held = [self.open(f"wallet:{name}-{n}:held", Decimal(0)) for n in range(PEOPLE)]
        self.fees = self.open(f"fees:{name}", None)
        self.trust = self.open(f"trust:{name}", None)
        self.model: Legs = dict.fromkeys(self.floors, Decimal(0))
        self.reversed: set[UUID] = set()
        # What closed a hold; None while it is open.
        self.closings: dict[UUID, tuple[str, Legs] | None] = {}
        self.held_by: dict[UUID, tuple[int, Decimal]] = {}
        for person, endowment in enumerate(endowments):
            if endowment:
                self.expect({self.trust: Decimal(-endowment), self.available[person]: Decimal(endowment)})

    def open(self, code: str, floor: Decimal | None) -> UUID:
        identity = open_account(code=code, kind="LIABILITY", currency="USD", floor=floor, at=OPENED)
        self.floors[identity] = floor
        return identity

    # The dictionary's own arithmetic.

    def allows(self, model: Legs, legs: Legs) -> bool:
        """Whether every account with a floor stays on or above it."""
        floors = ((model[account] + amount, self.floors[account]) for account, amount in legs.items())
        return all(floor is None or after >= floor for after, floor in floors)

    def add(self, legs: Legs) -> None:
        for account, amount in legs.items():
            self.model[account] += amount

    def transfer_legs(self, pair: tuple[int, int], amount: Decimal, fee: Decimal) -> Legs:
        legs = {self.available[pair[0]]: -amount - fee, self.available[pair[1]]: amount}
        return legs | ({self.fees: fee} if fee else {})

    @staticmethod
    def entry(legs: Legs, kind: str = "P2P", identity: UUID | None = None) -> Entry:
        return Entry(
            identity or uuid7(), kind, [Leg(one, Money(amount, "USD")) for one, amount in legs.items()], OPENED
        )

    @staticmethod
    def refusal_of(work: object) -> type[DomainError] | None:
        try:
            work()  # type: ignore[operator]
        except DomainError as error:
            return type(error)
        return None

    def expect(self, legs: Legs) -> Entry | None:
        """Posts legs and checks that they were let through exactly if the dictionary allows them."""
        entry = self.entry(legs)
        allowed = self.allows(self.model, legs)
        assert self.refusal_of(lambda: post([entry])) is (None if allowed else InsufficientFunds)
        if not allowed:
            return None
        self.add(legs)
        return entry

    # What people do.

    @rule(target=entries, what=transfers)
    def pay(self, what: tuple[tuple[int, int], Decimal, Decimal]) -> object:
        entry = self.expect(self.transfer_legs(*what))
        return entry or multiple()

    @rule(target=entries, what=st.lists(transfers, min_size=2, max_size=6))
    def pay_many(self, what: list[tuple[tuple[int, int], Decimal, Decimal]]) -> object:
        all_legs = [self.transfer_legs(*one) for one in what]
        entries = [self.entry(legs) for legs in all_legs]
        before, allowed = dict(self.model), True
        for legs in all_legs:
            allowed = allowed and self.allows(self.model, legs)
            self.add(legs)
        if not allowed:
            self.model = before
        assert self.refusal_of(lambda: post(entries)) is (None if allowed else InsufficientFunds)
        return multiple(*entries) if allowed else multiple()

    @rule(entry=entries, in_a_batch=st.booleans(), what=transfers)
    def post_again(self, entry: Entry, in_a_batch: bool, what: tuple[tuple[int, int], Decimal, Decimal]) -> None:
        if not in_a_batch:
            assert post([entry]) == {entry.id}
            return
        legs = self.transfer_legs(*what)
        fresh = self.entry(legs)
        if self.allows(self.model, legs):
            assert post([entry, fresh]) == {entry.id}
            self.add(legs)
        else:
            assert self.refusal_of(lambda: post([entry, fresh])) is InsufficientFunds

    @rule(entry=entries, in_a_batch=st.booleans(), what=transfers)
    def post_something_else_under_its_id(
        self, entry: Entry, in_a_batch: bool, what: tuple[tuple[int, int], Decimal, Decimal]
    ) -> None:
        legs = self.transfer_legs(*what)
        if legs == {leg.account_id: leg.amount.amount for leg in entry.legs}:
            return
        entries = [self.entry(legs, identity=entry.id)]
        if in_a_batch:
            entries.append(self.entry(self.transfer_legs((0, 1), Decimal(1), Decimal(0))))
        assert self.refusal_of(lambda: post(entries)) is EntryConflict

    @rule(what=transfers, off_by=st.sampled_from([Decimal("0.01"), Decimal("-0.01")]))
    def post_what_does_not_balance(self, what: tuple[tuple[int, int], Decimal, Decimal], off_by: Decimal) -> None:
        legs = self.transfer_legs(*what)
        legs[self.trust] = off_by
        # An overdraft may be noticed first.
        assert self.refusal_of(lambda: post([self.entry(legs)])) in {UnbalancedEntry, InsufficientFunds}

    @rule(entry=entries)
    def take_back(self, entry: Entry) -> None:
        legs = {leg.account_id: -leg.amount.amount for leg in entry.legs}
        allowed = entry.id in self.reversed or self.allows(self.model, legs)
        outcome = self.refusal_of(lambda: reverse(entry_id=entry.id, effective_at=OPENED))
        assert outcome is (None if allowed else InsufficientFunds)
        if allowed and entry.id not in self.reversed:
            self.reversed.add(entry.id)
            self.add(legs)

    @rule(target=holds, person=people, amount=amounts)
    def put_aside(self, person: int, amount: Decimal) -> object:
        legs = {self.available[person]: -amount, self.held[person]: amount}
        hold_id = uuid7()
        allowed = self.allows(self.model, legs)
        outcome = self.refusal_of(
            lambda: hold(
                hold_id=hold_id,
                available=self.available[person],
                held=self.held[person],
                amount=Money(amount, "USD"),
                effective_at=OPENED,
            )
        )
        assert outcome is (None if allowed else InsufficientFunds)
        if not allowed:
            return multiple()
        self.add(legs)
        self.closings[hold_id] = None
        self.held_by[hold_id] = (person, amount)
        return hold_id

    @rule(hold_id=holds, share=st.sampled_from(["0.01", "0.5", "1"]), offset=st.integers(1, PEOPLE - 1))
    def pay_from_what_is_aside(self, hold_id: UUID, share: str, offset: int) -> None:
        person, amount = self.held_by[hold_id]
        payee = self.available[(person + offset) % PEOPLE]
        taken = max((amount * Decimal(share)).quantize(Decimal("0.01")), Decimal("0.01"))
        legs = {self.held[person]: -amount, payee: taken}
        if taken < amount:
            legs[self.available[person]] = amount - taken
        to = [Leg(payee, Money(taken, "USD"))]
        self.close(hold_id, "CAPTURE", legs, lambda: capture(hold_id=hold_id, to=to, effective_at=OPENED))

    @rule(hold_id=holds)
    def give_back_what_is_aside(self, hold_id: UUID) -> None:
        person, amount = self.held_by[hold_id]
        legs = {self.held[person]: -amount, self.available[person]: amount}
        self.close(hold_id, "RELEASE", legs, lambda: release(hold_id=hold_id, effective_at=OPENED))

    def close(self, hold_id: UUID, kind: str, legs: Legs, work: object) -> None:
        closed_by = self.closings[hold_id]
        outcome = self.refusal_of(work)
        if closed_by is None:
            assert outcome is None
            self.closings[hold_id] = (kind, legs)
            self.add(legs)
        else:
            assert outcome is (None if closed_by == (kind, legs) else EntryAnswered)

    @rule(hold_id=consumes(holds))
    def forget_a_hold(self, hold_id: UUID) -> None:
        """So that the others are drawn more often."""

    @rule()
    def roll_up(self) -> None:
        roll_up_tallies(least=1)

    # What must always be so.

    @invariant()
    def balances_are_what_the_dictionary_says(self) -> None:
        if hasattr(self, "model"):
            found = selectors.get_balances(list(self.model))
            assert {account: money.amount for account, money in found.items()} == self.model
            assert sum(self.model.values()) == 0

    def teardown(self) -> None:
        if hasattr(self, "model"):
            for account, floor in self.floors.items():
                ((total, last, count),) = rows(
                    "SELECT coalesce(sum(amount), 0), (array_agg(balance_after ORDER BY number DESC))[1], count(*)"
                    " FROM ledger_posting WHERE account_id = %s",
                    [account],
                )
                assert total == self.model[account]
                assert last == (None if floor is None or not count else total)


def run_machine(*, examples: int, steps: int) -> None:
    """Tries `examples` stories of up to `steps` steps each. Raises AssertionError with the shortest that fails."""
    from hypothesis.stateful import run_state_machine_as_test

    quiet = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(LedgerMachine, settings=quiet)
