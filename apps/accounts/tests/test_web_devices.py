"""Devices, PIN and password on the pages, and a phone that is gone."""

import logging
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from apps.accounts import facts, services
from apps.accounts.models import Device, Pin, Session, User, WipeCommand
from apps.accounts.tests.factories import PASSWORD, PIN, Phone, give_phone, make_person, tokens_of, wrong_code
from apps.accounts.tests.phones import key_of
from apps.accounts.tests.web import Signer, answered, newest_code, sign_in
from apps.core import clock
from apps.core.ids import uuid7

DEVICES = "/wallet/me/devices"
SECURITY = "/wallet/me/security"
NEW_PIN = "806153"
# PINs and codes are counted for good, which must not happen inside a transaction.
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def amina() -> User:
    return make_person("amina")


@pytest.fixture
def signer(client: Client, amina: User) -> Signer:
    """Amina in a browser that is one of her devices."""
    return sign_in(client, amina, give_phone(amina))


def _browser(phone: Phone, **changes: str) -> dict[str, str]:
    own = {"device_id": "browser-1", "device_name": "Firefox", "device_platform": "web", "public_key": key_of(phone)}
    return {**own, **changes}


def test_a_browser_becomes_a_device_with_a_code(client: Client, amina: User) -> None:
    signer, phone, path = sign_in(client, amina), Phone(), DEVICES + "/this"
    assert "not one of your devices" in client.get(DEVICES).content.decode()
    without = client.post(path, _browser(phone, public_key=""))
    assert without.status_code == 422
    assert "cannot keep a key" in without.content.decode()
    assert client.post(path, _browser(phone, device_id="")).status_code == 422
    assert client.post(path, _browser(phone, public_key="AAAA")).status_code == 400
    assert client.post(path, _browser(phone, public_key="A" * 43 + "=")).status_code == 400
    asked = client.post(path, _browser(phone))
    assert asked.status_code == 403
    answer = client.post(path, answered(_browser(Phone()), asked))
    assert answer.status_code == 422, "the code is good for this key only"
    assert client.post(path, answered(_browser(phone), asked)).status_code == 303
    device = Device.objects.get(user=amina)
    assert Session.objects.get(pk=signer.session_id).bound_device == device
    page = client.get(DEVICES)
    assert "not one of your devices" not in page.content.decode()
    assert f'<meta name="gopay-device" content="{device.id}">' in page.content.decode()


def test_a_browser_that_is_somebody_else_s_device_is_refused_in_words(client: Client, amina: User) -> None:
    phone = give_phone(make_person("brian"))
    sign_in(client, amina)
    answer = client.post(DEVICES + "/this", _browser(phone))
    assert answer.status_code == 409
    assert "Somebody else uses this browser" in answer.content.decode()


def test_devices_of_others_are_not_there(client: Client, signer: Signer) -> None:
    foreign = give_phone(make_person("brian")).device_id
    for device_id in (foreign, uuid7()):
        for rest in ("", "/unlock", "/wipe", "/remove"):
            assert client.get(f"{DEVICES}/{device_id}{rest}").status_code == 404, rest
        for rest, fields in (("/lock", {}), ("/wipe", {"sure": "on"}), ("/remove", {}), ("/unlock", {"pin": PIN})):
            assert client.post(f"{DEVICES}/{device_id}{rest}", fields).status_code in {404, 403}, rest
    assert Device.objects.get(pk=foreign).status == Device.Status.ACTIVE


def test_many_devices_cost_one_statement(
    client: Client, amina: User, signer: Signer, django_assert_max_num_queries: Any
) -> None:
    for _ in range(settings.MAX_DEVICES - 1):
        give_phone(amina)
    client.get(DEVICES)
    with django_assert_max_num_queries(12):
        assert len(client.get(DEVICES).context["page"].rows) == settings.MAX_DEVICES


