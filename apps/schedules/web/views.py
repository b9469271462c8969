"""What is paid on dates: arranging it, seeing what became of it, stopping it."""

import hashlib
import json
from datetime import date, time
from typing import Any, ClassVar, TypeGuard
from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.accounts.web.proofs import ConfirmForm, SignedForm
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError, InvalidInput
from apps.core.money import Money, decimal_string
from apps.core.web import drafts
from apps.core.web.drafts import Draft, DraftGone
from apps.core.web.lists import list_page
from apps.core.web.telling import told
from apps.schedules import selectors, services
from apps.schedules.errors import ScheduleConflict
from apps.schedules.models import Schedule, ScheduleRun, ScheduleState
from apps.schedules.services import Plan
from apps.schedules.web.forms import ScheduleForm
from apps.schedules.web.wording import how_often, shown, shown_run
from apps.transactions import services as payments
from apps.transactions.errors import CurrencyMismatch, IdempotencyKeyReused, NobodyToPay, SelfTransfer
from apps.wallets.selectors import list_open_currencies

PURPOSE = "schedule"


class SchedulesView(WalletView):
    """What one has arranged, the newest first."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        is_active_only = request.GET.get("state") == "ACTIVE"

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[Schedule]:
            state = ScheduleState.ACTIVE.value if is_active_only else None
            return selectors.list_schedules(self.me.id, state=state, before=before, after=after, limit=limit)

        context = {"page": list_page(request, fetch, shown), "is_active_only": is_active_only}
        return self.render("schedules/schedules.html", context)


class NewScheduleView(WalletView):
    """Whom, how much, when and how often. What may be suggested: to, amount, currency."""

    tab = "me"

    def get(self, request: HttpRequest) -> HttpResponse:
        given = {name: request.GET.get(name, "")[:254] for name in ("to", "amount", "currency")}
        return self._show(self._form(initial={name: text for name, text in given.items() if text}))

    def post(self, request: HttpRequest) -> HttpResponse:
        form = self._form(request.POST)
        if not form.is_valid():
            return self._show(form, status=400)
        plan, given = form.plan(), form.cleaned_data
        try:
            services.check_plan(person_id=self.me.id, plan=plan, now=self.now)
            payee = payments.resolve_payee(person_id=self.me.id, to=given["to"], at=self.now)
            if payee.person_id == self.me.id:
                raise SelfTransfer
            if given["currency"] not in payee.currencies:
                raise CurrencyMismatch
        except (NobodyToPay, SelfTransfer, CurrencyMismatch) as error:
            form.add_error("to", forms.ValidationError(told(error), code=error.code))
            return self._show(form, status=422)
        except DomainError as error:
            form.refuse(error)
            return self._show(form, status=STATUS[error.category])
        content = {
            "to": str(payee.person_id),
            "name": payee.name,
            "amount": decimal_string(given["amount"], given["currency"]),
            "currency": given["currency"],
            "note": given["note"],
            "plan": _written(plan),
        }
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content=content, now=self.now)
        return self.go("wallet-schedule-confirm", draft.id)

    def _form(self, *given: Any, **options: Any) -> ScheduleForm:
        return ScheduleForm(*given, currencies=list_open_currencies(self.me.id), **options)

    def _show(self, form: ScheduleForm, *, status: int = 200) -> HttpResponse:
        return self.render("schedules/new.html", {"form": form}, status=status)


class ConfirmScheduleView(WalletView):
    """The last look before it is arranged: PIN and code. The draft's id is the idempotency key."""

    tab = "me"

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        return self._made(draft) or self._show(draft, ConfirmForm(initial={"key": draft.key, "total": ""}))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self._draft(draft_id)
        if response := self._made(draft):
            return response
        form = ConfirmForm(request.POST)
        if not form.is_valid():
            return self._show(draft, form, status=400)
        if form.cleaned_data["key"] != draft.key:
            form.refuse(IdempotencyKeyReused())
            return self._show(draft, form, status=422)
        try:
            made = self._make(draft, form.proof(request))
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            # The same form, posted a moment earlier, may have arranged it meanwhile.
            if response := self._made(draft):
                return response
            # A plan that has become old while the page stood open: its fields are not here.
            form.refuse(InvalidInput(error.errors[0]["detail"]) if _is_of_fields(error) else error)
            return self._show(draft, form, status=STATUS[error.category])
        return self.done(_("It is arranged. You need do nothing more."), "wallet-schedule", made.id)

    def refused(self, error: DomainError) -> HttpResponse:
        # The draft is gone after a day, what was arranged by it is not: begun again, it would be paid twice.
        gone = Draft(self.kwargs["draft_id"], self.me.id, PURPOSE, {})
        response = self._made(gone) if isinstance(error, DraftGone) else None
        return response or super().refused(error)

    def _made(self, draft: Draft) -> HttpResponse | None:
        """To the one that this page has arranged already."""
        row = selectors.find_schedule(person_id=self.me.id, key=draft.key)
        return self.go("wallet-schedule", row.id) if row else None

    def _make(self, draft: Draft, proof: Proof) -> Schedule:
        content = draft.content
        canonical = json.dumps([PURPOSE, content], sort_keys=True, ensure_ascii=False)
        return services.make_schedule(
            person_id=self.me.id,
            session_id=self.me.session_id,
            to=content["to"],
            amount=Money.parse(content["amount"], content["currency"]),
            plan=_read(content["plan"]),
            note=content["note"],
            key=draft.key,
            digest=hashlib.sha256(canonical.encode()).digest(),
            proof=proof,
            now=self.now,
        ).schedule

    def _draft(self, draft_id: UUID) -> Draft:
        return drafts.get(owner_id=self.me.id, purpose=PURPOSE, draft_id=draft_id, now=self.now)

    def _show(self, draft: Draft, form: ConfirmForm, *, status: int = 200) -> HttpResponse:
        plan = _read(draft.content["plan"])
        context = {
            "draft": draft,
            "plan": plan,
            "how_often": how_often(plan.frequency, plan.interval),
            "time_zone": self.person.time_zone,
            "form": form,
            "step_up": form.step_up,
            "action_label": _("Arrange it"),
        }
        return self.render("schedules/confirm.html", context, status=status)


