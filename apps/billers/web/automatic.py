"""Recharges that are bought by themselves, again and again."""

import hashlib
import json
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from apps.accounts.web.asking import WalletFormView
from apps.accounts.web.base import WalletView
from apps.accounts.web.proofs import SignedForm
from apps.billers import selectors, services
from apps.billers.api.recharge_shapes import auto_recharge_answer
from apps.billers.models import AutoPausedBecause, AutoRecharge, AutoRunState
from apps.billers.recharge_wording import MISSED
from apps.billers.web.forms import AutomaticForm
from apps.billers.web.recharging import PURPOSE, RechargeDraftView
from apps.core.api.problems import STATUS
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.core.web.drafts import Draft, DraftGone
from apps.core.web.lists import list_page
from apps.core.web.telling import told
from apps.transactions.errors import REASONS, IdempotencyKeyReused

_PAUSED: dict[str, Promise] = {
    AutoPausedBecause.PERSON: gettext_lazy("You paused it."),
    AutoPausedBecause.FAILURES: gettext_lazy("Three recharges in a row could not be made."),
    AutoPausedBecause.DEVICE: gettext_lazy("The phone it was made on was locked."),
    AutoPausedBecause.OPERATOR: gettext_lazy("We paused it. Ask support."),
}
_RUNS: dict[str, Promise] = {
    AutoRunState.UNDER_WAY: gettext_lazy("Under way"),
    AutoRunState.DONE: gettext_lazy("Recharged"),
    AutoRunState.FAILED: gettext_lazy("Failed"),
    AutoRunState.SKIPPED: gettext_lazy("Left out"),
}


def how_often(row: AutoRecharge) -> str:
    """When it is bought, in words."""
    if row.day_of_month:
        return _("Each month on day %(day)s") % {"day": row.day_of_month}
    return ngettext("Every day", "Every %(count)s days", row.every_days or 1) % {"count": row.every_days or 1}


def _shown(row: AutoRecharge) -> dict[str, Any]:
    return {
        **auto_recharge_answer(row),
        "how_often": how_often(row),
        "why": _PAUSED.get(row.paused_because, ""),
    }


