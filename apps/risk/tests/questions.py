"""Payments as risk sees them: questions, and the statement that would stand in a payment's own."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any
from uuid import UUID

from apps.core import clock, sql
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.risk import services
from apps.risk.models import Rule
from apps.risk.services import Question, Verdict

AMINA = UUID("01900000-0000-7000-8000-00000000000a")
BRIAN = UUID("01900000-0000-7000-8000-00000000000b")
CHIDI = UUID("01900000-0000-7000-8000-00000000000c")
NOON = datetime(2026, 11, 20, 12, 10, tzinfo=UTC)


def ask(
    amount: str | int = "10.00", payer: UUID | None = AMINA, payee: UUID | None = BRIAN, **changes: Any
) -> Question:
    """Amina pays Brian at noon with a phone she has had for a year."""
    at = changes.get("at", NOON)
    facts: dict[str, Any] = {
        "kind": "P2P",
        "amount": Money(Decimal(amount), changes.pop("currency", "USD")),
        "payer_id": payer,
        "payee_id": payee,
        "payer_tier": "TIER_1",
        "channel": "api",
        "device_since": at - timedelta(days=365),
        "is_payer_watched": False,
        "is_payee_watched": False,
        "local_hour": at.hour,
        "at": at,
        **changes,
    }
    return Question(**facts)


def rule(metric: str, threshold: str | int | None = None, result: str = "HOLD", **changes: Any) -> Rule:
    """An active rule; its code is the metric in small letters."""
    fields: dict[str, Any] = {"code": metric.lower(), "title": metric, **changes}
    for name in ("second", "amount_above"):
        if fields.get(name) is not None:
            fields[name] = Decimal(fields[name])
    return services.set_rule(
        metric=metric,
        result=result,
        threshold=None if threshold is None else Decimal(threshold),
        now=clock.now(),
        **fields,
    )


def write(verdict: Verdict, *, transaction_id: UUID | None = None, counts_payee: bool = True) -> UUID:
    """What a payment's statement does with a verdict: counts, keeps the decision, and the alert if there is one."""
    identity, at = transaction_id or uuid7(), verdict.question.at
    # Something to claim: the statement inserts a row of its own, as a payment's does.
    claim = sql.Part(
        "INSERT INTO core_outboxevent (id, topic, payload, request_id, recorded_at, due_at, attempts, last_error,"
        " settled_at) SELECT %s::uuid, 'test', '{}'::jsonb, '', %s::timestamptz, %s::timestamptz, 0, '',"
        " %s::timestamptz ON CONFLICT DO NOTHING RETURNING id",
        (identity, at, at, at),
    )
    effects = [services.decision_part(verdict, identity, at), *services.alert_parts(verdict, identity, at)]
    count = services.count_part(verdict, counts_payee=counts_payee)
    sql.run_if_claimed(claim, effects, sql.Part(f"SELECT id {count.text}", count.parameters))
    return identity


def pay(*args: Any, **changes: Any) -> Verdict:
    """Asks, and counts whatever the answer is."""
    verdict = services.assess(ask(*args, **changes))
    write(verdict)
    return verdict


def results(*verdicts: Verdict) -> list[str]:
    return [verdict.result.name for verdict in verdicts]
