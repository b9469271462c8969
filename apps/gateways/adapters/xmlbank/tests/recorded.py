"""The bank's recorded payloads, and an adapter on a wire that answers with them."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from uuid import UUID

from apps.core.money import Money
from apps.gateways.adapters.xmlbank import ADAPTER
from apps.gateways.adapters.xmlbank.adapter import XmlBank
from apps.gateways.base import Connection, PayOut
from apps.gateways.tests.wire import Script, Wire

FOLDER = Path(__file__).parent.parent / "recorded"
OPERATION = UUID("01932a5e-7c00-7000-8000-000000000001")
NOW = datetime(2026, 11, 20, 9, 30, tzinfo=UTC)
SECRET = "new"
PASSWORD = "a secret"
PAYOUT = PayOut(OPERATION, Money(Decimal("12.50"), "USD"), "tok-9", "Amina Yusuf", "Withdrawal")


def recorded(name: str) -> bytes:
    return (FOLDER / name).read_bytes()


def connection(secrets: tuple[str, ...] = (SECRET,)) -> Connection:
    return Connection("xmlbank", "xmlbank", "http://bank.invalid", {"username": "gopay", "password": PASSWORD}, secrets)


def bank(*script: Script) -> tuple[XmlBank, Wire]:
    """An adapter, and the wire that remembers what it says."""
    wire = Wire(*script)
    return ADAPTER(connection(), wire), wire


def changed(name: str, *replacements: tuple[str, str]) -> bytes:
    """A recorded body in which each of these texts, which must be there, is another."""
    text = recorded(name).decode()
    for old, new in replacements:
        assert old in text
        text = text.replace(old, new)
    return text.encode()


def signed(body: bytes, *, secret: str = SECRET) -> dict[str, str]:
    """The header the bank sends with this body, by the protocol's text."""
    return {"x-signature": base64.b64encode(hmac.new(secret.encode(), body, hashlib.sha256).digest()).decode()}
