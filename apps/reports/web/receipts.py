"""The receipt of one's own payment: as a file, and as a link for somebody else."""

from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.core.api.uploads import private_file_response
from apps.reports import pdf, services
from apps.reports.selectors import count_receipt_links
from apps.transactions.api.serializers import transaction_answer
from apps.transactions.selectors import get_transaction


class ReceiptView(WalletView):
    """The receipt as PDF. It is written down as an export, so it is asked for and not merely looked at."""

    tab = "activity"

    def get(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        return self._show(transaction_id)

    def post(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        receipt = services.take_receipt(person_id=self.me.id, transaction_id=transaction_id, now=self.now)
        return private_file_response(
            pdf.receipt_pdf(receipt), pdf.CONTENT_TYPE, f"gopay-receipt-{receipt.reference}.pdf"
        )

    def _show(self, transaction_id: UUID, **more: Any) -> HttpResponse:
        row = get_transaction(person_id=self.me.id, transaction_id=transaction_id)
        links = count_receipt_links(person_id=self.me.id, transaction_id=row.id, now=self.now)
        payment = transaction_answer(row, viewer_id=self.me.id)
        return self.render("reports/own_receipt.html", {"row": row, "payment": payment, "links": links, **more})


class ReceiptLinkView(ReceiptView):
    """A link by which anybody may look at the receipt.

    Its address is told once, in the answer to the request that made it, and is kept nowhere: so this answer is the
    page itself and no redirect. Loading it again makes another link, which ends together with this one.
    """

    def post(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        link = services.share_receipt(person_id=self.me.id, transaction_id=transaction_id, now=self.now)
        address = request.build_absolute_uri(reverse("shared-receipt", args=[link.token]))
        return self._show(transaction_id, address=address, expires_at=link.expires_at)


class ReceiptLinksEndView(WalletView):
    """Ends all links to this receipt."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, transaction_id: UUID) -> HttpResponse:
        services.revoke_receipt_links(person_id=self.me.id, transaction_id=transaction_id, now=self.now)
        return self.done(_("The links to this receipt do not work any more."), "wallet-receipt-link", transaction_id)
