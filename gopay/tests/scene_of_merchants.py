"""Merchants in the scene: Amina's business with its people, what it asked for, sold and was settled, and its keys."""

from datetime import timedelta
from decimal import Decimal
from uuid import UUID

from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.checkout import services as checkout
from apps.checkout.models import TrialRefund, WebhookDelivery, WebhookEndpoint
from apps.checkout.sealed import write_secret
from apps.checkout.services import Customer, Line, LinkTerms
from apps.checkout.tests.servers import give_key
from apps.core import clock, files
from apps.core.money import Money
from apps.kyc.tests.papers import photo
from apps.merchants import services
from apps.merchants.models import (
    DiscountRule,
    Document,
    DocumentKind,
    Handover,
    Merchant,
    PresentedCode,
    RefundSpending,
    Role,
    Source,
    Staff,
)
from apps.merchants.tests.factories import employ, open_merchant, open_till
from apps.merchants.tests.selling import give_back, sell
from apps.wallets.tests.factories import join

DIGEST = b"d" * 32
# Who has an API key: of Amina's business, live and for tests, and of the business of the role `merchant`.
HER_KEY, HER_TEST_KEY, ANOTHERS_KEY = "her key", "her test key", "another's key"
KEYS = (HER_KEY, HER_TEST_KEY, ANOTHERS_KEY)
# Who works for Amina's business, and what nobody else is told of it.
INSIDERS = ("manager", "cashier", HER_KEY, HER_TEST_KEY)
TRADE_SECRETS = (
    "merchant_id", "store_id", "till_id", "staff_id", "settlement_id", "sale_id", "charge_id", "key_id", "endpoint_id",
    "delivery_id", "link_id", "invoice_id",
)  # fmt: skip


def usd(amount: str) -> Money:
    return Money(Decimal(amount), "USD")


def make(amina: User, people: dict[str, User], operator: User) -> dict[str, UUID]:
    """Makes all of it; returns the ids the routes give it."""
    shop = open_merchant(amina, name="Amina's Kitchen", reserve_percent=Decimal(10), reserve_days=30)
    till = open_till(shop)
    staff = [employ(shop, people["manager"], Role.MANAGER), employ(shop, people["cashier"], cap=Decimal(50))]
    farids = open_merchant(people["merchant"], name="Farid's Bazaar")
    farids_till = open_till(farids, label="Bazaar 1")
    DiscountRule.objects.create(currency="EUR", percent=1, active_from=clock.now(), created_by=operator)
    payer = join("joseph", 100)
    sold = _sold(shop, payer, staff[1])
    _by_operators(sold["sale_id"], operator)
    return {
        "merchant_id": shop.id,
        "store_id": till.store_id,
        "till_id": till.id,
        "staff_id": staff[1].id,
        "farids_till_id": farids_till.id,
        **sold,
        **_asked(shop, amina),
        **_from_afar(shop, amina, payer),
        **_hers_as_a_payer(amina, farids),
    }


def clients(shop_id: UUID) -> dict[str, APIClient]:
    """Servers with a key each."""
    shop = Merchant.objects.get(pk=shop_id)
    farids = Merchant.objects.get(name="Farid's Bazaar")
    given = {
        HER_KEY: give_key(shop),
        HER_TEST_KEY: give_key(shop, is_live=False),
        ANOTHERS_KEY: give_key(farids),
    }
    return {role: APIClient(HTTP_AUTHORIZATION=f"Bearer {key}") for role, key in given.items()}


def _sold(shop: Merchant, payer: User, cashier: Staff) -> dict[str, UUID]:
    """Sales of yesterday that are settled, with a reserve kept back, and one of today."""
    now = clock.now()
    earlier = sell(payer, shop, "20.00")
    assert give_back(cashier.person, shop, earlier, "1.00").transaction.state == "COMPLETED"
    settlement = services.make_settlement(merchant_id=shop.id, now=now + timedelta(days=1))
    assert settlement is not None
    assert RefundSpending.objects.exists()
    return {"settlement_id": settlement.id, "sale_id": sell(payer, shop, "5.00").id}