class ScheduleView(WalletView):
    """One schedule: when it is paid next, and what became of the days before."""

    tab = "me"

    def get(self, request: HttpRequest, schedule_id: UUID) -> HttpResponse:
        row = selectors.get_schedule(person_id=self.me.id, schedule_id=schedule_id)

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[ScheduleRun]:
            return selectors.list_runs(row.id, before=before, after=after, limit=limit)

        context = {
            "one": shown(row),
            "row": row,
            "upcoming": selectors.list_upcoming(row),
            "page": list_page(request, fetch, shown_run),
        }
        return self.render("schedules/schedule.html", context)


class ResumeView(WalletView):
    """Letting it pay again, which is confirmed as arranging it was."""

    tab = "me"

    def get(self, request: HttpRequest, schedule_id: UUID) -> HttpResponse:
        row = selectors.get_schedule(person_id=self.me.id, schedule_id=schedule_id)
        if row.state != ScheduleState.PAUSED:
            return self.go("wallet-schedule", row.id)
        return self._show(row, SignedForm())

    def post(self, request: HttpRequest, schedule_id: UUID) -> HttpResponse:
        row = selectors.get_schedule(person_id=self.me.id, schedule_id=schedule_id)
        form = SignedForm(request.POST)
        if not form.is_valid():
            return self._show(row, form, status=400)
        try:
            services.resume_schedule(
                person_id=self.me.id,
                session_id=self.me.session_id,
                schedule_id=schedule_id,
                proof=form.proof(request),
                now=self.now,
            )
        except ScheduleConflict as error:
            messages.error(request, told(error))
            return self.go("wallet-schedule", row.id)
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        return self.done(_("It goes on."), "wallet-schedule", row.id)

    def _show(self, row: Schedule, form: SignedForm, *, status: int = 200) -> HttpResponse:
        context = {"one": shown(row), "row": row, "form": form, "step_up": form.step_up, "action_label": _("Go on")}
        return self.render("schedules/resume.html", context, status=status)


class PauseView(WalletView):
    """Pays nothing until it is resumed."""

    http_method_names = ["post"]
    sentence: ClassVar[Any] = _lazy("It is paused. Nothing is paid until you let it go on.")

    def post(self, request: HttpRequest, schedule_id: UUID) -> HttpResponse:
        try:
            self.take(schedule_id)
        except ScheduleConflict as error:
            messages.error(request, told(error))
            return self.go("wallet-schedule", schedule_id)
        return self.done(str(self.sentence), "wallet-schedule", schedule_id)

    def take(self, schedule_id: UUID) -> None:
        services.pause_schedule(person_id=self.me.id, schedule_id=schedule_id, now=self.now)


class CancelView(PauseView):
    """Ends it for good: asks first."""

    http_method_names = ["get", "post"]
    sentence = _lazy("It is ended. Nothing is paid any more.")
    tab = "me"

    def get(self, request: HttpRequest, schedule_id: UUID) -> HttpResponse:
        row = selectors.get_schedule(person_id=self.me.id, schedule_id=schedule_id)
        return self.render("schedules/cancel.html", {"one": shown(row), "row": row})

    def take(self, schedule_id: UUID) -> None:
        services.cancel_schedule(person_id=self.me.id, schedule_id=schedule_id, now=self.now)


def _is_of_fields(error: DomainError) -> TypeGuard[InvalidInput]:
    return isinstance(error, InvalidInput) and bool(error.errors)


def _written(plan: Plan) -> dict[str, Any]:
    """The plan as JSON."""
    return {
        "frequency": plan.frequency,
        "interval": plan.interval,
        "start_date": plan.start_date.isoformat(),
        "time": plan.local_time.isoformat(),
        "end_date": plan.end_date.isoformat() if plan.end_date else None,
        "count": plan.count,
    }


def _read(written: dict[str, Any]) -> Plan:
    end_date = written["end_date"]
    return Plan(
        frequency=written["frequency"],
        interval=written["interval"],
        start_date=date.fromisoformat(written["start_date"]),
        local_time=time.fromisoformat(written["time"]),
        end_date=date.fromisoformat(end_date) if end_date else None,
        count=written["count"],
    )
