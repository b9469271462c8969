"""Callbacks: signed or refused, kept once for ever, answered at once, applied once (SECURITY 23 and 24)."""

from datetime import timedelta
from typing import Any
from unittest import mock
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from rest_framework.test import APIClient

from apps.core import clock
from apps.core.models import OutboxEvent, RateBucket
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events, relay, run_task
from apps.gateways import services
from apps.gateways.api import views
from apps.gateways.errors import CallbackNotFound
from apps.gateways.models import Callback, CallbackState, Direction, Discrepancy, Message, Operation
from apps.gateways.services import _callbacks
from apps.gateways.tests.calling import SECRET, call, event_of, sent, signed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("banks", "recorder")]
CARD = "4242424242424242"


def state_of(operation: Operation) -> str:
    operation.refresh_from_db()
    return operation.state


def receive(event, **signing) -> services.Received:
    headers, body = signed(event, **signing)
    return services.receive_callback(gateway_code="jsonbank", headers=headers, body=body, now=clock.now())


# --- Receiving --------------------------------------------------------------------------------------------------------


def test_a_signed_callback_is_kept_answered_and_applied_afterwards(recorder) -> None:
    operation = sent()
    event = event_of(operation)
    answer = call(event)
    assert (answer.status_code, answer.json()) == (200, {"status": "received"})
    row = Callback.objects.get()
    assert (row.gateway_code, row.event_id, row.state) == ("jsonbank", "evt_1", "RECEIVED")
    assert bytes(row.body) == signed(event)[1]
    assert set(row.headers) >= {"x-bank-timestamp", "x-bank-signature"}
    assert state_of(operation) == "SUBMITTED"
    assert recorder.told == []
    assert OutboxEvent.objects.get(topic="gateways.callback_received").payload == {"callback_id": str(row.id)}

    deliver_events()
    row.refresh_from_db()
    assert row.state == "APPLIED"
    assert state_of(operation) == "SUCCEEDED"
    assert operation.provider_reference == "jb_1"
    assert recorder.told == [("succeeded", operation.id)]


def test_what_is_told_again_is_answered_the_same_way_and_not_applied_again(recorder) -> None:
    operation = sent()
    for number in range(5):
        answer = call(event_of(operation), at=clock.now() + timedelta(seconds=number))
        assert answer.status_code == 200
        assert answer.json()["status"] == ("duplicate" if number else "received")
        deliver_events()
    assert Callback.objects.count() == 1
    assert recorder.told == [("succeeded", operation.id)]


def test_an_event_id_stays_unique_for_ever(recorder) -> None:
    """SECURITY 24: a month later it is still the same event, whatever became of the first one."""
    operation = sent()
    receive(event_of(operation))
    deliver_events()
    later = clock.now() + timedelta(days=30)
    headers, body = signed(event_of(operation), at=later)
    again = services.receive_callback(gateway_code="jsonbank", headers=headers, body=body, now=later)
    assert again.is_duplicate
    with pytest.raises(DatabaseError), transaction.atomic():
        Callback.objects.filter(pk=again.callback_id).delete()
    with pytest.raises(DatabaseError), transaction.atomic():
        Callback.objects.filter(pk=again.callback_id).update(event_id="another")
    with pytest.raises(DatabaseError), transaction.atomic():
        Callback.objects.filter(pk=again.callback_id).update(reading={})
    assert len(recorder.told) == 1


@pytest.mark.django_db(transaction=True)
def test_64_deliveries_at_once_are_kept_and_applied_once(recorder) -> None:
    operation = sent()
    event = event_of(operation)
    received = run_together(64, lambda _: receive(event))
    assert [one.is_duplicate for one in received].count(False) == 1
    assert len({one.callback_id for one in received}) == 1
    callback_id = received[0].callback_id
    states = run_together(64, lambda _: services.apply_callback(callback_id=callback_id, now=clock.now()))
    assert set(states) == {CallbackState.APPLIED}
    assert recorder.told == [("succeeded", operation.id)]
    assert OutboxEvent.objects.filter(topic="gateways.callback_received").count() == 1


