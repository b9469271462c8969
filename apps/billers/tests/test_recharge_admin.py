"""The operators' pages of recharges: switched off with a reason, numbers masked, and the float watched."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from structlog.testing import capture_logs

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_operator
from apps.billers import services
from apps.billers.models import RechargeFloat, RechargeOperator
from apps.billers.tests.bills import deliver_all
from apps.billers.tests.recharges import SAVANNA, again, arrange, buy, make_operators, operator, product
from apps.core import clock
from apps.core.money import Money
from apps.gateways import services as gateways
from apps.gateways.tests.factories import open_gateways
from apps.notifications.models import Notification
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
MODELS = ("rechargeoperator", "rechargeproduct", "rechargefavourite", "autorecharge", "rechargefloat")


@pytest.fixture(autouse=True)
def _operators() -> None:
    make_operators()


@pytest.fixture
def olga() -> User:
    return make_operator()


@pytest.fixture
def site(olga: User) -> Client:
    return enter(olga)


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


def page(model: str, row: Any) -> str:
    return reverse(f"admin:billers_{model}_change", args=[row.pk])


def act(client: Client, model: str, row: Any, action: str, **fields: Any) -> Any:
    fields = {"reason": "As agreed.", **fields}
    return client.post(f"/admin/billers/{model}/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def read(monkeypatch: pytest.MonkeyPatch, left: str) -> int:
    """The aggregator says that so much is left."""
    monkeypatch.setattr(gateways, "list_catalogue_gateways", lambda: ["recharge"])
    balances = [Money(Decimal(left), "USD")]
    monkeypatch.setattr(gateways, "read_prepaid_balances", lambda **_: balances)
    return services.read_floats(now=clock.now())


def test_every_page_shows_and_shows_no_whole_number(
    site: Client, auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    amina = join("amina", 100)
    services.keep_favourite(person_id=amina.id, msisdn=SAVANNA, operator="lakecell", now=clock.now())
    row = arrange(amina, "150.00", start="2028-01-31")
    buy("2028-01-31 05:00")
    open_gateways("recharge")
    read(monkeypatch, "900.00")
    for client in (site, auditor):
        for model in MODELS:
            listed = client.get(reverse(f"admin:billers_{model}_changelist"))
            assert listed.status_code == 200, model
            rows = listed.context["cl"].result_list
            assert rows, model
            shown = client.get(page(model, rows[0]))
            assert shown.status_code == 200, model
            assert SAVANNA not in listed.content.decode() + shown.content.decode()
    text = site.get(page("autorecharge", row)).content.decode()
    assert "+254***678" in text and "There is not enough money in the wallet." in text
    assert "900.00 USD" in site.get(page("rechargefloat", RechargeFloat.objects.get())).content.decode()


@pytest.mark.parametrize("model", ["rechargeoperator", "rechargeproduct"])
def test_an_operator_switches_off_and_on_with_a_reason(site: Client, auditor: Client, olga: User, model: str) -> None:
    row: Any = operator("savanna") if model == "rechargeoperator" else product("savanna-airtime")
    act(auditor, model, row, "switch_off")
    act(site, model, row, "switch_off", reason="")
    row.refresh_from_db()
    assert row.is_active
    act(site, model, row, "switch_off")
    row.refresh_from_db()
    assert not row.is_active
    assert "Switched off" in site.get(page(model, row)).content.decode()
    noted = Activity.objects.get(person_id=olga.id, subject=str(row.pk))
    assert (noted.detail, LogEntry.objects.filter(object_id=str(row.pk)).count()) == ({"reason": "As agreed."}, 1)
    act(site, model, row, "switch_on")
    row.refresh_from_db()
    assert row.is_active


def test_the_providers_are_asked_when_an_operator_says_so(
    site: Client, auditor: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def nothing(*, gateway_code: str, now: object) -> list[object]:
        asked.append(gateway_code)
        return []

    monkeypatch.setattr(gateways, "list_catalogue_gateways", lambda: ["recharge"])
    monkeypatch.setattr(gateways, "list_recharge_operators", nothing)
    address = "/admin/billers/rechargeoperator/synchronise/"
    assert (site.get(address).status_code, asked) == (200, [])
    assert auditor.post(address, {"_form_submitted": "on"}).status_code == 403
    answer = site.post(address, {"_form_submitted": "on"})
    assert (answer.headers["HX-Redirect"], asked) == ("/admin/billers/rechargeoperator/", ["recharge"])
    # One that sells nothing all of a sudden is not believed.
    assert "Not answered: recharge." in site.get("/admin/billers/rechargeoperator/").content.decode()
    assert RechargeOperator.objects.filter(is_offered=True).count() == 3


def test_nobody_writes_what_the_provider_says(site: Client) -> None:
    row = operator("savanna")
    assert site.post(page("rechargeoperator", row), {"name": "Mine"}).status_code == 403
    assert RechargeOperator.objects.get(pk=row.pk).name == "Savanna Mobile"


def test_an_auto_recharge_is_paused_with_a_reason_and_its_person_told(site: Client, auditor: Client) -> None:
    amina = join("amina", 100)
    row = arrange(amina, start="2028-01-31")
    act(auditor, "autorecharge", row, "pause")
    assert again(row).state == "ACTIVE"
    act(site, "autorecharge", row, "pause", reason="Complaint 17")
    assert (again(row).state, again(row).paused_because) == ("PAUSED", "OPERATOR")
    deliver_all()
    assert "We paused it" in Notification.objects.get(person_id=amina.id).body
    # It is not offered twice, and done twice it changes nothing.
    assert "Complaint 17" in str(Activity.objects.filter(subject=str(row.pk)).values_list("detail", flat=True))
    act(site, "autorecharge", row, "pause")
    assert Notification.objects.filter(person_id=amina.id).count() == 1


def test_below_the_figure_page_and_log_warn(site: Client, auditor: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    assert read(monkeypatch, "900.00") == 1
    row = RechargeFloat.objects.get()
    assert (row.balance, row.is_low) == (900, False)
    assert auditor.post(page("rechargefloat", row), {"warn_below": "1000.00"}).status_code == 403
    for wrong in ("-1", "0.001", "much"):
        assert site.post(page("rechargefloat", row), {"warn_below": wrong}).status_code == 200
    assert site.post(page("rechargefloat", row), {"warn_below": "1000.00"}).status_code == 302
    with capture_logs() as logs:
        read(monkeypatch, "850.00")
    assert [(one["event"], one["left"], one["warn_below"]) for one in logs] == [
        ("billers.float_low", "850.00", "1000.00")
    ]
    assert "Below the figure" in site.get(page("rechargefloat", row)).content.decode()
    assert "Below the figure" in site.get(reverse("admin:billers_rechargefloat_changelist")).content.decode()
    with capture_logs() as logs:
        read(monkeypatch, "1000.00")
    assert logs == []
    said = LogEntry.objects.get(object_id=str(row.pk)).get_change_message()
    assert said == "Warns below 1000.00, before nothing."