def test_a_lost_phone_is_locked_at_once_and_unlocked_by_signature_pin_and_code(
    client: Client, amina: User, signer: Signer
) -> None:
    phone = give_phone(amina)
    lost, path = f"{DEVICES}/{phone.device_id}", f"{DEVICES}/{phone.device_id}/unlock"
    assert client.get(lost + "/lock").status_code == 405
    assert client.post(lost + "/lock").status_code == 303
    assert Device.objects.get(pk=phone.device_id).status == Device.Status.LOCKED
    assert client.post(path, {"pin": PIN}).status_code == 403, "a PIN alone does nothing"
    foreign = Signer(signer.session_id, phone)
    assert client.post(path, foreign({"pin": PIN}, path)).status_code == 403, "nor does the lost phone's own key"
    elsewhere = signer({"pin": PIN}, lost + "/remove")
    assert client.post(path, elsewhere).status_code == 403, "nor a signature of another form"
    assert client.post(path, {**signer({"pin": PIN}, path), "pin": "739185"}).status_code == 403
    half = signer({"pin": PIN}, path)
    assert client.post(path, {**half, "signature": ""}).status_code == 403
    assert client.post(path, signer({"pin": "1x"}, path)).status_code == 400
    wrong = client.post(path, signer({"pin": "111222"}, path))
    assert wrong.status_code == 403
    assert "Tries left" in wrong.content.decode()
    asked = client.post(path, signer({"pin": PIN}, path))
    assert asked.status_code == 403
    assert asked.context["form"].step_up["sent_to"] == "+254***001"
    assert f'value="{PIN}"' not in asked.content.decode()
    right = answered({"pin": PIN}, asked)
    assert client.post(path, signer({**right, "code": wrong_code(right["code"])}, path)).status_code == 422
    assert client.post(path, signer(right, path)).status_code == 303
    assert Device.objects.get(pk=phone.device_id).status == Device.Status.ACTIVE
    assert User.objects.get(pk=amina.pk).cautious_until is not None


def test_a_form_that_was_refused_keeps_asking_for_the_code(client: Client, amina: User, signer: Signer) -> None:
    phone = give_phone(amina)
    path = f"{DEVICES}/{phone.device_id}/unlock"
    client.post(f"{DEVICES}/{phone.device_id}/lock")
    right = answered({"pin": PIN}, client.post(path, signer({"pin": PIN}, path)))
    again = client.post(path, signer({**right, "pin": ""}, path))
    assert again.status_code == 400
    assert again.context["form"].step_up is not None
    assert right["code"] not in again.content.decode()
    assert client.post(path, signer(right, path)).status_code == 303


def test_from_a_browser_that_is_no_device_nothing_is_unlocked(client: Client, amina: User) -> None:
    phone = give_phone(amina)
    sign_in(client, amina)
    client.post(f"{DEVICES}/{phone.device_id}/lock")
    page = client.get(f"{DEVICES}/{phone.device_id}/unlock").content.decode()
    assert "First make this browser one of your devices" in page
    assert client.post(f"{DEVICES}/{phone.device_id}/unlock", {"pin": PIN}).status_code == 403


def test_wiping_takes_a_plain_yes(client: Client, amina: User, signer: Signer) -> None:
    phone = give_phone(amina)
    path = f"{DEVICES}/{phone.device_id}/wipe"
    assert client.post(path, {}).status_code == 400
    assert client.post(path, {"sure": "on"}).status_code == 303
    assert Device.objects.get(pk=phone.device_id).status == Device.Status.LOCKED
    page = client.get(f"{DEVICES}/{phone.device_id}").content.decode()
    assert "Will be wiped" in page
    assert "/unlock" not in page


def test_a_wiped_device_can_be_taken_off_the_list(client: Client, amina: User, signer: Signer) -> None:
    phone = give_phone(amina)
    path = f"{DEVICES}/{phone.device_id}"
    services.request_wipe(person_id=amina.pk, device_id=phone.device_id, now=clock.now())
    WipeCommand.objects.update(delivered_at=clock.now(), done_at=clock.now())
    Device.objects.filter(pk=phone.device_id).update(status=Device.Status.WIPED, public_key=None, ended_at=clock.now())
    page = client.get(path).content.decode()
    assert f'href="{path}/remove"' in page
    for rest in ("lock", "unlock", "wipe"):
        assert f"{path}/{rest}" not in page
    assert client.post(f"{path}/remove", {}).status_code == 303
    assert [one.id for one in client.get(DEVICES).context["page"].rows] == [signer.device.device_id]  # type: ignore[union-attr]


