"""The page of a shared receipt."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from apps.core import clock
from apps.core.money import Money
from apps.reports import services
from apps.reports.errors import ReceiptLinkNotFound
from apps.reports.receipts import Receipt

# Our own style sheet and mark, and nothing else: the page has no script, no form, and is framed by nobody.
_NOTHING_ELSE: dict[str, list[str] | None] = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
    # What other pages may beside that falls back to nothing.
    **dict.fromkeys(("script-src", "connect-src", "media-src", "worker-src", "manifest-src"), None),
}


@dataclass(frozen=True, slots=True)
class _Row:
    """A line of the receipt, as core/_value.html shows it by its kind."""

    name: str
    value: str | Money | datetime | None
    kind: Literal["text", "code", "money", "moment"] = "text"
    is_total: bool = False


@csp_replace(_NOTHING_ELSE)  # type: ignore[arg-type] # Its types forget that a view has arguments.
@require_safe
def shared_receipt(request: HttpRequest, token: str) -> HttpResponse:
    """The receipt for whoever has the link; one and the same page for every link that leads nowhere.

    The address is the secret, so it is in no Referer header and in no index, and no cache keeps the page.
    """
    try:
        receipt = services.open_shared_receipt(token=token, now=clock.now())
    except ReceiptLinkNotFound:
        response = render(request, "reports/no_receipt.html", status=404)
    else:
        context = {
            "receipt": receipt,
            "word": _(receipt.word),
            "sentence": _(receipt.sentence),
            "rows": _rows(receipt),
        }
        response = render(request, "reports/receipt.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response


def _rows(receipt: Receipt) -> list[_Row]:
    """What apps.reports.receipts.rows_of says, in the reader's language."""
    rows = [
        _Row(_("From"), receipt.payer),
        _Row(_("To"), receipt.payee),
        _Row(_("Account"), receipt.account),
        _Row(_("Token"), receipt.voucher, "code"),
        _Row(_("Units"), receipt.units),
        _Row(_("Fee"), receipt.fee, "money"),
        _Row(_("Total"), receipt.total, "money", is_total=True),
        _Row(_("Arrived as"), receipt.received, "money"),
        _Row(_("Given back"), receipt.given_back, "money", is_total=True),
        _Row(_("Kind"), _(receipt.kind)),
        _Row(_("Note"), receipt.note),
        _Row(_("Date"), receipt.at, "moment"),
        _Row(_("Decided"), receipt.decided_at, "moment"),
        _Row(_("Receipt number"), receipt.receipt_number),
        _Row(_("Reference"), receipt.reference, "code"),
    ]
    return [row for row in rows if row.value is not None and row.value != ""]
