"""What a signed callback says must be what we asked for, or an operator looks at it (SECURITY 24)."""

from decimal import Decimal
from typing import Any

import pytest

from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.gateways import services
from apps.gateways.models import Callback, Discrepancy
from apps.gateways.tests.calling import call, event_of, sent, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("banks", "recorder")]


@pytest.mark.parametrize(
    ("wrong", "why"),
    [
        ({"amount": "25.01"}, "it says 25.01 USD where 25.00 USD was asked for"),
        ({"amount": "0.25"}, "it says 0.25 USD where 25.00 USD was asked for"),
        ({"currency": "EUR"}, "it says 25.00 EUR where 25.00 USD was asked for"),
        ({"account": "acc_0815"}, "it names another account"),
        ({"id": "jb_other"}, "its reference is jb_known, not jb_other"),
    ],
)
@pytest.mark.parametrize("status", ["booked", "rejected", "pending"])
def test_amount_currency_account_and_reference_must_be_ours(recorder, wrong, why, status) -> None:
    operation = sent(provider_reference="jb_known")
    told: dict[str, Any] = {"id": "jb_known", "status": status, "reason": None} | wrong
    if status == "rejected":
        told["reason"] = "declined"
    assert call(event_of(operation, **told)).json() == {"status": "received"}
    deliver_events()
    row = Callback.objects.get()
    assert (row.state, row.why) == ("QUARANTINED", why)
    found = Discrepancy.objects.get()
    assert (found.kind, found.operation_id, found.state) == ("MISMATCH", operation.id, "OPEN")
    assert found.transaction_id == operation.transaction_id
    assert found.amount == Decimal(told.get("amount", "25.00"))
    assert why in found.detail
    operation.refresh_from_db()
    assert (operation.state, operation.provider_reference) == ("SUBMITTED", "jb_known")
    assert recorder.told == []
    # The truth is told afterwards, and applied.
    call(event_of(operation, event_id="truth", id="jb_known"))
    deliver_events()
    assert [what for what, _ in recorder.told] == ["succeeded"]


def test_only_the_gateway_it_was_sent_to_may_tell_of_it(recorder) -> None:
    operation = sent("xmlbank")
    call(event_of(operation))
    deliver_events()
    row = Callback.objects.get()
    assert (row.state, row.why) == ("QUARANTINED", "it was sent to xmlbank")
    assert Discrepancy.objects.get().gateway_code == "jsonbank"
    never_sent = sent("", state="READY", submitted_at=None)
    call(event_of(never_sent, event_id="early"))
    deliver_events()
    assert Callback.objects.get(event_id="early").why == "it was sent to nobody"
    assert recorder.told == []


@pytest.mark.parametrize("reference", [None, "order 4711", "00000000-0000-0000-0000-000000000000"])
def test_what_we_never_asked_for_is_kept_for_an_operator(recorder, reference) -> None:
    told = {} if reference is None else {"reference": reference}
    call(event_of(None, **told))
    deliver_events()
    row = Callback.objects.get()
    assert row.state == "QUARANTINED"
    found = Discrepancy.objects.get()
    assert (found.kind, found.callback_id, found.operation_id) == ("UNKNOWN_OPERATION", row.id, None)
    assert (found.amount, found.currency) == (Decimal("25.00"), "USD")
    assert recorder.told == []


def _unreadable() -> list[bytes]:
    return [
        b"",
        b"not json",
        b"[]",
        b"{}",
        b"\xff\xfe\x00",
        b'{"event_id": "\\u0000", "type": "payment.booked"}',
        b"9" * 5000,
        b"[" * 50_000,
    ]


@pytest.mark.parametrize("body", _unreadable())
def test_what_is_signed_and_cannot_be_read_is_kept_once_for_an_operator(recorder, body) -> None:
    for status in ("received", "duplicate", "duplicate"):
        answer = call(body)
        assert (answer.status_code, answer.json()) == (200, {"status": status})
    row = Callback.objects.get()
    assert (row.state, bytes(row.body)) == ("QUARANTINED", body)
    assert row.why
    found = Discrepancy.objects.get()
    assert (found.kind, found.callback_id) == ("UNREADABLE", row.id)
    assert not OutboxEvent.objects.exists()
    assert services.apply_callback(callback_id=row.id, now=clock.now()) == "QUARANTINED"
    assert recorder.told == []


@pytest.mark.parametrize("text", ["a\0b", "half \ud83d of a pair"])
def test_what_no_column_takes_is_unreadable(text) -> None:
    assert call(event_of(sent(), event_id=f"evt_{text}")).status_code == 200
    assert call(event_of(sent(), id=text)).status_code == 200
    assert set(Discrepancy.objects.values_list("kind", flat=True)) == {"UNREADABLE"}


def test_the_same_event_with_another_content_is_a_lie_that_is_never_applied(recorder) -> None:
    operation = sent()
    call(event_of(operation, status="rejected", reason="declined"))
    deliver_events()
    for _ in range(3):
        assert call(event_of(operation, status="booked")).json() == {"status": "duplicate"}
        deliver_events()
    operation.refresh_from_db()
    assert operation.state == "FAILED"
    assert [what for what, _ in recorder.told] == ["failed: provider_declined"]
    found = Discrepancy.objects.get()
    assert (found.kind, found.operation_id) == ("MISMATCH", operation.id)
    assert "told again" in found.detail
    assert Callback.objects.get().state == "APPLIED"


def test_when_it_says_it_happened_may_change_from_delivery_to_delivery() -> None:
    operation = sent()
    call(event_of(operation))
    call({**event_of(operation), "occurred_at": "2026-11-21T10:07:00Z"})
    assert Callback.objects.count() == 1
    assert not Discrepancy.objects.exists()


def test_a_lie_about_nothing_we_know_is_reported_once_too() -> None:
    first = event_of(None)
    call(first)
    deliver_events()
    call({**first, "payment": {**first["payment"], "amount": "99.00"}})
    assert Discrepancy.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_64_different_lies_at_once_leave_one_discrepancy_and_nothing_applied(recorder) -> None:
    operation = sent()

    def lie(number: int) -> services.Received:
        headers, body = signed(event_of(operation, event_id=f"evt_{number}", amount=f"{number + 1}00.00"))
        return services.receive_callback(gateway_code="jsonbank", headers=headers, body=body, now=clock.now())

    received = run_together(64, lie)
    run_together(64, lambda n: services.apply_callback(callback_id=received[n].callback_id, now=clock.now()))
    assert set(Callback.objects.values_list("state", flat=True)) == {"QUARANTINED"}
    assert Discrepancy.objects.count() == 1
    assert recorder.told == []
