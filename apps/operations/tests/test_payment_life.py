"""The page that tells a payment's life: what was asked, checked, booked, told, sent and looked at."""

import pytest

from apps.accounts.tests.factories import client_of
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import AuditRecord
from apps.core.tests.queue import deliver_events
from apps.gateways.base import Outcome
from apps.gateways.models import Callback, Message
from apps.operations.tests.overviews import (
    MOST_STATEMENTS,
    look,
    operator,
    reads_without_index,
    staff_with,
    statements_of,
)
from apps.transactions.models import Transaction
from apps.transactions.tests.outside import operation_of, say, submit, withdraw
from apps.transactions.tests.payments import fields, send, transfer
from apps.wallets.tests.factories import join


def life_of(payment: Transaction) -> str:
    return f"/admin/payments/{payment.id}/"


@pytest.mark.django_db
def test_a_transfer_is_told_from_the_request_to_the_message() -> None:
    amina, _ = join("amina", 100), join("brian")
    answer = transfer(client_of(amina), fields(amount="10.00"))
    assert answer.status_code == 201
    deliver_events()
    payment = Transaction.objects.get()
    words = look(operator(), life_of(payment))
    begins = words.index("Its life")
    order = ["Asked for 10.00 USD", "Rules looked at it", "Booked: p2p", "Event transactions.completed", "Told Amina"]
    places = [words.index(part, begins) for part in order if part in words[begins:]]
    assert len(places) == len(order) and places == sorted(places)
    assert "Through api, session on" in words
    assert "signed by a registered phone" in words
    assert f"wallet:{payment.payer_wallet_id}:available 10.00 USD" in words
    assert "transactions.tell_completed: done" in words
    assert "SMS to +254•••001" in words and "+254712000001" not in words
    assert "Limits counted Within the limits of that moment" in words
    assert answer["X-Request-ID"] == payment.request_id
    assert AuditRecord.objects.filter(subject_id=str(payment.id), verb="SAW").count() == 1


@pytest.mark.django_db
def test_a_withdrawal_is_told_with_what_went_over_the_wire() -> None:
    amina = join("amina", 100)
    payment = withdraw(amina, "40.00")
    operation = submit(payment)
    Message.objects.create(
        id=uuid7(),
        gateway_code="testbank",
        direction="OUT",
        operation_id=operation.id,
        method="POST",
        path="/payouts",
        status=202,
        duration_ms=12,
        created_at=clock.now(),
    )
    Callback.objects.create(
        gateway_code="testbank",
        event_id="evt_1",
        body=b"{}",
        operation_id=operation.id,
        state="APPLIED",
        received_at=clock.now(),
        applied_at=clock.now(),
    )
    say(payment, Outcome.SUCCEEDED, provider_reference="ref-77")
    payment.refresh_from_db()
    assert payment.state == "COMPLETED"
    olga = operator()
    words = look(olga, life_of(payment))
    for part in (
        "Pay out: to be done outside",
        "Pay out: sent to testbank",
        "We asked: POST /payouts 202",
        "testbank told: evt_1 Applied",
        "From pending to completed",
        "closes a hold",
        ":held",
    ):
        assert part in words, part
    assert operation_of(payment).provider_reference in words
    statements = statements_of(olga, life_of(payment))
    assert len(statements) <= MOST_STATEMENTS, len(statements)
    assert reads_without_index(statements) == []


@pytest.mark.django_db
def test_each_part_is_for_who_may_see_its_rows() -> None:
    amina, _ = join("amina", 100), join("brian")
    payment = send(amina, "brian", "10.00").transaction
    words = look(staff_with("transactions.view_transaction"), life_of(payment))
    assert "Asked for 10.00 USD" in words
    for part in ("Booked", "Rules", "Event", "Told", "Activity", "Otieno", "Mwangi", "Notes", "Staff"):
        assert part not in words, part
    assert "Amina O." in words
    words = look(staff_with("transactions.view_transaction", "ledger.view_journalentry"), life_of(payment))
    assert "Booked: p2p" in words


@pytest.mark.django_db
def test_a_declined_payment_says_why_and_moved_nothing() -> None:
    amina, _ = join("amina", 5), join("brian")
    payment = send(amina, "brian", "10.00").transaction
    words = look(operator(), life_of(payment))
    assert "Declined" in words and "Booked" not in words and "Limits counted" not in words


@pytest.mark.django_db
def test_the_payments_own_page_leads_to_its_life_and_back() -> None:
    amina, _ = join("amina", 100), join("brian")
    payment = send(amina, "brian", "10.00").transaction
    olga, own = operator(), f"/admin/transactions/transaction/{payment.id}/change/"
    assert f'href="{life_of(payment)}"' in olga.get(own).content.decode()
    assert f'href="{own}"' in olga.get(life_of(payment)).content.decode()
