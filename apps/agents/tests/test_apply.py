"""Applying for an agent: what is asked, what is refused, what may be corrected and when."""

from typing import Any

import pytest
from django.db import DatabaseError, transaction

from apps.accounts.models import Activity, User
from apps.accounts.tests.factories import client_of
from apps.agents import services
from apps.agents.models import Agent, AgentStatus, Rank, Role, Staff
from apps.agents.tests.applying import (
    again,
    applied,
    approve,
    ask,
    id_of,
    refusal,
    reviewer,
    shop,
    super_agent,
)
from apps.agents.tests.factories import employ, main_outlet, open_agent
from apps.core import clock
from apps.core.models import OutboxEvent
from apps.core.tests.parallel import run_together
from apps.wallets.tests.factories import give_wallet, join

pytestmark = pytest.mark.django_db
AT_ONCE = pytest.mark.django_db(transaction=True)


@pytest.fixture
def hassan() -> User:
    return join("hassan")


@pytest.fixture
def phone(hassan: User) -> Any:
    return client_of(hassan)


def test_whoever_applies_is_the_owner_and_waits(phone: Any, hassan: User) -> None:
    answer = ask(phone, "post", "", shop(address=" 12  Moi Avenue \n\n Mombasa"))
    assert answer.status_code == 201, answer.content
    body = answer.json()
    assert (body["status"], body["role"], body["rank"]) == ("APPLIED", "OWNER", "AGENT")
    assert (body["address"], body["code"], body["super_agent"]) == ("12 Moi Avenue\nMombasa", None, None)
    row = Agent.objects.get(pk=id_of(answer))
    owner = Staff.objects.get(agent=row)
    assert (row.owner_id, owner.person_id, owner.role) == (hassan.id, hassan.id, Role.OWNER)
    assert not row.outlets.exists(), "it has no float before it is approved"
    assert OutboxEvent.objects.get(topic="agents.applied").payload["agent_id"] == str(row.id)
    assert Activity.objects.get(action="agents.applied").person_id == hassan.id
    assert [one["id"] for one in ask(phone, "get", "").json()["results"]] == [str(row.id)]
    assert ask(phone, "get", f"/{row.id}").json()["name"] == row.name


NONSENSE: list[tuple[dict[str, Any], str]] = [
    ({"name": "4111 1111 1111 1111"}, "card_number_refused"),
    ({"name": "Hassan\x00"}, "name"),
    ({"name": "x" * 61}, "name max_length"),
    ({"name": ...}, "name required"),
    ({"currency": "usd"}, "currency invalid"),
    ({"currency": "ZMW"}, "currency_not_offered"),
    ({"currency": "KES"}, "wallet_needed"),
    ({"country": "ZZ"}, "country invalid_country"),
    ({"rank": "OWNER"}, "rank invalid_choice"),
    ({"super_agent": "12345"}, "super_agent invalid_code"),
    ({"super_agent": "١٢٣٤٥٦"}, "super_agent invalid_code"),
    ({"super_agent": 123456}, "super_agent invalid"),
    ({"status": "ACTIVE"}, "status unknown_field"),
    ({"tier": "GOLD"}, "tier unknown_field"),
    ({"parent_id": "1"}, "parent_id unknown_field"),
]


def test_what_makes_no_sense_is_refused(phone: Any) -> None:
    for changes, why in NONSENSE:
        answer = ask(phone, "post", "", shop(**changes))
        assert answer.status_code in (400, 422), (changes, answer.content)
        assert why in f"{refusal(answer)[1]} {answer.json()['code']}", changes
    assert not Agent.objects.exists()


def test_a_super_agent_is_named_by_its_code_and_sees_who_asks(phone: Any, hassan: User) -> None:
    pwani = join("farid")
    above, code = super_agent(pwani)
    answer = ask(phone, "post", "", shop(super_agent=code))
    assert answer.json()["super_agent"] == {"code": code, "name": "Pwani Cash"}, answer.content
    below = ask(client_of(pwani), "get", f"/{above.id}/agents").json()["results"]
    assert [(one["name"], one["status"], one["code"]) for one in below] == [("Hassan's Shop", "APPLIED", None)]
    assert "legal_name" not in below[0] and str(hassan.id) not in str(below)
    chidi, dalia = join("chidi"), join("dalia")
    employ(above, chidi)
    employ(above, dalia, Role.MANAGER)
    assert refusal(ask(client_of(chidi), "get", f"/{above.id}/agents")) == (403, "agent_role_required")
    assert len(ask(client_of(dalia), "get", f"/{above.id}/agents").json()["results"]) == 1
    assert refusal(ask(phone, "get", f"/{above.id}/agents")) == (404, "agent_not_found"), "who is below sees nobody"


def test_only_an_active_super_agent_of_its_currency_is_found(phone: Any) -> None:
    owner = join("farid")
    above, code = super_agent(owner)
    plain = main_outlet(open_agent(join("chidi"), name="Chidi's")).code
    assert refusal(ask(phone, "post", "", shop(super_agent=plain))) == (404, "super_agent_not_found")
    assert refusal(ask(phone, "post", "", shop(super_agent="999999"))) == (404, "super_agent_not_found")
    assert refusal(ask(phone, "post", "", shop(super_agent=code, rank="SUPER"))) == (409, "agent_conflict")
    Agent.objects.filter(pk=above.id).update(status=AgentStatus.SUSPENDED)
    assert refusal(ask(phone, "post", "", shop(super_agent=code))) == (404, "super_agent_not_found")
    kes, code = super_agent(join("dalia"), currency="KES")
    assert refusal(ask(phone, "post", "", shop(super_agent=code))) == (404, "super_agent_not_found")
    with pytest.raises(DatabaseError), transaction.atomic():
        Agent.objects.create(owner=owner, parent=kes, applied_at=clock.now(), **shop())


