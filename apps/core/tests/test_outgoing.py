"""SECURITY 25: no address that somebody else has chosen leads into our own network."""

import errno
import socket
import ssl
import threading
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from apps.core import outgoing
from apps.core.outgoing import HostUnknown, NoAnswer, Rules, UrlRefused, check_url, is_public, send

PUBLIC, PUBLIC_6 = "93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"
# Where this test's servers are: one that was meant, and one nobody outside may reach.
MEANT, INNER = "127.0.0.2", "127.0.0.1"
Answers = Callable[..., list[list[str]]]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, list[list[str]]]]:
    """What each name means: one list of addresses after the other, the last for ever. Numbers mean themselves."""
    known: dict[str, list[list[str]]] = {}
    real = socket.getaddrinfo

    def resolve(host: Any, port: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            ip_address(host)
        except ValueError:
            if host not in known:
                raise socket.gaierror(host) from None
            answers = known[host]
            found = answers.pop(0) if len(answers) > 1 else answers[0]
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in found]
        return real(host, port, *args, **kwargs)

    monkeypatch.setattr(socket, "getaddrinfo", resolve)
    yield known


class _Server(BaseHTTPRequestHandler):
    asked: list[tuple[str, str, dict[str, str], bytes]]
    server: ThreadingHTTPServer

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length", 0)))
        here = str(self.server.server_address[0])
        type(self).asked.append((here, self.path, {k.lower(): v for k, v in self.headers.items()}, body))
        if self.path == "/moved":
            self.send_response(302)
            self.send_header("Location", f"http://{INNER}:{self.server.server_address[1]}/secret")
            self.send_header("Content-Length", "0")
            self.end_headers()
            return
        if self.path == "/drip-headers":
            self.wfile.write(b"HTTP/1.1 200 OK\r\nX-Slow: ")
            while not self.server.stop.wait(0.05):  # type: ignore[attr-defined]
                self.wfile.write(b"x")
                self.wfile.flush()
            return
        content = b"x" * 5000 if self.path == "/long" else f"from {here}".encode()
        self.send_response(200)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        if self.path == "/drip":
            for byte in content:
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                self.server.stop.wait(0.1)  # type: ignore[attr-defined]
            return
        self.wfile.write(content)

    do_GET = do_POST = _answer  # noqa: N815 - http.server looks for these.

    def log_message(self, *args: Any) -> None:
        pass


def _on_one_port(handler: type[BaseHTTPRequestHandler]) -> list[ThreadingHTTPServer]:
    """What is free on the one address may be taken on the other, by whatever else runs on this machine."""
    while True:
        first = ThreadingHTTPServer((MEANT, 0), handler)
        try:
            return [first, ThreadingHTTPServer((INNER, first.server_address[1]), handler)]
        except OSError as error:
            first.server_close()
            if error.errno != errno.EADDRINUSE:
                raise


class Servers:
    """The same port on both addresses, so that only the address tells them apart."""

    def __init__(self, context: ssl.SSLContext | None = None) -> None:
        self.handler = type("Handler", (_Server,), {"asked": []})
        self.servers = _on_one_port(self.handler)
        self.port = self.servers[0].server_address[1]
        for server in self.servers:
            server.stop = threading.Event()  # type: ignore[attr-defined]
            server.daemon_threads = True
            if context:
                server.socket = context.wrap_socket(server.socket, server_side=True)
            threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()

    @property
    def asked(self) -> list[tuple[str, str, dict[str, str], bytes]]:
        return self.handler.asked  # type: ignore[attr-defined,no-any-return]

    def close(self) -> None:
        for server in self.servers:
            server.stop.set()  # type: ignore[attr-defined]
            server.shutdown()
            server.server_close()


@pytest.fixture
def servers() -> Iterator[Servers]:
    found = Servers()
    yield found
    found.close()


OPEN = Rules(schemes=frozenset({"http", "https"}), ports=None, also=frozenset({MEANT}))


