"""A merchant's server that is told by webhooks, written with the public package `standardwebhooks` and Python alone.

It shares no code with GoPay: this is what a merchant would write. The package reads the clock itself, so a test that
passes times along sets the clock too.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from standardwebhooks import Webhook, WebhookVerificationError

Reply = tuple[int, dict[str, str], bytes]


class _Server(ThreadingHTTPServer):
    """Many may knock at once, and none is turned away."""

    request_queue_size = 128


class Receiver:
    """Listens at `url`. What it took is in `taken`, by webhook-id, each counted once however often it comes."""

    def __init__(self, secret: str = "") -> None:
        self.secret = secret
        self.taken: dict[str, Any] = {}
        self.came: list[str] = []
        self.refused: list[str] = []
        self.headers: list[dict[str, str]] = []
        self.bodies: list[bytes] = []
        # What it answers in place of looking at what came.
        self.out_of_order: Callable[[], Reply] | None = None
        self._lock = threading.Lock()
        self._server: _Server | None = None
        self._port = 0
        self.listen()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}/hooks"

    def listen(self) -> None:
        """Begins to listen, on the port it had before."""
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers.get("content-length", 0)))
                status, headers, answer = receiver._receive(dict(self.headers.items()), body)
                self.send_response(status)
                for name, value in headers.items():
                    self.send_header(name, value)
                self.send_header("content-length", str(len(answer)))
                self.end_headers()
                self.wfile.write(answer)

            def log_message(self, *args: Any) -> None:
                pass

        self._server = _Server(("127.0.0.1", self._port), Handler)
        self._port = self._server.server_port
        threading.Thread(target=self._server.serve_forever, args=(0.005,), daemon=True).start()

    def hang_up(self) -> None:
        """Nobody listens any more: connections are refused."""
        if self._server is not None:
            self._server.shutdown()
            self._server.server_close()
            self._server = None

    def _receive(self, headers: dict[str, str], body: bytes) -> Reply:
        with self._lock:
            lower = {name.lower(): value for name, value in headers.items()}
            self.headers.append(lower)
            self.bodies.append(body)
            self.came.append(lower.get("webhook-id", ""))
            if self.out_of_order is not None:
                return self.out_of_order()
            try:
                told = Webhook(self.secret).verify(body, headers)
            except WebhookVerificationError as error:
                self.refused.append(str(error))
                return 400, {}, b"not signed by GoPay"
            self.taken.setdefault(lower["webhook-id"], told)
            return 204, {}, b""


@contextmanager
def receiving(secret: str = "") -> Iterator[Receiver]:
    """A receiver that listens for the length of the block."""
    receiver = Receiver(secret)
    try:
        yield receiver
    finally:
        receiver.hang_up()
