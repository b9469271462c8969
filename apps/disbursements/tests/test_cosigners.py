"""Who may approve: named with a code, accepted by themselves, ended by either."""

from typing import Any

import pytest
from rest_framework.test import APIClient

from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to, stepped_up
from apps.accounts.tests.factories import PhoneClient, client_of, make_person
from apps.core.models import OutboxEvent
from apps.core.ratelimit import Rate
from apps.core.tests.parallel import run_together
from apps.core.tests.queue import deliver_events
from apps.disbursements import rates
from apps.disbursements.models import Cosigner, CosignerState
from apps.disbursements.services import _cosigners
from apps.disbursements.tests.salaries import COSIGNERS, make_cosigner
from apps.notifications.models import Notification
from apps.transactions.tests.payments import body_of, number_of
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return join("amina")


@pytest.fixture
def brian() -> User:
    return join("brian")


def name(client: PhoneClient, to: str = "brian") -> Any:
    """With the code that was sent."""
    return stepped_up(lambda **more: client.post(COSIGNERS, {"to": number_of(to), **more}, format="json"))


def test_named_with_a_code_and_accepted(amina: User, brian: User) -> None:
    at_work, at_home = client_of(amina), client_of(brian)
    asked = at_work.post(COSIGNERS, {"to": number_of("brian")}, format="json")
    assert body_of(asked)["code"] == "step_up_required"
    about = OutboxEvent.objects.get(topic="accounts.step_up_asked").payload["about"]
    assert about == {"action": "cosigner", "cosigner": "Brian M."}
    body = {"to": number_of("brian"), "step_up": answer_to(asked)}
    named = body_of(at_work.post(COSIGNERS, body, format="json"))
    assert (named["state"], named["role"], named["owner"], named["cosigner"]) == (
        "INVITED",
        "owner",
        "Amina O.",
        "Brian M.",
    )
    # Who has not accepted has no say yet, and nobody accepts for them.
    path = f"{COSIGNERS}/{named['id']}"
    assert at_work.post(f"{path}/accept", {}, format="json").status_code == 409
    accepted = at_home.post(f"{path}/accept", {}, format="json")
    assert (accepted.status_code, body_of(accepted)["state"], body_of(accepted)["role"]) == (200, "ACTIVE", "cosigner")
    assert at_home.post(f"{path}/accept", {}, format="json").status_code == 200
    assert len(body_of(at_home.get(COSIGNERS))["results"]) == len(body_of(at_work.get(COSIGNERS))["results"]) == 1
    deliver_events()
    titles = set(Notification.objects.values_list("person_id", "title"))
    assert titles == {
        (brian.id, "Amina O. asks you to be a cosigner"),
        (amina.id, "You named a cosigner"),
        (amina.id, "Brian M. is your cosigner"),
    }


def test_a_code_for_somebody_else_names_nobody(amina: User, brian: User) -> None:
    join("chidi")
    client = client_of(amina)
    code = answer_to(client.post(COSIGNERS, {"to": number_of("chidi")}, format="json"))
    answer = client.post(COSIGNERS, {"to": number_of("brian"), "step_up": code}, format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "invalid_code")
    assert not Cosigner.objects.exists()


@pytest.mark.parametrize("remover", ["owner", "cosigner"])
def test_either_ends_it_and_it_can_begin_again(amina: User, brian: User, remover: str) -> None:
    row = make_cosigner(amina, brian)
    client = client_of(amina if remover == "owner" else brian)
    assert client.delete(f"{COSIGNERS}/{row.id}").status_code == 204
    assert client.delete(f"{COSIGNERS}/{row.id}").status_code == 404
    row.refresh_from_db()
    assert row.state == CosignerState.REMOVED
    deliver_events()
    told = Notification.objects.get(title="Somebody is no cosigner any more")
    assert told.person_id == (brian.id if remover == "owner" else amina.id)
    assert name(client_of(amina)).status_code == 201


def test_strangers_see_and_end_nothing(amina: User, brian: User, api: APIClient) -> None:
    row = make_cosigner(amina, brian)
    stranger = client_of(join("chidi"))
    assert body_of(stranger.get(COSIGNERS)) == {"results": []}
    assert stranger.delete(f"{COSIGNERS}/{row.id}").status_code == 404
    assert stranger.post(f"{COSIGNERS}/{row.id}/accept", {}, format="json").status_code == 404
    assert api.get(COSIGNERS).status_code == 401
    row.refresh_from_db()
    assert row.state == CosignerState.ACTIVE


def test_whom_one_cannot_name(amina: User, brian: User) -> None:
    client = client_of(amina)
    make_person("farid", status="CLOSED")
    make_cosigner(amina, brian)
    answers = {
        to: client.post(COSIGNERS, {"to": number_of(to)}, format="json") for to in ("amina", "brian", "grace", "farid")
    }
    assert {to: (answer.status_code, body_of(answer)["code"]) for to, answer in answers.items()} == {
        "amina": (400, "invalid_input"),
        "brian": (409, "cosigner_named"),
        # Unknown and closed look alike.
        "grace": (422, "cosigner_unknown"),
        "farid": (422, "cosigner_unknown"),
    }


def test_naming_is_limited(amina: User, brian: User, monkeypatch: pytest.MonkeyPatch) -> None:
    client = client_of(amina)
    monkeypatch.setattr(rates, "COSIGNERS", Rate("disbursements.cosigners", 2, 3_600))
    statuses = [client.post(COSIGNERS, {"to": number_of("grace")}, format="json").status_code for _ in range(3)]
    assert statuses == [422, 422, 429]


def test_there_are_so_many_and_no_more(amina: User, brian: User, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_cosigners, "MAX_COSIGNERS", 1)
    make_cosigner(amina, join("chidi"))
    answer = client_of(amina).post(COSIGNERS, {"to": number_of("brian")}, format="json")
    assert (answer.status_code, body_of(answer)["code"]) == (422, "too_many_cosigners")


def test_of_six_at_once_one_is_named(amina: User, brian: User) -> None:
    clients = [client_of(amina) for _ in range(6)]
    codes = [answer_to(client.post(COSIGNERS, {"to": number_of("brian")}, format="json")) for client in clients[:1]]

    def one(number: int) -> int:
        body = {"to": number_of("brian"), "step_up": codes[0]}
        return int(clients[number].post(COSIGNERS, body, format="json").status_code)

    statuses = run_together(6, one)
    assert min(statuses) == 201
    assert statuses.count(201) == 1
    assert Cosigner.objects.count() == 1


def test_the_database_keeps_one_name_for_two_people(amina: User, brian: User) -> None:
    make_cosigner(amina, brian)
    with pytest.raises(Exception, match="disbursements_cosigner_once"):
        make_cosigner(amina, brian)
    assert Cosigner.objects.get().person_id == brian.id
