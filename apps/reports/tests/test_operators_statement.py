"""Operators take anybody's statement from the wallet's page, and say why; who may not export cannot."""

from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator, make_person
from apps.core.models import AuditRecord
from apps.wallets.models import Wallet
from apps.wallets.tests.factories import join, wallet_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def wallet() -> Wallet:
    return wallet_of(join("amina", 100))


@pytest.fixture
def olga() -> Client:
    client = Client()
    client.force_login(make_operator())
    return client


def page_of(wallet: Wallet) -> str:
    return reverse("admin:wallets_wallet_statement", args=[wallet.pk])


def given(**changes: str) -> dict[str, str]:
    return {"since": "2026-01-01", "before": "2999-12-31", "form": "csv", "reason": "Court order 17", **changes}


def test_the_wallets_page_leads_to_it(wallet: Wallet, olga: Client) -> None:
    change: Any = olga.get(reverse("admin:wallets_wallet_change", args=[wallet.pk]))
    assert "Statement" in change.content.decode() and "Freeze" in change.content.decode()
    assert page_of(wallet) == f"/admin/wallets/wallet/{wallet.pk}/statement/" in change.content.decode()
    assert b"Amina Otieno" in olga.get(page_of(wallet)).content


@pytest.mark.parametrize("form", ["csv", "pdf"])
def test_the_file_comes_with_a_record_and_its_holder_is_shown(form: str, wallet: Wallet, olga: Client) -> None:
    """SECURITY 28."""
    answer: Any = olga.post(page_of(wallet), given(form=form))
    assert (answer.status_code, answer["Content-Disposition"][:10]) == (200, "attachment")
    content = b"".join(answer) if answer.streaming else answer.content
    assert b"100.00" in content or content.startswith(b"%PDF-")
    operator = User.objects.get(full_name="Olga Operator")
    record = AuditRecord.objects.get(verb="EXPORTED")
    assert (record.actor_id, record.why, record.rows) == (operator.pk, "Court order 17", 1)
    activity = Activity.objects.get(action="reports.statement_taken")
    assert (activity.person_id, activity.detail["by"]) == (wallet.holder_id, str(operator.pk))


@pytest.mark.parametrize(
    "wrong", [{"reason": ""}, {"reason": " "}, {"since": "yesterday"}, {"before": "2025-01-01"}, {"form": "xlsx"}]
)
def test_without_a_reason_or_with_days_that_make_no_sense_there_is_none(
    wrong: dict[str, str], wallet: Wallet, olga: Client
) -> None:
    answer = olga.post(page_of(wallet), given(**wrong))
    assert (answer.status_code, answer["Content-Type"].split(";")[0]) == (200, "text/html")
    assert not AuditRecord.objects.filter(verb="EXPORTED").exists()


@pytest.mark.parametrize("rights", [["view_wallet"], ["view_wallet", "change_wallet"], ["add_auditrecord"]])
def test_who_may_not_export_cannot(rights: list[str], wallet: Wallet) -> None:
    """SECURITY 16: an auditor looks and takes nothing along."""
    vera = make_person("grace", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client = Client()
    client.force_login(vera)
    assert client.get(page_of(wallet)).status_code == 403
    assert client.post(page_of(wallet), given()).status_code == 403
    assert not AuditRecord.objects.filter(verb="EXPORTED").exists()


def test_a_wallet_that_is_not_there_has_none(olga: Client, wallet: Wallet) -> None:
    for identity in ("nothing", "00000000-0000-7000-8000-000000000001"):
        assert olga.get(reverse("admin:wallets_wallet_statement", args=[identity])).status_code == 404
