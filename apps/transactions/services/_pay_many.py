"""Many payments of one payer at once, out of money that was put aside: rows, one bulk post, what was refused.

What is locked and what happens when the process dies: everything is part of the caller's transaction. The rows of the
payments are inserted first, as everywhere; a key that stands there already makes its payment a repetition. Then the
ledger locks the source account and the payees' accounts in the order of their ids and moves them all in one call.
What the payees hold by then is compared with what they may while their accounts are still locked, so that no payment
beside this one slips in between. Nothing is seen by anybody before the caller commits, and dying before that leaves
nothing.

A payment's id and key are chosen by the caller and must be the same every time it tries: the key is unique for the
payer and the id is the journal entry's too, so a payment that was made is found and never made again, even by a
caller who has forgotten.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.core import metrics, request_facts, sql
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.selectors import get_balances
from apps.transactions import limits
from apps.transactions.errors import AmountTooLarge, IdempotencyKeyReused, PayeeLimitExceeded, PayeeNotActive
from apps.transactions.kinds import Kind, Parties
from apps.transactions.models import Bearer, Transaction
from apps.transactions.pricing import Price
from apps.transactions.references import new_reference
from apps.transactions.services._pay import Side
from apps.wallets.selectors import Receiver, list_receivers


@dataclass(frozen=True, slots=True)
class BulkPayment:
    """One of many. Amount and price are in the source account's currency; the price was agreed before."""

    id: UUID
    key: str
    digest: bytes
    payee_id: UUID
    amount: Money
    price: Price
    note: str = ""

    @property
    def credit(self) -> Decimal:
        """What reaches the payee."""
        amount = self.amount.amount
        return amount if self.price.bearer == Bearer.PAYER else amount - self.price.fee.amount - self.price.tax.amount


@dataclass(frozen=True, slots=True)
class BulkOutcome:
    """What became of each payment: its reference, or the code of the decline that names what was in its way."""

    paid: Mapping[UUID, str] = field(default_factory=dict)
    refused: Mapping[UUID, str] = field(default_factory=dict)


class _Refused(Exception):
    """One of several payments cannot be made; each has to be tried by itself."""


def pay_many(
    *, kind: Kind, payer: Side, source_account: UUID, payments: Sequence[BulkPayment], at: datetime
) -> BulkOutcome:
    """Pays all that can be paid and says why the others cannot, in the caller's transaction.

    `payer` is who paid into `source_account`. Refused are payees who are closed or have no wallet, and what a payee
    may not hold. Nothing is recorded of a refused payment, and no event is: the caller announces them together.
    Raises ledger.services.InsufficientFunds when the source account does not cover them, and RuntimeError outside a
    transaction.
    """
    if not payments:
        return BulkOutcome()
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("pay_many() belongs into the transaction that remembers what was paid")
    if payer.person_id is None:
        raise ValueError("whoever paid the money in pays these")
    currency = payments[0].amount.currency
    receivers = list_receivers(sorted({one.payee_id for one in payments}), currency)
    refused: dict[UUID, str] = {}
    # What was made before stays made, whatever its payee may hold or has become since.
    before = _made_already(payer.person_id, payments)
    fresh = [one for one in payments if one.id not in before]
    ready = _that_fit(kind, receivers, _that_receive(receivers, fresh, refused), refused)
    make = _Maker(kind, payer, payer.person_id, source_account, receivers, at)
    try:
        with transaction.atomic():
            paid = make.pay(ready)
    except _Refused:
        paid = _one_by_one(make, ready, refused)
    metrics.PAYMENTS.labels(kind.code, "COMPLETED", "").inc(len(paid))
    return BulkOutcome(before | paid, refused)


def _made_already(payer_id: UUID, payments: Sequence[BulkPayment]) -> dict[UUID, str]:
    """The references of those that stand there already, under their own id and for the same request."""
    wanted = {one.id: one.digest for one in payments}
    rows = Transaction.objects.filter(initiator_id=payer_id, idempotency_key__in=[one.key for one in payments])
    known = rows.only("id", "reference", "request_digest")
    return {row.id: row.reference for row in known if wanted.get(row.id) == bytes(row.request_digest)}


def _that_receive(
    receivers: Mapping[UUID, Receiver], payments: Sequence[BulkPayment], refused: dict[UUID, str]
) -> list[BulkPayment]:
    ready = []
    for one in payments:
        receiver = receivers.get(one.payee_id)
        if receiver is not None and receiver.can_receive:
            ready.append(one)
        else:
            refused[one.id] = PayeeNotActive.code
    return ready


def _maxima(kind: Kind, receivers: Mapping[UUID, Receiver]) -> dict[UUID, Decimal]:
    """What each account may hold, of those that have a limit."""
    tiers = {(one.tier, one.currency) for one in receivers.values()}
    by_tier = {
        (tier, currency): limits.get_maximum_balance(tier=tier, kind=kind.code, currency=currency)
        for tier, currency in tiers
    }
    found = {one.available_account: by_tier[one.tier, one.currency] for one in receivers.values()}
    return {account: maximum for account, maximum in found.items() if maximum is not None}


