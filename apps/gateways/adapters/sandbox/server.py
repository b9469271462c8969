"""The HTTP server: a thread for each connection, HTTP/1.1 kept alive, connections that really end when dropped."""

import contextlib
import logging
import socket
import socketserver
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import urlsplit

from apps.gateways.adapters.sandbox.control import Control
from apps.gateways.adapters.sandbox.desk import Desk
from apps.gateways.adapters.sandbox.protocols import PROTOCOLS, Protocol
from apps.gateways.adapters.sandbox.records import Operation, new_token
from apps.gateways.adapters.sandbox.wire import Answer, Asked, Dropped, Refusal, as_json

LONGEST_BODY = 1024 * 1024
IDLE_SECONDS = 120
log = logging.getLogger("sandbox_provider")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    server: "Server"

    def log_message(self, *args: Any) -> None:
        """What it is asked names people."""

    def do_GET(self) -> None:
        self._answer_it()

    def do_POST(self) -> None:
        self._answer_it()

    def _answer_it(self) -> None:
        parts = urlsplit(self.path)
        try:
            if self.server.is_down(parts.path):
                raise Dropped
            body = self._body()
            if body is None:
                self.close_connection = True
                self._say(as_json(413, {"error": "too long"}))
                return
            headers = {name.lower(): value for name, value in self.headers.items()}
            host = headers.get("host", f"127.0.0.1:{self.server.server_port}")
            asked = Asked(self.command, parts.path, parts.query, headers, body, f"http://{host}")
            try:
                answer = self.server.respond(asked)
            except Refusal as refusal:
                answer = refusal.answer
            self._say(answer)
        except Dropped:
            self._hang_up()
        except (ConnectionError, TimeoutError):
            self.close_connection = True
        except Exception:
            log.exception("a request went wrong")
            self._say(as_json(500, {"error": "internal"}))

    def _body(self) -> bytes | None:
        """The whole body, or None when it is too long or its length is not said."""
        length = self.headers.get("Content-Length", "0")
        if self.headers.get("Transfer-Encoding") or not length.isdigit() or int(length) > LONGEST_BODY:
            return None
        return self.rfile.read(int(length))

    def _say(self, answer: Answer) -> None:
        lines = [
            f"HTTP/1.1 {answer.status} {self.responses.get(answer.status, ('-',))[0]}",
            f"Content-Type: {answer.content_type}",
            f"Content-Length: {len(answer.body)}",
            *(f"{name}: {value}" for name, value in answer.headers.items()),
        ]
        if self.close_connection:
            lines.append("Connection: close")
        head = "\r\n".join(lines).encode("latin-1", "replace")
        # In one piece: a client that waits for the second one would wait for an acknowledgement first.
        self.wfile.write(head + b"\r\n\r\n" + answer.body)

    def _hang_up(self) -> None:
        """Ends the connection under the client, without a byte of an answer."""
        self.close_connection = True
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # Many ask at once.
    request_queue_size = 256

    def __init__(self, port: int, desk: Desk, *, callbacks_url: str = "") -> None:
        self.desk = desk
        self.protocols: dict[str, Protocol] = {
            code: PROTOCOLS[gateway.protocol](desk, gateway) for code, gateway in desk.gateways.items()
        }
        desk.books.event_id = self._event_id
        self.control = Control(desk, self.protocols, callbacks_url)
        super().__init__(("127.0.0.1", port), Handler)

    def _event_id(self, operation: Operation) -> str:
        # The books may be those of a process that played more providers than this one.
        protocol = self.protocols.get(operation.gateway)
        return protocol.event_id(operation) if protocol else new_token("evt")

    def is_down(self, path: str) -> bool:
        code = path.split("/", 2)[1] if path.startswith("/") else ""
        return code in self.protocols and self.desk.manners.of(code).down

    def respond(self, asked: Asked) -> Answer:
        """Raises Dropped, Refusal."""
        if asked.path == "/livez":
            return as_json(200, {"status": "ok"})
        _, code, *rest = asked.path.split("/", 2)
        self.desk.books.advance(self.desk.now())
        if code in {"control", ""}:
            return self.control.respond(asked)
        if code not in self.protocols or not rest:
            return as_json(404, {"error": "there is no such provider", "providers": sorted(self.protocols)})
        within = Asked(asked.method, f"/{rest[0]}", asked.query, asked.headers, asked.body, asked.origin)
        return self.protocols[code].respond(within)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hung up does not want to read why."""

    def server_bind(self) -> None:
        # Without asking a name server for our own name.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]
