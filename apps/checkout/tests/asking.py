"""Links, charges and invoices for tests, and the pages on which they are paid."""

from datetime import timedelta
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.test import Client
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.factories import PIN, client_of
from apps.checkout import services
from apps.checkout.models import Invoice, PaymentLink
from apps.checkout.services import Customer, Line, LinkTerms
from apps.core import clock
from apps.core.money import Money
from apps.merchants.models import Charge, Merchant, Source
from apps.merchants.services import Payer, make_charge, pay_charge
from apps.transactions.services import Outcome

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(1)>"


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def charge_of(merchant: Merchant, amount: str = "12.50", **fields: Any) -> Charge:
    """An open charge of the merchant's own server, for a quarter of an hour."""
    wanted: dict[str, Any] = {"source": Source.API.value, "expires_in": timedelta(minutes=15), "now": clock.now()}
    made = make_charge(merchant_id=merchant.id, amount=usd(amount), **{**wanted, **fields})
    return Charge.objects.select_related("merchant").get(pk=made.charge.id)


def pay(charge: Charge, payer: User) -> Outcome:
    """As the app does, without proof."""
    by = Payer(id=payer.id, session_id=None, key=str(uuid4()), digest=bytes(32))
    return pay_charge(payer=by, charge_id=charge.id, at=clock.now())


def link_of(merchant: Merchant, amount: str | None = "12.50", *, is_live: bool = True, **terms: Any) -> PaymentLink:
    given = {"title": "Lunch for two", "amount": Decimal(amount) if amount else None, **terms}
    return services.make_link(
        merchant_id=merchant.id,
        person_id=merchant.owner_id,
        is_live=is_live,
        currency=merchant.currency,
        terms=LinkTerms(**given),
        now=clock.now(),
    ).link


def open_link(link: PaymentLink, amount: str | None = None, *, visit: str | None = None, address: str = "") -> Charge:
    """Somebody goes on at a link; each from an address of their own unless one is given."""
    return services.open_link(
        token=link.token,
        amount=Decimal(amount) if amount else None,
        visit=visit or str(uuid4()),
        address=address or str(uuid4()),
        now=clock.now(),
    )


def draft_of(merchant: Merchant, to: str = "", **fields: Any) -> Invoice:
    """Two things to pay by in a week: 12.50 in all."""
    now = clock.now()
    wanted: dict[str, Any] = {
        "customer": Customer(to=to) if to else Customer(name="Zuri Ltd", email="zuri@example.net"),
        "lines": [Line("Soup", Decimal(2), Decimal("4.00")), Line("Bread", Decimal("1.5"), Decimal("3.00"))],
        "currency": merchant.currency,
        "due_date": (now + timedelta(days=7)).date(),
        "now": now,
    }
    return services.draft_invoice(merchant_id=merchant.id, person_id=merchant.owner_id, **{**wanted, **fields})


def sent_to(merchant: Merchant, to: str = "", **fields: Any) -> Invoice:
    invoice = draft_of(merchant, to, **fields)
    return send(invoice)


def send(invoice: Invoice) -> Invoice:
    return services.send_invoice(
        merchant_id=invoice.merchant_id,
        person_id=invoice.merchant.owner_id,
        invoice_id=invoice.id,
        origin="https://pay.example",
        now=clock.now(),
    )


def path_of(charge: Charge) -> str:
    return f"/pay/{charge.code}"


def page_of(charge: Charge) -> str:
    answer = Client().get(path_of(charge))
    assert answer.status_code == 200
    return answer.content.decode()


def desk(merchant: Merchant, path: str) -> str:
    return f"/api/v1/merchants/{merchant.id}/{path}"


def post(client: APIClient, path: str, body: Any = None, **headers: str) -> Any:
    return client.post(path, body or {}, format="json", headers=headers)


def pay_over_api(payer: User, path: str, body: Any = None, *, key: str | None = None) -> Any:
    return post(client_of(payer), path, {"pin": PIN, **(body or {})}, **{"Idempotency-Key": key or str(uuid4())})