class AutomaticView(WalletView):
    """All that are not over."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        page = list_page(
            request,
            lambda before, after, limit: selectors.list_auto_recharges(
                self.me.id, before=before, after=after, limit=limit
            ),
            _shown,
        )
        return self.render("billers/automatic.html", {"page": page})


class NewAutomaticView(RechargeDraftView):
    """Sets one up: the PIN, and always a code, for nobody will be there when it buys."""

    def get(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of_page()
        return self._made(draft) or self.unready(draft) or self._show(draft, self._form_for(draft))

    def post(self, request: HttpRequest, draft_id: UUID) -> HttpResponse:
        draft = self.draft_of_page()
        if response := self._made(draft) or self.unready(draft):
            return response
        form = AutomaticForm(request.POST)
        if not form.is_valid():
            return self._show(draft, form, status=400)
        is_other_form = form.cleaned_data["key"] != draft.key
        if not is_other_form and form.cleaned_data["total"] != _said(draft):
            messages.warning(request, _("This has changed meanwhile. Look at it again before you confirm."))
            return self._show(draft, self._form_for(draft), status=409)
        try:
            if is_other_form:
                raise IdempotencyKeyReused
            self._make(draft, form)
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            if response := self._made(draft):
                return response
            form.refuse(error)
            return self._show(draft, form, status=STATUS[error.category])
        return self.done(_("It is set up. We recharge the number by itself from now on."), "wallet-recharge-automatic")

    def refused(self, error: DomainError) -> HttpResponse:
        # The draft is gone after a day, what was set up by it is not: begun again, it would be bought twice.
        gone = Draft(self.kwargs["draft_id"], self.me.id, PURPOSE, {})
        response = self._made(gone) if isinstance(error, DraftGone) else None
        return response or super().refused(error)

    def _make(self, draft: Draft, form: AutomaticForm) -> None:
        content, rhythm = draft.content, form.chosen
        canonical = json.dumps([content, rhythm.every_days, rhythm.day_of_month], sort_keys=True, ensure_ascii=False)
        services.make_auto_recharge(
            person_id=self.me.id,
            session_id=self.me.session_id,
            msisdn=content["msisdn"],
            operator=content["operator"],
            product=content["product"],
            amount=Money.parse(content["amount"], content["currency"]),
            rhythm=rhythm,
            key=draft.key,
            digest=hashlib.sha256(canonical.encode()).digest(),
            proof=form.proof(self.request),
            now=self.now,
        )

    def _form_for(self, draft: Draft) -> AutomaticForm:
        return AutomaticForm(initial={"key": draft.key, "total": _said(draft)})

    def _made(self, draft: Draft) -> HttpResponse | None:
        """To the one that this page has made already."""
        row = selectors.find_auto_by_key(person_id=self.me.id, key=draft.key)
        return self.go("wallet-recharge-automatic") if row else None

    def _show(self, draft: Draft, form: AutomaticForm, *, status: int = 200) -> HttpResponse:
        context = {"draft": draft, "content": draft.content, "form": form, "step_up": form.step_up}
        return self.render("billers/automatic_new.html", context, status=status)


def _said(draft: Draft) -> str:
    """What the page has shown, and the form carries: another tab may have chosen something else meanwhile."""
    return hashlib.sha256(json.dumps(draft.content, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


class AutomaticOneView(WalletView):
    """One of them, and what became of its newest due dates."""

    tab = "home"

    def get(self, request: HttpRequest, auto_recharge_id: UUID) -> HttpResponse:
        row = selectors.get_auto_recharge(person_id=self.me.id, auto_recharge_id=auto_recharge_id)
        runs = [
            {"row": run, "state": _RUNS[run.state], "why": _why(run.failure_code)}
            for run in selectors.list_auto_runs(row.id)
        ]
        return self.render("billers/automatic_one.html", {"auto": _shown(row), "runs": runs})


def _why(failure_code: str) -> str:
    """Why a due date brought nothing; nothing when it did."""
    if not failure_code:
        return ""
    if failure_code in REASONS:
        return told(REASONS[failure_code]())
    return _("It could not be made in time.") if failure_code == MISSED else _("It could not be made.")


class PauseView(WalletView):
    """Buys nothing until it is told to go on."""

    http_method_names = ["post"]
    tab = "home"

    def post(self, request: HttpRequest, auto_recharge_id: UUID) -> HttpResponse:
        services.pause_auto_recharge(person_id=self.me.id, auto_recharge_id=auto_recharge_id, now=self.now)
        return self.done(_("It is paused."), "wallet-recharge-automatic-one", auto_recharge_id)


class EndView(WalletView):
    """Buys nothing any more."""

    http_method_names = ["post"]
    tab = "home"

    def post(self, request: HttpRequest, auto_recharge_id: UUID) -> HttpResponse:
        services.end_auto_recharge(person_id=self.me.id, auto_recharge_id=auto_recharge_id, now=self.now)
        return self.done(_("It is ended. The number is not recharged by itself any more."), "wallet-recharge-automatic")


class ResumeView(WalletFormView):
    """Lets one go on that was paused: confirmed as a new one is."""

    form_class = SignedForm
    template_name = "billers/automatic_resume.html"
    tab = "home"
    heading = gettext_lazy("Let it go on")
    lead = gettext_lazy("What was due meanwhile is not bought.")
    action = gettext_lazy("Go on")
    back = "wallet-recharge-automatic"

    def beside(self) -> dict[str, Any]:
        row = selectors.get_auto_recharge(person_id=self.me.id, auto_recharge_id=self.kwargs["auto_recharge_id"])
        return {"auto": _shown(row)}

    def take(self, form: SignedForm) -> HttpResponse:
        services.resume_auto_recharge(
            person_id=self.me.id,
            session_id=self.me.session_id,
            auto_recharge_id=self.kwargs["auto_recharge_id"],
            proof=form.proof(self.request),
            now=self.now,
        )
        return self.done(_("It goes on."), "wallet-recharge-automatic-one", self.kwargs["auto_recharge_id"])
