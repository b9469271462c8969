"""SECURITY 4: how many codes are sent, by person, by session, which is the phone, and by address."""

import pytest
from rest_framework.test import APIClient

from apps.accounts import rates
from apps.accounts.models import OneTimeCode
from apps.accounts.tests.factories import Phone, make_person, plain_client_with, tokens_of
from apps.accounts.tests.phones import DEVICES, fields_of
from apps.core.ratelimit import Rate

pytestmark = pytest.mark.django_db


def asked(client: APIClient, address: str = "198.51.100.1") -> int:
    answer = client.post(DEVICES, fields_of(Phone()), format="json", REMOTE_ADDR=address)
    return int(answer.status_code)


def test_a_person_is_sent_so_many_codes_whichever_phone_asks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "STEP_UP_BY_PERSON", Rate("accounts.stepup.person", 2, 3600))
    amina = make_person("amina")
    clients = [plain_client_with(tokens_of(amina).access) for _ in range(3)]
    assert [asked(client) for client in clients] == [403, 403, 429]
    assert OneTimeCode.objects.count() == 2
    assert asked(plain_client_with(tokens_of(make_person("brian")).access)) == 403


def test_one_phone_asks_for_so_many_codes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "STEP_UP_BY_SESSION", Rate("accounts.stepup.session", 2, 3600))
    amina = make_person("amina")
    client = plain_client_with(tokens_of(amina).access)
    assert [asked(client) for _ in range(3)] == [403, 403, 429]
    assert asked(plain_client_with(tokens_of(amina).access)) == 403


def test_one_address_asks_for_so_many_codes_whoever_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rates, "STEP_UP_BY_ADDRESS", Rate("accounts.stepup.ip", 2, 3600))
    clients = [plain_client_with(tokens_of(make_person(name)).access) for name in ("amina", "brian", "chidi")]
    assert [asked(client) for client in clients] == [403, 403, 429]
    assert asked(clients[2], "198.51.100.2") == 403
