"""SECURITY 2: canaries. Password, code and tokens pass through everything and turn up nowhere."""

import logging
import re
from typing import Any

import pytest
from django.db import connection
from rest_framework.test import APIClient

from apps.accounts import services
from apps.accounts.errors import InvalidCode
from apps.accounts.tests.factories import CAST, client_with, code_sent_to, sign_up_fields, wrong_code
from apps.core import clock

PASSWORD, NEW_PASSWORD = "canary-password-Zq7", "canary-password-Xw9"
AMINA = CAST["amina"][1]


def _everything_stored() -> str:
    """Every row of the outbox, the activity log, the sessions and the sign-ups, as text."""
    lines = []
    with connection.cursor() as cursor:
        for table in [
            "core_outboxevent",
            "accounts_activity",
            "accounts_session",
            "accounts_refreshtoken",
            "accounts_signup",
            "accounts_user",
            "core_ratebucket",
        ]:
            cursor.execute(f"SELECT t::text FROM {table} t")
            lines += [row[0] for row in cursor.fetchall()]
    return "\n".join(lines)


@pytest.mark.django_db(transaction=True)
def test_no_secret_is_logged_queued_or_stored(
    api: APIClient, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    api.post("/api/v1/auth/register", sign_up_fields("amina", password=PASSWORD), format="json")
    code = code_sent_to(AMINA)
    stored = _everything_stored()
    with pytest.raises(InvalidCode):
        services.check_sign_up_code(msisdn=AMINA, code=wrong_code(code), now=clock.now())
    now = clock.now()
    services.verify_sign_up(sign_up_id=services.check_sign_up_code(msisdn=AMINA, code=code, now=now), now=now)
    api.post("/api/v1/auth/login", {"identifier": AMINA, "password": "canary-password-wrong"}, format="json")
    pair: Any = api.post("/api/v1/auth/login", {"identifier": AMINA, "password": PASSWORD}, format="json").json()
    client = client_with(pair["access"])
    client.put("/api/v1/me/password", {"current_password": PASSWORD, "new_password": NEW_PASSWORD}, format="json")
    next_pair: Any = api.post("/api/v1/auth/refresh", {"refresh": pair["refresh"]}, format="json").json()
    api.post("/api/v1/auth/refresh", {"refresh": pair["refresh"]}, format="json")
    client.get("/api/v1/me")

    written = capfd.readouterr()
    logged = [str(record.__dict__) for record in caplog.records]
    said = "\n".join([stored, _everything_stored(), caplog.text, *logged, written.out, written.err])
    assert "accounts.session_replayed" in said, "the net must have caught what happened"
    assert "log-in refused" in said
    secrets = [PASSWORD, NEW_PASSWORD, "canary-password", *pair.values(), *next_pair.values()]
    secrets = [str(secret) for secret in secrets if secret not in {"Bearer", 900}]
    assert [secret for secret in secrets if secret in said] == []
    # Six digits may stand by chance inside a longer number or an id; alone they must not.
    assert not re.search(rf"(?<![0-9a-f.-]){code}(?![0-9a-f-])", said)


@pytest.mark.django_db
def test_a_refusal_does_not_repeat_what_was_sent(api: APIClient) -> None:
    fields = sign_up_fields("amina", password=PASSWORD, nickname="x", msisdn="nonsense")
    answer = api.post("/api/v1/auth/register", fields, format="json")
    assert answer.status_code == 400
    assert PASSWORD not in answer.content.decode()
