"""Closing an account: only an empty one, confirmed twice, all at once, and never against money that is arriving."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from rest_framework.test import APIClient

from apps.accounts import rates, selectors
from apps.accounts.errors import StepUpRequired
from apps.accounts.models import Activity, Device, OneTimeCode, Pin, Session, TrustedPayee, User
from apps.accounts.services import StepUpAnswer
from apps.accounts.tests.confirming import answer_to, stepped_up
from apps.accounts.tests.factories import PASSWORD, client_of, make_person, tokens_of, wrong_code
from apps.core import clock
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.money import Money
from apps.core.tests.parallel import in_background, other_transaction, run_together, wait_until_blocked
from apps.ledger.services import AccountClosed, Entry, Leg, open_account, post
from apps.ledger.verification import verify
from apps.wallets import services
from apps.wallets.errors import AccountNotEmpty
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import available, give_wallet, join, pay_in, wallet_of

pytestmark = pytest.mark.django_db


class Closes:
    """POST /me/close of one person's, with whatever code."""

    def __init__(self, user: User, password: str = PASSWORD) -> None:
        self.client, self.body = client_of(user), {"password": password}

    def __call__(self, **codes: Any) -> Any:
        return self.client.post("/api/v1/me/close", {**self.body, **codes}, format="json")


def status_of(user: User) -> str:
    return User.objects.get(pk=user.pk).status


def test_an_empty_account_is_closed_with_all_that_belongs_to_it(api: APIClient) -> None:
    amina, brian = join("amina"), make_person("brian")
    give_wallet(amina, currency="KES")
    User.objects.filter(pk=amina.pk).update(handle="amina_o")
    TrustedPayee.objects.create(user=amina, payee=brian, added_at=clock.now())
    ask = Closes(amina)
    assert stepped_up(ask).status_code == 204
    user = User.objects.get(pk=amina.pk)
    assert (user.status, user.handle) == ("CLOSED", None)
    assert user.closed_at is not None and user.erased_at is None
    assert (user.msisdn, user.email) == ("+254712000001", "amina@example.org"), "what names her waits for the law"
    assert set(Wallet.objects.values_list("status", flat=True)) == {"CLOSED"}
    assert not Pin.objects.filter(user=amina).exists()
    assert set(Device.objects.filter(user=amina).values_list("status", "public_key")) == {("REMOVED", None)}
    assert not Session.objects.filter(user=amina, revoked_at=None).exists()
    assert not TrustedPayee.objects.exists()
    assert ask.client.get("/api/v1/me").status_code == 401
    log_in = {"identifier": amina.msisdn, "password": PASSWORD}
    assert api.post("/api/v1/auth/login", log_in, format="json").status_code == 401
    assert selectors.find_person("@amina_o") is None
    assert OutboxEvent.objects.filter(topic="wallets.closed").count() == 2
    assert OutboxEvent.objects.filter(topic="accounts.closed").count() == 1
    assert Activity.objects.filter(person_id=amina.id, action="accounts.closed").count() == 1


@pytest.mark.parametrize("currency", ["USD", "KES"])
def test_an_account_with_money_in_any_wallet_stays(currency: str) -> None:
    amina = join("amina")
    give_wallet(amina, "0.01" if currency == "USD" else 1, currency=currency)
    answer = Closes(amina)()
    assert (answer.status_code, answer.json()["code"]) == (409, "account_not_empty")
    assert status_of(amina) == "ACTIVE"
    assert not OneTimeCode.objects.exists(), "and no code is sent for it"


def test_money_that_is_held_is_money_too() -> None:
    amina = join("amina", 5)
    wallet = wallet_of(amina)
    five = Money.parse("5.00", "USD")
    post([Entry(uuid7(), "HOLD", [Leg(wallet.available_account, -five), Leg(wallet.held_account, five)], clock.now())])
    assert Closes(amina)().json()["code"] == "account_not_empty"


def test_money_that_came_after_the_code_was_sent_keeps_it_open() -> None:
    amina = join("amina")
    ask = Closes(amina)
    step_up = answer_to(ask())
    pay_in(wallet_of(amina), 1)
    assert ask(step_up=step_up).json()["code"] == "account_not_empty"
    assert status_of(amina) == "ACTIVE" and available(amina) == 1


def test_it_needs_password_and_code() -> None:
    amina = join("amina")
    assert Closes(amina, "not hers at all")().json()["errors"][0]["code"] == "wrong_password"
    ask = Closes(amina)
    step_up = answer_to(ask())
    assert ask(step_up={**step_up, "code": wrong_code(step_up["code"])}).json()["code"] == "invalid_code"
    assert Closes(amina, "not hers at all")(step_up=step_up).status_code == 400
    OneTimeCode.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert ask(step_up=step_up).json()["code"] == "invalid_code"
    assert status_of(amina) == "ACTIVE"


def test_a_code_for_something_else_does_not_close_an_account() -> None:
    amina = join("amina")
    ask = Closes(amina)
    other = ask.client.put("/api/v1/me/email", {"email": None}, format="json")
    assert ask(step_up=answer_to(other)).json()["code"] == "invalid_code"
    assert status_of(amina) == "ACTIVE"


def test_somebody_elses_code_does_not_close_an_account() -> None:
    amina, brian = join("amina"), join("brian")
    step_up = answer_to(Closes(brian)())
    assert Closes(amina)(step_up=step_up).json()["code"] == "invalid_code"
    assert status_of(amina) == status_of(brian) == "ACTIVE"


