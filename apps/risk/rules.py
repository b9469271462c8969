"""What a rule makes of facts: pure functions, so that a rule says of a past payment what it would have said then.

Facts are JSON: amounts are decimal strings, ages whole seconds. A fact that nobody had at the time is missing, and a
rule that needs it has nothing to say.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from apps.core.errors import InvalidInput
from apps.core.money import CURRENCIES, InvalidMoney, Money
from apps.risk import kinds
from apps.risk.models import (
    BARE,
    COUNTED,
    MOST,
    OF_HABIT,
    OF_MONEY,
    RULES_FAILED,
    YES_OR_NO,
    Metric,
    Result,
    code_validator,
)
from apps.risk.verdicts import Bounds, Facts, Hit

_MINUTE, _HOUR = 60, 3_600
# Who always pays the same has no deviation; then a tenth of the mean counts as one.
_LEAST_DEVIATION = Decimal("0.1")

# Metrics whose fact is compared with the threshold as it stands, and hits above it.
_PLAIN = {
    Metric.PAYMENTS_IN_HOUR: "payments_in_hour",
    Metric.PAYMENTS_IN_DAY: "payments_in_day",
    Metric.TOTAL_IN_HOUR: "total_in_hour",
    Metric.TOTAL_IN_DAY: "total_in_day",
    Metric.AMOUNT: "amount",
    Metric.NEW_PAYEES_IN_DAY: "new_payees_in_day",
    Metric.PAYERS_OF_PAYEE_IN_DAY: "payers_of_payee_in_day",
    Metric.SPLIT_WITH_AGENT: "dealings_with_agent_today",
    Metric.SPLIT_TOTAL_WITH_AGENT: "total_with_agent_today",
}
# Those of them that risk counts itself, and that others may raise between the question and the payment.
_BOUNDED = frozenset(_PLAIN) - {Metric.AMOUNT, Metric.SPLIT_WITH_AGENT, Metric.SPLIT_TOTAL_WITH_AGENT}


@dataclass(frozen=True, slots=True)
class RuleSpec:
    """A rule as it is evaluated. Raises ValueError or KeyError for what cannot be read."""

    code: str
    metric: Metric
    result: Result
    kind: str = ""
    currency: str = ""
    threshold: Decimal | None = None
    second: Decimal | None = None
    amount_above: Decimal | None = None

    def __post_init__(self) -> None:
        for figure in (self.threshold, self.second, self.amount_above):
            if figure is not None and not figure.is_finite():
                raise ValueError("a rule's figures are numbers")
        if self.threshold is None and self.metric not in BARE:
            raise ValueError("this metric needs a threshold")
        if self.second is None and self.metric in (*OF_HABIT, Metric.LOCAL_HOUR):
            raise ValueError("this metric needs a second figure")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether a rule hits, and the value it looked at. None: it lacks the facts to say so."""

    is_hit: bool | None
    value: str = ""


_ELSEWHERE = Judgement(False)
_UNKNOWN = Judgement(None)


def read(row: Any) -> RuleSpec:
    """A row of the table as a rule. Raises ValueError, KeyError, TypeError for what cannot be read.

    One that only observes is noted where it hits, and nothing follows.
    """
    result = Result[row.result]
    return RuleSpec(
        code=row.code,
        metric=Metric(row.metric),
        result=Result.ALLOW if row.is_observing else result,
        kind=row.kind,
        currency=row.currency,
        threshold=row.threshold,
        second=row.second,
        amount_above=row.amount_above,
    )


def concerns(spec: RuleSpec, facts: Facts) -> bool:
    """Whether a rule looks at a payment at all."""
    return (
        spec.kind in ("", facts["kind"])
        and spec.currency in ("", facts["currency"])
        and (spec.amount_above is None or Decimal(facts["amount"]) > spec.amount_above)
    )


def judge(spec: RuleSpec, facts: Facts) -> Judgement:
    """What a rule says of a payment."""
    if not concerns(spec, facts):
        return _ELSEWHERE
    try:
        return _look(spec, facts)
    except KeyError:
        return _UNKNOWN


