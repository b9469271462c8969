"""A granian of our own and a client that costs little, for measuring over HTTP on one machine."""

import http.client
import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import uuid4

from bench.books import CURRENCY, PIN, Member

ROOT = Path(__file__).resolve().parent.parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def serve(database_url: str, *, workers: int = 2, threads: int = 8) -> Iterator[int]:
    """Runs granian with bench.settings on a free port; yields the port. Raises RuntimeError when it does not start."""
    port = _free_port()
    environment = {
        **os.environ,
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "bench.settings",
        "GOPAY_PROCESS": "web",
    }
    environment.pop("PROMETHEUS_MULTIPROC_DIR", None)
    command = [
        *(sys.executable, "-m", "granian", "--interface", "wsgi", "gopay.wsgi:application"),
        *("--host", "127.0.0.1", "--port", str(port), "--no-ws", "--log-level", "warning"),
        *("--workers", str(workers), "--blocking-threads", str(threads)),
    ]
    server = subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            if server.poll() is not None:
                raise RuntimeError(f"granian ended with {server.returncode}")
            try:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=2)
                connection.request("GET", "/livez")
                if connection.getresponse().status == 200:
                    break
            except OSError:
                time.sleep(0.1)
        else:
            raise RuntimeError("granian does not answer")
        yield port
    finally:
        server.terminate()
        server.wait(15)


def request_for(path: str, member: Member, to: Member) -> bytes:
    """The bytes of one POST of a transfer's body, with a key of its own, signed by the member's phone."""
    fields = {"to": to.msisdn, "amount": "1.00", "currency": CURRENCY, "note": "lunch", "pin": PIN}
    body, key = json.dumps(fields).encode(), str(uuid4())
    signature = member.signature("POST", path, body, key)
    head = (
        f"POST {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {member.access}\r\n"
        + "".join(f"{name}: {value}\r\n" for name, value in signature.items())
        + f"Idempotency-Key: {key}\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def get_for(path: str, member: Member) -> bytes:
    """The bytes of one GET."""
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {member.access}\r\n\r\n".encode()


class Line:
    """One kept-alive connection that sends prepared bytes and reads one answer."""

    def __init__(self, port: int) -> None:
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=30)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def ask(self, request: bytes, *, expect: bytes) -> None:
        """Raises RuntimeError when the status is not the expected one."""
        self._socket.sendall(request)
        answer = self._socket.recv(65536)
        while b"\r\n\r\n" not in answer:
            answer += self._more()
        head, _, body = answer.partition(b"\r\n\r\n")
        length = int(head.lower().split(b"content-length:", 1)[1].split(b"\r\n", 1)[0])
        while len(body) < length:
            body += self._more()
        if head[9:12] != expect:
            raise RuntimeError(f"{head[:40]!r}: {body[:300]!r}")

    def _more(self) -> bytes:
        chunk = self._socket.recv(65536)
        if not chunk:
            raise RuntimeError("the server hung up")
        return chunk

    def close(self) -> None:
        self._socket.close()


def requests_per_second(port: int, make: Callable[[int, int], bytes], *, clients: int, seconds: float) -> float:
    """Answers a second over so many connections in a closed loop; `make(client, turn)` gives the requests.

    The requests are made beforehand, so that the client takes as little of the machine as it can.
    """
    prepared = [[make(client, turn) for turn in range(round(400 * seconds))] for client in range(clients)]
    counts = [0] * clients
    errors: list[Exception] = []
    started = time.monotonic()

    def loop(client: int) -> None:
        line = Line(port)
        try:
            for request in prepared[client]:
                if time.monotonic() - started > seconds:
                    break
                line.ask(request, expect=b"201")
                counts[client] += 1
        except Exception as error:  # Raised again below, in the thread that measures.
            errors.append(error)
        finally:
            line.close()

    workers = [threading.Thread(target=loop, args=(client,)) for client in range(clients)]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if errors:
        raise errors[0]
    return sum(counts) / (time.monotonic() - started)
