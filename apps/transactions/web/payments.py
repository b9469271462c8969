"""One payment as one of its sides sees it: what has become of it, and what can be done about it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.transactions import selectors, services
from apps.transactions.api.serializers import transaction_answer
from apps.transactions.errors import NotHeld
from apps.transactions.kinds import KINDS
from apps.transactions.models import HeldFor, Invitation, State, Transaction
from apps.transactions.selectors import WayBack, get_transaction
from apps.transactions.web.standing import standing_of


class PaymentView(WalletView):
    """The receipt page of any kind of payment. While something is under way, a part of it is asked for again."""

    tab = "activity"

    def get(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        row = get_transaction(person_id=self.me.id, transaction_id=transaction_id)
        is_part = "HX-Request" in request.headers
        # A page that renews itself is nobody who is there.
        self.is_activity = not is_part
        return self.render("transactions/_payment.html" if is_part else "transactions/payment.html", self._facts(row))

    def _facts(self, row: Transaction) -> dict[str, Any]:
        way_back = selectors.get_way_back(row) if row.state == State.COMPLETED else WayBack()
        is_paid = row.state not in (State.DECLINED, State.FAILED, State.RETURNED) and row.payer_id == self.me.id
        answer = transaction_answer(row, viewer_id=self.me.id, operation=selectors.find_operation(row))
        return {
            "row": row,
            "payment": answer,
            "kind": KINDS[row.kind].label,
            "standing": standing_of(row, viewer_id=self.me.id, way_back=way_back),
            "way_back": way_back,
            "invitation": _invitation(row),
            "may": self._may(row, way_back),
            "is_new": self.request.GET.get("new") == "1",
            "is_again": self.request.GET.get("again") == "1" and is_paid,
        }

    def _may(self, row: Transaction, way_back: WayBack) -> dict[str, bool]:
        """What this person can do about it: a hint for the page, decided again by who does it."""
        is_done = row.state == State.COMPLETED
        is_payer, is_payee = row.payer_id == self.me.id, row.payee_id == self.me.id
        can_go_back = is_done and KINDS[row.kind].is_refundable and bool(way_back.left(row))
        sends = row.kind == "P2P" and is_payer
        return {
            "refund": can_go_back and is_payee,
            "dispute": can_go_back and is_payer,
            "cancel": is_payer and row.state == State.HELD and row.held_for == HeldFor.CLAIM,
            "send_again": sends and row.payee_id is not None,
            "schedule": sends and is_done,
        }


class CancelView(WalletView):
    """Taking back money that nobody has claimed yet: asks first."""

    tab = "activity"

    def get(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        row = get_transaction(person_id=self.me.id, transaction_id=transaction_id)
        if row.payer_id != self.me.id or row.state != State.HELD or row.held_for != HeldFor.CLAIM:
            raise NotHeld
        return self.render("transactions/cancel.html", {"row": row})

    def post(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        services.cancel_invitation(person_id=self.me.id, transaction_id=transaction_id, now=self.now)
        messages.success(request, _("The money is back in your wallet."))
        return self.go("wallet-payment", transaction_id)


def _invitation(row: Transaction) -> Invitation | None:
    """Until when the money waits for somebody to register."""
    if row.held_for != HeldFor.CLAIM or row.state != State.HELD:
        return None
    return Invitation.objects.filter(pk=row.id).first()
