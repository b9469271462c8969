"""The page of a shared receipt."""

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from apps.core import clock
from apps.reports import services
from apps.reports.errors import ReceiptLinkNotFound
from apps.reports.receipts import money_words, rows_of

# Our own style sheet and mark, and nothing else: the page has no script, no form, and is framed by nobody.
_NOTHING_ELSE = {
    "default-src": ["'none'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'none'"],
    "frame-ancestors": ["'none'"],
}


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
        context = {"receipt": receipt, "amount": money_words(receipt.amount), "rows": rows_of(receipt)}
        response = render(request, "reports/receipt.html", context)
    response["Cache-Control"] = "private, no-store"
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
