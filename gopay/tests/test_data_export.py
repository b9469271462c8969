"""A data export holds what every app has of a person, and nothing of anybody else's."""

import io
import json
import zipfile
from typing import Any

import pytest

from apps.accounts import exports
from apps.accounts.tests.factories import client_of
from apps.core.tests.queue import deliver_events
from apps.kyc.tests.papers import draft_of
from apps.transactions.tests.payments import send
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db(transaction=True)
PARTS = {
    "activity", "devices", "emergency_contact", "identity_checks", "name_changes", "notification_choices",
    "notifications", "payments", "profile", "push_subscriptions", "sessions", "trusted_payees", "wallets",
}  # fmt: skip


def test_every_app_that_knows_people_adds_its_part() -> None:
    assert {part.name for part in exports.contributions()} >= PARTS


def test_an_export_over_the_api_from_asking_to_the_file() -> None:
    amina, brian, chidi = join("amina", 100), join("brian"), join("chidi", 50)
    paid = send(amina, "brian", 5).transaction
    send(chidi, "brian", "7.13")
    draft = draft_of(amina, "TIER_2")
    client = client_of(amina)
    asked = client.post("/api/v1/me/exports")
    assert asked.status_code == 202
    deliver_events()
    answer: Any = client.get(f"/api/v1/me/exports/{asked.json()['id']}/file")
    assert answer.status_code == 200
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        content: dict[str, Any] = {name: json.loads(archive.read(name)) for name in archive.namelist()}
    assert {f"{name}.json" for name in PARTS} <= set(content)
    (payment,) = content["payments.json"]
    assert (payment["id"], payment["reference"], payment["amount"]) == (str(paid.id), paid.reference, "5.00")
    assert (payment["direction"], payment["payee"]) == ("out", "Brian Mwangi")
    (wallet,) = content["wallets.json"]
    assert (wallet["currency"], wallet["held"]) == ("USD", "0.00")
    assert [row["topic"] for row in content["notifications.json"]] == ["payment_sent"]
    assert content["notification_choices.json"] == [{"SMS": True, "EMAIL": True, "PUSH": True}]
    (check,) = content["identity_checks.json"]
    assert (check["id"], check["state"], check["target_tier"]) == (str(draft.id), "DRAFT", "TIER_2")
    assert "watch_listed" not in check
    everything = json.dumps(content)
    for other in (brian, chidi):
        assert other.msisdn not in everything and str(other.email) not in everything
    # With its quotes it is an amount, and no part of a time of day.
    assert '"7.13"' not in everything