def _look(spec: RuleSpec, facts: Facts) -> Judgement:
    """Raises KeyError for a fact that is missing."""
    metric, threshold, second = spec.metric, spec.threshold or Decimal(0), spec.second or Decimal(0)
    if metric in _PLAIN:
        value = facts[_PLAIN[metric]]
        return Judgement(value is not None and Decimal(value) > threshold, str(value))
    if metric in OF_HABIT:
        return _against_habit(metric, threshold, second, facts)
    if metric is Metric.DEVICE_AGE_HOURS:
        age = facts["device_age_seconds"]
        return Judgement(age is not None and age < threshold * _HOUR, _hours(age))
    if metric is Metric.NEW_PAYEE:
        if not facts["has_payee"]:
            return Judgement(False)
        age = facts["payee_age_seconds"]
        return Judgement(age is None or age < threshold * _HOUR, _hours(age))
    if metric is Metric.LOCAL_HOUR:
        hour = facts["local_hour"]
        within = threshold <= hour < second if threshold < second else hour >= threshold or hour < second
        return Judgement(within, str(hour))
    if metric is Metric.ROUND_TRIP:
        age = facts["seconds_since_payback"]
        return Judgement(age is not None and age <= threshold * _HOUR, _hours(age))
    if metric is Metric.WATCH_LIST:
        listed = [side for side in ("payer", "payee") if facts[f"is_{side}_watched"]]
        return Judgement(bool(listed), ", ".join(listed))
    if metric is Metric.LINKED_TO_AGENT:
        return Judgement(bool(facts["is_linked_to_agent"]))
    if metric is Metric.MINUTES_SINCE_CASH_IN:
        age = facts["seconds_since_cash_in"]
        return Judgement(age is not None and age < threshold * _MINUTE, _minutes(age))
    if metric is Metric.OUTSIDE_HOURS:
        return Judgement(bool(facts["is_outside_hours"]))
    raise ValueError(f"nobody knows how to look at {metric}")


def _against_habit(metric: Metric, threshold: Decimal, least: Decimal, facts: Facts) -> Judgement:
    if facts["habit_payments"] < least:
        return Judgement(False, "too few payments")
    amount, mean = Decimal(facts["amount"]), Decimal(facts["habit_mean"])
    if metric is Metric.TIMES_HABIT:
        return Judgement(amount > threshold * mean, f"{amount} of {mean}")
    deviation = max(Decimal(facts["habit_deviation"]), mean * _LEAST_DEVIATION)
    return Judgement(amount > mean + threshold * deviation, f"{amount} of {mean} +/- {deviation.normalize():f}")


def _hours(seconds: int | None) -> str:
    return "never" if seconds is None else f"{seconds / _HOUR:.2f} h"


def _minutes(seconds: int | None) -> str:
    return "never" if seconds is None else f"{seconds / _MINUTE:.1f} min"


def hit_of(spec: RuleSpec, judgement: Judgement) -> Hit:
    """What is kept of a rule that hit."""
    return Hit(
        code=spec.code,
        result=spec.result,
        metric=spec.metric.value,
        value=judgement.value,
        threshold=_plain(spec.threshold),
        second=_plain(spec.second),
    )


def _plain(figure: Decimal | None) -> str:
    return "" if figure is None else f"{figure.normalize():f}"


def judge_all(specs: Iterable[RuleSpec], facts: Facts) -> tuple[Result, tuple[Hit, ...], Bounds]:
    """What all rules together make of a payment: the strictest of those that hit, and how far that holds."""
    hits: list[Hit] = []
    silent: list[RuleSpec] = []
    for spec in specs:
        judgement = judge(spec, facts)
        if judgement.is_hit:
            hits.append(hit_of(spec, judgement))
        elif spec.metric in _BOUNDED:
            silent.append(spec)
    result = max((hit.result for hit in hits), default=Result.ALLOW)
    # A rule that is no stricter than the verdict changes nothing by hitting.
    lowest: dict[str, Decimal] = {}
    for spec in silent:
        if spec.result > result and spec.threshold is not None and concerns(spec, facts):
            name = _PLAIN[spec.metric]
            lowest[name] = min(lowest.get(name, spec.threshold), spec.threshold)
    return result, tuple(hits), _bounds(lowest) if lowest else Bounds()


def _bounds(lowest: dict[str, Decimal]) -> Bounds:
    # The counters are integers of 4 bytes and never get as far.
    count = {name: min(int(figure), 2**31 - 1) for name, figure in lowest.items() if not name.startswith("total")}
    return Bounds(
        payments_in_hour=count.get("payments_in_hour"),
        payments_in_day=count.get("payments_in_day"),
        total_in_hour=lowest.get("total_in_hour"),
        total_in_day=lowest.get("total_in_day"),
        new_payees_in_day=count.get("new_payees_in_day"),
        payers_of_payee_in_day=count.get("payers_of_payee_in_day"),
    )


