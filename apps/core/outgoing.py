"""Requests to addresses that somebody else has chosen: a user, or a provider (SECURITY 25; OWASP ASVS 1.3.6, API7).

Such an address must not lead into our own network. Its host is resolved once; every address it has must be one of the
public Internet; the connection is made to one of exactly these addresses, so a name that means something else a moment
later (DNS rebinding) changes nothing. TLS asks for a certificate of the name. No redirect is followed, no proxy
and no .netrc is asked, nothing is unpacked, and size and time are limited as a whole.

    answer = send("POST", url, content=body, headers={...})

`check_url` alone is for the moment at which somebody enters an address: a refusal then is a refusal of what they typed.
It promises nothing about later; `send` looks again.
"""

import ipaddress
import re
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network
from typing import Any
from urllib.parse import SplitResult, urlsplit

import httpcore2
import httpx2

from apps.core import deadlines
from apps.core.errors import InvalidInput

MAX_URL = 2_000
LONGEST_ANSWER = 64 * 1024
Address = IPv4Address | IPv6Address

# RFC 3986 without what parsers disagree about: backslashes, spaces, controls, anything but ASCII.
_URL = re.compile(r"[!-\[\]_`a-z{|}~^]+", re.ASCII | re.IGNORECASE)
_NAME = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)(?:\.(?!-)[a-z0-9_-]{1,63}(?<!-))*\.?", re.ASCII | re.IGNORECASE)
_OWN_NAMES = ("localhost", "local", "internal", "intranet", "lan", "home.arpa", "localdomain")

