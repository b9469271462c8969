"""`POST /merchant-payments`: two hundred payers of one merchant, against the same payers of a merchant each."""

import json
import random
from functools import partial
from uuid import uuid4

from django.db import transaction

from apps.core import clock
from apps.merchants.models import Merchant, MerchantStatus, Role, Staff, Store, Till
from apps.merchants.selectors import business_of
from apps.transactions import services as transactions
from bench.books import CURRENCY, PIN, Member
from bench.http import requests_per_second, serve
from bench.measuring import Figure, at_least, in_turn

PATH = "/api/v1/merchant-payments"
CLIENTS = 16


def open_tills(owners: list[Member]) -> list[str]:
    """A merchant with a till for each of these people; returns the tills' codes."""
    now = clock.now()
    codes = []
    with transaction.atomic():
        for number, owner in enumerate(owners):
            merchant = Merchant.objects.create(
                owner_id=owner.id,
                name=f"Shop {number}",
                legal_name=f"Shop {number} Ltd",
                category="5411",
                country="KE",
                city="Nairobi",
                currency=CURRENCY,
                status=MerchantStatus.ACTIVE,
                applied_at=now,
            )
            Staff.objects.create(
                merchant=merchant, person_id=owner.id, role=Role.OWNER, added_by_id=owner.id, added_at=now
            )
            store = Store.objects.create(merchant=merchant, name="Main street", city="Nairobi", opened_at=now)
            till = Till.objects.create(
                store=store, merchant=merchant, code=f"TEST{number:06d}", label="Till 1", opened_at=now
            )
            transactions.open_business(business_of(merchant), at=now)
            codes.append(till.code)
    return codes


def _request(payer: Member, code: str) -> bytes:
    fields = {"till_code": code, "amount": "1.00", "currency": CURRENCY, "pin": PIN}
    body, key = json.dumps(fields).encode(), str(uuid4())
    head = (
        f"POST {PATH} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {payer.access}\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in payer.signature("POST", PATH, body, key).items())
        + f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def measure(database_url: str, members: list[Member], *, seconds: float, rounds: int) -> list[Figure]:
    """Half of the members pay, the other half own a merchant each."""
    payers, owners = members[: len(members) // 2], members[len(members) // 2 :]
    codes = open_tills(owners)
    choice = random.Random(13)

    def pay(tills: list[str]) -> float:
        def make(client: int, turn: int) -> bytes:
            return _request(choice.choice(payers), choice.choice(tills))

        return requests_per_second(port, make, clients=CLIENTS, seconds=seconds)

    one, each = partial(pay, codes[:1]), partial(pay, codes)
    with serve(database_url) as port:
        one()
        each()
        comparison = in_turn(one, each, rounds=rounds)
    what = f"`POST /merchant-payments`, {len(payers)} payers of one merchant; against {len(payers)} merchants"
    return [at_least(what, comparison, 0.9)]
