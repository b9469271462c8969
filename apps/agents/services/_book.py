"""The book of what agents do and earn: written with the money, in its statement or transaction.

What a payment at a desk takes along (`serving`):

- its condition: the teller's shift is open, for which it is locked against being closed; the teller works there; outlet
  and agent are in service; and the customer is nobody who works for the agent (SECURITY 21);
- its records: the dealing, and a line of commission for each who earns;
- its calls, after the ledger has locked the accounts of outlet and customer: the counters of both and the teller's
  drawer (sql/counting.sql), which may refuse, and the journal entry of the commission. That moves money between
  accounts without a floor and so locks nothing.

All of it commits with the money or not at all. What puts an entry of a commission on accounts writes the lines that say
so beside it, so the unpaid lines of an account always make its balance (`verification`).

When a payment is reversed, the mirror of its commission is posted in that transaction and lines say so: what was earned
is taken back, also from who was paid it already; then their account is below zero until they have earned more.
"""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

from apps.agents import limits
from apps.agents.codes import COMMISSIONS, agent_code, outlet_code, teller_code
from apps.agents.commissions import shares_of
from apps.agents.errors import AgentNotFound, ShiftNotOpen
from apps.agents.models import Agent, CashOutCode, CommissionLine, Outlet, Shift, Staff
from apps.agents.models._agents import AgentStatus
from apps.agents.models._commissions import Earner
from apps.agents.models._dealings import CashOutState, Whose
from apps.agents.models._shifts import ShiftState
from apps.agents.selectors import Desk, works_for
from apps.core import sql
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.ledger.services import Entry, Leg, deferred_account_id
from apps.transactions.errors import AgentNotActive, CashCodeBlocked, CashCodeExpired, Declined, SelfDealing
from apps.transactions.kinds import CASH_IN, CASH_OUT
from apps.transactions.limits import day_of
from apps.transactions.models import Transaction
from apps.transactions.services import Attachment, open_platform_accounts, run_part

_MAY_SERVE = """
EXISTS (SELECT FROM agents_shift h WHERE h.id = %s AND h.teller_id = %s AND h.state = 'OPEN' FOR NO KEY UPDATE)
AND EXISTS (SELECT FROM agents_outlet o JOIN agents_agent a ON a.id = o.agent_id
             WHERE o.id = %s AND o.is_open AND a.status = 'ACTIVE')
AND EXISTS (SELECT FROM agents_staff s WHERE s.id = %s AND s.ended_at IS NULL)
AND NOT EXISTS (SELECT FROM agents_staff s WHERE s.agent_id = %s AND s.person_id = %s AND s.ended_at IS NULL)
"""
_DEALING = """
INSERT INTO agents_dealing (transaction_id, agent_id, outlet_id, teller_id, shift_id, customer_id, kind, currency,
    amount, commission, at)
SELECT %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::text, %s::text, %s::numeric, %s::numeric,
    %s::timestamptz
"""
_LINES = """
INSERT INTO agents_commissionline (id, entry_id, transaction_id, registration_id, agent_id, outlet_id, earner,
    earner_id, account_code, kind, currency, amount, at)
SELECT unnest(%s::uuid[]), %s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::uuid, unnest(%s::text[]), unnest(%s::uuid[]),
    unnest(%s::text[]), %s::text, %s::text, unnest(%s::numeric[]), %s::timestamptz
"""
_COUNT = """
agents_count(%s::uuid, %s::uuid, %s::uuid, %s::uuid, %s::text, %s::text, %s::numeric, %s::numeric, %s::date,
    %s::timestamptz, %s::numeric, %s::numeric, %s::int, %s::numeric, %s::numeric, %s::int)
"""


