"""SECURITY 16: no page of the operators' site writes what only services write."""

from typing import Any

import pytest
from django.contrib import admin
from django.db import connection, models
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.core.admin_base import ReadOnlyAdmin
from apps.core.models import OutboxEvent
from apps.transactions.models import FeeRule, PaymentLimit
from apps.wallets.models import Wallet

READ_ONLY = [
    model for model, page in admin.site._registry.items() if isinstance(page, ReadOnlyAdmin) and model._meta.managed
]
MUST_BE = {
    "core.outboxevent",
    "core.heartbeat",
    "ledger.ledgeraccount",
    "ledger.journalentry",
    "ledger.journalbatch",
    "transactions.transaction",
    "wallets.wallet",
    "notifications.notification",
    "notifications.delivery",
}


def url(model: type[models.Model], page: str, *args: object) -> str:
    return reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_{page}", args=args)


def contents(model: type[models.Model]) -> list[tuple[Any, ...]]:
    table = model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT t::text FROM "{table}" t ORDER BY 1')
        return cursor.fetchall()


def test_what_must_be_read_only_is() -> None:
    assert {model._meta.label_lower for model in READ_ONLY} >= MUST_BE


@pytest.mark.parametrize("model", READ_ONLY, ids=lambda model: model._meta.label_lower)
def test_no_url_and_no_verb_writes(olga: Client, model: type[models.Model]) -> None:
    row = model._default_manager.first()
    before = contents(model)
    pk = str(row.pk) if row else "00000000-0000-7000-8000-000000000001"
    fields = {field.name: "1" for field in model._meta.fields} | {"state": "DECLINED", "balance": "1", "_save": "Save"}

    for method in ("get", "post"):
        assert getattr(olga, method)(url(model, "add"), fields).status_code == 403
    if row:
        assert olga.get(url(model, "change", pk)).status_code == 200
        assert olga.post(url(model, "change", pk), fields).status_code == 403
        for method in ("get", "post"):
            assert getattr(olga, method)(url(model, "delete", pk), {"post": "yes"}).status_code == 403
        for verb in ("put", "patch", "delete"):
            for page in ("change", "delete"):
                assert getattr(olga, verb)(url(model, page, pk)).status_code in {200, 403, 405}
    listing = url(model, "changelist")
    for action in ("delete_selected", "nothing_of_the_kind"):
        for across in ("0", "1"):
            olga.post(
                listing,
                {"action": action, "_selected_action": [pk], "select_across": across, "post": "yes", "index": "0"},
            )
    olga.post(listing, {"form-TOTAL_FORMS": "1", "form-INITIAL_FORMS": "1", "form-0-id": pk, "_save": "Save", **fields})
    assert contents(model) == before


@pytest.mark.parametrize("model", [FeeRule, PaymentLimit], ids=lambda model: model._meta.model_name)
def test_prices_and_limits_are_never_deleted(olga: Client, model: type[models.Model]) -> None:
    row = model._default_manager.get(kind="P2P")
    before = contents(model)
    assert olga.post(url(model, "delete", row.pk), {"post": "yes"}).status_code == 403
    olga.post(url(model, "changelist"), {"action": "delete_selected", "_selected_action": [str(row.pk)], "post": "yes"})
    assert contents(model) == before


def test_a_price_is_never_edited(olga: Client) -> None:
    rule = FeeRule.objects.get(kind="P2P")
    given = {"kind": "P2P", "currency": "USD", "flat": "9", "percent": "9", "minimum": "0"}
    assert olga.post(url(FeeRule, "change", rule.pk), given).status_code == 403
    assert FeeRule.objects.get(kind="P2P").percent == rule.percent


def test_an_auditor_sees_everything_and_changes_nothing(vera: Client) -> None:
    for model, page in admin.site._registry.items():
        if not model._meta.managed:
            continue
        assert vera.get(url(model, "changelist")).status_code == 200, model
        if not isinstance(page, ReadOnlyAdmin):
            assert vera.get(url(model, "add")).status_code == 403, model
    OutboxEvent.objects.update(settled_at=None)
    event = OutboxEvent.objects.earliest("id")
    chosen = {"_selected_action": [str(event.pk)], "reason": "mine"}
    vera.post(url(OutboxEvent, "changelist"), {"action": "publish_again", **chosen})
    assert OutboxEvent.objects.get(pk=event.pk).due_at == event.due_at
    wallet = Wallet.objects.get(holder__full_name="Amina Otieno")
    vera.post(url(Wallet, "changelist"), {"action": "freeze_all", "_selected_action": [str(wallet.pk)], "reason": "x"})
    assert vera.post(f"/admin/wallets/wallet/{wallet.pk}/freeze/", {"reason": "x"}).status_code == 403
    assert Wallet.objects.get(pk=wallet.pk).status == "ACTIVE"


def test_who_is_no_staff_sees_no_page(story: None, client: Client) -> None:
    client.force_login(User.objects.get(full_name="Amina Otieno"))
    for model in admin.site._registry:
        assert client.get(url(model, "changelist")).status_code == 302
