"""From a sign-up to a person."""

import pytest

from apps.accounts import selectors, services
from apps.accounts.errors import InvalidCode
from apps.accounts.models import Activity, SignUp, User
from apps.accounts.tests.factories import CAST, PASSWORD, code_sent_to, make_person, sign_up_fields
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

AMINA = CAST["amina"][1]


def register(name: str = "amina", **changes: object) -> str:
    services.register(**sign_up_fields(name, **changes), now=clock.now())
    return code_sent_to(CAST[name][1])


def verify(code: str, msisdn: str = AMINA) -> User:
    now = clock.now()
    return services.verify_sign_up(sign_up_id=services.check_sign_up_code(msisdn=msisdn, code=code, now=now), now=now)


@pytest.mark.django_db
def test_a_verified_number_becomes_a_person_who_can_log_in() -> None:
    user = verify(register())
    assert (user.msisdn, user.email, user.full_name, user.status) == (
        AMINA,
        "amina@example.org",
        "Amina Otieno",
        "ACTIVE",
    )
    assert services.log_in(identifier=AMINA, password=PASSWORD, now=clock.now()).person_id == user.id
    assert OutboxEvent.objects.get(topic="accounts.joined").payload == {"person_id": str(user.id)}
    assert Activity.objects.filter(person_id=user.id, action="accounts.joined").count() == 1


@pytest.mark.django_db
def test_a_code_completes_its_own_sign_up_and_no_other() -> None:
    """An attacker who registers a number first does not get his password onto the owner's account."""
    attackers_code = register(full_name="Mallory", email=None, password="mallorys password")
    own_code = register()
    assert attackers_code != own_code
    user = verify(own_code)
    assert user.full_name == "Amina Otieno"
    assert user.check_password(PASSWORD)
    assert not SignUp.objects.exists()
    with pytest.raises(InvalidCode):
        verify(attackers_code)


@pytest.mark.django_db
def test_the_code_of_one_number_is_worth_nothing_for_another() -> None:
    code = register("amina")
    if register("brian") != code:
        with pytest.raises(InvalidCode):
            verify(code, CAST["brian"][1])
    assert not User.objects.exists()


@pytest.mark.django_db
def test_two_equal_codes_of_one_number_complete_neither(monkeypatch: pytest.MonkeyPatch) -> None:
    from apps.accounts import codes

    monkeypatch.setattr(codes, "derive", lambda *_: "123456")
    register(full_name="Mallory", email=None, password="mallorys password")
    register()
    with pytest.raises(InvalidCode):
        verify("123456")


@pytest.mark.django_db
def test_a_taken_mail_address_is_left_out_and_the_person_is_told() -> None:
    brian = make_person("brian")
    user = verify(register("amina", email="BRIAN@example.org"))
    assert user.email is None
    assert User.objects.get(pk=brian.id).email == "brian@example.org"
    assert OutboxEvent.objects.get(topic="accounts.email_not_taken_over").payload == {"person_id": str(user.id)}


@pytest.mark.django_db
def test_a_number_that_got_its_owner_meanwhile_is_not_taken_over() -> None:
    code = register()
    owner = make_person("amina", email=None)
    with pytest.raises(InvalidCode):
        verify(code)
    assert User.objects.get() == owner


@pytest.mark.django_db(transaction=True)
def test_two_sign_ups_of_one_number_verified_at_once_make_one_person() -> None:
    sign_up_codes = [register(email=None, full_name=f"Amina the {n}") for n in ["First", "Second"]]
    results = run_together(2, lambda index: verify(sign_up_codes[index]))
    assert sorted(type(result).__name__ for result in results) == ["InvalidCode", "User"]
    assert User.objects.count() == 1


@pytest.mark.django_db
def test_a_person_made_without_a_code_joins_like_any_other() -> None:
    user = services.create_person(
        msisdn=CAST["chidi"][1], full_name="Chidi Okafor", email="Chidi@Example.org", password=PASSWORD, now=clock.now()
    )
    assert selectors.get_person(user.id).email == "chidi@example.org"
    assert services.log_in(identifier="CHIDI@example.org", password=PASSWORD, now=clock.now()).person_id == user.id
    assert OutboxEvent.objects.get(topic="accounts.joined").payload == {"person_id": str(user.id)}
