"""What one is asked for, what one has asked for, and by whom one does not want to be asked."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from apps.accounts.web.base import WalletView
from apps.core.web.lists import list_page
from apps.requests import selectors, services
from apps.requests.api.serializers import block_answer
from apps.requests.models import PaymentRequest, RequestBlock
from apps.requests.web.wording import shown


class RequestsView(WalletView):
    """The requests of one direction, the newest first."""

    tab = "requests"

    def get(self, request: HttpRequest) -> HttpResponse:
        direction = "sent" if request.GET.get("direction") == "sent" else "received"
        is_open_only = request.GET.get("state") == "PENDING"

        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[PaymentRequest]:
            return selectors.list_requests(
                self.me.id,
                direction=direction,
                state=PaymentRequest.State.PENDING.value if is_open_only else None,
                before=before,
                after=after,
                limit=limit,
            )

        page = list_page(request, fetch, lambda row: shown(row, viewer_id=self.me.id))
        context = {"page": page, "direction": direction, "is_open_only": is_open_only}
        return self.render("requests/requests.html", context)


class BlocksView(WalletView):
    """By whom one does not want to be asked."""

    tab = "requests"

    def get(self, request: HttpRequest) -> HttpResponse:
        def fetch(before: UUID | None, after: UUID | None, limit: int) -> list[RequestBlock]:
            return selectors.list_blocks(self.me.id, before=before, after=after, limit=limit)

        return self.render("requests/blocks.html", {"page": list_page(request, fetch, block_answer)})


class UnblockView(WalletView):
    """Lets somebody ask again."""

    http_method_names = ["post"]

    def post(self, request: HttpRequest, block_id: UUID) -> HttpResponse:
        services.unblock_requester(person_id=self.me.id, block_id=block_id, now=self.now)
        return self.done(_("They can ask you for money again."), "wallet-request-blocks")