# --- Addresses --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "address",
    [
        *("127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "172.16.0.1", "172.31.255.255"),
        *("192.168.1.1", "169.254.169.254", "169.254.0.1", "100.64.0.1", "100.100.100.200", "100.127.255.255"),
        *("192.0.0.192", "192.0.2.1", "192.88.99.1", "198.18.0.1", "198.51.100.7", "203.0.113.7", "224.0.0.1"),
        *("239.255.255.255", "240.0.0.1", "255.255.255.255", "168.63.129.16"),
        *("::", "::1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254", "ff02::1", "fec0::1", "100::1"),
        *("2001:db8::1", "2001::1", "2001:10::1", "3fff::1", "5f00::1", "4000::1"),
        # IPv4 in IPv6: mapped, compatible, translated, 6to4, Teredo, NAT64, NAT64 of one's own.
        *("::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:a9fe:a9fe", "::ffff:8.8.8.8", "::127.0.0.1", "::10.0.0.1"),
        *("::ffff:0:127.0.0.1", "2002:7f00:1::", "2002:a00:1::1", "2002:c0a8:101::1", "2001:0:0:0:0:0:80ff:fffe"),
        *("64:ff9b::127.0.0.1", "64:ff9b::169.254.169.254", "64:ff9b::10.0.0.1", "64:ff9b:1::1"),
    ],
)
def test_what_is_not_the_public_internet_is_refused(address: str) -> None:
    assert not is_public(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    with pytest.raises(UrlRefused):
        check_url(f"https://{host}/")


@pytest.mark.parametrize("address", [PUBLIC, PUBLIC_6, "8.8.8.8", "172.32.0.1", "100.128.0.1", "64:ff9b::8.8.8.8"])
def test_what_is_public_is_not(address: str) -> None:
    assert is_public(ip_address(address))
    host = f"[{address}]" if ":" in address else address
    assert check_url(f"https://{host}/x?y=1").addresses == (ip_address(address),)


@pytest.mark.parametrize(
    "url",
    [
        *("", "hooks.example.org", "//hooks.example.org/", "http://hooks.example.org/", "ftp://hooks.example.org/"),
        *("file:///etc/passwd", "gopher://hooks.example.org/", "https:hooks.example.org", "https:///x", "https://"),
        *("https://user@hooks.example.org/", "https://user:word@hooks.example.org/", "https://@hooks.example.org/"),
        *("https://hooks.example.org:22/", "https://hooks.example.org:6379/", "https://hooks.example.org:0/"),
        *("https://hooks.example.org:65536/", "https://hooks.example.org:x/", "https://hooks.example.org:80/"),
        *("https://hooks.example.org\\@inner/", "https://hooks.example.org\t/", "https://hooks.example.org\n/"),
        *("https:// hooks.example.org/", "https://hooks.example.org/\x00", "https://hooks.example.org/é"),
        *("https://hooks%2eexample.org/", "https://höoks.example.org/", "https://ho\u3002ks.example.org/"),
        *("https://localhost/", "https://a.localhost/", "https://db.internal/", "https://printer.local/"),
        *("https://metadata.google.internal/", "https://[::1", "https://[::1]x/", "https://[nonsense]/"),
        *("https://-a.example.org/", "https://a..example.org/", f"https://hooks.example.org/{'x' * 2000}"),
    ],
)
def test_what_is_no_plain_https_address_is_refused(names: dict[str, list[list[str]]], url: str) -> None:
    names["hooks.example.org"] = [[PUBLIC]]
    with pytest.raises(UrlRefused) as refused:
        check_url(url)
    assert refused.value.category == "invalid"
    assert refused.value.errors[0]["field"] == "url"


@pytest.mark.parametrize("host", ["2130706433", "0x7f000001", "0x7f.1", "127.1", "0177.0.0.1", "0"])
def test_other_spellings_of_loopback_are_resolved_and_refused(host: str) -> None:
    with pytest.raises(UrlRefused):
        check_url(f"https://{host}/")


def test_every_address_of_a_name_must_be_public(names: dict[str, list[list[str]]]) -> None:
    names["good.example.org"] = [[PUBLIC, PUBLIC_6]]
    target = check_url("https://good.example.org:8443/a/b?c=d#e")
    assert (target.host, target.port, target.path) == ("good.example.org", 8443, "/a/b?c=d")
    assert [str(one) for one in target.addresses] == [PUBLIC, PUBLIC_6]
    for inner in ("10.0.0.1", "::ffff:10.0.0.1", "fd00::1"):
        names["mixed.example.org"] = [[PUBLIC, inner]]
        with pytest.raises(UrlRefused) as refused:
            check_url("https://mixed.example.org/")
        assert inner not in refused.value.detail
    with pytest.raises(HostUnknown):
        check_url("https://nobody.example.org/")


def test_a_resolver_that_does_not_answer_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *args, **kwargs: [never.wait(60)][1:])
    with pytest.raises(HostUnknown):
        check_url("https://slow.example.org/", timeout=0.05)
    never.set()


