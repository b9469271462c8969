"""Another number: the old one and the new one confirm, and nothing tells whose the new one is: SECURITY 5 and 6."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from rest_framework.test import APIClient

from apps.accounts import codes, rates, selectors, services
from apps.accounts.errors import InvalidCode, ProofRequired, StepUpRequired
from apps.accounts.models import Activity, OneTimeCode, Session, SignUp, User
from apps.accounts.services import StepUpAnswer
from apps.accounts.tests.confirming import answer_to, both_confirmed
from apps.accounts.tests.factories import (
    PASSWORD,
    client_of,
    client_with,
    code_sent_to,
    make_person,
    sign_up_fields,
    tokens_of,
    wrong_code,
)
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db
OLD, NEW = "+254712000001", "+254712000099"


class Asks:
    """POST /me/number of one person's, with whatever codes."""

    def __init__(self, client: APIClient, msisdn: str = NEW, password: str = PASSWORD) -> None:
        self.client, self.body = client, {"msisdn": msisdn, "password": password}

    def __call__(self, **codes: Any) -> Any:
        return self.client.post("/api/v1/me/number", {**self.body, **codes}, format="json")


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def phone(amina: User) -> APIClient:
    return client_of(amina)


def number_of(user: User) -> str:
    return User.objects.get(pk=user.pk).msisdn


def test_both_numbers_confirm(amina: User, phone: APIClient) -> None:
    assert selectors.find_person(OLD) is not None
    ask = Asks(phone)
    first = ask()
    assert (first.json()["code"], first.json()["sent_to"]) == ("step_up_required", "+254***001")
    assert number_of(amina) == OLD
    second = ask(step_up=answer_to(first))
    assert (second.json()["code"], second.json()["sent_to"]) == ("proof_required", "+254***099")
    assert number_of(amina) == OLD
    third = ask(step_up=answer_to(first), proof=answer_to(second))
    assert (third.status_code, third.json()["msisdn"]) == (200, NEW)
    assert selectors.find_person(OLD) is None
    found = selectors.find_person(NEW)
    assert found is not None and found.id == amina.id


def test_one_is_cautious_for_a_day_and_the_other_sessions_end(amina: User, phone: APIClient) -> None:
    """SECURITY 6: whoever got hold of both phones for a minute has not got much."""
    elsewhere = client_with(tokens_of(amina).access)
    before = clock.now()
    assert both_confirmed(Asks(phone)).status_code == 200
    user = User.objects.get()
    assert user.cautious_until is not None and user.cautious_until >= before + settings.CAUTION
    assert elsewhere.get("/api/v1/me").status_code == 401
    body = phone.get("/api/v1/me").json()
    assert (body["msisdn"], body["cautious_until"] is not None) == (NEW, True)
    assert set(Session.objects.exclude(revoked_at=None).values_list("revoked_reason", flat=True)) == {"number_changed"}


def test_the_log_that_is_never_erased_holds_no_number(amina: User, phone: APIClient) -> None:
    both_confirmed(Asks(phone))
    assert Activity.objects.get(action="accounts.number_changed").detail == {}


def test_other_codes_that_went_to_the_old_number_are_dead(amina: User, phone: APIClient) -> None:
    refusal = phone.put("/api/v1/me/email", {"email": None}, format="json")
    step_up = answer_to(refusal)
    both_confirmed(Asks(phone))
    answer = phone.put("/api/v1/me/email", {"email": None, "step_up": step_up}, format="json")
    assert answer.json()["code"] == "invalid_code"


def test_the_old_number_can_be_registered_by_its_next_owner(amina: User, phone: APIClient, api: APIClient) -> None:
    both_confirmed(Asks(phone))
    api.post("/api/v1/auth/register", sign_up_fields("amina", email=None), format="json")
    sign_up_id = services.check_sign_up_code(msisdn=OLD, code=code_sent_to(OLD), now=clock.now())
    assert services.verify_sign_up(sign_up_id=sign_up_id, now=clock.now()).id != amina.id


