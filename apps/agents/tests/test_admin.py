"""The reviewers' pages: what waits comes first, papers are for reviewers, an approval is of what was looked at."""

import re
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse

from apps.accounts.models import Activity, User
from apps.agents import services
from apps.agents.models import Agent, AgentStatus, DocumentKind, Outlet, Role, Staff
from apps.agents.tests.applying import again, applied, approve, put, reviewer, super_agent
from apps.agents.tests.factories import employ, give_float, main_outlet, open_agent, open_outlet
from apps.core import clock
from apps.wallets.tests.factories import join

pytestmark = pytest.mark.django_db
HX = {"HTTP_HX_REQUEST": "true"}
TERMS = {"tier": "GOLD", "pays_out": "INSTANT", "withholding_percent": "5", "territory": "Mombasa", "reason": "agreed"}


def enter(person: User) -> Client:
    client = Client()
    client.force_login(person)
    return client


@pytest.fixture
def olga() -> User:
    return reviewer()


@pytest.fixture
def site(olga: User) -> Client:
    return enter(olga)


@pytest.fixture
def row() -> Agent:
    return applied(join("hassan"))


def staff_who_may(*codenames: str) -> User:
    vera = User.objects.create_user("+254712000077", full_name="Vera Auditor", is_staff=True)
    vera.user_permissions.set(
        Permission.objects.filter(codename__startswith="view_") | Permission.objects.filter(codename__in=codenames)
    )
    return vera


def page_of(row: Agent) -> str:
    return reverse("admin:agents_agent_change", args=[row.id])


def picture(row: Agent, kind: str = "REGISTRATION") -> str:
    return reverse("admin:agents_agent_document", args=[row.id, kind])


def listed(client: Client, page: str = "agent", **query: str) -> list[Any]:
    address = reverse(f"admin:agents_{page}_changelist", query=query)
    return [one.pk for one in client.get(address).context["cl"].result_list]


def dialog_of(client: Client, row: Agent, action: str) -> str:
    answer = client.get(f"/admin/agents/agent/{row.pk}/{action}/", **HX)  # type: ignore[arg-type]
    return str(answer.content.decode())


def act(client: Client, row: Agent, action: str, **fields: Any) -> Any:
    return client.post(f"/admin/agents/agent/{row.pk}/{action}/", {"_form_submitted": "on", **fields})