class Earned:
    """What a dealing or a registration earns, as a journal entry and the lines that say who it is for."""

    def __init__(self, desk: Desk, *, kind: str, amount: Money, at: datetime) -> None:
        self.desk, self.kind, self.at = desk, kind, at
        self.currency = amount.currency
        self.shares = shares_of(kind=kind, amount=amount, tier=desk.tier, has_super=desk.parent_id is not None, at=at)
        self.entry_id = uuid7()

    @property
    def total(self) -> Money:
        return sum(self.shares.values(), Money.zero(self.currency))

    def entry(self) -> Entry:
        """What moves from the platform's expense to the earners' accounts."""
        gains = [
            Leg(deferred_account_id(self._where(one)[1], self.currency), share) for one, share in self.shares.items()
        ]
        costs = Leg(deferred_account_id(COMMISSIONS, self.currency), -self.total)
        return Entry(self.entry_id, "COMMISSION_EARNED", [costs, *gains], self.at)

    def lines_part(self, *, transaction_id: UUID | None = None, registration_id: UUID | None = None) -> sql.Part:
        """The INSERT of the lines: an effect for sql.run_if_claimed, or a statement of its own."""
        where = [self._where(earner) for earner in self.shares]
        return sql.Part(
            _LINES,
            (
                [uuid7() for _ in self.shares],
                self.entry_id,
                transaction_id,
                registration_id,
                self.desk.agent_id,
                self.desk.outlet_id,
                [earner.value for earner in self.shares],
                [identity for identity, _ in where],
                [code for _, code in where],
                self.kind,
                self.currency,
                [share.amount for share in self.shares.values()],
                self.at,
            ),
        )

    def _where(self, earner: Earner) -> tuple[UUID, str]:
        """Who it is, and the account it accrues on."""
        if earner is Earner.TELLER:
            return self.desk.staff_id, teller_code(self.desk.staff_id)
        if earner is Earner.OUTLET:
            return self.desk.outlet_id, outlet_code(self.desk.outlet_id)
        if earner is Earner.SUPER and self.desk.parent_id is not None:
            return self.desk.parent_id, agent_code(self.desk.parent_id)
        return self.desk.agent_id, agent_code(self.desk.agent_id)


def serving(
    desk: Desk, *, kind: str, customer_id: UUID, customer_tier: str, amount: Money, at: datetime
) -> tuple[Attachment, Declined | None]:
    """What a payment at this desk takes along in its statement, and what refuses it already."""
    counts, refusal = _count(desk, kind, customer_id, customer_tier, amount, at)
    earned = Earned(desk, kind=kind, amount=amount, at=at)
    if refusal is None and works_for(desk.agent_id, customer_id):
        refusal = SelfDealing()

    def written(row: Transaction) -> Sequence[sql.Part]:
        dealing = _dealing_part(desk, kind, customer_id, amount, earned, row.id, at)
        return [dealing, earned.lines_part(transaction_id=row.id)] if earned.shares else [dealing]

    calls = [_called(counts(earned))]
    if earned.shares:
        calls.append(_called(ledger.entry_part(earned.entry())))
    attachment = Attachment(
        condition=sql.Part(
            _MAY_SERVE,
            (desk.shift_id, desk.teller_id, desk.outlet_id, desk.staff_id, desk.agent_id, customer_id),
        ),
        records=(written,),
        calls=calls,
        why_not=lambda: why_not(desk, customer_id),
    )
    return attachment, refusal


def serve_now(
    desk: Desk, *, row: Transaction, kind: str, customer_id: UUID, customer_tier: str, amount: Money, at: datetime
) -> None:
    """Writes what `serving` does for a payment that is paid in this transaction already, as one that was put aside.

    The caller has locked the shift before the ledger's accounts (`lock_service`). Raises the Declined that names a
    limit.
    """
    counts, refusal = _count(desk, kind, customer_id, customer_tier, amount, at)
    if refusal is not None:
        raise refusal
    earned = Earned(desk, kind=kind, amount=amount, at=at)
    run_part(counts(earned))
    dealing = _dealing_part(desk, kind, customer_id, amount, earned, row.id, at)
    sql.fetch_all(dealing.text, dealing.parameters)
    if earned.shares:
        post_earned(earned, transaction_id=row.id)


def post_earned(earned: Earned, *, transaction_id: UUID | None = None, registration_id: UUID | None = None) -> None:
    """Posts a commission and writes its lines, in the caller's transaction."""
    ledger.post([earned.entry()])
    part = earned.lines_part(transaction_id=transaction_id, registration_id=registration_id)
    sql.fetch_all(part.text, part.parameters)


def lock_service(desk: Desk, customer_id: UUID) -> None:
    """Locks the teller's shift in the caller's transaction and looks whether they may serve this customer.

    Raises ShiftNotOpen, AgentNotFound, AgentNotActive, SelfDealing.
    """
    values = (desk.shift_id, desk.teller_id, desk.outlet_id, desk.staff_id, desk.agent_id, customer_id)
    if sql.fetch_one(f"SELECT 1 WHERE {_MAY_SERVE}", values) is None:
        raise why_not(desk, customer_id) or ShiftNotOpen()


def why_not(desk: Desk, customer_id: UUID) -> Exception | None:
    """What is in the way of serving this customer by now; None when nothing is any more."""
    if not Shift.objects.filter(pk=desk.shift_id, state=ShiftState.OPEN).exists():
        return ShiftNotOpen()
    if not Staff.objects.filter(pk=desk.staff_id, ended_at=None).exists():
        return AgentNotFound()
    if works_for(desk.agent_id, customer_id):
        return SelfDealing()
    there = Outlet.objects.filter(pk=desk.outlet_id, is_open=True, agent__status=AgentStatus.ACTIVE)
    return None if there.exists() else AgentNotActive()


