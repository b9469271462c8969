"""A transfer that goes through: what moves, what is answered, what is written down."""

import re
from decimal import Decimal

import pytest

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.ledger.selectors import get_balance, get_entry
from apps.ledger.services import deferred_account_id
from apps.transactions.models import Transaction
from apps.transactions.references import ALPHABET, new_reference
from apps.transactions.services import set_fee
from apps.transactions.tests.payments import body_of, fields, send, transfer
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> User:
    return join("amina", 100)


@pytest.fixture
def brian() -> User:
    return join("brian")


def test_money_moves_and_the_fee_comes_on_top(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.10"), percent=Decimal("1.5"), active_from=clock.now())
    response = transfer(client_of(amina), fields("brian", "20.00", note="lunch"))
    assert response.status_code == 201
    assert available(amina) == Decimal("79.60")
    assert available(brian) == Decimal("20.00")
    assert get_balance(deferred_account_id("fees:p2p", "USD")).amount == Decimal("0.40")


def test_the_answer_says_what_happened_and_nothing_else(amina: User, brian: User) -> None:
    """SECURITY 15: the keys equal an allow-list."""
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.15"), active_from=clock.now())
    body = body_of(transfer(client_of(amina), fields("brian", "12.5", note="lunch")))
    row = Transaction.objects.get()
    assert body == {
        "id": str(row.id),
        "reference": row.reference,
        "kind": "P2P",
        "state": "COMPLETED",
        "direction": "out",
        "amount": "12.50",
        "fee": "0.15",
        "tax": "0.00",
        "total": "12.65",
        "currency": "USD",
        "received": None,
        "outside": None,
        "payer": {"id": str(amina.id), "name": "Amina Otieno"},
        "payee": {"id": str(brian.id), "name": "Brian Mwangi"},
        "note": "lunch",
        "failure_code": None,
        "created_at": row.created_at.isoformat(timespec="milliseconds").replace("+00:00", "Z"),
    }


def test_the_payee_is_not_told_what_it_cost(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.15"), active_from=clock.now())
    payment_id = body_of(transfer(client_of(amina), fields("brian", "12.50")))["id"]
    seen = body_of(client_of(brian).get(f"/api/v1/transactions/{payment_id}"))
    assert (seen["direction"], seen["amount"], seen["fee"], seen["total"]) == ("in", "12.50", None, "12.50")


@pytest.mark.parametrize("to", ["+254712000002", "brian@example.org", "Brian@Example.ORG", "id", "ID"])
def test_people_are_found_by_number_address_or_id(amina: User, brian: User, to: str) -> None:
    to = {"id": str(brian.id), "ID": str(brian.id).upper()}.get(to, to)
    assert transfer(client_of(amina), fields(to, "1.00")).status_code == 201
    assert available(brian) == 1


def test_the_payment_and_its_journal_entry_are_one_thing(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.15"), active_from=clock.now())
    row = send(amina, "brian", 10).transaction
    entry = get_entry(row.id)
    assert entry is not None
    assert entry.kind == "P2P"
    assert {leg.code: leg.amount.amount for leg in entry.legs} == {
        f"wallet:{wallet_of(amina).id}:available": Decimal("-10.15"),
        f"wallet:{wallet_of(brian).id}:available": Decimal(10),
        "fees:p2p": Decimal("0.15"),
    }
    stored = Transaction.objects.get()
    assert (stored.payer_wallet_id, stored.payee_wallet_id) == (wallet_of(amina).id, wallet_of(brian).id)
    assert (stored.amount, stored.fee, stored.currency) == (Decimal(10), Decimal("0.15"), "USD")


def test_an_event_and_a_line_in_the_activity_log_are_left(amina: User, brian: User) -> None:
    row = send(amina, "brian", 10).transaction
    event = OutboxEvent.objects.get(topic="transactions.completed")
    assert event.payload == {"transaction_id": str(row.id)}
    line = Activity.objects.get(action="transactions.completed")
    assert (line.person_id, line.subject) == (amina.id, str(row.id))


def test_where_a_request_came_from_stays_with_the_payment(amina: User, brian: User) -> None:
    client = client_of(amina)
    answer = client.post(
        "/api/v1/transfers",
        fields(),
        format="json",
        headers={"Idempotency-Key": "k", "X-Request-ID": "phone-12345678"},
    )
    assert answer["X-Request-ID"] == "phone-12345678"
    row = Transaction.objects.get()
    assert (row.request_id, row.channel) == ("phone-12345678", "api")
    assert row.session_id is not None


def test_the_last_cent_can_be_sent(amina: User, brian: User) -> None:
    set_fee(kind="P2P", currency="USD", flat=Decimal("0.01"), active_from=clock.now())
    assert transfer(client_of(amina), fields("brian", "99.99")).status_code == 201
    assert available(amina) == 0


def test_a_currency_without_decimals_is_written_without_them() -> None:
    amina, brian = join("amina", 5_000, currency="JPY"), join("brian", currency="JPY")
    set_fee(kind="P2P", currency="JPY", percent=Decimal("1.5"), active_from=clock.now())
    body = body_of(transfer(client_of(amina), fields("brian", "1000", currency="JPY")))
    assert (body["amount"], body["fee"], body["total"]) == ("1000", "15", "1015")
    assert available(brian, "JPY") == 1000


def test_references_can_be_read_over_the_phone(amina: User, brian: User) -> None:
    assert not set("ILOU") & set(ALPHABET)
    references = {new_reference() for _ in range(1_000)}
    assert len(references) == 1_000
    assert all(re.fullmatch(f"[{ALPHABET}]{{10}}", reference) for reference in references)
    assert send(amina, "brian", 1).transaction.reference != send(amina, "brian", 1).transaction.reference
