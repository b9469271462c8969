"""Changes of a profile are told where the person is now, and where they were before: SECURITY 6."""

from typing import Any

import pytest

from apps.accounts import services as accounts
from apps.accounts.models import User
from apps.accounts.tests.confirming import answer_to, both_confirmed, stepped_up
from apps.accounts.tests.factories import PASSWORD, client_of, make_operator, make_person
from apps.core import clock, events
from apps.core.ids import uuid7
from apps.core.tests.queue import deliver_events
from apps.notifications import services
from apps.notifications.models import Delivery, Notification, Preference, SandboxMessage

pytestmark = pytest.mark.django_db
OLD, NEW = "+254712000001", "+254712000099"


@pytest.fixture
def amina(sandbox: None) -> User:
    return make_person("amina")


def told(template: str) -> list[str]:
    """Where a message has gone so far; asked again, only where it went since."""
    deliver_events()
    found = Delivery.objects.filter(template=template)
    addresses = sorted(found.values_list("address", flat=True))
    found.delete()
    return addresses


def put_email(user: User, email: str | None) -> Any:
    client = client_of(user)
    return lambda **codes: client.put("/api/v1/me/email", {"email": email, **codes}, format="json")


def test_the_old_address_hears_of_the_new_one_and_of_its_removal(amina: User) -> None:
    """SECURITY 6 (OWASP ASVS 7.5.1): whoever took over an account cannot silence its owner."""
    both_confirmed(put_email(amina, "amina@weber.example"))
    assert told("email_changed") == sorted([OLD, "amina@example.org", "amina@weber.example"])
    stepped_up(put_email(amina, None))
    assert told("email_changed") == sorted([OLD, "amina@weber.example"])


def test_the_old_number_hears_of_the_new_one(amina: User) -> None:
    """SECURITY 6 (OWASP ASVS 7.5.1)."""
    client = client_of(amina)
    body = {"msisdn": NEW, "password": PASSWORD}
    both_confirmed(lambda **codes: client.post("/api/v1/me/number", {**body, **codes}, format="json"))
    assert told("number_changed") == sorted([OLD, NEW, "amina@example.org"])


def test_each_code_goes_to_the_address_that_must_confirm(amina: User) -> None:
    ask = put_email(amina, "amina@weber.example")
    refusal = ask()
    assert told("confirm_email") == [OLD]
    assert ask(step_up=answer_to(refusal)).json()["code"] == "proof_required"
    assert told("confirm_email") == ["amina@weber.example"]


def test_an_address_that_is_somebody_elses_is_sent_no_code_and_its_owner_hears_of_it(amina: User) -> None:
    make_person("brian")
    ask = put_email(amina, "brian@example.org")
    refusal = ask()
    assert ask(step_up=answer_to(refusal)).json()["code"] == "proof_required"
    assert told("confirm_email") == [OLD]
    assert told("address_claimed") == sorted(["+254712000002", "brian@example.org"])


def test_whoever_loses_an_unproven_address_hears_of_it(amina: User) -> None:
    make_person("brian", email="amina@weber.example", email_verified_at=None)
    both_confirmed(put_email(amina, "amina@weber.example"))
    assert told("email_lost") == ["+254712000002"]


@pytest.mark.parametrize("approve", [True, False])
def test_who_asked_for_a_name_hears_what_became_of_it(amina: User, approve: bool) -> None:
    User.objects.update(kyc_tier="TIER_1")
    accounts.update_profile(person_id=amina.id, full_name="Amina Weber", now=clock.now())
    change = amina.name_changes.get()
    reason = "Your document shows another name."
    accounts.decide_name_change(
        change_id=change.id, approve=approve, reason=reason, by=make_operator().id, now=clock.now()
    )
    assert told("name_changed" if approve else "name_change_rejected") == sorted([OLD, "amina@example.org"])
    body = Notification.objects.get(person_id=amina.id).body
    assert ("Amina Weber" if approve else reason) in body


def test_a_new_trusted_payee_is_told_by_a_name_that_tells_a_stranger_little(amina: User) -> None:
    make_person("brian")
    client = client_of(amina)
    body = {"to": "+254712000002"}
    stepped_up(lambda **codes: client.post("/api/v1/me/trusted-payees", {**body, **codes}, format="json"))
    assert told("payee_trusted") == sorted([OLD, "amina@example.org"])
    body_of_news = Notification.objects.get(person_id=amina.id, topic="payee_trusted").body
    assert "Brian M." in body_of_news and "Mwangi" not in body_of_news


def test_an_export_that_failed_is_no_security_message(amina: User) -> None:
    services.choose_channels(person_id=amina.id, choices={"SMS": False}, now=clock.now())
    events.record("accounts.export_failed", {"person_id": str(amina.id), "export_id": str(uuid7())}, at=clock.now())
    assert told("export_failed") == ["amina@example.org"]


def test_what_an_erased_person_was_told_is_erased_and_nobody_elses(amina: User) -> None:
    brian = make_person("brian")
    for person in (amina, brian):
        services.choose_channels(person_id=person.id, choices={"SMS": True}, now=clock.now())
        events.record("accounts.password_changed", {"person_id": str(person.id)}, at=clock.now())
    deliver_events()
    events.record("accounts.erased", {"person_id": str(amina.id)}, at=clock.now())
    deliver_events()
    for model in (Notification, Delivery, Preference):
        assert set(model.objects.values_list("person_id", flat=True)) == {brian.id}
    assert not SandboxMessage.objects.filter(address__in=[amina.msisdn, amina.email]).exists()
