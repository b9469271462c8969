"""What somebody has scanned, and the code by which they are sent money themselves."""

from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, HttpResponse
from django.urls import reverse

from apps.accounts.gopay_codes import named_in
from apps.accounts.identifiers import normalise_identifier
from apps.accounts.selectors import get_person
from apps.accounts.web.base import WalletView
from apps.core import emvco, qr_images, ratelimit
from apps.core.emvco import InvalidCode
from apps.core.errors import DomainError, InvalidInput
from apps.core.money import InvalidMoney, Money, decimal_string
from apps.core.web.language import is_user_page
from apps.transactions import rates
from apps.transactions.errors import NobodyToPay
from apps.transactions.qr import person_text
from apps.transactions.web import scanning
from apps.transactions.web.forms import CodeAmountForm, ScanForm
from apps.transactions.web.sending import begin_sending
from apps.wallets.errors import WalletNotFound
from apps.wallets.selectors import list_open_currencies


class NotACode(InvalidInput):
    """This is no payment code. Scan it again, or ask for a new one."""

    code = "not_a_code"


class ForeignCode(InvalidInput):
    """This code belongs to another payment network and cannot be paid with GoPay."""

    code = "foreign_network"


class AlteredCode(InvalidInput):
    """This code says something else than it should: somebody may have changed it."""

    code = "code_altered"


class ScanView(WalletView):
    """The camera, a picture or typed text: whatever was read leads to the page that goes on with it."""

    tab = "scan"

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.render("transactions/scan.html", {"form": ScanForm()})

    def post(self, request: HttpRequest) -> HttpResponse:
        form = ScanForm(request.POST)
        if not form.is_valid():
            return self.render("transactions/scan.html", {"form": form}, status=400)
        try:
            return self._onward(form.cleaned_data["text"].strip())
        except DomainError as error:
            if error.category == "unauthenticated":
                raise
            form.refuse(error)
            return self.render("transactions/scan.html", {"form": form}, status=422)

    def _onward(self, text: str) -> HttpResponse:
        """Where it leads: a merchant's code, an address of ours, a person. Raises DomainError."""
        if address := scanning.address_of(text, person_id=self.me.id, now=self.now):
            return self.go_to(address)
        if path := self._own_page(text):
            return self.go_to(path)
        try:
            payload = emvco.parse(text)
        except InvalidCode:
            if normalise_identifier(text) is None:
                raise NotACode from None
            return begin_sending(self, text, may_invite=False)
        named = named_in(payload)
        if named is None:
            raise ForeignCode
        if named.kind != "person" or not named.code:
            raise NobodyToPay
        return self._to_person(named.code, payload)

    def _to_person(self, person_id: str, payload: emvco.Payload) -> HttpResponse:
        """Of a person the code itself says what they want to be sent: theirs to say, and the sender's to change."""
        if payload.tip is not None or not _is_money(payload):
            raise AlteredCode
        amount = "" if payload.amount is None else str(payload.amount)
        return begin_sending(self, person_id, amount=amount, currency=payload.currency or "")

    def _own_page(self, text: str) -> str:
        """The path of a page of ours whose whole address this is: a payment link, a checkout, an invoice."""
        try:
            parts = urlsplit(text)
        except ValueError:
            # An address with a bracket too many, or one whose letters only look like a host's.
            return ""
        is_ours = parts.scheme in ("http", "https") and parts.netloc == self.request.get_host()
        if not is_ours or not is_user_page(parts.path):
            return ""
        return f"{parts.path}?{parts.query}" if parts.query else parts.path


class MyCodeView(WalletView):
    """The code by which one is sent money, with an amount in it or without."""

    tab = "home"

    def get(self, request: HttpRequest) -> HttpResponse:
        person = get_person(self.me.id)
        currencies = list_open_currencies(person.id)
        if not currencies:
            raise WalletNotFound
        form = CodeAmountForm(request.GET or None, currencies=currencies)
        is_asked = form.is_bound
        amount = None
        currency = currencies[0]
        if is_asked and form.is_valid():
            currency = form.cleaned_data["currency"]
            amount = form.money if form.cleaned_data.get("amount") else None
        ratelimit.spend(rates.CODES_BY_MINUTE, str(person.id), now=self.now)
        text = person_text(person, currency, amount)
        if request.GET.get("format") == "png":
            response = HttpResponse(qr_images.png(text, scale=12), content_type=qr_images.PNG)
            response["Content-Disposition"] = 'attachment; filename="gopay-code.png"'
            return response
        wanted = {"currency": currency}
        if amount:
            wanted["amount"] = decimal_string(amount.amount, currency)
        to = f"@{person.handle}" if person.handle else str(person.id)
        context = {
            "form": form,
            "text": text,
            "amount": amount,
            "currency": currency,
            "image_query": urlencode({**wanted, "format": "png"}),
            "share_url": f"{reverse('wallet-send')}?{urlencode({'to': to, **wanted})}",
            "person": person,
        }
        return self.render("transactions/my_code.html", context, status=400 if is_asked and form.errors else 200)


def _is_money(payload: emvco.Payload) -> bool:
    """Whether the amount, if any, is one of its currency."""
    if payload.amount is None or payload.currency is None:
        return payload.amount is None
    try:
        Money(payload.amount, payload.currency)
    except InvalidMoney:
        return False
    return True
