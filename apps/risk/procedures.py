"""What takes two operators here: a rule that acts on payments is switched on, changed or switched off by two.

One that is inactive, only observes, or only notes its hits can be written by one: nothing follows from it.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.urls import reverse

from apps.core import procedures
from apps.core.procedures import Asked, Change, Procedure
from apps.risk import rules, services
from apps.risk.errors import RuleUnchanged
from apps.risk.models import RESULTS, Metric, Result, Rule
from apps.risk.services import FIGURES

CHANGE_RULE = "risk.change_rule"
_WORDS = {
    "title": "Title",
    "metric": "Looks at",
    "threshold": "Threshold",
    "second": "Second figure",
    "kind": "Kind of payment",
    "currency": "Currency",
    "amount_above": "Only above",
    "result": "What follows",
    "is_active": "Active",
    "is_observing": "Observes only",
}
_DECIMALS = ("threshold", "second", "amount_above")


def register() -> None:
    """Tells the inbox how these are decided."""
    procedures.register(
        Procedure(
            action=CHANGE_RULE,
            title="Change a risk rule that acts",
            ask="risk.add_rule",
            decide="risk.change_rule",
            state=_state,
            apply=_apply,
            page=_page,
        )
    )


def acts(figures: Mapping[str, Any] | None) -> bool:
    """Whether a rule with these figures does anything to payments."""
    if figures is None or not figures["is_active"] or figures.get("is_observing"):
        return False
    return figures["result"] != Result.ALLOW.name


def takes_two(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> bool:
    """Whether a second person has to agree: the rule acts now, or would."""
    return acts(before) or acts(after)


def write_rule(*, code: str, figures: Mapping[str, Any], why: str, by: UUID, now: datetime) -> tuple[Rule | None, Any]:
    """Writes a rule at once where nothing follows from it, else asks a second person; returns row and approval.

    `figures` are the rule's columns. Raises InvalidInput, RuleUnchanged, and what request_change raises.
    """
    before = _figures_of(code)
    after = _plain(figures)
    # What cannot be is said now, and not to the second person.
    given = {name: figures[name] for name in FIGURES if name not in ("title", "is_active", "is_observing")}
    rules.check(code=code, **given)
    if before == after:
        raise RuleUnchanged
    if not takes_two(before, after):
        return services.set_rule(code=code, by=by, why=why, now=now, **figures), None
    approval = procedures.ask(
        action=CHANGE_RULE,
        subject_kind="risk.rule",
        subject_id=subject_of(code),
        summary=f"{'Change' if before else 'Add'} the rule {code}",
        why=why,
        changes=_changes(before, after),
        payload={"code": code, **after},
        maker_id=by,
        now=now,
    )
    return None, approval


def subject_of(code: str) -> UUID:
    """The id under which the approvals about a rule are found."""
    return procedures.subject_of("risk.rule", code)


def _figures_of(code: str) -> dict[str, Any] | None:
    row = Rule.objects.filter(code=code).first()
    return services.figures_of(row) if row else None


def _plain(figures: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: f"{figures[name].normalize():f}" if isinstance(figures[name], Decimal) else figures[name]
        for name in FIGURES
    }


def _changes(before: Mapping[str, Any] | None, after: Mapping[str, Any]) -> list[Change]:
    lines = [Change(words, _said(before, name), _said(after, name)) for name, words in _WORDS.items()]
    return [line for line in lines if line.before != line.after]


def _said(figures: Mapping[str, Any] | None, name: str) -> str:
    value = None if figures is None else figures.get(name)
    if value is None or value == "":
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if name == "metric":
        return str(dict(Metric.choices).get(value, value))
    return str(dict(RESULTS).get(value, value)) if name == "result" else str(value)


def _state(subject_id: UUID, payload: Mapping[str, Any]) -> Mapping[str, Any]:
    code = str(payload["code"])
    # Whoever decides waits for whoever changes it at this moment, and then finds that it is another rule.
    Rule.objects.select_for_update(no_key=True).filter(code=code).first()
    return {"figures": _figures_of(code)}


def _apply(approval: Asked, *, by: UUID, now: datetime) -> None:
    figures = {name: approval.payload[name] for name in FIGURES}
    for name in _DECIMALS:
        figures[name] = Decimal(figures[name]) if figures[name] is not None else None
    services.set_rule(
        code=approval.payload["code"],
        by=approval.maker_id,
        approved_by=by,
        why=approval.why,
        now=now,
        **figures,
    )


def _page(approval: Asked) -> str:
    row = Rule.objects.filter(code=approval.payload["code"]).only("pk").first()
    if row is not None:
        return reverse("admin:risk_rule_change", args=[row.pk])
    return reverse("admin:risk_rule_changelist")
