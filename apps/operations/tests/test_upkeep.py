"""Certificates of gateways are looked at by the schedule, and only those that are still reached over https."""

from typing import Any

import pytest

from apps.core import clock
from apps.core.models import Certificate, KeySighting
from apps.gateways.models import Gateway
from apps.operations import tasks

pytestmark = pytest.mark.django_db


def test_each_gateway_over_https_is_looked_at_and_one_that_is_gone_is_forgotten(settings: Any) -> None:
    settings.GATEWAY_CONNECTIONS = {
        "bank": {"adapter": "jsonbank", "base_url": "https://127.0.0.1:1/v1"},
        "plain": {"adapter": "jsonbank", "base_url": "http://127.0.0.1:1"},
        "stranger": {"adapter": "jsonbank", "base_url": "https://127.0.0.1:1"},
    }
    for code in ("bank", "plain", "unconnected"):
        Gateway.objects.create(code=code)
    Certificate.objects.create(name="gone", host="gone.example", port=443, checked_at=clock.now())
    tasks.check_certificates()
    row = Certificate.objects.get()
    assert (row.name, row.host, row.port, row.problem) == ("bank", "127.0.0.1", 1, "It does not answer.")


def test_keys_are_noted_by_the_schedule() -> None:
    tasks.note_keys()
    assert {"SECRET_KEY", "FIELD_KEYS", "JWT_SIGNING_KEYS"} <= set(KeySighting.objects.values_list("ring", flat=True))