def test_while_a_phone_is_lost_no_account_is_closed() -> None:
    amina = join("amina")
    ask = Closes(amina)
    step_up = answer_to(ask())
    User.objects.update(secured_at=clock.now())
    for answer in (ask(), ask(step_up=step_up)):
        assert (answer.status_code, answer.json()["code"]) == (403, "account_secured")
    assert status_of(amina) == "ACTIVE"


def test_a_frozen_wallet_is_not_closed_by_its_holder() -> None:
    amina = join("amina")
    services.freeze_wallet(wallet_id=wallet_of(amina).id, reason="test", now=clock.now())
    answer = stepped_up(Closes(amina))
    assert (answer.status_code, answer.json()["code"]) == (409, "status_conflict")
    assert (status_of(amina), wallet_of(amina).status) == ("ACTIVE", "FROZEN")


def test_passwords_are_not_guessed_this_way() -> None:
    ask = Closes(join("amina"), "not hers at all")
    statuses = [ask().status_code for _ in range(rates.CLOSE_BY_PERSON.count + 1)]
    assert statuses == [400] * rates.CLOSE_BY_PERSON.count + [429]


@pytest.mark.parametrize("body", [{}, {"password": None}, {"password": PASSWORD, "force": True}])
def test_what_is_no_request_is_refused(body: dict[str, Any]) -> None:
    amina = join("amina")
    assert client_of(amina).post("/api/v1/me/close", body, format="json").status_code == 400


# --- At the same time -----------------------------------------------------------------------------------------


def confirmed(user: User) -> dict[str, Any]:
    """What close_account takes, code included."""
    arguments: dict[str, Any] = {
        "person_id": user.id,
        "session_id": tokens_of(user).session_id,
        "password": PASSWORD,
    }
    with pytest.raises(StepUpRequired) as refused:
        services.close_account(**arguments, now=clock.now())
    challenge = UUID(refused.value.extra["challenge_id"])
    text = selectors.get_code_text(challenge)
    assert text is not None
    return {**arguments, "step_up": StepUpAnswer(challenge, text)}


def deposit(wallet: Wallet, trust: UUID) -> None:
    one = Money.parse("1.00", "USD")
    post([Entry(uuid7(), "DEPOSIT", [Leg(trust, -one), Leg(wallet.available_account, one)], clock.now())])


@pytest.fixture
def trust(transactional_db: None) -> UUID:
    return open_account(code="trust:equity", kind="ASSET", currency="USD", floor=None, at=clock.now())


@pytest.mark.django_db(transaction=True)
def test_money_arriving_at_this_very_moment_keeps_the_account_open(trust: UUID) -> None:
    """The closing waits for the payment's lock, and then finds the wallet not empty: all of it is undone."""
    amina = join("amina")
    asked, wallet = confirmed(amina), wallet_of(amina)
    with other_transaction() as there:
        there(lambda: deposit(wallet, trust))
        closing = in_background(lambda: services.close_account(**asked, now=clock.now()))
        wait_until_blocked()
    assert isinstance(closing.exception(30), AccountNotEmpty)
    assert (status_of(amina), wallet_of(amina).status, available(amina)) == ("ACTIVE", "ACTIVE", 1)
    assert Session.objects.filter(user=amina, revoked_at=None).exists()
    assert not OutboxEvent.objects.filter(topic__in=["accounts.closed", "wallets.closed"]).exists()
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_money_that_comes_second_finds_the_account_closed(trust: UUID) -> None:
    amina = join("amina")
    asked, wallet = confirmed(amina), wallet_of(amina)
    with other_transaction() as there:
        there(lambda: services._close_confirmed(amina.id, asked["step_up"].challenge_id, clock.now()))
        paying = in_background(lambda: deposit(wallet, trust))
        wait_until_blocked()
    assert isinstance(paying.exception(30), AccountClosed)
    assert (status_of(amina), available(amina)) == ("CLOSED", 0)


@pytest.mark.django_db(transaction=True)
def test_deposits_and_closings_at_once_end_one_way_or_the_other(trust: UUID) -> None:
    people = [join(name) for name in ("amina", "brian", "chidi", "dalia")]
    asked = [confirmed(person) for person in people]

    def work(index: int) -> Any:
        person = people[index // 2]
        if index % 2:
            return deposit(wallet_of(person), trust)
        return services.close_account(**asked[index // 2], now=clock.now())

    outcomes = run_together(8, work)
    for number, person in enumerate(people):
        closed, paid = outcomes[2 * number], outcomes[2 * number + 1]
        if closed is None:
            assert isinstance(paid, AccountClosed)
            assert (status_of(person), available(person)) == ("CLOSED", 0)
        else:
            assert isinstance(closed, AccountNotEmpty) and paid is None
            assert (status_of(person), available(person)) == ("ACTIVE", 1)
    assert list(verify()) == []


@pytest.mark.django_db(transaction=True)
def test_one_code_closes_once_however_often_it_comes_at_once() -> None:
    amina = join("amina")
    asked = confirmed(amina)
    outcomes = run_together(4, lambda _: services.close_account(**asked, now=clock.now()))
    assert outcomes.count(None) == 1
    assert OutboxEvent.objects.filter(topic="accounts.closed").count() == 1
