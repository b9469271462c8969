"""A shop's server that is paid through GoPay: ask, be told by a webhook, capture, give back.

It needs Python 3.9 or newer and the package `standardwebhooks`, and nothing of GoPay's:

    export GOPAY_URL=https://pay.example GOPAY_KEY=gpk_test_... GOPAY_WEBHOOK_SECRET=whsec_...
    python merchant_server.py 24.90

GoPay reaches it at http://<this host>:8099/gopay (PORT sets another port); say so when you make the webhook endpoint.
With a test key the payment is simulated, so nobody has to open the page.
"""

import json
import os
import queue
import sys
import threading
import urllib.error
import urllib.request
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from standardwebhooks import Webhook, WebhookVerificationError

GOPAY = os.environ["GOPAY_URL"].rstrip("/") + "/api/v1/merchant/v1"
KEY = os.environ["GOPAY_KEY"]
SECRET = os.environ["GOPAY_WEBHOOK_SECRET"]
PORT = int(os.environ.get("PORT", "8099"))
PATIENCE = float(os.environ.get("PATIENCE", "600"))  # seconds to wait for the customer

told = queue.Queue()
seen = set()  # in a real shop: a table with a unique column


class Hooks(BaseHTTPRequestHandler):
    """Where GoPay tells us what became of payments."""

    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("content-length", "0")))
        try:
            # The signature is over these very bytes: verify first, then parse.
            event = Webhook(SECRET).verify(body, dict(self.headers.items()))
        except WebhookVerificationError:
            self.answer(400)
            return
        # The same event may come twice; its webhook-id tells.
        if self.headers["webhook-id"] not in seen:
            seen.add(self.headers["webhook-id"])
            told.put(event)
        # Answer at once and do the work afterwards: who is slow is asked again.
        self.answer(204)

    def answer(self, status):
        self.send_response(status)
        self.send_header("content-length", "0")
        self.end_headers()

    def log_message(self, *args):
        pass


class Refused(Exception):
    """What GoPay has refused. `code` is stable, and for programs; `detail` is for people."""

    def __init__(self, status, problem):
        super().__init__(f"{status} {problem['code']}: {problem['detail']}")
        self.status, self.code = status, problem["code"]


def gopay(method, path, body=None, key=None):
    """One request. With a key it can be repeated: GoPay does it once."""
    headers = {"Authorization": f"Bearer {KEY}", "Content-Type": "application/json"}
    if key:
        headers["Idempotency-Key"] = key
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(GOPAY + path, data=data, headers=headers, method=method)
    try:
        with urllib.request.urlopen(request, timeout=30) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        raise Refused(error.code, json.load(error)) from None


def wait_for(kind, payment):
    """The webhook of this kind about this payment."""
    while True:
        event = told.get(timeout=PATIENCE)
        about = event["data"].get("payment") or event["data"]["id"]
        if event["type"] == kind and about == payment:
            print("webhook", event["type"], event["data"]["state"], flush=True)
            return event["data"]


def main(amount):
    server = ThreadingHTTPServer(("127.0.0.1", PORT), Hooks)
    threading.Thread(target=server.serve_forever, daemon=True).start()

    # 1. Ask. The order's own number is the key: asked twice, there is one payment.
    order = f"order-{uuid.uuid4()}"
    asked = {
        "amount": amount,
        "currency": os.environ.get("CURRENCY", "USD"),
        "description": "Two lamps",
        "reference": order,
        "metadata": {"basket": "b-77"},
        "capture": "manual",
    }
    payment = gopay("POST", "/payments", asked, key=order)
    assert gopay("POST", "/payments", asked, key=order)["id"] == payment["id"]
    print("pay at", payment["checkout_url"], flush=True)

    # 2. Your customer pays there. In test mode we do it for them.
    if not payment["live"]:
        gopay("POST", f"/payments/{payment['id']}/simulate", {})

    # 3. Be told, and believe it only because it is signed.
    held = wait_for("payment.held", payment["id"])
    assert held["amount"] == payment["amount"] and held["metadata"] == {"basket": "b-77"}

    # 4. The lamps are sent: take the money.
    gopay("POST", f"/payments/{payment['id']}/capture", {})
    wait_for("payment.paid", payment["id"])

    # 5. One lamp was broken: give a part back.
    refund = {"amount": "1.00", "reason": "one lamp was broken"}
    given_back = gopay("POST", f"/payments/{payment['id']}/refunds", refund, key=f"{order}-broken-lamp")
    wait_for("refund.created", payment["id"])
    print("refunded", given_back["amount"], given_back["currency"], flush=True)

    # 6. What cannot be is refused with a code.
    try:
        gopay("POST", f"/payments/{payment['id']}/refunds", {"amount": amount}, key=f"{order}-too-much")
    except Refused as refused:
        print("refused", refused.code, flush=True)
    print("done", gopay("GET", f"/payments/{payment['id']}")["state"], flush=True)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "24.90")
