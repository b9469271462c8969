"""SECURITY 10, 11: a lost phone pays nothing from the moment it is locked, and money still arrives."""

from typing import Any
from uuid import uuid4

import pytest

from apps.accounts import selectors, services
from apps.accounts.models import Device, OneTimeCode, Session, User
from apps.accounts.tests.factories import PASSWORD, PhoneClient, client_with, plain_client_with, tokens_of
from apps.core import caching, clock
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import body_of, fields, nothing_moves, send, transfer
from apps.wallets.tests.factories import available, join

# A wrong PIN must stay counted, so payments run outside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


def on_a_phone(user: User) -> tuple[PhoneClient, Device]:
    """A client on a registered phone of theirs."""
    pair = tokens_of(user)
    client = client_with(pair.access)
    device = Session.objects.get(pk=pair.session_id).bound_device
    assert device is not None
    return client, device


def lock(device: Device) -> None:
    services.lock_device(person_id=device.user_id, device_id=device.id, reason="asked", now=clock.now())


def wipe(device: Device) -> None:
    services.request_wipe(person_id=device.user_id, device_id=device.id, now=clock.now())


def remove(device: Device) -> None:
    session_id = Session.objects.get(bound_device=device).id
    services.remove_device(person_id=device.user_id, session_id=session_id, device_id=device.id, now=clock.now())


def secure(device: Device) -> None:
    number = device.user.msisdn
    services.report_lost(msisdn=number, password=PASSWORD, now=clock.now())
    code = selectors.get_code_text(OneTimeCode.objects.filter(purpose="RECOVERY").latest("id").id)
    services.confirm_lost(msisdn=number, password=PASSWORD, code=code or "", now=clock.now())


CAUSES = {"lock": lock, "wipe": wipe, "remove": remove, "recovery": secure}


@pytest.mark.parametrize("cause", CAUSES)
def test_the_next_payment_of_a_lost_phone_is_refused_and_money_still_arrives(cause: str) -> None:
    """SECURITY 11."""
    amina, brian = join("amina", 100), join("brian", 100)
    client, device = on_a_phone(amina)
    payer, _ = on_a_phone(brian)
    assert transfer(client, fields("brian", "1.00")).status_code == 201

    CAUSES[cause](device)

    with nothing_moves():
        refused = transfer(client, fields("brian", "1.00"))
    assert refused.status_code == 401
    assert transfer(payer, fields("amina", "10.00")).status_code == 201
    assert (available(amina), available(brian)) == (109, 91)


@pytest.mark.parametrize("cause", CAUSES)
def test_the_payment_asks_the_database_and_not_another_processs_cache(cause: str) -> None:
    """SECURITY 10: the other process still takes the token for good, its payment statement does not."""
    amina, _ = join("amina", 100), join("brian")
    client, device = on_a_phone(amina)
    assert transfer(client, fields("brian", "1.00")).status_code == 201
    session_id = Session.objects.get(bound_device=device).id
    remembered = selectors.get_session_state(session_id)
    CAUSES[cause](device)
    # What lies in the other process's memory, which nobody could drop from here.
    caching.cache.set(selectors.session_cache_key(session_id), remembered, 3)
    assert client.get("/api/v1/me").status_code == 200, "the token still reads there, for three seconds"
    with nothing_moves():
        refused = transfer(client, fields("brian", "1.00"))
    assert (refused.status_code, body_of(refused)["code"]) == (401, "session_ended")
    assert Transaction.objects.count() == 1


def test_a_lock_waits_for_no_payment_and_what_comes_after_it_is_refused() -> None:
    """A payment that holds its accounts does not delay the lock; the next one meets it."""
    amina, _ = join("amina", 100), join("brian")
    client, device = on_a_phone(amina)
    with other_transaction() as there:
        there(lambda: send(amina, "brian", 5))
        in_background(lambda: lock(device)).result(60)
        assert transfer(client, fields("brian", "1.00")).status_code == 401
    assert available(amina) == 95


def test_a_payment_that_comes_while_the_lock_is_under_way_is_before_or_after_it() -> None:
    """Whatever the order: what was answered 201 moved once, everything else moved nothing."""
    amina, _ = join("amina", 100), join("brian")
    for _ in range(3):
        client, device = on_a_phone(amina)
        before = available(amina)

        def act(index: int, client: PhoneClient = client, device: Device = device) -> Any:
            return lock(device) if index == 0 else transfer(client, fields("brian", "1.00"), key=str(uuid4()))

        answers = [answer for answer in run_together(5, act) if answer is not None]
        paid = [answer for answer in answers if answer.status_code == 201]
        assert {answer.status_code for answer in answers} <= {201, 401, 403}, [body_of(a) for a in answers]
        assert available(amina) == before - len(paid)
        with nothing_moves():
            assert transfer(client, fields("brian", "1.00")).status_code == 401


def test_a_lock_that_has_not_committed_is_not_waited_for() -> None:
    """The payment reads the session as it stands and goes ahead: it came before the lock."""
    amina, _ = join("amina", 100), join("brian")
    client, device = on_a_phone(amina)
    with other_transaction() as there:
        there(lambda: lock(device))
        paid = in_background(lambda: transfer(client, fields("brian", "1.00"))).result(60)
        assert paid.status_code == 201
        waiting = in_background(lambda: lock(device))
        wait_until_blocked()
    waiting.result(60)
    assert transfer(client, fields("brian", "1.00")).status_code == 401


def test_a_phone_registered_after_the_loss_pays_nothing_until_the_account_is_released() -> None:
    amina, _ = join("amina", 100), join("brian")
    _, device = on_a_phone(amina)
    secure(device)
    client, _ = on_a_phone(amina)
    with nothing_moves():
        refused = transfer(client, fields("brian", "1.00"))
    assert (refused.status_code, body_of(refused)["code"]) == (403, "account_secured")
    services.release_secured(person_id=amina.id, reason="test", by=amina.id, now=clock.now())
    assert transfer(client, fields("brian", "1.00")).status_code == 201


def test_a_session_that_logs_in_after_the_loss_without_a_phone_pays_nothing_either() -> None:
    """SECURITY 3 and 11."""
    amina, _ = join("amina", 100), join("brian")
    _, device = on_a_phone(amina)
    secure(device)
    client = plain_client_with(tokens_of(amina).access)
    with nothing_moves():
        refused = transfer(client, fields("brian", "1.00"))
    assert (refused.status_code, body_of(refused)["code"]) == (403, "account_secured")