@AT_ONCE
def test_an_application_that_is_sent_twice_at_once_is_one(hassan: User) -> None:
    def apply(number: int) -> Any:
        return services.apply_as_agent(person_id=hassan.id, now=clock.now(), **shop())

    outcomes = run_together(6, apply)
    assert sorted(type(one).__name__ for one in outcomes) == ["Agent"] + ["AgentNamedAlready"] * 5
    assert Agent.objects.count() == Staff.objects.count() == 1


def test_there_is_a_most(phone: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.agents.services._apply.MAX_AGENTS", 1)
    assert ask(phone, "post", "", shop()).status_code == 201
    assert refusal(ask(phone, "post", "", shop(name="Other"))) == (409, "too_many_agents")


def test_the_owner_corrects_it_until_it_is_approved(phone: Any, hassan: User) -> None:
    _, code = super_agent(join("farid"))
    row = applied(hassan)
    answer = ask(phone, "patch", f"/{row.id}", {"name": "Hassan Cash", "super_agent": code, "city": "Kilifi"})
    assert (answer.status_code, answer.json()["name"], answer.json()["super_agent"]["code"]) == (
        200, "Hassan Cash", code,
    ), answer.content  # fmt: skip
    assert refusal(ask(phone, "patch", f"/{row.id}", {"rank": "SUPER"})) == (409, "agent_conflict")
    answer = ask(phone, "patch", f"/{row.id}", {"rank": "SUPER", "super_agent": None})
    assert (answer.json()["rank"], answer.json()["super_agent"]) == ("SUPER", None)
    assert ask(phone, "patch", f"/{row.id}", {"rank": "AGENT"}).status_code == 200
    approve(row, reviewer())
    for changes in (
        {"name": "Other"},
        {"legal_name": "Other Ltd"},
        {"rank": "SUPER"},
        {"country": "UG"},
        {"super_agent": code},
    ):
        assert refusal(ask(phone, "patch", f"/{row.id}", changes)) == (409, "agent_conflict")
    answer = ask(phone, "patch", f"/{row.id}", {"name": "Hassan Cash", "description": "Sells shoes"})
    assert (answer.status_code, answer.json()["description"]) == (200, "Sells shoes")
    assert refusal(ask(phone, "patch", f"/{row.id}", {"currency": "EUR"})) == (400, "currency unknown_field")
    with pytest.raises(DatabaseError), transaction.atomic():
        Agent.objects.filter(pk=row.id).update(rank=Rank.SUPER)


def test_after_a_rejection_it_is_sent_again(phone: Any, hassan: User) -> None:
    row, olga = applied(hassan), reviewer()
    assert refusal(ask(phone, "post", f"/{row.id}/submit")) == (409, "agent_conflict")
    services.reject_agent(agent_id=row.id, by=olga.id, reason="not readable", now=clock.now())
    assert ask(phone, "get", f"/{row.id}").json()["status_reason"] == "not readable"
    answer = ask(phone, "post", f"/{row.id}/submit")
    assert (answer.status_code, answer.json()["status"], answer.json()["status_reason"]) == (200, "APPLIED", "")
    approve(row, olga)
    assert again(row).status == AgentStatus.ACTIVE


def test_without_its_registration_it_is_not_sent_again(phone: Any, hassan: User) -> None:
    row = applied(hassan, papers=False)
    services.reject_agent(agent_id=row.id, by=reviewer().id, reason="no papers", now=clock.now())
    assert refusal(ask(phone, "post", f"/{row.id}/submit")) == (422, "registration_missing")


def test_what_others_may_see_and_do(hassan: User) -> None:
    row = applied(hassan)
    chidi, dalia, esther = join("chidi"), join("dalia"), join("esther")
    employ(row, chidi)
    employ(row, dalia, Role.MANAGER)
    for person in (chidi, dalia):
        client = client_of(person)
        seen = ask(client, "get", f"/{row.id}").json()
        hidden = ("legal_name", "status_reason", "documents", "super_agent", "applied_at", "decided_at")
        assert {name: seen[name] for name in hidden} == dict.fromkeys(hidden)
        assert refusal(ask(client, "patch", f"/{row.id}", {"city": "Kisumu"})) == (403, "agent_role_required")
        assert refusal(ask(client, "post", f"/{row.id}/submit")) == (403, "agent_role_required")
    outsider = client_of(esther)
    for method, path in (
        ("get", ""),
        ("patch", ""),
        ("post", "/submit"),
        ("get", "/agents"),
        ("get", "/outlets"),
        ("get", "/staff"),
        ("get", "/documents/registration"),
    ):
        assert refusal(ask(outsider, method, f"/{row.id}{path}")) == (404, "agent_not_found")
    assert ask(outsider, "get", "").json()["results"] == []


def test_a_wallet_in_its_currency_is_needed(phone: Any, hassan: User) -> None:
    give_wallet(hassan, currency="KES")
    assert ask(phone, "post", "", shop(currency="KES")).status_code == 201
