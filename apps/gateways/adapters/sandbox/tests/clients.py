"""Customers of each protocol, written from docs/sandbox-provider.md: what an adapter would send, without an adapter."""

import base64
import hashlib
import hmac
import json
import secrets
import uuid
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qsl
from xml.etree.ElementTree import Element

from defusedxml.ElementTree import fromstring

from apps.gateways.tests.provider import SECRETS, Provider, TakenCallback

SOAP = "{http://schemas.xmlsoap.org/soap/envelope/}"
OURS = "{urn:xmlbank:v1}"
JSON = {"Content-Type": "application/json"}


def new_reference() -> str:
    return str(uuid.uuid4())


def basic(name: str, password: str) -> dict[str, str]:
    return {"Authorization": "Basic " + base64.b64encode(f"{name}:{password}".encode()).decode()}


@dataclass
class Said:
    """An answer, as far as it can be read."""

    status: int
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(provider: Provider, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None) -> Said:
    status, _, content = provider.ask(method, path, body, headers)
    return Said(status, content)


class JsonBank:
    def __init__(self, provider: Provider) -> None:
        self.provider = provider
        self.headers = {**JSON, "Authorization": f"Bearer {self.new_token()}"}

    def new_token(self) -> str:
        own = SECRETS["jsonbank"]
        headers = basic(own["client_id"], own["client_secret"])
        said = ask(self.provider, "POST", "/jsonbank/oauth/token", b"grant_type=client_credentials", headers)
        assert (said.status, said.json["token_type"], said.json["expires_in"]) == (200, "Bearer", 300)
        return str(said.json["access_token"])

    def account(self, number: str = "123456781234", holder: str = "Amina Otieno") -> str:
        body = {"bank": "Meridian", "account_number": number, "holder_name": holder}
        return str(ask(self.provider, "POST", "/jsonbank/v1/accounts", body, self.headers).json["token"])

    def pay(self, reference: str, amount: str, /, **changes: Any) -> Said:
        body = {
            "reference": reference,
            "type": "debit",
            "account": changes.get("account") or self.account(),
            "amount": amount,
            "currency": "USD",
            "description": "a deposit",
            **changes,
        }
        return ask(self.provider, "POST", "/jsonbank/v1/payments", body, {**self.headers, "Idempotency-Key": reference})

    def query(self, reference: str) -> Said:
        return ask(self.provider, "GET", f"/jsonbank/v1/payments?reference={reference}", headers=self.headers)


class XmlBank:
    def __init__(self, provider: Provider) -> None:
        self.provider = provider

    def security(self, *, nonce: str = "", created: str = "", password: str = "") -> str:
        own = SECRETS["xmlbank"]
        nonce, created = nonce or secrets.token_hex(16), created or datetime.now(UTC).isoformat()
        joined = f"{nonce}{created}{password or own['password']}".encode()
        digest = base64.b64encode(hashlib.sha256(joined).digest()).decode()
        return (
            f'<Security xmlns="urn:xmlbank:v1"><Username>{own["username"]}</Username><Nonce>{nonce}</Nonce>'
            f"<Created>{created}</Created><PasswordDigest>{digest}</PasswordDigest></Security>"
        )

    def call(self, name: str, security: str = "", **elements: str) -> tuple[int, Element]:
        inside = "".join(f"<{key}>{value}</{key}>" for key, value in elements.items())
        text = (
            '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/">'
            f"<e:Header>{security or self.security()}</e:Header>"
            f'<e:Body><{name} xmlns="urn:xmlbank:v1">{inside}</{name}></e:Body></e:Envelope>'
        )
        said = ask(self.provider, "POST", "/xmlbank/service", text.encode(), {"Content-Type": "text/xml"})
        return said.status, fromstring(said.body)

    def account(self, number: str = "123456785678") -> str:
        elements = {"Bank": "Union", "AccountNumber": number, "HolderName": "Amina Otieno"}
        _, answer = self.call("ValidateAccount", **elements)
        return str(answer.findtext(f".//{OURS}Token"))

    def pay(self, reference: str, amount: str, direction: str = "COLLECT", **changes: str) -> tuple[int, Element]:
        account = changes.pop("Account", "") or self.account()
        elements = {"Reference": reference, "Direction": direction, "Account": account, "Amount": amount}
        return self.call("SubmitPayment", **{**elements, "Currency": "USD", "Narrative": "a deposit", **changes})

    def query(self, reference: str) -> dict[str, str]:
        status, answer = self.call("QueryPayment", Reference=reference)
        assert status == 200
        return read(answer, "QueryPaymentResponse")


