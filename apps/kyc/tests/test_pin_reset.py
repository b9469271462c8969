"""The number of an approved document is the fact by which a forgotten PIN is reset (SECURITY 6)."""

import pytest

from apps.accounts.tests.factories import PASSWORD, client_of, code_sent_to, make_person
from apps.kyc.tests.papers import approved, in_review, reviewer

pytestmark = pytest.mark.django_db


def test_who_knows_the_number_of_their_approved_document_resets_the_pin() -> None:
    amina = make_person("amina")
    client = client_of(amina)
    approved(amina, reviewer())
    body = {"pin": "628405", "password": PASSWORD, "id_number": "2345 6780"}
    asked = client.post("/api/v1/me/pin/reset", body, format="json")
    assert asked.json()["code"] == "step_up_required", asked.content
    step_up = {"challenge_id": asked.json()["challenge_id"], "code": code_sent_to(amina.msisdn)}
    assert client.post("/api/v1/me/pin/reset", {**body, "step_up": step_up}, format="json").status_code == 204


@pytest.mark.parametrize("typed", ["23456781", "", "2345678", "x" * 40])
def test_another_number_is_no_fact(typed: str) -> None:
    amina = make_person("amina")
    client = client_of(amina)
    approved(amina, reviewer())
    body = {"pin": "628405", "password": PASSWORD, "id_number": typed}
    answer = client.post("/api/v1/me/pin/reset", body, format="json")
    assert answer.status_code in (400, 422)
    assert answer.json()["code"] in ("reset_refused", "invalid_input")


def test_a_document_that_was_not_approved_or_is_somebody_elses_is_no_fact() -> None:
    amina, brian = make_person("amina"), make_person("brian")
    client = client_of(amina)
    in_review(amina)
    approved(brian, reviewer())
    for number in ("23456780", "23456781"):
        body = {"pin": "628405", "password": PASSWORD, "id_number": number}
        assert client.post("/api/v1/me/pin/reset", body, format="json").json()["code"] == "reset_refused"
