"""What the server needs of a protocol."""

import base64
import binascii
import hashlib
import hmac
import secrets
from abc import ABC, abstractmethod
from datetime import date

from apps.gateways.adapters.sandbox.desk import Desk, Gateway
from apps.gateways.adapters.sandbox.records import Callback, Operation, new_token
from apps.gateways.adapters.sandbox.settlement import camt053, csv_file
from apps.gateways.adapters.sandbox.wire import Answer, Asked

LONGEST_TEXT = 200


class Protocol(ABC):
    """One gateway: reads requests, and writes down what is asked in the books."""

    def __init__(self, desk: Desk, gateway: Gateway) -> None:
        self.desk = desk
        self.gateway = gateway
        self.code = gateway.code

    @abstractmethod
    def respond(self, asked: Asked) -> Answer:
        """Raises Dropped, Refusal."""

    @abstractmethod
    def callback(self, told: Callback, secret: str, now: float) -> tuple[dict[str, str], bytes]:
        """Headers and body, signed and dated now."""

    def event_id(self, operation: Operation) -> str:
        return new_token("evt")

    def deliverable(self, told: Callback, now: float) -> tuple[dict[str, str], bytes]:
        """The callback as it goes out. A forger does not know the secret."""
        secret = self.gateway.callback_secret
        if told.kind == "forged":
            key = secrets.token_bytes(32)
            secret = f"whsec_{base64.b64encode(key).decode()}" if secret.startswith("whsec_") else key.hex()
        return self.callback(told, secret, now)

    def find(self, reference: str) -> Operation | None:
        """An operation as somebody from outside sees it."""
        self.desk.before_enquiry(self.code)
        found = self.desk.books.find(self.code, reference)
        return found if found and self.desk.books.is_visible(found, self.desk.now()) else None

    def settlement(self, day: date, kind: str) -> bytes:
        """The day's file; `kind` is "csv" or "camt.053"."""
        write = csv_file if kind == "csv" else camt053
        return write(self.desk.books, self.code, day, self.desk.now())


def hmac_hex(secret: str, content: bytes) -> str:
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def same(given: str, wanted: str) -> bool:
    return hmac.compare_digest(given.encode(), wanted.encode())


def basic_login(asked: Asked) -> tuple[str, str]:
    """Who asks, by HTTP Basic (RFC 7617); empty when it is not said."""
    scheme, _, coded = asked.headers.get("authorization", "").partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, password = base64.b64decode(coded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, password


def is_login(asked: Asked, name: str, password: str) -> bool:
    given_name, given_password = basic_login(asked)
    # Both are compared, whatever the first says.
    return same(given_name, name) & same(given_password, password)


def read_day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def is_text(value: object, *, longest: int = LONGEST_TEXT) -> bool:
    return isinstance(value, str) and 0 < len(value) <= longest
