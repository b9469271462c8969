"""How many SQL statements one transfer costs. A change of these numbers is a change of the hot path."""

from decimal import Decimal
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from rest_framework.test import APIClient

from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.transactions.services import set_fee, set_tier_limit
from apps.transactions.tests.payments import fields, transfer
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def client() -> APIClient:
    """Amina's, with everything in the cache that a payment reads and rarely changes."""
    amina, _ = join("amina", 100), join("brian")
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.10"), percent=Decimal(1), active_from=clock.now())
    set_tier_limit(tier="TIER_0", currency="USD", daily=Decimal(1_000), maximum_balance=Decimal(5_000))
    client = client_of(amina)
    assert transfer(client).status_code == 201
    return client


def statements(client: APIClient, amount: str, key: str, status: int) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        assert transfer(client, fields("brian", amount), key=key).status_code == status
    return [query["sql"] for query in captured.captured_queries]


def test_a_transfer_takes_a_look_at_the_pin_and_one_statement(client: APIClient) -> None:
    """The second records, posts, counts and announces; being alone, it is its own transaction."""
    look, pay = statements(client, "10.00", str(uuid4()), 201)
    assert "accounts_pin" in look
    assert look.strip().startswith("SELECT")
    assert pay.startswith("WITH claimed AS (INSERT INTO transactions_transaction")
    for part in ("accounts_pin", "ledger_post_entry", "transactions_spend", "core_outboxevent", "accounts_activity"):
        assert part in pay


def test_a_replay_takes_three(client: APIClient) -> None:
    key = str(uuid4())
    statements(client, "10.00", key, 201)
    assert len(statements(client, "10.00", key, 201)) == 3


def test_what_the_ledger_refuses_takes_three(client: APIClient) -> None:
    assert len(statements(client, "99.99", str(uuid4()), 422)) == 3


def test_a_transfer_with_a_cold_cache_takes_twelve() -> None:
    amina, _ = join("amina", 100), join("brian")
    client = client_of(amina)
    assert len(statements(client, "10.00", str(uuid4()), 201)) == 12