def test_it_needs_the_password(amina: User, phone: APIClient) -> None:
    answer = Asks(phone, password="not hers at all")()
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "wrong_password")
    assert not OneTimeCode.objects.exists()
    ask = Asks(phone)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    assert Asks(phone, password="not hers at all")(step_up=step_up, proof=proof).status_code == 400
    assert number_of(amina) == OLD


def test_passwords_are_not_guessed_this_way(phone: APIClient) -> None:
    ask = Asks(phone, password="not hers at all")
    statuses = [ask().status_code for _ in range(rates.NUMBER_BY_PERSON.count + 1)]
    assert statuses == [400] * rates.NUMBER_BY_PERSON.count + [429]


def test_one_code_alone_or_in_the_others_place_moves_nobody(amina: User, phone: APIClient) -> None:
    ask = Asks(phone)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    assert ask(proof=proof).json()["code"] == "step_up_required"
    assert ask(step_up=proof, proof=step_up).json()["code"] == "invalid_code"
    for wrong in (
        {"step_up": {**step_up, "code": wrong_code(step_up["code"])}, "proof": proof},
        {"step_up": step_up, "proof": {**proof, "code": wrong_code(proof["code"])}},
    ):
        assert ask(**wrong).json()["code"] == "invalid_code"
    assert number_of(amina) == OLD


def test_the_codes_are_good_for_that_number_only_and_once(amina: User, phone: APIClient) -> None:
    ask = Asks(phone)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    assert Asks(phone, "+254712000098")(step_up=step_up, proof=proof).json()["code"] == "invalid_code"
    assert ask(step_up=step_up, proof=proof).status_code == 200
    User.objects.update(msisdn=OLD)
    assert ask(step_up=step_up, proof=proof).json()["code"] == "invalid_code"
    assert number_of(amina) == OLD


def test_five_wrong_proofs_are_looked_at(amina: User, phone: APIClient) -> None:
    """SECURITY 4: and they use up none of the attempts at the other code."""
    ask = Asks(phone)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    for _ in range(5):
        assert ask(step_up=step_up, proof={**proof, "code": wrong_code(proof["code"])}).status_code == 422
    assert ask(step_up=step_up, proof=proof).json()["code"] == "invalid_code", "it is dead"
    assert number_of(amina) == OLD


def test_codes_of_ten_minutes_ago_are_too_old(amina: User, phone: APIClient) -> None:
    ask = Asks(phone)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    OneTimeCode.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert ask(step_up=step_up, proof=proof).json()["code"] == "invalid_code"


def test_a_number_with_an_owner_is_answered_alike_and_cannot_be_had(amina: User, phone: APIClient) -> None:
    """SECURITY 5: the same status and body, the same rows written; only the owner hears of it."""
    brian = make_person("brian")
    seen = []
    for msisdn in (brian.msisdn, NEW):
        ask = Asks(phone, msisdn)
        before = OneTimeCode.objects.count(), OutboxEvent.objects.count()
        refusal = ask(step_up=answer_to(ask()))
        seen.append((refusal.status_code, refusal.json()["code"], set(refusal.json()), refusal.json()["detail"]))
        assert (OneTimeCode.objects.count(), OutboxEvent.objects.count()) == (before[0] + 2, before[1] + 2)
    assert seen[0] == seen[1]
    told = OutboxEvent.objects.get(topic="accounts.address_claimed")
    assert told.payload == {"person_id": str(brian.id)}
    dead = OneTimeCode.objects.get(address=brian.msisdn)
    digits = codes.derive(dead.id, dead.purpose, bytes(dead.salt))
    ask = Asks(phone, brian.msisdn)
    answer = ask(step_up=answer_to(ask()), proof={"challenge_id": str(dead.id), "code": digits})
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_code")
    assert (number_of(amina), number_of(brian)) == (OLD, brian.msisdn)


def test_a_number_that_was_registered_meanwhile_cannot_be_had(amina: User, phone: APIClient) -> None:
    ask = Asks(phone)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    make_person("brian", msisdn=NEW)
    answer = ask(step_up=step_up, proof=proof)
    assert (answer.status_code, answer.json()["code"]) == (422, "invalid_code")
    assert number_of(amina) == OLD
    assert User.objects.get(pk=amina.pk).cautious_until is None
    assert not OutboxEvent.objects.filter(topic="accounts.number_changed").exists()


