"""Registering: what is taken, what is refused, and that the answer tells nobody who has an account."""

import pytest
from rest_framework.test import APIClient

from apps.accounts import rates
from apps.accounts.models import OneTimeCode, SignUp, User
from apps.accounts.tests.factories import CAST, PASSWORD, make_person, sign_up_fields
from apps.core.models import OutboxEvent
from apps.core.ratelimit import Rate

pytestmark = pytest.mark.django_db
AMINA = CAST["amina"][1]


def test_a_registration_waits_for_its_code(api: APIClient) -> None:
    answer = api.post("/api/v1/auth/register", sign_up_fields("amina"), format="json")

    assert answer.status_code == 201
    assert answer.json() == {"msisdn": AMINA, "status": "verification_pending", "expires_in": 600}
    assert not User.objects.exists()
    sign_up = SignUp.objects.get()
    assert (sign_up.msisdn, sign_up.email, sign_up.full_name) == (AMINA, "amina@example.org", "Amina Otieno")
    assert sign_up.password.startswith("argon2$argon2id$")
    event = OutboxEvent.objects.get()
    assert (event.topic, event.payload) == ("accounts.code_issued", {"code_id": str(sign_up.code_id)})


def test_the_mail_address_is_optional_and_kept_in_lower_case(api: APIClient) -> None:
    assert api.post("/api/v1/auth/register", sign_up_fields("dalia"), format="json").status_code == 201
    assert api.post("/api/v1/auth/register", sign_up_fields("chidi"), format="json").status_code == 201
    assert list(SignUp.objects.order_by("id").values_list("email", flat=True)) == [None, "chidi@example.org"]


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("msisdn", "0712000001", "invalid"),
        ("msisdn", "+254 712 000 001x", "invalid"),
        ("msisdn", "+254712000001;ext=9", "invalid"),
        ("msisdn", "+1800FLOWERS", "invalid"),
        ("msisdn", "+25471200000\uff11", "invalid"),
        ("msisdn", 254712000001, "invalid"),
        ("email", "amina", "invalid_email"),
        ("email", "amina@exämple.org", "invalid_email"),
        ("email", 7, "invalid"),
        ("full_name", "", "required"),
        ("full_name", "Amina\u202eonieto", "invalid_name"),
        ("full_name", "Amina\nOtieno\x07", "invalid_name"),
        ("full_name", "12345", "invalid_name"),
        ("full_name", "a" * 121, "max_length"),
        ("password", "short", "password_too_short"),
        ("password", "password1", "password_too_common"),
        ("password", "8402759163", "password_entirely_numeric"),
        ("password", "p" * 257, "max_length"),
        ("language", "klingon", "unknown_language"),
        ("is_staff", True, "unknown_field"),
        ("status", "ACTIVE", "unknown_field"),
    ],
)
def test_bad_input_is_refused_by_field(api: APIClient, field: str, value: object, code: str) -> None:
    answer = api.post("/api/v1/auth/register", sign_up_fields("amina", **{field: value}), format="json")

    assert answer.status_code == 400
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "invalid_input"
    assert (field, code) in [(error["field"], error["code"]) for error in answer.json()["errors"]]
    assert not SignUp.objects.exists()


def test_names_of_every_script_are_taken(api: APIClient) -> None:
    for name in ["Nguyễn Thị Ánh", "محمد علی‌زاده", "O'Neill-Ōta, Jr.", "李雷"]:
        SignUp.objects.all().delete()
        assert api.post(
            "/api/v1/auth/register", sign_up_fields("dalia", full_name=name), format="json"
        ).status_code == (201)
        assert SignUp.objects.get().full_name == name


