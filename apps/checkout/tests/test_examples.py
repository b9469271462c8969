"""The examples of docs/ run as they stand: against a server, with a test key, told by real webhooks."""

import os
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as django_settings

from apps.checkout.models import TrialRefund
from apps.checkout.tests.servers import give_key, live_books
from apps.checkout.tests.webhooks import give_endpoint
from apps.core.standard_webhooks import new_secret
from apps.core.tests.queue import deliver_events
from apps.merchants.models import Charge
from apps.merchants.tests.factories import open_merchant
from apps.wallets.tests.factories import join

EXAMPLES = Path(django_settings.BASE_DIR) / "docs" / "examples"
PATIENCE_SECONDS = 60


def free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def interpreter(name: str) -> str:
    if name == "python":
        return sys.executable
    path = shutil.which("node")
    if path is None:
        pytest.skip("node is not installed (Debian: apt-get install nodejs)")
    return path


@pytest.mark.parametrize(("program", "example"), [("python", "merchant_server.py"), ("node", "merchant-server.mjs")])
def test_an_example_is_paid_captures_and_gives_back(
    live_server: Any, settings: Any, program: str, example: str
) -> None:
    settings.WEBHOOKS_TO_LOOPBACK = True
    shop = open_merchant(join("brian"))
    port, secret = free_port(), new_secret()
    give_endpoint(shop, secret=secret, url=f"http://127.0.0.1:{port}/gopay")
    before = live_books()
    # Nothing of ours but what the example says it needs; the path is where its interpreter finds its packages.
    environment = {
        "PATH": os.environ.get("PATH", ""),
        "GOPAY_URL": live_server.url,
        "GOPAY_KEY": give_key(shop, is_live=False),
        "GOPAY_WEBHOOK_SECRET": secret,
        "PORT": str(port),
        "PATIENCE": str(PATIENCE_SECONDS),
    }
    command = [interpreter(program), str(EXAMPLES / example), "24.90"]
    until = time.monotonic() + PATIENCE_SECONDS
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as running:
        try:
            while running.poll() is None and time.monotonic() < until:
                deliver_events()
                time.sleep(0.02)
        finally:
            running.kill()
        said, complained = running.communicate()
    assert running.returncode == 0, complained
    charge = Charge.objects.get()
    assert said.splitlines() == [
        f"pay at {live_server.url}/pay/{charge.code}",
        "webhook payment.held held",
        "webhook payment.paid paid",
        "webhook refund.created completed",
        "refunded 1.00 USD",
        "refused refund_too_large",
        "done paid",
    ]
    assert (charge.state, charge.refunded, TrialRefund.objects.count()) == ("PAID", 1, 1)
    assert live_books() == before


def test_the_guide_shows_the_examples_and_only_what_there_is() -> None:
    """docs/merchants.md names each example, each route of the server API and each of its codes that it explains."""
    guide = (Path(django_settings.BASE_DIR) / "docs" / "merchants.md").read_text()
    for path in EXAMPLES.iterdir():
        if path.is_file():
            assert f"examples/{path.name}" in guide
    for route in ("/payments", "/payments/{id}", "/capture", "/cancel", "/expire", "/simulate", "/refunds"):
        assert route in guide
