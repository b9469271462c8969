"""The pages on which people pay merchants: of a charge, and of a payment link.

Nobody need be logged in here, and nothing is paid here: that happens in the wallet, to which the page leads. An
address is known to whom it was given, so it is in no Referer of another site and in no index, and no cache keeps the
page. Where a payer goes back to is what the merchant has said when the charge was made; nothing of a request's own
query is used.
"""

import secrets
from datetime import datetime
from typing import Any

from csp.decorators import csp_replace
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from apps.accounts.web import sessions
from apps.checkout import selectors, services
from apps.checkout.asking_errors import LinkAmountRefused, LinkNotFound, LinkOver
from apps.checkout.models import PaymentLink
from apps.checkout.web.forms import AmountForm, PhoneForm
from apps.checkout.web.pages import Page, is_long, page_of
from apps.core import clock, qr_images
from apps.core.errors import DomainError, InvalidInput
from apps.core.middleware import client_address
from apps.core.money import InvalidMoney
from apps.core.ratelimit import TooManyRequests
from apps.core.templatetags.ui import money_text
from apps.core.web.telling import told
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
    "worker-src": ["'self'"],
    "manifest-src": ["'self'"],
    "base-uri": ["'none'"],
    "form-action": ["'self'"],
    "frame-ancestors": ["'none'"],
}
_LONGEST_VISIT = 64
# What each button of a test payment makes of it.
_TEST_OUTCOMES = {"pay": "paid", "hold": "held", "decline": "declined", "return": "returned"}


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
    if not form.is_valid():
        return _show(request, charge, status=400, phone=form)
    try:
        services.send_to_phone(
            charge=charge,
            msisdn=form.cleaned_data["msisdn"],
            address=client_address(request) or "",
            page_url=request.build_absolute_uri(reverse("charge-page", args=[charge.code])),
            now=now,
        )
    except InvalidInput as error:
        form.add_error("msisdn", told(error))
        return _show(request, charge, status=400, phone=form)
    except TooManyRequests as error:
        form.add_error("msisdn", _later(error))
        return _throttled(_show(request, charge, status=429, phone=form), error)
    sent = _("Sent. If this number belongs to a GoPay account, the payment is in its messages now.")
    return _show(request, charge, notice=sent)


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
        declined = _("Declined, as you asked for. Nothing was paid, and it can be tried again.")
        return _show(request, charge, notice=declined)
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
    if link.amount is None and not form.is_valid():
        return _show_link(request, link, form, status=400, visit=visit)
    try:
        charge = services.open_link(
            token=link.token,
            amount=form.cleaned_data["amount"] if link.amount is None else None,
            visit=visit,
            address=client_address(request) or "",
            now=clock.now(),
        )
    except (LinkAmountRefused, InvalidMoney) as error:
        form.is_valid()
        form.add_error("amount", told(error))
        return _show_link(request, link, form, status=400, visit=visit)
    except TooManyRequests as error:
        form.is_valid()
        form.errors.pop("amount", None)
        form.add_error(None, _later(error))
        return _throttled(_show_link(request, link, form, status=429, visit=visit), error)
    except (LinkNotFound, LinkOver, MerchantNotTrading):
        return _show_over(request, link)
    return _see(reverse("charge-page", args=[charge.code]))


def _show(request: HttpRequest, charge: Charge, *, status: int = 200, **said: Any) -> HttpResponse:
    now = clock.now()
    page, here = page_of(charge, now), reverse("charge-page", args=[charge.code])
    context = {
        "page": page,
        "phone": PhoneForm(),
        "refresh": _refresh(page),
        "notice": "",
        "is_signed_in": _is_signed_in(request, now),
        "language_next": here,
        **said,
    }
    return _private(render(request, "checkout/charge.html", context, status=status))


def _is_signed_in(request: HttpRequest, now: datetime) -> bool:
    """Whether the visitor has a wallet open in this browser. Looking at the page keeps it open no longer."""
    visit = sessions.read_visit(request)
    return visit is not None and sessions.principal_of(visit, now=now) is not None


def _refresh(page: Page) -> str:
    """For whoever has no script: when the browser looks again, and where."""
    if page.goes_back:
        return f"3;url={page.back_url}"
    return "" if page.is_final else f"5;url={reverse('charge-page', args=[page.code])}"


def _show_link(
    request: HttpRequest, link: PaymentLink, form: AmountForm | None = None, *, status: int = 200, visit: str = ""
) -> HttpResponse:
    context = {
        "link": link,
        "city": f"{link.merchant.city}, {link.merchant.country}",
        "is_long": link.amount is not None and is_long(link.amount, link.currency),
        "bounds": _bounds(link),
        "visit": visit or secrets.token_urlsafe(12),
        "form": form or AmountForm(),
    }
    return _private(render(request, "checkout/link.html", context, status=status))


def _bounds(link: PaymentLink) -> str:
    """What a payer may name, in words."""
    least = money_text(link.min_amount, link.currency) if link.min_amount is not None else ""
    most = money_text(link.max_amount, link.currency) if link.max_amount is not None else ""
    if least and most:
        return _("From %(least)s to %(most)s.") % {"least": least, "most": most}
    if least:
        return _("At least %(least)s.") % {"least": least}
    return _("At most %(most)s.") % {"most": most} if most else _("Any amount.")


def _show_over(request: HttpRequest, link: PaymentLink) -> HttpResponse:
    return _private(render(request, "checkout/link_over.html", {"link": link}, status=410))


def _not_there(request: HttpRequest) -> HttpResponse:
    """One and the same page for whatever leads nowhere."""
    return _private(render(request, "checkout/not_there.html", status=404))


def _later(error: DomainError) -> str:
    minutes = -(-(error.retry_after or 60) // 60)
    return ngettext(
        "That was tried too often. Try again in %(count)s minute.",
        "That was tried too often. Try again in %(count)s minutes.",
        minutes,
    ) % {"count": minutes}


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
