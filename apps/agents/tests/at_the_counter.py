"""Desks and offices in a browser, for tests."""

from dataclasses import dataclass
from typing import Any

from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, give_phone
from apps.accounts.tests.web import Signer, sign_in
from apps.agents.models._agents import Role
from apps.agents.tests.factories import employ
from apps.agents.tests.fetching import Shop


@dataclass
class Browser:
    """Somebody who is signed in, in a browser that signs."""

    client: Client
    person: User
    sign: Signer

    def get(self, route: str, *args: Any, **query: Any) -> Any:
        return self.client.get(reverse(route, args=args), query)

    def post(self, route: str, *args: Any, **fields: Any) -> Any:
        return self.client.post(reverse(route, args=args), fields)

    def follow(self, response: Any) -> Any:
        """The page that a form led to."""
        assert response.status_code == 303, response.content.decode()
        return self.client.get(response["Location"])

    def confirm(self, address: str, *, pin: str = PIN, **fields: Any) -> Any:
        """Posts the page's own form with a PIN, signed by the browser."""
        page = self.client.get(address)
        assert page.status_code == 200, page.content.decode()
        return self.again(page, address, pin=pin, **fields)

    def again(self, page: Any, address: str, *, pin: str = PIN, **fields: Any) -> Any:
        """The same from a page that was loaded before."""
        form = page.context["form"]
        said = {"key": form["key"].value(), "pin": pin, **fields}
        if "total" in form.fields:
            said.setdefault("total", form["total"].value() or "")
        return self.client.post(address, self.sign(said, address))


def browser_of(person: User) -> Browser:
    """A browser of theirs that is registered as a device."""
    client = Client()
    return Browser(client, person, sign_in(client, person, give_phone(person)))


def manager_of(shop: Shop, person: User) -> Browser:
    """A manager of the shop's agent."""
    employ(shop.agent, person, Role.MANAGER)
    return browser_of(person)


def begin_cash_in(teller: Browser, customer: User, amount: str = "50.00") -> str:
    """The address of the page that asks for the PIN."""
    chosen = teller.post("agent-desk-cash-in", to=customer.msisdn)
    assert chosen.status_code == 303, chosen.content.decode()
    priced = teller.client.post(chosen["Location"], {"amount": amount, "note": ""})
    assert priced.status_code == 303, priced.content.decode()
    return str(priced["Location"])