def test_a_sign_up_that_waits_for_the_number_is_over(amina: User, phone: APIClient, api: APIClient) -> None:
    api.post("/api/v1/auth/register", sign_up_fields("brian", msisdn=NEW), format="json")
    assert both_confirmed(Asks(phone)).status_code == 200
    assert not SignUp.objects.exists()


@pytest.mark.parametrize("msisdn", ["", "0712000099", "+25471200009x", "+999123456789012", None, 254712000099])
def test_what_is_no_number_is_refused(phone: APIClient, msisdn: Any) -> None:
    assert Asks(phone, msisdn)().status_code == 400
    assert not OneTimeCode.objects.exists()


def test_the_present_number_is_no_change(phone: APIClient) -> None:
    answer = Asks(phone, OLD)()
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "unchanged")


def test_while_a_phone_is_lost_no_number_changes(amina: User, phone: APIClient) -> None:
    """A thief with the phone in hand reads the codes that go to it."""
    ask = Asks(phone)
    step_up = answer_to(ask())
    proof = answer_to(ask(step_up=step_up))
    User.objects.update(secured_at=clock.now())
    for answer in (ask(), ask(step_up=step_up, proof=proof)):
        assert (answer.status_code, answer.json()["code"]) == (403, "account_secured")
    assert number_of(amina) == OLD


# --- At the same time -----------------------------------------------------------------------------------------


def codes_for(user: User, msisdn: str) -> dict[str, Any]:
    """Both codes as the service takes them."""
    arguments: dict[str, Any] = {
        "person_id": user.id,
        "session_id": tokens_of(user).session_id,
        "msisdn": msisdn,
        "password": PASSWORD,
    }
    for name, error in (("step_up", StepUpRequired), ("proof", ProofRequired)):
        with pytest.raises(error) as refused:
            services.change_number(**arguments, now=clock.now())
        challenge = UUID(refused.value.extra["challenge_id"])
        text = selectors.get_code_text(challenge)
        assert text is not None
        arguments[name] = StepUpAnswer(challenge, text)
    return arguments


@pytest.mark.django_db(transaction=True)
def test_of_people_who_move_to_one_number_at_once_one_gets_it() -> None:
    people = [make_person(name) for name in ("amina", "brian", "chidi", "dalia")]
    asked = [codes_for(one, NEW) for one in people]
    outcomes = run_together(4, lambda index: services.change_number(**asked[index], now=clock.now()))
    assert outcomes.count(None) == 1
    assert sum(isinstance(outcome, InvalidCode) for outcome in outcomes) == 3
    winner = people[outcomes.index(None)]
    assert [user.pk for user in User.objects.filter(msisdn=NEW)] == [winner.pk]
    assert User.objects.filter(cautious_until__isnull=False).count() == 1
    for loser in people:
        assert loser == winner or number_of(loser) == loser.msisdn


@pytest.mark.django_db(transaction=True)
def test_a_sign_up_and_a_change_to_one_number_at_once_end_with_one_owner() -> None:
    amina = make_person("amina")
    asked = codes_for(amina, NEW)
    services.register(msisdn=NEW, full_name="Brian Mwangi", password=PASSWORD, now=clock.now())
    sign_up_id = services.check_sign_up_code(msisdn=NEW, code=code_sent_to(NEW), now=clock.now())

    def work(index: int) -> Any:
        if index:
            return services.verify_sign_up(sign_up_id=sign_up_id, now=clock.now())
        return services.change_number(**asked, now=clock.now())

    outcomes = run_together(2, work)
    assert sum(isinstance(outcome, InvalidCode) for outcome in outcomes) == 1
    assert User.objects.filter(msisdn=NEW).count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_codes_move_a_person_once_however_often_they_come_at_once() -> None:
    amina = make_person("amina")
    asked = codes_for(amina, NEW)
    outcomes = run_together(4, lambda _: services.change_number(**asked, now=clock.now()))
    assert outcomes.count(None) == 1
    assert OutboxEvent.objects.filter(topic="accounts.number_changed").count() == 1
