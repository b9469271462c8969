"""The pages under Me: one's profile, addresses, contacts, and what one did."""

import io
import re
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from apps.accounts import selectors, services
from apps.accounts.models import Activity, DataExport, OneTimeCode, Session, TrustedPayee, User
from apps.accounts.tests.factories import CAST, PASSWORD, make_person, tokens_of, wrong_code
from apps.accounts.tests.web import answered, code_for, sign_in
from apps.accounts.web.deeds import deed, deed_icon
from apps.core import clock
from apps.core.ids import uuid7

ME = "/wallet/me"
# Codes are counted for good, which must not happen inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)
PAGES = [
    "", "/profile", "/email", "/email/confirm", "/email/remove", "/number", "/handle", "/photo", "/contact", "/payees",
    "/payees/new", "/security", "/security/pin", "/security/pin/forgotten", "/security/password", "/devices",
    "/devices/this", "/sessions", "/activity", "/export", "/unlock", "/close",
]  # fmt: skip


@pytest.fixture
def amina(client: Client) -> User:
    """Amina, whom the client is signed in as."""
    user = make_person("amina")
    sign_in(client, user)
    return user


def _errors(answer: Any) -> dict[str, list[str]]:
    return {name: list(errors) for name, errors in answer.context["form"].errors.items()}


@pytest.mark.parametrize("page", PAGES)
def test_every_page_opens_costs_little_and_is_for_its_owner_only(
    client: Client, amina: User, page: str, django_assert_max_num_queries: Any
) -> None:
    client.get(ME + page)
    with django_assert_max_num_queries(12):
        answer = client.get(ME + page)
    assert answer.status_code == 200
    text = answer.content.decode()
    assert not re.search(r"<script(?![^>]*src=)|style=|\son[a-z]+=", text)
    assert len(re.findall(r"<h1", text)) == 1
    assert Client().get(ME + page).status_code == 303
    for language in ("fr", "sw", "ar"):
        client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        assert client.get(ME + page).status_code == 200


def test_the_profile_changes(client: Client, amina: User) -> None:
    fields = {"full_name": "Amina  Weber", "language": "fr", "time_zone": "Africa/Nairobi"}
    answer = client.post(ME + "/profile", fields)
    assert answer.status_code == 303
    amina.refresh_from_db()
    assert (amina.full_name, amina.language, amina.time_zone) == ("Amina Weber", "fr", "Africa/Nairobi")
    assert client.cookies[settings.LANGUAGE_COOKIE_NAME].value == "fr"
    assert 'lang="fr"' in client.get(ME).content.decode()


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("full_name", ""),
        ("full_name", "A\x00B"),
        ("full_name", "<>1"),
        ("language", "tlh"),
        ("time_zone", "Mars/Olympus"),
        ("time_zone", "localtime"),
        ("time_zone", "../../etc/passwd"),
    ],
)
def test_a_profile_that_cannot_be(client: Client, amina: User, field: str, value: str) -> None:
    fields = {"full_name": "Amina Weber", "language": "fr", "time_zone": "UTC", field: value}
    answer = client.post(ME + "/profile", fields)
    assert answer.status_code == 400
    assert _errors(answer).keys() == {field}
    assert User.objects.get(pk=amina.pk).language == "en"


def test_what_an_app_has_set_and_the_pages_do_not_offer_stays(client: Client, amina: User) -> None:
    """A new name is saved; language and time zone do not become the first ones of their lists by that."""
    User.objects.filter(pk=amina.pk).update(language="pt-br", time_zone="Etc/GMT+5")
    page = client.get(ME + "/profile").content.decode()
    for own in ("pt-br", "Etc/GMT+5"):
        assert f'<option value="{own}" selected>' in page
    fields = {"full_name": "Amina Weber", "language": "pt-br", "time_zone": "Etc/GMT+5"}
    assert client.post(ME + "/profile", fields).status_code == 303
    amina.refresh_from_db()
    assert (amina.full_name, amina.language, amina.time_zone) == ("Amina Weber", "pt-br", "Etc/GMT+5")
    assert settings.LANGUAGE_COOKIE_NAME not in client.cookies, "the pages do not speak it"
    assert client.post(ME + "/profile", {**fields, "time_zone": "Etc/GMT+6"}).status_code == 400


