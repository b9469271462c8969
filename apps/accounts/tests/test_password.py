"""Changing a password."""

import pytest

from apps.accounts import rates
from apps.accounts.models import User
from apps.accounts.tests.factories import PASSWORD, client_with, make_person, tokens_of
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together

PATH = "/api/v1/me/password"
NEW = "seven quiet otters"


@pytest.mark.django_db
def test_a_new_password_replaces_the_old_and_ends_the_other_sessions() -> None:
    amina = make_person("amina")
    here, elsewhere = tokens_of(amina), tokens_of(amina)
    assert client_with(elsewhere.access).get("/api/v1/me").status_code == 200

    answer = client_with(here.access).put(PATH, {"current_password": PASSWORD, "new_password": NEW}, format="json")

    assert (answer.status_code, answer.content) == (204, b"")
    user = User.objects.get(pk=amina.pk)
    assert user.check_password(NEW) and not user.check_password(PASSWORD)
    assert client_with(here.access).get("/api/v1/me").status_code == 200
    assert client_with(elsewhere.access).get("/api/v1/me").status_code == 401
    assert OutboxEvent.objects.get(topic="accounts.password_changed").payload == {"person_id": str(amina.id)}


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("current", "new", "field", "code"),
    [
        ("not it", NEW, "current_password", "wrong_password"),
        (PASSWORD, "short", "new_password", "password_too_short"),
        (PASSWORD, "password1", "new_password", "password_too_common"),
        (PASSWORD, "Amina Otieno", "new_password", "password_too_similar"),
    ],
)
def test_a_wrong_or_weak_one_changes_nothing(current: str, new: str, field: str, code: str) -> None:
    amina = make_person("amina")
    here, elsewhere = tokens_of(amina), tokens_of(amina)
    answer = client_with(here.access).put(PATH, {"current_password": current, "new_password": new}, format="json")
    assert answer.status_code == 400
    assert [(error["field"], error["code"]) for error in answer.json()["errors"]] == [(field, code)]
    assert User.objects.get(pk=amina.pk).check_password(PASSWORD)
    assert client_with(elsewhere.access).get("/api/v1/me").status_code == 200
    assert not OutboxEvent.objects.exists()


@pytest.mark.django_db
def test_a_stolen_session_cannot_guess_the_password() -> None:
    client = client_with(tokens_of(make_person("amina")).access)
    body = {"current_password": "a guess", "new_password": NEW}
    statuses = [client.put(PATH, body, format="json").status_code for _ in range(rates.PASSWORD_BY_PERSON.count + 1)]
    assert statuses == [400] * rates.PASSWORD_BY_PERSON.count + [429]


@pytest.mark.django_db(transaction=True)
def test_of_two_changes_at_once_one_wins() -> None:
    amina = make_person("amina")
    pair = tokens_of(amina)

    def change(index: int) -> int:
        body = {"current_password": PASSWORD, "new_password": f"{NEW} {index}"}
        return client_with(pair.access).put(PATH, body, format="json").status_code

    assert sorted(run_together(2, change)) == [204, 400]
