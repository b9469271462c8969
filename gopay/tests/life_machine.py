"""A Hypothesis state machine: everything people and operators do with payments, against a model of a few dictionaries.

The model knows what everybody has, what is put aside, what counts against the limits and what of each payment can
still go back. After every step each balance is compared. The suite runs it for some seconds, bench/torture for longer.
"""

import itertools
import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

import hypothesis
from django.core.cache import cache
from django.db import transaction
from hypothesis import strategies as st
from hypothesis.stateful import Bundle, RuleBasedStateMachine, initialize, invariant, multiple, precondition, rule

from apps.accounts.models import User
from apps.core import clock
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.disputes import services as disputes
from apps.ledger import selectors as ledger
from apps.ledger.services import Entry, Leg, open_account, post
from apps.requests.services import accept_request, ask_for_money
from apps.requests.splitting import Share
from apps.risk.services import set_rule
from apps.schedules.models import ScheduleRun
from apps.schedules.services import pay_due
from apps.schedules.tests.plans import arrange
from apps.transactions import services
from apps.transactions.kinds import DISBURSEMENT
from apps.transactions.models import Transaction
from apps.transactions.pricing import free_of_charge
from apps.transactions.services import BulkPayment, Side
from apps.wallets.models import Wallet
from apps.wallets.selectors import find_wallet
from apps.wallets.services import open_wallet

USD, EUR = "USD", "EUR"
PEOPLE = 3
SINGLE, DAILY, COUNT, MOST = Decimal(100), Decimal(200), 6, Decimal(420)
HELD_ABOVE = Decimal(60)
MAX_WAITING = 10
FLAT, PERCENT, TAX = Decimal("0.10"), Decimal(1), Decimal(20)
# A euro costs a little more than it brings.
RATE, SPREAD = Decimal("0.9"), Decimal(2)
_numbers = itertools.count(random.randrange(10**5, 9 * 10**5) * 10)
people = st.integers(0, PEOPLE - 1)
amounts = st.one_of(st.integers(1, 10_200), st.integers(3_000, 7_000)).map(lambda cents: Decimal(cents) / 100)
shares = st.sampled_from(["0.01", "0.3", "0.5", "1", "1.01"]).map(Decimal)
strangers = st.integers(0, 1)


def cents(amount: Decimal) -> Decimal:
    return Money.rounded(amount, USD).amount


def charges_of(amount: Decimal) -> Decimal:
    """What a transfer of this amount costs: the fee, and the tax on it."""
    fee = cents(FLAT + amount * PERCENT / 100)
    return fee + cents(fee * TAX / 100)


@dataclass
class Paid:
    """What the model knows of a payment that was not declined."""

    id: UUID
    key: str
    payer: int
    payee: int | None
    amount: Decimal
    charges: Decimal
    state: str
    digest: bytes
    # The number a payment waits for, if it does.
    stranger: int | None = None
    back: Decimal = Decimal(0)
    is_reversed: bool = False
    # What a dispute keeps aside: how much of it is held, and the dispute.
    disputed: Decimal = Decimal(0)
    aside: Decimal = Decimal(0)
    dispute: UUID | None = None
    was_decided: bool = False

    @property
    def total(self) -> Decimal:
        return self.amount + self.charges

    @property
    def left(self) -> Decimal:
        return self.amount - self.back - self.disputed


def set_the_scene(at: datetime) -> None:
    """Prices, limits, rules and rates: the same for every story, so they are made once."""
    services.set_fee(
        kind="P2P", currency=USD, flat=FLAT, percent=PERCENT, tax_percent=TAX, active_from=at - timedelta(days=2)
    )
    services.set_tier_limit(
        tier="TIER_0", currency=USD, single=SINGLE, daily=DAILY, daily_count=COUNT, maximum_balance=MOST
    )
    set_rule(
        code="large",
        title="Large",
        metric="AMOUNT",
        threshold=HELD_ABOVE,
        currency=USD,
        kind="P2P",
        result="HOLD",
        now=at,
    )
    for base, quote, rate in ((USD, EUR, RATE), (EUR, USD, 1 / RATE)):
        services.set_rate(
            base=base,
            quote=quote,
            rate=rate.quantize(Decimal("0.000001")),
            spread_percent=SPREAD,
            active_from=at - timedelta(days=2),
        )