def test_times_are_the_platform_s_until_a_person_says_where_they_live(
    client: Client, amina: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The zone that the profile shows is the one in which the pages show times."""
    monkeypatch.setattr(settings, "LIMITS_TIME_ZONE", "Africa/Nairobi")
    Session.objects.filter(user=amina).update(created_at=datetime(2025, 11, 3, 22, 30, tzinfo=UTC))
    assert "4 Nov 2025, 01:30" in client.get(ME + "/sessions").content.decode()
    assert '<option value="Africa/Nairobi" selected>' in client.get(ME + "/profile").content.decode()
    User.objects.filter(pk=amina.pk).update(time_zone="America/Bogota")
    assert "3 Nov 2025, 17:30" in client.get(ME + "/sessions").content.decode()


def test_columns_that_no_form_has_stay_as_they_are(client: Client, amina: User) -> None:
    """SECURITY 15."""
    before = User.objects.values("is_staff", "kyc_tier", "status", "msisdn", "email").get(pk=amina.pk)
    fields = {"full_name": "Amina Weber", "language": "en", "time_zone": "UTC"}
    extra = {
        "is_staff": "on",
        "kyc_tier": "TIER_2",
        "status": "LOCKED",
        "msisdn": "+254712000009",
        "email": "x@y.example",
    }
    assert client.post(ME + "/profile", {**fields, **extra}).status_code == 303
    assert User.objects.values("is_staff", "kyc_tier", "status", "msisdn", "email").get(pk=amina.pk) == before


def test_what_people_write_is_only_ever_text(client: Client, amina: User) -> None:
    name = "Amina </title><b>x</b>"
    User.objects.filter(pk=amina.pk).update(full_name=name)
    text = client.get(ME).content.decode() + client.get(ME + "/profile").content.decode()
    assert "<b>x</b>" not in text
    assert "&lt;b&gt;" in text


def test_a_handle_is_taken_and_given_up(client: Client, amina: User) -> None:
    make_person("brian", handle="taken")
    for handle, status in (("", 400), ("9x", 400), ("a" * 40, 400), ("Ámina", 400), ("taken", 409), ("admin", 409)):
        answer = client.post(ME + "/handle", {"handle": handle})
        assert answer.status_code == status, handle
    assert client.post(ME + "/handle", {"handle": "@Amina_O"}).status_code == 303
    assert "@amina_o" in client.get(ME).content.decode()
    assert client.post(ME + "/handle", {"handle": "another"}).status_code == 422
    assert client.post(ME + "/handle/remove").status_code == 303
    assert User.objects.get(pk=amina.pk).handle is None


def _png(size: tuple[int, int] = (40, 30)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "green").save(out, "PNG")
    return out.getvalue()


def test_a_photo_is_drawn_anew_and_shown_to_its_owner_only(client: Client, amina: User) -> None:
    assert client.get(ME + "/photo/image").status_code == 404
    photo = SimpleUploadedFile("../../x.png", _png(), "image/png")
    assert client.post(ME + "/photo", {"photo": photo}).status_code == 303
    shown = client.get(ME + "/photo/image")
    assert (shown.status_code, shown["Content-Type"]) == (200, "image/jpeg")
    assert shown["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in shown["Cache-Control"]
    other = Client()
    sign_in(other, make_person("brian"))
    assert other.get(ME + "/photo/image").status_code == 404
    assert client.post(ME + "/photo/remove").status_code == 303
    assert client.get(ME + "/photo/image").status_code == 404


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        b"GIF89a",
        _png()[:60],
        _png() + b"PK\x05\x06 and more",
        b"x" * 9 * 1024**2,
    ],
)
def test_what_is_no_photo_is_refused(client: Client, amina: User, content: bytes) -> None:
    answer = client.post(ME + "/photo", {"photo": SimpleUploadedFile("x.png", content, "image/png")})
    assert answer.status_code == 400
    assert client.post(ME + "/photo", {}).status_code == 400
    assert not User.objects.get(pk=amina.pk).photo


def test_an_emergency_contact(client: Client, amina: User) -> None:
    assert client.post(ME + "/contact", {"name": "Esther", "msisdn": "0712"}).status_code == 400
    fields = {"name": "Esther Wanjiru", "msisdn": "+254 712 000 005", "relation": " my  sister "}
    assert client.post(ME + "/contact", fields).status_code == 303
    assert selectors.get_emergency_contact(amina.pk).relation == "my sister"
    assert "+254712000005" in client.get(ME + "/contact").content.decode()
    assert client.post(ME + "/contact/remove").status_code == 303
    assert "+254712000005" not in client.get(ME + "/contact").content.decode()


def test_a_payee_is_trusted_with_a_code(client: Client, amina: User) -> None:
    brian = make_person("brian")
    path = ME + "/payees/new"
    for to, status in (("", 400), ("+254799999999", 422), (CAST["amina"][1], 400)):
        assert client.post(path, {"to": to}).status_code == status, to
    fields = {"to": brian.msisdn, "nickname": "Landlord"}
    asked = client.post(path, fields)
    assert asked.status_code == 403
    assert "+254***002" not in asked.content.decode(), "the code goes to her own number"
    right = answered(fields, asked)
    wrong = client.post(path, {**right, "code": wrong_code(right["code"])})
    assert wrong.status_code == 422
    assert "code" in _errors(wrong)
    assert right["code"] not in wrong.content.decode()
    other = make_person("esther")
    assert client.post(path, {**right, "to": other.msisdn}).status_code == 422, "a code is good for one payee only"
    assert client.post(path, right).status_code == 303
    assert client.post(path, right).status_code == 409
    page = client.get(ME + "/payees").content.decode()
    assert "Landlord" in page
    assert "Brian Mwangi" not in page, "adding a number does not tell whose it is"
    row = TrustedPayee.objects.get()
    stranger = Client()
    sign_in(stranger, brian)
    assert stranger.post(f"{ME}/payees/{row.id}/remove").status_code == 404
    assert client.post(f"{ME}/payees/{row.id}/remove").status_code == 303
    assert not TrustedPayee.objects.exists()


def test_nobody_s_number_is_taken_from_an_address(client: Client, amina: User) -> None:
    """Addresses stand in the logs of what lies between."""
    page = client.get(ME + "/payees/new", {"to": CAST["brian"][1]})
    assert not page.context["form"]["to"].value()


def test_another_code_can_be_asked_for(client: Client, amina: User) -> None:
    fields = {"to": make_person("brian").msisdn, "nickname": ""}
    first = client.post(ME + "/payees/new", fields)
    old = answered(fields, first)
    second = client.post(ME + "/payees/new", {**old, "again": "1"})
    assert second.status_code == 403
    assert second.context["form"]["challenge_id"].value() != old["challenge_id"]
    assert client.post(ME + "/payees/new", old).status_code == 422, "the first code is dead"
    assert client.post(ME + "/payees/new", answered(fields, second)).status_code == 303


def test_two_codes_move_a_person_to_another_number(client: Client, amina: User) -> None:
    path, fields = ME + "/number", {"msisdn": "+254 712 000 077", "password": PASSWORD}
    elsewhere = tokens_of(amina).session_id
    assert client.post(path, {**fields, "password": "wrong"}).status_code == 400
    assert client.post(path, {**fields, "msisdn": amina.msisdn}).status_code == 400
    first = client.post(path, fields)
    assert first.status_code == 403
    old_code = answered(fields, first)
    second = client.post(path, old_code)
    assert second.status_code == 403
    sealed = second.context["form"]["first"].value()
    assert sealed
    text = second.content.decode()
    assert PASSWORD not in text
    assert old_code["code"] not in text
    new_code = {**fields, "first": sealed, "challenge_id": str(second.context["form"]["challenge_id"].value())}
    right = code_for(new_code["challenge_id"])
    mistyped = client.post(path, {**new_code, "code": wrong_code(right)})
    assert mistyped.status_code == 422
    assert mistyped.context["form"]["first"].value() == sealed, "the first code need not come again"
    assert client.post(path, {**new_code, "code": right}).status_code == 303
    assert User.objects.get(pk=amina.pk).msisdn == "+254712000077"
    assert Session.objects.get(pk=elsewhere).revoked_at is not None
    assert client.get(ME).status_code == 200, "here one stays logged in"


def test_the_sealed_first_code_is_of_one_person_only(client: Client, amina: User) -> None:
    path, fields = ME + "/number", {"msisdn": "+254712000077", "password": PASSWORD}
    first = client.post(path, fields)
    second = client.post(path, answered(fields, first))
    sealed = second.context["form"]["first"].value()
    other, brian = Client(), make_person("brian")
    sign_in(other, brian)
    for value in (sealed, sealed[:-2], "zz", "00" * 40, "ff"):
        answer = other.post(path, {**fields, "first": value})
        assert answer.status_code == 403, "the first code is asked for, as of anybody"
    assert User.objects.get(pk=brian.pk).msisdn == CAST["brian"][1]


def test_a_taken_number_is_answered_like_a_free_one(client: Client, amina: User) -> None:
    make_person("brian")
    path = ME + "/number"
    answers = []
    for number in ("+254712000002", "+254712000078"):
        fields = {"msisdn": number, "password": PASSWORD}
        second = client.post(path, answered(fields, client.post(path, fields)))
        answers.append((second.status_code, _errors(second)))
    assert answers[0] == answers[1]


def test_an_address_is_changed_confirmed_and_removed(client: Client, amina: User) -> None:
    path, fields = ME + "/email", {"email": "Amina@Weber.example"}
    first = client.post(path, fields)
    second = client.post(path, answered(fields, first))
    form = second.context["form"]
    last = {**fields, "first": form["first"].value(), "challenge_id": form["challenge_id"].value()}
    assert client.post(path, {**last, "code": code_for(last["challenge_id"])}).status_code == 303
    amina.refresh_from_db()
    assert amina.email == "amina@weber.example"
    assert amina.email_verified_at is not None
    removal = client.post(path + "/remove", {})
    assert removal.status_code == 403
    assert client.post(path + "/remove", answered({}, removal)).status_code == 303
    assert User.objects.get(pk=amina.pk).email is None
    assert client.post(path, {"email": "x"}).status_code == 400
    assert client.post(path + "/confirm", {}).status_code == 409, "there is nothing to confirm"


def test_the_address_one_registered_with_is_confirmed(client: Client, amina: User) -> None:
    User.objects.filter(pk=amina.pk).update(email_verified_at=None)
    path = ME + "/email/confirm"
    asked = client.post(path, {})
    assert asked.status_code == 403
    assert OneTimeCode.objects.latest("id").address == "amina@example.org"
    assert client.post(path, answered({}, asked)).status_code == 303
    assert User.objects.get(pk=amina.pk).email_verified_at is not None


def test_while_a_phone_is_lost_nothing_of_this_changes(client: Client, amina: User) -> None:
    User.objects.filter(pk=amina.pk).update(secured_at=clock.now())
    for page, fields in (
        ("/handle", {"handle": "amina_o"}),
        ("/contact", {"name": "Esther", "msisdn": "+254712000005"}),
        ("/email", {"email": "amina@weber.example"}),
        ("/email/remove", {}),
        ("/number", {"msisdn": "+254712000077", "password": PASSWORD}),
        ("/payees/new", {"to": "+254712000005"}),
        ("/close", {"password": PASSWORD}),
    ):
        answer = client.post(ME + page, fields)
        assert answer.status_code == 403, page
        assert "reported lost" in answer.content.decode(), page
    assert "/wallet/me/unlock" in client.get(ME).content.decode()


def test_sessions_are_listed_and_ended(client: Client, amina: User, django_assert_max_num_queries: Any) -> None:
    others = [tokens_of(amina).session_id for _ in range(25)]
    foreign = tokens_of(make_person("brian")).session_id
    client.get(ME + "/sessions")
    with django_assert_max_num_queries(12):
        page = client.get(ME + "/sessions")
    assert len(page.context["page"].rows) == 20
    older = client.get(page.context["page"].older)
    assert len(older.context["page"].rows) == 6
    assert older.context["page"].newer
    assert client.get(ME + "/sessions?cursor=rubbish").status_code == 400
    assert client.post(f"{ME}/sessions/{foreign}/end").status_code == 404
    assert client.post(f"{ME}/sessions/{uuid7()}/end").status_code == 404
    assert client.post(f"{ME}/sessions/{others[0]}/end").status_code == 303
    assert Session.objects.get(pk=others[0]).revoked_at is not None
    assert client.post(ME + "/sessions/end-others").status_code == 303
    assert Session.objects.filter(user=amina, revoked_at=None).count() == 1
    assert Session.objects.get(pk=foreign).revoked_at is None
    assert client.get(ME).status_code == 200


def test_what_one_did_stands_there_in_words(client: Client, amina: User) -> None:
    services.record_activity(
        person_id=amina.pk, action="accounts.locked", detail={"reason": "a canary of the operators"}, at=clock.now()
    )
    services.record_activity(person_id=amina.pk, action="nobody.worded_this", at=clock.now())
    text = client.get(ME + "/activity").content.decode()
    assert "Account locked by GoPay" in text
    assert "canary" not in text
    assert "nobody.worded_this" not in text
    make_person("brian")
    assert Activity.objects.exclude(person_id=amina.pk).count() == 0


@pytest.mark.parametrize("action", ["accounts.joined", "accounts.unheard_of", "wallets.opened", "x", "", "till.x.y"])
def test_every_action_has_words_and_a_picture(action: str) -> None:
    assert deed(action)
    assert deed_icon(action)


@pytest.mark.parametrize(
    ("action", "words"),
    [
        ("agents.cash_out_declined", "A cash-out was declined"),
        ("merchants.code_shown", "A payment code was shown"),
        ("merchants.code_cancelled", "A payment code was called off"),
    ],
)
def test_a_customer_reads_nothing_of_a_desk_or_a_business(action: str, words: str) -> None:
    """These are done by who pays, under the name of the app that they pay through."""
    assert deed(action) == words
    assert deed_icon(action) != "store"


def test_a_copy_of_one_s_data_is_asked_for_and_fetched(client: Client, amina: User) -> None:
    assert client.post(ME + "/export").status_code == 303
    assert client.post(ME + "/export").status_code == 303
    export = DataExport.objects.get()
    page = client.get(ME + "/export")
    assert 'data-live="/wallet/me/export/part"' in page.content.decode()
    assert "<html" not in client.get(ME + "/export/part").content.decode()
    file = f"{ME}/export/{export.id}/file"
    assert client.get(file).status_code == 409
    assert services.make_export(export_id=export.id, read_clock=clock.now)
    assert f'href="{file}"' in client.get(ME + "/export").content.decode()
    answer = client.get(file)
    assert answer["Content-Type"] == "application/zip"
    assert b"".join(answer).startswith(b"PK")  # type: ignore[arg-type]
    other = Client()
    sign_in(other, make_person("brian"))
    assert other.get(file).status_code == 404
    DataExport.objects.update(expires_at=clock.now() - timedelta(seconds=1))
    assert client.get(file).status_code == 409
    assert f'href="{file}"' not in client.get(ME + "/export").content.decode()


@pytest.mark.parametrize("language", ["fr", "sw", "ar", "en"])
def test_the_language_chooser_serves_everybody(client: Client, language: str) -> None:
    answer = client.post("/language", {"language": language, "next": "/register"})
    assert (answer.status_code, answer["Location"]) == (303, "/register")
    page = client.get("/register").content.decode()
    assert f'<html lang="{language}"' in page
    assert ('dir="rtl">' in page) == (language == "ar")


def test_the_language_chooser_changes_the_person_too(client: Client, amina: User) -> None:
    client.post("/language", {"language": "ar", "next": "//evil.example"})
    assert User.objects.get(pk=amina.pk).language == "ar"
    answer = client.post("/language", {"language": "xx", "next": "https://evil.example/"})
    assert answer["Location"] == "/"
    assert User.objects.get(pk=amina.pk).language == "ar"
    assert client.get("/language").status_code == 405