def seen_in(text: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', text)
    assert found, text
    return found[1]


def test_what_waits_is_shown_the_oldest_first(site: Client, olga: User, row: Agent) -> None:
    second = applied(join("chidi"), name="Second")
    active = applied(join("amina"), name="Third")
    approve(active, olga)
    assert listed(site) == [row.pk, second.pk]
    assert listed(site, status="ACTIVE") == [active.pk]
    assert set(listed(site, status="all")) == {row.pk, second.pk, active.pk}
    for term in (main_outlet(active).code, active.owner.msisdn, str(active.pk), str(active.owner_id)):
        assert listed(site, q=term) == [active.pk], term
    assert listed(site, q="Hassan") == []


def test_what_is_in_the_dialog_is_what_is_approved(site: Client, row: Agent) -> None:
    above, code = super_agent(join("farid"))
    services.change_agent(person_id=row.owner_id, agent_id=row.id, changes={"super_agent": code}, now=clock.now())
    assert "Business registration" in site.get(page_of(row)).content.decode()
    text = dialog_of(site, row, "approve")
    for shown in ("Hassan&#x27;s Shop", "Hassan Trading Ltd", "Pwani Cash", code, "Business registration"):
        assert shown in text, text
    put(row, DocumentKind.REGISTRATION, "another one")
    act(site, row, "approve", seen=seen_in(text), super_agent=code)
    assert again(row).status == AgentStatus.APPLIED
    act(site, row, "approve", super_agent=code)
    assert again(row).status == AgentStatus.APPLIED, "nothing is approved without saying what"
    act(site, row, "approve", seen=seen_in(dialog_of(site, row, "approve")), super_agent="999999")
    assert again(row).status == AgentStatus.APPLIED, "nobody has this code"
    act(site, row, "approve", seen=seen_in(dialog_of(site, row, "approve")), super_agent=code)
    assert (again(row).status, again(row).parent_id) == (AgentStatus.ACTIVE, above.id)
    assert LogEntry.objects.filter(object_id=str(row.pk)).count() == 1
    assert "Hassan&#x27;s Shop" in site.get(page_of(above)).content.decode(), "agents below it"


def test_a_super_agent_is_approved_below_nobody(site: Client) -> None:
    row = applied(join("chidi"), rank="SUPER")
    text = dialog_of(site, row, "approve")
    assert 'name="super_agent"' not in text and "Super-agent: supplies" in text
    act(site, row, "approve", seen=seen_in(text))
    assert again(row).status == AgentStatus.ACTIVE


def test_the_rest_of_its_life(site: Client, row: Agent, olga: User) -> None:
    act(site, row, "reject", reason="The paper cannot be read.")
    assert again(row).status_reason == "The paper cannot be read."
    services.submit_again(person_id=row.owner_id, agent_id=row.id, now=clock.now())
    approve(row, olga)
    for action, state in (
        ("suspend", "SUSPENDED"),
        ("resume", "ACTIVE"),
        ("suspend", "SUSPENDED"),
        ("close", "CLOSED"),
    ):
        act(site, row, action)
        assert again(row).status != state, "a reason is asked for"
        act(site, row, action, reason="because")
        assert again(row).status == state
    for action in ("suspend", "resume", "close", "reject"):
        act(site, row, action, reason="because")
    assert again(row).status == AgentStatus.CLOSED


def test_one_that_holds_float_is_not_closed(site: Client) -> None:
    shop = open_agent(join("chidi"))
    give_float(main_outlet(shop), 5)
    act(site, shop, "close", reason="because")
    assert again(shop).status == AgentStatus.ACTIVE
    assert "There is float left" in site.get(page_of(shop)).content.decode()


def test_terms_are_set_by_who_may(row: Agent, olga: User) -> None:
    approve(row, olga)
    _, code = super_agent(join("farid"))
    site = enter(staff_who_may("price_agent"))
    text = dialog_of(site, row, "set_terms")
    assert "Customers confirm above, in USD" in text
    act(site, row, "set_terms", **TERMS, super_agent=code, confirm_above="200.00", serves_without_phone="on")
    row = again(row)
    assert (row.tier, row.pays_out, row.withholding_percent, row.confirm_above, row.serves_without_phone) == (
        "GOLD", "INSTANT", Decimal(5), Decimal(200), True,
    )  # fmt: skip
    assert row.parent is not None and row.territory == "Mombasa"
    for wrong in ({"tier": "X"}, {"reason": ""}, {"super_agent": "12"}, {"confirm_above": "-1"}):
        act(site, row, "set_terms", **{**TERMS, "tier": "SILVER", **wrong})
        assert again(row).tier == "GOLD", wrong
    for action in ("suspend", "close"):
        assert act(site, row, action, reason="r").status_code == 403
    assert act(enter(staff_who_may_review()), row, "set_terms", **TERMS).status_code == 403


def staff_who_may_review() -> User:
    grace = reviewer("grace")
    User.objects.filter(pk=grace.pk).update(is_superuser=False)
    grace = User.objects.get(pk=grace.pk)
    grace.user_permissions.set(Permission.objects.filter(codename__in=["review_agent", "view_agent"]))
    return grace


def test_a_paper_is_shown_to_a_reviewer_as_a_file_and_written_down(site: Client, row: Agent, olga: User) -> None:
    assert picture(row) in site.get(page_of(row)).content.decode()
    answer = site.get(picture(row))
    assert (answer.status_code, answer["Content-Type"], answer["X-Content-Type-Options"]) == (
        200,
        "image/jpeg",
        "nosniff",
    )
    assert answer["Content-Disposition"].startswith("attachment")
    seen = Activity.objects.get(action="agents.document_seen")
    assert (seen.person_id, seen.subject, seen.detail["kind"]) == (olga.id, str(row.id), "REGISTRATION")
    for address in (
        picture(row, "TAX"),
        picture(row, "x"),
        reverse("admin:agents_agent_document", args=["x", "TAX"]),
    ):
        assert site.get(address).status_code == 404
    assert site.post(picture(row)).status_code == 405


def test_who_only_looks_sees_no_papers_and_decides_nothing(row: Agent) -> None:
    site = enter(staff_who_may())
    text = site.get(page_of(row)).content.decode()
    assert "Only reviewers see these." in text and picture(row) not in text
    assert site.get(picture(row)).status_code == 403
    for action in ("approve", "reject", "suspend", "resume", "close", "set_terms"):
        assert act(site, row, action, reason="r", seen="x").status_code == 403
    assert again(row).status == AgentStatus.APPLIED


def test_who_may_review_need_not_be_a_superuser(row: Agent) -> None:
    site = enter(staff_who_may_review())
    assert site.get(picture(row)).status_code == 200
    act(site, row, "reject", reason="r")
    assert again(row).status == AgentStatus.REJECTED


def test_nobody_reviews_where_they_work(site: Client, row: Agent, olga: User) -> None:
    employ(row, olga)
    text = site.get(page_of(row)).content.decode()
    assert "Nobody reviews where they work" in text and picture(row) not in text
    assert site.get(picture(row)).status_code == 403
    act(site, row, "approve", seen=seen_in(dialog_of(site, row, "approve")))
    assert again(row).status == AgentStatus.APPLIED


def test_every_list_and_page_answers_and_nobody_writes_there(site: Client, row: Agent) -> None:
    shop = open_agent(join("amina"), name="Amina's <b>shop</b>")
    market = open_outlet(shop, name="<b>shop</b>", opening_hours={"mon": [["08:00", "18:00"]]}, low_float_at=5)
    give_float(market, 40)
    job = employ(shop, join("chidi"), Role.MANAGER, outlet=market)
    things = {"agent": shop, "outlet": market, "staff": job, "document": row.documents.get()}
    for name, thing in things.items():
        text = site.get(reverse(f"admin:agents_{name}_changelist")).content.decode()
        assert "<b>shop</b>" not in text
        page = reverse(f"admin:agents_{name}_change", args=[thing.pk])
        answer = site.get(page)
        assert answer.status_code == 200 and "<b>shop</b>" not in answer.content.decode()
        assert site.post(page, {"name": "x"}).status_code == 403
        assert site.get(reverse(f"admin:agents_{name}_add")).status_code == 403
    text = site.get(reverse("admin:agents_outlet_change", args=[market.pk])).content.decode()
    assert "08:00 to 18:00" in text and "40" in text
    assert Staff.objects.get(pk=job.pk).role == Role.MANAGER
    assert listed(site, "outlet", q=market.code) == [market.pk]
    assert set(listed(site, "outlet", q=str(shop.id))) == set(
        Outlet.objects.filter(agent=shop).values_list("pk", flat=True)
    )
    assert listed(site, "staff", q=job.person.msisdn) == [job.pk]
