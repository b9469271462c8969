"""The operators' pages of billers: edited with a history, settled by two, read by auditors."""

from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of, make_operator
from apps.billers.models import Biller, BillerSettlement, Category, Commission, Product
from apps.billers.tests.bills import OWES_44_71, biller, looked_up, make_billers
from apps.billers.tests.test_saved_bills import save
from apps.billers.tests.test_settlements import MONDAY, collected, linked, made, only_by_operators
from apps.core.models import AuditRecord
from apps.transactions.models import Transaction
from apps.transactions.tests.payments import nothing_moves

pytestmark = pytest.mark.django_db
MODELS = (
    *("biller", "category", "product", "commission", "billlookup", "billpayment", "savedbill", "billersettlement"),
)


@pytest.fixture(autouse=True)
def _billers() -> None:
    make_billers()


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


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


def page(model: str, row: Any) -> str:
    return reverse(f"admin:billers_{model}_change", args=[row.pk])


def act(client: Client, model: str, row: Any, action: str, **fields: Any) -> Any:
    fields = {"reason": "As agreed.", **fields}
    return client.post(f"/admin/billers/{model}/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def the_form(client: Client, address: str, **changes: Any) -> dict[str, Any]:
    """What a browser would send of this page, with some of it changed."""
    form = client.get(address).context["adminform"].form
    values = {name: form.initial.get(name, form.fields[name].initial) for name in form.fields}
    return {name: value for name, value in {**values, **changes}.items() if value not in (None, False)}


def test_every_page_shows_and_shows_no_customer_number(site: Client, auditor: Client) -> None:
    only_by_operators()
    collected("44.71", "10.00")
    row = made()
    amina = User.objects.get(full_name="Amina Otieno")
    looked_up(amina.id, "water", "44.71")
    save(client_of(amina), nickname="home")
    for client in (site, auditor):
        for model in MODELS:
            listed = client.get(reverse(f"admin:billers_{model}_changelist"))
            assert listed.status_code == 200, model
            rows = listed.context["cl"].result_list
            assert rows, model
            shown = client.get(page(model, rows[0]))
            assert shown.status_code == 200, model
            assert OWES_44_71 not in listed.content.decode() + shown.content.decode()
    text = site.get(page("biller", biller("power-post"))).content.decode()
    assert "54.71 USD" in text and "100 % of 2" in text
    assert reverse("admin:billers_billersettlement_change", args=[row.id]) in text
    lines = site.get(page("billersettlement", row)).content.decode()
    for reference in Transaction.objects.filter(kind="BILL_PAYMENT").values_list("reference", flat=True):
        assert reference in lines


def test_an_edit_says_what_it_was_and_what_it_is(site: Client) -> None:
    row = biller("water")
    address = page("biller", row)
    answer = site.post(address, the_form(site, address, name="Maji Works", minimum="2.50"))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    row = biller("water")
    assert (row.name, row.minimum, row.code) == ("Maji Works", Decimal("2.50"), "water")
    said = LogEntry.objects.get(object_id=str(row.pk)).get_change_message()
    assert "name: Maji Water Works -> Maji Works" in said and "minimum: 1.00 -> 2.50" in said


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"account_pattern": "(a+)+"}, "account_pattern"),
        ({"minimum": "0.001"}, "minimum"),
        ({"maximum": "0.50"}, "__all__"),
    ],
)
def test_an_edit_that_makes_no_sense_is_refused(site: Client, changes: dict[str, str], field: str) -> None:
    address = page("biller", biller("water"))
    answer = site.post(address, the_form(site, address, **changes))
    assert answer.status_code == 200 and field in answer.context["adminform"].form.errors
    assert biller("water").minimum == 1


def test_rows_are_added(site: Client) -> None:
    tv = biller("tv")
    for model, fields, made_model in (
        ("category", {"code": "internet", "name": "Internet", "icon": "wifi", "position": 50}, Category),
        ("product", {"biller": tv.pk, "code": "all", "name": "All", "amount": "50.00", "position": 9}, Product),
        ("commission", {"biller": tv.pk, "percent": "3", "flat": "0"}, Commission),
    ):
        address = reverse(f"admin:billers_{model}_add")
        before = made_model.objects.count()
        answer = site.post(address, the_form(site, address, **fields))
        assert answer.status_code == 302, answer.context["adminform"].form.errors
        assert made_model.objects.count() == before + 1
    address = reverse("admin:billers_biller_add")
    fields = {
        "code": "fibre",
        "name": "Fibrelink",
        "category": "internet",
        "provider_code": "internet",
        "initials": "F",
        "account_label": "Contract",
        "account_pattern": "[0-9]{6,12}",
        "currency": "usd",
        "minimum": "1.00",
        "maximum": "100.00",
        "settled_by": "AGGREGATOR",
        "settlement_period": "DAILY",
    }
    answer = site.post(address, the_form(site, address, **fields))
    assert answer.status_code == 302, answer.context["adminform"].form.errors
    assert biller("fibre").currency == "USD"


