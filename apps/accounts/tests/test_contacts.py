"""Whom one names: an emergency contact, sealed, and trusted payees, each confirmed by a code of its own."""

from typing import Any
from uuid import UUID

import pytest
from django.db import connection

from apps.accounts import rates, selectors, services
from apps.accounts.errors import AlreadyTrusted, InvalidCode, StepUpRequired, TooManyTrustedPayees
from apps.accounts.models import EmergencyContact, OneTimeCode, TrustedPayee, User
from apps.accounts.services import StepUpAnswer
from apps.accounts.services._contacts import MAX_TRUSTED_PAYEES
from apps.accounts.tests.confirming import answer_to, stepped_up
from apps.accounts.tests.factories import UserFactory, client_of, make_person, tokens_of
from apps.core import clock
from apps.core.crypto import Undecipherable, sealed_tables
from apps.core.ids import uuid7
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

pytestmark = pytest.mark.django_db
CONTACT, PAYEES = "/api/v1/me/emergency-contact", "/api/v1/me/trusted-payees"
ESTHER = {"name": "Esther Wanjiru", "msisdn": "+254712000005", "relation": "sister"}


@pytest.fixture
def amina() -> User:
    return make_person("amina")


# --- Emergency contact ----------------------------------------------------------------------------------------


def test_a_contact_is_set_changed_and_removed(amina: User) -> None:
    client = client_of(amina)
    assert client.get(CONTACT).status_code == 404
    answer = client.put(CONTACT, ESTHER, format="json")
    assert answer.status_code == 200
    assert {name: value for name, value in answer.json().items() if name != "changed_at"} == ESTHER
    changed = client.put(CONTACT, {"name": "Grace", "msisdn": "+254 712 000007"}, format="json").json()
    assert (changed["name"], changed["msisdn"], changed["relation"]) == ("Grace", "+254712000007", "")
    assert client.get(CONTACT).json() == changed
    assert client.delete(CONTACT).status_code == 204
    assert client.get(CONTACT).status_code == 404
    assert client.delete(CONTACT).status_code == 204


def test_a_dump_of_the_database_shows_no_contact(amina: User) -> None:
    """SECURITY 27: name and number are ciphertext, in this table and in every log."""
    client_of(amina).put(CONTACT, ESTHER, format="json")
    with connection.cursor() as cursor:
        for table in ("accounts_emergencycontact", "accounts_activity", "core_outboxevent"):
            cursor.execute(f"SELECT t::text FROM {table} t")
            rows = " ".join(row[0] for row in cursor.fetchall())
            assert "Esther" not in rows and "712000005" not in rows
            assert b"Esther".hex() not in rows


def test_a_contact_moved_to_another_person_does_not_open(amina: User) -> None:
    """SECURITY 27: swapping two rows' ciphertext."""
    brian = make_person("brian")
    client_of(amina).put(CONTACT, ESTHER, format="json")
    row = EmergencyContact.objects.get()
    EmergencyContact.objects.create(user=brian, name=row.name, msisdn=row.msisdn, changed_at=clock.now())
    with pytest.raises(Undecipherable):
        selectors.get_emergency_contact(brian.id)


def test_key_rotation_knows_of_contacts() -> None:
    assert "accounts_emergencycontact" in {declared.table for declared in sealed_tables()}


@pytest.mark.parametrize(
    "change",
    [
        {"name": ""},
        {"name": "x" * 121},
        {"name": "Esther\u202e"},
        {"msisdn": "0712000005"},
        {"msisdn": None},
        {"relation": "x" * 41},
        {"relation": "sis\x00ter"},
        {"email": "esther@example.org"},
    ],
)
def test_what_is_no_contact_is_refused(amina: User, change: dict[str, Any]) -> None:
    assert client_of(amina).put(CONTACT, {**ESTHER, **change}, format="json").status_code == 400
    assert not EmergencyContact.objects.exists()


# --- Trusted payees -------------------------------------------------------------------------------------------


class Trusts:
    """POST /me/trusted-payees of one person's, with whatever code."""

    def __init__(self, user: User, to: str = "+254712000002", **fields: Any) -> None:
        self.client, self.body = client_of(user), {"to": to, **fields}

    def __call__(self, **codes: Any) -> Any:
        return self.client.post(PAYEES, {**self.body, **codes}, format="json")


@pytest.mark.parametrize("to", ["+254712000002", "brian@example.org", "@brian", "id"])
def test_a_payee_is_trusted_once_confirmed(amina: User, to: str) -> None:
    brian = make_person("brian", handle="brian")
    answer = stepped_up(Trusts(amina, str(brian.id) if to == "id" else to, nickname=" The  landlord "))
    assert answer.status_code == 201
    body = answer.json()
    assert (body["name"], body["nickname"]) == ("Brian M.", "The landlord")
    assert str(brian.id) not in answer.content.decode() and brian.msisdn not in answer.content.decode()
    listed = client_of(amina).get(PAYEES).json()
    assert (listed["results"], listed["next"]) == ([body], None)
    told = OutboxEvent.objects.get(topic="accounts.payee_trusted").payload
    assert told == {"person_id": str(amina.id), "payee_id": str(brian.id)}


def test_without_the_code_nobody_is_trusted(amina: User) -> None:
    brian = make_person("brian")
    make_person("chidi")
    refusal = Trusts(amina)()
    assert refusal.status_code == 403
    assert not TrustedPayee.objects.exists()
    step_up = answer_to(refusal)
    # Bound to Brian: it is good for nobody else, and for nobody else's list.
    assert Trusts(amina, "+2348031000003")(step_up=step_up).json()["code"] == "invalid_code"
    assert Trusts(brian, "+2348031000003")(step_up=step_up).json()["code"] == "invalid_code"
    assert not TrustedPayee.objects.exists()
    assert Trusts(amina)(step_up=step_up).status_code == 201


