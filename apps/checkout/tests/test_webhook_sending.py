"""When webhooks are sent: at once, again over three days, never more than two at a time, and not to who is away."""

import json
import threading
import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import Any

import pytest
import time_machine
from django.db import connection, transaction

from apps.checkout.models import WebhookDelivery, WebhookEndpoint
from apps.checkout.services import _deliver, send_due
from apps.checkout.services._deliver import WAITS, rest_after, wait_after
from apps.checkout.tests.receiver import Receiver, receiving
from apps.checkout.tests.webhooks import (
    DAY,
    HOUR,
    MINUTE,
    again,
    announce,
    give_endpoint,
    receiver,
    send_at,
    shop,
    states,
    sweep,
)
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.tests.parallel import in_background, other_transaction, run_together
from apps.core.tests.queue import deliver_events
from apps.merchants.models import Merchant
from apps.notifications.models import Notification

__all__ = ["receiver", "shop"]
pytestmark = pytest.mark.django_db(transaction=True)
SECOND = timedelta(seconds=1)


def only_delivery() -> WebhookDelivery:
    return WebhookDelivery.objects.get()


def only_endpoint() -> WebhookEndpoint:
    return WebhookEndpoint.objects.get()


def test_the_waits_are_three_days_and_differ_a_little_from_delivery_to_delivery() -> None:
    total = sum(WAITS, timedelta(0))
    assert 3 * DAY <= total <= 3 * DAY + 4 * HOUR
    one, other = uuid7(), uuid7()
    for failures, wait in enumerate(WAITS, 1):
        assert wait <= wait_after(one, failures) <= wait * 1.1
        assert wait_after(one, failures) == wait_after(one, failures) != wait_after(other, failures)
    rests = [rest_after(failures) // SECOND for failures in range(1, 10)]
    assert rests == [0, 0, 30, 60, 120, 240, 300, 300, 300]


def test_what_is_not_taken_is_tried_ten_times_in_three_days_and_then_its_endpoint_is_disabled(
    shop: Merchant, receiver: Receiver
) -> None:
    give_endpoint(shop, receiver)
    receiver.hang_up()
    began = now = clock.now()
    announce(shop, now=now)
    for failures in range(1, 10):
        began_sweep = time.monotonic()
        assert send_at(now) == 0
        took = timedelta(seconds=time.monotonic() - began_sweep)
        row = only_delivery()
        assert (row.state, row.attempts, row.failures, row.last_status) == ("WAITING", failures, failures, None)
        assert row.last_error == "ConnectError" and row.leased_until is None
        wait = row.due_at - now
        assert WAITS[failures - 1] <= wait <= WAITS[failures - 1] * 1.1 + took
        # Not sooner.
        assert send_at(row.due_at - SECOND) == 0 and again(row).attempts == failures
        now = row.due_at
    assert only_endpoint().status == "ENABLED"
    send_at(now)
    row, endpoint = only_delivery(), only_endpoint()
    assert (row.state, row.attempts) == ("FAILED", 10)
    assert 3 * DAY < now - began < 4 * DAY
    assert (endpoint.status, endpoint.disabled_because, endpoint.failures) == ("DISABLED", "FAILURES", 0)
    with time_machine.travel(now + SECOND, tick=False):
        deliver_events()
    told = Notification.objects.get(person_id=shop.owner_id, topic="webhook_disabled")
    assert "127.0.0.1" in told.body and "three days" in told.body
    # Nothing is sent to it any more, and nothing waits for it.
    assert announce(shop) == [] and states() == {"FAILED": 1}


def test_an_endpoint_that_takes_something_now_and_then_is_not_disabled(shop: Merchant, receiver: Receiver) -> None:
    """What it always refuses is given up by itself."""
    give_endpoint(shop, receiver)
    now = clock.now()
    (refused,) = announce(shop, now=now)
    for attempt in range(1, 11):
        receiver.out_of_order = lambda: (400, {}, b"I do not understand this")
        send_at(now)
        row = WebhookDelivery.objects.get(pk=refused)
        assert row.attempts == attempt
        now = row.due_at
        # Between two attempts at it something else is taken.
        receiver.out_of_order = None
        announce(shop, now=now - 2 * SECOND)
        assert send_at(now - 2 * SECOND) == 1
    assert (row.state, only_endpoint().status) == ("FAILED", "ENABLED")
    assert states() == {"FAILED": 1, "DELIVERED": 10} and len(receiver.taken) == 10


def test_410_disables_at_once_and_cancels_what_waits(shop: Merchant, receiver: Receiver) -> None:
    give_endpoint(shop, receiver)
    receiver.out_of_order = lambda: (410, {}, b"gone")
    now = clock.now()
    announce(shop, 4, now=now)
    send_at(now, limit=1)
    endpoint = only_endpoint()
    assert (endpoint.status, endpoint.disabled_because) == ("DISABLED", "GONE")
    assert states() == {"FAILED": 1, "CANCELLED": 3} and len(receiver.came) == 1
    deliver_events()
    assert "410" in Notification.objects.get(topic="webhook_disabled").body


def test_what_is_no_2xx_is_a_failure_and_no_redirect_is_followed(shop: Merchant, receiver: Receiver) -> None:
    give_endpoint(shop, receiver)
    for status in (300, 301, 302, 307, 308, 400, 401, 404, 500, 502):
        receiver.out_of_order = lambda: (status, {"location": receiver.url}, b"no")  # noqa: B023 - asked in this turn.
        # Those of the turns before are due again after five seconds, and a slow machine takes longer for all turns.
        WebhookDelivery.objects.all().delete()
        (delivery_id,) = announce(shop)
        WebhookEndpoint.objects.update(failures=0, failing_since=None, resting_until=None)
        receiver.came.clear()
        assert send_at(clock.now()) == 0
        row = WebhookDelivery.objects.get(pk=delivery_id)
        assert (row.state, row.last_status, row.answer, len(receiver.came)) == ("WAITING", status, "no", 1)
    receiver.out_of_order = None
    for status in (200, 201, 202, 204, 206):
        receiver.out_of_order = lambda: (status, {}, b"")  # noqa: B023 - asked in this turn.
        WebhookDelivery.objects.all().delete()
        (delivery_id,) = announce(shop)
        assert send_at(clock.now()) == 1
        assert WebhookDelivery.objects.get(pk=delivery_id).state == "DELIVERED"


def test_who_asks_for_time_gets_it_within_bounds(shop: Merchant, receiver: Receiver) -> None:
    give_endpoint(shop, receiver)
    now = clock.now().replace(microsecond=0)
    cases = [
        (429, "120", 120 * SECOND),
        (503, format_datetime((now + 30 * MINUTE).astimezone(UTC), usegmt=True), 30 * MINUTE),
        # Never sooner than its turn, never later than a day; what makes no sense is not listened to.
        (429, "0", WAITS[0]),
        (429, "99999999999999999", DAY),
        (503, "Sat, 99 Nov 2026", WAITS[0]),
        (503, "-5", WAITS[0]),
        (500, "3600", WAITS[0]),
    ]
    for status, asked, wanted in cases:
        WebhookDelivery.objects.all().delete()
        WebhookEndpoint.objects.update(failures=0, failing_since=None, resting_until=None)
        (delivery_id,) = announce(shop, now=now)
        receiver.out_of_order = lambda: (status, {"retry-after": asked}, b"")  # noqa: B023 - it is asked in this turn.
        began = time.monotonic()
        send_at(now)
        took = timedelta(seconds=time.monotonic() - began)
        row, endpoint = WebhookDelivery.objects.get(pk=delivery_id), only_endpoint()
        assert wanted <= row.due_at - now <= wanted * 1.1 + took, (status, asked)
        rests = endpoint.resting_until - now if endpoint.resting_until else timedelta(0)
        expected = min(wanted, HOUR) if status in (429, 503) and wanted > WAITS[0] else timedelta(0)
        assert expected <= rests <= expected + took, (status, asked, rests)
        # The whole endpoint waits: what comes meanwhile is not sent.
        came = len(receiver.came)
        announce(shop, now=now)
        send_at(now + SECOND)
        assert (len(receiver.came) == came) == bool(expected)


def test_a_long_answer_is_cut_and_a_card_number_in_it_is_not_kept(shop: Merchant, receiver: Receiver) -> None:
    give_endpoint(shop, receiver)
    receiver.out_of_order = lambda: (200, {}, b"paid with 4111111111111111 \x00\xff " + b"x" * 200_000)
    announce(shop)
    assert send_at(clock.now()) == 1
    row = only_delivery()
    assert row.state == "DELIVERED" and len(row.answer.encode()) < 1100
    assert "************1111" in row.answer and "4111111" not in row.answer and "\x00" not in row.answer


def test_an_endpoint_that_is_away_is_tried_by_one_at_a_time_and_what_waits_goes_when_it_is_back(
    shop: Merchant, receiver: Receiver
) -> None:
    """Thirty deliveries cost three attempts, and then one for each rest; the end of it lets all go."""
    give_endpoint(shop, receiver)
    now = clock.now()
    receiver.out_of_order = lambda: (500, {}, b"")
    announce(shop, 30, now=now)
    send_at(now)
    tried = len(receiver.came)
    assert 3 <= tried <= 4, "two of the first round, and whichever had begun when the third failed"
    for minutes in range(1, 31):
        before = len(receiver.came)
        send_at(now + minutes * MINUTE)
        assert len(receiver.came) - before <= 1
    assert len(receiver.came) - tried <= 10
    receiver.out_of_order = None
    sweep(now + 31 * MINUTE, now + 100 * MINUTE, 5 * MINUTE)
    assert states() == {"DELIVERED": 30} and len(receiver.taken) == 30
    endpoint = only_endpoint()
    assert (endpoint.failures, endpoint.failing_since, endpoint.resting_until) == (0, None, None)


def test_never_more_than_two_are_under_way_for_one_endpoint_whoever_sends(
    shop: Merchant, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Four processes sweep at once; the first two requests wait for each other, so that two are seen on any machine."""
    give_endpoint(shop, receiver)
    lock, both, now = threading.Lock(), threading.Barrier(2), clock.now()
    seen = {"begun": 0, "now": 0, "most": 0}
    real = _deliver.outgoing.send

    def watched(*args: Any, **kwargs: Any) -> Any:
        with lock:
            seen["begun"] += 1
            seen["now"] += 1
            seen["most"] = max(seen["most"], seen["now"])
            is_first = seen["begun"] <= 2
        try:
            if is_first:
                both.wait(60)
            return real(*args, **kwargs)
        finally:
            with lock:
                seen["now"] -= 1

    monkeypatch.setattr(_deliver.outgoing, "send", watched)
    announce(shop, 24, now=now)
    taken = run_together(4, lambda _: send_due(now=clock.now()))
    assert sum(taken) == 24 == len(receiver.taken) == len(receiver.came)
    assert seen["most"] == 2


def test_one_that_takes_its_time_holds_up_nobody_else(shop: Merchant, receiver: Receiver, settings: Any) -> None:
    """More slow endpoints than one sweep makes requests, each with more than may be under way: they have waited
    longest, and still the one that answers at once gets everything in the next sweep, while they are being waited for.
    """
    go_on = threading.Event()
    now = clock.now()
    with receiving() as slow:

        def wait() -> tuple[int, dict[str, str], bytes]:
            slow._lock.release()
            try:
                go_on.wait(60)
            finally:
                slow._lock.acquire()
            return 200, {}, b""

        slow.out_of_order = wait
        for _ in range(9):
            give_endpoint(shop, slow)
        announce(shop, 3, now=now - HOUR)
        give_endpoint(shop, receiver, is_live=True)
        announce(shop, 5, now=now, is_live=True)
        held_up = in_background(lambda: send_due(now=now))
        while len(slow.came) < _deliver.THREADS:
            go_on.wait(0.01)
        assert not receiver.came
        others = in_background(lambda: send_due(now=now))
        while len(receiver.taken) < 5:
            go_on.wait(0.01)
        assert len(slow.came) == 18
        go_on.set()
        held_up.result(60)
        others.result(60)
    assert states() == {"DELIVERED": 32}


def test_while_it_is_sent_no_transaction_is_open_and_the_attempt_is_committed(
    shop: Merchant, receiver: Receiver
) -> None:
    give_endpoint(shop, receiver)
    seen: list[Any] = []

    def look() -> tuple[int, dict[str, str], bytes]:
        row = only_delivery()
        seen.append((row.attempts, row.leased_until is not None, row.due_at == row.leased_until))
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in%'"
            )
            seen.append(cursor.fetchone()[0])
        connection.close()
        return 200, {}, b""

    receiver.out_of_order = look
    announce(shop)
    assert send_at(clock.now()) == 1
    assert seen == [(1, True, True), 0]
    with pytest.raises(RuntimeError), transaction.atomic():
        send_due(now=clock.now())


def test_an_endpoint_somebody_is_just_changing_is_passed_over(shop: Merchant, receiver: Receiver) -> None:
    endpoint = give_endpoint(shop, receiver)
    announce(shop)
    with other_transaction() as there:
        there(lambda: WebhookEndpoint.objects.select_for_update().get(pk=endpoint.pk))
        assert send_at(clock.now()) == 0
    assert send_at(clock.now()) == 1


def test_a_late_answer_counts_and_a_late_failure_does_not(
    shop: Merchant, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its lease is over and somebody else has begun another attempt when the first one is written down."""
    give_endpoint(shop, receiver)
    now = clock.now()
    announce(shop, now=now)
    (first,) = _deliver._claim_some(_deliver._Watch(now), 1, None)
    (second,) = _deliver._claim_some(_deliver._Watch(now + MINUTE + SECOND), 1, None)
    assert (first.number, second.number) == (1, 2)
    late = now + 2 * MINUTE
    assert not _deliver._note(first, _deliver._Outcome(status=500), now=late)
    row = only_delivery()
    assert (row.state, row.failures, only_endpoint().failures) == ("WAITING", 0, 0)
    assert _deliver._note(first, _deliver._Outcome(status=200), now=late)
    assert not _deliver._note(second, _deliver._Outcome(error="ReadTimeout"), now=late)
    row = only_delivery()
    assert (row.state, row.last_status, only_endpoint().failures) == ("DELIVERED", 200, 0)


def test_a_secret_that_cannot_be_opened_is_a_failure_and_sends_nothing(
    shop: Merchant, receiver: Receiver, settings: Any
) -> None:
    give_endpoint(shop, receiver)
    announce(shop)
    ring, settings.FIELD_KEYS = settings.FIELD_KEYS, {"other": "bm8gc3VjaCBrZXkgd2FzIGhlcmUgYmVmb3JlIHRoaXM="}
    assert send_at(clock.now()) == 0
    settings.FIELD_KEYS = ring
    assert only_delivery().last_error == "secret_cannot_be_opened" and not receiver.came
    assert send_at(clock.now() + 10 * SECOND) == 1


def test_what_goes_wrong_with_one_stops_no_other(
    shop: Merchant, receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    give_endpoint(shop, receiver)
    real = _deliver.outgoing.send
    broken = iter([True])

    def fragile(*args: Any, **kwargs: Any) -> Any:
        if next(broken, False):
            raise ZeroDivisionError
        return real(*args, **kwargs)

    monkeypatch.setattr(_deliver.outgoing, "send", fragile)
    announce(shop, 2)
    assert send_at(clock.now()) == 1
    assert sorted(WebhookDelivery.objects.values_list("last_error", flat=True)) == ["", "ZeroDivisionError"]


def test_the_sweep_reads_indexes_and_not_what_waits(shop: Merchant, receiver: Receiver) -> None:
    """Ten thousand wait for one endpoint; the sweep looks at one row of them."""
    with connection.cursor() as cursor:
        # What earlier tests deleted would still be passed over, in both tables, and is not what is counted here.
        cursor.execute("TRUNCATE checkout_webhookendpoint CASCADE")
    endpoint = give_endpoint(shop, receiver)
    (event,) = {row.event_id for row in WebhookDelivery.objects.filter(pk__in=announce(shop))}
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO checkout_webhookevent (id, merchant_id, is_live, type, body, created_at)"
            " SELECT gen_random_uuid(), merchant_id, is_live, type, body, created_at"
            " FROM checkout_webhookevent, generate_series(1, 10000) WHERE id = %s",
            [event],
        )
        cursor.execute(
            "INSERT INTO checkout_webhookdelivery"
            " (id, event_id, endpoint_id, state, attempts, failures, due_at, last_error, answer, created_at)"
            " SELECT gen_random_uuid(), id, %s, 'WAITING', 0, 0, created_at, '', '', created_at"
            " FROM checkout_webhookevent WHERE id <> %s",
            [endpoint.id, event],
        )
        cursor.execute("ANALYZE checkout_webhookdelivery; ANALYZE checkout_webhookendpoint")
        values: dict[str, Any] = {"now": now, "limit": 16, "rest_after": 3, "at_once": 2}
        cursor.execute("EXPLAIN (ANALYZE, BUFFERS, FORMAT JSON) " + _deliver._DUE, values)
        (plan,) = cursor.fetchone()
    top = (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]
    assert top["Shared Hit Blocks"] + top["Shared Read Blocks"] < 60, json.dumps(top)


def test_times_are_read_from_nowhere(shop: Merchant, receiver: Receiver) -> None:
    """A sweep of another century sends under that century's time."""
    give_endpoint(shop, receiver)
    announce(shop, now=datetime(2099, 1, 1, tzinfo=UTC))
    assert send_due(now=clock.now()) == 0
    assert send_at(datetime(2099, 1, 1, 0, 0, 1, tzinfo=UTC)) == 1
    assert only_delivery().delivered_at is not None and only_delivery().delivered_at.year == 2099  # type: ignore[union-attr]
