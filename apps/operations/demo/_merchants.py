"""Mama Njeri's Kitchen: a store with two tills and a cashier, what its guests paid, and how it was settled with."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any
from uuid import UUID

from PIL import Image, ImageDraw

from apps.accounts import services as accounts
from apps.core.money import Money
from apps.merchants import services as merchants
from apps.merchants.models import DocumentKind, Merchant, Till, TipMode
from apps.merchants.periods import last_boundary
from apps.merchants.selectors import get_merchant, seen_digest
from apps.operations.demo._cast import CAST
from apps.transactions.models import Transaction

OWNER, CASHIER = "njeri", "grace"
_DIGEST = b"k" * 32
# Who ate what on how many days ago, at which till, and gave which tip.
_MEALS = (
    ("amina", "6.50", 3, 0, ""),
    ("chidi", "11.20", 3, 1, "1.00"),
    ("dalia", "7.80", 3, 0, ""),
    ("kavya", "14.40", 3, 1, "2.00"),
    ("brian", "5.90", 2, 0, ""),
    ("esther", "9.30", 2, 1, ""),
    ("jabu", "12.60", 2, 1, "1.50"),
    ("zuri", "48.00", 2, 0, ""),
    ("amina", "8.10", 1, 1, "0.50"),
    ("pedro", "6.70", 1, 0, ""),
    ("mei", "10.40", 1, 1, ""),
    ("chidi", "7.20", 0, 0, ""),
    ("ines", "9.90", 0, 1, "1.00"),
)
_GIVEN_BACK = ("mei", "4.00")


def open_kitchen(*, people: Mapping[str, UUID], operator_id: UUID, currency: str, now: datetime) -> None:
    """A business that trades since a week: approved, priced, paid, and settled with each night."""
    at = now - timedelta(days=7)
    merchants.set_discount(currency=currency, percent=Decimal("1.8"), active_from=at, by=operator_id, now=at)
    merchants.set_discount(
        category="5812", currency=currency, percent=Decimal("1.5"), active_from=at, by=operator_id, now=at
    )
    shop = _approved(people[OWNER], operator_id, currency, at)
    tills = _tills(shop, at)
    sales: dict[str, Transaction] = {}
    for days in (3, 2, 1, 0):
        # A night between two days, whatever the time of day the demo is made at.
        evening = last_boundary("DAILY", now - timedelta(days=days)) + timedelta(days=1)
        hour = min(now - timedelta(minutes=50), evening - timedelta(hours=5))
        for number, (who, amount, ago, till, tip) in enumerate(_MEALS):
            if ago == days:
                paid_at = hour + timedelta(minutes=3 * number)
                sales[who] = _eat(people[who], tills[till], (amount, tip), currency, f"demo-meal:{number}", paid_at)
        if days:
            _settle(shop.id, evening + timedelta(seconds=4), now)
    payer, amount = _GIVEN_BACK
    merchants.refund_sale(
        merchant_id=shop.id,
        person_id=people[OWNER],
        session_id=None,
        transaction_id=sales[payer].id,
        amount=_rounded(amount, currency),
        reason="The stew was cold",
        key="demo-meal:refund",
        digest=_DIGEST,
        at=now - timedelta(minutes=5),
    )


def _approved(owner_id: UUID, operator_id: UUID, currency: str, at: datetime) -> Merchant:
    accounts.set_kyc_tier(person_id=owner_id, tier="TIER_1", now=at)
    shop = merchants.apply_as_merchant(
        person_id=owner_id,
        name="Mama Njeri's Kitchen",
        legal_name="Njeri Foods Ltd",
        category="5812",
        currency=currency,
        country="KE",
        city="Nairobi",
        address="Market Street 4",
        description="Stews, greens and chapati, from seven in the morning.",
        now=at,
    )
    merchants.put_document(
        person_id=owner_id,
        merchant_id=shop.id,
        kind=DocumentKind.REGISTRATION,
        content=paper_of("SPECIMEN BUSINESS REGISTRATION", shop.legal_name),
        now=at,
    )
    at += timedelta(hours=2)
    merchants.approve_merchant(merchant_id=shop.id, by=operator_id, seen=seen_digest(get_merchant(shop.id)), now=at)
    merchants.begin_settling(merchant_id=shop.id, now=at)
    merchants.set_terms(
        merchant_id=shop.id,
        period="DAILY",
        minimum_settlement=_rounded("5", currency).amount,
        reserve_percent=Decimal(5),
        reserve_days=2,
        reason="A new business, whose guests pay before they eat",
        by=operator_id,
        now=at,
    )
    return get_merchant(shop.id)


def _tills(shop: Merchant, at: datetime) -> list[Till]:
    place: dict[str, Any] = {"person_id": shop.owner_id, "merchant_id": shop.id, "now": at}
    store = merchants.open_store(name="Market Street", city="Nairobi", address="Market Street 4", **place)
    merchants.employ(
        to=next(one.msisdn for one in CAST if one.key == CASHIER),
        role="CASHIER",
        store_id=store.id,
        refund_daily_cap=_rounded("20", shop.currency).amount,
        **place,
    )
    return [
        merchants.open_till(store_id=store.id, label="Counter", **place),
        merchants.open_till(store_id=store.id, label="Terrace", tip_mode=TipMode.PROMPT, **place),
    ]


def _rounded(amount: str, currency: str) -> Money:
    return Money.rounded(Decimal(amount), currency)


def _eat(payer_id: UUID, till: Till, what: tuple[str, str], currency: str, key: str, at: datetime) -> Transaction:
    amount, tip = what
    payer = merchants.Payer(payer_id, None, key, _DIGEST)
    terms = merchants.Terms(_rounded(amount, currency), _rounded(tip, currency) if tip else None)
    return merchants.pay_till(payer=payer, code=till.code, terms=terms, at=at).transaction


def _settle(merchant_id: UUID, at: datetime, now: datetime) -> None:
    if at <= now and (made := merchants.make_settlement(merchant_id=merchant_id, now=at)):
        merchants.pay_out_settlement(settlement_id=made.id, now=at)


def paper_of(title: str, name: str) -> bytes:
    """A drawing that nobody takes for a real document."""
    image = Image.new("RGB", (640, 400), (233, 238, 235))
    pen = ImageDraw.Draw(image)
    pen.rectangle((0, 0, 640, 70), fill=(11, 110, 79))
    pen.text((24, 26), title, fill="white", font_size=22)
    for line in range(5):
        pen.rectangle((40, 120 + 44 * line, 560 - 37 * line % 90, 138 + 44 * line), fill=(190, 200, 196))
    pen.text((24, 366), name, fill=(40, 50, 46), font_size=20)
    out = BytesIO()
    image.save(out, "JPEG", quality=80)
    return out.getvalue()
