"""A sign-up at an agent's desk: nobody there learns a password or gets a session; the customer chooses their own."""

from typing import Any

import pytest
from django.conf import settings

from apps.accounts import services
from apps.accounts.errors import InvalidCode, InvalidCredentials
from apps.accounts.models import Activity, OneTimeCode, SignUp, User
from apps.accounts.tests.factories import PASSWORD, UserFactory, code_sent_to, make_person
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.wallets import services as wallets
from apps.wallets.models import Wallet

pytestmark = pytest.mark.django_db
NUMBER = "+254712000099"
CHOSEN = "nine quiet otters"


def begin(**changes: Any) -> services.DeskSignUp:
    fields = {"msisdn": NUMBER, "full_name": "Zawadi Kamau", "place": "Hassan's Shop", **changes}
    return services.register_at_desk(**fields, now=clock.now())


def end(code: str) -> User:
    now = clock.now()
    sign_up_id = services.check_sign_up_code(msisdn=NUMBER, code=code, at_desk=True, now=now)
    return wallets.join(sign_up_id=sign_up_id, now=now)


def registered() -> User:
    begin()
    return end(code_sent_to(NUMBER))


def sign_up(password: str = CHOSEN, **changes: Any) -> Any:
    """The customer, on a phone of their own."""
    fields = {"msisdn": NUMBER, "full_name": "Z. Kamau", "password": password, **changes}
    services.register(**fields, now=clock.now())
    return wallets.complete_sign_up(msisdn=NUMBER, code=code_sent_to(NUMBER), device=None, now=clock.now())


def test_the_code_makes_a_person_with_a_wallet_and_nobody_who_could_log_in() -> None:
    user = registered()
    assert (user.full_name, user.msisdn, user.has_usable_password()) == ("Zawadi Kamau", NUMBER, False)
    assert Wallet.objects.get(holder=user).currency == "USD"
    assert not user.sessions.exists()
    assert OutboxEvent.objects.get(topic="accounts.joined").payload == {"person_id": str(user.id)}
    with pytest.raises(InvalidCredentials):
        services.log_in(identifier=NUMBER, password=user.password, now=clock.now())


def test_the_message_says_where_one_is_registered() -> None:
    begin()
    asked = OutboxEvent.objects.get(topic="accounts.step_up_asked")
    assert asked.payload["about"] == {"action": "registration", "place": "Hassan's Shop"}
    assert not OutboxEvent.objects.filter(topic="accounts.code_issued").exists()


def test_the_code_read_to_a_teller_opens_no_session_elsewhere() -> None:
    begin()
    with pytest.raises(InvalidCode):
        wallets.complete_sign_up(msisdn=NUMBER, code=code_sent_to(NUMBER), device=None, now=clock.now())
    assert not User.objects.exists()


def test_the_code_of_ones_own_sign_up_is_worth_nothing_at_a_desk() -> None:
    services.register(msisdn=NUMBER, full_name="Zawadi Kamau", password=CHOSEN, now=clock.now())
    with pytest.raises(InvalidCode):
        end(code_sent_to(NUMBER))
    assert not User.objects.exists()


def test_the_customer_chooses_the_password_by_signing_up_with_their_number() -> None:
    user = registered()
    pair = sign_up(email="zawadi@example.org")
    assert (pair.person_id, User.objects.count(), Wallet.objects.count()) == (user.id, 1, 1)
    user.refresh_from_db()
    assert (user.full_name, user.email, user.check_password(CHOSEN)) == ("Zawadi Kamau", "zawadi@example.org", True)
    assert services.log_in(identifier=NUMBER, password=CHOSEN, now=clock.now()).person_id == user.id
    assert OutboxEvent.objects.filter(topic="accounts.joined").count() == 1
    assert Activity.objects.filter(person_id=user.id, action="accounts.password_changed").count() == 1
    assert OutboxEvent.objects.filter(topic="accounts.password_changed").count() == 1


def test_an_address_somebody_has_is_not_taken_over() -> None:
    make_person("amina")
    user = registered()
    sign_up(email="amina@example.org")
    user.refresh_from_db()
    assert (user.email, user.check_password(CHOSEN)) == (None, True)
    assert OutboxEvent.objects.filter(topic="accounts.email_not_taken_over").exists()


@pytest.mark.parametrize("email", ["zawadi@example.org", None])
def test_the_address_a_teller_has_typed_is_not_kept(email: str | None) -> None:
    begin(email="teller@example.org")
    user = end(code_sent_to(NUMBER))
    assert user.email == "teller@example.org"
    sign_up(email=email)
    user.refresh_from_db()
    assert (user.email, user.email_verified_at) == (email, None)


