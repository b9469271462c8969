"""Cash that a teller wants to pay out: the customer looks at it on their phone, and approves or refuses."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.agents import selectors, services
from apps.agents.cash_out_errors import CashRequestConflict
from apps.agents.models import CashOutRequest, RequestState
from apps.agents.selectors import Counter, is_over
from apps.agents.web.customer import cash_review
from apps.core.money import Money
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.lists import list_page
from apps.transactions.services import Outcome
from apps.transactions.web.paying import PayView, Review

PURPOSE = "cash-approval"
# A request lives for five minutes, and tellers may ask somebody a few times only.
_MOST_OPEN = 10


def _with_counters(rows: list[CashOutRequest]) -> list[dict[str, Any]]:
    counters = selectors.counters_of(row.outlet_id for row in rows)
    return [{"row": row, "counter": counters[row.outlet_id]} for row in rows]


class ApprovalsView(WalletView):
    """What waits for an answer, and what was asked before."""

    tab = "requests"

    def get(self, request: HttpRequest) -> HttpResponse:
        shown: dict[UUID, dict[str, Any]] = {}

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[CashOutRequest]:
            rows = selectors.list_asked(self.me.id, before=before, after=after, limit=limit)
            shown.update((one["row"].id, one) for one in _with_counters(rows))
            return rows

        page = list_page(request, fetch, lambda row: shown[row.id])
        earlier = [one for one in page.rows if is_over(one["row"], self.now)]
        context = {"page": page, "earlier": earlier, "open": self._open()}
        return self.render("agents/customer_approvals.html", context)

    def _open(self) -> list[dict[str, Any]]:
        rows = selectors.list_asked(self.me.id, state=RequestState.OPEN, limit=_MOST_OPEN)
        return _with_counters([row for row in rows if not is_over(row, self.now)])


class OpenApprovalsView(ApprovalsView):
    """The part of that page that changes."""

    is_activity = False

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render("agents/_customer_approvals.html", {"open": self._open()})


class ApprovalView(WalletView):
    """One of them: whose counter it is, how much, how long it is good."""

    tab = "requests"

    def get(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        row = selectors.get_asked(customer_id=self.me.id, request_id=request_id)
        if row.state == RequestState.PAID and row.transaction_id:
            return self.go("wallet-payment", row.transaction_id)
        context = {
            "row": row,
            "counter": _counter_of(row),
            "is_over": is_over(row, self.now),
            "outcome": self._outcome(row),
        }
        return self.render("agents/customer_approval.html", context)

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        """Goes on to the PIN."""
        row = selectors.get_asked(customer_id=self.me.id, request_id=request_id)
        if is_over(row, self.now):
            raise CashRequestConflict
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content={"request_id": str(row.id)}, now=self.now)
        return self.go("wallet-cash-approval-review", draft.id)

    def _outcome(self, row: CashOutRequest) -> str:
        words = {
            RequestState.REFUSED.value: _("You have refused it. No money has moved."),
            RequestState.CANCELLED.value: _("The agent has called it off. No money has moved."),
        }
        return words.get(row.state, _("Its time is over. No money has moved. Ask the agent to send it again."))


class ApproveView(PayView):
    """The last look, and the PIN. Approving pays the outlet at once."""

    purpose = PURPOSE
    route = "wallet-cash-approval-review"
    template_name = "agents/customer_approve.html"
    tab = "requests"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-cash-approval", args=[draft.content["request_id"]])

    def review(self, draft: Draft) -> Review:
        row = self._row(draft)
        if is_over(row, self.now):
            raise CashRequestConflict
        amount, counter = Money(row.amount, row.currency), _counter_of(row)
        rows = [(_("Outlet"), f"{counter.name} ({counter.code})")]
        if row.note:
            rows.append((_("Note"), row.note))
        review = cash_review(
            person_id=self.me.id,
            tier=self.person.kyc_tier,
            amount=amount,
            action=_("Approve %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            payee=counter.agent_name,
            rows=rows,
            at=self.now,
        )
        review.context["request_row"] = row
        return review

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.approve_cash_out(
            customer_id=self.me.id,
            session_id=self.me.session_id,
            request_id=UUID(draft.content["request_id"]),
            key=draft.key,
            digest=digest,
            proof=proof,
            at=self.now,
        )

    def _row(self, draft: Draft) -> CashOutRequest:
        return selectors.get_asked(customer_id=self.me.id, request_id=UUID(draft.content["request_id"]))


class RefuseView(WalletView):
    """Says no."""

    http_method_names = ["post"]
    tab = "requests"

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        services.decline_cash_out(customer_id=self.me.id, request_id=request_id, now=self.now)
        return self.done(_("You have refused it. No money has moved."), "wallet-cash-approvals")


def _counter_of(row: CashOutRequest) -> Counter:
    return selectors.counters_of([row.outlet_id])[row.outlet_id]
