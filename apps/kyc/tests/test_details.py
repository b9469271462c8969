"""What a person says of themselves: looked at field by field, kept as a draft, and refused where it cannot be right."""

from datetime import timedelta
from typing import Any

import pytest

from apps.accounts.tests.factories import client_of, make_person
from apps.core import clock
from apps.kyc.models import Submission
from apps.kyc.tests.papers import as_json, details, draft_of, submitted

pytestmark = pytest.mark.django_db


@pytest.fixture
def amina() -> Any:
    return client_of(make_person("amina"))


def begin(client: Any, tier: str = "TIER_1") -> str:
    answer = client.post("/api/v1/kyc/submissions", {"target_tier": tier}, format="json")
    assert answer.status_code == 201, answer.content
    return f"/api/v1/kyc/submissions/{answer.json()['id']}"


def errors_of(answer: Any) -> dict[str, str]:
    assert answer["Content-Type"] == "application/problem+json"
    return {error["field"]: error["code"] for error in answer.json()["errors"]}


def test_who_has_said_nothing_is_tier_0_and_has_no_submission(amina: Any) -> None:
    assert amina.get("/api/v1/kyc").json() == {"tier": "TIER_0", "submission": None, "missing": [], "reasons": []}


def test_details_are_written_bit_by_bit_and_what_is_missing_is_named(amina: Any) -> None:
    address = begin(amina)
    everything = as_json(details())
    assert amina.get("/api/v1/kyc").json()["missing"] == [
        "name", "birth_date", "address", "document_type", "document_country", "id_number",
    ]  # fmt: skip
    for name, value in everything.items():
        answer = amina.patch(address, {name: value}, format="json")
        assert answer.status_code == 200, answer.content
    shown = amina.get(address).json()
    assert shown["missing"] == []
    assert {name: shown[name] for name in everything if name != "id_number"} == {
        name: value for name, value in everything.items() if name != "id_number"
    }
    assert shown["id_number_masked"] == "•••••780"
    assert "23456780" not in amina.get("/api/v1/kyc").content.decode()


def test_begun_twice_it_is_one_draft_and_a_higher_tier_makes_more_of_it(amina: Any) -> None:
    address = begin(amina)
    again = amina.post("/api/v1/kyc/submissions", {"target_tier": "TIER_2"}, format="json")
    assert (again.status_code, address.endswith(again.json()["id"])) == (200, True)
    assert again.json()["target_tier"] == "TIER_2"
    assert again.json()["missing"][-3:] == ["documents/id_front", "documents/id_back", "documents/selfie"]


def test_a_passport_has_one_side_and_an_end(amina: Any) -> None:
    address = begin(amina, "TIER_2")
    missing = amina.patch(address, {"document_type": "PASSPORT"}, format="json").json()["missing"]
    assert missing[-3:] == ["document_expiry_date", "documents/id_front", "documents/selfie"]


_TODAY = clock.now().date()


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("name", "Amina", "invalid_name"),
        ("name", "Amina 0tieno", "invalid_name"),
        ("name", "Amina <b>", "invalid_name"),
        ("name", "Amina \u202eoneitO", "invalid_name"),
        ("name", "- .", "invalid_name"),
        ("name", "", "required"),
        ("name", "A" * 60 + " " + "B" * 60, "too_long"),
        ("name", 7, "invalid"),
        ("name", None, "required"),
        ("birth_date", "17.3.1994", "invalid"),
        ("birth_date", "1994-3-17", "invalid"),
        ("birth_date", "1994-02-30", "invalid"),
        ("birth_date", "1994-03-17T00:00:00Z", "invalid"),
        ("birth_date", "١٩٩٤-٠٣-١٧", "invalid"),
        ("birth_date", 19940317, "invalid"),
        ("birth_date", "0001-01-01", "invalid_date"),
        ("birth_date", "1850-01-01", "invalid_date"),
        ("birth_date", (_TODAY + timedelta(days=1)).isoformat(), "invalid_date"),
        ("birth_date", (_TODAY - timedelta(days=17 * 365)).isoformat(), "too_young"),
        ("address", "Moi", "invalid_address"),
        ("address", "12345 6789", "invalid_address"),
        ("address", "12 Moi Avenue\x00", "null_characters_not_allowed"),
        ("address", "12 Moi \u202eAvenue", "invalid_address"),
        ("address", "x" * 301, "invalid_address"),
        ("document_type", "LIBRARY_CARD", "invalid_choice"),
        ("document_type", {}, "invalid_choice"),
        ("document_country", "ke", "invalid_country"),
        ("document_country", "XX", "invalid_country"),
        ("document_country", "", "required"),
        ("id_number", "123", "invalid_number"),
        ("id_number", "ABCDEFGH", "invalid_number"),
        ("id_number", "２３４５６７８０", "invalid_number"),
        ("id_number", "2345;678", "invalid_number"),
        ("id_number", 23456780, "invalid"),
        ("id_number", "1" * 41, "max_length"),
        ("document_expiry_date", _TODAY.isoformat(), "expired"),
        ("document_expiry_date", "2001-01-01", "expired"),
        ("document_expiry_date", "2999-01-01", "invalid_date"),
        ("document_expiry_date", "soon", "invalid"),
        ("target_tier", "TIER_0", "invalid_choice"),
        ("target_tier", "TIER_9", "invalid_choice"),
        ("kyc_tier", "TIER_2", "unknown_field"),
        ("state", "APPROVED", "unknown_field"),
        ("reviewer", "me", "unknown_field"),
        ("watch_listed", False, "unknown_field"),
    ],
)
def test_what_cannot_be_right_is_refused_by_its_field(amina: Any, field: str, value: Any, code: str) -> None:
    address = begin(amina)
    answer = amina.patch(address, {field: value}, format="json")
    assert answer.status_code == 400, answer.content
    assert errors_of(answer) == {field: code}
    assert amina.get(address).json().get(field) in {None, "TIER_1", "DRAFT"}


