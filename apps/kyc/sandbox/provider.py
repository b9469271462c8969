"""`python -m apps.kyc.sandbox.provider --port 8020`: a provider to practise with, over real HTTP.

It stands for somebody else's program: only the standard library, not a line in common with the adapter. What it
decides can be read off the last digit of the document's number:

    9 reject    8 refer    7 never answers    6 answers 500    5 answers twice    4 is slow    all others approve

A test says otherwise by `POST /control {"behaviours": ["timeout", "approve"]}`: one for each question, the last one
for all that follow; with `"id_number"` for that number only. `GET /control` tells what was asked, `DELETE /control`
forgets everything. A question asked again under its Idempotency-Key gets the decision it got before.
"""

import argparse
import hmac
import json
import os
import signal
import socketserver
import threading
import time
import uuid
from collections import defaultdict
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

BY_LAST_DIGIT = {"9": "reject", "8": "refer", "7": "timeout", "6": "error", "5": "twice", "4": "slow"}
BEHAVIOURS = {"approve", "reject", "refer", "timeout", "error", "twice", "slow", "rubbish", "other", "hang_up", "drip"}
LONGEST_BODY = 64 * 1024


class Desk:
    """What was asked, what was decided, and how to behave."""

    def __init__(self, token: str, patience: float, slow: float) -> None:
        self.token, self.patience, self.slow = token, patience, slow
        self.lock = threading.Lock()
        self.forget()

    def forget(self) -> None:
        with self.lock:
            self.asked: dict[str, int] = defaultdict(int)
            self.decided: dict[str, dict[str, Any]] = {}
            self.orders: dict[str, list[str]] = {}
            self.reasons: list[str] = ["id_number_wrong"]

    def behaviour_for(self, number: str) -> str:
        with self.lock:
            for scope in (number, ""):
                orders = self.orders.get(scope)
                if orders:
                    return orders.pop(0) if len(orders) > 1 else orders[0]
        return BY_LAST_DIGIT.get(number[-1:], "approve")

    def decide(self, key: str, submission: str, decision: str) -> dict[str, Any]:
        with self.lock:
            reasons = list(self.reasons) if decision == "reject" else []
            fresh = {"id": submission, "decision": decision, "reasons": reasons, "reference": f"sb-{uuid.uuid4()}"}
            return self.decided.setdefault(key, fresh)


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: "Server"

    def log_message(self, *args: Any) -> None:
        """What it is asked names people."""

    def _body(self) -> Any:
        length = self.headers.get("Content-Length", "")
        if not length.isdigit() or int(length) > LONGEST_BODY:
            return None
        try:
            return json.loads(self.rfile.read(int(length)))
        except ValueError:
            return None

    def _bytes(self, status: int, answer: object) -> bytes:
        body = answer if isinstance(answer, bytes) else json.dumps(answer).encode()
        head = f"HTTP/1.1 {status} -\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n"
        return head.encode() + body

    def _say(self, status: int, answer: object) -> None:
        self.wfile.write(self._bytes(status, answer))

    def do_GET(self) -> None:
        if self.path == "/livez":
            self._say(200, {"status": "ok"})
        elif self.path == "/control":
            desk = self.server.desk
            with desk.lock:
                self._say(200, {"asked": dict(desk.asked), "decided": desk.decided})
        else:
            self._say(404, {})

    def do_DELETE(self) -> None:
        self.server.desk.forget()
        self._say(200, {})

    def do_POST(self) -> None:
        body = self._body()
        if not isinstance(body, dict):
            self._say(400, {"error": "a JSON object, please"})
        elif self.path == "/control":
            self._control(body)
        elif self.path == "/checks":
            self._check(body)
        else:
            self._say(404, {})

    def _control(self, body: dict[str, Any]) -> None:
        desk, behaviours = self.server.desk, body.get("behaviours", [])
        if not isinstance(behaviours, list) or not set(behaviours) <= BEHAVIOURS:
            self._say(400, {"error": f"behaviours are {sorted(BEHAVIOURS)}"})
            return
        with desk.lock:
            desk.orders[str(body.get("id_number", ""))] = list(behaviours)
            desk.reasons = list(body.get("reasons", desk.reasons))
        self._say(200, {})

    def _check(self, body: dict[str, Any]) -> None:
        desk = self.server.desk
        key = self.headers.get("Idempotency-Key", "")
        given = self.headers.get("Authorization", "")
        if not hmac.compare_digest(given.encode(), f"Bearer {desk.token}".encode()):
            self._say(401, {"error": "who are you?"})
            return
        document = body.get("document")
        if not key or not isinstance(document, dict) or not isinstance(document.get("number"), str):
            self._say(400, {"error": "an Idempotency-Key and a document with a number, please"})
            return
        with desk.lock:
            desk.asked[key] += 1
        self._behave(desk.behaviour_for(document["number"]), key, str(body.get("id", "")))

    def _behave(self, behaviour: str, key: str, submission: str) -> None:
        desk = self.server.desk
        if behaviour == "error":
            self._say(500, {"error": "we are terribly sorry"})
            return
        if behaviour == "rubbish":
            self._say(200, b"<html>maintenance</html>")
            return
        if behaviour == "hang_up":
            self.close_connection = True
            return
        decision = desk.decide(key, submission, behaviour if behaviour in {"reject", "refer"} else "approve")
        if behaviour == "timeout":
            # It has decided, and nobody hears of it.
            time.sleep(desk.patience)
            self.close_connection = True
            return
        if behaviour == "other":
            decision = {**decision, "id": str(uuid.uuid4())}
        if behaviour == "slow":
            time.sleep(desk.slow)
        if behaviour == "drip":
            for byte in self._bytes(200, decision):
                self.wfile.write(bytes([byte]))
                self.wfile.flush()
                time.sleep(desk.slow / 10)
            return
        answer = self._bytes(200, decision)
        # At once, as one who repeats himself does: the second answer lies on the line for the next question.
        self.wfile.write(answer + answer if behaviour == "twice" else answer)


class Server(ThreadingHTTPServer):
    daemon_threads = True
    # A thousand people hand in at once.
    request_queue_size = 128

    def __init__(self, port: int, desk: Desk) -> None:
        self.desk = desk
        super().__init__(("127.0.0.1", port), Handler)

    def handle_error(self, request: Any, client_address: Any) -> None:
        """Whoever hung up does not want to read why."""

    def server_bind(self) -> None:
        # Without asking a name server for our own name.
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = "127.0.0.1", self.server_address[1]


def serve(port: int = 0, *, token: str = "", patience: float = 30.0, slow: float = 2.0) -> Server:
    """A provider that listens; the caller runs `serve_forever`. Raises OSError when the port is taken."""
    return Server(port, Desk(token, patience, slow))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m apps.kyc.sandbox.provider", description=__doc__)
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--patience", type=float, default=30.0, help="seconds of silence before it hangs up")
    parser.add_argument("--slow", type=float, default=2.0, help="seconds a slow answer takes")
    options = parser.parse_args()
    token = os.environ.get("KYC_CHECK_TOKEN", "")
    server = serve(options.port, token=token, patience=options.patience, slow=options.slow)
    signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
    server.serve_forever(0.1)


if __name__ == "__main__":
    main()