def test_known_and_unknown_numbers_get_the_same_answer_for_the_same_work(
    api: APIClient, argon2_runs: list[str], django_assert_max_num_queries: object
) -> None:
    """SECURITY 5: same status, same body, and in both cases argon2 ran and the same rows were written."""
    amina = make_person("amina")
    argon2_runs.clear()

    known = api.post("/api/v1/auth/register", sign_up_fields("amina", email=None), format="json")
    runs_for_known = argon2_runs.copy()
    argon2_runs.clear()
    unknown = api.post("/api/v1/auth/register", sign_up_fields("brian", email=None), format="json")

    assert (known.status_code, unknown.status_code) == (201, 201)
    assert known.json() | {"msisdn": ""} == unknown.json() | {"msisdn": ""}
    assert runs_for_known == argon2_runs == ["hash"]
    assert SignUp.objects.count() == OneTimeCode.objects.count() == OutboxEvent.objects.count() == 2
    assert {event.topic: event.payload for event in OutboxEvent.objects.all()} == {
        "accounts.sign_up_repeated": {"person_id": str(amina.id)},
        "accounts.code_issued": {"code_id": str(OneTimeCode.objects.get(used_at=None).id)},
    }


def test_a_known_mail_address_makes_no_difference(api: APIClient) -> None:
    """SECURITY 5: whether an address is taken shows only to who owns the number."""
    make_person("amina")
    answer = api.post("/api/v1/auth/register", sign_up_fields("brian", email="AMINA@example.org"), format="json")
    assert answer.status_code == 201
    assert OutboxEvent.objects.get().topic == "accounts.code_issued"


def test_the_dead_code_of_a_known_number_is_never_sent(api: APIClient) -> None:
    from apps.accounts import selectors

    make_person("amina")
    api.post("/api/v1/auth/register", sign_up_fields("amina"), format="json")
    code = OneTimeCode.objects.get()
    assert selectors.get_code_text(code.id) is None
    assert selectors.get_code(code.id) is None


def test_registrations_are_limited_by_number(api: APIClient) -> None:
    """SECURITY 4: nobody's phone is flooded with codes, whoever asks."""
    for attempt in range(rates.CODES_BY_NUMBER.count):
        fields = sign_up_fields("amina", email=None)
        answer = api.post("/api/v1/auth/register", fields, format="json", REMOTE_ADDR=f"198.51.100.{attempt}")
        assert answer.status_code == 201
    refused = api.post("/api/v1/auth/register", sign_up_fields("amina"), format="json", REMOTE_ADDR="203.0.113.9")
    assert refused.status_code == 429
    assert refused.json()["code"] == "rate_limited"
    assert int(refused["Retry-After"]) > 0
    assert SignUp.objects.count() == rates.CODES_BY_NUMBER.count
    assert api.post("/api/v1/auth/register", sign_up_fields("brian"), format="json").status_code == 201


def test_registrations_are_limited_by_address_and_a_forged_header_is_no_other_address(
    api: APIClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 22: X-Forwarded-For is not believed when no trusted proxy stands before us."""
    monkeypatch.setattr(rates, "REGISTER_BY_ADDRESS", Rate("accounts.register.ip", 2, 3600))
    for attempt, name in enumerate(["amina", "brian"]):
        forged = f"203.0.113.{attempt}"
        fields = sign_up_fields(name)
        assert api.post("/api/v1/auth/register", fields, format="json", HTTP_X_FORWARDED_FOR=forged).status_code == 201
    refused = api.post(
        "/api/v1/auth/register", sign_up_fields("chidi"), format="json", HTTP_X_FORWARDED_FOR="203.0.113.77"
    )
    assert refused.status_code == 429


def test_a_password_like_its_owner_is_refused(api: APIClient) -> None:
    answer = api.post("/api/v1/auth/register", sign_up_fields("amina", password="amina@example.or"), format="json")
    assert answer.status_code == 400
    assert [error["code"] for error in answer.json()["errors"]] == ["password_too_similar"]


def test_the_password_is_taken_as_it_is(api: APIClient) -> None:
    """Trimming would let two different passwords open one account."""
    from django.contrib.auth.hashers import check_password

    api.post("/api/v1/auth/register", sign_up_fields("amina", password=f" {PASSWORD} "), format="json")
    encoded = SignUp.objects.get().password
    assert check_password(f" {PASSWORD} ", encoded)
    assert not check_password(PASSWORD, encoded)
