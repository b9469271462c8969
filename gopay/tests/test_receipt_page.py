"""The page of a shared receipt in a real browser: on a phone and on a desk, in light and dark, in each condition."""

import os
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from apps.accounts.models import User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.ledger.services import reverse as reverse_entry
from apps.operations.tests.test_in_browser import CONTRAST, WIDTHS, Visitor
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of, fields, send, transfer
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)
# Where to leave pictures of the pages, for somebody to look at.
PICTURES = os.environ.get("GOPAY_PICTURES", "")
LONG = "https://" + "averylongwordwithoutanyspace" * 3 + " and some more words, so that it fills two lines"


def path_of(user: User, row_id: Any) -> str:
    answer = client_of(user).post(f"/api/v1/transactions/{row_id}/receipt-link")
    return str(body_of(answer)["url"]).removeprefix("http://testserver")


@pytest.fixture
def pages() -> dict[str, str]:
    """A receipt in each condition a reader may meet, and a link that leads nowhere."""
    amina = join("amina", "98765432.10")
    join("brian", 50)
    client = client_of(amina)
    paid = body_of(transfer(client, fields("brian", "12.50", note=LONG[:140])))["id"]
    undone = body_of(transfer(client, fields("brian", "3000000.00", note="rent")))
    row = Transaction.objects.get(pk=undone.get("id") or undone["transaction_id"])
    if row.state == "COMPLETED":
        reverse_entry(entry_id=row.id, effective_at=clock.now())
    declined = send(amina, "brian", "99999999").transaction.id
    found = {"paid": path_of(amina, paid), "undone": path_of(amina, row.id), "declined": path_of(amina, declined)}
    return {**found, "gone": "/r/nothing"}


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", WIDTHS)
def test_every_receipt_is_readable_everywhere(
    browser: Browser, live_server: Any, pages: dict[str, str], width: int, scheme: str
) -> None:
    visitor = Visitor(browser, live_server.url, width, scheme)
    for name, path in pages.items():
        visitor.see(path)
        visitor.page.wait_for_load_state("networkidle")
        assert visitor.overflow() == 0, name
        assert visitor.page.evaluate(CONTRAST) == [], name
        if PICTURES:
            visitor.page.screenshot(path=str(Path(PICTURES) / f"{name}-{width}-{scheme}.png"), full_page=True)
    # The one complaint is the status of the page that is not there.
    assert [line for line in visitor.wrong if "404" not in line] == []
    assert visitor.context.cookies() == []
    visitor.context.close()
