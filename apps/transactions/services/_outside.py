"""Payments through a provider: asked for in one statement, decided later by what the provider says.

What is locked and what happens when the process dies:

- Asking is the pipeline's one statement (`_pay`): the payment's row (PENDING), the money put aside on the payer's held
  account (of money that leaves), the limits' counters, and the operation that tells what the provider is to do, all or
  nothing. No provider is called in it. Dying before it leaves nothing; dying after it leaves an operation that is due.
- The operation is sent and asked about by apps.gateways, which commits that it is sent before it sends it.
- Deciding is one transaction of apps.gateways.services.apply_result, which calls what is registered here: it has locked
  the operation's row; here the payment's row is locked, then the ledger's accounts in the order of their ids (the entry
  that closes a hold can exist once, and a deposit's entry has the payment's id), then the payer's counters. Operation,
  payment, entry and event commit together. Dying before leaves the payment under way, and the news is brought again.
- A state only moves on: PENDING to UNKNOWN, both to COMPLETED or FAILED, which are final (sql/outside.sql). Money that
  comes or goes after that is put on the platform's account `suspense`, once, for an operator to decide about.
"""

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid5

from django.conf import settings
from django.db import transaction

from apps.accounts.selectors import get_person
from apps.accounts.services import Proof
from apps.core.money import Money
from apps.gateways.base import Capability
from apps.gateways.models import Operation
from apps.gateways.services import Order, open_clearing_account
from apps.ledger import services as ledger
from apps.ledger.services import Leg, account_id, deferred_account_id
from apps.transactions.errors import CurrencyMismatch, Declined, PayeeNotActive
from apps.transactions.kinds import KINDS, SUSPENSE, Direction, Kind
from apps.transactions.models import UNDER_WAY, State, Transaction
from apps.transactions.services._ask import ask
from apps.transactions.services._held import capture_held, locked, parties_of, record_decision, release_money
from apps.transactions.services._pay import PLATFORM, PLATFORM_ID, Attachment, Intent, Outcome, Side, held_of, pay
from apps.transactions.services._quotes import promised
from apps.wallets.models import available_code
from apps.wallets.selectors import find_wallet


def pay_outside(
    *,
    kind: Kind,
    person_id: UUID,
    session_id: UUID | None,
    amount: Money,
    capability: Capability,
    terms: dict[str, Any],
    party_name: str,
    bound_to: str = "",
    counter_code: str = "",
    country: str = "",
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    quote_id: UUID | None = None,
    expires_at: datetime | None = None,
    parent_id: UUID | None = None,
    attachments: tuple[Attachment, ...] = (),
    at: datetime,
) -> Outcome:
    """Asks for a payment through a provider, once for each `key`: it is PENDING, HELD for a review, or DECLINED.

    `terms` are the fields of the provider's request beside id and amount (gateways.base), and `shown`, by which the
    person recognises the account outside; `party_name` is who is on the other side. `bound_to` names the only gateway
    that knows the instrument. `counter_code` is the ledger account (kept open by the caller) that is paid when the
    provider is only the messenger, such as `biller:<code>:payable`. A session needs a `proof`. Raises what `ask`
    raises, accounts.errors.PersonNotFound.
    """
    person = get_person(person_id)
    wallet = find_wallet(person_id, amount.currency)
    side = Side(person.id, person.full_name, wallet, person.kyc_tier, person.time_zone)
    # The price is that of the person's tier, whichever side they are on.
    party = Side(name=party_name[:120], tier=person.kyc_tier)
    is_inward = kind.outside is Direction.IN
    refusal: Declined | None = None if wallet else CurrencyMismatch()
    order = Order(
        person_id=person_id,
        capability=capability,
        amount=amount,
        terms=terms,
        bound_to=bound_to,
        country=country or settings.COUNTRY,
        expires_at=expires_at,
    )
    intent = Intent(
        *(kind, person_id, session_id, party if is_inward else side, side if is_inward else party),
        *(amount, note, key, digest),
        parent_id=parent_id,
        quote_id=quote_id,
        attachments=attachments,
        outside=order,
        counter_code=counter_code,
    )
    if quote_id and refusal is None:
        promise, refusal = promised(quote_id, person_id=person_id, kind=kind.code, payee_id=None, amount=amount, at=at)
        intent = replace(intent, price=promise.price if promise else None)
    return ask(intent, proof=proof, at=at, refusal=refusal)


