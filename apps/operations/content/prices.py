"""What fees and limits would do before they are agreed to, and what was in force from when to when."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.dateparse import parse_datetime

from apps.accounts.models import KycTier
from apps.approvals.models import Approval
from apps.approvals.sections import asked_section
from apps.core import clock, sql
from apps.core.admin_base import NOTHING, Section, badge, id_of, link, moment_text, plain_money
from apps.core.errors import DomainError
from apps.core.money import CURRENCIES, Money
from apps.core.procedures import decimals_of, subject_of
from apps.operations.pages import SitePage
from apps.transactions import limits, pricing
from apps.transactions.kinds import KINDS
from apps.transactions.models import Bearer, FeeRule, TierLimit
from apps.transactions.pricing import Band, Price, Schedule
from apps.transactions.services._terms import ADD_FEE, FEE_FIGURES, SET_TIER_LIMIT, TIER_FIGURES

# From pocket money to rents, in the main unit; each currency reads them in its own.
_TYPICAL = tuple(Decimal(one) for one in ("1", "5", "10", "20", "50", "100", "250", "500", "1000", "5000"))
_BANDS = ("from_amount", "flat", "percent", "minimum", "maximum")
_SHOWN = 30
_PLAIN = re.compile(r"[0-9]{1,12}(\.[0-9]{1,4})?", re.ASCII)
# About so many people's counters are looked at; whoever has used so much of a limit is near it.
_SAMPLED = 10_000
_NEAR = Decimal("0.8")


@dataclass(frozen=True, slots=True)
class Choice:
    """Which terms are looked at."""

    kind: str
    currency: str
    tier: str


class _TermsPage(SitePage):
    action = ""

    def chosen(self, request: HttpRequest, asked: Approval | None) -> Choice:
        """What the address says, or what is asked for."""
        given: Mapping[str, Any] = asked.payload if asked else request.GET
        kind, currency, tier = (str(given.get(name) or "") for name in ("kind", "currency", "tier"))
        return Choice(
            kind if kind in KINDS else "",
            currency.upper() if currency.upper() in CURRENCIES else "USD",
            tier if tier in KycTier.values else "",
        )

    def asked(self, request: HttpRequest) -> Approval | None:
        """The request whose terms are looked at; whoever may not see approvals sees none."""
        identity = id_of(request.GET.get("approval", ""))
        if identity is None or not request.user.has_perm("approvals.view_approval"):
            return None
        return Approval.objects.filter(pk=identity, action=self.action).select_related("maker").first()

    def choices(self, empty_kind: str = "") -> dict[str, Any]:
        """For the form at the top."""
        kinds = [(kind.code, str(kind.label)) for kind in KINDS.values()]
        return {
            "kinds": [("", empty_kind), *kinds] if empty_kind else kinds,
            "tiers": KycTier.choices,
            "currencies": sorted(CURRENCIES),
        }


class FeesPage(_TermsPage):
    """What payments cost now, and what they would cost: by typical amounts, and by one that is typed."""

    template_name = "admin/operations/fees.html"
    action = ADD_FEE

    def get(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        asked = self.asked(request)
        choice = self.chosen(request, asked)
        kind = choice.kind or next(iter(KINDS))
        schedules = pricing.get_schedules(kind, choice.currency)
        proposed = _proposed(asked, now) if asked else None
        amount, wrong = _amount_of(request.GET.get("amount", ""), choice.currency)
        amounts = [*_TYPICAL, *([amount] if amount is not None and amount not in _TYPICAL else [])]
        rows = [
            {
                "amount": plain_money(each, choice.currency),
                "is_asked": each == amount,
                "now": _cost(schedules, kind, each, choice, now),
                "then": _cost((proposed, *schedules), kind, each, choice, now) if proposed else None,
            }
            for each in sorted(amounts)
        ]
        for row in rows:
            row["differs"] = row["then"] is not None and row["then"] != row["now"]
        return self.show(
            request,
            rows=rows,
            choice=choice,
            kind=kind,
            asked=asked,
            amount=request.GET.get("amount", "")[:30],
            wrong=wrong,
            sections=[self._history(kind, choice, now), asked_section(request, self._subject(kind, choice))],
            **self.choices(),
        )

    def _subject(self, kind: str, choice: Choice) -> UUID:
        return subject_of(ADD_FEE, kind, choice.currency, choice.tier)

    def _history(self, kind: str, choice: Choice, now: datetime) -> Section:
        found = FeeRule.objects.filter(kind=kind, currency=choice.currency, tier=choice.tier)
        rules = list(found.order_by("-active_from")[:_SHOWN])
        decided = Approval.objects.filter(subject_id=self._subject(kind, choice), state=Approval.State.APPROVED)
        approvals = list(decided.select_related("maker", "checker").order_by("-id")[:_SHOWN])
        begun = [rule for rule in rules if rule.active_from <= now]
        lines = []
        for place, rule in enumerate(rules):
            until = rules[place - 1].active_from if place else None
            approval = _approval_of(rule, approvals)
            state = badge("In force", "success") if begun and rule == begun[0] else NOTHING
            lines.append(
                (
                    link("transactions_feerule", rule.pk, moment_text(rule.active_from)),
                    moment_text(until),
                    badge("Yet to begin", "warning") if rule.active_from > now else state,
                    _said_rule(rule),
                    approval.maker.full_name if approval else NOTHING,
                    approval.checker.full_name if approval and approval.checker else NOTHING,
                )
            )
        return Section(
            "What was in force",
            ("from", "until", "state", "terms", "asked by", "approved by"),
            lines,
            empty="No schedule was ever in force: these payments are free.",
        )


def _approval_of(rule: FeeRule, approvals: list[Approval]) -> Approval | None:
    """What added a schedule: the approval whose moment it begins with, or whose figures and wish it has."""
    for approval in approvals:
        wanted = parse_datetime(approval.payload.get("active_from") or "") if approval.payload else None
        if rule.active_from in (wanted, approval.decided_at):
            return approval
    return None


def _said_rule(rule: FeeRule) -> str:
    parts = [f"{rule.flat.normalize():f} and {rule.percent.normalize():f} %"]
    if rule.minimum:
        parts.append(f"at least {rule.minimum.normalize():f}")
    if rule.maximum is not None:
        parts.append(f"at most {rule.maximum.normalize():f}")
    if rule.band_count:
        parts.append(f"{rule.band_count} more band{'' if rule.band_count == 1 else 's'}")
    if rule.tax_percent:
        parts.append(f"{rule.tax_percent.normalize():f} % tax on it")
    return ", ".join(parts)


def _proposed(asked: Approval, now: datetime) -> Schedule:
    """What is asked for, as if it were in force now."""
    payload = asked.payload
    figures = decimals_of(payload["figures"], [name for name in FEE_FIGURES if name != "bearer"])
    least = {name: figures[name] or Decimal(0) for name in ("flat", "percent", "minimum")}
    first = Band(from_amount=Decimal(0), maximum=figures["maximum"], **least)
    bands = [first, *(Band(**decimals_of(band, _BANDS)) for band in payload["bands"])]
    bands.sort(key=lambda band: band.from_amount, reverse=True)
    return Schedule(
        payload["tier"], now, payload["figures"]["bearer"], figures["tax_percent"] or Decimal(0), tuple(bands)
    )


def _cost(schedules: tuple[Schedule, ...], kind: str, amount: Decimal, choice: Choice, now: datetime) -> dict[str, str]:
    money = Money(amount, choice.currency)
    try:
        price = pricing.price_by(schedules, amount=money, tier=choice.tier, at=now)
    except DomainError as error:
        return {"fee": error.detail, "total": NOTHING, "payee": NOTHING}
    return _said_price(money, price)


def _said_price(amount: Money, price: Price) -> dict[str, str]:
    is_payers = price.bearer == Bearer.PAYER
    total = amount + price.charges if is_payers else amount
    reaches = amount if is_payers else amount - price.charges
    fee = plain_money(price.fee.amount, amount.currency)
    if price.tax.amount:
        fee += f" + {plain_money(price.tax.amount, amount.currency)} tax"
    return {
        "fee": fee,
        "total": plain_money(total.amount, amount.currency),
        "payee": plain_money(reaches.amount, amount.currency),
    }


def _amount_of(text: str, currency: str) -> tuple[Decimal | None, str]:
    """What somebody typed, or why it is no amount."""
    text = text.strip()
    if not text:
        return None, ""
    if not _PLAIN.fullmatch(text) or not Decimal(text):
        return None, "An amount is a plain number above zero, such as 12.50."
    try:
        return Money(Decimal(text), currency).amount, ""
    except DomainError as error:
        return None, error.detail


class LimitsPage(_TermsPage):
    """Who is near the limits of a tier or over them, now and as they would be: counted in a sample of people."""

    template_name = "admin/operations/limits.html"
    action = SET_TIER_LIMIT

    def get(self, request: HttpRequest) -> HttpResponse:
        asked = self.asked(request)
        choice = self.chosen(request, asked)
        tier = choice.tier or KycTier.values[0]
        row = TierLimit.objects.filter(tier=tier, kind=choice.kind, currency=choice.currency).first()
        now_figures = {name: getattr(row, name) if row else None for name in TIER_FIGURES}
        proposed = decimals_of(asked.payload["figures"], TIER_FIGURES) if asked and asked.payload["figures"] else None
        typed, wrong = self._typed(request, choice.currency)
        then = proposed if asked else {**now_figures, **typed} if typed else None
        counted = _count_near(tier, choice, [now_figures, then or {}])
        lines = [
            {
                "words": words,
                "name": name,
                "now": _said_limit(now_figures[name], name, choice.currency),
                "then": _said_limit(then[name], name, choice.currency) if then else "",
                "typed": typed.get(name, ""),
                "people_now": counted.near[0].get(name),
                "people_then": counted.near[1].get(name) if then else None,
                "is_counted": name in _COUNTERS,
            }
            for name, words in TIER_FIGURES.items()
        ]
        subject = subject_of(SET_TIER_LIMIT, tier, choice.kind, choice.currency)
        return self.show(
            request,
            lines=lines,
            choice=choice,
            tier=tier,
            asked=asked,
            is_taken_away=bool(asked and asked.payload["figures"] is None),
            has_then=then is not None,
            counted=counted,
            wrong=wrong,
            sections=[asked_section(request, subject)],
            **self.choices("All kinds together"),
        )

    def _typed(self, request: HttpRequest, currency: str) -> tuple[dict[str, Decimal | int], str]:
        typed: dict[str, Decimal | int] = {}
        wrong = ""
        for name in _COUNTERS:
            text = request.GET.get(name, "").strip()
            if not text:
                continue
            if name == "daily_count":
                if text.isascii() and text.isdigit() and int(text[:9]) > 0 and len(text) <= 9:
                    typed[name] = int(text)
                else:
                    wrong = "A number of payments is a whole number above zero."
                continue
            amount, why = _amount_of(text, currency)
            wrong = why or wrong
            if amount is not None:
                typed[name] = amount
        return typed, wrong


# What people's own counters say (transactions.Spending): limits of other things have no counter to look at.
_COUNTERS = {
    "daily": ("day", "day_total"),
    "monthly": ("month", "month_total"),
    "daily_count": ("day", "day_count"),
}
# Blocks of the table chosen at random: what is read does not grow with it.
_SAMPLE = """
SELECT s.day, s.day_total, s.day_count, s.month, s.month_total
  FROM (
    SELECT * FROM transactions_spending TABLESAMPLE SYSTEM (%s)
     WHERE currency = %s AND kind = %s LIMIT %s
  ) AS s
  JOIN accounts_user u ON u.id = s.person_id AND u.kyc_tier = %s