def read(envelope: Element, name: str) -> dict[str, str]:
    """The elements of a SOAP answer."""
    found = envelope.find(f"{SOAP}Body/{OURS}{name}")
    assert found is not None
    return {one.tag.removeprefix(OURS): one.text or "" for one in found}


def fault_code(envelope: Element) -> str:
    """Raises ValueError when it is no fault, as JSON's reader does for what is no JSON."""
    fault = envelope.find(f"{SOAP}Body/{SOAP}Fault")
    if fault is None or not fault.findtext("faultcode") or not fault.findtext("faultstring"):
        raise ValueError(envelope.tag)
    return str(fault.findtext(f"detail/{OURS}Code"))


class Cards:
    headers = {**JSON, "Authorization": f"Bearer {SECRETS['cards']['api_key']}"}

    def __init__(self, provider: Provider) -> None:
        self.provider = provider

    def checkout(self, reference: str, amount: int, /, **changes: Any) -> Said:
        body = {
            "reference": reference,
            "amount": amount,
            "currency": "USD",
            "return_url": "https://gopay.example/done?from=cards",
            "save_card": False,
            "description": "GoPay deposit",
            **changes,
        }
        return ask(self.provider, "POST", "/cards/v1/checkouts", body, {**self.headers, "Idempotency-Key": reference})

    def kept_card(self) -> str:
        """Somebody's card, kept at an earlier checkout."""
        checkout = self.checkout(new_reference(), 1000, save_card=True).json
        return str(self.provider.pay_checkout(checkout["id"])["card"]["token"])

    def charge(self, reference: str, amount: int, card: str) -> Said:
        body = {"reference": reference, "amount": amount, "currency": "USD", "card": card, "description": "top-up"}
        return ask(self.provider, "POST", "/cards/v1/charges", body, {**self.headers, "Idempotency-Key": reference})

    def get(self, path: str) -> Said:
        return ask(self.provider, "GET", f"/cards/v1/{path}", headers=self.headers)


class Bills:
    def __init__(self, provider: Provider) -> None:
        self.provider = provider

    def ask(self, method: str, path: str, body: Any = None) -> Said:
        content = b"" if body is None else json.dumps(body).encode()
        signature = hmac_hex(SECRETS["bills"]["signing_key"], content)
        headers = {**JSON, "X-Api-Key": SECRETS["bills"]["api_key"], "X-Signature": signature}
        return ask(self.provider, method, f"/bills{path}", content or None, headers)

    def look_up(self, biller: str, account: str) -> Said:
        return self.ask("POST", "/v1/lookup", {"biller": biller, "account": account, "currency": "USD"})

    def pay(self, reference: str, amount: str, biller: str = "power-prepaid", account: str = "12345678") -> Said:
        body = {"reference": reference, "biller": biller, "account": account, "amount": amount, "currency": "USD"}
        return self.ask("POST", "/v1/payments", body)

    def query(self, reference: str) -> Said:
        return self.ask("GET", f"/v1/payments/{reference}")


class Recharge:
    headers = {**JSON, **basic(SECRETS["recharge"]["username"], SECRETS["recharge"]["password"])}

    def __init__(self, provider: Provider) -> None:
        self.provider = provider

    def get(self, path: str) -> Said:
        return ask(self.provider, "GET", f"/recharge/v2/{path}", headers=self.headers)

    def top_up(self, reference: str, amount: str, /, **changes: Any) -> Said:
        body = {
            "ref": reference,
            "operator": "savanna",
            "msisdn": "+254712000001",
            "product": None,
            "amount": amount,
            "currency": "USD",
            **changes,
        }
        return ask(self.provider, "POST", "/recharge/v2/topups", body, self.headers)

    def query(self, reference: str) -> Said:
        return self.get(f"topups/{reference}")


def hmac_hex(secret: str, content: bytes) -> str:
    return hmac.new(secret.encode(), content, hashlib.sha256).hexdigest()


def _is_jsonbank_signed(callback: TakenCallback, secret: str) -> bool:
    timestamp = callback.headers["X-Bank-Timestamp"]
    return hmac_hex(secret, f"{timestamp}.".encode() + callback.body) == callback.headers["X-Bank-Signature"]


def _is_xmlbank_signed(callback: TakenCallback, secret: str) -> bool:
    signature = base64.b64encode(hmac.new(secret.encode(), callback.body, hashlib.sha256).digest()).decode()
    return signature == callback.headers["X-Signature"]