def settle_outside(
    *,
    kind: Kind,
    source_code: str,
    amount: Money,
    terms: dict[str, Any],
    party_name: str,
    bound_to: str = "",
    note: str = "",
    key: str,
    digest: bytes,
    parent_id: UUID | None = None,
    at: datetime,
) -> Outcome:
    """Pays out what the platform owes on its own account `source_code`, once for each `key`; PENDING until it is paid.

    The caller has decided that so much is owed, under a lock of its own, and calls this in that transaction: an account
    without a floor says no. While it is under way the money lies on `<source_code>:held`, and it goes back when the
    provider does not pay.
    """
    for code in (source_code, held_of(source_code)):
        ledger.open_account(code=code, kind="LIABILITY", currency=amount.currency, floor=None, at=at)
    order = Order(person_id=PLATFORM_ID, capability=Capability.PAY_OUT, amount=amount, terms=terms, bound_to=bound_to)
    intent = Intent(
        *(kind, PLATFORM_ID, None, PLATFORM, Side(name=party_name[:120]), amount, note, key, digest),
        parent_id=parent_id,
        outside=order,
        counter_code=source_code,
    )
    return pay(intent, at=at)


class Payments:
    """What becomes of the payment when something has become of its operation (gateways.followers.Follower)."""

    def submitted_in_vain(self, operation: Operation, *, at: datetime) -> None:
        """Nobody knows what became of it: the payment says so."""
        row = locked(operation.transaction_id)
        if row.state == State.PENDING:
            record_decision(row, {"state": State.UNKNOWN.value}, at=at)

    def succeeded(self, operation: Operation, *, at: datetime) -> Money | None:
        """Completes the payment. Money that came for a wallet which was closed meanwhile goes to suspense."""
        row = _under_way(operation)
        outside = _outside_account(row, operation, at)
        if KINDS[row.kind].outside is Direction.OUT:
            capture_held(row, payee_account=outside, at=at)
        else:
            try:
                with transaction.atomic():
                    _credit(row, outside, at)
            except (ledger.AccountClosed, ledger.BalanceTooLarge):
                _suspend(row, operation, outside, at)
                changes = {"state": State.FAILED.value, "failure_code": PayeeNotActive.code, "decided_at": at}
                record_decision(row, changes, at=at)
                return Money(operation.amount, operation.currency)
        record_decision(row, {"state": State.COMPLETED.value, "decided_at": at}, at=at)
        return None

    def failed(self, operation: Operation, code: str, *, at: datetime) -> None:
        """Gives back what was put aside."""
        row = _under_way(operation)
        if KINDS[row.kind].outside is Direction.OUT:
            release_money(row, at=at)
        record_decision(row, {"state": State.FAILED.value, "failure_code": code, "decided_at": at}, at=at)

    def succeeded_late(self, operation: Operation, *, at: datetime) -> Money:
        """The payment stays failed; the money that moved outside all the same stands on suspense."""
        row = locked(operation.transaction_id)
        outside = _outside_account(row, operation, at)
        return _suspend(row, operation, outside, at)


def _under_way(operation: Operation) -> Transaction:
    row = locked(operation.transaction_id)
    if row.state not in UNDER_WAY:
        raise RuntimeError(f"payment {row.id} is {row.state}, and its operation was not decided")
    return row


def _outside_account(row: Transaction, operation: Operation, at: datetime) -> UUID:
    """The other side of the entry: the clearing account of the gateway that did it, or the one that was agreed."""
    if row.counter_code and row.payer_wallet_id:
        return deferred_account_id(row.counter_code, row.currency)
    return open_clearing_account(gateway_code=operation.gateway_code, currency=row.currency, at=at)


def _credit(row: Transaction, outside: UUID, at: datetime) -> None:
    kind = KINDS[row.kind]
    wallet = account_id(available_code(row.payee_wallet_id), row.currency) if row.payee_wallet_id else None
    legs = kind.legs(parties_of(row, payer_account=outside, payee_account=wallet))
    ledger.post([ledger.Entry(row.id, kind.code, legs, at)])


def _suspend(row: Transaction, operation: Operation, outside: UUID, at: datetime) -> Money:
    """Books what moved outside against suspense, once; positive: nobody has it yet, negative: nobody has paid it."""
    suspense = ledger.open_account(code=SUSPENSE, kind="LIABILITY", currency=row.currency, floor=None, at=at)
    asked = Money(operation.amount, operation.currency)
    came = asked if KINDS[row.kind].outside is Direction.IN else -asked
    entry = ledger.Entry(uuid5(operation.id, "late"), "SUSPENSE", [Leg(outside, -came), Leg(suspense, came)], at)
    ledger.post([entry])
    return came
