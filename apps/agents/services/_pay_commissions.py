"""Paying commissions out: to tellers into their wallets, to outlets and agents into their floats.

What is locked and what happens when the process dies:

- Making a payout is one transaction. It locks the agent's row FOR SHARE, so that nobody suspends the agent meanwhile;
  then the account on which the commission accrued (`ledger.lock_deferred`), so of two workers the second finds the
  lines paid. It marks the lines with the payout's id in one statement, which tells what they come to, asks for the
  payment (whose key is the payout and the number of the try) and writes the payout. Dying before the commit leaves
  nothing, and the next round makes it.
- It takes what was earned before the payout's end, and all that was taken back until now: who has to give something
  back is not paid before that is netted. What comes to nothing, or to less, is left unmarked and waits for more.
- A wallet that takes nothing declines the payment. Then the payout stands there as FAILED with its lines marked, the
  money is on the account as before, and this same payout is tried again with growing waits until it is PAID. So what is
  on an account are its lines that are in no PAID payout (`verification`). A try again locks the agent's row, the
  payout's and the account, and is decided in one transaction too. While so much was taken back meanwhile that the
  account holds less, it waits, unless an operator asks for it.
- Dealings need no lock and go on: a line that commits after the statement, however early it was, is one of the next
  payout. A claw-back that comes between may leave the account below zero, until more was earned.

Who is suspended is paid nothing; who has closed is paid whole at once.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from decimal import Decimal
from functools import partial
from typing import Any
from uuid import UUID

import structlog
from django.db import transaction

from apps.accounts import services as accounts
from apps.agents.codes import title_of
from apps.agents.commission_days import month_of
from apps.agents.commission_errors import PayoutConflict, PayoutNotFound
from apps.agents.errors import AgentNotFound, OwnAgent
from apps.agents.models import Agent, CommissionPayout, Earner, Outlet, PayoutState, PaysOut, Staff
from apps.agents.services._review import may_let_in
from apps.core import events, sql
from apps.core.ids import uuid7
from apps.core.money import Money, decimal_string
from apps.ledger import services as ledger
from apps.ledger.selectors import get_balance
from apps.transactions.models import State, Transaction
from apps.transactions.services import Side, pay_commission
from apps.wallets.selectors import find_wallet

log = structlog.get_logger("gopay.agents")

# A commission was paid: `payout_id`.
PAID = "agents.commission_paid"
_PAYS = ("ACTIVE", "CLOSED")
_PAYER = "GoPay"
_AT_ONCE = 500
_FIRST_WAIT, _LONGEST_WAIT = timedelta(hours=1), timedelta(days=7)

# Everybody's accounts whose agent is paid so; who has closed is paid at once. A line that waits is looked for first:
# its index answers that at once, while what waits for the end of the month may be long to add up. They come in no
# order, so that accounts at which something goes wrong do not keep the others waiting.
_DUE = """
SELECT x.earner, x.earner_id, x.code, x.currency, x.agent_id FROM (
    SELECT CASE a.rank WHEN 'SUPER' THEN 'SUPER' ELSE 'AGENT' END AS earner, a.id AS earner_id,
           'agent:' || a.id || ':commission' AS code, a.id AS agent_id, a.currency, a.status, a.pays_out
      FROM agents_agent a
    UNION ALL
    SELECT 'OUTLET', o.id, 'outlet:' || o.id || ':commission', a.id, a.currency, a.status, a.pays_out
      FROM agents_outlet o JOIN agents_agent a ON a.id = o.agent_id
    UNION ALL
    SELECT 'TELLER', s.id, 'teller:' || s.id || ':commission', a.id, a.currency, a.status, a.pays_out
      FROM agents_staff s JOIN agents_agent a ON a.id = s.agent_id) x
 WHERE (%(agent)s::uuid IS NULL OR x.agent_id = %(agent)s)
   AND CASE x.status WHEN 'ACTIVE' THEN x.pays_out WHEN 'CLOSED' THEN 'INSTANT' END = ANY(%(paid)s::text[])
   AND CASE WHEN EXISTS (SELECT FROM agents_commissionline l
                          WHERE l.account_code = x.code AND l.payout_id IS NULL AND l.at < %(until)s)
            THEN (SELECT sum(l.amount) FROM agents_commissionline l
                   WHERE l.account_code = x.code AND l.currency = x.currency AND l.payout_id IS NULL
                     AND (l.at < %(until)s OR l.amount < 0 AND l.at <= %(now)s)) > 0
            ELSE false END
 ORDER BY random() LIMIT %(limit)s