class LifeMachine(RuleBasedStateMachine):
    """Every step is one call of a service that commits."""

    payments = Bundle("payments")

    @initialize(endowments=st.lists(st.integers(80, 380), min_size=PEOPLE, max_size=PEOPLE))
    def everybody_joins(self, endowments: list[int]) -> None:
        """New people for every story, so that nothing has to be cleared away."""
        cache.clear()
        self.at = clock.now()
        self.people: list[User] = []
        self.wallets: dict[tuple[int, str], Wallet] = {}
        self.model: dict[UUID, Decimal] = {}
        self.spent: list[Decimal] = []
        self.count: list[int] = []
        self.paid: dict[UUID, Paid] = {}
        self.owed = Decimal(0)
        self.strangers = [self.number() for _ in range(2)]
        for endowment in endowments:
            self.join(self.number(), endowment)
        self.maker, self.checker = uuid4(), uuid4()
        for person_id in (self.maker, self.checker):
            User.objects.create(id=person_id, msisdn=self.number(), full_name="Olga Operator", is_staff=True)

    @staticmethod
    def number() -> str:
        return f"+2547{10_000_000 + next(_numbers) % 9_999_999:08}"

    def join(self, msisdn: str, endowment: int = 0) -> int:
        """Somebody with two wallets and money in the first."""
        user = User.objects.create(msisdn=msisdn, full_name=f"Person {len(self.people)}")
        index = len(self.people)
        self.people.append(user)
        self.spent.append(Decimal(0))
        self.count.append(0)
        for currency in (USD, EUR):
            wallet = open_wallet(holder_id=user.id, currency=currency, now=self.at)
            self.wallets[index, currency] = wallet
            self.model[wallet.available_account] = self.model[wallet.held_account] = Decimal(0)
        if endowment:
            money = Money(Decimal(endowment), USD)
            trust = open_account(code="trust:equity", kind="ASSET", currency=USD, floor=None, at=self.at)
            account = self.available(index)
            post([Entry(uuid7(), "DEPOSIT", [Leg(trust, -money), Leg(account, money)], self.at)])
            self.model[account] += endowment
        return index

    # The model's own arithmetic.

    def beside(self, person: int, offset: int) -> User:
        return self.people[(person + offset) % PEOPLE]

    def available(self, person: int, currency: str = USD) -> UUID:
        return self.wallets[person, currency].available_account

    def held(self, person: int) -> UUID:
        return self.wallets[person, USD].held_account

    def move(self, source: UUID, target: UUID | None, amount: Decimal, fee: Decimal = Decimal(0)) -> None:
        self.model[source] -= amount + fee
        if target:
            self.model[target] += amount

    def refusal(self, payer: int, payee: int | None, amount: Decimal, *, waits: bool) -> str:
        """Why a transfer is declined; empty: it is not."""
        total = amount + charges_of(amount)
        if amount > SINGLE:
            return "tier_limit_exceeded"
        if waits and payee is None and amount > HELD_ABOVE:
            return "refused_by_rules"
        if self.model[self.available(payer)] < total:
            return "insufficient_funds"
        if self.spent[payer] + amount > DAILY:
            return "daily_limit_exceeded"
        if self.count[payer] + 1 > COUNT:
            return "daily_count_exceeded"
        if not waits and payee is not None and self.model[self.available(payee)] + amount > MOST:
            return "payee_limit_exceeded"
        return ""

    def book(self, row: Transaction, key: str, payer: int, payee: int | None, stranger: int | None = None) -> Paid:
        """Takes a payment that was not declined into the model."""
        terms = (row.amount, charges_of(row.amount), row.state, bytes(row.request_digest))
        paid = Paid(row.id, key, payer, payee, *terms, stranger)
        self.paid[row.id] = paid
        self.spent[payer] += paid.amount
        self.count[payer] += 1
        if paid.state == "HELD":
            self.move(self.available(payer), self.held(payer), paid.total)
        elif payee is not None:
            self.move(self.available(payer), self.available(payee), paid.amount, paid.charges)
        return paid

    def goes_back(self, paid: Paid) -> None:
        """A held payment is returned, and what it had counted with it."""
        self.move(self.held(paid.payer), self.available(paid.payer), paid.total)
        self.spent[paid.payer] -= paid.amount
        self.count[paid.payer] -= 1
        paid.state = "RETURNED"

    def send(self, payer: int, to: str, amount: Decimal, key: str, **more: Any) -> Transaction:
        return services.send_money(
            payer_id=self.people[payer].id,
            session_id=None,
            to=to,
            amount=Money(amount, USD),
            key=key,
            digest=b"d" * 32,
            at=self.at,
            **more,
        ).transaction

    def outcome(self, work: Callable[[], Any]) -> str:
        """The code of what it raised, or nothing."""
        try:
            work()
        except DomainError as error:
            return error.code
        return ""

    # What people do.

    @rule(
        target=payments, payer=people, offset=st.sampled_from([1, 2, 1, 2, 0]), amount=amounts, is_quoted=st.booleans()
    )
    def somebody_pays(self, payer: int, offset: int, amount: Decimal, is_quoted: bool) -> Any:
        payee = (payer + offset) % PEOPLE
        key = str(uuid4())
        quote_id = None
        if is_quoted:
            quote = services.quote(person_id=self.people[payer].id, kind="P2P", amount=Money(amount, USD), at=self.at)
            assert quote.fee + quote.tax == charges_of(amount)
            quote_id = quote.id
        row = self.send(payer, str(self.people[payee].id), amount, key, quote_id=quote_id)
        if payer == payee:
            assert row.failure_code == "self_transfer"
            return multiple()
        expected = self.refusal(payer, payee, amount, waits=amount > HELD_ABOVE)
        assert row.failure_code == expected, (row.failure_code, expected)
        if expected:
            return multiple()
        assert row.state == ("HELD" if amount > HELD_ABOVE else "COMPLETED")
        return self.book(row, key, payer, payee)

    @rule(person=people, rest=st.sampled_from([Decimal(0), Decimal("0.50"), Decimal(20)]))
    def somebody_takes_nearly_all_in_cash(self, person: int, rest: Decimal) -> None:
        """Money goes out through the bank, so that others find none."""
        account = self.available(person)
        money = Money(self.model[account] - rest, USD)
        if money.amount > 0:
            trust = open_account(code="trust:equity", kind="ASSET", currency=USD, floor=None, at=self.at)
            post([Entry(uuid7(), "WITHDRAWAL", [Leg(trust, money), Leg(account, -money)], self.at)])
            self.model[account] = rest

    @rule(target=payments, payer=people, stranger=strangers, amount=amounts)
    def somebody_pays_a_stranger(self, payer: int, stranger: int, amount: Decimal) -> Any:
        key = str(uuid4())
        row = self.send(payer, self.strangers[stranger], amount, key, invite=True)
        expected = self.refusal(payer, None, amount, waits=True)
        waiting = sum(paid.state == "HELD" and paid.stranger is not None for paid in self.of(payer))
        if not expected and waiting >= MAX_WAITING:
            expected = "too_many_invitations"
        assert row.failure_code == expected, (row.failure_code, expected)
        return multiple() if expected else self.book(row, key, payer, None, stranger)

    @rule(target=payments, payer=people, offset=st.integers(1, 2), amount=amounts, twice=st.booleans())
    def somebody_pays_what_they_are_asked_for(self, payer: int, offset: int, amount: Decimal, twice: bool) -> Any:
        asker = (payer + offset) % PEOPLE
        shares = [Share(str(self.people[payer].id), Money(amount, USD))]
        asked = ask_for_money(
            requester_id=self.people[asker].id, shares=shares, key=str(uuid4()), digest=b"d" * 32, at=self.at
        )
        key, expected = str(uuid4()), self.refusal(payer, asker, amount, waits=amount > HELD_ABOVE)

        def accept(key: str) -> Transaction:
            return accept_request(
                payer_id=self.people[payer].id,
                session_id=None,
                request_id=asked.requests[0].id,
                key=key,
                digest=b"d" * 32,
                at=self.at,
            ).transaction

        row = accept(key)
        assert row.failure_code == expected, (row.failure_code, expected)
        if expected:
            return multiple()
        if twice:
            assert self.outcome(lambda: accept(str(uuid4()))) == "payment_request_not_pending"
        return self.book(row, key, payer, asker)

    @rule(target=payments, payer=people, offset=st.integers(1, 2), amount=amounts)
    def a_date_has_come(self, payer: int, offset: int, amount: Decimal) -> Any:
        """A schedule pays, once however often it is swept."""
        payee = (payer + offset) % PEOPLE
        day = (self.at - timedelta(hours=1)).date().isoformat()
        schedule = arrange(
            self.people[payer],
            self.people[payee],
            str(amount),
            start=day,
            frequency="ONCE",
            at="00:00",
            time_zone="UTC",
        )
        expected = self.refusal(payer, payee, amount, waits=amount > HELD_ABOVE)
        for _ in range(2):
            while pay_due(now=self.at):
                """What other stories have left is swept as well."""
        run = ScheduleRun.objects.get(schedule=schedule)
        assert run.failure_code == expected, (run.failure_code, expected)
        if expected:
            return multiple()
        assert run.transaction_id is not None
        row = Transaction.objects.get(pk=run.transaction_id)
        return self.book(row, row.idempotency_key, payer, payee)

    @rule(payer=people, figures=st.lists(st.tuples(st.integers(1, 2), amounts), min_size=1, max_size=3))
    def somebody_pays_a_list_of_people(self, payer: int, figures: list[tuple[int, Decimal]]) -> None:
        """The whole sum is put aside, each is paid out of it as far as they may hold it, the rest comes back."""
        total = sum((amount for _, amount in figures), Decimal(0))
        person = self.people[payer]
        wallet = find_wallet(person.id, USD)
        side = Side(person.id, person.full_name, wallet, person.kyc_tier)
        assert wallet is not None
        name, free = uuid4(), free_of_charge(USD)
        rows = [
            BulkPayment(
                uuid7(),
                f"{name}:{line}",
                b"d" * 32,
                self.people[(payer + offset) % PEOPLE].id,
                Money(amount, USD),
                free,
            )
            for line, (offset, amount) in enumerate(figures)
        ]

        def pay() -> None:
            with transaction.atomic():
                account = services.put_aside(
                    kind=DISBURSEMENT,
                    payer=side,
                    is_cautious=False,
                    account_code=f"disbursement:{name}",
                    amount=Money(total, USD),
                    debit=Money(total, USD),
                    entry_id=uuid7(),
                    at=self.at,
                )
                outcome = services.pay_many(
                    kind=DISBURSEMENT, payer=side, source_account=account, payments=rows, at=self.at
                )
                again = services.pay_many(
                    kind=DISBURSEMENT,
                    payer=side,
                    source_account=account,
                    payments=[row for row in rows if row.id in outcome.paid],
                    at=self.at,
                )
                assert again.paid == outcome.paid
                services.give_rest_back(
                    kind=DISBURSEMENT,
                    account=account,
                    to_account=wallet.available_account,
                    entry_id=uuid7(),
                    at=self.at,
                )
                refused.update(outcome.refused)

        refused: dict[UUID, str] = {}
        code = self.outcome(pay)
        if self.model[wallet.available_account] < total:
            expected = "insufficient_funds"
        elif self.spent[payer] + total > DAILY:
            expected = "daily_limit_exceeded"
        elif self.count[payer] + 1 > COUNT:
            expected = "daily_count_exceeded"
        else:
            expected = ""
        assert code == expected, (code, expected)
        if expected:
            return
        self.spent[payer] += total
        self.count[payer] += 1
        for row, (offset, amount) in zip(rows, figures, strict=True):
            target = self.available((payer + offset) % PEOPLE)
            if self.model[target] + amount > MOST:
                assert refused[row.id] == "payee_limit_exceeded"
            else:
                assert row.id not in refused
                self.move(wallet.available_account, target, amount)

    def of(self, payer: int) -> list[Paid]:
        return [paid for paid in self.paid.values() if paid.payer == payer]

    @rule(paid=payments)
    def somebody_asks_again_with_the_same_key(self, paid: Paid) -> None:
        again = services.send_money(
            payer_id=self.people[paid.payer].id,
            session_id=None,
            to=str(self.people[paid.payee].id) if paid.payee is not None else self.strangers[paid.stranger or 0],
            amount=Money(paid.amount, USD),
            key=paid.key,
            digest=paid.digest,
            invite=paid.stranger is not None,
            at=self.at,
        )
        assert (again.transaction.id, again.replayed) == (paid.id, True)

    @rule(stranger=strangers)
    def a_stranger_registers(self, stranger: int) -> None:
        """They get what waits for them, as far as they may hold it; and another stranger takes their place."""
        msisdn = self.strangers[stranger]
        person = self.join(msisdn)
        services.claim_invitations(msisdn=msisdn, now=self.at)
        waiting = [p for p in self.paid.values() if p.stranger == stranger and p.state == "HELD"]
        for paid in sorted(waiting, key=lambda each: each.id):
            if self.model[self.available(person)] + paid.amount > MOST:
                self.goes_back(paid)
                continue
            self.move(self.held(paid.payer), self.available(person), paid.amount, paid.charges)
            paid.state, paid.payee = "COMPLETED", person
        self.strangers[stranger] = self.number()
        for paid in self.paid.values():
            if paid.stranger == stranger:
                # From now on the name stands for somebody else.
                paid.stranger = None if paid.payee is None else -1

    @rule(paid=payments)
    def the_sender_thinks_better_of_it(self, paid: Paid) -> None:
        code = self.outcome(
            lambda: services.cancel_invitation(
                person_id=self.people[paid.payer].id, transaction_id=paid.id, now=self.at
            )
        )
        row = Transaction.objects.get(pk=paid.id)
        if row.held_for == "CLAIM" and paid.state == "HELD":
            assert code == ""
            self.goes_back(paid)
        elif row.failure_code != "cancelled_by_sender":
            assert code == "not_held"

    @rule()
    def nobody_registers_in_time(self) -> None:
        while services.sweep_invitations(now=self.at + timedelta(days=4)):
            """What other stories have left is swept as well."""
        for paid in self.paid.values():
            if paid.state == "HELD" and paid.stranger is not None:
                self.goes_back(paid)

    # What operators do.

    @rule(paid=payments)
    def a_reviewer_releases_it(self, paid: Paid) -> None:
        if paid.stranger is not None:
            return
        code = self.outcome(lambda: services.release_held(transaction_id=paid.id, at=self.at))
        if paid.state == "HELD" and paid.payee is not None:
            assert code == ""
            self.move(self.held(paid.payer), self.available(paid.payee), paid.amount, paid.charges)
            paid.state = "COMPLETED"
        elif paid.state == "RETURNED" or paid.amount <= HELD_ABOVE:
            assert code == "not_held"

    @rule(paid=payments)
    def a_reviewer_returns_it(self, paid: Paid) -> None:
        code = self.outcome(lambda: services.return_held(transaction_id=paid.id, code="returned_by_review", at=self.at))
        if paid.state == "HELD":
            assert code == ""
            self.goes_back(paid)
            services.follow_returned(transaction_id=paid.id, now=self.at)
        else:
            assert code == ("" if paid.state == "RETURNED" else "not_held")

    @rule(paid=payments, share=shares)
    def the_payee_gives_back(self, paid: Paid, share: Decimal) -> None:
        if paid.payee is None:
            return
        amount = max(cents(paid.amount * share), Decimal("0.01"))
        outcomes: list[Transaction] = []

        def give() -> None:
            outcomes.append(
                services.refund(
                    payee_id=self.people[paid.payee or 0].id,
                    session_id=None,
                    transaction_id=paid.id,
                    amount=Money(amount, USD),
                    reason="",
                    key=str(uuid4()),
                    digest=b"d" * 32,
                    at=self.at,
                ).transaction
            )

        code = self.outcome(give)
        if paid.state != "COMPLETED":
            assert code == "not_refundable" or code == "transaction_not_found", code
            return
        assert code == ""
        if paid.is_reversed:
            expected = "already_reversed"
        elif paid.left <= 0:
            expected = "nothing_left_to_refund"
        elif amount > paid.left:
            expected = "refund_too_large"
        elif self.model[self.available(paid.payee)] < amount:
            expected = "insufficient_funds"
        else:
            expected = ""
        assert outcomes[0].failure_code == expected, (outcomes[0].failure_code, expected)
        if not expected:
            self.move(self.available(paid.payee), self.available(paid.payer), amount)
            paid.back += amount

    @rule(paid=payments, owes=st.booleans())
    def two_operators_reverse_it(self, paid: Paid, owes: bool) -> None:
        requests: list[Any] = []

        def reverse() -> None:
            request = services.request_reversal(
                transaction_id=paid.id,
                policy="RECEIVABLE" if owes else "REFUSE",
                reason="A mistake.",
                maker_id=self.maker,
                now=self.at,
            )
            requests.append(
                services.approve_reversal(request_id=request.id, checker_id=self.checker, holds_role=True, now=self.at)
            )

        code = self.outcome(reverse)
        if paid.state != "COMPLETED" or paid.is_reversed or paid.back or paid.disputed:
            assert code == "not_reversible", code
            return
        assert code == ""
        assert paid.payee is not None
        short = max(paid.amount - self.model[self.available(paid.payee)], Decimal(0))
        if short and not owes:
            assert requests[0].state == "REFUSED"
            return
        assert requests[0].state == "DONE"
        self.model[self.available(paid.payee)] -= paid.amount - short
        self.model[self.available(paid.payer)] += paid.total
        self.owed += short
        paid.is_reversed = True

    @rule(paid=payments, share=shares)
    def the_payer_complains(self, paid: Paid, share: Decimal) -> None:
        """What is left is kept back from refunds; what the payee still has of it is put aside."""
        amount = max(cents(paid.amount * share), Decimal("0.01"))
        opened: list[Any] = []
        code = self.outcome(
            lambda: opened.append(
                disputes.open_dispute(
                    payer_id=self.people[paid.payer].id,
                    transaction_id=paid.id,
                    reason="NOT_RECEIVED",
                    statement="It never came.",
                    amount=amount,
                    key=str(uuid4()),
                    digest=b"d" * 32,
                    now=self.at,
                ).dispute
            )
        )
        if code == "rate_limited":
            return
        can_be = paid.state == "COMPLETED" and paid.payee is not None and not paid.was_decided
        if not can_be or paid.dispute or paid.is_reversed or amount > paid.left:
            assert code, "it was opened"
            return
        assert code == "", code
        assert paid.payee is not None
        paid.dispute, paid.disputed = opened[0].id, amount
        paid.aside = min(amount, self.model[self.available(paid.payee)])
        self.move(self.available(paid.payee), self.held(paid.payee), paid.aside)

    @rule(paid=payments, verdict=st.sampled_from(["payer", "payee", "withdrawn"]))
    def the_complaint_ends(self, paid: Paid, verdict: str) -> None:
        """For the payer as far as the payee has it; else everything is the payee's again."""
        if paid.dispute is None or paid.payee is None:
            return
        if verdict == "withdrawn":
            disputes.withdraw(payer_id=self.people[paid.payer].id, dispute_id=paid.dispute, now=self.at)
        else:
            disputes.contest(
                payee_id=self.people[paid.payee].id,
                dispute_id=paid.dispute,
                statement="It did.",
                key=str(uuid4()),
                digest=b"d" * 32,
                now=self.at,
            )
            decide = disputes.decide_for_payer if verdict == "payer" else disputes.decide_for_payee
            decide(dispute_id=paid.dispute, reason="So it is.", by=self.maker, now=self.at)
            paid.was_decided = True
        self.move(self.held(paid.payee), self.available(paid.payee), paid.aside)
        if verdict == "payer":
            given = min(paid.disputed, self.model[self.available(paid.payee)])
            self.move(self.available(paid.payee), self.available(paid.payer), given)
            paid.back += given
        paid.dispute, paid.disputed, paid.aside = None, Decimal(0), Decimal(0)

    # Two wallets of one person.

    @rule(person=people, amount=amounts, back=st.booleans())
    def somebody_changes_money(self, person: int, amount: Decimal, back: bool) -> None:
        base, quote = (EUR, USD) if back else (USD, EUR)
        rate = (1 / RATE).quantize(Decimal("0.000001")) if back else RATE
        gets = cents(amount * rate * (100 - SPREAD) / 100)
        if gets > amount * rate:
            # Rounding never gives more than the middle rate is worth.
            gets -= Decimal("0.01")
        outcomes: list[Transaction] = []
        code = self.outcome(
            lambda: outcomes.append(
                services.convert(
                    person_id=self.people[person].id,
                    session_id=None,
                    amount=Money(amount, base),
                    to_currency=quote,
                    key=str(uuid4()),
                    digest=b"d" * 32,
                    proof=None,
                    at=self.at,
                ).transaction
            )
        )
        assert code == ""
        row = outcomes[0]
        if row.failure_code:
            self.explain_conversion(row, person, amount, base, quote, gets)
            return
        assert row.received_amount == gets
        self.model[self.available(person, base)] -= amount
        self.model[self.available(person, quote)] += gets
        if base == USD:
            self.spent[person] += amount
            self.count[person] += 1

    def explain_conversion(
        self, row: Transaction, person: int, amount: Decimal, base: str, quote: str, gets: Decimal
    ) -> None:
        """Why it was declined, as the model sees it."""
        reasons = {
            "insufficient_funds": self.model[self.available(person, base)] < amount,
            "tier_limit_exceeded": base == USD and amount > SINGLE,
            "daily_limit_exceeded": base == USD and self.spent[person] + amount > DAILY,
            "daily_count_exceeded": base == USD and self.count[person] + 1 > COUNT,
            "payee_limit_exceeded": quote == USD and self.model[self.available(person, quote)] + gets > MOST,
            "below_minimum": gets == 0,
        }
        assert reasons[row.failure_code], row.failure_code

    # What must always be so.

    @precondition(lambda self: hasattr(self, "model"))
    @invariant()
    def balances_are_what_the_model_says(self) -> None:
        found = ledger.get_balances(list(self.model))
        assert {account: money.amount for account, money in found.items()} == self.model
        assert min(self.model.values()) >= 0

    def teardown(self) -> None:
        for paid in getattr(self, "paid", {}).values():
            row = Transaction.objects.get(pk=paid.id)
            assert row.state == paid.state


def run_machine(*, examples: int, steps: int) -> None:
    """Tries `examples` stories of up to `steps` steps each. Raises AssertionError with the shortest that fails."""
    from hypothesis.stateful import run_state_machine_as_test

    set_the_scene(clock.now())
    quiet = hypothesis.settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        suppress_health_check=list(hypothesis.HealthCheck),
        print_blob=True,
    )
    run_state_machine_as_test(LifeMachine, settings=quiet)
