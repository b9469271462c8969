"""Cash-in: a customer hands over cash, and the outlet's float becomes money in their wallet.

What is locked and what happens when the process dies:

- Looking up the desk, the customer, limits, habits and what the rules are told only reads. Dying there leaves nothing.
- An unusual amount and a customer's code are answered before anything is decided, and burn no key; before either, the
  teller has shown phone and PIN, so that nobody else learns what a customer usually brings, or has codes sent to them.
  A code that is asked for, and each try at one, is committed on its own (accounts.services.require_step_up). Dying
  after that leaves a code that is good for exactly this cash-in, or a try that was counted.
- One statement then pays (transactions.services.pay_cash_in): it inserts the payment under the teller's key, if the
  PIN still holds, the wallets are in good standing, the customer's code is not used, the shift is open, outlet and
  agent are in service and the customer is nobody who works there. For that it locks the PIN's row, the key and the
  shift, which a teller's next dealing and the end of the shift wait for; then the accounts of outlet and customer in
  the order of their ids; then the counters of outlet, customer and acquaintance (sql/counting.sql). Float, wallet,
  fee, dealing, counters, drawer, commission, event, activity and the used-up code commit together or not at all.
- Dying after it leaves a cash-in that the same key answers for, with what was written down of float and drawer then:
  also when the shift is closed or the customer's number has changed since.
- What is refused (a limit, too little float, a customer who works there) is a payment that was declined, written by a
  statement of its own under the same key.
"""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from apps.accounts import services as accounts
from apps.accounts.errors import InvalidCode, StepUpRequired
from apps.accounts.selectors import Person, find_person
from apps.accounts.services import Proof, StepUpAnswer
from apps.agents import rates
from apps.agents.errors import AgentNotFound, CustomerCodeRequired, ShiftNotOpen, UnusualAmount
from apps.agents.models import DealingKind
from apps.agents.selectors import Desk, get_desk, get_float, get_habits
from apps.agents.services._book import serving, why_not
from apps.agents.unusual import telling_amount, usual_amount
from apps.agents.watch import facts_of
from apps.core import ratelimit
from apps.core.errors import DomainError
from apps.core.money import Money, decimal_string
from apps.transactions.errors import CurrencyMismatch, Declined, IdempotencyKeyReused, InsufficientFunds, NobodyToPay
from apps.transactions.kinds import CASH_IN
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, Outcome, Side, pay_cash_in, resolve_payee


@dataclass(frozen=True, slots=True)
class _Asked:
    """Who asks for which cash-in, and what they bring to be believed."""

    teller_id: UUID
    session_id: UUID | None
    amount: Money
    note: str
    key: str
    digest: bytes
    proof: Proof | None
    at: datetime

    def find_decided(self) -> Transaction | None:
        """What was decided under the key before."""
        return Transaction.objects.filter(initiator_id=self.teller_id, idempotency_key=self.key).first()


def cash_in(
    *,
    teller_id: UUID,
    session_id: UUID | None,
    to: str,
    amount: Money,
    note: str = "",
    key: str,
    digest: bytes,
    proof: Proof | None = None,
    confirmed_unusual: bool = False,
    customer_answer: StepUpAnswer | None = None,
    at: datetime,
) -> Outcome:
    """Pays a customer what they have handed over, from the float of the teller's outlet, once for each of their keys.

    `to` is the customer's number in E.164, or the text of their QR code. What business rules refuse is an outcome with
    state DECLINED. A session needs a `proof`; call it outside a transaction. Raises ShiftNotOpen, AgentNotFound for
    who works for no agent, NobodyToPay, TooManyRequests, UnusualAmount unless `confirmed_unusual`,
    CustomerCodeRequired, InvalidCode, and what transactions.services.pay_cash_in raises.
    """
    asked = _Asked(teller_id, session_id, amount, note, key, digest, proof, at)
    try:
        desk = get_desk(teller_id)
        customer = _find_customer(asked, to)
    except (ShiftNotOpen, AgentNotFound, NobodyToPay) as error:
        return _decided_before(asked, error)
    kind = DealingKind.CASH_IN
    attachment, refusal = serving(
        desk, kind=kind.value, customer_id=customer.id, customer_tier=customer.kyc_tier, amount=amount, at=at
    )
    if amount.currency != desk.currency:
        refusal = CurrencyMismatch()
    attachments = [attachment]
    if refusal is None:
        unusual = None if confirmed_unusual else _unusual(desk, customer, amount)
        needs_code = desk.confirm_above is not None and amount.amount > desk.confirm_above
        if (unusual or needs_code) and asked.find_decided() is None:
            _show_authority(asked)
            refusal = _in_the_way(desk, customer, amount)
            if refusal is None and unusual:
                raise unusual
            if refusal is None and needs_code:
                attachments += _confirmed(asked, desk, customer, customer_answer)
    return pay_cash_in(
        teller_id=teller_id,
        session_id=session_id,
        outlet=desk.side,
        customer_id=customer.id,
        amount=amount,
        note=note,
        key=key,
        digest=digest,
        proof=proof,
        refusal=refusal,
        attachments=tuple(attachments),
        observed={} if refusal else facts_of(desk, customer.id, kind.value, amount, at),
        at=at,
    )