def in_words(spec: RuleSpec) -> str:
    """What a rule looks for, as a sentence for people."""
    figure, second = _plain(spec.threshold), _plain(spec.second)
    money = f"{figure} {spec.currency}"
    words = {
        Metric.PAYMENTS_IN_HOUR: f"More than {figure} payments by the payer in an hour",
        Metric.PAYMENTS_IN_DAY: f"More than {figure} payments by the payer in a day",
        Metric.TOTAL_IN_HOUR: f"More than {money} by the payer in an hour",
        Metric.TOTAL_IN_DAY: f"More than {money} by the payer in a day",
        Metric.AMOUNT: f"More than {money}",
        Metric.TIMES_HABIT: f"More than {figure} times what the payer usually pays (after {second} payments)",
        Metric.DEVIATIONS: f"More than {figure} usual deviations above the payer's mean (after {second} payments)",
        Metric.DEVICE_AGE_HOURS: f"From a device registered less than {figure} hours ago",
        Metric.NEW_PAYEE: "To somebody the payer has not paid before"
        + (f", or first paid less than {figure} hours ago" if spec.threshold else ""),
        Metric.NEW_PAYEES_IN_DAY: f"More than {figure} new payees of the payer in a day",
        Metric.PAYERS_OF_PAYEE_IN_DAY: f"More than {figure} people who pay the payee in a day",
        Metric.LOCAL_HOUR: f"Between {figure}:00 and {second}:00 where the payer is",
        Metric.ROUND_TRIP: f"To somebody who has paid the payer within {figure} hours",
        Metric.WATCH_LIST: "Payer or payee is on the watch list",
        Metric.SPLIT_WITH_AGENT: f"More than {figure} dealings of the customer with the agent in a day",
        Metric.SPLIT_TOTAL_WITH_AGENT: f"More than {money} of the customer with the agent in a day",
        Metric.LINKED_TO_AGENT: "The customer shares a phone or a document with somebody who works for the agent",
        Metric.MINUTES_SINCE_CASH_IN: f"Cash fetched less than {figure} minutes after some was brought",
        Metric.OUTSIDE_HOURS: "While the outlet is closed",
    }[spec.metric]
    return words + (f", of payments above {_plain(spec.amount_above)} {spec.currency}" if spec.amount_above else "")


# What an operator may write.


def check(
    *,
    code: str,
    kind: str,
    currency: str,
    metric: str,
    threshold: Decimal | None,
    second: Decimal | None,
    amount_above: Decimal | None,
    result: str,
) -> RuleSpec:
    """The rule these make. Raises InvalidInput that names each field that is wrong, and says what is."""
    errors: dict[str, str] = {}
    if not code_validator.regex.search(code):  # type: ignore[union-attr]
        errors["code"] = str(code_validator.message)
    elif code == RULES_FAILED:
        errors["code"] = "This name says in decisions that the rules themselves failed."
    if kind and not kinds.is_known(kind):
        errors["kind"] = "There is no such kind of payment."
    if currency and currency not in CURRENCIES:
        errors["currency"] = "This is not the ISO 4217 code of a currency."
    if metric not in Metric.values:
        errors["metric"] = "There is nothing of this name to look at."
    if result not in Result.__members__:
        errors["result"] = "There is no such result."
    for name, figure in (("threshold", threshold), ("second", second), ("amount_above", amount_above)):
        if figure is not None and not (figure.is_finite() and 0 <= figure <= MOST):
            errors[name] = "This must be a number, not less than zero."
    if not errors:
        errors = _check_figures(Metric(metric), currency, threshold, second, amount_above)
    if errors:
        raise InvalidInput(
            errors=[{"field": field, "code": "invalid", "detail": detail} for field, detail in errors.items()]
        )
    return RuleSpec(code, Metric(metric), Result[result], kind, currency, threshold, second, amount_above)


def _check_figures(
    metric: Metric, currency: str, threshold: Decimal | None, second: Decimal | None, amount_above: Decimal | None
) -> dict[str, str]:
    errors: dict[str, str] = {}
    if threshold is None and metric not in BARE:
        errors["threshold"] = "What this rule looks at needs a threshold."
    elif threshold is not None:
        if metric in YES_OR_NO:
            errors["threshold"] = "What this rule looks at is so or not: leave this empty."
        elif metric in COUNTED and threshold != threshold.to_integral_value():
            errors["threshold"] = "Payments and people are counted in whole numbers."
        elif metric is Metric.LOCAL_HOUR and not _is_hour(threshold):
            errors["threshold"] = "An hour of the day is a whole number from 0 to 23."
    if metric is Metric.LOCAL_HOUR:
        if second is None or not _is_hour(second):
            errors["second"] = "Until before which hour? A whole number from 0 to 23."
        elif second == threshold:
            errors["second"] = "From an hour to the same hour is never, or always: choose another."
    elif metric in OF_HABIT:
        if second is None or second < 1 or second != second.to_integral_value():
            errors["second"] = "From how many payments on is there a habit? A whole number, at least 1."
    elif second is not None:
        errors["second"] = "What this rule looks at has no second figure: leave this empty."
    if not currency and (metric in OF_MONEY or amount_above is not None):
        errors["currency"] = "An amount needs its currency."
    for name, figure in (("threshold", threshold if metric in OF_MONEY else None), ("amount_above", amount_above)):
        if figure is not None and currency and name not in errors:
            try:
                Money(figure, currency)
            except InvalidMoney as error:
                errors[name] = error.detail
    return errors


def _is_hour(figure: Decimal) -> bool:
    return figure == figure.to_integral_value() and 0 <= figure <= 23