def test_the_signature_is_checked_before_anything_is_read_or_kept(recorder) -> None:
    """SECURITY 23: the raw bytes, before parsing. What is not JSON at all is refused as what is not signed."""
    operation = sent()
    bodies = [event_of(operation), b"", b"{", b"\xff\xfe", b'{"a":' * 5000, b"<xml/>"]
    for body in bodies:
        assert call(body, secret="somebody-else").status_code == 401
    headers, body = signed(event_of(operation))
    forged = body.replace(b'"25.00"', b'"95.00"')
    client: Any = APIClient()
    answer = client.generic("POST", "/api/v1/callbacks/jsonbank", forged, "application/json", headers=headers)
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid_signature"
    for seconds in (-301, 302):
        assert call(event_of(operation), at=clock.now() + timedelta(seconds=seconds)).status_code == 401
    unsigned = client.generic("POST", "/api/v1/callbacks/jsonbank", body, "application/json")
    assert unsigned.status_code == 401
    assert not Callback.objects.exists()
    assert not OutboxEvent.objects.exists()
    assert not Discrepancy.objects.exists()
    assert recorder.told == []


def test_any_of_the_secrets_is_good_while_they_rotate() -> None:
    operation = sent()
    assert call(event_of(operation, event_id="old"), secret=SECRET).status_code == 200
    assert call(event_of(operation, event_id="new"), secret="a-newer-secret").status_code == 200


def test_what_was_refused_can_be_looked_at_masked_and_not_without_end() -> None:
    event = event_of(sent(), description=f"card {CARD}") | {"password": "hunter22", "secret": SECRET}
    # The bucket of what is kept refills while time passes.
    with mock.patch.object(clock, "now", return_value=clock.now()):
        for _ in range(35):
            RateBucket.objects.filter(key__startswith="gateways.refused_callbacks:").delete()
            assert call(event, secret="somebody-else").status_code == 401
    kept = Message.objects.all()
    assert kept.count() == 30
    row = kept[0]
    assert (row.direction, row.gateway_code, row.status) == (Direction.IN, "jsonbank", 401)
    assert "signed by somebody else" in row.error
    for hidden in (CARD, "hunter22", SECRET):
        assert hidden not in row.request_body
    assert "evt_1" in row.request_body


def test_whoever_sends_unsigned_ones_is_soon_told_to_wait_and_the_provider_is_not() -> None:
    operation = sent()
    # The bucket refills while time passes.
    with mock.patch.object(views.clock, "now", return_value=clock.now()):
        answers = [call(event_of(operation), secret="somebody-else").status_code for _ in range(62)]
        assert answers[:60] == [401] * 60
        assert answers[60:] == [429] * 2
        assert call(event_of(operation)).status_code == 200


def test_an_unknown_provider_is_not_found() -> None:
    for name in ("nobody", "JSONBANK", "sandbox", "a" * 200):
        answer = call(event_of(None), provider=name)
        assert answer.status_code == 404, name
        assert answer.json()["status"] == 404
    assert APIClient().get("/api/v1/callbacks/jsonbank").status_code == 405
    assert not Callback.objects.exists()


def test_a_body_may_have_64_kib_and_any_content_type() -> None:
    operation = sent()
    for number, kind in enumerate(("text/plain", "", "application/x-www-form-urlencoded", "multipart/form-data; x")):
        assert call(event_of(operation, event_id=f"evt_{number}"), kind=kind).status_code == 200, kind
    padded = event_of(operation, event_id="long", description="x" * 60_000)
    assert call(padded).status_code == 200
    answer = call(event_of(operation, event_id="longer", description="x" * 65_536))
    assert (answer.status_code, answer.json()["code"]) == (400, "body_too_large")
    assert not Callback.objects.filter(event_id="longer").exists()


