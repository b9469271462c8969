"""Reads of statements: both ends at once, the lines page by page, each with the payment it belongs to."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db.models import Q

from apps.accounts.identifiers import masked_name
from apps.accounts.time_zones import zone_of
from apps.agents.models import Outlet
from apps.core.money import Money
from apps.ledger import selectors as ledger
from apps.ledger.selectors import EntryFacts, StatementBounds, StatementLine
from apps.reports.labels import Movement, line_label, movement_of
from apps.reports.models import ReceiptLink
from apps.reports.period import Period, period_of
from apps.transactions.kinds import COMMISSION, FLOAT_PURCHASE, FLOAT_SALE, FLOAT_TRANSFER
from apps.transactions.models import Transaction
from apps.transactions.selectors import is_only_drawn_on
from apps.wallets.errors import WalletNotFound
from apps.wallets.models import Wallet

# So many lines are in memory at a time, with their payments.
PAGE = 1_000
US = "GoPay"
UNKNOWN = "Somebody not registered"
# What moves a float and has no customer on its other side.
_BETWEEN_BUSINESSES = frozenset({FLOAT_PURCHASE.code, FLOAT_SALE.code, FLOAT_TRANSFER.code, COMMISSION.code})


@dataclass(frozen=True, slots=True)
class Line:
    """One movement of a wallet's available money.

    `amount` is signed: what came is positive. `fee` is the part of it that was fee and tax; negative where they came
    back. `balance` is what was available afterwards.
    """

    at: datetime
    transaction_id: UUID | None
    reference: str
    kind: str
    movement: Movement
    label: str
    counterparty: str
    note: str
    amount: Money
    fee: Money
    balance: Money


@dataclass(slots=True)
class Totals:
    """What the lines seen so far sum up to; `came` and `went` are both positive."""

    came: Decimal = Decimal(0)
    went: Decimal = Decimal(0)
    fees: Decimal = Decimal(0)
    lines: int = 0

    def add(self, line: Line) -> None:
        if line.amount.amount > 0:
            self.came += line.amount.amount
        else:
            self.went -= line.amount.amount
        self.fees += line.fee.amount
        self.lines += 1


@dataclass(frozen=True, slots=True)
class Statement:
    """A wallet's available money over a period. Both ends are known, and how many lines lie between them.

    The figures are those of the moment `made_at`: what is posted later lies outside, also of a period that reaches
    into the future.
    """

    wallet_id: UUID
    # A person, or the outlet whose float it is.
    holder_id: UUID
    holder_name: str
    currency: str
    period: Period
    made_at: datetime
    account_id: UUID
    bounds: StatementBounds
    is_float: bool = False

    @property
    def opening(self) -> Money:
        return self.bounds.opening

    @property
    def closing(self) -> Money:
        return self.bounds.closing

    @property
    def count(self) -> int:
        return self.bounds.count

    def part(self, *, first: int, most: int) -> list[Line]:
        """Some of the movements: so many at most, from the first-th on, counted from 0. Three short statements."""
        after = self.bounds.after + first
        bounds = replace(self.bounds, after=after, until=min(self.bounds.until, after + most))
        pages = ledger.list_lines(self.account_id, bounds, page=most)
        return [line for lines in pages for line in _with_payments(self, lines)]

    def lines(self, *, page: int = PAGE) -> Iterator[Line]:
        """The movements, oldest first: three short statements for each page, and one page in memory."""
        for lines in ledger.list_lines(self.account_id, self.bounds, page=page):
            yield from _with_payments(self, lines)


def get_own_statement(
    *, holder_id: UUID, wallet_id: UUID, since: str | None, before: str | None, now: datetime
) -> Statement:
    """The statement of one of the person's own wallets, in the days of their own time zone.

    Raises WalletNotFound, also for somebody else's, and InvalidInput for a period that makes no sense.
    """
    wallet = Wallet.objects.select_related("holder").filter(holder_id=holder_id, pk=wallet_id).first()
    if wallet is None:
        raise WalletNotFound
    return _statement(wallet, since=since, before=before, now=now)


def get_statement(*, wallet_id: UUID, since: str | None, before: str | None, now: datetime) -> Statement:
    """The statement of anybody's wallet, for operators, in its holder's days. Raises WalletNotFound, InvalidInput."""
    wallet = Wallet.objects.select_related("holder").filter(pk=wallet_id).first()
    if wallet is None:
        raise WalletNotFound
    return _statement(wallet, since=since, before=before, now=now)


def get_float_statement(*, outlet_id: UUID, since: str | None, before: str | None, now: datetime) -> Statement:
    """The statement of an outlet's float, in the outlet's days. Raises WalletNotFound, InvalidInput."""
    wallet = Wallet.objects.select_related("holder").filter(outlet_id=outlet_id).first()
    if wallet is None:
        raise WalletNotFound
    return _statement(wallet, since=since, before=before, now=now)


def _statement(wallet: Wallet, *, since: str | None, before: str | None, now: datetime) -> Statement:
    holder_id, name, time_zone = _whose(wallet)
    period = period_of(since, before, zone=zone_of(time_zone), now=now)
    bounds = ledger.get_statement_bounds(wallet.available_account, since=period.since, before=period.before)
    return Statement(
        wallet_id=wallet.id,
        holder_id=holder_id,
        holder_name=name,
        currency=wallet.currency,
        period=period,
        made_at=now,
        account_id=wallet.available_account,
        bounds=bounds,
        is_float=wallet.holder_id is None,
    )


def _whose(wallet: Wallet) -> tuple[UUID, str, str]:
    """Who holds it, under which name, and in whose days it is told."""
    if wallet.holder is not None:
        return wallet.holder.id, wallet.holder.full_name, wallet.holder.time_zone
    outlet = Outlet.objects.select_related("agent").get(Q(pk=wallet.outlet_id))
    return outlet.id, f"{outlet.agent.name}, {outlet.name}", outlet.time_zone


def _with_payments(statement: Statement, lines: Sequence[StatementLine]) -> Iterator[Line]:
    """Joins a page of postings with the payments they belong to: by the entry's id, or by the one it answers to."""
    facts = ledger.get_entry_facts({line.entry_id for line in lines})
    wanted = {line.entry_id for line in lines}
    wanted |= {answered for fact in facts.values() if (answered := fact.closes or fact.reverses)}
    payments = {
        row.id: row
        for row in Transaction.objects.filter(id__in=wanted).only(
            *("id", "reference", "kind", "payer_id", "payee_id", "payer_wallet_id", "payee_wallet_id", "payer_name"),
            *("payee_name", "amount", "fee", "tax", "fee_bearer", "currency", "note", "held_for"),
        )
    }
    for line in lines:
        yield _line(statement, line, facts.get(line.entry_id), payments)


