"""What a payment's own statement takes along: the counters, the decision, and the alert if there is one.

They commit with the payment or not at all. A process that dies before the commit leaves none of them; after it, the
event of the payment opens the case, however late.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from psycopg.types.json import Jsonb

from apps.core import sql
from apps.risk.models import Result
from apps.risk.selectors import day_of, hour_of
from apps.risk.verdicts import Verdict

# The SQLSTATE with which the counters say that the verdict is not right any more: ask again.
COUNTERS_MOVED = "GP021"

_COUNT = """
, risk_count(%s::uuid, %s::uuid, %s::boolean, %s::text, %s::numeric, %s::timestamptz, %s::date, %s::timestamptz,
             %s::int, %s::int, %s::numeric, %s::numeric, %s::int, %s::int)
"""
_DECIDE = """
INSERT INTO risk_decision (id, kind, result, payer_id, payee_id, hits, facts, decided_at)
SELECT %s::uuid, %s::text, %s::text, %s::uuid, %s::uuid, %s::jsonb, %s::jsonb, %s::timestamptz
"""
_ALERT = """
INSERT INTO risk_alert
       (id, kind, result, payer_id, payee_id, amount, currency, rules, raised_at, decision, reason)
SELECT %s::uuid, %s::text, %s::text, %s::uuid, %s::uuid, %s::numeric, %s::text, %s::jsonb, %s::timestamptz, '', ''
"""


def count_part(verdict: Verdict, *, counts_payee: bool = True) -> sql.Part:
    """The call that counts a payment, to stand in the SELECT of its statement before the ledger's.

    `counts_payee` is False for a payee whom so many pay at once that they would queue for one row. The statement
    fails with SQLSTATE COUNTERS_MOVED when others have paid meanwhile and the verdict is not right any more.
    """
    question, bounds = verdict.question, verdict.bounds
    # Money that somebody moves among their own wallets makes no pair.
    payee_id = None if question.payee_id == question.payer_id else question.payee_id
    return sql.Part(
        _COUNT,
        (
            question.payer_id,
            payee_id,
            counts_payee,
            question.amount.currency,
            question.amount.amount,
            hour_of(question.at),
            day_of(question.at),
            question.at,
            bounds.payments_in_hour,
            bounds.payments_in_day,
            bounds.total_in_hour,
            bounds.total_in_day,
            bounds.new_payees_in_day,
            bounds.payers_of_payee_in_day if counts_payee else None,
        ),
    )


def decision_part(verdict: Verdict, transaction_id: UUID, at: datetime) -> sql.Part:
    """The INSERT of the decision about a payment, whatever it was: an effect for sql.run_if_claimed."""
    question = verdict.question
    return sql.Part(
        _DECIDE,
        (
            transaction_id,
            question.kind,
            verdict.result.name,
            question.named_payer_id,
            question.named_payee_id,
            Jsonb([hit.stored() for hit in verdict.hits]),
            Jsonb(verdict.facts),
            at,
        ),
    )


def alert_parts(
    verdict: Verdict, transaction_id: UUID, at: datetime, *, is_held: bool | None = None
) -> Sequence[sql.Part]:
    """The INSERT of the alert about a payment that was held or blocked: effects for sql.run_if_claimed.

    Only for what became of the payment because of the verdict. `is_held` is False where a verdict to hold could only
    be kept by refusing, so that nobody is asked to release what is not there. Nothing where the rules themselves
    failed: that is the operators' trouble and no sign against anybody.
    """
    question = verdict.question
    is_grave = verdict.result in (Result.HOLD, Result.BLOCK) and not verdict.has_failed
    if not is_grave or (question.payer_id is None and question.payee_id is None):
        return ()
    became = verdict.result if is_held is None else Result.HOLD if is_held else Result.BLOCK
    codes = [hit.code for hit in verdict.hits if hit.result is verdict.result]
    return (
        sql.Part(
            _ALERT,
            (
                transaction_id,
                question.kind,
                became.name,
                question.named_payer_id,
                question.named_payee_id,
                question.amount.amount,
                question.amount.currency,
                Jsonb(codes),
                at,
            ),
        ),
    )