def test_a_used_code_trusts_nobody_again(amina: User) -> None:
    make_person("brian")
    ask = Trusts(amina)
    step_up = answer_to(ask())
    assert ask(step_up=step_up).status_code == 201
    TrustedPayee.objects.all().delete()
    assert ask(step_up=step_up).json()["code"] == "invalid_code"


def test_nobody_is_trusted_twice(amina: User) -> None:
    make_person("brian")
    stepped_up(Trusts(amina))
    sent = OneTimeCode.objects.count()
    answer = Trusts(amina)()
    assert (answer.status_code, answer.json()["code"]) == (409, "already_trusted")
    assert OneTimeCode.objects.count() == sent, "and no code is sent for it"


@pytest.mark.parametrize("to", ["+254712999999", "nobody@example.org", "@nobody", "nonsense", str(UUID(int=7))])
def test_who_is_not_there_cannot_be_trusted(amina: User, to: str) -> None:
    answer = Trusts(amina, to)()
    assert (answer.status_code, answer.json()["code"]) == (422, "payee_not_found")
    assert not OneTimeCode.objects.exists()


def test_neither_oneself_nor_who_has_left_can_be_trusted(amina: User) -> None:
    make_person("brian", status="CLOSED")
    assert Trusts(amina)().json()["code"] == "payee_not_found"
    answer = Trusts(amina, amina.msisdn)()
    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (400, "self")


def test_an_address_nobody_has_proven_cannot_be_trusted(amina: User) -> None:
    make_person("brian", email_verified_at=None)
    assert Trusts(amina, "brian@example.org")().json()["code"] == "payee_not_found"


def test_one_is_removed_and_somebody_elses_is_not_there(amina: User) -> None:
    brian = make_person("brian")
    identity = stepped_up(Trusts(amina)).json()["id"]
    assert client_of(brian).delete(f"{PAYEES}/{identity}").status_code == 404
    assert client_of(amina).delete(f"{PAYEES}/{identity}").status_code == 204
    assert client_of(amina).delete(f"{PAYEES}/{identity}").status_code == 404
    assert client_of(amina).get(PAYEES).json()["results"] == []


def test_fifty_are_as_many_as_there_can_be(amina: User) -> None:
    fill(amina, MAX_TRUSTED_PAYEES)
    make_person("brian")
    answer = Trusts(amina)()
    assert (answer.status_code, answer.json()["code"]) == (409, "too_many_trusted_payees")
    page = client_of(amina).get(PAYEES, {"page_size": 20}).json()
    assert len(page["results"]) == 20 and page["next"]
    TrustedPayee.objects.filter(user=amina).first().delete()  # type: ignore[union-attr]
    assert stepped_up(Trusts(amina)).status_code == 201


def fill(user: User, count: int) -> None:
    TrustedPayee.objects.bulk_create(
        TrustedPayee(id=uuid7(), user=user, payee=payee, added_at=clock.now())
        for payee in UserFactory.create_batch(count)
    )


def test_nobody_looks_up_many_numbers_this_way(amina: User) -> None:
    ask = Trusts(amina, "+254712999999")
    statuses = [ask().status_code for _ in range(rates.PAYEE_BY_PERSON.count + 1)]
    assert statuses == [422] * rates.PAYEE_BY_PERSON.count + [429]


def test_while_a_phone_is_lost_nobody_new_is_trusted(amina: User) -> None:
    make_person("brian")
    step_up = answer_to(Trusts(amina)())
    User.objects.filter(pk=amina.pk).update(secured_at=clock.now())
    assert Trusts(amina)(step_up=step_up).json()["code"] == "account_secured"


def confirmed(user: User, payee: User) -> dict[str, Any]:
    arguments: dict[str, Any] = {"person_id": user.id, "session_id": tokens_of(user).session_id, "to": payee.msisdn}
    with pytest.raises(StepUpRequired) as refused:
        services.trust_payee(**arguments, now=clock.now())
    challenge = UUID(refused.value.extra["challenge_id"])
    text = selectors.get_code_text(challenge)
    assert text is not None
    return {**arguments, "step_up": StepUpAnswer(challenge, text)}


@pytest.mark.django_db(transaction=True)
def test_two_at_once_do_not_make_one_too_many() -> None:
    amina = make_person("amina")
    fill(amina, MAX_TRUSTED_PAYEES - 1)
    asked = [confirmed(amina, make_person(name)) for name in ("brian", "chidi", "dalia")]
    outcomes = run_together(3, lambda index: services.trust_payee(**asked[index], now=clock.now()))
    assert sum(isinstance(outcome, TooManyTrustedPayees) for outcome in outcomes) == 2
    assert TrustedPayee.objects.count() == MAX_TRUSTED_PAYEES


@pytest.mark.django_db(transaction=True)
def test_one_code_trusts_once_however_often_it_comes_at_once() -> None:
    amina = make_person("amina")
    asked = confirmed(amina, make_person("brian"))
    outcomes = run_together(4, lambda _: services.trust_payee(**asked, now=clock.now()))
    assert sum(isinstance(outcome, AlreadyTrusted | InvalidCode) for outcome in outcomes) == 3
    assert TrustedPayee.objects.count() == 1
