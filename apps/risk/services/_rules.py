from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import transaction

from apps.accounts import services as accounts
from apps.core import caching
from apps.core.errors import InvalidInput
from apps.core.services import record_deed
from apps.risk import kinds, rules
from apps.risk.models import KindPolicy, OnFailure, Rule, RuleVersion
from apps.risk.selectors import POLICIES_KEY, RULES_KEY

# What a rule says, apart from its name.
FIGURES = (
    *("title", "kind", "currency", "metric", "threshold", "second", "amount_above", "result"),
    *("is_active", "is_observing"),
)


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
    is_observing: bool = False,
    by: UUID | None = None,
    approved_by: UUID | None = None,
    why: str = "",
    now: datetime,
) -> Rule:
    """Adds a rule, or changes the one of this code; it holds for the next payment and for no past one.

    Amounts are in the currency's main unit. An empty `kind` is all kinds, an empty `currency` all currencies. What it
    says from now on is kept as a version, with who wanted it (`by`), who approved it, and why. Raises InvalidInput
    that names each field that is wrong.
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
        "is_observing": is_observing,
    }
    with transaction.atomic():
        row, is_new = Rule.objects.get_or_create(code=code, defaults={**figures, "changed_at": now})
        if not is_new:
            # Two who change it at once make two versions, one after the other. Not its code: a trigger keeps that.
            Rule.objects.select_for_update(no_key=True).get(pk=row.pk)
            Rule.objects.filter(pk=row.pk).update(**figures, changed_at=now)
            row.refresh_from_db()
        _keep_version(row, by=by, approved_by=approved_by, why=why, now=now)
        _note(by, "risk.rule_added" if is_new else "risk.rule_changed", code, figures, now)
        caching.forget(RULES_KEY)
    return row


def figures_of(row: Rule) -> dict[str, Any]:
    """What a rule says, as its versions keep it: JSON, figures as text without needless zeros."""
    figures = {name: getattr(row, name) for name in FIGURES}
    return {name: f"{each.normalize():f}" if isinstance(each, Decimal) else each for name, each in figures.items()}


def _keep_version(row: Rule, *, by: UUID | None, approved_by: UUID | None, why: str, now: datetime) -> None:
    last = RuleVersion.objects.filter(rule=row).order_by("-number").first()
    figures = figures_of(row)
    if last is not None and last.figures == figures:
        return
    RuleVersion.objects.create(
        rule=row,
        number=last.number + 1 if last else 1,
        figures=figures,
        why=why.strip()[:200],
        asked_by_id=by,
        approved_by_id=approved_by,
        since=now,
    )
    record_deed(
        actor_id=approved_by or by,
        what="changed a risk rule" if last else "added a risk rule",
        subject_kind="risk.rule",
        subject_id=row.pk,
        why=why,
        detail={"code": row.code, "before": last.figures if last else None, "after": figures},
        now=now,
    )


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
