"""SECURITY 6: no page of the operators' site shows a secret, and none takes one for somebody else."""

import base64
import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from apps.accounts import selectors, services
from apps.accounts.models import (
    DataExport,
    Device,
    EmergencyContact,
    NameChange,
    OneTimeCode,
    Pin,
    RefreshToken,
    User,
    WipeCommand,
)
from apps.accounts.tests.factories import PIN, give_phone, give_pin, make_operator, make_person, tokens_of
from apps.core import clock, crypto
from apps.operations.models import StaffAuthenticator, StaffRecoveryCode
from apps.operations.tests.staff import admin_routes, enrol, log_in

pytestmark = pytest.mark.django_db
# The pages on which somebody types a secret of their own.
OWN_SECRETS = {"/admin/login/", "/admin/password_change/", "/admin/second_factor/"}
FIELD = re.compile(r'<(?:input|select|textarea)\b[^>]*\bname="([^"]+)"')
SECRET_WORD = re.compile(r"passw|secret|\bpin\b|digest|salt|nonce|public_key|token|pepper|hash", re.IGNORECASE)


def spellings(raw: bytes | memoryview) -> Iterator[str]:
    """Every way in which a page could show bytes."""
    value = bytes(raw)
    yield value.hex()
    yield base64.b64encode(value).decode().rstrip("=")
    yield base64.urlsafe_b64encode(value).decode().rstrip("=")
    yield repr(value)[2:-1].replace("\\", "&#x5C;")
    yield repr(value)[2:-1]


@pytest.fixture
def secrets() -> tuple[Client, set[str]]:
    """A superuser who is logged in, and the secrets of everybody, however they are spelled."""
    now = clock.now()
    olga, amina = make_operator(), make_person("amina")
    client = Client()
    app = enrol(olga)
    log_in(client, olga, app)
    farids = enrol(make_person("farid", is_staff=True))
    give_pin(amina)
    tokens = tokens_of(amina)
    device = give_phone(amina, tokens.session_id)
    give_phone(amina)
    services.request_wipe(person_id=amina.pk, device_id=device.device_id, by=olga.pk, now=now)
    services.register(
        msisdn="+254712000009", full_name="Ivy Njeri", password="seven quiet rivers", email=None, language="en", now=now
    )
    NameChange.objects.create(user=amina, full_name="Amina Weber", asked_at=now)
    DataExport.objects.create(
        user=amina, requested_at=now, status="READY", file_key="exports/canary-file", ready_at=now
    )
    EmergencyContact.objects.create(
        user=amina,
        name=crypto.seal("Canary Contact", table="accounts_emergencycontact", column="name", row=amina.pk),
        msisdn=crypto.seal("+254700000099", table="accounts_emergencycontact", column="msisdn", row=amina.pk),
        changed_at=now,
    )
    User.objects.filter(pk=amina.pk).update(photo="photos/canary-photo", cautious_until=now + timedelta(hours=1))
    found = {tokens.access, tokens.refresh, app.secret, farids.secret, *app.recovery_codes, *farids.recovery_codes}
    found |= {"argon2", "canary", "Canary Contact", "+254700000099", f">{PIN}<"}
    found |= {user.password for user in User.objects.all()}
    blobs: list[Any] = []
    for pin in Pin.objects.all():
        blobs += [pin.salt, pin.digest]
    for code in OneTimeCode.objects.all():
        found.add(selectors.get_code_text(code.pk) or "no code")
        blobs += [code.salt, *([code.binding] if code.binding else [])]
    blobs += [device.public_key for device in Device.objects.all() if device.public_key]
    blobs += [wipe.nonce for wipe in WipeCommand.objects.all()]
    blobs += [row.secret for row in StaffAuthenticator.objects.all()]
    blobs += [row.digest for row in StaffRecoveryCode.objects.all()]
    found |= {spelling for blob in blobs for spelling in spellings(blob)}
    found |= {str(token.pk) for token in RefreshToken.objects.all()}
    return client, {secret for secret in found if len(secret) > 4}


def pages() -> Iterator[str]:
    """Of each model its list, the form for a new one, and of its rows the page, the history and every dialog."""
    yield "/admin/"
    registered: Any = admin.site._registry
    for model, page in registered.items():
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_changelist")
        yield reverse(f"{name}_add")
        for row in model._default_manager.all()[:3]:
            yield reverse(f"{name}_change", args=[row.pk])
            yield reverse(f"{name}_history", args=[row.pk])
            for action in page._get_base_actions_detail():
                yield reverse(f"admin:{action.action_name}", args=[row.pk])


def test_no_page_shows_or_asks_for_a_secret(secrets: tuple[Client, set[str]]) -> None:
    client, values = secrets
    seen = 0
    for address in pages():
        answer = client.get(address)
        if answer.status_code != 200:
            continue
        seen += 1
        text = answer.content.decode()
        assert not [value for value in values if value in text], address
        fields = set(FIELD.findall(text)) - {"csrfmiddlewaretoken"}
        assert not [name for name in fields if SECRET_WORD.search(name)], (address, fields)
        assert 'type="password"' not in text, address
    assert seen > 45


def test_no_route_sets_somebody_elses_secret() -> None:
    """Django's own page for another person's password is none of them."""
    routes = set(admin_routes())
    named = {route for route in routes if SECRET_WORD.search(route)}
    assert named == {"/admin/password_change/", "/admin/password_change/done/"} | {
        # Starts a reset, which the person completes.
        "/admin/accounts/user/<path:object_id>/start-pin-reset/",
    }
    assert {route for route in OWN_SECRETS if route in routes} == OWN_SECRETS
    for address in ("password/", "password_change/", "set_password/"):
        assert f"/admin/accounts/user/<path:object_id>/{address}" not in routes


def test_what_is_posted_beside_a_form_is_not_taken(secrets: tuple[Client, set[str]]) -> None:
    """SECURITY 15."""
    client, _ = secrets
    amina = User.objects.get(full_name="Amina Otieno")
    before = User.objects.filter(pk=amina.pk).values().get(), Pin.objects.filter(pk=amina.pk).values().get()
    chosen = {
        "password": "x", "password1": "grey cranes at dawn", "password2": "grey cranes at dawn",
        "pin": "7391", "pin-0-digest": "x", "pin_digest": "x", "status": "CLOSED", "kyc_tier": "TIER_2", "photo": "x",
        "secured_at": "", "cautious_until": "", "msisdn": "+254712999999", "email": "olga2@example.org",
        "handle": "boss", "usable_password": "true",
    }  # fmt: skip
    for page in ("change/", "password/", "start-pin-reset/"):
        client.post(f"/admin/accounts/user/{amina.pk}/{page}", chosen)
    assert (User.objects.filter(pk=amina.pk).values().get(), Pin.objects.filter(pk=amina.pk).values().get()) == before
