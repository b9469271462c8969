"""A statement of many thousand lines is written while it is read: memory does not grow with it."""

import json
import tracemalloc
from collections.abc import Iterator
from typing import Any

import pytest

from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.core.money import Money
from apps.ledger.services import Entry, Leg, open_account, post
from apps.reports.tests.statements import content_of, url_of
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import holder_of, join, wallet_of

pytestmark = pytest.mark.django_db
LINES = 10_000
# A page of lines and its payments takes less than 3 MB, however many there are; the bound leaves no room for 250 bytes
# of each. All lines together take some 10 MB as text alone.
BOUND_BYTES = 4 * 1024 * 1024


def fill(wallet: Wallet, lines: int) -> None:
    """So many cents come in, by the bulk post."""
    trust = open_account(code="trust:equity", kind="ASSET", currency="USD", floor=None, at=clock.now())
    cent, now = Money.parse("0.01", "USD"), clock.now()
    for _ in range(lines // 5_000):
        entries = [
            Entry(uuid7(), "DEPOSIT", [Leg(trust, -cent), Leg(wallet.available_account, cent)], now)
            for _ in range(5_000)
        ]
        post(entries)


@pytest.fixture
def wallet() -> Wallet:
    found = wallet_of(join("amina"))
    fill(found, LINES)
    return found


def measure(pieces: Iterator[bytes]) -> tuple[int, int]:
    """How many bytes came, and the most that was held meanwhile."""
    length = 0
    tracemalloc.start()
    try:
        for piece in pieces:
            assert len(piece) < 256 * 1024
            length += len(piece)
        return length, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("form", ["json", "csv"])
def test_thousands_of_lines_take_no_more_memory_than_one_page(form: str, wallet: Wallet) -> None:
    answer: Any = client_of(holder_of(wallet)).get(url_of(wallet, f"format={form}"))
    assert answer.status_code == 200
    length, held = measure(iter(answer.streaming_content))
    assert length > LINES * 60
    assert held < BOUND_BYTES, f"{held / 1024 / 1024:.1f} MB held of {length / 1024 / 1024:.1f} MB"


def test_all_of_them_are_there_and_sum_up(wallet: Wallet) -> None:
    client = client_of(holder_of(wallet))
    body = json.loads(content_of(client.get(url_of(wallet))))
    assert (body["count"], len(body["lines"])) == (LINES, LINES)
    assert (body["totals"]["in"], body["closing"]) == ("100.00", "100.00")
    assert [line["balance"] for line in body["lines"][-2:]] == ["99.99", "100.00"]


def test_a_pdf_of_so_many_is_refused_with_the_way_out(wallet: Wallet) -> None:
    answer = client_of(holder_of(wallet)).get(url_of(wallet, "format=pdf"))
    assert answer.status_code == 422
    problem = answer.json()
    assert (problem["code"], problem["lines"], problem["maximum"]) == ("statement_too_long", LINES, 5_000)
    assert "format=csv" in problem["detail"]
    assert not AuditRecord.objects.exists()


def test_who_hangs_up_half_way_has_left_a_record_of_the_whole(wallet: Wallet) -> None:
    answer: Any = client_of(holder_of(wallet)).get(url_of(wallet, "format=csv"))
    assert next(iter(answer.streaming_content))
    del answer
    assert AuditRecord.objects.get().rows == LINES