def test_a_card_number_in_a_callback_is_masked_and_the_callback_applied_all_the_same() -> None:
    operation = sent()
    assert call(event_of(operation, event_id=CARD, description=f"paid with {CARD}")).status_code == 200
    assert call(event_of(operation, event_id=CARD)).json()["status"] == "duplicate"
    assert call(event_of(operation, event_id="5555555555554444")).json()["status"] == "received"
    deliver_events()
    assert state_of(operation) == "SUCCEEDED"
    with connection.cursor() as cursor:
        for table in ("gateways_callback", "core_outboxevent", "gateways_message", "gateways_discrepancy"):
            cursor.execute(f"SELECT count(*) FROM {table} t WHERE t::text LIKE ANY (%s)", [[f"%{CARD}%", _hex(CARD)]])
            assert cursor.fetchone() == (0,)


def _hex(text: str) -> str:
    return f"%{text.encode().hex()}%"


# --- Applying ---------------------------------------------------------------------------------------------------------


def test_a_failure_and_a_pending_one_are_applied_too(recorder) -> None:
    operation = sent()
    call(event_of(operation, event_id="first", status="pending"))
    deliver_events()
    assert state_of(operation) == "SUBMITTED"
    assert operation.provider_reference == "jb_1"
    call(event_of(operation, event_id="second", status="rejected", reason="insufficient_funds"))
    call(event_of(operation, event_id="third", status="rejected", reason="insufficient_funds"))
    deliver_events()
    assert state_of(operation) == "FAILED"
    assert recorder.told == [("failed: provider_insufficient_funds", operation.id)]
    states = dict(Callback.objects.values_list("event_id", "state"))
    assert states == {"first": "APPLIED", "second": "APPLIED", "third": "IGNORED"}


def test_a_late_success_is_applied_as_what_it_is(recorder) -> None:
    operation = sent()
    call(event_of(operation, event_id="no", status="rejected", reason="declined"))
    deliver_events()
    for event_id in ("yes", "yes-again"):
        call(event_of(operation, event_id=event_id))
        deliver_events()
    assert state_of(operation) == "FAILED"
    assert [what for what, _ in recorder.told] == ["failed: provider_declined", "late"]
    assert Discrepancy.objects.get().kind == "LATE_SUCCESS"
    assert dict(Callback.objects.values_list("event_id", "state")) == {
        "no": "APPLIED",
        "yes": "APPLIED",
        "yes-again": "IGNORED",
    }


def test_dying_before_the_commit_leaves_nothing_and_dying_after_it_is_swept(recorder) -> None:
    operation = sent()
    with mock.patch.object(_callbacks.events, "record", side_effect=SystemExit), pytest.raises(SystemExit):
        receive(event_of(operation))
    assert not Callback.objects.exists()
    receive(event_of(operation))
    with mock.patch.object(_callbacks, "apply_result", side_effect=SystemExit), pytest.raises(SystemExit):
        deliver_events()
    assert Callback.objects.get().state == "RECEIVED"
    assert services.apply_due_callbacks(now=clock.now()) == 0
    later = clock.now() + timedelta(minutes=2)
    assert services.apply_due_callbacks(now=later) == 1
    assert state_of(operation) == "SUCCEEDED"
    # What the broker brings after all finds it done.
    for consumer, event_id in relay(now=later):
        run_task(consumer, event_id)
    assert len(recorder.told) == 1


def test_one_that_cannot_be_applied_does_not_hold_up_the_others(recorder) -> None:
    first, second = sent(), sent()
    receive(event_of(first, event_id="a"))
    receive(event_of(second, event_id="b"))
    real = _callbacks.apply_result

    def fail_first(**given):
        if given["operation_id"] == first.id:
            raise ValueError("something nobody has thought of")
        return real(**given)

    with mock.patch.object(_callbacks, "apply_result", fail_first):
        assert services.apply_due_callbacks(now=clock.now() + timedelta(minutes=2)) == 2
    assert state_of(second) == "SUCCEEDED"
    assert Callback.objects.get(event_id="a").state == "RECEIVED"
    assert services.apply_due_callbacks(now=clock.now() + timedelta(minutes=3)) == 1
    assert state_of(first) == "SUCCEEDED"


def test_a_callback_nobody_has_heard_of_is_an_error_of_whoever_asks() -> None:
    with pytest.raises(CallbackNotFound):
        services.apply_callback(callback_id=uuid4(), now=clock.now())