"""
_CHOSEN = """
account_code = %(code)s AND currency = %(currency)s AND payout_id IS NULL
AND (at < %(until)s OR amount < 0 AND at <= %(now)s)
"""
_LOOK = f"SELECT coalesce(sum(amount), 0) FROM agents_commissionline WHERE {_CHOSEN}"
_TAKE = f"""
WITH taken AS (
    UPDATE agents_commissionline SET payout_id = %(payout)s WHERE {_CHOSEN} RETURNING amount, at
)
SELECT count(*), coalesce(sum(amount), 0), min(at) FROM taken
"""
_TERMS = "SELECT status, withholding_percent FROM agents_agent WHERE id = %s FOR SHARE"


class CommissionsDiffer(RuntimeError):
    """The lines of an account come to more than it holds. Nothing was paid; look at verify_commissions."""


class _TooLittle(Exception):
    """What has been marked comes to nothing by now: undo it."""


@dataclass(frozen=True, slots=True)
class _Owed:
    """An account on which a commission waits, and whose it is."""

    earner: str
    earner_id: UUID
    code: str
    currency: str
    agent_id: UUID

    @property
    def ledger_account(self) -> UUID:
        return ledger.deferred_account_id(self.code, self.currency)


def pay_commissions_due(*, now: datetime, limit: int = _AT_ONCE) -> int:
    """Pays what is due, and tries again what has failed; returns how many payouts were made or tried.

    At most `limit` of each: what has failed, what is paid at once, and what is paid for the months that are over. Call
    it outside a transaction. What goes wrong by accident is rolled back, logged, and looked at again in a later round.
    """
    tried = 0
    failed = CommissionPayout.objects.filter(state=PayoutState.FAILED, due_at__lte=now).order_by("due_at", "id")
    for payout_id in list(failed.values_list("pk", flat=True)[:limit]):
        tried += _without_accident(str(payout_id), partial(_try_again, payout_id, now))
    for way, until in ((PaysOut.INSTANT, now), (PaysOut.MONTHLY, month_of(now))):
        for owed in _list_owed(ways=(way.value,), until=until, now=now, limit=limit):
            tried += _without_accident(owed.code, partial(_pay, owed, until, now))
    return tried


def pay_agent_now(*, agent_id: UUID, reason: str, by: UUID, now: datetime) -> int:
    """Pays everybody at an agent what they have earned until now, for an operator; returns how many payouts were made
    or tried.

    Raises AgentNotFound, OwnAgent for who works or has worked there, PayoutConflict for one that is not paid.
    """
    agent = Agent.objects.filter(pk=agent_id).first()
    if agent is None:
        raise AgentNotFound
    if not may_let_in(agent, by=by):
        raise OwnAgent
    if agent.status not in _PAYS:
        raise PayoutConflict
    _note(by, "agents.commissions_paid_now", agent_id, reason, now)
    failed = CommissionPayout.objects.filter(agent_id=agent_id, state=PayoutState.FAILED).order_by("id")
    ways = (PaysOut.INSTANT.value, PaysOut.MONTHLY.value)
    tried = 0
    for payout_id in list(failed.values_list("pk", flat=True)[:_AT_ONCE]):
        tried += _try_again(payout_id, now, is_asked=True)
    for owed in _list_owed(ways=ways, until=now, now=now, limit=_AT_ONCE, agent_id=agent_id):
        tried += _pay(owed, now, now) is not None
    return tried


def retry_commission(*, payout_id: UUID, reason: str, by: UUID, now: datetime) -> CommissionPayout:
    """Tries a payout that has failed again at once, for an operator; returns it as it is then.

    Raises PayoutNotFound, OwnAgent for who works or has worked there, PayoutConflict for one that was paid or whose
    agent is suspended.
    """
    row = CommissionPayout.objects.filter(pk=payout_id).first()
    if row is None:
        raise PayoutNotFound
    if not may_let_in(Agent.objects.get(pk=row.agent_id), by=by):
        raise OwnAgent
    if not _try_again(payout_id, now, is_asked=True):
        raise PayoutConflict
    _note(by, "agents.commission_retried", payout_id, reason, now)
    row.refresh_from_db()
    return row


def _note(person_id: UUID, action: str, subject: UUID, reason: str, now: datetime) -> None:
    accounts.record_activity(
        person_id=person_id, action=action, subject=str(subject), detail={"reason": reason}, at=now
    )


def _without_accident(subject: str, work: Callable[[], object]) -> bool:
    """Whether it did something."""
    try:
        return bool(work())
    except Exception:
        log.exception("agents.commission_not_paid", subject=subject)
        return False


def _list_owed(
    *, ways: Sequence[str], until: datetime, now: datetime, limit: int, agent_id: UUID | None = None
) -> list[_Owed]:
    values = {"paid": list(ways), "until": until, "now": now, "limit": limit, "agent": agent_id}
    return [_Owed(*row) for row in sql.fetch_all(_DUE, values)]


def _pay(owed: _Owed, until: datetime, now: datetime) -> CommissionPayout | None:
    """Makes a payout of what waits on an account; None when that is nothing, or nobody is paid."""
    try:
        with transaction.atomic():
            return _make(owed, until, now)
    except _TooLittle:
        return None


def _make(owed: _Owed, until: datetime, now: datetime) -> CommissionPayout | None:
    percent = _lock_terms(owed.agent_id)
    if percent is None:
        return None
    ledger.lock_deferred(owed.ledger_account)
    identity = uuid7()
    chosen = {"code": owed.code, "currency": owed.currency, "until": until, "now": now}
    looked = _fetch(_LOOK, chosen)
    if looked[0] <= 0:
        return None
    # More may have been earned than a moment ago, and more taken back.
    lines, gross, since = _fetch(_TAKE, {**chosen, "payout": identity})
    tax = Money.rounded(gross * percent / 100, owed.currency).amount
    if gross - tax <= 0:
        raise _TooLittle
    if gross > get_balance(owed.ledger_account).amount:
        raise CommissionsDiffer(f"{owed.code}: the lines say {gross}")
    row = CommissionPayout(
        id=identity,
        agent_id=owed.agent_id,
        earner=owed.earner,
        earner_id=owed.earner_id,
        account_code=owed.code,
        currency=owed.currency,
        since=since,
        until=until,
        lines=lines,
        gross=gross,
        tax=tax,
        net=gross - tax,
        attempts=1,
        made_at=now,
    )
    _decide(row, now)
    row.save(force_insert=True)
    return row


def _try_again(payout_id: UUID, now: datetime, *, is_asked: bool = False) -> bool:
    """Tries a payout again that has failed, if that is due or asked for; whether it tried."""
    with transaction.atomic():
        agent_id = CommissionPayout.objects.values_list("agent_id", flat=True).get(pk=payout_id)
        is_paid = _lock_terms(agent_id) is not None
        row = CommissionPayout.objects.select_for_update(no_key=True).get(pk=payout_id)
        if row.state != PayoutState.FAILED or not (is_asked or (row.due_at is not None and row.due_at <= now)):
            return False
        if not is_paid:
            # Suspended: nobody's try is counted.
            row.due_at = now + _FIRST_WAIT
            row.save(update_fields=["due_at"])
            return False
        there = ledger.lock_deferred(ledger.deferred_account_id(row.account_code, row.currency))
        if there.amount < row.gross and not is_asked:
            # Some was taken back since: what is earned meanwhile is netted with that first.
            row.due_at = now + _FIRST_WAIT
            row.save(update_fields=["due_at"])
            return False
        row.attempts += 1
        _decide(row, now)
        row.save(update_fields=["state", "failure_code", "attempts", "due_at", "transaction_id", "paid_at"])
    return True


def _lock_terms(agent_id: UUID) -> Decimal | None:
    """What is withheld of the agent's commissions, in percent; None when nobody there is paid. Nobody changes it until
    the transaction ends."""
    status, percent = _fetch(_TERMS, [agent_id])
    return percent if status in _PAYS else None


def _decide(row: CommissionPayout, now: datetime) -> None:
    """Asks for the payment, with the account locked, and fills in what became of it."""
    payment = _ask(row, now)
    row.transaction_id = payment.id
    if payment.state == State.COMPLETED:
        row.state, row.failure_code, row.due_at, row.paid_at = PayoutState.PAID, "", None, now
        events.record(PAID, {"payout_id": str(row.id)}, at=now)
        return
    wait = min(_FIRST_WAIT * 2 ** min(row.attempts - 1, 10), _LONGEST_WAIT)
    row.state, row.failure_code, row.due_at = PayoutState.FAILED, payment.failure_code, now + wait
    log.warning("agents.commission_declined", payout_id=str(row.id), reason=payment.failure_code)


def _ask(row: CommissionPayout, now: datetime) -> Transaction:
    earned, withheld = (decimal_string(amount, row.currency) for amount in (row.gross, row.tax))
    return pay_commission(
        source_code=row.account_code,
        payer_name=_PAYER,
        payee=_payee(row),
        gross=Money(row.gross, row.currency),
        tax=Money(row.tax, row.currency),
        note=f"{earned} {row.currency} earned, {withheld} {row.currency} tax withheld" if row.tax else "",
        key=f"commission:{row.id}:{row.attempts}",
        at=now,
    ).transaction


def _payee(row: CommissionPayout) -> Side:
    """Where it goes: a teller's wallet, an outlet's float, or of an agent that of the main outlet."""
    if row.earner == Earner.TELLER:
        person = Staff.objects.select_related("person").get(pk=row.earner_id).person
        wallet = find_wallet(person.id, row.currency)
        return Side(person.id, person.full_name, wallet, person.kyc_tier, person.time_zone)
    outlets = Outlet.objects.select_related("agent")
    outlet = (
        outlets.filter(pk=row.earner_id)
        if row.earner == Earner.OUTLET
        else outlets.filter(agent_id=row.earner_id, is_main=True)
    )
    place = outlet.get()
    wallet = find_wallet(place.id, row.currency)
    return Side(
        place.id,
        title_of(place.agent.name, place.name),
        wallet,
        time_zone=place.time_zone,
        owner_id=place.agent.owner_id,
    )


def _fetch(statement: str, values: dict[str, Any] | list[Any]) -> tuple[Any, ...]:
    row = sql.fetch_one(statement, values)
    if row is None:
        raise RuntimeError("this statement has one row")
    return row