def test_an_address_that_was_proven_is() -> None:
    user = services.create_person(
        msisdn=NUMBER, full_name="Zawadi", email="zawadi@example.org", password=None, now=clock.now()
    )
    sign_up(email="other@example.org")
    user.refresh_from_db()
    assert user.email == "zawadi@example.org" and user.email_verified_at is not None


def test_lower_limits_hold_for_a_day_after_a_password_was_chosen_for_what_is_there_already() -> None:
    """There may be money, and all that was shown for it is a code that was sent to the number."""
    user = registered()
    now = clock.now()
    sign_up()
    user.refresh_from_db()
    assert user.cautious_until is not None and user.cautious_until >= now + settings.CAUTION


def test_nothing_is_lowered_for_who_signs_up_and_has_nothing() -> None:
    sign_up()
    assert User.objects.get().cautious_until is None


def test_who_has_been_here_before_chooses_no_password_by_a_code() -> None:
    """However they came to be without one."""
    user = registered()
    services.open_session(user=user, now=clock.now())
    services.register(msisdn=NUMBER, full_name="Mallory", password=CHOSEN, now=clock.now())
    assert SignUp.objects.latest("id").code.used_at is not None
    assert OutboxEvent.objects.filter(topic="accounts.sign_up_repeated").count() == 1


def test_a_password_is_chosen_once_that_way() -> None:
    registered()
    services.register(msisdn=NUMBER, full_name="Mallory", password="mallorys password", now=clock.now())
    late = code_sent_to(NUMBER)
    sign_up()
    for _ in range(2):
        with pytest.raises(InvalidCode):
            wallets.complete_sign_up(msisdn=NUMBER, code=late, device=None, now=clock.now())
        services.register(msisdn=NUMBER, full_name="Mallory", password="mallorys password", now=clock.now())
        assert SignUp.objects.latest("id").code.used_at is not None, "dead: the number has its owner"
    assert User.objects.get().check_password(CHOSEN)


@pytest.mark.parametrize("changes", [{"is_staff": True}, {"status": "LOCKED"}, {"secured_at": clock.now()}])
def test_who_may_not_come_in_gets_no_password(changes: dict[str, Any]) -> None:
    UserFactory.create(msisdn=NUMBER, password="!", **changes)
    services.register(msisdn=NUMBER, full_name="Zawadi Kamau", password=CHOSEN, now=clock.now())
    assert OneTimeCode.objects.get().used_at is not None
    assert OutboxEvent.objects.filter(topic="accounts.sign_up_repeated").count() == 1


@pytest.mark.parametrize("password", [PASSWORD, None])
def test_a_number_that_has_an_owner_gets_the_same_answer_and_the_owner_is_told(password: str | None) -> None:
    known = services.create_person(msisdn="+254712000098", full_name="Amina", password=password, now=clock.now())
    OutboxEvent.objects.all().delete()
    rows = {}
    for number in (known.msisdn, NUMBER):
        answer = begin(msisdn=number)
        assert (answer.msisdn, answer.expires_in) == (number, 600)
        rows[number] = (
            SignUp.objects.filter(msisdn=number).count(),
            OneTimeCode.objects.filter(address=number).count(),
            OutboxEvent.objects.count(),
        )
    assert rows == {known.msisdn: (1, 1, 1), NUMBER: (1, 1, 2)}
    assert OutboxEvent.objects.get(topic="accounts.sign_up_repeated").payload == {"person_id": str(known.id)}
    assert OneTimeCode.objects.get(address=known.msisdn).used_at is not None


def test_a_desk_is_no_hindrance_to_signing_up_oneself() -> None:
    """Sent again without the password, the code is that of the one sign-up that has a password."""
    services.register(msisdn=NUMBER, full_name="Zawadi Kamau", password=CHOSEN, now=clock.now())
    begin()
    services.resend_code(msisdn=NUMBER, now=clock.now())
    assert wallets.complete_sign_up(
        msisdn=NUMBER, code=code_sent_to(NUMBER), device=None, now=clock.now()
    ).person_id == (User.objects.get().id)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_choose_at_once_one_does() -> None:
    user = registered()
    now = clock.now()
    passwords, ids = ("first of two birds", "second of two birds"), []
    for password in passwords:
        services.register(msisdn=NUMBER, full_name="Z", password=password, now=now)
        code = code_sent_to(NUMBER)
        ids.append(services.check_sign_up_code(msisdn=NUMBER, code=code, now=now))
    done = run_together(2, lambda n: services.verify_sign_up(sign_up_id=ids[n], now=now))
    assert sorted(type(one).__name__ for one in done) == ["InvalidCode", "User"]
    user.refresh_from_db()
    assert sum(user.check_password(password) for password in passwords) == 1
