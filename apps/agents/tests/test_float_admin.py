"""The operators' pages of orders of float: who may do what, and what they are shown."""

from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import make_person
from apps.agents.models import FloatAlert, FloatOrder, Outlet
from apps.agents.tests.factories import float_of
from apps.agents.tests.ordering import BANKS, bought, held_of, open_shop, sold
from apps.core import clock
from apps.wallets.models import Wallet

pytestmark = pytest.mark.django_db
HX = {"HTTP_HX_REQUEST": "true"}


@pytest.fixture(autouse=True)
def banks(settings: Any) -> None:
    settings.FLOAT_BANKS = BANKS


@pytest.fixture
def outlet() -> Outlet:
    return open_shop(make_person("hassan"), 300)[1]


def enter(number: int, *codenames: str) -> Client:
    person = User.objects.create_user(f"+2547120000{number}", full_name=f"Operator {number}", is_staff=True)
    person.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    client = Client()
    client.force_login(person)
    return client


def page_of(row: Any) -> str:
    return reverse(f"admin:agents_{row._meta.model_name}_change", args=[row.pk])


def act(client: Client, row: FloatOrder, action: str, **fields: Any) -> int:
    answer = client.post(f"/admin/agents/floatorder/{row.pk}/{action}/", {"_form_submitted": "on", **fields})
    return int(answer.status_code)


def state(row: FloatOrder) -> str:
    return FloatOrder.objects.get(pk=row.pk).state


def test_one_proposes_another_one_approves(outlet: Outlet) -> None:
    maker, checker, auditor = enter(71, "request_float"), enter(72, "approve_float"), enter(73)
    row = bought(outlet)
    text = maker.get(f"/admin/agents/floatorder/{row.pk}/propose/", **HX).content.decode()  # type: ignore[arg-type]
    for shown in ("Hassan&#x27;s Shop, Main", "500.00", "Equity Bank", "DEP-0042"):
        assert shown in text, text
    for client in (checker, auditor):
        act(client, row, "propose")
    assert state(row) == "REQUESTED"
    act(maker, row, "propose")
    assert state(row) == "PROPOSED"
    for client in (maker, auditor):
        act(client, row, "approve")
        act(client, row, "turn_down", reason="no")
    assert (state(row), float_of(outlet)) == ("PROPOSED", 300)
    assert "Operator 71" in checker.get(page_of(row)).content.decode()
    act(checker, row, "approve")
    assert (state(row), float_of(outlet)) == ("DONE", 800)
    assert [one.change_message for one in LogEntry.objects.filter(object_id=str(row.pk)).order_by("id")] == [
        "Proposed.",
        "Approved.",
    ]
    assert auditor.get(page_of(row)).status_code == 200


def test_it_is_rejected_at_either_stage_with_a_reason_and_a_proposal_is_taken_back(outlet: Outlet) -> None:
    maker, checker = enter(71, "request_float"), enter(72, "approve_float")
    row = sold(outlet)
    act(maker, row, "turn_down")
    assert state(row) == "REQUESTED", "a reason is asked for"
    act(maker, row, "propose")
    act(maker, row, "withdraw", reason="the wrong line")
    assert state(row) == "REQUESTED"
    act(maker, row, "turn_down", reason="no such account")
    assert (state(row), held_of(outlet)) == ("REJECTED", 0)
    second = sold(outlet)
    act(maker, second, "propose")
    act(checker, second, "turn_down", reason="no")
    assert (state(second), held_of(outlet)) == ("REJECTED", 0)


def test_lists_find_an_order_by_outlet_deposit_and_id_and_nobody_writes(outlet: Outlet) -> None:
    site = enter(71, "request_float", "add_floatorder", "change_floatorder", "delete_floatorder")
    row = bought(outlet)
    sold(outlet)
    listed = reverse("admin:agents_floatorder_changelist")

    def found(**query: str) -> list[Any]:
        return [one.pk for one in site.get(listed, query).context["cl"].result_list]

    assert len(found()) == len(found(q=outlet.code)) == len(found(q=str(outlet.pk))) == 2
    assert found(q="dep-0042") == found(q=str(row.pk)) == found(direction="BUY") == [row.pk]
    assert found(q="nothing") == found(state="DONE") == []
    assert site.post(page_of(row), {"state": "DONE"}).status_code == 403
    assert site.get(reverse("admin:agents_floatorder_add")).status_code == 403


def test_a_float_is_named_by_its_outlet(outlet: Outlet) -> None:
    site, named = enter(71), f"Float of {outlet.agent.name}, {outlet.name}".replace("'", "&#x27;")
    (wallet,) = Wallet.objects.filter(outlet_id=outlet.pk)
    assert named in site.get(reverse("admin:wallets_wallet_changelist")).content.decode()
    assert named in site.get(reverse("admin:wallets_wallet_change", args=[wallet.pk])).content.decode()
    assert "300.00 USD" in site.get(reverse("admin:agents_agent_change", args=[outlet.agent_id])).content.decode()


def test_the_slip_is_shown_to_who_takes_part_and_each_look_is_written_down(outlet: Outlet) -> None:
    maker, checker, auditor = enter(71, "request_float"), enter(72, "approve_float"), enter(73)
    row = bought(outlet)
    address = reverse("admin:agents_floatorder_slip", args=[row.pk])
    assert address in maker.get(page_of(row)).content.decode()
    assert address not in auditor.get(page_of(row)).content.decode()
    for client in (maker, checker):
        answer = client.get(address)
        assert (answer.status_code, answer["Content-Type"]) == (200, "image/jpeg")
        assert "attachment" in answer["Content-Disposition"]
    assert auditor.get(address).status_code == 403
    assert Activity.objects.filter(action="agents.float_slip_seen", subject=str(row.pk)).count() == 2
    without = sold(outlet)
    assert maker.get(reverse("admin:agents_floatorder_slip", args=[without.pk])).status_code == 404


def test_alerts_are_only_read(outlet: Outlet) -> None:
    row = FloatAlert.objects.create(
        outlet=outlet, reason="LOW", balance=5, expected=10, currency="USD", raised_at=clock.now()
    )
    site = enter(71, "change_floatalert", "delete_floatalert")
    listed = reverse("admin:agents_floatalert_changelist")
    for query in ({}, {"over": "no"}, {"reason": "LOW"}, {"q": outlet.code}, {"q": str(row.pk)}):
        assert [one.pk for one in site.get(listed, query).context["cl"].result_list] == [row.pk], query
    assert list(site.get(listed, {"over": "yes"}).context["cl"].result_list) == []
    assert "Below what its agent has set" in site.get(page_of(row)).content.decode()
    assert site.post(page_of(row), {"reason": "FORECAST"}).status_code == 403
