from collections.abc import Iterable, Sequence
from typing import Any

from django.contrib import admin
from django.db.models import QuerySet
from django.http import HttpRequest

from apps.core.admin_base import (
    NOTHING,
    ChoiceFilter,
    ReadOnlyAdmin,
    RecentFilter,
    Section,
    badge,
    column,
    link,
    money_text,
)
from apps.risk import kinds
from apps.risk.admin._words import (
    OUTCOME_NAMES,
    TONES,
    names_of,
    payment_link,
    person_link,
    result_badge,
    rule_words,
)
from apps.risk.models import Alert, AlertDecision, Decision

_DECISIONS = {
    "": "warning",
    AlertDecision.RELEASED: "success",
    AlertDecision.RETURNED: "danger",
    AlertDecision.OVERTAKEN: "info",
}


class ResultFilter(ChoiceFilter):
    title = "result"
    parameter_name = "result"
    choices_of_filter = list(OUTCOME_NAMES.items())


class DecidedFilter(RecentFilter):
    column = "decided_at"


class _AboutPayment(ReadOnlyAdmin):
    """A row about a payment, whose id it has."""

    search_help_text = "Whole id of a payment"

    def complete_rows(self, rows: Sequence[Any]) -> None:
        names = names_of(person for row in rows for person in (row.payer_id, row.payee_id))
        for row in rows:
            row.names = names

    @column("payment")
    def payment(self, row: Any) -> str:
        return payment_link(row.pk)

    @column("kind")
    def kind_text(self, row: Any) -> str:
        return kinds.name_of(row.kind)

    @column("result", label=TONES)
    def labelled_result(self, row: Any) -> tuple[str, str]:
        return row.result, OUTCOME_NAMES[row.result]

    @column("result")
    def result_badge(self, row: Any) -> str:
        return result_badge(row.result)

    @column("payer")
    def payer(self, row: Any) -> str:
        return self._person(row, row.payer_id)

    @column("payee")
    def payee(self, row: Any) -> str:
        return self._person(row, row.payee_id)

    def _person(self, row: Any, person_id: Any) -> str:
        if not hasattr(row, "names"):
            self.complete_rows([row])
        return person_link(person_id, row.names)


@admin.register(Decision)
class DecisionAdmin(_AboutPayment):
    """What the rules made of each payment, for good."""

    sensitive = "A decision about a payment"
    list_display = ("id", "kind_text", "labelled_result", "amount", "payer", "payee", "rules", "decided_at")
    list_filter = (ResultFilter, DecidedFilter)
    fields = ("payment", "kind_text", "result_badge", "amount", "payer", "payee", "decided_at")
    readonly_fields = ("payment", "kind_text", "result_badge", "amount", "payer", "payee")

    @column("amount")
    def amount(self, row: Decision) -> str:
        return f"{row.facts['amount']} {row.facts['currency']}"

    @column("rules")
    def rules(self, row: Decision) -> str:
        return rule_words([hit["rule"] for hit in row.hits])

    def get_sections(self, request: HttpRequest, row: Decision) -> Iterable[Section]:
        yield Section(
            title="Rules that hit, with the figures they had then",
            headers=("rule", "result", "looked at", "found", "threshold", "second figure", "error"),
            rows=[
                (
                    hit["rule"],
                    result_badge(hit["result"]),
                    *(hit.get(name) or NOTHING for name in ("metric", "value", "threshold", "second", "error")),
                )
                for hit in row.hits
            ],
            empty="None.",
        )
        yield Section(
            title="Facts",
            headers=("fact", "value"),
            rows=[(name.replace("_", " "), _plain(value)) for name, value in row.facts.items()],
        )


def _plain(value: object) -> str:
    if value is None:
        return NOTHING
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)


class DecisionFilter(ChoiceFilter):
    title = "decision"
    parameter_name = "decision"
    choices_of_filter = [("none", "Waits for one"), *AlertDecision.choices]

    def queryset(self, request: HttpRequest, queryset: QuerySet[Any]) -> QuerySet[Any]:
        value = self.value()
        if value == "none":
            # As the index of what is undecided has it.
            return queryset.filter(result="HOLD", decision="", case__isnull=False)
        return queryset if value is None else queryset.filter(decision=value)


@admin.register(Alert)
class AlertAdmin(_AboutPayment):
    """Payments the rules held or blocked. They are decided about on the page of their case."""

    sensitive = "An alert"
    list_display = (
        *("id", "labelled_result", "amount_text", "payer", "payee", "rule_codes", "labelled_decision"),
        *("case_link", "raised_at"),
    )
    list_filter = (DecisionFilter, ResultFilter)
    list_select_related = ("decided_by",)
    id_columns = ("pk", "case_id")
    search_help_text = "Whole id of a payment or of a case"
    fields = (
        *("payment", "kind_text", "result_badge", "amount_text", "payer", "payee", "rule_codes", "decision_link"),
        *("case_link", "raised_at", "decision_badge", "decider", "decided_at", "reason"),
    )
    readonly_fields = (
        *("payment", "kind_text", "result_badge", "amount_text", "payer", "payee", "rule_codes", "decision_link"),
        *("case_link", "decision_badge", "decider"),
    )

    @column("amount")
    def amount_text(self, row: Alert) -> str:
        return money_text(row.amount, row.currency)

    @column("rules")
    def rule_codes(self, row: Alert) -> str:
        return rule_words(row.rules)

    @column("case")
    def case_link(self, row: Alert) -> str:
        return link("risk_case", row.case_id, "Case" if row.case_id else None)

    @column("facts")
    def decision_link(self, row: Alert) -> str:
        return link("risk_decision", row.pk, "What the rules saw")

    @column("decision", label=_DECISIONS)
    def labelled_decision(self, row: Alert) -> tuple[str, str]:
        return (row.decision, decision_text(row)) if row.result == "HOLD" else ("-", NOTHING)

    @column("decision")
    def decision_badge(self, row: Alert) -> str:
        return alert_badge(row)

    @column("decided by")
    def decider(self, row: Alert) -> str:
        return link("accounts_user", row.decided_by_id, row.decided_by.full_name if row.decided_by else None)


def decision_text(row: Alert) -> str:
    return row.get_decision_display() or "Waits for a decision"


def alert_badge(row: Alert) -> str:
    """What was decided about a held payment; about a blocked one there is nothing to decide."""
    return badge(decision_text(row), _DECISIONS[row.decision]) if row.result == "HOLD" else NOTHING
