"""Another e-mail address: confirmed by the number, proven by the address."""

from typing import Any
from uuid import UUID

import pytest

from apps.accounts import rates, selectors, services
from apps.accounts.errors import EmailTaken, InvalidCode, ProofRequired, StepUpRequired
from apps.accounts.models import Activity, OneTimeCode, User
from apps.accounts.services import StepUpAnswer
from apps.accounts.tests.confirming import answer_to, both_confirmed
from apps.accounts.tests.factories import client_of, make_person, tokens_of, wrong_code
from apps.core import clock
from apps.core.models import OutboxEvent, RateBucket
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db
NEW = "amina@weber.example"


class Asks:
    """PUT /me/email of one person's, with whatever codes."""

    def __init__(self, user: User, email: str | None = NEW) -> None:
        self.client, self.email = client_of(user), email

    def __call__(self, **codes: Any) -> Any:
        return self.client.put("/api/v1/me/email", {"email": self.email, **codes}, format="json")


@pytest.fixture
def amina() -> User:
    return make_person("amina")


def email_of(user: User) -> tuple[str | None, bool]:
    row = User.objects.get(pk=user.pk)
    return row.email, row.email_verified_at is not None


def test_an_address_comes_with_two_codes(amina: User) -> None:
    assert selectors.find_person("amina@example.org") is not None
    answer = both_confirmed(Asks(amina, "Amina@Weber.EXAMPLE"))
    assert answer.status_code == 200
    assert (answer.json()["email"], answer.json()["email_verified"]) == (NEW, True)
    assert email_of(amina) == (NEW, True)
    assert selectors.find_person("amina@example.org") is None
    found = selectors.find_person("AMINA@weber.example")
    assert found is not None and found.id == amina.id
    assert Activity.objects.get(action="accounts.email_changed").detail == {}, "the log never forgets an address"


def test_one_code_goes_to_the_number_and_the_other_to_the_new_address(amina: User) -> None:
    ask = Asks(amina)
    first = ask()
    assert first.json()["sent_to"] == "+254***001"
    assert OneTimeCode.objects.get().address == amina.msisdn
    second = ask(step_up=answer_to(first))
    assert (second.json()["code"], second.json()["sent_to"]) == ("proof_required", "a***@weber.example")
    assert OneTimeCode.objects.latest("id").address == NEW
    assert email_of(amina) == ("amina@example.org", True), "nothing has changed yet"


def test_nothing_is_sent_to_the_new_address_before_the_number_has_confirmed(amina: User) -> None:
    ask = Asks(amina)
    answer = answer_to(ask())
    wrong = ask(step_up={**answer, "code": wrong_code(answer["code"])})
    assert (wrong.status_code, wrong.json()["code"]) == (422, "invalid_code")
    assert not OneTimeCode.objects.filter(address=NEW).exists()


def test_neither_code_alone_is_enough(amina: User) -> None:
    ask = Asks(amina)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    assert ask(proof=proof).json()["code"] == "step_up_required"
    # Each in the place of the other.
    assert ask(step_up=proof, proof=step_up).json()["code"] == "invalid_code"
    assert ask(step_up=step_up, proof=step_up).json()["code"] == "invalid_code"
    wrong = ask(step_up=step_up, proof={**proof, "code": wrong_code(proof["code"])})
    assert (wrong.status_code, wrong.json()["member"]) == (422, "proof")
    assert email_of(amina) == ("amina@example.org", True)


def test_codes_are_good_for_that_address_only_and_once(amina: User) -> None:
    """Bound to exactly this change: the codes for one address bring no other one."""
    ask = Asks(amina)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    other = Asks(amina, "mallory@example.org")
    assert other(step_up=step_up, proof=proof).json()["code"] == "invalid_code"
    assert ask(step_up=step_up, proof=proof).status_code == 200
    User.objects.update(email="amina@example.org")
    assert ask(step_up=step_up, proof=proof).json()["code"] == "invalid_code", "both are used"
    assert email_of(amina)[0] == "amina@example.org"


def test_somebody_elses_codes_are_good_for_nothing(amina: User) -> None:
    brian = make_person("brian")
    ask = Asks(brian)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    assert Asks(amina)(step_up=step_up, proof=proof).json()["code"] == "invalid_code"