def test_wiping_the_browser_one_is_in_logs_out(client: Client, signer: Signer) -> None:
    assert signer.device
    client.post(f"{DEVICES}/{signer.device.device_id}/wipe", {"sure": "on"})
    assert client.get("/wallet/me").status_code == 303


def test_another_device_is_removed_with_a_code_and_one_s_own_without(
    client: Client, amina: User, signer: Signer
) -> None:
    phone = give_phone(amina)
    path = f"{DEVICES}/{phone.device_id}/remove"
    asked = client.post(path, {})
    assert asked.status_code == 403
    assert client.post(path, answered({}, asked)).status_code == 303
    assert Device.objects.get(pk=phone.device_id).status == Device.Status.REMOVED
    assert signer.device
    assert client.post(f"{DEVICES}/{signer.device.device_id}/remove", {}).status_code == 303
    assert client.get("/wallet/me").status_code == 303


def test_the_pin_is_changed_with_password_and_code(client: Client, amina: User, signer: Signer) -> None:
    path, fields = SECURITY + "/pin", {"pin": NEW_PIN, "pin_again": NEW_PIN, "password": PASSWORD}
    before = Pin.objects.get(pk=amina.pk).version
    for changes in (
        {"pin": "1234", "pin_again": "1234"},
        {"pin_again": "806154"},
        {"pin": "８０６１５３", "pin_again": "８０６１５３"},
        {"pin": "806", "pin_again": "806"},
        {"password": "wrong"},
    ):
        assert client.post(path, {**fields, **changes}).status_code == 400, changes
    asked = client.post(path, fields)
    assert asked.status_code == 403
    text = asked.content.decode()
    assert NEW_PIN not in text
    assert PASSWORD not in text
    assert client.post(path, answered(fields, asked)).status_code == 303
    assert Pin.objects.get(pk=amina.pk).version == before + 1


