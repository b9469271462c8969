"""The bank's recorded payloads, and an adapter on a wire that answers with them."""

import hashlib
import hmac
import json
from datetime import UTC, datetime
from decimal import Decimal
from itertools import count
from pathlib import Path
from uuid import UUID

from apps.core.money import Money
from apps.gateways.adapters.jsonbank import ADAPTER
from apps.gateways.adapters.jsonbank.adapter import JsonBank
from apps.gateways.base import Connection, PayOut
from apps.gateways.tests.wire import Script, Wire, answer

FOLDER = Path(__file__).parent.parent / "recorded"
OPERATION = UUID("01932a5e-7c00-7000-8000-000000000001")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SECRET = "new"
PAYOUT = PayOut(OPERATION, Money(Decimal("12.50"), "USD"), "acc_7Qd2", "Amina Yusuf", "Withdrawal")
_addresses = count()


def recorded(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def connection(secrets: tuple[str, ...] = (SECRET,), base_url: str = "http://bank.invalid") -> Connection:
    return Connection("jsonbank", "jsonbank", base_url, {"client_id": "gopay", "client_secret": "a secret"}, secrets)


def bank(*script: Script, has_token: bool = True) -> tuple[JsonBank, Wire]:
    """An adapter nobody has asked for a token yet, and what it says to whom; `has_token` answers that first request."""
    wire = Wire(*([answer(200, recorded("token.json"))] if has_token else []), *script)
    # Tokens are kept for an address: each wire has its own.
    return ADAPTER(connection(base_url=f"http://bank-{next(_addresses)}.invalid"), wire), wire


def changed(name: str, **fields: object) -> bytes:
    """A recorded object with other fields; `payment__status` is the status within the payment."""
    whole = json.loads(recorded(name))
    for path, value in fields.items():
        *outer, last = path.split("__")
        holder = whole
        for part in outer:
            holder = holder[part]
        holder[last] = value
    return json.dumps(whole).encode()


def signed(body: bytes, *, at: datetime = NOW, secret: str = SECRET) -> dict[str, str]:
    """The headers the bank sends with this body, by the protocol's text."""
    sent_at = str(int(at.timestamp()))
    digest = hmac.new(secret.encode(), sent_at.encode() + b"." + body, hashlib.sha256)
    return {"x-bank-timestamp": sent_at, "x-bank-signature": digest.hexdigest()}
