"""The pages on which people pay merchants: of a charge, and of a payment link.

Nobody is logged in here, and nothing is paid here: that happens in the app. An address is known to whom it was given,
so it is in no Referer of another site and in no index, and no cache keeps the page. Where a payer goes back to is what
the merchant has said when the charge was made; nothing of a request's own query is used.
"""

import secrets
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.checkout import selectors, services
from apps.checkout.asking_errors import LinkAmountRefused, LinkNotFound, LinkOver
from apps.checkout.models import PaymentLink
from apps.checkout.web.forms import AmountForm, PhoneForm
from apps.checkout.web.pages import Page, figure, page_of
from apps.core import clock, qr_images
from apps.core.errors import DomainError, InvalidInput
from apps.core.middleware import client_address
from apps.core.money import InvalidMoney
from apps.core.ratelimit import TooManyRequests
from apps.merchants import codes
from apps.merchants.errors import ChargeConflict, MerchantNotTrading
from apps.merchants.models import Charge
from apps.transactions.errors import Declined, PaymentCodeExpired

# Our own style sheet, script and pictures, and nothing else; forms go to us, and nobody frames the page.
_OWN_ONLY = {
    "default-src": ["'none'"],
    "script-src": ["'self'"],
    "style-src": ["'self'"],
    "img-src": ["'self'"],
    "connect-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
_LONGEST_VISIT = 64
# What each button of a test payment makes of it.
_TEST_OUTCOMES = {"pay": "paid", "hold": "held", "decline": "declined", "return": "returned"}
_SENT = "Sent. If this number belongs to a GoPay account, the payment is in its messages now."
_TEST_DECLINED = "Declined, as you asked for. Nothing was paid, and it can be tried again."


@csp_replace(_OWN_ONLY)  # type: ignore[arg-type] # Its types forget that a view has arguments.
@require_safe
def charge_page(request: HttpRequest, code: str) -> HttpResponse:
    """Where a charge is paid, with what has become of it."""
    charge = selectors.find_paged(code)
    return _not_there(request) if charge is None else _show(request, charge)


@csp_replace(_OWN_ONLY)  # type: ignore[arg-type]
@require_safe
def charge_state(request: HttpRequest, code: str) -> HttpResponse:
    """What the page asks every second: one word."""
    charge = selectors.find_paged(code)
    if charge is None:
        return _private(JsonResponse({"state": "unknown"}, status=404))
    return _private(JsonResponse({"state": selectors.state_of(charge, clock.now())}))


@csp_replace(_OWN_ONLY)  # type: ignore[arg-type]
@require_safe
def charge_code(request: HttpRequest, code: str) -> HttpResponse:
    """The QR code of a charge that can be paid."""
    charge = selectors.find_paged(code)
    if charge is None or not charge.is_live or selectors.state_of(charge, clock.now()) != "open":
        return _private(HttpResponse(status=404))
    image = qr_images.svg(codes.charge_text(charge, charge.merchant, charge.till))
    return _private(HttpResponse(image, content_type=qr_images.SVG))


@csp_replace(_OWN_ONLY)  # type: ignore[arg-type]
@require_POST
def send_to_phone(request: HttpRequest, code: str) -> HttpResponse:
    """Has the payment turn up on somebody's phone. The answer is the same whether there is such a number."""
    charge, now = selectors.find_paged(code), clock.now()
    if charge is None:
        return _not_there(request)
    if not charge.is_live or selectors.state_of(charge, now) != "open":
        return _show(request, charge)
    form = PhoneForm(request.POST)
    typed = str(request.POST.get("msisdn", ""))[:30]
    if not form.is_valid():
        return _show(request, charge, status=400, typed=typed, error=_first_error(form))
    try:
        services.send_to_phone(
            charge=charge,
            msisdn=form.cleaned_data["msisdn"],
            address=client_address(request) or "",
            page_url=request.build_absolute_uri(reverse("charge-page", args=[charge.code])),
            now=now,
        )
    except InvalidInput as error:
        return _show(request, charge, status=400, typed=typed, error=error.detail)
    except TooManyRequests as error:
        return _throttled(_show(request, charge, status=429, typed=typed, error=_later(error)), error)
    return _show(request, charge, notice=_SENT)


@csp_replace(_OWN_ONLY)  # type: ignore[arg-type]
@require_POST
def pay_test(request: HttpRequest, code: str) -> HttpResponse:
    """Decides a test payment as the pressed button says; of a live one it changes nothing."""
    charge = selectors.find_paged(code)
    if charge is None:
        return _not_there(request)
    outcome = _TEST_OUTCOMES.get(str(request.POST.get("outcome", "")))
    if charge.is_live or outcome is None:
        return _show(request, charge, status=400)
    try:
        services.pay_test_charge(charge_id=charge.id, outcome=outcome, now=clock.now())
    except (ChargeConflict, PaymentCodeExpired):
        # It was decided, or its time was over, before the button was pressed: the page says so.
        return _see(reverse("charge-page", args=[charge.code]))
    except Declined:
        return _show(request, charge, notice=_TEST_DECLINED)
    return _see(reverse("charge-page", args=[charge.code]))


@csp_replace(_OWN_ONLY)  # type: ignore[arg-type]
@require_http_methods(["GET", "HEAD", "POST"])
def payment_link(request: HttpRequest, token: str) -> HttpResponse:
    """What is paid for at a link; going on makes the charge, whose page is next."""
    link = selectors.find_link(token)
    if link is None:
        return _not_there(request)
    if request.method == "POST":
        return _begin(request, link)
    return _show_link(request, link) if selectors.is_open(link, clock.now()) else _show_over(request, link)


def _begin(request: HttpRequest, link: PaymentLink) -> HttpResponse:
    visit = str(request.POST.get("visit", ""))[:_LONGEST_VISIT] or secrets.token_urlsafe(12)
    form = AmountForm(request.POST)
    typed = str(request.POST.get("amount", ""))[:25]
    if link.amount is None and not form.is_valid():
        return _show_link(request, link, status=400, visit=visit, typed=typed, error=_first_error(form))
    try:
        charge = services.open_link(
            token=link.token,
            amount=form.cleaned_data["amount"] if link.amount is None else None,
            visit=visit,
            address=client_address(request) or "",
            now=clock.now(),
        )
    except (LinkAmountRefused, InvalidMoney) as error:
        return _show_link(request, link, status=400, visit=visit, typed=typed, error=error.detail)
    except TooManyRequests as error:
        shown = _show_link(request, link, status=429, visit=visit, typed=typed, error=_later(error))
        return _throttled(shown, error)
    except (LinkNotFound, LinkOver, MerchantNotTrading):
        return _show_over(request, link)
    return _see(reverse("charge-page", args=[charge.code]))


def _show(request: HttpRequest, charge: Charge, *, status: int = 200, **said: Any) -> HttpResponse:
    page = page_of(charge, clock.now())
    context = {"page": page, "refresh": _refresh(page), "notice": "", "error": "", "typed": "", **said}
    return _private(render(request, "checkout/charge.html", context, status=status))


def _refresh(page: Page) -> str:
    """For whoever has no script: when the browser looks again, and where."""
    if page.goes_back:
        return f"3;url={page.back_url}"
    return "" if page.is_final else f"5;url={reverse('charge-page', args=[page.code])}"


def _show_link(
    request: HttpRequest, link: PaymentLink, *, status: int = 200, visit: str = "", typed: str = "", error: str = ""
) -> HttpResponse:
    def bound(amount: Any) -> str:
        return f"{figure(amount, link.currency)} {link.currency}" if amount is not None else ""

    context = {
        "link": link,
        "city": f"{link.merchant.city}, {link.merchant.country}",
        "initial": link.merchant.name[:1].upper(),
        "amount": figure(link.amount, link.currency) if link.amount is not None else "",
        "least": bound(link.min_amount),
        "most": bound(link.max_amount),
        "visit": visit or secrets.token_urlsafe(12),
        "typed": typed,
        "error": error,
    }
    return _private(render(request, "checkout/link.html", context, status=status))


def _show_over(request: HttpRequest, link: PaymentLink) -> HttpResponse:
    return _private(render(request, "checkout/link_over.html", {"link": link}, status=410))


def _not_there(request: HttpRequest) -> HttpResponse:
    """One and the same page for whatever leads nowhere."""
    return _private(render(request, "checkout/not_there.html", status=404))


def _first_error(form: Any) -> str:
    return str(next(iter(form.errors.values()))[0])


def _later(error: DomainError) -> str:
    minutes = -(-(error.retry_after or 60) // 60)
    return f"That was tried too often. Try again in {minutes} minute{'' if minutes == 1 else 's'}."


def _throttled(response: HttpResponse, error: DomainError) -> HttpResponse:
    response["Retry-After"] = str(error.retry_after or 60)
    return response


def _see(path: str) -> HttpResponse:
    response = HttpResponseRedirect(path)
    # The other page is read, whatever this request was (RFC 9110, 15.4.4).
    response.status_code = 303
    return _private(response)


def _private(response: HttpResponse) -> HttpResponse:
    response["Cache-Control"] = "private, no-store"
    # Our own forms need to say where they come from; other sites learn nothing.
    response["Referrer-Policy"] = "same-origin"
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    return response
