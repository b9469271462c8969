from contextlib import AbstractContextManager, nullcontext

import structlog
from django.db import connection, transaction

from apps.core import metrics
from apps.risk import selectors
from apps.risk.models import RULES_FAILED, OnFailure, Result
from apps.risk.rules import judge_all
from apps.risk.verdicts import Facts, Hit, Question, Verdict

log = structlog.get_logger("gopay.risk")


class UnreadableRule(Exception):
    """An active rule makes no sense to this process."""


def assess(question: Question) -> Verdict:
    """What the rules make of a payment that has not moved money yet. Writes nothing and raises nothing.

    The strictest rule that hits decides. Rules come from the cache; where one is active for the kind, one statement
    reads the counters. When the rules themselves fail, whatever the reason, the kind's policy decides: OPEN allows,
    CLOSED (or no policy) blocks, and the verdict says so. Inside a caller's transaction, a failing statement is
    undone to a savepoint of its own.
    """
    facts: Facts = selectors.facts_at_hand(question)
    try:
        with _savepoint():
            return _judge(question, facts)
    except Exception as error:
        return _by_policy(question, facts, error)


def _savepoint() -> AbstractContextManager[None]:
    return transaction.atomic() if connection.in_atomic_block else nullcontext()


def _judge(question: Question, facts: Facts) -> Verdict:
    book = selectors.get_rule_book()
    for rule in book.unreadable:
        if rule.kind in ("", question.kind):
            raise UnreadableRule(f"{rule.code}: {rule.why}")
    specs = [
        spec
        for spec in book.rules
        if spec.kind in ("", question.kind) and spec.currency in ("", question.amount.currency)
    ]
    if not specs:
        return Verdict(Result.ALLOW, (), facts, question)
    facts.update(selectors.counted_facts(question))
    result, hits, bounds = judge_all(specs, facts)
    return Verdict(result, hits, facts, question, bounds)


def _by_policy(question: Question, facts: Facts, error: Exception) -> Verdict:
    try:
        with _savepoint():
            on_failure = selectors.get_on_failure(question.kind)
    except Exception:
        # Whoever cannot even be asked has allowed nothing.
        on_failure = OnFailure.CLOSED
    result = Result.ALLOW if on_failure is OnFailure.OPEN else Result.BLOCK
    metrics.RISK_FAILURES.labels(question.kind, on_failure.value).inc()
    log.error("risk rules failed", kind=question.kind, policy=on_failure.value, exc_info=error)
    return Verdict(result, (Hit(RULES_FAILED, result, error=type(error).__name__),), facts, question)
