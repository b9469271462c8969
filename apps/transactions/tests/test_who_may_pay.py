"""Whoever was locked, frozen or logged out before a payment began does not make it: SECURITY 10, 11."""

from collections.abc import Callable
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from rest_framework.test import APIClient

from apps.accounts import services as accounts
from apps.accounts.models import Session, User
from apps.accounts.tests.factories import client_of, client_with, tokens_of
from apps.core import clock
from apps.core.tests.parallel import in_background, other_transaction, wait_until_blocked
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import TRANSFERS, body_of, fields, nothing_moves, send, transfer
from apps.wallets import services as wallets
from apps.wallets.errors import WalletNotEmpty
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import available, join, wallet_of

pytestmark = pytest.mark.django_db
# For what has to be committed before others, or a broken connection, can see it.
committing = pytest.mark.django_db(transaction=True)


def _behind_the_caches_back(change: str, amina: User, session_id: UUID) -> None:
    """As another machine would do it, whose cache is not ours."""
    if change == "session revoked":
        Session.objects.filter(pk=session_id).update(revoked_at=clock.now(), revoked_reason="ended")
    elif change == "session expired":
        Session.objects.filter(pk=session_id).update(expires_at=clock.now() - timedelta(seconds=1))
    elif change == "person locked":
        User.objects.filter(pk=amina.pk).update(status=User.Status.LOCKED)
    elif change == "person closed":
        User.objects.filter(pk=amina.pk).update(status=User.Status.CLOSED)
    elif change == "wallet frozen":
        Wallet.objects.filter(holder=amina).update(status=Wallet.Status.FROZEN)
    elif change == "wallet closed":
        Wallet.objects.filter(holder=amina).update(status=Wallet.Status.CLOSED)


@pytest.mark.parametrize(
    ("change", "status", "code"),
    [
        ("session revoked", 401, "session_ended"),
        ("session expired", 401, "session_ended"),
        ("person locked", 422, "payer_not_active"),
        ("person closed", 422, "payer_not_active"),
        ("wallet frozen", 422, "payer_not_active"),
        ("wallet closed", 422, "payer_not_active"),
    ],
)
def test_what_changed_since_the_cache_looked_counts(change: str, status: int, code: str) -> None:
    """SECURITY 10: the payment asks the database and not the few seconds old cache."""
    amina, _ = join("amina", 100), join("brian")
    tokens = tokens_of(amina)
    client = client_with(tokens.access)
    assert transfer(client, fields(amount="1.00")).status_code == 201
    _behind_the_caches_back(change, amina, tokens.session_id)
    with nothing_moves():
        answer = transfer(client, fields(amount="1.00"))
        assert client.get("/api/v1/wallets").status_code == 200, "the cache still lets them in"
    assert (answer.status_code, body_of(answer)["code"]) == (status, code)
    # Somebody who is nobody any more has declined nothing; a person whose wallet is frozen has.
    assert Transaction.objects.count() == (1 if status == 401 else 2)


@committing
def test_a_session_that_ended_is_asked_to_log_in_again_and_burns_no_key() -> None:
    amina, _ = join("amina", 100), join("brian")
    tokens, key = tokens_of(amina), str(uuid4())
    client = client_with(tokens.access)
    client.get("/api/v1/wallets")
    _behind_the_caches_back("session revoked", amina, tokens.session_id)
    refused = transfer(client, key=key)
    assert refused["WWW-Authenticate"].startswith("Bearer")
    assert transfer(client_of(amina), key=key).status_code == 201


@pytest.mark.parametrize("end", ["log out", "lock", "close"])
def test_through_our_own_services_it_is_over_at_once(end: str) -> None:
    amina, _ = join("amina", 100), join("brian")
    tokens, now = tokens_of(amina), clock.now()
    client = client_with(tokens.access)
    assert transfer(client, fields(amount="1.00")).status_code == 201
    ways: dict[str, Callable[[], None]] = {
        "log out": lambda: accounts.log_out(person_id=amina.id, session_id=tokens.session_id, now=now),
        "lock": lambda: accounts.lock_person(person_id=amina.id, reason="lost phone", now=now),
        "close": lambda: accounts.close_person(person_id=amina.id, reason="asked for", now=now),
    }
    ways[end]()
    with nothing_moves():
        assert transfer(client, fields(amount="1.00")).status_code == 401


def test_somebody_elses_session_pays_nothing() -> None:
    amina, brian = join("amina", 100), join("brian", 100)
    strange = tokens_of(brian).session_id
    with nothing_moves(), pytest.raises(Exception, match="session has ended"):
        send(amina, "brian", 1, session_id=strange)


@pytest.mark.parametrize("authorization", [None, "Bearer ", "Bearer x", "Basic YTpi", "bearer null"])
def test_nobody_pays_nothing(authorization: str | None) -> None:
    join("amina", 100), join("brian")
    client = APIClient()
    if authorization:
        client.credentials(HTTP_AUTHORIZATION=authorization)
    with nothing_moves():
        answer = client.post(TRANSFERS, fields(), format="json", headers={"Idempotency-Key": "k"})
    assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


def test_a_frozen_wallet_receives_but_does_not_send() -> None:
    amina, brian = join("amina", 100), join("brian", 100)
    wallets.freeze_wallet(wallet_id=wallet_of(brian).id, reason="a dispute", now=clock.now())
    assert transfer(client_of(amina), fields("brian", "10.00")).status_code == 201
    assert body_of(transfer(client_of(brian), fields("amina", "10.00")))["code"] == "payer_not_active"
    assert (available(amina), available(brian)) == (90, 110)
    wallets.unfreeze_wallet(wallet_id=wallet_of(brian).id, reason="settled", now=clock.now())
    assert transfer(client_of(brian), fields("amina", "10.00")).status_code == 201


def test_a_locked_person_still_receives() -> None:
    """SECURITY 11."""
    amina, brian = join("amina", 100), join("brian")
    accounts.lock_person(person_id=brian.id, reason="lost phone", now=clock.now())
    assert transfer(client_of(amina), fields("brian", "10.00")).status_code == 201
    assert available(brian) == 10


def test_a_wallet_with_money_in_it_is_not_closed() -> None:
    amina = join("amina", 100)
    with pytest.raises(WalletNotEmpty):
        wallets.close_wallet(wallet_id=wallet_of(amina).id, reason="asked for", now=clock.now())
    assert wallet_of(amina).status == "ACTIVE"


@committing
def test_a_wallet_with_money_just_arriving_is_not_closed() -> None:
    amina, brian = join("amina", 100), join("brian")
    wallet_id = wallet_of(brian).id
    with other_transaction() as there:
        there(lambda: send(amina, "brian", 10))
        closing = in_background(lambda: wallets.close_wallet(wallet_id=wallet_id, reason="asked for", now=clock.now()))
        wait_until_blocked()
    assert isinstance(closing.exception(10), WalletNotEmpty)
    assert (available(brian), wallet_of(brian).status) == (10, "ACTIVE")


@committing
def test_who_pays_while_the_wallet_is_being_closed_is_declined() -> None:
    amina, brian = join("amina", 100), join("brian")
    wallet_id = wallet_of(brian).id
    with other_transaction() as there:
        there(lambda: wallets.close_wallet(wallet_id=wallet_id, reason="asked for", now=clock.now()))
        payment = in_background(lambda: send(amina, "brian", 10))
        wait_until_blocked()
    assert payment.result(60).transaction.failure_code == "payee_not_active"
    assert (available(amina), available(brian)) == (100, 0)