# --- Requests ---------------------------------------------------------------------------------------------------------


def test_a_request_goes_to_the_address_that_was_checked(names: dict[str, list[list[str]]], servers: Servers) -> None:
    """DNS rebinding: the second time the name is asked it means something inside."""
    names["rebind.example.org"] = [[MEANT], [INNER]]
    answer = send("POST", f"http://rebind.example.org:{servers.port}/in", content=b"{}", rules=OPEN)
    assert answer.body == f"from {MEANT}".encode()
    ((where, path, headers, body),) = servers.asked
    assert (where, path, body) == (MEANT, "/in", b"{}")
    assert headers["host"] == f"rebind.example.org:{servers.port}"
    # And the next request looks again.
    with pytest.raises(UrlRefused):
        send("POST", f"http://rebind.example.org:{servers.port}/in", rules=OPEN)
    assert len(servers.asked) == 1


def test_a_redirect_is_an_answer_and_nobody_follows_it(names: dict[str, list[list[str]]], servers: Servers) -> None:
    names["moved.example.org"] = [[MEANT]]
    answer = send("GET", f"http://moved.example.org:{servers.port}/moved", rules=OPEN)
    assert answer.status == 302
    assert [path for _, path, _, _ in servers.asked] == ["/moved"]


def test_another_address_is_tried_when_the_first_does_not_take_the_connection(
    names: dict[str, list[list[str]]], servers: Servers
) -> None:
    names["two.example.org"] = [["127.0.0.3", MEANT]]
    rules = Rules(OPEN.schemes, None, frozenset({"127.0.0.3", MEANT}))
    assert send("GET", f"http://two.example.org:{servers.port}/", rules=rules).status == 200


def test_size_and_time_are_limited(names: dict[str, list[list[str]]], servers: Servers) -> None:
    names["slow.example.org"] = [[MEANT]]
    base = f"http://slow.example.org:{servers.port}"
    assert len(send("GET", f"{base}/long", rules=OPEN).body) == 5000
    with pytest.raises(NoAnswer):
        send("GET", f"{base}/long", longest=4999, rules=OPEN)
    for path in ("/drip", "/drip-headers"):
        began = time.monotonic()
        with pytest.raises(NoAnswer):
            send("GET", f"{base}{path}", timeout=0.5, rules=OPEN)
        assert time.monotonic() - began < 30
    with pytest.raises(NoAnswer):
        send("GET", "http://slow.example.org:1/", rules=OPEN)


def test_no_proxy_is_asked(
    names: dict[str, list[list[str]]], servers: Servers, monkeypatch: pytest.MonkeyPatch
) -> None:
    names["plain.example.org"] = [[MEANT]]
    for name in ("http_proxy", "HTTP_PROXY", "https_proxy", "all_proxy"):
        monkeypatch.setenv(name, f"http://{INNER}:{servers.port}")
    assert send("GET", f"http://plain.example.org:{servers.port}/", rules=OPEN).body == f"from {MEANT}".encode()


def _certificate(name: str, folder: Path) -> tuple[Path, Path]:
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate_file, key_file = folder / "certificate.pem", folder / "key.pem"
    certificate_file.write_bytes(certificate.public_bytes(serialization.Encoding.PEM))
    key_file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return certificate_file, key_file


def test_the_certificate_must_be_of_the_name_and_not_of_the_address(
    names: dict[str, list[list[str]]], tmp_path: Path
) -> None:
    certificate, key = _certificate("hooks.example.org", tmp_path)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    servers = Servers(context)
    try:
        trusted = ssl.create_default_context(cafile=str(certificate))
        for name in ("hooks.example.org", "other.example.org"):
            names[name] = [[MEANT]]
        answer = send("GET", f"https://hooks.example.org:{servers.port}/", rules=OPEN, authorities=trusted)
        assert answer.status == 200
        with pytest.raises(NoAnswer):
            send("GET", f"https://other.example.org:{servers.port}/", rules=OPEN, authorities=trusted)
        with pytest.raises(NoAnswer):
            send("GET", f"https://hooks.example.org:{servers.port}/", rules=OPEN)
    finally:
        servers.close()
    assert outgoing.STRICT.also == frozenset()
