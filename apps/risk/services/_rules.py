from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core import caching
from apps.core.errors import InvalidInput
from apps.risk import kinds, rules
from apps.risk.models import KindPolicy, OnFailure, Rule
from apps.risk.selectors import POLICIES_KEY, RULES_KEY


def set_rule(
    *,
    code: str,
    title: str,
    metric: str,
    result: str,
    threshold: Decimal | None = None,
    second: Decimal | None = None,
    kind: str = "",
    currency: str = "",
    amount_above: Decimal | None = None,
    is_active: bool = True,
    by: UUID | None = None,
    now: datetime,
) -> Rule:
    """Adds a rule, or changes the one of this code; it holds for the next payment and for no past one.

    Amounts are in the currency's main unit. An empty `kind` is all kinds, an empty `currency` all currencies. Raises
    InvalidInput that names each field that is wrong.
    """
    spec = rules.check(
        code=code,
        kind=kind,
        currency=currency,
        metric=metric,
        threshold=threshold,
        second=second,
        amount_above=amount_above,
        result=result,
    )
    if not title.strip():
        raise InvalidInput(errors=[{"field": "title", "code": "required", "detail": "Say what the rule is for."}])
    figures = {
        "title": title.strip(),
        "kind": kind,
        "currency": currency,
        "metric": spec.metric.value,
        "threshold": threshold,
        "second": second,
        "amount_above": amount_above,
        "result": spec.result.name,
        "is_active": is_active,
    }
    with transaction.atomic():
        row, is_new = Rule.objects.get_or_create(code=code, defaults={**figures, "changed_at": now})
        if not is_new:
            # Not its code: a trigger keeps that.
            Rule.objects.filter(pk=row.pk).update(**figures, changed_at=now)
            row.refresh_from_db()
        _note(by, "risk.rule_added" if is_new else "risk.rule_changed", code, figures, now)
        caching.forget(RULES_KEY)
    return row


def set_kind_policy(*, kind: str, on_failure: str, by: UUID | None = None, now: datetime) -> KindPolicy:
    """Says what becomes of payments of a kind when the rules themselves fail. Raises InvalidInput."""
    errors = []
    if not kind or not kinds.is_known(kind):
        errors.append({"field": "kind", "code": "invalid", "detail": "There is no such kind of payment."})
    if on_failure not in OnFailure.values:
        errors.append({"field": "on_failure", "code": "invalid", "detail": "Open or closed: there is nothing else."})
    if errors:
        raise InvalidInput(errors=errors)
    with transaction.atomic():
        row, _ = KindPolicy.objects.update_or_create(kind=kind, defaults={"on_failure": on_failure, "changed_at": now})
        _note(by, "risk.policy_changed", kind, {"on_failure": on_failure}, now)
        caching.forget(POLICIES_KEY)
    return row


def _note(by: UUID | None, action: str, subject: str, figures: Mapping[str, object], now: datetime) -> None:
    """In the operator's own log, with the figures as they are from now on."""
    if by is not None:
        detail = {name: str(figure) for name, figure in figures.items() if figure not in (None, "")}
        accounts.record_activity(person_id=by, action=action, subject=subject, detail=detail, at=now)
