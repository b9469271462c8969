"""A push service that really listens, and browsers that read what it was given.

What is checked here is written from RFC 8291 and RFC 8292 and uses none of what GoPay sends with.
"""

import base64
import hashlib
import hmac
import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from apps.core.tests.servers import LocalServer


def encoded(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def decoded(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def _hmac(key: bytes, text: bytes) -> bytes:
    return hmac.digest(key, text, hashlib.sha256)


class Browser:
    """Keys as a browser makes them for one subscription, and the address its push service gave it."""

    def __init__(
        self, endpoint: str, *, private_key: ec.EllipticCurvePrivateKey | None = None, auth: bytes = b""
    ) -> None:
        self.endpoint = endpoint
        self.private_key = private_key or ec.generate_private_key(ec.SECP256R1())
        self.auth = auth or os.urandom(16)

    @property
    def public_key(self) -> bytes:
        return self.private_key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)

    def to_json(self) -> dict[str, Any]:
        """As `PushSubscription.toJSON()` gives it."""
        keys = {"p256dh": encoded(self.public_key), "auth": encoded(self.auth)}
        return {"endpoint": self.endpoint, "expirationTime": None, "keys": keys}

    def read(self, body: bytes) -> bytes:
        """RFC 8291, section 3.4, of one record (RFC 8188). Raises cryptography's InvalidTag."""
        salt, record_size, id_length = body[:16], int.from_bytes(body[16:20]), body[20]
        sender, sealed = body[21 : 21 + id_length], body[21 + id_length :]
        assert id_length == 65 and len(sealed) <= record_size, "one record, and the sender's key before it"
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), sender)
        shared = self.private_key.exchange(ec.ECDH(), point)
        about = b"WebPush: info\x00" + self.public_key + sender
        keying = _hmac(_hmac(self.auth, shared), about + b"\x01")
        key = _hmac(salt, keying)
        content_key = _hmac(key, b"Content-Encoding: aes128gcm\x00\x01")[:16]
        nonce = _hmac(key, b"Content-Encoding: nonce\x00\x01")[:12]
        content = AESGCM(content_key).decrypt(nonce, sealed, None)
        text = content.rstrip(b"\x00")
        assert text.endswith(b"\x02"), "the last record ends so"
        return text[:-1]


def check_vapid(header: str, *, audience: str) -> dict[str, Any]:
    """The claims of an Authorization header, its signature checked (RFC 8292, RFC 7515), with `k` among them."""
    scheme, _, rest = header.partition(" ")
    assert scheme == "vapid"
    parts = dict(part.strip().split("=", 1) for part in rest.split(","))
    head, claims, signature = parts["t"].split(".")
    assert json.loads(decoded(head)) == {"typ": "JWT", "alg": "ES256"}
    raw = decoded(signature)
    assert len(raw) == 64
    key = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), decoded(parts["k"]))
    both = encode_dss_signature(int.from_bytes(raw[:32]), int.from_bytes(raw[32:]))
    key.verify(both, f"{head}.{claims}".encode(), ec.ECDSA(hashes.SHA256()))
    said: dict[str, Any] = json.loads(decoded(claims))
    assert said["aud"] == audience
    assert 0 < said["exp"] - time.time() <= 24 * 3600
    assert said["sub"].startswith(("mailto:", "https:"))
    return {**said, "k": parts["k"]}


@dataclass
class PushService:
    """What arrived, each checked; and what it answers: a status, or -1 for silence until `patience` is over."""

    origin: str = ""
    status: int = 201
    status_of: Callable[[str], int] | None = None
    patience: float = 3.0
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    claims: list[dict[str, Any]] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    def browser(self, name: str = "") -> Browser:
        """A browser that has been given an address here."""
        return Browser(f"{self.origin}/send/{name or encoded(os.urandom(24))}")

    def told(self, browser: Browser) -> list[dict[str, Any]]:
        """What the browser reads of what was sent to its address."""
        path = browser.endpoint.removeprefix(self.origin)
        bodies = [body for at, body in zip(self.paths, self.bodies, strict=True) if at == path]
        return [json.loads(browser.read(body)) for body in bodies]


@contextmanager
def push_service() -> Iterator[PushService]:
    service = PushService()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            try:
                service.claims.append(check_vapid(self.headers["Authorization"], audience=service.origin))
            except Exception as error:
                service.wrong.append(repr(error))
            service.headers.append({name.lower(): value for name, value in self.headers.items()})
            service.bodies.append(body)
            service.paths.append(self.path)
            service.arrived.set()
            status = service.status_of(self.path) if service.status_of else service.status
            if status == -1:
                time.sleep(service.patience)
                self.close_connection = True
                return
            self.send_response(status)
            self.send_header("Content-Length", "0")
            if status in {301, 302, 307}:
                self.send_header("Location", f"{service.origin}/elsewhere")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    with LocalServer(Handler) as server:
        service.origin = f"http://127.0.0.1:{server.server_port}"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield service
        server.shutdown()
    assert service.wrong == []