def test_a_commission_is_never_edited_and_nothing_is_deleted(site: Client) -> None:
    row = Commission.objects.all()[0]
    assert site.post(page("commission", row), {"percent": "9"}).status_code == 403
    for model, one in (("commission", row), ("biller", biller("tv")), ("product", Product.objects.all()[0])):
        assert site.post(f"/admin/billers/{model}/{one.pk}/delete/", {"post": "yes"}).status_code == 403


def test_a_biller_is_switched_off_for_a_reason(site: Client, olga: User) -> None:
    assert act(site, "biller", biller("water"), "switch_off", reason="").status_code != 302
    assert biller("water").is_active
    act(site, "biller", biller("water"), "switch_off")
    assert not biller("water").is_active
    (activity,) = Activity.objects.filter(person_id=olga.id, action="billers.biller_switched_off")
    assert activity.detail == {"reason": "As agreed."}
    act(site, "biller", biller("water"), "switch_on")
    assert biller("water").is_active


def test_two_operators_pay_a_settlement_out(site: Client) -> None:
    only_by_operators()
    linked()
    collected("44.71")
    row = made()
    act(site, "billersettlement", row, "ask_to_pay_out")
    row.refresh_from_db()
    assert row.state == "REQUESTED"
    with nothing_moves():
        act(site, "billersettlement", row, "pay_out")
    second = User.objects.create_user("+254712000078", full_name="Omar Operator", is_staff=True)
    second.user_permissions.set(
        Permission.objects.filter(codename__in=["view_billersettlement", "pay_out_billersettlement"])
    )
    act(enter(second), "billersettlement", row, "pay_out")
    row.refresh_from_db()
    assert (row.state, row.attempts) == ("SENDING", 1)
    assert "Bank account linked" not in site.get(page("billersettlement", row)).content.decode()


def test_the_lines_are_taken_for_a_reason(site: Client, olga: User, auditor: Client) -> None:
    collected("44.71", "20.00")
    row = made()
    address = f"/admin/billers/billersettlement/{row.pk}/lines/"
    assert b"Take it" in site.get(address).content and not AuditRecord.objects.filter(verb="EXPORTED").exists()
    assert (
        b"Take it" in site.post(address, {"reason": ""}).content
        and not AuditRecord.objects.filter(verb="EXPORTED").exists()
    )
    answer: Any = site.post(address, {"reason": "The biller asks."})
    file = b"".join(answer.streaming_content).decode().splitlines()
    assert file[0].startswith("reference,completed_at,number,gateway,currency,amount,commission,net")
    assert [line.split(",", 5)[5] for line in file[1:]] == ["44.71,0.55,44.16", "20.00,0.30,19.70", "64.71,0.85,63.86"]
    record = AuditRecord.objects.get(verb="EXPORTED")
    assert (record.actor_id, record.rows, record.why) == (olga.id, 2, "The biller asks.")
    assert auditor.post(address, {"reason": "I am curious."}).status_code == 403


def test_an_auditor_changes_nothing(auditor: Client) -> None:
    only_by_operators()
    linked()
    collected("44.71")
    row, water = made(), biller("water")
    with nothing_moves():
        answers = [
            act(auditor, "billersettlement", row, "ask_to_pay_out"),
            act(auditor, "biller", water, "switch_off"),
            act(auditor, "biller", water, "link_bank_account", bank="b", account_number="1", holder_name="h"),
            auditor.post(page("biller", water), {"name": "Mine"}),
            auditor.get(reverse("admin:billers_biller_add")),
        ]
    assert {answer.status_code for answer in answers} <= {302, 403}
    assert Biller.objects.get(code="water").is_active and Biller.objects.get(code="water").name == "Maji Water Works"
    assert BillerSettlement.objects.get().state == "OPEN" and row.made_at > MONDAY