def _by_operators(sale_id: UUID, operator: User) -> None:
    """A refund that waits for a second operator."""
    services.request_refund(sale_id=sale_id, amount=Decimal(1), reason="Asked.", maker_id=operator.id, now=clock.now())


def _asked(shop: Merchant, amina: User) -> dict[str, UUID]:
    """A charge that is open, a document, and the offer of the business to somebody else."""
    now = clock.now()
    charge = services.make_charge(
        merchant_id=shop.id, amount=usd("3.00"), source=Source.API, expires_in=timedelta(hours=1), now=now
    ).charge
    Document.objects.create(
        merchant=shop,
        kind=DocumentKind.REGISTRATION,
        file_key=files.save("merchants", photo("papers")),
        content_type="image/jpeg",
        size=1,
        uploaded_by=amina,
        uploaded_at=now,
    )
    tried = services.make_charge(
        merchant_id=shop.id,
        amount=usd("3.00"),
        source=Source.API,
        is_live=False,
        expires_in=timedelta(hours=1),
        now=now,
    ).charge
    TrialRefund.objects.create(
        charge=tried,
        merchant_id=shop.id,
        amount=Decimal(1),
        idempotency_key="trial",
        request_digest=DIGEST,
        created_at=now,
    )
    to = shop.staff.get(role=Role.MANAGER)
    Handover.objects.create(merchant=shop, to=to, offered_by=amina, offered_at=now, expires_at=now + timedelta(days=7))
    return {"charge_id": charge.id, "payment_id": charge.id, "tried_id": tried.id}


def _from_afar(shop: Merchant, amina: User, payer: User) -> dict[str, UUID]:
    """Keys, an endpoint that was told something, a link that was opened, and an invoice."""
    now = clock.now()
    give_key(shop, name="old")
    endpoint = WebhookEndpoint(
        merchant=shop, is_live=True, url="https://shop.example/hooks", created_by=amina, created_at=now,
        secret_made_at=now,
    )  # fmt: skip
    write_secret(endpoint, "whsec_" + "A" * 43 + "=")
    endpoint.save()
    checkout.announce(merchant_id=shop.id, is_live=True, event_type="payment.paid", body={"id": "x"}, now=now)
    link = checkout.make_link(
        merchant_id=shop.id,
        person_id=amina.id,
        is_live=True,
        currency="USD",
        terms=LinkTerms(title="A meal", amount=Decimal(4)),
        now=now,
    )
    invoice = _invoiced(shop, amina, payer)
    key = shop.api_keys.get(name="old")
    delivery = WebhookDelivery.objects.get(endpoint=endpoint)
    return {
        "key_id": key.id,
        "endpoint_id": endpoint.id,
        "delivery_id": delivery.id,
        "link_id": link.id,
        "invoice_id": invoice,
    }


def _invoiced(merchant: Merchant, by: User, to: User) -> UUID:
    draft = checkout.draft_invoice(
        merchant_id=merchant.id,
        person_id=by.id,
        customer=Customer(to=str(to.id)),
        lines=[Line("Rent of the hall", Decimal(1), Decimal(2))],
        currency="USD",
        due_date=(clock.now() + timedelta(days=20)).date(),
        now=clock.now(),
    )
    return draft.id


def _hers_as_a_payer(amina: User, farids: Merchant) -> dict[str, UUID]:
    """What she is asked for by a business that is not hers."""
    now = clock.now()
    received = _invoiced(farids, farids.owner, amina)
    checkout.send_invoice(
        merchant_id=farids.id, person_id=farids.owner_id, invoice_id=received, origin="http://testserver", now=now
    )
    code = PresentedCode.objects.create(
        person=amina,
        session_id=UUID(int=1),
        digest=DIGEST,
        ceiling=Decimal(10),
        currency="USD",
        idempotency_key="shown",
        request_digest=DIGEST,
        expires_at=now + timedelta(seconds=60),
        created_at=now,
    )
    return {"received_invoice_id": received, "code_id": code.id}
