"""The browsers of payers and of a merchant's people, in tests."""

from decimal import Decimal
from typing import Any

from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, give_phone
from apps.accounts.tests.web import Signer, sign_in
from apps.merchants.models import Merchant, Role, Till
from apps.merchants.tests.factories import employ
from apps.transactions.models import Transaction


class Browser:
    """A browser that is signed in, and signs by a key of its own what it posts to be confirmed."""

    def __init__(self, person: User, *, has_key: bool = True, **options: Any) -> None:
        self.client = Client(**options)
        self.person = person
        self.signer: Signer = sign_in(self.client, person, give_phone(person) if has_key else None)

    def get(self, path: str, **query: str) -> Any:
        return self.client.get(path, query)

    def post(self, path: str, **fields: Any) -> Any:
        return self.client.post(path, fields)

    def confirm(self, path: str, *, pin: str = PIN, **changes: Any) -> Any:
        """Loads the page of a confirmation, and posts what its form holds with the PIN, signed."""
        page = self.get(path)
        assert page.status_code == 200, (page.status_code, page.content.decode()[:2000])
        initial = {name: value for name, value in page.context["form"].initial.items() if value is not None}
        return self.send(path, {**initial, "pin": pin, **changes})

    def send(self, path: str, fields: dict[str, Any]) -> Any:
        return self.client.post(path, self.signer(fields, path))


def manager_of(shop: Merchant, person: User) -> Browser:
    employ(shop, person, Role.MANAGER)
    return Browser(person)


def cashier_of(shop: Merchant, person: User) -> Browser:
    """One who may give back 20.00 a day."""
    employ(shop, person, cap=Decimal("20.00"))
    return Browser(person)


def at(shop: Merchant, path: str = "") -> str:
    """A page of the shop's portal."""
    return f"/merchant/{shop.id}/{path}"


def where(response: Any) -> str:
    """Where a browser is led."""
    assert response.status_code == 303, (response.status_code, response.content.decode()[:2000])
    return str(response["Location"])


def text_of(response: Any) -> str:
    return str(response.content.decode())


def desk_of(till: Till) -> str:
    return reverse("till-desk", args=[till.id])


def ask_at(browser: Browser, till: Till, amount: str = "12.50", **fields: Any) -> str:
    """A till asks for an amount; gives the address of the charge."""
    path = desk_of(till)
    key = browser.get(path).context["form"].initial["key"]
    return where(browser.post(path, key=key, amount=amount, way="show", **fields))


def payments_of(person: User) -> list[Transaction]:
    return list(Transaction.objects.filter(initiator_id=person.id).order_by("id"))