"""
_SIZE = "SELECT greatest(reltuples, 0)::bigint FROM pg_class WHERE oid = 'transactions_spending'::regclass"


@dataclass(frozen=True, slots=True)
class Counted:
    """How many people of those looked at are near or over each limit: (near, over) by limit, for each set of them."""

    people: int
    percent: float
    near: list[dict[str, tuple[int, int]]]

    @property
    def is_sample(self) -> bool:
        return self.percent < 100


def _count_near(tier: str, choice: Choice, sets: list[Mapping[str, Any]]) -> Counted:
    size = (sql.fetch_one(_SIZE, []) or (0,))[0]
    percent = min(100.0, 100.0 * _SAMPLED / size) if size > _SAMPLED else 100.0
    rows = sql.fetch_all(_SAMPLE, [percent, choice.currency, choice.kind, 2 * _SAMPLED, tier])
    today = limits.day_of(clock.now())
    begins = {"day": today, "month": today.replace(day=1)}
    near: list[dict[str, tuple[int, int]]] = []
    for figures in sets:
        counts: dict[str, tuple[int, int]] = {}
        for name, (since, column) in _COUNTERS.items():
            limit = figures.get(name)
            if limit is None:
                continue
            used = [row[_PLACES[column]] for row in rows if row[_PLACES[since]] >= begins[since]]
            over = sum(1 for each in used if each > limit)
            counts[name] = (sum(1 for each in used if each >= limit * _NEAR) - over, over)
        near.append(counts)
    return Counted(len(rows), percent, near)


_PLACES = {name: place for place, name in enumerate(("day", "day_total", "day_count", "month", "month_total"))}


def _said_limit(value: Any, name: str, currency: str) -> str:
    if value is None:
        return "no limit"
    return f"{value}" if name == "daily_count" else plain_money(value, currency)