def _line(
    statement: Statement, line: StatementLine, facts: EntryFacts | None, payments: dict[UUID, Transaction]
) -> Line:
    own = payments.get(line.entry_id)
    answered = facts and (facts.closes or facts.reverses)
    payment = own or (payments.get(answered) if answered else None)
    is_payer = payment is not None and payment.payer_wallet_id == statement.wallet_id
    # Of a hold that ends, its payer's available money sees only what comes back.
    movement = movement_of(facts, own, payment, is_payer=is_payer)
    kind = payment.kind if payment else facts.kind if facts else ""
    return Line(
        at=line.recorded_at,
        transaction_id=payment.id if payment else None,
        reference=payment.reference if payment else "",
        kind=kind,
        movement=movement,
        label=line_label(movement, kind, is_own=own is not None),
        counterparty=_counterparty(statement, payment, is_payer=is_payer),
        note=payment.note if payment else "",
        amount=line.amount,
        fee=_fee_part(line.amount, payment, is_payer=is_payer),
        balance=line.balance,
    )


def _counterparty(statement: Statement, payment: Transaction | None, *, is_payer: bool) -> str:
    if payment is None:
        return US
    if payment.payer_id == payment.payee_id == statement.holder_id:
        return "My other wallet"
    if statement.is_float:
        # A desk knows its customers by no more than a masked name; of other outlets it knows all of it.
        name = payment.payee_name if is_payer else payment.payer_name
        return (name if payment.kind in _BETWEEN_BUSINESSES else masked_name(name)) if name else US
    if not is_payer:
        return payment.payer_name or US
    if is_only_drawn_on(payment, statement.holder_id):
        # Their business gave it back, and knows of whom it was paid by no more than a masked name.
        return masked_name(payment.payee_name)
    return payment.payee_name or (UNKNOWN if payment.held_for else US)


def _fee_part(amount: Money, payment: Transaction | None, *, is_payer: bool) -> Money:
    """How much of a movement was fee and tax, with the sign of who gets it: more than zero was paid, less came back.

    Only a movement of the whole payment has its charges in it; of a part that came back nothing can be said.
    """
    zero = Money.zero(amount.currency)
    if payment is None or payment.currency != amount.currency:
        return zero
    part = payment.debit - payment.amount if is_payer else payment.amount - payment.credit
    whole = payment.debit if is_payer else payment.credit
    if not part or abs(amount.amount) != whole:
        return zero
    went = amount.amount < 0
    return Money(part if went == is_payer else -part, amount.currency)


def count_receipt_links(*, person_id: UUID, transaction_id: UUID, now: datetime) -> int:
    """How many links of this person's lead to the receipt of this payment."""
    living = ReceiptLink.objects.filter(person_id=person_id, transaction_id=transaction_id, revoked_at=None)
    return living.filter(expires_at__gt=now).count()