def test_every_wrong_field_is_named_at_once_and_nothing_is_kept(amina: Any) -> None:
    address = begin(amina)
    answer = amina.patch(
        address, {"name": "Amina", "birth_date": "1850-01-01", "address": "12 Moi Avenue, Nairobi"}, format="json"
    )
    assert errors_of(answer) == {"name": "invalid_name", "birth_date": "invalid_date"}
    assert amina.get(address).json()["address"] is None


def test_a_number_has_to_fit_its_document_whichever_comes_second(amina: Any) -> None:
    address = begin(amina)
    assert amina.patch(address, {"id_number": "1234567890123"}, format="json").status_code == 200
    assert errors_of(amina.patch(address, {"document_type": "PASSPORT"}, format="json")) == {
        "id_number": "invalid_number"
    }
    both = {"document_type": "PASSPORT", "id_number": "ak-123 456", "document_expiry_date": "2033-05-01"}
    shown = amina.patch(address, both, format="json").json()
    assert shown["id_number_masked"].endswith("456") and len(shown["id_number_masked"]) == 8


@pytest.mark.parametrize(
    "name",
    ["Ngũgĩ wa Thiong'o", "Quỳnh Trần", "José-María O’Neill", "नेहा शर्मा", "محمد الأمين", "J. R. Smith", "李 小龙"],
)
def test_names_of_the_world_are_names(amina: Any, name: str) -> None:
    assert amina.patch(begin(amina), {"name": name}, format="json").json()["name"] == name


@pytest.mark.parametrize(("days", "status"), [(0, 200), (1, 400)], ids=["on the eighteenth birthday", "the day before"])
def test_the_minimum_age_is_reached_on_the_birthday(amina: Any, days: int, status: int) -> None:
    today = clock.now().date()
    born = today.replace(year=today.year - 18) + timedelta(days=days)
    answer = amina.patch(begin(amina), {"birth_date": born.isoformat()}, format="json")
    assert answer.status_code == status


def test_the_minimum_age_is_a_setting(amina: Any, settings: Any) -> None:
    settings.KYC_MINIMUM_AGE = 40
    answer = amina.patch(begin(amina), {"birth_date": "1994-03-17"}, format="json")
    assert errors_of(answer) == {"birth_date": "too_young"}


@pytest.mark.parametrize("body", ["[]", "7", '"x"', "null", "{", '{"name": "A B", "name": "C D"}', "", "\xff"])
def test_a_body_that_is_no_object_is_refused(amina: Any, body: str) -> None:
    for method, address in (("POST", "/api/v1/kyc/submissions"), ("PATCH", begin(amina))):
        answer = amina.generic(method, address, body, "application/json")
        assert answer.status_code == 400 or (body == "" and answer.status_code in {200, 201}), (method, answer.content)


def test_what_was_handed_in_is_not_changed_any_more() -> None:
    person = make_person("amina")
    handed_in = submitted(person)
    client = client_of(person)
    answer = client.patch(f"/api/v1/kyc/submissions/{handed_in.id}", {"name": "Eve Other"}, format="json")
    assert (answer.status_code, answer.json()["code"]) == (409, "submission_conflict")
    assert client.post("/api/v1/kyc/submissions", {}, format="json").json()["id"] == str(handed_in.id)


def test_somebody_elses_submission_is_not_there() -> None:
    draft = draft_of(make_person("amina"), "TIER_2")
    brian = client_of(make_person("brian"))
    address = f"/api/v1/kyc/submissions/{draft.id}"
    answers = [
        brian.get(address),
        brian.patch(address, {"name": "Brian Mwangi"}, format="json"),
        brian.post(f"{address}/submit", {}, format="json"),
        brian.get(f"{address}/documents/selfie"),
        brian.put(f"{address}/documents/selfie", b"x", content_type="image/jpeg"),
    ]
    assert {answer.status_code for answer in answers} == {404}
    assert Submission.objects.get().state == "DRAFT"


def test_writing_the_tier_is_none_of_the_apis_business(amina: Any) -> None:
    for field in ("kyc_tier", "tier", "state", "person", "valid_until"):
        answer = amina.post("/api/v1/kyc/submissions", {field: "TIER_2"}, format="json")
        assert errors_of(answer) == {field: "unknown_field"}
