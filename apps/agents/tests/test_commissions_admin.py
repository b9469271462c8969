"""The operators' pages of commission: rules that are added, lines and payouts, and having somebody paid now."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from unittest.mock import patch

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import User
from apps.accounts.tests.factories import make_operator, make_person
from apps.agents import services
from apps.agents.commissions import get_schemes
from apps.agents.models import Agent, CommissionLine, CommissionPayout, CommissionRule
from apps.agents.services import _pay_commissions
from apps.agents.tests.dealing import bring
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_shift, set_commission
from apps.agents.verification import list_differences
from apps.approvals.models import Approval
from apps.approvals.tests.asking import approve_what_waits
from apps.wallets.tests.factories import available, join

pytestmark = pytest.mark.django_db
OCTOBER = datetime(2026, 10, 20, 9, tzinfo=UTC)
NOVEMBER = datetime(2026, 11, 1, tzinfo=UTC)


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def site() -> Client:
    return enter(make_operator())


@pytest.fixture
def auditor() -> Client:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(Permission.objects.filter(codename__startswith="view_"))
    return enter(vera)


@pytest.fixture
def imani() -> User:
    return join("imani", 0)


@pytest.fixture
def shop(imani: User) -> Agent:
    """Its teller and itself have earned 0.50 each."""
    agent = open_agent(make_person("dalia"), at=OCTOBER)
    give_float(main_outlet(agent), 1000)
    employ(agent, imani)
    open_shift(main_outlet(agent), imani, at=OCTOBER)
    set_commission(percent=Decimal(1), teller_share=Decimal(50), agent_share=Decimal(50), at=OCTOBER)
    bring(imani, join("amina", 0), "100", at=OCTOBER)
    return agent


def act(client: Client, model: str, row: Any, action: str, **fields: Any) -> Any:
    fields = {"reason": "As agreed.", **fields}
    return client.post(f"/admin/agents/{model}/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def page(client: Client, model: str, row: Any) -> str:
    answer = client.get(reverse(f"admin:agents_{model}_change", args=[row.pk]))
    assert answer.status_code == 200, model
    return answer.content.decode()


def rule_fields(**changes: Any) -> dict[str, Any]:
    fields = {
        "kind": "CASH_IN",
        "currency": "usd",
        "tier": "",
        "flat": "0",
        "percent": "1",
        "minimum": "0.10",
        "maximum": "",
        "teller_share": "20",
        "outlet_share": "30",
        "agent_share": "40",
        "super_share": "10",
        "active_from_0": "",
        "active_from_1": "",
        "bands-TOTAL_FORMS": "1",
        "bands-INITIAL_FORMS": "0",
        "bands-0-from_amount": "1000",
        "bands-0-flat": "5",
        "bands-0-percent": "0",
        "bands-0-minimum": "0",
        "bands-0-maximum": "",
        "why": "Agents left for others who pay more",
    }
    return {**fields, **changes}


def test_a_rule_is_added_with_its_bands_and_says_what_it_earns(site: Client) -> None:
    assert get_schemes("CASH_IN", "USD") == ()
    answer = site.post("/admin/agents/commissionrule/add/", rule_fields())
    assert answer.status_code == 302, answer.context["errors"]
    assert get_schemes("CASH_IN", "USD") == (), "it is only asked for"
    approve_what_waits()
    rule = CommissionRule.objects.get()
    assert (rule.currency, rule.band_count, rule.bands.get().flat) == ("USD", 1, 5)
    assert len(get_schemes("CASH_IN", "USD")) == 1
    text = page(site, "commissionrule", rule)
    # 1 % of 100, in shares of 20, 30, 40 and 10; without a super-agent the agent gets half.
    for figure in ("0.20 USD", "0.30 USD", "0.40 USD", "0.10 USD", "0.50 USD", "5.00 USD", "10,000.00 USD"):
        assert figure in text, figure
    assert "20 / 30 / 40 / 10" in site.get("/admin/agents/commissionrule/").content.decode()
    assert 'name="flat"' not in text
    assert site.post(f"/admin/agents/commissionrule/{rule.pk}/change/", rule_fields(flat="9")).status_code == 403
    assert site.post(f"/admin/agents/commissionrule/{rule.pk}/delete/").status_code == 403


def test_a_registrations_rule_says_what_a_customer_earns(site: Client) -> None:
    rule = set_commission("REGISTRATION", flat=Decimal(2), agent_share=Decimal(100))
    assert "2.00 USD" in page(site, "commissionrule", rule)


@pytest.mark.parametrize(
    "changes",
    [
        {"agent_share": "41"},
        {"currency": "XXX"},
        {"currency": "JPY"},
        {"flat": "0.001"},
        {"kind": "P2P"},
        {"kind": "REGISTRATION", "bands-0-from_amount": "", "bands-0-flat": "0"},
        {"kind": "REGISTRATION", "percent": "0"},
        {"bands-0-flat": "0.005"},
        {"active_from_0": "2020-01-01", "active_from_1": "00:00:00"},
    ],
)
def test_a_rule_that_makes_no_sense_is_not_added(site: Client, changes: dict[str, str]) -> None:
    answer = site.post("/admin/agents/commissionrule/add/", rule_fields(**changes))
    assert answer.status_code == 200 and not CommissionRule.objects.exists()
    assert not Approval.objects.exists()


def test_an_auditor_sees_all_and_adds_and_pays_nothing(auditor: Client, shop: Agent, imani: User) -> None:
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=NOVEMBER)
    payout = CommissionPayout.objects.get(earner="TELLER")
    for model in ("commissionrule", "commissionline", "commissionpayout"):
        listed = auditor.get(reverse(f"admin:agents_{model}_changelist"))
        assert listed.status_code == 200 and listed.context["cl"].result_list, model
        page(auditor, model, listed.context["cl"].result_list[0])
    assert auditor.post("/admin/agents/commissionrule/add/", rule_fields()).status_code == 403
    assert act(auditor, "commissionpayout", payout, "retry").status_code == 403
    assert act(auditor, "agent", shop, "pay_commissions").status_code == 403
    assert available(imani) == 0


def test_lines_and_payouts_are_found_by_whose_they_are(site: Client, shop: Agent, imani: User) -> None:
    services.pay_commissions_due(now=NOVEMBER)
    line = CommissionLine.objects.get(earner="TELLER")
    payout = CommissionPayout.objects.get(earner="TELLER")
    for term in map(str, (line.id, line.transaction_id, line.payout_id, line.earner_id)):
        listed = site.get("/admin/agents/commissionline/", {"q": term}).context["cl"].result_list
        assert line in listed, term
    for whose, count in ((payout.id, 1), (shop.id, 2), (payout.earner_id, 1), ("nothing", 0)):
        listed = site.get("/admin/agents/commissionpayout/", {"q": str(whose)}).context["cl"].result_list
        assert len(listed) == count, whose
    text = page(site, "commissionpayout", payout)
    assert "Imani Njoroge" in text and "0.50 USD" in text and str(line.id) in text
    text = page(site, "commissionline", line)
    assert "Imani Njoroge" in text and str(payout.id) in text
    assert str(payout.id) in page(site, "agent", shop)


def test_an_operator_has_everybody_at_an_agent_paid(site: Client, shop: Agent, imani: User) -> None:
    text = page(site, "agent", shop)
    assert "0.50 USD" in text and "Pay out" in text
    assert act(site, "agent", shop, "pay_commissions").status_code == 200
    assert available(imani) == Decimal("0.50") and list_differences() == []
    note = LogEntry.objects.get(object_id=str(shop.pk)).change_message
    assert "As agreed." in note
    Agent.objects.filter(pk=shop.pk).update(status="SUSPENDED")
    assert "Pay out" not in page(site, "agent", shop)


def test_an_operator_has_a_failed_one_tried_again(site: Client, shop: Agent, imani: User) -> None:
    with patch.object(_pay_commissions, "find_wallet", return_value=None):
        services.pay_commissions_due(now=NOVEMBER)
    payout = CommissionPayout.objects.get(earner="TELLER")
    text = page(site, "commissionpayout", payout)
    assert "currency_mismatch" in text and "Try now" in text
    act(site, "commissionpayout", payout, "retry")
    assert available(imani) == Decimal("0.50")
    assert "Try now" not in page(site, "commissionpayout", payout)