def _find_customer(asked: _Asked, to: str) -> Person:
    """Raises NobodyToPay. Who is not there is looked for at the cost of a look-up, so that nobody tries numbers on."""
    customer = find_person(to)
    if customer is None:
        if asked.find_decided() is None:
            _show_authority(asked)
            resolve_payee(person_id=asked.teller_id, to=to, at=asked.at)
        raise NobodyToPay
    return customer


def _decided_before(asked: _Asked, error: DomainError) -> Outcome:
    """The answer to what was decided already, although by now it could not be asked for; else raises the error."""
    row = asked.find_decided()
    if row is None:
        raise error
    if row.kind != CASH_IN.code or row.payee_id is None:
        raise IdempotencyKeyReused
    # Without a wallet the outlet could pay nothing, but the pipeline finds the key taken, once it believes who asks.
    return pay_cash_in(
        teller_id=asked.teller_id,
        session_id=asked.session_id,
        outlet=Side(row.payer_id, row.payer_name),
        customer_id=row.payee_id,
        amount=asked.amount,
        note=asked.note,
        key=asked.key,
        digest=asked.digest,
        proof=asked.proof,
        at=asked.at,
    )


def _unusual(desk: Desk, customer: Person, amount: Money) -> UnusualAmount | None:
    """What asks to look again, with what is usual as far as this desk may know it; None for a usual amount."""
    habits = get_habits(
        agent_id=desk.agent_id,
        outlet_id=desk.outlet_id,
        customer_id=customer.id,
        kind=DealingKind.CASH_IN,
        currency=amount.currency,
    )
    if usual_amount(amount.amount, habits) is None:
        return None
    told = telling_amount(amount.amount, habits)
    usual = None if told is None else decimal_string(Money.rounded(told, amount.currency).amount, amount.currency)
    return UnusualAmount(usual=usual, currency=amount.currency)


def _show_authority(asked: _Asked) -> None:
    """The teller's phone and PIN, before they are told anything. Raises what accounts.services.authorise raises."""
    if asked.session_id is not None and asked.proof is not None:
        authority = accounts.authorise(
            person_id=asked.teller_id, session_id=asked.session_id, proof=asked.proof, now=asked.at
        )
        accounts.confirm_authority(authority, now=asked.at)


def _in_the_way(desk: Desk, customer: Person, amount: Money) -> Declined | None:
    """What refuses it, before anybody is sent a code for what cannot be. Raises ShiftNotOpen, AgentNotFound."""
    reason = why_not(desk, customer.id)
    if reason is not None and not isinstance(reason, Declined):
        raise reason
    if reason is None and get_float(desk.outlet_id, desk.currency) < amount:
        return InsufficientFunds()
    return reason


def _confirmed(asked: _Asked, desk: Desk, customer: Person, answer: StepUpAnswer | None) -> list[Attachment]:
    """The customer's code for exactly this, to be used up by the payment; nothing when it has been paid meanwhile.

    Raises CustomerCodeRequired, InvalidCode, TooManyRequests.
    """
    amount = decimal_string(asked.amount.amount, asked.amount.currency)
    if answer is None:
        ratelimit.spend(rates.CUSTOMER_CODES_OF_PAIR, f"{asked.teller_id}:{customer.id}", now=asked.at)
        ratelimit.spend(rates.CUSTOMER_CODES_BY_TELLER, str(asked.teller_id), now=asked.at)
    try:
        code_id = accounts.require_step_up(
            person_id=customer.id,
            binding=accounts.binding_of(
                "cash_in",
                teller_id=asked.teller_id,
                outlet_id=desk.outlet_id,
                customer_id=customer.id,
                amount=amount,
                currency=asked.amount.currency,
                key=asked.key,
            ),
            answer=answer,
            about={
                "action": "cash_in",
                "amount": amount,
                "currency": asked.amount.currency,
                "outlet": desk.title,
            },
            now=asked.at,
        )
    except StepUpRequired as error:
        raise CustomerCodeRequired(**error.extra) from None
    except InvalidCode:
        # The same request a moment earlier may have used the code up.
        if asked.find_decided() is None:
            raise
        return []
    return [
        Attachment(
            condition=accounts.unused_code_part(code_id, at=asked.at),
            effects=(lambda _: accounts.use_code_part(code_id, at=asked.at),),
            why_not=lambda: None if accounts.is_unused(code_id, at=asked.at) else InvalidCode(),
        )
    ]