def test_an_address_with_an_owner_is_answered_alike_and_cannot_be_had(amina: User) -> None:
    """SECURITY 5: the same status, the same body, the same rows; the owner hears of it."""
    brian = make_person("brian")
    bodies = []
    for email in ("BRIAN@example.org", "nobody@example.org"):
        ask = Asks(amina, email)
        before = OneTimeCode.objects.count(), OutboxEvent.objects.count()
        refusal = ask(step_up=answer_to(ask()))
        bodies.append((refusal.status_code, refusal.json()["code"], refusal.json()["sent_to"][1:], set(refusal.json())))
        assert (OneTimeCode.objects.count(), OutboxEvent.objects.count()) == (before[0] + 2, before[1] + 2)
    assert bodies[0] == bodies[1]
    dead = OneTimeCode.objects.get(address="brian@example.org")
    assert dead.used_at is not None
    assert selectors.get_code_text(dead.id) is None
    told = OutboxEvent.objects.get(topic="accounts.address_claimed")
    assert told.payload == {"person_id": str(brian.id)}
    assert email_of(amina) == ("amina@example.org", True)
    assert email_of(brian) == ("brian@example.org", True)


def test_even_the_digits_of_a_dead_code_are_good_for_nothing(amina: User) -> None:
    from apps.accounts import codes

    make_person("brian")
    ask = Asks(amina, "brian@example.org")
    step_up = answer_to(ask())
    challenge = ask(step_up=step_up).json()["challenge_id"]
    row = OneTimeCode.objects.get(pk=challenge)
    digits = codes.derive(row.id, row.purpose, bytes(row.salt))
    answer = ask(step_up=step_up, proof={"challenge_id": challenge, "code": digits})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_code")
    assert email_of(amina) == ("amina@example.org", True)


def test_an_address_nobody_has_proven_goes_to_whoever_proves_it(amina: User) -> None:
    """Somebody who typed it in first must not keep it from its owner."""
    squatter = make_person("brian", email=NEW, email_verified_at=None)
    selectors.find_person(str(squatter.id))
    assert both_confirmed(Asks(amina)).status_code == 200
    assert email_of(squatter) == (None, False)
    person = selectors.find_person(str(squatter.id))
    assert person is not None and person.email is None
    assert OutboxEvent.objects.get(topic="accounts.email_lost").payload == {"person_id": str(squatter.id)}


def test_the_present_address_needs_no_code(amina: User) -> None:
    assert Asks(amina, "amina@example.org")().status_code == 200
    assert not OneTimeCode.objects.exists()


def test_null_removes_the_address_once_the_number_has_confirmed(amina: User) -> None:
    ask = Asks(amina, None)
    refusal = ask()
    assert refusal.json()["code"] == "step_up_required"
    assert email_of(amina)[0] == "amina@example.org"
    answer = ask(step_up=answer_to(refusal))
    assert (answer.json()["email"], answer.json()["email_verified"]) == (None, False)
    assert email_of(amina) == (None, False)
    assert ask().status_code == 200, "there is none to remove"


def test_the_code_that_removes_one_address_does_not_remove_the_next(amina: User) -> None:
    ask = Asks(amina, None)
    step_up = answer_to(ask())
    User.objects.update(email=NEW)
    assert ask(step_up=step_up).json()["code"] == "invalid_code"
    assert email_of(amina)[0] == NEW


@pytest.mark.parametrize("body", [{}, {"email": ""}, {"email": "a"}, {"email": 7}, {"email": NEW, "verified": True}])
def test_what_is_no_address_is_refused(amina: User, body: dict[str, Any]) -> None:
    assert client_of(amina).put("/api/v1/me/email", body, format="json").status_code == 400
    assert not OneTimeCode.objects.exists()


@pytest.mark.parametrize(
    "step_up",
    [
        {},
        "123456",
        {"code": "123456"},
        {"challenge_id": "x", "code": "123456"},
        {"challenge_id": str(UUID(int=7)), "code": "12345"},
    ],
)
def test_what_is_no_answer_to_a_challenge_is_refused(amina: User, step_up: Any) -> None:
    assert Asks(amina)(step_up=step_up).status_code == 400


def test_while_a_phone_is_lost_no_address_changes(amina: User) -> None:
    ask = Asks(amina)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    User.objects.update(secured_at=clock.now())
    for answer in (ask(), ask(step_up=step_up, proof=proof), Asks(amina, None)()):
        assert (answer.status_code, answer.json()["code"]) == (403, "account_secured")
    assert email_of(amina) == ("amina@example.org", True)


