"""The books every measurement works on: people with wallets and money, made through the services."""

import base64
import os
import threading
import time
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any
from uuid import UUID

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.contrib.auth.hashers import make_password
from django.db import transaction

from apps.accounts import pins, signatures
from apps.accounts.models import PIN_SALT_BYTES, Device, Pin, Session, User
from apps.accounts.services import open_session
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.money import Money
from apps.ledger import services as ledger
from apps.risk.services import set_rule
from apps.transactions import services as transactions
from apps.wallets.models import Wallet
from apps.wallets.services import open_wallet

CURRENCY = "USD"
FUNDS = Money(Decimal(1000000), CURRENCY)
EQUITY = "bench:equity"
PIN = "739184"


@dataclass(frozen=True, slots=True)
class Member:
    """A person who takes part: whom to pay, as whom to ask, and the key of the phone they are on."""

    id: UUID
    msisdn: str
    wallet: Wallet
    access: str
    device_id: UUID
    signing_key: Ed25519PrivateKey
    # The moment the last request under each key says it was signed at, and what guards it.
    signed: dict[str, int] = field(default_factory=dict)
    signing: threading.Lock = field(default_factory=threading.Lock)

    def signature(self, method: str, path: str, body: bytes, key: str) -> dict[str, str]:
        """The headers of a signed request. Never the same twice: a copy of a request would be refused.

        Requests under one key are each signed a second before the one that came before: a count that is taken from the
        clock would give two of them the same moment whenever a second begins between them.
        """
        now = int(time.time())
        with self.signing:
            created = self.signed[key] = min(now, self.signed.get(key, now + 1) - 1)
        digest = signatures.content_digest(body)
        parameters = signatures.parameters(created=created, device_id=self.device_id, with_key=True)
        base = signatures.signature_base(
            method=method, path=path, content_digest=digest, idempotency_key=key, parameters=parameters
        )
        signature = base64.b64encode(self.signing_key.sign(base)).decode()
        return {
            "Content-Digest": digest,
            "Signature-Input": f"gopay={parameters}",
            "Signature": f"gopay=:{signature}:",
        }


def open_books(people: int) -> list[Member]:
    """Opens funded wallets for so many people, a fee, limits and rules; each has a PIN and a session on a phone."""
    now = clock.now()
    password = make_password("not used here")
    equity = ledger.open_account(code=EQUITY, kind="EQUITY", currency=CURRENCY, floor=None, at=now)
    transactions.set_fee(kind="P2P", currency=CURRENCY, flat=Decimal("0.10"), percent=Decimal("0.5"), active_from=now)
    transactions.set_limit(kind="P2P", currency=CURRENCY, maximum=Decimal(100000))
    transactions.set_tier_limit(
        tier="TIER_0",
        currency=CURRENCY,
        single=Decimal(100000),
        daily=Decimal(900000),
        monthly=Decimal(900000),
        daily_count=1_000_000,
        step_up_above=Decimal(100000),
        maximum_balance=Decimal(900000000),
    )
    in_currency = {"currency": CURRENCY}
    rules: tuple[tuple[str, str, dict[str, Any]], ...] = (
        ("many_in_an_hour", "PAYMENTS_IN_HOUR", {"threshold": Decimal(1_000_000)}),
        ("large", "AMOUNT", {"threshold": Decimal(90_000), **in_currency}),
        ("large_to_new_payee", "NEW_PAYEE", {"amount_above": Decimal(50_000), **in_currency}),
        ("unlike_them", "TIMES_HABIT", {"threshold": Decimal(1_000), "second": Decimal(10)}),
        ("watch_list", "WATCH_LIST", {}),
    )
    for code, metric, changes in rules:
        set_rule(code=code, title=code.replace("_", " "), metric=metric, result="HOLD", now=now, **changes)
    salt = os.urandom(PIN_SALT_BYTES)
    pin = {"salt": salt, "digest": pins.digest(PIN, salt), "set_at": now}
    members = []
    with transaction.atomic():
        for number in range(people):
            user = User.objects.create(
                msisdn=f"+2547{12000000 + number}", full_name=f"Member {number}", password=password
            )
            wallet = open_wallet(holder_id=user.id, currency=CURRENCY, now=now)
            pair = open_session(user=user, now=now)
            key = Ed25519PrivateKey.generate()
            device = Device.objects.create(
                user=user,
                client_id="bench",
                public_key=key.public_key().public_bytes_raw(),
                registered_at=now,
            )
            Session.objects.filter(pk=pair.session_id).update(bound_device=device)
            Pin.objects.create(user=user, **pin)
            members.append(Member(user.id, user.msisdn, wallet, pair.access, device.id, key))
        ledger.post(
            [
                ledger.Entry(
                    uuid7(),
                    "OPENING",
                    [ledger.Leg(equity, -FUNDS), ledger.Leg(member.wallet.available_account, FUNDS)],
                    now,
                )
                for member in members
            ]
        )
    return members
