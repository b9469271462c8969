"""The fraud desk: what waits, who works on it, what the rules did today; and rules tried on the past."""

from collections.abc import Iterable
from datetime import timedelta
from decimal import Decimal
from typing import Any, ClassVar
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.html import format_html
from django.utils.timesince import timesince
from unfold.widgets import UnfoldAdminSelectWidget

from apps.core import clock
from apps.core.admin_acting import by_operator
from apps.core.admin_base import NOTHING, Section, id_of, link, moment_text, plain_money
from apps.core.errors import DomainError, InvalidInput
from apps.disputes.models import Dispute
from apps.operations.pages import SitePage
from apps.risk import desk_selectors, selectors, services
from apps.risk.admin._rules import FiguresForm, take_over
from apps.risk.admin._words import OUTCOME_NAMES, TONES, names_of, person_link, result_badge, rule_words
from apps.risk.models import DryRun, DryRunState, Outcome, Rule
from apps.transactions.models import PaidBack

DAYS = [(1, "The last day"), (7, "The last 7 days"), (30, "The last 30 days"), (90, "The last 90 days")]
# Of so many of the payments a rule would have hit it is looked up what became of them.
_FOLLOWED = 1_000
_LISTED = 50
_FIGURES = ("metric", "threshold", "second", "kind", "currency", "amount_above", "result")


def _amount_in(facts: dict[str, Any]) -> str:
    """What a decision was about; one without facts says so."""
    amount, currency = facts.get("amount"), facts.get("currency")
    return plain_money(Decimal(amount), currency) if amount and currency else "?"


class FraudDeskPage(SitePage):
    """Everything a reviewer needs at the beginning of a shift, and the steps that take many cases at once."""

    template_name = "admin/operations/fraud_desk.html"

    def get(self, request: HttpRequest) -> HttpResponse:
        now = clock.now()
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        cases = desk_selectors.list_open_cases()
        waiting = desk_selectors.list_waiting()
        blocked = desk_selectors.list_blocked([case.row.pk for case in cases])
        hits = desk_selectors.list_newest_hits()
        stopped, is_whole = desk_selectors.list_stopped(since=midnight)
        named: list[Any] = [*waiting, *blocked, *hits]
        names = names_of(person for row in named for person in (row.payer_id, row.payee_id))
        may_decide = request.user.has_perm(selectors.DECIDE_CASES)
        titles = dict(Rule.objects.values_list("code", "title"))
        return self.show(
            request,
            now=now,
            tiles=_tiles(waiting, stopped, now),
            alerts=[self._alert(row, names, now) for row in (*waiting, *blocked)],
            cases=[self._case(case, now) for case in cases],
            stopped=[
                {
                    "row": row,
                    "title": titles.get(row.rule, ""),
                    "amount": plain_money(row.amount, row.currency),
                    **_tone_of(row.result),
                }
                for row in stopped
            ],
            is_whole=is_whole,
            added_up=desk_selectors.ADDED_UP,
            hits=[self._hit(row, names) for row in hits],
            may_decide=may_decide,
            reviewers=selectors.list_reviewers() if may_decide and cases else [],
            outcomes=Outcome.choices,
        )

    def _alert(self, row: Any, names: dict[UUID, str], now: Any) -> dict[str, Any]:
        is_held = row.result == "HOLD"
        due_at = row.raised_at + desk_selectors.HOLD_WITHIN if is_held else None
        return {
            "row": row,
            "severity": "Money waits" if is_held else "Blocked",
            "tone": "warning" if is_held else "danger",
            "age": _age(row.raised_at, now),
            "amount": plain_money(row.amount, row.currency),
            "payer": person_link(row.payer_id, names),
            "payee": person_link(row.payee_id, names),
            "rules": rule_words(row.rules),
            "is_late": due_at is not None and due_at < now,
            "owner": row.case.assignee.full_name if row.case.assignee else "",
        }

    def _case(self, case: desk_selectors.OpenCase, now: Any) -> dict[str, Any]:
        return {
            "case": case,
            "row": case.row,
            "is_late": case.due_at < now,
            "due": _distance(case.due_at, now),
            "age": _age(case.row.opened_at, now),
        }

    def _hit(self, row: Any, names: dict[UUID, str]) -> dict[str, Any]:
        return {
            "row": row,
            "amount": _amount_in(row.facts),
            "payer": person_link(row.payer_id, names),
            "payee": person_link(row.payee_id, names),
            "rules": rule_words([hit.get("rule", "?") for hit in row.hits]),
            **_tone_of(row.result),
        }

    def post(self, request: HttpRequest) -> HttpResponse:
        """Takes, assigns or closes the chosen cases."""
        if not request.user.has_perm(selectors.DECIDE_CASES):
            raise PermissionDenied
        chosen = [case_id for text in request.POST.getlist("case")[:200] if (case_id := id_of(text))]
        who = {"holds_role": True, **by_operator(request)}
        verb = request.POST.get("verb")
        if not chosen:
            messages.warning(request, "Choose the cases first.")
        elif verb in {"take", "assign"}:
            to = id_of(request.POST.get("to", "")) if verb == "assign" else who["by"]
            if to is None:
                messages.warning(request, "Choose who works on them.")
            else:
                self._say(request, "assigned", *services.take_cases(case_ids=chosen, to=to, **who))  # type: ignore[arg-type]
        elif verb == "close":
            facts = {"outcome": request.POST.get("outcome", ""), "reason": request.POST.get("reason", "")[:200]}
            self._say(request, "closed", *services.close_cases(case_ids=chosen, **facts, **who))  # type: ignore[arg-type]
        else:
            messages.warning(request, "Choose what to do.")
        return HttpResponseRedirect(reverse("admin:fraud_desk"))

    def _say(self, request: HttpRequest, done: str, count: int, refused: Iterable[services.Refused]) -> None:
        if count:
            messages.success(request, f"{count} case{'' if count == 1 else 's'} {done}.")
        for why in dict.fromkeys(one.why for one in refused):
            messages.warning(request, why)