def test_nobody_tries_many_addresses(amina: User) -> None:
    ask = Asks(amina)
    statuses = [ask().status_code for _ in range(rates.EMAIL_BY_PERSON.count + 1)]
    assert statuses == [403] * rates.EMAIL_BY_PERSON.count + [429]


def test_no_stranger_is_sent_many_codes(amina: User) -> None:
    """SECURITY 4: counted by the address they go to, whoever asks."""
    for _ in range(rates.CODES_BY_NUMBER.count):
        ask = Asks(amina)
        RateBucket.objects.exclude(key__startswith=rates.CODES_BY_NUMBER.name).delete()
        assert ask(step_up=answer_to(ask())).json()["code"] == "proof_required"
    RateBucket.objects.exclude(key__startswith=rates.CODES_BY_NUMBER.name).delete()
    assert ask(step_up=answer_to(ask())).status_code == 429


# --- The address somebody registered with ---------------------------------------------------------------------


def verify(user: User, **codes: Any) -> Any:
    return client_of(user).post("/api/v1/me/email/verify", codes, format="json")


def test_the_address_of_the_registration_is_proven_by_a_code_to_it() -> None:
    amina = make_person("amina", email_verified_at=None)
    assert selectors.find_person("amina@example.org") is None
    refusal = verify(amina)
    assert (refusal.json()["code"], refusal.json()["sent_to"]) == ("proof_required", "a***@example.org")
    answer = verify(amina, proof=answer_to(refusal))
    assert answer.status_code == 200 and answer.json()["email_verified"] is True
    assert selectors.find_person("amina@example.org") is not None
    assert verify(amina).status_code == 200, "there is nothing left to prove"
    assert Activity.objects.filter(action="accounts.email_verified").count() == 1


def test_a_wrong_proof_proves_nothing() -> None:
    amina = make_person("amina", email_verified_at=None)
    proof = answer_to(verify(amina))
    assert verify(amina, proof={**proof, "code": wrong_code(proof["code"])}).status_code == 422
    assert email_of(amina) == ("amina@example.org", False)
    assert verify(amina, proof=proof).status_code == 200


def test_a_proof_of_one_address_does_not_prove_another() -> None:
    amina = make_person("amina", email_verified_at=None)
    proof = answer_to(verify(amina))
    User.objects.update(email="president@example.org")
    assert verify(amina, proof=proof).json()["code"] == "invalid_code"
    assert email_of(amina) == ("president@example.org", False)


def test_who_has_no_address_has_none_to_prove() -> None:
    answer = verify(make_person("dalia"))
    assert (answer.status_code, answer.json()["code"]) == (409, "no_email")


# --- At the same time -----------------------------------------------------------------------------------------


def codes_for(user: User, session_id: UUID, email: str) -> dict[str, Any]:
    """Both codes as the service takes them."""
    arguments: dict[str, Any] = {"person_id": user.id, "session_id": session_id, "email": email}
    for name, error in (("step_up", StepUpRequired), ("proof", ProofRequired)):
        with pytest.raises(error) as refused:
            services.change_email(**arguments, now=clock.now())
        challenge = UUID(refused.value.extra["challenge_id"])
        text = selectors.get_code_text(challenge)
        assert text is not None
        arguments[name] = StepUpAnswer(challenge, text)
    return arguments


@pytest.mark.django_db(transaction=True)
def test_of_two_who_prove_one_address_at_once_one_gets_it() -> None:
    people = [make_person("amina"), make_person("brian")]
    asked = [codes_for(one, tokens_of(one).session_id, "shared@example.org") for one in people]
    outcomes = run_together(2, lambda index: services.change_email(**asked[index], now=clock.now()))
    assert sorted(str(type(outcome).__name__) for outcome in outcomes) == ["EmailTaken", "NoneType"]
    assert any(isinstance(outcome, EmailTaken) for outcome in outcomes)
    assert User.objects.filter(email="shared@example.org", email_verified_at__isnull=False).count() == 1
    assert not User.objects.filter(email=None).exists(), "the other one keeps theirs"


@pytest.mark.django_db(transaction=True)
def test_two_codes_change_an_address_once_however_often_they_come_at_once() -> None:
    amina = make_person("amina")
    asked = codes_for(amina, tokens_of(amina).session_id, NEW)
    outcomes = run_together(4, lambda _: services.change_email(**asked, now=clock.now()))
    assert [outcome for outcome in outcomes if outcome is not None and not isinstance(outcome, InvalidCode)] == []
    assert None in outcomes
    assert OutboxEvent.objects.filter(topic="accounts.email_changed").count() == 1
