"""One request: pay it, decline it, take it back, remind of it, and be rid of who asks."""

from datetime import datetime
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.services import Proof
from apps.accounts.web.base import WalletView
from apps.core.errors import DomainError
from apps.core.money import Money
from apps.core.templatetags.ui import money_text
from apps.core.web import drafts
from apps.core.web.drafts import Draft
from apps.core.web.telling import told
from apps.requests import selectors, services
from apps.requests.errors import RequestNotFound, RequestNotPending
from apps.requests.models import MAX_REMINDERS, PaymentRequest
from apps.requests.services import BETWEEN_REMINDERS
from apps.requests.web.wording import shown
from apps.transactions import people
from apps.transactions import services as payments
from apps.transactions.api.serializers import quote_answer
from apps.transactions.kinds import P2P
from apps.transactions.services import Outcome
from apps.transactions.web.paying import PayView, Review, shortfall
from apps.transactions.web.sending import doubt_in_words

PURPOSE = "request"


class RequestView(WalletView):
    """A request as one of its two sides sees it. To post here is to begin to pay."""

    tab = "requests"

    def get(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        row = selectors.get_request(person_id=self.me.id, request_id=request_id)
        return self.render("requests/request.html", self._facts(row))

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        row = _payable(self.me.id, request_id, self.now)
        content = {"request_id": str(row.id)}
        draft = drafts.begin(owner_id=self.me.id, purpose=PURPOSE, content=content, now=self.now)
        return self.go("wallet-request-pay", draft.id)

    def _facts(self, row: PaymentRequest) -> dict[str, Any]:
        is_mine = row.requester_id == self.me.id
        is_open = row.state == PaymentRequest.State.PENDING and row.expires_at > self.now
        is_rested = row.reminded_at is None or row.reminded_at + BETWEEN_REMINDERS <= self.now
        together = selectors.get_group(requester_id=self.me.id, group_id=row.group_id)[1] if is_mine else []
        return {
            "row": row,
            "one": shown(row, viewer_id=self.me.id),
            "is_mine": is_mine,
            "is_open": is_open,
            "is_over": row.state == PaymentRequest.State.PENDING and not is_open,
            "may_remind": is_open and is_mine and is_rested and row.reminders < MAX_REMINDERS,
            "asked_together": len(together),
        }


class _StepView(WalletView):
    """A step that needs no more than a press, and leads back to the request, which then says what it is."""

    http_method_names = ["post"]
    tab = "requests"

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        try:
            sentence = self.take(request_id)
        except DomainError as error:
            if error.category in ("not_found", "unauthenticated"):
                raise
            messages.error(request, told(error))
            return self.go("wallet-request", request_id)
        return self.done(sentence, "wallet-request", request_id)

    def take(self, request_id: UUID) -> str:
        raise NotImplementedError


class DeclineView(_StepView):
    def take(self, request_id: UUID) -> str:
        services.decline_request(person_id=self.me.id, request_id=request_id, now=self.now)
        return _("You have declined. They are told.")


class CancelView(_StepView):
    def take(self, request_id: UUID) -> str:
        services.cancel_request(person_id=self.me.id, request_id=request_id, now=self.now)
        return _("You have taken the request back.")


class RemindView(_StepView):
    def take(self, request_id: UUID) -> str:
        services.remind(person_id=self.me.id, request_id=request_id, now=self.now)
        return _("We have reminded them.")


class BlockView(WalletView):
    """Not wanting to be asked by this one any more: says first what that means."""

    tab = "requests"

    def get(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        return self.render("requests/block.html", {"row": self._row(request_id)})

    def post(self, request: HttpRequest, request_id: UUID) -> HttpResponse:
        row = self._row(request_id)
        services.block_requester(person_id=self.me.id, requester=str(row.requester_id), now=self.now)
        return self.done(_("They cannot ask you for money any more. They do not learn of it."), "wallet-requests")

    def _row(self, request_id: UUID) -> PaymentRequest:
        row = selectors.get_request(person_id=self.me.id, request_id=request_id)
        if row.payer_id != self.me.id:
            raise RequestNotFound
        return row


class RequestPayView(PayView):
    """The last look before money goes to whoever asked for it."""

    purpose = PURPOSE
    route = "wallet-request-pay"
    template_name = "requests/pay.html"
    tab = "requests"

    def back(self, draft: Draft) -> str:
        return reverse("wallet-request", args=[draft.content["request_id"]])

    def review(self, draft: Draft) -> Review:
        row = _payable(self.me.id, UUID(draft.content["request_id"]), self.now)
        amount = Money(row.amount, row.currency)
        price = payments.quote(person_id=self.me.id, kind=P2P.code, amount=amount, at=self.now)
        answer = quote_answer(price)
        total = Money.parse(answer["total"], row.currency)
        bears = price.bearer == "PAYER"
        rows: list[tuple[str, str]] = [(_("Note"), row.note)] if row.note else []
        if answer["payee_gets"] != answer["amount"]:
            rows.append((_("They get"), money_text(answer["payee_gets"], answer["payee_currency"])))
        unusual = people.find_unusual(person_id=self.me.id, payee_id=row.requester_id, amount=amount)
        return Review(
            action=_("Pay %(amount)s") % {"amount": money_text(amount.amount, amount.currency)},
            total=total,
            amount=amount,
            payee=row.requester_name,
            fee=Money(price.fee, row.currency) if bears else None,
            tax=Money(price.tax, row.currency) if bears and price.tax else None,
            rows=tuple(rows),
            warning=shortfall(self.me.id, total),
            doubt=doubt_in_words(unusual, name=row.requester_name),
            quote_id=price.id,
        )

    def pay(self, draft: Draft, review: Review, *, proof: Proof, digest: bytes) -> Outcome:
        return services.accept_request(
            payer_id=self.me.id,
            session_id=self.me.session_id,
            request_id=UUID(draft.content["request_id"]),
            key=draft.key,
            digest=digest,
            proof=proof,
            quote_id=review.quote_id,
            at=self.now,
        )


def _payable(person_id: UUID, request_id: UUID, now: datetime) -> PaymentRequest:
    """A request this person is asked by and can still pay. Raises RequestNotFound, RequestNotPending."""
    row = selectors.get_request(person_id=person_id, request_id=request_id)
    if row.payer_id != person_id:
        raise RequestNotFound
    if row.state != PaymentRequest.State.PENDING or row.expires_at <= now:
        raise RequestNotPending(state=row.state)
    return row
