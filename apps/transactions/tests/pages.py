"""What tests do with the pages on which money is paid: fill in, confirm with the PIN, read what came of it."""

from dataclasses import dataclass
from html import unescape
from typing import Any
from uuid import UUID

from django.test import Client
from django.urls import reverse
from django.utils.html import strip_tags

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, Phone, give_phone
from apps.accounts.tests.web import Signer, answered, sign_in
from apps.core import clock
from apps.core.web import drafts


@dataclass(frozen=True, slots=True)
class Browser:
    """Somebody's browser, registered as their device, so that its key signs what it posts."""

    client: Client
    person: User
    sign: Signer

    def get(self, address: str, **headers: str) -> Any:
        return self.client.get(address, headers=headers)

    def post(self, address: str, fields: dict[str, Any] | None = None) -> Any:
        return self.client.post(address, fields or {})

    def confirm(self, address: str, *, pin: str = PIN, **changes: Any) -> Any:
        """Opens a review, and confirms what it shows; `changes` replace hidden fields, None leaves one out."""
        return self.client.post(address, self.confirmation(address, pin=pin, **changes))

    def confirmation(self, address: str, *, pin: str = PIN, **changes: Any) -> dict[str, Any]:
        """What the browser would post to confirm the review at `address`, signed."""
        page = self.client.get(address)
        assert page.status_code == 200, (page.status_code, page.get("Location"))
        form = page.context["form"]
        fields = {"key": form["key"].value(), "total": form["total"].value(), "pin": pin, **changes}
        return self.sign({name: value for name, value in fields.items() if value is not None}, address)

    def with_code(self, address: str, response: Any, *, pin: str = PIN, **changes: Any) -> Any:
        """Posts again what asked for a code, with the code that was sent."""
        form = response.context["form"]
        fields = {"key": form["key"].value(), "total": form["total"].value(), "pin": pin, **changes}
        return self.client.post(address, self.sign(answered(fields, response), address))


def browser_of(person: User, *, registered: bool = True, strict: bool = False) -> Browser:
    """A browser in which they are signed in; `strict` has it check CSRF tokens, as the server does."""
    client = Client(enforce_csrf_checks=strict)
    device: Phone | None = give_phone(person) if registered else None
    return Browser(client, person, sign_in(client, person, device))


def draft_of(person: User, purpose: str, **content: Any) -> UUID:
    """A draft as the pages begin it."""
    return drafts.begin(owner_id=person.id, purpose=purpose, content=content, now=clock.now()).id


def ready_to_send(payer: User, payee: User, amount: str = "10.00", **changes: Any) -> str:
    """The address at which this payment is confirmed."""
    content = {
        "to": str(payee.id),
        "name": "Brian M.",
        "invite": False,
        "currencies": ["USD"],
        "suggested": ["", ""],
        "amount": amount,
        "currency": "USD",
        "note": "",
        **changes,
    }
    return reverse("wallet-send-review", args=[draft_of(payer, "send", **content)])


def words_of(response: Any) -> str:
    """The page's text as somebody reads it, in one line."""
    return " ".join(unescape(strip_tags(response.content.decode())).split())