def _tiles(waiting: list[Any], stopped: list[desk_selectors.Stopped], now: Any) -> list[dict[str, Any]]:
    counts = desk_selectors.count_open_cases()
    held = desk_selectors.count_waiting()
    oldest = waiting[0].raised_at if waiting else None
    is_late = oldest is not None and oldest + desk_selectors.HOLD_WITHIN < now
    kept = sum(row.count for row in stopped if row.result in ("BLOCK", "HOLD"))
    return [
        {
            "title": "Payments held for review",
            "value": f"{held}{'+' if held == 500 else ''}",
            "note": f"The oldest waits {_age(oldest, now)}" if oldest else "Nobody waits for their money",
            "tone": "bad" if is_late else "good" if not held else "",
            "link": reverse("admin:risk_alert_changelist", query={"decision": "none"}),
        },
        {
            "title": "Cases nobody works on",
            "value": counts["OPEN"],
            "note": "Take some" if counts["OPEN"] else "All are somebody's",
            "tone": "" if counts["OPEN"] else "good",
            "link": reverse("admin:risk_case_changelist", query={"state": "OPEN"}),
        },
        {
            "title": "Cases in review",
            "value": counts["IN_REVIEW"],
            "note": "Somebody works on them",
            "tone": "",
            "link": reverse("admin:risk_case_changelist", query={"state": "IN_REVIEW"}),
        },
        {
            "title": "Hits that stopped money today",
            "value": f"{kept:,}",
            "note": "Blocked or held, by rule below",
            "tone": "",
            "link": reverse("admin:risk_decision_changelist", query={"since": "today"}),
        },
    ]


def _tone_of(result: str) -> dict[str, str]:
    return {"result": OUTCOME_NAMES.get(result, result), "tone": TONES.get(result, "")}


def _age(since: Any, now: Any) -> str:
    return timesince(since, now, depth=1) if since is not None else NOTHING


def _distance(due_at: Any, now: Any) -> str:
    return f"{timesince(due_at, now, depth=1)} late" if due_at < now else f"in {timesince(now, due_at, depth=1)}"


class DryRunForm(FiguresForm):
    days = forms.TypedChoiceField(
        choices=DAYS, coerce=int, empty_value=None, widget=UnfoldAdminSelectWidget, label="Tried on", initial=7
    )
    field_order = ("days", *_FIGURES)