# IANA's registries of special addresses, which Python's own `is_global` follows differently from release to release.
_CLOSED_4 = tuple(
    map(
        IPv4Network,
        (
            *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
            *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15"),
            *("198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
            # Azure answers its machines' questions about themselves on a public address.
            "168.63.129.16/32",
        ),
    )
)
_OPEN_6 = IPv6Network("2000::/3")
# Of it: protocol assignments with Teredo and ORCHID, documentation, and 6to4, which nobody needs any more.
_CLOSED_6 = tuple(map(IPv6Network, ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")))
# IPv4 in the last 32 bits: a network with IPv6 only reaches the public ones this way (RFC 6052).
_NAT64 = IPv6Network("64:ff9b::/96")


class UrlRefused(InvalidInput):
    """This is not an address on the public Internet that can be called."""

    code = "url_refused"

    def __init__(self, detail: str = "") -> None:
        super().__init__(detail)
        self.errors = [{"field": "url", "code": self.code, "detail": self.detail}]


class HostUnknown(UrlRefused):
    """The name of this host is not known."""

    code = "host_unknown"


class NoAnswer(Exception):
    """Nobody has answered, or not in time, or with more than was asked for. What was sent may have arrived."""


@dataclass(frozen=True, slots=True)
class Rules:
    """What may be called. Tests, and nothing else, call themselves: over http, and at the addresses in `also`."""

    schemes: frozenset[str] = frozenset({"https"})
    ports: frozenset[int] | None = frozenset({443, 8443})
    also: frozenset[str] = frozenset()


STRICT = Rules()


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was checked, and where its host is: `send` goes to one of these places and to no other."""

    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[Address, ...]

    @property
    def authority(self) -> str:
        """As the Host header has it."""
        name = f"[{self.host}]" if ":" in self.host else self.host
        return name if self.port == _default_port(self.scheme) else f"{name}:{self.port}"


@dataclass(frozen=True, slots=True)
class Answer:
    """A whole answer, whatever its status; a redirect is one too. Header names are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes


def check_url(url: str, *, rules: Rules = STRICT, timeout: float = 5.0) -> Target:
    """Resolves the host once. Raises UrlRefused, also when only one of its addresses is not public, and HostUnknown."""
    parts = _read(url)
    if parts.scheme not in rules.schemes:
        raise UrlRefused(f"The address must begin with {' or '.join(sorted(rules.schemes))}://.")
    if "@" in parts.netloc:
        raise UrlRefused("The address must hold no name and no password.")
    try:
        port = parts.port if parts.port is not None else _default_port(parts.scheme)
    except ValueError:
        raise UrlRefused("There is no such port.") from None
    if rules.ports is not None and port not in rules.ports:
        raise UrlRefused("This port cannot be called.")
    host = (parts.hostname or "").rstrip(".")
    literal = _literal(host)
    if literal is None and (not _NAME.fullmatch(host) or any(_is_under(host, own) for own in _OWN_NAMES)):
        raise UrlRefused
    addresses = (literal,) if literal else _resolve(host, port, timeout)
    if not all(is_public(one) or str(one) in rules.also for one in addresses):
        # Which of our addresses it is, nobody is told.
        raise UrlRefused
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return Target(parts.scheme, host, port, path, addresses)


def is_public(address: Address) -> bool:
    """Whether this is an address of the public Internet, whatever it is wrapped in."""
    if isinstance(address, IPv4Address):
        return not any(address in network for network in _CLOSED_4)
    if address.scope_id is not None or address.ipv4_mapped is not None:
        # Nobody writes a public IPv4 address as ::ffff:8.8.8.8 who means well.
        return False
    if address in _NAT64:
        return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
    return address in _OPEN_6 and not any(address in network for network in _CLOSED_6)


def send(
    method: str,
    url: str,
    *,
    headers: Mapping[str, str] | None = None,
    content: bytes = b"",
    timeout: float = 10.0,
    longest: int = LONGEST_ANSWER,
    is_cut: bool = False,
    rules: Rules = STRICT,
    authorities: ssl.SSLContext | None = None,
) -> Answer:
    """One request, in `timeout` seconds with everything. Any HTTP status is an answer, redirects are too.

    A body longer than `longest` bytes is no answer, or is cut there: then nothing after it is waited for. `authorities`
    are other certificate authorities than the usual ones. Call it outside a transaction. Raises UrlRefused,
    HostUnknown, NoAnswer.
    """
    until = time.monotonic() + timeout
    target = check_url(url, rules=rules, timeout=timeout)
    sent = {
        "accept-encoding": "identity",
        "user-agent": "GoPay",
        **{name.lower(): value for name, value in (headers or {}).items()},
        "host": target.authority,
        "content-length": str(len(content)),
        "connection": "close",
    }
    error: Exception | None = None
    for address in target.addresses[: deadlines.TRIED_ADDRESSES]:
        try:
            return _ask(
                method, target, address, sent, content, until, longest, is_cut, authorities or _usual_authorities()
            )
        except (httpcore2.ConnectError, httpcore2.ConnectTimeout) as failure:
            # Nothing was sent: another of its addresses may answer.
            error = failure
        except (httpcore2.NetworkError, httpcore2.TimeoutException, httpcore2.ProtocolError) as failure:
            raise NoAnswer(type(failure).__name__) from failure
    raise NoAnswer(type(error).__name__) from error


def _read(url: str) -> SplitResult:
    if len(url) > MAX_URL or not _URL.fullmatch(url):
        raise UrlRefused
    try:
        parts = urlsplit(url)
        parts.hostname  # noqa: B018 - reading it raises too.
    except ValueError:
        raise UrlRefused from None
    return parts


def _default_port(scheme: str) -> int:
    return 80 if scheme == "http" else 443


def _literal(host: str) -> Address | None:
    try:
        return ipaddress.ip_address(host)
    except ValueError:
        return None


def _is_under(host: str, name: str) -> bool:
    return host.lower() == name or host.lower().endswith(f".{name}")


def _resolve(host: str, port: int, timeout: float) -> tuple[Address, ...]:
    found = deadlines.resolve(host, port, timeout)
    if not found:
        raise HostUnknown
    return tuple(ipaddress.ip_address(one) for one in found)


@lru_cache(maxsize=1)
def _usual_authorities() -> ssl.SSLContext:
    """Once for the process, because it reads all certificate authorities."""
    return httpx2.create_ssl_context(trust_env=False)


class _Pinned(httpcore2.NetworkBackend):
    """Connects to one address, whatever the name has come to mean."""

    def __init__(self, address: Address, until: float) -> None:
        self._address = address
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Any = None,
    ) -> httpcore2.NetworkStream:
        return deadlines.connect(str(self._address), port, self._until)


def _ask(
    method: str,
    target: Target,
    address: Address,
    headers: Mapping[str, str],
    content: bytes,
    until: float,
    longest: int,
    is_cut: bool,
    authorities: ssl.SSLContext,
) -> Answer:
    """Raises httpcore2's errors; ReadError also for an answer that is too long and must not be cut."""
    with (
        httpcore2.ConnectionPool(ssl_context=authorities, network_backend=_Pinned(address, until)) as pool,
        pool.stream(
            method,
            httpcore2.URL(scheme=target.scheme, host=target.host, port=target.port, target=target.path),
            headers=[(name, value) for name, value in headers.items()],
            content=content,
        ) as answer,
    ):
        body = bytearray()
        for piece in answer.iter_stream():
            body += piece
            if len(body) > longest and not is_cut:
                raise httpcore2.ReadError("the answer is too long")
            if len(body) >= longest and is_cut:
                del body[longest:]
                break
        read = {name.decode("latin-1").lower(): value.decode("latin-1") for name, value in answer.headers}
        return Answer(answer.status, read, bytes(body))
