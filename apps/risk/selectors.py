"""The rules in force, what is known of people, and the cases. Reads; nothing here grows with the payments."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from django.conf import settings
from django.contrib.auth.models import Permission
from django.db.models import Q

from apps.accounts.models import User
from apps.core import caching, sql
from apps.risk.errors import CaseNotFound
from apps.risk.models import Alert, Case, Decision, KindPolicy, OnFailure, Rule
from apps.risk.rules import RuleSpec, read
from apps.risk.verdicts import Facts, Question

RULES_KEY = "risk-rules"
POLICIES_KEY = "risk-policies"
DECIDE_CASES = "risk.decide_case"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """An active rule nobody can read, and why. Payments it concerns are decided by their kind's policy."""

    code: str
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class RuleBook:
    """All active rules, the strictest first."""

    rules: tuple[RuleSpec, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


def get_rule_book() -> RuleBook:
    """The active rules, as a rule from the cache. Raises django.db's errors."""

    def load() -> RuleBook:
        rules: list[RuleSpec] = []
        unreadable: list[Unreadable] = []
        for row in Rule.objects.filter(is_active=True).order_by("code"):
            try:
                rules.append(read(row))
            except (ValueError, KeyError, TypeError) as error:
                unreadable.append(Unreadable(row.code, row.kind, type(error).__name__))
        rules.sort(key=lambda spec: -spec.result)
        return RuleBook(tuple(rules), tuple(unreadable))

    return caching.remember(RULES_KEY, load)


def get_on_failure(kind: str) -> OnFailure:
    """What becomes of a payment of this kind when the rules fail. Raises django.db's errors."""

    def load() -> tuple[tuple[str, str], ...]:
        return tuple(KindPolicy.objects.values_list("kind", "on_failure"))

    chosen = dict(caching.remember(POLICIES_KEY, load)).get(kind, OnFailure.CLOSED)
    return OnFailure(chosen)


def hour_of(moment: datetime) -> datetime:
    """When the hour began that a payment counts for."""
    return moment.replace(minute=0, second=0, microsecond=0)


def day_of(moment: datetime) -> date:
    """The day a payment counts for, where the platform does its business."""
    return moment.astimezone(ZoneInfo(settings.LIMITS_TIME_ZONE)).date()


# One row, whatever there is: all of these are found by primary keys.
_COUNTERS = """
SELECT payer.hour, payer.hour_count, payer.day, payer.day_count, payer.new_payees,
       habit.hour, habit.hour_total, habit.day, habit.day_total, habit.mean, habit.deviation, habit.payments,
       payee.day, payee.payers, pair.first_at, pair.last_day, back.last_at
  FROM (SELECT) AS one
  LEFT JOIN risk_profile payer ON payer.person_id = %(payer)s::uuid
  LEFT JOIN risk_habit habit ON habit.person_id = %(payer)s::uuid AND habit.currency = %(currency)s::text
  LEFT JOIN risk_profile payee ON payee.person_id = %(payee)s::uuid
  LEFT JOIN risk_pair pair ON pair.payer_id = %(payer)s::uuid AND pair.payee_id = %(payee)s::uuid
  LEFT JOIN risk_pair back ON back.payer_id = %(payee)s::uuid AND back.payee_id = %(payer)s::uuid
"""
# People who ask in person hold a phone or a browser in their hands; a queue does not.
_IN_PERSON = ("api", "web")


def facts_at_hand(question: Question) -> Facts:
    """What the question itself says, as facts."""
    device_age = 0 if question.device_since is None and question.channel in _IN_PERSON else None
    if question.device_since is not None:
        device_age = _seconds(question.device_since, question.at)
    return {
        "kind": question.kind,
        "currency": question.amount.currency,
        "amount": f"{question.amount.amount:f}",
        "payer_tier": question.payer_tier,
        "channel": question.channel,
        "local_hour": question.local_hour,
        # No registered device is as new as a device can be, unless nobody sits there who could have one.
        "device_age_seconds": device_age,
        "is_payer_watched": question.is_payer_watched,
        "is_payee_watched": question.is_payee_watched,
        "has_payee": question.payer_id is not None and question.payee_id is not None,
        **question.observed,
    }


def counted_facts(question: Question) -> Facts:
    """What the counters say, this payment included. One statement. Raises django.db's errors."""
    row = sql.fetch_one(
        _COUNTERS,
        {"payer": question.payer_id, "payee": question.payee_id, "currency": question.amount.currency},
    )
    if row is None:
        raise LookupError("the counters' statement always has a row")
    hour, day, amount = hour_of(question.at), day_of(question.at), question.amount.amount
    counted_hour, hour_count, counted_day, day_count, new_payees = row[:5]
    total_hour, hour_total, total_day, day_total, mean, deviation, payments = row[5:12]
    payee_day, payers, first_at, last_day, paid_back_at = row[12:]
    # A counter of an hour or a day that is over begins anew; one that is ahead goes on.
    in_hour = hour_count if _goes_on(counted_hour, hour) else 0
    in_day = day_count if _goes_on(counted_day, day) else 0
    new_today = new_payees if _goes_on(counted_day, day) else 0
    payers_today = payers if _goes_on(payee_day, day) else 0
    has_payee = question.payer_id is not None and question.payee_id is not None
    is_first_today = has_payee and (last_day is None or last_day < day)
    return {
        "payments_in_hour": in_hour + 1,
        "payments_in_day": in_day + 1,
        "total_in_hour": f"{(hour_total if _goes_on(total_hour, hour) else Decimal(0)) + amount:f}",
        "total_in_day": f"{(day_total if _goes_on(total_day, day) else Decimal(0)) + amount:f}",
        "habit_payments": payments or 0,
        "habit_mean": f"{mean or Decimal(0):f}",
        "habit_deviation": f"{deviation or Decimal(0):f}",
        "new_payees_in_day": new_today + (1 if has_payee and first_at is None else 0),
        "payers_of_payee_in_day": payers_today + (1 if is_first_today else 0),
        "payee_age_seconds": None if first_at is None else _seconds(first_at, question.at),
        "seconds_since_payback": None if paid_back_at is None else _seconds(paid_back_at, question.at),
    }


def _goes_on(counted: Any, present: Any) -> bool:
    return counted is not None and counted >= present


def _seconds(since: datetime, until: datetime) -> int:
    """Whole seconds; a clock that was set back makes no age negative."""
    return max(int((until - since).total_seconds()), 0)


def find_decision(transaction_id: UUID) -> Decision | None:
    """What the rules made of a payment, or None when it was not assessed."""
    return Decision.objects.filter(pk=transaction_id).first()


def get_case(case_id: UUID) -> Case:
    """Raises CaseNotFound."""
    found = Case.objects.filter(pk=case_id).first()
    if found is None:
        raise CaseNotFound
    return found


def list_undecided(case_id: UUID) -> list[Alert]:
    """The held payments of a case that nobody has decided about yet, the oldest first."""
    return list(Alert.objects.filter(case_id=case_id, result="HOLD", decision="").order_by("id"))


def may_decide(person_id: UUID) -> bool:
    """Whether somebody may be assigned cases and decide about them at this moment."""
    person = User.objects.filter(pk=person_id).first()
    return person is not None and person.is_staff and person.has_perm(DECIDE_CASES)


def list_reviewers(*, limit: int = 200) -> Sequence[User]:
    """Who may be assigned cases, by name."""
    permission = Permission.objects.filter(content_type__app_label="risk", codename="decide_case")
    holds = Q(is_superuser=True) | Q(user_permissions__in=permission) | Q(groups__permissions__in=permission)
    people = User.objects.filter(holds, is_staff=True).distinct().order_by("full_name", "id")[:limit]
    return [person for person in people if person.is_active]