class DryRunsPage(SitePage):
    """Asks for a rule to be tried on the past, and lists what was tried before."""

    template_name = "admin/operations/dry_runs.html"
    _SHOWN: ClassVar[int] = 20

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        # What it says of payments, decisions say too.
        if not request.user.has_perm("risk.view_decision"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        row = self._rule(request.GET.get("rule", ""))
        figures = {name: getattr(row, name) for name in _FIGURES} if row else {"result": "HOLD"}
        form = DryRunForm(initial={**figures, "days": 7}, instance=Rule(code=row.code) if row else None)
        return self._show(request, form, row)

    def post(self, request: HttpRequest) -> HttpResponse:
        row = self._rule(request.POST.get("rule", ""))
        form = DryRunForm(request.POST, instance=Rule(code=row.code) if row else None)
        if form.is_valid():
            figures = {name: form.cleaned_data[name] for name in _FIGURES}
            try:
                run = services.ask_dry_run(
                    figures=figures,
                    days=form.cleaned_data["days"],
                    rule_id=row.pk if row else None,
                    **by_operator(request),
                )
            except InvalidInput as error:
                take_over(form, error)
            except DomainError as error:
                messages.warning(request, error.detail)
                return HttpResponseRedirect(reverse("admin:rule_dry_runs"))
            else:
                return HttpResponseRedirect(reverse("admin:rule_dry_run", args=[run.pk]))
        return self._show(request, form, row)

    def _rule(self, text: str) -> Rule | None:
        return Rule.objects.filter(pk=text).first() if text.isdecimal() and len(text) < 10 else None

    def _show(self, request: HttpRequest, form: DryRunForm, row: Rule | None) -> HttpResponse:
        runs = DryRun.objects.select_related("asked_by", "rule").order_by("-id")[: self._SHOWN]
        section = Section(
            "Tried before",
            ("what", "days", "asked by", "asked", "state", "would have hit"),
            [
                (
                    _run_link(run),
                    run.days,
                    run.asked_by.full_name,
                    moment_text(run.asked_at),
                    run.get_state_display(),
                    f"{run.outcome['hit']:,}" if "hit" in run.outcome else NOTHING,
                )
                for run in runs
            ],
            empty="Nobody has tried a rule yet.",
        )
        return self.show(request, form=form, rule=row, sections=[section])


def _run_link(run: DryRun) -> Any:
    url = reverse("admin:rule_dry_run", args=[run.pk])
    words = f"{run.rule.code}: {run.figures['words']}" if run.rule else run.figures["words"]
    return format_html('<a class="gp-link" href="{}">{}</a>', url, words)


class DryRunPage(SitePage):
    """How far a trial has got, and what it has found."""

    template_name = "admin/operations/dry_run.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if not request.user.has_perm("risk.view_decision"):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, identity: UUID) -> HttpResponse:
        run = DryRun.objects.filter(pk=identity).select_related("asked_by", "rule").first()
        if run is None:
            raise Http404
        is_going = run.state in (DryRunState.QUEUED, DryRunState.RUNNING)
        found = self._found(run) if run.state == DryRunState.DONE else {}
        context = {"run": run, "is_going": is_going, "result": OUTCOME_NAMES[run.figures["result"]], **found}
        if request.GET.get("part") and is_going:
            self.template_name = "admin/operations/_dry_run_progress.html"
        return self.show(request, **context)

    def _found(self, run: DryRun) -> dict[str, Any]:
        outcome = run.outcome
        latest = outcome["latest"]
        followed = latest[:_FOLLOWED]
        ids = [UUID(one["id"]) for one in followed]
        gone_back = set(PaidBack.objects.filter(pk__in=ids, total__gt=0).values_list("pk", flat=True))
        disputed = set(Dispute.objects.filter(transaction_id__in=ids).values_list("transaction_id", flat=True))
        was_paid = {UUID(one["id"]) for one in followed if one["was"] in ("ALLOW", "STEP_UP")}
        listed = latest[:_LISTED]
        names = names_of(UUID(one["payer"]) for one in listed if one["payer"])
        section = Section(
            "The latest it would have hit",
            ("payment of", "payer", "amount", "what it looked at", "then", "with this rule", "afterwards"),
            [
                (
                    link("transactions_transaction", UUID(one["id"]), one["at"][:16].replace("T", " ")),
                    person_link(UUID(one["payer"]) if one["payer"] else None, names),
                    f"{one['amount']} {one['currency']}",
                    one["value"],
                    result_badge(one["was"]),
                    result_badge(one["would_be"]),
                    self._afterwards(UUID(one["id"]), gone_back, disputed),
                )
                for one in listed
            ],
            empty="It would have hit none of them.",
        )
        share = 100 * outcome["looked_at"] / outcome["of_about"] if outcome["of_about"] else 100
        return {
            "outcome": outcome,
            "share": "less than 1" if 0 < share < 1 else f"{share:.0f}",
            "newly": outcome["hit"] - outcome["already_stopped"],
            "stopped": [
                {"count": count, "amount": plain_money(Decimal(amount), currency)}
                for currency, count, amount in outcome["stopped"]
            ],
            "already": [
                {"count": count, "amount": plain_money(Decimal(amount), currency)}
                for currency, count, amount in outcome["already"]
            ],
            "followed": len(followed),
            "gone_back": len(gone_back & was_paid),
            "disputed": len(disputed & was_paid),
            "since": run.asked_at - timedelta(days=run.days),
            "sections": [section],
        }

    def _afterwards(self, identity: UUID, gone_back: set[UUID], disputed: set[UUID]) -> str:
        words = (("disputed", identity in disputed), ("went back", identity in gone_back))
        return ", ".join(word for word, is_so in words if is_so) or NOTHING