def _that_fit(
    kind: Kind, receivers: Mapping[UUID, Receiver], payments: list[BulkPayment], refused: dict[UUID, str]
) -> list[BulkPayment]:
    """Leaves out what a payee may not hold by now. What arrives meanwhile is found out after the ledger has locked."""
    maxima = _maxima(kind, receivers)
    if not maxima:
        return payments
    balances = {account: money.amount for account, money in get_balances(list(maxima)).items()}
    arriving: dict[UUID, Decimal] = defaultdict(Decimal)
    ready = []
    for one in payments:
        account = receivers[one.payee_id].available_account
        credit = one.credit
        if account in maxima and balances.get(account, Decimal(0)) + arriving[account] + credit > maxima[account]:
            refused[one.id] = PayeeLimitExceeded.code
            continue
        arriving[account] += credit
        ready.append(one)
    return ready


def _parties(one: BulkPayment, source: UUID, payee: UUID) -> Parties:
    return Parties(source, payee, one.amount, one.price.fee, one.price.tax, one.price.bearer)


def _one_by_one(make: "_Maker", payments: Sequence[BulkPayment], refused: dict[UUID, str]) -> dict[UUID, str]:
    """Each by itself, so that one that cannot be made keeps none of the others back."""
    paid: dict[UUID, str] = {}
    for one in payments:
        try:
            with transaction.atomic():
                paid |= make.pay([one])
        except _Refused as error:
            cause = error.__cause__
            refused[one.id] = cause.code if isinstance(cause, DomainError) else PayeeNotActive.code
    return paid


_INSERT = """
INSERT INTO transactions_transaction (
    id, reference, idempotency_key, request_digest, payee_id, payee_wallet_id, payee_name, amount, fee, tax, fee_bearer,
    note, kind, state, failure_code, initiator_id, payer_id, payer_wallet_id, payer_name, currency, received_currency,
    held_for, channel, request_id, created_at)
SELECT new.*, %s::text, 'COMPLETED', '', %s::uuid, %s::uuid, %s::uuid, %s::text, %s::text, '', '', %s::text, %s::text,
       %s::timestamptz
  FROM unnest(%s::uuid[], %s::text[], %s::text[], %s::bytea[], %s::uuid[], %s::uuid[], %s::text[], %s::numeric[],
              %s::numeric[], %s::numeric[], %s::text[], %s::text[]) AS new
ON CONFLICT DO NOTHING RETURNING id, reference
"""


@dataclass(frozen=True, slots=True)
class _Maker:
    """What is the same for all payments of one call."""

    kind: Kind
    payer: Side
    payer_id: UUID
    source_account: UUID
    receivers: Mapping[UUID, Receiver]
    at: datetime

    def pay(self, payments: Sequence[BulkPayment]) -> dict[UUID, str]:
        """Makes all of them or, with _Refused, none. Returns their references."""
        if not payments:
            return {}
        paid = self._insert(payments)
        missing = [one for one in payments if one.id not in paid]
        while missing:
            for known in self._made_before(missing):
                paid[known.id] = known.reference
            missing = [one for one in missing if one.id not in paid]
            # What is left met a reference that is taken: one chance in ten millions for a row.
            paid |= self._insert(missing)
            missing = [one for one in missing if one.id not in paid]
        self._post(payments)
        return paid

    def _insert(self, payments: Sequence[BulkPayment]) -> dict[UUID, str]:
        if not payments:
            return {}
        facts = request_facts.current()
        wallet = self.payer.wallet
        rows = [
            (
                one.id,
                new_reference(),
                one.key,
                one.digest,
                one.payee_id,
                self.receivers[one.payee_id].wallet_id,
                self.receivers[one.payee_id].name,
                one.amount.amount,
                one.price.fee.amount,
                one.price.tax.amount,
                one.price.bearer,
                one.note,
            )
            for one in payments
        ]
        columns = [list(column) for column in zip(*rows, strict=True)]
        same = [
            self.kind.code,
            self.payer_id,
            self.payer_id,
            wallet.id if wallet else None,
            self.payer.name,
            payments[0].amount.currency,
            facts.channel,
            facts.request_id,
            self.at,
        ]
        return dict(sql.fetch_all(_INSERT, [*same, *columns]))

    def _made_before(self, payments: Sequence[BulkPayment]) -> list[Transaction]:
        """Which of these stand there already. Raises _Refused when a key was used for something else."""
        known = list(
            Transaction.objects.filter(
                initiator_id=self.payer_id, idempotency_key__in=[one.key for one in payments]
            ).only("id", "reference", "idempotency_key", "request_digest")
        )
        wanted = {one.key: one for one in payments}
        for row in known:
            one = wanted[row.idempotency_key]
            if row.id != one.id or bytes(row.request_digest) != one.digest:
                raise _Refused from IdempotencyKeyReused()
        return known

    def _post(self, payments: Sequence[BulkPayment]) -> None:
        entries = [
            ledger.Entry(
                one.id,
                self.kind.code,
                self.kind.legs(_parties(one, self.source_account, self.receivers[one.payee_id].available_account)),
                self.at,
            )
            for one in payments
        ]
        try:
            ledger.post(entries)
        except ledger.AccountClosed as error:
            if error.extra.get("account_id") == str(self.source_account):
                raise
            raise _Refused from PayeeNotActive()
        except ledger.BalanceTooLarge:
            raise _Refused from AmountTooLarge()
        self._check_maxima(payments)

    def _check_maxima(self, payments: Sequence[BulkPayment]) -> None:
        reached = {one.payee_id: self.receivers[one.payee_id] for one in payments}
        maxima = _maxima(self.kind, reached)
        if not maxima:
            return
        for account, money in get_balances(list(maxima)).items():
            if money.amount > maxima[account]:
                raise _Refused from PayeeLimitExceeded()