class Dealings:
    """What becomes of a payment at an agent later (transactions.followers)."""

    def returned(self, row: Transaction, *, at: datetime) -> None:
        """Money that was put aside for a code went back: nobody fetches it any more."""
        state = {
            CashCodeExpired.code: CashOutState.EXPIRED,
            CashCodeBlocked.code: CashOutState.BLOCKED,
        }.get(row.failure_code, CashOutState.CANCELLED)
        waiting = CashOutCode.objects.filter(transaction_id=row.id, state=CashOutState.WAITING)
        waiting.update(state=state, decided_at=at)

    def undone(self, row: Transaction, *, at: datetime) -> None:
        """What was earned by it is taken back."""
        lines = list(CommissionLine.objects.filter(transaction_id=row.id, amount__gt=0).order_by("id"))
        for entry_id in {line.entry_id for line in lines}:
            ledger.reverse(entry_id=entry_id, effective_at=at)
        CommissionLine.objects.bulk_create(
            CommissionLine(
                entry_id=ledger.answer_id(line.entry_id),
                transaction_id=line.transaction_id,
                agent_id=line.agent_id,
                outlet_id=line.outlet_id,
                earner=line.earner,
                earner_id=line.earner_id,
                account_code=line.account_code,
                kind=line.kind,
                currency=line.currency,
                amount=-line.amount,
                at=at,
            )
            for line in lines
        )

    def is_own(self, row: Transaction, *, by: UUID) -> bool:
        """Whether they work, or have worked, for the agent whose float gets it back, or for its super-agent.

        Not for one that loses it: else it would name all operators its staff, and nothing could be taken from it.
        """
        outlet = Outlet.objects.select_related("agent").filter(pk=row.payer_id).first() if row.payer_id else None
        if outlet is None:
            return False
        return Staff.objects.filter(agent_id__in=[outlet.agent_id, outlet.agent.parent_id], person_id=by).exists()


def open_agent_books(agent: Agent, *, at: datetime) -> None:
    """Opens the accounts that dealings of an agent are posted to, or finds them open. Payments do not ask."""
    ledger.open_account(code=agent_code(agent.id), kind="LIABILITY", currency=agent.currency, floor=None, at=at)
    ledger.open_account(code=COMMISSIONS, kind="EXPENSE", currency=agent.currency, floor=None, at=at)
    for kind in (CASH_IN, CASH_OUT):
        open_platform_accounts(kind, agent.currency, at=at)


def open_outlet_books(outlet: Outlet, *, at: datetime) -> None:
    """Opens the account that an outlet's commission accrues on, or finds it open."""
    code = outlet_code(outlet.id)
    ledger.open_account(code=code, kind="LIABILITY", currency=outlet.agent.currency, floor=None, at=at)


def open_teller_books(staff: Staff, *, at: datetime) -> None:
    """Opens the account that the commission of somebody's role accrues on, or finds it open."""
    code = teller_code(staff.id)
    ledger.open_account(code=code, kind="LIABILITY", currency=staff.agent.currency, floor=None, at=at)


def _count(
    desk: Desk, kind: str, customer_id: UUID, customer_tier: str, amount: Money, at: datetime
) -> tuple[Callable[[Earned], sql.Part], Declined | None]:
    outlet = limits.get_ceiling(whose=Whose.OUTLET, tier=desk.tier, kind=kind, currency=amount.currency)
    customer = limits.get_ceiling(whose=Whose.CUSTOMER, tier=customer_tier, kind=kind, currency=amount.currency)

    def part(earned: Earned) -> sql.Part:
        return sql.Part(
            _COUNT,
            (
                *(desk.agent_id, desk.outlet_id, desk.shift_id, customer_id, kind, amount.currency, amount.amount),
                *(earned.total.amount, day_of(at), at),
                *(outlet.daily, outlet.monthly, outlet.daily_count),
                *(customer.daily, customer.monthly, customer.daily_count),
            ),
        )

    return part, limits.too_much(outlet=outlet, customer=customer, amount=amount)


def _dealing_part(
    desk: Desk, kind: str, customer_id: UUID, amount: Money, earned: Earned, transaction_id: UUID, at: datetime
) -> sql.Part:
    who = (desk.agent_id, desk.outlet_id, desk.teller_id, desk.shift_id, customer_id)
    return sql.Part(_DEALING, (transaction_id, *who, kind, amount.currency, amount.amount, earned.total.amount, at))


def _called(part: sql.Part) -> sql.Part:
    """As one more column of the SELECT."""
    return sql.Part(f", {part.text}", part.parameters)
