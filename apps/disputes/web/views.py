"""Disputes on pages: both sides see the same steps, and each does what is theirs to do."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.core import files
from apps.core.api.problems import STATUS
from apps.core.api.uploads import private_file_response
from apps.core.errors import DomainError
from apps.core.ids import uuid7
from apps.core.money import decimal_string
from apps.core.templatetags.ui import money_text
from apps.core.web.lists import list_page
from apps.core.web.telling import told
from apps.disputes import selectors, services
from apps.disputes.api.serializers import dispute_answer
from apps.disputes.errors import DisputeConflict, NotDisputable, NotYourStep, TooMuchEvidence
from apps.disputes.models import Dispute, EvidenceSide, State
from apps.disputes.web.forms import AcceptForm, ContestForm, DisputeForm, EvidenceForm
from apps.disputes.web.wording import reason_of, state_of, steps_of
from apps.transactions.errors import IdempotencyKeyReused, NothingLeftToRefund, NotRefundable
from apps.transactions.kinds import KINDS
from apps.transactions.models import State as PaymentState
from apps.transactions.models import Transaction
from apps.transactions.selectors import get_left_to_refund, get_transaction


@dataclass(frozen=True, slots=True)
class Shown:
    """A dispute in a list, as one of its sides sees it."""

    answer: dict[str, Any]
    other: str
    tone: str
    state: str
    reason: str
    url: str


class DisputesView(WalletView):
    """The disputes one is a side of, the newest first."""

    tab = "activity"

    def get(self, request: HttpRequest) -> HttpResponse:
        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[selectors.DisputeView]:
            rows = selectors.list_disputes(self.me.id, before=before, after=after, limit=limit)
            return selectors.view_all(rows, person_id=self.me.id)

        page = list_page(request, fetch, self._shown, position=lambda view: view.dispute.id)
        return self.render("disputes/disputes.html", {"page": page})

    def _shown(self, view: selectors.DisputeView) -> Shown:
        answer = dispute_answer(view, side=selectors.side_of(view.dispute, self.me.id))
        other = answer["payee" if answer["side"] == "payer" else "payer"]["name"]
        tone, state = state_of(view.dispute)
        url = reverse("wallet-dispute", args=[view.dispute.id])
        return Shown(answer, other, tone, state, reason_of(view.dispute), url)


class NewDisputeView(WalletView):
    """Saying that something is wrong with a payment one has made."""

    tab = "activity"

    def get(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        row = self._payment(transaction_id)
        if row.state != PaymentState.COMPLETED or not KINDS[row.kind].is_refundable:
            raise NotRefundable
        if not get_left_to_refund(row):
            raise NothingLeftToRefund
        return self._show(row, DisputeForm(currency=row.currency, initial={"key_id": uuid7()}))

    def post(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        row = self._payment(transaction_id)
        form = DisputeForm(request.POST, currency=row.currency)
        if not form.is_valid():
            return self._show(row, form, status=400)
        given = form.cleaned_data
        amount = form.money.amount if form.money else None
        said = [str(row.id), given["reason"], given["statement"], str(amount)]
        try:
            opened = services.open_dispute(
                payer_id=self.me.id,
                transaction_id=row.id,
                reason=given["reason"],
                statement=given["statement"],
                amount=amount,
                key=f"web-{given['key_id']}",
                digest=_digest(said),
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        return self.done(
            _("We have told the other side. The money is put aside as far as it is there."),
            "wallet-dispute",
            opened.dispute.id,
        )

    def _payment(self, transaction_id: UUID) -> Transaction:
        """The payment, of whoever paid it. Raises TransactionNotFound, NotDisputable."""
        row = get_transaction(person_id=self.me.id, transaction_id=transaction_id)
        if row.payer_id != self.me.id:
            raise NotDisputable
        return row

    def _show(self, row: Transaction, form: DisputeForm, *, status: int = 200) -> HttpResponse:
        context = {"row": row, "left": get_left_to_refund(row), "form": form}
        return self.render("disputes/new.html", context, status=status)


class DisputeView(WalletView):
    """One dispute: its steps, one's own pictures, and what one can do now. To post here is to add a picture."""

    tab = "activity"

    def get(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        return self._show(self._dispute(dispute_id), EvidenceForm())

    def post(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        row = self._dispute(dispute_id)
        form = EvidenceForm(request.POST, request.FILES)
        if not form.is_valid():
            return self._show(row, form, status=400)
        try:
            services.add_evidence(
                person_id=self.me.id,
                dispute_id=row.id,
                content=form.cleaned_data["picture"].read(),
                note=form.cleaned_data["note"],
                now=self.now,
            )
        except (DisputeConflict, TooMuchEvidence) as error:
            # Another tab has added the last one, or it was decided meanwhile: the form that would say so is gone.
            messages.error(request, told(error))
            return self._show(self._dispute(dispute_id), EvidenceForm(), status=STATUS[error.category])
        except DomainError as error:
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        return self.done(_("Your picture is added."), "wallet-dispute", row.id)

    def _dispute(self, dispute_id: UUID) -> Dispute:
        return selectors.get_dispute(person_id=self.me.id, dispute_id=dispute_id)

    def _show(self, row: Dispute, form: EvidenceForm, *, status: int = 200) -> HttpResponse:
        side = selectors.side_of(row, self.me.id)
        answer = dispute_answer(selectors.view_of(row, person_id=self.me.id), side=side)
        tone, state = state_of(row)
        context = {
            "row": row,
            "answer": answer,
            "other": answer["payee" if side == EvidenceSide.PAYER else "payer"]["name"],
            "is_payer": side == EvidenceSide.PAYER,
            "tone": tone,
            "state": state,
            "steps": list(steps_of(row, answer)),
            "form": form,
            "may_add": self._may_add(row),
            "may_answer": side == EvidenceSide.PAYEE and row.state == State.OPEN and row.answer_by > self.now,
            "may_withdraw": side == EvidenceSide.PAYER and row.is_open,
        }
        return self.render("disputes/dispute.html", context, status=status)

    def _may_add(self, row: Dispute) -> bool:
        try:
            services.require_room(row, self.me.id, now=self.now)
        except (DisputeConflict, TooMuchEvidence):
            return False
        return True


class PictureView(WalletView):
    """A picture one has added oneself. The other side's are not there."""

    def get(self, request: HttpRequest, dispute_id: UUID, evidence_id: UUID) -> HttpResponse:
        evidence = selectors.get_evidence(person_id=self.me.id, dispute_id=dispute_id, evidence_id=evidence_id)
        name = f"evidence-{evidence.number}.jpg"
        return private_file_response(files.read(evidence.file_key), evidence.content_type, name)


class WithdrawView(WalletView):
    """Ends a dispute one has opened: asks first."""

    tab = "activity"

    def get(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        row = selectors.get_dispute(person_id=self.me.id, dispute_id=dispute_id)
        if row.payer_id != self.me.id:
            raise NotYourStep
        return self.render("disputes/withdraw.html", {"row": row})

    def post(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        try:
            services.withdraw(payer_id=self.me.id, dispute_id=dispute_id, now=self.now)
        except DisputeConflict as error:
            messages.error(request, told(error))
            return self.go("wallet-dispute", dispute_id)
        return self.done(_("You have withdrawn the dispute."), "wallet-dispute", dispute_id)


class _AnswerView(WalletView):
    """What the payee's two answers have in common."""

    tab = "activity"

    def _dispute(self, dispute_id: UUID) -> Dispute:
        """The dispute, for whoever has to answer it. Raises DisputeNotFound, NotYourStep."""
        row = selectors.get_dispute(person_id=self.me.id, dispute_id=dispute_id)
        if row.payee_id != self.me.id:
            raise NotYourStep
        return row

    def _facts(self, row: Dispute) -> dict[str, Any]:
        answer = dispute_answer(selectors.view_of(row, person_id=self.me.id), side=EvidenceSide.PAYEE)
        return {"row": row, "answer": answer, "reason": reason_of(row)}


class ContestView(_AnswerView):
    """Saying why the money is one's own; then somebody of us decides."""

    def get(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        row = self._dispute(dispute_id)
        if row.state != State.OPEN:
            return self.go("wallet-dispute", row.id)
        return self._show(row, ContestForm())

    def post(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        row = self._dispute(dispute_id)
        form = ContestForm(request.POST)
        if not form.is_valid():
            return self._show(row, form, status=400)
        statement = form.cleaned_data["statement"]
        try:
            # A dispute is answered once, so what names the answer needs no more than the dispute.
            services.contest(
                payee_id=self.me.id,
                dispute_id=row.id,
                statement=statement,
                key=f"web-{row.id}-contest",
                digest=_digest([str(row.id), statement]),
                now=self.now,
            )
        except DomainError as error:
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        return self.done(_("We have your answer. Somebody of us decides."), "wallet-dispute", row.id)

    def _show(self, row: Dispute, form: ContestForm, *, status: int = 200) -> HttpResponse:
        return self.render("disputes/contest.html", {**self._facts(row), "form": form}, status=status)


class AcceptView(_AnswerView):
    """Giving the money back, which is confirmed as every payment is."""

    def get(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        row = self._dispute(dispute_id)
        if row.state != State.OPEN:
            return self.go("wallet-dispute", row.id)
        return self._show(row, AcceptForm(initial={"key": _accept_key(row), "total": ""}))

    def post(self, request: HttpRequest, dispute_id: UUID) -> HttpResponse:
        row = self._dispute(dispute_id)
        if row.is_accepted:
            # The same form, posted once more or loaded again after the answer was lost.
            return self.go("wallet-dispute", row.id)
        form = AcceptForm(request.POST)
        if not form.is_valid():
            return self._show(row, form, status=400)
        if form.cleaned_data["key"] != _accept_key(row):
            form.refuse(IdempotencyKeyReused())
            return self._show(row, form, status=422)
        try:
            services.accept(
                payee_id=self.me.id,
                session_id=self.me.session_id,
                dispute_id=row.id,
                statement=form.cleaned_data["statement"],
                key=_accept_key(row),
                digest=_digest([str(row.id), form.cleaned_data["statement"]]),
                proof=form.proof(request),
                now=self.now,
            )
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            if self._dispute(dispute_id).is_accepted:
                return self.go("wallet-dispute", row.id)
            form.refuse(error)
            return self._show(row, form, status=STATUS[error.category])
        return self.done(_("The money went back. The dispute is over."), "wallet-dispute", row.id)

    def _show(self, row: Dispute, form: AcceptForm, *, status: int = 200) -> HttpResponse:
        amount = money_text(decimal_string(row.amount, row.currency), row.currency)
        context = {
            **self._facts(row),
            "form": form,
            "step_up": form.step_up,
            "action_label": _("Give back %(amount)s") % {"amount": amount},
        }
        return self.render("disputes/accept.html", context, status=status)


def _accept_key(row: Dispute) -> str:
    return f"web-{row.id}-accept"


def _digest(said: list[str]) -> bytes:
    return hashlib.sha256(json.dumps(said, ensure_ascii=False).encode()).digest()
