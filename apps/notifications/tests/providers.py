"""An SMS provider and a mail server that really listen, and answer what a test tells them to."""

import json
import socketserver
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler
from typing import Any

from apps.core.tests.servers import LocalServer


@dataclass
class SmsProvider:
    """What it was asked, and what it answers: a status, or -1 for silence until `patience` is over."""

    url: str = ""
    status: int = 202
    status_of: Callable[[dict[str, Any]], int] | None = None
    answer: str = "{}"
    patience: float = 3.0
    requests: list[dict[str, Any]] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    arrived: threading.Event = field(default_factory=threading.Event)

    @property
    def bodies(self) -> list[str]:
        return [request["body"] for request in self.requests]


@contextmanager
def sms_provider() -> Iterator[SmsProvider]:
    provider = SmsProvider()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            request = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            provider.requests.append(request)
            provider.headers.append(dict(self.headers))
            provider.arrived.set()
            status = provider.status_of(request) if provider.status_of else provider.status
            if status == -1:
                time.sleep(provider.patience)
                self.close_connection = True
                return
            body = provider.answer.encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            if status in {301, 302, 307}:
                self.send_header("Location", provider.url)
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: Any) -> None:
            pass

    with LocalServer(Handler) as server:
        provider.url = f"http://127.0.0.1:{server.server_port}/messages"
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield provider
        server.shutdown()


@dataclass
class MailServer:
    """What arrived, and replies other than the usual ones by SMTP verb, e.g. {"RCPT": "550 5.1.1 unknown"}."""

    port: int = 0
    replies: dict[str, str] = field(default_factory=dict)
    messages: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0


@contextmanager
def mail_server() -> Iterator[MailServer]:
    mail = MailServer()

    class Handler(socketserver.StreamRequestHandler):
        def reply(self, text: str) -> None:
            self.wfile.write(text.encode() + b"\r\n")

        def handle(self) -> None:
            mail.connections += 1
            self.reply("220 sink")
            to = ""
            while line := self.rfile.readline():
                text = line.decode().strip()
                verb = text.split(" ")[0].upper()
                if verb == "RCPT":
                    to = text.partition("<")[2].partition(">")[0]
                if verb == "DATA" and "DATA" not in mail.replies:
                    self.reply("354 go on")
                    self.receive(to)
                elif verb == "QUIT":
                    self.reply("221 bye")
                    return
                else:
                    self.reply(mail.replies.get(verb, "250 ok"))

        def receive(self, to: str) -> None:
            lines = []
            while (line := self.rfile.readline()) != b".\r\n":
                lines.append(line[1:] if line.startswith(b"..") else line)
            refusal = mail.replies.get("END")
            if refusal is None:
                mail.messages.append(message_from_bytes(b"".join(lines), policy=policy.default))
                mail.recipients.append(to)
            self.reply(refusal or "250 queued")

    class Server(socketserver.ThreadingTCPServer):
        daemon_threads = True
        allow_reuse_address = True
        request_queue_size = 128

    with Server(("127.0.0.1", 0), Handler) as server:
        mail.port = server.server_address[1]
        threading.Thread(target=server.serve_forever, args=(0.02,), daemon=True).start()
        yield mail
        server.shutdown()