def test_a_forgotten_pin_takes_a_fact_too(
    client: Client, amina: User, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SECURITY 6."""
    monkeypatch.setattr(facts, "_knows", [lambda person_id, typed: typed == "A1234567"])
    path = SECURITY + "/pin/forgotten"
    fields = {"pin": NEW_PIN, "pin_again": NEW_PIN, "password": PASSWORD, "id_number": "A1234567"}
    assert client.post(path, {**fields, "id_number": "B1"}).status_code == 422
    assert client.post(path, {**fields, "id_number": ""}).status_code == 422
    asked = client.post(path, fields)
    assert asked.status_code == 403
    assert "A1234567" not in asked.content.decode()
    assert client.post(path, answered(fields, asked)).status_code == 303
    assert User.objects.get(pk=amina.pk).cautious_until is not None


def test_the_password_is_changed_and_other_sessions_end(client: Client, amina: User, signer: Signer) -> None:
    elsewhere, path = tokens_of(amina).session_id, SECURITY + "/password"
    fields = {"current_password": PASSWORD, "new_password": "four grey herons"}
    for changes in ({"current_password": "wrong"}, {"new_password": "short"}, {"new_password": "aminaotieno"}):
        answer = client.post(path, {**fields, **changes})
        assert answer.status_code == 400, changes
        for secret in ({**fields, **changes}).values():
            assert f'value="{secret}"' not in answer.content.decode()
    assert client.post(path, fields).status_code == 303
    assert Session.objects.get(pk=elsewhere).revoked_at is not None
    assert client.get("/wallet/me").status_code == 200
    assert Client().post("/login", {"identifier": amina.msisdn, "password": "four grey herons"}).status_code == 303


def test_a_lost_phone_is_reported_from_any_browser(amina: User) -> None:
    home = Client()
    sign_in(home, amina, give_phone(amina))
    client = Client()
    assert client.get("/lost-phone/code")["Location"] == "/lost-phone"
    answer = client.post("/lost-phone", {"msisdn": amina.msisdn, "password": PASSWORD})
    assert (answer.status_code, answer["Location"]) == (303, "/lost-phone/code")
    code = newest_code("RECOVERY")
    for fields, status in (
        ({"code": wrong_code(code), "password": PASSWORD}, 422),
        ({"code": code, "password": "wrong"}, 422),
        ({"code": "", "password": PASSWORD}, 400),
    ):
        refused = client.post("/lost-phone/code", fields)
        assert refused.status_code == status
        assert code not in refused.content.decode()
        assert PASSWORD not in refused.content.decode()
    done = client.post("/lost-phone/code", {"code": code, "password": PASSWORD})
    assert done.status_code == 200
    assert "Your account is locked" in done.content.decode()
    assert User.objects.get(pk=amina.pk).secured_at is not None
    assert Device.objects.get(user=amina).status == Device.Status.LOCKED
    assert home.get("/wallet/me").status_code == 303, "what was open elsewhere is over"
    assert client.get("/lost-phone/code")["Location"] == "/lost-phone"


def test_a_friend_in_whose_browser_it_is_reported_stays_signed_in(client: Client, amina: User) -> None:
    sign_in(client, make_person("brian"))
    client.post("/lost-phone", {"msisdn": amina.msisdn, "password": PASSWORD})
    client.post("/lost-phone/code", {"code": newest_code("RECOVERY"), "password": PASSWORD})
    assert User.objects.get(pk=amina.pk).secured_at is not None
    assert "Brian Mwangi" in client.get("/wallet/me").content.decode()


def test_who_reports_it_in_a_browser_of_their_own_is_signed_out_there(client: Client, amina: User) -> None:
    sign_in(client, amina)
    client.post("/lost-phone", {"msisdn": amina.msisdn, "password": PASSWORD})
    client.post("/lost-phone/code", {"code": newest_code("RECOVERY"), "password": PASSWORD})
    assert not client.cookies[settings.WEB_COOKIE_NAME].value


def test_reporting_a_phone_tells_nothing_of_who_is_here(client: Client, amina: User) -> None:
    """SECURITY 5."""
    make_person("dalia")
    answers = set()
    for number, password in (
        (amina.msisdn, PASSWORD),
        (amina.msisdn, "wrong wrong"),
        ("+254799999999", PASSWORD),
        ("+201001000004", PASSWORD),
    ):
        visitor = Client()
        answer = visitor.post("/lost-phone", {"msisdn": number, "password": password})
        page = visitor.get("/lost-phone/code")
        answers.add((answer.status_code, answer["Location"], page.status_code, len(page.content)))
    assert len(answers) == 1


def test_a_secured_account_is_unlocked_from_a_new_device(client: Client, amina: User, signer: Signer) -> None:
    path = "/wallet/me/unlock"
    assert "Nothing is locked" in client.get(path).content.decode()
    assert client.post(path, signer({"pin": PIN}, path)).status_code == 409
    User.objects.filter(pk=amina.pk).update(secured_at=clock.now())
    assert client.post(path, {"pin": PIN}).status_code == 403
    asked = client.post(path, signer({"pin": PIN}, path))
    assert asked.context["form"].step_up["sent_to"] == "a***@example.org", "not to the number in the lost phone"
    assert client.post(path, signer(answered({"pin": PIN}, asked), path)).status_code == 303
    assert User.objects.get(pk=amina.pk).secured_at is None


def test_pins_codes_and_passwords_are_in_no_log(
    client: Client, amina: User, signer: Signer, caplog: pytest.LogCaptureFixture
) -> None:
    """SECURITY 2."""
    caplog.set_level(logging.DEBUG)
    path, fields = SECURITY + "/pin", {"pin": NEW_PIN, "pin_again": NEW_PIN, "password": PASSWORD}
    right = answered(fields, client.post(path, fields))
    client.post(path, {**right, "code": wrong_code(right["code"])})
    client.post(path, right)
    for secret in (NEW_PIN, PASSWORD, right["code"], wrong_code(right["code"])):
        assert secret not in caplog.text