def _is_cards_signed(callback: TakenCallback, secret: str) -> bool:
    own = callback.headers
    signed = f"{own['webhook-id']}.{own['webhook-timestamp']}.".encode() + callback.body
    key = base64.b64decode(secret.removeprefix("whsec_"))
    wanted = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
    return own["webhook-signature"] == f"v1,{wanted}"


def _is_bills_signed(callback: TakenCallback, secret: str) -> bool:
    timestamp, signature = callback.headers["X-Bills-Signature"].removeprefix("t=").split(",v1=")
    return hmac_hex(secret, f"{timestamp}.".encode() + callback.body) == signature


def _is_recharge_signed(callback: TakenCallback, secret: str) -> bool:
    fields = form_of(callback)
    names = ("ref", "txn", "code", "amount", "currency", "msisdn", "ts")
    return hmac_hex(secret, "|".join(fields[name] for name in names).encode()) == fields["sig"]


SIGNED: dict[str, Callable[[TakenCallback, str], bool]] = {
    "jsonbank": _is_jsonbank_signed,
    "xmlbank": _is_xmlbank_signed,
    "cards": _is_cards_signed,
    "bills": _is_bills_signed,
    "recharge": _is_recharge_signed,
}


def is_signed(callback: TakenCallback) -> bool:
    """Whether it is signed with the secret its provider shares with us."""
    return SIGNED[callback.gateway](callback, SECRETS[callback.gateway]["callback_secrets"][0])


def form_of(callback: TakenCallback) -> dict[str, str]:
    return dict(parse_qsl(callback.body.decode(), strict_parsing=True))


def amount_and_status(callback: TakenCallback) -> tuple[str, str]:
    """What a callback says, in its protocol's own words."""
    if callback.gateway == "xmlbank":
        root = fromstring(callback.body)
        return str(root.findtext(f"{OURS}Amount")), str(root.findtext(f"{OURS}Status"))
    if callback.gateway == "recharge":
        fields = form_of(callback)
        return fields["amount"], fields["code"]
    content = json.loads(callback.body)
    payment = content.get("payment") or content["data"]
    return str(payment["amount"]), str(payment["status"])


def event_id_of(callback: TakenCallback) -> str:
    """By which its receiver knows that it has had it."""
    if callback.gateway == "xmlbank":
        return str(fromstring(callback.body).get("Id"))
    if callback.gateway == "recharge":
        fields = form_of(callback)
        return f"{fields['txn']}:{fields['code']}"
    if callback.gateway == "cards":
        return callback.headers["webhook-id"]
    content = json.loads(callback.body)
    return str(content.get("event_id") or content["id"])


def pay(provider: Provider, gateway: str, reference: str, amount: str) -> tuple[int, str]:
    """Asks a provider for a payment: the HTTP status, and in its own words what became of it. Raises OSError."""
    if gateway == "xmlbank":
        status, answer = XmlBank(provider).pay(reference, amount)
        return status, read(answer, "SubmitPaymentResponse")["Status"] if status == 200 else fault_code(answer)
    if gateway == "cards":
        cards = Cards(provider)
        card = cards.kept_card()
        # What was told of the card's own payment is not of interest.
        provider.take_callbacks()
        said = cards.charge(reference, int(amount.replace(".", "")), card)
    elif gateway == "jsonbank":
        said = JsonBank(provider).pay(reference, amount)
    elif gateway == "bills":
        said = Bills(provider).pay(reference, amount)
    else:
        said = Recharge(provider).top_up(reference, amount)
    return said.status, str(said.json.get("status") or said.json.get("code"))


def status_of(provider: Provider, gateway: str, reference: str) -> str:
    """What an enquiry says."""
    if gateway == "xmlbank":
        return XmlBank(provider).query(reference).get("Status", "")
    if gateway == "cards":
        said = Cards(provider).get(f"charges?reference={reference}")
    elif gateway == "jsonbank":
        said = JsonBank(provider).query(reference)
    elif gateway == "bills":
        said = Bills(provider).query(reference)
    else:
        said = Recharge(provider).query(reference)
    return str(said.json.get("status") or said.json.get("code")) if said.status == 200 else ""


# What each calls it.
DONE = {"jsonbank": "booked", "xmlbank": "EXECUTED", "cards": "succeeded", "bills": "paid", "recharge": "00"}
DECLINED = {"jsonbank": "rejected", "xmlbank": "REJECTED", "cards": "failed", "bills": "failed", "recharge": "57"}
PENDING = {"jsonbank": "pending", "xmlbank": "ACCEPTED", "cards": "pending", "bills": "processing", "recharge": "09"}
